// A label as a phrase: its words grouped by conjunctions, with what it includes and excludes; and what the phrase says about
// things of one object class.
import type { Extent, Where } from '../model/datapoint.ts';
import type { Facet, Knowledge } from '../model/knowledge.ts';
import type { Lexicon, PeriodWord, Word } from './lexicon.ts';
import { normalise } from './lexicon.ts';
import { segment, type Token } from './segment.ts';

export interface Interval {
  readonly facet: string;
  readonly extent: Extent;
  readonly text: string;
}

/** Words that hold together; conjuncts of a phrase stand side by side (失能、半失能). */
export interface Conjunct {
  /** How it is joined to the one before: 且 and commas narrow; 、和及或 may mean either or both. */
  readonly joint: 'both' | 'unclear';
  readonly words: readonly Word[];
  readonly intervals: readonly Interval[];
  /** Words preceded by 非, 未, 无. */
  readonly negated: readonly Word[];
  readonly unknown: readonly string[];
  /** What stands in brackets behind these words. */
  readonly qualifiers: readonly Phrase[];
}

export interface Phrase {
  readonly text: string;
  readonly conjuncts: readonly Conjunct[];
  /** All words of its conjuncts. */
  readonly words: readonly Word[];
  readonly includes: readonly Phrase[];
  readonly excludes: readonly Phrase[];
  /** All qualifiers of its conjuncts. */
  readonly qualifiers: readonly Phrase[];
  /** Unit in brackets, as printed, or null. */
  readonly unit: string | null;
  readonly period: PeriodWord | null;
  /** The word that says the period, '' when none does. */
  readonly periodText: string;
  readonly isTotal: boolean;
  readonly releases: boolean;
  readonly doubtfulBound: boolean;
}

/** Parses a label. Phrases are kept, since the same words recur on many forms; only those with words that a form defines are its own. */
export function phraseOf(text: string, lexicon: Lexicon): Phrase {
  const { base, defined } = lexicon;
  const known = cacheOf(lexicon);
  const found = known.get(text);
  if (found) return found;
  const made = base && defined && !mentions(normalise(text), defined) ? phraseOf(text, base) : parse(text, lexicon);
  known.set(text, made);
  return made;
}

function mentions(text: string, defined: ReadonlyMap<string, Word>): boolean {
  for (const word of defined.keys()) if (text.includes(word)) return true;
  return false;
}

const caches = new WeakMap<Lexicon, Map<string, Phrase>>();

function cacheOf(lexicon: Lexicon): Map<string, Phrase> {
  const known = caches.get(lexicon);
  if (known) return known;
  const made = new Map<string, Phrase>();
  caches.set(lexicon, made);
  return made;
}

/** The lexicon's own word for what all phrases of release say. */
const RELEASED = '不分户籍';

function parse(raw: string, lexicon: Lexicon): Phrase {
  const text = normalise(raw)
    .replace(lexicon.grammar.footnoteMarks, '')
    .replace(/_/g, '')
    .replace(lexicon.grammar.release, RELEASED)
    .replace(lexicon.grammar.alsoCounted, '');
  const { rest, unit } = unitInBrackets(text, lexicon);
  const tokens = segment(rest, lexicon);
  return build(rest, tokens, unit);
}

/** "(人)" or "(万元,全年)": the unit in the last brackets that hold one, and the label without it. */
function unitInBrackets(text: string, lexicon: Lexicon): { rest: string; unit: string | null } {
  for (const found of [...text.matchAll(/\(([^()]+)\)/gu)].reverse()) {
    const inside = found[1] ?? '';
    const parts = inside.split(/[,、;]/u);
    const unit = parts.find((part) => lexicon.units.has(part.replace(/^(?:单位|计量单位)[:]?/u, '')));
    if (unit === undefined) continue;
    const others = parts.filter((part) => part !== unit);
    const start = found.index;
    return {
      rest: text.slice(0, start) + (others.length > 0 ? `(${others.join(',')})` : '') + text.slice(start + found[0].length),
      unit: unit.replace(/^(?:单位|计量单位)[:]?/u, ''),
    };
  }
  return { rest: text, unit: null };
}

