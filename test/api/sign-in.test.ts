// Signing in: links, passwords, lock-out, idleness, the second factor, and the three powers that nobody holds two of.
import { TOTP, Secret } from 'otpauth';
import { afterEach, describe, expect, it } from 'vitest';
import { POWERFUL, ROLES, type Role } from '../../api/people/roles.ts';
import type { Config } from '../../api/config.ts';
import { rig, type Login, type Rig } from './rig.ts';
import { onSqlite } from './stores.ts';

const PASSWORD = '江边 long enough 1';
const MINUTE = 60_000;

let on: Rig;
afterEach(() => on.close());

async function begin(settings: Partial<Config> = {}): Promise<void> {
  on = await rig(onSqlite, settings);
}

/** Gives somebody a password by a link, as the keeper of the role would. */
async function invited(login: Login, keeper: Login = 'administrator', password = PASSWORD): Promise<number> {
  const link = await on.ask(keeper, `/accounts/${on.accountIds.get(login)}/invitation`, { method: 'POST', body: {} });
  return accept((link.json() as { token: string }).token, password);
}

async function accept(token: string, password = PASSWORD): Promise<number> {
  return (await on.ask(null, '/invitations/accept', { method: 'POST', body: { token, password } })).statusCode;
}

async function signIn(login: string, password = PASSWORD, code?: string) {
  const reply = await on.ask(null, '/session', { method: 'POST', body: { login, password, ...(code === undefined ? {} : { code }) } });
  const cookie = reply.cookies.find(({ name }) => name === 'onetable_session');
  return {
    status: reply.statusCode,
    code: (reply.json() as { code?: string }).code,
    cookie: cookie ? `${cookie.name}=${cookie.value}` : '',
    attributes: cookie,
  };
}

/** Who holds this cookie? */
async function whoIs(cookie: string): Promise<number> {
  return (await on.ask(null, '/session', { headers: { cookie } })).statusCode;
}

describe('links', () => {
  it('set a password once, within three days, and only a good one', async () => {
    await begin();
    const link = await on.ask('administrator', `/accounts/${on.accountIds.get('community1')}/invitation`, { method: 'POST', body: {} });
    const { token } = link.json() as { token: string };
    expect(await accept(token, 'short')).toBe(422);
    expect(await accept(token, 'community1')).toBe(422);
    expect(await accept(token, 'aaaaaaaaaaaaaa')).toBe(422);
    expect(await accept(token)).toBe(200);
    expect(await accept(token)).toBe(410);
    expect(await accept('main.made-up')).toBe(410);
    expect((await signIn('community1')).status).toBe(200);
  });

  it('end when a newer one is given or the account is disabled; a second factor taken away ends its sessions', async () => {
    await begin();
    const id = on.accountIds.get('community1');
    const link = async (body = {}) =>
      ((await on.ask('administrator', `/accounts/${id}/invitation`, { method: 'POST', body })).json() as { token: string }).token;
    const [first, second] = [await link(), await link()];
    expect(await accept(first)).toBe(410);
    expect(await accept(second)).toBe(200);
    const third = await link();
    for (const disabled of [true, false]) await on.ask('administrator', `/accounts/${id}`, { method: 'PATCH', body: { disabled } });
    expect(await accept(third)).toBe(410);
    const { cookie } = await signIn('community1');
    expect(await whoIs(cookie)).toBe(200);
    await link({ resetTotp: true });
    expect(await whoIs(cookie)).toBe(401);
  });

  it('expire', async () => {
    await begin();
    const { token } = (await on.ask('administrator', `/accounts/${on.accountIds.get('community1')}/invitation`, { method: 'POST', body: {} })).json() as {
      token: string;
    };
    on.pass(73 * 60 * MINUTE);
    expect(await accept(token)).toBe(410);
  });

  it('a new password ends every session that was open', async () => {
    await begin();
    await invited('community1');
    const { cookie } = await signIn('community1');
    expect(await whoIs(cookie)).toBe(200);
    await invited('community1', 'administrator', `${PASSWORD}!`);
    expect(await whoIs(cookie)).toBe(401);
  });

  it('a password changed by its owner leaves no other session open', async () => {
    await begin();
    await invited('community1');
    const [here, elsewhere] = [await signIn('community1'), await signIn('community1')];
    const reply = await on.ask(null, '/session/password', { method: 'PUT', body: { old: PASSWORD, new: `${PASSWORD}!` }, headers: { cookie: here.cookie } });
    expect(reply.statusCode).toBe(200);
    expect(await whoIs(elsewhere.cookie)).toBe(401);
    expect(await whoIs(here.cookie)).toBe(200);
    expect((await signIn('community1')).status).toBe(401);
  });
});

