// Tells a form's furniture (title, 表号, 填报单位, notes, signatures, tick boxes) from the words that label blanks.
import type { ContextKind, FormParticulars, Label } from '../model/reading.ts';
import type { Grid, Slot } from './grid.ts';
import { notesGoingOn } from './notes.ts';
import { contextOf, fold, foldWidth, type ReadingWords } from './words.ts';

/** What a text slot is; `label` is what remains for tables. */
export type Furniture =
  'label' | 'particular' | 'note' | 'signature' | 'attachment' | 'continuation' | 'tableUnit' | 'dateLine' | 'choice' | 'inlineBlank' | 'context';

const LONG_TEXT = 42;

/** Texts beyond this are notes whatever they say, and no pattern is tried on them. */
const ENDLESS_TEXT = 2000;

/** The role of one text slot, judged by its words alone. */
export function furnitureOf(slot: Slot, words: ReadingWords): Furniture {
  const text = slot.folded;
  if (slot.text.length > ENDLESS_TEXT) return 'note';
  if (words.attachment.test(text)) return 'attachment';
  if (words.continuation.test(text)) return 'continuation';
  if (isParticular(slot.text, words)) return 'particular';
  if (words.choice.test(slot.text) && !words.note.test(text)) return words.sentence.test(text) ? 'note' : 'choice';
  if (isPartHeading(slot, words)) return 'label';
  if (isNote(text, words)) return 'note';
  if (tableUnitOf(slot, words)) return 'tableUnit';
  if (words.inlineBlank.test(slot.text)) return contextOfInline(slot.text, words) ? 'context' : words.signature.test(text) ? 'signature' : 'inlineBlank';
  if (contextOfInline(slot.text, words)) return 'signature';
  if (words.dateLine.test(text)) return 'dateLine';
  return words.signature.test(text) ? 'signature' : 'label';
}

/** 第一部分 适龄男青年(…) 单位:人 heads a part, however long it is and whatever unit it ends in; 第一部分按常住统计 is a note about it. */
function isPartHeading(slot: Slot, words: ReadingWords): boolean {
  const name = words.partHeading.exec(foldWidth(slot.text.trimStart()))?.[0];
  return name !== undefined && /^[\s、:]/u.test(foldWidth(slot.text.trimStart()).slice(name.length)) && !words.sentence.test(slot.folded);
}

/** Introduced as a note, a sentence, a long enumeration, or an equation like 1=2+3. */
function isNote(text: string, words: ReadingWords): boolean {
  return words.note.test(text) || words.sentence.test(text) || (text.length > LONG_TEXT && /[,;、]/.test(text)) || words.equation.test(text);
}

/**
 * The blank of "填报单位:____" lies in the label's own cell, and other words may follow it; its kind, or null. Words that follow without a
 * gap, as in 制表机关:某分局, are the answer, printed.
 */
export function contextOfInline(raw: string, words: ReadingWords): ContextKind | null {
  const found = INLINE.exec(raw.trim());
  return found?.[1] === undefined ? null : contextOf(found[1], words);
}

const INLINE = /^(.+?[:：])(?:[_＿\s]*(?:\([^()]{0,6}\)?|（[^（）]{0,6}）)?|(?:[_＿]|\s{2})[_＿\s]*[^()]{0,6}\)?|[_＿\s]{3,}.*)$/u;

/** What follows the blank of "村:____(季末在册)"; '' when nothing does. */
export function afterInline(raw: string): string {
  return fold(/^.+?[:：][_＿\s]{3,}(.*)$/u.exec(raw.trim())?.[1] ?? '');
}

function isParticular(raw: string, words: ReadingWords): boolean {
  return piecesOf(raw).some((piece) => particularOf(piece, words) !== null);
}

type ParticularKey = keyof FormParticulars;
const PARTICULARS: readonly ParticularKey[] = ['number', 'issuer', 'approver', 'approval', 'validUntil'];

function particularOf(piece: string, words: ReadingWords): { key: ParticularKey; value: string } | null {
  for (const key of PARTICULARS) {
    const found = words.particulars[key].exec(fold(piece));
    const value = found?.slice(1).find((group) => group !== undefined);
    if (found && value !== undefined && (key !== 'number' || /\d|[:]/.test(fold(piece)))) return { key, value };
  }
  return null;
}

/** "制表机关:甲 有效期至:乙" holds two particulars; "表    号:丙" one whose label is spaced out. */
function piecesOf(raw: string): string[] {
  return raw.split(/[\s\u3000]+(?=[^\s\u3000:：]{2,6}[:：])/u);
}

/** 文号 in one cell and what it is in the next one. */
function besideParticular(slot: Slot, next: Slot | undefined, words: ReadingWords): { key: ParticularKey; value: string } | null {
  if (next?.kind !== 'text' || next.top !== slot.top || next.left !== slot.right + 1 || slot.folded.length > 6 || !/\d/.test(next.folded)) return null;
  return particularOf(`${slot.folded.replace(/:$/, '')}:${next.folded}`, words);
}

/** 文号, 填报时点 and 年份 with what they are in the next cell, which heads no blank below it: 时间 over two years names two columns. */
function namedBeside(grid: Grid, texts: readonly Slot[], roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): Slot[] {
  const dates = texts.filter((slot) => roles.get(slot) === 'dateLine');
  const years = texts.filter(({ folded }) => YEAR.test(folded)).length;
  return texts.flatMap((slot, index) => {
    const next = texts[index + 1];
    if (!next || grid.at(next.bottom + 1, next.left).kind === 'blank') return [];
    const isOnlyDate = dates.every((date) => date === slot || date === next);
    const isDate = isOnlyDate && (roles.get(next) === 'dateLine' || (years === 1 && YEAR.test(next.folded)));
    const isDated = isDate && next.left === slot.right + 1 && DATED.has(contextOf(slot.folded, words) ?? '');
    return isDated || besideParticular(slot, next, words) ? [slot, next] : [];
  });
}

