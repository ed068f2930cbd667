// Persons that stand on the registers of several places count once: with the first of them, so that what the places count adds up to the number of persons.
// In: the registers of one place after the other, and which column tells persons apart. Out: which rows count, and how many did not.
import type { Register } from '../model/register.ts';
import { fold } from '../read/index.ts';
import type { MayCount, RegisterRow } from './tally.ts';

export interface Distinct {
  /** For `tallies` of the next place. */
  readonly mayCount: MayCount;
  /** What the place counted stands: from now on these are known. Left out for a place whose count could not be told. */
  readonly placed: (reference: string) => void;
  /** Persons that were left out because an earlier place has counted them. */
  readonly repeated: () => number;
}

/** `identity`: the attribute that tells rows apart. Without such a column, and for rows that leave it blank, every row counts for itself. */
export function createDistinct({ columns }: Register, identity: string): Distinct {
  const column = columns.find(({ attribute }) => attribute === identity)?.id;
  const counted = new Map<string, Set<string>>();
  const here = new Map<string, string[]>();
  const repeated = new Set<string>();
  return {
    mayCount: ({ reference }, row) => {
      const person = column === undefined ? '' : identityOf(row, column);
      if (person === '') return true;
      if (counted.get(reference)?.has(person)) {
        repeated.add(person);
        return false;
      }
      here.set(reference, here.get(reference) ?? []);
      here.get(reference)?.push(person);
      return true;
    },
    placed: (reference) => {
      const known = counted.get(reference) ?? new Set<string>();
      for (const person of here.get(reference) ?? []) known.add(person);
      counted.set(reference, known);
      here.delete(reference);
    },
    repeated: () => repeated.size,
  };
}

/** Full-width digits, a small x and spaces are the same number, as they are where numbers are checked. */
function identityOf(row: RegisterRow, column: string): string {
  return fold(String(row.get(column) ?? '')).toUpperCase();
}
