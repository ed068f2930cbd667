// When are two fields one datum? Exactly when their identities are equal: the same number for every possible community (functional.ts),
// at the same kind of time. Unit, scale, wording and frequency are no part of it.
import type { DataPoint, PlainPoint, RatioPoint, SumPoint } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import type { DoubtKind, FieldMeaning } from '../model/meaning.ts';
import type { Kind, Reading } from '../model/plan.ts';
import { combine, functionalKey, functionalOf, type Functional } from './functional.ts';

/** What an element is, as the planner needs it. */
export type Content =
  | { readonly kind: 'plain'; readonly functional: Functional; readonly time: Kind }
  | {
      readonly kind: 'ratio';
      readonly numerator: Functional;
      readonly denominator: Functional;
      readonly times: { readonly numerator: Kind; readonly denominator: Kind };
      readonly readings: { readonly numerator: Reading; readonly denominator: Reading };
      readonly factor: string;
      readonly decimals: number;
    }
  | { readonly kind: 'text' };

export interface Identity {
  /** Canonical text; equal exactly for fields that ask the same. */
  readonly key: string;
  readonly content: Content;
  /** Of a ratio, its numerator's. */
  readonly reading: Reading;
  /** The data point, with the mark of a doubtful field among its open words. */
  readonly point: DataPoint;
}

/** Doubts that only a person can settle: until then the field is not held to be the same as another form's. */
export const REVIEW: ReadonlySet<DoubtKind> = new Set(['scopeNotStated', 'ambiguousObject', 'conflictingLabels', 'ratioNotResolved', 'formulaDisagrees']);

/** Must a person rule on what this field asks? */
export function needsReview({ doubts }: Pick<FieldMeaning, 'doubts'>): boolean {
  return doubts.some(({ kind }) => REVIEW.has(kind));
}

/** How often plain facts of a place are asked; no part of an identity's key. */
export type SlowFacts = 'once' | 'asAsked';

/** The identity of what a field asks. */
export function identityOf(field: FieldMeaning, knowledge: Knowledge, slowFacts: SlowFacts = 'once'): Identity {
  const point = separated(field);
  const reading = readingOf(point.kind === 'ratio' ? point.numerator : point, field);
  const { key, content } = contentOf(point, field, knowledge, slowFacts);
  return { key: reading === 'toDate' ? `${key} toDate` : key, content, reading, point };
}

/** In a form of a whole year, what happened to date is what happened in it. */
function readingOf({ period }: PlainPoint | SumPoint, { frequency }: FieldMeaning): Reading {
  return period === 'toDate' && frequency !== 'annual' ? 'toDate' : 'own';
}

function contentOf(point: DataPoint, field: FieldMeaning, knowledge: Knowledge, slowFacts: SlowFacts): { key: string; content: Content } {
  if (point.kind === 'ratio') return ratioContent(point, field, knowledge, slowFacts);
  if (field.textual && point.kind === 'plain') return { key: `text ${point.object}|${measureKey(point)}|${point.open.join('+')}`, content: { kind: 'text' } };
  const functional = totalOf(point, knowledge);
  return { key: keyOf(point, functional), content: { kind: 'plain', functional, time: timeOf(point, slowFacts) } };
}

function ratioContent(point: RatioPoint, field: FieldMeaning, knowledge: Knowledge, slowFacts: SlowFacts): { key: string; content: Content } {
  const { factor, decimals } = point;
  const numerator = totalOf(point.numerator, knowledge);
  const denominator = totalOf(point.denominator, knowledge);
  const times = { numerator: timeOf(point.numerator, slowFacts), denominator: timeOf(point.denominator, slowFacts) };
  const readings = { numerator: readingOf(point.numerator, field), denominator: readingOf(point.denominator, field) };
  // 本季成功 ÷ 本年累计受理: where the two parts are of different times, the key says so.
  const over = times.denominator === 'flow' && readings.denominator !== readings.numerator ? ` ÷${readings.denominator}` : '';
  const key = `ratio ${keyOf(point.numerator, numerator)} / ${keyOf(point.denominator, denominator)} × ${factor}${over}`;
  return { key, content: { kind: 'ratio', numerator, denominator, times, readings, factor, decimals } };
}

/** The functional of a plain or summed data point. */
export function totalOf(point: PlainPoint | SumPoint, knowledge: Knowledge): Functional {
  if (point.kind === 'plain') return functionalOf(point, knowledge);
  return combine(point.terms.map(({ coefficient, point: part }) => ({ coefficient, functional: functionalOf(part, knowledge) })));
}

/** A field in doubt keeps to its own form: its point gets a word that no other form has. Where it is open what is counted, it keeps to its own words too: 总面积, 建筑面积. */
function separated(field: FieldMeaning): DataPoint {
  if (!needsReview(field)) return field.point;
  const words = field.doubts.flatMap((doubt) => (doubt.kind === 'ambiguousObject' ? [`:${doubt.words}`] : []));
  return marked(field.point, `待确认:${field.requirement}${words.join('')}`);
}

/** The point with an open word added everywhere, which sets it apart from all points without that word. */
export function marked(point: DataPoint, word: string): DataPoint {
  switch (point.kind) {
    case 'plain':
      return { ...point, open: [...point.open, word].sort() };
    case 'sum':
      return { ...point, terms: point.terms.map((term) => ({ ...term, point: { ...term.point, open: [...term.point.open, word].sort() } })) };
    case 'ratio':
      return { ...point, numerator: markedPart(point.numerator, word), denominator: markedPart(point.denominator, word) };
  }
}

function markedPart(point: PlainPoint | SumPoint, word: string): PlainPoint | SumPoint {
  const result = marked(point, word);
  return result.kind === 'ratio' ? point : result;
}

/** Plain facts of a place (areas, facilities, a phone) hold all year, unless policy asks them as often as they are printed. */
function timeOf(point: PlainPoint | SumPoint, slowFacts: SlowFacts): Kind {
  const parts = point.kind === 'plain' ? [point] : point.terms.map((term) => term.point);
  if (slowFacts === 'once' && parts.length > 0 && parts.every(({ measure }) => measure.kind === 'value')) return 'standing';
  return point.period === 'instant' ? 'stock' : 'flow';
}

function measureKey({ measure }: PlainPoint): string {
  return measure.kind === 'count' ? 'count' : `${measure.kind}:${measure.of}`;
}

/** Points whose conditions exclude each other have no functional, and are one only with those that say the same. */
function keyOf(point: PlainPoint | SumPoint, functional: Functional): string {
  return functional.size > 0 ? functionalKey(functional) : `empty ${canonical(point)}`;
}

function canonical(point: PlainPoint | SumPoint): string {
  const parts = point.kind === 'plain' ? [{ coefficient: 1, point }] : point.terms;
  return JSON.stringify(
    parts.map(({ coefficient, point: part }) => [
      coefficient,
      part.object,
      measureKey(part),
      part.open,
      Object.entries(part.where).sort(([a], [b]) => (a < b ? -1 : 1)),
    ]),
  );
}
