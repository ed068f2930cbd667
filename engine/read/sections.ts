// Headings of parts of a sheet: a line of words across the table, with nothing to fill beside it.
import { labelOf } from './furniture.ts';
import type { Slot } from './grid.ts';
import { parseLabel } from './hierarchy.ts';
import { outlineAt } from './rows.ts';
import { isLabel, isOpen, lineOf, type Walk, widthOf } from './walk.ts';
import { fold } from './words.ts';

/** One line of words across the table, with nothing to fill beside it; or 第一部分 …, whatever stands beside it undrawn. */
export function isSection(walk: Walk, row: number, labels: readonly Slot[], open: readonly Slot[], closed: readonly Slot[]): boolean {
  const only = labels[0];
  if (!only || labels.length !== 1 || closed.length > 0) return false;
  if (open.length > 0) return walk.words.partHeading.test(fold(only.text)) && open.every((slot) => slot.left > only.right && slot.formula === null);
  const others = lineOf(walk, row).filter((slot) => slot !== only && (slot.kind === 'text' || isOpen(walk, slot)));
  if (only.bottom > only.top && others.length > 0) return false;
  return others.every((slot) => slot.top < row && slot.kind === 'text') ? others.length === 0 || isWide(walk, only) : false;
}

function isWide(walk: Walk, slot: Slot): boolean {
  return slot.right - slot.left + 1 >= Math.max(2, widthOf(walk) * 0.5);
}

/** Above the first table an unnumbered line is a subtitle; in a table it heads the rows below; elsewhere it heads a part of the sheet. */
export function readSection(walk: Walk, slot: Slot, row: number): void {
  const isPlain = !walk.started && parseLabel(slot, walk.words).numbering === null;
  if (isPlain && (!isWide(walk, slot) || !nextHasWords(walk, row))) walk.subtitles.push(labelOf(slot));
  if (isPlain && !isWide(walk, slot)) return;
  walk.captions = [];
  if (walk.head && walk.head.values !== null) {
    walk.sections = [...outlineAt(walk.head, slot.left, '', walk.words).next(slot, true, [])];
    walk.sectionLevels = [];
    return;
  }
  pushSection(walk, slot);
}

function nextHasWords(walk: Walk, row: number): boolean {
  return row < walk.block.bottom && lineOf(walk, row + 1).some((slot) => isLabel(walk, slot));
}

function pushSection(walk: Walk, slot: Slot): void {
  const parsed = parseLabel(slot, walk.words);
  const level = parsed.numbering ?? 100;
  const keep = walk.sectionLevels.filter((other) => other < level).length;
  walk.sections = [...walk.sections.slice(0, keep), { text: parsed.group ?? parsed.text, cell: slot.cell, relation: parsed.group ? 'breakdown' : 'below' }];
  walk.sectionLevels = [...walk.sectionLevels.slice(0, keep), level];
  walk.lastPair = [];
  walk.pairs = new Map();
}
