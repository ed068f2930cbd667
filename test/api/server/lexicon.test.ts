// A district teaches the engine a word: blanks that were in doubt are read, at once and until it is taken back.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { place, type Json, type Place } from './place.ts';

let at: Place;
beforeAll(async () => (at = await place()));
afterAll(() => at.close());

const OUTLINE = { title: '人员情况表', groups: [{ title: '人员', questions: [{ label: '红袖标人数', kind: 'integer', unit: '人' }] }], lists: [], notes: [] };

it('what a word would change of the registered forms is told before it is taught', async () => {
  const { requirementId } = await at.done('mz', 'POST /requirements', {
    body: { code: 'mz-2', title: '队员情况表', frequency: 'annual', legalBasis: '统计法' },
  });
  await at.done('mz', `PUT /requirements/${requirementId}/outline`, {
    body: { ...OUTLINE, groups: [{ title: '人员', questions: [{ label: '绿袖标人数', kind: 'integer', unit: '人' }] }] },
  });
  const tried = { words: ['绿袖标'], means: 'person age=60..' };
  expect((await at.done('coordinator', 'POST /lexicon/words/try', { body: tried })).items).toEqual([]);
  const { version } = await at.done('mz', `POST /requirements/${requirementId}/submit`, { body: { remarks: '' } });
  expect(version).toBeGreaterThan(0);
  await at.done('coordinator', `POST /requirements/${requirementId}/admit`, { body: { remarks: '' } });
  const { items } = await at.done('coordinator', 'POST /lexicon/words/try', { body: tried });
  expect(items).toMatchObject([
    { requirement: 'mz-2', form: '队员情况表', from: expect.stringContaining('绿袖标') as string, to: '60周岁及以上、口径未注明 · 人数 · 期末 · 人' },
  ]);
  expect((await at.done('mz', 'GET /lexicon')).own).toEqual([]);
  expect((await at.ask('coordinator', 'POST /lexicon/words/try', { body: { ...tried, means: 'person colour=red' } })).statusCode).toBe(400);
});

it('a taught word is known until it is taken back; a meaning that is none is refused in words', async () => {
  const { requirementId } = await at.done('mz', 'POST /requirements', {
    body: { code: 'mz-1', title: '人员情况表', frequency: 'annual', legalBasis: '统计法' },
  });
  await at.done('mz', `PUT /requirements/${requirementId}/outline`, { body: OUTLINE });
  const reading = async (): Promise<string> => {
    const { sheets } = await at.done('mz', `GET /requirements/${requirementId}/reading`);
    return JSON.stringify(sheets.flatMap((sheet: Json) => sheet.blanks));
  };
  const before = await reading();
  const refusal = await at.ask('coordinator', 'POST /lexicon/words', { body: { words: ['红袖标'], means: 'person colour=red' } });
  expect(refusal.statusCode).toBe(400);
  expect(refusal.json().title).toContain('colour');
  const { wordId } = await at.done('coordinator', 'POST /lexicon/words', { body: { words: ['红袖标'], means: 'person age=60..' } });
  expect(await reading()).not.toBe(before);
  expect(await reading()).toContain('60');
  expect((await at.done('mz', 'GET /lexicon')).own).toMatchObject([{ words: ['红袖标'], means: 'person age=60..', said: '60周岁及以上 · 人数 · 期末' }]);
  await at.done('coordinator', `DELETE /lexicon/words/${wordId}`);
  expect(await reading()).toBe(before);
});
