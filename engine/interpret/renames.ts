// 「调查区」即村(居)辖区: a form's own name for what the lexicon calls otherwise. It is not defined by conditions; labels are read with the other name.
import type { FieldReading } from '../model/reading.ts';
import type { Lexicon } from './lexicon.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { fixes, type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { relabelled } from './relabelled.ts';

export interface Rename {
  readonly own: string;
  readonly usual: string;
}

/** Null when the clause names nothing, its own name is a word already, or the other one is not understood. */
export function renameOf(clause: string, lexicon: Lexicon, { renames, subjectNoise }: NoteGrammar): Rename | null {
  const found = renames.exec(clause)?.groups;
  return namedAs((found?.['own'] ?? '').replace(subjectNoise, ''), found?.['usual'] ?? '', lexicon);
}

/** The form's own name and the usual one; null as above. */
export function namedAs(own: string, usual: string, lexicon: Lexicon): Rename | null {
  const named = phraseOf(own, lexicon);
  const isOpen = unknownOf(named).some((text) => lexicon.words.get(text)?.role === 'open');
  if (own.length < 2 || unknownOf(named).length === 0 || isOpen || fixes(named) || unknownOf(phraseOf(usual, lexicon)).length > 0) return null;
  const meant = phraseOf(usual, lexicon);
  return fixes(meant) && !isValue(meant) ? null : { own, usual };
}

/** 居委会成员, 图书室: one word for one value, and for nothing else. */
function isValue(phrase: Phrase): boolean {
  const words = wordsOf(phrase);
  return (
    words.length === 1 &&
    words.every(({ senses }) => senses.length > 0 && senses.every(({ measure, where }) => measure !== null && Object.keys(where).length === 0))
  );
}

/** A blank with the usual names in all its labels. */
export function withNames(field: FieldReading, renames: readonly Rename[]): FieldReading {
  if (renames.length === 0) return field;
  return relabelled(field, (text) => renames.reduce((now, { own, usual }) => now.replaceAll(own, usual), text));
}
