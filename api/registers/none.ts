// "There are none": a community says that nothing and nobody belongs on a register, or on one of its rosters, from a month on. Kept as an
// entry of the change log, under the roster in place of a row. Rows that stand there outdo it, and it can be taken back, for all months.
import type { Db } from '../storage/database.ts';
import type { Doing } from './changes.ts';
import type { RegisterPlace } from './rows.ts';

/** What entries of the change log say that speak of no row. */
export const NONE_ENTRIES = ['none', 'noneTakenBack'] as const;

/** In place of a roster: the register as a whole. */
const WHOLE = '';

export interface NoneSaid {
  /** null: the register as a whole. */
  readonly membership: string | null;
  /** From which month it holds. */
  readonly month: string;
  readonly at: string;
  readonly accountId: string;
}

/** Where the community said so and has not taken it back; for the end of a month, what held by then. */
export async function noneSaid(db: Db, place: RegisterPlace, asOf?: string): Promise<NoneSaid[]> {
  const last = new Map((await entriesOf(db, place)).map((entry) => [entry.rowId, entry]));
  return [...last.values()]
    .filter(({ what, month }) => what === 'none' && (asOf === undefined || month <= asOf))
    .map(({ rowId, month, at, accountId }) => ({ membership: rowId === WHOLE ? null : rowId, month, at, accountId }));
}

/** Does it speak of this roster? */
export function saysNone(said: readonly NoneSaid[], membership: string): boolean {
  return said.some((each) => each.membership === null || each.membership === membership);
}

/** Says it, or takes it back. */
export async function noteNone(
  { db, accountId, now, month }: Doing,
  place: RegisterPlace,
  membership: string | null,
  what: (typeof NONE_ENTRIES)[number],
): Promise<void> {
  const rowId = membership ?? WHOLE;
  const version = (await entriesOf(db, place)).filter((entry) => entry.rowId === rowId).length + 1;
  await db
    .insertInto('registerChange')
    .values({ ...place, rowId, version, at: now, accountId, what, month, rowValues: '' })
    .execute();
}

function entriesOf(db: Db, { districtId, communityId, register }: RegisterPlace) {
  return db
    .selectFrom('registerChange')
    .select(['rowId', 'what', 'month', 'at', 'accountId'])
    .where('districtId', '=', districtId)
    .where('communityId', '=', communityId)
    .where('register', '=', register)
    .where('what', 'in', NONE_ENTRIES)
    .orderBy('version')
    .execute();
}
