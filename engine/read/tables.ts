// Walks a sheet downwards, block by block, and gathers its tables: heads, the rows under them, lists, and pairs of label and blank.
//
// A row of words alone is a head (or continues one); a line of words across the table is a section; a row with blanks is read from
// left to right: the words before a run of blanks label it, and so do the heads above it as long as the row fits them. A row
// that does not fit (words where the head expects values) is read as label–blank pairs and ends the head.
import type { ContextReading, FieldReading, Label, LooseBlank, RosterReading } from '../model/reading.ts';
import { type Block, blocksOf } from './blocks.ts';
import { type Furniture, tableUnitOf } from './furniture.ts';
import type { Grid, Slot } from './grid.ts';
import {
  areUnits,
  fits,
  type Head,
  headOf,
  isCodeRow,
  isNumberRow,
  leafOver,
  looksLikeList,
  MAX_HEAD_ROWS,
  numberOf,
  overlaps,
  roleOf,
  saysTheSame,
} from './heads.ts';
import { parseLabel } from './hierarchy.ts';
import { idleCells } from './idle.ts';
import { closeAtEnd, listAt, ownRowAt } from './lists.ts';
import { readPairs } from './pairs.ts';
import { nameLeaf, readTableRow, unitInBrackets, unitLabel } from './rows.ts';
import { closeCaptions, isSection, pushSection, readSection } from './sections.ts';
import { forgetPairs, isLabel, isOpen, isUnit, lineOf, openSlots, setAside, type Walk } from './walk.ts';
import { foldWidth, type ReadingWords } from './words.ts';

export interface TableReadings {
  readonly fields: readonly FieldReading[];
  readonly rosters: readonly RosterReading[];
  /** Names and signatures asked for inside a table. */
  readonly context: readonly ContextReading[];
  readonly unlabelled: readonly LooseBlank[];
  /** Lines of words between title and table that are not sections: they qualify the whole sheet. */
  readonly subtitles: readonly Label[];
}

export function readTables(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, taken: ReadonlySet<Slot>, title: Slot | null, words: ReadingWords): TableReadings {
  const blocks = blocksOf(grid);
  const walk = beginWalk(grid, roles, taken, title, words);
  let above = walk.sections;
  for (const block of blocks) {
    if (block.beside && block.left > 1) walk.sections = above;
    else above = walk.sections;
    readBlock(walk, block);
    if (block.beside) walk.sections = above;
  }
  tellUnread(walk, blocks);
  return walk;
}

/** Whatever blank of a table no row has read, nor set aside, is told: none is dropped. The column that parts two tables belongs to neither. */
function tellUnread({ grid, open, aside, ...walk }: Walk, blocks: readonly Block[]): void {
  const read = new Set([...walk.fields, ...walk.context, ...walk.unlabelled].map(({ cell }) => cell));
  const isUnread = (slot: Slot): boolean => open.has(slot) && !aside.has(slot) && !read.has(slot.cell);
  for (const { top, bottom, left, right } of blocks)
    for (let row = top; row <= bottom; row++)
      for (const slot of grid.line(row))
        if (slot.top === row && slot.left >= left && slot.right <= right && isUnread(slot))
          walk.unlabelled.push({ sheet: grid.sheet.name, cell: slot.cell, kind: 'unlabelled', text: '' });
}

function beginWalk(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, taken: ReadonlySet<Slot>, title: Slot | null, words: ReadingWords): Walk {
  const open = openSlots(grid, roles, taken, words);
  for (const slot of idleCells(grid, { open, taken, roles, words })) open.delete(slot);
  const block = { top: 1, left: 1, bottom: grid.height, right: grid.width, beside: false };
  const found = { fields: [], rosters: [], context: [], unlabelled: [], subtitles: [] };
  const state = {
    sections: [],
    captions: [],
    head: null,
    pastHead: null,
    continued: false,
    tables: 0,
    started: false,
    lastPair: [],
    subject: [],
    lastUnit: null,
    lastCode: null,
    pairs: new Map(),
    numberedPairs: new Map(),
    pairUnits: new Map(),
    along: new Map(),
    unit: null,
    unitsSeen: 0,
  };
  return { grid, words, roles, taken, title, open, aside: new Set(), ...found, ...state, block };
}

function readBlock(walk: Walk, block: Block): void {
  walk.block = block;
  walk.started ||= block.beside;
  for (let row = block.top; row <= block.bottom; row++) row = readRow(walk, row);
  closeAtEnd(walk);
  endTable(walk);
}

