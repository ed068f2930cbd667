// In which order Enter reaches the fields of a block, what Esc puts back, and where a pasted column goes.
import { expect, test } from 'vitest';
import { newCell, type Cell } from '../../web/pages/community/fill/cell.ts';
import { enterOrder, escaping } from '../../web/pages/community/fill/keys.ts';
import { pastedAt } from '../../web/pages/community/fill/sheet.ts';

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
  ['the tables of one field that follow', [['a'], ['b'], ['c']], 'abc'],
  ['not what stands after another table', [['a'], ['bc'], ['d']], 'a··'],
  ['not out of a table of several rows', [['a', 'b'], ['c']], 'ab·'],
  ['not past the last table', [['a'], ['b']], 'ab·'],
])('a pasted column goes on into %s', (_what, blocks, items) => {
  const all = blocks.map((rows, index) => block(index, rows));
  const from = all[0]?.[0]?.[0] ?? only();
  const reached = [0, 1, 2].map((down) => pastedAt(all, from, { down, right: 0, single: true })?.item ?? '·');
  expect(reached.join('')).toBe(items);
});

test('what is two columns wide stays in its table', () => {
  const all = [block(0, ['a']), block(1, ['b'])];
  expect(pastedAt(all, all[0]?.[0]?.[0] ?? only(), { down: 1, right: 0, single: false })).toBeNull();
});
