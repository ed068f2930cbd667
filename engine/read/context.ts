// What a form asks that is known without asking: who fills it in, for when. Found by the words of a label, and for the community's
// name also by its place, above the first table.
import type { ContextKind, ContextReading } from '../model/reading.ts';
import { contextOfInline, type Furniture } from './furniture.ts';
import type { Grid, Slot } from './grid.ts';
import { isCount, noticeWords, type Sheeted } from './headcount.ts';
import { contextOf, contextsOf, fold, type ReadingWords } from './words.ts';

export interface ContextPair {
  readonly reading: ContextReading;
  readonly slots: readonly Slot[];
}

/** 填报单位 | ____ : a context label with a blank right of it; blanks already printed as dates; and the community's name by its place. */
export function contextPairs(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): ContextPair[] {
  const pairs: ContextPair[] = [];
  const head = headEnd(grid);
  const last = lastLine(grid, roles);
  const sheet = { grid, roles, words, above: new Map<number, Slot>() };
  for (let row = 1; row <= grid.height; row++) {
    pairs.push(...pairsOfLine(sheet, row, { isHead: row <= head, isFirst: grid.drawn && row === head + 1, isLast: row === last }));
    noticeWords(sheet, grid.line(row));
  }
  pairs.push(...periodsByPlace(grid, head, pairs, words));
  const isNamed =
    pairs.some(({ reading }) => reading.kind === 'community.name') ||
    [...roles].some(([slot, role]) => isInline(role) && contextOfInline(slot.text, words) === 'community.name');
  const named = isNamed ? null : nameByPlace(grid, roles, new Set(pairs.flatMap(({ slots }) => slots)), words);
  return named ? [...pairs, named] : pairs;
}

/**
 * Where a line above the table asks for the community's name, what it asks besides in so many cells is the period: a merged blank of an undrawn
 * line that no word stands before, or one behind 期末. None where the form asks for it in words.
 */
function periodsByPlace(grid: Grid, head: number, pairs: readonly ContextPair[], words: ReadingWords): ContextPair[] {
  if (!grid.drawn || pairs.some(({ reading: { kind } }) => kind === 'period' || kind === 'date')) return [];
  const taken = new Set(pairs.flatMap(({ slots }) => slots));
  for (let row = 1; row <= Math.min(head + 1, grid.height); row++) {
    const line = grid.line(row);
    const named = line.findIndex((slot) =>
      pairs.some(({ reading, slots }) => reading.kind === 'community.name' && slots.includes(slot) && slot.kind === 'blank'),
    );
    if (named < 0) continue;
    for (const [index, slot] of line.entries()) {
      const before = line[index - 1];
      if (index <= named || !before || slot.kind !== 'blank' || slot.formula !== null || taken.has(slot)) continue;
      const isEnd = before.kind === 'text' && words.dateLine.test(before.folded) && !/\d/u.test(before.folded);
      const isBare = row <= head && isWide(slot) && line.slice(named + 1, index).every(({ kind }) => kind === 'blank');
      if (isEnd || isBare) return [pair(grid, isEnd ? before : slot, slot, 'period')];
    }
  }
  return [];
}

/** Blanks that follow their label inside one cell. */
export function inlineContext(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, taken: ReadonlySet<Slot>, words: ReadingWords): ContextReading[] {
  return [...roles].flatMap(([slot, role]) => {
    const kind = isInline(role) && !taken.has(slot) ? contextOfInline(slot.text, words) : null;
    return kind ? [{ sheet: grid.sheet.name, cell: slot.cell, label: slot.text, kind, inline: true }] : [];
  });
}

/** Gaps for the period's numbers in the title, or in a line of date above the first table. They stay what they are, and are filled besides. */
export function periodGaps(
  grid: Grid,
  title: Slot | null,
  roles: ReadonlyMap<Slot, Furniture>,
  taken: ReadonlySet<Slot>,
  words: ReadingWords,
): ContextReading[] {
  const head = headEnd(grid);
  return [...roles].flatMap(([slot, role]) => {
    const isPlace = slot === title || (role === 'dateLine' && slot.top <= head && !taken.has(slot));
    const isGap = isPlace && words.periodGap.test(slot.text);
    return isGap ? [{ sheet: grid.sheet.name, cell: slot.cell, label: slot.text, kind: 'period', inline: true }] : [];
  });
}

