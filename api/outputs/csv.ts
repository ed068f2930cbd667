// A filled workbook's sheet as CSV: the grid as it stands, UTF-8 with a byte order mark so that Excel reads the Chinese, and nothing in it
// that a spreadsheet would run as a formula.
import { stringify } from 'csv-stringify/sync';
import type { Cell, Sheet } from '../../engine/model/sheet.ts';

/** The sheet's cells up to the last one that holds something. */
export function csvOf({ cells }: Sheet): Uint8Array {
  const filled = cells.filter(({ text }) => text !== '');
  const width = filled.reduce((most, { column }) => Math.max(most, column), 0);
  const rows: string[][] = [];
  for (const cell of filled) {
    while (rows.length < cell.row) rows.push(Array.from({ length: width }, () => ''));
    const row = rows[cell.row - 1];
    if (row) row[cell.column - 1] = contentOf(cell);
  }
  return Buffer.from(stringify(rows, { bom: true, record_delimiter: 'windows' }), 'utf8');
}

/** Numbers by all their digits; what is shown as something else than a number (a date, a share) as shown; words made safe. */
function contentOf({ value, text }: Cell): string {
  if (typeof value === 'number') return Number.isNaN(Number(text.replaceAll(',', ''))) ? text : plainNumber(value);
  return harmless(text);
}

function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

/** What begins like a formula gets an apostrophe before it. Full-width signs count: spreadsheets fold them. */
export function harmless(text: string): string {
  return /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠|])/u.test(text) ? `'${text}` : text;
}
