// Which rows move when blank rows are added to a roster, and how ranges and formulas follow. In: where rows are added in one
// sheet. Out: moved rows, ranges and formulas. Ranges that end with the last blank row grow over the new ones, so that totals,
// validations and borders cover every entry.
import { parseRange, type Range } from '../../engine/model/sheet.ts';
import { LAST_ROW, mapReferences, type Reference, type RefPoint } from './formula.ts';
import { cellName } from '../../engine/model/sheet.ts';

/** Rows added behind row `after`, the last blank row of a roster that begins at row `first` (`first` > `after`: it has none). */
export interface Insertion {
  readonly first: number;
  readonly after: number;
  readonly count: number;
}

/** Rows added in one sheet, from top to bottom. */
export interface Growth {
  readonly sheet: string;
  readonly insertions: readonly Insertion[];
}

/** What rows to add so that rosters find room: each has `blankRows` for entries from `firstRow` on. */
export function insertionsFor(
  rosters: readonly { readonly firstRow: number; readonly blankRows: number; readonly rows: readonly unknown[] }[],
): readonly Insertion[] {
  const wanted = rosters.map(({ firstRow, blankRows, rows }) => ({ first: firstRow, after: firstRow + blankRows - 1, count: rows.length - blankRows }));
  return together(wanted.filter(({ after }) => after >= 1));
}

/**
 * Rows are added to the whole sheet, so rosters side by side share them: those that end with one row get the most that any of
 * them misses, and one that ends lower adds only what those beside it did not add between its own rows.
 */
function together(wanted: readonly Insertion[]): Insertion[] {
  const insertions: Insertion[] = [];
  for (const { first, after, count } of wanted.toSorted((a, b) => a.after - b.after)) {
    const within = insertions.filter((other) => other.after >= first && other.after < after).reduce((sum, other) => sum + other.count, 0);
    const missing = count - within;
    if (missing <= 0) continue;
    const last = insertions.at(-1);
    if (last?.after !== after) insertions.push({ first, after, count: missing });
    else insertions[insertions.length - 1] = { first: Math.min(first, last.first), after, count: Math.max(missing, last.count) };
  }
  return insertions;
}

/** Where a row stands afterwards. */
export function movedRow({ insertions }: Growth, row: number): number {
  let moved = row;
  for (const { after, count } of insertions) if (row > after) moved += count;
  return moved;
}

/** A range afterwards; `grows` says whether it takes in the new rows when it ends with the last blank row. */
export function movedRange(growth: Growth, range: Range, grows: (insertion: Insertion) => boolean = hasBlankRow): Range {
  const { top, bottom } = movedRows(growth, range.top, range.bottom, grows);
  return { ...range, top, bottom };
}

/** "A5:B14 C3" afterwards; parts that are no cell ranges stay. */
export function movedRanges(growth: Growth, text: string): string {
  return text.replace(/[^\s]+/g, (part) => {
    const range = parseRange(part);
    if (!range) return part;
    const { top, left, bottom, right } = movedRange(growth, range);
    const from = cellName(top, left);
    return part.includes(':') || top !== bottom ? `${from}:${cellName(bottom, right)}` : from;
  });
}

/** A formula afterwards. `sheet` and `row` are where it stands; row null for formulas that stand in no cell. */
export function movedFormula(growth: Growth, formula: string, sheet: string | null, row: number | null): string {
  return mapReferences(formula, (ref) => (isMeant(growth, ref, sheet) ? movedReference(growth, ref, sheet, row) : ref));
}

/** Whether a formula anywhere else in the workbook may speak of the sheet that grows. */
export function mayMention(growth: Growth, text: string): boolean {
  return text.includes('!') && text.toLowerCase().includes(growth.sheet.replaceAll("'", "''").toLowerCase());
}

const hasBlankRow = ({ first, after }: Insertion): boolean => first <= after;

function isMeant(growth: Growth, ref: Reference, sheet: string | null): boolean {
  return (ref.sheet ?? sheet)?.toLowerCase() === growth.sheet.toLowerCase();
}

function movedReference(growth: Growth, ref: Reference, sheet: string | null, ownRow: number | null): Reference | null {
  if (ref.from.row === null || ref.to.row === null) return ref;
  const here = sheet?.toLowerCase() === growth.sheet.toLowerCase() ? ownRow : null;
  const bottom = Math.max(ref.from.row, ref.to.row);
  const { top: moved, bottom: end } = movedRows(growth, Math.min(ref.from.row, ref.to.row), bottom, (insertion) => {
    return ref.isRange && hasBlankRow(insertion) && here !== bottom;
  });
  if (end > LAST_ROW) return null;
  const upright = ref.from.row <= ref.to.row;
  return { ...ref, from: atRow(ref.from, upright ? moved : end), to: atRow(ref.to, upright ? end : moved) };
}

const atRow = (point: RefPoint, row: number): RefPoint => ({ ...point, row });

function movedRows(growth: Growth, top: number, bottom: number, grows: (insertion: Insertion) => boolean): { top: number; bottom: number } {
  const added = growth.insertions.filter((insertion) => insertion.after === bottom && grows(insertion)).reduce((sum, { count }) => sum + count, 0);
  return { top: movedRow(growth, top), bottom: movedRow(growth, bottom) + added };
}
