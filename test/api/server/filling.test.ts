// What the pages of communities need: the year at a glance, a section as it is drawn with what follows from it, and the round trip over a workbook —
// the own form, and one that was filled for a department before.
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admit, place, POPULATION, workbook, type Json, type Place } from './place.ts';

/** What one department sums up, another asks in parts. */
const PARTS = POPULATION.replace('人口基本情况表', '按性别').replace('| 常住人口 | 人 | |', '| 常住人口中男性 | 人 | |').replace('平方米', '万平方米');

let at: Place;
let blank: Uint8Array;
const base = (): string => `/communities/${at.unit('001001')}/years/2026`;
beforeAll(async () => {
  at = await place();
  blank = await workbook(POPULATION);
  await admit(at, 'ga', 'ga-1', blank);
  await admit(at, 'mz', 'mz-1', await workbook(PARTS));
  await at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
});
afterAll(() => at.close());

interface Cell {
  readonly path: string;
  readonly code: string;
  readonly item: string;
  readonly position: number;
  readonly question: Json;
}

/** The cell of the annual form that answers a blank of a department's form. */
async function cellOf(requirement: string, blankCell: string): Promise<Cell | null> {
  const { form } = await at.done('community1', 'GET /forms/2026');
  for (const section of form.parts[0].sections) {
    const questions = section.blocks.flatMap((block: Json) => block.questions ?? block.cells.flat().filter(Boolean));
    for (const [position, question] of questions.entries())
      if (question.sources.some((source: Json) => source.requirement === requirement && source.cell === blankCell)) {
        const path = `/submissions/${at.unit('001001')}/2026/sections/${section.code}`;
        return { path, code: section.code, item: question.item, position, question };
      }
  }
  return null;
}

async function save({ path, item }: Cell, value: number | string | null): Promise<void> {
  const { version } = await at.done('community1', `GET ${path}`);
  await at.done('community1', `PATCH ${path}`, { body: { baseVersion: version, cells: [{ item, value }] } });
}

describe('the year at a glance', () => {
  it('tells what is due, how far it is, and what one table spares', async () => {
    const cell = await cellOf('ga-1', 'C4');
    if (cell) await save(cell, 7);
    const year = await at.done('community1', `GET ${base()}`);
    expect(year.periods.map(({ period }: Json) => period)).toEqual(['2026']);
    expect(year.periods[0]).toMatchObject({ state: 'open', begun: true, returnedFor: '', due: { dueAt: expect.stringMatching(/^2027-01/) } });
    const sum = (of: string): number => year.periods[0].sections.reduce((total: number, section: Json) => total + section[of], 0);
    expect([sum('answered'), sum('remarks')]).toEqual([1, 0]);
    expect(year.saved).toMatchObject({ forms: 2, departments: 2, before: 8, now: sum('asked'), secondsPerValue: 30 });
    expect(year.saved.now).toBeLessThan(8);
  });

  it('counts what is offered and waits for a nod, but not what departments differ about', async () => {
    const [cell, other] = [await cellOf('ga-1', 'C5'), await cellOf('ga-1', 'C6')];
    const give = (login: string, item: string, value: number) =>
      at.done(login, 'POST /feeds', { body: { period: '2026', values: [{ community: '001001', item, value }] } });
    await give('mz', cell?.item ?? '', 30);
    await give('mz', other?.item ?? '', 100);
    await give('ga', other?.item ?? '', 90);
    const { periods } = await at.done('community1', `GET ${base()}`);
    expect(periods[0].sections.reduce((total: number, { offered }: Json) => total + offered, 0)).toBe(1);
  });
});

describe('the next year', () => {
  const next = (): string => `GET /communities/${at.unit('001001')}/years/2027`;

  it('shows what was not handed in, before its own form is published and after', async () => {
    expect(await at.done('community1', next())).toMatchObject({
      formVersionId: null,
      years: [2026],
      saved: null,
      periods: [{ period: '2026', state: 'open' }],
    });
    await at.done('coordinator', 'POST /forms/2027/versions', { body: {} });
    const { periods, saved } = await at.done('community1', next());
    expect(periods.map(({ period }: Json) => period)).toEqual(['2026', '2027']);
    expect(saved).not.toBeNull();
  });

  it('a year before the first form is refused', async () => {
    expect((await at.ask('community1', `GET /communities/${at.unit('001001')}/years/2025`)).json().code).toBe('form.notPublished');
  });
});

