// What a ruling says of other blanks is told apart from what it says of those that it names.
import { expect, test } from 'vitest';
import { beyond, keyOf } from '../../web/pieces/reach.ts';

test('blanks that a ruling names are not told as others that it changes', () => {
  const blank = (requirement: string, cell: string) => ({ requirement, form: '表', sheet: '表1', cell, label: [], from: '男', to: '女' });
  const reached = [blank('mz-01', 'C5'), blank('mz-01', 'C6'), blank('wj-01', 'C5')];
  expect(beyond(reached, ['mz-01|表1|C5']).map(keyOf)).toEqual(['mz-01|表1|C6', 'wj-01|表1|C5']);
});
