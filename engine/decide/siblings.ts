// What a ruling on one blank says of its siblings: other blanks of the same form that are doubtful for the very same words. Whoever
// rules that 3周岁以下 includes the bound in one column means it in the next one too.
import type { Decision } from '../model/decision.ts';
import type { DataPoint, PlainPoint } from '../model/datapoint.ts';
import type { Doubt, FieldMeaning } from '../model/meaning.ts';

/** What the engine had read, what the person said, and which doubts that settles. */
export interface Lesson {
  readonly from: string;
  readonly requirement: string;
  readonly doubts: readonly Doubt[];
  readonly textual: boolean;
  readonly before: PlainPoint;
  readonly after: PlainPoint;
  readonly term: string;
  readonly decision: Decision;
}

/** The lesson of a ruling on a field as it was before; null when there was no doubt, or what was read cannot be compared. */
export function lessonOf(
  field: FieldMeaning,
  said: { readonly point: DataPoint; readonly textual: boolean; readonly term: string | null },
  decision: Decision,
): Lesson | null {
  const { key, requirement, point: before, doubts, textual } = field;
  if (doubts.length === 0 || before.kind !== 'plain' || said.point.kind !== 'plain' || said.term === null || said.textual !== textual) return null;
  return { from: key, requirement, doubts, textual, before, after: said.point, term: said.term, decision };
}

/**
 * What a sibling asks by the lesson: its own conditions, but for those that the ruling changed. null when the lesson is not about it: it
 * has other doubts, words of its own that nobody knows, read otherwise what the ruling changed, or holds a condition that the ruling struck out.
 */
export function learnt(sibling: FieldMeaning, { requirement, doubts, textual, before, after }: Lesson): PlainPoint | null {
  const { point } = sibling;
  if (sibling.requirement !== requirement || sibling.textual !== textual || point.kind !== 'plain' || sibling.doubts.length === 0) return null;
  if (!sibling.doubts.every((own) => doubts.some((each) => same(each, own))) || !same(point.open, before.open)) return null;
  const taken = replaced(point, before, after);
  if (!taken) return null;
  const where: Record<string, PlainPoint['where'][string]> = { ...point.where };
  for (const facet of new Set([...Object.keys(before.where), ...Object.keys(after.where)])) {
    if (same(before.where[facet], after.where[facet])) continue;
    if (!same(point.where[facet], before.where[facet])) return null;
    const extent = after.where[facet];
    // What the ruling struck out of one blank (独居 of 失能老人), another may well say itself.
    if (!extent) return null;
    where[facet] = extent;
  }
  return { ...taken, where, open: after.open };
}

/** Class, measure and period as ruled; null when the ruling changed one that the sibling has otherwise. */
function replaced(point: PlainPoint, before: PlainPoint, after: PlainPoint): PlainPoint | null {
  const { object, measure, period } = before;
  const isChanged = { object: object !== after.object, measure: !same(measure, after.measure), period: period !== after.period };
  if ((isChanged.object && point.object !== object) || (isChanged.measure && !same(point.measure, measure)) || (isChanged.period && point.period !== period))
    return null;
  return {
    ...point,
    object: isChanged.object ? after.object : point.object,
    measure: isChanged.measure ? after.measure : point.measure,
    period: isChanged.period ? after.period : point.period,
  };
}

/** Equal data, in whatever order its properties and its members stand. */
function same(a: unknown, b: unknown): boolean {
  return spelled(a) === spelled(b);
}

function spelled(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(spelled).sort().join()}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]: [string, unknown]) => `${key}:${spelled(each)}`).join()}}`;
}