describe('a section', () => {
  it('comes as it is drawn, with who asks and on what basis, and with what follows from it', async () => {
    const cell = await cellOf('ga-1', 'C4');
    const section = await at.done('community1', `GET /forms/2026/annual/sections/${cell?.code}`);
    const questions = section.blocks.flatMap((block: Json) => block.questions ?? block.cells.flat().filter(Boolean));
    expect(questions.find(({ item }: Json) => item === cell?.item)).toMatchObject({ answers: 'count', unit: '人', neededBy: ['ga-1', 'mz-1'] });
    expect(section.requirements).toContainEqual(expect.objectContaining({ code: 'ga-1', legalBasis: '统计法' }));
    // 常住人口 = 男 + 女: one of the three is not asked.
    expect(section.following).toHaveLength(1);
    expect(section.following[0].terms.map(({ weight }: Json) => weight).sort()).toEqual(expect.arrayContaining(['1']));
  });

  it('tells for each item which blanks of which forms it goes into', async () => {
    const cell = await cellOf('ga-1', 'C4');
    const { items } = await at.done('community1', `GET /submissions/${at.unit('001001')}/2026/uses?item=${encodeURIComponent(cell?.item ?? '')}`);
    expect(items).toContainEqual(expect.objectContaining({ requirement: 'ga-1', cell: 'C4', level: 'same', department: '公安局' }));
    expect(items).toContainEqual(expect.objectContaining({ requirement: 'mz-1', cell: 'C4', level: 'same' }));
  });
});

describe('over a workbook', () => {
  const compare = (bytes: Uint8Array, login = 'community1') => at.ask(login, `POST ${base()}/compare?period=2026`, { file: { name: '一张表.xlsx', bytes } });

  it('the own form goes out with what is filled, and comes back beside what stands; nothing is changed by looking', async () => {
    const cell = await cellOf('ga-1', 'C4');
    if (!cell) throw new Error('C4 is not asked.');
    await save(cell, 512);
    const { rawPayload } = await at.ask('community1', `GET ${base()}/workbook`);
    expect((await compare(rawPayload)).json()).toMatchObject({ requirement: null, cells: [], problems: [] });
    await save(cell, 600);
    const told = (await compare(rawPayload)).json();
    expect(told.cells).toEqual([expect.objectContaining({ item: cell.item, now: 600, file: 512, period: '2026' })]);
    expect((await at.done('community1', `GET ${cell.path}`)).answers[cell.position]).toBe(600);
  });

  it('the form of another community is refused by name', async () => {
    const { rawPayload } = await at.ask('community2', `GET /communities/${at.unit('001002')}/years/2026/workbook`);
    expect((await compare(rawPayload)).json()).toMatchObject({ status: 409, code: 'offline.otherCommunity' });
  });

  const filled = async (change: (page: ExcelJS.Worksheet) => void): Promise<Uint8Array> => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(blank as never);
    const [page] = book.worksheets;
    if (page) change(page);
    return new Uint8Array(await book.xlsx.writeBuffer());
  };

  it('a form filled for a department is recognised, and its values are taken where it asks the very same', async () => {
    const [women, area] = [await cellOf('ga-1', 'C4'), await cellOf('ga-1', 'C6')];
    const told = (
      await compare(
        await filled((page) => {
          page.getCell('C4').value = 480;
          page.getCell('C6').value = 325;
        }),
      )
    ).json();
    expect(told.requirement).toBe('ga-1');
    const byItem = new Map(told.cells.map(({ item, file }: Json) => [item, file]));
    expect(byItem.get(women?.item)).toBe(480);
    expect(byItem.get(area?.item)).toBe(area?.question.unit === '万平方米' ? '0.0325' : 325);
  });

  it('where a line of it was reworded, that line is left out', async () => {
    const women = await cellOf('ga-1', 'C4');
    const told = (
      await compare(
        await filled((page) => {
          page.getCell('A4').value = '其中:男';
          page.getCell('C4').value = 480;
          page.getCell('C5').value = 31;
        }),
      )
    ).json();
    expect(told.cells.map(({ item }: Json) => item)).not.toContain(women?.item);
    expect(told.cells.map(({ file }: Json) => file)).toContain(31);
  });

  it('a workbook that is neither is refused, with what to do', async () => {
    const other = await workbook('| 别的表 | ~ |\n| 甲 | |');
    expect((await compare(other)).json()).toMatchObject({ status: 422, code: 'offline.unknown' });
    expect((await compare(new Uint8Array([1, 2, 3]))).json()).toMatchObject({ status: 422, code: 'offline.unread' });
  });
});
