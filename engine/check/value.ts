// One value as it was typed, pasted or sent → an answer, by rule: the same rules wherever values come in. What is unclear is refused with
// what to do; a blank stays a blank. Accepted: 1234, 1,234, １２３４ (full-width), spaces around. Refused: 约100, 12人, 1e308, -3 people,
// 2.5 people, 1². Words of a language (not applicable, about) are given; the rules know none.
import type { Answer } from '../model/answers.ts';
import type { FormQuestion } from '../model/annual.ts';
import { Exact, formatExact, parseExact } from '../model/exact.ts';
import { problem, type Origin, type Problem } from '../problem/index.ts';
import { readDate } from './date.ts';
import { foldWidth } from './width.ts';

/** `answer` is normalised: numbers as plain exact decimals, dates as 2026-07-01, words without spaces around. */
export type Checked =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly hint: Problem | null }
  | { readonly kind: 'blank' }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** What a value has to answer: any question of the annual form will do. */
export type Expected = Pick<FormQuestion, 'title' | 'answers' | 'unit' | 'choices'>;

/** Judges one value: pure, and total over everything that JSON can hold. `origin` goes into the problem, if there is one. */
export type CheckValue = (expected: Expected, value: unknown, origin?: Origin) => Checked;

/** Words that people write where a number or a date belongs. */
export interface ValueWords {
  /** There is no such thing here; upper and lower case are one. */
  readonly notApplicable: readonly string[];
  readonly approximateBefore: readonly string[];
  readonly approximateAfter: readonly string[];
  /** Marks behind year, month and day. */
  readonly dateMarks: readonly string[];
}

/** Longest text, most digits before and after the point, most characters in which a number can be written. */
export const VALUE_LIMITS = { digits: 12, decimals: 8, characters: 2000, numberCharacters: 60 };

/** The rules for one value in a language. A blank is a blank, zero is an answer, and 不适用 or n/a says that there is no such thing here. */
export function valueCheck(words: ValueWords): CheckValue {
  const notApplicable = new Set(words.notApplicable);
  return (expected, value, origin = {}) => {
    if (value === null || value === undefined) return { kind: 'blank' };
    if (!isText(expected) && isPlainCount(value)) return answered({ kind: 'number', value: String(value) });
    if (typeof value === 'number') return judge(shortest(value), value, expected, words, origin);
    if (typeof value === 'boolean') return refused(problem(isText(expected) ? 'value.notScalar' : 'value.notANumber', paramsOf(`${value}`, expected), origin));
    if (typeof value !== 'string') return refused(problem('value.notScalar', paramsOf(jsonText(value), expected), origin));
    const text = foldWidth(value).trim();
    if (text === '') return { kind: 'blank' };
    if (!isShowable(text)) return refused(problem('value.badCharacters', { question: expected.title }, origin));
    if (notApplicable.has(text.toLowerCase())) return answered({ kind: 'notApplicable' });
    return judge(text, value, expected, words, origin);
  };
}

/** Most of what is ever answered, told without reading it as text. */
function isPlainCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 10 ** VALUE_LIMITS.digits;
}

function isText({ answers }: Expected): boolean {
  return answers === 'text' || answers === 'date';
}

function judge(text: string, value: string | number, expected: Expected, words: ValueWords, origin: Origin): Checked {
  switch (expected.answers) {
    case 'text':
      return checkText(String(value), expected, origin);
    case 'date':
      return checkDate(text, String(value), expected, words, origin);
    case 'any':
      return typeof value === 'number' || looksLikeNumber(text)
        ? checkNumber(text, value, expected, words, origin)
        : checkText(String(value), expected, origin);
    case 'count':
    case 'decimal':
      return checkNumber(text, value, expected, words, origin);
  }
}

/** A JSON number as decimal text; sums made of binary fractions (0.1 + 0.2) are taken to the 15 digits that they are good for. */
function shortest(value: number): string {
  return Number.isInteger(value) || !Number.isFinite(value) ? String(value) : String(Number(value.toPrecision(15)));
}

// ---- numbers --------------------------------------------------------------------------------------------------------

function checkNumber(text: string, value: string | number, expected: Expected, words: ValueWords, origin: Origin): Checked {
  const number = readNumber(text);
  // A sign or an exponent is nothing that people write for a number; JSON may.
  const isOdd = typeof value === 'string' && /[e+]/iu.test(text) && number instanceof Exact && number.abs().lessThan(MOST);
  if (!number || isOdd) return refused(refusalOf(text, expected, words, origin));
  if (number === 'tooLarge') return refused(problem('value.tooLarge', paramsOf(text, expected), origin));
  const fault = faultOf(number, text, expected, origin);
  if (fault) return refused(fault);
  const taken = formatExact(number);
  const isFolded = typeof value === 'string' && foldWidth(value) !== value;
  const hint = isFolded ? problem('value.folded', { ...paramsOf(value, expected), taken }, origin, 'hint') : null;
  return { kind: 'answer', answer: { kind: 'number', value: taken }, hint };
}

