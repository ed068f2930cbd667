// Judges a whole section sent as one array, by a table made once for each section of a published form. A value is taken when it has the
// shape that the form's JSON Schema asks for and `checkValue` takes it; the mark 不适用 is taken everywhere. What is ordinary — whole
// numbers, blanks, plain decimals — is judged without leaving the loop, everything else by the rules themselves.
import type { AnswerKind, FormQuestion } from '../../engine/model/annual.ts';
import { describe, type Language, type Problem } from '../../engine/problem/index.ts';
import type { SectionLayout } from '../annual/published.ts';
import { acceptValue, NOT_APPLICABLE, PLAIN, type Kept } from './section.ts';

/** A value that is no answer: where it stands in the array, and why. */
export interface ValueFault {
  readonly position: number;
  readonly title: string;
  readonly why: string;
  readonly problems: readonly Problem[];
}

export type Judged =
  | { readonly kind: 'taken'; readonly values: readonly Kept[]; readonly hints: readonly Problem[] }
  | { readonly kind: 'refused'; readonly faults: readonly ValueFault[] };

/** `values`: one for each question of the section, in order. */
export type SectionValidator = (values: readonly unknown[], language: Language) => Judged;

const compiled = new WeakMap<SectionLayout, SectionValidator>();

/** The validator of a section; made at first use and kept as long as the form is. */
export function validatorOf(section: SectionLayout): SectionValidator {
  const known = compiled.get(section) ?? compileValidator(section);
  compiled.set(section, known);
  return known;
}

const [COUNT, NUMBER, WORDS] = [0, 1, 2];
const CODES: Readonly<Record<AnswerKind, number>> = { count: COUNT, decimal: NUMBER, any: NUMBER, date: WORDS, text: WORDS };
export function compileValidator(section: SectionLayout): SectionValidator {
  const { questions } = section;
  const codes = Uint8Array.from(questions, ({ answers }) => CODES[answers]);
  return (given, language) => {
    if (given.length !== questions.length) return { kind: 'refused', faults: [wrongLength(section, given.length)] };
    const values = new Array<Kept>(given.length);
    const rest: number[] = [];
    // Hot: one pass, no allocation but the result.
    for (let at = 0; at < given.length; at++) {
      const value = given[at];
      if (value === null) values[at] = null;
      else if (typeof value === 'number' && codes[at] !== WORDS && value >= 0 && value < PLAIN && Number.isInteger(value)) values[at] = value === 0 ? 0 : value;
      else rest.push(at);
    }
    return rest.length === 0 ? { kind: 'taken', values, hints: [] } : judgeRest(section, given, values, rest, language);
  };
}

function judgeRest(section: SectionLayout, given: readonly unknown[], values: Kept[], rest: readonly number[], language: Language): Judged {
  const faults: ValueFault[] = [];
  const hints: Problem[] = [];
  for (const position of rest) {
    const question = section.questions[position];
    if (!question) continue;
    const judged = judge(given[position], question, section, position, language);
    if ('why' in judged) faults.push(judged);
    else {
      values[position] = judged.value;
      if (judged.hint) hints.push(judged.hint);
    }
  }
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'taken', values, hints };
}

function judge(
  value: unknown,
  question: FormQuestion,
  section: SectionLayout,
  position: number,
  language: Language,
): ValueFault | { readonly value: Kept; readonly hint: Problem | null } {
  const { title, answers } = question;
  if (!isScalar(value) || !hasShape(value, answers)) return { position, title, why: SHAPES[answers], problems: [] };
  const checked = acceptValue(value, question, section);
  if (checked.kind === 'taken') return { value: checked.value, hint: checked.hint };
  return { position, title, why: describe(checked.problem, language), problems: [checked.problem] };
}

function isScalar(value: unknown): value is number | string | null {
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

const SHAPES: Readonly<Record<AnswerKind, string>> = {
  count: '应为非负整数或 null / a whole number from 0, or null',
  decimal: '应为数、写成文本的小数,或 null / a number, a decimal as text, or null',
  date: '应为 2026-07-01、2026-07 或 2026,或 null / a date, or null',
  text: '应为文本或 null / text or null',
  any: '应为数、文本或 null / a number, text or null',
};

/** As `engine/compile/schema.ts` says it; a law test holds the two together. */
function hasShape(value: number | string | null, answers: AnswerKind): boolean {
  if (value === null || value === NOT_APPLICABLE) return true;
  switch (answers) {
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 999_999_999_999;
    case 'decimal':
      return typeof value === 'number' ? value >= 0 && value <= 999_999_999_999_999 : /^\d{1,15}(\.\d{1,8})?$/.test(value);
    case 'date':
      return typeof value === 'string' && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(value);
    case 'text':
      return typeof value === 'string' && value.length <= 4000;
    case 'any':
      return typeof value === 'number' || value.length <= 4000;
  }
}

function wrongLength({ title, questions }: SectionLayout, length: number): ValueFault {
  return {
    position: Math.min(length, questions.length),
    title,
    why: `应有 ${questions.length} 个值,收到 ${length} 个 / ${questions.length} values expected, ${length} received`,
    problems: [],
  };
}
