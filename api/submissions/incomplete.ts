// What an amendment of the form leaves behind: submissions that were handed in whole and have blanks now, because more is asked.
import { frequenciesIn, placesIn, sectionsFor, type Published, type SectionLayout, type SectionPlaces } from '../annual/published.ts';
import { periodsOf } from '../../engine/model/period.ts';
import { communitiesSeen, type PlacedCommunity } from '../outputs/places.ts';
import type { Actor } from '../people/roles.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { SectionRow, SubmissionRow } from '../storage/schema.ts';
import { yieldTurn } from '../turn.ts';
import type { Kept } from './section.ts';
import { HANDED_IN } from './states.ts';

export interface Incomplete {
  readonly community: PlacedCommunity;
  readonly submission: SubmissionRow;
  /** Questions of the form as it is now that have no answer. */
  readonly blank: number;
}

/** Those of the form's year that were handed in, by period and code of the community. */
export async function incompleteIn(services: Services, db: Db, actor: Actor, form: Published): Promise<Incomplete[]> {
  const periods = frequenciesIn(form).flatMap((frequency) => periodsOf(form.row.year, frequency));
  const found: Incomplete[] = [];
  for (const period of periods) {
    found.push(...(await incompleteOf(services, db, actor, form, period)));
    await yieldTurn();
  }
  return found;
}

async function incompleteOf(services: Services, db: Db, actor: Actor, form: Published, period: string): Promise<Incomplete[]> {
  const { districtId } = actor;
  const submissions = await db
    .selectFrom('submission')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('state', 'in', HANDED_IN)
    .execute();
  if (submissions.length === 0) return [];
  const byCommunity = new Map(submissions.map((each) => [each.communityId, each]));
  const answered = await answeredIn(services, db, districtId, form, period);
  const asked = sectionsFor(form, period).reduce((sum, { items }) => sum + items.length, 0);
  return (await communitiesSeen(db, actor, period)).flatMap((community) => {
    const submission = byCommunity.get(community.unitId);
    const blank = asked - (answered.get(community.unitId) ?? 0);
    return submission && blank > 0 ? [{ community, submission, blank }] : [];
  });
}

/** Community → how many questions of the form as it is now have an answer. */
async function answeredIn(services: Services, db: Db, districtId: string, form: Published, period: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('section')
    .select(['communityId', 'sectionCode', 'formVersionId', 'answers'])
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .execute();
  const counts = new Map<string, number>();
  for (const section of sectionsFor(form, period))
    for (const row of rows.filter(({ sectionCode }) => sectionCode === section.code)) {
      const places = await placesIn(services, db, districtId, row.formVersionId);
      counts.set(row.communityId, (counts.get(row.communityId) ?? 0) + answeredNow(section, row, places));
    }
  return counts;
}

function answeredNow({ code, frequency, items }: SectionLayout, { answers }: Pick<SectionRow, 'answers'>, places: readonly SectionPlaces[]): number {
  const then = places.find((each) => each.code === code && each.frequency === frequency);
  const values = JSON.parse(answers) as Kept[];
  return items.filter((item) => (values[then?.positions.get(item) ?? -1] ?? null) !== null).length;
}
