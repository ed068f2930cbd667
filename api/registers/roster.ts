// A filled roster (a workbook that somebody keeps) → lines of a register: the heads are recognised as the engine recognises a form's own,
// by the titles of the register's columns and all the names that the lexicon has for them.
import { columnMeanings, normalise } from '../../engine/interpret/index.ts';
import type { RosterColumnMeaning } from '../../engine/model/meaning.ts';
import type { Label, RosterReading } from '../../engine/model/reading.ts';
import type { Cell, Range, Scalar, Sheet, Workbook } from '../../engine/model/sheet.ts';
import { cellName, columnName } from '../../engine/model/sheet.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import { headOf, type Table } from './table.ts';

/** What a column of the file was recognised as. */
export interface RosterColumn {
  readonly letters: string;
  readonly head: string;
  /** Id of the register's column or membership; GRID for the grid's name or code; null: not used. */
  readonly target: string | null;
}

export interface RosterLine {
  /** Row number in the file. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, Scalar>;
  /** The grid as written; null when the file has no such column or the cell is empty. */
  readonly grid: string | null;
}

export interface Roster {
  readonly sheet: string;
  readonly columns: readonly RosterColumn[];
  readonly lines: readonly RosterLine[];
  /** The roster whose title stands above the heads or names the sheet; null: none, or more than one. */
  readonly titled: string | null;
  /** The first column with a head that is too far right to be looked at; null: all were. */
  readonly unread: string | null;
}

export const GRID = '(grid)';
const GRID_HEADS = new Set(['网格', '所属网格', '网格名称', '网格编码', '所在网格', 'grid']);
const MOST_HEAD_ROWS = 30;
const MOST_HEAD_DEPTH = 3;
const MOST_COLUMNS = 200;

/** The sheet and rows that look most like this register; null when no line has two of its heads. `membership` settles heads that several rosters have (备注). */
export function readRoster(workbook: Workbook, table: Table, membership: string | null): Roster | null {
  const found = workbook.sheets.flatMap((sheet) => headsIn(sheet, table, membership) ?? []);
  const best = found.sort((a, b) => b.score - a.score)[0];
  if (!best || best.score < 2) return null;
  return {
    sheet: best.sheet.name,
    columns: best.columns.map(({ letters, head, target }) => ({ letters, head, target })),
    lines: linesOf(best),
    titled: titledIn(best, table),
    unread: unreadIn(best),
  };
}

interface Heads {
  readonly sheet: Sheet;
  readonly top: number;
  readonly bottom: number;
  readonly columns: readonly (RosterColumn & { readonly column: number })[];
  readonly score: number;
}

function headsIn(sheet: Sheet, table: Table, membership: string | null): Heads | null {
  const grid = new Grid(sheet);
  let best: Heads | null = null;
  for (let row = 1; row <= Math.min(MOST_HEAD_ROWS, grid.rows); row++) {
    const heads = headsAt(sheet, grid, row, table, membership);
    if (heads.score > (best?.score ?? 0)) best = heads;
  }
  return best;
}

function headsAt(sheet: Sheet, grid: Grid, row: number, table: Table, membership: string | null): Heads {
  const bottom = grid.bottomOf(row);
  const paths = grid.columnsWithText(row, bottom);
  const reading: RosterReading = {
    sheet: sheet.name,
    headerRow: bottom,
    firstRow: bottom + 1,
    blankRows: 0,
    columns: paths.map((each) => ({ ...each, choices: null })),
    over: [],
  };
  const meanings = columnMeanings(reading, {}, table.register, loadLearning().interpreter.attributes);
  const used = new Set<string>();
  const columns = meanings.map((meaning) => {
    const target = targetOf(meaning, table, membership);
    const fresh = target !== null && !used.has(target) ? target : null;
    if (fresh !== null) used.add(fresh);
    return { column: meaning.column, letters: columnName(meaning.column), head: meaning.title.replace(/\s+/gu, ' '), target: fresh };
  });
  return { sheet, top: row, bottom, columns, score: used.size };
}

