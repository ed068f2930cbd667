// The labels of one blank → what kind of thing it is about, what is measured, and which things count: the reading of each label that
// agrees best with the others and with the unit.
import type { Extent, Where } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import type { FieldReading } from '../model/reading.ts';
import { contains, isOfPopulation, meet, meetAll } from './extents.ts';
import type { Lexicon, MeasureDef, PeriodWord, Sense, Unit, Word } from './lexicon.ts';
import { occasionsOf, openWords } from './open.ts';
import { type Axis, type Part, partsOf, unitOf, unknownUnit } from './parts.ts';
import { type Phrase, wordsOf } from './phrase.ts';
import { NO_TOPICS, topicsOf, whereOf } from './says.ts';
import { fits, type Surroundings } from './surroundings.ts';

export interface Resolution {
  readonly measure: MeasureDef;
  readonly where: Where;
  readonly parts: readonly Part[];
  readonly unit: Unit | null;
  readonly period: PeriodWord | null;
  readonly unknown: readonly string[];
  readonly score: number;
  /** Another class fits as well. */
  readonly ambiguous: boolean;
  readonly conflict: string | null;
  readonly released: boolean;
  /** What the labels take in by words that nobody knows, and what is told and changes nothing. */
  readonly occasions: readonly string[];
  readonly doubtfulBound: string | null;
}

/** The best reading of a field, or null when no class of things fits at all. */
export function resolve(field: FieldReading, around: Surroundings, parts: readonly Part[] = partsOf(field, around.lexicon)): Resolution | null {
  const { lexicon } = around;
  const { unit, loose } = unitOf(field, parts, around.tableUnit, lexicon);
  if (unit && lexicon.ratioUnits.has(unit.base)) return null;
  let best: { measure: MeasureDef; score: number } | null = null;
  let second: { measure: MeasureDef; score: number } | null = null;
  const about = objectsAround(parts, around);
  const named = measuresNamed(parts);
  for (const measure of lexicon.measures.values()) {
    if (!about.has(measure.object) && !about.has('area')) continue;
    if (!named.has(measure.id) && (measure.kind === 'value' || (measure.kind === 'sum' && !unit))) continue;
    const score = scoreOf(measure, parts, unit, loose, around);
    if (score === null) continue;
    if (!best || score > best.score) {
      second = best;
      best = { measure, score };
    } else if (!second || score > second.score) second = { measure, score };
  }
  if (!best || best.score <= 0) return null;
  const { where, conflict } = combined(parts, best.measure.object, around.title, lexicon);
  const occasions = occasionsOf(parts, best.measure, lexicon);
  return {
    measure: best.measure,
    where,
    parts,
    unit: unit ?? loose.find((candidate) => best.measure.units.includes(candidate.base)) ?? null,
    period: periodOf(parts, around.corner, around.title),
    occasions,
    unknown: [...openWords(parts, best.measure, unit, where, around, occasions), ...unknownUnit(field, lexicon)],
    score: best.score,
    ambiguous: second !== null && second.score >= best.score - 0.01,
    conflict,
    released: parts.some(({ phrase }) => phrase.releases || phrase.qualifiers.some((qualifier) => qualifier.releases)),
    doubtfulBound: parts.find(({ phrase }) => phrase.doubtfulBound)?.label.text ?? null,
  };
}

function measuresNamed(parts: readonly Part[]): Set<string> {
  const named = new Set<string>();
  for (const { phrase } of parts)
    for (const part of allPhrases(phrase)) for (const word of wordsOf(part)) for (const { measure } of word.senses) if (measure !== null) named.add(measure);
  return named;
}

/** Classes that any word around the blank can be about; "area" when a band of areas fits them all. */
function objectsAround(parts: readonly Part[], { title, corner, tableObject }: Surroundings): Set<string> {
  const objects = new Set<string>();
  if (tableObject !== null) objects.add(tableObject);
  for (const phrase of [...parts.flatMap((part) => allPhrases(part.phrase)), title, corner]) {
    for (const word of phrase?.words ?? []) for (const sense of word.senses) objects.add(sense.object);
    for (const { intervals } of phrase?.conjuncts ?? []) for (const { facet } of intervals) objects.add(facet.split('.')[0] ?? facet);
  }
  return objects;
}

