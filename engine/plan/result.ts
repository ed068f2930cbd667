// What the planner gives: the questions to ask, how everything that was asked for follows from them, and the proof.
import type { Certificate, Derivation, Item, Relation } from '../model/plan.ts';
import type { Problem } from '../problem/index.ts';

export type * from '../model/plan.ts';

export interface Plan {
  /** Sorted by id. */
  readonly items: readonly Item[];
  /** One for every element and every frequency it is asked at, sorted by element, then finest frequency first. */
  readonly derivations: readonly Derivation[];
  /** Every equality found among what departments ask; see `Relation`. */
  readonly relations: readonly Relation[];
  readonly certificate: Certificate;
  readonly problems: readonly Problem[];
}
