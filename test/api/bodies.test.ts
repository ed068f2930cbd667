// Nothing is coerced: whatever is wrong with a body, a query or an address is refused with its place and words, and never breaks the server.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from '../random.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyOperation } from '../../api/http/operation.ts';
import { OPERATIONS } from '../../api/operations/index.ts';
import { populated, type Populated } from './populated.ts';
import type { Login } from './rig.ts';
import { hasPostgres, onPostgres, onSqlite } from './stores.ts';
import { TRIALS, type Trial } from './trials.ts';

const BY_ROLE = {
  administrator: 'administrator',
  securityOfficer: 'securityOfficer',
  auditor: 'auditor',
  coordinator: 'coordinator',
  department: 'mz',
  street: 'street1',
  community: 'community1',
  gridWorker: 'grid1',
} as const;

/** Somebody who may. */
function loginFor({ who }: AnyOperation): Login | null {
  const [role] = who === 'anyone' ? [] : who;
  return role ? BY_ROLE[role] : null;
}

interface Sent {
  readonly operation: AnyOperation;
  readonly trial: Trial;
  readonly body: unknown;
}

/** The few that hold what others define: rulings have a schema of their own, rows the columns of the register. */
const OPEN = new Set([
  'decision.create body/ruling',
  'decision.reach body/rulings[]',
  'requirement.tryRuling body/ruling',
  'decision.try body/rulings[]',
  'decision.settle body/rulings[]',
  'register.add body/values',
  'register.change body/values',
]);

it('every object that comes in is closed', () => {
  const open = OPERATIONS.flatMap(({ id, params, query, body }) => [
    ...openIn(params, `${id} params`),
    ...openIn(query, `${id} query`),
    ...openIn(body, `${id} body`),
  ]);
  expect(open.filter((place) => !OPEN.has(place))).toEqual([]);
});

function openIn(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const {
    type,
    additionalProperties,
    properties = {},
    items,
    anyOf = [],
  } = schema as { type?: unknown; additionalProperties?: unknown; properties?: object; items?: unknown; anyOf?: unknown[] };
  const inner = [
    ...Object.entries(properties).map(([key, each]) => openIn(each, `${at}/${key}`)),
    openIn(items, `${at}[]`),
    ...anyOf.map((each) => openIn(each, at)),
  ].flat();
  return type === 'object' && additionalProperties !== false ? [at, ...inner] : inner;
}

const WITH_BODY: readonly (readonly [string, AnyOperation])[] = OPERATIONS.filter(({ body }) => body !== undefined).map((operation) => [
  operation.id,
  operation,
]);

