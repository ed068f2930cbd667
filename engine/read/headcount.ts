// 网格员 ▢: is that how many there are, or whoever signs? Rows tell by what stands over, beside, above and below them.
import type { Furniture } from './furniture.ts';
import type { Grid, Slot } from './grid.ts';
import { contextOf, printsUnit, type ReadingWords, withoutAside } from './words.ts';

/** A sheet that is gone through row by row. */
export interface Sheeted {
  readonly grid: Grid;
  readonly roles: ReadonlyMap<Slot, Furniture>;
  readonly words: ReadingWords;
  /** The nearest word above, by column; of a drawn sheet the nearest drawn one, since the last row without lines. */
  readonly above: Map<number, Slot>;
}

/** The words of a row that has been gone through stand above those below it. */
export function noticeWords({ grid, above }: Sheeted, line: readonly Slot[]): void {
  const words = line.filter(({ kind, bordered }) => kind === 'text' && (bordered || !grid.drawn));
  if (grid.drawn ? line.every(({ bordered }) => !bordered) : line.every(({ kind }) => kind === 'blank')) above.clear();
  for (const slot of words) for (let column = slot.left; column <= slot.right; column++) above.set(column, slot);
}

/** 网格员 among those who are counted: beside them, under 人数, or above and below them. Then it is nobody's signature. */
export function isCount(sheet: Sheeted, line: readonly Slot[], index: number): boolean {
  const { roles, words } = sheet;
  const [label, ...rest] = line.slice(index);
  if (!label || !words.countable.test(label.folded)) return false;
  const others = line.filter((slot) => slot.kind === 'text' && slot !== label);
  const isCounted = (slot: Slot): boolean => contextOf(slot.text, words) === null && roles.get(slot) !== 'signature';
  // 流动人口 ▢ 网格员 ▢ 残疾人 ▢: counted as those beside it are.
  if (others.length > 1 && others.every(isCounted)) return true;
  if (others.some((slot) => !isCounted(slot) && !words.countable.test(slot.folded))) return false;
  const end = rest.findIndex(({ kind }) => kind === 'text');
  const blanks = end < 0 ? rest : rest.slice(0, end);
  if (blanks.length === 0 || !blanks.every(({ bordered }) => bordered || !sheet.grid.drawn)) return false;
  return blanks.some((slot) => isUnderCount(sheet, slot)) || isAmongCounted(sheet, label, blanks);
}

/** The nearest drawn word above the blank says 人数, 数量, or its unit. */
function isUnderCount({ above, words }: Sheeted, { left }: Slot): boolean {
  const head = above.get(left)?.folded ?? '';
  return words.countHead.test(withoutAside(head)) || printsUnit(head, words);
}

/**
 * With a blank under every head, as 志愿者 right above or below it has; with one blank only, where 志愿者(人) or 低保人数 stands on both sides of it, others
 * like it between them.
 */
function isAmongCounted({ grid, words }: Sheeted, label: Slot, blanks: readonly Slot[]): boolean {
  const beside = (row: number): Slot | null => labelLike(grid, row, label, blanks);
  if (blanks.length > 1) return [beside(label.top - 1), beside(label.bottom + 1)].some((slot) => slot !== null && contextOf(slot.text, words) === null);
  const next = (step: number): Slot | null => {
    let slot = beside(label.top + step);
    for (let far = 2; slot && words.countable.test(slot.folded) && far <= FARTHEST; far++) slot = beside(label.top + far * step);
    return slot;
  };
  return [next(-1), next(1)].every((slot) => slot !== null && (words.countedLabel.test(slot.folded) || printsUnit(slot.folded, words)));
}

/** So many occupations stand one below the other at most. */
const FARTHEST = 12;

/** The label of another row that has its blanks where this one has them. */
function labelLike(grid: Grid, row: number, label: Slot, blanks: readonly Slot[]): Slot | null {
  if (row < 1 || row > grid.height) return null;
  const slot = grid.at(row, label.left);
  const isLike = blanks.every(({ left }) => grid.at(row, left).kind === 'blank' && grid.at(row, left).left === left);
  return slot.kind === 'text' && slot.left === label.left && isLike ? slot : null;
}