function targetOf({ attribute, title, serial }: RosterColumnMeaning, table: Table, membership: string | null): string | null {
  if (serial) return null;
  const head = folded(title);
  if (attribute !== null && table.columns.has(attribute)) return attribute;
  if (GRID_HEADS.has(head)) return GRID;
  const roster = [...table.memberships.values()].find((each) => folded(each.title) === head);
  if (roster) return roster.id;
  const titled = [...table.columns.values()].filter((column) => folded(headOf(column)) === head);
  const own = new Set(table.memberships.get(membership ?? '')?.columns.map(({ column }) => column));
  return (titled.length === 1 ? titled[0] : titled.find(({ id }) => own.has(id)))?.id ?? null;
}

function folded(text: string): string {
  return normalise(text).replace(/\s+/gu, '');
}

function titledIn({ sheet, top }: Heads, { memberships }: Table): string | null {
  const said = [sheet.name, ...sheet.cells.filter(({ row }) => row < top).map(({ text }) => text)].map(folded);
  const named = [...memberships.values()].filter(({ title }) => said.some((text) => text.includes(folded(title))));
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}

function unreadIn({ sheet: { cells }, bottom }: Heads): string | null {
  const beyond = cells.find(({ row, column, text }) => row <= bottom && column > MOST_COLUMNS && text.trim() !== '');
  return beyond ? columnName(beyond.column) : null;
}

function linesOf({ sheet, bottom, columns }: Heads): RosterLine[] {
  const targets = new Map(columns.flatMap(({ column, target }) => (target === null ? [] : [[column, target] as const])));
  const rows = new Map<number, Map<string, Scalar>>();
  for (const cell of sheet.cells) {
    const target = targets.get(cell.column);
    if (cell.row <= bottom || target === undefined || cell.text.trim() === '') continue;
    const row = rows.get(cell.row) ?? new Map<string, Scalar>();
    rows.set(cell.row, row.set(target, writtenIn(cell)));
  }
  return [...rows].map(([line, cells]) => {
    const grid = cells.get(GRID);
    cells.delete(GRID);
    return { line, cells, grid: grid === undefined || grid === null ? null : String(grid).trim() };
  });
}

/** A number as a number, but a date as it is shown. */
function writtenIn({ value, text }: Cell): Scalar {
  return typeof value === 'number' && !/^-?[\d,.]+(?:e\+?\d+)?$/iu.test(text.trim()) ? text.trim() : value;
}

/** Texts by place, merged cells included. */
class Grid {
  readonly rows: number;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly merges: readonly Range[];
  private readonly right: number;

  constructor({ cells, merges }: Sheet) {
    const near = cells.filter(({ row }) => row <= MOST_HEAD_ROWS + MOST_HEAD_DEPTH);
    this.texts = new Map(near.filter(({ text }) => text.trim() !== '').map(({ row, column, text }) => [cellName(row, column), text.trim()]));
    this.merges = merges.filter(({ top }) => top <= MOST_HEAD_ROWS);
    this.rows = near.reduce((most, { row }) => Math.max(most, row), 0);
    this.right = Math.min(
      MOST_COLUMNS,
      near.reduce((most, { column }) => Math.max(most, column), 0),
    );
  }

  /** The last row of the heads that begin in this row: as far as a merged head reaches down. */
  bottomOf(row: number): number {
    const reaching = this.merges.filter(({ top, bottom }) => top <= row && bottom >= row && bottom < row + MOST_HEAD_DEPTH);
    return reaching.reduce((most, { bottom }) => Math.max(most, bottom), row);
  }

  columnsWithText(from: number, to: number): { cell: string; column: number; path: Label[] }[] {
    return Array.from({ length: this.right }, (_, index) => index + 1).flatMap((column) => {
      const labels: Label[] = [];
      for (let row = from; row <= to; row++) {
        const label = this.labelAt(row, column);
        if (label && labels.at(-1)?.cell !== label.cell) labels.push(label);
      }
      return labels.length === 0 ? [] : [{ cell: cellName(from, column), column, path: labels }];
    });
  }

  private labelAt(row: number, column: number): Label | null {
    const merge = this.merges.find(({ top, left, bottom, right }) => top <= row && row <= bottom && left <= column && column <= right);
    const cell = merge ? cellName(merge.top, merge.left) : cellName(row, column);
    const text = this.texts.get(cell);
    return text === undefined ? null : { text, cell };
  }
}
