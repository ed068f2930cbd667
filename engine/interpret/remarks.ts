// What the remarks column says of its row: 含群租 is what brackets behind the row's label would say, 第3项+第4项 what a printed equation would.
import type { FieldReading, PathLabel } from '../model/reading.ts';
import { equationsOf, type PrintedRelation } from './equations.ts';
import { isOfPopulation, sameExtent } from './extents.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { fixes, type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';

/** The row's labels, the innermost with what its remarks include and leave out, whose they say it is (期末常住户), and how they say more precisely what it is, in brackets. */
export function withAsides({ rowPath, notes }: FieldReading, lexicon: Lexicon, { aside }: NoteGrammar): readonly PathLabel[] {
  const innermost = rowPath.at(-1);
  if (!innermost) return rowPath;
  const label = phraseOf(innermost.text, lexicon);
  const saysOf = (phrase: Phrase): boolean => namesPopulation(phrase, lexicon) || saysMore(phrase, label, lexicon);
  const said = notes.map(({ text }) => normalise(text)).filter((text) => (aside.test(text) ? isClear : saysOf)(phraseOf(text, lexicon)));
  return said.length === 0 ? rowPath : [...rowPath.slice(0, -1), { ...innermost, text: `${innermost.text}(${said.join(',')})` }];
}

/** It includes or leaves out what is known, and says nothing else. */
function isClear(phrase: Phrase): boolean {
  const groups = [...phrase.includes, ...phrase.excludes];
  return groups.length > 0 && unknownOf(phrase).length === 0 && groups.every((group) => fixes(group) && unknownOf(group).length === 0);
}

/** It says who is counted by where they live or are registered, and nothing else. */
function namesPopulation(phrase: Phrase, { knowledge }: Lexicon): boolean {
  if (unknownOf(phrase).length > 0 || phrase.qualifiers.length + phrase.includes.length + phrase.excludes.length > 0) return false;
  const facets = wordsOf(phrase).flatMap(({ senses }) => senses.flatMap(({ where }) => Object.keys(where)));
  return (phrase.releases || facets.length > 0) && facets.every((facet) => isOfPopulation(facet, knowledge));
}

/** 家庭作坊, with the remark 制造行业的个体工商户: it says again what the label says, and more of the same things. */
function saysMore(phrase: Phrase, label: Phrase, { knowledge }: Lexicon): boolean {
  if (unknownOf(phrase).length > 0 || phrase.conjuncts.length > 1 || phrase.releases || phrase.includes.length + phrase.excludes.length > 0) return false;
  return [...knowledge.objects.keys()].some((object) => {
    const [own, says] = [label, phrase].map((each) => whereOf(each, object, knowledge) ?? {});
    const facets = Object.entries(own ?? {});
    const isAgain = facets.every(([facet, extent]) => says?.[facet] !== undefined && sameExtent(says[facet], extent));
    return facets.length > 0 && isAgain && Object.keys(says ?? {}).length > facets.length;
  });
}

/** The equation of a row whose remark is its right side alone. */
export function remarkedSums({ rowCode, notes }: FieldReading, grammar: NoteGrammar): PrintedRelation[] {
  if (rowCode === null) return [];
  return notes.flatMap((source) => {
    const text = normalise(source.text).replace(/^=/u, '');
    return grammar.sumOnly.test(text) ? equationsOf(`${rowCode}=${text}`, source, grammar) : [];
  });
}
