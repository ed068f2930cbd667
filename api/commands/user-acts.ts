// What onetable user … does: accounts from the machine itself. Every act is in the audit log, with nobody's name: whoever holds the machine did it.
import { record } from '../audit/record.ts';
import { createAccount, invite, revokeInvitations } from '../people/accounts.ts';
import { ROLES, UNIT_OF_ROLE, type Role } from '../people/roles.ts';
import { endSessionsOf } from '../people/sessions.ts';
import { timeText, type Services } from '../services.ts';
import { ensureDistrict } from '../start.ts';
import type { Db } from '../storage/database.ts';
import type { AccountRow } from '../storage/schema.ts';
import { inTransaction } from '../storage/transaction.ts';
import { refuse, withStore } from './store.ts';

interface Doing {
  readonly services: Services;
  readonly db: Db;
  readonly account: AccountRow;
  readonly options: { readonly resetTotp?: boolean };
}

const ACTS = { invite: inviteAgain, unlock, disable, enable };

/** Does one of the acts to an account. */
export async function runAct(name: keyof typeof ACTS, login: string, options: Doing['options']): Promise<void> {
  await withStore(async (services) => {
    const found = await services.store.db.selectFrom('account').selectAll().where('login', '=', login).execute();
    const [account] = found;
    if (!account || found.length > 1) return refuse(`没有账号 ${login} / no account ${login}`);
    const words = await inTransaction(services.store, account.districtId, async (db) => {
      const done = await ACTS[name]({ services, db, account, options });
      await note(db, services, account.districtId, `account.${name}`, account.accountId);
      return done;
    });
    process.stdout.write(`${words}\n`);
    return null;
  });
}

/** Nobody is signed in on the command line: the entry names no account. */
function note(db: Db, { clock }: Services, districtId: string, what: string, accountId: string): Promise<void> {
  return record(db, districtId, {
    at: timeText(clock()),
    accountId: null,
    role: null,
    act: what,
    target: `account/${accountId}`,
    outcome: 'done',
    detail: { from: 'commandLine' },
  });
}

async function inviteAgain({ services, db, account, options }: Doing): Promise<string> {
  if (options.resetTotp) {
    await set(db, account, { totpSecret: null, totpConfirmedAt: null });
    await endSessionsOf(db, account.districtId, account.accountId);
  }
  const { token, expiresAt } = await invite(db, services, account.districtId, account.accountId);
  return `${account.login} 的一次性令牌(有效到 ${expiresAt})/ one-time token: ${token}`;
}

async function unlock({ db, account }: Doing): Promise<string> {
  await set(db, account, { lockedUntil: null, failedSignIns: 0 });
  return `${account.login} 已解锁 / unlocked`;
}

async function disable({ services, db, account }: Doing): Promise<string> {
  const now = timeText(services.clock());
  await set(db, account, { disabledAt: now });
  await endSessionsOf(db, account.districtId, account.accountId);
  await revokeInvitations(db, account.districtId, account.accountId, now);
  return `${account.login} 已停用 / disabled`;
}

async function enable({ db, account }: Doing): Promise<string> {
  await set(db, account, { disabledAt: null });
  return `${account.login} 已恢复 / enabled`;
}

async function set(db: Db, { districtId, accountId, version }: AccountRow, content: Partial<AccountRow>): Promise<void> {
  await db
    .updateTable('account')
    .set({ ...content, version: version + 1 })
    .where('districtId', '=', districtId)
    .where('accountId', '=', accountId)
    .execute();
}

/** Adds an account and prints its one-time token. */
export async function runAdd(login: string, name: string, { role, unit }: { readonly role: string; readonly unit?: string }): Promise<void> {
  await withStore(async (services) => {
    const wanted = ROLES.find((each) => each === role);
    if (!wanted) return refuse(`没有角色 ${role} / no such role: ${ROLES.join(' ')}`);
    if (!/^[0-9A-Za-z._@-]{3,60}$/u.test(login)) return refuse('账号应为 3–60 位字母、数字或 ._@- / login: 3–60 letters, digits or ._@-');
    const districtId = await ensureDistrict(services, '本区');
    const unitId = await unitOf(services, districtId, wanted, unit);
    if (unitId === undefined) return refuse(`该角色须用 --unit 给出 ${kindOf(wanted) ?? '(不带机构 / none)'} 的编码 / wrong or missing --unit`);
    const taken = await services.store.db
      .selectFrom('account')
      .select('accountId')
      .where('districtId', '=', districtId)
      .where('login', '=', login)
      .executeTakeFirst();
    if (taken) return refuse(`账号 ${login} 已有 / is taken`);
    const { token, expiresAt } = await inTransaction(services.store, districtId, async (db) => {
      const account = await createAccount(db, services, districtId, { login, name, role: wanted, unitId });
      await note(db, services, districtId, 'account.create', account.accountId);
      return invite(db, services, districtId, account.accountId);
    });
    process.stdout.write(`${login} 的一次性令牌(有效到 ${expiresAt})/ one-time token: ${token}\n`);
    return null;
  });
}

function kindOf(role: Role): string | null {
  return role in UNIT_OF_ROLE ? UNIT_OF_ROLE[role as keyof typeof UNIT_OF_ROLE] : null;
}

/** undefined: the role and the unit do not go together. */
async function unitOf({ store }: Services, districtId: string, role: Role, code: string | undefined): Promise<string | null | undefined> {
  const kind = kindOf(role);
  if (kind === null) return code === undefined ? null : undefined;
  const unit = await store.db
    .selectFrom('orgUnit')
    .select(['unitId', 'kind'])
    .where('districtId', '=', districtId)
    .where('code', '=', code ?? '')
    .where('validTo', 'is', null)
    .execute();
  return unit.find((each) => each.kind === kind)?.unitId;
}

/** Prints the accounts. */
export async function runList(): Promise<void> {
  await withStore(async ({ store }) => {
    const accounts = await store.db.selectFrom('account').selectAll().orderBy('login').execute();
    for (const { login, role, disabledAt, lockedUntil, passwordHash } of accounts)
      process.stdout.write(
        `${[login, role, passwordHash === null ? 'no password yet' : '', disabledAt ? 'disabled' : '', lockedUntil ? `locked until ${lockedUntil}` : ''].filter(Boolean).join('\t')}\n`,
      );
  });
}
