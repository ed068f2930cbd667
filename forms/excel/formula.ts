// Formulas as text: where their references stand, and the same formula with its references moved. In: a formula without "=".
// Out: tokens, or a formula. Source: ECMA-376 part 1, 18.17 (formula grammar).
import { columnName } from '../../engine/model/sheet.ts';

/** One end of a reference; a whole column has no row, a whole row no column. */
export interface RefPoint {
  readonly row: number | null;
  readonly column: number | null;
  readonly rowFixed: boolean;
  readonly columnFixed: boolean;
}

/** A reference to a cell, a rectangle, whole columns or whole rows. */
export interface Reference {
  /** Sheet as named in the formula, quotes removed; null when it means the formula's own sheet. */
  readonly sheet: string | null;
  /** The written qualifier with its "!", kept when the reference is moved. */
  readonly qualifier: string;
  readonly from: RefPoint;
  /** Same as `from` for a single cell. */
  readonly to: RefPoint;
  readonly isRange: boolean;
}

export type Token =
  | { readonly kind: 'ref'; readonly text: string; readonly ref: Reference }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  /** A function with its "(" to follow, a defined name, TRUE/FALSE, a table reference. */
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'blank'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string };

export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

/** Splits a formula; the texts of the tokens joined are the formula again. */
export function tokens(formula: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < formula.length;) {
    const token = tokenAt(formula, at);
    found.push(token);
    at += token.text.length;
  }
  return found;
}

/** The formula with every reference replaced by what `move` makes of it; null becomes #REF!. */
export function mapReferences(formula: string, move: (ref: Reference) => Reference | null): string {
  let moved = '';
  for (const token of tokens(formula)) moved += token.kind === 'ref' ? movedText(token, move(token.ref)) : token.text;
  return moved;
}

/** A formula as it reads `rows` below and `columns` to the right of where it is written. */
export function offsetFormula(formula: string, rows: number, columns: number): string {
  return offsetTokens(tokens(formula), rows, columns);
}

/** The same from its tokens, for shared formulas that are written out for thousands of cells. */
export function offsetTokens(split: readonly Token[], rows: number, columns: number): string {
  let moved = '';
  for (const token of split) moved += token.kind === 'ref' ? movedText(token, offsetReference(token.ref, rows, columns)) : token.text;
  return moved;
}

/** "Sheet2!$A$1:B5" from its parts. */
export function referenceText({ qualifier, from, to, isRange }: Reference): string {
  return qualifier + pointText(from) + (isRange ? `:${pointText(to)}` : '');
}

/** The reference that a whole text is; null when it is anything else. */
export function parseReference(text: string): Reference | null {
  const whole = text.trim();
  const only = tokenAt(whole, 0);
  return only.kind === 'ref' && only.text.length === whole.length ? only.ref : null;
}

function movedText(token: { readonly text: string; readonly ref: Reference }, moved: Reference | null): string {
  if (moved === token.ref) return token.text;
  return moved ? referenceText(moved) : `${token.ref.qualifier}#REF!`;
}

function offsetReference(ref: Reference, rows: number, columns: number): Reference | null {
  const from = offsetPoint(ref.from, rows, columns);
  const to = offsetPoint(ref.to, rows, columns);
  return from && to ? { ...ref, from, to } : null;
}

function offsetPoint(point: RefPoint, rows: number, columns: number): RefPoint | null {
  const row = point.row === null || point.rowFixed ? point.row : point.row + rows;
  const column = point.column === null || point.columnFixed ? point.column : point.column + columns;
  if (row !== null && (row < 1 || row > LAST_ROW)) return null;
  if (column !== null && (column < 1 || column > LAST_COLUMN)) return null;
  return { ...point, row, column };
}

function pointText({ row, column, rowFixed, columnFixed }: RefPoint): string {
  const letters = column === null ? '' : (columnFixed ? '$' : '') + columnName(column);
  return letters + (row === null ? '' : (rowFixed ? '$' : '') + row);
}

// Every character beyond ASCII counts as a letter: \p{L} would cost 20 ms to compile and tell nothing more.
const BLANK = /\s+/y;
const TEXT = /"(?:[^"]|"")*"?/y;
const ERROR = /#(?:REF!|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|N\/A|SPILL!|CALC!|GETTING_DATA)/iy;
// What stands in brackets has a bound, so that many brackets that nothing closes are not looked through once for each.
const QUOTED = /'(?:[^']|'')*'?/y;
const QUALIFIER = /(?:(?:\[[^\]]{0,255}\])?[A-Za-z\u0080-\uffff_\\][\w\u0080-\uffff.\\?]*(?::[A-Za-z\u0080-\uffff_\\][\w\u0080-\uffff.\\?]*)?|\[\d+\])!/y;
const AREA = /(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})(?::(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6}))?(?![\w\u0080-\uffff.(!])/y;
const COLUMNS = /(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w\u0080-\uffff.(!])/y;
const ROWS = /(\$?)([1-9]\d{0,6}):(\$?)([1-9]\d{0,6})(?![\w\u0080-\uffff.(!])/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z\u0080-\uffff_\\][\w\u0080-\uffff.\\?]*(?:\[(?:[^[\]]|\[[^\]]{0,255}\]){0,1000}\])?/y;
const OPERATOR = /<>|<=|>=|[\s\S]/y;

