// A data point in words, for people to check: "女、60周岁及以上 · 人数 · 期末". In: a data point. Out: one line in the language asked for.
import type { DataPoint, Extent, Measure, PeriodType, PlainPoint, SumPoint, Where } from '../model/datapoint.ts';
import type { Facet } from '../model/knowledge.ts';
import type { Language } from '../problem/index.ts';
import type { Lexicon } from './lexicon.ts';
import { apartOf, openWords, type Apart } from './unstated.ts';

/** A lexicon turned round: from what is meant to the word that says it. Made once by `vocabularyOf`. */
export interface Vocabulary {
  readonly lexicon: Lexicon;
  /** "facet|extent" → the first word of the lexicon that means exactly this. */
  readonly names: ReadonlyMap<string, string>;
}

/** One plain data point, part by part, so that two can be shown side by side. */
export interface Saying {
  readonly object: string;
  readonly measure: string;
  /** One for each facet that is restricted: populations first, then in the order of the knowledge. */
  readonly conditions: readonly { readonly facet: string; readonly name: string; readonly value: string }[];
  /** Words that no lexicon knows. */
  readonly open: readonly string[];
  /** What else sets it apart from blanks of the same words. */
  readonly apart: readonly string[];
  readonly period: string;
}

/** Facet → members joined by "," → what people call them together. */
export type Names = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Turns a lexicon round: words that mean several values of one facet, the first listed winning; single values go by their own titles.
 * `preferred` names win over words.
 */
export function vocabularyOf(lexicon: Lexicon, preferred: Names = {}): Vocabulary {
  const names = new Map<string, string>();
  for (const [facet, extents] of Object.entries(preferred))
    for (const [members, name] of Object.entries(extents)) names.set(nameKey(facet, { kind: 'members', members: members.split(',') }), name);
  for (const { text, senses } of lexicon.words.values())
    for (const { where, measure } of senses) {
      const [only, ...more] = Object.entries(where);
      if (!only || more.length > 0 || measure !== null || (only[1].kind === 'members' && only[1].members.length < 2)) continue;
      const key = nameKey(only[0], only[1]);
      if (!names.has(key)) names.set(key, text);
    }
  return { lexicon, names };
}

/** The data point in one line. */
export function sayPoint(point: DataPoint, vocabulary: Vocabulary, language: Language): string {
  switch (point.kind) {
    case 'plain':
      return withPeriod(sayQuantity(point, vocabulary, language), point, vocabulary, language);
    case 'sum':
      return withPeriod(sayQuantity(point, vocabulary, language), point, vocabulary, language);
    case 'ratio': {
      const parts = [point.numerator, point.denominator].map((part) => bracketed(sayQuantity(part, vocabulary, language)));
      return parts.join(' ÷ ') + (point.factor === '1' ? '' : ` × ${point.factor}`);
    }
  }
}

/** What is counted or added up, without the period: "女、60周岁及以上 · 人数". */
export function sayQuantity(point: PlainPoint | SumPoint, vocabulary: Vocabulary, language: Language): string {
  if (point.kind === 'plain') return sayPlain(point, vocabulary, language);
  const whole = joined(point);
  if (whole) return sayPlain(whole, vocabulary, language);
  return point.terms.map(({ coefficient, point: term }, index) => signOf(coefficient, index === 0) + bracketed(sayPlain(term, vocabulary, language))).join(' ');
}

/** As few words as tell a blank from its neighbours: its conditions and its measure. For narrow cells. */
export function sayBriefly(point: DataPoint, vocabulary: Vocabulary, language: Language): string {
  if (point.kind === 'ratio') return [point.numerator, point.denominator].map((part) => sayBriefly(part, vocabulary, language)).join(' ÷ ');
  const plain = point.kind === 'sum' ? joined(point) : point;
  if (!plain) return sayQuantity(point, vocabulary, language);
  const { conditions, measure, open, apart } = saying(plain, vocabulary, language);
  return [...conditions.map(({ value }) => value), ...open, ...apart, measure].join(language === 'zh' ? ' ' : ', ');
}

/** A plain data point, part by part. */
export function saying(point: PlainPoint, vocabulary: Vocabulary, language: Language): Saying {
  return {
    object: objectName(point.object, vocabulary, language),
    measure: measureName(point.object, point.measure, vocabulary, language),
    conditions: conditionsOf(point.where, vocabulary, language),
    open: openWords(point),
    apart: apartOf(point).map((each) => sayApart(each, language)),
    period: isStanding(point) ? '' : periodName(point.period, language),
  };
}

