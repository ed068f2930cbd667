// Sheet → where the blanks are, and the words over, beside and around each. One door: `readSheet`.
import type { FieldReading, Label, LooseBlank, RosterReading, SheetReading } from '../model/reading.ts';
import type { Sheet } from '../model/sheet.ts';
import { type Choices, choicesOf } from './choices.ts';
import { withCodes } from './codes.ts';
import { contextPairs, inlineContext, periodGaps } from './context.ts';
import { afterInline, contextOfInline, furnish, type Furniture, labelOf, particularsOf, tableUnitOf } from './furniture.ts';
import { type Grid, gridOf, type Slot } from './grid.ts';
import { parseLabel } from './hierarchy.ts';
import { readTables } from './tables.ts';
import { withCoveredRows } from './unmerged.ts';
import { fold, type ReadingWords } from './words.ts';

export { fold, readingWords, type ReadingWords, type ReadingWordsData } from './words.ts';
export { parseLabel } from './hierarchy.ts';

/** Reads one sheet. What hidden sheets hold is not asked, since they are dictionaries; one with blanks all the same is told as loose. */
export function readSheet(sheet: Sheet, lexicon: ReadingWords): SheetReading {
  const words = withCodes(sheet, lexicon);
  const printed = gridOf(sheet, words);
  const covered = withCoveredRows(printed, words);
  const grid = covered === sheet ? printed : gridOf(covered, words);
  const roles = furnish(grid, words);
  const texts = [...roles.keys()];
  const context = contextPairs(grid, roles, words);
  const taken = new Set(context.flatMap(({ slots }) => slots));
  const title = titleOf(grid, roles, taken, words);
  const furniture = {
    sheet: sheet.name,
    hidden: sheet.hidden,
    title: title ? labelOf(title) : null,
    particulars: particularsOf(
      texts.filter((slot) => roles.get(slot) === 'particular' || roles.get(slot) === 'note'),
      words,
    ),
    tableUnit: sheetUnitOf(grid, roles, taken, words),
    extent: grid.height === 0 ? null : { top: 1, left: 1, bottom: grid.height, right: grid.width },
  };
  const notes = [
    ...texts.filter((slot) => roles.get(slot) === 'note' || hasAfterthought(slot, roles, words) || hasForethought(slot, roles, words)).map(labelOf),
    ...texts.flatMap((slot) => asidesOf(slot, roles, words)),
    ...sheet.notes.map(({ row, column, text }) => ({ text, cell: grid.at(row, column).cell })),
  ];
  const tables = readTables(grid, roles, taken, title, words);
  if (sheet.hidden) return { ...furniture, notes, fields: [], rosters: [], context: [], loose: hiddenBlanks(grid, tables) };
  const choices = choicesOf(sheet);
  return {
    ...furniture,
    notes: [...tables.subtitles, ...notes],
    fields: withAttachments(tables.fields, sheet, choices),
    rosters: tables.rosters.map((roster) => withChoices(roster, choices)),
    context: [
      ...context.map(({ reading }) => reading),
      ...tables.context,
      ...inlineContext(grid, roles, taken, words),
      ...periodGaps(grid, title, roles, taken, words),
    ],
    loose: [...looseBlanks(texts, roles, sheet), ...tables.unlabelled],
  };
}

/** A hidden sheet's first drawn blank stands for all of them: a person unhides the sheet or leaves them. Dictionaries are not drawn. */
function hiddenBlanks(grid: Grid, { fields }: Pick<SheetReading, 'fields'>): LooseBlank[] {
  const drawn = fields.find(({ row, column }) => grid.at(row, column).bordered);
  if (!drawn) return [];
  const text = [...drawn.rowPath, ...drawn.columnPath].map(({ text: words }) => words).join(' › ');
  return [{ sheet: drawn.sheet, cell: drawn.cell, kind: 'hidden', text }];
}

/** The first line of words that stands alone above the first table, has no number and is none of the furniture. */
function titleOf(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, taken: ReadonlySet<Slot>, words: ReadingWords): Slot | null {
  for (let row = 1; row <= Math.min(grid.height, 12); row++) {
    const line = grid.line(row);
    const texts = line.filter((slot) => slot.kind === 'text' && slot.top === row);
    const alone = texts.filter((slot) => isTitleWord(slot, roles) && !taken.has(slot));
    const [only, ...others] = alone;
    if (!only || texts.some((slot) => taken.has(slot))) continue;
    if (others.length > 0 ? alone.some((slot) => slot.bordered) : beginsPair(only, line)) return null;
    if (others.length === 0 && only.folded.length >= 4 && parseLabel(only, words).numbering === null) return only;
  }
  return null;
}