function tokenAt(formula: string, at: number): Token {
  switch (KINDS[formula.charCodeAt(at)] ?? 'word') {
    case 'blank':
      return { kind: 'blank', text: matched(BLANK, formula, at) };
    case 'text':
      return { kind: 'text', text: matched(TEXT, formula, at) };
    case 'error':
      return errorAt(formula, at);
    case 'digit':
      return referenceAt(formula, at, '') ?? { kind: 'number', text: matched(NUMBER, formula, at) };
    case 'word':
      return wordAt(formula, at);
    default:
      return { kind: 'sign', text: matched(OPERATOR, formula, at) };
  }
}

/** What may begin with an ASCII character; most tokens are told by it alone. */
const KINDS = Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));

function kindOf(sign: string): 'blank' | 'text' | 'error' | 'digit' | 'word' | 'sign' {
  if (/\s/.test(sign)) return 'blank';
  if (sign === '"') return 'text';
  if (sign === '#') return 'error';
  if (/[\d.]/.test(sign)) return 'digit';
  return /[A-Za-z_\\$'[]/.test(sign) ? 'word' : 'sign';
}

function errorAt(formula: string, at: number): Token {
  const text = matchAt(ERROR, formula, at)?.[0];
  return text === undefined ? { kind: 'sign', text: '#' } : { kind: 'error', text };
}

/** A reference, a function or a name, each perhaps with a sheet before it. */
function wordAt(formula: string, at: number): Token {
  const quoted = matchAt(QUOTED, formula, at)?.[0];
  // Quotes with no "!" behind them are one sign, to the end if nothing closes them: none is looked at twice.
  if (quoted !== undefined && formula[at + quoted.length] !== '!') return { kind: 'sign', text: quoted };
  const qualifier = quoted === undefined ? (matchAt(QUALIFIER, formula, at)?.[0] ?? '') : `${quoted}!`;
  const ref = referenceAt(formula, at, qualifier);
  if (ref) return ref;
  if (qualifier) return qualifiedName(formula, at, qualifier);
  const name = matchAt(NAME, formula, at);
  return name ? { kind: 'name', text: name[0] } : { kind: 'sign', text: formula.charAt(at) };
}

/** What a pattern matches here; at least one character, so that splitting ends. */
const matched = (pattern: RegExp, formula: string, at: number): string => matchAt(pattern, formula, at)?.[0] ?? formula.charAt(at);

function qualifiedName(formula: string, at: number, qualifier: string): Token {
  const behind = at + qualifier.length;
  const rest = (matchAt(ERROR, formula, behind) ?? matchAt(NAME, formula, behind))?.[0] ?? '';
  return { kind: 'name', text: qualifier + rest };
}

function referenceAt(formula: string, at: number, qualifier: string): Token | null {
  const start = at + qualifier.length;
  const sheet = qualifier ? sheetNameOf(qualifier) : null;
  const found = areaAt(formula, start) ?? columnsAt(formula, start) ?? rowsAt(formula, start);
  if (!found || !isInside(found.from) || !isInside(found.to)) return null;
  const { length, ...area } = found;
  return { kind: 'ref', text: formula.slice(at, start + length), ref: { sheet, qualifier, ...area } };
}

interface Area {
  readonly from: RefPoint;
  readonly to: RefPoint;
  readonly isRange: boolean;
  readonly length: number;
}

function areaAt(formula: string, at: number): Area | null {
  const found = matchAt(AREA, formula, at);
  if (!found) return null;
  const [text, c1 = '', a = '', r1 = '', b = '', c2 = '', c, r2 = '', d] = found;
  const from = point(a, c1, b, r1);
  const isRange = c !== undefined && d !== undefined;
  return { from, to: isRange ? point(c, c2, d, r2) : from, isRange, length: text.length };
}

function columnsAt(formula: string, at: number): Area | null {
  const found = matchAt(COLUMNS, formula, at);
  if (!found) return null;
  const [text, f1 = '', a = '', f2 = '', b = ''] = found;
  return { from: point(a, f1, '', ''), to: point(b, f2, '', ''), isRange: true, length: text.length };
}

function rowsAt(formula: string, at: number): Area | null {
  const found = matchAt(ROWS, formula, at);
  if (!found) return null;
  const [text, f1 = '', a = '', f2 = '', b = ''] = found;
  return { from: point('', '', a, f1), to: point('', '', b, f2), isRange: true, length: text.length };
}

function point(letters: string, columnSign: string, digits: string, rowSign: string): RefPoint {
  let column = 0;
  for (let index = 0; index < letters.length; index++) column = column * 26 + (letters.charCodeAt(index) & 31);
  return { row: digits ? Number(digits) : null, column: letters ? column : null, rowFixed: rowSign === '$', columnFixed: columnSign === '$' };
}

const isInside = ({ row, column }: RefPoint): boolean => (row === null || row <= LAST_ROW) && (column === null || column <= LAST_COLUMN);

/** "'It''s'!" → "It's". */
function sheetNameOf(qualifier: string): string {
  const name = qualifier.slice(0, -1);
  return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
