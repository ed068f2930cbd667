// What is remembered while a sheet is walked downwards, and the questions every reader of a row asks of it.
import type { ContextReading, FieldReading, Label, LooseBlank, PathLabel, RosterReading } from '../model/reading.ts';
import type { Block } from './blocks.ts';
import type { Furniture } from './furniture.ts';
import type { Grid, Slot } from './grid.ts';
import type { Head } from './heads.ts';
import type { Outline } from './hierarchy.ts';
import { contextOf, isUnitText, type ReadingWords } from './words.ts';

/** A heading of a part of the sheet. */
export interface Section {
  readonly label: PathLabel;
  /** Index of its numbering style; UNNUMBERED for a caption, which ends with its table. */
  readonly level: number;
  /** Has it headed a blank yet? */
  used: boolean;
}

export const UNNUMBERED = 100;

export interface Walk {
  readonly grid: Grid;
  readonly words: ReadingWords;
  readonly roles: ReadonlyMap<Slot, Furniture>;
  /** Context labels and their blanks, which no table may claim. */
  readonly taken: ReadonlySet<Slot>;
  readonly title: Slot | null;
  /** The empty cells that are to be filled. */
  readonly open: ReadonlySet<Slot>;
  /** Those of them that nobody is asked for, and why is known: in a heading, a head, a list, a column for remarks, or paper. */
  readonly aside: Set<Slot>;
  readonly fields: FieldReading[];
  readonly rosters: RosterReading[];
  readonly context: ContextReading[];
  readonly unlabelled: LooseBlank[];
  readonly subtitles: Label[];
  block: Block;
  sections: readonly Section[];
  /** Lines of words over two or more columns of label and blank, which head the pairs below them. */
  captions: readonly Slot[];
  head: Head | null;
  /** The last head that had rows, and whether 续表 was met since. */
  pastHead: Head | null;
  continued: boolean;
  tables: number;
  started: boolean;
  /** Path of the last pair that was not itself a part, for 其中 in pairs. */
  lastPair: readonly PathLabel[];
  /** Path of the pair that a card is about, whose traits follow in the rows below it. */
  subject: readonly PathLabel[];
  /** The unit it is counted in. */
  lastUnit: string | null;
  /** The number printed before the last pair, whatever that was a part of. */
  lastCode: string | null;
  /** Outlines of the label columns of pairs. */
  pairs: Map<number, Outline>;
  /** Paths of numbered pairs, by their numbers: 1.1 in any column stands under 1. */
  numberedPairs: Map<string, readonly PathLabel[]>;
  /** The unit of the last whole label of each of them. */
  pairUnits: Map<number, string | null>;
  /** Rows of pairs of which it is known whether they are read along the row. */
  along: Map<number, boolean>;
  /** A second 单位:… of the sheet, for the tables under it (the first holds for the whole sheet). */
  unit: Label | null;
  unitsSeen: number;
}

/** Words that may label something: not the title, not furniture, not context. */
export function isLabel(walk: Walk, slot: Slot): boolean {
  return slot.kind === 'text' && slot !== walk.title && !walk.taken.has(slot) && walk.roles.get(slot) === 'label';
}

export function isOpen(walk: Walk, slot: Slot): boolean {
  return walk.open.has(slot);
}

export function setAside(walk: Walk, slots: readonly Slot[]): void {
  for (const slot of slots) if (isOpen(walk, slot)) walk.aside.add(slot);
}

/** The slots of a row within the block that is being read. */
export function lineOf(walk: Walk, row: number): readonly Slot[] {
  const line = walk.grid.line(row);
  const { left, right } = walk.block;
  return left === 1 && right === walk.grid.width ? line : line.filter((slot) => slot.left >= left && slot.right <= right);
}

export function widthOf(walk: Walk): number {
  return walk.block.right - walk.block.left + 1;
}

export function isUnit(walk: Walk, slot: Slot): boolean {
  return isUnitText(slot.folded, walk.words);
}

