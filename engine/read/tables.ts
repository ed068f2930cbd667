// Walks a sheet downwards and gathers its tables: heads, the rows under them, lists, and pairs of label and blank.
//
// A row of words alone is a head (or continues one); a line of words across the table is a section; a row with blanks is read from
// left to right: the words before a run of blanks label it, and so do the heads above it as long as the row fits them. A row
// that does not fit (words where the head expects values) is read as label–blank pairs and ends the head.
import type { FieldReading, Label, LooseBlank, PathLabel, RosterReading } from '../model/reading.ts';
import { contextOf, type Furniture, labelOf } from './furniture.ts';
import type { Grid, Slot } from './grid.ts';
import { type Outline, outline, parseLabel } from './hierarchy.ts';
import { fold, type ReadingWords } from './words.ts';

export interface TableReadings {
  readonly fields: readonly FieldReading[];
  readonly rosters: readonly RosterReading[];
  readonly unlabelled: readonly LooseBlank[];
  /** Lines of words between title and table that are not sections: they qualify the whole sheet. */
  readonly subtitles: readonly Label[];
}

/** The heads in force: rows of slots from top to bottom, the numbers printed under them, and which columns hold values. */
interface Head {
  readonly rows: (readonly Slot[])[];
  readonly numbers: Map<number, string>;
  readonly bottom: number;
  values: Set<number> | null;
  readonly table: number;
  readonly outlines: Map<number, Outline>;
}

interface Walk {
  readonly grid: Grid;
  readonly words: ReadingWords;
  readonly isLabel: (slot: Slot) => boolean;
  readonly isOpen: (slot: Slot) => boolean;
  readonly fields: FieldReading[];
  readonly rosters: RosterReading[];
  readonly unlabelled: LooseBlank[];
  readonly subtitles: Label[];
  readonly taken: ReadonlySet<Slot>;
  sections: PathLabel[];
  sectionLevels: number[];
  head: Head | null;
  tables: number;
  started: boolean;
  /** Label of the last pair read, for 其中 in pairs. */
  lastPair: readonly PathLabel[];
}

export function readTables(grid: Grid, roles: ReadonlyMap<Slot, Furniture>, taken: ReadonlySet<Slot>, title: Slot | null, words: ReadingWords): TableReadings {
  const walk: Walk = {
    grid,
    words,
    taken,
    isLabel: (slot) => slot.kind === 'text' && slot !== title && !taken.has(slot) && roles.get(slot) === 'label',
    isOpen: (slot) => slot.kind === 'blank' && !taken.has(slot) && (!grid.drawn || slot.bordered || slot.formula !== null),
    fields: [],
    rosters: [],
    unlabelled: [],
    subtitles: [],
    sections: [],
    sectionLevels: [],
    head: null,
    tables: 0,
    started: false,
    lastPair: [],
  };
  for (let row = 1; row <= grid.height; row++) row = readRow(walk, row);
  closeAtEnd(walk);
  return { fields: walk.fields, rosters: walk.rosters, unlabelled: walk.unlabelled, subtitles: walk.subtitles };
}

/** Reads one row (or a whole list, when one begins) and returns the last row consumed. */
function readRow(walk: Walk, row: number): number {
  const line = walk.grid.line(row);
  const labels = line.filter((slot) => slot.top === row && walk.isLabel(slot));
  const open = line.filter((slot) => slot.top === row && walk.isOpen(slot));
  const closed = line.filter((slot) => slot.top === row && slot.kind === 'closed');
  if (labels.length === 0 && open.length === 0 && closed.length === 0) return emptyRow(walk, row);
  if (isSection(walk, row, labels, open, closed)) return readSection(walk, labels[0], row);
  if (isHeadRow(walk, row, line, labels, open, closed)) return readHeadRow(walk, row, line);
  const roster = listAt(walk, row);
  if (roster !== null) return roster;
  readBlanks(walk, row, line);
  return row;
}

function emptyRow(walk: Walk, row: number): number {
  const line = walk.grid.line(row);
  const isPaper = line.every((slot) => slot.kind !== 'text' && slot.top === row);
  if (walk.head && walk.head.values === null && isPaper && !walk.grid.drawn) {
    const roster = listAt(walk, row);
    if (roster !== null) return roster;
  }
  if (walk.head && walk.head.values !== null && isPaper) walk.head = null;
  return row;
}

