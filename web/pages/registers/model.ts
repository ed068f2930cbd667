// A register as its pages hold it: what its columns and rosters are, its rows, and what a row must have.
import type { Reply } from '../../client/client.ts';
import { dayOf } from '../../pieces/time.ts';

export type Register = Reply<'register.list'>['items'][number];
export type Column = Register['columns'][number];
export type Membership = Register['memberships'][number];
export type Scalar = string | number | boolean | null;
/** What is typed into a row and not saved, by column or membership. */
export type Typed = Readonly<Record<string, string | boolean>>;

export interface RegisterRow {
  readonly id: string;
  readonly version: number;
  readonly grid: string | null;
  readonly month: string;
  readonly removed: string | null;
  /** Column → value, membership → true; identity numbers and phones masked. */
  readonly values: ReadonlyMap<string, Scalar>;
}

export function rowsOf({ columns, rows }: Reply<'register.table'>): RegisterRow[] {
  return rows.map(({ cells, ...row }) => ({ ...row, values: valuesIn(columns, cells) }));
}

function valuesIn(columns: readonly string[], cells: readonly Scalar[]): Map<string, Scalar> {
  const values = new Map<string, Scalar>();
  for (let at = 0; at < cells.length; at += 1) {
    const [column, value] = [columns[at], cells[at]];
    if (column !== undefined && value !== null && value !== undefined) values.set(column, value);
  }
  return values;
}

export function rowOf({ rowId, gridId, version, month, removedWhy, values }: Reply<'register.look'>): RegisterRow {
  return {
    id: rowId,
    version,
    grid: gridId,
    month,
    removed: removedWhy,
    values: new Map(Object.entries(values).filter((entry): entry is [string, Scalar] => entry[1] !== null)),
  };
}

/** Columns and memberships in which the two differ. */
export function changedIn(before: RegisterRow, now: RegisterRow): string[] {
  const ids = new Set([...before.values.keys(), ...now.values.keys()]);
  return [...ids].filter((id) => (before.values.get(id) ?? null) !== (now.values.get(id) ?? null));
}

/** What a row is called. */
export function nameOf({ columns }: Pick<Register, 'columns'>, values: ReadonlyMap<string, Scalar>): string {
  const named = columns.find(({ attribute }) => attribute === 'name') ?? columns.find(({ column, personal }) => !personal && values.has(column));
  return named ? String(values.get(named.column) ?? '') : '';
}

const NAME_WIDTH = { least: 90, most: 200, around: 26, narrow: 9, wide: 15 };

/** How many pixels a column of these names takes; it stays in sight beside the others, so very long names are cut short. */
export function nameWidth(names: readonly string[]): number {
  const { least, most, around, narrow, wide } = NAME_WIDTH;
  const longest = names.reduce(
    (width, name) =>
      Math.max(
        width,
        [...name].reduce((sum, letter) => sum + (letter < '\u2e80' ? narrow : wide), around),
      ),
    least,
  );
  return Math.min(most, longest);
}

/** The column that a row must not leave blank: nobody would find it again. null: what is listed has no names. */
export function nameMissing({ columns }: Pick<Register, 'columns'>, before: ReadonlyMap<string, Scalar>, typed: Typed): Column | null {
  const column = columns.find(({ attribute }) => attribute === 'name');
  return column && String(typed[column.column] ?? before.get(column.column) ?? '').trim() === '' ? column : null;
}

/** Columns that anybody's row has: those that several rosters ask for, or that say who it is. */
export function commonColumns({ columns, memberships }: Register): readonly Column[] {
  const times = new Map<string, number>();
  for (const membership of memberships) for (const column of membership.columns) times.set(column, (times.get(column) ?? 0) + 1);
  return columns.filter(
    ({ column, attribute }) => memberships.length < 2 || attribute === 'name' || attribute === 'idCard' || (times.get(column) ?? 0) > memberships.length / 2,
  );
}

/** This month and those before it, newest first, in China. */
export function monthsBack(count: number, now = Date.now()): string[] {
  const [year = 0, month = 1] = dayOf(new Date(now)).split('-').map(Number);
  return Array.from({ length: count }, (_, back) => {
    const index = year * 12 + month - 1 - back;
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
}

export const REASONS = ['died', 'movedAway', 'noLongerEligible', 'closed', 'duplicate', 'mistake', 'other'] as const;
export type Reason = (typeof REASONS)[number];

/** Reasons that fit what is listed: dwellings do not die. */
export function reasonsFor(register: string): readonly Reason[] {
  return register === 'person' ? REASONS.filter((reason) => reason !== 'closed') : REASONS.filter((reason) => reason !== 'died' && reason !== 'movedAway');
}