interface Building {
  conjuncts: { joint: Conjunct['joint']; words: Word[]; intervals: Interval[]; negated: Word[]; unknown: string[]; qualifiers: Phrase[] }[];
  includes: Phrase[];
  excludes: Phrase[];
  qualifiers: Phrase[];
  period: PeriodWord | null;
  periodText: string;
  isTotal: boolean;
  releases: boolean;
  doubtfulBound: boolean;
}

function build(text: string, tokens: readonly Token[], unit: string | null): Phrase {
  const made: Building = {
    conjuncts: [newConjunct()],
    includes: [],
    excludes: [],
    qualifiers: [],
    period: null,
    periodText: '',
    isTotal: false,
    releases: false,
    doubtfulBound: false,
  };
  let negate = false;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) continue;
    if (token.kind === 'open') {
      const end = closing(tokens, index);
      const inBrackets = qualifierOf(text, tokens.slice(index + 1, end));
      made.qualifiers.push(...inBrackets);
      made.conjuncts.at(-1)?.qualifiers.push(...inBrackets);
      index = end;
    } else if (token.kind === 'include' || token.kind === 'exclude') {
      const end = clauseEnd(tokens, index + 1);
      const inner = build(text, tokens.slice(index + 1, end), null);
      const before = made.conjuncts.at(-1);
      if (token.kind === 'exclude' && isEmptyPhrase(inner) && before && made.conjuncts.length === 1) {
        made.excludes.push({ ...inner, conjuncts: [before], words: [...before.words, ...before.negated] });
        made.conjuncts = [newConjunct()];
      } else if (token.kind === 'include') made.includes.push(inner);
      else made.excludes.push(inner);
      index = end - 1;
    } else {
      const current = made.conjuncts.at(-1) ?? newConjunct();
      if (token.kind === 'and') made.conjuncts.push(newConjunct(token.joint));
      else if (token.kind === 'not') negate = true;
      else if (token.kind === 'interval') {
        current.intervals.push(token);
        made.doubtfulBound ||= token.inclusiveDoubt;
      } else if (token.kind === 'unknown') current.unknown.push((negate ? '非' : '') + token.text);
      else if (token.kind === 'word') take(made, current, token.word, negate);
      if (token.kind !== 'not' && !(token.kind === 'word' && token.word.role === 'noise')) negate = false;
    }
  }
  const conjuncts = made.conjuncts.filter(
    (part, index) => index === 0 || part.words.length + part.intervals.length + part.negated.length + part.unknown.length > 0,
  );
  const kept = conjuncts.filter((part) => conjuncts.length === 1 || part.words.length + part.intervals.length + part.negated.length + part.unknown.length > 0);
  return { text, ...made, conjuncts: kept, words: kept.flatMap((part) => [...part.words, ...part.negated]), unit };
}

function newConjunct(joint: Conjunct['joint'] = 'both'): Building['conjuncts'][number] {
  return { joint, words: [], intervals: [], negated: [], unknown: [], qualifiers: [] };
}

function take(made: Building, current: Building['conjuncts'][number], word: Word, negate: boolean): void {
  switch (word.role) {
    case 'sense':
      if (negate && word.senses.every((sense) => Object.keys(sense.where).length === 0)) current.unknown.push(`非${word.text}`);
      else (negate ? current.negated : current.words).push(word);
      return;
    case 'open':
      current.unknown.push((negate ? '非' : '') + word.text);
      return;
    case 'total':
      made.isTotal = true;
      return;
    case 'release':
      made.releases = true;
      return;
    case 'period':
      if (stronger(made.period, word.period) !== made.period || made.periodText === '') made.periodText = word.text;
      made.period = stronger(made.period, word.period);
      return;
    case 'neutral':
      if (negate) current.unknown.push(`非${word.text}`);
      return;
    case 'noise':
      return;
  }
}

