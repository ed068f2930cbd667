// The heads in force over a table: which words stand over a column, which columns hold values, and whether a row belongs under them.
import type { Grid, Slot } from './grid.ts';
import { type Outline, outline } from './hierarchy.ts';
import type { PathLabel } from '../model/reading.ts';
import { contextOf, isUnitText, printsUnit, type ReadingWords, withoutAside } from './words.ts';

/** What a head's last word says its column is for. */
export type ColumnRole = 'value' | 'code' | 'unit' | 'serial' | 'remark';

/** What the heads say of one column. */
export interface ColumnLabels {
  readonly path: readonly PathLabel[];
  readonly unit: Slot | null;
}

export interface Head {
  /** Rows of slots from top to bottom. */
  readonly rows: readonly (readonly Slot[])[];
  /** The numbers printed under the heads, by column. */
  readonly numbers: ReadonlyMap<number, string>;
  /** Those of them that are printed with a unit: 6(人). */
  readonly counted: ReadonlyMap<number, Slot>;
  readonly bottom: number;
  readonly table: number;
  /** The words over each column, outermost first, without repeats. */
  readonly over: ReadonlyMap<number, readonly Slot[]>;
  /** The innermost words, from left to right, each once. */
  readonly leaves: readonly Slot[];
  /** What each column is for, by its innermost word. */
  readonly roles: ReadonlyMap<number, ColumnRole>;
  /** The label path and unit of each column, once asked for. */
  readonly columns: Map<number, ColumnLabels>;
  /** Has it lines around its words? */
  readonly drawn: boolean;
  /** Is its last row one of units (个 人 路 …)? */
  readonly unitRow: boolean;
  /** The columns that hold values, once a row has shown them. */
  values: Set<number> | null;
  /** Has a heading row parted the rows that follow from those right under the heads? */
  parted: boolean;
  readonly outlines: Map<string, Outline>;
  /** The unit of the last whole label of each label column. */
  readonly units: Map<number, string | null>;
}

export type IsLabel = (slot: Slot) => boolean;

/** Heads of more rows than this are a text in columns, not a head. */
export const MAX_HEAD_ROWS = 8;

export function headOf(rows: readonly (readonly Slot[])[], bottom: number, table: number, isLabel: IsLabel, words: ReadingWords): Head {
  const last = (rows.at(-1) ?? []).filter((slot) => isLabel(slot) && slot.top === bottom);
  const unitRow = rows.length > 1 && areUnits(last, words);
  const over = wordsOver(rows, isLabel);
  if (unitRow) withoutUnitHead(over, last[0], words);
  const leaves = [...new Set([...over.keys()].sort((a, b) => a - b).flatMap((column) => over.get(column)?.at(-1) ?? []))];
  // 条 and 项 may head running numbers, but not in a row of units.
  const roleIn = (leaf: Slot): ColumnRole => (unitRow && last.includes(leaf) && isUnitText(leaf.folded, words) ? 'value' : roleOf(leaf, words));
  const roleByLeaf = new Map(leaves.map((leaf, index) => [leaf, index === 0 && roleIn(leaf) === 'remark' ? 'value' : roleIn(leaf)] as const));
  // 项目 | 审核: where no other column has values, the remarks are what is asked.
  const onlyRemark =
    leaves.filter((leaf) => roleByLeaf.get(leaf) === 'value').length < 2 ? leaves.find((leaf) => roleByLeaf.get(leaf) === 'remark') : undefined;
  if (onlyRemark) roleByLeaf.set(onlyRemark, 'value');
  const roles = new Map<number, ColumnRole>();
  for (const [column, path] of over) for (const leaf of path.slice(-1)) roles.set(column, roleByLeaf.get(leaf) ?? 'value');
  const drawn = leaves.some((slot) => slot.bordered);
  return {
    rows,
    numbers: new Map(),
    counted: new Map(),
    bottom,
    table,
    over,
    leaves,
    roles,
    columns: new Map(),
    drawn,
    unitRow,
    values: null,
    parted: false,
    outlines: new Map(),
    units: new Map(),
  };
}

