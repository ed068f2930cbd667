// What waits for the server, step by step: nothing typed is lost, nobody's value is overwritten unseen; and the counts and rules that follow each cell.
import { nextTick } from 'vue';
import { expect, test, vi } from 'vitest';
import { loadAnswerWords } from '../../forms/lexicon/form.ts';
import { undoing } from '../../web/pages/community/fill/bulk.ts';
import type { Cell } from '../../web/pages/community/fill/cell.ts';
import {
  arrived,
  batchOf,
  contested,
  createQueue,
  keptMine,
  leaving,
  put,
  readAgain,
  refused,
  resumeWith,
  tookTheirs,
  type Queue,
} from '../../web/pages/community/fill/queue.ts';
import { judging } from '../../web/pages/community/fill/rules.ts';
import { createSheet, type Sheet } from '../../web/pages/community/fill/sheet.ts';
import { unsavedFile, unsavedIn } from '../../web/pages/community/fill/unsaved-file.ts';
import { sumOf, type Answers, type SectionForm } from '../../web/pages/community/fill/values.ts';
import { largeSection } from '../browser/large.ts';

const FORM = { formVersionId: 'v1', valueWords: loadAnswerWords() };
const { layout, answers } = largeSection(FORM, { questions: 3, rows: 2 }) as { layout: SectionForm; answers: Answers };

interface Desk {
  readonly sheet: Sheet;
  readonly queue: Queue;
  readonly type: (item: string, text: string) => void;
  readonly cell: (item: string) => Cell;
}

let stamps = 0;
const stamp = () => ({ at: '2026-11-21T08:00:00Z', stamp: `s${++stamps}` });

function open(read: Answers = answers): Desk {
  const sheet = createSheet(layout, read);
  const queue = createQueue(sheet, 'me', 'unit/2026/people', read.version);
  const cell = (item: string): Cell => {
    const found = sheet.byItem.get(item);
    if (!found) throw new Error(`There is no ${item}.`);
    return found;
  };
  return { sheet, queue, cell, type: (item, text) => void put(queue, [{ cell: cell(item), text }], stamp) };
}

/** Sends what can be sent, as far as the server has not answered. */
function send({ queue }: Desk) {
  const batch = batchOf(queue);
  leaving(queue, batch);
  return batch;
}

const marks = ({ sheet }: Desk, items: readonly string[]): string[] => items.map((item) => sheet.byItem.get(item)?.mark ?? '');

test('typed, sent and there: the cell is kept, and the next change starts from the version that holds it', () => {
  const desk = open();
  desk.type('q0', '12');
  expect(marks(desk, ['q0', 'q1'])).toEqual(['waiting', 'kept']);
  expect(arrived(desk.queue, send(desk), 5).map(({ item }) => item)).toEqual(['q0']);
  expect([desk.queue.records.size, ...marks(desk, ['q0'])]).toEqual([0, 'kept']);
  desk.type('q0', '13');
  expect(batchOf(desk.queue).map(({ base, value }) => [base, value])).toEqual([[5, 13]]);
});

test('typed back to what the server has, there is nothing to send', () => {
  const desk = open();
  desk.type('q0', '1');
  const { forget, keep } = put(desk.queue, [{ cell: desk.cell('q0'), text: '' }], stamp);
  expect([forget.length, keep.length, desk.queue.records.size, desk.cell('q0').mark]).toEqual([1, 0, 0, 'kept']);
});

test('typed back while the answer to the first try is missing, it is sent all the same', () => {
  const desk = open();
  desk.type('q0', '1');
  send(desk);
  desk.type('q0', '');
  expect(batchOf(desk.queue).map(({ value }) => value)).toEqual([null]);
});

test('typed on while it was on its way: the newer value goes from the version that holds the older one', () => {
  const desk = open();
  desk.type('q0', '1');
  const batch = send(desk);
  desk.type('q0', '12');
  expect(arrived(desk.queue, batch, 7)).toEqual([]);
  expect([desk.cell('q0').seen, desk.cell('q0').text]).toEqual([1, '12']);
  expect(batchOf(desk.queue).map(({ base, value, sent }) => [base, value, sent])).toEqual([[7, 12, []]]);
});

test('what cannot be kept waits for its writer and is not sent', () => {
  const desk = open();
  desk.type('q0', '约12');
  desk.type('q1', '3');
  expect([...marks(desk, ['q0', 'q1']), batchOf(desk.queue).map(({ item }) => item)]).toEqual(['faulty', 'waiting', ['q1']]);
  desk.type('q0', '12');
  expect(marks(desk, ['q0'])).toEqual(['waiting']);
});

