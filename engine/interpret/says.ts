// What a phrase says about things of one class.
import type { Extent, Where } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import { contains, isOfPopulation, join, less, meet, meetAll, meetOrUnion, narrow, sameExtent, widen, without } from './extents.ts';
import type { Lexicon, Word } from './lexicon.ts';
import { type Conjunct, type Phrase, wordsOf } from './phrase.ts';

/** Facets that decide between senses of one word (医疗保险 › 城乡居民). */
export type Topics = ReadonlySet<string>;

export const NO_TOPICS: Topics = new Set();

/** What the phrase says about things of a class, or null when it says nothing about them. */
export function whereOf(phrase: Phrase, object: string, knowledge: Knowledge, topics: Topics = NO_TOPICS): Where | null {
  const known = saidBy(phrase, knowledge);
  const key = topics.size === 0 ? object : `${object} ${[...topics].join(' ')}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = whereAnew(phrase, object, knowledge, topics.size === 0 ? namedTopics(phrase, object) : topics);
  known.set(key, made);
  return made;
}

/** 两种养老保险都没有参加: what the phrase itself names as its topic tells one sense of its words from another. */
function namedTopics(phrase: Phrase, object: string): Topics {
  const named = wordsOf(phrase).flatMap(({ senses }) => senses.flatMap((sense) => (sense.object === object && sense.topic !== null ? [sense.topic] : [])));
  return named.length === 0 ? NO_TOPICS : new Set(named);
}

/** What phrases were found to say: every blank asks it of its labels many times over. */
const said = new WeakMap<Knowledge, WeakMap<Phrase, Map<string, Where | null>>>();

function saidBy(phrase: Phrase, knowledge: Knowledge): Map<string, Where | null> {
  const phrases = said.get(knowledge) ?? new WeakMap<Phrase, Map<string, Where | null>>();
  const known = phrases.get(phrase) ?? new Map<string, Where | null>();
  said.set(knowledge, phrases);
  phrases.set(phrase, known);
  return known;
}

function whereAnew(phrase: Phrase, object: string, knowledge: Knowledge, topics: Topics): Where | null {
  const clauses = clausesOf(phrase).map((parts) =>
    together(
      parts.map((part) => conjunctWhere(part, object, knowledge, topics)),
      knowledge,
    ),
  );
  let where = together(clauses, knowledge);
  if (phrase.isTotal) where = listedIn(phrase.qualifiers, where, object, knowledge);
  for (const included of phrase.includes) where = widen(where, whereOf(included, object, knowledge, topics));
  for (const excluded of phrase.excludes) where = without(where, whereOf(excluded, object, knowledge, topics), knowledge);
  for (const qualifier of phrase.qualifiers) {
    for (const included of qualifier.includes) where = widen(where, whereOf(included, object, knowledge, topics));
    for (const excluded of qualifier.excludes) where = without(where, whereOf(excluded, object, knowledge, topics), knowledge);
  }
  return where;
}

/** Commas part clauses: what stands side by side in one of them (户口在村,以及户口不在村、住满半年的) holds together first. */
function clausesOf({ conjuncts }: Phrase): Conjunct[][] {
  return conjuncts.reduce<Conjunct[][]>((clauses, part) => {
    const last = clauses.at(-1);
    if (last && part.joint === 'unclear') last.push(part);
    else clauses.push([part]);
    return clauses;
  }, []);
}

function together(parts: readonly (Where | null)[], knowledge: Knowledge): Where | null {
  return parts.filter((where) => where !== null).reduce<Where | null>((left, right) => (left ? joined(left, right, knowledge) : right), null);
}

/** 户口不在本村、居住半年以上: populations that overlap are two conditions of one; so is whatever of which either would be everybody. */
function joined(left: Where, right: Where, knowledge: Knowledge): Where {
  const both = join(left, right);
  const met = Object.entries(both).flatMap(([facet, all]) => {
    const [one, other, definition] = [left[facet], right[facet], knowledge.facets.get(facet)];
    const common = one && other && definition?.kind === 'partition' ? meet(one, other) : null;
    const isEverybody = all.kind === 'members' && all.members.length === definition?.members.length;
    return common && (definition?.scope === true || isEverybody) ? [[facet, common] as const] : [];
  });
  return { ...both, ...Object.fromEntries(met) };
}

/** Facets of what labels take in or leave out: 单位(含非九小场所). */
export function asideFacets(parts: readonly { readonly phrase: Phrase }[], object: string, knowledge: Knowledge): string[] {
  const asides = parts.flatMap(({ phrase }) => [phrase, ...phrase.qualifiers].flatMap(({ includes, excludes }) => [...includes, ...excludes]));
  return asides.flatMap((aside) => Object.keys(whereOf(aside, object, knowledge) ?? {}));
}

/** Facets that the phrase is about without fixing their values. */
export function topicsOf(phrase: Phrase, object: string): readonly string[] {
  const known = topics.get(phrase) ?? new Map<string, readonly string[]>();
  topics.set(phrase, known);
  const made = known.get(object) ?? topicsAnew(phrase, object);
  known.set(object, made);
  return made;
}

const topics = new WeakMap<Phrase, Map<string, readonly string[]>>();

function topicsAnew(phrase: Phrase, object: string): string[] {
  return [phrase, ...phrase.qualifiers].flatMap(wordsOf).flatMap((word) => {
    const spoken = word.senses.filter((sense) => sense.object === object).map((sense) => (sense.topic !== null ? [sense.topic] : Object.keys(sense.where)));
    const facets = new Set(spoken.flat());
    return facets.size === 1 && spoken.every(({ length }) => length > 0) ? [...facets] : [];
  });
}

export function conjunctWhere(part: Conjunct, object: string, knowledge: Knowledge, topics: Topics): Where | null {
  let where: Where | null = null;
  for (const interval of part.intervals) {
    const facet = interval.facet === 'area' ? `${object}.area` : interval.facet;
    if (knowledge.facets.get(facet)?.object === object) where = meetAll(where ?? {}, { [facet]: interval.extent });
  }
  for (const word of part.words) {
    const sense = word.senses.find((candidate) => candidate.object === object);
    if (sense) where = meetAll(where ?? {}, withoutBands(senseFor(word, object, where ?? {}, topics), part));
  }
  for (const word of part.negated) {
    const sense = word.senses.find((candidate) => candidate.object === object);
    if (sense) where = meetAll(where ?? {}, complement(sense.where, knowledge) ?? {});
  }
  const qualified = inBrackets(part.qualifiers, object, knowledge, topics);
  if (qualified === null || explains(part.qualifiers, where, object, knowledge)) return where;
  return narrow(withoutExplained(where, qualified, part.qualifiers, object, knowledge), qualified);
}

/** 在村人口(户籍在住,外来半年以上): a population that the brackets put together from several, and more than the words before them mean, is what these mean here. */
function withoutExplained(where: Where | null, qualified: Where | null, qualifiers: readonly Phrase[], object: string, knowledge: Knowledge): Where | null {
  const pieces = qualifiers.flatMap((qualifier) => qualifier.conjuncts.map((part) => conjunctWhere(part, object, knowledge, NO_TOPICS) ?? {}));
  const isOneWord = qualifiers.length === 1 && qualifiers.every(({ words }) => words.length === 1 && words[0]?.isList === true);
  const isExplained = ([facet, own]: [string, Extent]): boolean => {
    const all = qualified?.[facet];
    const said = pieces.flatMap((piece) => piece[facet] ?? []);
    const areApart = said.every((extent, index) => said.slice(index + 1).every((other) => meet(extent, other) === null));
    const isWider = all !== undefined && contains(all, own) && !sameExtent(all, own);
    // 常住(户籍在村+外来半年以上): 户籍在村 is said of those who are 常住.
    const isCut = said.some((extent) => meet(own, extent) !== null && !contains(own, extent));
    return isOfPopulation(facet, knowledge) && isWider && (isOneWord || (said.length > 1 && areApart && !isCut));
  };
  const kept = Object.entries(where ?? {}).filter((entry) => !isExplained(entry));
  return kept.length === Object.keys(where ?? {}).length ? where : Object.fromEntries(kept);
}

/** 租赁住房合计(出租和群租): a list behind a total that holds what the words before it mean, and more, says what they mean here. */
function listedIn(qualifiers: readonly Phrase[], where: Where | null, object: string, knowledge: Knowledge): Where | null {
  return qualifiers.reduce((before, list) => {
    const wider = widerList(list, before, object, knowledge);
    return wider ? { ...before, ...wider } : before;
  }, where);
}

/** What a list in brackets says, where that is more than what the words before it mean: 失能老人(失能、半失能). */
export function widerList(list: Phrase, where: Where | null, object: string, knowledge: Knowledge): Where | null {
  const { conjuncts, words } = list;
  const isList = conjuncts.length > 1 ? conjuncts.slice(1).every(({ joint }) => joint === 'unclear') : words.length === 1 && words[0]?.isList === true;
  const listed = isList ? Object.entries(whereOf(withoutAsides(list), object, knowledge) ?? {}) : [];
  const isWider = ([facet, extent]: [string, Extent]): boolean => {
    const own = where?.[facet];
    return extent.kind === 'members' && own !== undefined && contains(extent, own) && !sameExtent(extent, own);
  };
  return listed.length === 1 && listed.every(isWider) ? Object.fromEntries(listed) : null;
}

/**
 * 常住(在此居住,外来满半年): brackets of which one piece holds for more than the population, and the others for parts of it, say how it is
 * counted, and narrow nothing. In 户籍(户口在本村,人不在村里) nothing holds for more, and in 常住(在此居住,户口在本村) a piece reaches beyond.
 */
function explains(qualifiers: readonly Phrase[], where: Where | null, object: string, knowledge: Knowledge): boolean {
  const pieces = qualifiers.map((qualifier) => {
    const says = Object.entries(whereOf(qualifier, object, knowledge) ?? {});
    const [facet, extent] = says.length === 1 ? (says[0] ?? []) : [];
    const population = facet === undefined ? undefined : where?.[facet];
    if (facet === undefined || !extent || !population || !knowledge.facets.get(facet)?.scope) return null;
    return { holdsForAll: contains(extent, population), isWithin: contains(population, extent) };
  });
  return pieces.length > 1 && pieces.every((piece) => piece?.holdsForAll || piece?.isWithin) && pieces.some((piece) => piece?.holdsForAll && !piece.isWithin);
}

/** 0—3岁婴幼儿: a printed band outranks the one that a word brings along. */
function withoutBands(where: Where, part: Conjunct): Where {
  return part.intervals.length === 0
    ? where
    : Object.fromEntries(
        Object.entries(where).filter(([facet, extent]) => extent.kind !== 'interval' || !part.intervals.some((interval) => interval.facet === facet)),
      );
}

/** Pieces in brackets hold together, unless they exclude each other: (户籍未外出的,以及外来半年以上的). */
export function inBrackets(qualifiers: readonly Phrase[], object: string, knowledge: Knowledge, topics: Topics): Where | null {
  const says = qualifiers.map((qualifier) => whereOf(withoutAsides(qualifier), object, knowledge, topics)).filter((where) => where !== null);
  return says.length === 0
    ? null
    : says.reduce((a, b) => ({
        ...a,
        ...Object.fromEntries(Object.entries(b).map(([facet, extent]) => [facet, facet in a ? meetOrUnion(a[facet] ?? extent, extent) : extent])),
      }));
}

/** (户籍人口,不含外出): what is taken in or left out, the whole phrase says. */
export function withoutAsides(phrase: Phrase): Phrase {
  return phrase.includes.length + phrase.excludes.length === 0 ? phrase : { ...phrase, includes: [], excludes: [] };
}

/** Among several senses for one class, the one whose facet the rest already speaks of; else the first. 已离退休居民 is nobody's kind of pension, whatever the title is about. */
function senseFor(word: Word, object: string, where: Where, topics: Topics): Where {
  const senses = word.senses.filter((candidate) => candidate.object === object);
  const isName = senses.some((sense) => sense.head && Object.keys(sense.where).length === 0);
  const fitting =
    senses.find((sense) => Object.keys(sense.where).some((facet) => facet in where)) ??
    (isName && Object.keys(where).length > 0 ? undefined : senses.find((sense) => Object.keys(sense.where).some((facet) => topics.has(facet))));
  return (fitting ?? senses[0])?.where ?? {};
}

/** Everything else, or null when no one condition says it: of nothing said, of two facets, of a band with two ends. */
export function complement(where: Where, knowledge: Knowledge): Where | null {
  const [[facet = '', extent] = [], ...others] = Object.entries(where);
  if (!extent || others.length > 0) return null;
  const rest = less(undefined, extent, knowledge.facets.get(facet));
  return rest ? { [facet]: rest } : null;
}

/** "性别=女, 年龄(周岁) 60—69" for people. */
export function titleOfWhere(where: Where, lexicon: Lexicon): string {
  return Object.entries(where)
    .map(([id, extent]) => {
      const facet = lexicon.knowledge.facets.get(id);
      const values =
        extent.kind === 'interval'
          ? `${extent.from ?? ''}—${extent.to ?? ''}`
          : extent.members.map((member) => facet?.members.find((other) => other.id === member)?.title ?? member).join('/');
      return `${facet?.title ?? id}=${values}`;
    })
    .join(', ');
}
