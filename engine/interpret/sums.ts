// Formulas and printed equations that add up other blanks say what their cell is.
import type { PlainPoint, SumPoint } from '../model/datapoint.ts';
import { type Draft, lastPart, lineOf, outerCells, sameRef, type Sheet } from './draft.ts';
import { type CellTerm, formulaMeaning } from './formula.ts';
import { nameOf, type PrintedRelation } from './equations.ts';
import { contains, isOfPopulation, isPlainFacet, meet, union } from './extents.ts';
import { normalise } from './lexicon.ts';
import { isRatio } from './rates.ts';
import { whereOf } from './says.ts';
import { areBandsOfSome, isPureTotal } from './totals.ts';

/** A formula that adds up understood blanks says what its cell is; so does a printed equation, for words no lexicon knows. */
export function addUp(sheet: Sheet): void {
  const waiting = new Map(
    sheet.drafts.flatMap((draft) => {
      const terms = termsOf(sheet, draft);
      return terms ? [[draft, terms] as const] : [];
    }),
  );
  for (let before = -1; waiting.size !== before;) {
    before = waiting.size;
    for (const [draft, terms] of waiting)
      if (!terms.some(({ cell }) => isWaiting(sheet, waiting, cell, draft)) && becomesSum(sheet, draft, terms)) waiting.delete(draft);
  }
}

function isWaiting(sheet: Sheet, waiting: ReadonlyMap<Draft, unknown>, cell: string, draft: Draft): boolean {
  const other = sheet.byCell.get(cell);
  return other !== undefined && other !== draft && waiting.has(other);
}

function becomesSum(sheet: Sheet, draft: Draft, terms: readonly CellTerm[]): boolean {
  const { formula } = draft.field;
  const isBare = formula !== null && isBareTotal(draft, sheet) && isMixture(terms, sheet);
  const sum = sumOf(sheet, terms) ?? (isBare || isOfItsParts(sheet, draft, terms) ? sumOf(sheet, terms, true) : null);
  const isNeither = formula !== null && (!areInOneUnit(sheet, terms) || (sum ? reachesBeyond(sum, draft, sheet) : isBare && terms.length > 1));
  if (isNeither) {
    draft.point = null;
    draft.doubts.push({ kind: 'formulaDisagrees', words: formula });
    return true;
  }
  if (!sum) return true;
  draft.point = sum;
  draft.evidence.push({ says: 'Σ', label: { text: formula ?? '', cell: draft.field.cell }, from: 'formula' });
  draft.doubts.splice(0, draft.doubts.length, ...draft.doubts.filter(({ kind }) => kind !== 'unknownWords' && kind !== 'conflictingLabels'));
  return true;
}

/** 合计 =SUM(低保, 特困, 走访 …) under a title on 残疾人和困难群众: none of its own labels says of what group it is, and what it adds up is all that is known. */
function isBareTotal(draft: Draft, { lexicon: { knowledge } }: Sheet): boolean {
  const isTotal = AXES.some((axis) => isPureTotal(lastPart(draft, axis)?.phrase ?? null));
  const own = Object.keys(draft.resolution?.where ?? {});
  return isTotal && own.every((facet) => isPlainFacet(facet, knowledge));
}

/** 低保, 持证残疾人 and 困境儿童: groups by more than one facet. */
function isMixture(terms: readonly CellTerm[], { byCell, lexicon: { knowledge } }: Sheet): boolean {
  const groups = terms.flatMap(({ cell }) => {
    const own = Object.keys(byCell.get(cell)?.resolution?.where ?? {}).filter((facet) => !isPlainFacet(facet, knowledge));
    return own.length > 0 ? [own] : [];
  });
  return groups.some((one) => groups.some((other) => one.every((facet) => !other.includes(facet))));
}

/** 少数民族合计 =B4+C4+D4 with 其他 that takes in 汉族: a total of more than its own label says is neither. Whom a name like 现住人口 counts, the formula knows better. */
function reachesBeyond(sum: SumPoint | PlainPoint, draft: Draft, { lexicon: { knowledge } }: Sheet): boolean {
  const object = draft.resolution?.measure.object ?? '';
  const own = draft.parts.filter(({ near, axis }) => near === 'own' && (axis === 'row' || axis === 'column'));
  const terms = sum.kind === 'sum' ? sum.terms.map(({ point }) => point) : [sum];
  return own.some(({ phrase }) =>
    Object.entries(whereOf(phrase, object, knowledge) ?? {}).some(
      ([facet, extent]) =>
        knowledge.facets.get(facet)?.kind === 'partition' &&
        knowledge.facets.get(facet)?.scope !== true &&
        terms.every((point) => point.object === object && point.where[facet] !== undefined) &&
        terms.some((point) => point.where[facet] !== undefined && !contains(extent, point.where[facet])),
    ),
  );
}

