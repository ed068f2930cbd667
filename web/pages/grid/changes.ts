// Changes made on a grid worker's phone that the server does not have yet, and what they come to when several concern one row. Knows no store and no network.
import type { Reason, Scalar } from '../registers/model.ts';

export type Values = Readonly<Record<string, string | boolean | null>>;

/** One change, in the order in which it was made. `rowId` of an added row is the phone's own until the server gives it one. */
export interface Change {
  readonly order?: number;
  readonly kind: 'add' | 'change' | 'remove';
  readonly register: string;
  readonly rowId: string;
  readonly name: string;
  readonly baseVersion: number;
  readonly values: Values;
  readonly month: string;
  readonly reason: Reason | null;
  /** The same change has the same key, however often it is sent. */
  readonly key: string;
  /** It was on its way at least once: the server may have it, though no answer came. What follows goes behind it and not over it. */
  readonly sent: boolean;
  /** Why the server did not take it; it waits for the person then. */
  readonly trouble: string | null;
  /** The row as somebody else has changed it. */
  readonly theirs: KeptRow | null;
}

export interface KeptRow {
  readonly register: string;
  readonly id: string;
  readonly version: number;
  readonly grid: string | null;
  readonly month: string;
  readonly removed: string | null;
  readonly values: Readonly<Record<string, Scalar>>;
}

export function isOfOneRow(a: Pick<Change, 'register' | 'rowId'>, b: Pick<Change, 'register' | 'rowId'>): boolean {
  return a.register === b.register && a.rowId === b.rowId;
}

/** A later change laid over an earlier one of the same row; null: added and removed again, nothing remains. */
export function laidTogether(earlier: Change, later: Change): Change | null {
  if (later.kind === 'remove') return earlier.kind === 'add' ? null : later;
  return { ...later, kind: earlier.kind === 'add' ? 'add' : later.kind, values: { ...earlier.values, ...later.values } };
}

/** What is to be kept of a change beside those that wait: `put` in the place of one that was not sent yet, or behind all; `drop` takes that one away. */
export function keptBeside(waiting: readonly Change[], change: Change): { readonly put: Change | null; readonly drop: Change | null } {
  const last = waiting.filter((each) => isOfOneRow(each, change)).pop();
  if (!last) return { put: change, drop: null };
  if (last.sent && last.trouble === null) return { put: { ...change, kind: change.kind === 'remove' ? 'remove' : 'change' }, drop: null };
  const together = laidTogether(last, change);
  return together === null ? { put: null, drop: last } : { put: { ...together, ...(last.order === undefined ? {} : { order: last.order }) }, drop: null };
}

/** Row → what all its changes come to, in the order of the first; rows that are added and removed again are left out. */
export function byRow(changes: readonly Change[]): ReadonlyMap<string, Change> {
  const found = new Map<string, Change>();
  for (const change of changes) {
    const earlier = found.get(change.rowId);
    const together = earlier ? laidTogether(earlier, change) : change;
    if (together === null) found.delete(change.rowId);
    else found.set(change.rowId, together);
  }
  return found;
}
