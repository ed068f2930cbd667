// What spreadsheets put on the clipboard comes back as the cells that were copied, whatever is in them; and what is in them is judged by the rules for typed values.
import fc from '../random.ts';
import { expect, test } from 'vitest';
import { loadCheckValue } from '../../forms/lexicon/form.ts';
import { inOneLine, parseBlock } from '../../web/pages/community/paste.ts';

/** As spreadsheets write a block: quotes only around tabs and newlines, a newline after every row. */
function copied(rows: readonly (readonly string[])[]): string {
  const written = (cell: string): string => (/[\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => `${row.map(written).join('\t')}\r\n`).join('');
}

const cell = fc
  .oneof(
    fc.string({ maxLength: 8 }),
    fc.stringMatching(/^[0-9,.\t\n"甲乙１２, ]{0,12}$/),
    fc.integer().map((number) => number.toLocaleString('en-US')),
  )
  .filter((text) => !text.includes('\r') && !(text.startsWith('"') && !/[\t\n]/.test(text)));

test('every block that is copied is pasted as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.infiniteStream(cell), (height, width, cells) => {
      const rows = Array.from({ length: height }, () => Array.from({ length: width }, () => cells.next().value as string));
      expect(parseBlock(copied(rows))).toEqual(rows);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['12', [['12']]],
  ['12\r\n', [['12']]],
  [
    '1\t2\n3\t4\n',
    [
      ['1', '2'],
      ['3', '4'],
    ],
  ],
  ['1\r\n\r\n3\r\n', [['1'], [''], ['3']]],
  ['\r\n', [['']]],
  ['"甲"乙\t1', [['"甲"乙', '1']]],
  ['"甲\n""乙"""\t1\n', [['甲\n"乙"', '1']]],
  ['"甲', [['"甲']]],
  ['', [['']]],
])('%j', (text, rows) => {
  expect(parseBlock(text)).toEqual(rows);
});

test('a pasted number is judged as a typed one: thousands, full width, spaces', () => {
  const judge = loadCheckValue();
  const question = { title: '人数', answers: 'count' as const, unit: '人', choices: null };
  const values = parseBlock('1,234\t１２３４\t 1234 \t12人\r\n')[0]?.map((text) => judge(question, inOneLine(text)));
  expect(values?.slice(0, 3).map((each) => (each.kind === 'answer' && each.answer.kind === 'number' ? each.answer.value : each.kind))).toEqual([
    '1234',
    '1234',
    '1234',
  ]);
  expect(values?.[3]?.kind).toBe('refused');
});
