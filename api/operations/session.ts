// Signing in and out, invitations, and the second factor.
import Type from 'typebox';
import { record } from '../audit/record.ts';
import { DEMO_PASSWORD } from '../demo.ts';
import { closed, Line, Nothing, oneOf, openOperation, operation, orNull, type ActorContext, type Context } from '../http/operation.ts';
import { revokeInvitations } from '../people/accounts.ts';
import { countStranger, inTurn, lockOf, noteFailure, recordStranger, strangerLock } from '../people/attempts.ts';
import { hashPassword, isPassword, requireStrong } from '../people/passwords.ts';
import { POWERFUL, ROLES } from '../people/roles.ts';
import { districtOfToken, tokenHash } from '../people/secrets.ts';
import { beginSession, endSession, endSessionsOf } from '../people/sessions.ts';
import { acceptedStep, newTotpSecret, totpAddress } from '../people/totp.ts';
import { refused, type Refused } from '../problem.ts';
import type { AccountRow } from '../storage/schema.ts';
import { inTransaction } from '../storage/transaction.ts';

const WhoAmI = closed({
  accountId: Type.String(),
  login: Type.String(),
  name: Type.String(),
  role: oneOf(ROLES),
  unitId: orNull(Type.String()),
  unitName: orNull(Type.String()),
  district: Type.String(),
  /** enrol: the second factor must be set up first. */
  stage: oneOf(['full', 'enrol']),
});

const Password = Type.String({ minLength: 1, maxLength: 200 });
const Code = Type.String({ pattern: '^[0-9]{6}$' });

export const signIn = openOperation({
  id: 'session.begin',
  method: 'POST',
  path: '/session',
  zh: '登录',
  en: 'Sign in',
  who: 'anyone',
  body: closed({ login: Line, password: Password, code: Type.Optional(Code), district: Type.Optional(Line) }),
  reply: closed({ stage: oneOf(['full', 'enrol']), name: Type.String(), role: oneOf(ROLES) }),
  run: (context, { body }) => inTurn(body.login, () => begin(context, body)),
});

interface Proof {
  readonly login: string;
  readonly password: string;
  readonly code?: string;
  readonly district?: string;
}

async function begin(context: Context, { login, password, code, district }: Proof) {
  const { services, now } = context;
  const account = await accountOf(context, login, district);
  if (!account) throw await strangersFailure(context, { login, password, ...(district === undefined ? {} : { district }) });
  const failure = await whyNot(context, account, password, code);
  if (failure) {
    await noteFailure(services, account, { act: signIn.id, outcome: 'denied', at: now }, failure);
    throw failure;
  }
  const stage = needsTotp(context, account) && account.totpConfirmedAt === null ? ('enrol' as const) : ('full' as const);
  const session = await inTransaction(services.store, account.districtId, async (tx) => {
    await requireUnlocked(tx, account, now);
    await useCode(tx, account, code, context);
    await tx
      .updateTable('account')
      .set({ failedSignIns: 0, lockedUntil: null })
      .where('districtId', '=', account.districtId)
      .where('accountId', '=', account.accountId)
      .execute();
    await note(context, tx, account);
    return beginSession(tx, services, account, stage);
  });
  context.request.setCookie(session.token, session.seconds);
  return { stage, name: account.name, role: account.role };
}

/** A login that nobody has takes as long to refuse, is locked as soon, and stands in the log like any other. */
async function strangersFailure({ services, now }: Context, { login, password, district }: Proof): Promise<Refused> {
  const lock = strangerLock(services, login, now);
  if (lock === null) {
    await isPassword(null, password);
    countStranger(services, login);
  }
  const failure = lock ?? refused('auth.wrong', {});
  await recordStranger(services, { at: now, act: signIn.id, code: failure.problem.code, login, ...(district === undefined ? {} : { district }) });
  return failure;
}

/** Another process may have counted the last failure while the password was looked at here. */
async function requireUnlocked(tx: Context['db'], { districtId, accountId }: AccountRow, now: string): Promise<void> {
  const account = await tx
    .selectFrom('account')
    .select('lockedUntil')
    .where('districtId', '=', districtId)
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow();
  const lock = lockOf(account, now);
  if (lock) throw lock;
}

async function accountOf({ db }: Context, login: string, district: string | undefined): Promise<AccountRow | undefined> {
  let query = db.selectFrom('account as a').innerJoin('district as d', 'd.districtId', 'a.districtId').selectAll('a').where('a.login', '=', login);
  if (district !== undefined) query = query.where('d.code', '=', district);
  const found = await query.limit(2).execute();
  return found.length === 1 ? found[0] : undefined;
}

