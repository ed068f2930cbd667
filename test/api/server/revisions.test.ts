// An admitted requirement is revised: what was admitted stands everywhere until the revision is admitted in its place; then it is in the next
// version of the form. Rulings are kept, what differs is shown.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../forms/excel/read.ts';
import { admit, place, POPULATION, workbook, type Json, type Place } from './place.ts';

const WITH_HOUSEHOLDS = POPULATION.replace('| 社区办公用房面积 | 平方米 | |', '| 社区办公用房面积 | 平方米 | |\n| 户籍户数 | 户 | |');

let at: Place;
let id = '';
beforeAll(async () => {
  at = await place();
  id = await admit(at, 'ga', 'ga-1', await workbook(POPULATION));
  await at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
});
afterAll(() => at.close());

const step = (who: string, name: string, body: object = {}) => at.ask(who, `POST /requirements/${id}/${name}`, { body });
const read = (who: string): Promise<Json> => at.done(who, `GET /requirements/${id}`);
const upload = async (picture: string) => at.ask('ga', `PUT /requirements/${id}/workbook`, { file: { name: 'new.xlsx', bytes: await workbook(picture) } });
const drafted = async (): Promise<number> => (await at.done('coordinator', 'GET /forms/2026/draft')).counts.fields;
/** How many cells of community 1's form are filled, and whether it is the new form. */
const output = async (): Promise<[number, boolean]> => {
  const path = `GET /outputs/${id}/2026/${at.unit('001001')}`;
  const { sheets } = await at.done('ga', path);
  const { workbook: book } = readWorkbook(new Uint8Array((await at.ask('ga', `${path}/workbook`)).rawPayload), 'o.xlsx');
  const texts = book?.sheets.flatMap(({ cells: each }) => each.map(({ text }) => text)) ?? [];
  return [sheets.flatMap(({ cells }: Json) => cells).length, texts.includes('户籍户数')];
};
/** Answers everything that is asked. */
const fill = async (): Promise<void> => {
  const path = `/submissions/${at.unit('001001')}/2026`;
  for (const { code } of (await at.done('community1', `GET ${path}`)).sections) {
    const { items, version } = await at.done('community1', `GET ${path}/sections/${code}`);
    const cells = items.map((item: string, index: number) => ({ item, value: 100 - index }));
    await at.done('community1', `PATCH ${path}/sections/${code}`, { body: { baseVersion: version, cells } });
  }
};

describe('a revision of an admitted requirement', () => {
  it('begins with a word of the department; the form cannot be changed before', async () => {
    const early = await upload(WITH_HOUSEHOLDS);
    expect(early.json()).toMatchObject({ status: 409, code: 'state.wrong' });
    expect(early.json().title).toContain('请先开始修订');
    expect((await step('mz', 'revise')).statusCode).toBe(404);
    expect((await step('ga', 'revise')).json()).toMatchObject({ state: 'draft', admittedRevisionNo: 1 });
  });

  it('leaves what was admitted in the draft, for communities and in outputs', async () => {
    await fill();
    const before = [await drafted(), await output()];
    expect(before).toEqual([4, [4, false]]);
    expect((await upload(WITH_HOUSEHOLDS)).json()).toMatchObject({ unchanged: false, requirement: { revisionNo: 2, admittedRevisionNo: 1 } });
    await at.done('ga', `PATCH /requirements/${id}`, { body: { title: '新题目', frequency: 'monthly' } });
    expect([await drafted(), await output()]).toEqual(before);
    expect(await read('community1')).toMatchObject({ state: 'admitted', title: 'ga-1', frequency: 'annual', revisionNo: 1 });
    expect(await read('ga')).toMatchObject({ state: 'draft', title: '新题目', frequency: 'monthly', revisionNo: 2 });
    const states = async (who: string, state: string): Promise<number> => (await at.done(who, `GET /requirements?state=${state}`)).items.length;
    expect([await states('community1', 'admitted'), await states('community1', 'draft'), await states('ga', 'draft'), await states('ga', 'admitted')]).toEqual([
      1, 0, 1, 0,
    ]);
    const bytes = async (who: string, more = ''): Promise<string> => (await at.ask(who, `GET /requirements/${id}/workbook${more}`)).rawPayload.toString('hex');
    expect(await bytes('community1')).toBe(await bytes('ga', '?revision=1'));
    expect(await bytes('ga')).not.toBe(await bytes('ga', '?revision=1'));
    expect(await bytes('community1', '?revision=2')).toBe(await bytes('community1'));
    expect((await at.ask('ga', `GET /requirements/${id}/workbook?revision=9`)).statusCode).toBe(404);
  });

  it('given up, everything is as it was; its number is not used again', async () => {
    expect((await step('ga', 'abandon')).json()).toMatchObject({ state: 'admitted', title: 'ga-1', frequency: 'annual', revisionNo: 1 });
    await step('ga', 'revise');
    expect((await upload(WITH_HOUSEHOLDS)).json()).toMatchObject({ requirement: { revisionNo: 3, admittedRevisionNo: 1 } });
  });

  it('is compared with what was admitted, and goes through review; refused, the admitted one still stands', async () => {
    await at.done('ga', 'POST /decisions', {
      body: { ruling: { kind: 'notABlank', field: { requirement: 'ga-1', label: ['社区办公用房面积', '数量'], sheet: '表1', cell: 'C6' } }, why: '另有来源' },
    });
    const meant = { kind: 'definition', requirement: 'ga-1', text: '户籍人口' };
    for (const word of ['户籍', '高龄老人']) await at.done('ga', 'POST /decisions', { body: { ruling: { ...meant, word }, why: '电话核实' } });
    const changes = await at.done('coordinator', `GET /requirements/${id}/revisions/3/changes`);
    expect(changes).toMatchObject({ from: 1, to: 3, counts: { same: 4, new: 1, gone: 0 } });
    expect(changes.rulings).toMatchObject([
      { kind: 'notABlank', found: 'label' },
      { kind: 'definition', label: ['户籍'], found: 'label' },
      { kind: 'definition', label: ['高龄老人'], found: 'none' },
    ]);
    expect((await at.done('ga', `GET /requirements/${id}/revisions/3/changes?from=2`)).counts).toMatchObject({ same: 5, new: 0 });
    await step('ga', 'submit');
    expect((await step('coordinator', 'refuse', { remarks: '与公安统计重复' })).json()).toMatchObject({ state: 'refused', admittedRevisionNo: 1 });
    expect(await read('street1')).toMatchObject({ state: 'admitted', revisionNo: 1 });
    expect((await step('ga', 'abandon')).json().state).toBe('admitted');
  });

  it('admitted, it is in the next version, and the older form keeps its own workbook until then', async () => {
    const [fields, before] = [await drafted(), await output()];
    await step('ga', 'revise');
    await upload(WITH_HOUSEHOLDS);
    await step('ga', 'submit');
    expect((await step('coordinator', 'admit')).json()).toMatchObject({ state: 'admitted', revisionNo: 4, admittedRevisionNo: 4 });
    expect(await drafted()).toBe(fields + 1);
    expect(await output()).toEqual(before);
    await at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
    await fill();
    expect(await output()).toEqual([before[0], true]);
  });
});

