// The hidden sheet of an annual workbook: which form it was made of, for which community, and what each answer cell asks. What was
// written there is read back, so that a workbook in which sheets were moved about, or of an older form, can still be followed.
import type ExcelJS from 'exceljs';
import { shortHash } from '../../engine/match/index.ts';
import { questionsIn } from '../../engine/compile/index.ts';
import type { AnnualForm } from '../../engine/model/annual.ts';
import { columnName, type Sheet } from '../../engine/model/sheet.ts';
import { gridOf } from './grid.ts';

export const KEY_SHEET = '_onetable';
const MARK = 'onetable annual form 1';

/** An answer cell and what it asks. `label` and `head` begin its row and its column, to see whether these were moved. */
export interface AskedCell {
  readonly sheet: string;
  readonly cell: string;
  readonly item: string;
  readonly period: string;
  /** The unit's exact multiple of the base unit when the workbook was written. */
  readonly factor: string;
  readonly label: Heading;
  readonly head: Heading;
}

/** The words that a row or a column begins with, and where. */
export interface Heading {
  readonly cell: string;
  readonly text: string;
}

/** A column of a register's sheet. `id` is the register's column, or the membership that is ticked. */
export interface ListedColumn {
  readonly sheet: string;
  readonly column: number;
  readonly headRow: number;
  readonly register: string;
  readonly kind: 'column' | 'membership';
  readonly id: string;
  readonly head: string;
}

export interface WorkbookKey {
  /** Of the form that the workbook was made of. */
  readonly form: string;
  readonly district: string;
  readonly community: { readonly code: string; readonly name: string };
  readonly asked: readonly AskedCell[];
  readonly listed: readonly ListedColumn[];
}

/** Names a form by all that a filled workbook depends on: questions, units, choices, periods, registers. Words do not matter. */
export function formHash({ year, parts, registers }: AnnualForm): string {
  const questions = parts.flatMap(({ frequency, sections }) =>
    sections.flatMap((section) => questionsIn(section).map(({ item, factor, answers, choices }) => [frequency, item, factor, answers, choices])),
  );
  const lists = registers.map(({ register, columns, memberships }) => [
    register,
    columns.map(({ column }) => column),
    memberships.map(({ membership }) => membership),
  ]);
  const byId = (list: readonly unknown[]): string[] => list.map((each) => JSON.stringify(each)).sort();
  return shortHash(JSON.stringify([year, byId(questions), byId(lists)]));
}

/** The first column that long lists for drop-downs stand in, one column each. */
const FIRST_LIST = 12;

/** Where the list of this number will stand, for a drop-down. */
export function listRange(index: number, length: number): string {
  const letters = columnName(FIRST_LIST + index);
  return `${KEY_SHEET}!$${letters}$1:$${letters}$${length}`;
}

/** Writes the hidden sheet. */
export function addKey(book: ExcelJS.Workbook, key: WorkbookKey, lists: readonly (readonly string[])[]): void {
  const sheet = book.addWorksheet(KEY_SHEET, { state: 'veryHidden' });
  sheet.addRow([MARK, key.form, key.community.code, key.community.name, key.district]);
  for (const { sheet: name, cell, item, period, factor, label, head } of key.asked)
    sheet.addRow(['answer', name, cell, item, period, factor, label.cell, label.text, head.cell, head.text]);
  for (const each of key.listed) sheet.addRow([each.kind, each.sheet, String(each.column), String(each.headRow), each.register, each.id, each.head]);
  lists.forEach((list, index) => list.forEach((text, row) => (sheet.getCell(row + 1, FIRST_LIST + index).value = text)));
}

/** Reads it back; null when there is none, or when it is none of ours. */
export function readKey(sheets: readonly Sheet[]): WorkbookKey | null {
  const sheet = sheets.find(({ name }) => name === KEY_SHEET);
  const grid = sheet && gridOf(sheet);
  if (!grid || grid.text(1, 1) !== MARK) return null;
  const asked: AskedCell[] = [];
  const listed: ListedColumn[] = [];
  for (let row = 2; row <= grid.rows; row++) {
    const [kind = '', ...rest] = Array.from({ length: 10 }, (_, index) => grid.text(row, index + 1));
    if (kind === 'answer') {
      const [name = '', cell = '', item = '', period = '', factor = '', labelCell = '', label = '', headCell = '', head = ''] = rest;
      asked.push({ sheet: name, cell, item, period, factor, label: { cell: labelCell, text: label }, head: { cell: headCell, text: head } });
    } else if (kind === 'column' || kind === 'membership') {
      const [name = '', column = '', headRow = '', register = '', id = '', head = ''] = rest;
      listed.push({ sheet: name, column: Number(column), headRow: Number(headRow), register, kind, id, head });
    }
  }
  return { form: grid.text(1, 2), district: grid.text(1, 5), community: { code: grid.text(1, 3), name: grid.text(1, 4) }, asked, listed };
}
