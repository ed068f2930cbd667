// Accounts are made without a password; a one-time link lets their owner set one.
import type { Services } from '../services.ts';
import { timeText } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { AccountRow } from '../storage/schema.ts';
import type { Role } from './roles.ts';
import { newToken, tokenHash } from './secrets.ts';

export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly unitId: string | null;
}

const INVITATION_HOURS = 72;

export async function createAccount(db: Db, services: Services, districtId: string, account: NewAccount): Promise<AccountRow> {
  const row: AccountRow = {
    ...account,
    districtId,
    accountId: services.newId(),
    passwordHash: null,
    totpSecret: null,
    totpConfirmedAt: null,
    totpStep: 0,
    failedSignIns: 0,
    lockedUntil: null,
    disabledAt: null,
    createdAt: timeText(services.clock()),
    version: 1,
  };
  await db.insertInto('account').values(row).execute();
  return row;
}

/** A token that sets the account's password once, within three days; those given before hold no longer. */
export async function invite(db: Db, services: Services, districtId: string, accountId: string): Promise<{ token: string; expiresAt: string }> {
  await revokeInvitations(db, districtId, accountId, timeText(services.clock()));
  const token = newToken(districtId);
  const expiresAt = timeText(services.clock() + INVITATION_HOURS * 3_600_000);
  await db
    .insertInto('invitation')
    .values({ districtId, invitationId: tokenHash(token), accountId, expiresAt, usedAt: null })
    .execute();
  return { token, expiresAt };
}

/** After a link was used, a newer one was given, or when an account is disabled. */
export async function revokeInvitations(db: Db, districtId: string, accountId: string, now: string): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ usedAt: now })
    .where('districtId', '=', districtId)
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .execute();
}
