// Fresh results for the formulas that depend on filled cells. In: the sheets of a template, once; then the cells filled, each
// time. Out: the content for each formula cell whose result may have changed; "unknown" where only Excel can tell.
import type { Cell, Scalar } from '../../engine/model/sheet.ts';
import { evaluate, isKnown, UNKNOWN, type ErrorValue, type Lookup, type Value } from './evaluate.ts';
import { areaOf, areaSize, isInside, sheetIndexes, WHOLE, type Area } from './area.ts';
import { tokens, type Reference } from './formula.ts';
import { columnOfKey, placeKey, rowOfKey } from './grid.ts';
import { numberContent, type Content } from './patch.ts';
import { parseFormula, type Expression } from './parse.ts';
import { UNREAD_FORMULA } from './sheet.ts';

/** The formulas of a workbook, ready to be evaluated again and again. */
export interface Calculation {
  readonly sheets: readonly CalcSheet[];
  readonly formulas: readonly Formula[];
  /** Lower-case sheet name → index. */
  readonly indexes: ReadonlyMap<string, number>;
}

/** Filled cells: sheet index → place key → content. */
export type Filled = ReadonlyMap<number, ReadonlyMap<number, Content>>;

/** A formula cell with the result it now has. */
export interface Result {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly content: Content;
}

/** Prepares the formulas of a workbook; null when it has none. */
export function prepareCalculation(sheets: readonly { readonly name: string; readonly cells: readonly Cell[] }[]): Calculation | null {
  const prepared = sheets.map(prepareSheet);
  const indexes = sheetIndexes(sheets);
  let length = 0;
  const formulas = sheets.flatMap(({ cells }, sheet) =>
    cells.flatMap((cell) => {
      length += cell.formula?.length ?? 0;
      if (cell.formula === null) return [];
      return [length <= MOST_LENGTH && cell.formula !== UNREAD_FORMULA ? prepareFormula(sheet, cell, cell.formula, indexes) : leftToExcel(sheet, cell)];
    }),
  );
  for (const formula of formulas) prepared[formula.sheet]?.formulas.set(placeKey(formula.row, formula.column), formula);
  return formulas.length > 0 ? { sheets: prepared, formulas, indexes } : null;
}

/**
 * Evaluates what depends on the filled cells. A formula cell that is itself filled keeps what it was filled with. A number reckoned from nothing but blanks has
 * no result: =SUM(C5:C7) over three cells that nobody answered is not 0, also where the blank form came with a 0 in it.
 */
export function recalculate(calculation: Calculation, filled: Filled): Result[] {
  const run: Run = { calculation, filled, dirty: new Map(), answered: new Map(), values: new Map(), lookups: new Map(), depth: 0, walked: 0 };
  const results: Result[] = [];
  for (const formula of calculation.formulas) {
    if (isFilled(run, formula)) continue;
    const { sheet, row, column } = formula;
    if (isDirty(run, formula)) {
      const value = formulaValue(run, formula);
      results.push({ sheet, row, column, content: typeof value === 'number' && isOfBlanks(run, formula) ? EMPTY : contentOf(value) });
    } else if (storedValue(run, formula) === 0 && isOfBlanks(run, formula)) results.push({ sheet, row, column, content: EMPTY });
  }
  return results;
}

const EMPTY: Content = { kind: 'empty' };

/** Does a formula that reckons have nothing to reckon with? */
function isOfBlanks(run: Run, formula: Formula): boolean {
  return !formula.countsBlanks && !isAnswered(run, formula);
}

/** What the template holds in a formula's cell. */
function storedValue({ calculation }: Run, { sheet, row, column }: Formula): Value {
  return calculation.sheets[sheet]?.values.get(placeKey(row, column)) ?? null;
}

/** Characters of all formulas; a blank form has a few thousand. */
const MOST_LENGTH = 300_000;

