// Splits a sheet into the order in which its parts are read: full-width rows, and where an empty column runs between two
// drawn tables, the table on the left, then the one on the right.
import type { Range } from '../model/sheet.ts';
import type { Grid, Slot } from './grid.ts';

/** A part of the sheet that is read on its own; `beside` when another one stands next to it. */
export interface Block extends Range {
  readonly beside: boolean;
}

/** The blocks of a sheet in reading order; together they cover every row once per column. */
export function blocksOf(grid: Grid): Block[] {
  const blocks: Block[] = [];
  let top = 1;
  for (const split of splitsOf(grid)) {
    if (split.top > top) blocks.push({ top, bottom: split.top - 1, left: 1, right: grid.width, beside: false });
    let left = 1;
    for (const column of [...split.columns, grid.width + 1]) {
      blocks.push({ top: split.top, bottom: split.bottom, left, right: column - 1, beside: true });
      left = column + 1;
    }
    top = split.bottom + 1;
  }
  if (top <= grid.height) blocks.push({ top, bottom: grid.height, left: 1, right: grid.width, beside: false });
  return blocks;
}

interface Gap {
  readonly column: number;
  readonly top: number;
  readonly bottom: number;
}

interface Split {
  readonly top: number;
  readonly bottom: number;
  readonly columns: readonly number[];
}

/** Gaps over the same rows make one split; a gap that overlaps another only in part is left to the taller one. */
function splitsOf(grid: Grid): Split[] {
  const splits: Split[] = [];
  for (const gap of gapsOf(grid).sort((a, b) => a.top - b.top || b.bottom - a.bottom)) {
    const last = splits.at(-1);
    if (!last || gap.top > last.bottom) splits.push({ top: gap.top, bottom: gap.bottom, columns: [gap.column] });
    else if (gap.top === last.top && gap.bottom === last.bottom)
      splits[splits.length - 1] = { ...last, columns: [...last.columns, gap.column].sort((a, b) => a - b) };
  }
  return splits;
}

function gapsOf(grid: Grid): Gap[] {
  const gaps: Gap[] = [];
  if (!grid.drawn) return gaps;
  for (let column = 2; column < grid.width; column++)
    for (let row = 1; row <= grid.height; row++) {
      const { bordered } = grid.at(row, column);
      const isGap = (at: number): boolean => isEmpty(grid.at(at, column)) && grid.at(at, column).bordered === bordered;
      if (!isGap(row)) continue;
      const top = row;
      while (row < grid.height && isGap(row + 1)) row++;
      const gap = bordered ? drawnGap(grid, column, top, row) : gapBetween(grid, column, top, row);
      if (gap) gaps.push(gap);
    }
  return gaps;
}

function isEmpty(slot: Slot): boolean {
  return slot.kind === 'blank' && slot.formula === null && slot.text === '' && slot.left === slot.right && slot.top === slot.bottom;
}

/** A drawn column between two tables is told by their heads on both sides, and by the row labels of the right one all along it: labels of its own, and not 男 and 女 again and again. */
function drawnGap(grid: Grid, column: number, top: number, bottom: number): Gap | null {
  const isWord = (row: number, at: number): boolean => grid.at(row, at).kind === 'text';
  const isHead = (row: number): boolean => isWord(row, column - 1) && isWord(row, column + 1) && isEmpty(grid.at(row, column));
  // The lines may begin below the heads.
  let first = top > 1 && isHead(top - 1) ? top - 1 : top;
  while (first < bottom && !(isWord(first, column - 1) && isWord(first, column + 1))) first++;
  let last = bottom;
  while (last > first && !isWord(last, column + 1)) last--;
  let body = first;
  while (body <= last && isWord(body, column - 1)) body++;
  const rows = Array.from({ length: Math.max(0, last - body + 1) }, (_, index) => body + index);
  const isBeside = (row: number): boolean => grid.at(row, column - 1).kind !== 'text' && isWord(row, column + 1);
  const labels = [...new Set(rows.map((row) => grid.at(row, column + 1)))].map(({ folded }) => folded);
  const isApart = new Set(labels).size === labels.length && labels.length > 1 && startsTable(grid, first, column);
  if (body === first || rows.length < 2 || !rows.every(isBeside) || !isApart) return null;
  return { column, top: first, bottom: goesOn(grid, column, last, bottom) ? bottom : last };
}

