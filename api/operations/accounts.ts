// Accounts and roles. The administrator makes accounts and links; the security officer alone gives the powerful roles.
import Type from 'typebox';
import { pageAsked, pageFrom } from '../http/page.ts';
import { closed, Id, Line, oneOf, operation, orNull, type ActorContext, pageOf, PageQuery } from '../http/operation.ts';
import { createAccount, invite, revokeInvitations } from '../people/accounts.ts';
import { POWERFUL, ROLES, UNIT_OF_ROLE, type Role } from '../people/roles.ts';
import { endSessionsOf } from '../people/sessions.ts';
import { refused } from '../problem.ts';
import type { AccountRow } from '../storage/schema.ts';

const Account = closed({
  accountId: Id,
  login: Type.String(),
  name: Type.String(),
  role: oneOf(ROLES),
  unitId: orNull(Id),
  lockedUntil: orNull(Type.String()),
  disabledAt: orNull(Type.String()),
  hasPassword: Type.Boolean(),
  hasTotp: Type.Boolean(),
  version: Type.Integer(),
});

function shown({ accountId, login, name, role, unitId, lockedUntil, disabledAt, passwordHash, totpConfirmedAt, version }: AccountRow) {
  return { accountId, login, name, role, unitId, lockedUntil, disabledAt, hasPassword: passwordHash !== null, hasTotp: totpConfirmedAt !== null, version };
}

const Login = Type.String({ pattern: '^[0-9A-Za-z._@-]{3,60}$' });
const KEEPERS: readonly Role[] = ['administrator', 'securityOfficer'];

export const listAccounts = operation({
  id: 'account.list',
  method: 'GET',
  path: '/accounts',
  zh: '账号列表',
  en: 'Accounts',
  who: KEEPERS,
  query: closed(PageQuery),
  reply: pageOf(Account),
  run: async ({ db, actor }, { query }) => {
    const { limit, unseen } = pageAsked(query, { columns: ['login'], way: 'up' });
    const accounts = db.selectFrom('account').selectAll().where('districtId', '=', actor.districtId).where(unseen);
    const { lines, next } = pageFrom(
      await accounts
        .orderBy('login')
        .limit(limit + 1)
        .execute(),
      limit,
      ({ login }) => [login],
    );
    return { items: lines.map(shown), next };
  },
});

export const addAccount = operation({
  id: 'account.create',
  method: 'POST',
  path: '/accounts',
  zh: '新增账号,得到一次性设置密码链接',
  en: 'Add an account and get its one-time link',
  who: KEEPERS,
  body: closed({ login: Login, name: Line, role: oneOf(ROLES), unitId: Type.Optional(Id) }),
  reply: closed({ account: Account, invitation: closed({ token: Type.String(), expiresAt: Type.String() }) }),
  status: 201,
  run: async (context, { body }) => {
    const { db, actor, services, about } = context;
    requirePower(actor.role, body.role);
    const unitId = body.unitId ?? null;
    await requireUnit(context, body.role, unitId);
    const taken = await db
      .selectFrom('account')
      .select('accountId')
      .where('districtId', '=', actor.districtId)
      .where('login', '=', body.login)
      .executeTakeFirst();
    if (taken) throw refused('state.taken', { what: '账号 / login', value: body.login });
    const account = await createAccount(db, services, actor.districtId, { login: body.login, name: body.name, role: body.role, unitId });
    about(`account/${account.accountId}`, { role: body.role });
    return { account: shown(account), invitation: await invite(db, services, actor.districtId, account.accountId) };
  },
});

/** Roles with power over others are the security officer's to give, all others the administrator's. */
function requirePower(giver: Role, given: Role): void {
  const power = POWERFUL.includes(given) ? 'securityOfficer' : 'administrator';
  if (giver !== power) throw refused('auth.role', { act: `account.create ${given}` });
}

/** A power is neither given to an account that was made without it nor taken from one that has it: what was done with either stays one account's. */
function requireSamePower(from: Role, to: Role): void {
  if (to !== from && (POWERFUL.includes(from) || POWERFUL.includes(to))) throw refused('auth.power', {});
}

