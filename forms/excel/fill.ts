// A department's own workbook, filled. In: the blank workbook's bytes and what its cells are to hold. Out: the same workbook in
// which only these cells differ: unzip → patch the sheet's XML → zip, every other part byte for byte as it was. Rosters that are
// longer than their blank rows get new rows (grow.ts); formulas keep, with fresh results (recalculate.ts). What cannot be filled
// is told with its cell and reason; the rest is filled all the same.
import { cellName, columnName, parseCellName, type Cell, type Range, type Scalar } from '../../engine/model/sheet.ts';
import { problem, type Origin, type Problem } from '../../engine/problem/index.ts';
import type { Outline } from './book.ts';
import { LAST_COLUMN, LAST_ROW } from './formula.ts';
import { grow } from './grow.ts';
import { insertionsFor, movedRow, type Growth } from './growth.ts';
import { coverAt, placeKey, readGrid, type Grid } from './grid.ts';
import { partXml, withParts, type Package } from './parts.ts';
import { numberContent, patchCells, type Content } from './patch.ts';
import { openBook, settingOf, toXlsx } from './read.ts';
import { prepareCalculation, recalculate, type Calculation } from './recalculate.ts';
import { readSheet, sheetLimits } from './sheet.ts';
import { cleanText } from './strings.ts';
import { attribute, attributeSpan, CLOSE, cursorAt, next, inOrder, spliced, xmlBytes, xmlOf, type Splice, type Xml } from './xml.ts';
import { frameOf, writeZip, type Frame, type NewPart } from './zip.ts';

/** A number given by its exact decimal digits, such as "12345678901234.56". */
export interface Decimal {
  readonly decimal: string;
}

/** What a cell is to hold: null empties it (a formula cell is recalculated instead). Texts stay texts, even "=1+1". */
export type FillValue = Scalar | Decimal;

/** What one sheet is to hold. All places are those of the blank form, whatever rows are added above them. */
export interface SheetEdits {
  readonly sheet: string;
  readonly cells: readonly { readonly cell: string; readonly value: FillValue }[];
  readonly rosters: readonly RosterEdits[];
}

/** A roster: from `firstRow` on there are `blankRows` rows for entries; `columns` are letters, in the order of each entry's values. */
export interface RosterEdits {
  readonly firstRow: number;
  readonly blankRows: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly FillValue[])[];
}

export interface FillResult {
  /** null when the blank form itself could not be read. */
  readonly bytes: Uint8Array | null;
  readonly problems: readonly Problem[];
}

/** A blank form ready to be filled many times. */
export interface Template {
  readonly fill: (edits: readonly SheetEdits[]) => FillResult;
}

export interface TemplateResult {
  readonly template: Template | null;
  readonly problems: readonly Problem[];
}

/** Fills one workbook once. `file` is only what it is called in problems. */
export function fillWorkbook(bytes: Uint8Array, edits: readonly SheetEdits[], file = ''): FillResult {
  const { template, problems } = prepareTemplate(bytes, file);
  if (!template) return { bytes: null, problems };
  const filled = template.fill(edits);
  return { bytes: filled.bytes, problems: [...problems, ...filled.problems] };
}

/** Unzips and indexes a blank form once; sheets are indexed when first filled. */
export function prepareTemplate(bytes: Uint8Array, file = ''): TemplateResult {
  const xlsx = toXlsx(bytes, file);
  if (!xlsx.bytes) return { template: null, problems: xlsx.problems };
  const { book, ...opened } = openBook(xlsx.bytes, file);
  if (!book || !('outline' in opened)) return { template: null, problems: [...xlsx.problems, ...opened.problems] };
  const prepared = prepare(book, opened.outline, file, new Map());
  const grown = new Map<string, Prepared>();
  return { template: { fill: (edits) => fill(prepared, edits, grown) }, problems: xlsx.problems };
}

/** A form as it is about to be filled: as it came, or with rows added. */
interface Prepared {
  readonly file: string;
  readonly book: Package;
  readonly outline: Outline;
  /** Parts that differ from the zip because rows were added; null for one left out. */
  readonly changes: ReadonlyMap<string, Xml | null>;
  readonly grids: Map<string, Grid | null>;
  /** undefined until it is first needed. */
  calculation: Calculation | null | undefined;
  /** Cell names parsed before: the same ones come for every community. */
  readonly places: Map<string, { readonly row: number; readonly column: number } | null>;
}

function prepare(book: Package, outline: Outline, file: string, changes: ReadonlyMap<string, Xml | null>): Prepared {
  return { file, book: withParts(book, changes), outline, changes, grids: new Map(), calculation: undefined, places: new Map() };
}

