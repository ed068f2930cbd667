// Brings a store to life: schema, district, and — only when there is nobody yet — one administrator with a one-time link.
import { seedCalendar } from './calendar/years.ts';
import { record } from './audit/record.ts';
import { createAccount, invite } from './people/accounts.ts';
import { requireKey } from './people/key.ts';
import { timeText, type Services } from './services.ts';
import { inTransaction } from './storage/transaction.ts';

/** Checks the key (BadConfig when it is not this store's) and gives the district of a store, with the work calendar that comes with the program; made when there is none. Ids of districts are short, for they are in every key and token. */
export async function ensureDistrict(services: Services, name: string, code = 'main'): Promise<string> {
  const { store, clock } = services;
  const known = await store.db.selectFrom('district').select('districtId').where('code', '=', code).executeTakeFirst();
  if (known) {
    await requireKey(services, known.districtId);
    await inTransaction(services.store, known.districtId, (db) => seedCalendar(db, known.districtId, timeText(clock())));
    return known.districtId;
  }
  await store.db
    .insertInto('district')
    .values({ districtId: code, code, name, createdAt: timeText(clock()) })
    .execute();
  await requireKey(services, code);
  await inTransaction(store, code, (db) => seedCalendar(db, code, timeText(clock())));
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
      await record(db, districtId, {
        at: timeText(services.clock()),
        accountId: null,
        role: null,
        act: 'account.create',
        target: `account/${account.accountId}`,
        outcome: 'done',
        detail: { from: 'firstStart', role },
      });
      const { token } = await invite(db, services, districtId, account.accountId);
      made.push({ login, token });
    }
    return made;
  });
}