/** 本年累计 says more than 本年. */
function stronger(a: PeriodWord | null, b: PeriodWord | null): PeriodWord | null {
  return a === 'toDate' || b === null ? a : b;
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const kind = tokens[index]?.kind;
    if (kind === 'open') depth++;
    if (kind === 'close' && --depth === 0) return index;
  }
  return tokens.length;
}

/** 含 and 不含 reach to the next clause. */
function clauseEnd(tokens: readonly Token[], start: number): number {
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind === 'include' || token?.kind === 'exclude' || token?.kind === 'close') return index;
    if (token?.kind === 'and' && /[，,；;]/u.test(token.text)) return index;
  }
  return tokens.length;
}

/** What stands in brackets, cut at its commas: each piece qualifies by itself. */
function qualifierOf(text: string, tokens: readonly Token[]): Phrase[] {
  const pieces: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'and' && /[，,；;]/u.test(token.text)) pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  return pieces.filter((piece) => piece.length > 0).map((piece) => build(text, piece, null));
}

/** Has the phrase any word, interval or unknown of its own? */
export function isEmptyPhrase(phrase: Phrase): boolean {
  return phrase.conjuncts.every((part) => part.words.length + part.intervals.length + part.negated.length + part.unknown.length === 0);
}

/** All words of the phrase itself, brackets excluded. */
export function wordsOf(phrase: Phrase): readonly Word[] {
  return phrase.words;
}

/** Letters that no word explains, brackets excluded. */
export function unknownOf(phrase: Phrase): string[] {
  return phrase.conjuncts.flatMap((part) => part.unknown);
}

/** Facets that decide between senses of one word (医疗保险 › 城乡居民). */
export type Topics = ReadonlySet<string>;
const NO_TOPICS: Topics = new Set();

