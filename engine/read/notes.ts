// Notes of several lines: what goes on below 说明： or 注：1.… is a note too, numbered or not and with or without 。, until a table begins.
import type { Furniture } from './furniture.ts';
import type { Grid, Slot } from './grid.ts';
import { parseLabel } from './hierarchy.ts';
import { contextOf, foldWidth, printsUnit, type ReadingWords } from './words.ts';

/** The last line of notes: how it is numbered (null when it is not), and whether it only heads those below it. */
interface Before {
  readonly slot: Slot;
  readonly numbering: number | null;
  readonly isHeading: boolean;
}

/**
 * The labels that go on a note: lines of one text below it, without a blank in their row. Above a table these are only the ones numbered as the note is;
 * the others may head the table.
 */
export function notesGoingOn(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): Slot[] {
  const found = new Set<Slot>();
  const end = lastTableRow(grid, roles);
  let before: Before | null = null;
  for (let row = 1; row <= grid.height; row++) {
    const line = grid.line(row);
    if (line.every((slot) => slot.kind === 'blank' && !slot.bordered)) continue;
    const only = aloneIn(line, row);
    const next: Before | null = only && noteAfter(grid, only, before, row > end, roles, words);
    // 填表说明 is a note when one follows, else it may be a title.
    if (before && next) found.add(before.slot);
    if (next && !next.isHeading) found.add(next.slot);
    before = next;
  }
  return [...found].filter((slot) => roles.get(slot) === 'label');
}

/** The line as one of notes; null when it is none. */
function noteAfter(grid: Grid, slot: Slot, before: Before | null, isLast: boolean, roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): Before | null {
  if (headsNotes(slot, words)) return { slot, numbering: null, isHeading: true };
  const role = roles.get(slot);
  const isNote = role === 'note' || (role === 'label' && isClause(slot));
  const own = numberingOf(slot, words);
  if (isNote) return { slot, numbering: own, isHeading: false };
  if (role !== 'label' || !before || isAsked(slot, words)) return null;
  const isNumbered = own !== null && (own === before.numbering || before.isHeading);
  // In a sheet without lines a blank may follow any word that does not reach the margin.
  const isBelow = isLast && (grid.drawn || slot.right === grid.width);
  return isNumbered || isBelow ? { slot, numbering: own ?? before.numbering, isHeading: false } : null;
}

/** The only text of a row, when nothing in the row could be filled. */
function aloneIn(line: readonly Slot[], row: number): Slot | null {
  const [only, ...others] = line.filter(({ kind }) => kind !== 'blank');
  const isPaper = (slot: Slot): boolean => !slot.bordered && !slot.pattern && slot.formula === null && slot.left === slot.right;
  return only?.kind === 'text' && only.top === row && others.length === 0 && line.every((slot) => slot === only || isPaper(slot)) ? only : null;
}

/** 填表说明 in a line of its own, with or without a colon. */
function headsNotes({ folded }: Slot, { note }: ReadingWords): boolean {
  const heading = `${folded.replace(/:$/u, '')}:`;
  return note.exec(heading)?.[0] === heading;
}

/** 户籍人口含外出的； ends as no label does. */
function isClause({ folded }: Slot): boolean {
  return /^[^_]{8,};$/u.test(folded);
}

/** How a line is numbered, behind 注： where it begins so. */
function numberingOf({ text }: Slot, words: ReadingWords): number | null {
  return parseLabel({ text: foldWidth(text.trim()).replace(words.note, '').trim() }, words).numbering;
}

/** 妇联主席：　　日期：　　, 填表人　　　电话　　　, 补充：户数（户） ask for something. */
function isAsked({ text, folded }: Slot, words: ReadingWords): boolean {
  return /[:：]\s*$|[:：]\s{3}|\s{5}/u.test(text) || contextOf(text, words) !== null || printsUnit(folded, words);
}

/** The last row with something that may be filled: a drawn blank, or, in a sheet without lines, several labels side by side. */
function lastTableRow(grid: Grid, roles: ReadonlyMap<Slot, Furniture>): number {
  const isTable = (row: number): boolean => {
    const line = grid.line(row);
    return grid.drawn ? line.some(({ kind, bordered }) => kind === 'blank' && bordered) : line.filter((slot) => roles.get(slot) === 'label').length > 1;
  };
  let row = grid.height;
  while (row > 0 && !isTable(row)) row--;
  return row;
}
