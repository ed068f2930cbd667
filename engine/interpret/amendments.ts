// Notes that widen or narrow a word without defining it: 出租不含群租, 商业网点包括企业和个体户,不含制造业. What is listed as
// belonging adds what the word leaves out of a facet that it speaks of (35岁以下含35岁); what is taken away goes, of whatever facet; and 户籍总人口不分户口性质 is
// not told apart by what stands over it either.
import type { Extent, Where } from '../model/datapoint.ts';
import { contains, widen, without } from './extents.ts';
import { type Lexicon, normalise, type Sense, type Word } from './lexicon.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';

/** The word as the form means it, or null when the clause changes nothing, or speaks of what no lexicon knows. */
export function amendmentOf(clause: string, lexicon: Lexicon, grammar: NoteGrammar): Word | null {
  const { subject = '', added = '', taken = '', freed = '' } = grammar.amendment.exec(clause)?.groups ?? {};
  const text = subject.replace(grammar.subjectNoise, '');
  const own = phraseOf(text, lexicon);
  if (text.length < 2 || !isClear(own) || (taken !== '' && !isClear(phraseOf(taken, lexicon)))) return null;
  const senses = objectsOf(own).flatMap((object): Sense[] => {
    const before = whereOf(own, object, lexicon.knowledge) ?? {};
    const wider = widen(before, withoutPopulations(saysOf(added, object, lexicon), lexicon)) ?? before;
    const where = without(wider, saysOf(taken, object, lexicon), lexicon.knowledge) ?? wider;
    const sense = { ...sensesOf(own, object), object, where, topic: null };
    const { drops } = sensesOf(phraseOf(freed, lexicon), object);
    if (drops !== null) return [{ ...sense, drops }];
    return isSame(where, before) || isEverything(where, before, lexicon) ? [] : [sense];
  });
  return senses.length === 0 ? null : { text: normalise(text), role: 'sense', senses, period: null, defined: true };
}

/** 外来人口含常住和暂住: what is said of populations explains them, in words that mean something else where they stand alone. */
function withoutPopulations(where: Where | null, { knowledge }: Lexicon): Where | null {
  return where && Object.fromEntries(Object.entries(where).filter(([facet]) => !knowledge.facets.get(facet)?.scope));
}

function saysOf(text: string, object: string, lexicon: Lexicon): Where | null {
  return text === '' ? null : whereOf(phraseOf(text, lexicon), object, lexicon.knowledge);
}

function isClear(phrase: Phrase): boolean {
  return unknownOf(phrase).length === 0 && phrase.conjuncts.some(({ words, intervals }) => words.length + intervals.length > 0);
}

/** The classes that every word of the phrase can be about; of 35岁以下, those that have such a band. */
function objectsOf(phrase: Phrase): string[] {
  if (wordsOf(phrase).length === 0) return phrase.conjuncts.flatMap(({ intervals }) => intervals.flatMap(({ facet }) => facet.split('.').slice(0, -1)));
  const [first = [], ...others] = wordsOf(phrase).map(({ senses }) => [...new Set(senses.map(({ object }) => object))]);
  return first.filter((object) => others.every((objects) => objects.includes(object)));
}

/** 低保家庭全部人口包括没有享受低保的成员: what would leave nobody out of a facet says who lives there, and not that the facet matters no more. */
function isEverything(where: Where, before: Where, { knowledge }: Lexicon): boolean {
  return Object.entries(where).some(([facet, extent]) => {
    const { kind, members = [] } = knowledge.facets.get(facet) ?? {};
    return extent.kind === 'members' && extent.members.length === (kind === 'flag' ? 2 : members.length) && facet in before;
  });
}

function sensesOf(phrase: Phrase, object: string): Pick<Sense, 'measure' | 'head' | 'drops'> {
  const senses = wordsOf(phrase).flatMap((word) => word.senses.filter((sense) => sense.object === object));
  return {
    measure: senses.find(({ measure }) => measure !== null)?.measure ?? null,
    head: senses.some(({ head }) => head),
    drops: senses.find(({ drops }) => drops !== null)?.drops ?? null,
  };
}

function isSame(a: Where, b: Where): boolean {
  const holds = ([facet, extent]: [string, Extent], other: Where): boolean => {
    const found = other[facet];
    return found !== undefined && contains(found, extent);
  };
  return Object.entries(a).every((entry) => holds(entry, b)) && Object.entries(b).every((entry) => holds(entry, a));
}
