// Questions for people (口径待确认) in words: what is asked, on which blanks, and what each blank would ask were it decided one way or another.
import { termOf, withBound } from '../../engine/decide/index.ts';
import { sayPoint, type Vocabulary } from '../../engine/interpret/index.ts';
import type { ConsolidatedField, Consolidation } from '../../engine/model/consolidation.ts';
import type { Language } from '../../engine/problem/index.ts';
import { sayDoubt } from '../../forms/print/inspection.ts';
import { couldBe } from '../requirements/could-be.ts';

export interface ToldQuestion {
  readonly id: string;
  readonly kind: string;
  readonly words: string;
  readonly asks: string;
  /** Codes of the departments whose forms are concerned. */
  readonly departments: string[];
  readonly fields: {
    readonly key: string;
    readonly requirement: string;
    readonly form: string;
    readonly sheet: string;
    readonly cell: string;
    readonly title: string;
    readonly label: string[];
    readonly department: string;
    readonly meaning: string;
    /** What it may mean, each as a ruling spells it; the first is as it is read now. */
    readonly readings: { readonly meaning: string; readonly term: string }[];
    readonly candidates: { readonly element: string; readonly meaning: string; readonly field: string }[];
  }[];
}

export function questionsIn({ questions, fields, elements, pack }: Consolidation, vocabulary: Vocabulary, language: Language): ToldQuestion[] {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const byElement = new Map(elements.map((element) => [element.id, element]));
  const forms = new Map(pack.requirements.map(({ id, title }) => [id, title]));
  return questions.map(({ id, kind, words, fields: keys, candidates }) => {
    const about = keys.flatMap((key) => byKey.get(key) ?? []);
    const could = candidates.flatMap((element) => byElement.get(element) ?? []);
    return {
      id,
      kind,
      words,
      asks: sayDoubt(kind, words, language),
      departments: [...new Set(about.map(({ department }) => department))].sort(),
      fields: about.map((field) => ({
        key: field.key,
        requirement: field.requirement,
        form: forms.get(field.requirement) ?? field.requirement,
        sheet: field.sheet,
        cell: field.cell,
        title: field.title,
        label: [...field.label],
        department: field.department,
        meaning: field.point ? sayPoint(field.point, vocabulary, language) : '',
        readings: readingsOf(field, kind, vocabulary, language),
        candidates: could
          .filter((element) => couldBe(field, element))
          .map((element) => ({ element: element.id, meaning: sayPoint(element.point, vocabulary, language), field: element.fields[0] ?? '' })),
      })),
    };
  });
}

function readingsOf({ point }: ConsolidatedField, kind: string, vocabulary: Vocabulary, language: Language): { meaning: string; term: string }[] {
  const other = point?.kind === 'plain' && kind === 'boundNotStated' ? withBound(point) : null;
  return [point, other].flatMap((each) => {
    const term = each && termOf(each, vocabulary.lexicon);
    return each && term ? [{ meaning: sayPoint(each, vocabulary, language), term }] : [];
  });
}