async function requireUnit({ db, actor }: ActorContext, role: Role, unitId: string | null): Promise<void> {
  const wanted: string | null = role in UNIT_OF_ROLE ? UNIT_OF_ROLE[role as keyof typeof UNIT_OF_ROLE] : null;
  const unit =
    unitId === null
      ? undefined
      : await db.selectFrom('orgUnit').select('kind').where('districtId', '=', actor.districtId).where('unitId', '=', unitId).executeTakeFirst();
  if ((unit?.kind ?? null) !== wanted || (unitId === null) !== (wanted === null))
    throw refused('request.invalid', { at: 'body/unitId', why: `${role} → ${wanted ?? 'null'}` });
}

export const changeAccount = operation({
  id: 'account.change',
  method: 'PATCH',
  path: '/accounts/:accountId',
  zh: '修改账号(改名、换角色和机构、停用、解锁)',
  en: 'Rename an account, give it another role or unit, disable, enable or unlock it',
  who: KEEPERS,
  params: closed({ accountId: Id }),
  body: closed({
    name: Type.Optional(Line),
    role: Type.Optional(oneOf(ROLES)),
    unitId: Type.Optional(Id),
    disabled: Type.Optional(Type.Boolean()),
    unlock: Type.Optional(Type.Literal(true)),
  }),
  reply: Account,
  run: async (context, { params, body }) => {
    const { db, actor, now, ifMatch, about } = context;
    const account = await accountIn(context, params.accountId);
    requirePower(actor.role, account.role);
    if (body.disabled && account.accountId === actor.accountId) throw refused('auth.role', { act: 'account.change: 停用本人 / disable oneself' });
    const role = body.role ?? account.role;
    requireSamePower(account.role, role);
    const unitId = body.unitId ?? account.unitId;
    const moves = role !== account.role || unitId !== account.unitId;
    if (moves) await requireUnit(context, role, unitId);
    ifMatch(account.version, account.login);
    const changed = {
      name: body.name ?? account.name,
      role,
      unitId,
      disabledAt: body.disabled === undefined ? account.disabledAt : body.disabled ? (account.disabledAt ?? now) : null,
      ...(body.unlock ? { lockedUntil: null, failedSignIns: 0 } : {}),
      version: account.version + 1,
    };
    await db.updateTable('account').set(changed).where('districtId', '=', actor.districtId).where('accountId', '=', account.accountId).execute();
    if (changed.disabledAt !== null || moves) await endSessionsOf(db, actor.districtId, account.accountId);
    if (changed.disabledAt !== null) await revokeInvitations(db, actor.districtId, account.accountId, now);
    const { name, disabled, unlock } = body;
    about(`account/${account.accountId}`, {
      ...(name === undefined ? {} : { name: true }),
      ...(role === account.role ? {} : { role: { from: account.role, to: role } }),
      ...(unitId === account.unitId ? {} : { unitId: { from: account.unitId, to: unitId } }),
      disabled,
      unlock,
    });
    return shown({ ...account, ...changed });
  },
});

async function accountIn({ db, actor }: ActorContext, accountId: string): Promise<AccountRow> {
  const account = await db.selectFrom('account').selectAll().where('districtId', '=', actor.districtId).where('accountId', '=', accountId).executeTakeFirst();
  if (!account) throw refused('request.notFound', { what: '账号 / account' });
  return account;
}

export const inviteAccount = operation({
  id: 'account.invite',
  method: 'POST',
  path: '/accounts/:accountId/invitation',
  zh: '重新发一次性链接(忘记密码)',
  en: 'A new one-time link (forgotten password)',
  who: KEEPERS,
  params: closed({ accountId: Id }),
  body: closed({ resetTotp: Type.Optional(Type.Boolean()) }),
  reply: closed({ token: Type.String(), expiresAt: Type.String() }),
  status: 201,
  run: async (context, { params, body }) => {
    const { db, actor, services, about } = context;
    const account = await accountIn(context, params.accountId);
    requirePower(actor.role, account.role);
    about(`account/${account.accountId}`, body);
    if (body.resetTotp) {
      await db
        .updateTable('account')
        .set({ totpSecret: null, totpConfirmedAt: null })
        .where('districtId', '=', actor.districtId)
        .where('accountId', '=', account.accountId)
        .execute();
      await endSessionsOf(db, actor.districtId, account.accountId);
    }
    return invite(db, services, actor.districtId, account.accountId);
  },
});
