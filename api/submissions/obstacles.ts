// What still stands in the way of submitting: blanks, and what the checks find, with the explanations given.
import { answersBehind, questionsByItem, type Finding } from '../../engine/check/index.ts';
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
  /** Where its answers stand: the section, if it is one of this period; and what was answered. */
  readonly places: { readonly item: string; readonly title: string; readonly section: string | null; readonly value: string }[];
  readonly words: string;
  /** Whose rule it is; '' where it follows from meaning. */
  readonly owner: string;
  /** What both sides come to, where two sums are compared. */
  readonly sides: { readonly left: string; readonly right: string } | null;
  readonly explained: string | null;
}

export interface Obstacles {
  readonly items: Obstacle[];
  readonly blank: number;
  readonly zeroed: Zeroed[];
}

export async function obstaclesOf(context: ActorContext, place: Where & { readonly form: Published }): Promise<Obstacles> {
  const { db, services } = context;
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
  const behind = { answers: view.answers, items, questions: questionsByItem(form.form) };
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
    items: failed.map((finding) => obstacleOf(finding, answersBehind(finding, behind), form, explained.get(finding.check.id) ?? null)),
  };
}

function obstacleOf({ check, period, sides }: Finding, behind: ReturnType<typeof answersBehind>, form: Published, explained: string | null): Obstacle {
  const { severity, id: checkId, words, owner } = check;
  const places = behind.map(({ item, value }) => ({ ...placeOf(form, item, period), value }));
  return { severity, checkId, items: behind.map(({ item }) => item), places, words, owner, sides, explained };
}

function placeOf({ sectionOf }: Published, item: string, period: string): Omit<Obstacle['places'][number], 'value'> {
  const section = sectionOf.get(item);
  const title = section?.questions[section.positions.get(item) ?? -1]?.title ?? item;
  return { item, title, section: section?.frequency === frequencyOf(period) ? section.code : null };
}
