// Notes that leave somebody out of the whole sheet, or let nobody else in: 以上人员均不含低保对象, 境外人员不填, 本表只统计规模以上的.
import type { Where } from '../model/datapoint.ts';
import type { Label } from '../model/reading.ts';
import { type Draft, leaveOpen, type Sheet } from './draft.ts';
import { contains, meet, without } from './extents.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { titleOfWhere, whereOf } from './says.ts';

/** Whom a note leaves out. */
export interface Limit {
  readonly group: Phrase;
  /** It says that it speaks of the whole sheet, so that it must not be passed over. */
  readonly isOfAll: boolean;
  readonly source: Label;
}

/** A clause without a subject of its own limits the sheet only where every word of it is understood: 补充资料不填 is no group. */
export function limitOf(clause: string, source: Label, lexicon: Lexicon, grammar: NoteGrammar): Limit | null {
  const ofAll = grammar.leavesOut.exec(clause)?.groups?.['group'];
  const text = ofAll ?? grammar.excludedAfter.exec(clause)?.[1];
  if (text === undefined || text.includes(',')) return null;
  const group = phraseOf(text, lexicon);
  return ofAll !== undefined || (unknownOf(group).length === 0 && wordsOf(group).length > 0) ? { group, isOfAll: ofAll !== undefined, source } : null;
}

/** 本表只统计规模以上工业企业: nobody else is on the sheet, and a word of it says no one knows what. */
export function lostLimit(text: string, source: Label, lexicon: Lexicon): Limit[] {
  const group = phraseOf(text, lexicon);
  return unknownOf(group).length === 0 ? [] : [{ group, isOfAll: true, source }];
}

/** Takes from a blank whom the notes leave out; where that is no one condition, the note's words are part of what the blank asks. */
export function leaveOut(sheet: Sheet, draft: Draft): void {
  for (const limit of sheet.notes.limits) {
    const { resolution, where } = draft;
    if (!resolution || resolution.measure.object === 'event') return;
    const left = limited(where, limit, resolution.measure.object, sheet.lexicon);
    if (left === 'lost') leaveOpen(draft, resolution, normalise(limit.source.text));
    else if (left !== where) {
      draft.where = left;
      draft.evidence.push({ says: titleOfWhere(left, sheet.lexicon), label: limit.source, from: 'note' });
    }
  }
}

/** The condition without those left out: itself when the note does not concern it, 'lost' when the note holds for it and no condition says what is left. */
export function limited(where: Where, limit: Limit, object: string, lexicon: Lexicon): Where | 'lost' {
  const says = whereOf(limit.group, object, lexicon.knowledge);
  const isUnderstood = unknownOf(limit.group).length === 0 && says !== null && Object.keys(says).length > 0;
  if (isUnderstood && isElsewhere(says, where, lexicon)) return where;
  const left = isUnderstood && Object.keys(says).length === 1 ? without(where, says, lexicon.knowledge) : null;
  if (left && Object.entries(left).some(([facet, extent]) => where[facet] !== extent)) return left;
  return limit.isOfAll && isOfClass(limit.group, object) ? 'lost' : where;
}

/** None of those counted are left out, or all of them are, of whom the note does not speak then; a population is taken only from one that is stated. */
function isElsewhere(says: Where, where: Where, { knowledge }: Lexicon): boolean {
  const entries = Object.entries(says);
  const isOther = entries.some(([facet, extent]) => {
    const own = where[facet];
    return own === undefined ? knowledge.facets.get(facet)?.scope === true : meet(own, extent) === null;
  });
  const isAll = entries.every(([facet, extent]) => {
    const own = where[facet];
    return own !== undefined && contains(extent, own);
  });
  return isOther || isAll;
}

/** Words of which no class is known may be about any. */
function isOfClass(group: Phrase, object: string): boolean {
  const senses = wordsOf(group).flatMap((word) => word.senses);
  return senses.length === 0 || senses.some((sense) => sense.object === object);
}
