// Rows of registers come, change and leave, each from a month on. What held before stays in the change log, so that the register can be
// read as it stood at the end of any month.
import type { Services } from '../services.ts';
import { refused } from '../problem.ts';
import type { Db } from '../storage/database.ts';
import { dayIn } from '../calendar/workdays.ts';
import { yieldTurn } from '../turn.ts';
import type { RegisterRowRow } from '../storage/schema.ts';
import type { RegisterPlace, RowValues } from './rows.ts';
import { openRow, sealRow } from './rows.ts';
import type { Table } from './table.ts';

/** Why a row leaves. A mistake or a duplicate never belonged there and is taken back for all months. */
export const REMOVALS = ['died', 'movedAway', 'noLongerEligible', 'closed', 'duplicate', 'mistake', 'other'] as const;
export type Removal = (typeof REMOVALS)[number];
const NEVER_WAS: readonly Removal[] = ['duplicate', 'mistake'];

/** Who does it, when, and from which month it holds. */
export interface Doing {
  readonly services: Services;
  readonly db: Db;
  readonly accountId: string;
  readonly now: string;
  readonly month: string;
}

export interface NewRow {
  readonly gridId: string | null;
  readonly values: RowValues;
}

/** Rows written in one statement; between statements other requests are served. */
const BATCH = 100;

/** Adds rows, each with its first entry in the change log; gives their ids. */
export async function addRows(doing: Doing, place: RegisterPlace, table: Table, rows: readonly NewRow[]): Promise<string[]> {
  const { db, accountId, now, month } = doing;
  const ids: string[] = [];
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH).map((row) => madeRow(doing, place, table, row));
    await db.insertInto('registerRow').values(batch).execute();
    await db
      .insertInto('registerChange')
      .values(batch.map(({ rowId, rowValues }) => ({ ...place, rowId, version: 1, at: now, accountId, what: 'added', month, rowValues })))
      .execute();
    ids.push(...batch.map(({ rowId }) => rowId));
    await yieldTurn();
  }
  return ids;
}

function madeRow({ services, accountId, now, month }: Doing, place: RegisterPlace, table: Table, { gridId, values }: NewRow): RegisterRowRow {
  const rowId = services.newId();
  const content = { identityIndex: identityIndexOf(services, table, values), rowValues: sealRow(services, rowId, values), version: 1 };
  return { ...place, rowId, gridId, ...content, updatedBy: accountId, updatedAt: now, removedAt: null, removedWhy: null, month };
}

/** Lays cells over a row; gives it as it is then. */
export async function changeRow(
  doing: Doing,
  row: RegisterRowRow,
  table: Table,
  change: { readonly values: RowValues; readonly gridId?: string | null },
): Promise<RegisterRowRow> {
  requireMonth(doing, row.month);
  const values = laidOver(openRow(doing.services, row.rowId, row.rowValues), change.values);
  const content = {
    gridId: change.gridId === undefined ? row.gridId : change.gridId,
    identityIndex: identityIndexOf(doing.services, table, values),
    rowValues: sealRow(doing.services, row.rowId, values),
    month: doing.month,
  };
  return write(doing, row, content, 'changed');
}

export function removeRow(doing: Doing, row: RegisterRowRow, why: Removal, firstMonth: string): Promise<RegisterRowRow> {
  const never = NEVER_WAS.includes(why);
  if (!never) requireMonth(doing, row.month);
  return write(doing, row, { removedAt: doing.now, removedWhy: why, month: never ? firstMonth : doing.month }, why);
}

async function write(
  { db, accountId, now }: Doing,
  row: RegisterRowRow,
  content: Partial<RegisterRowRow> & { readonly month: string },
  what: string,
): Promise<RegisterRowRow> {
  const { districtId, communityId, register, rowId } = row;
  const changed = { ...row, ...content, version: row.version + 1, updatedBy: accountId, updatedAt: now };
  await db
    .updateTable('registerRow')
    .set(changed)
    .where('districtId', '=', districtId)
    .where('communityId', '=', communityId)
    .where('register', '=', register)
    .where('rowId', '=', rowId)
    .execute();
  const { version, month, rowValues } = changed;
  await db.insertInto('registerChange').values({ districtId, communityId, register, rowId, version, at: now, accountId, what, month, rowValues }).execute();
  return changed;
}

/** Cells that are null leave the row. */
export function laidOver(before: RowValues, change: RowValues): RowValues {
  return new Map([...before, ...change].filter(([id]) => (change.has(id) ? change.get(id) : before.get(id)) !== null));
}

/** A change holds from the month of the last one at the earliest, and not from a month to come. */
export function requireMonth({ month, now }: Pick<Doing, 'month' | 'now'>, from: string): void {
  const to = monthOf(now);
  if (month < from || month > to) throw refused('register.month', { month, from, to });
}

/** The month in China, which has one time zone. */
export function monthOf(now: string): string {
  return dayIn(now).slice(0, 7);
}

/** The same for the same identity number anywhere in the district; null for a row without one. */
export function identityIndexOf({ vault }: Services, { columns }: Table, values: RowValues): string | null {
  const column = [...columns.values()].find(({ attribute }) => attribute === 'idCard');
  const number = column ? values.get(column.id) : undefined;
  return typeof number === 'string' && number !== '' ? vault.index(`identity/${number}`) : null;
}
