// The short way of saving a section does what the ordinary way does, and its validator judges as `checkValue` and the form's JSON Schema do.
import { Ajv2020 } from 'ajv/dist/2020.js';
import type Library from 'better-sqlite3';
import fc from '../random.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SectionLayout } from '../../api/annual/published.ts';
import { parseStrict } from '../../api/http/json.ts';
import { openStore } from '../../api/storage/database.ts';
import { groupsOf, type Group } from '../../api/storage/group.ts';
import { originsIn, packedOrigins } from '../../api/submissions/origins.ts';
import { plainCells } from '../../api/submissions/plain-cells.ts';
import { acceptValue, NOT_APPLICABLE } from '../../api/submissions/section.ts';
import { compileValidator } from '../../api/submissions/validator.ts';
import { loadFormRules } from '../../forms/lexicon/form.ts';
import { schemaOf } from '../../engine/compile/index.ts';
import type { AnnualForm, AnswerKind, FormQuestion } from '../../engine/model/annual.ts';
import { populated, type Populated } from './populated.ts';
import { DISTRICT } from './rig.ts';
import { onSqlite } from './stores.ts';

const KINDS: readonly AnswerKind[] = ['count', 'decimal', 'date', 'text', 'any'];
const question = (answers: AnswerKind, choices: readonly string[] | null = null): FormQuestion => ({
  item: answers,
  code: `${answers}${choices ? '_choice' : ''}`,
  title: answers,
  words: answers,
  unit: null,
  factor: '1',
  answers,
  choices,
  period: '期末',
  definitions: [],
  neededBy: [],
  sources: [],
});
const QUESTIONS = [...KINDS.map((kind) => question(kind)), question('text', ['主城区', '镇中心区'])];
const SECTION: SectionLayout = { code: 's', title: '人口', frequency: 'annual', questions: QUESTIONS, items: [], positions: new Map() };

/** Whatever JSON can hold, and often what people write. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.nat({ max: 2_000_000_000 }).map((number) => number * 997),
  fc.tuple(fc.nat({ max: 10_000 }), fc.nat({ max: 99 })).map(([whole, part]) => `${whole}.${part}`),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    null,
    '',
    ' ',
    '0',
    -0,
    0,
    1e12,
    999_999_999_999,
    1e15,
    0.1 + 0.2,
    '19.99',
    '1,234',
    '１２',
    '约100',
    NOT_APPLICABLE,
    'n/a',
    '主城区',
    '2026-07',
    '2026-7-1',
    '2026-07-01',
    '长'.repeat(2001),
    '\0',
    'a\ud800',
    'ok',
  ),
);

describe('the validator', () => {
  const validate = compileValidator(SECTION);
  const schemas = schemasOf(SECTION);

  it('takes what the schema and checkValue both take, and 不适用; it keeps what checkValue would', () => {
    fc.assert(
      fc.property(fc.nat({ max: QUESTIONS.length - 1 }), anything, (at, value) => {
        const asked = QUESTIONS[at] ?? question('any');
        const given = QUESTIONS.map((_each, index) => (index === at ? value : null));
        const judged = validate(given, 'zh');
        const fits = value === NOT_APPLICABLE || schemas[at]?.(value) === true;
        const scalar = value === null || typeof value === 'number' || typeof value === 'string' ? value : null;
        const checked = acceptValue(scalar, asked, SECTION);
        expect(judged.kind, JSON.stringify([asked.code, value])).toBe(fits && checked.kind === 'taken' ? 'taken' : 'refused');
        if (judged.kind === 'taken' && checked.kind === 'taken') expect(judged.values[at]).toBe(checked.value);
        if (judged.kind === 'refused') expect(judged.faults).toMatchObject([{ position: at, title: asked.title, why: expect.stringMatching(/./) }]);
      }),
      { numRuns: 3000 },
    );
  });

  it('what it keeps it takes again, unchanged', () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: QUESTIONS.length, maxLength: QUESTIONS.length }), (values) => {
        const once = validate(values, 'zh');
        if (once.kind === 'taken') expect(validate(once.values, 'zh')).toMatchObject({ kind: 'taken', values: once.values });
      }),
      { numRuns: 500 },
    );
  });

  it('wants one value for each question', () => {
    expect(validate([], 'zh')).toMatchObject({ kind: 'refused', faults: [{ position: 0 }] });
    expect(validate([...QUESTIONS, null], 'en').kind).toBe('refused');
  });
});

/** The questions' own nodes in the annual form's schema, compiled. */
function schemasOf({ questions }: SectionLayout): readonly ((value: unknown) => boolean)[] {
  const form: AnnualForm = {
    title: '一张表',
    district: '测试区',
    year: 2026,
    parts: [{ frequency: 'annual', title: '年报', sections: [{ code: 's', title: '人口', blocks: [{ kind: 'list', heading: '', questions }] }] }],
    registers: [],
    checks: [],
    words: loadFormRules().words.zh,
  };
  const { $defs } = schemaOf(form) as unknown as { $defs: Record<string, { properties: Record<string, object> }> };
  const ajv = new Ajv2020({ strict: false });
  return questions.map(({ code }) => {
    const validate = ajv.compile($defs['AnnualS']?.properties[code] ?? false);
    return (value) => validate(value);
  });
}

