// What stands beside a question that need not be counted again: what the own register tells at the period's end, and what held last period — not what happened in it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDigit } from '../../../engine/check/identity.ts';
import { admit, place, ROSTER, workbook, type Json, type Place } from './place.ts';

const QUARTER = `
| 社会救助季报 | ~ | ~ |
| 指标 | 计量单位 | 数量 |
| 低保对象 | 人 | |
| 走访入户 | 次 | |`;

let at: Place;
const ID = (order: number): string => ((digits) => digits + checkDigit(digits))(`11010519491231${String(order).padStart(3, '0')}`);

beforeAll(async () => {
  at = await place();
  await admit(at, 'mz', 'mz-1', await workbook(ROSTER));
  await admit(at, 'mz', 'mz-2', await workbook(QUARTER.replace('季报', '年报').replace('| 走访入户 | 次 | |', '')));
  await admit(at, 'ga', 'ga-1', await workbook(QUARTER), 'quarterly');
  await at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
});
afterAll(() => at.close());

async function beside(
  period: string,
  words: RegExp,
  login = 'community1',
  unit = '001001',
): Promise<{ path: string; item: string; version: number; beside: Json }> {
  const { form } = await at.done(login, 'GET /forms/2026');
  for (const { code, blocks } of form.parts.find(({ frequency }: Json) => frequency === 'quarterly').sections)
    for (const question of blocks.flatMap((block: Json) => block.questions ?? block.cells.flat().filter(Boolean)))
      if (words.test(question.words)) {
        const path = `/submissions/${at.unit(unit)}/${period}/sections/${code}`;
        const read = await at.done(login, `GET ${path}`);
        return { path, item: question.item, version: read.version, beside: read.beside[read.items.indexOf(question.item)] };
      }
  throw new Error(`Nobody asks ${words.source}.`);
}

describe('the own register', () => {
  it('tells nothing as long as nobody stands on the roster', async () => {
    expect((await beside('2026-Q1', /低保/u)).beside.counted).toBeNull();
  });

  it('says of a number that it is 0 only because nobody stands on its roster', async () => {
    const counts = async (): Promise<Json[]> => (await at.done('community2', `GET ${register}/counts`)).items;
    const register = `/registers/${at.unit('001002')}/person`;
    expect(await counts()).toContainEqual(expect.objectContaining({ value: null, nobody: false }));
    const { row } = await at.done('community2', `POST ${register}/rows`, { body: { values: { name: '乙' }, month: '2026-01' } });
    expect(await counts()).toContainEqual(expect.objectContaining({ value: '0', nobody: true }));
    const [{ memberships }] = (await at.done('community2', `GET /registers/${at.unit('001002')}`)).items;
    const values = { [memberships[0].membership]: true };
    await at.done('community2', `PATCH ${register}/rows/${row.rowId}`, { body: { values, month: '2026-01' }, headers: { 'if-match': '"1"' } });
    expect(await counts()).toContainEqual(expect.objectContaining({ value: '1', nobody: false }));
  });

  it('tells who was on the roster when the period ended, and may be confirmed', async () => {
    const register = `/registers/${at.unit('001001')}`;
    const [{ memberships, title }] = (await at.done('community1', `GET ${register}`)).items;
    const on = memberships[0].membership;
    for (const [order, month] of ['2026-01', '2026-02', '2026-05'].entries())
      await at.done('community1', `POST ${register}/person/rows`, { body: { values: { name: `甲${order}`, idCard: ID(order + 101), [on]: true }, month } });
    expect((await beside('2026-Q1', /低保/u)).beside.counted).toEqual({ value: 2, register: title, month: '2026-03' });
    const { path, item, version, beside: now } = await beside('2026-Q2', /低保/u);
    expect(now.counted).toMatchObject({ value: 3, month: '2026-06' });
    const take = (value: number) => at.ask('community1', `PATCH ${path}`, { body: { baseVersion: version, cells: [{ item, value, origin: 'p' }] } });
    expect((await take(4)).json().code).toBe('feed.notFed');
    expect((await take(3)).statusCode).toBe(200);
  });
});

