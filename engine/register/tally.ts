// Counting: a register's rows → the numbers that the plan takes from it. A row that cannot be followed makes the number unknown,
// never smaller.
import { Exact, formatExact } from '../model/exact.ts';
import type { Register, RegisterCount } from '../model/register.ts';
import type { Scalar } from '../model/sheet.ts';
import { within } from './counts.ts';
import { amountOf, type Spellings } from './spelling.ts';

/** One row: column id → value as written; membership id → whether it belongs on that roster. */
export type RegisterRow = ReadonlyMap<string, Scalar>;

export type Tally =
  | { readonly kind: 'counted'; readonly value: string }
  /** The first row (from 1) that could not be followed, and where. */
  | { readonly kind: 'unreadable'; readonly row: number; readonly column: string; readonly value: Scalar };

/** Is the row on this roster? */
export function isMember(row: RegisterRow, membership: string): boolean {
  const value = row.get(membership);
  return value === true || value === 'true' || value === '是' || value === 1;
}

/** Asked of every row that would be counted: may it be? Not of rows whose amounts are added up. */
export type MayCount = (count: RegisterCount, row: RegisterRow) => boolean;

/** The number that a count stands for, as an exact decimal. */
export function tally(count: RegisterCount, rows: readonly RegisterRow[], spellings: Spellings, mayCount: MayCount = () => true): Tally {
  let total = new Exact(0);
  for (const [index, row] of rows.entries()) {
    if (!isMember(row, count.membership)) continue;
    const met = meets(count, row, spellings);
    if (met.kind === 'unknown') return { kind: 'unreadable', row: index + 1, column: met.column, value: met.value };
    if (met.kind === 'no' || (count.sum === null && !mayCount(count, row))) continue;
    const amount = count.sum === null ? ONE : amountOf(row.get(count.sum) ?? null);
    if (amount === null) return { kind: 'unreadable', row: index + 1, column: count.sum ?? '', value: row.get(count.sum ?? '') ?? null };
    total = total.plus(amount);
  }
  return { kind: 'counted', value: formatExact(total) };
}

const ONE = new Exact(1);

type Met = { readonly kind: 'yes' | 'no' } | { readonly kind: 'unknown'; readonly column: string; readonly value: Scalar };

/** A condition that fails for certain settles it, whatever the others say. */
function meets(count: RegisterCount, row: RegisterRow, spellings: Spellings): Met {
  let unknown: Met | null = null;
  for (const { column, attribute, extent, implied } of count.conditions) {
    const value = row.get(column) ?? null;
    const said = spellings.read(count.register, attribute, value);
    const holds = said.kind === 'extent' ? within(said.extent, extent) : null;
    if (holds === false) return { kind: 'no' };
    if (holds === null && !implied) unknown ??= { kind: 'unknown', column, value };
  }
  return unknown ?? { kind: 'yes' };
}

/** The counts of one register, by reference. */
export function tallies(
  register: Register,
  counts: readonly RegisterCount[],
  rows: readonly RegisterRow[],
  spellings: Spellings,
  mayCount?: MayCount,
): Map<string, Tally> {
  return new Map(counts.filter((count) => count.register === register.id).map((count) => [count.reference, tally(count, rows, spellings, mayCount)]));
}
