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

/** The splices that put the contents into the sheet. Hot: no objects per cell but the splice itself. */
export function patchCells(grid: Grid, contents: Contents): Splice[] {
  const splices: Splice[] = [];
  const absent: RowContents[] = [];
  let row: GridRow | undefined;
  let number = 0;
  let index = 0;
  for (const key of orderedKeys(contents)) {
    const column = columnOfKey(key);
    const content = contents.get(key) ?? EMPTY_CELL;
    if (rowOfKey(key) !== number) {
      number = rowOfKey(key);
      row = grid.byRow.get(number);
      index = 0;
    }
    if (!row || row.isEmpty) {
      addAbsent(absent, number, column, content);
      continue;
    }
    while ((row.cells[index]?.column ?? Infinity) < column) index++;
    const cell = row.cells[index];
    if (cell?.column === column) splices.push({ start: cell.start, end: cell.end, text: patchedCell(grid, cell, content) });
    else splices.push(insertedCell(grid, row, cell, column, content));
  }
  return absent.length > 0 ? [...splices, ...newRows(grid, absent)] : splices;
}

const EMPTY_CELL: Content = { kind: 'empty' };

/** The contents of a row that the sheet lacks, or has without any cell, from left to right. */
interface RowContents {
  readonly row: number;
  readonly columns: number[];
  readonly contents: Content[];
}

function addAbsent(absent: RowContents[], row: number, column: number, content: Content): void {
  const last = absent.at(-1);
  if (last?.row !== row) absent.push({ row, columns: [column], contents: [content] });
  else {
    last.columns.push(column);
    last.contents.push(content);
  }
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

/** Empty rows are opened; each missing one goes before the first row below it, or to the end of the data. */
function newRows(grid: Grid, absent: readonly RowContents[]): Splice[] {
  if (grid.data.end === grid.dataTagEnd) return [openedData(grid, absent.map((contents) => newRow(grid, contents)).join(''))];
  let index = 0;
  return absent.map((contents) => {
    const empty = grid.byRow.get(contents.row);
    if (empty) return filledRow(grid, empty, contents);
    while ((grid.rows[index]?.row ?? Infinity) < contents.row) index++;
    const at = grid.rows[index]?.start ?? grid.dataClose;
    return { start: at, end: at, text: newRow(grid, contents) };
  });
}

function newRow(grid: Grid, contents: RowContents): string {
  return `<${grid.prefix}row r="${contents.row}">${newCells(grid, contents, null)}</${grid.prefix}row>`;
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
  if (content.kind === 'number' && cell.openNumber !== null) return `${cell.openNumber}${content.digits}${NUMBER_END}`;
  cell.open ??= grid.xml.chars
    .slice(cell.start, cell.tagEnd)
    .replace(TYPE, '')
    .replace(/\s*\/?>$/, '');
  if (grid.prefix === '' && !cell.formula) cell.openNumber ??= [cell.open, '><v>'].join('');
  return cellElement(grid.prefix, cell.open, cell.formula ? formulaXml(grid, cell.formula) : '', content);
}

const NUMBER_END = '</v></c>';

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

const valued = (prefix: string, tag: string, formula: string, value: string): string => `${tag}>${formula}<${prefix}v>${value}</${prefix}v></${prefix}c>`;

/** Text as a cell holds it, one character per byte: escaped for XML and against Office's _xHHHH_. */
const textXml = (text: string): string => encode(escapeXml(escapeOffice(text)));
