// What the choices of a list validation are. In: validations as written, and the sheets already read. Out: ListValidations
// whose values are resolved when they are inline, in a range of this workbook, or behind a defined name for one.
import type { Cell, ListValidation } from '../../engine/model/sheet.ts';
import type { DefinedName } from './book.ts';
import { parseReference, type Reference } from './formula.ts';
import { sheetLimits, type RawValidation } from './sheet.ts';

/** Longer lists are no help to anyone and are not resolved. */
const MOST_VALUES = 5000;

/** Where the choices may lie. */
export interface ListSource {
  /** Sheet name → its cells. */
  readonly cells: ReadonlyMap<string, readonly Cell[]>;
  readonly names: readonly DefinedName[];
  readonly sheetNames: readonly string[];
  /** What a formula was resolved to before, per sheet: many validations share one. */
  readonly known: Map<string, readonly string[] | null>;
}

/** Resolves the validations of one sheet. */
export function resolveValidations(raw: readonly RawValidation[], sheet: string, source: ListSource): ListValidation[] {
  return raw.map(({ ranges, formula }) => ({ ranges, values: remembered(formula, sheet, source) }));
}

function remembered(formula: string, sheet: string, source: ListSource): readonly string[] | null {
  const key = `${sheet}\n${formula}`;
  const known = source.known.get(key);
  if (known !== undefined) return known;
  const values = listValues(formula, sheet, source);
  source.known.set(key, values);
  return values;
}

function listValues(formula: string, sheet: string, source: ListSource): readonly string[] | null {
  if (formula.length > sheetLimits.formulaLength) return null;
  const inline = /^"([\s\S]*)"$/.exec(formula);
  if (inline) return splitList((inline[1] ?? '').replaceAll('""', '"'));
  const reference = parseReference(formula) ?? namedReference(formula, sheet, source);
  return reference ? rangeValues(reference, sheet, source) : null;
}

const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');

function namedReference(name: string, sheet: string, { names, sheetNames }: ListSource): Reference | null {
  const wanted = name.toLowerCase();
  const found = names.filter((defined) => defined.name.toLowerCase() === wanted);
  const local = found.find((defined) => defined.sheet !== null && sheetNames[defined.sheet] === sheet);
  const best = local ?? found.find((defined) => defined.sheet === null);
  return best && best.formula.length <= sheetLimits.formulaLength ? parseReference(best.formula) : null;
}

function rangeValues(reference: Reference, sheet: string, source: ListSource): readonly string[] | null {
  const cells = cellsOf(reference.sheet ?? sheet, source);
  if (!cells) return null;
  const values = cells.filter((cell) => cell.text !== '' && isWithin(cell, reference)).map((cell) => cell.text.trim());
  return values.length > MOST_VALUES ? null : values;
}

function cellsOf(sheet: string, { cells }: ListSource): readonly Cell[] | null {
  const exact = cells.get(sheet);
  if (exact) return exact;
  for (const [name, found] of cells) if (name.toLowerCase() === sheet.toLowerCase()) return found;
  return null;
}

function isWithin({ row, column }: Cell, { from, to }: Reference): boolean {
  const rowInside = from.row === null || to.row === null || (row >= Math.min(from.row, to.row) && row <= Math.max(from.row, to.row));
  if (!rowInside) return false;
  return from.column === null || to.column === null || (column >= Math.min(from.column, to.column) && column <= Math.max(from.column, to.column));
}
