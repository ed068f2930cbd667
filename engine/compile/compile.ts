// What is to be asked becomes a form that people recognise.
//
//     Consolidation ─questions→ words, codes ─sections, blocks→ parts ─┐
//                   ─registers→ tables ───────────────────────────────┼→ AnnualForm
//                   ─parts, printed, written→ checks ─────────────────┘
import { sayQuantity, type Vocabulary } from '../interpret/index.ts';
import type { AnnualForm, FormPart, FormQuestion, FormSection } from '../model/annual.ts';
import type { DataPoint } from '../model/datapoint.ts';
import type { Consolidation } from '../model/consolidation.ts';
import type { FormCheck } from '../model/check.ts';
import { FREQUENCIES, type Frequency } from '../model/period.ts';
import type { Language, Problem } from '../problem/index.ts';
import type { Term } from '../model/plan.ts';
import { blocksOf, type Wording } from './blocks.ts';
import { codeOf, uniqueCodes } from './codes.ts';
import { withoutRepeats } from './alike.ts';
import { partChecks } from './parts.ts';
import { circuitChecks, printedChecks } from './printed.ts';
import { questionsOf, type Asked } from './questions.ts';
import { registerTables } from './registers.ts';
import { remainderChecks } from './remainders.ts';
import { sectionOf, type SectionRules } from './sections.ts';
import { type FormWords, worded } from './wording.ts';
import { type Nameable, writtenChecks, type WrittenRule } from './written.ts';

export interface CompileInput {
  readonly consolidation: Consolidation;
  readonly vocabulary: Vocabulary;
  readonly sections: SectionRules;
  /** Rules written by hand; those that do not fit the form's questions are left out, with a problem. */
  readonly rules: readonly WrittenRule[];
  readonly words: Readonly<Record<Language, FormWords>>;
  readonly language: Language;
}

export interface Compiled {
  readonly form: AnnualForm;
  readonly problems: readonly Problem[];
}

/** Compiles the annual form. Pure and deterministic; leaves its input as it is. */
export function compile(input: CompileInput): Compiled {
  const { consolidation, vocabulary, sections, language } = input;
  const { district, year } = consolidation.pack;
  const wording: Wording = { vocabulary, language, words: input.words[language] };
  const asked = questionsOf(consolidation, vocabulary, sections, language);
  const written = writtenChecks(input.rules, nameable(consolidation, vocabulary), language);
  const form: AnnualForm = {
    title: worded(wording.words.title, { district, year }),
    district,
    year,
    parts: partsOf(asked, input),
    registers: registerTables(consolidation, wording),
    checks: [...checksOf(asked, input), ...written.checks],
    words: wording.words,
  };
  return { form, problems: written.problems };
}

function checksOf(asked: readonly Asked[], input: CompileInput): FormCheck[] {
  const { consolidation, vocabulary } = input;
  const words = input.words[input.language];
  const titles = new Map(asked.map(({ question }) => [question.item, question.title]));
  const points = new Map(consolidation.elements.map(({ id, point }) => [id, point]));
  const titleOf = (id: string): string => titles.get(id) ?? countTitle(id, points, input);
  return withoutRepeats([
    ...printedChecks(consolidation, vocabulary.lexicon.knowledge, words),
    ...circuitChecks(consolidation, titleOf, words),
    ...partChecks(asked, vocabulary.lexicon.knowledge, words),
    ...remainderChecks(consolidation, words),
  ]);
}

/** A register's count is named after what it counts; its reference ends with the element. */
function countTitle(reference: string, points: ReadonlyMap<string, DataPoint>, { vocabulary, language, words }: CompileInput): string {
  const point = points.get(reference.split(' ').at(-1) ?? '');
  const counted = point && point.kind !== 'ratio' ? sayQuantity(point, vocabulary, language) : reference;
  return worded(words[language].inRegister, { counted });
}

/** Everything asked that is a sum of answers, by its code. */
function nameable({ elements, derivations }: Consolidation, vocabulary: Vocabulary): Nameable {
  const codes = uniqueCodes(new Map(elements.map(({ id, point }) => [id, codeOf(point, vocabulary.lexicon.knowledge)])));
  const byCode = new Map<string, Map<Frequency, readonly Term[]>>();
  for (const derivation of derivations) {
    const code = codes.get(derivation.element);
    if (code === undefined || derivation.kind !== 'linear') continue;
    byCode.set(code, (byCode.get(code) ?? new Map<Frequency, readonly Term[]>()).set(derivation.frequency, derivation.terms));
  }
  return byCode;
}

function partsOf(asked: readonly Asked[], input: CompileInput): FormPart[] {
  return FREQUENCIES.toReversed().flatMap((frequency) => {
    const here = asked.filter(({ item }) => item.frequency === frequency);
    return here.length === 0 ? [] : [{ frequency, title: input.words[input.language].parts[frequency], sections: sectionsOf(here, input) }];
  });
}

function sectionsOf(asked: readonly Asked[], { sections, vocabulary, language, words }: CompileInput): FormSection[] {
  const last = sections.sections.at(-1)?.id ?? '';
  const placeOf = ({ plain }: Asked): string => (plain && sectionOf(plain, sections)) ?? last;
  return sections.sections.flatMap(({ id, title, en }) => {
    const here = asked.filter((each) => placeOf(each) === id);
    return here.length === 0
      ? []
      : [{ code: id, title: language === 'zh' ? title : en, blocks: blocksOf(here, { vocabulary, language, words: words[language] }) }];
  });
}

/** All questions of a section, in the order in which they are printed. */
export function questionsIn({ blocks }: FormSection): FormQuestion[] {
  return blocks.flatMap((block) => (block.kind === 'list' ? block.questions : block.cells.flatMap((row) => row.flatMap((question) => question ?? []))));
}
