// Ratios: by their formula, else as the notes print them, else by their words (X占Y比例, 人均X, X率).
import type { PlainPoint, SumPoint, Where } from '../model/datapoint.ts';
import { compare, ONE, over, parseFraction, times, type Fraction as Rational } from '../model/fraction.ts';
import type { FieldReading } from '../model/reading.ts';
import { type Draft, lastPart, lineOf, sameRef, type Sheet } from './draft.ts';
import { isOfPopulation, isRegistered } from './extents.ts';
import { type CellTerm, formulaMeaning } from './formula.ts';
import { type Grammar, type Lexicon, normalise } from './lexicon.ts';
import type { PrintedRatio } from './equations.ts';
import { unitOf } from './parts.ts';
import { phraseOf, wordsOf } from './phrase.ts';
import { lendEventKind, plainPoint } from './points.ts';
import { layScope } from './populations.ts';
import { ratioLabel } from './rates.ts';
import { resolve } from './resolve.ts';
import { whereOf } from './says.ts';
import { sumOf } from './sums.ts';

/** By its formula, else as printed in the notes, else by its words (X占Y比例, 人均X, X率). */
export function readRatio(sheet: Sheet, draft: Draft): void {
  const found =
    ratioFromFormula(sheet, draft) ?? inItsUnit(sheet, draft, ratioFromNotes(sheet, draft) ?? byItsBasis(sheet, draft, ratioFromWords(sheet, draft)));
  draft.doubts.splice(0, draft.doubts.length, ...draft.doubts.filter(({ words }) => words === 'released'));
  if (found) {
    draft.point = { kind: 'ratio', ...found };
    return;
  }
  draft.doubts.push({ kind: 'ratioNotResolved', words: draft.parts.at(-1)?.label.text ?? '' });
  draft.point = null;
}

type Fraction = { numerator: PlainPoint | SumPoint; denominator: PlainPoint | SumPoint; factor: string; decimals: number };

/** 人/平方公里 of persons and m² is told times 1,000,000: how many of the base units each side of the unit's stroke holds. */
function inItsUnit({ lexicon }: Sheet, draft: Draft, ratio: Fraction | null): Fraction | null {
  const unit = unitOf(draft.field, draft.parts, null, lexicon).unit?.text ?? '';
  const [of, per] = unit.split('/').map((side) => parseFraction(lexicon.units.get(normalise(side))?.factor ?? ''));
  if (!ratio || !of || !per || compare(of, per) === 0) return ratio;
  return { ...ratio, factor: decimalOf(over(per, of)) };
}

function decimalOf({ numerator, denominator }: Rational): string {
  return String(Number((Number(numerator) / Number(denominator)).toPrecision(12)));
}

function ratioFromFormula(sheet: Sheet, draft: Draft): Fraction | null {
  const formula = draft.field.formula ? formulaMeaning(draft.field.formula) : null;
  if (formula?.kind !== 'ratio') return null;
  const numerator = sumOf(sheet, formula.numerator);
  const denominator = sumOf(sheet, formula.denominator);
  return numerator && denominator
    ? { numerator, denominator, factor: unitFactor(sheet, formula.factor, formula.numerator, formula.denominator), decimals: formula.decimals }
    : null;
}

/** A formula divides numbers in the form's units; the ratio is of base units. */
function unitFactor(sheet: Sheet, factor: string, numerator: readonly CellTerm[], denominator: readonly CellTerm[]): string {
  const scale = (terms: readonly CellTerm[]): Rational => parseFraction(sheet.byCell.get(terms[0]?.cell ?? '')?.resolution?.unit?.factor ?? '1') ?? ONE;
  return decimalOf(times(parseFraction(factor) ?? ONE, over(scale(denominator), scale(numerator))));
}

function ratioFromNotes(sheet: Sheet, draft: Draft): Fraction | null {
  for (const ratio of sheet.notes.ratios.filter(({ name }) => isNamed(sheet, draft, name))) {
    const named = operand(sheet, draft, ratio.numerator);
    const denominator = operand(sheet, draft, ratio.denominator);
    const isLoose = isOfColumn(sheet, draft, ratio.denominator) && !isOfColumn(sheet, draft, ratio.numerator);
    const numerator = named && isLoose ? narrowed(sheet, draft, named) : named;
    const factor = factorOf(sheet, draft, ratio);
    if (numerator && denominator && factor !== null) return { numerator, denominator, factor, decimals: 2 };
  }
  return null;
}

/** Is it a blank of the very column of the ratio? */
function isOfColumn(sheet: Sheet, draft: Draft, text: string): boolean {
  const cell = blankNamed(sheet, draft, text.replace(sheet.lexicon.grammar.refWords, ''));
  return cell !== null && sheet.byCell.get(cell)?.field.column === draft.field.column && draft.field.columnPath.length > 0;
}

