// The annual form out to a community and back: what was written is read, and every cell that cannot be taken is named.
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { questionsIn } from '../../../engine/compile/index.ts';
import type { AnnualForm, FormQuestion } from '../../../engine/model/annual.ts';
import type { Scalar } from '../../../engine/model/sheet.ts';
import type { CommunityValues } from '../../../engine/model/values.ts';
import { describe as told } from '../../../engine/problem/index.ts';
import { annualWorkbook, answersOfValues, mergeValues, readAnnualWorkbook, valuesOfAnswers, type ReadAnnual } from '../../../forms/annual/index.ts';
import { KEY_SHEET } from '../../../forms/annual/key.ts';
import { loadCheckValue } from '../../../forms/lexicon/form.ts';
import { annualSchema } from '../../../forms/schemas/annual.ts';
import { compiledSample, consolidatedSample, madeUp } from '../../sample.ts';

let form: AnnualForm;
let answers: CommunityValues;
let bytes: Uint8Array;

beforeAll(async () => {
  const consolidation = await consolidatedSample();
  form = compiledSample(consolidation).form;
  answers = madeUp(consolidation, 7);
  bytes = await annualWorkbook(form, 'zh', answers);
}, 300_000);

const read = (file: Uint8Array, of: AnnualForm = form): Promise<ReadAnnual> =>
  readAnnualWorkbook(file, { form: of, checkValue: loadCheckValue(), file: '甲.xlsx' });

