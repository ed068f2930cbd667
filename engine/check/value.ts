// One answer as it was typed or pasted → an answer, by rule. What is unclear is refused with the cell named; a blank stays a blank.
// Accepted: 1234, 1,234, １２３４ (full-width), spaces around. Refused: 约100, 12人, 1e308, -3 people, 2.5 people, 1².
import type { Answer } from '../model/answers.ts';
import type { FormQuestion } from '../model/annual.ts';
import { Exact, formatExact, parseExact } from '../model/exact.ts';
import type { Scalar } from '../model/sheet.ts';
import { problem, type Origin, type Problem } from '../problem/index.ts';

export type Checked =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly problems: readonly Problem[] }
  | { readonly kind: 'blank' }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** What a value has to answer. */
export type Expected = Pick<FormQuestion, 'title' | 'answers' | 'unit' | 'choices'>;

const MOST = { digits: 12, decimals: 8, characters: 2000 };

/** Judges one value. A blank is a blank; zero is an answer; 不适用 or n/a says that there is no such thing here. */
export function checkValue(value: Scalar, expected: Expected, origin: Origin): Checked {
  const text = value === null ? '' : foldWidth(String(value)).trim();
  if (text === '') return { kind: 'blank' };
  if (/^(?:不适用|n\/a)$/iu.test(text)) return answered({ kind: 'notApplicable' });
  switch (expected.answers) {
    case 'text':
      return checkText(String(value).trim(), expected, origin);
    case 'any':
      return readNumber(text) ? checkNumber(value, text, expected, origin) : checkText(String(value).trim(), expected, origin);
    case 'count':
    case 'decimal':
      return checkNumber(value, text, expected, origin);
  }
}

/** Full-width letters, digits and signs become their narrow twins; ² ① ㎡ and the like stay as they are, for they are no digits. */
export function foldWidth(text: string): string {
  return text.replace(/[！-～]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');
}

function checkNumber(value: Scalar, text: string, expected: Expected, origin: Origin): Checked {
  const number = typeof value === 'boolean' ? null : readNumber(text);
  const fault = number ? faultOf(number, text, expected, origin) : refusalOf(text, expected, origin);
  if (!number || fault) return { kind: 'refused', problems: fault ? [fault] : [] };
  const taken = formatExact(number);
  const isFolded = typeof value === 'string' && foldWidth(value) !== value;
  const hint = isFolded ? [problem('value.folded', { value: shown(value), question: expected.title, taken }, origin, 'hint')] : [];
  return { kind: 'answer', answer: { kind: 'number', value: taken }, problems: hint };
}

/** "1,234.50" → 1234.5 exactly, 1e3 as JSON may write it; null for anything that is no plain number. Commas stand between thousands only. */
function readNumber(text: string): Exact | null {
  const found = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/.exec(text);
  if (found) return parseExact(`${found[1] === '-' ? '-' : ''}${(found[2] ?? '').replaceAll(',', '')}${found[3] ?? ''}`);
  return /^[+-]?\d+(?:\.\d+)?e[+-]?\d{1,3}$/iu.test(text) ? new Exact(text) : null;
}

function faultOf(number: Exact, typed: string, { title, answers }: Expected, origin: Origin): Problem | null {
  const params = { value: shown(typed), question: title };
  if (number.abs().greaterThanOrEqualTo(new Exact(10).pow(MOST.digits))) return problem('value.tooLarge', params, origin);
  if (number.isNegative() && !number.isZero()) return problem('value.negative', params, origin);
  if (answers === 'count' && !number.isInteger()) return problem('value.notWhole', params, origin);
  return number.decimalPlaces() > MOST.decimals ? problem('value.tooManyDecimals', { ...params, most: MOST.decimals }, origin) : null;
}

/** Why a text is no number, as plainly as it can be said. */
function refusalOf(text: string, { title, unit }: Expected, origin: Origin): Problem {
  const params = { value: shown(text), question: title };
  if (/^(?:约|大约|近|左右|大概|不到|超过|≈|~|>|<)|(?:左右|多|余|以上|上下)$/u.test(text)) return problem('value.approximate', params, origin);
  if (/^[+-]?\d[\d,.]*\s*[^\d\s,.²³①-⑳½¼¾-][^\d]*$/u.test(text)) return problem('value.withUnit', { ...params, unit: unit ?? '' }, origin);
  return problem('value.notANumber', params, origin);
}

function checkText(text: string, { title, choices }: Expected, origin: Origin): Checked {
  const refused = (fault: Problem): Checked => ({ kind: 'refused', problems: [fault] });
  if (!isShowable(text)) return refused(problem('value.badCharacters', { question: title }, origin));
  if (text.length > MOST.characters) return refused(problem('value.tooLong', { question: title, length: text.length, most: MOST.characters }, origin));
  if (choices && !choices.includes(text))
    return refused(problem('value.notInList', { value: shown(text), question: title, choices: choices.slice(0, 20) }, origin));
  return answered({ kind: 'text', text });
}

/** Control characters, lone surrogates and non-characters make workbooks that cannot be reopened. */
function isShowable(text: string): boolean {
  return !/\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(text.replace(/[\t\n\r]/g, ''));
}

function answered(answer: Answer): Checked {
  return { kind: 'answer', answer, problems: [] };
}

function shown(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}