/** A formula that is not read at all: stale as soon as anything in its sheet is filled. */
function leftToExcel(sheet: number, { row, column }: Cell): Formula {
  return { sheet, row, column, expression: null, areas: [{ sheet, ...WHOLE }], countsBlanks: true, addsUp: false };
}

interface CalcSheet {
  /** Place key → what the template holds there, formula results included. */
  readonly values: ReadonlyMap<number, Scalar>;
  readonly formulas: Map<number, Formula>;
}

interface Formula {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  /** null when the formula is beyond this evaluator. */
  readonly expression: Expression | null;
  readonly areas: readonly Area[];
  /** It may tell something of blanks (COUNTBLANK, COUNTA), refers to no cell, or is not understood. */
  readonly countsBlanks: boolean;
  /** It reckons with numbers alone, so that words among its cells are no answers. */
  readonly addsUp: boolean;
}

function prepareSheet({ cells }: { readonly cells: readonly Cell[] }): CalcSheet {
  const values = new Map<number, Scalar>();
  for (const cell of cells) if (cell.value !== null) values.set(placeKey(cell.row, cell.column), cell.value);
  return { values, formulas: new Map() };
}

function prepareFormula(sheet: number, { row, column }: Cell, text: string, indexes: ReadonlyMap<string, number>): Formula {
  const parsed = parseFormula(text);
  const expression = parsed && isKnown(parsed) ? withSheets(parsed, sheet, indexes) : null;
  const areas = new Map<string, Area>();
  for (const token of tokens(text)) {
    const area = token.kind === 'ref' && !areas.has(token.text) ? areaOf(token.ref, sheet, indexes) : null;
    if (area) areas.set(token.text, area);
  }
  const names = expression ? functionsIn(expression) : [];
  const countsBlanks = expression === null || areas.size === 0 || names.some((name) => COUNTERS.has(name));
  return { sheet, row, column, expression, areas: [...areas.values()], countsBlanks, addsUp: names.every((name) => ADDERS.has(name)) };
}

const COUNTERS = new Set(['COUNT', 'COUNTA', 'COUNTIF', 'COUNTBLANK', 'ISBLANK', 'LEN']);
const ADDERS = new Set(['SUM', 'AVERAGE', 'MAX', 'MIN', 'PRODUCT', 'ROUND', 'ROUNDUP', 'ROUNDDOWN', 'TRUNC', 'INT', 'ABS']);

/** The names of the functions that an expression calls. */
function functionsIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'negative':
    case 'percent':
      return functionsIn(expression.of);
    case 'binary':
      return [...functionsIn(expression.left), ...functionsIn(expression.right)];
    case 'call':
      return [expression.name, ...expression.args.flatMap(functionsIn)];
    default:
      return [];
  }
}

/** The expression itself, or null when it refers to a sheet that is not there. */
function withSheets(expression: Expression, sheet: number, indexes: ReadonlyMap<string, number>): Expression | null {
  switch (expression.kind) {
    case 'ref':
      return areaOf(expression.ref, sheet, indexes) && expression;
    case 'negative':
    case 'percent':
      return withSheets(expression.of, sheet, indexes) && expression;
    case 'binary':
      return withSheets(expression.left, sheet, indexes) && withSheets(expression.right, sheet, indexes) && expression;
    case 'call':
      return expression.args.every((argument) => withSheets(argument, sheet, indexes) !== null) ? expression : null;
    default:
      return expression;
  }
}

interface Run {
  readonly calculation: Calculation;
  readonly filled: Filled;
  readonly dirty: Map<Formula, boolean>;
  readonly answered: Map<Formula, boolean>;
  /** Values found so far; a formula being evaluated stands as UNKNOWN, which ends circles. */
  readonly values: Map<Formula, Value>;
  readonly lookups: Map<number, Lookup>;
  /** Formulas followed one into the other just now. */
  depth: number;
  /** Places looked at so far in the areas of formulas. */
  walked: number;
}