// ---- sections -------------------------------------------------------------------------------------------------------

/** One line of words across the table, with nothing to fill beside it. */
function isSection(walk: Walk, row: number, labels: readonly Slot[], open: readonly Slot[], closed: readonly Slot[]): boolean {
  const only = labels[0];
  if (!only || labels.length !== 1 || open.length > 0 || closed.length > 0) return false;
  const others = walk.grid.line(row).filter((slot) => slot !== only && (slot.kind === 'text' || walk.isOpen(slot)));
  if (only.bottom > only.top && others.length > 0) return false;
  return others.every((slot) => slot.top < row && slot.kind === 'text') ? others.length === 0 || wide(walk, only) : false;
}

function wide(walk: Walk, slot: Slot): boolean {
  return slot.right - slot.left + 1 >= Math.max(2, walk.grid.width * 0.5);
}

function readSection(walk: Walk, slot: Slot | undefined, row: number): number {
  if (!slot) return row;
  if (!walk.started && parseLabel(slot, walk.words).numbering === null && !wide(walk, slot)) {
    walk.subtitles.push(labelOf(slot));
    return row;
  }
  if (!walk.started && parseLabel(slot, walk.words).numbering === null && !nextHasHead(walk, row)) walk.subtitles.push(labelOf(slot));
  if (walk.head && walk.head.values !== null) {
    const stub = walk.head.outlines.get(stubKey(slot)) ?? outlineAt(walk.head, slot, walk.words);
    walk.sections = [...stub.next(slot, true, [])];
    walk.sectionLevels = [];
    return row;
  }
  pushSection(walk, slot);
  return row;
}

function nextHasHead(walk: Walk, row: number): boolean {
  const below = row < walk.grid.height ? walk.grid.line(row + 1) : [];
  return below.some((slot) => walk.isLabel(slot));
}

function pushSection(walk: Walk, slot: Slot): void {
  const parsed = parseLabel(slot, walk.words);
  const level = parsed.numbering ?? 100;
  const keep = walk.sectionLevels.filter((other) => other < level).length;
  walk.sections = [...walk.sections.slice(0, keep), { text: parsed.group ?? parsed.text, cell: slot.cell, relation: parsed.group ? 'breakdown' : 'below' }];
  walk.sectionLevels = [...walk.sectionLevels.slice(0, keep), level];
  walk.lastPair = [];
}

// ---- heads ----------------------------------------------------------------------------------------------------------

/** A row of words alone; blanks are allowed only in the corner, or as the tail of a head word spread over the next row's words. */
function isHeadRow(walk: Walk, row: number, line: readonly Slot[], labels: readonly Slot[], open: readonly Slot[], closed: readonly Slot[]): boolean {
  if (labels.length === 0) return false;
  if (isNumberRow(walk, row)) return walk.head !== null && walk.head.values === null;
  if (open.some((slot) => slot.formula !== null)) return false;
  if (walk.head?.values === null && walk.head.bottom === row - 1 && labels.every((slot) => walk.words.unit.test(fold(slot.text)))) return true;
  if (closed.length > 0) return false;
  const covering = line.filter((slot) => walk.isLabel(slot));
  if (covering.length < 2 && !(labels.length === 1 && open.length === 1 && isCorner(walk, open[0], row))) return false;
  if (open.length === 0) return labels.length >= 2 || walk.head?.bottom === row - 1 || headsBelow(walk, row);
  if (walk.head && walk.head.values !== null && fits(walk, line)) return false;
  return open.every((slot) => isCorner(walk, slot, row) || isSpread(walk, slot, row, line));
}

/** A lone head word is one when the row below fills the other columns with words. */
function headsBelow(walk: Walk, row: number): boolean {
  if (row >= walk.grid.height) return false;
  return walk.grid.line(row + 1).filter((slot) => slot.top === row + 1 && walk.isLabel(slot)).length >= 2;
}