function endTable(walk: Walk): void {
  walk.head = null;
  walk.captions = [];
  walk.lastPair = [];
  walk.subject = [];
  forgetPairs(walk);
}

/** Reads one row (or a whole list, when one begins) and returns the last row consumed. */
function readRow(walk: Walk, row: number): number {
  const passed = passRow(walk, row);
  const last = passed ?? ownRowAt(walk, row) ?? row;
  if (passed === null) readBlanks(walk, row, lineOf(walk, row));
  for (let paper = passed === null ? row + 1 : row; paper <= last; paper++) setAside(walk, lineOf(walk, paper));
  return last;
}

/** Passes a row of paper, a heading, a head or a whole list: the last row of it; null where a row has something to be filled. */
function passRow(walk: Walk, row: number): number | null {
  const line = lineOf(walk, row);
  const begun = line.filter((slot) => slot.top === row);
  const labels = begun.filter((slot) => isLabel(walk, slot));
  const open = begun.filter((slot) => isOpen(walk, slot));
  const closed = begun.filter((slot) => slot.kind === 'closed');
  noticeFurniture(walk, begun);
  const isPaper = !walk.grid.drawn && open.every((slot) => slot.formula === null) && (walk.head === null || walk.head.values !== null);
  if (labels.length === 0 && closed.length === 0 && (open.length === 0 || isPaper)) return emptyRow(walk, row, line);
  if (isSpare(walk, line) || takeUnitsBelow(walk, labels, open)) return row;
  if (isSection(walk, row, labels, open, closed)) {
    const heading = labels.at(-1);
    // A number before it shows that the table has begun.
    walk.started ||= labels.length > 1;
    if (heading) readSection(walk, heading, row);
    return row;
  }
  if (isHeadRow(walk, row, line, labels, open, closed)) return readHeadRow(walk, row, line);
  return ownRowAt(walk, row) === null ? listAt(walk, row) : null;
}

/** 续表 and a new 单位:… change how what follows is read. */
function noticeFurniture(walk: Walk, begun: readonly Slot[]): void {
  for (const slot of begun) {
    const role = walk.roles.get(slot);
    if (role === 'continuation') walk.continued = true;
    if (role === 'tableUnit' && walk.unitsSeen++ > 0) walk.unit = tableUnitOf(slot, walk.words);
  }
}

/** Nothing but empty cells under rows that all had labels: it only keeps apart what is above and below. */
function isSpare({ head }: Walk, line: readonly Slot[]): boolean {
  return head !== null && head.values !== null && head.outlines.size > 0 && line.every(({ kind, formula }) => kind === 'blank' && formula === null);
}

function emptyRow(walk: Walk, row: number, line: readonly Slot[]): number {
  const isPaper = line.every((slot) => slot.kind !== 'text' && slot.top === row);
  if (walk.head && walk.head.values === null && isPaper && !walk.grid.drawn) {
    const lastOfList = listAt(walk, row);
    if (lastOfList !== null) return lastOfList;
  }
  if (!isPaper) {
    // A row that only tall head words cross is a row of the head.
    const { head } = walk;
    if (head && head.values === null && head.bottom === row - 1) walk.head = { ...head, bottom: row };
    return row;
  }
  if (walk.head && walk.head.values !== null) walk.head = null;
  closeCaptions(walk);
  return row;
}

// ---- heads ----------------------------------------------------------------------------------------------------------