test('what the server refuses is marked, unless it was typed anew meanwhile', () => {
  const desk = open();
  desk.type('q0', '1');
  desk.type('q1', '2');
  const [first, second] = send(desk);
  desk.type('q1', '3');
  if (!first || !second) throw new Error('Nothing was sent.');
  expect(refused(desk.queue, first, 'no').keep).toMatchObject([{ item: 'q0', faulty: true }]);
  expect(refused(desk.queue, second, 'no').keep).toEqual([]);
  expect([desk.cell('q0').fault, ...marks(desk, ['q0', 'q1'])]).toEqual(['no', 'faulty', 'waiting']);
});

test('somebody else’s value stands beside mine until it is decided', () => {
  const desk = open();
  for (const item of ['q0', 'q1']) desk.type(item, '1');
  send(desk);
  const theirs = { theirs: 9, at: '', who: 'x' };
  contested(
    desk.queue,
    ['q0', 'q1'].map((item) => ({ item, ...theirs })),
    4,
  );
  expect([...marks(desk, ['q0', 'q1']), batchOf(desk.queue)]).toEqual(['conflict', 'conflict', []]);
  desk.type('q0', '2');
  expect(marks(desk, ['q0'])).toEqual(['conflict']);
  keptMine(desk.queue, desk.cell('q0'), stamp());
  tookTheirs(desk.queue, desk.cell('q1'));
  expect(batchOf(desk.queue).map(({ item, base, value }) => [item, base, value])).toEqual([['q0', 4, 2]]);
  expect([desk.cell('q1').value, desk.cell('q1').mark]).toEqual([9, 'kept']);
});

test('an earlier value of one’s own, whose answer was lost, is no conflict', () => {
  const desk = open();
  desk.type('q0', '1');
  send(desk);
  desk.type('q0', '12');
  send(desk);
  contested(desk.queue, [{ item: 'q0', theirs: 1, at: '', who: 'me' }], 6);
  expect(batchOf(desk.queue).map(({ base, value, sent }) => [base, value, sent])).toEqual([[6, 12, []]]);
});

test('what waited here comes back into its cells, except what the server has meanwhile', () => {
  const desk = open();
  for (const [item, text] of [
    ['q0', '1'],
    ['q1', '约2'],
    ['q2', '3'],
  ] as const)
    desk.type(item, text);
  const waited = [...desk.queue.records.values()];
  const later = open({ ...answers, version: 3, answers: answers.answers.map((_value, at) => (at === 0 ? 1 : null)) });
  expect(resumeWith(later.queue, waited).map(({ item }) => item)).toEqual(['q0']);
  expect([later.cell('q1').text, ...marks(later, ['q0', 'q1', 'q2'])]).toEqual(['约2', 'kept', 'faulty', 'waiting']);
});

test('read again: what others changed is shown, what waits stays, and a server set back is gone on from', () => {
  const desk = open({ ...answers, version: 8 });
  desk.type('q0', '1');
  readAgain(desk.queue, { ...answers, version: 2, answers: answers.answers.map((_value, at) => (at < 2 ? 7 : null)) });
  expect([desk.cell('q0').text, desk.cell('q1').text]).toEqual(['1', '7']);
  expect(batchOf(desk.queue).map(({ base }) => base)).toEqual([2]);
});

test('read again: notes of others are shown', () => {
  const desk = open();
  readAgain(desk.queue, { ...answers, notes: [{ item: 'q0', words: '已核实' }] } as Answers);
  expect([desk.cell('q0').note, desk.cell('q1').note]).toEqual(['已核实', '']);
});

test('what the server would not take on an earlier visit is offered to it again', () => {
  const desk = open();
  desk.type('q0', '1');
  const [record] = send(desk);
  if (!record) throw new Error('Nothing was sent.');
  const later = open();
  resumeWith(later.queue, refused(desk.queue, record, 'no').keep);
  expect([marks(later, ['q0']), batchOf(later.queue).map(({ item }) => item)]).toEqual([['waiting'], ['q0']]);
});

test('one step back leaves what was typed since', () => {
  const desk = open();
  const done = ['q0', 'q1'].map((item) => ({ before: { cell: desk.cell(item), text: '' }, text: '0' }));
  for (const item of ['q0', 'q1']) desk.type(item, '0');
  desk.type('q1', '12');
  expect(undoing(done).map(({ cell, text }) => [cell.item, text])).toEqual([['q0', '']]);
});

