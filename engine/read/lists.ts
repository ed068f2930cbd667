// Lists: heads with nothing but empty rows below them, to be filled one row per person, household, place …
import type { RosterReading } from '../model/reading.ts';
import { labelOf } from './furniture.ts';
import { countsOnly, type Head, leafOver, looksLikeList, namesCommunity } from './heads.ts';
import { isLabel, lineOf, type Walk } from './walk.ts';
import { roundBrackets } from './words.ts';

/** A list begins when the rows under fresh heads have no words (or only running numbers). Returns its last row, or null. */
export function listAt(walk: Walk, row: number): number | null {
  const head = walk.head;
  const last = lastEmptyRow(walk, row);
  if (!head || last === null || areAges(walk, head, row)) return null;
  const blankRows = last - row + 1;
  const formulas = lineOf(walk, row).some((slot) => slot.formula !== null);
  if ((blankRows === 1 || formulas) && !looksLikeList(head, walk.words)) return null;
  pushRoster(walk, head, row, blankRows);
  return last;
}

/**
 * 村（社区） | 户数（户） | 人口（人） over empty rows, one for each community, or nothing but counts: the first row is the community's own, the others are
 * paper. Returns the last of them, or null.
 */
export function ownRowAt(walk: Walk, row: number): number | null {
  const { head, words } = walk;
  const last = lastEmptyRow(walk, row);
  return head && last !== null && (namesCommunity(head, words) || countsOnly(head, words)) ? last : null;
}

/** The last of the rows under fresh heads that have no words; null when there are none. */
function lastEmptyRow(walk: Walk, row: number): number | null {
  const { head } = walk;
  if (!head || head.values !== null || head.bottom !== row - 1) return null;
  let last = row - 1;
  while (last < walk.block.bottom && isListRow(walk, head, last + 1)) last++;
  return last < row ? null : last;
}

function isListRow(walk: Walk, head: Head, row: number): boolean {
  const line = lineOf(walk, row);
  if (walk.grid.drawn && !line.some((slot) => slot.bordered)) return false;
  // JW01 before names; W01 before counts is a row of its own.
  const isNamed = head.leaves.some(({ folded }) => walk.words.listHead.test(folded));
  const first = Math.min(...head.rows.flatMap((each) => each.find((slot) => isLabel(walk, slot))?.left ?? []));
  return line.every(
    (slot) =>
      slot.top === row &&
      (slot.kind === 'blank' || slot.kind === 'closed' || ((isNamed ? /^[A-Z]{0,4}-?[\d()、.]+$/ : /^[\d()、.]+$/).test(slot.folded) && slot.left === first)),
  );
}

/** 18, 19, 20 under 年龄（周岁） before empty cells are ages, and do not number the rows of a list. */
function areAges(walk: Walk, head: Head, row: number): boolean {
  const number = lineOf(walk, row).find((slot) => slot.kind === 'text');
  return number !== undefined && walk.words.ageHead.test(leafOver(head, number.left)?.folded ?? '');
}

/** Heads with nothing below them are the heads of a list. */
export function closeAtEnd(walk: Walk): void {
  const head = walk.head;
  if (!head || head.values !== null) return;
  const isLastOfSheet = head.bottom === walk.block.bottom && head.bottom === walk.grid.height && head.rows.length <= 3 && head.leaves.length >= 3;
  if (isLastOfSheet || looksLikeList(head, walk.words)) pushRoster(walk, head, head.bottom + 1, 0);
}

function pushRoster(walk: Walk, head: Head, firstRow: number, blankRows: number): void {
  const columns = head.leaves.map((leaf) => ({
    cell: leaf.cell,
    column: leaf.left,
    path: (head.over.get(leaf.left) ?? []).map((slot) => ({ ...labelOf(slot), text: roundBrackets(slot.text) })),
    choices: null,
  }));
  const over = walk.sections.flatMap(({ label, used }) => (used ? [] : [{ text: label.text, cell: label.cell }]));
  const roster: RosterReading = { sheet: walk.grid.sheet.name, headerRow: head.bottom, firstRow, blankRows, columns, over };
  walk.rosters.push(roster);
  walk.head = null;
}