/** A row of words alone; blanks are allowed only in the corner, or as the tail of a head word spread over the next row's words. */
function isHeadRow(walk: Walk, row: number, line: readonly Slot[], labels: readonly Slot[], open: readonly Slot[], closed: readonly Slot[]): boolean {
  const isFresh = walk.head?.values === null;
  if (isNumberRow(walk.grid, line, row, walk.words)) return isFresh;
  if (isFresh && walk.head && isCodeRow(walk.head, line, row)) return true;
  if (labels.length === 0 || open.some((slot) => slot.formula !== null)) return false;
  if (walk.head === null && walk.pairs.size > 0 && open.some((slot) => isUnitBehind(walk, slot, line))) return false;
  if (isFresh && walk.head?.bottom === row - 1 && areUnits(labels, walk.words) && open.length <= 1) return true;
  if (headsStruck(walk, row, line, labels, closed)) return true;
  if (closed.length > 0) return open.length === 0 && labels.length >= 2 && headsLevels(walk, row, line, closed);
  const covering = line.filter((slot) => isLabel(walk, slot));
  if (covering.length < 2 && !(labels.length === 1 && open.length === 1 && isCorner(walk, open[0], line))) return false;
  if (open.length === 0) return labels.length >= 2 || walk.head?.bottom === row - 1 || headsBelow(walk, row);
  if (walk.head && !isFresh && fitsHead(walk, walk.head, line)) return false;
  if (walk.pairs.size > 0 && isLike(line, lineOf(walk, row - 1))) return false;
  if (endsAbove(walk, row, line) || alternates(walk, row, line)) return false;
  const spread = spreadOf(walk, row, line);
  const isRemark = (slot: Slot): boolean => walk.head?.roles.get(slot.left) === 'remark';
  return open.every(
    (slot) =>
      spread.has(slot) ||
      isRemark(slot) ||
      isIdle(walk, slot, row, line, labels) ||
      isMargin(walk, slot, row, labels) ||
      (slot === open[0] && isCorner(walk, slot, line)),
  );
}

/** Behind the last of several heads a drawn cell heads nothing, where below it there is none and below each of them there is a blank. */
function isIdle(walk: Walk, slot: Slot, row: number, line: readonly Slot[], labels: readonly Slot[]): boolean {
  if (slot !== line.at(-1) || labels.length < 3 || row >= walk.block.bottom) return false;
  const below = (column: number): Slot => walk.grid.at(row + 1, column);
  return below(slot.left).kind === 'blank' && !isOpen(walk, below(slot.left)) && labels.slice(1).every(({ left }) => isOpen(walk, below(left)));
}

/** In a sheet without lines, what lies behind the last of several heads is margin, where the row below is one label and blanks, one under each of them. */
function isMargin(walk: Walk, slot: Slot, row: number, labels: readonly Slot[]): boolean {
  if (walk.grid.drawn || row >= walk.block.bottom || labels.some(({ left }) => left > slot.left)) return false;
  const below = lineOf(walk, row + 1);
  const heads = labels.filter(({ left, right }) => below.some((under) => under.kind === 'blank' && under.left === left && under.right === right));
  return heads.length >= 2 && below[0]?.kind === 'text' && below.filter(({ kind }) => kind === 'text').length === 1;
}

/**
 * 零就业家庭(户) | ▢ | 高校毕业生(人) | ▢ above 就业服务 | 场次 | 人次 | 场次: behind each label a blank, and a unit in some, over a row of nothing but
 * words. Heads that nobody merged over two columns each print no units.
 */
function alternates(walk: Walk, row: number, line: readonly Slot[]): boolean {
  const [lead] = line;
  const pairs = line.length % 2 === 0 ? line : line.slice(1);
  const isPair = pairs.length >= 4 && pairs.every((slot, index) => (index % 2 === 0 ? isLabel(walk, slot) : isOpen(walk, slot)));
  if (!isPair || !line.every(({ top, bottom }) => top === row && bottom === row) || row >= walk.block.bottom) return false;
  const below = lineOf(walk, row + 1);
  if (!lead || !isLabel(walk, lead) || !below.every((slot) => slot.top === row + 1 && isLabel(walk, slot))) return false;
  return walk.tables > 0 && line.some((slot) => unitInBrackets(walk, slot) !== null);
}

/** 二、矫正帮教 below begins a table of its own: a row above it that is not numbered, or numbered in the same way, is no line of its head. */
function endsAbove(walk: Walk, row: number, [first]: readonly Slot[]): boolean {
  const under = first && row < walk.block.bottom ? walk.grid.at(row + 1, first.left) : null;
  if (!first || !under || !isLabel(walk, first) || !isLabel(walk, under) || under.top !== row + 1) return false;
  const { numbering } = parseLabel(first, walk.words);
  return (numbering === null || numbering === parseLabel(under, walk.words).numbering) && walk.words.beginsTable.test(under.folded);
}

/** Words and blanks stand where they do in the row above, which was one of pairs. */
function isLike(line: readonly Slot[], above: readonly Slot[]): boolean {
  return line.length === above.length && line.every((slot, index) => slot.left === above[index]?.left && slot.kind === above[index].kind);
}

/**
 * A head may have cells that it leaves empty: struck themselves, or with struck cells below. Words that a row of values has in place
 * of values (另表, 见附表) are single or the same; the words of a head are several, each with a blank below.
 */
