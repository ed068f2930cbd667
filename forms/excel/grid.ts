// Where the rows and cells stand in a sheet's XML, so that single ones can be replaced without touching anything else.
// In: the XML of one sheet. Out: byte offsets. Built once per template and used for every community and period.
import { parseRange, type Range } from '../../engine/model/sheet.ts';
import { LAST_COLUMN } from './formula.ts';
import { countedRow, moveToName, namedRow, type CellPlace } from './place.ts';
import { attribute, attributeSpan, blankRest, CLOSE, cursorAt, decode, EMPTY, next, OPEN, skipElement, type Cursor, type Span, type Xml } from './xml.ts';
import type { Frame } from './zip.ts';

/** The <f> of a cell. */
export interface GridFormula extends Span {
  /** "shared", "array", "dataTable" or null. */
  readonly type: string | null;
  readonly ref: Range | null;
}

/** One <c>; `start` to `end` is the whole element. */
export interface GridCell extends Span {
  readonly row: number;
  readonly column: number;
  /** Behind the ">" of its opening tag. */
  readonly tagEnd: number;
  readonly formula: GridFormula | null;
  /** The value of its r attribute, if it has one. */
  readonly name: Span | null;
  /** Opening tag without ">" and without what speaks of its content, once it was needed (patch.ts): cells are filled many times. */
  open: string | null;
  /** The same with the opening tag of a number behind it. */
  openNumber: string | null;
}

/** One <row>. */
export interface GridRow extends Span {
  readonly row: number;
  readonly tagEnd: number;
  /** <row/> without cells. */
  readonly isEmpty: boolean;
  /** Style of the whole row as written, or null. */
  readonly style: string | null;
  readonly number: Span | null;
  readonly cells: readonly GridCell[];
}

export interface ColumnStyle {
  readonly from: number;
  readonly to: number;
  readonly style: string;
}

export interface Grid {
  readonly xml: Xml;
  /** Namespace prefix of the sheet's elements with its colon, or ''. */
  readonly prefix: string;
  /** The whole <sheetData> element. */
  readonly data: Span;
  readonly dataTagEnd: number;
  /** Where </sheetData> begins; equal to data.end for <sheetData/>. */
  readonly dataClose: number;
  readonly rows: readonly GridRow[];
  readonly byRow: ReadonlyMap<number, GridRow>;
  readonly columnStyles: readonly ColumnStyle[];
  /** Merges, and ranges that one array formula or data table fills: their first cell alone can be filled. */
  readonly merges: Covers;
  readonly arrays: Covers;
  readonly hasFormulas: boolean;
  /** Blank rows far below the last content that are not indexed, or null. */
  readonly skipped: Span | null;
  /** What stands around stretches that were replaced before (fill.ts). */
  readonly frames: Map<number, Frame>;
}

/** Ranges by the places that they cover, for quick questions. */
export interface Covers {
  readonly byPlace: ReadonlyMap<number, Range>;
  /** Those too large to list their places. */
  readonly large: readonly Range[];
}

/** The range whose first cell is another one than this, if the place lies in such a range. */
export function coverAt({ byPlace, large }: Covers, row: number, column: number): Range | null {
  const found = byPlace.get(placeKey(row, column)) ?? (large.length > 0 ? large.find((range) => isInside(range, row, column)) : undefined);
  return found && (found.top !== row || found.left !== column) ? found : null;
}

/** One number for a place in a sheet; row by row in order. */
export const placeKey = (row: number, column: number): number => row * (LAST_COLUMN + 1) + column;
export const rowOfKey = (key: number): number => Math.floor(key / (LAST_COLUMN + 1));
export const columnOfKey = (key: number): number => key % (LAST_COLUMN + 1);

/** So many blank rows below the last content are indexed; answers and blank roster rows lie among them. */
const BLANK_ROWS = 3000;

/** Indexes a sheet; null when its XML is damaged or holds no sheet data. `blankRows`: how many of them are indexed below the last content. */
export function readGrid(xml: Xml, blankRows = BLANK_ROWS): Grid | null {
  const cursor = cursorAt(xml);
  const found: Building = { data: null, rows: [], columnStyles: [], merges: [], arrays: [], hasFormulas: false, skipped: null, here: { row: 0, column: 0 } };
  while (next(cursor)) if (cursor.kind !== CLOSE) readTag(cursor, found, blankRows);
  if (cursor.damagedAt >= 0 || !found.data) return null;
  return { xml, ...found.data, rows: found.rows, byRow: new Map(found.rows.map((row) => [row.row, row])), ...rest(found), frames: new Map() };
}

type DataPlace = Pick<Grid, 'prefix' | 'data' | 'dataTagEnd' | 'dataClose'>;

interface Building {
  data: DataPlace | null;
  rows: GridRow[];
  readonly columnStyles: ColumnStyle[];
  readonly merges: Range[];
  readonly arrays: Range[];
  hasFormulas: boolean;
  skipped: Span | null;
  /** Where reading is: the row, and the column of the last cell in it. */
  readonly here: CellPlace;
}

const rest = ({
  columnStyles,
  merges,
  arrays,
  hasFormulas,
  skipped,
}: Building): Pick<Grid, 'columnStyles' | 'merges' | 'arrays' | 'hasFormulas' | 'skipped'> => ({
  columnStyles,
  merges: coversOf(merges),
  arrays: coversOf(arrays),
  hasFormulas,
  skipped,
});

