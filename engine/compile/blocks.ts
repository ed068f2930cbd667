// A section's questions as blocks: where two facets vary while all else is equal, a cross-tab; the rest one below the other.
import { facetName, measureName, objectName, sayExtent, saying, type Vocabulary } from '../interpret/index.ts';
import type { CrossTabBlock, FormBlock, FormQuestion } from '../model/annual.ts';
import type { PlainPoint } from '../model/datapoint.ts';
import { parseCellName } from '../model/sheet.ts';
import type { Language } from '../problem/index.ts';
import type { Asked } from './questions.ts';
import { type FormWords, worded } from './wording.ts';

const LEAST = { lines: 2, cells: 6, filled: 0.6 };
const MEASURE = '#measure';
/** All else than the other axis: columns such as 独居, 空巢, 失能, that are not values of one facet. */
const REST = '#rest';
const MOST_REST = 10;

/** What it takes to say things on the form. */
export interface Wording {
  readonly vocabulary: Vocabulary;
  readonly language: Language;
  readonly words: FormWords;
}

/** Lists first, then the cross-tabs that could be formed, the largest first. */
export function blocksOf(asked: readonly Asked[], wording: Wording): FormBlock[] {
  const tabs: CrossTabBlock[] = [];
  let rest = asked.filter(({ plain }) => plain !== null && plain.open.length === 0);
  const others = asked.filter((each) => !rest.includes(each));
  for (let best = bestTab(rest); best; best = bestTab(rest)) {
    const taken = new Set(best.cells.values());
    tabs.push(tabOf(best, wording));
    rest = rest.filter((each) => !taken.has(each));
  }
  return [...listsOf([...rest, ...others], wording), ...tabs];
}

// ---- lists ----------------------------------------------------------------------------------------------------------

/** Events stand under the name of their kind; everything else needs no heading. */
function listsOf(asked: readonly Asked[], wording: Wording): FormBlock[] {
  const groups = new Map<string, Asked[]>();
  for (const each of asked) {
    const heading = headingOf(each, wording);
    groups.set(heading, [...(groups.get(heading) ?? []), each]);
  }
  return [...groups].map(([heading, members]) => ({ kind: 'list', heading, questions: members.toSorted(byPlace).map(({ question }) => question) }));
}

function headingOf({ plain }: Asked, { vocabulary, language }: Wording): string {
  const kind = plain?.where['event.kind'];
  return kind ? sayExtent('event.kind', kind, vocabulary, language) : '';
}

