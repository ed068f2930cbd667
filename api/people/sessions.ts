// Sessions live on the server; the browser holds a token, the store its hash. They end when idle, and after some hours in any case.
import type { Services } from '../services.ts';
import { timeText } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { AccountRow, SessionRow } from '../storage/schema.ts';
import type { Actor } from './roles.ts';
import { districtOfToken, newToken, tokenHash } from './secrets.ts';

export interface SignedIn {
  readonly actor: Actor;
  readonly stage: SessionRow['stage'];
}

const MINUTE = 60_000;

/** Who holds this token; null when nobody does, or not any more. */
export async function actorOf(services: Services, token: string | null, now: string): Promise<SignedIn | null> {
  if (token === null) return null;
  const { store, config, clock } = services;
  const found = await store.db
    .selectFrom('accountSession as s')
    .innerJoin('account as a', (join) => join.onRef('a.districtId', '=', 's.districtId').onRef('a.accountId', '=', 's.accountId'))
    .select(['s.sessionId', 's.stage', 's.seenAt', 's.expiresAt', 'a.districtId', 'a.accountId', 'a.name', 'a.role', 'a.unitId', 'a.disabledAt'])
    .where('s.districtId', '=', districtOfToken(token))
    .where('s.sessionId', '=', tokenHash(token))
    .executeTakeFirst();
  if (!found || found.disabledAt !== null || found.expiresAt <= now) return null;
  const idle = clock() - Date.parse(found.seenAt);
  if (idle > config.idleMinutes * MINUTE) return null;
  if (idle > MINUTE)
    await store.db
      .updateTable('accountSession')
      .set({ seenAt: now })
      .where('districtId', '=', found.districtId)
      .where('sessionId', '=', found.sessionId)
      .execute();
  const { districtId, accountId, name, role, unitId, stage } = found;
  return { actor: { districtId, accountId, name, role, unitId }, stage };
}

/** Is the session neither over nor idle, nor due to have its time of use noted? The cheap answer, for those who do not note it. */
export function isLive({ clock, config }: Services, { seenAt, expiresAt }: Pick<SessionRow, 'seenAt' | 'expiresAt'>, now: string): boolean {
  return expiresAt > now && clock() - Date.parse(seenAt) <= Math.min(MINUTE, config.idleMinutes * MINUTE);
}

/** Begins a session; gives the token for the browser and how long it may keep it. */
export async function beginSession(db: Db, services: Services, account: AccountRow, stage: SessionRow['stage']): Promise<{ token: string; seconds: number }> {
  const token = newToken(account.districtId);
  const { clock, config } = services;
  const now = clock();
  const seconds = config.sessionHours * 3600;
  await db
    .insertInto('accountSession')
    .values({
      districtId: account.districtId,
      sessionId: tokenHash(token),
      accountId: account.accountId,
      stage,
      createdAt: timeText(now),
      seenAt: timeText(now),
      expiresAt: timeText(now + seconds * 1000),
    })
    .execute();
  return { token, seconds };
}

export async function endSession(db: Db, districtId: string, token: string): Promise<void> {
  await db.deleteFrom('accountSession').where('districtId', '=', districtId).where('sessionId', '=', tokenHash(token)).execute();
}

/** After a new password, a new role, or when an account is disabled. `but`: the token of a session that goes on. */
export async function endSessionsOf(db: Db, districtId: string, accountId: string, but: string | null = null): Promise<void> {
  await db
    .deleteFrom('accountSession')
    .where('districtId', '=', districtId)
    .where('accountId', '=', accountId)
    .where('sessionId', '!=', but === null ? '' : tokenHash(but))
    .execute();
}