async function whyNot({ now, services }: Context, account: AccountRow, password: string, code: string | undefined): Promise<Refused | null> {
  const lock = lockOf(account, now);
  if (lock) return lock;
  if (!(await isPassword(account.passwordHash, password))) return refused('auth.wrong', {});
  if (account.disabledAt !== null) return refused('auth.disabled', {});
  if (account.totpConfirmedAt === null || account.totpSecret === null) return null;
  if (code === undefined) return refused('auth.totp', {});
  const secret = services.vault.open(account.totpSecret, `totp/${account.accountId}`);
  return acceptedStep(secret, code, services.clock(), account.totpStep) === null ? refused('auth.totpWrong', {}) : null;
}

async function useCode(tx: Context['db'], account: AccountRow, code: string | undefined, { services }: Context): Promise<void> {
  if (code === undefined || account.totpSecret === null || account.totpConfirmedAt === null) return;
  const step = acceptedStep(services.vault.open(account.totpSecret, `totp/${account.accountId}`), code, services.clock(), account.totpStep);
  const taken = await tx
    .updateTable('account')
    .set({ totpStep: step ?? 0 })
    .where('districtId', '=', account.districtId)
    .where('accountId', '=', account.accountId)
    .where('totpStep', '<', step ?? 0)
    .executeTakeFirst();
  if (Number(taken.numUpdatedRows) === 0) throw refused('auth.totpWrong', {});
}

function needsTotp({ services }: Context, { role }: AccountRow): boolean {
  return services.config.requireTotp && POWERFUL.includes(role);
}

function note({ now }: Context, tx: Context['db'], { districtId, accountId, role }: AccountRow): Promise<void> {
  return record(tx, districtId, { at: now, accountId, role, act: signIn.id, target: `account/${accountId}`, outcome: 'done', detail: {} });
}

export const whoAmI = operation({
  id: 'session.read',
  method: 'GET',
  path: '/session',
  zh: '我是谁',
  en: 'Who am I',
  who: ROLES,
  reply: WhoAmI,
  run: async ({ db, actor, request }) => {
    const { districtId, accountId, name, role, unitId } = actor;
    const district = await db.selectFrom('district').select('name').where('districtId', '=', districtId).executeTakeFirstOrThrow();
    const unit =
      unitId === null
        ? undefined
        : await db.selectFrom('orgUnit').select('name').where('districtId', '=', districtId).where('unitId', '=', unitId).executeTakeFirst();
    const { login, stage } = await db
      .selectFrom('accountSession as s')
      .innerJoin('account as a', (join) => join.onRef('a.districtId', '=', 's.districtId').onRef('a.accountId', '=', 's.accountId'))
      .select(['a.login', 's.stage'])
      .where('s.districtId', '=', districtId)
      .where('s.sessionId', '=', tokenHash(request.token ?? ''))
      .executeTakeFirstOrThrow();
    return { accountId, login, name, role, unitId, unitName: unit?.name ?? null, district: district.name, stage };
  },
});

export const demoAccounts = openOperation({
  id: 'demo.accounts',
  method: 'GET',
  path: '/demo',
  zh: '演示账号(只在演示时有)',
  en: 'Accounts to try (in the demo only)',
  who: 'anyone',
  reply: closed({ password: Type.String(), accounts: Type.Array(closed({ login: Type.String(), name: Type.String(), role: oneOf(ROLES) })) }),
  run: async ({ services: { config, store } }) => {
    if (!config.demo) return { password: '', accounts: [] };
    const accounts = await store.db
      .selectFrom('account')
      .select(['login', 'name', 'role'])
      .where('disabledAt', 'is', null)
      .orderBy('accountId')
      .limit(100)
      .execute();
    return { password: DEMO_PASSWORD, accounts };
  },
});

export const signOut = operation({
  id: 'session.end',
  method: 'DELETE',
  path: '/session',
  zh: '退出登录',
  en: 'Sign out',
  who: ROLES,
  reply: Nothing,
  run: async ({ db, actor, request }) => {
    if (request.token !== null) await endSession(db, actor.districtId, request.token);
    request.setCookie(null, 0);
    return {};
  },
});

