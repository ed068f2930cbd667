// What showing and compiling need besides words and knowledge: names for groups of values, sections of the annual form, and checks written
// by hand; from the data files beside this one.
import { readFileSync } from 'node:fs';
import { vocabularyOf, type Names, type Vocabulary } from '../../engine/interpret/index.ts';
import { loadLearning } from './load.ts';
import type { FormWords, SectionRules, WrittenRule } from '../../engine/compile/index.ts';
import { valueCheck, type CheckValue, type ValueWords } from '../../engine/check/index.ts';
import type { Language } from '../../engine/problem/index.ts';

export interface FormRules {
  readonly sections: SectionRules;
  readonly rules: readonly WrittenRule[];
  readonly words: Readonly<Record<Language, FormWords>>;
}

/** The shipped rules. */
export function loadFormRules(): FormRules {
  return { sections: data<SectionRules>('sections'), rules: data<readonly WrittenRule[]>('checks'), words: data<FormRules['words']>('form') };
}

let checkValue: CheckValue | null = null;

/** The rules for one value, with the shipped words; made once. */
export function loadCheckValue(): CheckValue {
  checkValue ??= valueCheck(loadAnswerWords());
  return checkValue;
}

/** Words that people write where a number or a date belongs. */
export function loadAnswerWords(): ValueWords {
  return data<ValueWords>('answers');
}

let vocabulary: Vocabulary | null = null;

/** The shipped lexicon turned round, to say data points in words; made once. */
export function loadVocabulary(): Vocabulary {
  vocabulary ??= vocabularyOf(loadLearning().interpreter.lexicon, data<Names>('names'));
  return vocabulary;
}

/** A shipped data file; what is in it is vouched for by the tests. */
function data<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./zh/${name}.json`, import.meta.url), 'utf8')) as T;
}