const NEAR_WEIGHT = { own: 1, above: 0.6, around: 0.35 } as const;

const MISSING = { own: -5, above: -1, around: 0 } as const;

/** How well "this measure" agrees with every word around the blank; null when it cannot be. */
function scoreOf(measure: MeasureDef, parts: readonly Part[], unit: Unit | null, loose: readonly Unit[], around: Surroundings): number | null {
  const fit = unitFit(measure, unit, loose, around.lexicon);
  if (fit === null) return null;
  let score = fit;
  let named = false;
  let spoken = 0;
  for (const { phrase, near } of parts)
    for (const part of allPhrases(phrase)) {
      const isQualifier = part !== phrase;
      for (const word of tellingWords(part, measure.object)) {
        const value =
          near === 'own' && !isQualifier && measure.kind === 'count' && namesOnlyOthers(word, measure.object) ? NAMES_OTHERS : wordScore(word, measure);
        if (value === null && counts(word, measure, around)) continue;
        if (value === null) score += isQualifier ? MISSING[near] * 0.2 : MISSING[near];
        else {
          score += value * NEAR_WEIGHT[near] * (isQualifier ? 0.5 : 1);
          spoken++;
          named ||= word.senses.some((sense) => sense.measure === measure.id);
        }
      }
      for (const conjunct of part.conjuncts)
        for (const interval of conjunct.intervals) {
          const object = interval.facet === 'area' ? null : interval.facet.split('.')[0];
          if (object === null || object === measure.object) {
            score += 3 * NEAR_WEIGHT[near];
            spoken++;
          } else score += MISSING[near];
        }
    }
  const fromAround = Math.min(1.5, weakScore(around.title, 0.15, measure) + weakScore(around.corner, 0.25, measure));
  if (
    measure.id === 'event.people' &&
    unit?.base === '人' &&
    !parts.some(({ phrase }) => wordsOf(phrase).some((word) => word.senses.some((sense) => 'event.kind' in sense.where)))
  )
    score -= 6;
  if (around.lexicon.knowledge.objects.get(measure.object)?.kind === 'flow' && parts.some(isOfAnInstant)) score -= 3;
  if (parts.some((part, index) => dividesOthers(part, parts[index - 1], measure.object, around.lexicon.knowledge))) score -= 12;
  if (measure.kind === 'value' && !named) return null;
  if (measure.kind === 'sum' && !named) {
    if (!unit || !isDecisive(measure, unit, around.lexicon)) return null;
    score -= 4;
  }
  if (spoken === 0 && fromAround === 0 && around.tableObject !== measure.object) return null;
  const isOthers = unit === null && measure.kind === 'count' && parts.some((part) => endsInOthers(part, measure.object, around.lexicon));
  return score + fromAround + (isOthers ? -0.5 : around.tableObject === measure.object ? 3 : 0);
}

/** 低保人口 and 特困人员, words that households share, end in a name of people: that most blanks of a table count households says nothing of them. */
function endsInOthers({ phrase, near }: Part, object: string, { words }: Lexicon): boolean {
  const last = near === 'own' ? wordsOf(phrase).at(-1) : undefined;
  const others = new Set(last?.senses.flatMap((sense) => (sense.object === object ? [] : [sense.object])));
  if (!last || others.size === 0) return false;
  const ends = Array.from({ length: last.text.length - 1 }, (_, at) => words.get(last.text.slice(at + 1)));
  return ends.some((end) => {
    const names = end?.senses.filter(isName) ?? [];
    return names.some((name) => others.has(name.object)) && names.every((name) => name.object !== object);
  });
}

/** 离退休人员 › 其中:参加志愿服务 are people, whatever the words would count alone: what happens is no part of what is there. */
function dividesOthers({ label, axis }: Part, whole: Part | undefined, object: string, { objects }: Knowledge): boolean {
  if (label.relation !== 'ofWhich' || whole?.axis !== axis || objects.get(object)?.kind !== 'flow') return false;
  return wordsOf(whole.phrase).some(({ senses }) => senses.length > 0 && senses.every((sense) => sense.object !== object));
}

