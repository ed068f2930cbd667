// The labels of one blank → what kind of thing it is about, what is measured, and which things count: the reading of each label that
// agrees best with the others and with the unit.
import type { Where } from '../model/datapoint.ts';
import type { FieldReading, PathLabel } from '../model/reading.ts';
import { type Lexicon, type MeasureDef, normalise, type PeriodWord, type Unit, type Word } from './lexicon.ts';
import { isAmbiguous, meet, meetAll, type Phrase, phraseOf, topicsOf, unknownAdditions, unknownOf, whereOf, wordsOf } from './phrase.ts';

export type Axis = 'row' | 'column' | 'section' | 'title' | 'corner';

/** A label with its phrase and how near to the blank it stands. */
export interface Part {
  readonly label: PathLabel;
  readonly phrase: Phrase;
  readonly axis: Axis;
  /** own: nearest label on its axis · above: an outer one · around: section heading, title, corner. */
  readonly near: 'own' | 'above' | 'around';
}

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
  readonly doubtfulBound: string | null;
}

/** All labels of a field as phrases, outermost first. */
export function partsOf(field: FieldReading, lexicon: Lexicon): Part[] {
  const part = (label: PathLabel, axis: Axis, near: Part['near']): Part => ({
    label,
    axis,
    near,
    phrase: phraseOf(
      withAgeUnit(
        label.relation === 'breakdown' ? label.text.replace(lexicon.grammar.breakdownHead, '') : label.text,
        axis === 'row' ? field.corner?.text : undefined,
        field,
        lexicon,
      ),
      lexicon,
    ),
  });
  const path = (labels: readonly PathLabel[], axis: Axis): Part[] => {
    const parts = labels.map((label) => part(label, axis, 'above'));
    const telling = parts.findLastIndex(({ phrase }) => wordsOf(phrase).length > 0 || phrase.conjuncts.some(({ intervals }) => intervals.length > 0));
    const nearest = telling < 0 ? parts.length - 1 : telling;
    return parts.map((made, index) => (index >= nearest ? { ...made, near: 'own' } : made));
  };
  return [...field.section.map((label) => part(label, 'section', 'around')), ...path(field.rowPath, 'row'), ...path(field.columnPath, 'column')];
}

/** "14—17" under the head 年龄 is an age. */
function withAgeUnit(text: string, corner: string | undefined, field: FieldReading, lexicon: Lexicon): string {
  const bare = normalise(text);
  const { bareAge, bareAgeFrom } = lexicon.grammar;
  if (!bareAge.test(bare) && !bareAgeFrom.test(bare)) return text;
  const isSize =
    /人数|面积|规模|户数|楼层/u.test(corner ?? '') || (!/[岁龄]/u.test(corner ?? '') && field.columnPath.some((label) => /面积段|规模/u.test(label.text)));
  return isSize ? text : bare.replace(/(\d)(?=$|及以上$|以上$|\+$)/u, '$1岁');
}

/** The unit of a blank: from its unit column, else the brackets of the nearest label, else the table's corner when it names just one. */
export function unitOf(field: FieldReading, parts: readonly Part[], tableUnit: string | null, lexicon: Lexicon): { unit: Unit | null; loose: readonly Unit[] } {
  const named = field.unit ? lexicon.units.get(normalise(field.unit.text)) : undefined;
  if (named) return { unit: named, loose: [] };
  const near = ['column', 'row'].flatMap((axis) => parts.filter((part) => part.axis === axis).slice(-1));
  const ending = near.map((part) => lexicon.grammar.unitEnding.exec(part.phrase.text)?.[1]).find((text) => text !== undefined);
  const own = inBrackets(near, lexicon) ?? (ending ? lexicon.units.get(ending) : undefined);
  if (own) return { unit: own, loose: [] };
  const measured = near.some((part) => wordsOf(part.phrase).some((word) => word.senses.some((sense) => sense.measure !== null)));
  const outer = measured
    ? undefined
    : (inBrackets(
        [...parts].reverse().filter((part) => part.near !== 'around'),
        lexicon,
      ) ?? inBrackets([...parts].reverse(), lexicon));
  if (outer) return { unit: outer, loose: [] };
  const loose = (tableUnit ?? '').split(/[、,，/]/u).flatMap((text) => lexicon.units.get(normalise(text)) ?? []);
  return { unit: null, loose };
}

function inBrackets(parts: readonly Part[], lexicon: Lexicon): Unit | undefined {
  return parts.map((part) => (part.phrase.unit === null ? undefined : lexicon.units.get(part.phrase.unit))).find((unit) => unit !== undefined);
}

