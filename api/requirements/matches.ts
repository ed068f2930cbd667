// What each blank of a form meets in the annual form: the data element it is, whether it is there already, how it is answered, and who else asks it.
// In: the draft with the form and the draft without it. Out: plain data, blank by blank.
import { termOf } from '../../engine/decide/index.ts';
import { sayPoint, type Vocabulary } from '../../engine/interpret/index.ts';
import type { ConsolidatedField, Consolidation } from '../../engine/model/consolidation.ts';
import type { Language } from '../../engine/problem/index.ts';
import { sayDoubt } from '../../forms/print/inspection.ts';
import { changeOf } from '../annual/change.ts';
import { couldBe } from './could-be.ts';

/** One blank of another form that asks the same. */
export interface Asker {
  readonly requirement: string;
  readonly title: string;
  readonly department: string;
  readonly frequency: string;
  readonly sheet: string;
  readonly cell: string;
  readonly label: readonly string[];
}

export interface Match {
  readonly sheet: string;
  readonly cell: string;
  /** known: it follows from what is asked without this form · new: it has to be asked for this form · context, list: as the blank. */
  readonly state: 'known' | 'new' | 'context' | 'list';
  readonly element: string;
  readonly title: string;
  readonly meaning: string;
  /** collected: asked as it stands · derived: worked out · review: asked on its own until a person decides. */
  readonly answered: 'collected' | 'derived' | 'review' | 'context' | 'register';
  readonly expression: string;
  readonly others: readonly Asker[];
}

/** All blanks of one requirement. */
export function matchesOf(without: Consolidation, withIt: Consolidation, code: string): Match[] {
  const added = new Set(changeOf({ consolidation: without }, { consolidation: withIt }).added.map(({ element }) => element));
  const elements = new Map(withIt.elements.map((element) => [element.id, element]));
  const asked = byKey(withIt);
  const say = askerOf(withIt);
  return withIt.fields
    .filter(({ requirement }) => requirement === code)
    .map((field): Match => {
      const element = elements.get(field.element);
      const others = (element?.fields ?? []).flatMap((key) => asked.get(key) ?? []).filter(({ requirement }) => requirement !== code);
      const { resolution } = field;
      return {
        sheet: field.sheet,
        cell: field.cell,
        state: field.point === null ? (resolution.kind === 'register' ? 'list' : 'context') : added.has(field.element) ? 'new' : 'known',
        element: field.element,
        title: element?.title ?? field.title,
        meaning: element?.meaning ?? '',
        answered: resolution.kind,
        expression: 'expression' in resolution ? resolution.expression : '',
        others: others.map(say),
      };
    });
}

function byKey({ fields }: Consolidation): ReadonlyMap<string, ConsolidatedField> {
  return new Map(fields.map((field) => [field.key, field]));
}

function askerOf({ pack }: Consolidation): (field: ConsolidatedField) => Asker {
  const requirements = new Map(pack.requirements.map((each) => [each.id, each]));
  const departments = new Map(pack.departments.map(({ id, name }) => [id, name]));
  return ({ requirement, department, frequency, sheet, cell, label }) => ({
    requirement,
    title: requirements.get(requirement)?.title ?? requirement,
    department: departments.get(department) ?? department,
    frequency,
    sheet,
    cell,
    label,
  });
}

/** A blank found by its words. */
export interface Found extends Asker {
  readonly element: string;
  readonly meaning: string;
  readonly unit: string | null;
  readonly term: string | null;
}

/** Blanks whose labels, meaning or report have all the words looked for; those of fewest letters first. */
export function findFields(consolidation: Consolidation, words: string, vocabulary: Vocabulary, language: Language, most: number): Found[] {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  const say = askerOf(consolidation);
  const elements = new Map(consolidation.elements.map((element) => [element.id, element]));
  return consolidation.fields
    .flatMap((field): Found[] => {
      const { point } = field;
      if (point === null) return [];
      const asker = say(field);
      const text = [asker.title, asker.department, ...field.label, elements.get(field.element)?.meaning ?? ''].join(' ').toLowerCase();
      if (!wanted.every((word) => text.includes(word))) return [];
      const term = termOf(point, vocabulary.lexicon);
      return [{ ...asker, element: field.element, meaning: sayPoint(point, vocabulary, language), unit: field.unit, term }];
    })
    .toSorted((a, b) => a.label.join('').length - b.label.join('').length)
    .slice(0, most);
}

/** What a person should decide about one requirement, with what its blanks would be, decided one way or another. */
export interface FormQuestion {
  readonly id: string;
  readonly kind: string;
  readonly says: string;
  /** The words of the form that it is about. */
  readonly words: string;
  readonly fields: readonly { readonly sheet: string; readonly cell: string; readonly label: readonly string[]; readonly reading: string }[];
  readonly candidates: readonly {
    readonly element: string;
    readonly title: string;
    readonly reading: string;
    readonly term: string | null;
    /** Those of the blanks that may ask it. */
    readonly fields: FormQuestion['fields'];
    readonly askers: readonly Asker[];
    /** What the forms that ask it say of it: the labels from which it was read. */
    readonly readFrom: readonly { readonly words: string; readonly cell: string }[];
  }[];
}

export function questionsAbout(consolidation: Consolidation, code: string, vocabulary: Vocabulary, language: Language): FormQuestion[] {
  const fields = byKey(consolidation);
  const elements = new Map(consolidation.elements.map((element) => [element.id, element]));
  const say = askerOf(consolidation);
  const shown = ({ sheet, cell, label, point }: ConsolidatedField): FormQuestion['fields'][number] => ({
    sheet,
    cell,
    label,
    reading: point ? sayPoint(point, vocabulary, language) : '',
  });
  return consolidation.questions.flatMap(({ id, kind, words, fields: keys, candidates }): FormQuestion[] => {
    const own = keys.flatMap((key) => fields.get(key) ?? []).filter(({ requirement }) => requirement === code);
    if (own.length === 0) return [];
    return [
      {
        id,
        kind,
        says: sayDoubt(kind, words, language),
        words,
        fields: own.map(shown),
        candidates: candidates.flatMap((candidate) => {
          const element = elements.get(candidate);
          const alike = element ? own.filter((field) => couldBe(field, element)) : [];
          if (!element || alike.length === 0) return [];
          const askers = element.fields.flatMap((key) => fields.get(key) ?? []);
          const readFrom = [
            ...new Map(askers.flatMap(({ evidence }) => evidence.map(({ label }) => [label.text, { words: label.text.trim(), cell: label.cell }]))).values(),
          ];
          const term = termOf(element.point, vocabulary.lexicon);
          const reading = sayPoint(element.point, vocabulary, language);
          return [{ element: candidate, title: element.title, reading, term, fields: alike.map(shown), askers: askers.map(say), readFrom }];
        }),
      },
    ];
  });
}
