// A sheet as a grid of slots: a merged range is one slot, a plain cell is one slot; each is text, blank or closed to filling.
import type { Cell, Range, Sheet } from '../model/sheet.ts';
import { cellName } from '../model/sheet.ts';
import type { ReadingWords } from './words.ts';

/** text: words of the form · blank: to be filled, or empty paper · closed: —, × and their kin, not to be filled. */
export type SlotKind = 'text' | 'blank' | 'closed';

export interface Slot extends Range {
  readonly cell: string;
  readonly kind: SlotKind;
  /** Trimmed text; leading spaces are counted in `indent`. */
  readonly text: string;
  /** Leading spaces in full-width characters plus levels of cell indent. */
  readonly indent: number;
  readonly formula: string | null;
  readonly bordered: boolean;
  readonly bold: boolean;
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

export function gridOf(sheet: Sheet, words: ReadingWords): Grid {
  const cells = new Map(sheet.cells.map((cell) => [key(cell.row, cell.column), cell]));
  const { height, width } = usedSize(sheet);
  const masters = mergeMasters(sheet.merges, height, width);
  const slots = new Map<number, Slot>();
  const at = (row: number, column: number): Slot => {
    const range = masters.get(key(row, column)) ?? { top: row, left: column, bottom: row, right: column };
    const id = key(range.top, range.left);
    const known = slots.get(id);
    if (known) return known;
    const slot = slotOf(range, cells, words);
    slots.set(id, slot);
    return slot;
  };
  const lines = new Map<number, readonly Slot[]>();
  const line = (row: number): readonly Slot[] => {
    const known = lines.get(row);
    if (known) return known;
    const made: Slot[] = [];
    for (let column = 1; column <= width; column = (made.at(-1)?.right ?? column) + 1) made.push(at(row, column));
    lines.set(row, made);
    return made;
  };
  return { sheet, height, width, drawn: isDrawn(sheet), at, line };
}

function key(row: number, column: number): number {
  return row * 20_000 + column;
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

function mergeMasters(merges: readonly Range[], height: number, width: number): Map<number, Range> {
  const masters = new Map<number, Range>();
  for (const merge of merges) {
    const clipped = { ...merge, bottom: Math.min(merge.bottom, height), right: Math.min(merge.right, width) };
    for (let row = clipped.top; row <= clipped.bottom; row++)
      for (let column = clipped.left; column <= clipped.right; column++) masters.set(key(row, column), clipped);
  }
  return masters;
}

function slotOf(range: Range, cells: ReadonlyMap<number, Cell>, words: ReadingWords): Slot {
  const master = cells.get(key(range.top, range.left));
  const raw = master?.text ?? '';
  const text = raw.trim();
  const formula = master?.formula ?? null;
  return {
    ...range,
    cell: cellName(range.top, range.left),
    kind: formula !== null ? 'blank' : kindOf(raw, text, words),
    text,
    indent: leadingSpaces(raw) + (master?.style.indent ?? 0),
    formula,
    bordered: hasBorder(range, cells),
    bold: master?.style.bold ?? false,
    pattern: text !== '' && words.blankPattern.test(raw),
  };
}

function kindOf(raw: string, text: string, words: ReadingWords): SlotKind {
  if (text === '' || words.blankPattern.test(raw)) return 'blank';
  return words.closedPattern.test(text) ? 'closed' : 'text';
}

function leadingSpaces(raw: string): number {
  const spaces = /^[ \t\u00a0\u3000]*/.exec(raw)?.[0] ?? '';
  return [...spaces].reduce((sum, space) => sum + (space === '\u3000' ? 1 : 0.5), 0);
}

function hasBorder(range: Range, cells: ReadonlyMap<number, Cell>): boolean {
  for (let row = range.top; row <= range.bottom; row++)
    for (let column = range.left; column <= range.right; column++) if (cells.get(key(row, column))?.style.bordered) return true;
  return false;
}

function isDrawn(sheet: Sheet): boolean {
  const empty = sheet.cells.filter((cell) => cell.text === '' && cell.style.bordered).length;
  return empty >= 3;
}
