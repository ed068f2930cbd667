// Phrases that people can read two ways, or that mean more than conditions on facets can say. They are never guessed at.
import type { Extent, Where } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import { areOneBand, contains, isOfPopulation, join, less, meet, sameExtent, touch } from './extents.ts';
import type { Lexicon, Sense, Word } from './lexicon.ts';
import { type Conjunct, fixes, type Phrase, unknownOf } from './phrase.ts';
import { complement, conjunctWhere, NO_TOPICS, whereOf, widerList, withoutAsides } from './says.ts';

/**
 * Can the phrase be read two ways, or does it mean what no condition can say? Words side by side that speak of different facets (独居、空巢
 * 老年人) may mean either or both; words that stand together and exclude each other (男女) mean neither; 含 and 不含 may add or take away
 * what is not of one facet. Facets that are mere side conditions (`isSide`) never make two groups of one.
 */
export function isAmbiguous(phrase: Phrase, object: string, knowledge: Knowledge, isSide?: (facet: string) => boolean): boolean {
  if (isSide) return isReadTwoWays(phrase, object, knowledge, isSide);
  const known = judgedOf(phrase, knowledge);
  const before = known.get(object);
  if (before !== undefined) return before;
  const made = isReadTwoWays(phrase, object, knowledge, () => false);
  known.set(object, made);
  return made;
}

/** What was found of phrases: every blank asks it of its labels, and most labels stand over many blanks. */
const judged = new WeakMap<Knowledge, WeakMap<Phrase, Map<string, boolean>>>();

function judgedOf(phrase: Phrase, knowledge: Knowledge): Map<string, boolean> {
  const phrases = judged.get(knowledge) ?? new WeakMap<Phrase, Map<string, boolean>>();
  const known = phrases.get(phrase) ?? new Map<string, boolean>();
  judged.set(knowledge, phrases);
  phrases.set(phrase, known);
  return known;
}

function isReadTwoWays(phrase: Phrase, object: string, knowledge: Knowledge, isSide: (facet: string) => boolean): boolean {
  const full = phrase.conjuncts.map((part) => conjunctWhere(part, object, knowledge, NO_TOPICS));
  const says = full.map((where) => withoutSides(where, isSide));
  const bracketed = phrase.qualifiers.map((qualifier) => whereOf(qualifier, object, knowledge)).filter((where) => where !== null);
  const outside = phrase.conjuncts.map((part) => conjunctWhere({ ...part, qualifiers: [] }, object, knowledge, NO_TOPICS));
  const where = outside.filter((part) => part !== null).reduce<Where>((left, right) => join(left, right), {});
  const sides = [phrase, ...phrase.qualifiers];
  /** 留守儿童(户口在本村,含外出): what is added or taken away may be of what brackets say. */
  const spoken = phrase.qualifiers
    .flatMap(({ conjuncts }) => conjuncts)
    .reduce<Where>((known, part) => join(known, conjunctWhere(part, object, knowledge, NO_TOPICS) ?? {}), where);
  /** (户籍、持证): in brackets a population is no alternative to what stands beside it. */
  const isSideInBrackets = (facet: string): boolean => isSide(facet) || isOfPopulation(facet, knowledge);
  const of = (added: Phrase): Where => whereOf(added, object, knowledge) ?? {};
  return (
    phrase.conjuncts.some((part) => contradicts(part, object) || part.negated.some((word) => !canNegate(word, object, knowledge))) ||
    leaveGaps(phrase, full) ||
    phrase.conjuncts.some((part, index) =>
      part.qualifiers.some((qualifier) => outgrows(outside[index] ?? {}, whereOf(withoutAsides(qualifier), object, knowledge) ?? {})),
    ) ||
    (!phrase.isTotal &&
      phrase.conjuncts.some((part, index) => part.qualifiers.some((qualifier) => listsMore(qualifier, outside[index] ?? null, object, knowledge)))) ||
    says.some((part, index) => phrase.conjuncts[index]?.joint === 'unclear' && isUnclear(says[index - 1] ?? null, part)) ||
    bracketed.some((one, index) =>
      bracketed.slice(index + 1).some((other) => excludes(one, other) && (differInMoreThanOne(one, other) || haveGap(one, other))),
    ) ||
    phrase.qualifiers.some(
      (qualifier) => !restatesPart(qualifier, where, object, knowledge) && isReadTwoWays(withoutAsides(qualifier), object, knowledge, isSideInBrackets),
    ) ||
    sides.some(({ includes }) => includes.some((added) => addsAnother(where, spoken, of(added), knowledge))) ||
    sides.some(({ excludes: taken }) => taken.some((lost) => takesAnother(spoken, of(lost), knowledge)))
  );
}

/** 失能老人(失能、半失能): the list goes beyond what the words before it mean; populations explain each other. */
function listsMore(list: Phrase, where: Where | null, object: string, knowledge: Knowledge): boolean {
  const wider = Object.keys(widerList(list, where, object, knowledge) ?? {});
  return wider.some((facet) => !isOfPopulation(facet, knowledge));
}

