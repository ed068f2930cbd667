// How a value is come by, so that policy can rule on it and a person knows what to trust.
import type { ElementClass } from './classes.ts';
import type { Level, Policy } from './input.ts';
import { isOne, type Rational } from './rational.ts';

/** One part of a combination: a class that is asked, or (null) a count from a register. */
export interface Part {
  readonly coefficient: Rational;
  readonly from: ElementClass | null;
}

/**
 * The level of something that `departments` ask and that follows from classes. Coefficients other than +1 count as a difference, since somebody's number is
 * then solved for; from registers alone nothing is solved for, as everything is counted from the same rows.
 */
export function levelOf(departments: ReadonlySet<string>, parts: readonly Part[]): Level {
  const registers = parts.some(({ from }) => from === null);
  if (parts.every(({ from }) => from === null)) return registers ? 'register' : 'sum';
  if (parts.every(({ coefficient }) => isOne(coefficient))) return registers ? 'register' : 'sum';
  const within = [...departments].some((department) => parts.every(({ from }) => from === null || from.departments.has(department)));
  return within ? 'differenceOwn' : 'differenceAcross';
}

export function isAllowed(level: Level, policy: Policy): boolean {
  if (level === 'same') return true;
  return level === 'register' ? policy.registers : policy.levels[level];
}
