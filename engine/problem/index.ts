// Everything a person can cause and must be told of. A Problem is data: a code with typed parameters, where it arose,
// and how grave it is; the words in both languages live in `words.ts` alone.
import { expressionWords, words, type FileFault, type InWords, type Section, type Words } from './words.ts';

export type { FileFault, InWords, Section };
export { expressionWords };

export type ProblemCode = keyof Words;
export type ProblemParams<Code extends ProblemCode> = Parameters<Words[Code]['zh']>[0];
export type Language = 'zh' | 'en';

/** error: the file or value is not used · warning: used, but look at it · doubt: a person should decide · hint: good to know. */
export type Severity = 'error' | 'warning' | 'doubt' | 'hint';

/** Where something came from; every part that is known is given. */
export interface Origin {
  /** Whose answers, and for which period. */
  readonly community?: string;
  readonly period?: string;
  readonly department?: string;
  readonly requirement?: string;
  readonly file?: string;
  readonly sheet?: string;
  readonly cell?: string;
}

export type Problem = {
  [Code in ProblemCode]: { readonly code: Code; readonly params: ProblemParams<Code>; readonly origin: Origin; readonly severity: Severity };
}[ProblemCode];

/** Makes a Problem; the compiler checks that the parameters fit the code. */
export function problem<Code extends ProblemCode>(code: Code, params: ProblemParams<Code>, origin: Origin, severity: Severity = 'error'): Problem {
  return { code, params, origin, severity } as Problem;
}

/** The same problem at a place, its parameters put in other words: names instead of ids. */
export function retold(found: Problem, word: (text: string) => string, origin: Origin): Problem {
  const params = Object.entries(found.params).map(([name, value]: [string, unknown]) => [name, typeof value === 'string' ? word(value) : value]);
  return { ...found, params: Object.fromEntries(params), origin } as Problem;
}

/** "[民政局·低保月报.xlsx Sheet1!C4] 金额写成了…" in the language asked for. */
export function describe(found: Problem, language: Language): string {
  const entry = words[found.code] as { zh: (params: unknown) => string; en: (params: unknown) => string };
  const place = placeOf(found.origin);
  return (place ? `[${place}] ` : '') + entry[language](found.params);
}

/** 民政局·低保月报.xlsx Sheet1!C4 */
export function placeOf({ community, period, department, file, sheet, cell }: Origin): string {
  const book = [department, file].filter(Boolean).join('·');
  const at = sheet && cell ? `${sheet}!${cell}` : (sheet ?? cell);
  return [community, period, book, at].filter(Boolean).join(' ');
}

/** A derivation as it is kept ("[女](各期之和) + 台账计数[…]") in a language: what stands before and behind the names in brackets. */
export function sayExpression(expression: string, language: Language): string {
  const said = Object.values(expressionWords).filter(({ zh }) => zh !== '');
  return said.reduce((text, { zh, [language]: own }) => text.replaceAll(`]${zh}`, `]${own}`).replaceAll(`${zh}[`, `${own}[`), expression);
}
