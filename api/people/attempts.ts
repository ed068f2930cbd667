// Attempts to prove who one is: counted, noted in the audit log, and after five failures in a row refused for a quarter of an hour. Logins
// that nobody has are treated alike, so that nobody learns which there are.
import { record } from '../audit/record.ts';
import { refused, type Refused } from '../problem.ts';
import { timeText, type Services } from '../services.ts';
import type { AccountRow } from '../storage/schema.ts';
import { inTransaction } from '../storage/transaction.ts';

const MOST_FAILURES = 5;
const LOCK_MINUTES = 15;

const turns = new Map<string, Promise<unknown>>();

/** One attempt at a time for each login: the next one finds the failure of the one before counted. */
export function inTurn<Result>(login: string, attempt: () => Promise<Result>): Promise<Result> {
  const mine = (turns.get(login) ?? Promise.resolve()).then(attempt, attempt);
  turns.set(login, mine);
  const leave = (): void => {
    if (turns.get(login) === mine) turns.delete(login);
  };
  mine.then(leave, leave);
  return mine;
}

/** Why no attempt is taken now; null when one is. */
export function lockOf({ lockedUntil }: Pick<AccountRow, 'lockedUntil'>, now: string): Refused | null {
  return lockedUntil !== null && lockedUntil > now ? refused('auth.locked', { until: lockedUntil }) : null;
}

/** Notes a failure. A wrong password or code counts; five in a row lock the account for a while. */
export async function noteFailure(
  services: Services,
  { districtId, accountId, role }: AccountRow,
  { act, outcome, at }: { readonly act: string; readonly outcome: 'denied' | 'failed'; readonly at: string },
  { problem: { code } }: Refused,
): Promise<void> {
  const counts = code === 'auth.wrong' || code === 'auth.totpWrong';
  await inTransaction(services.store, districtId, async (tx) => {
    const now = await tx
      .selectFrom('account')
      .select('failedSignIns')
      .where('districtId', '=', districtId)
      .where('accountId', '=', accountId)
      .executeTakeFirstOrThrow();
    const failed = now.failedSignIns + (counts ? 1 : 0);
    const locks = counts && failed >= MOST_FAILURES;
    await tx
      .updateTable('account')
      .set({ failedSignIns: locks ? 0 : failed, ...(locks ? { lockedUntil: lockEnd(services) } : {}) })
      .where('districtId', '=', districtId)
      .where('accountId', '=', accountId)
      .execute();
    await record(tx, districtId, { at, accountId, role, act, target: `account/${accountId}`, outcome, detail: { code, locked: locks } });
  });
}

function lockEnd({ clock }: Services): string {
  return timeText(clock() + LOCK_MINUTES * 60_000);
}

interface Tries {
  readonly failed: number;
  readonly lockedUntil: string | null;
}

/** Of logins that nobody has; the oldest are forgotten, and all with the process. */
const tries = new WeakMap<Services, Map<string, Tries>>();
const MOST_REMEMBERED = 10_000;

/** The lock of a login that nobody has, as an account's would be. */
export function strangerLock(services: Services, login: string, now: string): Refused | null {
  return lockOf(tries.get(services)?.get(login) ?? { lockedUntil: null }, now);
}

/** Counts a failure of a login that nobody has. */
export function countStranger(services: Services, login: string): void {
  const known = tries.get(services) ?? new Map<string, Tries>();
  tries.set(services, known);
  const failed = (known.get(login)?.failed ?? 0) + 1;
  known.delete(login);
  known.set(login, failed >= MOST_FAILURES ? { failed: 0, lockedUntil: lockEnd(services) } : { failed, lockedUntil: null });
  const [oldest] = known.keys();
  if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
}

/**
 * Notes what somebody tried whom no account knows: in the log of the district named, else of every one. Of the login only a mark is kept by
 * which its attempts are told together: what was typed there may be a password.
 */
export async function recordStranger(
  { store, vault }: Services,
  {
    district,
    login,
    code,
    ...entry
  }: { readonly at: string; readonly act: string; readonly code: string; readonly district?: string; readonly login?: string },
): Promise<void> {
  let districts = store.db.selectFrom('district').select('districtId');
  if (district !== undefined) districts = districts.where('code', '=', district);
  const detail = { code, ...(login === undefined ? {} : { login: vault.index(`login/${login}`).slice(0, 12) }) };
  for (const { districtId } of await districts.execute())
    await inTransaction(store, districtId, (db) =>
      record(db, districtId, { ...entry, accountId: null, role: null, target: 'account/unknown', outcome: 'denied', detail }),
    );
}
