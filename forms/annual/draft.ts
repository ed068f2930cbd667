// An annual workbook while it is being written: its sheets, and what its hidden sheet will say of them.
import type ExcelJS from 'exceljs';
import type { AnnualForm } from '../../engine/model/annual.ts';
import { columnName } from '../../engine/model/sheet.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import type { Language } from '../../engine/problem/index.ts';
import { listRange, type AskedCell, type ListedColumn } from './key.ts';
import { annualWords, type AnnualWord } from './words.ts';

export interface Draft {
  readonly book: ExcelJS.Workbook;
  readonly form: AnnualForm;
  readonly language: Language;
  /** What is known already; null for a form that anybody may fill in. */
  readonly filled: CommunityValues | null;
  readonly asked: AskedCell[];
  readonly listed: ListedColumn[];
  /** Lists too long to stand in a drop-down's own formula. */
  readonly lists: (readonly string[])[];
}

export function word(draft: Draft, name: AnnualWord): string {
  return annualWords[name][draft.language];
}

const LANDSCAPE: Partial<ExcelJS.PageSetup> = {
  paperSize: 9,
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
};

/** A new sheet ready to print on A4; its name is cut to what a tab can hold and made unlike the others. */
export function newSheet({ book }: Draft, title: string): ExcelJS.Worksheet {
  const plain = title.replace(/[[\]:*?/\\]/gu, ' ').replace(/^'|'$/gu, ' ');
  const taken = new Set(book.worksheets.map(({ name }) => name.toLowerCase()));
  const names = [plain.slice(0, 31), ...Array.from({ length: 99 }, (_, index) => `${plain.slice(0, 28)} ${index + 2}`)];
  const name = names.find((each) => !taken.has(each.toLowerCase())) ?? plain.slice(0, 31);
  return book.addWorksheet(name, { pageSetup: LANDSCAPE, headerFooter: { oddFooter: '&C&P / &N' } });
}

/** An empty password: the lock is against slips of the hand, and anybody may take it off. */
export async function lock(sheet: ExcelJS.Worksheet, more: Partial<ExcelJS.WorksheetProtection> = {}): Promise<void> {
  await sheet.protect('', { selectLockedCells: true, selectUnlockedCells: true, formatColumns: true, formatRows: true, ...more });
}

const LINE = { style: 'thin', color: { argb: 'FFB8C2C7' } } as const;

export function boxed(row: ExcelJS.Row, isHead = false): ExcelJS.Row {
  row.eachCell({ includeEmpty: true }, (cell) => {
    cell.border = { top: LINE, left: LINE, bottom: LINE, right: LINE };
    cell.alignment = { vertical: 'middle', wrapText: true };
    if (isHead) headed(cell);
  });
  return row;
}

export function headed(cell: ExcelJS.Cell): void {
  cell.border = { top: LINE, left: LINE, bottom: LINE, right: LINE };
  cell.alignment = { vertical: 'middle', wrapText: true };
  cell.font = { bold: true };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEEF2F3' } };
  cell.protection = { locked: true };
}

/** Something may be written here. */
export function opened(cell: ExcelJS.Cell): void {
  cell.protection = { locked: false };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEAF6EE' } };
}

/** A drop-down. People may write something else, and are asked whether they mean it. */
export function dropDown(draft: Draft, choices: readonly string[]): ExcelJS.DataValidation {
  const short = choices.join(',');
  const isShort = short.length < 200 && choices.every((choice) => !/[",]/u.test(choice));
  const before = draft.lists.findIndex((list) => list.join('\n') === choices.join('\n'));
  const index = before >= 0 ? before : draft.lists.length;
  if (!isShort && before < 0) draft.lists.push(choices);
  return {
    type: 'list',
    formulae: [isShort ? `"${short}"` : listRange(index, choices.length)],
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'warning',
    error: word(draft, 'notListed'),
  };
}

/** The height in points that a row needs to show all its words; programs do not all find it out by themselves. */
export function heightOf(row: ExcelJS.Row, widths: readonly number[]): number {
  const lines = widths.map((width, index) => {
    const written = row.getCell(index + 1).text.split('\n');
    return written.reduce((sum, line) => sum + Math.max(1, Math.ceil(columnsOf(line) / (width - 1))), 0);
  });
  return 15 * Math.max(1, ...lines) + 2;
}

/** Chinese letters are twice as wide as others. */
function columnsOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffe6]/u.test(letter) ? 2 : 1), 0);
}

/** "C5" of a cell. */
export function nameOf(row: number, column: number): string {
  return columnName(column) + row;
}
