// How far something that people say of forms reaches: the blanks that read otherwise by it. In: the forms as understood without it and with it. Out: each
// such blank with what it was read as and what it becomes, in the words of one language.
import { sayPoint, type Vocabulary } from '../../engine/interpret/index.ts';
import type { Decision } from '../../engine/model/decision.ts';
import type { FieldMeaning, FormMeaning } from '../../engine/model/meaning.ts';
import type { Language } from '../../engine/problem/index.ts';
import type { Term } from '../../forms/lexicon/load.ts';

/** What is tried: rulings that would be made, words that would be taught. */
export interface Tried {
  readonly decisions: readonly Decision[];
  readonly terms: readonly Term[];
}

export interface Reached {
  readonly requirement: string;
  readonly sheet: string;
  readonly cell: string;
  readonly label: readonly string[];
  /** What it is read as now; '' where no blank is seen. Equal to `to` where only what is doubtful of it changes. */
  readonly from: string;
  /** '': it is held to be no blank any more. */
  readonly to: string;
}

/** Every blank that reads otherwise, in another unit or with other doubts, in the order of the forms. */
export function reachOf(before: readonly FormMeaning[], after: readonly FormMeaning[], vocabulary: Vocabulary, language: Language): Reached[] {
  const say = ({ point, unit }: FieldMeaning): string => [sayPoint(point, vocabulary, language), unit?.text ?? ''].filter(Boolean).join(' · ');
  return after.flatMap((form, index) => {
    const [was, is] = [byKey(before[index]), byKey(form)];
    return [...new Map([...was, ...is]).keys()].flatMap((key) => {
      const [old, now] = [was.get(key), is.get(key)];
      const field = now ?? old;
      const [from, to] = [old ? say(old) : '', now ? say(now) : ''];
      if (!field || (from === to && old?.doubts.length === now?.doubts.length)) return [];
      const { sheet, cell, section, rowPath, columnPath } = field.reading;
      return [{ requirement: form.requirement, sheet, cell, label: [...section, ...rowPath, ...columnPath].map(({ text }) => text.trim()), from, to }];
    });
  });
}

function byKey(form: FormMeaning | undefined): ReadonlyMap<string, FieldMeaning> {
  return new Map((form?.fields ?? []).map((field) => [field.key, field]));
}