test('the counts follow every cell', async () => {
  const desk = open({
    ...answers,
    beside: answers.beside.map((each, at) => (at === 1 ? { ...each, last: { period: '2025', value: 5, again: true } } : each)),
  } as Answers);
  const { tally } = desk.sheet;
  expect({ ...tally }).toEqual({ answered: 0, rest: 33, offered: 1, waiting: 0, faulty: 0, conflict: 0 });
  desk.type('q0', '约1');
  desk.type('q1', '5');
  await nextTick();
  expect({ ...tally }).toEqual({ answered: 1, rest: 31, offered: 0, waiting: 1, faulty: 1, conflict: 0 });
});

test('what is refused is not filled, whatever it began with; nothing is summed from it', async () => {
  const desk = open();
  for (const [item, text] of [
    ['q0', '-3'],
    ['q1', '2.5'],
    ['q2', '1e3'],
    ['r0c0', '一百'],
    ['r0c1', '12人'],
    ['r1c0', '约100'],
  ] as const)
    for (let length = 1; length <= text.length; length += 1) desk.type(item, text.slice(0, length));
  await nextTick();
  expect({ ...desk.sheet.tally }).toMatchObject({ answered: 0, faulty: 6, waiting: 0 });
  expect(['q1', 'q2', 'r0c1'].map((item) => desk.cell(item).value)).toEqual([null, null, null]);
  desk.type('r0c1', '12');
  await nextTick();
  expect({ ...desk.sheet.tally }).toMatchObject({ answered: 1, faulty: 5, waiting: 1 });
});

test('a change judges the rules that it concerns, a moment later', async () => {
  vi.useFakeTimers();
  const desk = open();
  const { broken } = judging(desk.sheet);
  expect(broken.value).toEqual([]);
  put(
    desk.queue,
    [...Array.from({ length: 15 }, (_, at) => `r0c${at}`), 'q0'].map((item) => ({ cell: desk.cell(item), text: item === 'q0' ? '16' : '1' })),
    stamp,
  );
  await nextTick();
  await vi.advanceTimersByTimeAsync(200);
  expect(broken.value.map(({ checkId, sides }) => [checkId, sides])).toEqual([['rule0', { left: '15', right: '16' }]]);
  desk.type('r0c0', '2');
  await nextTick();
  await vi.advanceTimersByTimeAsync(200);
  expect(broken.value).toEqual([]);
  vi.useRealTimers();
});

test('sums are exact: whole numbers, weights, tenths, large ones, blanks', () => {
  const values: Record<string, string | number | null> = { a: 1, b: '0.1', c: 999_999_999_999_999, d: '0.2', none: '不适用', blank: null };
  const sum = (...terms: readonly (readonly [string, string])[]): string | undefined =>
    sumOf(
      terms.map(([item, weight]) => ({ item, weight })),
      (item) => values[item] ?? null,
      '不适用',
    )?.toFixed();
  expect(sum(['a', '1'], ['b', '1'], ['d', '1'])).toBe('1.3');
  expect(sum(...Array.from({ length: 20 }, () => ['c', '1'] as const))).toBe('19999999999999980');
  expect(sum(['c', '-1'], ['a', '1/2'], ['none', '1'])).toBe('-999999999999998.5');
  expect(sum(['a', '1'], ['blank', '1'])).toBeUndefined();
});

test('what could not be saved comes back from its file, in either encoding', () => {
  const rows = [
    { place: 'unit/2026-10/people', item: 'e0|a/b', title: '男性,“常住”', text: '=1+2' },
    { place: 'unit/2026/people', item: 'q1', title: '备注', text: '约"12"' },
  ];
  const text = unsavedFile('柳岸社区', rows, ['填报项', '填报值', '位置']);
  const found = [
    { community: '柳岸社区', period: '2026-10', section: 'people', item: 'e0|a/b', title: '男性,“常住”', text: '=1+2' },
    { community: '柳岸社区', period: '2026', section: 'people', item: 'q1', title: '备注', text: '约"12"' },
  ];
  expect(unsavedIn(new TextEncoder().encode(text).buffer)).toEqual(found);
  // 数,1,2026/people/q9 as Chinese Excel writes it.
  expect(unsavedIn(new Uint8Array([0xca, 0xfd, ...new TextEncoder().encode(',1,2026/people/q9\r\n')]).buffer)).toEqual([
    { community: null, period: '2026', section: 'people', item: 'q9', title: '数', text: '1' },
  ]);
  expect(unsavedIn(new TextEncoder().encode('甲,乙\r\n1,2\r\n').buffer)).toBeNull();
});
