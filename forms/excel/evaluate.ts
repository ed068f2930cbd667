// What a formula comes to. In: an expression and a way to look up cells. Out: a value as Excel would show it, an error value, or
// UNKNOWN when a function is not among the few that blank forms use. Sums are rounded to the 15 digits that Excel keeps, so that
// 0.1+0.2 is 0.3 and printed checks such as "=D5=E5+F5" come out as on paper.
import type { Scalar } from '../../engine/model/sheet.ts';
import type { Reference } from './formula.ts';
import type { Expression, Operator } from './parse.ts';

/** An Excel error value such as #DIV/0!. */
export interface ErrorValue {
  readonly error: string;
}

export const UNKNOWN = Symbol('unknown');
export type Value = Scalar | ErrorValue | typeof UNKNOWN;

/** Where the cells are looked up. */
export interface Lookup {
  /** The values of the cells in a reference that are not empty, in any order; null when the sheet is not known or there are too many. */
  readonly values: (ref: Reference) => readonly Value[] | null;
  /** The value of the one cell that a reference means. */
  readonly value: (ref: Reference) => Value;
  /** How many cells a reference has. */
  readonly size: (ref: Reference) => number;
}

/** Evaluates an expression. */
export function evaluate(expression: Expression, lookup: Lookup): Value {
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'boolean':
      return expression.value;
    case 'error':
      return { error: expression.code };
    case 'missing':
      return null;
    case 'ref':
      return isArea(expression.ref) ? UNKNOWN : lookup.value(expression.ref);
    case 'negative':
      return withNumber(evaluate(expression.of, lookup), (value) => -value);
    case 'percent':
      return withNumber(evaluate(expression.of, lookup), (value) => rounded(value / 100));
    case 'binary':
      return binary(expression.operator, evaluate(expression.left, lookup), evaluate(expression.right, lookup));
    case 'call':
      return call(expression.name, expression.args, lookup);
  }
}

/** Whether every function in an expression is known, so that it can be evaluated at all. */
export function isKnown(expression: Expression): boolean {
  switch (expression.kind) {
    case 'negative':
    case 'percent':
      return isKnown(expression.of);
    case 'binary':
      return isKnown(expression.left) && isKnown(expression.right);
    case 'call':
      return (expression.name in LAZY || expression.name in PLAIN || expression.name in AGGREGATES) && expression.args.every(isKnown);
    default:
      return true;
  }
}

type Compute = (args: readonly Value[]) => Value;

/** Functions that evaluate only the arguments they need. */
const LAZY: Record<string, (args: readonly Expression[], lookup: Lookup) => Value> = {
  IF: (args, lookup) => chosen(args, lookup),
  IFERROR: (args, lookup) => fallback(args, lookup, isError),
  IFNA: (args, lookup) => fallback(args, lookup, (value) => isError(value) && value.error === '#N/A'),
  ISERROR: (args, lookup) => question(args, lookup, isError),
  ISBLANK: (args, lookup) => question(args, lookup, (value) => value === null),
  ISNUMBER: (args, lookup) => question(args, lookup, (value) => typeof value === 'number'),
  ISTEXT: (args, lookup) => question(args, lookup, (value) => typeof value === 'string'),
  COUNTIF: (args, lookup) => countIf(args, lookup),
  COUNTBLANK: (args, lookup) => countBlank(args, lookup),
};

/** Functions of single values; an error among the arguments is the result. */
const PLAIN: Record<string, Compute> = {
  ROUND: ([value, places]) => withNumbers(value, places, (a, b) => roundAt(a, b, Math.round)),
  ROUNDUP: ([value, places]) => withNumbers(value, places, (a, b) => roundAt(a, b, Math.ceil)),
  ROUNDDOWN: ([value, places]) => withNumbers(value, places, (a, b) => roundAt(a, b, Math.floor)),
  TRUNC: ([value, places]) => withNumbers(value, places, (a, b) => roundAt(a, b, Math.floor)),
  INT: ([value]) => withNumber(value, (a) => Math.floor(rounded(a))),
  ABS: ([value]) => withNumber(value, Math.abs),
  MOD: ([value, by]) => withNumbers(value, by, (a, b) => (b === 0 ? DIVIDED_BY_ZERO : rounded(a - b * Math.floor(a / b)))),
  NOT: ([value]) => withNumber(value, (a) => a === 0),
  N: ([value]) => (typeof value === 'number' || typeof value === 'boolean' ? Number(value) : 0),
  LEN: ([value]) => shown(value ?? null).length,
  TRIM: ([value]) =>
    shown(value ?? null)
      .replace(/ {2,}/g, ' ')
      .replace(/^ | $/g, ''),
  TRUE: () => true,
  FALSE: () => false,
  CONCATENATE: (args) => args.map(shown).join(''),
};