/** Where nobody knows what is asked: telephone numbers and codes (leading zeros, many digits) stay as they are written. */
function looksLikeNumber(text: string): boolean {
  const number = readNumber(text);
  return number instanceof Exact && number.abs().lessThan(MOST) && !/^-?0\d|[e+]/iu.test(text);
}

/** "1,234.50" → 1234.5 exactly, 1e3 as JSON may write it; null for anything that is no plain number. Commas stand between thousands only. */
function readNumber(text: string): Exact | 'tooLarge' | null {
  if (text.length > VALUE_LIMITS.numberCharacters) return /^[+-]?\d[\d,]*(?:\.\d*)?$/.test(text) ? 'tooLarge' : null;
  const found = /^([+-]?)0*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/.exec(text);
  if (found) return parseExact(`${found[1] === '-' ? '-' : ''}${(found[2] ?? '').replaceAll(',', '')}${found[3] ?? ''}`) ?? 'tooLarge';
  return /^[+-]?\d+(?:\.\d+)?e[+-]?\d{1,3}$/iu.test(text) ? new Exact(text) : null;
}

function faultOf(number: Exact, typed: string, expected: Expected, origin: Origin): Problem | null {
  const params = paramsOf(typed, expected);
  if (number.isZero()) return null;
  if (number.abs().greaterThanOrEqualTo(MOST)) return problem('value.tooLarge', params, origin);
  if (number.isNegative()) return problem('value.negative', params, origin);
  if (expected.answers === 'count' && !number.isInteger()) return problem('value.notWhole', params, origin);
  return number.decimalPlaces() > VALUE_LIMITS.decimals ? problem('value.tooManyDecimals', { ...params, most: VALUE_LIMITS.decimals }, origin) : null;
}

const MOST = new Exact(10).pow(VALUE_LIMITS.digits);

/** Why a text is no number, as plainly as it can be said. */
function refusalOf(text: string, expected: Expected, { approximateBefore, approximateAfter }: ValueWords, origin: Origin): Problem {
  const params = paramsOf(text, expected);
  const isApproximate = approximateBefore.some((word) => text.startsWith(word)) || approximateAfter.some((word) => text.endsWith(word));
  if (isApproximate && /\d/.test(text)) return problem('value.approximate', params, origin);
  if (/^[+-]?\d[\d,.]*\s*[^\d\s,.²³①-⑳½¼¾-][^\d]*$/u.test(text)) return problem('value.withUnit', { ...params, unit: expected.unit ?? '' }, origin);
  return problem('value.notANumber', params, origin);
}

// ---- words and dates ------------------------------------------------------------------------------------------------

/** Line ends are one, whatever machine wrote them: a spreadsheet keeps no others. */
function checkText(written: string, expected: Expected, origin: Origin): Checked {
  const text = written.replace(/\r\n?/gu, '\n').trim();
  const { title, choices } = expected;
  const length = [...text].length;
  if (length > VALUE_LIMITS.characters) return refused(problem('value.tooLong', { question: title, length, most: VALUE_LIMITS.characters }, origin));
  if (!choices || choices.includes(text)) return answered({ kind: 'text', text });
  const meant = choices.find((choice) => bare(choice) === bare(text));
  return meant === undefined
    ? refused(problem('value.notInList', { ...paramsOf(text, expected), choices: choices.slice(0, MOST_CHOICES) }, origin))
    : answered({ kind: 'text', text: meant });
}

const MOST_CHOICES = 20;

/** A choice as people mistype it: widths and spaces do not count. */
function bare(text: string): string {
  return foldWidth(text).replace(/\s/gu, '').toLowerCase();
}

function checkDate(text: string, value: string, expected: Expected, { dateMarks }: ValueWords, origin: Origin): Checked {
  const date = text.length > VALUE_LIMITS.numberCharacters ? null : readDate(text, dateMarks);
  return date === null ? refused(problem('value.notADate', paramsOf(value, expected), origin)) : answered({ kind: 'text', text: date });
}

/** Control characters, lone surrogates and non-characters make workbooks that cannot be reopened. */
export function isShowable(text: string): boolean {
  return !/\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(text.replace(/[\t\n\r]/g, ''));
}

// ---- outcomes -------------------------------------------------------------------------------------------------------

function answered(answer: Answer): Checked {
  return { kind: 'answer', answer, hint: null };
}

function refused(found: Problem): Checked {
  return { kind: 'refused', problem: found };
}

function paramsOf(value: string, { title }: Expected): { readonly value: string; readonly question: string } {
  return { value: shown(value), question: title };
}

/** The beginning of what was written, without what cannot be printed. */
function shown(value: string): string {
  const printable = value.replace(/\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '�');
  return printable.length > 40 ? `${[...printable].slice(0, 40).join('')}…` : printable;
}

function jsonText(value: unknown): string {
  return Array.isArray(value) ? '[…]' : typeof value === 'object' ? '{…}' : typeof value;
}
