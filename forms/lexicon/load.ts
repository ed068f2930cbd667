// The words and the knowledge, from the JSON files beside this one, compiled once. A district adds words of its own in its pack's
// lexicon/terms.json, in the same notation as zh/terms.json; they win over the shipped ones.
import { readFileSync } from 'node:fs';
import { termFault } from '../../engine/decide/index.ts';
import type { Literacy } from '../../engine/understand.ts';
import { attributesOf, lexiconOf, noteGrammar, normalise, withDefinitions, type AttributesData, type Lexicon, type LexiconData, type NoteGrammarData } from '../../engine/interpret/index.ts';
import type { Knowledge } from '../../engine/model/knowledge.ts';
import { problem, type Problem } from '../../engine/problem/index.ts';
import { readingWords, type ReadingWordsData } from '../../engine/read/index.ts';
import { spellingsOf, type Spellings, type ValueData } from '../../engine/register/index.ts';
import { checked, readJson, schemaOf } from '../json.ts';

/** Words and what they mean, as terms.json has them. */
export interface Term {
  readonly means: string;
  readonly words: readonly string[];
}

/** All that the engine knows before it has seen a form. */
export interface Learning extends Literacy {
  readonly knowledge: Knowledge;
  readonly spellings: Spellings;
}

let shipped: Learning | null = null;

/** The shipped words and knowledge; read and compiled at the first call only. */
export function loadLearning(): Learning {
  shipped ??= compile();
  return shipped;
}

function compile(): Learning {
  const lexicon = lexiconOf(lexiconData());
  const interpreter = { lexicon, notes: noteGrammar(data<NoteGrammarData>('zh/notes')), attributes: attributesOf(data<AttributesData>('zh/attributes')) };
  return { words: readingWords(data<ReadingWordsData>('zh/reading')), interpreter, knowledge: lexicon.knowledge, spellings: spellingsOf(data<ValueData>('zh/values'), lexicon.knowledge) };
}

function lexiconData(): LexiconData {
  return {
    knowledge: data<LexiconData['knowledge']>('knowledge'),
    terms: data<LexiconData['terms']>('zh/terms'),
    units: data<LexiconData['units']>('units'),
    grammar: data<LexiconData['grammar']>('zh/grammar'),
  };
}

/** A shipped data file; what is in it is vouched for by the tests. */
function data<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as T;
}

/** The learning with words added that win over those of the same letters. */
export function withTerms(learning: Learning, terms: readonly Term[]): Learning {
  if (terms.length === 0) return learning;
  const { interpreter, knowledge } = learning;
  return { ...learning, interpreter: { ...interpreter, lexicon: withDefinitions(interpreter.lexicon, [...wordsOf(terms, knowledge).values()]) } };
}

/** Terms alone as a lexicon's words. */
function wordsOf(terms: readonly Term[], knowledge: Knowledge): Lexicon['words'] {
  const { grammar } = lexiconData();
  const facts = { objects: [...knowledge.objects.values()], measures: [], facets: [...knowledge.facets.values()] };
  return lexiconOf({ knowledge: facts, terms: terms.map(({ means, words }) => ({ means, words: words.map(normalise) })), units: { units: [], ratios: [], multipliers: {}, quotients: { base: '', of: [], per: [] } }, grammar }).words;
}

/** A district's own words; a term that means nothing known is left out with a problem. */
export function readTerms(path: string, file: string, learning: Learning): { readonly terms: readonly Term[]; readonly problems: readonly Problem[] } {
  const { value, problems } = readJson(path, file);
  if (value === null) return { terms: [], problems };
  const parsed = checked(value, (termsSchema ??= schemaOf<Term[]>('terms')), file);
  if (parsed.value === null) return { terms: [], problems: parsed.problems };
  const faults = parsed.value.map((term) => termFault(term.means, learning.interpreter.lexicon));
  const bad = faults.flatMap((fault, index) => (fault === null ? [] : [problem('pack.invalid', { at: `/${index}/means`, why: { zh: fault, en: fault } }, { file })]));
  return { terms: parsed.value.filter((_, index) => faults[index] === null), problems: bad };
}

let termsSchema: ReturnType<typeof schemaOf<Term[]>> | null = null;