/** The empty upper left corner of a cross-tab: words to its right on this row, row labels below it. */
function isCorner(walk: Walk, slot: Slot | undefined, row: number): boolean {
  if (!slot) return false;
  const before = walk.grid.line(row).filter((other) => other.right < slot.left && (other.kind !== 'blank' || walk.isOpen(other)));
  if (before.some((other) => other.kind !== 'blank')) return false;
  for (let below = slot.bottom + 1; below <= Math.min(slot.bottom + 3, walk.grid.height); below++) {
    const under = walk.grid.at(below, slot.left);
    if (under.kind === 'text') return walk.isLabel(under);
  }
  return false;
}

/** An unmerged continuation of the head word to its left: the row below has a word right under it, and the word to the left too. */
function isSpread(walk: Walk, slot: Slot, row: number, line: readonly Slot[]): boolean {
  const under = slot.bottom < walk.grid.height ? walk.grid.at(slot.bottom + 1, slot.left) : null;
  const index = line.indexOf(slot);
  const anchor = [...line.slice(0, index)].reverse().find((other) => other.kind === 'text');
  const underAnchor = anchor && anchor.bottom < walk.grid.height ? walk.grid.at(anchor.bottom + 1, anchor.left) : null;
  const isWord = (other: Slot | null): boolean => other !== null && walk.isLabel(other) && other.top === row + 1;
  return slot.top === row && isWord(under) && isWord(underAnchor) && (walk.head === null || walk.head.values === null || !fits(walk, line));
}

function isNumberRow(walk: Walk, row: number): boolean {
  const texts = walk.grid.line(row).filter((slot) => slot.top === row && slot.kind !== 'blank');
  return texts.length >= 2 && texts.every((slot) => walk.words.numberRow.test(fold(slot.text))) && !walk.grid.line(row).some((slot) => slot.top === row && slot.formula !== null);
}

function readHeadRow(walk: Walk, row: number, line: readonly Slot[]): number {
  walk.started = true;
  if (isNumberRow(walk, row) && walk.head) {
    for (const slot of line) if (slot.kind !== 'blank') for (let column = slot.left; column <= slot.right; column++) walk.head.numbers.set(column, fold(slot.text));
    walk.head = { ...walk.head, bottom: row };
    return row;
  }
  const continues = walk.head !== null && walk.head.values === null && walk.head.bottom === row - 1;
  const rows = continues && walk.head ? [...walk.head.rows, line] : [line];
  if (!continues) walk.tables++;
  walk.head = { rows, numbers: new Map(), bottom: row, values: null, table: walk.tables, outlines: new Map() };
  walk.lastPair = [];
  if (row === walk.grid.height) closeAtEnd(walk);
  return row;
}

/** The head slots over a column, outermost first, without repeats; an unmerged empty head cell takes the word to its left. */
function headsOver(walk: Walk, head: Head, column: number): Slot[] {
  const found: Slot[] = [];
  for (const [index, line] of head.rows.entries()) {
    const slot = line.find((other) => other.left <= column && column <= other.right);
    if (!slot) continue;
    const word = walk.isLabel(slot) ? slot : index < head.rows.length - 1 && slot.kind === 'blank' ? wordToTheLeft(walk, line, slot, head.rows[index + 1]) : null;
    if (word && !found.includes(word)) found.push(word);
  }
  return found;
}

function wordToTheLeft(walk: Walk, line: readonly Slot[], slot: Slot, below: readonly Slot[] | undefined): Slot | null {
  const under = below?.find((other) => other.left <= slot.left && slot.left <= other.right);
  if (!under || !walk.isLabel(under) || under.top === slot.top) return null;
  const words = line.filter((other) => other.right < slot.left && walk.isLabel(other));
  const nearest = words.at(-1);
  return nearest && nearest.top === nearest.bottom ? nearest : null;
}

function leafOver(walk: Walk, head: Head, column: number): Slot | null {
  return headsOver(walk, head, column).at(-1) ?? null;
}