/** 单位 before a row of units (次 次 人次) heads that row, and not the labels below it, where a word stands over it. */
function withoutUnitHead(over: Map<number, Slot[]>, first: Slot | undefined, words: ReadingWords): void {
  const path = first ? (over.get(first.left) ?? []) : [];
  if (first && path.length > 1 && words.unitHead.test(first.folded)) over.set(first.left, path.slice(0, -1));
}

/** Short words, at least three in four of them known units. */
export function areUnits(slots: readonly Slot[], words: ReadingWords): boolean {
  const known = slots.filter((slot) => isUnitText(slot.folded, words)).length;
  return known * 4 >= slots.length * 3 && known >= 1 && slots.every((slot) => slot.folded.length <= 3 || isUnitText(slot.folded, words));
}

export function leafOver(head: Head, column: number): Slot | null {
  return head.over.get(column)?.at(-1) ?? null;
}

/** An unmerged empty head cell takes the word to its left, when the row below has a word of its own under it. */
function wordsOver(rows: readonly (readonly Slot[])[], isLabel: IsLabel): Map<number, Slot[]> {
  const over = new Map<number, Slot[]>();
  for (const [index, line] of rows.entries()) {
    const below = new Map((rows[index + 1] ?? []).map((slot) => [slot.left, slot]));
    let nearest: Slot | null = null;
    for (const slot of line) {
      if (isLabel(slot)) nearest = slot;
      const under = below.get(slot.left);
      const isBeside = nearest !== null && over.get(slot.left)?.at(-1) === over.get(nearest.left)?.at(nearest.top === slot.top ? -2 : -1);
      const spreads =
        slot.kind === 'blank' &&
        nearest !== null &&
        nearest.top === nearest.bottom &&
        isBeside &&
        under !== undefined &&
        isLabel(under) &&
        under.top > slot.top;
      const word = isLabel(slot) ? slot : spreads ? nearest : null;
      if (word) addWord(over, slot, word);
    }
  }
  return over;
}

function addWord(over: Map<number, Slot[]>, slot: Slot, word: Slot): void {
  for (let column = slot.left; column <= slot.right; column++) {
    const words = over.get(column) ?? [];
    if (words.at(-1) !== word) over.set(column, [...words, word]);
  }
}

/** The outline of one label column; it starts afresh when the merged labels left of it change. */
export function outlineAt(head: Head, column: number, outer: string, words: ReadingWords): Outline {
  const key = `${column}|${outer}`;
  const known = head.outlines.get(key);
  if (known) return known;
  const made = outline(words);
  head.outlines.set(key, made);
  return made;
}

export function roleOf(slot: Slot, words: ReadingWords): ColumnRole {
  const text = slot.folded;
  if (words.codeHead.test(text)) return 'code';
  if (words.unitHead.test(text)) return 'unit';
  if (words.serialHead.test(text)) return 'serial';
  return words.remarkHead.test(text) ? 'remark' : 'value';
}

/** Do these heads announce a list (序号, 姓名 …) and not one community's values? */
export function looksLikeList(head: Head, words: ReadingWords): boolean {
  const texts = head.leaves.map((slot) => slot.folded);
  if (head.leaves.length < 3 || head.numbers.size > 0 || texts.every((text) => isUnitText(text, words))) return false;
  const first = texts.find((text) => !words.serialHead.test(text)) ?? '';
  if (contextOf(first, words) === 'community.name' && !texts.some((text) => text !== first && words.listHead.test(text))) return false;
  return texts.some((text) => words.serialHead.test(text) || words.listHead.test(text));
}

