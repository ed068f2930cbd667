// Register rows: encrypted at rest, found again by a keyed index of the identity number.
import type { Scalar } from '../../engine/model/sheet.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import { yieldTurn } from '../turn.ts';
import { toldByIdentity } from './identified.ts';
import { NONE_ENTRIES, noneSaid } from './none.ts';

export interface RegisterPlace {
  readonly districtId: string;
  readonly communityId: string;
  readonly register: string;
}

/** Column → value, and membership → true or false. */
export type RowValues = ReadonlyMap<string, Scalar>;

/**
 * The rows that stood at the end of a month ("2026-12"; left out: now), decrypted, in the order of their ids. Most rows have not changed
 * since and are taken as they are; for the others the change that held then is looked up. null: nobody had ever entered anything in it by then, nor
 * said that there is nothing to enter, and nothing can be counted from it, not even zero. Sex and age left blank are told by the identity number, the age as of that month.
 */
export async function registerRows(services: Services, db: Db, place: RegisterPlace, asOf?: string): Promise<RowValues[] | null> {
  const kept = await (asOf === undefined ? rowsStanding(db, place).select(['rowId', 'rowValues']).execute() : standingThen(db, place, asOf));
  if (kept.length === 0 && !(await isKept(db, place, asOf))) return null;
  const values: RowValues[] = [];
  for (const [index, { rowId, rowValues }] of kept.entries()) {
    if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await yieldTurn();
    const row = openRow(services, rowId, rowValues);
    values.push(asOf === undefined ? row : toldByIdentity(row, asOf));
  }
  return values;
}

/** Opened before others get their turn. */
const ROWS_AT_ONCE = 1000;

interface KeptRow {
  readonly rowId: string;
  readonly rowValues: string;
}

/** The rows that stand on a register now; what of them is wanted is the caller's to select. */
export function rowsStanding(db: Db, { districtId, communityId, register }: RegisterPlace) {
  return db
    .selectFrom('registerRow')
    .where('districtId', '=', districtId)
    .where('communityId', '=', communityId)
    .where('register', '=', register)
    .where('removedAt', 'is', null)
    .orderBy('rowId');
}

async function standingThen(db: Db, place: RegisterPlace, asOf: string): Promise<KeptRow[]> {
  const unchanged = await rowsStanding(db, place).select(['rowId', 'rowValues']).where('month', '<=', asOf).execute();
  const before = await changedSince(db, place, asOf);
  return [...unchanged, ...before].sort((a, b) => (a.rowId < b.rowId ? -1 : 1));
}

/** Of the rows that changed after the month, what the last change up to it left. */
async function changedSince(db: Db, { districtId, communityId, register }: RegisterPlace, asOf: string): Promise<KeptRow[]> {
  const changes = await db
    .selectFrom('registerRow as r')
    .innerJoin('registerChange as c', (join) =>
      join
        .onRef('c.districtId', '=', 'r.districtId')
        .onRef('c.communityId', '=', 'r.communityId')
        .onRef('c.register', '=', 'r.register')
        .onRef('c.rowId', '=', 'r.rowId'),
    )
    .select(['c.rowId', 'c.rowValues', 'c.what'])
    .where('r.districtId', '=', districtId)
    .where('r.communityId', '=', communityId)
    .where('r.register', '=', register)
    .where('r.month', '>', asOf)
    .where('c.month', '<=', asOf)
    .orderBy('c.version')
    .execute();
  const last = new Map(changes.map((change) => [change.rowId, change]));
  return [...last.values()].filter(({ what }) => what === 'added' || what === 'changed');
}

/** Is the register known to be as it stands, even where it stands empty: has the community entered a row in it, be it gone since, or said that there is none? */
export async function isKept(db: Db, place: RegisterPlace, asOf?: string): Promise<boolean> {
  return (await hasEntries(db, place, asOf)) || (await noneSaid(db, place, asOf)).some(({ membership }) => membership === null);
}

/** Had the community entered a row in it by the end of the month, be it gone since? */
async function hasEntries(db: Db, { districtId, communityId, register }: RegisterPlace, asOf?: string): Promise<boolean> {
  const entries = db
    .selectFrom('registerChange')
    .select('rowId')
    .where('districtId', '=', districtId)
    .where('communityId', '=', communityId)
    .where('register', '=', register)
    .where('what', 'not in', NONE_ENTRIES);
  const found = await (asOf === undefined ? entries : entries.where('month', '<=', asOf)).limit(1).executeTakeFirst();
  return found !== undefined;
}

export function sealRow({ vault }: Services, rowId: string, values: RowValues): string {
  return vault.seal(JSON.stringify(Object.fromEntries(values)), `row/${rowId}`);
}

export function openRow({ vault }: Services, rowId: string, sealed: string): RowValues {
  return new Map(Object.entries(JSON.parse(vault.open(sealed, `row/${rowId}`)) as Record<string, Scalar>));
}

/** What is shown of a value that names a person: 430***********0012, 138****1234. */
export function masked(value: Scalar, attribute: string | null): Scalar {
  return attribute !== null && PERSONAL.has(attribute) ? maskText(value) : value;
}

/** The first three and the last four characters; nothing of what is short. */
export function maskText(value: Scalar): Scalar {
  if (value === null) return null;
  const text = String(value);
  return text.length <= 7 ? '*'.repeat(text.length) : `${text.slice(0, 3)}${'*'.repeat(text.length - 7)}${text.slice(-4)}`;
}

/** Attributes that name a person; shown whole only to those whose form asks for them. */
export const PERSONAL: ReadonlySet<string> = new Set(['idCard', 'phone']);