/** Does a row with blanks belong under the head? Words stand only where earlier rows had words, blanks only under head words. */
function fits(walk: Walk, line: readonly Slot[]): boolean {
  const head = walk.head;
  if (!head) return false;
  const blanks = line.filter((slot) => walk.isOpen(slot) || slot.kind === 'closed');
  const words = line.filter((slot) => walk.isLabel(slot));
  const values = head.values;
  if (values) return words.every((slot) => !overlaps(slot, values)) && blanks.some((slot) => values.has(slot.left)) && blanks.every((slot) => leafOver(walk, head, slot.left) !== null || slot.kind === 'closed' || !values.has(slot.left));
  const firstBlank = blanks[0];
  const mixed = firstBlank !== undefined && words.some((slot) => slot.left > firstBlank.left);
  if (!mixed) return blanks.some((slot) => leafOver(walk, head, slot.left) !== null) && words.every((slot) => !coversSeveral(walk, head, slot));
  return [...words, ...blanks].every((slot) => {
    const leaf = leafOver(walk, head, slot.left);
    return leaf !== null && leaf.left <= slot.left && leaf.right >= slot.right && (leaf.left === slot.left || slot.kind === 'text');
  });
}

/** A label as wide as several heads is no row label of this table. */
function coversSeveral(walk: Walk, head: Head, slot: Slot): boolean {
  const first = leafOver(walk, head, slot.left);
  const last = leafOver(walk, head, slot.right);
  return first !== null && last !== null && first !== last && !(head.rows[0]?.some((other) => other.left === slot.left && other.right === slot.right) ?? false) && !isStubHead(walk, last);
}

function isStubHead(walk: Walk, slot: Slot): boolean {
  const text = fold(slot.text);
  return walk.words.codeHead.test(text) || walk.words.unitHead.test(text) || walk.words.serialHead.test(text);
}

function overlaps(slot: Slot, columns: ReadonlySet<number>): boolean {
  for (let column = slot.left; column <= slot.right; column++) if (columns.has(column)) return true;
  return false;
}

// ---- lists ----------------------------------------------------------------------------------------------------------

/** A list begins when the rows under fresh heads have no words (or only running numbers). Returns its last row, or null. */
function listAt(walk: Walk, row: number): number | null {
  const head = walk.head;
  if (!head || head.values !== null || head.bottom !== row - 1) return null;
  let last = row - 1;
  while (last < walk.grid.height && isListRow(walk, head, last + 1)) last++;
  const blankRows = last - row + 1;
  if (blankRows === 0) return null;
  const formulas = walk.grid.line(row).some((slot) => slot.formula !== null);
  if (blankRows === 1 && !looksLikeList(walk, head)) return null;
  if (blankRows > 1 && formulas && !looksLikeList(walk, head)) return null;
  pushRoster(walk, head, row, blankRows);
  return last;
}

function isListRow(walk: Walk, head: Head, row: number): boolean {
  const line = walk.grid.line(row);
  if (walk.grid.drawn && !line.some((slot) => slot.bordered)) return false;
  return line.every((slot) => slot.top === row && (slot.kind === 'blank' || slot.kind === 'closed' || (/^[\d()、.]+$/.test(fold(slot.text)) && slot.left === head.rows[0]?.[0]?.left)));
}

function looksLikeList(walk: Walk, head: Head): boolean {
  const leaves = leavesOf(walk, head);
  const texts = leaves.map((slot) => fold(slot.text));
  return leaves.length >= 3 && (texts.some((text) => walk.words.serialHead.test(text)) || texts.some((text) => /姓名|身份证|名称/.test(text)));
}

function leavesOf(walk: Walk, head: Head): Slot[] {
  const leaves: Slot[] = [];
  for (let column = 1; column <= walk.grid.width; column++) {
    const leaf = leafOver(walk, head, column);
    if (leaf && !leaves.includes(leaf)) leaves.push(leaf);
  }
  return leaves;
}

function pushRoster(walk: Walk, head: Head, firstRow: number, blankRows: number): void {
  const columns = leavesOf(walk, head).map((leaf) => ({ cell: leaf.cell, column: leaf.left, path: headsOver(walk, head, leaf.left).map(labelOf), choices: null }));
  walk.rosters.push({ sheet: walk.grid.sheet.name, headerRow: head.bottom, firstRow, blankRows, columns });
  walk.head = null;
}

/** Heads with nothing below them are the heads of a list. */
function closeAtEnd(walk: Walk): void {
  const head = walk.head;
  if (!head || head.values !== null || !looksLikeList(walk, head)) return;
  pushRoster(walk, head, head.bottom + 1, 0);
}

// ---- blanks ---------------------------------------------------------------------------------------------------------

