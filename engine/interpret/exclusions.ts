// What a note takes away from what it said before: 常住人口,外来人员不填.
import type { Where } from '../model/datapoint.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import type { Lexicon } from './lexicon.ts';
import { phraseOf } from './phrase.ts';
import { whereOf } from './says.ts';

/** "甲,乙的不填": what is said, and what is taken away from it. */
export function exclusionsOf(text: string, grammar: NoteGrammar): { kept: string; excluded: readonly string[] } {
  const pieces = text.split(/,(?![^(]{0,300}\))/u);
  const excluded = pieces.flatMap((piece) => grammar.excludedAfter.exec(piece)?.[1] ?? []);
  return { kept: pieces.filter((piece) => !grammar.excludedAfter.test(piece) && !grammar.alsoCounted.test(piece)).join(','), excluded };
}

export function minus(where: Where, excluded: readonly string[], object: string, lexicon: Lexicon): Where {
  let result = where;
  for (const text of excluded)
    for (const [facet, extent] of Object.entries(whereOf(phraseOf(text, lexicon), object, lexicon.knowledge) ?? {})) {
      const before = result[facet];
      if (before?.kind !== 'members' || extent.kind !== 'members') continue;
      const members = before.members.filter((member) => !extent.members.includes(member));
      if (members.length > 0) result = { ...result, [facet]: { kind: 'members', members } };
    }
  return result;
}
