// Feeds: what a department gives stands beside the cells; a community confirms it, and nothing is filled in over a person's head.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previousPeriod } from '../../../api/feeds/beside.ts';
import { admit, place, POPULATION, workbook, type Json, type Place } from './place.ts';

let at: Place;
let sections: { path: string; items: string[] }[] = [];

beforeAll(async () => {
  at = await place();
  await admit(at, 'ga', 'ga-1', await workbook(POPULATION));
  await admit(at, 'mz', 'mz-1', await workbook(POPULATION.replace('平方米 |', '万平方米 |').replace('人口基本情况表', '民政情况表')));
  await at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
  await at.done('coordinator', 'POST /forms/2025/versions', { body: {} });
  sections = await sectionsOf('2026');
});
afterAll(() => at.close());

async function sectionsOf(period: string): Promise<{ path: string; items: string[] }[]> {
  const base = `/submissions/${at.unit('001001')}/${period}`;
  const { sections: listed } = await at.done('community1', `GET ${base}`);
  return Promise.all(
    listed.map(async ({ code }: Json) => {
      const path = `${base}/sections/${code}`;
      return { path, items: (await at.done('community1', `GET ${path}`)).items };
    }),
  );
}

async function itemTitled(words: string): Promise<{ item: string; path: string; position: number }> {
  const { form } = await at.done('community1', 'GET /forms/2026');
  const questions = form.parts[0].sections.flatMap((each: Json) => each.blocks.flatMap((block: Json) => block.questions ?? block.cells.flat().filter(Boolean)));
  const { item } = questions.find((each: Json) => each.sources.some((source: Json) => source.cell === words));
  const section = sections.find(({ items }) => items.includes(item));
  return { item, path: section?.path ?? '', position: section?.items.indexOf(item) ?? -1 };
}

const give = (login: string, values: object[], period = '2026') => at.ask(login, 'POST /feeds', { body: { period, values } });

describe('feeds', () => {
  it('stand beside the cell, and are confirmed with origin p', async () => {
    const { item, path, position } = await itemTitled('C3');
    expect((await give('mz', [{ community: '001001', item, value: 512 }])).statusCode).toBe(201);
    const seen = await at.done('community1', `GET ${path}`);
    expect(seen.answers[position]).toBeNull();
    expect(seen.beside[position]).toMatchObject({ fed: [{ value: 512, department: '民政局' }], last: null });
    const save = (value: number, origin: string, baseVersion: number) =>
      at.ask('community1', `PATCH ${path}`, { body: { baseVersion, cells: [{ item, value, origin }] } });
    expect((await save(513, 'p', seen.version)).json()).toMatchObject({ status: 422, code: 'feed.notFed' });
    const { version } = (await save(512, 'p', seen.version)).json();
    expect((await at.done('community1', `GET ${path}`)).origins[position]).toBe('p');
    await save(0, 't', version);
  });

  it('never overwrite what a person typed, nor choose between departments that differ', async () => {
    const [typed, open, disputed] = [await itemTitled('C3'), await itemTitled('C4'), await itemTitled('C5')];
    for (const { item } of [typed, open, disputed]) await give('mz', [{ community: '001001', item, value: 99 }]);
    await give('ga', [{ community: '001001', item: disputed.item, value: 98 }]);
    for (const path of new Set([typed.path, open.path, disputed.path])) {
      const { version } = await at.done('community1', `GET ${path}`);
      await at.done('community1', `POST ${path}/prefill`, { body: { baseVersion: version, from: 'fed' } });
    }
    const answerOf = async ({ path, position }: { path: string; position: number }) => (await at.done('community1', `GET ${path}`)).answers[position];
    expect(await answerOf(typed)).toBe(0);
    expect(await answerOf(open)).toBe(99);
    expect(await answerOf(disputed)).toBeNull();
  });

  it('by a blank of one’s own form are converted to the item’s unit, exactly', async () => {
    const { path, position } = await itemTitled('C6');
    const own = `mz-1|表1|C6`;
    expect((await give('mz', [{ community: '001001', field: own, value: '0.0325' }])).statusCode).toBe(201);
    expect((await at.done('community1', `GET ${path}`)).beside[position].fed[0].value).toBe(325);
    expect((await give('ga', [{ community: '001001', field: own, value: 1 }])).json()).toMatchObject({ status: 422, code: 'feed.unknown' });
  });

  const faulty: readonly (readonly [{ community: string; item?: string; value: number | null }, number, string])[] = [
    [{ community: '999', item: 'C3', value: 1 }, 422, 'feed.unknown'],
    [{ community: '001001', item: 'nothing', value: 1 }, 422, 'feed.unknown'],
    [{ community: '001001', value: 1 }, 400, 'request.invalid'],
    [{ community: '001001', item: 'C3', value: -3 }, 400, 'request.invalid'],
    [{ community: '001001', item: 'C3', value: null }, 400, 'request.invalid'],
  ];
  it.each(faulty)('%j is refused', async (value, status, code) => {
    const item = value.item === 'C3' ? (await itemTitled('C3')).item : value.item;
    expect((await give('mz', [item === undefined ? value : { ...value, item }])).json()).toMatchObject({ status, code });
  });

  it('are withdrawn by their department alone, and are no community’s business to list', async () => {
    const { item, path, position } = await itemTitled('C4');
    const { feedId } = (await give('ga', [{ community: '001001', item, value: 7 }])).json();
    expect((await at.ask('mz', `DELETE /feeds/${feedId}`)).statusCode).toBe(404);
    expect((await at.ask('community1', 'GET /feeds')).statusCode).toBe(403);
    expect((await at.done('mz', 'GET /feeds')).items.every((each: Json) => each.departmentId === at.unit('mz'))).toBe(true);
    await at.done('ga', `DELETE /feeds/${feedId}`);
    const { fed } = (await at.done('community1', `GET ${path}`)).beside[position];
    expect(fed.map(({ department }: Json) => department)).toEqual(['民政局']);
  });
});

