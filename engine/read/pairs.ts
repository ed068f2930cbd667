// Rows of label and blank side by side (key-value forms, questionnaires, cards): no head stands over them.
import type { FieldReading, PathLabel } from '../model/reading.ts';
import { labelOf } from './furniture.ts';
import type { Slot } from './grid.ts';
import { outline, parseLabel } from './hierarchy.ts';
import { captionOver, pushField, pushUnlabelled, type RowRoles, rolesOf, type Run, runsOf, unitInBrackets } from './rows.ts';
import { isLabel, isOpen, isUnit, setAside, type Walk } from './walk.ts';
import { fold, printsUnit, withoutAside } from './words.ts';

export function readPairs(walk: Walk, row: number, line: readonly Slot[]): void {
  const runs = runsOf(walk, line, null);
  const group = groupOf(walk, runs, row);
  if (group.length > 0 || !areTraits(walk, runs)) walk.subject = [];
  const { subject } = walk;
  let beside: readonly PathLabel[] = [];
  /** A2 常住居民 ▢ 其中女性 ▢: the number before the row's first label is that of the whole row. */
  let rowCode: string | null = null;
  for (const [index, run] of runs.entries()) {
    const own = rolesOf(
      walk,
      run.labels.filter((slot) => !group.includes(slot)),
      null,
    );
    rowCode = own.rowCode ?? (LETTERED.test(rowCode ?? '') ? rowCode : null);
    const roles = { ...own, rowCode };
    const blanks = run.blanks.filter((slot) => isOpen(walk, slot) && slot.top === row);
    const last = roles.stubs.at(-1);
    const [first, ...others] = blanks;
    if (!first) continue;
    if (last && roles.isSigned) {
      walk.context.push({ sheet: walk.grid.sheet.name, cell: first.cell, label: last.text, kind: 'person', inline: false });
      setAside(walk, others);
      continue;
    }
    if (!last && (index > 0 || group.length === 0)) {
      for (const blank of blanks) pushUnlabelled(walk, blank);
      continue;
    }
    const outer = roles.stubs.slice(0, -1);
    const unit = roles.unit ?? run.trailing.get(first) ?? null;
    const caption = captionLabel(walk, last ?? first);
    // 食堂 over 个 ▢: nothing but the unit stands before the blank.
    const ofCaption = caption.length > 0 && last !== undefined && isUnit(walk, last) ? last : null;
    const path =
      last && (subject.length > 0 || saysOfWhich(walk, group))
        ? [...(subject.length > 0 ? subject : walk.lastPair), { text: parseLabel(last, walk.words).text, cell: last.cell, relation: 'ofWhich' as const }]
        : pairPath(walk, ofCaption ? undefined : last, index > 0 && outer.some(isTall) ? outer : [...group, ...outer], unit, roles.code);
    // 走访入户 ▢ 次 | 本年累计 ▢: counted as what it sums up is.
    const whole = last && unit === null && unitInBrackets(walk, last) === null ? summedUp(walk, last, null)?.unit : null;
    pushField(walk, first, {
      row,
      head: null,
      path: ofCaption ? [...path, ...caption] : [...caption, ...path],
      roles,
      unit: ofCaption ?? unit,
      remarks: [],
      beside,
    });
    const pushed = walk.fields.at(-1);
    if (whole && pushed?.cell === first.cell) walk.fields[walk.fields.length - 1] = { ...pushed, unit: whole };
    beside = path;
    if (last && index === 0 && isSubject(walk, last, runs)) walk.subject = path;
    for (const [at, blank] of others.entries()) {
      // 信访接待 批(次) ▢ 人次 ▢: where the first unit stands before its blank, so do the others.
      const counted = run.trailing.get((roles.unit ? blanks[at] : blank) ?? blank);
      if (counted && counted.folded !== unit?.folded) pushCounted(walk, row, blank, counted, path, roles);
      else pushUnlabelled(walk, blank);
    }
  }
}

/** B2 and the like number questions; bare numbers are those of single labels. */
const LETTERED = /^[A-Z]\d/;

/** 退役军人(人) ▢ 其中:男 ▢ 女 ▢ on a card of 退役军人: what the card is about, with its parts beside it. */
function isSubject(walk: Walk, first: Slot, [, next]: readonly Run[]): boolean {
  const name = withoutAside(first.folded);
  const part = next?.labels[0];
  const isDivided = part !== undefined && parseLabel(part, walk.words).relation === 'ofWhich';
  return (
    isDivided &&
    printsUnit(first.folded, walk.words) &&
    name.length > 1 &&
    walk.title?.folded.includes(name) === true &&
    !walk.words.several.test(walk.title.folded)
  );
}