/** The workbook after somebody worked on it. */
async function changed(file: Uint8Array, work: (book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(file) as unknown as ArrayBuffer);
  work(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** The answer cell of a question whose title is this. */
function cellOf(book: ExcelJS.Workbook, title: string, offset = 2): ExcelJS.Cell {
  for (const sheet of book.worksheets)
    for (let row = 1; row <= sheet.rowCount; row++) {
      const [head] = sheet.getRow(row).getCell(1).text.split('\n');
      if (head === title) return sheet.getRow(row).getCell(1 + offset);
    }
  throw new Error(`There is no row “${title}”.`);
}

const question = (fits: (each: FormQuestion) => boolean): FormQuestion => {
  const found = form.parts[0]?.sections.flatMap((section) => section.blocks.flatMap((block) => (block.kind === 'list' ? block.questions : []))).find(fits);
  if (!found) throw new Error('There is no such question.');
  return found;
};

/** Rows in which blanks and absent ticks are alike. */
const rowsOf = (values: CommunityValues): object =>
  Object.fromEntries(
    [...values.registers].map(([id, rows]) => [id, rows.map((row) => Object.fromEntries([...row].map(([key, value]) => [key, value ?? null])))]),
  );

describe('a filled annual workbook', { timeout: 300_000 }, () => {
  it('gives back every answer and every row of every register', async () => {
    const { values, isCurrent, problems, blank, taken } = await read(bytes);
    expect(problems).toEqual([]);
    expect([isCurrent, blank, values?.code, values?.name]).toEqual([true, 0, '1', '示例社区']);
    expect(taken).toBe([...answers.items.values()].reduce((sum, { size }) => sum + size, 0));
    expect(values?.items).toEqual(answers.items);
    expect(values && rowsOf(values)).toEqual(rowsOf(answers));
  });

  it('is locked but for its answer cells, offers lists, and hides what it is of', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
    expect(book.getWorksheet(KEY_SHEET)?.state).toBe('veryHidden');
    const visible = book.worksheets.filter(({ name }) => name !== KEY_SHEET);
    for (const sheet of visible) expect(Reflect.get(sheet, 'sheetProtection')).toMatchObject({ sheet: true });
    const count = question(({ answers: kind, unit }) => kind === 'count' && unit === '人');
    const cell = cellOf(book, count.title);
    expect(cell.protection.locked).toBe(false);
    expect(cell.worksheet.getRow(Number(cell.row)).getCell(1).protection?.locked).not.toBe(false);
    const people = book.getWorksheet('人台账');
    const heads = (people?.getRow(3).values ?? []) as string[];
    const lists = Reflect.get(people ?? {}, 'dataValidations').model as Record<string, ExcelJS.DataValidation>;
    const listed = Object.entries(lists).map(([range, { formulae }]) => [heads[people?.getColumn(range.replace(/\d.*$/u, '')).number ?? 0], formulae[0]]);
    expect(Object.fromEntries(listed)).toMatchObject({ 性别: '"男,女"', 民族: expect.stringContaining(KEY_SHEET) });
  });

  it('takes what was typed: full-width digits, n/a, a date typed as one, a blank', async () => {
    const counts = form.parts[0]?.sections.flatMap((section) => section.blocks.flatMap((block) => (block.kind === 'list' ? block.questions : []))) ?? [];
    const [one, two, three] = counts.filter(({ answers: kind }) => kind === 'count');
    const day = question(({ answers: kind }) => kind === 'date');
    const typed = await changed(bytes, (book) => {
      cellOf(book, one?.title ?? '').value = '１２３';
      cellOf(book, two?.title ?? '').value = '不适用';
      cellOf(book, three?.title ?? '').value = null;
      const cell = cellOf(book, day.title);
      cell.numFmt = 'yyyy/m/d';
      cell.value = new Date(Date.UTC(2012, 6, 1));
    });
    const { values, problems, blank } = await read(typed);
    const valueOf = (item = ''): Scalar => values?.items.get(item)?.get('2026') ?? null;
    expect([one, two, three, day].map((each) => valueOf(each?.item))).toEqual([123, '不适用', null, '2012-07-01']);
    expect([blank, problems.map(({ code }) => code)]).toEqual([1, ['value.folded']]);
  });

  it('names file, sheet and cell of what it cannot take, and takes the rest', async () => {
    const count = question(({ answers: kind }) => kind === 'count');
    let at = '';
    const wrong = await changed(bytes, (book) => {
      const cell = cellOf(book, count.title);
      cell.value = '约100';
      at = `${cell.worksheet.name}!${cell.address}`;
      const people = book.getWorksheet('人台账');
      const heads = (people?.getRow(3).values ?? []) as string[];
      const tick = people?.getRow(4).getCell(heads.findIndex((head) => head?.startsWith('在册')));
      if (tick) tick.value = '可能';
      const card = people?.getRow(5).getCell(heads.findIndex((head) => head?.includes('身份证')));
      if (card) card.value = 430103195001010000;
    });
    const { values, problems, taken } = await read(wrong);
    expect(problems.map(({ code }) => code)).toEqual(['value.approximate', 'annual.notATick', 'annual.longNumber']);
    expect(problems.map((found) => told(found, 'zh'))[0]).toMatch(new RegExp(`^\\[示例社区 2026 甲\\.xlsx ${at}\\] .*约100`, 'u'));
    expect(values?.items.get(count.item)).toBeUndefined();
    expect(taken).toBeGreaterThan(1000);
  });

  it('does not take rows that were moved for others', async () => {
    const moved = await changed(bytes, (book) => {
      const sheet = book.worksheets.find(({ name }) => name.endsWith('·人口'));
      sheet?.spliceRows(5, 0, ['多出来的一行']);
    });
    const { problems, values } = await read(moved);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['annual.moved']));
    for (const [item, given] of values?.items ?? []) expect(answers.items.get(item)).toMatchObject(given);
  });

  it('does not take columns that were moved for others', async () => {
    const moved = await changed(bytes, (book) => {
      book.worksheets.find(({ name }) => name.endsWith('·单位和场所'))?.spliceColumns(2, 0, ['多出来的一列']);
    });
    const { problems, values } = await read(moved);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['annual.moved']));
    for (const [item, given] of values?.items ?? []) expect(answers.items.get(item)).toMatchObject(given);
  });

  it('of an older form takes what is still asked in the same unit', async () => {
    const count = question(({ answers: kind }) => kind === 'count');
    const scaled = question(({ unit, answers: kind }) => kind === 'decimal' && unit !== null);
    const newer = JSON.parse(JSON.stringify(form), (_, value) => {
      if (value?.item === scaled.item) return { ...value, factor: '7', unit: '周' };
      return Array.isArray(value) ? value.filter((each) => each?.item !== count.item) : value;
    });
    const { isCurrent, problems, values } = await read(bytes, newer);
    expect(isCurrent).toBe(false);
    expect(problems.map(({ code }) => code).sort()).toEqual(['annual.noItem', 'annual.otherUnit', 'annual.otherVersion']);
    expect(values?.items.size).toBe(answers.items.size - 2);
  });

  it('of another district is not taken at all, but for one whose form is the same', async () => {
    const renamed = { ...form, district: '另一区' };
    expect((await read(bytes, renamed)).values?.items.size).toBe(answers.items.size);
    const { values, problems } = await read(bytes, { ...renamed, year: form.year + 1 });
    expect(values).toBeNull();
    expect(problems).toMatchObject([{ code: 'annual.otherDistrict', severity: 'error', params: { made: form.district, district: '另一区' } }]);
  });

  it('that is blank asks for the community, and says so when it is missing', async () => {
    const blank = await annualWorkbook(form, 'en');
    expect((await read(blank)).problems).toMatchObject([{ code: 'annual.noCommunity', severity: 'hint' }]);
    const count = question(({ answers: kind }) => kind === 'count');
    const filledIn = (withCode: boolean): Promise<Uint8Array> =>
      annualWorkbook(form, 'zh').then((file) =>
        changed(file, (book) => {
          cellOf(book, count.title).value = 5;
          if (withCode) cellOf(book, '社区(村)代码', 1).value = '330199001009';
        }),
      );
    expect((await read(await filledIn(false))).problems).toMatchObject([{ code: 'annual.noCommunity', severity: 'error' }]);
    expect((await read(await filledIn(true))).values).toMatchObject({ code: '330199001009', items: new Map([[count.item, new Map([['2026', 5]])]]) });
  });

  it('that is none of ours is refused, and a sheet that is gone is told', async () => {
    const other = new ExcelJS.Workbook();
    other.addWorksheet('人口').addRow(['总人口', 5]);
    expect((await read(new Uint8Array(await other.xlsx.writeBuffer()))).problems).toMatchObject([{ code: 'annual.notOurs' }]);
    const less = await changed(bytes, (book) => book.removeWorksheet(book.worksheets.find(({ name }) => name.endsWith('·人口'))?.id ?? 0));
    expect((await read(less)).problems).toMatchObject([{ code: 'annual.sheetMissing', origin: { sheet: '年度填报·人口' } }]);
  });
});

