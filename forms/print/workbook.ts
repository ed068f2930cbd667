// What all workbooks of our own have in common.
import type { Worksheet } from 'exceljs';
import { escapeOffice } from '../excel/xml.ts';

/** A head row, bold on grey, with column widths in characters and a filter. */
export function head(sheet: Worksheet, columns: readonly (readonly [string, number])[]): void {
  sheet.addRow(columns.map(([title]) => title));
  columns.forEach(([, width], index) => (sheet.getColumn(index + 1).width = width));
  const row = sheet.getRow(1);
  row.font = { bold: true };
  row.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEEF1F3' } };
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
}

/** Text that a cell can hold: no control characters, no lone surrogates, never a formula (exceljs writes strings as strings). */
export function safe(value: string | number): string | number {
  return typeof value === 'number' ? value : escapeOffice(value.replace(/[\p{Cs}\ufffe\uffff]|(?![\t\n\r])\p{Cc}/gu, '').slice(0, 32_000));
}
