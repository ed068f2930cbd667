// A revised version of the form asks something more often than the one before. What was accepted for periods that are past stays on the departments' forms, approved
// as it was, with who saved it; what really goes is told before publishing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { questionsIn } from '../../../engine/compile/index.ts';
import { admit, place, ROSTER, workbook, type Json, type Place } from './place.ts';

const QUARTER = `
| 民政统计季报表 | ~ | ~ |
| 指标 | 计量单位 | 数量 |
| 户籍人口 | 人 | |
| 特困供养人员 | 人 | |
| 矛盾纠纷调解 | 件 | |
| 特困供养人员占户籍人口比重 | % | |`;
const HALF = `
| 综合情况半年报 | ~ | ~ |
| 指标 | 计量单位 | 数量 |
| 特困供养人员 | 人 | |
| 矛盾纠纷调解 | 件 | |`;
const YEAR = HALF.replace('半年报', '年报');
const MONTH = HALF.replace('半年报', '月报');
const COMMUNITIES = [
  ['community1', '001001', 'street1'],
  ['community2', '001002', 'street1'],
  ['community3', '002001', 'street2'],
] as const;
type Community = (typeof COMMUNITIES)[number];

let at: Place;
const ids: Record<string, string> = {};
beforeAll(async () => {
  at = await place();
  ids.quarter = await admit(at, 'mz', 'mz-1', await workbook(QUARTER), 'quarterly');
  ids.half = await admit(at, 'ga', 'ga-1', await workbook(HALF), 'half-yearly');
  ids.year = await admit(at, 'ga', 'ga-2', await workbook(YEAR), 'annual');
  ids.roster = await admit(at, 'mz', 'mz-3', await workbook(ROSTER), 'quarterly');
  await publish();
  for (const community of COMMUNITIES) {
    await handIn(community, '2026-Q1', 10);
    await handIn(community, '2026-Q2', 20);
  }
});
afterAll(() => at.close());

const publish = (): Promise<Json> => at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
const output = (form: string, period: string, where = 'district'): Promise<Json> =>
  at.done('coordinator', `GET /outputs/${ids[form]}/${period}/${at.unit(where)}`);
/** Cell → value. */
const cells = ({ sheets }: Json): Json => Object.fromEntries(sheets.flatMap((sheet: Json) => sheet.cells).map(({ cell, value }: Json) => [cell, value]));
const pathOf = (code: string, period: string): string => `/submissions/${at.unit(code)}/${period}`;

/** Answers what is asked for the period by its words: 1000 people, `base` of them 特困, one case more than that. */
async function answer([login, code]: Community, period: string, base: number): Promise<void> {
  const { form } = await at.done(login, 'GET /forms/2026');
  const questions = form.parts.flatMap((part: Json) => part.sections).flatMap(questionsIn);
  const titles = new Map<string, string>(questions.map(({ item, title }: Json) => [item, title]));
  const value = (title = ''): number => (title.includes('特困') ? base : title.includes('调解') ? base + 1 : 1000);
  for (const section of (await at.done(login, `GET ${pathOf(code, period)}`)).sections) {
    const path = `${pathOf(code, period)}/sections/${section.code}`;
    const { items, version } = await at.done(login, `GET ${path}`);
    await at.done(login, `PATCH ${path}`, { body: { baseVersion: version, cells: items.map((item: string) => ({ item, value: value(titles.get(item)) })) } });
  }
}

async function submit([login, code, street]: Community, period: string): Promise<void> {
  await at.done(login, `POST ${pathOf(code, period)}/submit`, { body: {} });
  await at.done(street, `POST ${pathOf(code, period)}/approve`, { body: {} });
}

async function handIn(community: Community, period: string, base: number): Promise<void> {
  await answer(community, period, base);
  await submit(community, period);
}