/** What the phrase says about things of a class, or null when it says nothing about them. */
export function whereOf(phrase: Phrase, object: string, knowledge: Knowledge, topics: Topics = NO_TOPICS): Where | null {
  const known = saidBy(phrase, knowledge);
  const key = topics.size === 0 ? object : `${object} ${[...topics].join(' ')}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = whereAnew(phrase, object, knowledge, topics);
  known.set(key, made);
  return made;
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
  const parts = phrase.conjuncts.map((part) => conjunctWhere(part, object, knowledge, topics)).filter((where) => where !== null);
  let where = parts.length === 0 ? null : parts.reduce((left, right) => join(left, right));
  for (const included of phrase.includes) where = widen(where, whereOf(included, object, knowledge, topics));
  for (const excluded of phrase.excludes) where = without(where, whereOf(excluded, object, knowledge, topics), knowledge);
  for (const qualifier of phrase.qualifiers) {
    for (const included of qualifier.includes) where = widen(where, whereOf(included, object, knowledge, topics));
    for (const excluded of qualifier.excludes) where = without(where, whereOf(excluded, object, knowledge, topics), knowledge);
  }
  return where;
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
  return wordsOf(phrase).flatMap((word) => {
    const facets = new Set(word.senses.flatMap((sense) => (sense.object !== object ? [] : sense.topic !== null ? [sense.topic] : Object.keys(sense.where))));
    return facets.size === 1 ? [...facets] : [];
  });
}

/**
 * Can the phrase be read two ways, or does it mean what no condition can say? Words side by side that speak of different facets (独居、空巢
 * 老年人) may mean either or both; words that stand together and exclude each other (男女) mean neither; 含 and 不含 may add or take away
 * what is not of one facet.
 */
export function isAmbiguous(phrase: Phrase, object: string, knowledge: Knowledge): boolean {
  const says = phrase.conjuncts.map((part) => conjunctWhere(part, object, knowledge, NO_TOPICS));
  const bracketed = phrase.qualifiers.map((qualifier) => whereOf(qualifier, object, knowledge)).filter((where) => where !== null);
  const where = says.filter((part) => part !== null).reduce<Where>((left, right) => join(left, right), {});
  const sides = [phrase, ...phrase.qualifiers];
  const of = (added: Phrase): Where => whereOf(added, object, knowledge) ?? {};
  return (
    phrase.conjuncts.some((part) => contradicts(part, object)) ||
    says.some((part, index) => phrase.conjuncts[index]?.joint === 'unclear' && isUnclear(says[index - 1] ?? null, part)) ||
    bracketed.some((one, index) => bracketed.slice(index + 1).some((other) => excludes(one, other) && differInMoreThanOne(one, other))) ||
    phrase.qualifiers.some((qualifier) => isAmbiguous(qualifier, object, knowledge)) ||
    sides.some(({ includes }) => includes.some((added) => addsAnother(where, of(added), knowledge))) ||
    sides.some(({ excludes: taken }) => taken.some((less) => takesAnother(where, of(less))))
  );
}

function isUnclear(before: Where | null, where: Where | null): boolean {
  return before !== null && where !== null && differInMoreThanOne(before, where);
}

function excludes(a: Where, b: Where): boolean {
  return Object.entries(a).some(([facet, extent]) => {
    const other = b[facet];
    return other !== undefined && meet(extent, other) === null;
  });
}

/** 老年人(含残疾人): neither of a facet already spoken of, nor a part of those meant (空巢老人(含独居)). */
function addsAnother(where: Where, added: Where, knowledge: Knowledge): boolean {
  const facets = Object.keys(added);
  if (facets.every((facet) => facet in where || isAbsence(added[facet]))) return false;
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

/** 含未办证, 含非九小场所: also those without. */
function isAbsence(extent: Extent | undefined): boolean {
  return extent?.kind === 'members' && extent.members.every((member) => member === 'no');
}

/** What is taken away must differ from what is meant in one facet only. */
function takesAnother(where: Where, taken: Where): boolean {
  const narrowing = Object.entries(taken).filter(([facet, extent]) => {
    const before = where[facet];
    return before === undefined || !contains(extent, before);
  });
  return narrowing.length > 1;
}

/** Either of two conditions is one condition only when they differ in one facet; what one of them leaves out, its neighbour's head supplies. */
function differInMoreThanOne(a: Where, b: Where): boolean {
  const onlyA = Object.keys(a).filter((facet) => !(facet in b));
  const onlyB = Object.keys(b).filter((facet) => !(facet in a));
  const differing = Object.keys(a).filter((facet) => {
    const [one, other] = [a[facet], b[facet]];
    return one && other && !(contains(one, other) && contains(other, one));
  });
  return (onlyA.length > 0 && onlyB.length > 0) || differing.length > 1;
}

function contradicts(part: Conjunct, object: string): boolean {
  const extents = new Map<string, Extent>();
  return part.words.some((word) => {
    const senses = word.senses.filter((sense) => sense.object === object);
    const [only] = senses;
    return senses.length === 1 && only !== undefined && Object.entries(only.where).some(([facet, extent]) => {
      const before = extents.get(facet);
      extents.set(facet, extent);
      return before !== undefined && extent.kind === 'members' && meet(before, extent) === null;
    });
  });
}

function conjunctWhere(part: Conjunct, object: string, knowledge: Knowledge, topics: Topics): Where | null {
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
    if (sense) where = meetAll(where ?? {}, complement(sense.where, knowledge));
  }
  return narrow(where, inBrackets(part.qualifiers, object, knowledge, topics));
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
function inBrackets(qualifiers: readonly Phrase[], object: string, knowledge: Knowledge, topics: Topics): Where | null {
  const says = qualifiers
    .filter((qualifier) => qualifier.excludes.length === 0 && qualifier.includes.length === 0)
    .map((qualifier) => whereOf(qualifier, object, knowledge, topics))
    .filter((where) => where !== null);
  return says.length === 0
    ? null
    : says.reduce((a, b) => ({
        ...a,
        ...Object.fromEntries(Object.entries(b).map(([facet, extent]) => [facet, facet in a ? meetOrUnion(a[facet] ?? extent, extent) : extent])),
      }));
}

function meetOrUnion(a: Extent, b: Extent): Extent {
  return meet(a, b) ?? union(a, b);
}

/** Among several senses for one class, the one whose facet the rest already speaks of; else the first. */
function senseFor(word: Word, object: string, where: Where, topics: Topics): Where {
  const senses = word.senses.filter((candidate) => candidate.object === object);
  const fitting =
    senses.find((sense) => Object.keys(sense.where).some((facet) => facet in where)) ??
    senses.find((sense) => Object.keys(sense.where).some((facet) => topics.has(facet)));
  return (fitting ?? senses[0])?.where ?? {};
}

function complement(where: Where, knowledge: Knowledge): Where {
  const result: Record<string, Extent> = {};
  for (const [facet, extent] of Object.entries(where)) {
    if (extent.kind === 'interval') continue;
    const definition = knowledge.facets.get(facet);
    const all = definition?.members.map(({ id }) => id) ?? [];
    result[facet] =
      definition?.kind === 'flag' ? { kind: 'members', members: ['no'] } : { kind: 'members', members: all.filter((id) => !extent.members.includes(id)) };
  }
  return result;
}

/** Both at once; where they exclude each other the later one holds. */
export function meetAll(a: Where, b: Where): Where {
  const result: Record<string, Extent> = { ...a };
  for (const [facet, extent] of Object.entries(b)) {
    const before = result[facet];
    result[facet] = before ? meetOr(before, extent) : extent;
  }
  return result;
}

function meetOr(a: Extent, b: Extent): Extent {
  const met = meet(a, b);
  return met ?? b;
}

/** The common part, or null when there is none. */
export function meet(a: Extent, b: Extent): Extent | null {
  if (a.kind === 'interval' && b.kind === 'interval') {
    const from = a.from === null ? b.from : b.from === null ? a.from : Math.max(a.from, b.from);
    const to = a.to === null ? b.to : b.to === null ? a.to : Math.min(a.to, b.to);
    return from !== null && to !== null && from > to ? null : { kind: 'interval', from, to };
  }
  if (a.kind === 'members' && b.kind === 'members') {
    const members = a.members.filter((member) => b.members.includes(member));
    return members.length === 0 ? null : { kind: 'members', members };
  }
  return null;
}

/** Conjuncts side by side: a facet both speak of is widened, unless one lies within the other, when the narrower holds. */
function join(a: Where, b: Where): Where {
  const result: Record<string, Extent> = { ...a };
  for (const [facet, extent] of Object.entries(b)) {
    const before = result[facet];
    result[facet] = !before
      ? extent
      : coversAll(before, extent)
        ? (meet(before, extent) ?? extent)
        : contains(before, extent)
          ? extent
          : contains(extent, before)
            ? before
            : union(before, extent);
  }
  return result;
}

/** 18岁及以上、60岁以下 are two bounds of one band. */
function coversAll(a: Extent, b: Extent): boolean {
  const both = a.kind === 'interval' && b.kind === 'interval' ? union(a, b) : null;
  return both?.kind === 'interval' && both.from === null && both.to === null;
}

export function contains(outer: Extent, inner: Extent): boolean {
  if (outer.kind === 'interval' && inner.kind === 'interval')
    return (outer.from === null || (inner.from !== null && inner.from >= outer.from)) && (outer.to === null || (inner.to !== null && inner.to <= outer.to));
  return outer.kind === 'members' && inner.kind === 'members' && inner.members.every((member) => outer.members.includes(member));
}

export function union(a: Extent, b: Extent): Extent {
  if (a.kind === 'interval' && b.kind === 'interval')
    return {
      kind: 'interval',
      from: a.from === null || b.from === null ? null : Math.min(a.from, b.from),
      to: a.to === null || b.to === null ? null : Math.max(a.to, b.to),
    };
  if (a.kind === 'members' && b.kind === 'members')
    return { kind: 'members', members: [...a.members, ...b.members.filter((member) => !a.members.includes(member))] };
  return b;
}

function narrow(where: Where | null, by: Where | null): Where | null {
  if (by === null || where === null) return by ?? where;
  return {
    ...where,
    ...Object.fromEntries(Object.entries(by).map(([facet, extent]) => [facet, facet in where ? meetOrUnion(where[facet] ?? extent, extent) : extent])),
  };
}

/** 含X widens only what is already spoken of. */
function widen(where: Where | null, by: Where | null): Where | null {
  if (where === null || by === null || Object.keys(by).some((facet) => !(facet in where))) return where;
  const result: Record<string, Extent> = { ...where };
  for (const [facet, extent] of Object.entries(by)) {
    const before = result[facet];
    if (before && before.kind === 'members' && !contains(before, extent)) result[facet] = union(before, extent);
  }
  return result;
}

/** 不含X takes away; of a facet not spoken of, everything else remains. */
function without(where: Where | null, by: Where | null, knowledge: Knowledge): Where | null {
  if (by === null) return where;
  const result: Record<string, Extent> = { ...where };
  for (const [facet, extent] of Object.entries(by)) {
    const left = less(result[facet], extent, knowledge.facets.get(facet));
    if (left) result[facet] = left;
  }
  return Object.keys(result).length === 0 && where === null ? null : result;
}

/** What an extent (null: all of the facet) leaves when another is taken from it; undefined when nothing or no single extent is left. */
function less(from: Extent | undefined, taken: Extent, facet: Facet | undefined): Extent | undefined {
  if (taken.kind === 'interval') return lessInterval(from, taken);
  if (facet?.kind === 'flag') return from ? undefined : { kind: 'members', members: [taken.members.includes('no') ? (facet.members[0]?.id ?? 'yes') : 'no'] };
  const all = from?.kind === 'members' ? from.members : (facet?.members.map(({ id }) => id) ?? []);
  const members = all.filter((member) => !taken.members.includes(member));
  return members.length > 0 && members.length < all.length ? { kind: 'members', members } : undefined;
}

/** 60岁以上(不含80岁以上): what is left must be one band. */
function lessInterval(from: Extent | undefined, { from: low, to: high }: Extract<Extent, { kind: 'interval' }>): Extent | undefined {
  const band = from?.kind === 'interval' ? from : { from: null, to: null };
  if (high === null && low !== null) return { kind: 'interval', from: band.from, to: low - 1 };
  if (low === null && high !== null) return { kind: 'interval', from: high + 1, to: band.to };
  return undefined;
}

/** Words that a phrase takes away or adds and that no lexicon knows: 退役军人(含家属) are more than 退役军人. */
export function unknownAdditions(phrase: Phrase): string[] {
  const parts = [phrase, ...phrase.qualifiers];
  const bounds = parts.flatMap(({ conjuncts }) => conjuncts.flatMap(({ intervals }) => intervals.flatMap(({ extent }) => (extent.kind === 'interval' ? [extent] : []))));
  const isBound = (text: string, by: number): boolean => /^\d+$/u.test(text) && bounds.some(({ from, to }) => from === Number(text) + by || to === Number(text) - by);
  const said = (sign: string, by: number, added: Phrase): string[] => unknownOf(added).flatMap((text) => (isBound(text, by) ? [] : [sign + text]));
  return parts.flatMap(({ includes, excludes }) => [...includes.flatMap((added) => said('+', 0, added)), ...excludes.flatMap((taken) => said('−', 1, taken))]);
}