/** Reads a row that has something to fill: under the head where it fits, else as pairs of label and blank. */
function readBlanks(walk: Walk, row: number, line: readonly Slot[]): void {
  walk.started = true;
  const head = walk.head;
  if (head && fits(walk, line)) {
    head.values ??= valueColumns(walk, head, line);
    readTableRow(walk, row, line, head);
    return;
  }
  if (head && head.values === null && looksLikeList(walk, head) && !line.some((slot) => walk.isOpen(slot))) closeAtEnd(walk);
  if (head) {
    walk.head = null;
    walk.tables++;
    walk.sections = walk.sectionLevels.length > 0 ? walk.sections : [];
  }
  readPairs(walk, row, line);
}

function valueColumns(walk: Walk, head: Head, line: readonly Slot[]): Set<number> {
  const columns = new Set<number>();
  for (const slot of line) {
    const leaf = leafOver(walk, head, slot.left);
    if (!(walk.isOpen(slot) || slot.kind === 'closed') || !leaf || isStubHead(walk, leaf)) continue;
    columns.add(slot.left);
  }
  return columns;
}

interface Run {
  readonly labels: readonly Slot[];
  readonly blanks: readonly Slot[];
  readonly trailing: Slot | null;
}

/** Splits a row into runs: words, then the blanks they label; a unit printed right after a blank belongs to that run. */
function runsOf(walk: Walk, line: readonly Slot[], isTable: boolean): Run[] {
  const runs: { labels: Slot[]; blanks: Slot[]; trailing: Slot | null }[] = [];
  let current: { labels: Slot[]; blanks: Slot[]; trailing: Slot | null } | null = null;
  for (const slot of line) {
    if (walk.isLabel(slot)) {
      const isUnit = walk.words.unit.test(fold(slot.text));
      if (current && current.blanks.length > 0 && current.trailing === null && isUnit && (!isTable || unitColumn(walk, slot))) {
        current.trailing = slot;
        continue;
      }
      if (!current || current.blanks.length > 0) runs.push((current = { labels: [], blanks: [], trailing: null }));
      current.labels.push(slot);
    } else if (walk.isOpen(slot) || slot.kind === 'closed') {
      if (!current) runs.push((current = { labels: [], blanks: [], trailing: null }));
      current.blanks.push(slot);
    }
  }
  return runs;
}

function unitColumn(walk: Walk, slot: Slot): boolean {
  const leaf = walk.head ? leafOver(walk, walk.head, slot.left) : null;
  return leaf === null || walk.words.unitHead.test(fold(leaf.text));
}

interface Roles {
  readonly stubs: readonly Slot[];
  readonly unit: Slot | null;
  readonly code: Slot | null;
}

/** Which of the words before the blanks are the row's label, its unit and its code. */
function rolesOf(walk: Walk, labels: readonly Slot[], head: Head | null): Roles {
  let unit: Slot | null = null;
  let code: Slot | null = null;
  const stubs: Slot[] = [];
  for (const slot of labels) {
    const headText = head ? fold(leafOver(walk, head, slot.left)?.text ?? '') : '';
    const text = fold(slot.text);
    if (walk.words.unitHead.test(headText) || (labels.length > 1 && walk.words.unit.test(text) && stubs.length > 0 && !isHeadOfLabels(headText, head))) unit = slot;
    else if (isCodeSlot(walk, slot, headText, labels)) code ??= slot;
    else stubs.push(slot);
  }
  if (stubs.length === 0 && code) return { stubs: [code], unit, code: null };
  return { stubs, unit, code };
}

function isHeadOfLabels(headText: string, head: Head | null): boolean {
  return head !== null && /项目|指标|内容|类别|名称/.test(headText);
}

function isCodeSlot(walk: Walk, slot: Slot, headText: string, labels: readonly Slot[]): boolean {
  const text = fold(slot.text);
  if (walk.words.codeHead.test(headText)) return true;
  if (walk.words.serialHead.test(headText)) return walk.words.code.test(text);
  return labels.length > 1 && walk.words.code.test(text);
}