describe('what was asked by the quarter and is asked by the month now', () => {
  const PAST = [
    ['quarter', '2026-Q1'],
    ['quarter', '2026-Q2'],
    ['half', '2026-H1'],
    ['roster', '2026-Q1'],
  ] as const;
  const past = (where: string): Promise<Json[]> => Promise.all(PAST.map(([form, period]) => output(form, period, where)));

  it('stays on every form of a past period as it was: its numbers, complete, and approved', async () => {
    const before = [await past('district'), await past('001001'), await past(at.unit('001'))];
    expect(before[0]?.map(cells).slice(0, 3)).toEqual([
      { C3: 3000, C4: 30, C5: 33, C6: 1 },
      { C3: 3000, C4: 60, C5: 63, C6: 2 },
      { C3: 60, C4: 96 },
    ]);
    expect(before[0]?.map(({ provisional, complete }) => [provisional, complete])).toEqual([
      [false, true],
      [false, true],
      [false, true],
      [false, true],
    ]);
    await admit(at, 'mz', 'mz-2', await workbook(MONTH), 'monthly');
    const { change, lost } = await at.done('coordinator', 'GET /forms/2026/pending');
    expect(change.removed.map(({ frequency }: Json) => frequency)).toEqual(['quarterly', 'quarterly']);
    expect(lost).toEqual([]);
    await publish();
    expect([await past('district'), await past('001001'), await past(at.unit('001'))]).toEqual(before);
  });

  it('is told with the answer that it comes from and who saved it', async () => {
    const lineage = await at.done('coordinator', `GET /outputs/${ids.half}/2026-H1/${at.unit('001001')}/lineage?sheet=表1&cell=C4`);
    expect(lineage).toMatchObject({ value: '32', state: 'number', provisional: false });
    expect(lineage.parts.map(({ period, total, communities }: Json) => [period, total, communities[0].save.who])).toEqual([
      ['2026-Q1', '11', 'community1的人'],
      ['2026-Q2', '21', 'community1的人'],
    ]);
    const sum = await at.done('coordinator', `GET /outputs/${ids.quarter}/2026-Q1/district/lineage?sheet=表1&cell=C4`);
    expect(sum).toMatchObject({ value: '30', state: 'number', provisional: false, parts: [{ period: '2026-Q1', total: '30' }] });
  });

  it('goes into the year with the months that came after', async () => {
    const [first] = COMMUNITIES;
    for (const month of ['07', '08', '09', '10', '11', '12']) await answer(first, `2026-${month}`, 30);
    const own = await output('year', '2026', '001001');
    expect(cells(own)).toEqual({ C3: 30, C4: 11 + 21 + 6 * 31 });
    expect(own).toMatchObject({ complete: false, missing: [], provisional: true });
    expect(own.waitingFor.map(({ period }: Json) => period)).toEqual(['2026-07', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12']);
    const all = await output('year', '2026');
    expect(cells(all)).toEqual({ C3: 30, C4: 218 });
    expect(all.missing.map(({ code }: Json) => code)).toEqual(['001002', '002001']);
  });

  it('stays when the quarter is given back, corrected elsewhere and approved again', async () => {
    const [, second] = COMMUNITIES;
    const [login, code, street] = second;
    await at.done(street, `POST ${pathOf(code, '2026-Q1')}/return`, { body: { reason: '户籍人口请核对' } });
    const { sections } = await at.done(login, `GET ${pathOf(code, '2026-Q1')}`);
    for (const section of sections) {
      const path = `${pathOf(code, '2026-Q1')}/sections/${section.code}`;
      const { items, version } = await at.done(login, `GET ${path}`);
      await at.done(login, `PATCH ${path}`, { body: { baseVersion: version, cells: items.map((item: string) => ({ item, value: 2000 })) } });
    }
    await submit(second, '2026-Q1');
    const all = await output('quarter', '2026-Q1');
    expect(cells(all)).toEqual({ C3: 4000, C4: 30, C5: 33, C6: 0.75 });
    expect(all).toMatchObject({ provisional: false, complete: true });
  });

  it('gives way to what the community answers for the months themselves, once that is approved', async () => {
    const [, , third] = COMMUNITIES;
    const before = await output('quarter', '2026-Q1');
    for (const month of ['01', '02', '03']) await answer(third, `2026-${month}`, 4);
    expect(await output('quarter', '2026-Q1')).toEqual(before);
    for (const month of ['01', '02', '03']) await submit(third, `2026-${month}`);
    const all = await output('quarter', '2026-Q1');
    expect(cells(all)).toMatchObject({ C4: 10 + 10 + 4, C5: 11 + 11 + 3 * 5 });
    expect(all).toMatchObject({ provisional: false, complete: true, waitingFor: [] });
  });
});

describe('what goes', () => {
  it('is told before publishing, by form and period', async () => {
    await at.done('ga', `POST /requirements/${ids.half}/revise`, { body: {} });
    await at.done('ga', `PUT /requirements/${ids.half}/workbook`, {
      file: { name: 'new.xlsx', bytes: await workbook(HALF.replace('| 矛盾纠纷调解 | 件 | |', '| 公共厕所 | 座 | |')) },
    });
    await at.done('ga', `POST /requirements/${ids.half}/submit`, { body: {} });
    await at.done('coordinator', `POST /requirements/${ids.half}/admit`, { body: {} });
    const { lost } = await at.done('coordinator', 'GET /forms/2026/pending');
    expect(lost).toEqual([{ requirement: 'ga-1', title: 'ga-1', periods: ['2026-H1'], cells: 1 }]);
  });
});