/** 在业 ▢ 离退休 ▢ 享受低保 ▢: nothing but labels without a unit, most of which name nobody. */
function areTraits(walk: Walk, runs: readonly Run[]): boolean {
  const labels = runs.map((run) => run.labels.at(-1));
  const isPlain = (slot: Slot | undefined): slot is Slot => slot !== undefined && !printsUnit(slot.folded, walk.words) && !isPart(walk, slot);
  if (labels.length === 0 || !labels.every(isPlain) || runs.some(({ trailing }) => trailing.size > 0)) return false;
  return labels.filter((slot) => slot && !walk.words.countedLabel.test(withoutAside(slot.folded))).length * 2 > labels.length;
}

/** 健康讲座 ▢ 次 ▢ 人次: a second blank of a pair, told from the first by the unit behind it. */
function pushCounted(walk: Walk, row: number, blank: Slot, unit: Slot, path: readonly PathLabel[], roles: RowRoles): void {
  pushField(walk, blank, { row, head: null, path, roles, unit, remarks: [] });
}

/** The caption that stands over the pair's column, as its outermost label. */
function captionLabel(walk: Walk, slot: Slot): PathLabel[] {
  const caption = captionOver(walk, slot);
  return caption ? [{ ...labelOf(caption), text: parseLabel(caption, walk.words).text, relation: 'below' }] : [];
}

/** The words at the row's start that stand over all its pairs: tall merged labels, or a first word before the first label. */
function groupOf(walk: Walk, runs: readonly Run[], row: number): readonly Slot[] {
  const first = runs[0];
  if (!first) return [];
  const tall = first.labels.filter((slot) => isTall(slot) && first.labels.length > 1 && slot !== first.labels.at(-1));
  if (tall.length > 0) return tall;
  const isWord = (slot: Slot): boolean => !walk.words.code.test(slot.folded) && !walk.words.unit.test(slot.folded);
  const inRow = first.labels.filter((slot) => slot.top === row && isWord(slot));
  const lead = first.labels[0];
  return lead && inRow.length > 1 && inRow[0] === lead && runs.length > 1 ? [lead] : [];
}

/** 其中 before 低保 ▢ 特困 ▢: all of them are parts of the last pair, or of what the sheet is about. */
function saysOfWhich({ words }: Walk, [lead, ...others]: readonly Slot[]): boolean {
  const found = lead && others.length === 0 ? words.ofWhichHead.exec(lead.folded) : null;
  return found !== null && found[1] === undefined;
}

function isTall(slot: Slot): boolean {
  return slot.bottom > slot.top;
}

/** 其中 belongs to the last whole pair in reading order; an indented or numbered label to the one above it in its column. */
function pairPath(walk: Walk, slot: Slot | undefined, group: readonly Slot[], unitBeside: Slot | null, code: Slot | null): readonly PathLabel[] {
  const outer = group.map((other): PathLabel => ({ ...labelOf(other), text: parseLabel(other, walk.words).text, relation: 'below' }));
  if (!slot) return outer;
  const parsed = parseLabel(slot, walk.words);
  const unit = unitInBrackets(walk, slot) ?? unitBeside?.folded ?? null;
  const isRead = follows(code?.folded, walk.lastCode);
  walk.lastCode = code?.folded ?? null;
  const summed = summedUp(walk, slot, unit);
  if (summed) return [...summed.rowPath, { text: parsed.text, cell: slot.cell, relation: 'below' }];
  if (parsed.under === null && isPart(walk, slot) && slot !== walk.grid.line(slot.top)[0] && runsAlong(walk, slot.top))
    return [...outer, ...walk.lastPair, { text: parsed.text, cell: slot.cell, relation: 'ofWhich' }];
  const above = walk.pairUnits.get(slot.left) ?? null;
  /** 户籍户数 ▢ 户 | 户籍人口 ▢ 人 over 其中:女性 ▢ 人. */
  const isOfLast = unit !== null && above !== null && unit !== above && unit === walk.lastUnit && isAlikeAbove(walk, slot);
  if (parsed.relation === 'ofWhich' && parsed.under === null && !dividesAbove(walk, slot, unit) && (isOfLast || isRead || !followsColumn(walk, slot)))
    return [...outer, ...walk.lastPair, { text: parsed.text, cell: slot.cell, relation: 'ofWhich' }];
  const numbered = walk.numberedPairs.get(parsed.under ?? '');
  if (parsed.ordinal !== null && parsed.under !== null && numbered && !walk.pairs.get(slot.left)?.named(parsed.under))
    return [...numbered, { text: parsed.text, cell: slot.cell, relation: parsed.relation }];
  const column = walk.pairs.get(slot.left) ?? outline(walk.words);
  walk.pairs.set(slot.left, column);
  walk.pairUnits.set(slot.left, unit);
  const path = column.next(slot, false, [], code?.folded);
  walk.lastPair = path.length > 1 && parsed.relation === 'ofWhich' ? path.slice(0, -1) : path;
  walk.lastUnit = unit;
  if (parsed.ordinal !== null) walk.numberedPairs.set(parsed.ordinal, [...outer, ...path]);
  return [...outer, ...path];
}

