// Values between what stands in a field and what is kept: judged by the engine's own rules, the ones that the server judges by.
import { valueCheck, type CheckValue, type Expected } from '../../../../engine/check/value.ts';
import { Exact, formatExact, parseExact } from '../../../../engine/model/exact.ts';
import { describe } from '../../../../engine/problem/index.ts';
import type { Reply } from '../../../client/client.ts';
import { language } from '../../../words/index.ts';

export type SectionForm = Reply<'section.form'>;
/** What stands in a section, as the server has it. */
export type Answers = Reply<'section.read'>;
export type Block = SectionForm['blocks'][number];
export type List = Extract<Block, { kind: 'list' }>;
export type Question = List['questions'][number];
export type Weighted = SectionForm['rules'][number]['left'][number];
/** What is kept of an answer; null: blank, which is never zero. */
export type Kept = number | string | null;

export type Judged = { readonly kind: 'taken'; readonly value: Kept; readonly hint: string } | { readonly kind: 'refused'; readonly why: string };
export type Judge = (question: Expected, text: string) => Judged;

export function judgeWith(words: SectionForm['valueWords']): Judge {
  const check = valueCheck(words);
  return (question, text) => judged(check, question, text, markOf(words));
}

/** How "there is no such thing here" is kept. */
export function markOf({ notApplicable }: SectionForm['valueWords']): string {
  return notApplicable[0] ?? '';
}

function judged(check: CheckValue, question: Expected, text: string, notApplicable: string): Judged {
  const found = check(question, text);
  if (found.kind === 'blank') return { kind: 'taken', value: null, hint: '' };
  if (found.kind === 'refused') return { kind: 'refused', why: describe(found.problem, language()) };
  const { answer, hint } = found;
  const told = hint ? describe(hint, language()) : '';
  switch (answer.kind) {
    case 'number':
      return { kind: 'taken', value: keptNumber(String(answer.value)), hint: told };
    case 'text':
      return { kind: 'taken', value: answer.text, hint: told };
    case 'notApplicable':
      return { kind: 'taken', value: notApplicable, hint: told };
    case 'notAsked':
      return { kind: 'taken', value: null, hint: told };
  }
}

/** Whole numbers that a double holds as a number, everything else as its exact digits: as the server keeps them. */
function keptNumber(digits: string): Kept {
  const number = Number(digits);
  return /^\d{1,15}$/.test(digits) && String(number) === digits ? number : digits;
}

export function textOf(value: Kept): string {
  return value === null ? '' : String(value);
}

/** Σ weight × answer, exactly; null when one of them is blank. Where there is no such thing, there are none of it. */
export function sumOf(terms: readonly Weighted[], valueOf: (item: string) => Kept, notApplicable: string): Exact | null {
  // Nearly everything is whole numbers counted once: they are added as they are, as long as a double holds the sum exactly.
  let whole = 0;
  let others: Exact | null = null;
  for (const { item, weight } of terms) {
    const value = valueOf(item);
    if (value === null) return null;
    if (value === notApplicable) continue;
    if (weight === '1' && Number.isSafeInteger(value) && Number.isSafeInteger(whole + Number(value))) {
      whole += Number(value);
      continue;
    }
    const term = weighted(value, weight);
    if (term === null) return null;
    others = others === null ? term : others.plus(term);
  }
  return others === null ? new Exact(whole) : others.plus(whole);
}

function weighted(value: string | number, weight: string): Exact | null {
  const [above = '0', below = '1'] = weight.split('/');
  return parseExact(value)?.times(above).dividedBy(below) ?? null;
}

export function shownSum(sum: Exact): string {
  return formatExact(sum.toDecimalPlaces(8));
}

/** Does the comparison hold? */
export function compares(left: Exact, comparison: '=' | '≥' | '≤' | '>' | '<', right: Exact): boolean {
  const order = left.comparedTo(right);
  switch (comparison) {
    case '=':
      return order === 0;
    case '≥':
      return order >= 0;
    case '≤':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
  }
}
