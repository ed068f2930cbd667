// CSV as it is written and read by the pages.
import fc from '../random.ts';
import { expect, test } from 'vitest';
import { csvText, rowsIn } from '../../web/pieces/csv.ts';

test.each([
  [
    '\uFEFFa,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['"x,y","say ""hi""","two\nlines"', [['x,y', 'say "hi"', 'two\nlines']]],
  ["'=SUM(A1),-3", [['=SUM(A1)', '-3']]],
  ['a,\n,\n\n', [['a', '']]],
  ['', []],
])('%j', (text, rows) => expect(rowsIn(text)).toEqual(rows));

test('what is written is read', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '表', ' ', '=', '-') });
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
      const kept = [...rows, ['end']];
      expect(rowsIn(csvText(kept))).toEqual(kept);
    }),
  );
});