function withoutSides(where: Where | null, isSide: (facet: string) => boolean): Where | null {
  return where && Object.fromEntries(Object.entries(where).filter(([facet]) => !isSide(facet)));
}

/** 餐饮名录(行业为餐饮、持证的): brackets that say again what stands before them can only narrow it. */
function restatesPart(qualifier: Phrase, where: Where, object: string, knowledge: Knowledge): boolean {
  return qualifier.conjuncts.some((part) => {
    const says = Object.entries(conjunctWhere(part, object, knowledge, NO_TOPICS) ?? {});
    const holds = ([facet, extent]: [string, Extent]): boolean => {
      const before = where[facet];
      return before !== undefined && contains(extent, before);
    };
    return says.length > 0 && says.every(holds);
  });
}

function isUnclear(before: Where | null, where: Where | null): boolean {
  return before !== null && where !== null && differInMoreThanOne(before, where);
}

export function excludes(a: Where, b: Where): boolean {
  return Object.entries(a).some(([facet, extent]) => {
    const other = b[facet];
    return other !== undefined && meet(extent, other) === null;
  });
}

/** 老年人(含残疾人): neither of a facet already spoken of, nor a part of those meant (空巢老人(含独居)). */
function addsAnother(where: Where, spoken: Where, added: Where, knowledge: Knowledge): boolean {
  const facets = Object.keys(added);
  if (facets.some((facet) => !widensBand(spoken[facet], added[facet]))) return true;
  if (facets.every((facet) => facet in spoken || isAbsence(added[facet]))) return false;
  const all = facets.reduce<Where>((known, facet) => {
    const extent = added[facet];
    const [member] = extent?.kind === 'members' ? extent.members : [];
    const definition = knowledge.facets.get(facet);
    return { ...known, ...definition?.within, ...definition?.members.find(({ id }) => id === member)?.implies };
  }, added);
  return !Object.entries(where).every(([facet, extent]) => {
    const other = all[facet];
    return other !== undefined && contains(extent, other);
  });
}

/** 65岁以上(含60—64岁) is one band; 65岁以上(含50—54岁) would be two. */
function widensBand(before: Extent | undefined, extent: Extent | undefined): boolean {
  return before?.kind !== 'interval' || extent === undefined || contains(before, extent) || areOneBand(before, extent);
}

/** 含未办证, 含非九小场所: also those without. */
function isAbsence(extent: Extent | undefined): boolean {
  return extent?.kind === 'members' && extent.members.every((member) => member === 'no');
}

/** What is taken away must differ from what is meant in one facet only, and leave of it one band or some members. */
function takesAnother(where: Where, taken: Where, knowledge: Knowledge): boolean {
  const narrowing = Object.entries(taken).filter(([facet, extent]) => {
    const before = where[facet];
    return before === undefined || !contains(extent, before);
  });
  return narrowing.length > 1 || Object.entries(taken).some(([facet, extent]) => !canTake(where[facet], extent, facet, knowledge));
}

/** 60岁以上(不含60岁以下) takes nothing, which is plain; 60—69岁(不含80岁以上) speaks of what nobody meant. */
function canTake(before: Extent | undefined, taken: Extent, facet: string, knowledge: Knowledge): boolean {
  if (less(before, taken, knowledge.facets.get(facet))) return true;
  return before !== undefined && meet(before, taken) === null && (taken.kind === 'members' || touch(before, taken));
}

/** Either of two conditions is one condition only when they differ in one facet; what one of them leaves out, its neighbour's head supplies. */
export function differInMoreThanOne(a: Where, b: Where): boolean {
  const onlyA = Object.keys(a).filter((facet) => !(facet in b));
  const onlyB = Object.keys(b).filter((facet) => !(facet in a));
  const differing = Object.keys(a).filter((facet) => {
    const [one, other] = [a[facet], b[facet]];
    return one && other && !sameExtent(one, other);
  });
  const alone = onlyA.length + onlyB.length;
  return (onlyA.length > 0 && onlyB.length > 0) || differing.length > 1 || (alone > 0 && differing.some((facet) => a[facet]?.kind === 'interval'));
}

/** 0—3岁、7—12岁, 60岁以上、80岁以上: bands side by side that are not one; (60岁以上,18岁以下): bands that have nothing in common. */
function leaveGaps({ conjuncts }: Phrase, says: readonly (Where | null)[]): boolean {
  let known: Where = {};
  return conjuncts.some(({ joint }, index) => {
    const own = says[index] ?? {};
    const before = known;
    known = join(known, own);
    return joint === 'unclear' ? Object.entries(own).some(([facet, extent]) => !isBandBeside(before[facet], extent)) : haveGap(before, own);
  });
}

function isBandBeside(before: Extent | undefined, extent: Extent): boolean {
  return before?.kind !== 'interval' || areOneBand(before, extent);
}

