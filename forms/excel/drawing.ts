// A workbook as it looks, for drawing it on a page: cells with their spans and looks, widths and heights in pixels. In: its bytes. Out: plain data for JSON,
// sheet by sheet, without anything understood of it; null with problems when the file cannot be read.
import { columnName, type Cell, type CellStyle, type Range } from '../../engine/model/sheet.ts';
import type { Problem } from '../../engine/problem/index.ts';
import { plainLook, readLooks, type Look } from './looks.ts';
import { partXml, type Package } from './parts.ts';
import { columnsOf, openBook, readEntry, settingOf, toXlsx } from './read.ts';
import type { SheetReading, SheetSetting } from './sheet.ts';
import { attribute, cursorAt, next, type Xml } from './xml.ts';

export interface DrawnCell {
  readonly row: number;
  readonly column: number;
  /** Rows and columns that it covers, hidden ones not counted. */
  readonly rowspan: number;
  readonly colspan: number;
  readonly text: string;
  /** A number, which stands right where nothing else is said. */
  readonly numeric: boolean;
  /** Index into `looks`. */
  readonly look: number;
}

export interface Drawing {
  readonly name: string;
  /** Those that are shown, with widths in pixels. */
  readonly columns: readonly { readonly column: number; readonly name: string; readonly width: number }[];
  readonly rows: readonly { readonly row: number; readonly height: number }[];
  /** Row by row; places that are not listed are empty or covered by a span. */
  readonly cells: readonly DrawnCell[];
  readonly looks: readonly Look[];
  /** More rows or columns than are drawn. */
  readonly cut: boolean;
}

/** More than this nobody looks at on a page. */
const MOST = { rows: 600, columns: 100 };

/** The sheets that are shown; null with problems when the file cannot be read. */
export interface Drawn {
  readonly drawings: readonly Drawing[] | null;
  readonly problems: readonly Problem[];
}

export function drawWorkbook(bytes: Uint8Array, file: string): Drawn {
  const xlsx = toXlsx(bytes, file);
  if (!xlsx.bytes) return { drawings: null, problems: xlsx.problems };
  const { book, outline, problems } = opened(xlsx.bytes, file);
  if (!book || !outline) return { drawings: null, problems };
  const { setting } = settingOf(book, outline);
  const looks = lookTable(setting, readLooks(outline.styles === null ? null : partXml(book, outline.styles)));
  const drawings = outline.sheets
    .filter(({ hidden }) => !hidden)
    .flatMap((entry) => {
      const reading = readEntry(book, entry, setting);
      return reading ? [drawSheet(entry.name, reading, defaultsOf(book, entry.part), looks)] : [];
    });
  return { drawings, problems: [] };
}

function opened(bytes: Uint8Array, file: string) {
  const result = openBook(bytes, file);
  return result.book ? result : { ...result, outline: null };
}

/** From the style that a cell was read with to how it looks: formats are read in the same order both times. */
function lookTable({ formats }: SheetSetting, looks: readonly Look[]): ReadonlyMap<CellStyle, Look> {
  return new Map(formats.map(({ style }, index) => [style, looks[index] ?? plainLook]));
}

interface Defaults {
  /** Points. */
  readonly height: number;
  /** Characters. */
  readonly width: number;
}

function defaultsOf(book: Package, part: string | null): Defaults {
  const format = part === null ? null : sheetFormat(partXml(book, part));
  return { height: within(format?.height, 15, 5, 200), width: within(format?.width, 8.43, 1, 80) };
}

function sheetFormat(xml: Xml | null): { height: string | null; width: string | null } | null {
  const cursor = xml && cursorAt(xml);
  while (cursor && next(cursor) && cursor.name !== 'sheetData')
    if (cursor.name === 'sheetFormatPr') return { height: attribute(cursor, 'defaultRowHeight'), width: attribute(cursor, 'defaultColWidth') };
  return null;
}

function within(text: string | null | undefined, otherwise: number, least: number, most: number): number {
  const value = Number(text ?? otherwise);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}