describe('passwords', () => {
  it('five wrong ones lock the account, whatever is tried then, until a quarter of an hour has passed', async () => {
    await begin();
    await invited('community1');
    for (let time = 0; time < 5; time++) expect(await signIn('community1', 'wrong password')).toMatchObject({ status: 401, code: 'auth.wrong' });
    expect(await signIn('community1')).toMatchObject({ status: 423, code: 'auth.locked' });
    on.pass(14 * MINUTE);
    expect((await signIn('community1')).status).toBe(423);
    on.pass(2 * MINUTE);
    expect((await signIn('community1')).status).toBe(200);
  });

  it('four wrong ones do not, and a right one begins the count anew', async () => {
    await begin();
    await invited('community1');
    for (let round = 0; round < 2; round++) {
      for (let time = 0; time < 4; time++) expect((await signIn('community1', 'wrong password')).status).toBe(401);
      expect((await signIn('community1')).status).toBe(200);
    }
  });

  it('the administrator unlocks, and it is on record', async () => {
    await begin();
    await invited('community1');
    for (let time = 0; time < 5; time++) await signIn('community1', 'wrong password');
    await on.ask('administrator', `/accounts/${on.accountIds.get('community1')}`, { method: 'PATCH', body: { unlock: true } });
    expect((await signIn('community1')).status).toBe(200);
    const { items } = (await on.ask('auditor', '/audit?act=session.begin')).json() as { items: { outcome: string }[] };
    expect(items.filter(({ outcome }) => outcome === 'denied')).toHaveLength(5);
  });

  it('nobody learns whether an account exists, not even by its lock', async () => {
    await begin();
    await invited('community1');
    for (let time = 0; time < 7; time++) {
      const [known, unknown] = [await signIn('community1', 'wrong password'), await signIn('nobody-at-all', 'wrong password')];
      expect([known.status, known.code]).toEqual([unknown.status, unknown.code]);
      expect(known.status).toBe(time < 5 ? 401 : 423);
    }
    on.pass(16 * MINUTE);
    expect((await signIn('nobody-at-all', 'wrong password')).status).toBe(401);
  });

  it('what strangers try is on record, without what they typed', async () => {
    await begin();
    await signIn('a password typed as login');
    await signIn('a password typed as login');
    await accept('main.made-up');
    const { items } = (await on.ask('auditor', '/audit')).json() as { items: { act: string; outcome: string; accountId: null; detail: { login?: string } }[] };
    const strange = items.filter(({ outcome }) => outcome === 'denied');
    expect(strange.map(({ act, accountId }) => [act, accountId])).toEqual([
      ['invitation.accept', null],
      ['session.begin', null],
      ['session.begin', null],
    ]);
    expect(strange[1]?.detail.login).toBe(strange[2]?.detail.login);
    expect(JSON.stringify(items)).not.toContain('typed');
  });

  it('many tried at once lock as soon as one after the other', async () => {
    await begin();
    await invited('community1');
    const statuses = (await Promise.all(Array.from({ length: 9 }, (_, n) => signIn('community1', `wrong ${n}`)))).map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 423, 423, 423, 423]);
    expect((await signIn('community1')).status).toBe(423);
  });

  it('wrong old ones count, too, where somebody changes the password of a session left open', async () => {
    await begin();
    await invited('community1');
    const { cookie } = await signIn('community1');
    const change = async (old: string) =>
      (await on.ask(null, '/session/password', { method: 'PUT', body: { old, new: `${PASSWORD}!` }, headers: { cookie } })).statusCode;
    for (let time = 0; time < 5; time++) expect(await change('wrong password')).toBe(401);
    expect(await change(PASSWORD)).toBe(423);
    const { items } = (await on.ask('auditor', '/audit?act=password.change')).json() as { items: { outcome: string }[] };
    expect(items.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'failed'));
    on.pass(16 * MINUTE);
    expect(await change(PASSWORD)).toBe(200);
  });

  it('an account that is disabled is out at once, and stays out', async () => {
    await begin();
    await invited('community1');
    const { cookie } = await signIn('community1');
    await on.ask('administrator', `/accounts/${on.accountIds.get('community1')}`, { method: 'PATCH', body: { disabled: true } });
    expect(await whoIs(cookie)).toBe(401);
    expect(await signIn('community1')).toMatchObject({ status: 403, code: 'auth.disabled' });
  });
});