/** The empty cells of a sheet that are to be filled: all of an undrawn sheet, the drawn ones of a drawn sheet. */
export function openSlots(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, taken: ReadonlySet<Slot>, words: ReadingWords): Set<Slot> {
  const open = new Set<Slot>();
  const { firstColumn, lastDrawnRow } = usedPart(grid);
  const gutters = guttersOf(grid);
  for (let row = 1; row <= grid.height; row++) {
    const line = grid.line(row);
    const isUndrawnRow = line.every((slot) => !slot.bordered);
    const lastWord = line.findLast((slot) => slot.kind === 'text')?.left ?? 0;
    for (const [index, slot] of line.entries()) {
      if (slot.top !== row || slot.kind !== 'blank' || taken.has(slot) || slot.right < firstColumn || gutters.has(slot.left)) continue;
      const isBelow = row > lastDrawnRow;
      const isMoved = isBelow && standsForUnit(grid, line, index, lastDrawnRow);
      const before = isBelow && standsForUnit(grid, line, index - 1, lastDrawnRow) ? line[index - 2] : line[index - 1];
      const isAfterWords = isUndrawnRow && !isMoved && besideWords(slot, before, line[index + 1], isBelow, isBelow && lastWord > slot.left, roles, words);
      if (!grid.drawn || slot.bordered || slot.formula !== null || slot.pattern || isAfterWords) open.add(slot);
    }
  }
  return open;
}

/** Columns between others that hold nothing, in a sheet without lines whose blanks are drawn with underscores: no blank is in them. */
function guttersOf(grid: Grid): ReadonlySet<number> {
  const used = new Set<number>();
  let ruled = 0;
  for (let row = 1; row <= grid.height; row++)
    for (const { kind, pattern, formula, left, right } of grid.line(row)) {
      if (pattern) ruled++;
      // A heading over the gutter does not fill it.
      if (kind !== 'blank' && left === right) used.add(left);
      else if (pattern || formula !== null) for (let column = left; column <= right; column++) used.add(column);
    }
  const columns = Array.from({ length: grid.width }, (_, index) => index + 1);
  return new Set(grid.drawn || ruled < FEWEST_RULED ? [] : columns.filter((column) => column > 1 && column < grid.width && !used.has(column)));
}

/** Fewer underscores may be a blank for a name or two. */
const FEWEST_RULED = 4;

/** Pairs to come stand under none that were before. */
export function forgetPairs(walk: Walk): void {
  walk.pairs = new Map();
  walk.numberedPairs = new Map();
  walk.pairUnits = new Map();
  walk.lastCode = null;
}

/** Left of the first column with words or lines there is only margin; below the last line only what was added to the table. */
function usedPart(grid: Grid): { firstColumn: number; lastDrawnRow: number } {
  let firstColumn = grid.width;
  let lastDrawnRow = 0;
  for (let row = 1; row <= grid.height; row++)
    for (const slot of grid.line(row)) {
      if (slot.kind === 'text' || slot.bordered) firstColumn = Math.min(firstColumn, slot.left);
      if (slot.bordered) lastDrawnRow = row;
    }
  return { firstColumn, lastDrawnRow };
}

/**
 * An undrawn cell of a drawn sheet is a blank when a label stands in front and it is merged, has its unit behind it, or stands in a line of pairs below
 * the tables: with more words behind it, or behind a label that ends in its unit.
 */
function besideWords(
  slot: Slot,
  before: Slot | undefined,
  after: Slot | undefined,
  isBelow: boolean,
  isInPairs: boolean,
  roles: ReadonlyMap<Slot, Furniture>,
  words: ReadingWords,
): boolean {
  if (!before || before.kind !== 'text' || roles.get(before) !== 'label') return false;
  const hasUnit = after !== undefined && after.kind === 'text' && words.unit.test(after.folded);
  const printsUnit = isBelow && words.unit.test(/\(([^()]+)\)$/u.exec(before.folded)?.[1] ?? '');
  return (hasUnit || slot.right > slot.left || isInPairs || printsUnit) && !words.unit.test(before.folded) && contextOf(before.text, words) === null;
}

/** 月末实有人口(人) | | ▢ below a table of label, unit and value: the first of two empty cells stands where its unit would, which the label prints itself. */
function standsForUnit(grid: Grid, line: readonly Slot[], index: number, lastDrawnRow: number): boolean {
  const [slot, next] = [line[index], line[index + 1]];
  if (slot?.kind !== 'blank' || next?.kind !== 'blank' || line[index - 1]?.kind !== 'text') return false;
  const above = ({ left }: Slot): Slot => grid.at(lastDrawnRow, left);
  return above(slot).kind === 'text' && above(next).kind === 'blank' && above(next).bordered;
}