export interface Surroundings {
  readonly lexicon: Lexicon;
  readonly title: Phrase | null;
  readonly corner: Phrase | null;
  readonly tableUnit: string | null;
  /** Class of things that most blanks of the table are about, once known. */
  readonly tableObject: string | null;
  /** Cells of labels that have a blank of their own. */
  readonly counted?: ReadonlySet<string>;
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
  return {
    measure: best.measure,
    where,
    parts,
    unit: unit ?? loose.find((candidate) => best.measure.units.includes(candidate.base)) ?? null,
    period: periodOf(parts, around.title),
    unknown: openWords(parts, best.measure, unit, around),
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
  const fit = unitFit(measure, unit, loose);
  if (fit === null) return null;
  let score = fit;
  let named = false;
  let spoken = 0;
  for (const { phrase, near } of parts)
    for (const part of allPhrases(phrase)) {
      const isQualifier = part !== phrase;
      for (const word of wordsOf(part)) {
        const value = wordScore(word, measure);
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
  if (measure.kind === 'value' && !named) return null;
  if (measure.kind === 'sum' && !named) {
    if (!unit || !isDecisive(measure, unit, around.lexicon)) return null;
    score -= 4;
  }
  if (spoken === 0 && fromAround === 0 && around.tableObject !== measure.object) return null;
  return score + fromAround + (around.tableObject === measure.object ? 3 : 0);
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
  return plain.some((sense) => Object.keys(sense.where).length > 0) ? 3 : plain.some((sense) => sense.head) ? 2.5 : 0.5;
}

function unitFit(measure: MeasureDef, unit: Unit | null, loose: readonly Unit[]): number | null {
  if (unit) return fits(measure, unit) ? 4 : measure.kind === 'value' && !isStrict(unit) ? -6 : null;
  if (loose.length > 0) return loose.some((candidate) => fits(measure, candidate)) ? 2 : -1;
  return measure.units.includes('文本') ? 0.5 : 0;
}

/** Units of people, money, area and books cannot be anything else. */
function isStrict(unit: Unit): boolean {
  return ['人', '元', '平方米', '册', '人次', '户'].includes(unit.base);
}

function fits(measure: MeasureDef, unit: Unit): boolean {
  return measure.units.includes(unit.base) || measure.units.includes(unit.text);
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
  const around = parts.flatMap(({ phrase }) => topicsOf(phrase, object));
  const topics = new Set(around.length > 0 || !title ? around : topicsOf(title, object));
  for (const { phrase, label, axis, near } of parts) {
    const says = whereOf(phrase, object, lexicon.knowledge, topics);
    if (!says) continue;
    for (const [facet, extent] of Object.entries(says)) {
      const before = where[facet];
      if (before && near === 'own' && axis !== seen.get(facet) && meet(before, extent) === null && seen.get(facet) !== 'section') conflict = label.text;
      if (near !== 'around') seen.set(facet, axis);
    }
    where = meetAll(where, says);
  }
  const dropped = new Set(
    parts.flatMap(({ phrase }) =>
      wordsOf(phrase).flatMap((word) => word.senses.flatMap((sense) => (sense.object === object && sense.drops !== null ? [sense.drops] : []))),
    ),
  );
  return { where: Object.fromEntries(Object.entries(where).filter(([facet]) => !dropped.has(facet))), conflict };
}

function periodOf(parts: readonly Part[], title: Phrase | null): PeriodWord | null {
  const words = parts
    .map(({ phrase }) => [phrase.period, ...phrase.qualifiers.map((qualifier) => qualifier.period)].find((period) => period !== null) ?? null)
    .filter((period) => period !== null);
  return words.includes('toDate') ? 'toDate' : (words.at(-1) ?? title?.period ?? null);
}

/** Words that no lexicon knows, and labels that can be read two ways: they are part of the identity. */
function openWords(parts: readonly Part[], measure: MeasureDef, unit: Unit | null, around: Surroundings): string[] {
  const { lexicon } = around;
  const own = parts.filter(({ near }) => near === 'own');
  const outer = parts.filter((part, index) => part.near !== 'own' && bearsOn(part, index, parts, measure.object, around));
  const restated = own.some(({ phrase }) => phrase.qualifiers.some((qualifier) => restates(qualifier, measure.object, lexicon)));
  const unknown = restated ? [] : own.flatMap(({ phrase }) => [...unknownOf(phrase), ...foreignWords(phrase, measure.object)]);
  const doubtful = [...own, ...outer].flatMap(({ phrase }) => (isAmbiguous(phrase, measure.object, lexicon.knowledge) ? [phrase.text] : []));
  const open = [...unknown, ...outer.flatMap(({ phrase }) => unknownOf(phrase)), ...(restated ? [] : own.flatMap(({ phrase }) => restrictions(phrase, lexicon))), ...[...own, ...outer].flatMap(({ phrase }) => unknownAdditions(phrase))];
  const all = [...open, ...doubtful, ...otherUnit(own, measure, unit, lexicon), ...otherPeriod(own, measure, lexicon)];
  return [...new Set(all.map((text) => text.replace(lexicon.grammar.footnoteMarks, '')).filter((text) => text !== ''))].sort();
}

/** Words of other classes of things than the blank is about. */
function foreignWords(phrase: Phrase, object: string): string[] {
  return wordsOf(phrase)
    .filter((word) => !word.senses.some((sense) => sense.object === object) && !isHeadOnly(word))
    .map((word) => word.text);
}

/**
 * Is an outer label with unknown words more than a heading? It is when it names a group itself (新增残疾人 › 男), when 其中 divides it
 * (传承人 › 其中:党员), when it is counted too, and when no label under it says what things are meant. Groups kept in a register are
 * nobody's parts.
 */
function bearsOn({ phrase, near, axis, label }: Part, index: number, parts: readonly Part[], object: string, { lexicon, counted }: Surroundings): boolean {
  if (isAmbiguous(phrase, object, lexicon.knowledge)) return true;
  if (unknownOf(phrase).length === 0 || label.relation === 'breakdown') return false;
  if (phrase.qualifiers.some((qualifier) => restates(qualifier, object, lexicon))) return false;
  const deeper = parts.slice(index + 1).filter((part) => part.axis === axis || (near === 'around' && part.near !== 'around'));
  const isDivided = deeper[0]?.label.relation === 'ofWhich' && deeper[0].axis === axis;
  const namesGroup = phrase.conjuncts.some((part) => part.unknown.length > 0 && part.words.some((word) => fixes(word, object)));
  const joinsTopics = near === 'around' && phrase.conjuncts.length > 1;
  if (isDivided || namesGroup || joinsTopics) return !joinsTopics || namesGroup;
  if (!deeper.some((part) => namesThings(part.phrase, object))) return true;
  return counted?.has(label.cell) === true && !deeper.some((part) => namesRegister(part.phrase, object, lexicon));
}

/** Does the word fix anything about things of the class? */
function fixes(word: Word, object: string): boolean {
  return word.senses.some((sense) => sense.object === object && Object.keys(sense.where).length > 0);
}

/** Does it say what things are meant, more than their sex and age? */
function namesThings(phrase: Phrase, object: string): boolean {
  return wordsOf(phrase).some((word) =>
    word.senses.some(
      (sense) => sense.object !== object || sense.head || sense.measure !== null || Object.keys(sense.where).some((facet) => facet !== 'person.sex'),
    ),
  );
}

function namesRegister(phrase: Phrase, object: string, lexicon: Lexicon): boolean {
  return wordsOf(phrase).some((word) =>
    word.senses.some((sense) => sense.object === object && Object.keys(sense.where).some((facet) => lexicon.knowledge.facets.get(facet)?.registered)),
  );
}

/** 人次 beside a unit 人: the label counts something else than the unit says. */
function otherUnit(own: readonly Part[], measure: MeasureDef, unit: Unit | null, lexicon: Lexicon): string[] {
  return own.flatMap(({ phrase }) => {
    const ending = lexicon.grammar.unitEnding.exec(phrase.text)?.[1];
    const named = ending === undefined ? undefined : lexicon.units.get(ending);
    return ending !== undefined && named && unit?.base !== named.base && !fits(measure, named) ? [ending] : [];
  });
}

/**
 * 本年签约, 累计签约: those who came to a state in the period are others than those who are in it at its end. Only who is on a register
 * this month (当月低保对象) is who is on it.
 */
function otherPeriod(own: readonly Part[], measure: MeasureDef, { knowledge, grammar }: Lexicon): string[] {
  if (measure.kind === 'value' || knowledge.objects.get(measure.object)?.kind === 'flow') return [];
  return own.flatMap(({ phrase }) => {
    const { period, periodText, text } = phrase;
    if (period === null || period === 'instant') return [];
    const facets = wordsOf(phrase).flatMap((word) => word.senses.flatMap((sense) => (sense.object === measure.object ? Object.keys(sense.where) : [])));
    const isState = period === 'flow' && !grammar.ofYear.test(periodText) && facets.every((facet) => knowledge.facets.get(facet)?.registered);
    return facets.length > 0 && !isState ? [text] : [];
  });
}

/** 供水户(实住户): brackets that name a population say what the words before them stand for. */
function restates(qualifier: Phrase, object: string, lexicon: Lexicon): boolean {
  const says = unknownOf(qualifier).length === 0 ? whereOf(qualifier, object, lexicon.knowledge) : null;
  return says !== null && Object.keys(says).some((facet) => lexicon.knowledge.facets.get(facet)?.expected);
}

/** Unknown words in brackets, but for references and numbers (详见附表, 1+2). */
function restrictions(phrase: Phrase, { grammar }: Lexicon): string[] {
  return phrase.qualifiers.flatMap((qualifier) => unknownOf(qualifier).filter((text) => !grammar.explanation.test(text)));
}

function isHeadOnly(word: Word): boolean {
  return word.senses.every((sense) => sense.measure === null && Object.keys(sense.where).length === 0);
}