/** A5 and then A6, side by side: the questions are read along the row. */
function follows(code: string | undefined, last: string | null): boolean {
  const [, letters, number] = /^([A-Z]?)(\d{1,3})$/.exec(code ?? '') ?? [];
  return number !== undefined && last === `${letters}${Number(number) - 1}`;
}

/** Do the label above and that of the last pair begin alike, as 户籍户数 and 户籍人口 do? */
function isAlikeAbove(walk: Walk, slot: Slot): boolean {
  const last = walk.lastPair.at(-1)?.text ?? '';
  return slot.top > 1 && last.length > 2 && walk.grid.at(slot.top - 1, slot.left).folded.startsWith(last.slice(0, 2));
}

/** 健康讲座(场) ▢ 听讲人次 ▢ 年内累计(场) ▢ 累计人次 ▢: a label that says only since when sums up the pair before it in its row that is counted alike. */
function summedUp(walk: Walk, slot: Slot, unit: string | null): FieldReading | null {
  const counted = walk.words.cumulative.exec(slot.folded);
  if (!counted) return null;
  const name = unit ?? counted[1];
  const inRow = walk.fields.slice(walk.fields.findLastIndex(({ row }) => row !== slot.top) + 1);
  const before = inRow.filter(({ columnPath, rowPath }) => columnPath.length === 0 && rowPath.length > 0);
  const isAlike = (field: FieldReading): boolean => {
    const last = fold(field.rowPath.at(-1)?.text ?? '');
    return name === undefined ? before.length === 1 : field.unit?.text === name || last.endsWith(`(${name})`) || last.endsWith(name);
  };
  const alike = before.filter(isAlike);
  const whole = alike.findLast(({ rowPath }) => rowPath.at(-1)?.relation === 'below');
  return whole ?? alike.at(-1) ?? null;
}

/** An indented 其中 divides the label above it in its column, if there is one that may be counted in its unit; any 其中 does where the last pair is counted in another. */
function dividesAbove(walk: Walk, slot: Slot, own: string | null): boolean {
  if (!walk.pairs.has(slot.left)) return false;
  const above = walk.pairUnits.get(slot.left) ?? null;
  if (own !== null && own === above && walk.lastUnit !== null && walk.lastUnit !== own) return true;
  return slot.indent > 0 && (own === null || above === null || own === above);
}

/**
 * Where rows of pairs have their labels over each other, 其中 at the beginning of one divides the label above it, and so does 其中 behind it; but not where
 * these go on from 其中 at the end of the row that names the whole. In a row of nothing but 其中 each divides the whole above it, if there is one.
 */
function followsColumn(walk: Walk, slot: Slot): boolean {
  const line = walk.grid.line(slot.top);
  const [first] = line;
  if (!first || line.length <= 2 || slot.top <= 1) return false;
  let above = slot.top - 1;
  if (!standsUnder(line, walk.grid.line(above))) return false;
  if (partsIn(walk, slot.top).every((isPart) => isPart)) {
    const last = Math.max(1, slot.top - FARTHEST);
    while (above > last && partsIn(walk, above).every((isPart) => isPart) && standsUnder(line, walk.grid.line(above - 1))) above--;
    return parseLabel(walk.grid.at(above, slot.left), walk.words).relation !== 'ofWhich' && (first === slot || walk.pairs.has(slot.left));
  }
  const parts = partsIn(walk, above);
  if (parts[0] === false && parts.at(-1) === true) return false;
  return first === slot || (parseLabel(first, walk.words).relation === 'ofWhich' && walk.pairs.has(slot.left));
}