describe('sessions', () => {
  it('end when idle, and after their hours in any case', async () => {
    await begin({ idleMinutes: 30, sessionHours: 2 });
    await invited('community1');
    const { cookie } = await signIn('community1');
    for (let quarter = 0; quarter < 5; quarter++) {
      on.pass(20 * MINUTE);
      expect(await whoIs(cookie), `after ${quarter + 1} times 20 minutes`).toBe(200);
    }
    on.pass(20 * MINUTE);
    expect(await whoIs(cookie)).toBe(401);
    const idle = await signIn('community1');
    on.pass(31 * MINUTE);
    expect(await whoIs(idle.cookie)).toBe(401);
  });

  it('end when signed out; the cookie is for this site and no script', async () => {
    await begin({ publicUrl: 'https://one.example' });
    await invited('community1');
    const { cookie, attributes } = await signIn('community1');
    expect(attributes).toMatchObject({ httpOnly: true, sameSite: 'Strict', secure: true, path: '/' });
    await on.ask(null, '/session', { method: 'DELETE', headers: { cookie } });
    expect(await whoIs(cookie)).toBe(401);
  });

  it('refuse changes that another site asks for', async () => {
    await begin();
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
      expect((await on.ask('community1', '/session', { method: 'DELETE', headers })).statusCode).toBe(403);
    expect((await on.ask('community1', '/session')).statusCode).toBe(200);
  });
});

describe('the second factor', () => {
  it('must be set up by the powerful roles before anything else, and then be given, each code once', async () => {
    await begin({ requireTotp: true });
    await invited('coordinator', 'securityOfficer');
    const [first, elsewhere] = [await signIn('coordinator'), await signIn('coordinator')];
    const as = (cookie: string, path: string, method: 'GET' | 'POST' | 'PUT' = 'GET', body?: unknown) =>
      on.ask(null, path, { method, headers: { cookie }, ...(body === undefined ? {} : { body }) });
    expect(await as(first.cookie, '/units')).toMatchObject({ statusCode: 403 });
    expect((await as(first.cookie, '/session')).json()).toMatchObject({ stage: 'enrol' });
    const { secret } = (await as(first.cookie, '/session/totp', 'POST')).json() as { secret: string };
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = (): string => totp.generate({ timestamp: on.services.clock() });
    expect((await as(first.cookie, '/session/totp', 'PUT', { code: '000000' })).statusCode).toBe(401);
    expect((await as(first.cookie, '/session/totp', 'PUT', { code: code() })).statusCode).toBe(200);
    expect((await as(first.cookie, '/units')).statusCode).toBe(200);
    // Another browser that had not got so far is still told to: it may do nothing else.
    expect((await as(elsewhere.cookie, '/session')).json()).toMatchObject({ stage: 'enrol' });
    expect((await as(elsewhere.cookie, '/units')).statusCode).toBe(403);
    expect(await signIn('coordinator')).toMatchObject({ status: 401, code: 'auth.totp' });
    expect(await signIn('coordinator', PASSWORD, code())).toMatchObject({ status: 401, code: 'auth.totpWrong' });
    on.pass(MINUTE);
    const now = code();
    expect((await signIn('coordinator', PASSWORD, now)).status).toBe(200);
    expect((await signIn('coordinator', PASSWORD, now)).status).toBe(401);
    expect((await as(first.cookie, '/session/totp', 'POST')).statusCode).toBe(409);
  });

  it('wrong codes count like wrong passwords', async () => {
    await begin({ requireTotp: true });
    await invited('coordinator', 'securityOfficer');
    const { cookie } = await signIn('coordinator');
    const { secret } = (await on.ask(null, '/session/totp', { method: 'POST', headers: { cookie } })).json() as { secret: string };
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: on.services.clock() });
    await on.ask(null, '/session/totp', { method: 'PUT', body: { code }, headers: { cookie } });
    for (let time = 0; time < 5; time++) expect((await signIn('coordinator', PASSWORD, code)).status).toBe(401);
    expect((await signIn('coordinator', PASSWORD, code)).status).toBe(423);
  });
});

