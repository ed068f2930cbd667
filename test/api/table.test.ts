// Tables from files that people made: nothing in them is left out in silence.
import { describe, expect, it } from 'vitest';
import { Refused } from '../../api/problem.ts';
import { readTable } from '../../api/table.ts';
import { rawBook } from '../forms/excel/raw.ts';

function bookOf(rows: number, columns: number, first = 1): Uint8Array {
  const row = (number: number): string => `<row r="${number}">${'<c><v>1</v></c>'.repeat(columns)}</row>`;
  return rawBook({ sheets: { 表: `<sheetData>${row(1)}${Array.from({ length: rows - 1 }, (_, index) => row(index + first + 1)).join('')}</sheetData>` } });
}

const refusalOf = (bytes: Uint8Array): Promise<unknown> => readTable('表.xlsx', bytes).catch((error: unknown) => (error instanceof Refused ? error : null));

describe('a table from a workbook', { timeout: 60_000 }, () => {
  it('has all columns and rows', async () => {
    const table = await readTable('表.xlsx', bookOf(4000, 60));
    expect(table).toHaveLength(4000);
    expect(table.every((line) => line.length === 60)).toBe(true);
  });

  it('that would be too large is refused, saying how far it reaches', async () => {
    expect(await refusalOf(bookOf(3, 3, 999_997))).toMatchObject({
      problem: { code: 'upload.tableTooLarge', params: { rows: 999_999, columns: 3, cells: 2_000_000 } },
    });
  });

  it('that cannot be read whole is refused, saying what to do', async () => {
    const refusal = await refusalOf(bookOf(102, 10_000));
    expect(refusal).toMatchObject({ problem: { code: 'request.invalid' }, problems: [{ code: 'workbook.tooMuchFilled', params: { rows: 2 } }] });
    expect(refusal).toHaveProperty('problem.params.why', expect.stringContaining('拆成几个文件'));
  });
});

describe('a table from a CSV', { timeout: 60_000 }, () => {
  const csv = (rows: readonly (readonly string[])[]): Uint8Array => Buffer.from(`\uFEFF${rows.map((row) => row.join(',')).join('\r\n')}\r\n`);

  it('is read in pieces, and no letter is lost between two of them', async () => {
    const rows = Array.from({ length: 9000 }, (_, row) => [`第${row}行`, '𠮷野家'.repeat(row % 7), '']);
    expect(await readTable('表.csv', csv(rows))).toEqual(rows);
  });

  it('that would be too large is refused, saying how far it reaches', async () => {
    const rows = Array.from({ length: 2100 }, () => Array.from({ length: 1000 }, () => '1'));
    await expect(readTable('表.csv', csv(rows))).rejects.toMatchObject({ problem: { code: 'upload.tableTooLarge', params: { rows: 2000, columns: 1000 } } });
  });

  it('that is none is refused in words', async () => {
    await expect(readTable('表.csv', Buffer.from('a,"b\n'))).rejects.toMatchObject({ problem: { code: 'request.invalid', params: { at: '表.csv' } } });
  });
});
