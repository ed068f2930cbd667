// What a person should decide (口径待确认): doubts of the same kind about the same words are one question, asked once.
import { shortHash, type DataElement } from './match/index.ts';
import type { Question } from './model/consolidation.ts';
import type { Doubt, FieldMeaning } from './model/meaning.ts';

/** All questions, those about most fields first. */
export function questionsOf(elements: readonly DataElement[]): Question[] {
  const groups = new Map<string, { doubt: Doubt; fields: Set<string> }>();
  for (const { fields } of elements)
    for (const field of fields)
      for (const doubt of field.doubts) {
        const id = questionId(doubt, field);
        const group = groups.get(id) ?? { doubt, fields: new Set<string>() };
        group.fields.add(field.key);
        groups.set(id, group);
      }
  return [...groups]
    .map(([id, { doubt, fields }]): Question => ({ id: `q${shortHash(id)}`, kind: doubt.kind, words: doubt.words, fields: [...fields].sort(), candidates: [] }))
    .sort((a, b) => b.fields.length - a.fields.length || (a.id < b.id ? -1 : 1));
}

/** An unstated population is a question about a whole form; unknown words are one wherever they stand. */
function questionId({ kind, words }: Doubt, { requirement }: FieldMeaning): string {
  return kind === 'unknownWords' ? `${kind} ${words}` : `${kind} ${words} ${requirement}`;
}

