// The plain grid that a blank workbook becomes before anything is understood of it.
// `forms/excel` turns bytes into it; tests draw it; nothing in the engine ever sees a file.

/** A rectangle of cells, 1-based and inclusive on all four sides. */
export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What a cell holds: text, a number, a truth value, or nothing. Dates stay numbers; `text` shows them as dates. */
export type Scalar = string | number | boolean | null;

/** The few things of a cell's format that say something about its meaning. */
export interface CellStyle {
  /** Levels of cell indent (0 = none). */
  readonly indent: number;
  readonly bold: boolean;
  /** Has a background other than none or white. */
  readonly filled: boolean;
  /** Has a line on at least one side. */
  readonly bordered: boolean;
  readonly horizontal: 'left' | 'center' | 'right' | 'general';
  /** The number format code as written in the file ("General" where none). */
  readonly numberFormat: string;
}

/** One cell that the file mentions; a cell absent from `Sheet.cells` is empty and unformatted. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly value: Scalar;
  /** What a person sees in the cell; '' when it is empty. Rich text is joined, line breaks are kept as \n. */
  readonly text: string;
  /** The formula without its leading "=", or null. Shared formulas are already written out for this cell. */
  readonly formula: string | null;
  readonly style: CellStyle;
}

/** A data validation that offers a list; `values` is resolved when the list is inline or lies in this workbook, else null. */
export interface ListValidation {
  readonly ranges: readonly Range[];
  readonly values: readonly string[] | null;
}

/** A note attached to a cell. */
export interface CellNote {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** One sheet: its cells in row-major order, its merges, and what a picture of it needs. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Row-major, each (row, column) at most once. */
  readonly cells: readonly Cell[];
  readonly merges: readonly Range[];
  readonly validations: readonly ListValidation[];
  readonly notes: readonly CellNote[];
  /** Column → width in characters, where the file says one. */
  readonly columnWidths: ReadonlyMap<number, number>;
  /** Row → height in points, where the file says one. */
  readonly rowHeights: ReadonlyMap<number, number>;
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
}

/** A workbook as read: its sheets in the order of their tabs. */
export interface Workbook {
  readonly file: string;
  readonly sheets: readonly Sheet[];
}

/** "C5" for row 5, column 3. */
export function cellName(row: number, column: number): string {
  return columnName(column) + row;
}

/** 1 → "A", 27 → "AA". */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** "C5" (or "$C$5") → { row: 5, column: 3 }; null when it is no cell name. */
export function parseCellName(name: string): { row: number; column: number } | null {
  const place = { row: 0, column: 0 };
  return readCellName(name, 0, place) === name.length ? place : null;
}

/** Reads a cell name from an offset on; gives the offset behind it, or −1. Sign by sign, because forms name thousands of cells. */
function readCellName(text: string, from: number, place: { row: number; column: number }): number {
  let at = text.charCodeAt(from) === DOLLAR ? from + 1 : from;
  const letters = at;
  for (let letter = text.charCodeAt(at) & ~32; letter >= 65 && letter <= 90; letter = text.charCodeAt(++at) & ~32)
    place.column = place.column * 26 + letter - 64;
  if (at === letters || at > letters + 3) return -1;
  if (text.charCodeAt(at) === DOLLAR) at++;
  const digits = at;
  for (let digit = text.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt(++at) - 48) place.row = place.row * 10 + digit;
  return at === digits || at > digits + 7 || text.charCodeAt(digits) === ZERO ? -1 : at;
}

const DOLLAR = 36;
const COLON = 58;
const ZERO = 48;

/** "A1:C3" or "B2" → Range; null when it is neither. */
export function parseRange(text: string): Range | null {
  const a = { row: 0, column: 0 };
  const b = { row: 0, column: 0 };
  const end = readCellName(text, 0, a);
  if (end === text.length) return { top: a.row, left: a.column, bottom: a.row, right: a.column };
  if (end < 0 || text.charCodeAt(end) !== COLON || readCellName(text, end + 1, b) !== text.length) return null;
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  };
}
