// What a department's workbook is to hold: the cells to write, sheet by sheet. `forms/excel` puts them into the blank form.
import type { Scalar } from './sheet.ts';

/** A number by its exact decimal digits. */
export interface DecimalText {
  readonly decimal: string;
}

export type EditValue = Scalar | DecimalText;

export interface CellEdit {
  readonly cell: string;
  readonly value: EditValue;
}

/** Rows for a roster from `firstRow` on, where the blank form has `blankRows`; values in the order of `columns` (letters). */
export interface RosterEdit {
  readonly firstRow: number;
  readonly blankRows: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly EditValue[])[];
}

/** All places are those of the blank form. */
export interface SheetEdit {
  readonly sheet: string;
  readonly cells: readonly CellEdit[];
  readonly rosters: readonly RosterEdit[];
}
