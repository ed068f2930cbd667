// Sums of answers with exact coefficients: what both sides of a check are made of.
import { ONE, over, parseFraction, times, type Fraction } from '../model/fraction.ts';
import type { Derivation, Term } from '../model/plan.ts';

/** "item|over" → the term with its coefficient; zeros are dropped. */
export type Sum = ReadonlyMap<string, { readonly term: Term; readonly coefficient: Fraction }>;

/** Terms, all times a factor. */
export function sumOf(terms: readonly Term[], factor: Fraction = ONE): Sum {
  return add(new Map(), terms, factor);
}

/** The sum with terms added, times a factor. */
export function add(sum: Sum, terms: readonly Term[], factor: Fraction): Sum {
  const result = new Map(sum);
  for (const term of terms) {
    const key = keyOf(term);
    const before = result.get(key)?.coefficient ?? { numerator: 0n, denominator: 1n };
    const coefficient = plus(before, times(fractionOf(term), factor));
    if (coefficient.numerator === 0n) result.delete(key);
    else result.set(key, { term, coefficient });
  }
  return result;
}

/** Positive coefficients on the left, negative ones turned positive on the right. */
export function sides(sum: Sum): { left: Term[]; right: Term[] } {
  const terms = [...sum.values()].map(({ term, coefficient }) => ({ term, coefficient, isPositive: coefficient.numerator > 0n }));
  const side = (positive: boolean): Term[] =>
    terms
      .filter(({ isPositive }) => isPositive === positive)
      .map(({ term, coefficient }) => withCoefficient(term, positive ? coefficient : negative(coefficient)));
  return { left: side(true), right: side(false) };
}

/** The terms of a linear derivation; null for a ratio. */
export function linearTerms(derivation: Derivation | undefined): readonly Term[] | null {
  return derivation?.kind === 'linear' ? derivation.terms : null;
}

/** 1 ÷ a unit's factor; 1 when the factor cannot be read. */
export function inverse(factor: string): Fraction {
  const parsed = parseFraction(factor);
  return parsed && parsed.numerator !== 0n ? over(ONE, parsed) : ONE;
}

export function negative({ numerator, denominator }: Fraction): Fraction {
  return { numerator: -numerator, denominator };
}

/** What a term refers to, and which periods of it. */
export function keyOf({ from, over: periods }: Term): string {
  return `${from.kind === 'item' ? from.item : `free ${from.reference}`}|${periods}`;
}

function plus(a: Fraction, b: Fraction): Fraction {
  return times({ numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator }, ONE);
}

function fractionOf({ coefficient }: Term): Fraction {
  return { numerator: BigInt(coefficient.numerator), denominator: BigInt(coefficient.denominator) };
}

function withCoefficient(term: Term, { numerator, denominator }: Fraction): Term {
  return { ...term, coefficient: { numerator: `${numerator}`, denominator: `${denominator}` } };
}
