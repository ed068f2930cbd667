// Forms from elsewhere become workbooks and are read like all others; a changed form is compared field by field.
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { place, POPULATION, workbook, type Json, type Place } from './place.ts';

let at: Place;
let requirementId = '';
let order = 0;
beforeAll(async () => (at = await place()));
afterAll(() => at.close());
beforeEach(async () => {
  requirementId = (await at.done('mz', 'POST /requirements', { body: { code: `mz-${++order}`, title: '情况表', frequency: 'annual', legalBasis: '统计法' } }))
    .requirementId;
});

const labels = async (): Promise<string[]> => {
  const reading = await at.done('mz', `GET /requirements/${requirementId}/reading`);
  return reading.sheets.flatMap((sheet: Json) => sheet.blanks.map(({ path, reading: says }: Json) => `${path}: ${says}`));
};
const put = (kind: string, wish: object) => at.ask('mz', `PUT /requirements/${requirementId}/${kind}`, wish);

const OUTLINE = {
  title: '老年人情况表',
  groups: [
    {
      title: '人口',
      questions: [
        { label: '60周岁及以上常住人口', kind: 'integer', unit: '人' },
        { label: '女', kind: 'integer', unit: '人', part: true },
      ],
    },
    { title: '设施', questions: [{ label: '有无老年食堂', kind: 'choice', choices: ['有', '无'] }] },
  ],
  lists: [{ title: '高龄津贴发放花名册', columns: [{ label: '姓名' }, { label: '性别', choices: ['男', '女'] }, { label: '身份证号码' }] }],
  notes: ['常住人口指居住半年以上的人口。'],
};

describe('JSON', () => {
  it('becomes a workbook that is read like any other', async () => {
    const { unchanged, contentHash } = (await put('outline', { body: OUTLINE })).json();
    expect(unchanged).toBe(false);
    expect((await labels()).length).toBeGreaterThanOrEqual(3);
    expect((await labels()).join('\n')).toMatch(/60周岁及以上常住人口[\s\S]*女[\s\S]*老年食堂/u);
    expect((await put('outline', { body: OUTLINE })).json()).toMatchObject({ unchanged: true, contentHash });
    expect((await at.ask('mz', `GET /requirements/${requirementId}/workbook`)).rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await at.done('mz', `GET /requirements/${requirementId}/revisions`)).items).toMatchObject([{ revisionNo: 1, sourceKind: 'json' }]);
  });

  it.each([
    [{ ...OUTLINE, more: 1 }, 'request.invalid'],
    [{ title: 'x', groups: [{ title: '', questions: [{ label: 'a', kind: 'choice' }] }] }, 'request.invalid'],
    [{ title: 'x', groups: [{ title: '', questions: [{ label: 'a', kind: 'geopoint' }] }] }, 'request.invalid'],
  ])('%# is refused', async (body, code) => expect((await put('outline', { body })).json()).toMatchObject({ status: 400, code }));
});

describe('a form drawn in the editor', () => {
  it('becomes a workbook with its words, merges and blanks', async () => {
    const sheet = {
      name: '表',
      cells: [
        { cell: 'A1', text: '人口情况' },
        { cell: 'A2', text: '指标' },
        { cell: 'B2', text: '数量' },
        { cell: 'A3', text: '户籍人口' },
        { cell: 'A4', text: '常住人口' },
      ],
      merges: ['A1:B1'],
      blanks: ['B3:B4'],
    };
    expect((await put('drawing', { body: { title: '人口', sheets: [sheet] } })).statusCode).toBe(200);
    expect(await labels()).toHaveLength(2);
    const overlapping = { ...sheet, merges: ['A1:B1', 'B1:C2'] };
    expect((await put('drawing', { body: { title: '人口', sheets: [overlapping] } })).json().code).toBe('request.invalid');
  });
});

