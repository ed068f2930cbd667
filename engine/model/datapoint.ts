// What a field asks, once understood: object class × measure × facet values × period type.

/** Which part of a facet's values a data point covers. Interval bounds are whole numbers, inclusive, null = open. */
export type Extent =
  { readonly kind: 'members'; readonly members: readonly string[] } | { readonly kind: 'interval'; readonly from: number | null; readonly to: number | null };

/** Facet id → the values covered; a facet that is absent is not restricted. */
export type Where = Readonly<Record<string, Extent>>;

/** instant: at the period's end · flow: what happened in the period · toDate: what happened since 1 January (本年累计). */
export type PeriodType = 'instant' | 'flow' | 'toDate';

/** count: how many things · sum: an attribute added up over them · value: a plain fact of the community. */
export type Measure = { readonly kind: 'count' } | { readonly kind: 'sum'; readonly of: string } | { readonly kind: 'value'; readonly of: string };

/** A number (or text) that is asked for as it stands. */
export interface PlainPoint {
  readonly kind: 'plain';
  /** Object class id of the knowledge in use, e.g. "person". */
  readonly object: string;
  readonly measure: Measure;
  readonly where: Where;
  /** Words that no lexicon knows, in an order that depends on what the form says alone; they are part of the identity and equal only to themselves. */
  readonly open: readonly string[];
  readonly period: PeriodType;
}

/** What a printed equation or a formula of the form adds up. */
export interface SumPoint {
  readonly kind: 'sum';
  readonly terms: readonly { readonly coefficient: number; readonly point: PlainPoint }[];
  readonly period: PeriodType;
}

/** numerator ÷ denominator × factor, rounded to `decimals` places; never summed, always recomputed. */
export interface RatioPoint {
  readonly kind: 'ratio';
  readonly numerator: PlainPoint | SumPoint;
  readonly denominator: PlainPoint | SumPoint;
  /** Exact decimal, "100" for per cent. */
  readonly factor: string;
  readonly decimals: number;
}

export type DataPoint = PlainPoint | SumPoint | RatioPoint;
