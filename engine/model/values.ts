// What communities answered, as it comes in: items by period, and the rows of their registers.
import type { Scalar } from './sheet.ts';

export interface CommunityValues {
  readonly code: string;
  readonly name: string;
  /** Item id → period → answer, in the item's unit; null or absent is blank, never zero. */
  readonly items: ReadonlyMap<string, ReadonlyMap<string, Scalar>>;
  /** Register id → rows; absent: it is not kept, and tells nothing. A row gives column id → value and membership id → true or false. */
  readonly registers: ReadonlyMap<string, readonly ReadonlyMap<string, Scalar>[]>;
}
