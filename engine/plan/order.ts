// In which order elements are tried. Whatever is tried first and follows from nothing before becomes a question, so parts come
// before the totals that they add up to: then totals are sums of answers, not parts differences of them.
//
// Every element gets a size such that nothing asked has a size of zero or less, as nothing asked has a count below zero. Then any
// sum of asked parts is larger than each part, whatever the sizes are. They start from a guess (each condition a small part of
// what is left, higher thresholds less than lower ones) and are corrected until all are positive: projections onto half-spaces
// (S. Agmon, "The relaxation method for linear inequalities", 1954).
import type { Functional } from '../match/functional.ts';

/** Nothing is smaller than this; sizes that differ by less than half of it count as equal. */
const SMALLEST = 2 ** -24;
const MOST_ROUNDS = 60;

/** A whole number for each functional, in the order given: smaller for parts than for what they add up to. */
export function sizes(functionals: readonly Functional[]): number[] {
  const weights = new Map<string, number>();
  for (const functional of functionals) for (const key of functional.keys()) if (!weights.has(key)) weights.set(key, guess(key));
  for (let round = 0, unsettled = true; unsettled && round < MOST_ROUNDS; round++) {
    unsettled = false;
    for (const functional of functionals) if (correct(functional, weights)) unsettled = true;
  }
  return functionals.map((functional) => Math.round(sizeOf(functional, weights) / (SMALLEST / 2)));
}

/** Moves the weights just far enough that the functional has a positive size; was that needed? */
function correct(functional: Functional, weights: Map<string, number>): boolean {
  const size = sizeOf(functional, weights);
  if (size >= SMALLEST || functional.size === 0) return false;
  let norm = 0;
  for (const coefficient of functional.values()) norm += coefficient * coefficient;
  const step = (2 * SMALLEST - size) / norm;
  for (const [key, coefficient] of functional) weights.set(key, (weights.get(key) ?? 0) + step * coefficient);
  return true;
}

function sizeOf(functional: Functional, weights: ReadonlyMap<string, number>): number {
  let size = 0;
  for (const [key, coefficient] of functional) size += coefficient * (weights.get(key) ?? 0);
  return size;
}

/** A monomial's key ends in its factors, `a=x&b>=060`. */
function guess(key: string): number {
  const factors = key.slice(key.lastIndexOf('|') + 1);
  let weight = 1;
  for (const factor of factors ? factors.split('&') : []) {
    const bound = />=(\d+)$/.exec(factor);
    weight *= bound ? 64 / (64 + Number(bound[1])) : 1 / 64;
  }
  return weight;
}
