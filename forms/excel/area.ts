// The cells that a reference means. In: a reference and the sheet in which it is written. Out: a rectangle, whichever corner is
// written first and in whatever case the sheet is named.
import { LAST_COLUMN, LAST_ROW, type Reference } from './formula.ts';

/** A rectangle in the sheet with this index. */
export interface Area {
  readonly sheet: number;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** All cells of a sheet. */
export const WHOLE: Omit<Area, 'sheet'> = { top: 1, left: 1, bottom: LAST_ROW, right: LAST_COLUMN };

/** Lower-case sheet name → index, for `areaOf`. */
export function sheetIndexes(sheets: readonly { readonly name: string }[]): Map<string, number> {
  return new Map(sheets.map(({ name }, index) => [name.toLowerCase(), index]));
}

/** The area of a reference written in the sheet `own`; null when it names a sheet that is not there. */
export function areaOf({ sheet: name, from, to }: Reference, own: number, indexes: ReadonlyMap<string, number>): Area | null {
  const sheet = name === null ? own : indexes.get(name.toLowerCase());
  if (sheet === undefined) return null;
  return {
    sheet,
    top: Math.min(from.row ?? 1, to.row ?? 1),
    left: Math.min(from.column ?? 1, to.column ?? 1),
    bottom: Math.max(from.row ?? LAST_ROW, to.row ?? LAST_ROW),
    right: Math.max(from.column ?? LAST_COLUMN, to.column ?? LAST_COLUMN),
  };
}

/** How many cells it has. */
export const areaSize = ({ top, left, bottom, right }: Area): number => (bottom - top + 1) * (right - left + 1);

/** Whether a place of its sheet lies in it. */
export const isInside = (row: number, column: number, { top, left, bottom, right }: Area): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;
