// Headings of parts of a sheet: a line of words across the table, with nothing to fill beside it.
import type { PathLabel } from '../model/reading.ts';
import { labelOf, tableUnitOf } from './furniture.ts';
import type { Slot } from './grid.ts';
import { parseLabel } from './hierarchy.ts';
import { type ColumnRole, type Head, outlineAt } from './heads.ts';
import { forgetPairs, isLabel, isOpen, lineOf, UNNUMBERED, type Walk, widthOf } from './walk.ts';
import { fold, foldWidth } from './words.ts';

/** One line of words across the table, with nothing to fill beside it; or 第一部分 …, whatever stands beside it undrawn. */
export function isSection(walk: Walk, row: number, labels: readonly Slot[], open: readonly Slot[], closed: readonly Slot[]): boolean {
  const only = labels[0];
  if (isNumberedHeading(walk, row, labels, open, closed) || isLetteredHeading(walk, row, labels, open, closed)) return true;
  if (!only || labels.length !== 1) return false;
  if (closed.length > 0) return isStruckOut(walk, only, open, closed);
  if (lacksUnit(walk, row, only, open) || spansUnit(walk, row, only, open) || headsPairs(walk, row, only, open)) return true;
  if (open.length > 0) {
    const isHeading = walk.words.partHeading.test(only.folded) || walk.words.announcement.test(only.folded);
    return isHeading && open.every(({ formula }) => formula === null);
  }
  const others = lineOf(walk, row).filter((slot) => slot !== only && (slot.kind === 'text' || isOpen(walk, slot)));
  if (only.bottom > only.top && others.length > 0) return false;
  return others.every((slot) => slot.top < row && slot.kind === 'text') ? others.length === 0 || isWide(walk, only) : false;
}

/** 一、本月情况 with nothing but empty cells beside it, over 安全检查 ▢ 次 | 参加 ▢ 人次: on a card of pairs with units it has none, and more cells than one. */
function headsPairs({ head, grid, block, words }: Walk, row: number, label: Slot, open: readonly Slot[]): boolean {
  if (
    head !== null ||
    row >= block.bottom ||
    open.length < 3 ||
    !/^\p{Script=Han}+$/u.test(parseLabel(label, words).ordinal ?? '') ||
    words.countedLabel.test(label.folded)
  )
    return false;
  const below = grid.line(row + 1).filter(({ top }) => top === row + 1);
  const units = below.filter(
    ({ kind, folded }, index) => kind === 'text' && words.unit.test(folded.replace(/[,;.。、]$/u, '')) && below[index - 1]?.kind === 'blank',
  );
  return open.every(({ left, formula }) => left > label.right && formula === null) && units.length >= 2;
}

/** 二 | 业主组织: behind a number in the column of numbers, one line of words across the rest of the table. */
function isNumberedHeading(
  { head, words }: Walk,
  row: number,
  [number, heading, ...others]: readonly Slot[],
  open: readonly Slot[],
  closed: readonly Slot[],
): boolean {
  if (!head || !number || !heading || others.length + open.length + closed.length > 0 || heading.bottom > row) return false;
  const isNumber = columnOf(head, ['serial', 'code']) === number.left && words.code.test(number.folded);
  return isNumber && head.leaves.every((leaf) => leaf.left === number.left || (leaf.left >= heading.left && leaf.right <= heading.right));
}

/**
 * 一 | 月末设施 | (空) | (空) over 1 | 住宅小区 | 个 | ▢, A | 阵地 over A1 | 图书室 | ▢ | 个: a row numbered as parts are, and without a unit, heads the row below that is
 * numbered in figures and has one.
 */
function isLetteredHeading(walk: Walk, row: number, [code, heading, ...others]: readonly Slot[], open: readonly Slot[], closed: readonly Slot[]): boolean {
  const { words, block } = walk;
  if (!code || !heading || others.length > 0 || heading.bottom > row || row >= block.bottom || !words.partCode.test(code.folded)) return false;
  if (closed.some(({ left }) => left < heading.right)) return false;
  const [number, ...below] = lineOf(walk, row + 1).filter((slot) => slot.kind === 'text');
  const isBelow = number?.left === code.left && /^[A-Z]?\d{1,2}$/.test(number.folded) && (!LETTER.test(code.folded) || number.folded.startsWith(code.folded));
  return (
    isBelow &&
    below[0]?.left === heading.left &&
    below.some((slot) => words.unit.test(slot.folded)) &&
    open.every(({ formula, left }) => formula === null && left > heading.right) &&
    !words.countedLabel.test(heading.folded) &&
    !countsLater(walk, code)
  );
}

