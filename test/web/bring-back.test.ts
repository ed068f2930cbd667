// A file of what could not be saved, brought back: whose it is, and what went wrong when the server could not be asked.
import { expect, test } from 'vitest';
import { besideWhatStands } from '../../web/pages/community/bring-back.ts';
import { unsavedFile } from '../../web/pages/community/fill/unsaved-file.ts';
import { loadAnswerWords } from '../../forms/lexicon/form.ts';
import { largeSection } from '../browser/large.ts';
import { asBrowser, json, problem } from './browser.ts';

const FORM = { formVersionId: 'v1', valueWords: loadAnswerWords() };
const { layout, answers } = largeSection(FORM, { questions: 3, rows: 2 });
const say = (key: string): string => key;
const OWN = { communityId: 'unit', name: '柳岸社区' };

function fileOf(community: string): ArrayBuffer {
  const text = unsavedFile(community, [{ place: 'unit/2026/people', item: 'q0', title: '人口', text: '12' }], ['填报项', '填报值', '位置']);
  return new TextEncoder().encode(text).buffer;
}

const serve = (): void => asBrowser((path) => json(path.includes('/forms/') ? layout : answers));

test('one’s own file is laid beside what stands', async () => {
  serve();
  expect(await besideWhatStands(OWN, fileOf('柳岸社区'), say)).toMatchObject({ otherCommunity: null, cells: [{ item: 'q0', now: null, file: 12 }] });
});

test('the file of another community is told', async () => {
  serve();
  expect(await besideWhatStands(OWN, fileOf('北街社区'), say)).toMatchObject({ otherCommunity: '北街社区' });
});

test('a section that is gone is told so; any other refusal is no word on the section', async () => {
  asBrowser(() => problem(404, 'hidden', '没有'));
  expect((await besideWhatStands(OWN, fileOf('柳岸社区'), say))?.problems).toEqual(['community.offline.noSection']);
  asBrowser(() => problem(503, 'busy', '稍后再试'));
  await expect(besideWhatStands(OWN, fileOf('柳岸社区'), say)).rejects.toMatchObject({ status: 503 });
});