describe('merging', () => {
  const answered = (code: string, entries: Record<string, Scalar>): CommunityValues => ({
    code,
    name: `社区${code}`,
    items: new Map(Object.entries(entries).map(([item, value]) => [item, new Map([['2026', value]])])),
    registers: new Map(),
  });

  it('lays new answers over old ones, keeps what is blank now, and leaves other communities alone', () => {
    const { values, problems } = mergeValues(
      [answered('1', { a: 1, b: 2 }), answered('2', { a: 9 })],
      [{ file: 'x', values: answered('1', { a: 5, b: null }) }],
      form,
    );
    expect(values.map(({ code, items }) => [code, items.get('a')?.get('2026'), items.get('b')?.get('2026')])).toEqual([
      ['1', 5, 2],
      ['2', 9, undefined],
    ]);
    expect(problems).toEqual([]);
  });

  it('tells where two files differ, and takes the first', () => {
    const files = [
      { file: 'x', values: answered('1', { a: 5 }) },
      { file: 'y', values: answered('1', { a: 6, b: 1 }) },
    ];
    const { values, problems } = mergeValues([], files, form);
    expect(values[0]?.items.get('a')?.get('2026')).toBe(5);
    expect(values[0]?.items.get('b')?.get('2026')).toBe(1);
    expect(problems).toMatchObject([{ code: 'collect.differs', params: { value: '6', other: '5', file: 'x' }, origin: { file: 'y' } }]);
  });
});

describe('the JSON of the annual form', { timeout: 300_000 }, () => {
  it('says the same as values.json: made-up answers fit its schema, and come back unchanged', () => {
    const json = answersOfValues(form, answers);
    expect(annualSchema(form).validate(json)).toEqual({ fits: true, faults: [] });
    const back = valuesOfAnswers(form, JSON.parse(JSON.stringify(json)));
    expect(back.items).toEqual(answers.items);
    expect(rowsOf(back)).toEqual(rowsOf(answers));
    expect(answersOfValues(form, back)).toEqual(json);
  });

  it('leaves blanks out of values.json, and puts null where nothing was answered', () => {
    const nothing: CommunityValues = { code: '1', name: '甲', items: new Map(), registers: new Map() };
    const json = answersOfValues(form, nothing);
    expect(annualSchema(form).validate(json).fits).toBe(true);
    expect(valuesOfAnswers(form, json).items.size).toBe(0);
    const first = questionsIn(form.parts[0]?.sections[0] ?? { code: '', title: '', blocks: [] })[0];
    expect(JSON.stringify(json)).toContain(`"${first?.code}":null`);
  });
});
