// What a formula of the form computes from other blanks: a sum of cells, or one sum divided by another.
import { cellName, parseCellName } from '../model/sheet.ts';

export interface CellTerm {
  readonly sign: 1 | -1;
  readonly cell: string;
}

export type FormulaMeaning =
  | { readonly kind: 'sum'; readonly terms: readonly CellTerm[] }
  | {
      readonly kind: 'ratio';
      readonly numerator: readonly CellTerm[];
      readonly denominator: readonly CellTerm[];
      readonly factor: string;
      readonly decimals: number;
    };

/** Follows SUM, + and −, and a division guarded by IF, IFERROR or ROUND; null for anything else (also cells of other sheets). */
export function formulaMeaning(formula: string): FormulaMeaning | null {
  const text = formula.replace(/[\s$]/gu, '').replace(/^=/, '').toUpperCase();
  if (text.includes('!')) return null;
  const sum = sumOf(text);
  if (sum) return { kind: 'sum', terms: sum };
  return ratioOf(text);
}

function ratioOf(text: string): FormulaMeaning | null {
  const { inner, decimals } = unwrap(text);
  const { over, under, factor } = productOf(inner);
  const [numerator, denominator] = [over, under].map((sums) => (sums.length === 1 ? sumOf(sums[0] ?? '') : null));
  return numerator && denominator ? { kind: 'ratio', numerator, denominator, factor: String(factor), decimals } : null;
}

interface Product {
  readonly over: readonly string[];
  readonly under: readonly string[];
  readonly factor: number;
}

/** "C3*10000/(C2*100)" → what stands over the line, what under it, and the numbers multiplied out. */
function productOf(text: string): Product {
  const pieces = factorsOf(text);
  const [only] = pieces;
  if (pieces.length === 1 && only) {
    const inner = /^\((.*)\)$/u.exec(only.text)?.[1];
    if (inner !== undefined && balanced(inner)) return productOf(inner);
    return /^\d+(?:\.\d+)?$/u.test(only.text) ? { over: [], under: [], factor: Number(only.text) } : { over: [only.text], under: [], factor: 1 };
  }
  return pieces.reduce<Product>(
    (before, { divides, text: piece }) => {
      const { over, under, factor } = productOf(piece);
      return divides
        ? { over: [...before.over, ...under], under: [...before.under, ...over], factor: before.factor / factor }
        : { over: [...before.over, ...over], under: [...before.under, ...under], factor: before.factor * factor };
    },
    { over: [], under: [], factor: 1 },
  );
}

/** The factors of a product, outside brackets; a sum is one factor whole, since + and − bind less than × and ÷. */
function factorsOf(text: string): { divides: boolean; text: string }[] {
  const pieces = [{ divides: false, text: '' }];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (depth === 0 && (letter === '+' || letter === '-')) return [{ divides: false, text }];
    if (depth === 0 && (letter === '*' || letter === '/')) pieces.push({ divides: letter === '/', text: '' });
    else (pieces.at(-1) ?? { text: '' }).text += letter;
  }
  return pieces;
}

/** Takes off the guards: IF(B4=0,0,x), IFERROR(x,0), ROUND(x,1); `decimals` are those of the innermost ROUND. */
function unwrap(text: string, decimals = 2): { readonly inner: string; readonly decimals: number } {
  const rounded = /^ROUND\((.*),(\d)\)$/u.exec(text);
  const guarded =
    /^IF\([^,]+,(?:0|""|"—"),(.*)\)$/u.exec(text) ??
    /^IF\([^,]+,(.*),(?:0|""|"—")\)$/u.exec(text) ??
    /^IFERROR\((.*),[^,()]*\)$/u.exec(text) ??
    rounded ??
    /^\((.*)\)$/u.exec(text);
  const inner = guarded?.[1];
  if (inner === undefined || !balanced(inner)) return { inner: text, decimals };
  return unwrap(inner, rounded?.[2] === undefined ? decimals : Number(rounded[2]));
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth++;
    if (letter === ')' && --depth < 0) return false;
  }
  return depth === 0;
}

/** "SUM(B5:B7,B9)+C3-D3" → its cells; null when anything else is in it. */
function sumOf(text: string): CellTerm[] | null {
  const terms: CellTerm[] = [];
  let rest = text;
  for (let first = true; rest !== ''; first = false) {
    const found = /^([+-]?)(?:SUM\(([^()]*)\)|([A-Z]{1,3}\d+)|\(([^()]*)\))/u.exec(rest);
    if (!found || (!first && found[1] === '')) return null;
    const sign = found[1] === '-' ? -1 : 1;
    const inner = found[2] !== undefined ? cellsOf(found[2]) : found[3] !== undefined ? [{ sign: 1 as const, cell: found[3] }] : sumOf(found[4] ?? '');
    if (!inner) return null;
    terms.push(...inner.map((term) => ({ sign: (term.sign * sign) as 1 | -1, cell: term.cell })));
    rest = rest.slice(found[0].length);
  }
  return terms.length === 0 ? null : terms;
}

const MOST_CELLS = 2000;

function cellsOf(list: string): CellTerm[] | null {
  const cells: CellTerm[] = [];
  for (const part of list.split(',')) {
    const [from, to = part] = part.split(':');
    const a = parseCellName(from ?? '');
    const b = parseCellName(to);
    if (!a || !b || (b.row - a.row + 1) * (b.column - a.column + 1) > MOST_CELLS) return null;
    for (let row = a.row; row <= b.row; row++) for (let column = a.column; column <= b.column; column++) cells.push({ sign: 1, cell: cellName(row, column) });
  }
  return cells;
}
