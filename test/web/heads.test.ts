// A block of a spreadsheet with its heads and the names of its lines.
import { expect, test } from 'vitest';
import { withoutHeads } from '../../web/pages/community/fill/bulk.ts';

const isTaken = (text: string): boolean => text.trim() === '' || /^[\d,.]+$|^不适用$/.test(text.trim());

test.each<[string, string[][], string[][]]>([
  [
    'heads',
    [
      ['合计', '女'],
      ['12', '7'],
    ],
    [['12', '7']],
  ],
  [
    'names',
    [
      ['初中', '12'],
      ['16—24岁', '7'],
    ],
    [['12'], ['7']],
  ],
  [
    'both',
    [
      ['', '合计'],
      ['初中', '12'],
    ],
    [['12']],
  ],
  [
    'numbers alone',
    [
      ['12', '7'],
      ['3', '4'],
    ],
    [
      ['12', '7'],
      ['3', '4'],
    ],
  ],
  [
    'what there is none of',
    [
      ['不适用', '7'],
      ['3', '4'],
    ],
    [
      ['不适用', '7'],
      ['3', '4'],
    ],
  ],
  [
    'a slip in the first line',
    [
      ['约12', '7'],
      ['3', '4'],
    ],
    [
      ['约12', '7'],
      ['3', '4'],
    ],
  ],
  ['slips all along', [['约12'], ['约3']], [['约12'], ['约3']]],
  ['a single word', [['没有']], [['没有']]],
  [
    'blanks',
    [
      ['', ''],
      ['3', '4'],
    ],
    [
      ['', ''],
      ['3', '4'],
    ],
  ],
])('%s', (_name, block, rows) => {
  expect(withoutHeads(block, isTaken).rows).toEqual(rows);
});
