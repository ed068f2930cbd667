// An outline or a drawing → the bytes of a blank workbook, laid out as departments do: 指标 | 计量单位 | 数量, one question a line; lists on
// sheets of their own. Made with exceljs, which builds our own workbooks from nothing.
import ExcelJS from 'exceljs';
import { parseRange } from '../../engine/model/sheet.ts';
import { safe } from '../print/workbook.ts';
import type { Drawing, DrawnSheet, Outline, OutlineGroup, OutlineList, OutlineQuestion } from './outline.ts';

const LINE = { style: 'thin' } as const;
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE };
const LIST_ROWS = 15;
const NUMERALS = '一二三四五六七八九十';
/** Workbooks of one outline say the same date, whenever they were made. */
const MADE = new Date('2026-01-01T00:00:00Z');

export function workbookOfOutline(outline: Outline): Promise<Uint8Array> {
  const book = newBook();
  if (outline.groups.some(({ questions }) => questions.length > 0)) addQuestions(book, outline);
  for (const [index, list] of (outline.lists ?? []).entries()) addList(book, list, index);
  return bytesOf(book);
}

export function workbookOfDrawing({ sheets }: Drawing): Promise<Uint8Array> {
  const book = newBook();
  for (const sheet of sheets) addDrawn(book, sheet);
  return bytesOf(book);
}

function newBook(): ExcelJS.Workbook {
  const book = new ExcelJS.Workbook();
  book.created = MADE;
  book.modified = MADE;
  return book;
}

async function bytesOf(book: ExcelJS.Workbook): Promise<Uint8Array> {
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function addQuestions(book: ExcelJS.Workbook, { title, groups, notes = [] }: Outline): void {
  const sheet = book.addWorksheet('统计表');
  [46, 12, 16].forEach((width, index) => (sheet.getColumn(index + 1).width = width));
  across(sheet, title).font = { bold: true, size: 14 };
  bordered(sheet.addRow(['指标', '计量单位', '数量'])).font = { bold: true };
  for (const [index, group] of groups.entries()) addGroup(sheet, group, index);
  for (const note of notes) across(sheet, `说明:${note}`);
}

/** One text over all three columns. */
function across(sheet: ExcelJS.Worksheet, text: string): ExcelJS.Row {
  const row = sheet.addRow([safe(text)]);
  sheet.mergeCells(row.number, 1, row.number, 3);
  return row;
}

function addGroup(sheet: ExcelJS.Worksheet, { title, questions }: OutlineGroup, index: number): void {
  if (title !== '') bordered(across(sheet, `${NUMERALS[index] ?? index + 1}、${title}`)).font = { bold: true };
  for (const question of questions) addQuestion(sheet, question);
}

function addQuestion(sheet: ExcelJS.Worksheet, { label, unit = '', part = false, kind, choices = [] }: OutlineQuestion): void {
  const row = bordered(sheet.addRow([safe(part ? `其中:${label}` : label), safe(unit), null]));
  if (part) row.getCell(1).alignment = { indent: 1 };
  if (kind === 'choice') offer(row.getCell(3), choices);
}

function offer(cell: ExcelJS.Cell, choices: readonly string[]): void {
  cell.dataValidation = { type: 'list', allowBlank: true, formulae: [`"${choices.map((choice) => String(safe(choice)).replaceAll('"', '""')).join(',')}"`] };
}

function addList(book: ExcelJS.Workbook, { title, columns }: OutlineList, index: number): void {
  const sheet = book.addWorksheet(`名册${index + 1}`);
  sheet.addRow([safe(title)]).font = { bold: true, size: 14 };
  sheet.mergeCells(1, 1, 1, columns.length + 1);
  bordered(sheet.addRow(['序号', ...columns.map(({ label }) => safe(label))])).font = { bold: true };
  for (let row = 0; row < LIST_ROWS; row++) {
    const made = bordered(sheet.addRow([null, ...columns.map(() => null)]));
    for (const [at, { choices }] of columns.entries()) if (choices) offer(made.getCell(at + 2), choices);
  }
}

function bordered(row: ExcelJS.Row): ExcelJS.Row {
  row.eachCell({ includeEmpty: true }, (cell) => (cell.border = BORDER));
  return row;
}

function addDrawn(book: ExcelJS.Workbook, { name, cells, merges = [], blanks }: DrawnSheet): void {
  const sheet = book.addWorksheet(name);
  for (const { cell, text } of cells) {
    sheet.getCell(cell).value = safe(text);
    sheet.getCell(cell).border = BORDER;
  }
  for (const merge of merges) sheet.mergeCells(merge);
  for (const blank of blanks) {
    const range = parseRange(blank);
    for (let row = range?.top ?? 1; range && row <= range.bottom; row++)
      for (let column = range.left; column <= range.right; column++) sheet.getCell(row, column).border = BORDER;
  }
}