function termsOf(sheet: Sheet, draft: Draft): readonly CellTerm[] | null {
  const isAdded = (axis: Axis): boolean => {
    const terms = bracketTerms(sheet, draft, axis);
    return namedTerms(sheet, draft, axis) !== null || leavesOut(sheet, draft, axis, terms) || reachesOut(sheet, draft, terms);
  };
  const isTotal = AXES.some((axis) => isPureTotal(lastPart(draft, axis)?.phrase ?? null) && isAdded(axis));
  const needsHelp = isTotal || draft.point === null || (draft.point.kind === 'plain' && draft.point.open.length > 0) || isNarrowedByPrint(sheet, draft);
  return draft.field.formula !== null || (needsHelp && !isRatio(sheet, draft)) ? addedCells(sheet, draft) : null;
}

/** 在本社区居住的(4) with (4)=(2)+(3), 户籍在住 and 住满半年的: what is printed in numbers says more closely who lives there than the words do. */
function isNarrowedByPrint(sheet: Sheet, draft: Draft): boolean {
  const { knowledge } = sheet.lexicon;
  const own = Object.entries(draft.where).filter(([facet]) => isOfPopulation(facet, knowledge));
  if (draft.field.formula !== null || own.length === 0) return false;
  for (const relation of sheet.notes.relations) {
    const terms = relation.comparison === '=' && relation.left.length === 1 && relation.right.length > 1 ? relationTerms(sheet, draft, relation) : null;
    const wheres = terms?.map(({ cell }) => sheet.byCell.get(cell)?.where) ?? [];
    const isPart = ([facet, extent]: (typeof own)[number]): boolean => {
      const extents = wheres.flatMap((where) => where?.[facet] ?? []);
      const [first, ...others] = extents;
      if (!first || extents.length < wheres.length || !extents.every((part) => contains(extent, part))) return false;
      return !contains(
        others.reduce((a, b) => union(a, b), first),
        extent,
      );
    };
    if (wheres.length > 0 && own.some(isPart)) return true;
  }
  return false;
}

/** The blanks that a cell adds up, by its formula or by a printed equation; null when it is no sum. */
export function addedCells(sheet: Sheet, draft: Draft): readonly CellTerm[] | null {
  const formula = draft.field.formula ? formulaMeaning(draft.field.formula) : null;
  if (formula?.kind === 'sum') return formula.terms;
  if (draft.field.formula !== null) return null;
  for (const relation of sheet.notes.relations) {
    const terms = relation.comparison === '=' && relation.left.length === 1 ? relationTerms(sheet, draft, relation) : null;
    if (terms) return terms;
  }
  return namedTerms(sheet, draft, 'row') ?? namedTerms(sheet, draft, 'column') ?? bracketTerms(sheet, draft, 'row') ?? bracketTerms(sheet, draft, 'column');
}

type Axis = 'row' | 'column';
const AXES: readonly Axis[] = ['row', 'column'];

/** 小计(一+二), 合计(01、02项), 总数(A至E): the blanks of its line whose numbers the label itself adds up, each of which stands once. */
function bracketTerms(sheet: Sheet, draft: Draft, axis: Axis): readonly CellTerm[] | null {
  const label = (axis === 'row' ? draft.field.rowPath : draft.field.columnPath).at(-1)?.text ?? '';
  const printed = /\(([^()]+)\)$/u.exec(normalise(label))?.[1];
  if (printed === undefined) return null;
  const peers = lineOf(sheet, draft, axis).filter((peer) => peer !== draft);
  const codeOf = ({ field }: Draft): string | null => (axis === 'row' ? field.rowCode : field.columnCode);
  const depthOf = ({ field }: Draft): number => (axis === 'row' ? field.rowPath : field.columnPath).length;
  const beside = peers.filter((peer) => depthOf(peer) === depthOf(draft));
  const refs =
    codesBetween(sheet.lexicon.grammar.refRange.exec(printed), beside.map(codeOf)) ??
    printed.split(/[+、,]/u).map((ref) => ref.replace(sheet.lexicon.grammar.refWords, ''));
  if (refs.length < 2) return null;
  const found = refs.map((ref) => peers.filter((peer) => sameRef(ref, codeOf(peer))).map(({ field }) => field.cell));
  return found.every(({ length }) => length === 1) ? found.flat().map((cell) => ({ sign: 1, cell })) : null;
}

