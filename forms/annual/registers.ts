// A register's sheet: one row for each thing, one column for each particular, then one for each roster that a row may belong on.
import type ExcelJS from 'exceljs';
import type { RegisterTable } from '../../engine/model/annual.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { safe } from '../print/workbook.ts';
import { dropDown, headed, heightOf, lock, newSheet, word, type Draft } from './draft.ts';
import type { ListedColumn } from './key.ts';

const HEAD_ROW = 3;
/** Drop-downs reach down to here; rows further down are read all the same. */
const LAST_ROW = 5000;
/** Numbers that are names: a spreadsheet would cut their last digits. */
const WRITTEN_NUMBERS = new Set(['idCard', 'phone']);

interface Column extends ListedColumn {
  readonly choices: readonly string[] | null;
}

export async function addRegister(draft: Draft, table: RegisterTable): Promise<void> {
  const sheet = newSheet(draft, table.title);
  const columns = columnsOf(draft, table, sheet.name);
  columns.forEach((column, index) => openColumn(sheet.getColumn(index + 1), column));
  sheet.addRow([safe(`${draft.form.title} · ${table.title}`)]).font = { bold: true, size: 14 };
  sheet.addRow([]);
  for (const row of [1, 2]) columns.forEach((_, index) => (sheet.getCell(row, index + 1).protection = { locked: true }));
  columns.forEach(({ head }, index) => {
    const cell = sheet.getCell(HEAD_ROW, index + 1);
    cell.value = safe(head);
    cell.numFmt = 'General';
    headed(cell);
  });
  sheet.getRow(HEAD_ROW).height = heightOf(
    sheet.getRow(HEAD_ROW),
    columns.map((column) => widthOf(column)),
  );
  for (const row of draft.filled?.registers.get(table.register) ?? []) sheet.addRow(columns.map((column) => cellOf(row.get(column.id) ?? null, column, draft)));
  for (const { column, choices } of columns) if (choices) validate(sheet, column, dropDown(draft, choices));
  // Too wide for one page: it is printed page after page, with its heads on each.
  sheet.pageSetup = { ...sheet.pageSetup, fitToPage: false, printTitlesRow: `${HEAD_ROW}:${HEAD_ROW}`, printTitlesColumn: 'A:A' };
  sheet.views = [{ state: 'frozen', xSplit: 1, ySplit: HEAD_ROW }];
  draft.listed.push(
    ...columns.map(({ sheet: name, column, headRow, register, kind, id, head }) => ({ sheet: name, column, headRow, register, kind, id, head })),
  );
  await lock(sheet, { insertRows: true, sort: true, autoFilter: true });
}

function columnsOf(draft: Draft, { register, columns, memberships }: RegisterTable, sheet: string): Column[] {
  const yes = [word(draft, 'yes'), word(draft, 'no')];
  const all = [
    ...columns.map(({ column, title, choices, suggested }) => ({ kind: 'column' as const, id: column, head: title, choices: choices ?? suggested ?? null })),
    ...memberships.map(({ membership, title, department, who }) => {
      const needs = [department, who].filter((text) => text !== '').join(';');
      return { kind: 'membership' as const, id: membership, head: `${word(draft, 'onRoster')}${title}${needs === '' ? '' : ` (${needs})`}`, choices: yes };
    }),
  ];
  return all.map((each, index) => ({ ...each, sheet, register, column: index + 1, headRow: HEAD_ROW }));
}

/** The whole column is open, so that a register may be as long as it is. */
function openColumn(column: Partial<ExcelJS.Column>, own: Column): void {
  column.width = widthOf(own);
  column.style = { protection: { locked: false }, numFmt: WRITTEN_NUMBERS.has(own.id) ? '@' : 'General', alignment: { vertical: 'middle' } };
}

/** In letters, as spreadsheets have it. */
function widthOf({ kind, id, head }: Column): number {
  if (WRITTEN_NUMBERS.has(id)) return 22;
  return kind === 'membership' ? 18 : Math.min(20, Math.max(11, head.length * 2.2));
}

function cellOf(value: Scalar, { kind, id }: Column, draft: Draft): string | number | null {
  if (kind === 'membership') return value === true ? word(draft, 'yes') : null;
  if (value === null) return null;
  return typeof value === 'number' && !WRITTEN_NUMBERS.has(id) ? value : safe(String(value));
}

/** One drop-down for the whole column; exceljs has this, though its types do not say so. */
function validate(sheet: ExcelJS.Worksheet, column: number, validation: ExcelJS.DataValidation): void {
  const letters = sheet.getColumn(column).letter;
  const validations: unknown = Reflect.get(sheet, 'dataValidations');
  if (hasAdd(validations)) validations.add(`${letters}${HEAD_ROW + 1}:${letters}${LAST_ROW}`, validation);
}

function hasAdd(value: unknown): value is { add: (range: string, validation: ExcelJS.DataValidation) => void } {
  return typeof value === 'object' && value !== null && 'add' in value && typeof value.add === 'function';
}