describe('a save of cells as it is written most often', () => {
  const item = fc.oneof(fc.constantFrom('人口', 'item-1', ''), fc.string({ unit: 'binary', maxLength: 6 }), fc.string());
  const value = fc.oneof(fc.nat(), fc.constantFrom(null, '', '1,234', 'null', '不适用', 1e15, 1e21, -0, -1, 0.5, true, [], {}), fc.string());
  const cell = fc.record({ item, value, origin: fc.constantFrom('t', 'i', 'p', 'x') }, { requiredKeys: ['item', 'value'] });
  const body = fc.record({ baseVersion: fc.oneof(fc.nat(), fc.constantFrom(-1, 0.5, 1e20)), cells: fc.array(cell, { maxLength: 4 }) });
  const marks = fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', ' ', '0', '-', 'e', '\n', '\0', '"item":1,');

  it('is read as it would be otherwise, and what is anything else is left', () => {
    let read = 0;
    fc.assert(
      fc.property(body, fc.nat(), fc.oneof(fc.constant(''), marks), fc.nat({ max: 2 }), (sent, place, mark, cut) => {
        const whole = JSON.stringify(sent);
        const at = place % (whole.length + 1);
        const text = Buffer.from(mark === '' ? whole : whole.slice(0, at) + mark + whole.slice(at + cut)).toString();
        const plain = plainCells(text);
        if (plain === null) return;
        read++;
        expect(plain).toStrictEqual(parseStrict(Buffer.from(text)));
        expect(Object.is(plain.cells[0]?.value, -0)).toBe(false);
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it('needs no other way, whether cells hold numbers, words or blanks', () => {
    const cells = [
      { item: '户籍人口', value: 12, origin: 't' },
      { item: 'b', value: '1,234' },
      { item: 'c', value: null, origin: 'i' },
      { item: 'd', value: '', origin: 'p' },
    ];
    expect(plainCells(JSON.stringify({ baseVersion: 7, cells }))).toStrictEqual({ baseVersion: 7, cells });
    expect(plainCells(JSON.stringify({ cells, baseVersion: 7 }))).toBeNull();
  });
});

describe('marks of origin', () => {
  it('are kept counted, and come back one for each position', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', 't', 't', 'i', 'p')), (marks) => {
        expect(originsIn(packedOrigins(marks))).toEqual(marks);
      }),
    );
    expect(packedOrigins(new Array<string>(300).fill('t'))).toBe('t300');
  });
});

describe('the short way and the ordinary way', () => {
  let on: Populated;
  beforeAll(async () => (on = await populated(onSqlite)));
  afterAll(() => on.close());

  const address = (community: string): string => `/submissions/${on.unit(community)}/2026/sections/${on.things.section}`;
  const save = (answers: readonly unknown[], baseVersion: number, key: string | null = null, login: 'community1' | 'community3' = 'community1') =>
    on.ask(login, address(login === 'community1' ? '001001' : '002001'), {
      method: 'PUT',
      body: { formVersionId: on.things.formVersionId, baseVersion, answers },
      ...(key === null ? {} : { headers: { 'idempotency-key': key } }),
    });

  const type = (answers: readonly unknown[], baseVersion: number, key: string | null = null, login: 'community1' | 'community3' = 'community1') =>
    on.ask(login, address(login === 'community1' ? '001001' : '002001'), {
      method: 'PATCH',
      body: { baseVersion, cells: answers.map((value, index) => ({ item: on.things.items[index], value, ...(index === 0 ? { origin: 'i' } : {}) })) },
      ...(key === null ? {} : { headers: { 'idempotency-key': key } }),
    });

  it('answer alike and leave the same behind, whatever is sent', async () => {
    const cell = fc.oneof(fc.constantFrom(0, 1, 2), fc.constantFrom(null, 1.5, -1, '约1', '不适用', 7));
    let [turn, version] = [0, 1];
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: on.things.items.length, maxLength: on.things.items.length }),
        fc.constantFrom(0, 0, 0, 1, -1),
        fc.boolean(),
        async (answers, off, whole) => {
          // The key of an idempotent request sends it the ordinary way.
          const send = whole ? save : type;
          const short = await send(answers, version + off);
          const ordinary = await send(answers, version + off, `k${turn++}`, 'community3');
          expect(told(short)).toEqual(told(ordinary));
          if (short.statusCode === 200) version = short.json().version;
          expect(await kept('001001')).toEqual(await kept('002001'));
        },
      ),
      { numRuns: 60 },
    );
    expect((await on.ask('auditor', '/audit/chain')).json()).toMatchObject({ broken: null });
  });

  it('the history tells every value that changed, however many, as it was and as it is', async () => {
    const { items } = on.things;
    const value = fc.oneof(fc.nat({ max: 9 }), fc.constant(null));
    // Sometimes one cell, sometimes the whole section, by hand or brought in.
    const changes = fc.uniqueArray(fc.tuple(fc.nat({ max: items.length - 1 }), value, fc.constantFrom('t', 't', 't', 'i')), {
      selector: ([position]) => position,
      minLength: 1,
      maxLength: items.length,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (cells) => {
        const before = await read('001001');
        const sent = cells.map(([position, to, origin]) => ({ item: items[position], value: to, origin }));
        const reply = await on.ask('community1', address('001001'), { method: 'PATCH', body: { baseVersion: before.version, cells: sent } });
        expect(reply.statusCode).toBe(200);
        const expected = cells
          .map(([position, to, origin]) => ({ item: items[position], from: before.answers[position] ?? null, to, origin, was: before.origins[position] ?? '' }))
          .filter(({ from, to, origin, was }) => from !== to || was !== (to === null ? '' : origin))
          .map(({ was: _was, ...change }) => change);
        if (expected.length === 0) return;
        const { items: saves } = (await on.ask('coordinator', `${address('001001')}/history`)).json();
        expect(saves[0].version).toBe(before.version + 1);
        expect(new Set(saves[0].changes)).toEqual(new Set(expected));
      }),
      { numRuns: 60 },
    );
  });

  it('many at once are all kept, each with its entry in an unbroken chain', async () => {
    const [first, other] = [(await read('001001')).version, (await read('002001')).version];
    const answers = on.things.items.map(() => 500);
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        save(
          answers.map((value) => value + index),
          index % 2 === 0 ? first : other,
          null,
          index % 2 === 0 ? 'community1' : 'community3',
        ),
      ),
    );
    const statuses = replies.map(({ statusCode }) => statusCode);
    expect(new Set(statuses)).toEqual(new Set([200, 409]));
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
    expect((await on.ask('auditor', '/audit/chain')).json()).toMatchObject({ broken: null });
  });

  it('the chain holds, too, while entries are added to it', async () => {
    const checks = Array.from({ length: 10 }, () => on.ask('auditor', '/audit/chain'));
    const acts = Array.from({ length: 10 }, () => on.ask('coordinator', '/accounts'));
    await Promise.all([...checks, ...acts]);
    for (const check of checks) expect((await check).json()).toMatchObject({ broken: null });
  });

  it('a request shares its commit with those of the next turn, and waits for no more', async () => {
    const store = openStore(':memory:');
    const groups = groupsOf(store, store.sqlite as Library.Database);
    const joined: Promise<Group | null>[] = [];
    for (let turn = 0; turn < 3; turn++) {
      joined.push(groups.join((group) => group));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const [first, second, third] = await Promise.all(joined);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
    await store.close();
  });

  it('a request that nobody has a connection for, or whose group fails afterwards, takes the ordinary way or is answered', async () => {
    const store = openStore(':memory:');
    const sqlite = store.sqlite as Library.Database;
    sqlite.exec('create table t (n integer) strict');
    const groups = groupsOf(store, sqlite);
    const insert = (group: Group): number => {
      group.afterCommit('fails', () => {
        throw new Error('after the commit');
      });
      return group.sqlite.prepare('insert into t values (1)').run().changes;
    };
    expect(await Promise.all([groups.join(insert), groups.join(insert)])).toEqual([1, 1]);
    expect(sqlite.prepare('select count(*) from t').pluck().get()).toBe(2);
    await store.db.destroy();
    expect(await groups.join(insert)).toBeNull();
    expect(await groups.join(insert)).toBeNull();
  });

  it('a session that ends, an account disabled and a form amended act at once', async () => {
    const answers = on.things.items.map(() => 9);
    const cookie = await on.cookie('community1');
    const send = async () => (await save(answers, (await read('001001')).version)).statusCode;
    expect(await send()).toBe(200);
    const { accountId } = { accountId: on.accountIds.get('community1') ?? '' };
    expect((await on.ask('administrator', `/accounts/${accountId}`, { method: 'PATCH', body: { disabled: true } })).statusCode).toBe(200);
    expect(await send()).toBe(401);
    await on.ask('administrator', `/accounts/${accountId}`, { method: 'PATCH', body: { disabled: false } });
    on.pass(0);
    expect(await send()).toBe(200);
    await on.ask('community1', '/session', { method: 'DELETE' });
    expect(await send()).toBe(401);
    on.pass(0);
    expect(await on.cookie('community1')).not.toBe(cookie);
    expect((await on.ask('community1', `/submissions/${on.unit('001001')}/2026/submit`, { method: 'POST', body: {} })).statusCode).toBe(200);
    expect(await send()).toBe(409);
  });

  async function read(community: string) {
    return (await on.ask('coordinator', address(community))).json();
  }

  /** What is kept, but for who and when. */
  async function kept(community: string): Promise<unknown> {
    const { version, answers, origins } = await read(community);
    const { items } = (await on.ask('coordinator', `${address(community)}/history`)).json() as { items: { version: number; changes: unknown }[] };
    const { db } = on.services.store;
    const acts = await db
      .selectFrom('auditEntry')
      .select('detail')
      .where('districtId', '=', DISTRICT)
      .where('act', 'in', ['section.replace', 'section.save'])
      .where('outcome', '=', 'done')
      .where('target', 'like', `%${on.unit(community)}%`)
      .orderBy('seq')
      .execute();
    return { version, answers, origins, history: items.map((each) => [each.version, each.changes]), acts };
  }

  function told({ statusCode, body, headers }: { statusCode: number; body: string; headers: Record<string, unknown> }): unknown {
    return [statusCode, { ...(JSON.parse(body.replaceAll('community3', 'community1')) as object), instance: '', conflicts: '' }, headers['etag']];
  }
});
