// What a form adds up, or divides by 按进度:, does not overlap: beside 已办结 and 办理中, 未办结 is what was closed without success, and not what is still open.
import type { Draft, Sheet } from './draft.ts';
import { contains, less, sameExtent } from './extents.ts';
import { addedCells } from './sums.ts';

/** Takes from each part of a printed total what another part of it names more narrowly; they differ in one facet and agree in all others. */
export function separateParts(sheet: Sheet, total: Draft): void {
  const parts = (addedCells(sheet, total) ?? []).flatMap(({ cell, sign }) => (sign === 1 ? (sheet.byCell.get(cell) ?? []) : []));
  for (const wide of parts) for (const narrow of parts) takeAway(sheet, wide, narrow);
}

/** The same for what became of events, row by row under one 按…: in one column; 60岁以上 and 65岁以上 are counted in each other. */
export function separateDivided(sheet: Sheet): void {
  const divided = new Map<string, Draft[]>();
  for (const draft of sheet.drafts) {
    const { rowPath, columnPath } = draft.field;
    const way = rowPath.at(-2);
    if (way?.relation !== 'breakdown' || draft.resolution?.measure.object !== 'event') continue;
    const key = [...rowPath.slice(0, -1), ...columnPath].map(({ cell }) => cell).join();
    divided.set(key, [...(divided.get(key) ?? []), draft]);
  }
  for (const parts of divided.values()) for (const wide of parts) for (const narrow of parts) takeAway(sheet, wide, narrow);
}

function takeAway({ lexicon }: Sheet, wide: Draft, narrow: Draft): void {
  if (wide === narrow || wide.field.formula !== null || wide.resolution?.measure !== narrow.resolution?.measure) return;
  const facets = [...new Set([...Object.keys(wide.where), ...Object.keys(narrow.where)])];
  const apart = facets.filter((facet) => {
    const [a, b] = [wide.where[facet], narrow.where[facet]];
    return !a || !b || !sameExtent(a, b);
  });
  const [facet = ''] = apart;
  const [whole, part] = [wide.where[facet], narrow.where[facet]];
  if (apart.length !== 1 || !whole || !part || !contains(whole, part)) return;
  const rest = less(whole, part, lexicon.knowledge.facets.get(facet));
  if (rest) wide.where = { ...wide.where, [facet]: rest };
}
