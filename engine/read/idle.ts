// Drawn cells that nobody is to fill although they are empty: where a frame is wider than one of its tables, and behind the blanks
// for signatures in a frame's last rows.
import type { Furniture } from './furniture.ts';
import type { Grid, Slot } from './grid.ts';
import { isUnitText, type ReadingWords } from './words.ts';

/** What the cells of a row may be: a label of the form, a blank to fill, a label or blank of the context. */
export interface Cells {
  readonly open: ReadonlySet<Slot>;
  readonly taken: ReadonlySet<Slot>;
  readonly roles: ReadonlyMap<Slot, Furniture>;
  readonly words: ReadingWords;
}

/** All of them on a sheet. */
export function idleCells(grid: Grid, cells: Cells): Slot[] {
  const idle: Slot[] = [];
  for (let row = 1; row <= grid.height; row++)
    idle.push(...behindHeads(grid, row, cells), ...(goesOn(grid, row, cells) ? [] : behindSignatures(grid.line(row), cells)));
  return idle;
}

/**
 * 帮扶活动 | 本季场次 | 本季人次 | ▢ over rows with a blank below 本季场次 and 本季人次: three heads or more side by side, and nothing
 * but empty cells behind them, as far down as the head goes.
 */
function behindHeads(grid: Grid, row: number, cells: Cells): Slot[] {
  const line = grid.line(row);
  const last = line.findLastIndex(({ kind }) => kind !== 'blank');
  const heads = line.slice(0, last + 1);
  // 本季件 | × | 累计件 | ×, over rows that are struck there too.
  const isStruck = ({ kind, bottom, left }: Slot): boolean => kind === 'closed' && bottom < grid.height && grid.at(bottom + 1, left).kind === 'closed';
  const words = heads.filter((slot) => !isStruck(slot));
  const tail = line.slice(last + 1);
  const begun = heads.filter(({ top }) => top === row);
  const right = heads.at(-1)?.right ?? 0;
  const areHeads = words.length >= FEWEST && begun.length > 0 && words.every((slot) => isWord(slot, cells));
  if (!areHeads || tail.length === 0 || !tail.every((slot) => isEmpty(slot, cells, grid.drawn))) return [];
  if (words.slice(1).some(({ folded }) => isUnitText(folded, cells.words))) return [];
  const idle = [...tail];
  for (let below = row + 1; below <= Math.min(row + DEEPEST, grid.height); below++) {
    const starting = grid.line(below).filter(({ top }) => top === below);
    const under = starting.filter(({ left }) => left <= right);
    const behind = starting.filter(({ left }) => left > right);
    if (behind.some(({ kind }) => kind === 'text')) return [];
    if (starting.length === 0) continue;
    if (!under.every(({ kind }) => kind === 'text')) return areValues(under, grid.line(below)) ? idle : [];
    idle.push(...behind.filter((slot) => cells.open.has(slot)));
  }
  return [];
}

/** The first row under heads: words, and then under two heads or more nothing but blanks. */
function areValues(under: readonly Slot[], line: readonly Slot[]): boolean {
  const [first] = line;
  const values = under.slice(under.findIndex(({ kind }) => kind !== 'text'));
  return first?.kind === 'text' && values.length >= FEWEST - 1 && values.every(({ kind }) => kind !== 'text');
}

/** Fewer words side by side may be a label with its code or group. */
const FEWEST = 3;

/** Heads have so many rows at most. */
const DEEPEST = 4;

/** 监督员 among 指导员 and 志愿者: a row of the table follows, and nobody signs in the middle of one. */
function goesOn(grid: Grid, row: number, cells: Cells): boolean {
  const [first] = row < grid.height ? grid.line(row + 1) : [];
  return first !== undefined && isWord(first, cells) && first.bordered && grid.line(row + 1).some((slot) => cells.open.has(slot));
}

/**
 * 填表人 | ▢ | 电话 | ▢ | ▢, 站长: | ▢ | ▢: behind the blank for a name or a signature nothing is to be filled, nor anywhere in a row of
 * nothing but such words.
 */
function behindSignatures(line: readonly Slot[], cells: Cells): Slot[] {
  const { open, taken, roles, words } = cells;
  const isAsked = (slot: Slot): boolean => taken.has(slot) || roles.get(slot) === 'signature' || words.signature.test(`${slot.folded}:`);
  const texts = line.filter(({ kind }) => kind === 'text');
  const isForNames = line.some((slot) => slot.kind === 'blank' && taken.has(slot)) && texts.every(isAsked);
  const idle: Slot[] = [];
  let isBehind = false;
  for (const [index, slot] of line.entries()) {
    const before = line[index - 1];
    const isSigned = before !== undefined && before.kind === 'text' && isAsked(before) && !words.signatureLabel.test(before.folded);
    if ((isBehind || (isForNames && !isSigned)) && open.has(slot) && slot.formula === null) idle.push(slot);
    isBehind = slot.kind === 'blank' && (taken.has(slot) || isBehind || (before !== undefined && roles.get(before) === 'signature'));
  }
  return idle;
}

function isWord(slot: Slot, { roles, taken }: Cells): boolean {
  return slot.kind === 'text' && roles.get(slot) === 'label' && !taken.has(slot);
}

/** A sheet without lines has its blanks wherever nothing stands. */
function isEmpty(slot: Slot, { open }: Cells, isDrawn: boolean): boolean {
  return slot.kind === 'blank' && slot.formula === null && open.has(slot) && (slot.bordered || !isDrawn);
}
