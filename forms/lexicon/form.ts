// What showing and compiling need besides words and knowledge: names for groups of values, sections of the annual form, and checks written
// by hand; from the data files beside this one.
import { readFileSync } from 'node:fs';
import { vocabularyOf, type Names, type Vocabulary } from '../../engine/interpret/index.ts';
import { loadLearning } from './load.ts';
import type { FormWords, SectionRules, WrittenRule } from '../../engine/compile/index.ts';
import type { Frequency } from '../../engine/model/period.ts';
import { valueCheck, type CheckValue, type ValueWords } from '../../engine/check/index.ts';
import type { MeasureWords } from '../../engine/measure/index.ts';
import type { Language } from '../../engine/problem/index.ts';

export interface FormRules {
  /** Words for a form that is read by itself: 住房 is said where the report's reader knows it from the form beside. */
  readonly vocabulary: Vocabulary;
  readonly sections: SectionRules;
  readonly rules: readonly WrittenRule[];
  readonly words: Readonly<Record<Language, FormWords>>;
}

/** The shipped rules. */
export function loadFormRules(): FormRules {
  return { vocabulary: formVocabulary(), sections: data<SectionRules>('sections'), rules: data<readonly WrittenRule[]>('checks'), words: data<FormRules['words']>('form') };
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

/** Patterns of headings that say how often a form is due, those of the shortest period first. */
export function loadFrequencyWords(): readonly { readonly frequency: Frequency; readonly said: string }[] {
  return data('frequency');
}

let vocabulary: Vocabulary | null = null;

/** The shipped lexicon turned round, to say data points in words; made once. */
export function loadVocabulary(): Vocabulary {
  vocabulary ??= vocabularyOf(loadLearning().interpreter.lexicon, data<Names>('names'));
  return vocabulary;
}

/** The turns of phrase that the report goes by. */
export function loadMeasureWords(): MeasureWords {
  return data<MeasureWords>('measure');
}

let labels: Vocabulary | null = null;

/** The same with the annual form's own labels, where a value's name leaves out what it is a value of; made once. */
function formVocabulary(): Vocabulary {
  const [names, own] = [data<Names>('names'), data<Names>('labels')];
  const facets = new Set([...Object.keys(names), ...Object.keys(own)]);
  labels ??= vocabularyOf(loadLearning().interpreter.lexicon, Object.fromEntries([...facets].map((facet) => [facet, { ...names[facet], ...own[facet] }])));
  return labels;
}

/** A shipped data file; what is in it is vouched for by the tests. */
function data<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./zh/${name}.json`, import.meta.url), 'utf8')) as T;
}