/** C | 退役军人 | 人: where one numbered as the heading is has a unit, it is a row as any other. */
function countsLater(walk: Walk, code: Slot): boolean {
  const { grid, words, block } = walk;
  for (let row = code.bottom + 1; row <= block.bottom; row++)
    if (words.partCode.test(grid.at(row, code.left).folded) && lineOf(walk, row).some((slot) => slot.left > code.left && words.unit.test(slot.folded)))
      return true;
  return false;
}

const LETTER = /^[A-Z]$/;

/** 户籍人口 | —— | ——: a row struck out as far as its unit among rows that carry one, and their codes where they do, counts nothing and heads the rows below. */
function isStruckOut(walk: Walk, label: Slot, open: readonly Slot[], closed: readonly Slot[]): boolean {
  const { head, grid, block, words } = walk;
  if (!head || !standsPlain(walk, label) || label.bottom >= block.bottom) return false;
  const code = columnOf(head, ['code', 'serial']);
  const unit = columnOf(head, ['unit']);
  const next = label.bottom + 1;
  const isCounted =
    code === null ? unit !== null && words.unit.test(grid.at(next, unit).folded) && isParted(walk, head, unit) : grid.at(next, code).kind === 'text';
  return (
    isCounted &&
    (code === null || grid.at(label.top, code).kind !== 'text') &&
    closed.some(({ left }) => head.roles.get(left) === 'unit') &&
    open.every(({ left }) => head.roles.get(left) !== 'value')
  );
}

/**
 * 常住人口(户籍和外来) | (空) | (空): where rows carry a unit each, and a code where there is a column for it, one between them that has neither, and does not read
 * like something counted, heads them. Without codes two rows with units must follow.
 */
function lacksUnit(walk: Walk, row: number, label: Slot, open: readonly Slot[]): boolean {
  const { head, grid, block, words } = walk;
  const unit = columnOf(head, ['unit']);
  const code = columnOf(head, ['code', 'serial']);
  if (!head || unit === null || row >= block.bottom || label.bottom > row) return false;
  if (!standsPlain(walk, label) || words.countedLabel.test(label.folded)) return false;
  const isCounted = (line: number): boolean =>
    line <= block.bottom && words.unit.test(grid.at(line, unit).folded) && (code === null || grid.at(line, code).kind === 'text');
  const isBare =
    [unit, code].every((column) => column === null || grid.at(row, column).kind === 'blank') &&
    open.every(({ formula, top, bottom }) => formula === null && top === bottom);
  return (
    isBare && isCounted(row + 1) && (code !== null || (isCounted(row + 2) && isParted(walk, head, unit))) && (row === head.bottom + 1 || isCounted(row - 1))
  );
}

/** 一、工作力量 with one empty cell over the unit and all values, above a row with a unit or another one so: nothing is counted there. */
function spansUnit(walk: Walk, row: number, label: Slot, [only, ...others]: readonly Slot[]): boolean {
  const { head, grid, block, words } = walk;
  const unit = columnOf(head, ['unit']);
  if (only === undefined || others.length > 0 || only.left !== unit || only.right === unit || only.formula !== null || row >= block.bottom) return false;
  // 总人口(人) has its unit, and 其中 below it divides it.
  if (/\([^()]{1,3}\)$/u.test(label.folded) || parseLabel(grid.at(row + 1, label.left), words).relation === 'ofWhich') return false;
  const below = grid.at(row + 1, unit);
  return only.top === only.bottom && (words.unit.test(below.folded) || (below.kind === 'blank' && below.right === only.right));
}

