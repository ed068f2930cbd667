// What the remarks column says of its row: 含群租 is what brackets behind the row's label would say, 第3项+第4项 what a printed equation would.
import type { FieldReading, PathLabel } from '../model/reading.ts';
import { equationsOf, type PrintedRelation } from './equations.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { fixes, type Phrase, phraseOf, unknownOf } from './phrase.ts';

/** The row's labels, the innermost with what its remarks include and leave out in brackets. */
export function withAsides({ rowPath, notes }: FieldReading, lexicon: Lexicon, { aside }: NoteGrammar): readonly PathLabel[] {
  const innermost = rowPath.at(-1);
  if (!innermost) return rowPath;
  const said = notes.map(({ text }) => normalise(text)).filter((text) => aside.test(text) && isClear(phraseOf(text, lexicon)));
  return said.length === 0 ? rowPath : [...rowPath.slice(0, -1), { ...innermost, text: `${innermost.text}(${said.join(',')})` }];
}

/** It includes or leaves out what is known, and says nothing else. */
function isClear(phrase: Phrase): boolean {
  const groups = [...phrase.includes, ...phrase.excludes];
  return groups.length > 0 && unknownOf(phrase).length === 0 && groups.every((group) => fixes(group) && unknownOf(group).length === 0);
}

/** The equation of a row whose remark is its right side alone. */
export function remarkedSums({ rowCode, notes }: FieldReading, grammar: NoteGrammar): PrintedRelation[] {
  if (rowCode === null) return [];
  return notes.flatMap((source) => {
    const text = normalise(source.text).replace(/^=/u, '');
    return grammar.sumOnly.test(text) ? equationsOf(`${rowCode}=${text}`, source, grammar) : [];
  });
}
