// A plain fact is asked once a year, on the annual form; a quarterly form that prints it takes it from there. Until the annual form is filled in that far, that is told of
// the annual form, and nobody is said to lack anything of the quarter.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { admit, place, workbook, type Json, type Place } from './place.ts';

const QUARTER = `
| 市容环卫季报 | ~ | ~ |
| 指标 | 计量单位 | 数量 |
| 公共厕所 | 座 | |
| 走访入户 | 次 | |`;

let at: Place;
let requirement: string;
const output = (where: string): Promise<Json> => at.done('mz', `GET /outputs/${requirement}/2026-Q2/${where}`);

/** Answers every question of the period. */
async function tell(login: string, unit: string, period: string, value: number): Promise<void> {
  for (const { code } of (await at.done(login, `GET /submissions/${at.unit(unit)}/${period}`)).sections) {
    const path = `/submissions/${at.unit(unit)}/${period}/sections/${code}`;
    const { items, version } = await at.done(login, `GET ${path}`);
    await at.done(login, `PATCH ${path}`, { body: { baseVersion: version, cells: items.map((item: string) => ({ item, value })) } });
  }
}

beforeAll(async () => {
  at = await place();
  requirement = await admit(at, 'mz', 'mz-1', await workbook(QUARTER), 'quarterly');
  await at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
  await tell('community1', '001001', '2026-Q2', 3);
});
afterAll(() => at.close());

it('the community has filled in its quarter, and its form says what it awaits', async () => {
  const { items } = await at.done('street1', 'GET /reviews/2026-Q2');
  expect(items.find(({ code }: Json) => code === '001001')).toMatchObject({ asked: 1, answered: 1 });
  const own = await output(at.unit('001001'));
  expect(own).toMatchObject({ complete: false, missing: [], incompleteCells: [{ cell: 'C3', missing: 1, awaits: '2026' }] });
  expect(own.problems.join()).toContain('取自 2026 的表');
});

it('a sum names who lacks something of the quarter, and apart from them what awaits the year', async () => {
  const all = await output('district');
  expect(all.missing.map(({ code }: Json) => code)).toEqual(['001002', '002001']);
  expect(all.incompleteCells).toEqual([
    { sheet: '表1', cell: 'C3', missing: 3, awaits: '2026' },
    { sheet: '表1', cell: 'C4', missing: 2, awaits: null },
  ]);
  expect(all.problems.join()).toContain('C3取自 2026 的表,3 个社区');
});

it('what stands on the annual form is taken as soon as it is there, handed in or not', async () => {
  await tell('community1', '001001', '2026', 5);
  const own = await output(at.unit('001001'));
  expect(own).toMatchObject({ missing: [], incompleteCells: [], provisional: true });
  expect(own.sheets[0].cells).toContainEqual(expect.objectContaining({ cell: 'C3', value: 5 }));
});