function drawSheet(name: string, reading: SheetReading, defaults: Defaults, looks: ReadonlyMap<CellStyle, Look>): Drawing {
  const { hiddenRows, rowHeights, merges } = reading;
  const { columnWidths, hiddenColumns } = columnsOf(reading);
  const lookOf = (cell: Cell | undefined): Look => (cell && looks.get(cell.style)) ?? plainLook;
  const shown = reading.cells.filter((cell) => cell.text !== '' || cell.style.bordered);
  const bottom = shown.reduce((most, { row }) => Math.max(most, row), 1);
  const right = shown.reduce((most, { column }) => Math.max(most, column), 1);
  const [lastRow, lastColumn] = [Math.min(bottom, MOST.rows), Math.min(right, MOST.columns)];
  const rows = upTo(lastRow).filter((row) => !hiddenRows.has(row));
  const columns = upTo(lastColumn).filter((column) => !hiddenColumns.has(column));
  const byPlace = new Map(reading.cells.map((cell) => [placeOf(cell.row, cell.column), cell]));
  const spans = spansOf(merges, rows, columns);
  const palette = new Map<string, number>();
  const kept: Look[] = [];
  const indexOf = (look: Look): number => {
    const key = JSON.stringify(look);
    const known = palette.get(key) ?? kept.push(look) - 1;
    palette.set(key, known);
    return known;
  };
  const drawn = rows.flatMap((row) =>
    columns.flatMap((column): DrawnCell[] => {
      const place = placeOf(row, column);
      if (spans.covered.has(place)) return [];
      const span = spans.heads.get(place);
      const cell = byPlace.get(span ? placeOf(span.range.top, span.range.left) : place);
      if (!cell && !span) return [];
      const look = span ? outlined(span.range, lookOf, byPlace) : lookOf(cell);
      const { rowspan, colspan } = span ?? { rowspan: 1, colspan: 1 };
      return [{ row, column, rowspan, colspan, text: cell?.text ?? '', numeric: typeof cell?.value === 'number', look: indexOf(look) }];
    }),
  );
  return {
    name,
    columns: columns.map((column) => ({ column, name: columnName(column), width: pixelsWide(columnWidths.get(column) ?? defaults.width) })),
    rows: rows.map((row) => ({ row, height: Math.round(((rowHeights.get(row) ?? defaults.height) * 4) / 3) })),
    cells: drawn,
    looks: kept,
    cut: bottom > lastRow || right > lastColumn,
  };
}

/** As Excel does at 96 dots per inch with a digit of 7 pixels. */
function pixelsWide(characters: number): number {
  return Math.max(4, Math.min(600, Math.round(characters * 7 + 5)));
}

interface Span {
  readonly range: Range;
  readonly rowspan: number;
  readonly colspan: number;
}

/** Merges by the first of their cells that is shown, and all other cells that they cover. */
function spansOf(merges: readonly Range[], rows: readonly number[], columns: readonly number[]): { heads: Map<string, Span>; covered: Set<string> } {
  const heads = new Map<string, Span>();
  const covered = new Set<string>();
  for (const range of merges) {
    const inRows = rows.filter((row) => row >= range.top && row <= range.bottom);
    const inColumns = columns.filter((column) => column >= range.left && column <= range.right);
    const [row, column] = [inRows[0], inColumns[0]];
    if (row === undefined || column === undefined) continue;
    heads.set(placeOf(row, column), { range, rowspan: inRows.length, colspan: inColumns.length });
    for (const y of inRows) for (const x of inColumns) if (y !== row || x !== column) covered.add(placeOf(y, x));
  }
  return { heads, covered };
}

/** A merged cell has the lines of its outer cells. */
function outlined({ top, left, bottom, right }: Range, lookOf: (cell: Cell | undefined) => Look, cells: ReadonlyMap<string, Cell>): Look {
  const first = lookOf(cells.get(placeOf(top, left)));
  const last = lookOf(cells.get(placeOf(bottom, right)));
  const over = (corner: Look['lines'][number], own: Look['lines'][number]): Look['lines'][number] => (corner === '-' ? own : corner);
  return { ...first, lines: [first.lines[0], first.lines[1], over(last.lines[2], first.lines[2]), over(last.lines[3], first.lines[3])] };
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

function placeOf(row: number, column: number): string {
  return `${row}|${column}`;
}