/** "口径未注明", or the words of a blank that people ruled to be another than those it looks like. */
export function sayApart(apart: Apart, language: Language): string {
  if (apart.kind === 'notStated') return language === 'zh' ? '口径未注明' : 'population not stated';
  return language === 'zh' ? `认定为另一个数(${apart.words})` : `ruled to be another number (${apart.words})`;
}

/** The values that a facet is restricted to: "女", "60—69周岁", or the lexicon's own word for them (常住). */
export function sayExtent(facetId: string, extent: Extent, vocabulary: Vocabulary, language: Language): string {
  const facet = vocabulary.lexicon.knowledge.facets.get(facetId);
  const word = language === 'zh' ? vocabulary.names.get(nameKey(facetId, extent)) : undefined;
  if (extent.kind === 'interval') return sayInterval(extent.from, extent.to, facet, facetId, language);
  if (word !== undefined) return word;
  return sayMembers(extent.members, facet, facetId, language);
}

/** Parts that differ in one facet only and fit together without a gap are one plain point; null when they are not. */
export function joined({ terms, period }: SumPoint): PlainPoint | null {
  const [first, ...rest] = terms.map(({ point }) => point);
  if (!first || terms.some(({ coefficient }) => coefficient !== 1)) return null;
  return rest.reduce<PlainPoint | null>((whole, part) => whole && joinTwo(whole, part), { ...first, period });
}

function joinTwo(a: PlainPoint, b: PlainPoint): PlainPoint | null {
  const same = (x: unknown, y: unknown): boolean => JSON.stringify(x) === JSON.stringify(y);
  if (a.object !== b.object || !same(a.measure, b.measure) || !same(a.open, b.open)) return null;
  const facets = [...new Set([...Object.keys(a.where), ...Object.keys(b.where)])].filter((facet) => !same(a.where[facet], b.where[facet]));
  const [facet] = facets;
  const [left, right] = [a.where[facet ?? ''], b.where[facet ?? '']];
  if (facet === undefined || facets.length > 1 || !left || !right) return null;
  const extent = joinExtents(left, right);
  return extent ? { ...a, where: { ...a.where, [facet]: extent } } : null;
}

function joinExtents(a: Extent, b: Extent): Extent | null {
  if (a.kind === 'members' && b.kind === 'members')
    return a.members.some((member) => b.members.includes(member)) ? null : { kind: 'members', members: [...a.members, ...b.members] };
  if (a.kind !== 'interval' || b.kind !== 'interval') return null;
  if (a.to !== null && b.from === a.to + 1) return { kind: 'interval', from: a.from, to: b.to };
  return b.to !== null && a.from === b.to + 1 ? { kind: 'interval', from: b.from, to: a.to } : null;
}

function sayPlain(point: PlainPoint, vocabulary: Vocabulary, language: Language): string {
  const { conditions, measure, open, apart } = saying(point, vocabulary, language);
  const all = [...conditions.map(({ value }) => value), ...open.map((word) => `“${word}”`), ...apart];
  const separator = language === 'zh' ? '、' : ', ';
  return all.length === 0 ? measure : `${all.join(separator)} · ${measure}`;
}

function conditionsOf(where: Where, vocabulary: Vocabulary, language: Language): Saying['conditions'] {
  const { facets } = vocabulary.lexicon.knowledge;
  const order = [...facets.keys()];
  const rank = (id: string): number => (facets.get(id)?.scope === true ? -1 : order.indexOf(id));
  return Object.entries(where)
    .filter(([id, extent]) => !coversAll(extent, facets.get(id)))
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([facet, extent]) => ({ facet, name: facetName(facet, vocabulary, language), value: sayExtent(facet, extent, vocabulary, language) }));
}

/** All values of a code list that holds for everything: nothing is restricted. */
function coversAll(extent: Extent, facet: Facet | undefined): boolean {
  return extent.kind === 'members' && facet?.kind === 'partition' && facet.within === undefined && facet.members.every(({ id }) => extent.members.includes(id));
}

/** The name of a facet; English comes from its id. */
export function facetName(id: string, vocabulary: Vocabulary, language: Language): string {
  if (language === 'en') return plainId(id);
  return vocabulary.lexicon.knowledge.facets.get(id)?.title ?? id;
}

/** The name of an object class. */
export function objectName(id: string, vocabulary: Vocabulary, language: Language): string {
  if (id === 'unknown') return language === 'zh' ? '未识别' : 'not understood';
  return language === 'en' ? plainId(id) : (vocabulary.lexicon.knowledge.objects.get(id)?.title ?? id);
}