/** 村（社区） before 户数（户） and 人口（人）: a row for each community, most of which is counts. */
export function namesCommunity(head: Head, words: ReadingWords): boolean {
  const [first, ...others] = valueLeaves(head);
  const isName = first !== undefined && contextOf(first.text, words) === 'community.name' && words.communityHead.test(first.folded);
  if (!isName || others.some(({ folded }) => words.listHead.test(folded))) return false;
  return others.filter((leaf) => isCount(head, leaf, words)).length * 2 > others.length;
}

/** Nothing but 户数（户）, 人口（人）: no names, and so nobody's list. */
export function countsOnly(head: Head, words: ReadingWords): boolean {
  const leaves = valueLeaves(head);
  return leaves.length > 1 && leaves.every((leaf) => printsUnit(leaf.folded, words) || isUnitUnder(head, leaf, words));
}

function isCount(head: Head, leaf: Slot, words: ReadingWords): boolean {
  const bare = withoutAside(leaf.folded);
  return printsUnit(leaf.folded, words) || words.countHead.test(bare) || words.countedLabel.test(bare) || isUnitUnder(head, leaf, words);
}

function isUnitUnder({ over }: Head, leaf: Slot, words: ReadingWords): boolean {
  return isUnitText(leaf.folded, words) && (over.get(leaf.left)?.length ?? 0) > 1;
}

function valueLeaves({ leaves, roles }: Head): Slot[] {
  return leaves.filter(({ left }) => roles.get(left) === 'value');
}

/** Do rows of a head say the same as those of another one? */
export function saysTheSame(a: Head, b: Head): boolean {
  const textOf = (head: Head): string => head.rows.map((line) => line.map((slot) => `${slot.left}:${slot.folded}`).join('|')).join('/');
  return textOf(a) === textOf(b);
}

export function overlaps(slot: Slot, columns: ReadonlySet<number>): boolean {
  for (let column = slot.left; column <= slot.right; column++) if (columns.has(column)) return true;
  return false;
}

/** Does a row with blanks belong under the head? Words stand only where earlier rows had words, blanks only under head words. */
export function fits(head: Head, labels: readonly Slot[], blanks: readonly Slot[], words: ReadingWords): boolean {
  const values = head.values;
  if (values) return fitsValues(head, values, labels, blanks, words);
  const firstBlank = blanks[0];
  const isMixed = firstBlank !== undefined && labels.some((slot) => slot.left > firstBlank.left);
  if (!isMixed)
    return blanks.some((slot) => leafOver(head, slot.left) !== null) && labels.every((slot) => !coversSeveral(head, slot) || fillsTheRest(head, slot, blanks));
  // 房屋和宣传 over the label 出租房 and its blank: a pair under one head.
  const isPaired = (slot: Slot, leaf: Slot): boolean => labels.some((label) => label.right + 1 === slot.left && leafOver(head, label.left) === leaf);
  const ownHeads = blanks.filter(({ left }) => leafOver(head, left)?.left === left).length;
  return [...labels, ...blanks].every((slot) => {
    const leaf = leafOver(head, slot.left);
    return (
      leaf !== null &&
      leaf.left <= slot.left &&
      leaf.right >= slot.right &&
      (leaf.left === slot.left || slot.kind === 'text' || (ownHeads > 1 && isPaired(slot, leaf)))
    );
  });
}

function fitsValues(head: Head, values: ReadonlySet<number>, labels: readonly Slot[], blanks: readonly Slot[], words: ReadingWords): boolean {
  const lastBlank = blanks.findLast((slot) => slot.kind === 'blank');
  const isRemark = (slot: Slot): boolean => slot === labels.at(-1) && labels.length > 1 && lastBlank !== undefined && slot.left > lastBlank.right;
  const isPlain = (slot: Slot): boolean => leafOver(head, slot.left) !== null || slot.kind === 'closed' || !values.has(slot.left);
  if (head.parted && labels.some((slot) => isUnitBehind(head, values, slot, labels, blanks, words))) return false;
  return (
    labels.every((slot) => !overlaps(slot, values) || head.roles.get(slot.left) === 'remark' || isRemark(slot)) &&
    blanks.some((slot) => values.has(slot.left)) &&
    blanks.every(isPlain)
  );
}