/** 注册志愿者(月末): what is there at the end of a month did not happen in it. */
function isOfAnInstant({ phrase, axis, near }: Part): boolean {
  return axis === 'row' && near === 'own' && allPhrases(phrase).some(({ period }) => period === 'instant');
}

/** Of several words that name measures the last is the head: 参与服务的志愿者 are volunteers, whatever 参与 and 服务 would count alone. */
function tellingWords(phrase: Phrase, object: string): readonly Word[] {
  const names = (word: Word): boolean => word.senses.some((sense) => sense.object === object && sense.measure !== null);
  const head = wordsOf(phrase).findLast(names);
  return wordsOf(phrase).filter((word) => word === head || !names(word));
}

/** A bare 户数 counts whatever is counted in 户: households, or businesses in a table about them. */
function counts(word: Word, measure: MeasureDef, { lexicon, tableObject }: Surroundings): boolean {
  return (
    measure.kind === 'count' &&
    measure.object === tableObject &&
    lexicon.grammar.countHead.test(word.text) &&
    measure.units.some((unit) => word.text.includes(unit))
  );
}

function weakScore(phrase: Phrase | null, weight: number, measure: MeasureDef): number {
  return phrase ? wordsOf(phrase).reduce((sum, word) => sum + Math.max(0, wordScore(word, measure) ?? 0) * weight, 0) : 0;
}

function allPhrases(phrase: Phrase): readonly Phrase[] {
  const known = withQualifiers.get(phrase) ?? [phrase, ...phrase.qualifiers];
  withQualifiers.set(phrase, known);
  return known;
}

const withQualifiers = new WeakMap<Phrase, readonly Phrase[]>();

/** 人口 beside 户数 names people, though households can be counted by it. */
function namesOnlyOthers({ senses }: Word, object: string): boolean {
  const names = senses.filter(isName);
  const isPlain = senses.some((sense) => sense.object === object && sense.measure === null && Object.keys(sense.where).length === 0);
  return isPlain && names.length > 0 && names.every((sense) => sense.object !== object);
}

/** 人口, 户: things of a class, whichever. */
function isName({ head, where }: Sense): boolean {
  return head && Object.keys(where).length === 0;
}

const NAMES_OTHERS = -2;

function wordScore(word: Word, measure: MeasureDef): number | null {
  const known = wordScores.get(word) ?? new Map<MeasureDef, number | null>();
  wordScores.set(word, known);
  const before = known.get(measure);
  if (before !== undefined) return before;
  const made = wordScoreAnew(word, measure);
  known.set(measure, made);
  return made;
}

const wordScores = new WeakMap<Word, Map<MeasureDef, number | null>>();

function wordScoreAnew(word: Word, measure: MeasureDef): number | null {
  const senses = word.senses.filter((sense) => sense.object === measure.object);
  if (senses.length === 0) return null;
  if (senses.some((sense) => sense.measure === measure.id)) return 6 + word.text.length * 0.01;
  const plain = senses.filter((sense) => sense.measure === null);
  if (plain.length === 0) return measure.kind === 'count' && senses.every((sense) => Object.keys(sense.where).length > 0) ? 1 : -4;
  const isName = plain.some((sense) => sense.head);
  return plain.some((sense) => Object.keys(sense.where).length > 0) ? (isName ? 3.1 : 3) : isName ? 2.5 : 0.5;
}

function unitFit(measure: MeasureDef, unit: Unit | null, loose: readonly Unit[], { grammar }: Lexicon): number | null {
  if (unit) return fits(measure, unit) ? 4 : measure.kind === 'value' && !isStrict(unit.base) && !measure.units.some(isStrict) ? -6 : null;
  if (loose.some((candidate) => fits(measure, candidate))) return 2;
  // 财政拨付(万元) over 网格 is no number of grids.
  if (loose.length > 0) return measure.kind === 'value' && loose.every(({ base }) => grammar.measured.includes(base)) ? null : -1;
  return measure.units.includes('文本') ? 0.5 : 0;
}