/** The name of a measure of an object class: 人数, 建筑面积 … */
export function measureName(object: string, measure: Measure, vocabulary: Vocabulary, language: Language): string {
  if (object === 'unknown') return language === 'zh' ? '数值' : 'value';
  if (language === 'en') return measure.kind === 'count' ? `number of ${pluralOf(plainId(object))}` : plainId(measure.of);
  const found = vocabulary.lexicon.measures.get(`${object}.${measure.kind === 'count' ? 'count' : measure.of}`);
  return found?.title ?? (measure.kind === 'count' ? '数量' : measure.of);
}

const PERIODS: Record<PeriodType, Record<Language, string>> = {
  instant: { zh: '期末', en: 'at the end of the period' },
  flow: { zh: '本期', en: 'in the period' },
  toDate: { zh: '本年累计', en: 'since 1 January' },
};

function periodName(period: PeriodType, language: Language): string {
  return PERIODS[period][language];
}

function withPeriod(text: string, point: PlainPoint | SumPoint, vocabulary: Vocabulary, language: Language): string {
  const isUnknown = point.kind === 'plain' && !vocabulary.lexicon.knowledge.objects.has(point.object);
  return isUnknown || (point.kind === 'plain' && isStanding(point)) ? text : `${text} · ${periodName(point.period, language)}`;
}

function isStanding(point: PlainPoint): boolean {
  return point.measure.kind === 'value';
}

function sayInterval(from: number | null, to: number | null, facet: Facet | undefined, facetId: string, language: Language): string {
  const [, title = facetId, unit = ''] = /^([^(]*)(?:\((.*)\))?$/.exec(facet?.title ?? facetId) ?? [];
  if (language === 'en') return `${plainId(facetId)} ${rangeOf(from, to)}`;
  const name = unit === '' ? title : '';
  if (from === null || to === null) return `${name}${from ?? to ?? ''}${unit}${from === null ? '及以下' : '及以上'}`;
  return from === to ? `${name}${from}${unit}` : `${name}${from}—${to}${unit}`;
}

function rangeOf(from: number | null, to: number | null): string {
  if (from === null) return `up to ${to ?? ''}`;
  if (to === null) return `${from} and over`;
  return from === to ? `${from}` : `${from} to ${to}`;
}

function sayMembers(members: readonly string[], facet: Facet | undefined, facetId: string, language: Language): string {
  const name = (id: string): string => memberName(id, facet, language);
  if (facet?.kind === 'flag') return flagName(members, facet, language);
  const missing = facet?.members.filter(({ id }) => !members.includes(id)) ?? [];
  const [only] = missing;
  if (only && missing.length === 1 && members.length > 2 && only.id === 'none')
    return language === 'zh' ? `有${facet?.title ?? facetId}` : `any ${plainId(facetId)}`;
  if (missing.length > 0 && missing.length <= 2 && members.length > 3)
    return exceptFor(
      missing.map(({ id }) => name(id)),
      facet,
      facetId,
      language,
    );
  const title = language === 'en' ? `${plainId(facetId)} ` : '';
  return title + (members.length > 0 ? members.map(name).join('/') : language === 'zh' ? '(无)' : '(none)');
}

function exceptFor(names: readonly string[], facet: Facet | undefined, facetId: string, language: Language): string {
  return language === 'zh' ? `${facet?.title ?? facetId}除${names.join('/')}外` : `${plainId(facetId)} other than ${names.join('/')}`;
}

function flagName(members: readonly string[], facet: Facet, language: Language): string {
  const yes = facet.members[0];
  const has = members.includes(yes?.id ?? 'yes');
  if (language === 'en') return (has ? '' : 'not ') + plainId(facet.id);
  return (has ? '' : '非') + (yes?.title ?? facet.title);
}

function memberName(id: string, facet: Facet | undefined, language: Language): string {
  return language === 'en' ? plainId(id) : (facet?.members.find((member) => member.id === id)?.title ?? id);
}

/** "person.leftBehind" → "left behind": the ids are English words. */
function plainId(id: string): string {
  return id
    .slice(id.indexOf('.') + 1)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

function pluralOf(noun: string): string {
  if (noun === 'person') return 'people';
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}${noun.endsWith('s') ? 'es' : 's'}`;
}

function signOf(coefficient: number, isFirst: boolean): string {
  const size = Math.abs(coefficient) === 1 ? '' : `${Math.abs(coefficient)} × `;
  if (isFirst) return (coefficient < 0 ? '− ' : '') + size;
  return (coefficient < 0 ? '− ' : '+ ') + size;
}

function bracketed(text: string): string {
  return text.includes('、') || text.includes(', ') ? `(${text})` : text;
}

function nameKey(facet: string, extent: Extent): string {
  return `${facet}|${extent.kind === 'interval' ? `${extent.from ?? ''}..${extent.to ?? ''}` : [...extent.members].sort().join(',')}`;
}