/** Rows of parts go on for so long at most. */
const FARTHEST = 12;

/** Which labels of a row begin with 其中. */
function partsIn(walk: Walk, row: number): boolean[] {
  const labels = walk.grid.line(row).filter((slot) => isLabel(walk, slot));
  return labels.map((slot) => parseLabel(slot, walk.words).relation === 'ofWhich');
}

function standsUnder(line: readonly Slot[], above: readonly Slot[]): boolean {
  return line.length === above.length && line.every(({ left, kind }, index) => left === above[index]?.left && kind === above[index].kind);
}

/** Is a row of pairs read along, part after part of its first label? One of the rows that lie as it does shows it for all. */
function runsAlong(walk: Walk, row: number): boolean {
  const known = walk.along.get(row);
  if (known !== undefined) return known;
  const { grid } = walk;
  let [top, bottom] = [row, row];
  while (top > 1 && standsUnder(grid.line(top), grid.line(top - 1))) top--;
  while (bottom < grid.height && standsUnder(grid.line(bottom + 1), grid.line(bottom))) bottom++;
  const rows = Array.from({ length: bottom - top + 1 }, (_, index) => top + index);
  const isAlong = rows.some((each) => dividesFirst(walk, grid.line(each))) || dividesLeft(walk, rows);
  for (const each of rows) walk.along.set(each, isAlong);
  return isAlong;
}

/** Are all labels of a row parts, in the same unit or without one, but for the first? */
function dividesFirst(walk: Walk, line: readonly Slot[]): boolean {
  const [first, ...others] = line.filter((slot) => slot.kind === 'text' && !isTall(slot));
  if (!first || others.length < 2 || isPart(walk, first)) return false;
  const units = [unitInBrackets(walk, first), null];
  return others.every((slot) => isPart(walk, slot) && units.includes(unitInBrackets(walk, slot)));
}

/**
 * 户籍人数 ▢ 　男 ▢ at the top of the columns, or of a group of rows (经济 | 村域面积 ▢ 市场主体 ▢ 　其中:个体户 ▢): an indented label that none without
 * indent stands above, though others do in its column, divides the one to its left. So it is in rows that all begin with a whole; and under a tall group,
 * where no two rows running begin with a part, and none is all parts right below one of wholes.
 */
function dividesLeft(walk: Walk, rows: readonly number[]): boolean {
  const labelsOf = (row: number): Slot[] => walk.grid.line(row).filter((slot) => slot.top === row && isLabel(walk, slot));
  const isOfGroup = ([lead, next]: readonly Slot[]): boolean => lead !== undefined && next !== undefined && isLabel(walk, lead) && isLabel(walk, next);
  const indentOf = (row: number): number => {
    const [lead] = walk.grid.line(row);
    return labelsOf(row).at(isOfGroup(walk.grid.line(row)) && lead?.top === row ? 1 : 0)?.indent ?? 0;
  };
  const ofTallGroup = ([lead]: readonly Slot[]): boolean => lead !== undefined && isTall(lead);
  const begins = (row: number): boolean => indentOf(row) > 0;
  const isAllParts = (row: number): boolean => labelsOf(row).every(({ indent }) => indent > 0) && labelsOf(row - 1).every(({ indent }) => indent === 0);
  const isOfColumns = (row: number): boolean => !ofTallGroup(walk.grid.line(row)) || begins(row - 1) || isAllParts(row);
  if (rows.some((row) => begins(row) && isOfColumns(row))) return false;
  const withWholes = new Set(rows.flatMap((row) => labelsOf(row).flatMap(({ indent, left }) => (indent === 0 ? [left] : []))));
  const lastWhole = new Map<number, number>();
  return rows.some((row) => {
    const line = walk.grid.line(row);
    const top = isOfGroup(line) ? (line[0]?.top ?? 1) : 1;
    const isLost = ({ left, indent }: Slot): boolean => indent > 0 && withWholes.has(left) && (lastWhole.get(left) ?? 0) < top;
    const found = labelsOf(row).some(isLost);
    for (const { left, indent } of labelsOf(row)) if (indent === 0) lastWhole.set(left, row);
    return found;
  });
}

function isPart(walk: Walk, slot: Slot): boolean {
  return slot.indent > 0 || parseLabel(slot, walk.words).relation === 'ofWhich';
}
