// When answers that are all 0 are worth a word.
import { expect, test } from 'vitest';
import { zeroed } from '../../../api/submissions/zeroed.ts';

const section = (code: string, now: (number | string | null)[], last: (number | string | null)[]) => ({ code, title: code, now, last });

test('a period of nothing but zeros after one with numbers is told once, for the whole', () => {
  expect(zeroed([section('a', [0, '0.00'], [3, 4]), section('b', [0, null], [0, '1.5'])])).toEqual([{ section: null, title: '', had: 2 }]);
});

test('a section of zeros among others with numbers is told by itself', () => {
  expect(zeroed([section('a', [0, 0], [3, 4]), section('b', [7], [7])])).toEqual([{ section: 'a', title: 'a', had: 2 }]);
});

test('nothing is said of zeros that were zeros before, of one number that is gone, of blanks, of words', () => {
  expect(zeroed([section('a', [0, 0, 0], [0, 0, 5]), section('b', [1], [1])])).toEqual([]);
  expect(zeroed([section('a', [0, 0], [])])).toEqual([]);
  expect(zeroed([section('a', [0, null, null], [0, 5, 6])])).toEqual([]);
  expect(zeroed([section('a', [null, '有', '不适用'], [3, 4, 5])])).toEqual([]);
});
