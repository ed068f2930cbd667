// New contents for single cells of a sheet. In: a sheet's grid and what its cells are to hold. Out: splices that replace just
// these <c> elements, or create them in order with the style of their row or column; formulas and styles stay.
import { cellName } from '../../engine/model/sheet.ts';
import { columnOfKey, formulaXml, rowOfKey, type Grid, type GridCell, type GridRow } from './grid.ts';
import { withoutExponent } from './numbers.ts';
import { encode, escapeOffice, escapeXml, type Splice } from './xml.ts';

/** What a cell is to hold; `error` is an error value of a formula, `unknown` a formula result that only Excel can tell. */
export type Content =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' };

/** Place key → content. */
export type Contents = ReadonlyMap<number, Content>;

/** The splices that put the contents into the sheet. */
export function patchCells(grid: Grid, contents: Contents): Splice[] {
  const splices: Splice[] = [];
  const missing: RowContents[] = [];
  for (const row of rowsOf(contents)) {
    const found = grid.byRow.get(row.row);
    if (!found) missing.push(row);
    else if (found.isEmpty) splices.push(filledRow(grid, found, row));
    else patchRow(grid, found, row, splices);
  }
  return missing.length > 0 ? [...splices, ...newRows(grid, missing)] : splices;
}

/** The contents of one row, from left to right. */
interface RowContents {
  readonly row: number;
  readonly columns: number[];
  readonly contents: Content[];
}

function rowsOf(contents: Contents): RowContents[] {
  const rows: RowContents[] = [];
  let last: RowContents = { row: 0, columns: [], contents: [] };
  for (const key of orderedKeys(contents)) {
    const content = contents.get(key);
    if (!content) continue;
    const row = rowOfKey(key);
    if (row !== last.row) rows.push((last = { row, columns: [], contents: [] }));
    last.columns.push(columnOfKey(key));
    last.contents.push(content);
  }
  return rows;
}

/** Answers mostly come in the order of the sheet already. */
function orderedKeys(contents: Contents): number[] {
  const keys = [...contents.keys()];
  for (let index = 1; index < keys.length; index++) if ((keys[index] ?? 0) < (keys[index - 1] ?? 0)) return keys.sort((a, b) => a - b);
  return keys;
}

/** Number content from a finite number, in plain digits. */
export function numberContent(value: number): Content {
  const digits = String(value);
  return { kind: 'number', digits: digits.includes('e') ? withoutExponent(digits) : digits };
}

function patchRow(grid: Grid, row: GridRow, { columns, contents }: RowContents, splices: Splice[]): void {
  let index = 0;
  for (let position = 0; position < columns.length; position++) {
    const column = columns[position] ?? 0;
    const content = contents[position] ?? EMPTY_CELL;
    while ((row.cells[index]?.column ?? Infinity) < column) index++;
    const cell = row.cells[index];
    if (cell?.column === column) splices.push({ start: cell.start, end: cell.end, text: patchedCell(grid, cell, content) });
    else splices.push(insertedCell(grid, row, cell, column, content));
  }
}

const EMPTY_CELL: Content = { kind: 'empty' };

function insertedCell(grid: Grid, row: GridRow, before: GridCell | undefined, column: number, content: Content): Splice {
  const at = before?.start ?? rowClose(grid, row);
  return { start: at, end: at, text: newCell(grid, row.row, column, row.style, content) };
}

/** Where </row> begins: the last tag of the row. */
function rowClose(grid: Grid, row: GridRow): number {
  return grid.xml.chars.lastIndexOf('<', row.end - 1);
}

function filledRow(grid: Grid, row: GridRow, contents: RowContents): Splice {
  const tag = grid.xml.chars.slice(row.start, row.tagEnd).replace(/\s*\/>$/, '>');
  return { start: row.start, end: row.end, text: `${tag}${newCells(grid, contents, row.style)}</${grid.prefix}row>` };
}

function newCells(grid: Grid, { row, columns, contents }: RowContents, rowStyle: string | null): string {
  return columns.map((column, position) => newCell(grid, row, column, rowStyle, contents[position] ?? EMPTY_CELL)).join('');
}

/** Each missing row goes before the first row below it, or to the end of the data. */
function newRows(grid: Grid, missing: readonly RowContents[]): Splice[] {
  const drawn = missing.map((contents) => ({ row: contents.row, text: `<${grid.prefix}row r="${contents.row}">${newCells(grid, contents, null)}</${grid.prefix}row>` }));
  if (grid.data.end === grid.dataTagEnd) return [openedData(grid, drawn.map(({ text }) => text).join(''))];
  let index = 0;
  return drawn.map(({ row, text }) => {
    while ((grid.rows[index]?.row ?? Infinity) < row) index++;
    const at = grid.rows[index]?.start ?? grid.dataClose;
    return { start: at, end: at, text };
  });
}

function openedData(grid: Grid, rows: string): Splice {
  const tag = grid.xml.chars.slice(grid.data.start, grid.dataTagEnd).replace(/\s*\/>$/, '>');
  return { ...grid.data, text: `${tag}${rows}</${grid.prefix}sheetData>` };
}

function newCell(grid: Grid, row: number, column: number, rowStyle: string | null, content: Content): string {
  const style = rowStyle ?? grid.columnStyles.find(({ from, to }) => from <= column && column <= to)?.style;
  const attributes = style === undefined ? '' : ` s="${style}"`;
  return cellElement(grid.prefix, `<${grid.prefix}c r="${cellName(row, column)}"${attributes}`, '', content);
}

const TYPE = /\s(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')/g;

function patchedCell(grid: Grid, cell: GridCell, content: Content): string {
  cell.open ??= grid.xml.chars.slice(cell.start, cell.tagEnd).replace(TYPE, '').replace(/\s*\/?>$/, '');
  return cellElement(grid.prefix, cell.open, cell.formula ? formulaXml(grid, cell.formula) : '', content);
}

/** A <c> from its opening tag without ">", its <f> and its content. */
export function cellElement(prefix: string, tag: string, formula: string, content: Content): string {
  switch (content.kind) {
    case 'empty':
    case 'unknown':
      return formula ? `${tag}>${formula}</${prefix}c>` : `${tag}/>`;
    case 'number':
      return valued(prefix, tag, formula, content.digits);
    case 'boolean':
      return valued(prefix, `${tag} t="b"`, formula, content.value ? '1' : '0');
    case 'error':
      return valued(prefix, `${tag} t="e"`, formula, content.code);
    case 'text':
      if (formula) return valued(prefix, `${tag} t="str"`, formula, textXml(content.text));
      return `${tag} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${textXml(content.text)}</${prefix}t></${prefix}is></${prefix}c>`;
  }
}

const valued = (prefix: string, tag: string, formula: string, value: string): string =>
  `${tag}>${formula}<${prefix}v>${value}</${prefix}v></${prefix}c>`;

/** Text as a cell holds it, one character per byte: escaped for XML and against Office's _xHHHH_. */
const textXml = (text: string): string => encode(escapeXml(escapeOffice(text)));
