// In which order Enter reaches the fields of a block.
import { expect, test } from 'vitest';
import { newCell, type Cell } from '../../web/pages/community/fill/cell.ts';
import { enterOrder } from '../../web/pages/community/fill/keys.ts';

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
