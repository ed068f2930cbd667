// A community says that a rule is wrong; the coordinator sees it, switches the rule off at once and answers. And notes beside cells.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admit, place, POPULATION, workbook, type Json, type Place } from './place.ts';

let at: Place;
let path = '';
let section: Json;
beforeAll(async () => {
  at = await place();
  await admit(at, 'ga', 'ga-1', await workbook(POPULATION));
  await at.done('coordinator', 'POST /forms/2026/versions', { body: {} });
  path = `/submissions/${at.unit('001001')}/2026`;
  for (const { code } of (await at.done('community1', `GET ${path}`)).sections) {
    const read = await at.done('community1', `GET ${path}/sections/${code}`);
    const cells = read.items.map((item: string, index: number) => ({ item, value: 10 + 10 * index }));
    await at.done('community1', `PATCH ${path}/sections/${code}`, { body: { baseVersion: 0, cells } });
    if (cells.length > 1) section = { code, items: read.items };
  }
});
afterAll(() => at.close());

const failing = async (): Promise<Json[]> => (await at.done('community1', `GET ${path}/checks`)).items;

describe('a check that fails', () => {
  it('says its rule, what was answered to each question and what both sides come to, and nothing about files', async () => {
    const [first] = await failing();
    expect(first.words).not.toMatch(/类审核未通过|重新生成|xlsx/u);
    const read = await at.done('community1', `GET ${path}/sections/${section.code}`);
    const answered = Object.fromEntries(read.items.map((item: string, index: number) => [item, String(read.answers[index])]));
    expect(first.places.map(({ value }: Json) => value)).toEqual(first.places.map(({ item }: Json) => answered[item]));
    expect(Number(first.sides.left)).not.toBe(Number(first.sides.right));
  });
});

describe('a check that is wrong', () => {
  it('is reported, seen by the coordinator, switched off for everybody, and answered', async () => {
    const before = await failing();
    expect(before.length).toBeGreaterThan(0);
    const { checkId } = before[0];
    const report = await at.done('community1', `POST ${path}/check-reports`, { body: { checkId, words: '集体户不算' } });
    await at.done('community2', `GET /check-reports`).then(({ items }) => expect(items).toEqual([]));
    const desk = await at.done('coordinator', 'GET /check-reports?state=open');
    expect(desk.items).toMatchObject([{ checkId, words: '集体户不算', communityId: at.unit('001001'), answer: null }]);
    const listed = async (): Promise<Json> => (await at.done('coordinator', 'GET /forms/2026/checks')).items.find((each: Json) => each.checkId === checkId);
    expect(await listed()).toMatchObject({ reports: 1, off: null, words: expect.stringMatching(/./u) });
    const turn = (off: boolean) => at.done('coordinator', 'PUT /forms/2026/checks', { body: { checkId, off, why: '口径不适用' } });
    await turn(true);
    expect((await failing()).map((each) => each.checkId)).toEqual(before.slice(1).map((each) => each.checkId));
    expect((await listed()).off).toMatchObject({ why: '口径不适用' });
    await at.done('coordinator', `POST /check-reports/${report.reportId}/answer`, { body: { words: '已停用,谢谢' } });
    expect((await at.done('community1', 'GET /check-reports')).items).toMatchObject([{ answer: '已停用,谢谢' }]);
    expect((await at.done('coordinator', 'GET /check-reports?state=open')).items).toEqual([]);
    expect(await listed()).toMatchObject({ reports: 0 });
    await turn(false);
    expect(await failing()).toEqual(before);
  });

  it('must be one of the form', async () => {
    expect((await at.ask('community1', `POST ${path}/check-reports`, { body: { checkId: 'none', words: 'x' } })).statusCode).toBe(404);
    expect((await at.ask('coordinator', 'PUT /forms/2026/checks', { body: { checkId: 'none', off: true, why: 'x' } })).statusCode).toBe(404);
    expect((await at.ask('coordinator', 'POST /check-reports/none/answer', { body: { words: 'x' } })).statusCode).toBe(404);
  });
});

describe('a note beside a cell', () => {
  const notes = async (who: string): Promise<Json> => (await at.done(who, `GET ${path}/sections/${section.code}`)).notes;
  const note = (item: string, words: string) => at.ask('community1', `PUT ${path}/notes`, { body: { item, words } });

  it('stands there for the street too, is changed and removed', async () => {
    const [item] = section.items;
    await note(item, '含新建小区');
    await note(item, '含新建小区 30 户');
    expect(await notes('street1')).toMatchObject([{ item, words: '含新建小区 30 户' }]);
    await note(item, ' ');
    expect(await notes('community1')).toEqual([]);
    expect((await note('none', 'x')).statusCode).toBe(404);
  });

  it('is not written over unseen: only what the writer saw, or has written before', async () => {
    const [item] = section.items;
    const over = async (was: string, words: string): Promise<Json> => (await at.ask('community1', `PUT ${path}/notes`, { body: { item, words, was } })).json();
    expect(await over('', '含新建小区')).toMatchObject({ words: '含新建小区' });
    expect(await over('', '含新建小区')).toMatchObject({ words: '含新建小区' });
    expect(await over('', '不含')).toMatchObject({ status: 409, code: 'note.changed', params: { words: '含新建小区' } });
    expect(await over('含新建小区', '不含')).toMatchObject({ words: '不含' });
  });
});
