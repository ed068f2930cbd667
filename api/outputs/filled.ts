// A department's form filled, in the shape that is wanted: its workbook, its sheets as they look, or one sheet as CSV. Made here or in the
// filler's thread alike.
import type { SheetEdit } from '../../engine/model/edits.ts';
import type { Problem } from '../../engine/problem/index.ts';
import { drawWorkbook, type Drawing } from '../../forms/excel/drawing.ts';
import type { Template } from '../../forms/excel/fill.ts';
import { readWorkbook } from '../../forms/excel/read.ts';
import { csvOf } from './csv.ts';

export interface Shapes {
  readonly workbook: Uint8Array;
  readonly drawings: readonly Drawing[];
  /** null: there is no such sheet. */
  readonly csv: { readonly bytes: Uint8Array | null };
}

export type Shape = keyof Shapes;

/** What a form is to hold, and the sheet that is wanted where it is only one: the first that was filled, unless it is named. */
export interface Filling {
  readonly edits: readonly SheetEdit[];
  readonly sheet?: string | undefined;
}

/** null with the reasons when it cannot be made. */
export interface Filled<As extends Shape> {
  readonly made: Shapes[As] | null;
  readonly problems: readonly Problem[];
}

export function filledAs<As extends Shape>(as: As, template: Template, file: string, filling: Filling): Filled<As> {
  const { bytes, problems } = template.fill(filling.edits);
  return bytes ? MAKERS[as](bytes, file, filling) : { made: null, problems };
}

const MAKERS: { readonly [As in Shape]: (filled: Uint8Array, file: string, filling: Filling) => Filled<As> } = {
  workbook: (filled) => ({ made: filled, problems: [] }),
  drawings: (filled, file) => {
    const { drawings, problems } = drawWorkbook(filled, file);
    return { made: drawings, problems };
  },
  csv: (filled, file, { edits, sheet: named }) => {
    const { workbook, problems } = readWorkbook(filled, file, { filled: true });
    const wanted = named ?? edits[0]?.sheet;
    const sheet = workbook?.sheets.find(({ name }) => wanted === undefined || name === wanted);
    return { made: workbook && { bytes: sheet ? csvOf(sheet) : null }, problems };
  },
};
