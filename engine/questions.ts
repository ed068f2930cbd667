// What a person should decide (口径待确认): doubts of the same kind about the same words are one question, asked once.
import { isReadInFull } from './interpret/index.ts';
import { needsReview, shortHash, type DataElement } from './match/index.ts';
import type { Question } from './model/consolidation.ts';
import type { PlainPoint } from './model/datapoint.ts';
import type { Knowledge } from './model/knowledge.ts';
import type { Doubt, FieldMeaning } from './model/meaning.ts';

/** All questions, those about most fields first. */
export function questionsOf(elements: readonly DataElement[], knowledge: Knowledge): Question[] {
  const groups = new Map<string, { doubt: Doubt; fields: Set<string>; points: PlainPoint[] }>();
  for (const { fields } of elements)
    for (const field of fields)
      for (const doubt of field.doubts) {
        const id = questionId(doubt, field);
        const group = groups.get(id) ?? { doubt, fields: new Set<string>(), points: [] };
        group.fields.add(field.key);
        if (field.point.kind === 'plain' && isReadInFull(field.point)) group.points.push(field.point);
        groups.set(id, group);
      }
  const lookAlikes = scopedLookAlikes(elements, knowledge, new Set([...groups.values()].flatMap(({ points }) => points.map(bare))));
  return [...groups]
    .map(([id, { doubt, fields, points }]): Question => ({
      id: `q${shortHash(id)}`,
      kind: doubt.kind,
      words: doubt.words,
      fields: [...fields].sort(),
      candidates: doubt.kind === 'scopeNotStated' ? [...new Set(points.flatMap((point) => lookAlikes.get(bare(point)) ?? []))].sort() : [],
    }))
    .sort((a, b) => b.fields.length - a.fields.length || (a.id < b.id ? -1 : 1));
}

/** An unstated population is a question about a whole form; unknown words are one wherever they stand. */
function questionId({ kind, words }: Doubt, { requirement }: FieldMeaning): string {
  return kind === 'unknownWords' ? `${kind} ${words}` : `${kind} ${words} ${requirement}`;
}

/** Elements that differ from a wanted point only by stating their population: what the fields would be, were it stated. */
function scopedLookAlikes(elements: readonly DataElement[], knowledge: Knowledge, wanted: ReadonlySet<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, point, fields } of wanted.size > 0 ? elements : []) {
    if (point.kind !== 'plain' || fields.some(needsReview)) continue;
    const where = Object.fromEntries(Object.entries(point.where).filter(([facet]) => knowledge.facets.get(facet)?.expected !== true));
    if (Object.keys(where).length === Object.keys(point.where).length) continue;
    const key = bare({ ...point, where });
    if (wanted.has(key)) found.set(key, [...(found.get(key) ?? []), id]);
  }
  return found;
}

/** What a point asks, its open words left out. */
function bare({ object, measure, where, period }: PlainPoint): string {
  return JSON.stringify([object, measure, Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1)), period]);
}