function readTableRow(walk: Walk, row: number, line: readonly Slot[], head: Head): void {
  const runs = runsOf(walk, line, true);
  let beside: readonly PathLabel[] = [];
  for (const run of runs) {
    const roles = rolesOf(walk, run.labels, head);
    const unit = roles.unit ?? run.trailing;
    const fillable = run.blanks.filter((slot) => walk.isOpen(slot) && slot.top === row && head.values !== null && isValue(walk, head, slot));
    const isGroup = fillable.length > 0 && isUnfilledGroup(walk, roles, head, run);
    const path = rowPathOf(walk, head, roles.stubs, row, fillable.length === 0 || isGroup, beside);
    beside = path;
    if (isGroup) continue;
    for (const blank of fillable) pushField(walk, blank, { row, head, path, roles, unit });
  }
}

function isValue(walk: Walk, head: Head, slot: Slot): boolean {
  const leaf = leafOver(walk, head, slot.left);
  if (!leaf || isStubHead(walk, leaf)) return false;
  head.values?.add(slot.left);
  return true;
}

/** A heading row whose value cells were left empty: it has neither unit nor code though the table has columns for them, or it says 按…分. */
function isUnfilledGroup(walk: Walk, roles: Roles, head: Head, run: Run): boolean {
  const stub = roles.stubs.at(-1);
  if (!stub || run.blanks.some((slot) => slot.formula !== null)) return false;
  const parsed = parseLabel(stub, walk.words);
  if (parsed.group !== null && parsed.text === '') return true;
  const leaves = leavesOf(walk, head).filter((leaf) => leaf.left > stub.left && leaf.left < (run.blanks.at(-1)?.left ?? 0));
  const lacks = (pattern: RegExp, found: Slot | null): boolean => leaves.some((leaf) => pattern.test(fold(leaf.text))) && found === null;
  return lacks(walk.words.unitHead, roles.unit) && (lacks(walk.words.codeHead, roles.code) || parsed.numbering !== null);
}

function rowPathOf(walk: Walk, head: Head, stubs: readonly Slot[], row: number, heading: boolean, beside: readonly PathLabel[]): readonly PathLabel[] {
  const inner = stubs.at(-1);
  if (!inner) return [];
  const outer = stubs.slice(0, -1).map((slot): PathLabel => ({ ...labelOf(slot), text: parseLabel(slot, walk.words).text, relation: 'below' }));
  const stub = outlineAt(head, inner, walk.words, outer.map(({ cell }) => cell).join());
  const isHeading = heading || inner.top < row;
  const path = inner.top === row ? stub.next(inner, isHeading, inner.indent === 0 ? beside : []) : [{ ...labelOf(inner), relation: 'below' as const }];
  return [...outer, ...path];
}

function stubKey(slot: Slot): number {
  return slot.left;
}

/** The outline of one label column; it starts afresh when the merged labels left of it change. */
function outlineAt(head: Head, slot: Slot, words: ReadingWords, outer = ''): Outline {
  const key = slot.left + (outer === '' ? 0 : hash(outer) * 1000);
  const known = head.outlines.get(key);
  if (known) return known;
  const made = outline(words);
  head.outlines.set(key, made);
  return made;
}

function hash(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum + 1;
}

interface FieldContext {
  readonly row: number;
  readonly head: Head | null;
  readonly path: readonly PathLabel[];
  readonly roles: Roles;
  readonly unit: Slot | null;
}

function pushField(walk: Walk, blank: Slot, { row, head, path, roles, unit }: FieldContext): void {
  const heads = head ? headsOver(walk, head, blank.left) : [];
  const leaf = heads.at(-1);
  const leafUnit = leaf && heads.length > 1 && walk.words.unit.test(fold(leaf.text)) ? leaf : null;
  const columnPath = head ? columnPathOf(walk, head, leafUnit ? heads.slice(0, -1) : heads, blank.left) : [];
  if (path.length === 0 && columnPath.length === 0) {
    walk.unlabelled.push({ sheet: walk.grid.sheet.name, cell: blank.cell, kind: 'unlabelled', text: '' });
    return;
  }
  const innermost = roles.stubs.at(-1);
  const corner = head && innermost ? leafOver(walk, head, innermost.left) : null;
  const unitSlot = unit ?? leafUnit;
  walk.fields.push({
    sheet: walk.grid.sheet.name,
    cell: blank.cell,
    row,
    column: blank.left,
    section: walk.sections,
    rowPath: path,
    columnPath,
    corner: corner ? labelOf(corner) : null,
    unit: unitSlot ? labelOf(unitSlot) : null,
    rowCode: roles.code ? fold(roles.code.text) : null,
    columnCode: head?.numbers.get(blank.left) ?? null,
    formula: blank.formula,
    choices: null,
    notes: [],
    table: walk.tables,
  });
}

