// The first sheet: whose form it is, how to fill it in, and what is on the other sheets.
import type ExcelJS from 'exceljs';
import { safe } from '../print/workbook.ts';
import { boxed, lock, newSheet, opened, word, type Draft } from './draft.ts';

/** Where name and code of the community stand on the first sheet. */
export const COVER = { name: 'B3', code: 'B4' };

/** Puts the sheet first; it is written last, when all is known. */
export function placeCover(draft: Draft): ExcelJS.Worksheet {
  return newSheet(draft, word(draft, 'cover'));
}

export async function addCover(draft: Draft, sheet: ExcelJS.Worksheet): Promise<void> {
  const { form, filled, asked, listed } = draft;
  sheet.addRow([safe(form.title)]).font = { bold: true, size: 16 };
  sheet.addRow([]);
  for (const [head, text] of [
    [word(draft, 'community'), filled?.name ?? ''],
    [word(draft, 'code'), filled?.code ?? ''],
  ] as const) {
    const cell = boxed(sheet.addRow([head, safe(text)])).getCell(2);
    cell.numFmt = '@';
    if (text === '') opened(cell);
  }
  sheet.addRow([]);
  for (const line of word(draft, 'howTo').split('\n')) {
    const row = sheet.addRow([line]);
    sheet.mergeCells(row.number, 1, row.number, 2);
    row.getCell(1).alignment = { wrapText: true, vertical: 'top' };
    row.height = 20 * Math.ceil(line.length / 44);
  }
  sheet.addRow([]);
  boxed(sheet.addRow([word(draft, 'sheet'), word(draft, 'cells')]), true);
  const counts = new Map<string, string | number>();
  for (const { sheet: name } of asked) counts.set(name, Number(counts.get(name) ?? 0) + 1);
  for (const { sheet: name } of listed) counts.set(name, word(draft, 'perRow'));
  for (const [name, count] of counts) boxed(sheet.addRow([name, count])).getCell(1).value = { text: name, hyperlink: `#'${name.replaceAll("'", "''")}'!A1` };
  sheet.getColumn(1).width = 46;
  sheet.getColumn(2).width = 40;
  sheet.pageSetup.orientation = 'portrait';
  await lock(sheet);
}