function fill(prepared: Prepared, edits: readonly SheetEdits[], grown: Map<string, Prepared>): FillResult {
  const problems: Problem[] = [];
  const usable = edits.filter((edit) => isUsable(prepared, edit, problems));
  const growths = usable.map((edit) => growthOf(prepared, edit, problems)).filter(({ insertions }) => insertions.length > 0);
  const target = growths.length > 0 ? grownFrom(prepared, growths, grown) : prepared;
  const placed = usable.map((edit) =>
    placedCells(
      prepared,
      edit,
      growths.find(({ sheet }) => sheet === edit.sheet),
    ),
  );
  const contents = new Map<number, SheetContents>();
  for (const { sheet, cells } of placed) enter(target, sheet, cells, contents, problems);
  const isStale = addResults(target, contents);
  return { bytes: write(target, contents, isStale), problems };
}

// ---- which rows are added -----------------------------------------------------------------------------------------------------

function isUsable(prepared: Prepared, { sheet }: SheetEdits, problems: Problem[]): boolean {
  const entry = prepared.outline.sheets.find(({ name }) => name === sheet);
  const usable = entry !== undefined && gridOf(prepared, sheet) !== null;
  if (!usable) problems.push(problem(entry ? 'fill.sheetUnreadable' : 'fill.sheetMissing', {}, { file: prepared.file, sheet }));
  return usable;
}

function growthOf({ file }: Prepared, { sheet, rosters }: SheetEdits, problems: Problem[]): Growth {
  const insertions = insertionsFor(rosters);
  const added = insertions.reduce((sum, { count }) => sum + count, 0);
  const lowest = Math.max(1, ...insertions.map(({ after }) => after));
  if (lowest + added <= LAST_ROW) return { sheet, insertions };
  problems.push(problem('fill.tooManyRows', { rows: added }, { file, sheet, cell: cellName(lowest, 1) }));
  return { sheet, insertions: [] };
}

/** The form with the rows added; the latest few are kept, since communities often have rosters of like length. */
function grownFrom(prepared: Prepared, growths: readonly Growth[], known: Map<string, Prepared>): Prepared {
  const key = JSON.stringify(growths);
  const before = known.get(key);
  if (before) return before;
  const made = growths.reduce(withGrowth, prepared);
  const oldest = known.size >= MOST_GROWN ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  known.set(key, made);
  return made;
}

const MOST_GROWN = 8;

function withGrowth(prepared: Prepared, growth: Growth): Prepared {
  const changes = grow(prepared.book, prepared.outline, growth);
  return changes ? prepare(prepared.book, prepared.outline, prepared.file, new Map([...prepared.changes, ...changes])) : prepared;
}

interface PlacedCell {
  readonly row: number;
  readonly column: number;
  /** As the caller named it, for problems. */
  readonly name: string;
  readonly value: FillValue;
}

interface PlacedSheet {
  readonly sheet: string;
  readonly cells: readonly PlacedCell[];
}

/** All cells of a sheet's edits at the places that they have once rows are added. */
function placedCells(prepared: Prepared, { sheet, cells, rosters }: SheetEdits, growth: Growth = { sheet, insertions: [] }): PlacedSheet {
  const placed: PlacedCell[] = cells.map(({ cell, value }) => {
    const place = placeOf(prepared, cell);
    return { row: place ? movedRow(growth, place.row) : 0, column: place?.column ?? 0, name: cell, value };
  });
  for (const roster of rosters) for (const cell of rosterCells(roster, growth)) placed.push(cell);
  return { sheet, cells: placed };
}

function placeOf({ places }: Prepared, name: string): { readonly row: number; readonly column: number } | null {
  const known = places.get(name);
  if (known !== undefined) return known;
  const place = parseCellName(name);
  if (places.size < MOST_PLACES) places.set(name, place);
  return place;
}

const MOST_PLACES = 10_000;

function rosterCells({ firstRow, blankRows, columns, rows }: RosterEdits, growth: Growth): PlacedCell[] {
  const numbers = columns.map((letters) => parseCellName(`${letters}1`)?.column ?? 0);
  const first = blankRows > 0 ? movedRow(growth, firstRow) : movedRow(growth, firstRow - 1) + 1;
  return rows.flatMap((values, index) =>
    values.flatMap((value, position) => {
      const column = numbers[position];
      if (column === undefined) return [];
      return [{ row: first + index, column, name: column > 0 ? cellName(first + index, column) : `${columns[position]}${first + index}`, value }];
    }),
  );
}