/** As they follow one another on the form that asks them, form by form: who fills it in has those forms before the eyes. By code where no place is known. */
function byPlace(a: Asked, b: Asked): number {
  const [one, other] = [a.item.sources[0], b.item.sources[0]];
  const [here, there] = [parseCellName(one?.cell ?? ''), parseCellName(other?.cell ?? '')];
  return (
    byText(one?.requirement ?? '', other?.requirement ?? '') ||
    byText(one?.sheet ?? '', other?.sheet ?? '') ||
    (here?.row ?? 0) - (there?.row ?? 0) ||
    (here?.column ?? 0) - (there?.column ?? 0) ||
    byText(a.question.code, b.question.code)
  );
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// ---- cross-tabs -----------------------------------------------------------------------------------------------------

/** A table in the making: which two attributes vary, and the question at each (row, column). */
interface Tab {
  readonly axes: readonly [string, string];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: ReadonlyMap<string, Asked>;
}

/** The table with most questions in it, or null when none is worth drawing. */
function bestTab(asked: readonly Asked[]): Tab | null {
  const facets = [...new Set(asked.flatMap(({ plain }) => Object.keys(plain?.where ?? {})))].toSorted();
  const axes = [...facets, MEASURE];
  const pairs = axes.flatMap((a, index) => axes.slice(index + 1).map((b): [string, string] => [a, b]));
  const crossed = pairs.flatMap((pair) => tabsAlong(pair, asked));
  const tabs =
    crossed.length > 0
      ? crossed
      : facets.flatMap((facet) => tabsAlong([facet, REST], asked)).filter(({ columns, rows }) => Math.min(columns.length, rows.length) <= MOST_REST);
  return tabs.toSorted((a, b) => b.cells.size - a.cells.size || (a.axes.join() < b.axes.join() ? -1 : 1))[0] ?? null;
}

function tabsAlong(axes: [string, string], asked: readonly Asked[]): Tab[] {
  const groups = new Map<string, Asked[]>();
  for (const each of asked) {
    const key = restKey(each, axes);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()].filter(({ length }) => length >= LEAST.cells).flatMap((group) => tabFrom(axes, group) ?? []);
}

/** Everything but the two axes: equal for all cells of a table. */
function restKey({ plain, item }: Asked, axes: readonly string[]): string {
  if (!plain) return item.id;
  if (axes.includes(REST))
    return JSON.stringify([plain.object, measureKey(plain), plain.period, axes.every((axis) => axis === REST || axis in plain.where), plain.measure.kind]);
  const where = Object.entries(plain.where).filter(([facet]) => !axes.includes(facet));
  const measure = axes.includes(MEASURE) ? '' : measureKey(plain);
  return JSON.stringify([plain.object, measure, where.toSorted(([a], [b]) => (a < b ? -1 : 1)), plain.period, plain.open, plain.measure.kind === 'value']);
}

function measureKey({ measure }: PlainPoint): string {
  return measure.kind === 'count' ? 'count' : measure.of;
}

/** Drops the emptiest line, one after the other, until all are mostly filled; null when too little is left. */
function tabFrom(axes: readonly [string, string], asked: readonly Asked[]): Tab | null {
  const cells = new Map(asked.map((each) => [`${valueOn(axes[0], each, axes)}|${valueOn(axes[1], each, axes)}`, each]));
  let rows = [...new Set(asked.map((each) => valueOn(axes[0], each, axes)))];
  let columns = [...new Set(asked.map((each) => valueOn(axes[1], each, axes)))];
  const shareOf = (line: string, others: readonly string[], isRow: boolean): number =>
    others.filter((other) => cells.has(isRow ? `${line}|${other}` : `${other}|${line}`)).length / others.length;
  while (rows.length >= LEAST.lines && columns.length >= LEAST.lines) {
    const lines = [
      ...rows.map((line) => ({ line, isRow: true, share: shareOf(line, columns, true) })),
      ...columns.map((line) => ({ line, isRow: false, share: shareOf(line, rows, false) })),
    ];
    const emptiest = lines.reduce((least, each) => (each.share < least.share ? each : least));
    if (emptiest.share >= LEAST.filled) break;
    if (emptiest.isRow) rows = rows.filter((row) => row !== emptiest.line);
    else columns = columns.filter((column) => column !== emptiest.line);
  }
  const kept = new Map([...cells].filter(([key]) => rows.some((row) => columns.some((column) => key === `${row}|${column}`))));
  if (rows.length < LEAST.lines || columns.length < LEAST.lines || kept.size < LEAST.cells) return null;
  return columns.length > rows.length ? turned({ axes, rows, columns, cells: kept }) : { axes, rows, columns, cells: kept };
}

/** The longer side goes down the page. */
function turned({ axes: [a, b], rows, columns, cells }: Tab): Tab {
  const swapped = new Map([...cells].map(([key, each]) => [key.split('|').toReversed().join('|'), each]));
  return { axes: [b, a], rows: columns, columns: rows, cells: swapped };
}

/** The value of an attribute as text; '' where the facet is not restricted. */
function valueOn(axis: string, { plain }: Asked, axes: readonly string[]): string {
  if (!plain) return '';
  if (axis === REST) return JSON.stringify(Object.entries(plain.where).filter(([facet]) => !axes.includes(facet)));
  if (axis === MEASURE) return measureKey(plain);
  const extent = plain.where[axis];
  if (!extent) return '';
  return extent.kind === 'interval' ? `${extent.from ?? ''}..${extent.to ?? ''}` : extent.members.join(',');
}

function tabOf(tab: Tab, wording: Wording): CrossTabBlock {
  const [down, across] = tab.axes;
  const rows = linesOf(tab, down, tab.rows, wording);
  const columns = linesOf(tab, across, tab.columns, wording);
  const at = (row: string, column: string): FormQuestion | null => tab.cells.get(`${row}|${column}`)?.question ?? null;
  return {
    kind: 'crossTab',
    heading: commonHeading(tab, wording),
    rowHead: axisName(down, wording),
    rows: rows.map(({ label }) => label),
    columnHead: axisName(across, wording),
    columns: columns.map(({ label }) => label),
    cells: rows.map((row) => columns.map((column) => at(row.value, column.value))),
  };
}

function axisName(axis: string, { vocabulary, language, words }: Wording): string {
  if (axis === MEASURE || axis === REST) return words.measure;
  return facetName(axis, vocabulary, language).replace(/\(.*\)$/u, '');
}

interface Line {
  readonly value: string;
  readonly label: string;
  readonly rank: readonly number[];
}

/** Totals first, then ranges from below, then values in the order of the code list. */
function linesOf(tab: Tab, axis: string, values: readonly string[], wording: Wording): Line[] {
  const lines = values.flatMap((value): Line[] => {
    const plain = [...tab.cells.values()].find((each) => valueOn(axis, each, tab.axes) === value)?.plain;
    return plain ? [{ value, label: labelOn(axis, plain, tab, wording), rank: rankOn(axis, plain, wording) }] : [];
  });
  return lines.toSorted((a, b) => compareRanks(a.rank, b.rank) || (a.value < b.value ? -1 : 1));
}

function rankOn(axis: string, plain: PlainPoint, { vocabulary }: Wording): number[] {
  if (axis === MEASURE) return [plain.measure.kind === 'count' ? -1 : 0];
  if (axis === REST) return [Object.keys(plain.where).length];
  const extent = plain.where[axis];
  if (!extent) return [-1];
  if (extent.kind === 'interval') return [extent.from ?? 0, -(extent.to ?? 999)];
  const listed = vocabulary.lexicon.knowledge.facets.get(axis)?.members.map(({ id }) => id) ?? [];
  return [extent.members.length > 1 ? -1 : 0, listed.indexOf(extent.members[0] ?? '')];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? -1)).find((difference) => difference !== 0) ?? 0;
}