function headsStruck(walk: Walk, row: number, whole: readonly Slot[], labels: readonly Slot[], closed: readonly Slot[]): boolean {
  // Left of the table there is only margin.
  const line = whole.slice(whole.findIndex((slot) => slot.kind !== 'blank' || isOpen(walk, slot)));
  const [corner] = line;
  const values = walk.head?.values ?? null;
  if (!corner || !isLabel(walk, corner) || row >= walk.block.bottom || line.some((slot) => slot.bottom > row && slot !== corner)) return false;
  const heads = labels.filter((slot) => slot !== corner && roleOf(slot, walk.words) === 'value');
  const again = labels.filter((slot) => slot !== corner && !heads.includes(slot));
  const empty = line.filter((slot) => slot !== corner && slot.kind !== 'text');
  const words = new Set(heads.map((slot) => slot.folded));
  const fewest = (values === null || closed.length > 0) && again.length === 0 ? 2 : 1;
  const below = (slot: Slot): Slot => walk.grid.at(row + 1, slot.left);
  // 二、家庭 | — | 单亲家庭 | 失独家庭: the codes, or units, of the rows go on below.
  const beginsPart = walk.words.prefix.test(corner.folded) || parseLabel(corner, walk.words).numbering !== null;
  const isAside = (slot: Slot): boolean =>
    beginsPart && values?.has(slot.left) === false && (walk.words.code.test(below(slot).folded) || isUnit(walk, below(slot)));
  const isNothing = (slot: Slot): boolean => slot.kind === 'blank' && !isOpen(walk, slot);
  return (
    empty.length > 0 &&
    words.size >= fewest &&
    words.size === heads.length &&
    heads.every((slot) => isOpen(walk, below(slot)) && (values === null || overlaps(slot, values))) &&
    again.every((slot) => values !== null && below(slot).kind === 'text') &&
    empty.every((slot) => below(slot).kind === 'closed' || (slot.kind === 'closed' && isAside(slot)) || isNothing(slot)) &&
    (corner.bottom > row || isLabel(walk, below(corner)))
  );
}

/**
 * Struck cells as tall as a head of two rows (本季, 本年累计, —) are nobody's values, where the row below has nothing but words under the others; nor are those
 * at the end of the last row of a head with a blank below each of its words, and struck cells below them.
 */
function headsLevels(walk: Walk, row: number, line: readonly Slot[], closed: readonly Slot[]): boolean {
  if (row >= walk.block.bottom) return false;
  const below = (slot: Slot): Slot => walk.grid.at(row + 1, slot.left);
  const isOver = (slot: Slot): boolean => (slot.kind === 'closed' ? below(slot).kind === 'closed' : isOpen(walk, below(slot)));
  const begun = line.filter((slot) => slot.top === row);
  if (
    walk.head?.values === null &&
    walk.head.bottom === row - 1 &&
    begun.length > closed.length + 1 &&
    begun.every((slot) => slot.bottom === row && isOver(slot))
  )
    return true;
  // 实有人口(人) | / | 户籍人口(人) | 网格(个) over ▢ | / | ▢ | ▢, in the middle of a table too.
  const words = begun.filter(({ kind }) => kind === 'text');
  const cells = line.filter((slot) => slot.kind !== 'blank' || isOpen(walk, slot));
  if (words.length >= FEWEST_HEADS && cells.every((slot) => slot.top === row && slot.bottom === row && isOver(slot))) return true;
  // 救助走访 (tall) | 入户走访 | 慰问 | — over 本期 | 累计 | 本期 | 累计 | —: struck all the way down.
  const [corner] = line;
  const isTall = corner !== undefined && isLabel(walk, corner) && corner.top === row && corner.bottom > row;
  if (closed.some((slot) => slot.bottom === row && !(isTall && below(slot).kind === 'closed'))) return false;
  const heads = line.filter((slot) => slot.bottom === row && slot.kind !== 'closed');
  const under = lineOf(walk, row + 1).filter((slot) => slot.top === row + 1 && slot.kind !== 'closed');
  return heads.length >= 2 && under.length > heads.length && under.every((slot) => isLabel(walk, slot));
}

/** Fewer words beside a struck cell may be a row of the table above. */
const FEWEST_HEADS = 3;