/** A table without codes is parted by such rows only where it begins with one, and has another. */
function isParted({ grid, block, words }: Walk, head: Head, unit: number): boolean {
  const known = parted.get(head);
  if (known !== undefined) return known;
  const isBare = (row: number): boolean => row <= block.bottom && grid.at(row, unit).kind !== 'text' && grid.at(row, head.leaves[0]?.left ?? 1).kind === 'text';
  const isCounted = (row: number): boolean => row <= block.bottom && words.unit.test(grid.at(row, unit).folded);
  const first = head.bottom + 1;
  let made = false;
  for (let row = first + 1; isBare(first) && !made && (isCounted(row) || isBare(row)); row++) made = isBare(row) && isCounted(row + 1);
  parted.set(head, made);
  return made;
}

/** Every bare row under a head asks for it. */
const parted = new WeakMap<Head, boolean>();

/** Neither numbered nor indented, and no part of what stands above it. */
function standsPlain({ words }: Walk, label: Slot): boolean {
  const { numbering, relation } = parseLabel(label, words);
  return label.indent === 0 && numbering === null && relation === 'below';
}

function columnOf(head: Head | null, roles: readonly ColumnRole[]): number | null {
  return [...(head?.roles ?? [])].find(([, role]) => roles.includes(role))?.[0] ?? null;
}

function isWide(walk: Walk, slot: Slot): boolean {
  return slot.right - slot.left + 1 >= Math.max(2, widthOf(walk) * 0.5);
}

/** Above the first table an unnumbered line is a subtitle; elsewhere it heads a part of the sheet or of the table. 按…分 in a table divides the row above it. */
export function readSection(walk: Walk, slot: Slot, row: number): void {
  const isPlain = !walk.started && parseLabel(slot, walk.words).numbering === null;
  if (isPlain && (!isWide(walk, slot) || !nextHasWords(walk, row))) walk.subtitles.push(labelOf(slot));
  if (isPlain && !isWide(walk, slot)) return;
  walk.captions = [];
  const { head } = walk;
  if (head?.values && parseLabel(slot, walk.words).group !== null) {
    outlineAt(head, slot.left, '', walk.words).next(slot, true, []);
    return;
  }
  if (head) {
    head.outlines.clear();
    head.parted = head.values !== null;
  }
  pushSection(walk, slot);
}

function nextHasWords(walk: Walk, row: number): boolean {
  return row < walk.block.bottom && lineOf(walk, row + 1).some((slot) => isLabel(walk, slot));
}

/** The slot heads what follows; sections numbered as coarsely as it, or finer, are over. */
export function pushSection(walk: Walk, slot: Slot): void {
  const parsed = parseLabel(slot, walk.words);
  const spaced = walk.words.spacedNumber.exec(foldWidth(slot.text))?.[0] ?? '';
  const level = walk.words.tableHeading.test(slot.folded) || spaced !== '' ? UNNUMBERED : (parsed.numbering ?? UNNUMBERED);
  const unit = tableUnitOf(slot, walk.words);
  if (unit) walk.unit = unit;
  const text = withoutUnit(spaced === '' ? parsed.text : slot.folded.slice(fold(spaced).length), walk);
  const label: PathLabel = { text: parsed.group ?? text, cell: slot.cell, relation: parsed.group ? 'breakdown' : 'below' };
  closeSections(walk, level);
  walk.sections = [...walk.sections, { label, level, used: false }];
  walk.lastPair = [];
  forgetPairs(walk);
}

/** 第一部分 适龄男青年 单位:人 without the unit that it ends in. */
function withoutUnit(text: string, { words }: Walk): string {
  const printed = words.tableUnit.exec(foldWidth(text));
  return printed ? text.slice(0, printed.index === 0 ? 0 : printed.index + 1).trimEnd() : text;
}

/** A heading or numbered row closes the sections that are numbered as coarsely as itself, or finer. */
export function closeSections(walk: Walk, level: number): void {
  if (walk.sections.some((section) => section.level >= level)) walk.sections = walk.sections.filter((section) => section.level < level);
}

/** (一)… in a table ends no caption over it: 户籍人口 over the whole of it holds for all its rows. */
export function closeNumberedAs(walk: Walk, level: number): void {
  walk.sections = walk.sections.filter((section) => section.level < level || section.level === UNNUMBERED);
}

/** A caption is over when the table it headed is. */
export function closeCaptions(walk: Walk): void {
  walk.sections = walk.sections.filter((section) => section.level < UNNUMBERED || !section.used);
}
