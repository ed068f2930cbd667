// New contents for single cells of a sheet. In: a sheet's grid and what its cells are to hold. Out: splices that replace just
// these <c> elements, or create them in order with the style of their row or column; formulas and styles stay.
import { cellName } from '../../engine/model/sheet.ts';
import { formulaXml, type Grid, type GridCell, type GridRow } from './grid.ts';
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

/** Row → column → content. */
export type Contents = ReadonlyMap<number, ReadonlyMap<number, Content>>;

/** The splices that put the contents into the sheet. */
export function patchCells(grid: Grid, contents: Contents): Splice[] {
  const splices: Splice[] = [];
  const missing: string[][] = [];
  const sorted = [...contents].sort(([a], [b]) => a - b);
  for (const [number, cells] of sorted) {
    const row = grid.byRow.get(number);
    if (row) patchRow(grid, row, cells, splices);
    else missing.push([String(number), newRow(grid, number, cells)]);
  }
  return missing.length > 0 ? [...splices, ...newRows(grid, missing)] : splices;
}

/** Number content from a finite number, in plain digits. */
export function numberContent(value: number): Content {
  return { kind: 'number', digits: withoutExponent(String(value)) };
}

function patchRow(grid: Grid, row: GridRow, contents: ReadonlyMap<number, Content>, splices: Splice[]): void {
  const columns = [...contents].sort(([a], [b]) => a - b);
  if (row.isEmpty) {
    splices.push(filledRow(grid, row, columns));
    return;
  }
  let index = 0;
  for (const [column, content] of columns) {
    while ((row.cells[index]?.column ?? Infinity) < column) index++;
    const cell = row.cells[index];
    if (cell?.column === column) splices.push({ start: cell.start, end: cell.end, text: patchedCell(grid, cell, content) });
    else splices.push(insertedCell(grid, row, cell, column, content));
  }
}

function insertedCell(grid: Grid, row: GridRow, before: GridCell | undefined, column: number, content: Content): Splice {
  const at = before?.start ?? rowClose(grid, row);
  return { start: at, end: at, text: newCell(grid, row.row, column, row.style, content) };
}

/** Where </row> begins: the last tag of the row. */
function rowClose(grid: Grid, row: GridRow): number {
  return grid.xml.chars.lastIndexOf('<', row.end - 1);
}

function filledRow(grid: Grid, row: GridRow, columns: readonly (readonly [number, Content])[]): Splice {
  const tag = grid.xml.chars.slice(row.start, row.tagEnd).replace(/\s*\/>$/, '>');
  const cells = columns.map(([column, content]) => newCell(grid, row.row, column, row.style, content)).join('');
  return { start: row.start, end: row.end, text: `${tag}${cells}</${grid.prefix}row>` };
}

function newRow(grid: Grid, number: number, contents: ReadonlyMap<number, Content>): string {
  const columns = [...contents].sort(([a], [b]) => a - b);
  const cells = columns.map(([column, content]) => newCell(grid, number, column, null, content)).join('');
  return `<${grid.prefix}row r="${number}">${cells}</${grid.prefix}row>`;
}

/** Each missing row goes before the first row below it, or to the end of the data. */
function newRows(grid: Grid, missing: readonly (readonly string[])[]): Splice[] {
  if (grid.data.end === grid.dataTagEnd) return [openedData(grid, missing.map(([, text]) => text).join(''))];
  let index = 0;
  return missing.map(([number, text = '']) => {
    while ((grid.rows[index]?.row ?? Infinity) < Number(number)) index++;
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
  const tag = grid.xml.chars.slice(cell.start, cell.tagEnd).replace(TYPE, '').replace(/\s*\/?>$/, '');
  return cellElement(grid.prefix, tag, cell.formula ? formulaXml(grid, cell.formula) : '', content);
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