/** Functions over ranges: numbers in ranges count, texts and blanks in them do not. */
const AGGREGATES: Record<string, (numbers: readonly number[], all: readonly Value[]) => Value> = {
  SUM: (numbers) => total(numbers),
  AVERAGE: (numbers) => (numbers.length === 0 ? DIVIDED_BY_ZERO : rounded(total(numbers) / numbers.length)),
  MAX: (numbers) => numbers.reduce((a, b) => Math.max(a, b), numbers[0] ?? 0),
  MIN: (numbers) => numbers.reduce((a, b) => Math.min(a, b), numbers[0] ?? 0),
  PRODUCT: (numbers) => (numbers.length === 0 ? 0 : rounded(numbers.reduce((a, b) => a * b, 1))),
  COUNT: (numbers) => numbers.length,
  COUNTA: (_, all) => all.length,
  AND: (numbers) => numbers.every((value) => value !== 0),
  OR: (numbers) => numbers.some((value) => value !== 0),
};

/** These count errors in their ranges instead of passing them on. */
const COUNTING = new Set(['COUNT', 'COUNTA']);

const DIVIDED_BY_ZERO: ErrorValue = { error: '#DIV/0!' };
const NOT_A_VALUE: ErrorValue = { error: '#VALUE!' };

function call(name: string, args: readonly Expression[], lookup: Lookup): Value {
  const lazy = LAZY[name];
  if (lazy) return lazy(args, lookup);
  const plain = PLAIN[name];
  if (plain)
    return withAll(
      args.map((argument) => evaluate(argument, lookup)),
      plain,
    );
  return aggregate(name, args, lookup);
}

function aggregate(name: string, args: readonly Expression[], lookup: Lookup): Value {
  const compute = AGGREGATES[name];
  if (!compute) return UNKNOWN;
  const all: Value[] = [];
  const numbers: number[] = [];
  for (const argument of args) {
    const failed = gather(name, argument, lookup, all, numbers);
    if (failed !== null) return failed;
  }
  return compute(numbers, all);
}

/** Adds the values of one argument; gives the error or UNKNOWN that ends the matter, or null. */
function gather(name: string, argument: Expression, lookup: Lookup, all: Value[], numbers: number[]): Value {
  const inRange = argument.kind === 'ref';
  const values: readonly Value[] | null = inRange ? lookup.values(argument.ref) : [evaluate(argument, lookup)];
  if (!values) return UNKNOWN;
  for (const value of values) {
    if (value === UNKNOWN || (isError(value) && !COUNTING.has(name))) return value;
    all.push(value);
    const number = inRange ? rangeNumber(name, value) : toNumber(value);
    if (typeof number === 'number') numbers.push(number);
    else if (!inRange && !COUNTING.has(name)) return NOT_A_VALUE;
  }
  return null;
}

const rangeNumber = (name: string, value: Value): number | null => {
  if (typeof value === 'boolean' && (name === 'AND' || name === 'OR')) return Number(value);
  return typeof value === 'number' ? value : null;
};

function chosen(args: readonly Expression[], lookup: Lookup): Value {
  const [test, yes, no] = args;
  if (!test || !yes) return NOT_A_VALUE;
  const value = evaluate(test, lookup);
  if (value === UNKNOWN || isError(value)) return value;
  const number = toNumber(value);
  if (number === null) return NOT_A_VALUE;
  const branch = number !== 0 ? yes : no;
  return branch ? zeroForBlank(branch, evaluate(branch, lookup)) : false;
}

/** A left-out branch gives 0; so does a reference to an empty cell once it is shown. */
const zeroForBlank = (branch: Expression, value: Value): Value => (branch.kind === 'missing' ? 0 : value);

function fallback([tried, otherwise]: readonly Expression[], lookup: Lookup, applies: (value: Value) => boolean): Value {
  if (!tried) return NOT_A_VALUE;
  const value = evaluate(tried, lookup);
  return otherwise && applies(value) ? zeroForBlank(otherwise, evaluate(otherwise, lookup)) : value;
}

function question([argument]: readonly Expression[], lookup: Lookup, holds: (value: Value) => boolean): Value {
  const value = argument ? evaluate(argument, lookup) : null;
  return value === UNKNOWN ? UNKNOWN : holds(value);
}

