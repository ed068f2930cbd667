// The annual form out as a workbook and back: what comes back as it went out changes nothing, whatever was answered.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
  await at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
  const { form } = await at.done('community1', 'GET /forms/2026');
  questions = form.parts[0].sections.flatMap(({ code, blocks }: Json) =>
    blocks.flatMap((block: Json) => block.questions.map((each: Json) => ({ ...each, code }))),
  );
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
        const kept = reply.statusCode === 200 ? reply : await save(null);
        if (kept.json().cells[0].value === null) blank += 1;
      }
      const { rawPayload } = await at.ask('community1', `GET /communities/${community}/years/2026/workbook`);
      const file = { name: '一张表.xlsx', bytes: rawPayload };
      const told = await at.done('community1', `POST /communities/${community}/years/2026/compare?period=2026`, { file });
      expect(told).toEqual({ requirement: null, cells: [], same: questions.length - blank, problems: [] });
    }),
    { numRuns: 60 },
  );
});
