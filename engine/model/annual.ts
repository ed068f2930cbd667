// The annual form (年度一张表): what communities are asked, in sections and blocks that a person recognises. Plain data, compiled
// from a consolidation; pages, workbooks, JSON Schema and types are made from it.
import type { FormCheck } from './check.ts';
import type { FormWords } from './words.ts';
import type { Frequency } from './period.ts';
import type { Place } from './register.ts';

export interface AnnualForm {
  readonly title: string;
  readonly district: string;
  readonly year: number;
  /** Annual first, then half-yearly, quarterly, monthly; only those that ask something. */
  readonly parts: readonly FormPart[];
  readonly registers: readonly RegisterTable[];
  readonly checks: readonly FormCheck[];
  /** What the form calls things that are no questions, in its language. */
  readonly words: FormWords;
}

/** What is asked at one frequency. */
export interface FormPart {
  readonly frequency: Frequency;
  readonly title: string;
  readonly sections: readonly FormSection[];
}

export interface FormSection {
  /** ASCII, e.g. "elderly". */
  readonly code: string;
  readonly title: string;
  readonly blocks: readonly FormBlock[];
}

/** Questions one below the other, or two ways crossed. */
export type FormBlock = ListBlock | CrossTabBlock;

export interface ListBlock {
  readonly kind: 'list';
  /** '' for questions that need no heading of their own. */
  readonly heading: string;
  readonly questions: readonly FormQuestion[];
}

export interface CrossTabBlock {
  readonly kind: 'crossTab';
  /** What all its cells have in common. */
  readonly heading: string;
  readonly rowHead: string;
  readonly rows: readonly string[];
  readonly columnHead: string;
  readonly columns: readonly string[];
  /** Row by row; null where nothing is asked. */
  readonly cells: readonly (readonly (FormQuestion | null)[])[];
}

/** What an answer has to be: a whole number that is not negative, a decimal that is not negative, a day, month or year, words, or any of these. */
export type AnswerKind = 'count' | 'decimal' | 'date' | 'text' | 'any';

/** One question: an item of the plan, in words. */
export interface FormQuestion {
  readonly item: string;
  /** ASCII, readable, unique in the form, the same as long as the question means the same: person_count_female_60plus. */
  readonly code: string;
  /** What it asks, in full: "常住、女、15—49周岁 · 人数". */
  readonly title: string;
  /** The words of the form that it was taken from. */
  readonly words: string;
  readonly unit: string | null;
  /** Exact multiple of the base unit. */
  readonly factor: string;
  readonly answers: AnswerKind;
  readonly choices: readonly string[] | null;
  /** 期末, 本期 … */
  readonly period: string;
  /** Definitions that the departments print for words in it. */
  readonly definitions: readonly string[];
  readonly neededBy: readonly Needed[];
  readonly sources: readonly Place[];
}

export interface Needed {
  readonly requirement: string;
  readonly title: string;
  /** Name of the department. */
  readonly department: string;
}

/** A register as a table: one row for each thing, and on whose rosters it belongs. */
export interface RegisterTable {
  readonly register: string;
  /** ASCII. */
  readonly code: string;
  readonly title: string;
  readonly columns: readonly RegisterTableColumn[];
  readonly memberships: readonly {
    readonly membership: string;
    readonly code: string;
    readonly title: string;
    readonly department: string;
    readonly who: string;
  }[];
}

export interface RegisterTableColumn {
  readonly column: string;
  readonly code: string;
  readonly title: string;
  /** The list that a department's form offers. */
  readonly choices: readonly string[] | null;
  /** Values of the code list that the column speaks of, to choose from where no form offers a list; others may be written too. */
  readonly suggested?: readonly string[] | null;
}