/** Column labels outermost first; 其中 and 按…分 take the head they divide along, as the label before them. */
function columnPathOf(walk: Walk, head: Head, heads: readonly Slot[], column: number): PathLabel[] {
  const path: PathLabel[] = [];
  for (const slot of heads) {
    const parsed = parseLabel(slot, walk.words);
    const divides = parsed.relation !== 'below';
    const parent = divides ? headBefore(walk, head, slot) : null;
    if (parent) path.push({ ...labelOf(parent), text: parseLabel(parent, walk.words).text, relation: 'below' });
    path.push({ text: parsed.group !== null ? parsed.group + parsed.text : parsed.text, cell: slot.cell, relation: parsed.relation });
  }
  return column > 0 ? path : [];
}

/** The nearest head on the same line that is not itself a part. */
function headBefore(walk: Walk, head: Head, slot: Slot): Slot | null {
  const line = head.rows.find((row) => row.includes(slot));
  if (!line) return null;
  const before = line.slice(0, line.indexOf(slot)).filter((other) => walk.isLabel(other) && parseLabel(other, walk.words).relation === 'below' && !isStubHead(walk, other));
  const candidates = before.filter((other) => (head.values ? overlaps(other, head.values) : true));
  return candidates.at(-1) ?? null;
}

// ---- pairs ----------------------------------------------------------------------------------------------------------

function readPairs(walk: Walk, row: number, line: readonly Slot[]): void {
  const runs = runsOf(walk, line, false);
  const group = groupOf(walk, runs, row);
  for (const [index, run] of runs.entries()) {
    const labels = run.labels.filter((slot) => !group.includes(slot));
    const roles = rolesOf(walk, labels, null);
    const blanks = run.blanks.filter((slot) => walk.isOpen(slot) && slot.top === row);
    if (blanks.length === 0) continue;
    const last = roles.stubs.at(-1);
    if (!last && (index > 0 || group.length === 0)) {
      for (const blank of blanks) walk.unlabelled.push({ sheet: walk.grid.sheet.name, cell: blank.cell, kind: 'unlabelled', text: '' });
      continue;
    }
    const path = pairPath(walk, last, [...group, ...roles.stubs.slice(0, -1)]);
    for (const blank of blanks.slice(0, 1)) pushField(walk, blank, { row, head: null, path, roles, unit: roles.unit ?? run.trailing });
    for (const blank of blanks.slice(1)) walk.unlabelled.push({ sheet: walk.grid.sheet.name, cell: blank.cell, kind: 'unlabelled', text: '' });
  }
}

/** The words at the row's start that stand over all its pairs: tall merged labels, or a first word before the first label. */
function groupOf(walk: Walk, runs: readonly Run[], row: number): Slot[] {
  const first = runs[0];
  if (!first) return [];
  const tall = first.labels.filter((slot) => slot.bottom > slot.top && first.labels.length > 1 && slot !== first.labels.at(-1));
  if (tall.length > 0) return tall;
  const lead = first.labels[0];
  const inRow = first.labels.filter((slot) => slot.top === row && !walk.words.code.test(fold(slot.text)) && !walk.words.unit.test(fold(slot.text)));
  return lead && inRow.length > 1 && inRow[0] === lead && runs.length > 1 ? [lead] : [];
}

function pairPath(walk: Walk, slot: Slot | undefined, group: readonly Slot[]): readonly PathLabel[] {
  const outer = group.map((other): PathLabel => ({ ...labelOf(other), text: parseLabel(other, walk.words).text, relation: 'below' }));
  if (!slot) return outer;
  const parsed = parseLabel(slot, walk.words);
  const own: PathLabel = { text: (parsed.group ?? '') + parsed.text, cell: slot.cell, relation: parsed.relation };
  if (parsed.relation === 'ofWhich') return [...outer, ...walk.lastPair, own];
  walk.lastPair = [own];
  return [...outer, own];
}

export { contextOf };
