// A report registered by its blank form: both or nothing. A file that cannot be used leaves no draft and uses no number up.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawBook } from '../../forms/excel/raw.ts';
import { place, POPULATION, workbook, type Json, type Place } from './place.ts';

let at: Place;
let form: Uint8Array;
beforeAll(async () => {
  at = await place({ uploadMebibytes: 1 });
  form = await workbook(POPULATION);
});
afterAll(() => at.close());

const register = (code: string, bytes: Uint8Array) =>
  at.ask('mz', `POST /requirements/workbook?code=${code}&title=${encodeURIComponent('情况表')}&frequency=annual`, { file: { name: '情况表.xlsx', bytes } });
const drafts = async (): Promise<string[]> => (await at.done('mz', 'GET /requirements')).items.map(({ code }: Json) => code);

describe('a file that cannot be used', () => {
  it.each<[string, () => Uint8Array, number]>([
    ['empty', () => new Uint8Array(), 400],
    ['text', () => Buffer.from('姓名,性别\n张三,男\n'), 400],
    ['encrypted', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]), 400],
    ['cut short', () => form.subarray(0, form.length / 2), 400],
    ['a blank sheet', () => rawBook({ sheets: { 表: '<sheetData/>' } }), 400],
    ['too large', () => Buffer.alloc(1024 * 1024 + 1), 413],
  ])('%s: refused, and nothing is left of it', async (_, bytes, status) => {
    expect((await register('mz-01', bytes())).json()).toMatchObject({ status });
    expect(await drafts()).toEqual([]);
  });
});

it('one that is too large is told what can be done about it', async () => {
  const { title } = (await register('mz-01', Buffer.alloc(1024 * 1024 + 1))).json();
  expect(title).toMatch(/文件超过 1 MB,没有上传。.*删去.*没有用到的行列、图片后另存,再传一次/u);
});

it('the next form has the number, with its first revision', async () => {
  const { requirement } = (await register('mz-01', form)).json();
  expect(requirement).toMatchObject({ code: 'mz-01', title: '情况表', state: 'draft', revisionNo: 1 });
  expect(await drafts()).toEqual(['mz-01']);
  expect((await register('mz-01', form)).json()).toMatchObject({ code: 'state.taken' });
});