function countIf([area, test]: readonly Expression[], lookup: Lookup): Value {
  if (area?.kind !== 'ref' || !test) return UNKNOWN;
  const values = lookup.values(area.ref);
  const wanted = evaluate(test, lookup);
  if (!values || values.includes(UNKNOWN) || wanted === UNKNOWN || isError(wanted) || wanted === null) return UNKNOWN;
  const found = /^(<>|<=|>=|=|<|>)?([\s\S]*)$/.exec(String(wanted));
  const operator = (found?.[1] ?? '=') as Operator;
  const text = found?.[2] ?? '';
  if (/[*?~]/.test(text) || text === '' || operator === '<>') return UNKNOWN;
  const limit = toNumber(text) ?? text;
  return values.filter((value) => typeof value === typeof limit && compare(operator, value, limit) === true).length;
}

function countBlank([area]: readonly Expression[], lookup: Lookup): Value {
  const values = area?.kind === 'ref' ? lookup.values(area.ref) : null;
  if (!values || area?.kind !== 'ref' || values.includes(UNKNOWN)) return UNKNOWN;
  return lookup.size(area.ref) - values.filter((value) => value !== '').length;
}

function binary(operator: Operator, left: Value, right: Value): Value {
  if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  if (isError(left)) return left;
  if (isError(right)) return right;
  switch (operator) {
    case '&':
      return shown(left) + shown(right);
    case '+':
      return withNumbers(left, right, (a, b) => rounded(a + b));
    case '-':
      return withNumbers(left, right, (a, b) => rounded(a - b));
    case '*':
      return withNumbers(left, right, (a, b) => rounded(a * b));
    case '/':
      return withNumbers(left, right, (a, b) => (b === 0 ? DIVIDED_BY_ZERO : rounded(a / b)));
    case '^':
      return withNumbers(left, right, (a, b) => finite(rounded(a ** b)));
    default:
      return compare(operator, left, right);
  }
}

/** Numbers come before texts, texts before truth values; a blank is what it is compared with: 0, "" or FALSE. */
function compare(operator: Operator, left: Value, right: Value): Value {
  const order = orderOf(blankAs(left, right), blankAs(right, left));
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

function blankAs(value: Value, other: Value): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof other === 'string') return '';
  return typeof other === 'boolean' ? false : 0;
}

function orderOf(left: string | number | boolean, right: string | number | boolean): number {
  const rank = (value: string | number | boolean): number => (typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2);
  if (rank(left) !== rank(right)) return rank(left) - rank(right);
  if (typeof left === 'string') return orderOfTexts(left.toLowerCase(), String(right).toLowerCase());
  return rounded(Number(left) - Number(right));
}

const orderOfTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function withAll(values: readonly Value[], compute: Compute): Value {
  if (values.includes(UNKNOWN)) return UNKNOWN;
  return values.find(isError) ?? compute(values);
}

function withNumber(value: Value | undefined, compute: (value: number) => Value): Value {
  if (value === UNKNOWN || isError(value)) return value;
  const number = toNumber(value ?? null);
  return number === null ? NOT_A_VALUE : compute(number);
}

function withNumbers(left: Value | undefined, right: Value | undefined, compute: (left: number, right: number) => Value): Value {
  return withNumber(left, (a) => withNumber(right, (b) => compute(a, b)));
}

/** A number as arithmetic takes it: blank is 0, a truth value 0 or 1, a text its number; null when it is none. */
function toNumber(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (value === null) return 0;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?%?\s*$/i.test(value)) return null;
  return value.includes('%') ? Number(value.replace('%', '')) / 100 : Number(value);
}

function shown(value: Value): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function total(numbers: readonly number[]): number {
  return rounded(numbers.reduce((sum, value) => sum + value, 0));
}

/** To 15 significant digits, as Excel does; whole numbers are exact anyway. */
function rounded(value: number): number {
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(15));
}

/** Rounds the size of a number at so many decimal places, half away from zero; 1.005 counts as it is written. */
function roundAt(value: number, places: number, round: (value: number) => number): Value {
  const by = Math.trunc(places);
  const shifted = Number(`${rounded(Math.abs(value))}e${by}`);
  const whole = round(Number.isFinite(shifted) ? rounded(shifted) : rounded(Math.abs(value) * 10 ** by));
  const result = Number(`${whole}e${-by}`);
  return finite(Math.sign(value) * (Number.isFinite(result) ? result : whole / 10 ** by));
}

const finite = (value: number): Value => (Number.isFinite(value) ? value : { error: '#NUM!' });
const isArea = ({ from, to }: Reference): boolean => from.row !== to.row || from.column !== to.column || from.row === null;
const isError = (value: Value | undefined): value is ErrorValue => typeof value === 'object' && value !== null;