/** Units of people, money, area and books cannot be anything else. */
function isStrict(base: string): boolean {
  return ['人', '元', '平方米', '册', '人次', '户'].includes(base);
}

/** The unit leaves only this measure of the class. */
function isDecisive(measure: MeasureDef, unit: Unit, lexicon: Lexicon): boolean {
  const rivals = [...lexicon.measures.values()].filter((other) => other.object === measure.object && fits(other, unit));
  return rivals[0] === measure;
}

/** What all labels together say about things of the class; inner labels win where labels of one axis exclude each other. */
function combined(parts: readonly Part[], object: string, title: Phrase | null, lexicon: Lexicon): { where: Where; conflict: string | null } {
  let where: Where = {};
  let conflict: string | null = null;
  const seen = new Map<string, Axis>();
  const topicsAlong = (axis: Axis | null): ReadonlySet<string> =>
    new Set(parts.flatMap((part) => (axis === null || part.axis === axis ? topicsOf(part.divides ?? part.phrase, object) : [])));
  const alongAxis = new Map((['row', 'column'] as const).map((axis) => [axis, topicsAlong(axis)]));
  const around = [topicsAlong(null), new Set(title ? topicsOf(title, object) : [])];
  // 少数民族党员(不分户籍) under 常住人口: the row's words outrank the population that the head or heading lays over it.
  const isFreed = parts.some(({ phrase, axis }) => axis === 'row' && phrase.qualifiers.some(({ releases }) => releases));
  const isOutranked = ({ axis, near, label }: Part): boolean =>
    (isFreed && (axis === 'column' || axis === 'section')) || (near !== 'own' && axis === 'section' && isByDefault(label.text, parts, object, lexicon));
  for (const part of parts) {
    const { phrase, label, axis, near } = part;
    const own = axis === 'row' || axis === 'column' ? alongAxis.get(axis) : undefined;
    const said = whereOf(phrase, object, lexicon.knowledge, decidingTopics(phrase, object, own ? [own, ...around] : around));
    if (!said) continue;
    const says = isOutranked(part) ? withoutPopulation(said, lexicon.knowledge) : said;
    const widened = widenedBy(phrase, object, lexicon.knowledge);
    const kindAxis = seen.get(`${object}.kind`);
    for (const [facet, extent] of Object.entries(says)) {
      const before = where[facet];
      if (before && widened.has(facet) && contains(extent, before) && (seen.get(facet) ?? axis) === axis) where = { ...where, [facet]: extent };
      if (before && axis === seen.get(facet) && label.relation === 'below' && isLarger(extent, before)) where = { ...where, [facet]: extent };
      if (before && near === 'own' && axis !== seen.get(facet) && meet(before, extent) === null && seen.get(facet) !== 'section') conflict = label.text;
      if (near !== 'around') seen.set(facet, axis);
    }
    where = meetAll(where, label.relation === 'ofWhich' && kindAxis === axis ? withoutOtherKind(says, where, object, lexicon.knowledge) : says);
  }
  const dropped = droppedBy(parts, object, lexicon.knowledge);
  return { where: without(where, dropped, lexicon.knowledge), conflict };
}

/** 妇女(除另注明外按常住人口) over 女性人口(按户籍): the heading says whom rows count that do not say it themselves. */
function isByDefault(heading: string, parts: readonly Part[], object: string, { grammar, knowledge }: Lexicon): boolean {
  const states = ({ phrase, near }: Part): boolean =>
    near === 'own' && Object.keys(whereOf(phrase, object, knowledge) ?? {}).some((facet) => isOfPopulation(facet, knowledge));
  return grammar.byDefault.test(heading) && parts.some(states);
}

/** 0—6周岁 below 未满1周岁: printed from and to, and more than what stands over it, a band is none of its parts. */
function isLarger(band: Extent, over: Extent): boolean {
  if (band.kind !== 'interval' || over.kind !== 'interval' || band.from === null || band.to === null) return false;
  return over.to !== null && band.to > over.to && band.from === (over.from ?? 0);
}

