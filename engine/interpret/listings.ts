// A definition that lists the groups it counts: 实际居住的人,包括本地户籍且居住在此的,以及外来居住半年以上的,不含境外.
import { type Lexicon } from './lexicon.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { phraseOf } from './phrase.ts';
import { saysPopulation } from './scopeNotes.ts';

export interface Listing {
  /** Whom all of the groups belong to, '' when nothing is said before them. */
  readonly limit: string;
  readonly groups: readonly string[];
  /** What the list says to leave out, '' for nothing. */
  readonly taken: string;
}

/** Two populations or more behind 包括 are all that is meant; a single one (包括外出的) only is not to be forgotten. */
export function listingOf(body: string, lexicon: Lexicon, grammar: NoteGrammar): Listing | null {
  const found = grammar.listing.exec(body)?.groups;
  const groups = (found?.['groups'] ?? '').split(grammar.listJoint).filter((group) => group !== '');
  if (!found || groups.length < 2 || !groups.every((group) => saysPopulation(phraseOf(group, lexicon), lexicon))) return null;
  return { limit: found['limit'] ?? '', groups, taken: found['taken'] ?? '' };
}
