// Every operation as every role, on one's own and on somebody else's: what is allowed is let in, everything else is refused and on record.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyOperation } from '../../api/http/operation.ts';
import { OPERATIONS } from '../../api/operations/index.ts';
import type { Role } from '../../api/people/roles.ts';
import { populated, type Populated } from './populated.ts';
import { DISTRICT, PEOPLE, type Login } from './rig.ts';
import { onSqlite } from './stores.ts';
import { isOwn, TRIALS, type Trial, type Whose } from './trials.ts';

const LOGINS: readonly Login[] = [
  'administrator',
  'securityOfficer',
  'auditor',
  'coordinator',
  'mz',
  'wj',
  'street1',
  'street2',
  'community1',
  'community2',
  'community3',
  'grid1',
];

let on: Populated;
beforeAll(async () => (on = await populated(onSqlite)));
afterAll(() => on.close());

function trialOf({ id }: AnyOperation): Trial {
  const trial = TRIALS[id];
  if (!trial) throw new Error(`Say in test/api/trials.ts how to try ${id}.`);
  return trial;
}

/** Whose things an operation is tried on. */
function owners({ of, path }: Trial): readonly Whose[] {
  if (of === 'place') return ['community1', 'community3'];
  return of !== null || path.length > 1 ? ['mz', 'wj'] : ['mz'];
}

it('no operation is forgotten, and none is made up', () => {
  expect(Object.keys(TRIALS).toSorted()).toEqual(OPERATIONS.map(({ id }) => id).toSorted());
});

describe.each(OPERATIONS.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  if (operation.who === 'anyone') {
    it('is open to those who are not signed in, and refuses what is wrong', async () => {
      const trial = trialOf(operation);
      expect((await on.ask(null, trial.path(on, 'mz'), { method: operation.method, ...trial.wish?.(on, 'mz') })).statusCode).toBeLessThan(500);
    });
    return;
  }
  const { who } = operation;

  it('asks strangers to sign in', async () => {
    const trial = trialOf(operation);
    for (const headers of [{}, { cookie: 'onetable_session=main.forged' }, { cookie: 'onetable_session=' }]) {
      const { statusCode } = await on.ask(null, trial.path(on, owners(trial)[0] ?? 'mz'), { method: operation.method, ...trial.wish?.(on, 'mz'), headers });
      expect(statusCode).toBe(401);
    }
    // Their file is not even asked for.
    if (operation.upload) expect((await on.ask(null, trial.path(on, owners(trial)[0] ?? 'mz'), { method: operation.method })).statusCode).toBe(401);
  });

  it.each(LOGINS)('%s', async (login) => {
    const [role]: readonly [Role, string | null] = PEOPLE[login];
    const trial = trialOf(operation);
    for (const whose of owners(trial)) {
      const before = await denials(id, login);
      const reply = await on.ask(login, trial.path(on, whose), { method: operation.method, ...trial.wish?.(on, whose) });
      const allowed = who.includes(role) && isOwn(login, role, whose, trial);
      const story = `${login} ${id} of ${whose}: ${reply.statusCode} ${reply.body.slice(0, 200)}`;
      expect(reply.statusCode, story).toBeLessThan(500);
      if (allowed && !isPowersApart(id, role)) {
        expect(['auth.signIn', 'auth.role'], story).not.toContain(codeOf(reply));
        expect(await denials(id, login), `${story} is no denial`).toBe(before);
        if (operation.exports && reply.statusCode < 300)
          expect(await lastTarget(id, login), `${story} says in the log what was taken`).not.toMatch(/^account\//u);
      } else if (!allowed) {
        expect([403, 404], story).toContain(reply.statusCode);
        expect(await denials(id, login), `${story} is on record`).toBe(before + 1);
      }
    }
    if (id === 'session.end') on.pass(0);
  });
});

function codeOf({ headers, body }: { headers: Record<string, unknown>; body: string }): string | null {
  return String(headers['content-type']).includes('problem+json') ? String((JSON.parse(body) as { code?: unknown }).code) : null;
}

/** The administrator and the security officer share these doors; which accounts each may touch behind them is tested with sign-in. */
function isPowersApart(id: string, role: Role): boolean {
  return (id === 'account.create' && role === 'administrator') || ((id === 'account.change' || id === 'account.invite') && role === 'securityOfficer');
}

async function lastTarget(act: string, login: Login): Promise<string | undefined> {
  const entry = await on.services.store.db
    .selectFrom('auditEntry')
    .select('target')
    .where('districtId', '=', DISTRICT)
    .where('act', '=', act)
    .where('outcome', '=', 'done')
    .where('accountId', '=', on.accountIds.get(login) ?? '')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return entry?.target;
}

async function denials(act: string, login: Login): Promise<number> {
  const rows = await on.services.store.db
    .selectFrom('auditEntry')
    .select('seq')
    .where('districtId', '=', DISTRICT)
    .where('act', '=', act)
    .where('outcome', '=', 'denied')
    .where('accountId', '=', on.accountIds.get(login) ?? '')
    .execute();
  return rows.length;
}

describe('what a list hides is hidden everywhere', () => {
  it('a department sees neither the drafts of another nor rulings about them, in list, item, history, aggregate and export', async () => {
    const { draft, requirement } = on.things;
    const codes = async (login: Login) => ((await on.ask(login, '/requirements')).json() as { items: { code: string }[] }).items.map(({ code }) => code);
    expect((await codes('mz')).filter((code) => code.startsWith('wj'))).toEqual([]);
    expect(await codes('community1')).toEqual(['mz-01', 'mz-03', 'wj-01']);
    for (const login of ['community1', 'street1', 'grid1', 'wj'] as const)
      for (const rest of ['', '/workbook', '/reading', '/burden?year=2026', '/history'])
        expect([403, 404]).toContain((await on.ask(login, `/requirements/${draft.mz}${rest}`)).statusCode);
    const { items } = (await on.ask('wj', '/decisions')).json() as { items: { ruling: unknown }[] };
    expect(JSON.stringify(items)).not.toContain('mz-02');
    expect((await on.ask('wj', `/outputs/${requirement.mz}/2026/${on.unit('001001')}`)).statusCode).toBe(404);
  });

  it('a draft is no output, nor is its form shown to communities by way of one', async () => {
    for (const login of ['community1', 'street1'] as const)
      expect((await on.ask(login, `/outputs/${on.things.draft.mz}/2026/${on.unit('001001')}`)).statusCode).toBe(404);
  });

  it('progress counts the communities that the list shows, and no others', async () => {
    const seen = async (login: Login) => (await on.ask(login, '/progress/2026')).json() as { items: { code: string }[]; counts: { communities: number } };
    for (const [login, codes] of [
      ['street1', ['001001', '001002']],
      ['street2', ['002001']],
      ['community2', ['001002']],
      ['coordinator', ['001001', '001002', '002001']],
    ] as const) {
      const { items, counts } = await seen(login);
      expect(items.map(({ code }) => code)).toEqual(codes);
      expect(counts.communities).toBe(codes.length);
    }
  });
});
