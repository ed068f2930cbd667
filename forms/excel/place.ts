// Where rows and cells say they stand. In: the r attributes of <row> and <c>. Out: row and column numbers. One account for reading
// and for filling, so that what is read at a place is filled at that place. Source: ECMA-376 part 1, 18.3.1.4 and 18.3.1.73.
import { LAST_COLUMN, LAST_ROW } from './formula.ts';

/** A place that is moved from cell to cell. */
export interface CellPlace {
  row: number;
  column: number;
}

/** The number that a <row> gives itself; null when it has none or one that no row can have: then it is counted, see `countedRow`. */
export function namedRow(written: string | null): number | null {
  const row = Number(written ?? 0);
  return Number.isInteger(row) && row >= 1 && row <= LAST_ROW ? row : null;
}

/** Where a row without a number stands, unless its first cell says otherwise: below the one before. */
export const countedRow = (before: number): number => Math.min(before + 1, LAST_ROW);

/**
 * Moves the place to what a cell's name says ("AB12", without making strings of it), and leaves it when the name is none. The row
 * is taken from it only when `rowToo`: in the first cell of a row without a number. Else the <row> says where its cells are.
 */
export function moveToName(chars: string, start: number, end: number, place: CellPlace, rowToo: boolean): void {
  let column = 0;
  let at = start;
  for (; at < end; at++) {
    const letter = chars.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  const row = digitsAt(chars, at, end);
  if (column < 1 || column > LAST_COLUMN || row < 1 || row > LAST_ROW) return;
  if (rowToo) place.row = row;
  place.column = column;
}

/** A whole number written in digits alone, else 0. */
export function digitsAt(chars: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = chars.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return 0;
    value = value * 10 + digit;
  }
  return value;
}