describe('retiring', () => {
  it('needs a reason and something admitted; the form goes on until the next version', async () => {
    expect((await step('ga', 'retire')).json().code).toBe('state.reasonNeeded');
    await at.done('mz', 'POST /requirements', { body: { code: 'mz-9', title: '草稿', frequency: 'annual' } });
    const { items } = await at.done('mz', 'GET /requirements');
    const draft = await at.ask('mz', `POST /requirements/${items[0].requirementId}/retire`, { body: { remarks: '不要了' } });
    expect(draft.json()).toMatchObject({ status: 409, code: 'state.wrong' });
    const before = await output();
    expect((await step('coordinator', 'retire', { remarks: '依据已废止' })).json().state).toBe('retired');
    expect((await at.ask('coordinator', 'GET /forms/2026/draft')).json().code).toBe('form.nothing');
    expect(await output()).toEqual(before);
    expect(await read('community1')).toMatchObject({ state: 'retired' });
    expect((await step('ga', 'revise')).json().code).toBe('state.wrong');
  });
});

describe('what waits for the office', () => {
  it('is taken back by its department, changed and handed in again; once somebody reviews it, it is not', async () => {
    const { requirementId } = await at.done('ga', 'POST /requirements', { body: { code: 'ga-9', title: '待撤回', frequency: 'annual', legalBasis: '文件' } });
    const act = (who: string, name: string) => at.ask(who, `POST /requirements/${requirementId}/${name}`, { body: {} });
    const change = () => at.ask('ga', `PATCH /requirements/${requirementId}`, { body: { title: '改过的' } });
    await at.done('ga', `PUT /requirements/${requirementId}/workbook`, { file: { name: 'f.xlsx', bytes: await workbook(POPULATION) } });
    expect((await act('ga', 'withdraw')).json()).toMatchObject({ status: 409, code: 'state.wrong' });
    await act('ga', 'submit');
    expect((await change()).json().title).toContain('请先撤回');
    expect((await act('mz', 'withdraw')).statusCode).toBe(404);
    expect((await act('coordinator', 'withdraw')).statusCode).toBe(403);
    expect((await act('ga', 'withdraw')).json()).toMatchObject({ state: 'draft', admittedRevisionNo: null });
    expect((await change()).json()).toMatchObject({ title: '改过的' });
    expect((await act('ga', 'submit')).json()).toMatchObject({ state: 'submitted' });
    await act('coordinator', 'review');
    expect((await act('ga', 'withdraw')).json()).toMatchObject({ status: 409, code: 'state.wrong' });
    const { items } = await at.done('ga', `GET /requirements/${requirementId}/history`);
    expect(items.map(({ toState }: Json) => toState)).toEqual(['submitted', 'draft', 'submitted', 'underReview']);
  });
});