/** Among pairs of label and blank, a blank with its unit right behind is to be filled. */
function isUnitBehind(walk: Walk, slot: Slot, line: readonly Slot[]): boolean {
  const behind = line[line.indexOf(slot) + 1];
  return behind !== undefined && isLabel(walk, behind) && isUnit(walk, behind);
}

/** A lone head word is one when the row below fills the other columns with words. */
function headsBelow(walk: Walk, row: number): boolean {
  return row < walk.block.bottom && lineOf(walk, row + 1).filter((slot) => slot.top === row + 1 && isLabel(walk, slot)).length >= 2;
}

/** The empty upper left corner of a cross-tab: words to its right on this row, row labels below it. */
function isCorner(walk: Walk, slot: Slot | undefined, line: readonly Slot[]): boolean {
  if (!slot || line.some((other) => other.right < slot.left && other.kind !== 'blank')) return false;
  for (let below = slot.bottom + 1; below <= Math.min(slot.bottom + 3, walk.block.bottom); below++) {
    const under = walk.grid.at(below, slot.left);
    if (under.kind === 'text') return isLabel(walk, under);
  }
  return false;
}

/** Unmerged continuations of head words: empty cells with a word of their own right below, as the head word to the left has. */
function spreadOf(walk: Walk, row: number, line: readonly Slot[]): Set<Slot> {
  const spread = new Set<Slot>();
  const wordUnder = (slot: Slot): Slot | null => {
    const under = slot.bottom < walk.block.bottom ? walk.grid.at(slot.bottom + 1, slot.left) : null;
    return under && isLabel(walk, under) && under.top === row + 1 && under.left >= slot.left && !reachesUnder(walk.grid, under, slot) ? under : null;
  };
  let anchored: Slot | null = null;
  for (const slot of line) {
    if (slot.kind === 'text') anchored = wordUnder(slot);
    else if (slot.kind === 'blank' && slot.top === row) {
      const under = wordUnder(slot);
      if (under && anchored && under !== anchored) spread.add(slot);
    }
  }
  return spread;
}

/** A word below that is merged on to under another word: then the two rows are not levels of one head. */
function reachesUnder(grid: Grid, under: Slot, slot: Slot): boolean {
  for (let column = slot.right + 1; column <= under.right; column++) if (grid.at(slot.bottom, column).kind === 'text') return true;
  return false;
}

function readHeadRow(walk: Walk, row: number, line: readonly Slot[]): number {
  walk.started = true;
  const { head } = walk;
  if (head && (isNumberRow(walk.grid, line, row, walk.words) || (head.values === null && isCodeRow(head, line, row)))) {
    walk.head = { ...head, ...numbersOf(walk, line, row), bottom: row };
    return row;
  }
  const continues = head !== null && head.values === null && head.bottom === row - 1 && head.rows.length < MAX_HEAD_ROWS;
  if (!continues) walk.tables++;
  if (!continues) beginPart(walk, line);
  walk.head = headOf(continues && head ? [...head.rows, line] : [line], row, walk.tables, (slot) => isLabel(walk, slot), walk.words);
  walk.captions = [];
  walk.lastPair = [];
  return row;
}

/** 第三部分 …, or 三 … after 一 … and 二 …, in the corner of a head begins a part of the sheet; 二、… ends what 一、… headed. */
function beginPart(walk: Walk, line: readonly Slot[]): void {
  const [corner] = line.filter((slot) => isLabel(walk, slot));
  if (!corner) return;
  const { numbering } = parseLabel(corner, walk.words);
  const isNext = numbering !== null && walk.sections.some(({ level, used }) => level === numbering && used);
  // 一、全部小区 over 管理方式, which heads the labels.
  const under = corner.bottom < walk.block.bottom ? walk.grid.at(corner.bottom + 1, corner.left) : null;
  const isAlone = corner.left === corner.right && line.filter((slot) => isLabel(walk, slot) && parseLabel(slot, walk.words).numbering !== null).length === 1;
  const isOver = numbering !== null && isAlone && under !== null && isLabel(walk, under) && walk.words.division.test(under.folded);
  if (isNext || isOver || walk.words.partHeading.test(corner.folded) || walk.words.spacedNumber.test(foldWidth(corner.text))) pushSection(walk, corner);
}

function numbersOf(walk: Walk, line: readonly Slot[], row: number): Pick<Head, 'numbers' | 'counted'> {
  const [numbers, counted] = [new Map<number, string>(), new Map<number, Slot>()];
  for (const slot of line) {
    if (slot.kind === 'blank' || slot.top !== row) continue;
    for (let column = slot.left; column <= slot.right; column++) {
      numbers.set(column, numberOf(slot, walk.words));
      if (unitInBrackets(walk, slot) !== null) counted.set(column, slot);
    }
  }
  return { numbers, counted };
}