function labelOn(axis: string, plain: PlainPoint, tab: Tab, { vocabulary, language, words: { total, comma } }: Wording): string {
  if (axis === MEASURE) return measureName(plain.object, plain.measure, vocabulary, language);
  const extent = plain.where[axis];
  if (axis !== REST) return extent ? sayExtent(axis, extent, vocabulary, language) : total;
  const shared = sharedFacets(tab);
  const own = saying(plain, vocabulary, language).conditions.filter(({ facet }) => !tab.axes.includes(facet) && !shared.has(facet));
  return own.map(({ value }) => value).join(comma) || total;
}

/** Facets that are restricted in the same way in all cells. */
function sharedFacets({ cells }: Tab): Set<string> {
  const points = [...cells.values()].flatMap(({ plain }) => plain ?? []);
  const [first, ...rest] = points;
  const same = Object.entries(first?.where ?? {}).filter(([facet, extent]) =>
    rest.every(({ where }) => JSON.stringify(where[facet]) === JSON.stringify(extent)),
  );
  return new Set(same.map(([facet]) => facet));
}

/** The conditions that all cells share, else what varies, and what is measured. */
function commonHeading(tab: Tab, wording: Wording): string {
  const { vocabulary, language, words } = wording;
  const plain = [...tab.cells.values()][0]?.plain;
  if (!plain) return '';
  const common = sharedFacets(tab);
  const { conditions, measure } = saying(plain, vocabulary, language);
  const shared = conditions.filter(({ facet }) => common.has(facet) && !tab.axes.includes(facet)).map(({ value }) => value);
  const what = tab.axes.includes(MEASURE) ? objectName(plain.object, vocabulary, language) : measure;
  const facets = tab.axes.filter((axis) => axis !== MEASURE && axis !== REST).map((axis) => axisName(axis, wording));
  return [shared.length > 0 ? shared.join(words.comma) : worded(words.by, { axes: facets.join(words.comma) }), what].join(' · ');
}
