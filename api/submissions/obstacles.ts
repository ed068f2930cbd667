// What still stands in the way of submitting: blanks, and what the checks find, with the explanations given.
import { failures, questionsByItem } from '../../engine/check/index.ts';
import type { FormCheck } from '../../engine/model/check.ts';
import type { Term } from '../../engine/model/plan.ts';
import { describe } from '../../engine/problem/index.ts';
import type { Published } from '../annual/published.ts';
import { frequencyOf, sectionsFor } from '../annual/published.ts';
import { viewOf } from '../outputs/output.ts';
import type { ActorContext } from '../http/operation.ts';
import { previousPeriod } from '../feeds/beside.ts';
import { checksOff } from './checks-off.ts';
import { answersIn } from './review.ts';
import { readSection, type Where } from './section.ts';
import { communityValues } from './values.ts';
import { zeroed, type Answers, type Zeroed } from './zeroed.ts';

export interface Obstacle {
  readonly severity: string;
  readonly checkId: string | null;
  readonly items: string[];
  /** Where its answers stand: the section, if it is one of this period. */
  readonly places: { readonly item: string; readonly title: string; readonly section: string | null }[];
  readonly words: string;
  readonly explained: string | null;
}

export interface Obstacles {
  readonly items: Obstacle[];
  readonly blank: number;
  readonly zeroed: Zeroed[];
}

export async function obstaclesOf(context: ActorContext, place: Where & { readonly form: Published }): Promise<Obstacles> {
  const { db, services, language } = context;
  const { form, districtId, communityId, period } = place;
  const before = previousPeriod(period);
  const last = (await answersIn(services, db, districtId, before, [communityId])).get(communityId);
  const sections: Answers[] = [];
  for (const section of sectionsFor(form, period)) {
    const { answers } = await readSection(services, db, place, form, section);
    sections.push({ code: section.code, title: section.title, now: answers, last: section.questions.map(({ item }) => last?.get(item) ?? null) });
  }
  const unit = await db
    .selectFrom('orgUnit')
    .select(['unitId', 'code', 'name'])
    .where('districtId', '=', districtId)
    .where('unitId', '=', communityId)
    .executeTakeFirstOrThrow();
  const values = await communityValues(services, db, districtId, form, unit);
  const view = viewOf(form).community(values);
  const off = await checksOff(db, districtId, form.row.year);
  const failed = view.findings.filter(({ outcome, period: of, check }) => outcome === 'fails' && of === period && !off.has(check.id));
  const items = new Map(form.consolidation.items.map((item) => [item.id, item]));
  const told = failures(failed, { community: unit.name, answers: view.answers, items, questions: questionsByItem(form.form) });
  const explanations = await db
    .selectFrom('explanation')
    .select(['checkId', 'words'])
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('communityId', '=', communityId)
    .execute();
  const explained = new Map(explanations.map(({ checkId, words }) => [checkId, words]));
  return {
    blank: sections.flatMap(({ now }) => now).filter((value) => value === null).length,
    zeroed: zeroed(sections),
    items: failed.map(({ check }, index) => ({
      severity: check.severity,
      checkId: check.id,
      items: itemsOf(check),
      places: itemsOf(check).map((item) => placeOf(form, item, period)),
      words: told[index] ? describe(told[index], language) : check.words,
      explained: explained.get(check.id) ?? null,
    })),
  };
}

function placeOf({ sectionOf }: Published, item: string, period: string): Obstacle['places'][number] {
  const section = sectionOf.get(item);
  const title = section?.questions[section.positions.get(item) ?? -1]?.title ?? item;
  return { item, title, section: section?.frequency === frequencyOf(period) ? section.code : null };
}

/** The items whose answers a check compares. */
function itemsOf(check: FormCheck): string[] {
  const terms: readonly Term[] = check.kind === 'written' ? Object.values(check.amounts).flat() : [...check.left, ...check.right];
  return [...new Set(terms.flatMap(({ from }) => (from.kind === 'item' ? [from.item] : [])))];
}
