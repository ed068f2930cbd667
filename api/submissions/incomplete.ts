// What an amendment of the form leaves behind: submissions that were handed in whole and have blanks now, because more is asked.
import { frequenciesIn, type Published } from '../annual/published.ts';
import { filledIn, type Filling } from '../desk/filling.ts';
import { periodsOf } from '../../engine/model/period.ts';
import { communitiesSeen, type PlacedCommunity } from '../outputs/places.ts';
import type { SubmissionRow } from '../storage/schema.ts';
import { yieldTurn } from '../turn.ts';
import { HANDED_IN } from './states.ts';

export interface Incomplete {
  readonly community: PlacedCommunity;
  readonly submission: SubmissionRow;
  /** Questions of the form as it is now that have no answer. */
  readonly blank: number;
}

/** Those of the form's year that were handed in, by period and code of the community. */
export async function incompleteIn(context: Filling, form: Published): Promise<Incomplete[]> {
  const periods = frequenciesIn(form).flatMap((frequency) => periodsOf(form.row.year, frequency));
  const found: Incomplete[] = [];
  for (const period of periods) {
    found.push(...(await incompleteOf(context, form, period)));
    await yieldTurn();
  }
  return found;
}

async function incompleteOf(context: Filling, form: Published, period: string): Promise<Incomplete[]> {
  const { db, actor } = context;
  const submissions = await db
    .selectFrom('submission')
    .selectAll()
    .where('districtId', '=', actor.districtId)
    .where('period', '=', period)
    .where('state', 'in', HANDED_IN)
    .execute();
  if (submissions.length === 0) return [];
  const handedIn = new Map(submissions.map((each) => [each.communityId, each]));
  const communities = await communitiesSeen(db, actor, period);
  const { asked, byCommunity } = await filledIn(context, form, period, communities);
  return communities.flatMap((community) => {
    const submission = handedIn.get(community.unitId);
    const blank = asked - (byCommunity.get(community.unitId) ?? 0);
    return submission && blank > 0 ? [{ community, submission, blank }] : [];
  });
}
