// What a plan consists of: questions, and how everything that was asked for follows from them. Plain data; `engine/plan` makes it,
// `engine/derive` reckons with it, and it is kept with the annual form.
import type { Frequency } from './period.ts';

/**
 * How a value behaves in time. stock: it stands at each period's end · flow: it happens in a period ·
 * standing: a fact that holds all year (an area, a year of foundation) and is asked once, however often departments print it.
 */
export type Kind = 'stock' | 'flow' | 'standing';

/** own: the period's own value · toDate: since 1 January (本年累计), for flows only; in an annual form the two are one. */
export type Reading = 'own' | 'toDate';

/**
 * How a value is come by, the strictest step counting.
 * same: an item as answered · rollup: one item over time · sum: items added up · register: counted from a register (and items) ·
 * differenceOwn: with coefficients other than +1, all within what one department asks · differenceAcross: the same across departments.
 */
export type Level = 'same' | 'rollup' | 'sum' | 'register' | 'differenceOwn' | 'differenceAcross';

export interface Policy {
  /** May such derivations be used? An element that has only a forbidden one is asked itself. */
  readonly levels: Readonly<Record<Exclude<Level, 'same' | 'register'>, boolean>>;
  /** May registers stand in for questions? */
  readonly registers: boolean;
  /** Steps of elimination that one connected group of elements may cost before the rest of it is asked as it stands. */
  readonly budget: number;
}

/** One question of the annual form, answered in the element's base unit, once in every period of its frequency. */
export interface Item {
  /** `<element>@<frequency>`. */
  readonly id: string;
  readonly element: string;
  readonly frequency: Frequency;
  readonly kind: Kind;
  readonly reading: Reading;
  readonly reason: Reason;
  /** Fields of its element at its own or a coarser frequency, its own frequency first: the words it is asked in. */
  readonly sources: readonly string[];
}

/**
 * Why something is asked. independent: it follows from nothing else · policy: it follows, but only in a way that policy forbids ·
 * empty: its conditions exclude each other, so it was probably read wrongly · opaque: a text or a doubtful field ·
 * ratio: its numerator or denominator is not known · budget: too entangled to tell in the time allowed.
 */
export type Reason = 'independent' | 'policy' | 'empty' | 'opaque' | 'ratio' | 'budget';

/**
 * Which values of the source make one value of the asked period. end: the source's period that ends with it ·
 * sum: all of the source's periods in it · toDate: all since January up to its end · difference: the one ending with it minus
 * the one ending just before it (nothing before January) · year: the one value that holds all year.
 */
export type Over = 'end' | 'sum' | 'toDate' | 'difference' | 'year';

export type Source = { readonly kind: 'item'; readonly item: string } | { readonly kind: 'free'; readonly reference: string };

export interface Term {
  /** Exact fraction of decimal integers, in lowest terms, the denominator positive. */
  readonly coefficient: { readonly numerator: string; readonly denominator: string };
  readonly from: Source;
  readonly over: Over;
}

interface Derived {
  readonly element: string;
  readonly frequency: Frequency;
  readonly level: Level;
  /** A person must agree before it is used: a difference across departments. */
  readonly needsApproval: boolean;
}

/** Σ coefficient × source; no terms means zero. */
export interface LinearDerivation extends Derived {
  readonly kind: 'linear';
  readonly terms: readonly Term[];
}

/** numerator ÷ denominator × factor, rounded half up to `decimals` places, after all roll-up. */
export interface RatioDerivation extends Derived {
  readonly kind: 'ratio';
  readonly numerator: readonly Term[];
  readonly denominator: readonly Term[];
  readonly factor: string;
  readonly decimals: number;
}

export type Derivation = LinearDerivation | RatioDerivation;

/**
 * An equality that always holds (a fundamental circuit): the left side equals Σ of the terms in every period of `frequency`.
 * `live`: both sides are collected or counted, so it can fail and is worth a check; else the left side is computed by it.
 */
export interface Relation {
  readonly left: { readonly kind: 'element'; readonly element: string } | { readonly kind: 'free'; readonly reference: string };
  readonly frequency: Frequency;
  readonly terms: readonly Term[];
  readonly live: boolean;
}

/** Counts of one stage of the plan. A value is one blank answered once; a monthly question is 12 values a year. */
export interface StageCount {
  readonly stage: 'standing' | Frequency;
  /** Fields asked at this frequency today, and values a year. */
  readonly fields: number;
  readonly valuesBefore: number;
  /** Items asked at this frequency now, and values a year. */
  readonly items: number;
  readonly valuesNow: number;
  /** Of these, the values that no plan could do without (independent items, texts and doubtful fields as they stand). */
  readonly least: number;
}

export interface Certificate {
  /** The prime modulo which independence was shown; what is independent modulo a prime is independent. */
  readonly prime: number;
  /** Each independent item with the monomial on which it stands out from all that were inserted before it. */
  readonly pivots: readonly { readonly item: string; readonly column: string }[];
  readonly stages: readonly StageCount[];
  readonly valuesBefore: number;
  readonly valuesNow: number;
  readonly least: number;
  /** Nothing was left untold for want of budget: `least` is the rank, and `valuesNow − least` is the price of policy. */
  readonly complete: boolean;
}
