// What is typed in a section on its way to a server that fails: nothing is lost, and one value that cannot be saved does not hold up the others.
import { beforeEach, expect, test, vi } from 'vitest';
import { loadAnswerWords } from '../../forms/lexicon/form.ts';
import type { Cell } from '../../web/pages/community/fill/cell.ts';
import { sendWaiting } from '../../web/pages/community/fill/load.ts';
import { saveNote } from '../../web/pages/community/fill/note.ts';
import { keepWaiting, type Waiting } from '../../web/pages/community/fill/outbox.ts';
import { createSaver } from '../../web/pages/community/fill/saver.ts';
import { createSheet } from '../../web/pages/community/fill/sheet.ts';
import type { Answers, SectionForm } from '../../web/pages/community/fill/values.ts';
import { largeSection } from '../browser/large.ts';
import { asBrowser, json, problem } from './browser.ts';

const FORM = { formVersionId: 'v1', valueWords: loadAnswerWords() };
const { layout, answers } = largeSection(FORM, { questions: 8, rows: 2 }) as { layout: SectionForm; answers: Answers };
const WHERE = { communityId: 'unit', period: '2026', section: 'people' };
const ITEMS = Array.from({ length: 8 }, (_, at) => `q${at}`);

beforeEach(() => void vi.useFakeTimers());

/** A desk, and a server that fails when it is sent such an item. */
function open(isBroken: (item: string) => boolean) {
  let version = answers.version;
  const saved: string[] = [];
  asBrowser((_path, body, method) => {
    if (method === 'GET') return json({ ...answers, version });
    const { cells } = body as { cells: { item: string }[] };
    if (cells.some(({ item }) => isBroken(item))) return problem(500, 'fault', '服务器出错');
    version += 1;
    saved.push(...cells.map(({ item }) => item));
    return json({ version });
  });
  const sheet = createSheet(layout, answers);
  const saver = createSaver('me', WHERE, sheet, answers, []);
  const cell = (item: string): Cell => {
    const found = sheet.byItem.get(item);
    if (!found) throw new Error(`There is no ${item}.`);
    return found;
  };
  saver.editAll(ITEMS.map((item) => ({ cell: cell(item), text: '5' })));
  return { saver, saved, cell };
}

test('one value on which the server fails is told at its field, the others are saved', async () => {
  const { saver, saved, cell } = open((item) => item === 'q3');
  await vi.advanceTimersByTimeAsync(2_000);
  expect([saver.state.phase, saver.state.why, saved]).toEqual(['offline', '服务器出错', []]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([saver.state.phase, [...saved].sort()]).toEqual(['calm', ITEMS.filter((item) => item !== 'q3')]);
  expect(cell('q3')).toMatchObject({ mark: 'faulty', fault: '服务器出错', text: '5' });
  saver.close();
});

test('while the server fails at everything no field is blamed', async () => {
  let isBroken = true;
  const { saver, saved, cell } = open(() => isBroken);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(ITEMS.map((item) => cell(item).mark)).toEqual(ITEMS.map(() => 'waiting'));
  isBroken = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect([saver.state.phase, [...saved].sort()]).toEqual(['calm', ITEMS]);
  saver.close();
});

test('a connection that died without a word is given up and tried again', async () => {
  let isDead = true;
  asBrowser(() => (isDead ? new Promise(() => undefined) : json({ version: answers.version + 1 })));
  const sheet = createSheet(layout, answers);
  const saver = createSaver('me', WHERE, sheet, answers, []);
  saver.editAll(sheet.cells.slice(0, 1).map((cell) => ({ cell, text: '5' })));
  await vi.advanceTimersByTimeAsync(25_000);
  expect(saver.state.phase).toBe('offline');
  isDead = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([saver.state.phase, sheet.cells[0]?.mark]).toEqual(['calm', 'kept']);
  saver.close();
});

function waitingFor(accountId: string, section: string, item: string): Waiting {
  const place = `unit/2026/${section}`;
  const key = `${accountId}/${place}/${item}`;
  return { key, accountId, place, item, title: item, text: '5', value: 5, faulty: false, origin: 't', base: answers.version, sent: [], at: '', stamp: key };
}

test('what was typed for a field or a section that the form has no more is told apart from what only waits', async () => {
  vi.useRealTimers();
  asBrowser((path, _body, method) => {
    if (path.includes('/gone')) return problem(404, 'request.notFound', '没有');
    if (path.includes('/later')) return problem(503, 'busy', '稍后');
    return method === 'GET' ? json(path.includes('/forms/') ? layout : answers) : json({ version: answers.version + 1 });
  });
  await keepWaiting([waitingFor('you', 'people', 'q0'), waitingFor('you', 'people', 'old'), waitingFor('you', 'gone', 'q0'), waitingFor('you', 'later', 'q0')]);
  const rest = await sendWaiting('you', 'unit');
  expect(rest.map(({ place, item, gone }) => [place, item, gone])).toEqual([
    ['unit/2026/people', 'old', true],
    ['unit/2026/gone', 'q0', true],
    ['unit/2026/later', 'q0', false],
  ]);
});

test('a note that could not be saved stays with its field, and goes when the server is back', async () => {
  vi.useRealTimers();
  let isThere = false;
  asBrowser(() => (isThere ? json({}) : problem(503, 'busy', '稍后再试')));
  const cell = createSheet(layout, answers).cells[0];
  if (!cell) throw new Error('There is no cell.');
  cell.noteTyped = '已核实 ';
  await saveNote(WHERE, cell);
  expect(cell).toMatchObject({ note: '', noteTyped: '已核实 ', noteFault: '稍后再试' });
  isThere = true;
  await saveNote(WHERE, cell);
  expect(cell).toMatchObject({ note: '已核实', noteTyped: null, noteFault: '' });
});

test('a note that somebody else changed meanwhile is told first; saved once more, one’s own stands', async () => {
  vi.useRealTimers();
  asBrowser((_path, body) =>
    (body as { was: string }).was === '不含' ? json({}) : json({ status: 409, code: 'note.changed', detail: '改成了“不含”', params: { words: '不含' } }, 409),
  );
  const cell = createSheet(layout, answers).cells[0];
  if (!cell) throw new Error('There is no cell.');
  cell.noteTyped = '已核实';
  await saveNote(WHERE, cell);
  expect(cell).toMatchObject({ noteTyped: '已核实', noteFault: '改成了“不含”' });
  await saveNote(WHERE, cell);
  expect(cell).toMatchObject({ note: '已核实', noteTyped: null, noteFault: '' });
});
