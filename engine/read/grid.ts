// A sheet as a grid of slots: a merged range is one slot, a plain cell is one slot; each is text, blank or closed to filling.
import type { Cell, Range, Sheet } from '../model/sheet.ts';
import { cellName } from '../model/sheet.ts';
import { fold, type ReadingWords, roundBrackets } from './words.ts';

/** text: words of the form · blank: to be filled, or empty paper · closed: —, × and their kin, not to be filled. */
export type SlotKind = 'text' | 'blank' | 'closed';

export interface Slot extends Range {
  readonly cell: string;
  readonly kind: SlotKind;
  /** Trimmed text; leading spaces are counted in `indent`. */
  readonly text: string;
  /** The text without any spaces, full-width forms folded: what the lexicon's patterns are matched against. */
  readonly folded: string;
  /** Leading spaces in full-width characters plus levels of cell indent. */
  readonly indent: number;
  readonly formula: string | null;
  readonly bordered: boolean;
  readonly pattern: boolean;
}

export interface Grid {
  readonly sheet: Sheet;
  readonly height: number;
  readonly width: number;
  /** True when the sheet draws its tables with lines, so that a blank without any is empty paper. */
  readonly drawn: boolean;
  /** The slot that covers a cell. */
  at(row: number, column: number): Slot;
  /** The slots that cover a row, from left to right, each once. */
  line(row: number): readonly Slot[];
}

/** The grid of a sheet; built once, in time linear in its cells, so that rows and cells are looked up without searching. */
export function gridOf(sheet: Sheet, words: ReadingWords): Grid {
  const { height, width } = usedSize(sheet);
  const cells = cellRows(sheet.cells, height, width);
  const slots = mergedSlots(sheet.merges, cells, height, width, words);
  const lines: Slot[][] = [[]];
  for (let row = 1; row <= height; row++) {
    const covering = (slots[row] ??= []);
    const line: Slot[] = [];
    for (let column = 1; column <= width; column++) {
      const slot = (covering[column] ??= plainSlot(row, column, cells[row]?.[column], words));
      if (line.at(-1) === slot) continue;
      const [unit, label] = unitAndLabel(slot, line.at(-1), cells[row]?.[slot.right + 1], words) ?? [slot];
      line.push(unit);
      if (!label) continue;
      line.push(label);
      for (let covered = label.left; covered <= label.right; covered++) covering[covered] = label;
      column = label.right;
    }
    lines.push(line);
  }
  const at = (row: number, column: number): Slot => slots[row]?.[column] ?? plainSlot(row, column, undefined, words);
  return { sheet, height, width, drawn: isDrawn(sheet), at, line: (row) => lines[row] ?? [] };
}

/** A2 常住人口 ▢ 人,其中女性 ▢ 人: the unit of the blank before it, and the label of the next one, in one cell. */
function unitAndLabel(slot: Slot, before: Slot | undefined, next: Cell | undefined, words: ReadingWords): [unit: Slot, label: Slot] | null {
  if (slot.kind !== 'text' || slot.top !== slot.bottom || before?.kind !== 'blank' || (next !== undefined && next.text.trim() !== '')) return null;
  const [, unit = '', label = ''] = /^([^,，;；、]{1,6})[,，;；]\s*(.{2,})$/u.exec(slot.text) ?? [];
  if (!words.unit.test(fold(unit))) return null;
  const part = (text: string): Slot => ({ ...slot, text, folded: fold(text), indent: 0 });
  return [part(unit), part(label)];
}

type CellRows = readonly (readonly (Cell | undefined)[] | undefined)[];

function cellRows(cells: readonly Cell[], height: number, width: number): CellRows {
  const rows: (Cell | undefined)[][] = [];
  for (const cell of cells) if (cell.row <= height && cell.column <= width) (rows[cell.row] ??= [])[cell.column] = cell;
  return rows;
}

function usedSize(sheet: Sheet): { height: number; width: number } {
  let height = 0;
  let width = 0;
  for (const cell of sheet.cells) {
    if (cell.text === '' && cell.formula === null && !cell.style.bordered) continue;
    height = Math.max(height, cell.row);
    width = Math.max(width, cell.column);
  }
  for (const merge of sheet.merges) {
    if (merge.top > height || merge.left > width) continue;
    height = Math.max(height, Math.min(merge.bottom, height + 50));
    width = Math.max(width, Math.min(merge.right, width + 50));
  }
  return { height, width };
}

/** The slots of merged ranges, by row and column. Ranges may not overlap; once a damaged file's cover more than the sheet four times over, the rest is ignored. */
function mergedSlots(merges: readonly Range[], cells: CellRows, height: number, width: number, words: ReadingWords): Slot[][] {
  const slots: Slot[][] = [];
  let budget = 4 * height * width;
  for (const { top, left, bottom, right } of merges) {
    if (top > height || left > width || budget < 0) continue;
    const range = { top, left, bottom: Math.min(bottom, height), right: Math.min(right, width) };
    budget -= (range.bottom - top + 1) * (range.right - left + 1);
    const slot = slotOf(range, cells[top]?.[left], hasBorder(range, cells), words);
    for (let row = top; row <= range.bottom; row++) {
      const covering = (slots[row] ??= []);
      for (let column = left; column <= range.right; column++) covering[column] = slot;
    }
  }
  return slots;
}

function plainSlot(row: number, column: number, cell: Cell | undefined, words: ReadingWords): Slot {
  return slotOf({ top: row, left: column, bottom: row, right: column }, cell, cell?.style.bordered ?? false, words);
}

function slotOf({ top, left, bottom, right }: Range, master: Cell | undefined, bordered: boolean, words: ReadingWords): Slot {
  const raw = master?.text ?? '';
  const text = withoutStop(raw.trim(), words);
  const formula = master?.formula ?? null;
  const isPattern = raw !== '' && words.blankPattern.test(raw);
  return {
    top,
    left,
    bottom,
    right,
    cell: cellName(top, left),
    kind: formula !== null || text === '' || isPattern ? 'blank' : words.closedPattern.test(text) ? 'closed' : 'text',
    text,
    folded: roundBrackets(fold(text)),
    indent: raw === '' ? 0 : leadingSpaces(raw) + (master?.style.indent ?? 0),
    formula,
    bordered,
    pattern: text !== '' && isPattern,
  };
}

/** 接种 ▢ 人次。 ends a sentence with its unit, 老人 ▢ 人， a part of one. */
function withoutStop(text: string, words: ReadingWords): string {
  const bare = /^([^。；;，,]{1,6})[。；;，,]$/u.exec(text)?.[1] ?? '';
  return words.unit.test(fold(bare)) ? bare : text;
}

function leadingSpaces(raw: string): number {
  const spaces = /^[ \t\u00a0\u3000]*/.exec(raw)?.[0] ?? '';
  return [...spaces].reduce((sum, space) => sum + (space === '\u3000' ? 1 : 0.5), 0);
}

function hasBorder(range: Range, cells: CellRows): boolean {
  for (let row = range.top; row <= range.bottom; row++)
    for (let column = range.left; column <= range.right; column++) if (cells[row]?.[column]?.style.bordered) return true;
  return false;
}

/** Three empty cells with lines, or one beside words with lines, are no accident. */
function isDrawn(sheet: Sheet): boolean {
  let empty = 0;
  let hasDrawnWords = false;
  for (const { text, formula, style } of sheet.cells) {
    if (!style.bordered) continue;
    if (text === '' && formula === null) empty++;
    else hasDrawnWords = true;
    if (empty >= 3 || (empty >= 1 && hasDrawnWords)) return true;
  }
  return false;
}