function readTag(cursor: Cursor, found: Building, blankRows: number): void {
  switch (cursor.name) {
    case 'sheetData':
      if (!found.data) found.data = readData(cursor, found, blankRows);
      return;
    case 'col':
      readColumn(cursor, found.columnStyles);
      return;
    case 'mergeCell': {
      const range = parseRange(attribute(cursor, 'ref') ?? '');
      if (range) found.merges.push(range);
      return;
    }
    case 'conditionalFormatting':
    case 'extLst':
      skipElement(cursor);
  }
}

function readData(cursor: Cursor, found: Building, blankRows: number): DataPlace {
  const { tagStart: start, tagEnd: dataTagEnd, nameEnd, name, kind } = cursor;
  const prefix = cursor.xml.chars.slice(start + 1, nameEnd - name.length);
  if (kind === EMPTY) return { prefix, data: { start, end: dataTagEnd }, dataTagEnd, dataClose: dataTagEnd };
  const outside = cursor.depth - 1;
  let checkAt = blankRows;
  while (next(cursor) && cursor.depth > outside) {
    if (cursor.kind === CLOSE || cursor.name !== 'row') continue;
    if (found.rows.length >= checkAt) {
      checkAt += blankRows;
      if (skipBlankRows(cursor, found, outside + 1, blankRows)) continue;
    }
    found.rows.push(readRow(cursor, found));
  }
  return { prefix, data: { start, end: cursor.tagEnd }, dataTagEnd, dataClose: cursor.tagStart };
}

/** Looks back and ahead every few thousand rows: when none of them and none behind holds anything, the rest is passed over. */
function skipBlankRows(cursor: Cursor, found: Building, depth: number, blankRows: number): boolean {
  const from = found.rows.at(-blankRows)?.start ?? cursor.tagStart;
  const rest = blankRest(cursor.xml, from);
  if (rest < 0) return false;
  found.skipped = { start: cursor.tagStart, end: rest };
  cursor.tagEnd = rest;
  cursor.depth = depth;
  return true;
}

function readRow(cursor: Cursor, found: Building): GridRow {
  const { tagStart: start, tagEnd, kind } = cursor;
  const { here } = found;
  const number = attributeSpan(cursor, 'r');
  const named = namedRow(number && cursor.xml.chars.slice(number.start, number.end));
  here.row = named ?? countedRow(here.row);
  here.column = 0;
  const style = attribute(cursor, 's');
  const cells: GridCell[] = [];
  const outside = cursor.depth - 1;
  while (kind === OPEN && next(cursor) && cursor.depth > outside) {
    if (cursor.kind === CLOSE || cursor.name !== 'c') continue;
    cells.push(readCell(cursor, named === null && cells.length === 0, found));
  }
  return { row: here.row, start, tagEnd, end: cursor.tagEnd, isEmpty: kind === EMPTY, style, number, cells };
}

function readCell(cursor: Cursor, rowToo: boolean, found: Building): GridCell {
  const { tagStart: start, tagEnd, kind, xml } = cursor;
  const name = attributeSpan(cursor, 'r');
  found.here.column++;
  if (name) moveToName(xml.chars, name.start, name.end, found.here, rowToo);
  const { row, column } = found.here;
  const outside = cursor.depth - 1;
  let formula: GridFormula | null = null;
  while (kind === OPEN && next(cursor) && cursor.depth > outside) {
    if (cursor.kind !== CLOSE && cursor.name === 'f') formula = readFormula(cursor, found);
  }
  return { row, column, start, tagEnd, end: cursor.tagEnd, formula, name, open: null, openNumber: null };
}

function readFormula(cursor: Cursor, found: Building): GridFormula {
  const start = cursor.tagStart;
  const type = attribute(cursor, 't');
  const ref = parseRange(attribute(cursor, 'ref') ?? '');
  skipElement(cursor);
  found.hasFormulas = true;
  if (ref && (type === 'array' || type === 'dataTable')) found.arrays.push(ref);
  return { start, end: cursor.tagEnd, type, ref };
}

function readColumn(cursor: Cursor, styles: ColumnStyle[]): void {
  const style = attribute(cursor, 'style');
  const from = Number(attribute(cursor, 'min'));
  if (style !== null && from >= 1) styles.push({ from, to: Number(attribute(cursor, 'max') ?? from), style });
}

function coversOf(ranges: readonly Range[]): Covers {
  const byPlace = new Map<number, Range>();
  const isLarge = ({ top, left, bottom, right }: Range): boolean => (bottom - top + 1) * (right - left + 1) > LARGE;
  for (const range of ranges) {
    if (isLarge(range)) continue;
    for (let row = range.top; row <= range.bottom; row++)
      for (let column = range.left; column <= range.right; column++) byPlace.set(placeKey(row, column), range);
  }
  return { byPlace, large: ranges.filter(isLarge) };
}

const LARGE = 500;

function isInside({ top, left, bottom, right }: Range, row: number, column: number): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

/** The formula of a cell as its XML holds it, <f> and all. */
export function formulaXml(grid: Grid, { start, end }: GridFormula): string {
  return grid.xml.chars.slice(start, end);
}

/** The XML between two offsets as text. */
export function gridText(grid: Grid, { start, end }: Span): string {
  return decode(grid.xml, start, end);
}
