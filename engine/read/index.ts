// Sheet → where the blanks are, and the words over, beside and around each. One door: `readSheet`.
import type { ContextReading, FieldReading, Label, LooseBlank, RosterReading, SheetReading } from '../model/reading.ts';
import type { Sheet } from '../model/sheet.ts';
import { contextOf, contextOfInline, furnish, type Furniture, labelOf, particularsOf } from './furniture.ts';
import { type Grid, gridOf, type Slot } from './grid.ts';
import { readTables } from './tables.ts';
import { fold, type ReadingWords } from './words.ts';

export { fold, readingWords, type ReadingWords, type ReadingWordsData } from './words.ts';
export { parseLabel } from './hierarchy.ts';

/** Reads one sheet. Hidden sheets are read for their extent only: they hold dictionaries, not questions. */
export function readSheet(sheet: Sheet, words: ReadingWords): SheetReading {
  const grid = gridOf(sheet, words);
  const roles = furnish(grid, words);
  const texts = [...roles.keys()];
  const context = contextPairs(grid, roles, words);
  const taken = new Set(context.flatMap(({ slots }) => slots));
  const title = titleOf(grid, roles, taken);
  const tables = sheet.hidden ? { fields: [], rosters: [], unlabelled: [], subtitles: [] } : readTables(grid, roles, taken, title, words);
  return {
    sheet: sheet.name,
    hidden: sheet.hidden,
    title: title ? labelOf(title) : null,
    particulars: particularsOf(texts.filter((slot) => roles.get(slot) === 'particular' || roles.get(slot) === 'note'), words),
    tableUnit: tableUnitOf(texts, roles, words),
    notes: [...tables.subtitles, ...texts.filter((slot) => roles.get(slot) === 'note').map(labelOf), ...sheet.notes.map(({ row, column, text }) => ({ text, cell: grid.at(row, column).cell }))],
    fields: sheet.hidden ? [] : tables.fields.map((field) => withValidation(field, sheet)),
    rosters: sheet.hidden ? [] : tables.rosters.map((roster) => ({ ...roster, columns: roster.columns.map((column) => ({ ...column, choices: choicesAt(sheet, roster.firstRow, column.column) })) })),
    context: sheet.hidden ? [] : [...context.map(({ reading }) => reading), ...inlineContext(texts, roles, sheet, words)],
    loose: sheet.hidden ? [] : [...looseBlanks(texts, roles, sheet), ...tables.unlabelled],
    extent: grid.height === 0 ? null : { top: 1, left: 1, bottom: grid.height, right: grid.width },
  };
}

interface ContextPair {
  readonly reading: ContextReading;
  readonly slots: readonly Slot[];
}

/** 填报单位 | ____ : a context label with a blank right of it; and blanks already printed as dates. */
function contextPairs(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): ContextPair[] {
  const pairs: ContextPair[] = [];
  for (let row = 1; row <= grid.height; row++) {
    const line = grid.line(row);
    for (const [index, slot] of line.entries()) {
      const next = line[index + 1];
      if (!next || slot.kind !== 'text' || slot.top !== row || next.top !== row) continue;
      const kind = contextOf(slot.text, words);
      const isBlank = next.kind === 'blank' && next.formula === null && (next.bordered || next.pattern || !grid.drawn || slot.text.match(/[:：]$/) !== null || sharesLine(line, next));
      if (kind && isBlank && !roles.get(slot)?.startsWith('note')) pairs.push(pair(grid, slot, next, kind));
    }
    for (const slot of line)
      if (slot.kind === 'blank' && slot.pattern && slot.top === row && !pairs.some(({ slots }) => slots.includes(slot))) pairs.push(pair(grid, slot, slot, /[_＿]/.test(slot.text) ? 'period' : 'date'));
  }
  return pairs;
}

/** In an undrawn head line the blank beside a context label is where its answer goes. */
function sharesLine(line: readonly Slot[], blank: Slot): boolean {
  return line.filter((slot) => slot.kind === 'text').length <= 4 && blank.right - blank.left >= 1;
}

function pair(grid: Grid, label: Slot, blank: Slot, kind: ContextReading['kind']): ContextPair {
  return { reading: { sheet: grid.sheet.name, cell: blank.cell, label: label.text, kind, inline: false }, slots: label === blank ? [blank] : [label, blank] };
}

function inlineContext(texts: readonly Slot[], roles: ReadonlyMap<Slot, Furniture>, sheet: Sheet, words: ReadingWords): ContextReading[] {
  return texts.flatMap((slot) => {
    const kind = roles.get(slot) === 'note' ? null : contextOfInline(slot.text, words);
    return kind ? [{ sheet: sheet.name, cell: slot.cell, label: slot.text, kind, inline: true }] : [];
  });
}

function looseBlanks(texts: readonly Slot[], roles: ReadonlyMap<Slot, Furniture>, sheet: Sheet): LooseBlank[] {
  return texts.flatMap((slot): LooseBlank[] => {
    const role = roles.get(slot);
    if (role === 'choice') return [{ sheet: sheet.name, cell: slot.cell, kind: 'choice', text: slot.text }];
    if (role === 'inlineBlank' || (role === 'note' && /[_＿]{2,}/.test(slot.text))) return [{ sheet: sheet.name, cell: slot.cell, kind: 'inline', text: slot.text }];
    return [];
  });
}

/** The first line of words that stands alone and is none of the furniture; the widest of the first two such lines. */
function titleOf(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, taken: ReadonlySet<Slot>): Slot | null {
  const candidates: Slot[] = [];
  for (let row = 1; row <= Math.min(grid.height, 12) && candidates.length < 1; row++) {
    const texts = grid.line(row).filter((slot) => slot.kind === 'text' && slot.top === row);
    const alone = texts.filter((slot) => roles.get(slot) === 'label' && !taken.has(slot));
    const only = alone[0];
    if (alone.length > 1 || (alone.length === 1 && texts.length > alone.length && texts.some((slot) => taken.has(slot)))) continue;
    if (only && alone.length === 1 && fold(only.text).length >= 4) candidates.push(only);
  }
  return candidates[0] ?? null;
}

function tableUnitOf(texts: readonly Slot[], roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): Label | null {
  for (const slot of texts) {
    if (roles.get(slot) === 'label') continue;
    const found = words.tableUnit.exec(fold(slot.text));
    if (found?.[1] !== undefined) return { text: found[1], cell: slot.cell };
    const inNote = roles.get(slot) === 'note' ? /(?:^|[。;\s])(?:计量)?单位[:]([^\s。;(]{1,4})/.exec(fold(slot.text)) : null;
    if (inNote?.[1] !== undefined) return { text: inNote[1], cell: slot.cell };
  }
  return null;
}

function withValidation(field: FieldReading, sheet: Sheet): FieldReading {
  const notes = sheet.notes.filter(({ row, column }) => row === field.row && column === field.column).map(({ text }) => ({ text, cell: field.cell }));
  return { ...field, choices: choicesAt(sheet, field.row, field.column), notes };
}

function choicesAt(sheet: Sheet, row: number, column: number): readonly string[] | null {
  const found = sheet.validations.find(({ ranges }) => ranges.some((range) => range.top <= row && row <= range.bottom && range.left <= column && column <= range.right));
  return found?.values ?? null;
}

export type { RosterReading };
