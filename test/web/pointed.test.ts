// How rulings point at blanks.
import { expect, test } from 'vitest';
import { pointAt } from '../../web/pieces/pointed.ts';

test('a blank is pointed at by its words and its place; words that are empty are none', () => {
  expect(pointAt({ requirement: 'mz-01', label: ['人口', '', '女'], sheet: '表', cell: 'C4' })).toEqual({
    requirement: 'mz-01',
    label: ['人口', '女'],
    sheet: '表',
    cell: 'C4',
  });
  expect(pointAt({ requirement: 'mz-01', label: [''], sheet: '表', cell: 'C4' })).toEqual({ requirement: 'mz-01', sheet: '表', cell: 'C4' });
});
