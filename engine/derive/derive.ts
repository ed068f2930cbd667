// One value of one department's form from what communities answered, exactly, with everything that went into it.
import { FREQUENCIES, type Frequency } from '../model/period.ts';
import { selectPeriods, type Derivation, type Item, type LinearDerivation, type RatioDerivation, type Source, type Term } from '../plan/index.ts';
import type { Answer, Answers } from '../model/answers.ts';
import { Exact, formatExact, parseExact } from '../model/exact.ts';

/** One answer behind a value: lineage (溯源). */
export interface Ingredient {
  readonly source: Source;
  readonly period: string;
  /** Exact fraction with sign. */
  readonly coefficient: { readonly numerator: string; readonly denominator: string };
  /** The answer, or null where it is blank. */
  readonly answer: Answer | null;
}

/** zeroDenominator: a ratio of something to nothing · inexact: answers that do not divide as they should · partNotApplicable: a part of the sum does not exist there and counts nothing. */
export type Doubt = 'zeroDenominator' | 'inexact' | 'partNotApplicable';

interface Traced {
  readonly lineage: readonly Ingredient[];
}

export interface NumberValue extends Traced {
  readonly kind: 'number';
  readonly value: Exact;
  /** Plain decimal text of `value`. */
  readonly text: string;
  /** Numerator and denominator of a ratio, for rolling up; null for anything else. */
  readonly parts: { readonly numerator: Exact; readonly denominator: Exact } | null;
  readonly doubts: readonly Doubt[];
}

/** What comes of a derivation in one place and period. `at`: the ingredients to blame. */
export type DerivedValue =
  | NumberValue
  | (Traced & { readonly kind: 'text'; readonly text: string })
  | (Traced & { readonly kind: 'notApplicable' })
  | (Traced & { readonly kind: 'missing' | 'notAsked' | 'notANumber'; readonly at: readonly Ingredient[] });

export interface DeriveOptions {
  /** Factor from the element's base unit to the form's, an exact decimal: "0.0001" for 万元 from 元. Not for ratios. */
  readonly scale: string;
  /** What a form prints for something ÷ nothing. */
  readonly zeroDenominator: 'zero' | 'notApplicable';
}

export const DEFAULT_OPTIONS: DeriveOptions = { scale: '1', zeroDenominator: 'zero' };

/** The items of a plan by id, as far as deriving needs them. */
export type ItemFrequencies = ReadonlyMap<string, Pick<Item, 'frequency'>>;

/**
 * The value of an element in `period` (of the derivation's frequency). A blank answer makes the value missing, whatever the rest;
 * throws only on what no answer can cause: an unknown item, a period that the plan cannot serve, a scale that is no decimal.
 */
export function derive(
  derivation: Derivation,
  period: string,
  answers: Answers,
  items: ItemFrequencies,
  options: DeriveOptions = DEFAULT_OPTIONS,
): DerivedValue {
  return derivation.kind === 'linear' ? deriveLinear(derivation, period, answers, items, options) : deriveRatio(derivation, period, answers, items, options);
}

function deriveLinear({ terms }: LinearDerivation, period: string, answers: Answers, items: ItemFrequencies, { scale }: DeriveOptions): DerivedValue {
  const lineage = ingredients(terms, period, answers, items);
  const [only] = lineage;
  if (lineage.length === 1 && only?.answer?.kind === 'text') return { kind: 'text', text: only.answer.text, lineage };
  const sum = addUp(lineage);
  if (sum.kind !== 'sum') return sum.kind === 'notApplicable' ? { kind: sum.kind, lineage } : { kind: sum.kind, at: sum.at, lineage };
  const factor = parseExact(scale);
  if (!factor) throw new RangeError(`The scale ${scale} is no decimal.`);
  const value = sum.value.times(factor);
  return { kind: 'number', value, text: formatExact(value), parts: null, doubts: sum.doubts, lineage };
}

function deriveRatio(derivation: RatioDerivation, period: string, answers: Answers, items: ItemFrequencies, options: DeriveOptions): DerivedValue {
  const above = ingredients(derivation.numerator, period, answers, items);
  const below = ingredients(derivation.denominator, period, answers, items);
  const lineage = [...above, ...below];
  const [numerator, denominator] = [addUp(above), addUp(below)];
  for (const kind of ['notANumber', 'missing', 'notAsked'] as const) {
    const at = [numerator, denominator].flatMap((sum) => (sum.kind === kind ? sum.at : []));
    if (at.length > 0) return { kind, at, lineage };
  }
  if (numerator.kind !== 'sum' || denominator.kind !== 'sum') return { kind: 'notApplicable', lineage };
  return ratioOf(numerator.value, denominator.value, derivation, [...new Set([...numerator.doubts, ...denominator.doubts])], lineage, options);
}

