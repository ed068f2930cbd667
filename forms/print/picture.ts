// A sheet as rows of table cells for HTML: merges become spans, widths become pixels, covered cells vanish.
import { columnName, type Cell, type Range, type Sheet } from '../../engine/model/sheet.ts';
import type { Blank } from './inspection.ts';

export interface PictureCell {
  readonly text: string;
  readonly classes: string;
  readonly align: string;
  /** Pixels of indent, 0 for none. */
  readonly indent: number;
  readonly rowspan: number;
  readonly colspan: number;
  readonly blank: Blank | null;
}

export interface Picture {
  /** Pixels, row heads included. */
  readonly width: number;
  readonly columns: readonly { readonly name: string; readonly width: number }[];
  readonly rows: readonly { readonly number: number; readonly height: number; readonly cells: readonly PictureCell[] }[];
}

/** More than this is not a form that anybody looks at. */
const MOST = { rows: 400, columns: 80 };
const HEAD = 30;

/** Draws the part of the sheet that holds text, lines or blanks. */
export function pictureOf(sheet: Sheet, blanks: readonly Blank[], titleCell: string): Picture {
  const canvas = canvasOf(sheet, blanks, titleCell);
  const columns = range(1, canvas.right)
    .filter((column) => !sheet.hiddenColumns.has(column))
    .map((column) => ({ name: columnName(column), width: columnWidth(sheet, column) }));
  const rows = range(1, canvas.bottom)
    .filter((row) => !sheet.hiddenRows.has(row))
    .map((row) => ({ number: row, height: Math.round((sheet.rowHeights.get(row) ?? 18) * 1.25), cells: cellsOf(row, canvas) }));
  return { width: columns.reduce((sum, { width }) => sum + width, HEAD), columns, rows };
}

interface Canvas {
  readonly sheet: Sheet;
  readonly bottom: number;
  readonly right: number;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly blanks: ReadonlyMap<string, Blank>;
  readonly spans: ReadonlyMap<string, Range>;
  readonly covered: ReadonlySet<string>;
  readonly title: string;
}

function canvasOf(sheet: Sheet, blanks: readonly Blank[], title: string): Canvas {
  const shown = sheet.cells.filter(({ text, style }) => text !== '' || style.bordered);
  const bottom = Math.min(MOST.rows, Math.max(1, ...shown.map(({ row }) => row), ...blanks.map(({ row }) => row)));
  const right = Math.min(MOST.columns, Math.max(1, ...shown.map(({ column }) => column), ...blanks.map(({ column }) => column)));
  const merges = sheet.merges.filter((merge) => merge.top <= bottom && merge.left <= right).map((merge) => clip(merge, bottom, right));
  return {
    sheet,
    bottom,
    right,
    cells: new Map(sheet.cells.map((cell) => [at(cell.row, cell.column), cell])),
    blanks: new Map(blanks.map((blank) => [at(blank.row, blank.column), blank])),
    spans: new Map(merges.map((merge) => [at(merge.top, merge.left), merge])),
    covered: new Set(merges.flatMap((merge) => coveredBy(merge))),
    title,
  };
}

function clip(merge: Range, bottom: number, right: number): Range {
  return { ...merge, bottom: Math.min(merge.bottom, bottom), right: Math.min(merge.right, right) };
}

function coveredBy({ top, left, bottom, right }: Range): string[] {
  return range(top, bottom)
    .flatMap((row) => range(left, right).map((column) => at(row, column)))
    .slice(1);
}

function cellsOf(row: number, canvas: Canvas): PictureCell[] {
  return range(1, canvas.right)
    .filter((column) => !canvas.sheet.hiddenColumns.has(column) && !canvas.covered.has(at(row, column)))
    .map((column) => pictureCell(row, column, canvas));
}

function pictureCell(row: number, column: number, canvas: Canvas): PictureCell {
  const cell = canvas.cells.get(at(row, column));
  const blank = canvas.blanks.get(at(row, column)) ?? null;
  const span = canvas.spans.get(at(row, column));
  const { hiddenRows, hiddenColumns } = canvas.sheet;
  return {
    text: blank !== null && blank.formula !== null ? 'ƒ' : (cell?.text ?? ''),
    classes: classesOf(cell, blank, row, column, canvas),
    align: alignOf(cell, blank),
    indent: cell && cell.style.indent > 0 ? 5 + cell.style.indent * 12 : 0,
    rowspan: span ? range(span.top, span.bottom).filter((each) => !hiddenRows.has(each)).length : 1,
    colspan: span ? range(span.left, span.right).filter((each) => !hiddenColumns.has(each)).length : 1,
    blank,
  };
}

function classesOf(cell: Cell | undefined, blank: Blank | null, row: number, column: number, canvas: Canvas): string {
  const { bordered = false, filled = false, bold = false } = cell?.style ?? {};
  const isTitle = `${columnName(column)}${row}` === canvas.title;
  const classes = [
    bordered && 'lined',
    filled && 'filled',
    bold && 'bold',
    isTitle && 'heading',
    spillsOver(cell, row, column, canvas) && 'wide',
    blank && `blank ${blank.kind}`,
    blank && column > canvas.right / 2 && 'east',
  ];
  return classes.filter((name) => typeof name === 'string').join(' ');
}

/** Text in an unlined cell with nothing to its right runs on, as it does in Excel. */
function spillsOver(cell: Cell | undefined, row: number, column: number, canvas: Canvas): boolean {
  if (!cell || cell.text === '' || cell.style.bordered || canvas.spans.has(at(row, column)) || cell.text.includes('\n')) return false;
  return cell.style.horizontal !== 'center' && !canvas.cells.get(at(row, column + 1))?.text && cell.text.length < 60;
}

function alignOf(cell: Cell | undefined, blank: Blank | null): string {
  const { horizontal = 'general' } = cell?.style ?? {};
  if (horizontal !== 'general') return horizontal;
  return blank ? 'center' : typeof cell?.value === 'number' ? 'right' : 'left';
}

/** Characters to pixels; a little room is added so that a reading fits into a narrow blank. */
function columnWidth(sheet: Sheet, column: number): number {
  const characters = sheet.columnWidths.get(column) ?? 9;
  return Math.round(Math.max(52, Math.min(420, characters * 7.4 + 8)));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function at(row: number, column: number): string {
  return `${row}|${column}`;
}
