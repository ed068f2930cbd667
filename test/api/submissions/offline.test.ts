// Workbooks that a community brings: its annual form, which changes nothing when it comes back as it went out, whatever was answered; and forms
// once filled for a department, which belong to a period and to somebody.
import ExcelJS from 'exceljs';
import fc from '../../random.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admit, place, workbook, type Json, type Place } from '../server/place.ts';

const BASICS = `
| 社区基本情况表 | ~ | ~ |
| 指标 | 计量单位 | 数量 |
| 常住人口 | 人 | |
| 社区办公用房面积 | 万平方米 | |
| 辖区总面积 | 平方公里 | |
| 社区成立日期 | — | |
| 社区地址 | — | |
| 吾乡之奇 | — | |`;

const MONTHLY = `
| 高龄津贴发放月报表 | ~ | ~ |
| 社区名称 | | |
| 指标 | 计量单位 | 数量 |
| 享受高龄津贴人数 | 人 | |
| 高龄津贴发放金额 | 元 | |`;

const QUARTERLY = `
| 安全生产检查季报表 | ~ | ~ |
| 填报单位:________ | | |
| 指标 | 计量单位 | 数量 |
| 检查企业数 | 家 | |
| 发现隐患数 | 处 | |`;

const WITH_TOTAL = `
| 持证残疾人月报表 | ~ | ~ |
| 指标 | 计量单位 | 数量 |
| 持证残疾人 | 人 | |
| 男性持证残疾人 | 人 | |
| 女性持证残疾人 | 人 | |`;

const WORDS = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom<(number | string)[]>('00571', '1234567890123456789', '=1+1', '1e5', ' 石\n桥 ', '石\r\n桥', '_x0041_', '<&>', '50%', 4.32, '19.3243'),
);

/** By what a question is answered with: what people write there, and other systems send. */
const WRITTEN: Readonly<Record<string, fc.Arbitrary<number | string>>> = {
  count: fc.oneof(fc.nat(), fc.constantFrom('１２３', '1,234', 999_999_999_999, '不适用')),
  decimal: fc.oneof(
    fc.nat(99_999_999).map((digits) => digits / 10_000),
    fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => Number(value.toFixed(8))),
    fc.constantFrom(0.1 + 0.2, '19.3243', '4.320', '007.50', 1e-7, '999999999999.12345678', 'n/a'),
  ),
  date: fc.constantFrom('2012-07', '2012年7月1日', '2012.7.1'),
  text: WORDS,
  any: fc.oneof(fc.nat(), WORDS),
};

let at: Place;
let questions: readonly Json[];
beforeAll(async () => {
  at = await place();
  await admit(at, 'ga', 'ga-1', await workbook(BASICS));
  await admit(at, 'mz', 'mz-1', await workbook(MONTHLY), 'monthly');
  await admit(at, 'mz', 'mz-2', await workbook(QUARTERLY), 'quarterly');
  await admit(at, 'mz', 'mz-3', await workbook(WITH_TOTAL), 'monthly');
  await at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
  const { form } = await at.done('community1', 'GET /forms/2026');
  questions = form.parts
    .find(({ frequency }: Json) => frequency === 'annual')
    .sections.flatMap(({ code, blocks }: Json) => blocks.flatMap((block: Json) => block.questions.map((each: Json) => ({ ...each, code }))));
});
afterAll(() => at.close());

it('what is downloaded and uploaded unchanged differs in no cell', async () => {
  expect(new Set(questions.map(({ answers }) => answers))).toEqual(new Set(Object.keys(WRITTEN)));
  const community = at.unit('001001');
  const answered = fc.tuple(...questions.map(({ answers }) => WRITTEN[answers] ?? fc.constant('')));
  await fc.assert(
    fc.asyncProperty(answered, async (values) => {
      let blank = 0;
      for (const [index, { code, item }] of questions.entries()) {
        const path = `/submissions/${community}/2026/sections/${code}`;
        const { version } = await at.done('community1', `GET ${path}`);
        const save = (value: unknown) => at.ask('community1', `PATCH ${path}`, { body: { baseVersion: version, cells: [{ item, value }] } });
        const reply = await save(values[index]);
        if (reply.statusCode !== 200) await save(null);
        const { cells } = reply.json();
        const kept = reply.statusCode !== 200 ? null : cells.length > 0 ? cells[0].value : values[index];
        if (kept === null) blank += 1;
      }
      const { rawPayload } = await at.ask('community1', `GET /communities/${community}/years/2026/workbook`);
      const file = { name: '一张表.xlsx', bytes: rawPayload };
      const told = await at.done('community1', `POST /communities/${community}/years/2026/compare?period=2026`, { file });
      expect(told).toEqual({ requirement: null, otherCommunity: null, cells: [], same: questions.length - blank, left: 0, problems: [] });
    }),
    { numRuns: 60 },
  );
});

describe('a form filled for a department', () => {
  const compare = async (picture: string, period: string, cells: Readonly<Record<string, number | string>>) => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await workbook(picture)) as never);
    for (const page of book.worksheets) for (const [cell, value] of Object.entries(cells)) page.getCell(cell).value = value;
    const file = { name: '月报.xlsx', bytes: new Uint8Array(await book.xlsx.writeBuffer()) };
    return (await at.ask('community1', `POST /communities/${at.unit('001001')}/years/2026/compare?period=${period}`, { file })).json();
  };

  it.each([
    [MONTHLY, '2026-Q3', ['2026-07', '2026-08', '2026-09'], '每月'],
    [BASICS, '2026-10', ['2026'], '每年'],
    [QUARTERLY, '2026-10', ['2026-Q4'], '每季'],
  ])('that is reported at another frequency is sent to its own periods', async (picture, period, periods, frequency) => {
    const told = await compare(picture, period, { C4: 12 });
    expect(told).toMatchObject({ status: 422, code: 'offline.otherFrequency', periods });
    expect(told.title).toContain(`${frequency}报一次`);
  });

  it.each(['柳岸社区', '望江街道柳岸社区居委会', '柳岸'])('that says %s is taken for this community’s', async (name) => {
    expect(await compare(MONTHLY, '2026-10', { B2: name, C4: 12 })).toMatchObject({ otherCommunity: null, cells: [{ period: '2026-10', file: 12 }] });
    expect(await compare(QUARTERLY, '2026-Q4', { A2: `填报单位:${name}`, C4: 12 })).toMatchObject({ otherCommunity: null, cells: [{ file: 12 }] });
  });

  it('says how many of its filled blanks are not taken: a total follows from its parts', async () => {
    const told = await compare(WITH_TOTAL, '2026-10', { C3: 12, C4: 5, C5: 7 });
    expect(told).toMatchObject({ same: 0, left: 1, problems: [] });
    expect(told.cells).toHaveLength(2);
  });

  it('that names nobody is taken for this community’s', async () => {
    expect(await compare(QUARTERLY, '2026-Q4', { C4: 12 })).toMatchObject({ otherCommunity: null, cells: [{ file: 12 }] });
  });

  it('that says another community is told so, in its own words', async () => {
    expect(await compare(MONTHLY, '2026-10', { B2: '书院社区', C4: 12 })).toMatchObject({ otherCommunity: '书院社区', cells: [{ file: 12 }] });
    expect(await compare(QUARTERLY, '2026-Q4', { A2: '填报单位:书院社区', C4: 12 })).toMatchObject({ otherCommunity: '书院社区' });
  });
});