// ---- what the cells get -------------------------------------------------------------------------------------------------------

/** Place key → content. */
type SheetContents = Map<number, Content>;

function enter(target: Prepared, sheet: string, cells: readonly PlacedCell[], contents: Map<number, SheetContents>, problems: Problem[]): void {
  const grid = gridOf(target, sheet);
  if (!grid) return;
  const known = contentsOf(
    contents,
    target.outline.sheets.findIndex(({ name }) => name === sheet),
  );
  for (const cell of cells) {
    const content = checkedContent(target.file, grid, sheet, cell, problems);
    if (content) known.set(placeKey(cell.row, cell.column), content);
  }
}

function contentsOf(contents: Map<number, SheetContents>, sheet: number): SheetContents {
  const known = contents.get(sheet);
  if (known) return known;
  const made: SheetContents = new Map();
  contents.set(sheet, made);
  return made;
}

/** The content for one cell, or null with a problem that says why it cannot be filled. */
function checkedContent(file: string, grid: Grid, sheet: string, cell: PlacedCell, problems: Problem[]): Content | null {
  const { row, column } = cell;
  if (row < 1 || row > lastRow(grid) || column < 1 || column > LAST_COLUMN) {
    problems.push(problem('fill.noSuchCell', {}, originOf(file, sheet, cell)));
    return null;
  }
  const merge = coverAt(grid.merges, row, column);
  if (merge) {
    problems.push(problem('fill.insideMerge', { merge: rangeName(merge), master: cellName(merge.top, merge.left) }, originOf(file, sheet, cell)));
    return null;
  }
  const array = coverAt(grid.arrays, row, column);
  if (array) {
    problems.push(problem('fill.insideArray', { range: rangeName(array) }, originOf(file, sheet, cell)));
    return null;
  }
  return contentOf(file, sheet, cell, problems);
}

/** Rows that are not indexed cannot be filled: they lie thousands of rows below everything. */
function lastRow({ skipped, rows }: Grid): number {
  return skipped ? (rows.at(-1)?.row ?? 0) : LAST_ROW;
}

const originOf = (file: string, sheet: string, { name }: PlacedCell): Origin => ({ file, sheet, cell: name });

function contentOf(file: string, sheet: string, cell: PlacedCell, problems: Problem[]): Content | null {
  const { value } = cell;
  switch (typeof value) {
    case 'string':
      return textContent(value, originOf(file, sheet, cell), problems);
    case 'boolean':
      return { kind: 'boolean', value };
    case 'number':
      if (Number.isFinite(value)) return numberContent(value);
      break;
    default:
      if (value === null) return { kind: 'empty' };
      if (/^-?\d{1,400}(\.\d{1,400})?$/.test(value.decimal)) return { kind: 'number', digits: value.decimal };
  }
  problems.push(problem('fill.notANumber', { value: typeof value === 'number' ? String(value) : value.decimal.slice(0, 40) }, originOf(file, sheet, cell)));
  return null;
}

function textContent(value: string, origin: Origin, problems: Problem[]): Content | null {
  const { text, dropped } = cleanText(value);
  if (dropped > 0) problems.push(problem('fill.badCharacters', { count: dropped }, origin, 'warning'));
  if (text.length <= sheetLimits.labelLength) return text === '' ? { kind: 'empty' } : { kind: 'text', text };
  problems.push(problem('fill.tooLong', { length: text.length, limit: sheetLimits.labelLength }, origin));
  return null;
}

/** Adds fresh results of formulas that depend on what was filled; true when some only Excel can tell. */
function addResults(target: Prepared, contents: Map<number, SheetContents>): boolean {
  const calculation = calculationOf(target);
  if (!calculation) return false;
  let isStale = false;
  for (const { sheet, row, column, content } of recalculate(calculation, contents)) {
    contentsOf(contents, sheet).set(placeKey(row, column), content);
    isStale ||= content.kind === 'unknown';
  }
  return isStale;
}

// ---- the bytes ----------------------------------------------------------------------------------------------------------------

function write(target: Prepared, contents: ReadonlyMap<number, SheetContents>, isStale: boolean): Uint8Array {
  const parts = new Map<string, NewPart | null>();
  for (const [name, xml] of target.changes) parts.set(name, xml && xmlBytes(xml));
  for (const [index, cells] of contents) {
    const sheet = target.outline.sheets[index];
    const grid = sheet ? gridOf(target, sheet.name) : null;
    if (grid && sheet?.part && cells.size > 0) parts.set(sheet.part, filledSheet(grid, inOrder(patchCells(grid, cells))));
  }
  if (isStale) addCalculationOnLoad(target, parts);
  return writeZip(target.book.zip, parts);
}