/** 签约人数 beside a denominator in the column 65岁及以上 are those of that column, though no blank bears that name. */
function narrowed({ lexicon }: Sheet, { parts }: Draft, point: PlainPoint | SumPoint): PlainPoint | SumPoint {
  if (point.kind !== 'plain') return point;
  const ofColumn = parts
    .filter(({ axis }) => axis === 'column')
    .reduce<Where>((where, { phrase }) => ({ ...where, ...whereOf(phrase, point.object, lexicon.knowledge) }), {});
  return { ...point, where: { ...ofColumn, ...point.where } };
}

/** Divided by what a note says that such ratios are computed by. */
function byItsBasis(sheet: Sheet, draft: Draft, ratio: Fraction | null): Fraction | null {
  const basis = ratio && sheet.notes.bases.find(({ name }) => isNamed(sheet, draft, name));
  const denominator = basis ? operand(sheet, draft, basis.denominator) : null;
  return ratio && denominator ? { ...ratio, denominator } : ratio;
}

function isNamed({ lexicon }: Sheet, { naming, field }: Draft, name: string): boolean {
  const plain = name.replace(lexicon.grammar.refWords, '');
  const isIn = (text: string): boolean =>
    text.includes(name) || text.replace(/\(.*\)/gu, '') === name || (name.length > 2 && text.replace(/\(.*?\)/gu, '').endsWith(name));
  return [...naming.own, ...naming.texts].some(isIn) || sameRef(plain, field.rowCode) || sameRef(plain, field.columnCode);
}

function factorOf(sheet: Sheet, draft: Draft, ratio: PrintedRatio): string | null {
  if (ratio.factor !== '1') return ratio.factor;
  return unitTexts(draft).some((unit) => unit === '%' || unit === '％' || unit === '‰') ? partsOfWhole(sheet, draft) : '1';
}

/** A plus between summands; between a number and words it belongs to an age: 65+签约. */
const SUMMANDS = /(?<!^\d{1,3})[+＋]|[+＋](?=\d)/u;

/** "5", "城乡居民+城镇职工" or "应参保人数" of a printed ratio: blanks of this row or column, else words in this row's context. */
function operand(sheet: Sheet, draft: Draft, text: string): PlainPoint | SumPoint | null {
  const parts = text
    .replace(/\(([^()]*)\)/gu, (whole, inside: string) => (sheet.lexicon.units.has(inside) ? '' : whole))
    .replace(/[()]/gu, '')
    .split(SUMMANDS);
  const cells = parts.map((part) => blankNamed(sheet, draft, part.replace(sheet.lexicon.grammar.refWords, '')));
  if (cells.every((cell) => cell !== null))
    return sumOf(
      sheet,
      cells.map((cell) => ({ sign: 1, cell })),
    );
  return parts.length === 1 ? pointOfWords(sheet, draft, parts[0] ?? '') : null;
}

function blankNamed(sheet: Sheet, draft: Draft, name: string): string | null {
  const ref = sheet.lexicon.grammar.refLabel.exec(name)?.[1] ?? name.replace(sheet.lexicon.grammar.refWords, '');
  const inColumn = lineOf(sheet, draft, 'row').filter((other) => other.field.table === draft.field.table);
  const inRow = lineOf(sheet, draft, 'column').filter((other) => other.field.table === draft.field.table);
  if (/^[\d()①-⑳A-Za-z.]+$/u.test(ref)) {
    return (
      (
        inColumn.find((other) => sameRef(ref, other.field.rowCode)) ??
        inRow.find((other) => sameRef(ref, other.field.columnCode)) ??
        sheet.drafts.find((other) => sameRef(ref, other.field.rowCode))
      )?.field.cell ?? null
    );
  }
  const bare = (text: string): string =>
    normalise(text)
      .replace(/\(.*?\)/gu, '')
      .replace(sheet.lexicon.grammar.countEnding, '')
      .replace(sheet.lexicon.grammar.periodStart, '');
  /** 已建工会 › 单位(个) is 已建工会单位, as 单位(个) › 已建工会 is, and 全部单位 › 单位(个) is 全部单位. */
  const namesOf = ({ field }: Draft, axis: 'row' | 'column'): string[] => {
    const [leaf, outer] = (axis === 'row' ? field.rowPath : field.columnPath).toReversed().map(({ text }) => bare(text));
    return leaf && outer ? [outer + leaf, leaf + outer, ...(outer.endsWith(leaf) ? [outer] : [])] : [];
  };
  const named = (others: readonly Draft[], axis: 'row' | 'column'): Draft | undefined =>
    others.find((other) => bare(lastPart(other, axis)?.label.text ?? '') === bare(ref)) ??
    others.find((other) => namesOf(other, axis).includes(bare(ref))) ??
    others.find((other) => bare(ref).length >= 2 && bare(lastPart(other, axis)?.label.text ?? '').endsWith(bare(ref)) && !saysMore(sheet, other, axis, ref));
  const pairs = sheet.drafts.filter((other) => other !== draft && other.field.columnPath.length === 0);
  return (named(inRow, 'column') ?? named(inColumn, 'row') ?? named(pairs, 'row') ?? namedTwice(sheet, name))?.field.cell ?? null;
}

