// Brings a store to life: schema, district, and — only when there is nobody yet — one administrator with a one-time link.
import { createAccount, invite } from './people/accounts.ts';
import { timeText, type Services } from './services.ts';
import { inTransaction } from './storage/transaction.ts';

/** The district of a store; made when there is none. Ids of districts are short, for they are in every key and token. */
export async function ensureDistrict({ store, clock }: Services, name: string, code = 'main'): Promise<string> {
  const known = await store.db.selectFrom('district').select('districtId').where('code', '=', code).executeTakeFirst();
  if (known) return known.districtId;
  await store.db
    .insertInto('district')
    .values({ districtId: code, code, name, createdAt: timeText(clock()) })
    .execute();
  return code;
}

/** A one-time token for the first administrator and the first security officer; null when accounts exist. */
export async function firstAccounts(services: Services, districtId: string): Promise<{ login: string; token: string }[] | null> {
  return inTransaction(services.store, districtId, async (db) => {
    const somebody = await db.selectFrom('account').select('accountId').where('districtId', '=', districtId).limit(1).executeTakeFirst();
    if (somebody) return null;
    const made = [];
    for (const [login, name, role] of [
      ['admin', '系统管理员', 'administrator'],
      ['security', '安全保密管理员', 'securityOfficer'],
    ] as const) {
      const account = await createAccount(db, services, districtId, { login, name, role, unitId: null });
      const { token } = await invite(db, services, districtId, account.accountId);
      made.push({ login, token });
    }
    return made;
  });
}