const YEAR = /^20\d\d$/;
const DATED = new Set<string>(['date', 'period'] satisfies ContextKind[]);

/** All particulars printed on the sheet. */
export function particularsOf(slots: readonly Slot[], words: ReadingWords): FormParticulars {
  const found: Record<ParticularKey, string | null> = { number: null, issuer: null, approver: null, approval: null, validUntil: null };
  for (const [index, slot] of slots.entries()) {
    const beside = besideParticular(slot, slots[index + 1], words);
    if (beside) found[beside.key] ??= beside.value;
  }
  for (const slot of slots.filter(({ text }) => text.length <= ENDLESS_TEXT))
    for (const piece of piecesOf(slot.text)) {
      const particular = particularOf(piece, words);
      if (particular) found[particular.key] ??= particular.value;
    }
  return found;
}

/** Each text slot of the grid with its role. */
export function furnish(grid: Grid, words: ReadingWords): Map<Slot, Furniture> {
  const roles = new Map<Slot, Furniture>();
  const known = new Map<string, Furniture>();
  const roleOf = (slot: Slot): Furniture => {
    const role = known.get(slot.text) ?? furnitureOf(slot, words);
    known.set(slot.text, role);
    return role;
  };
  for (let row = 1; row <= grid.height; row++) {
    const texts = grid.line(row).filter((slot) => slot.kind === 'text' && slot.top === row);
    const own = new Map(texts.map((slot) => [slot, roleOf(slot)]));
    for (const slot of namedBeside(grid, texts, own, words)) own.set(slot, 'particular');
    const drawnLabels = texts.filter((slot) => slot.bordered && own.get(slot) === 'label').length;
    for (const [slot, role] of own) {
      const isScope = role === 'label' && slot.right === grid.width && words.scopeLine.test(slot.folded);
      roles.set(slot, isScope ? 'note' : inLine(slot, role, texts.length, drawnLabels));
    }
  }
  const number = bareNumberOf(grid, roles, words);
  if (number) roles.set(number, 'particular');
  for (const [slot, role] of roles) if (role === 'continuation' && isHeadAmongHeads(grid, slot, roles)) roles.set(slot, 'label');
  for (const slot of notesGoingOn(grid, roles, words)) roles.set(slot, 'note');
  for (const slot of signersIn(grid, roles, words)) roles.set(slot, 'signature');
  return roles;
}

/** 年龄 | 人数 | 年龄(续) | 人数: the head of a table's right half, and no caption of a table that goes on. */
function isHeadAmongHeads(grid: Grid, slot: Slot, roles: ReadonlyMap<Slot, Furniture>): boolean {
  const others = grid.line(slot.top).filter((other) => other !== slot && other.kind === 'text' && other.top === slot.top);
  return others.length > 1 && others.every((other) => roles.get(other) === 'label' && other.bordered === slot.bordered);
}

/** 政法委员: | 填报人: | 日期: in the last line, and without lines around it: whoever is named beside those who sign signs too. */
function signersIn(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): Slot[] {
  const isSaid = (slot: Slot): boolean => roles.get(slot) === 'note' || roles.get(slot) === 'attachment';
  for (let row = grid.height; row > 0; row--) {
    const texts = grid.line(row).filter((slot) => slot.kind === 'text');
    if (texts.every(isSaid)) continue;
    const isSigned = (slot: Slot): boolean => roles.get(slot) === 'signature' || words.act.test(slot.folded) || contextOf(slot.text, words) !== null;
    const isLine = grid.line(row).every((slot) => !slot.bordered && slot.top === row && slot.kind !== 'closed') && texts.some(isSigned);
    const isNamed = (slot: Slot): boolean => /^[^:\d]{2,12}:$/u.test(slot.folded);
    // In a sheet without lines any row may be one of a table.
    return isLine && (grid.drawn || texts.length > 1) && texts.every((slot) => isSigned(slot) || isNamed(slot) || roles.get(slot) === 'dateLine')
      ? texts.filter((slot) => roles.get(slot) === 'label')
      : [];
  }
  return [];
}

/** A date among the words of a drawn row is a head (年末, 2026年); a whole line in brackets is a note. */
function inLine(slot: Slot, role: Furniture, texts: number, drawnLabels: number): Furniture {
  if (role === 'dateLine' && slot.bordered && drawnLabels >= 1) return 'label';
  if (role === 'label' && texts === 1 && BRACKETED_LINE.test(slot.folded)) return 'note';
  return role;
}

/** A code alone in a line at the top is the form's number, when another line is left for the title. */
function bareNumberOf(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): Slot | null {
  const alone: Slot[] = [];
  for (let row = 1; row <= Math.min(grid.height, 6); row++) {
    const [only, ...others] = grid.line(row).filter((slot) => slot.kind === 'text' && slot.top === row);
    if (only && others.length === 0 && roles.get(only) === 'label' && !only.bordered) alone.push(only);
  }
  const number = alone.find((slot) => slot.top <= 3 && words.bareNumber.test(slot.folded));
  return number && alone.some((slot) => slot !== number && slot.folded.length >= 4) ? number : null;
}

const BRACKETED_LINE = /^\([^()]{11,}\)$/;

/** 单位:人, as printed over or beside a table. */
export function tableUnitOf(slot: Slot, words: ReadingWords): Label | null {
  const found = words.tableUnit.exec(slot.folded)?.[1];
  return found === undefined ? null : { text: found, cell: slot.cell };
}

export function labelOf(slot: Slot): Label {
  return { text: slot.text, cell: slot.cell };
}