/** 大专学历的女性 ends in 女性, and is not 女性: where a name says whom it means, a label that says more is another's. */
function saysMore({ lexicon }: Sheet, other: Draft, axis: 'row' | 'column', name: string): boolean {
  const object = other.resolution?.measure.object ?? '';
  const facets = (text: string): string[] => Object.keys(whereOf(phraseOf(text, lexicon), object, lexicon.knowledge) ?? {});
  const named = facets(name);
  return named.length > 0 && facets(lastPart(other, axis)?.label.text ?? '').some((facet) => !named.includes(facet));
}

/** 合计户数 is the row 合计 under the head 户数. */
function namedTwice(sheet: Sheet, name: string): Draft | undefined {
  const plain = withoutBrackets(name);
  return sheet.drafts.find((other) => {
    const [row, column] = (['row', 'column'] as const).map((axis) => withoutBrackets(lastPart(other, axis)?.label.text ?? ''));
    return row && column && (row + column === plain || column + row === plain);
  });
}

function withoutBrackets(text: string): string {
  return normalise(text).replace(/\(.*?\)/gu, '');
}

/** Words alone as a data point, within what the blank's own outer labels and the notes say. */
function pointOfWords(sheet: Sheet, draft: Draft, text: string): PlainPoint | null {
  const words = text.replace(sheet.lexicon.grammar.periodOrEndStart, '');
  const field: FieldReading = {
    ...draft.field,
    section: [],
    rowPath: [{ text: words, cell: draft.field.cell, relation: 'below' }],
    columnPath: [],
    unit: null,
    formula: null,
  };
  const resolution = resolve(field, { lexicon: sheet.lexicon, title: null, corner: null, tableUnit: null, tableObject: null });
  if (!resolution || resolution.unknown.length > 0) return null;
  const other: Draft = { ...draft, field, parts: resolution.parts, resolution, where: resolution.where, point: null, evidence: [], doubts: [] };
  layScope(sheet, other);
  if (Object.keys(other.where).length === 0 && resolution.measure.kind === 'count') return null;
  return plainPoint(sheet, other);
}

function ratioFromWords(sheet: Sheet, draft: Draft): Fraction | null {
  const { grammar } = sheet.lexicon;
  const label = ratioLabel(draft, sheet.lexicon) ?? normalise(draft.parts.at(-1)?.label.text ?? '');
  const text = label.replace(/\((?:%|％|[^()]*\/[^()]*)\)/gu, '');
  const share = grammar.ratioOf.exec(text) ?? grammar.ratioInBrackets.exec(text);
  if (share?.[1] && share[2]) return withinWhole(sheet, fraction(sheet, draft, share[1], share[2], partsOfWhole(sheet, draft)));
  const each = grammar.perPerson.exec(text)?.[1];
  if (each) return fraction(sheet, draft, each, grammar.everyone, '1');
  const perHousehold = grammar.perHousehold.exec(text)?.[1];
  if (perHousehold) return householdFraction(sheet, draft, perHousehold);
  const [, many, words] = grammar.perMany.exec(text) ?? [];
  if (many && words) return perManyFraction(sheet, draft, words, grammar.many[many] ?? '1');
  return grammar.rateOfItsOwn.test(text) ? null : rateOf(sheet, draft, grammar.rate.exec(text)?.[1] ?? '');
}

/** Into how many parts the whole is divided: 100, unless the unit or the label says ‰ or 万分比; null where they say two things, or none that is known. */
function partsOfWhole({ lexicon }: Sheet, draft: Draft): string | null {
  const signs = unitTexts(draft).flatMap((unit) => PARTS_OF_WHOLE[unit ?? ''] ?? []);
  const labels = draft.parts.map(({ label }) => normalise(label.text));
  const words = labels.flatMap((text) => [...text.matchAll(lexicon.grammar.partsOfWhole)]).map(([said, many]) => lexicon.grammar.many[many ?? said] ?? null);
  const said = new Set([...signs, ...words]);
  const [only] = said;
  return said.size === 0 ? '100' : said.size === 1 ? (only ?? null) : null;
}

const PARTS_OF_WHOLE: Readonly<Record<string, string>> = { '%': '100', '％': '100', '‰': '1000' };

function unitTexts(draft: Draft): (string | null)[] {
  return [draft.field.unit?.text ?? null, ...draft.parts.map(({ phrase }) => phrase.unit)];
}