/** So many places are looked at in one run, a second's work; what then still depends on large areas is left to Excel. */
const MOST_WALKED = 5_000_000;

/** Counts the steps of a walk beforehand; false when they are too many. */
function mayWalk(run: Run, steps: number): boolean {
  run.walked += steps;
  return run.walked <= MOST_WALKED;
}

/** Longer chains are left to Excel rather than to the call stack. */
const DEEPEST = 400;

const isFilled = ({ filled }: Run, { sheet, row, column }: Formula): boolean => {
  const value = filled.get(sheet)?.get(placeKey(row, column));
  return value !== undefined && value.kind !== 'empty';
};

/** Whether a formula depends on a filled cell, directly or through others; also when it would take too long to tell. */
function isDirty(run: Run, formula: Formula): boolean {
  const known = run.dirty.get(formula);
  if (known !== undefined) return known;
  run.dirty.set(formula, false);
  run.depth++;
  const dirty = run.depth > DEEPEST || formula.areas.some((area) => hasFilled(run, area) || hasDirtyFormula(run, area));
  run.depth--;
  run.dirty.set(formula, dirty);
  return dirty;
}

/**
 * Whether any cell that a formula reckons with holds something, directly or through others: a number, or words where it reads words. Also when it would take too
 * long to tell.
 */
function isAnswered(run: Run, formula: Formula): boolean {
  const known = run.answered.get(formula);
  if (known !== undefined) return known;
  run.answered.set(formula, false);
  run.depth++;
  const answered = run.depth > DEEPEST || formula.areas.some((area) => holdsAnswer(run, area, formula.addsUp));
  run.depth--;
  run.answered.set(formula, answered);
  return answered;
}

function holdsAnswer(run: Run, area: Area, numbersOnly: boolean): boolean {
  const keys = areaKeys(run, area);
  if (!keys) return true;
  for (const key of keys) {
    const formula = run.calculation.sheets[area.sheet]?.formulas.get(key);
    if (formula && !isFilled(run, formula)) {
      if (formula.countsBlanks || isAnswered(run, formula)) return true;
      continue;
    }
    const value = cellValue(run, area.sheet, key);
    if (typeof value === 'string' ? !numbersOnly && value !== '' : value !== null) return true;
  }
  return false;
}

function hasFilled(run: Run, area: Area): boolean {
  const cells = run.filled.get(area.sheet);
  if (!cells || cells.size === 0) return false;
  if (!mayWalk(run, Math.min(areaSize(area), cells.size))) return true;
  if (areaSize(area) <= cells.size) return hasSmallAreaKey(cells, area);
  for (const key of cells.keys()) if (isInside(rowOfKey(key), columnOfKey(key), area)) return true;
  return false;
}

function hasSmallAreaKey(cells: ReadonlyMap<number, unknown>, { top, left, bottom, right }: Area): boolean {
  for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) if (cells.has(placeKey(row, column))) return true;
  return false;
}

function hasDirtyFormula(run: Run, area: Area): boolean {
  const formulas = run.calculation.sheets[area.sheet]?.formulas;
  if (!formulas || formulas.size === 0) return false;
  return !mayWalk(run, Math.min(areaSize(area), formulas.size)) || formulasIn(formulas, area).some((formula) => isDirty(run, formula));
}

function formulasIn(formulas: ReadonlyMap<number, Formula>, area: Area): Formula[] {
  if (areaSize(area) <= formulas.size) return smallAreaKeys(area).flatMap((key) => formulas.get(key) ?? []);
  return [...formulas].filter(([key]) => isInside(rowOfKey(key), columnOfKey(key), area)).map(([, formula]) => formula);
}

function formulaValue(run: Run, formula: Formula): Value {
  const known = run.values.get(formula);
  if (known !== undefined) return known;
  run.values.set(formula, UNKNOWN);
  run.depth++;
  const value = formula.expression && run.depth <= DEEPEST ? evaluate(formula.expression, lookupOf(run, formula.sheet)) : UNKNOWN;
  run.depth--;
  const shown = value === null ? 0 : value;
  run.values.set(formula, shown);
  return shown;
}