/** 停车位有多少个 ▢ 个: the last words of a row, where a value would stand, are the unit of the only blank before them, which stands under another head. */
function isUnitBehind(head: Head, values: ReadonlySet<number>, slot: Slot, labels: readonly Slot[], blanks: readonly Slot[], words: ReadingWords): boolean {
  const [blank, ...others] = blanks;
  const isLast = slot === labels.at(-1) && others.every(({ left }) => left > slot.right);
  return (
    blank?.right === slot.left - 1 &&
    isLast &&
    values.has(slot.left) &&
    isUnitText(slot.folded, words) &&
    leafOver(head, slot.left) !== leafOver(head, blank.left)
  );
}

/** Behind a heading row, a blank that lies across several columns of values is not asked of any of them: the heads no longer hold. */
export function isBeyond(head: Head, blank: Slot): boolean {
  if (!head.parted || blank.left === blank.right) return false;
  const leaves = head.leaves.filter((leaf) => leaf.left <= blank.right && leaf.right >= blank.left && head.roles.get(leaf.left) === 'value');
  return leaves.length > 1;
}

/** A label as wide as several heads is no row label of this table. */
function coversSeveral(head: Head, slot: Slot): boolean {
  const first = leafOver(head, slot.left);
  const last = leafOver(head, slot.right);
  if (first === null || last === null || first === last) return false;
  const isHeadItself = head.rows[0]?.some((other) => other.left === slot.left && other.right === slot.right) ?? false;
  return !isHeadItself && head.roles.get(slot.right) === 'value';
}

/** A total's label may span all label columns: then a blank stands under every head to its right. */
function fillsTheRest(head: Head, label: Slot, blanks: readonly Slot[]): boolean {
  const starts = new Set(blanks.map((slot) => slot.left));
  return head.leaves.every((leaf) => leaf.left <= label.right || starts.has(leaf.left));
}

/** A row whose words are all column numbers (甲 乙 1 2, A B, (1) (2), ①=②+③). */
export function isNumberRow(grid: Grid, line: readonly Slot[], row: number, words: ReadingWords): boolean {
  const printed = line.filter((slot) => slot.top === row && (slot.kind !== 'blank' || slot.formula !== null));
  const isNumber = (slot: Slot): boolean => slot.formula === null && words.numberRow.test(numberOf(slot, words));
  return printed.length >= 2 && printed.every(isNumber) && printed.some(({ kind }) => kind === 'text') && grid.width > 1;
}

/** Under heads with a word over each column, B1 B2 B3 … and the names of fields (hj, hj_m, ld_60) are column numbers whatever word stands before them. */
export function isCodeRow(head: Head, line: readonly Slot[], row: number): boolean {
  const [first, ...codes] = line.filter((slot) => slot.kind === 'text' && slot.top === row);
  const leaves = new Set(codes.map(({ left }) => leafOver(head, left)));
  return (
    first !== undefined &&
    codes.length > 2 &&
    line.every(({ formula }) => formula === null) &&
    codes.every(({ folded }) => /^[A-Za-z][A-Za-z\d_]*(?:=[A-Za-z\d_+-]+)?$/.test(folded)) &&
    new Set(codes.map(({ folded }) => folded)).size === codes.length &&
    !leaves.has(null) &&
    leaves.size === codes.length
  );
}

/** The number printed in a cell of a number row, without the equation or the unit after it. */
export function numberOf({ folded }: Slot, { unit }: ReadingWords): string {
  const [, number, counted = ''] = NUMBERED_UNIT.exec(folded) ?? [];
  return number !== undefined && unit.test(counted) ? number : folded.replace(/=.*$/, '');
}

/** 6(人) */
const NUMBERED_UNIT = /^(\d{1,2})\(([^()]+)\)$/;