/** The codes along a line from one to another: those of A至E. */
function codesBetween(ends: RegExpExecArray | null, codes: readonly (string | null)[]): string[] | null {
  const [first, last] = [ends?.[1], ends?.[2]].map((ref) => codes.findIndex((code) => sameRef(ref, code)));
  if (first === undefined || last === undefined || first < 0 || last <= first) return null;
  return codes.slice(first, last + 1).flatMap((code) => code ?? []);
}

/** 登记总数(A至E) with 户籍外出 among its parts is of more than the 实有人口 of its title. */
function reachesOut({ byCell }: Sheet, { where }: Draft, terms: readonly CellTerm[] | null): boolean {
  return (terms ?? []).some(({ cell }) =>
    Object.entries(byCell.get(cell)?.where ?? {}).some(([facet, extent]) => where[facet] !== undefined && meet(where[facet], extent) === null),
  );
}

/** 小计(1+2) before or behind a third numbered row that stands beside these is not the total of all. */
function leavesOut(sheet: Sheet, draft: Draft, axis: Axis, terms: readonly CellTerm[] | null): boolean {
  const added = new Set(terms?.map(({ cell }) => cell));
  const pathOf = ({ field }: Draft): readonly unknown[] => (axis === 'row' ? field.rowPath : field.columnPath);
  const depths = new Set(terms?.map(({ cell }) => pathOf(sheet.byCell.get(cell) ?? draft).length));
  const isNumbered = ({ field }: Draft): boolean => (axis === 'row' ? field.rowCode : field.columnCode) !== null;
  return (
    terms !== null &&
    lineOf(sheet, draft, axis).some((peer) => peer !== draft && isNumbered(peer) && depths.has(pathOf(peer).length) && !added.has(peer.field.cell))
  );
}

/** 在册合计=社区戒毒+社区康复: the blanks beside this one whose labels the equation names, each of which stands once, or once under the same outer labels (本月, 本年累计). */
function namedTerms(sheet: Sheet, draft: Draft, axis: Axis): readonly CellTerm[] | null {
  if (sheet.notes.named.length === 0) return null;
  const nameIn = (other: Draft): string => nameOf((axis === 'row' ? other.field.rowPath : other.field.columnPath).at(-1)?.text ?? '');
  const outer = outerCells(draft, axis).join();
  const nearest = (named: readonly Draft[]): readonly Draft[] => (named.length > 1 ? named.filter((peer) => outerCells(peer, axis).join() === outer) : named);
  const own = nameIn(draft);
  for (const { left, comparison, right } of sheet.notes.named) {
    if (comparison !== '=' || left.length !== 1 || left[0]?.ref !== own || right.length < 2) continue;
    const peers = lineOf(sheet, draft, axis);
    const found = right.map(({ ref, sign }) => ({ sign, cells: nearest(peers.filter((peer) => nameIn(peer) === ref)).map(({ field }) => field.cell) }));
    if (found.every(({ cells }) => cells.length === 1)) return found.flatMap(({ sign, cells }) => cells.map((cell) => ({ sign, cell })));
  }
  return null;
}

/** The blanks that a printed equation adds up in the line of its total; null where the blank is not that total, or one of them is not there. */
export function relationTerms(sheet: Sheet, draft: Draft, relation: PrintedRelation): readonly CellTerm[] | null {
  for (const axis of AXES) {
    const code = axis === 'row' ? draft.field.rowCode : draft.field.columnCode;
    if (!sameRef(relation.left[0]?.ref, code) || (relation.axis ?? axis) !== axis) continue;
    const peers = lineOf(sheet, draft, axis);
    const found = relation.right.map(({ ref, sign }) => ({
      sign,
      cell: peers.find((peer) => sameRef(ref, axis === 'row' ? peer.field.rowCode : peer.field.columnCode))?.field.cell,
    }));
    if (found.every((term): term is CellTerm => term.cell !== undefined)) return found;
  }
  return null;
}