/** One lookup per sheet and run; most forms have one sheet with formulas. */
function lookupOf(run: Run, own: number): Lookup {
  const known = run.lookups.get(own) ?? lookupFor(run, own);
  run.lookups.set(own, known);
  return known;
}

function lookupFor(run: Run, own: number): Lookup {
  const { indexes } = run.calculation;
  const area = (ref: Reference): Area | null => areaOf(ref, own, indexes);
  return {
    value: (ref) => {
      const place = area(ref);
      return place ? cellValue(run, place.sheet, placeKey(place.top, place.left)) : UNKNOWN;
    },
    values: (ref) => {
      const place = area(ref);
      return place && areaValues(run, place);
    },
    size: (ref) => areaSize(area(ref) ?? NOWHERE),
  };
}

const NOWHERE: Area = { sheet: 0, top: 1, left: 1, bottom: 0, right: 0 };

function cellValue(run: Run, sheet: number, key: number): Value {
  const filled = run.filled.get(sheet)?.get(key);
  const source = run.calculation.sheets[sheet];
  const formula = source?.formulas.get(key);
  if (filled !== undefined && !(filled.kind === 'empty' && formula)) return scalarOf(filled);
  const stored = source?.values.get(key);
  if (formula && (stored === undefined || isDirty(run, formula))) return formulaValue(run, formula);
  return stored === undefined ? null : asError(stored);
}

function scalarOf(content: Content): Scalar {
  switch (content.kind) {
    case 'number':
      return Number(content.digits);
    case 'text':
      return content.text;
    case 'boolean':
      return content.value;
    default:
      return null;
  }
}

/** Error values are stored as texts; only the well-known ones are taken for such. */
function asError(stored: Scalar): Value {
  return typeof stored === 'string' && ERRORS.has(stored) ? { error: stored } : stored;
}

const ERRORS = new Set(['#DIV/0!', '#N/A', '#NAME?', '#NULL!', '#NUM!', '#REF!', '#VALUE!']);

/** null when the area is too large to be walked too. */
function areaValues(run: Run, area: Area): Value[] | null {
  const keys = areaKeys(run, area);
  if (!keys) return null;
  const values: Value[] = [];
  for (const key of keys) {
    const value = cellValue(run, area.sheet, key);
    if (value !== null) values.push(value);
  }
  return values;
}

/** The places in an area that may hold something. */
function areaKeys(run: Run, area: Area): Iterable<number> | null {
  const { values, formulas } = run.calculation.sheets[area.sheet] ?? NO_SHEET;
  const filled = run.filled.get(area.sheet) ?? NO_CELLS;
  const held = values.size + formulas.size + filled.size;
  if (!mayWalk(run, Math.min(areaSize(area), held))) return null;
  if (areaSize(area) <= held) return smallAreaKeys(area);
  return new Set([...values.keys(), ...formulas.keys(), ...filled.keys()].filter((key) => isInside(rowOfKey(key), columnOfKey(key), area)));
}

const NO_CELLS: ReadonlyMap<number, Content> = new Map();
const NO_SHEET: CalcSheet = { values: new Map(), formulas: new Map() };

function smallAreaKeys({ top, left, bottom, right }: Area): number[] {
  const keys: number[] = [];
  for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) keys.push(placeKey(row, column));
  return keys;
}

function contentOf(value: Value): Content {
  if (value === UNKNOWN || value === null) return { kind: 'unknown' };
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? numberContent(value) : { kind: 'error', code: '#NUM!' };
    case 'boolean':
      return { kind: 'boolean', value };
    case 'string':
      return { kind: 'text', text: value };
    default:
      return { kind: 'error', code: errorCode(value) };
  }
}

const errorCode = ({ error }: ErrorValue): string => error;