describe.each([
  { name: onSqlite.name, under: onSqlite, there: true },
  { name: onPostgres.name, under: onPostgres, there: hasPostgres },
])('$name', ({ under, there }) => {
  let on: Populated;
  beforeAll(async () => {
    if (there) on = await populated(under);
  });
  afterAll(() => (there ? on.close() : undefined));

  const send = async ({ operation, trial }: Pick<Sent, 'operation' | 'trial'>, payload: string | Buffer, headers: Record<string, string> = {}) =>
    on.ask(loginFor(operation), trial.path(on, 'mz'), { method: operation.method, body: payload, headers: { 'x-forwarded-for': '10.0.0.1', ...headers } });

  const expectRefused = (reply: { statusCode: number; body: string }, story: string): void => {
    expect(reply.statusCode, `${story}: ${reply.body.slice(0, 300)}`).toBeGreaterThanOrEqual(400);
    expect(reply.statusCode, `${story}: ${reply.body.slice(0, 300)}`).toBeLessThan(500);
    expect(JSON.parse(reply.body), story).toMatchObject({
      title: expect.stringMatching(/./),
      status: reply.statusCode,
      code: expect.stringMatching(/\./),
      instance: expect.any(String),
    });
  };

  describe.each(WITH_BODY)('%s', (id, operation) => {
    const right = (): { trial: Trial; body: Record<string, unknown> } => {
      const trial = TRIALS[id];
      if (!trial) throw new Error(`Say in test/api/trials.ts how to try ${id}.`);
      return { trial, body: (trial.wish?.(on, 'mz').body ?? {}) as Record<string, unknown> };
    };

    it.skipIf(!there)('refuses what is not JSON as it must be', async () => {
      const { trial, body } = right();
      const text = JSON.stringify({ ...body, surprise: 1 });
      const bad: readonly (readonly [string, string | Buffer])[] = [
        ['an unknown key', text],
        ['a key twice', `{"a":1,${text.slice(1, -1)},"a":2}`],
        ['a key twice, spelled another way', String.raw`{"a":1,"\u0061":2}`],
        ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
        ['GBK', Buffer.from([0x7b, 0x22, 0x6e, 0x22, 0x3a, 0x22, 0xd6, 0xd0, 0x22, 0x7d])],
        ['no object', '[]'],
        ['a number', '1'],
        ['null', 'null'],
        ['text that ends early', text.slice(0, -1)],
        ['nothing', ''],
        ['a megabyte of brackets', '['.repeat(1_000_000)],
        ['a megabyte of objects', '{"a":'.repeat(200_000)],
        ['a prototype', '{"__proto__":{"x":1}}'],
        ['NaN', '{"a":NaN}'],
      ];
      for (const [story, payload] of bad) expectRefused(await send({ operation, trial }, payload), `${id}, ${story}`);
      expectRefused(await send({ operation, trial }, 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }), `${id}, a form`);
      expectRefused(await send({ operation, trial }, text, { 'content-type': 'text/plain' }), `${id}, plain text`);
    });

    it.skipIf(!there)('refuses or takes whatever is put in a place, and never breaks', async () => {
      const { trial, body } = right();
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...Object.keys(body), ...Object.keys(body), 'other'), fc.jsonValue({ maxDepth: 3 }), async (key, value) => {
          const reply = await send({ operation, trial }, JSON.stringify({ ...body, [key]: value }));
          expect(reply.statusCode, `${id} ${key} ${JSON.stringify(value)} ${reply.body}`).toBeLessThan(500);
          if (reply.statusCode >= 400) expectRefused(reply, id);
        }),
        { numRuns: 25 },
      );
    });

    it.skipIf(!there)('takes no NUL, no half of a character and no text where a number belongs', async () => {
      const { trial, body } = right();
      for (const [path, value] of placesIn(body)) {
        const wrong =
          typeof value === 'string'
            ? [`${value}\0`, `${value}\ud800`, `\udc00${value}`, 1, true, null, [value], { value }]
            : typeof value === 'number'
              ? [String(value), true, [value], '']
              : [];
        for (const each of wrong) {
          const reply = await send({ operation, trial }, JSON.stringify(put(body, path, each)));
          if (typeof each === 'string' && /[\0\ud800-\udfff]/.test(each)) expectRefused(reply, `${id} ${path.join('.')} ${JSON.stringify(each)}`);
          expect(reply.statusCode, `${id} ${path.join('.')} ${JSON.stringify(each)} ${reply.body}`).toBeLessThan(500);
        }
      }
    });
  });

  it.skipIf(!there)('refuses what is wrong in addresses and queries', async () => {
    for (const path of [
      '/units?kind=planet',
      '/units?kind=street&kind=grid',
      '/units?nonsense=1',
      '/units?on=2026-02-30',
      '/requirements?state=%00',
      '/requirements/%00',
      '/requirements/..%2f..',
      `/requirements/${'a'.repeat(101)}`,
      '/forms/99999',
      '/forms/2026%00',
      '/progress/2026-13',
      '/progress/%F0%28%8C%28',
      '/audit?limit=0',
      '/audit?limit=1e3',
      `/audit?after=${'9'.repeat(200)}`,
      `/audit?after=${Buffer.from('["\\u0000"]').toString('base64url')}`,
      `/requirements?after=${Buffer.from('["a","b"]').toString('base64url')}`,
      '/audit?act=%00',
      '/audit?from=%ED%A0%80',
      '/nowhere',
    ]) {
      const login = path.startsWith('/audit') ? 'auditor' : 'coordinator';
      const reply = await on.ask(login, path);
      expect(reply.statusCode, `${path}: ${reply.body}`).toBeLessThan(500);
      expectRefused(reply, path);
    }
    expectRefused(
      await on.ask('coordinator', '/deadlines/2027', {
        method: 'PUT',
        body: { dueAt: '2027-03-01T00:00:00Z', reason: '制度' },
        headers: { 'idempotency-key': 'a\u0001' },
      }),
      'a key with a control character',
    );
  });

  it.skipIf(!there)('every reply is as its schema says', async () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    for (const operation of OPERATIONS) {
      const trial = TRIALS[operation.id];
      if (!trial || operation.download || operation.who === 'anyone') continue;
      const reply = await on.ask(loginFor(operation), trial.path(on, 'mz'), { method: operation.method, ...trial.wish?.(on, 'mz') });
      if (reply.statusCode >= 400) expectRefused(reply, operation.id);
      else {
        expect(reply.statusCode).toBe(operation.status ?? 200);
        const validate = ajv.compile(operation.reply);
        expect(validate(reply.json()), `${operation.id}: ${ajv.errorsText(validate.errors)} ${reply.body.slice(0, 300)}`).toBe(true);
      }
      if (operation.id === 'session.end') on.pass(0);
    }
  });
});

/** Every place in a body that holds a plain value. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly [readonly string[], unknown])[] {
  if (value === null || typeof value !== 'object') return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]));
}

function put(value: unknown, [key, ...rest]: readonly string[], content: unknown): unknown {
  if (key === undefined) return content;
  if (Array.isArray(value)) return value.map((each, index) => (String(index) === key ? put(each, rest, content) : each));
  const record = value as Record<string, unknown>;
  return { ...record, [key]: put(record[key], rest, content) };
}
