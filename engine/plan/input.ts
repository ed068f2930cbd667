// What the planner is given: data elements as linear functionals, who asks for them and how often, and what is known for free.
import type { Functional } from '../match/functional.ts';
import type { Frequency } from '../model/period.ts';
import type { Kind, Level, Policy, Reading } from '../model/plan.ts';

export type { Kind, Level, Policy, Reading };

/** One field that asks for an element. */
export interface Asking {
  /** Opaque key of the field; unique in the input. */
  readonly field: string;
  readonly department: string;
  readonly requirement: string;
  readonly frequency: Frequency;
}

/** A number that is a linear functional over things. A toDate element has the same functional as its own-period twin. */
export interface PlainElement {
  /** Canonical: depends on what is meant, not on the order in which it was met. Unique among all elements of the input. */
  readonly id: string;
  readonly title: string;
  readonly functional: Functional;
  readonly kind: Kind;
  readonly reading: Reading;
  readonly asked: readonly Asking[];
}

/** numerator ÷ denominator × factor, computed after roll-up where both are known, asked as it stands where not. */
export interface RatioElement {
  readonly id: string;
  readonly title: string;
  readonly numerator: Functional;
  readonly denominator: Functional;
  readonly kinds: { readonly numerator: Kind; readonly denominator: Kind };
  /** Which reading of each part the ratio is of (本季成功 ÷ 本年累计受理); a stock has only its own. */
  readonly readings: { readonly numerator: Reading; readonly denominator: Reading };
  /** Exact decimal, e.g. "100" for a percentage. */
  readonly factor: string;
  readonly decimals: number;
  readonly asked: readonly Asking[];
}

/** A text, or a field that a person must still rule on: asked as it stands. */
export interface OpaqueElement {
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  readonly reading: Reading;
  readonly asked: readonly Asking[];
}

/** What a register tells without asking: a count or sum over its rows at the year's end (or in the year). */
export interface FreeElement {
  /** Opaque; unique among the free elements of the input. */
  readonly reference: string;
  readonly functional: Functional;
  readonly kind: 'stock' | 'flow';
}

export interface PlanInput {
  readonly elements: readonly PlainElement[];
  readonly ratios: readonly RatioElement[];
  readonly opaque: readonly OpaqueElement[];
  readonly free: readonly FreeElement[];
}

export const DEFAULT_POLICY: Policy = {
  levels: { rollup: true, sum: true, differenceOwn: true, differenceAcross: true },
  registers: true,
  budget: 20_000_000,
};