/** Below the last row of the table on the right, the one on the left goes on alone. */
function goesOn(grid: Grid, column: number, last: number, bottom: number): boolean {
  for (let row = last + 1; row <= bottom; row++) {
    const line = grid.line(row);
    if (line[0]?.kind !== 'text' || line.some((slot) => slot.right > column && slot.kind !== 'blank')) return false;
  }
  return last < bottom;
}

/** The line of heads has a word over every other drawn column, or stands beside one over a label merged with the one below it. */
function startsTable(grid: Grid, row: number, column: number): boolean {
  const isCovered = ({ left }: Slot): boolean => grid.at(row + 1, left).left < left;
  return grid.line(row).every((slot) => slot.left === column || slot.kind === 'text' || !slot.bordered || isCovered(slot));
}

/** The rows of an empty column in which tables stand on both sides, with the captions right above them; null when there are none. */
function gapBetween(grid: Grid, column: number, top: number, bottom: number): Gap | null {
  const sides = (row: number): number => Number(grid.at(row, column - 1).bordered) + Number(grid.at(row, column + 1).bordered);
  let first = top;
  while (first <= bottom && sides(first) < 2) first++;
  let last = bottom;
  while (last > first && sides(last) === 0) last--;
  const both = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((row) => sides(row) === 2);
  if (both.length < 2 || isOneColumn(grid, column, both) || sharesLabels(grid, column, both) || partsLabels(grid, column, both)) return null;
  while (first > top && isCaptionRow(grid, first - 1, column)) first--;
  return { column, top: first, bottom: last };
}

/** One head behind the gap with nothing but blanks below it is a column of the table before it. */
function isOneColumn(grid: Grid, column: number, rows: readonly number[]): boolean {
  return rows.every((row, index) => {
    const [only, ...others] = grid.line(row).filter((slot) => slot.left > column && slot.bordered);
    return only !== undefined && others.length === 0 && (only.kind === 'text') === (index === 0);
  });
}

/** Nothing but labels right before the gap, in two rows or more, and blanks right behind it: their values stand there. */
function partsLabels(grid: Grid, column: number, rows: readonly number[]): boolean {
  const parted = rows.filter((row) => grid.at(row, column - 1).kind === 'text' && grid.at(row, column + 1).kind === 'blank');
  const labels = new Set(parted.map((row) => grid.at(row, column - 1).folded));
  return parted.length > 1 && parted.length >= rows.length - 1 && labels.size === parted.length && [...labels].some((text) => text.length > 2);
}

/** Two rows or more behind the gap without a word, under the same heads as before it, each level with a row that has its label there: they are rows of that table. */
function sharesLabels(grid: Grid, column: number, both: readonly number[]): boolean {
  const rows = both.filter((row, index) => row === (both[0] ?? 0) + index);
  const isWord = (slot: Slot): boolean => slot.kind === 'text';
  const behind = (row: number): Slot[] => grid.line(row).filter(({ left }) => left > column);
  const body = rows.filter((row) => !behind(row).some(isWord));
  const first = body[0] ?? 0;
  const heads = rows.filter((row) => row < first);
  return (
    body.length > 1 &&
    heads.length > 0 &&
    heads.length + body.length === rows.length &&
    heads.every((row) => behind(row).some(isWord)) &&
    behind(first - 1).every((slot) => !isWord(slot) || grid.line(first - 1).some((other) => other.left < column && other.folded === slot.folded)) &&
    body.every((row) => grid.line(row)[0]?.kind === 'text' && behind(row).some(({ bordered }) => bordered))
  );
}

/** Words on both sides of the gap, each beginning at the edge of its table. */
function isCaptionRow(grid: Grid, row: number, column: number): boolean {
  const words = grid.line(row).filter((slot) => slot.kind === 'text');
  return words.length === 2 && words.some((slot) => slot.right < column) && words.some((slot) => slot.left === column + 1);
}