describe('last period', () => {
  it.each([
    ['2026', '2025'],
    ['2026-01', '2025-12'],
    ['2026-Q1', '2025-Q4'],
    ['2026-H2', '2026-H1'],
    ['2026-07', '2026-06'],
  ])('before %s was %s', (period, before) => expect(previousPeriod(period)).toBe(before));

  it('is shown and can be confirmed', async () => {
    const { item, path, position } = await itemTitled('C6');
    const before = path.replace('/2026/', '/2025/');
    await at.done('community1', `PATCH ${before}`, { body: { baseVersion: 0, cells: [{ item, value: 300 }] } });
    const seen = await at.done('community1', `GET ${path}`);
    expect(seen.beside[position].last).toEqual({ period: '2025', value: 300, again: true });
    const { cells } = await at.done('community1', `POST ${path}/prefill`, { body: { baseVersion: seen.version, from: 'last', items: [item] } });
    expect(cells).toEqual([{ item, value: 300 }]);
  });
});

describe('feeds as tables', () => {
  const importAs = (name: string, text: string) => at.ask('mz', 'POST /feeds/import?period=2026', { file: { name, bytes: Buffer.from(text) } });

  it('have a line for each community and a column for each item, own blank or question in words; blank cells are none', async () => {
    const { item, path, position } = await itemTitled('C3');
    const told = await importAs('返还.csv', `社区编码,社区名称,${item},mz-1|表1|C5\n001001,柳岸社区,640,77\n001002,书院社区,,78\n`);
    expect(told.json()).toMatchObject({ values: 3 });
    const { beside } = await at.done('community1', `GET ${path}`);
    expect(beside[position].fed.at(-1)).toMatchObject({ value: 640, department: '民政局' });
  });

  it('name the column or line that is wrong', async () => {
    const { item } = await itemTitled('C3');
    for (const [text, words] of [
      [`社区,${item}\n柳岸社区,3\n`, '社区编码'],
      [`社区编码,没有这一项\n001001,3\n`, '没有这一项'],
      [`社区编码,${item}\n,3\n`, '缺社区编码'],
      [`社区编码,${item}\n009009,3\n`, '009009'],
      [`社区编码,${item}\n001001,约三个\n`, '约三个'],
      [`社区编码,${item}\n001001,\n`, '没有数据'],
      [`社区编码,ga-1|表1|C3\n001001,3\n`, 'ga-1|表1|C3'],
    ] as const) {
      const reply = await importAs('返还.csv', text);
      expect(reply.statusCode, reply.body).toBeGreaterThanOrEqual(400);
      expect(reply.body).toContain(words);
    }
    const other = await at.ask('community1', 'POST /feeds/import?period=2026', { file: { name: 'a.csv', bytes: Buffer.from('x') } });
    expect(other.statusCode).toBe(403);
  });
});