/** A drawn word with a drawn blank behind it is a question already. */
function beginsPair(only: Slot, line: readonly Slot[]): boolean {
  return only.bordered && line.some((slot) => slot.left > only.right && slot.kind === 'blank' && slot.bordered);
}

/** Words behind an inline blank, as in 村:____(季末在册), say something about the table. */
function hasAfterthought(slot: Slot, roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): boolean {
  const isContext = roles.get(slot) !== 'label' && contextOfInline(slot.text, words) !== null;
  const after = afterInline(slot.text);
  return isContext && /\p{Script=Han}{3,}/u.test(after) && !/[:_]/.test(after) && !words.blankPattern.test(after);
}

/** 社区____ 对象:16—59周岁常住人口 单位:人: a piece of a line of particulars that says whom the table counts. */
function asidesOf(slot: Slot, roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): Label[] {
  const role = roles.get(slot);
  if (role === 'note' || role === 'label' || slot.text.length > LONGEST_LINE) return [];
  const pieces = slot.text.split(/[\s\u3000_＿]{2,}/u);
  return pieces.length < 2 ? [] : pieces.filter((piece) => words.aside.test(fold(piece))).map((text) => ({ text, cell: slot.cell }));
}

/** Particulars stand in one line. */
const LONGEST_LINE = 200;

/** "15周岁及以上常住人口 单位:人": words that stand before a unit above the table speak of all of it. */
function hasForethought(slot: Slot, roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): boolean {
  return roles.get(slot) === 'tableUnit' && /^[^:]{0,24}\p{Script=Han}{3}/u.test(slot.folded.replace(words.tableUnit, ''));
}

/** A title may say that it continues: 情况表(续表); 续表 alone is none. */
function isTitleWord(slot: Slot, roles: ReadonlyMap<Slot, Furniture>): boolean {
  const role = roles.get(slot);
  return role === 'label' || (role === 'continuation' && slot.folded.length >= 8);
}

/** The unit printed for the whole sheet: 单位:人, the same inside a note, or a unit alone at the end of a line above the table. */
function sheetUnitOf(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, taken: ReadonlySet<Slot>, words: ReadingWords): Label | null {
  for (const [slot, role] of roles) {
    const printed = role === 'label' ? null : tableUnitOf(slot, words);
    if (printed) return printed;
    const inNote = role === 'note' ? words.unitInNote.exec(slot.folded)?.[1] : undefined;
    if (inNote !== undefined) return { text: inNote, cell: slot.cell };
  }
  return aloneUnit(grid, taken, words);
}

function aloneUnit(grid: Grid, taken: ReadonlySet<Slot>, words: ReadingWords): Label | null {
  if (!grid.drawn) return null;
  for (let row = 1; row <= Math.min(grid.height, 12); row++) {
    const line = grid.line(row);
    if (line.some((slot) => slot.bordered)) return null;
    const last = line.findLast((slot) => slot.kind === 'text');
    if (last && !taken.has(last) && words.unit.test(last.folded)) return labelOf(last);
  }
  return null;
}

function looseBlanks(texts: readonly Slot[], roles: ReadonlyMap<Slot, Furniture>, sheet: Sheet): LooseBlank[] {
  return texts.flatMap((slot): LooseBlank[] => {
    const role = roles.get(slot);
    if (role === 'choice') return [{ sheet: sheet.name, cell: slot.cell, kind: 'choice', text: slot.text }];
    if (role === 'inlineBlank' || (role === 'note' && /[_＿]{2,}/.test(slot.text)))
      return [{ sheet: sheet.name, cell: slot.cell, kind: 'inline', text: slot.text }];
    return [];
  });
}

function withAttachments(fields: readonly FieldReading[], sheet: Sheet, choices: Choices): FieldReading[] {
  const attached = new Map<string, string[]>();
  for (const { row, column, text } of sheet.notes) attached.set(`${row}|${column}`, [...(attached.get(`${row}|${column}`) ?? []), text]);
  return fields.map((field) => {
    const notes = (attached.get(`${field.row}|${field.column}`) ?? []).map((text) => ({ text, cell: field.cell }));
    return { ...field, choices: choices(field.row, field.column), notes: [...field.notes, ...notes] };
  });
}

function withChoices(roster: RosterReading, choices: Choices): RosterReading {
  return { ...roster, columns: roster.columns.map((column) => ({ ...column, choices: choices(roster.firstRow, column.column) })) };
}