/** A bare 合计 of bands (小学段(6—11周岁)), or of values of one facet (留守儿童, 孤儿), with words that nobody understands is their sum, and not everyone, unless they leave nobody out. */
function isOfItsParts(sheet: Sheet, draft: Draft, terms: readonly CellTerm[]): boolean {
  const parts = terms.flatMap(({ cell }) => sheet.byCell.get(cell) ?? []);
  const axis: Axis = parts.every(({ field }) => field.column === draft.field.column) ? 'row' : 'column';
  const total = lastPart(draft, axis);
  if (total === undefined || !isPureTotal(total.phrase) || total.phrase.qualifiers.length > 0) return false;
  return areBandsOfSome(parts, axis, total, sheet.lexicon) || areValuesOfSome(parts, draft, sheet);
}

/** Do all parts say one facet, of which the total says nothing, and leave some of its values out? */
function areValuesOfSome(parts: readonly Draft[], { where }: Draft, { lexicon: { knowledge } }: Sheet): boolean {
  return Object.keys(parts[0]?.where ?? {}).some((facet) => {
    const extents = parts.flatMap((part) => part.where[facet] ?? []);
    if (facet in where || parts.length < 2 || extents.length < parts.length) return false;
    const said = new Set(extents.flatMap((extent) => (extent.kind === 'members' ? extent.members : [])));
    return knowledge.facets.get(facet)?.kind !== 'interval' && (knowledge.facets.get(facet)?.members ?? []).some(({ id }) => !said.has(id));
  });
}

/** Plain or summed blanks added up, in units that agree; null when they are too many, or one of them is not understood – unless the sum may be as `open` as they are. */
export function sumOf(sheet: Sheet, terms: readonly CellTerm[], open = false): SumPoint | PlainPoint | null {
  const parts = new Map<string, Summand>();
  for (const { cell, sign } of terms) {
    if (isStruckOut(sheet, cell)) continue;
    const point = sheet.byCell.get(cell)?.point;
    if (point?.kind === 'plain' && (open || point.open.length === 0)) add(parts, { coefficient: sign, point });
    else if (point?.kind === 'sum') for (const term of point.terms) add(parts, { ...term, coefficient: term.coefficient * sign });
    else return null;
    if (parts.size > MOST_TERMS) return null;
  }
  const sum = [...parts.values()].filter(({ coefficient }) => coefficient !== 0);
  const [first] = sum;
  if (!first || !areInOneUnit(sheet, terms) || sum.some(({ coefficient }) => Math.abs(coefficient) > LARGEST)) return null;
  if (sum.some(({ point }) => point.object !== first.point.object || point.period !== first.point.period)) return null;
  return sum.length === 1 && first.coefficient === 1 ? first.point : { kind: 'sum', terms: sum, period: first.point.period };
}

type Summand = SumPoint['terms'][number];

/** Cells that a form adds up are a few hundred at most; sums of sums beyond these are no longer followed. */
const MOST_TERMS = 5000;
const LARGEST = 1_000_000;

/** One term for each point, however often it is added. */
function add(parts: Map<string, Summand>, { coefficient, point }: Summand): void {
  const key = keyOf(point);
  parts.set(key, { coefficient: coefficient + (parts.get(key)?.coefficient ?? 0), point });
}

const keys = new WeakMap<PlainPoint, string>();

/** Equal for points that say the same in the same order; others are merged later, as functionals. */
function keyOf(point: PlainPoint): string {
  const known = keys.get(point) ?? JSON.stringify(point);
  keys.set(point, known);
  return known;
}

/** 元 and 万元: what the sheet adds up is then neither. */
function areInOneUnit({ byCell }: Sheet, terms: readonly CellTerm[]): boolean {
  return new Set(terms.flatMap(({ cell }) => byCell.get(cell)?.resolution?.unit?.factor ?? [])).size <= 1;
}

/** × and — in a summed cell: nothing is asked there, so it adds nothing. */
function isStruckOut({ byCell, input }: Sheet, cell: string): boolean {
  return !byCell.has(cell) && /^[\p{P}\p{S}\sxX]+$/u.test(input.texts.get(cell) ?? '');
}