// ---- blanks ---------------------------------------------------------------------------------------------------------

/** Below the lines of a drawn table its head is over. */
function fitsHead(walk: Walk, head: Head, line: readonly Slot[]): boolean {
  if (walk.grid.drawn && head.drawn && line.every((slot) => !slot.bordered)) return false;
  const blanks = line.filter((slot) => isOpen(walk, slot) || slot.kind === 'closed');
  const labels = line.filter((slot) => isLabel(walk, slot));
  return fits(head, labels, blanks, walk.words);
}

/** Reads a row that has something to fill: under the head where it fits, else as pairs of label and blank. */
function readBlanks(walk: Walk, row: number, line: readonly Slot[]): void {
  walk.started = true;
  const { head } = walk;
  if (head && fitsHead(walk, head, line)) {
    if (head.values === null) beginValues(walk, head, line);
    readTableRow(walk, row, line, walk.head ?? head);
    return;
  }
  if (head?.values && !line.some((slot) => isOpen(walk, slot))) return;
  if (head) leaveHead(walk, head, line);
  readPairs(walk, row, line);
}

/** The first row under a head shows which columns hold values; after 续表 an equal head goes on with what the first one knew. */
function beginValues(walk: Walk, head: Head, line: readonly Slot[]): void {
  const past = walk.continued && walk.pastHead && saysTheSame(walk.pastHead, head) ? walk.pastHead : null;
  walk.continued = false;
  // 分组 over two columns of labels, of which 总计 has one: what is struck there is no value.
  const first = line.find((slot) => isLabel(walk, slot));
  const stub = first ? leafOver(head, first.left) : null;
  const isStub = (slot: Slot): boolean => slot.kind === 'closed' && stub !== null && leafOver(head, slot.left) === stub;
  const isValue = (slot: Slot): boolean => (isOpen(walk, slot) || slot.kind === 'closed') && isValueColumn(walk, head, slot) && !isStub(slot);
  head.values = new Set(line.filter(isValue).map((slot) => slot.left));
  if (past) {
    for (const [key, outline] of past.outlines) head.outlines.set(key, outline);
    for (const column of past.values ?? []) head.values.add(column);
  }
  walk.pastHead = head;
}

/** 村(居) over the first column is where the community writes its name: rows below may have words there. */
function isValueColumn(walk: Walk, head: Head, slot: Slot): boolean {
  const leaf = leafOver(head, slot.left);
  return head.roles.get(slot.left) === 'value' && (leaf === null || leaf !== nameLeaf(walk, head));
}

/** 处, 所, 张, each right below a blank of a row of pairs, are what those are counted in. */
function takeUnitsBelow(walk: Walk, labels: readonly Slot[], open: readonly Slot[]): boolean {
  if (walk.head !== null || walk.pairs.size === 0 || labels.length === 0) return false;
  const above = ({ top, left }: Slot): Slot => walk.grid.at(top - 1, left);
  // Only below open blanks are fields looked up, from the last one read: a sheet of nothing but units takes no longer for it.
  if (!labels.every((slot) => isUnit(walk, slot) && isOpen(walk, above(slot))) || !open.every((slot) => above(slot).kind === 'text')) return false;
  const counted = labels.map((slot) => walk.fields.findLastIndex(({ cell, unit }) => cell === above(slot).cell && unit === null));
  if (counted.includes(-1)) return false;
  for (const [index, slot] of labels.entries()) {
    const at = counted[index] ?? -1;
    const field = walk.fields[at];
    if (field) walk.fields[at] = { ...field, unit: unitLabel(slot) };
  }
  return true;
}

/** A head that the row does not fit is over; one that never had rows was a row of captions over pairs. */
function leaveHead(walk: Walk, head: Head, line: readonly Slot[]): void {
  if (head.values === null && looksLikeList(head, walk.words) && !line.some((slot) => isOpen(walk, slot))) closeAtEnd(walk);
  walk.captions = head.values === null ? (head.rows.at(-1) ?? []).filter((slot) => isLabel(walk, slot) && slot.right > slot.left) : [];
  walk.head = null;
  walk.tables++;
  forgetPairs(walk);
  closeCaptions(walk);
}
