// A sheet that was read, looked up by row and column.
import { parseCellName, type Cell, type Sheet } from '../../engine/model/sheet.ts';

export interface Grid {
  /** The last row with anything in it. */
  readonly rows: number;
  readonly at: (row: number, column: number) => Cell | null;
  readonly named: (cell: string) => Cell | null;
  /** What a person sees there, without spaces around it; '' where nothing is. */
  readonly text: (row: number, column: number) => string;
}

export function gridOf({ cells }: Sheet): Grid {
  const byPlace = new Map(cells.map((cell) => [place(cell.row, cell.column), cell]));
  const at = (row: number, column: number): Cell | null => byPlace.get(place(row, column)) ?? null;
  return {
    rows: cells.reduce((most, { row }) => Math.max(most, row), 0),
    at,
    named: (cell) => {
      const found = parseCellName(cell);
      return found && at(found.row, found.column);
    },
    text: (row, column) => at(row, column)?.text.trim() ?? '',
  };
}

/** Sheets have at most 16,384 columns. */
function place(row: number, column: number): number {
  return row * 16_385 + column;
}