function isInline(role: Furniture): boolean {
  return role !== 'note' && role !== 'tableUnit';
}

/** Where a row stands: above the first drawn row, that row itself, and below everything but notes. */
interface Place {
  readonly isHead: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function pairsOfLine(sheet: Sheeted, row: number, place: Place): ContextPair[] {
  const { grid, roles, words } = sheet;
  const { isHead } = place;
  const line = grid.line(row);
  const pairs: ContextPair[] = [];
  const paired = new Set<Slot>();
  const isSparse = line.filter((slot) => slot.kind === 'text').length <= 4;
  const isUndrawn = line.every((slot) => !slot.bordered);
  const isSigned = isSignedLine(grid, line, place, words);
  for (const [index, slot] of line.entries()) {
    const next = line[index + 1];
    if (slot.top !== row) continue;
    if (slot.kind === 'blank' && slot.pattern && !paired.has(slot) && ((isHead && grid.drawn) || !isRuled(line, index, roles)))
      pairs.push(patternPair(grid, slot, isHead, words));
    if (!next || slot.kind !== 'text' || next.top !== row || roles.get(slot) === 'note' || (next.pattern && isUnitHead(grid, slot, words))) continue;
    if (isUnitOf(line[index - 1], slot, words)) continue;
    // 填报时间:  年  月 has its own place for the numbers.
    if (!next.bordered && words.periodGap.test(slot.text)) continue;
    const [kind, then] = isSigned && words.act.test(slot.folded) ? (['person'] as const) : contextsOf(slot.text, words);
    const isBlank =
      next.kind === 'blank' &&
      next.formula === null &&
      (next.bordered || next.pattern || !grid.drawn || /[:：]$/.test(slot.text) || (isSparse && (isUndrawn || next.right > next.left)));
    if (!kind || !isBlank || (kind === 'person' && isCount(sheet, line, index))) continue;
    pairs.push(pair(grid, slot, next, kind));
    paired.add(next);
    const second = line[index + 2];
    if (!then || second?.kind !== 'blank' || second.formula !== null || second.bordered !== next.bordered) continue;
    pairs.push(pair(grid, slot, second, then));
    paired.add(second);
  }
  return pairs;
}

/**
 * 填表 ▢ beside 电话 ▢ or 审核 ▢, in the first or last line, or in one without lines around it: who did so signs. 填写 over the blanks of a table says what
 * to do, and 审核 ▢ among its rows is counted.
 */
function isSignedLine(grid: Grid, line: readonly Slot[], { isFirst, isLast }: Place, words: ReadingWords): boolean {
  const texts = line.filter(({ kind }) => kind === 'text');
  const isUndrawn = grid.drawn && line.every(({ bordered }) => !bordered);
  const isAct = ({ folded }: Slot): boolean => words.act.test(folded);
  if (texts.every(isAct)) return texts.length > 1 || isUndrawn || isFirst || isLast;
  return isFirst || texts.some((slot) => !isAct(slot) && contextOf(slot.text, words) !== null);
}

/** The last row with words that are no notes. */
function lastLine(grid: Grid, roles: ReadonlyMap<Slot, Furniture>): number {
  let row = grid.height;
  while (row > 0 && grid.line(row).every((slot) => slot.kind !== 'text' || roles.get(slot) === 'note' || roles.get(slot) === 'attachment')) row--;
  return row;
}

/** 技能培训班 | 期次 | ▢: right behind a label, a word that may count is its unit. */
function isUnitOf(before: Slot | undefined, slot: Slot, words: ReadingWords): boolean {
  return before?.kind === 'text' && before.right === slot.left - 1 && slot.bordered && words.unit.test(slot.folded);
}

/** Nothing but a line drawn with underscores, behind a label, is a blank like any empty cell. */
function isRuled(line: readonly Slot[], index: number, roles: ReadonlyMap<Slot, Furniture>): boolean {
  const label = line.slice(0, index).findLast(({ kind }) => kind === 'text');
  return label !== undefined && roles.get(label) === 'label' && /^[_＿\s]+$/.test(line[index]?.text ?? '');
}

/** 单位 over 人, 户: the head of a column of units, and not the community's name. */
function isUnitHead(grid: Grid, slot: Slot, words: ReadingWords): boolean {
  return words.unitHead.test(slot.folded) && words.unit.test(grid.at(slot.bottom + 1, slot.left).folded);
}

/** A blank printed as a date: above the first table a month, quarter or half-year without a day is the period, anywhere else somebody's date. */
function patternPair(grid: Grid, slot: Slot, isHead: boolean, words: ReadingWords): ContextPair {
  const isGap = isHead && words.periodGap.test(slot.text);
  const { reading, slots } = pair(grid, slot, slot, isGap || words.periodBlank.test(slot.text) ? 'period' : 'date');
  return { reading: { ...reading, inline: isGap }, slots };
}

/** The last row above the first drawn table. */
function headEnd(grid: Grid): number {
  for (let row = 1; row <= Math.min(grid.height, HEAD_ROWS); row++) if (grid.line(row).filter((slot) => slot.bordered).length >= 2) return row - 1;
  return Math.min(grid.height, HEAD_ROWS);
}

const HEAD_ROWS = 12;

function pair(grid: Grid, label: Slot, blank: Slot, kind: ContextKind): ContextPair {
  return {
    reading: { sheet: grid.sheet.name, cell: blank.cell, label: label.kind === 'text' || label.pattern ? label.text : '', kind, inline: false },
    slots: label === blank ? [blank] : [label, blank],
  };
}

/**
 * Above the first table, a blank that begins a line, or follows its first word, is where the community writes its name: any word in
 * an undrawn line of a drawn sheet (调委会, SQ_NAME, none at all), or a word for a place or body (监测社区, 服务站).
 */
function nameByPlace(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, paired: ReadonlySet<Slot>, words: ReadingWords): ContextPair | null {
  for (let row = 1; row <= Math.min(grid.height, 12); row++) {
    const line = grid.line(row);
    const texts = line.filter((slot) => slot.kind === 'text');
    const first = texts[0];
    const isQuiet = texts.every((slot) => paired.has(slot) || roles.get(slot) !== 'label');
    const found = nameInLine(
      grid,
      line.filter((slot) => !paired.has(slot)),
      first && !paired.has(first) ? first : undefined,
      roles,
      words,
    );
    if (found && (row > 1 || first !== undefined)) return found;
    if (texts.length >= 2 && !isQuiet && line.some((slot) => slot.bordered)) return null;
  }
  return null;
}

function nameInLine(grid: Grid, line: readonly Slot[], first: Slot | undefined, roles: ReadonlyMap<Slot, Furniture>, words: ReadingWords): ContextPair | null {
  const isUndrawn = grid.drawn && line.every((slot) => !slot.bordered);
  const index = first ? line.indexOf(first) : -1;
  const lead = line.slice(0, Math.max(index, 0)).find((slot) => isWide(slot));
  if (isUndrawn && lead && !words.note.test(fold(first?.text ?? ''))) return pair(grid, lead, lead, 'community.name');
  const next = line[index + 1];
  if (!first || !next || next.kind !== 'blank' || next.formula !== null || next.top !== first.top) return null;
  const text = first.folded;
  const isPlace = words.placeLabel.test(text) && (next.bordered || !grid.drawn || isUndrawn || isWide(next));
  const isAnnounced = text.endsWith(':') && roles.get(first) === 'label' && !words.countedLabel.test(text.slice(0, -1));
  const isAnyWord = isUndrawn && (isWide(next) || isAnnounced) && text.length <= 14;
  const isFieldName = isUndrawn && /^[A-Za-z_]+$/.test(text);
  return (isPlace || isAnyWord || isFieldName) && !words.notPlaceLabel.test(text) ? pair(grid, first, next, 'community.name') : null;
}

function isWide(slot: Slot): boolean {
  return slot.right > slot.left;
}