/** 女性占常住人口的比重: whose population the part is of, where it does not say it and keeps no register, the whole says. */
function withinWhole({ lexicon }: Sheet, share: Fraction | null): Fraction | null {
  if (share?.numerator.kind !== 'plain' || share.denominator.kind !== 'plain' || share.numerator.object !== share.denominator.object) return share;
  const { where } = share.numerator;
  if (isRegistered(where, lexicon.knowledge)) return share;
  const populations = Object.entries(share.denominator.where).filter(([facet]) => !(facet in where) && isOfPopulation(facet, lexicon.knowledge));
  return { ...share, numerator: { ...share.numerator, where: { ...where, ...Object.fromEntries(populations) } } };
}

function fraction(sheet: Sheet, draft: Draft, numeratorWords: string, denominatorWords: string, factor: string | null): Fraction | null {
  if (factor === null) return null;
  const numerator = operand(sheet, draft, numeratorWords);
  const denominator = operand(sheet, draft, denominatorWords);
  return numerator && denominator ? { numerator, denominator, factor, decimals: 2 } : null;
}

/** 每万常住人口健身场地: the longest words that say of whom, and what of they have. */
function perManyFraction(sheet: Sheet, draft: Draft, words: string, factor: string): Fraction | null {
  const { owning } = sheet.lexicon.grammar;
  for (let at = words.length - 1; at > 0; at--) {
    const denominator = pointOfWords(sheet, draft, words.slice(0, at));
    const numerator = denominator?.measure.kind === 'count' ? pointOfWords(sheet, draft, words.slice(at).replace(owning, '')) : null;
    if (denominator && numerator) return { numerator, denominator, factor, decimals: 2 };
  }
  return null;
}

/** 平均每户人口: persons and households of one population. */
function householdFraction(sheet: Sheet, draft: Draft, words: string): Fraction | null {
  const scope = draft.parts
    .flatMap(({ phrase }) => Object.entries(whereOf(phrase, 'person', sheet.lexicon.knowledge) ?? {}))
    .find(([facet]) => facet === 'person.residence')?.[1];
  if (!scope || !sheet.lexicon.grammar.peopleWord.test(words)) return fraction(sheet, draft, words, sheet.lexicon.grammar.everyHousehold, '1');
  const point = (object: string): PlainPoint => ({
    kind: 'plain',
    object,
    measure: { kind: 'count' },
    where: { [`${object}.residence`]: scope },
    open: [],
    period: 'instant',
  });
  return { numerator: point('person'), denominator: point('household'), factor: '1', decimals: 2 };
}

/** X率: those of the row's population that are X, out of the row's population. */
function rateOf(sheet: Sheet, draft: Draft, words: string): Fraction | null {
  const field: FieldReading = {
    ...draft.field,
    unit: null,
    formula: null,
    rowPath: draft.field.rowPath.map((label) => ({ ...label, text: stripRate(label.text, words, sheet.lexicon.grammar) })),
    columnPath: draft.field.columnPath.map((label) => ({ ...label, text: stripRate(label.text, words, sheet.lexicon.grammar) })),
  };
  const resolution = resolve(field, { lexicon: sheet.lexicon, title: sheet.title, corner: null, tableUnit: null, tableObject: null });
  if (!resolution || resolution.unknown.length > 0) return null;
  const other: Draft = { ...draft, field, parts: resolution.parts, resolution, where: resolution.where, point: null, evidence: [], doubts: [] };
  layScope(sheet, other);
  lendEventKind(sheet, other);
  const numerator = plainPoint(sheet, other);
  const factor = partsOfWhole(sheet, draft);
  const rated = lastStatement(words, resolution.measure.object, sheet.lexicon);
  if (!numerator || factor === null || Object.keys(rated).length === 0) return null;
  const keep = Object.entries(numerator.where).filter(([facet]) => !(facet in rated) || facet === 'event.kind');
  const population = Object.fromEntries(keep.filter(([facet]) => facet !== 'event.kind' || numerator.object === 'event'));
  return { numerator, denominator: { ...numerator, where: population }, factor, decimals: 2 };
}

/** Of 小场所合格 what is rated is the last word: 合格. */
function lastStatement(words: string, object: string, lexicon: Lexicon): Where {
  const phrase = phraseOf(words, lexicon);
  const senses = wordsOf(phrase).flatMap((word) => word.senses.find((sense) => sense.object === object && Object.keys(sense.where).length > 0) ?? []);
  return senses.at(-1)?.where ?? whereOf(phrase, object, lexicon.knowledge) ?? {};
}

function stripRate(text: string, words: string, { rateWord }: Grammar): string {
  const plain = normalise(text);
  const at = plain.slice(plain.indexOf(words) + words.length).search(rateWord);
  return plain.includes(words) && (words === '' ? at >= 0 : at === 0) ? plain.replace(rateWord, '') : text;
}