function haveGap(a: Where, b: Where): boolean {
  return Object.entries(b).some(([facet, extent]) => {
    const before = a[facet];
    return before?.kind === 'interval' && meet(before, extent) === null && !touch(before, extent);
  });
}

/** 60岁以上(50—55岁): a band in brackets that is no part of the one before them. */
function outgrows(where: Where, bracketed: Where): boolean {
  return Object.entries(bracketed).some(([facet, extent]) => {
    const before = where[facet];
    return before?.kind === 'interval' && !contains(before, extent);
  });
}

/** 非老年人, 非党员: what is not so is told by one facet, and is itself one band or some members. */
function canNegate(word: Word, object: string, knowledge: Knowledge): boolean {
  const sense = word.senses.find((candidate) => candidate.object === object);
  return sense === undefined || complement(sense.where, knowledge) !== null;
}

/** 男女, 人不在村里居住的, 未参加城乡居民医保: words that stand together and exclude each other. */
export function contradicts(part: Conjunct, object: string): boolean {
  const extents = new Map<string, Extent>();
  const printed = part.intervals;
  const said = part.words.map((word) => word.senses.filter((sense) => sense.object === object));
  const isExcluded = ([facet, extent]: [string, Extent]): boolean => {
    const before = extents.get(facet);
    return before !== undefined && meet(before, extent) === null && !(extent.kind === 'interval' && printed.some((interval) => interval.facet === facet));
  };
  const isPlain = said.some(([only, ...others]) => {
    if (!only || others.length > 0) return false;
    const facets = Object.entries(only.where);
    const excluded = facets.some(isExcluded);
    for (const [facet, extent] of facets) extents.set(facet, extent);
    return excluded;
  });
  const areApart = printed.some(({ facet, extent }, index) => printed.slice(index + 1).some((other) => other.facet === facet && !meet(extent, other.extent)));
  return areApart || isPlain || said.some((senses) => excludesAll(senses, extents, isExcluded));
}

/** Does a word of several senses exclude its neighbours in every sense of which they speak? */
function excludesAll(senses: readonly Sense[], spoken: ReadonlyMap<string, Extent>, isExcluded: (said: [string, Extent]) => boolean): boolean {
  if (senses.length < 2) return false;
  const relevant = senses.map(({ where }) => Object.entries(where)).filter((facets) => facets.some(([facet]) => spoken.has(facet)));
  return relevant.length > 0 && relevant.every((facets) => facets.some(isExcluded));
}

/** Words that a phrase takes away or adds and that no lexicon knows: 退役军人(含家属) are more than 退役军人. */
export function unknownAdditions(phrase: Phrase, lexicon: Lexicon): string[] {
  const parts = [phrase, ...phrase.qualifiers];
  const bounds = parts.flatMap(({ conjuncts }) =>
    conjuncts.flatMap(({ intervals }) => intervals.flatMap(({ extent }) => (extent.kind === 'interval' ? [extent] : []))),
  );
  const isBound = (text: string, by: number): boolean =>
    /^\d+$/u.test(text) && bounds.some(({ from, to }) => from === Number(text) + by || to === Number(text) - by);
  const said = (sign: string, by: number, added: Phrase): string[] => unknownOf(added).flatMap((text) => (isBound(text, by) ? [] : [sign + text]));
  return parts.flatMap(({ includes, excludes }) => [
    ...(takesInKind(phrase, lexicon) ? [] : includes.flatMap((added) => said('+', 0, added))),
    ...excludes.flatMap((taken) => [...said('−', 1, taken), ...unfixed(taken)]),
  ]);
}

/**
 * 技能培训(含安全技能): what is taken in ends as the name begins, and is a kind of the same; so is 住宅小区(含安置小区), which ends as the name of things does.
 * 志愿者(含未注册) takes in others.
 */
export function takesInKind({ text, words }: Phrase, { grammar }: Lexicon): boolean {
  const inside = /\(([^()]{4,})\)$/u.exec(text)?.[1] ?? '';
  const isDenied = grammar.negation.some((word) => inside.includes(word));
  const namesThing = ({ senses }: Word): boolean => senses.some(({ head, object }) => head && object !== 'person' && object !== 'household');
  const isKind = (word: Word): boolean =>
    word.text.length > 3 && (inside.endsWith(word.text.slice(0, 2)) || (namesThing(word) && inside.endsWith(word.text.slice(-2))));
  return inside !== '' && !isDenied && words.some(isKind);
}

/** Those of them that it takes away. */
export function unknownExceptions(phrase: Phrase, lexicon: Lexicon): string[] {
  return unknownAdditions(phrase, lexicon).filter((text) => text.startsWith('−'));
}

/** 不含学生: words that name things but fix nothing by which they could be told from the rest. */
function unfixed(taken: Phrase): string[] {
  return fixes(taken) ? [] : taken.words.map(({ text }) => `−${text}`);
}
