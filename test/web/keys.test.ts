// In which order Enter reaches the fields of a block, what Esc puts back, and where a pasted column goes.
import { expect, test } from 'vitest';
import { newCell, type Cell } from '../../web/pages/community/fill/cell.ts';
import { enterOrder, escaping } from '../../web/pages/community/fill/keys.ts';
import { beginningsOf, pastedAt } from '../../web/pages/community/fill/sheet.ts';
import type { Block } from '../../web/pages/community/fill/values.ts';

const question = {
  title: '',
  words: '',
  unit: null,
  answers: 'count' as const,
  choices: null,
  period: '',
  definitions: [],
  neededBy: [],
};

/** "ab" / "c." : two rows, nothing asked where a point stands. */
function grid(...rows: readonly string[]): (Cell | null)[][] {
  return block(0, rows);
}

function block(index: number, rows: readonly string[]): (Cell | null)[][] {
  return rows.map((row, at) => [...row].map((item, column) => (item === '.' ? null : newCell({ ...question, item }, index, at, column))));
}

test.each([
  [['a', 'b', 'c'], 'abc'],
  [['ad', 'be', 'c.'], 'abcde'],
  [['.b', 'ac'], 'abc'],
  [[], ''],
])('%j', (rows, order) => {
  expect(
    enterOrder(grid(...rows))
      .map(({ item }) => item)
      .join(''),
  ).toBe(order);
});

const only = (): Cell => newCell({ ...question, item: 'a' }, 0, 0, 0);

test('Esc puts back what stood there before it was typed over', () => {
  const [cell, put] = [only(), escaping()];
  cell.text = '7';
  put.reached();
  expect(put.back(cell)).toBe('7');
  for (const text of ['1', '12']) put.by(cell, () => (cell.text = text));
  expect(put.back(cell)).toBe('7');
});

test('Esc leaves somebody else’s value alone, shown while the field had the focus', () => {
  const [cell, put] = [only(), escaping()];
  cell.text = '7';
  put.reached();
  cell.text = '9';
  expect(put.back(cell)).toBe('9');
  put.by(cell, () => (cell.text = '1'));
  expect(put.back(cell)).toBe('9');
  cell.text = '8';
  expect(put.back(cell)).toBe('8');
});

test('Esc on what cannot be kept puts back what was kept last', () => {
  const [cell, put] = [only(), escaping()];
  Object.assign(cell, { text: '约7', value: 6, mark: 'faulty' });
  put.reached();
  expect(put.back(cell)).toBe('6');
});

test.each([
  ['single items one below the other', [['a'], ['b'], ['c']], [0, 0, 0], 'abc'],
  ['not what stands after another table', [['a'], ['bc'], ['d']], [0, 1, 2], 'a··'],
  ['single items below a list', [['a', 'b'], ['c']], [0, 0], 'abc'],
  ['not past the last item', [['a'], ['b']], [0, 0], 'ab·'],
])('a pasted column goes on to the end of the table as it is drawn: %s', (_what, blocks, begins, items) => {
  const grid = blocks.map((rows, index) => block(index, rows));
  const from = grid[0]?.[0]?.[0] ?? only();
  const reached = [0, 1, 2].map((down) => pastedAt({ grid, begins }, from, { down, right: 0, single: true })?.item ?? '·');
  expect(reached.join('')).toBe(items);
});

test('a column pasted into a later item goes on from there', () => {
  const grid = [block(0, ['a', 'b']), block(1, ['c']), block(2, ['d'])];
  expect(pastedAt({ grid, begins: [0, 0, 0] }, grid[1]?.[0]?.[0] ?? only(), { down: 1, right: 0, single: true })?.item).toBe('d');
});

test('what is two columns wide stays in its table', () => {
  const grid = [block(0, ['a']), block(1, ['b'])];
  expect(pastedAt({ grid, begins: [0, 0] }, grid[0]?.[0]?.[0] ?? only(), { down: 1, right: 0, single: false })).toBeNull();
});

test('single items are drawn as one table, below a list without a heading too; what has a heading of its own begins anew', () => {
  const list = (heading: string, ...titles: string[]) => ({ kind: 'list', heading, questions: titles.map((title) => ({ title })) }) as unknown as Block;
  const blocks = [
    list('', '慰问 · 资金', '普法 · 次数'),
    list('走访', '走访 · 次数'),
    list('调解', '调解 · 次数', '调解 · 人次'),
    list('宣传', '宣传 · 次数'),
    list('演练', '演练 · 次数'),
  ];
  const none = blocks.map(() => ({ others: [] }));
  expect(beginningsOf(blocks, none)).toEqual([0, 0, 2, 3, 3]);
  const sum = { title: '合计', unit: null, departments: [], terms: [] };
  expect(beginningsOf(blocks, [{ others: [sum] }, ...none.slice(1)])).toEqual([0, 1, 2, 3, 3]);
});
