// In which order Enter reaches the fields of a block, and what Esc puts back.
import { expect, test } from 'vitest';
import { newCell, type Cell } from '../../web/pages/community/fill/cell.ts';
import { enterOrder, escaping } from '../../web/pages/community/fill/keys.ts';

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
  return rows.map((row, at) => [...row].map((item, column) => (item === '.' ? null : newCell({ ...question, item }, 0, at, column))));
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
