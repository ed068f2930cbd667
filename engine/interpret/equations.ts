// Printed equations (1=2+3), ratios (签约率=5÷1×100%) and what ratios are computed by (人均收入按户籍人口计算) in notes. Each keeps the
// words it was read from.
import type { Comparison } from '../model/check.ts';
import type { Label } from '../model/reading.ts';
import { normalise } from './lexicon.ts';
import type { NoteGrammar } from './noteGrammar.ts';

/** left ? right, each side a sum of printed numbers of rows or columns; the numbers are resolved by the form. */
export interface PrintedRelation {
  readonly left: readonly SignedRef[];
  readonly comparison: Comparison;
  readonly right: readonly SignedRef[];
  readonly source: Label;
  /** Which of the two it numbers, where the words (第1行, 列1) or their spelling (01 for rows, 1 for columns) tell. */
  readonly axis: 'row' | 'column' | null;
}

export interface SignedRef {
  readonly sign: 1 | -1;
  readonly ref: string;
}

/** name = numerator ÷ denominator × factor, as printed. */
export interface PrintedRatio {
  readonly name: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly factor: string;
  readonly source: Label;
}

/** By what a ratio divides, as printed: 人均收入按户籍人口计算. The name may be that of many: 人均指标. */
export type PrintedBasis = Omit<PrintedRatio, 'numerator' | 'factor'>;

export function equationsOf(clause: string, source: Label, grammar: NoteGrammar): PrintedRelation[] {
  if (!grammar.equation.test(clause)) return [];
  const parts = clause.split(/([=≥≤><])/u);
  const relations: PrintedRelation[] = [];
  // 1≥2=3+4=5+6: each side is compared with the one before it, or with the first of those that are equal to that one.
  let before = 0;
  for (let index = 1; index + 1 < parts.length; index += 2) {
    if (parts[index - 2] !== '=') before = index - 1;
    const left = refsOf(parts[before] ?? '');
    const right = refsOf(parts[index + 1] ?? '');
    const comparison = (parts[index] ?? '=') as Comparison;
    if (left.length > 0 && right.length > 0) relations.push({ left, comparison, right, source, axis: axisIn(clause) });
  }
  return relations;
}

function axisIn(clause: string): PrintedRelation['axis'] {
  const [row, column] = [/行/u.test(clause), /[列栏]/u.test(clause)];
  return row === column ? null : row ? 'row' : 'column';
}

/** 户籍人口≥户籍老年人口: comparisons of names; whether the sheet has blanks of these names is for others to see. */
export function namedRelationsOf(clause: string, source: Label): PrintedRelation[] {
  const parts = clause.replace(/,[^=≥≤><+]*$/u, '').split(/([=≥≤><])/u);
  if (parts.length < 3 || /[×÷*/%]/u.test(clause) || ONE_UNIT.test(clause)) return [];
  const side = (text: string): SignedRef[] => {
    const terms = [...text.matchAll(/(^|[+—])([^+—]*)/gu)].map(([, sign, ref = '']): SignedRef => ({ sign: sign === '—' ? -1 : 1, ref: ref.trim() }));
    return terms.every(({ ref }) => /\p{Script=Han}/u.test(ref) && ref.length <= LONGEST_NAME) ? terms : [];
  };
  const left = side(parts[0] ?? '');
  return parts.flatMap((part, index) => {
    const right = index % 2 === 1 ? side(parts[index + 1] ?? '') : [];
    return left.length > 0 && right.length > 0 ? [{ left, comparison: part as Comparison, right, source, axis: null }] : [];
  });
}

/** A label as relations name it: without 其中, numbering and the unit behind it. */
export function nameOf(label: string): string {
  return normalise(label)
    .replace(/^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、](?!\d))/u, '')
    .replace(/^其中[:,]?/u, '')
    .replace(/\([^()\d]{1,4}\)$/u, '');
}

const LONGEST_NAME = 30;
/** 1公顷=0.01平方公里 */
const ONE_UNIT = /^1\p{L}{1,5}=/u;

/** "03+04" → refs; "(1)+…+(7)" is written out; [] when it is no sum of printed numbers. */
function refsOf(text: string): SignedRef[] {
  if (/[×÷*/%]/u.test(text)) return [];
  const refs: SignedRef[] = [];
  const pattern = /([+\-—]?)(?:第|[项行列栏])?((?:[A-Za-z]{0,3}\d{1,3}(?:\.\d+)?|\(\d{1,3}\)|[①-⑳][a-z]?|[A-Z])(?:项|行|列|栏)?|…)/gu;
  let rest = text;
  for (const found of text.matchAll(pattern)) {
    rest = rest.replace(found[0], '');
    const ref = (found[2] ?? '').replace(/[项行列栏]$/u, '');
    if (ref === '…') refs.push({ sign: 1, ref });
    else refs.push({ sign: found[1] === '-' || found[1] === '—' ? -1 : 1, ref });
  }
  return rest.replace(/[第,、]/gu, '') === '' ? expandEllipsis(refs) : [];
}

function expandEllipsis(refs: readonly SignedRef[]): SignedRef[] {
  const at = refs.findIndex(({ ref }) => ref === '…');
  const before = refs[at - 1];
  const after = refs[at + 1];
  if (at < 0 || !before || !after) return refs.filter(({ ref }) => ref !== '…');
  const [from, to] = [Number(/\d+/.exec(before.ref)?.[0]), Number(/\d+/.exec(after.ref)?.[0])];
  const between = Array.from({ length: Math.max(0, to - from - 1) }, (_, index): SignedRef => ({
    sign: 1,
    ref: before.ref.replace(/\d+/, String(from + 1 + index)),
  }));
  return [...refs.slice(0, at), ...between, ...refs.slice(at + 1)];
}

export function ratioOf(clause: string, source: Label, grammar: NoteGrammar): PrintedRatio | null {
  const found = grammar.ratio.exec(clause)?.groups;
  const { name, numerator, denominator, factor } = found ?? {};
  if (name === undefined || numerator === undefined || denominator === undefined) return null;
  return { name, numerator, denominator, factor: factor ? (/\d+/.exec(factor)?.[0] ?? '1') : '1', source };
}

export function basisOf(clause: string, source: Label, { basis, basisNoise }: NoteGrammar): PrintedBasis | null {
  const { name, denominator } = basis.exec(clause)?.groups ?? {};
  return name === undefined || denominator === undefined ? null : { name: name.replace(basisNoise, ''), denominator, source };
}
