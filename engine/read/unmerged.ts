// Labels of several rows that nobody merged: 户籍 before 总数, with empty cells below it before 男 and 女. They are read as if they were merged.
import type { Range, Sheet } from '../model/sheet.ts';
import type { Grid, Slot } from './grid.ts';
import type { ReadingWords } from './words.ts';

/** The sheet with the ranges that its labels cover; itself where all of them are merged. */
export function withCoveredRows(grid: Grid, words: ReadingWords): Sheet {
  const covered = new Map<Slot, Range>();
  /** What stands behind each covering label, row by row: the same again begins something new. */
  const behind = new Map<Slot, Set<string>>();
  let above: ReadonlyMap<Slot, Slot> = new Map();
  for (let row = 2; row <= grid.height; row++) {
    const going = labelsGoingOn(grid, row, above, words);
    for (const label of going.values()) if (!behind.has(label)) behind.set(label, new Set([textsBehind(grid, label, label.top)]));
    const isNew = [...going].every(([empty, label]) => behind.get(label)?.has(textsBehind(grid, empty, row)) === false);
    for (const [empty, label] of going) behind.get(label)?.add(textsBehind(grid, empty, row));
    above = isNew ? going : new Map();
    for (const { top, left, right, ...label } of above.values()) covered.set(grid.at(top, left), { top, left, bottom: Math.max(row, label.bottom), right });
  }
  return covered.size === 0 ? grid.sheet : { ...grid.sheet, merges: [...grid.sheet.merges, ...covered.values()] };
}

function textsBehind(grid: Grid, { right }: Slot, row: number): string {
  const labels = grid.line(row).filter(({ left, kind }) => left > right && kind === 'text');
  return labels.map(({ folded }) => folded).join('|');
}

/**
 * The empty cells at the beginning of a row, codes aside, with the labels over them: where all that stands behind them lies as in the row above. None
 * where one of them has no label over it, or the row has none of its own behind them and nothing to fill.
 */
function labelsGoingOn(grid: Grid, row: number, above: ReadonlyMap<Slot, Slot>, words: ReadingWords): ReadonlyMap<Slot, Slot> {
  const none = new Map<Slot, Slot>();
  const isCode = ({ kind, folded }: Slot): boolean => kind === 'text' && words.code.test(folded);
  // What is merged with cells of the row above covers both rows, and tells nothing.
  const line = grid.line(row).filter(({ top }) => top === row);
  const first = line.findIndex((slot) => slot.kind === 'text' && !isCode(slot));
  const [lead, rest] = [line.slice(0, first).filter((slot) => !isCode(slot)), line.slice(first)];
  // 个, 条 alone behind an empty cell: the label itself is to be written.
  if (first < 1 || lead.length === 0 || !rest.some(isEmpty) || words.unit.test(rest[0]?.folded ?? '')) return none;
  const over = (slot: Slot): Slot => grid.at(row - 1, slot.left);
  const isBelow = (slot: Slot): boolean => over(slot).left === slot.left && over(slot).right === slot.right && over(slot).bottom === row - 1;
  const isLike = (slot: Slot): boolean => (over(slot).kind === 'text') === (slot.kind === 'text');
  if (!line.every(isBelow) || !rest.every(isLike)) return none;
  const labels = lead.map((slot) => [slot, above.get(over(slot)) ?? over(slot)] as const);
  const goesOn = labels.every(([slot, label]) => isEmpty(slot) && slot.bottom === row && label.kind === 'text' && !isCode(label));
  return goesOn ? new Map(labels) : none;
}

function isEmpty({ kind, formula, pattern }: Slot): boolean {
  return kind === 'blank' && formula === null && !pattern;
}