describe('three powers', () => {
  it('each role has one keeper: the security officer gives power, the administrator everything else', async () => {
    await begin();
    for (const role of ROLES) {
      const unit: Partial<Record<Role, string>> = { department: 'mz', street: '001', community: '001001', gridWorker: '00100101' };
      const code = unit[role];
      const body = { login: `new-${role}`, name: '新人', role, ...(code === undefined ? {} : { unitId: on.unit(code) }) };
      const [wrong, right]: readonly [Login, Login] = POWERFUL.includes(role) ? ['administrator', 'securityOfficer'] : ['securityOfficer', 'administrator'];
      expect((await on.ask(wrong, '/accounts', { method: 'POST', body })).statusCode, role).toBe(403);
      expect((await on.ask(right, '/accounts', { method: 'POST', body })).statusCode, role).toBe(201);
    }
  });

  it('no account comes by a power, loses one, or holds two', async () => {
    await begin();
    const change = async (keeper: Login, whose: Login, body: unknown): Promise<number> =>
      (await on.ask(keeper, `/accounts/${on.accountIds.get(whose)}`, { method: 'PATCH', body })).statusCode;
    for (const body of [{ role: 'administrator' }, { role: 'auditor' }, { role: 'community', unitId: on.unit('001001') }, { unitId: on.unit('mz') }])
      expect([await change('administrator', 'coordinator', body), await change('securityOfficer', 'coordinator', body)]).toEqual([
        403,
        'role' in body ? 403 : 400,
      ]);
    for (const body of [{ role: ['administrator', 'auditor'] }, { roles: ['auditor'] }])
      for (const keeper of ['administrator', 'securityOfficer'] as const) expect(await change(keeper, 'coordinator', body)).toBe(400);
    const refusal = await on.ask('administrator', `/accounts/${on.accountIds.get('community1')}`, { method: 'PATCH', body: { role: 'auditor' } });
    expect(refusal.json()).toMatchObject({ code: 'auth.power' });
    for (const role of POWERFUL)
      expect([await change('administrator', 'community1', { role }), await change('securityOfficer', 'community1', { role })]).toEqual([403, 403]);
    const { items } = (await on.ask('administrator', '/accounts')).json() as { items: { login: string; role: string }[] };
    expect(new Set(items.map(({ login }) => login)).size).toBe(items.length);
    expect(items.find(({ login }) => login === 'coordinator')?.role).toBe('coordinator');
    const again = { login: 'coordinator', name: '另一个', role: 'auditor' };
    expect((await on.ask('securityOfficer', '/accounts', { method: 'POST', body: again })).statusCode).toBe(409);
  });

  it('somebody who moves gets another name, role and unit: the session ends, and the log says from where to where', async () => {
    await begin();
    const path = `/accounts/${on.accountIds.get('community1')}`;
    const change = (body: unknown) => on.ask('administrator', path, { method: 'PATCH', body });
    expect((await on.ask('community1', '/session')).statusCode).toBe(200);
    expect((await change({ role: 'street' })).statusCode, 'a unit of the old role').toBe(400);
    expect((await change({ unitId: on.unit('001') })).statusCode, 'a unit of another role').toBe(400);
    expect((await on.ask('community1', '/session')).statusCode).toBe(200);
    expect((await change({ name: '李静', role: 'street', unitId: on.unit('001') })).json()).toMatchObject({
      name: '李静',
      role: 'street',
      unitId: on.unit('001'),
    });
    expect((await on.ask('community1', '/session')).statusCode).toBe(401);
    const { items } = (await on.ask('auditor', '/audit?act=account.change')).json() as { items: { outcome: string; detail: unknown }[] };
    expect(items.find(({ outcome }) => outcome === 'done')?.detail).toEqual({
      name: true,
      role: { from: 'community', to: 'street' },
      unitId: { from: on.unit('001001'), to: on.unit('001') },
    });
  });

  it('the administrator cannot touch the accounts of power, nor the security officer the others', async () => {
    await begin();
    const touch = async (keeper: Login, whose: Login): Promise<number[]> => {
      const id = on.accountIds.get(whose);
      return [
        (await on.ask(keeper, `/accounts/${id}`, { method: 'PATCH', body: { disabled: true } })).statusCode,
        (await on.ask(keeper, `/accounts/${id}/invitation`, { method: 'POST', body: { resetTotp: true } })).statusCode,
      ];
    };
    for (const whose of ['auditor', 'securityOfficer', 'coordinator'] as const) expect(await touch('administrator', whose)).toEqual([403, 403]);
    expect(await touch('securityOfficer', 'community1')).toEqual([403, 403]);
  });

  it('no keeper switches off the own account', async () => {
    await begin();
    const id = on.accountIds.get('securityOfficer');
    expect((await on.ask('securityOfficer', `/accounts/${id}`, { method: 'PATCH', body: { disabled: true } })).statusCode).toBe(403);
    expect((await on.ask('securityOfficer', '/session')).statusCode).toBe(200);
  });

  it('the audit log is the auditor’s to read, and nobody’s to change', async () => {
    await begin();
    for (const login of ['administrator', 'securityOfficer', 'coordinator', 'mz', 'street1', 'community1', 'grid1'] as const)
      expect((await on.ask(login, '/audit')).statusCode).toBe(403);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'] as const) expect((await on.ask('auditor', '/audit', { method, body: {} })).statusCode).toBe(404);
    expect((await on.ask('auditor', '/accounts')).statusCode).toBe(403);
  });

  it('the audit log is searched by the name of an act as it is shown, and by its id', async () => {
    await begin();
    const found = async (act: string) =>
      ((await on.ask('auditor', `/audit?act=${encodeURIComponent(act)}`)).json() as { items: { act: string; actName: string }[] }).items;
    await on.ask('coordinator', '/audit');
    const [entry] = await found('audit.list');
    expect(entry).toMatchObject({ act: 'audit.list', actName: '审计日志' });
    for (const words of ['审计日志', '审计']) expect(await found(words)).toContainEqual(entry);
    expect(await found('没有这样的操作')).toEqual([]);
  });

  it('what an entry tells of is named beside its id', async () => {
    await begin();
    await on.ask('coordinator', '/audit');
    const { items } = (await on.ask('auditor', '/audit?act=audit.list')).json() as { items: { target: string; accountId: string; who: string }[] };
    const [{ accountId, who } = { accountId: '', who: '' }] = items;
    expect(items[0]).toMatchObject({ target: `account/${accountId}`, named: [{ id: accountId, name: who }] });
  });
});