export const acceptInvitation = openOperation({
  id: 'invitation.accept',
  method: 'POST',
  path: '/invitations/accept',
  zh: '用一次性链接设置密码',
  en: 'Set a password by a one-time link',
  who: 'anyone',
  body: closed({ token: Line, password: Password }),
  reply: closed({ login: Type.String() }),
  run: async ({ services, now }, { body }) => {
    const districtId = districtOfToken(body.token);
    const passwordHash = await hashPassword(body.password);
    const login = await inTransaction(services.store, districtId, async (tx) => {
      const used = await tx
        .updateTable('invitation')
        .set({ usedAt: now })
        .where('districtId', '=', districtId)
        .where('invitationId', '=', tokenHash(body.token))
        .where('usedAt', 'is', null)
        .where('expiresAt', '>', now)
        .returning('accountId')
        .executeTakeFirst();
      if (!used) return null;
      const account = await tx
        .selectFrom('account')
        .selectAll()
        .where('districtId', '=', districtId)
        .where('accountId', '=', used.accountId)
        .executeTakeFirstOrThrow();
      requireStrong(body.password, account.login, services.config.passwordLeast);
      await tx
        .updateTable('account')
        .set({ passwordHash, failedSignIns: 0, lockedUntil: null })
        .where('districtId', '=', districtId)
        .where('accountId', '=', used.accountId)
        .execute();
      await endSessionsOf(tx, districtId, used.accountId);
      await revokeInvitations(tx, districtId, used.accountId, now);
      const { accountId, role } = account;
      await record(tx, districtId, { at: now, accountId, role, act: 'invitation.accept', target: `account/${accountId}`, outcome: 'done', detail: {} });
      return account.login;
    });
    if (login !== null) return { login };
    const failure = refused('auth.invitation', {});
    await recordStranger(services, { at: now, act: 'invitation.accept', code: failure.problem.code });
    throw failure;
  },
});

export const changePassword = operation({
  id: 'password.change',
  method: 'PUT',
  path: '/session/password',
  zh: '修改密码',
  en: 'Change my password',
  who: ROLES,
  body: closed({ old: Password, new: Password }),
  reply: Nothing,
  prepare: async (context, { body }) => {
    const { services, now } = context;
    const { login } = await ownAccount(context);
    return inTurn(login, async () => {
      const account = await ownAccount(context);
      const failure = lockOf(account, now) ?? ((await isPassword(account.passwordHash, body.old)) ? null : refused('auth.wrong', {}));
      if (failure) {
        await noteFailure(services, account, { act: 'password.change', outcome: 'failed', at: now }, failure);
        throw failure;
      }
      requireStrong(body.new, login, services.config.passwordLeast);
      return { old: account.passwordHash, passwordHash: await hashPassword(body.new) };
    });
  },
  run: async ({ db, actor: { districtId, accountId }, request }, _input, { old, passwordHash }) => {
    const changed = await db
      .updateTable('account')
      .set({ passwordHash, failedSignIns: 0 })
      .where('districtId', '=', districtId)
      .where('accountId', '=', accountId)
      .where('passwordHash', '=', old)
      .executeTakeFirst();
    if (Number(changed.numUpdatedRows) === 0) throw refused('auth.wrong', {});
    await endSessionsOf(db, districtId, accountId, request.token);
    return {};
  },
});

function ownAccount({ db, actor: { districtId, accountId } }: ActorContext): Promise<AccountRow> {
  return db.selectFrom('account').selectAll().where('districtId', '=', districtId).where('accountId', '=', accountId).executeTakeFirstOrThrow();
}

export const startTotp = operation({
  id: 'totp.start',
  method: 'POST',
  path: '/session/totp',
  zh: '开始设置动态口令',
  en: 'Begin to set up the second factor',
  who: ROLES,
  reply: closed({ secret: Type.String(), address: Type.String() }),
  run: async (context) => {
    const { db, actor, services } = context;
    const { districtId, accountId } = actor;
    const account = await ownAccount(context);
    if (account.totpConfirmedAt !== null) throw refused('state.taken', { what: '动态口令 / second factor', value: account.login });
    const secret = newTotpSecret();
    await db
      .updateTable('account')
      .set({ totpSecret: services.vault.seal(secret, `totp/${accountId}`) })
      .where('districtId', '=', districtId)
      .where('accountId', '=', accountId)
      .execute();
    return { secret, address: totpAddress(secret, account.login) };
  },
});

export const confirmTotp = operation({
  id: 'totp.confirm',
  method: 'PUT',
  path: '/session/totp',
  zh: '确认动态口令',
  en: 'Confirm the second factor',
  who: ROLES,
  body: closed({ code: Code }),
  reply: Nothing,
  run: async (context, { body }) => {
    const { db, actor, services, now, request } = context;
    const { districtId, accountId } = actor;
    const account = await ownAccount(context);
    const secret = account.totpSecret === null ? null : services.vault.open(account.totpSecret, `totp/${accountId}`);
    const step = secret === null ? null : acceptedStep(secret, body.code, services.clock(), account.totpStep);
    if (step === null) throw refused('auth.totpWrong', {});
    await db
      .updateTable('account')
      .set({ totpConfirmedAt: now, totpStep: step })
      .where('districtId', '=', districtId)
      .where('accountId', '=', accountId)
      .execute();
    await db
      .updateTable('accountSession')
      .set({ stage: 'full' })
      .where('districtId', '=', districtId)
      .where('sessionId', '=', tokenHash(request.token ?? ''))
      .execute();
    return {};
  },
});