/** The sheet with its cells replaced. What one community's answers replace, those of the next do too; the rest is deflated once. */
function filledSheet(grid: Grid, splices: readonly Splice[]): NewPart {
  const { xml } = grid;
  if (xml.encoding !== 'utf8') return patched(xml, splices);
  const start = splices[0]?.start ?? 0;
  const end = splices.at(-1)?.end ?? 0;
  return { frame: frameFor(grid, start, end), middle: Buffer.from(spliced(xml.chars, splices, start, end), 'latin1') };
}

/** The frame around a stretch. The latest few are kept; that they are never changes the bytes. */
function frameFor({ frames, xml }: Grid, start: number, end: number): Frame {
  const key = start * (xml.chars.length + 1) + end;
  const known = frames.get(key);
  if (known) return known;
  const made = frameOf(xml.bytes, start, end);
  const oldest = frames.size >= MOST_FRAMES ? frames.keys().next().value : undefined;
  if (oldest !== undefined) frames.delete(oldest);
  frames.set(key, made);
  return made;
}

const MOST_FRAMES = 8;

function patched(xml: Xml, splices: readonly Splice[]): Uint8Array {
  const chars = spliced(xml.chars, splices);
  return xml.encoding === 'utf8' ? Buffer.from(chars, 'latin1') : xmlBytes(xmlOf(chars, xml.encoding));
}

/** Tells Excel to calculate everything when it opens the workbook. */
function addCalculationOnLoad({ book, outline }: Prepared, parts: Map<string, NewPart | null>): void {
  const xml = partXml(book, outline.part);
  const splice = xml && calculationSplice(xml);
  if (xml && splice) parts.set(outline.part, patched(xml, [splice]));
}

function calculationSplice(xml: Xml): Splice | null {
  const cursor = cursorAt(xml);
  let at = -1;
  let prefix = '';
  while (next(cursor)) {
    if (cursor.name === 'calcPr' && cursor.kind !== CLOSE) {
      const span = attributeSpan(cursor, 'fullCalcOnLoad');
      if (!span) return { start: cursor.nameEnd, end: cursor.nameEnd, text: ' fullCalcOnLoad="1"' };
      return attribute(cursor, 'fullCalcOnLoad') === '1' ? null : { ...span, text: '1' };
    }
    if (cursor.depth <= 1 && BEFORE_CALCULATION.has(cursor.name)) at = cursor.tagEnd;
    if (cursor.name === 'sheets') prefix = xml.chars.slice(cursor.tagStart + (cursor.kind === CLOSE ? 2 : 1), cursor.nameEnd - cursor.name.length);
  }
  return at < 0 ? null : { start: at, end: at, text: `<${prefix}calcPr fullCalcOnLoad="1"/>` };
}

/** The schema's order: calcPr comes right behind these (ECMA-376 part 1, 18.2.27). */
const BEFORE_CALCULATION = new Set(['sheets', 'functionGroups', 'externalReferences', 'definedNames']);

// ---- prepared once ------------------------------------------------------------------------------------------------------------

function gridOf(prepared: Prepared, sheet: string): Grid | null {
  const known = prepared.grids.get(sheet);
  if (known !== undefined) return known;
  const part = prepared.outline.sheets.find(({ name }) => name === sheet)?.part;
  const xml = part ? partXml(prepared.book, part) : null;
  // Rows that were added are blank as yet, and all of them are to be filled.
  const isGrown = part ? prepared.changes.has(part) : false;
  const grid = xml && readGrid(xml, isGrown ? LAST_ROW : undefined);
  prepared.grids.set(sheet, grid);
  return grid;
}

function calculationOf(prepared: Prepared): Calculation | null {
  if (prepared.calculation === undefined) prepared.calculation = readCalculation(prepared);
  return prepared.calculation;
}

function readCalculation(prepared: Prepared): Calculation | null {
  const { book, outline } = prepared;
  const hasFormulas = outline.sheets.some(({ name }) => gridOf(prepared, name)?.hasFormulas);
  if (!hasFormulas) return null;
  const { setting } = settingOf(book, outline);
  const sheets = outline.sheets.map(({ name, part }): { name: string; cells: readonly Cell[] } => {
    const xml = part === null ? null : partXml(book, part);
    return { name, cells: xml ? readSheet(xml, setting).cells : [] };
  });
  return prepareCalculation(sheets);
}

const rangeName = ({ top, left, bottom, right }: Range): string => `${columnName(left)}${top}:${columnName(right)}${bottom}`;