describe('XLSForm', () => {
  const form = async (...rows: string[][]): Promise<{ name: string; bytes: Uint8Array }> => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('survey').addRows([['type', 'name', 'label::中文 (zh)', 'relevant'], ...rows]);
    book.addWorksheet('choices').addRows([
      ['list_name', 'name', 'label'],
      ['yn', 'y', '有'],
      ['yn', 'n', '无'],
    ]);
    book.addWorksheet('settings').addRows([['form_title'], ['社区设施表']]);
    return { name: 'form.xlsx', bytes: new Uint8Array(await book.xlsx.writeBuffer()) };
  };

  it('flat: groups are headings, notes stand below', async () => {
    const file = await form(
      ['begin_group', 'g', '养老设施', ''],
      ['integer', 'n', '养老机构数', ''],
      ['decimal', 'a', '养老机构建筑面积', ''],
      ['select_one yn', 'c', '有无食堂', ''],
      ['end_group', '', '', ''],
      ['text', 't', '备注说明', ''],
      ['note', 'm', '只填本社区的', ''],
    );
    const reply = await put('xlsform', { file });
    expect(reply.statusCode).toBe(200);
    expect((await labels()).join('\n')).toMatch(/养老机构数[\s\S]*建筑面积/u);
    expect((await put('xlsform', { file })).json().unchanged).toBe(true);
  });

  it('anything else is refused by name and row', async () => {
    const file = await form(
      ['integer', 'n', '人数', '${x} > 1'],
      ['geopoint', 'p', '位置', ''],
      ['begin_repeat', 'r', '每户', ''],
      ['select_multiple yn', 's', '多选', ''],
    );
    const { code, params } = (await put('xlsform', { file })).json();
    expect(code).toBe('source.unsupported');
    expect(params.what).toEqual(['relevant (survey 2)', 'geopoint (survey 3)', 'begin_repeat (survey 4)', 'select_multiple (survey 5)']);
    expect((await put('xlsform', { file: { name: 'a.xlsx', bytes: await workbook(POPULATION) } })).json().code).toBe('request.invalid');
  });
});

describe('a changed form', () => {
  it('is compared field by field, and rulings find their fields again by content', async () => {
    const before = POPULATION;
    const after = before
      .replace('| 常住人口 | 人 | |\n| 其中:女 | 人 | |', '| 户籍人口 | 人 | |\n| 常住人口 | 人 | |\n| 其中:女 | 人 | |')
      .replace('社区办公用房面积', '社区办公用房建筑面积')
      .replace('\n| 60周岁及以上常住人口 | 人 | |', '');
    await put('workbook', { file: { name: 'a.xlsx', bytes: await workbook(before) } });
    const ruling = (label: string, cell: string) => ({
      kind: 'means',
      field: { requirement: `mz-${order}`, label: [label, '数量'], sheet: '表1', cell },
      means: 'person sex=female residence=resident,settled',
    });
    await at.done('mz', 'POST /decisions', { body: { ruling: ruling('常住人口', 'C3'), why: '口径' } });
    await at.done('mz', 'POST /decisions', { body: { ruling: ruling('社区办公用房面积', 'C6'), why: '口径' } });
    await at.done('mz', 'POST /decisions', { body: { ruling: ruling('不在表上', 'C40'), why: '口径' } });
    await put('workbook', { file: { name: 'b.xlsx', bytes: await workbook(after) } });
    const changes = await at.done('mz', `GET /requirements/${requirementId}/revisions/2/changes`);
    const told = changes.fields.map(({ kind, before: from, after: to }: Json) => [kind, from?.cell ?? null, to?.cell ?? null]);
    expect(told).toContainEqual(['moved', 'C3', 'C4']);
    expect(told).toContainEqual(['reworded', 'C6', 'C6']);
    expect(told.map(([kind]: Json) => kind)).toContain('gone');
    expect(changes.counts).toMatchObject({ moved: 2, reworded: 1, new: 1, gone: 1 });
    expect(changes.rulings.map((each: Json) => each.found)).toEqual(['label', 'cell', 'none']);
    expect((await at.ask('ga', `GET /requirements/${requirementId}/revisions/2/changes`)).statusCode).toBe(404);
    expect((await at.ask('mz', `GET /requirements/${requirementId}/revisions/1/changes`)).statusCode).toBe(404);
  });
});