function withoutPopulation(where: Where, knowledge: Knowledge): Where {
  return Object.fromEntries(Object.entries(where).filter(([facet]) => !isOfPopulation(facet, knowledge)));
}

/** 安全检查 › 其中:查出重大隐患 is a check and no search for dangers: a part of what happened is of its kind. */
function withoutOtherKind(says: Where, whole: Where, object: string, { objects }: Knowledge): Where {
  const facet = `${object}.kind`;
  const [own, before] = [says[facet], whole[facet]];
  if (objects.get(object)?.kind !== 'flow' || !own || !before || meet(own, before) !== null) return says;
  return Object.fromEntries(Object.entries(says).filter(([each]) => each !== facet));
}

/**
 * Facets of which a label says that they make no difference to it and what stands over it (残疾人总数(含未办证)); a label further in (其中:未办证), or the innermost one
 * of the other axis, still tells them apart; a head over several columns does not.
 */
export function droppedBy(parts: readonly Part[], object: string, knowledge: Knowledge): ReadonlySet<string> {
  const says = ({ phrase }: Part, facet: string): boolean => facet in (whereOf(phrase, object, knowledge) ?? {});
  const innermost = (along: Part['axis']): Part | undefined => parts.findLast(({ axis }) => axis === along);
  return new Set(
    parts.flatMap(({ phrase, axis }, index) => {
      const words = [phrase, ...phrase.qualifiers].flatMap(wordsOf);
      const dropped = words.flatMap(({ senses }) => senses.flatMap((sense) => (sense.object === object && sense.drops !== null ? [sense.drops] : [])));
      const tellsApart = (other: Part, at: number): boolean => at !== index && (other.axis === axis ? at > index : other === innermost(other.axis));
      return dropped.filter((facet) => !parts.some((other, at) => tellsApart(other, at) && says(other, facet)));
    }),
  );
}

/** What is left of a condition without those facets: who holds a certificate of disability is disabled. */
function without(where: Where, dropped: ReadonlySet<string>, { facets }: Knowledge): Where {
  const kept = Object.fromEntries(Object.entries(where).filter(([facet]) => !dropped.has(facet)));
  return [...dropped].reduce((known, facet) => (facet in where ? meetAll(facets.get(facet)?.within ?? {}, known) : known), kept);
}

/** The nearest topics that tell one sense of a word from another: 未参保 is said of 养老保险 by the head beside it, else by the title. */
function decidingTopics(phrase: Phrase, object: string, nearestFirst: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const rivals = [phrase, ...phrase.qualifiers].flatMap(wordsOf).flatMap(({ senses }) => {
    const own = senses.filter((sense) => sense.object === object);
    return own.length > 1 ? own.flatMap(({ where }) => Object.keys(where)) : [];
  });
  return nearestFirst.find((topics) => rivals.some((facet) => topics.has(facet))) ?? NO_TOPICS;
}

/** 出租房屋 › 出租合计(含群租): what an inner label says it takes in, the label over it does not take out again. */
function widenedBy(phrase: Phrase, object: string, knowledge: Knowledge): ReadonlySet<string> {
  const included = [phrase, ...phrase.qualifiers].flatMap(({ includes }) => includes);
  return new Set(included.flatMap((added) => Object.keys(whereOf(added, object, knowledge) ?? {})));
}

function periodOf(parts: readonly Part[], corner: Phrase | null, title: Phrase | null): PeriodWord | null {
  const said = ({ phrase }: Part): PeriodWord | null => [phrase, ...phrase.qualifiers].map(({ period }) => period).find((period) => period !== null) ?? null;
  // 本季环境整治 under 本季与本年工作, 反诈宣传(年初以来) under 季末数: a label's own words outrank the heading's.
  const own = parts.filter((part) => part.near === 'own' && said(part) !== null);
  const words = (own.length > 0 ? own : parts).flatMap((part) => said(part) ?? []);
  // 本年累计 over the labels of a table's right half holds for its blanks.
  return words.includes('toDate') ? 'toDate' : (words.at(-1) ?? corner?.period ?? title?.period ?? null);
}