describe('that there is none', () => {
  const register = (): string => `/registers/${at.unit('002001')}`;
  const said = async (): Promise<Json[]> => (await at.done('community3', `GET ${register()}`)).items[0].none;
  const counted = async (): Promise<Json> => (await beside('2026-Q3', /低保/u, 'community3', '002001')).beside.counted;
  const count = async (): Promise<Json> => (await at.done('community3', `GET ${register()}/person/counts`)).items[0];
  const say = (body: Json) => at.ask('community3', `POST ${register()}/person/none`, { body });

  it('is said of an empty register: then its numbers are 0, and offered', async () => {
    expect([await counted(), (await count()).value]).toEqual([null, null]);
    expect((await say({ membership: null, month: '2026-08' })).statusCode).toBe(201);
    expect(await said()).toEqual([expect.objectContaining({ membership: null, month: '2026-08' })]);
    expect(await counted()).toMatchObject({ value: 0, month: '2026-09' });
    expect(await count()).toMatchObject({ value: '0', nobody: false });
    expect((await beside('2026-Q2', /低保/u, 'community3', '002001')).beside.counted).toBeNull();
  });

  it('begins when it was said first: to begin it later, it is taken back', async () => {
    expect((await say({ membership: null, month: '2026-09' })).json().code).toBe('state.wrong');
    expect(await said()).toEqual([expect.objectContaining({ membership: null, month: '2026-08' })]);
  });

  it('is taken back, and both stand in the log', async () => {
    await at.done('community3', `POST ${register()}/person/none/withdrawal`, { body: { membership: null } });
    expect([await said(), await counted()]).toEqual([[], null]);
    expect((await at.done('community3', `GET ${register()}/person/log`)).items.map(({ what, who }: Json) => [what, who])).toEqual([
      ['noneTakenBack', 'community3的人'],
      ['none', 'community3的人'],
    ]);
    expect((await at.ask('community3', `POST ${register()}/person/none/withdrawal`, { body: { membership: null } })).json().code).toBe('state.wrong');
  });

  it('is said of one roster, and a row on it outdoes it', async () => {
    const [{ memberships }] = (await at.done('community3', `GET ${register()}`)).items;
    const { membership } = memberships[0];
    await say({ membership, month: '2026-01' });
    expect([await counted(), (await count()).value]).toEqual([expect.objectContaining({ value: 0 }), '0']);
    await at.done('community3', `POST ${register()}/person/rows`, { body: { values: { name: '丙', [membership]: true }, month: '2026-09' } });
    expect(await counted()).toMatchObject({ value: 1 });
    expect((await say({ membership })).json().code).toBe('register.notEmpty');
    expect((await say({ membership: null })).json().code).toBe('register.notEmpty');
    expect((await say({ membership: 'on mz-9|表|1' })).statusCode).toBe(404);
  });
});

describe('last period', () => {
  it('is offered for what may hold still, and only shown for what happened in it', async () => {
    for (const [words, again] of [
      [/低保/u, true],
      [/走访/u, false],
    ] as const) {
      const { path, item, version } = await beside('2026-Q3', words);
      await at.done('community1', `PATCH ${path}`, { body: { baseVersion: version, cells: [{ item, value: 7 }] } });
      expect((await beside('2026-Q4', words)).beside.last).toEqual({ period: '2026-Q3', value: 7, again });
    }
    const { path, item, version } = await beside('2026-Q4', /走访/u);
    const prefill = (items?: string[]) =>
      at.done('community1', `POST ${path}/prefill`, { body: { baseVersion: version, from: 'last', ...(items ? { items } : {}) } });
    expect((await prefill()).cells.map((cell: Json) => cell.item)).not.toContain(item);
  });
});
