// What must hold among the answers of one community: generated from the meaning of the questions, printed by departments, or written by hand.
import type { Origin } from '../problem/index.ts';
import type { Frequency } from './period.ts';
import type { Term } from './plan.ts';

/** As in the national direct-reporting system: A must be fixed · B must be explained · C wants a reason · D is a hint. */
export type CheckSeverity = 'A' | 'B' | 'C' | 'D';

export type Comparison = '=' | '≥' | '≤' | '>' | '<';

interface Check {
  /** Stable: the same rule keeps its id, so that it can be switched off by it. */
  readonly id: string;
  readonly severity: CheckSeverity;
  /** Name of the department that owns the rule; '' for rules that follow from the meaning of the questions. */
  readonly owner: string;
  /** Where it is printed; nothing for rules that follow from the meaning of the questions. */
  readonly origin: Origin;
  /** The rule in words. */
  readonly words: string;
}

/**
 * Σ left ⋚ Σ right in every period of `frequency`, in base units. part: a part is no more than its whole · printed: 审核关系 of a form ·
 * circuit: two ways to the same number · remainder: what is left over when answers are taken from answers is not below zero.
 */
export interface LinearCheck extends Check {
  readonly kind: 'part' | 'printed' | 'circuit' | 'remainder';
  readonly frequency: Frequency;
  readonly left: readonly Term[];
  readonly comparison: Comparison;
  readonly right: readonly Term[];
}

/** A rule written by hand in CEL over codes of what is asked; true when it holds. */
export interface WrittenCheck extends Check {
  readonly kind: 'written';
  readonly frequency: Frequency;
  readonly expression: string;
  /** Code → the answers that it is the sum of, for every code that the expression names. */
  readonly amounts: Readonly<Record<string, readonly Term[]>>;
}

export type FormCheck = LinearCheck | WrittenCheck;