/** numerator ÷ denominator × factor, rounded half up; nothing to divide by gives 0 with a doubt, or "not applicable". */
export function ratioOf(
  numerator: Exact,
  denominator: Exact,
  { factor, decimals }: Pick<RatioDerivation, 'factor' | 'decimals'>,
  doubts: readonly Doubt[] = [],
  lineage: readonly Ingredient[] = [],
  { zeroDenominator }: Pick<DeriveOptions, 'zeroDenominator'> = DEFAULT_OPTIONS,
): DerivedValue {
  const scale = parseExact(factor);
  if (!scale) throw new RangeError(`The factor ${factor} is no decimal.`);
  const nothing = denominator.isZero();
  if (nothing && zeroDenominator === 'notApplicable') return { kind: 'notApplicable', lineage };
  const value = nothing ? new Exact(0) : numerator.times(scale).dividedBy(denominator).toDecimalPlaces(decimals, Exact.ROUND_HALF_UP);
  return {
    kind: 'number',
    value,
    text: formatExact(value),
    parts: { numerator, denominator },
    doubts: nothing ? [...doubts, 'zeroDenominator'] : doubts,
    lineage,
  };
}

/** Every answer that the terms call for, in order. */
function ingredients(terms: readonly Term[], period: string, answers: Answers, items: ItemFrequencies): Ingredient[] {
  return terms.flatMap(({ coefficient, from, over }) => {
    const selected = selectPeriods(over, frequencyOf(from, items), period);
    if (!selected) throw new RangeError(`${from.kind === 'item' ? from.item : from.reference} has no answers for ${period}.`);
    const given = from.kind === 'item' ? answers.items.get(from.item) : answers.free.get(from.reference);
    return selected.map(({ period: chosen, sign }): Ingredient => {
      const signed = sign === 1 ? coefficient : { ...coefficient, numerator: `${-BigInt(coefficient.numerator)}` };
      return { source: from, period: chosen, coefficient: signed, answer: given?.get(chosen) ?? null };
    });
  });
}

function frequencyOf(from: Source, items: ItemFrequencies): Frequency {
  if (from.kind === 'free') return FREQUENCIES[3];
  const item = items.get(from.item);
  if (!item) throw new RangeError(`The plan has no item ${from.item}.`);
  return item.frequency;
}

type Sum =
  | { readonly kind: 'sum'; readonly value: Exact; readonly doubts: readonly Doubt[] }
  | { readonly kind: 'notApplicable' }
  | { readonly kind: 'missing' | 'notAsked' | 'notANumber'; readonly at: readonly Ingredient[] };

function addUp(lineage: readonly Ingredient[]): Sum {
  const numbers = lineage.flatMap((each) => (each.answer?.kind === 'number' ? [{ ...each, value: parseExact(each.answer.value) }] : []));
  const bad = lineage.filter(({ answer }) => answer?.kind === 'text' || (answer?.kind === 'number' && parseExact(answer.value) === null));
  if (bad.length > 0) return { kind: 'notANumber', at: bad };
  const missing = lineage.filter(({ answer }) => answer === null);
  if (missing.length > 0) return { kind: 'missing', at: missing };
  const notAsked = lineage.filter(({ answer }) => answer?.kind === 'notAsked');
  if (notAsked.length > 0) return { kind: 'notAsked', at: notAsked };
  if (numbers.length === 0 && lineage.length > 0) return { kind: 'notApplicable' };
  const common = numbers.reduce((product, { coefficient }) => leastCommon(product, BigInt(coefficient.denominator)), 1n);
  let sum = new Exact(0);
  for (const { coefficient, value } of numbers)
    if (value) sum = sum.plus(value.times(`${(BigInt(coefficient.numerator) * common) / BigInt(coefficient.denominator)}`));
  const value = common === 1n ? sum : sum.dividedBy(`${common}`);
  const doubts: Doubt[] = [];
  if (numbers.length < lineage.length) doubts.push('partNotApplicable');
  if (common !== 1n && !value.times(`${common}`).equals(sum)) doubts.push('inexact');
  return { kind: 'sum', value, doubts };
}

function leastCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
