// A workbook with rows added to a sheet. In: a package and where rows are added. Out: the same package in which every part that
// speaks of the moved rows speaks of their new places — the sheet itself, formulas of other sheets and charts, defined names,
// drawings, notes, tables. The new rows look like the last blank row: its height, styles, formulas and merges within the row.
import { cellName, parseRange, type Range } from '../../engine/model/sheet.ts';
import type { Outline } from './book.ts';
import { offsetFormula } from './formula.ts';
import { mayMention, movedFormula, movedRange, movedRanges, movedRow, type Growth, type Insertion } from './growth.ts';
import { gridText, readGrid, type Grid, type GridCell, type GridFormula, type GridRow } from './grid.ts';
import { partXml, relationsOf, relationsPart, type Package, type Relation } from './parts.ts';
import {
  attribute,
  attributeSpan,
  CLOSE,
  cursorAt,
  decode,
  elementText,
  encode,
  escapeXml,
  next,
  OPEN,
  skipElement,
  inOrder,
  spliced,
  unescapeXml,
  xmlOf,
  type Cursor,
  type Splice,
  type Xml,
} from './xml.ts';

/** The parts that change; null for one that is left out. Null as a whole when the sheet cannot be understood. */
export function grow(book: Package, outline: Outline, growth: Growth): Map<string, Xml | null> | null {
  const entry = outline.sheets.find(({ name }) => name === growth.sheet);
  const part = entry?.part;
  const xml = part ? partXml(book, part) : null;
  const grid = xml && readGrid(xml);
  if (!part || !grid) return null;
  const changes = new Map<string, Xml | null>();
  const change = (name: string, splices: (xml: Xml) => readonly Splice[]): void => changePart(book, changes, name, splices);
  change(part, () => [...grownData(grid, growth), ...grownRest(grid, growth)]);
  for (const sheet of outline.sheets) if (sheet.part && sheet.part !== part) change(sheet.part, (other) => otherSheet(other, sheet.name, growth));
  change(outline.part, (workbook) => definedNames(workbook, outline, growth));
  growSatellites(book, part, growth, change);
  for (const chart of chartParts(book)) change(chart, (xmlOfChart) => texts(xmlOfChart, FORMULA_TEXT, (text) => movedFormula(growth, text, null, null)));
  dropCalcChain(book, outline, changes);
  return changes;
}

function changePart(book: Package, changes: Map<string, Xml | null>, name: string, splices: (xml: Xml) => readonly Splice[]): void {
  const xml = partXml(book, name);
  const found = xml ? splices(xml) : [];
  if (xml && found.length > 0) changes.set(name, xmlOf(spliced(xml.chars, inOrder(found)), xml.encoding));
}

// ---- the rows of the sheet that grows -----------------------------------------------------------------------------------------

function grownData(grid: Grid, growth: Growth): Splice[] {
  const formulas = plainFormulas(grid);
  // Formatted rows far below everything would have to move too; a million of them are not worth it.
  const splices: Splice[] = grid.skipped ? [{ ...grid.skipped, text: '' }] : [];
  for (const row of grid.rows) {
    moveRow(row, growth, splices);
    for (const cell of row.cells) if (cell.formula) splices.push(...movedCellFormula(grid, cell, cell.formula, formulas, growth));
    for (const insertion of growth.insertions) {
      if (insertion.after === row.row && insertion.first <= insertion.after) splices.push(newRows(grid, row, insertion, formulas, growth));
    }
  }
  return splices;
}

function moveRow(row: GridRow, growth: Growth, splices: Splice[]): void {
  const moved = movedRow(growth, row.row);
  if (moved === row.row) return;
  if (row.number) splices.push({ ...row.number, text: String(moved) });
  for (const cell of row.cells) if (cell.name) splices.push({ ...cell.name, text: cellName(moved, cell.column) });
}

/** Formula of each cell without <f>, shared ones written out: once rows come between them they no longer share anything. */
function plainFormulas(grid: Grid): Map<GridCell, string> {
  const masters = new Map<string, { cell: GridCell; text: string }>();
  const formulas = new Map<GridCell, string>();
  for (const row of grid.rows) {
    for (const cell of row.cells) {
      if (!cell.formula) continue;
      const { text, index } = formulaParts(grid, cell.formula);
      if (index !== null && text !== '') masters.set(index, { cell, text });
      const master = index === null ? undefined : masters.get(index);
      formulas.set(cell, text === '' && master ? offsetFormula(master.text, cell.row - master.cell.row, cell.column - master.cell.column) : text);
    }
  }
  return formulas;
}

/** Text of an <f>, and the index of the formula that it shares. */
function formulaParts(grid: Grid, formula: GridFormula): { readonly text: string; readonly index: string | null } {
  const cursor = cursorAt(grid.xml, formula.start);
  next(cursor);
  const index = formula.type === 'shared' ? attribute(cursor, 'si') : null;
  return { index, text: elementText(cursor) };
}

function movedCellFormula(grid: Grid, cell: GridCell, formula: GridFormula, formulas: ReadonlyMap<GridCell, string>, growth: Growth): Splice[] {
  const text = formulas.get(cell) ?? '';
  if (text === '' && formula.type === 'shared') return [];
  const moved = movedFormula(growth, text, growth.sheet, cell.row);
  const range = formula.ref && movedRange(growth, formula.ref, () => false);
  const isMoved = range !== null && formula.ref !== null && (range.top !== formula.ref.top || range.bottom !== formula.ref.bottom);
  if (moved === text && formula.type !== 'shared' && !isMoved) return [];
  if (formula.type !== 'shared' && range) return [{ start: formula.start, end: formula.end, text: withRange(grid, formula, range, moved) }];
  return [{ start: formula.start, end: formula.end, text: plainFormula(grid.prefix, moved) }];
}

const plainFormula = (prefix: string, formula: string): string => `<${prefix}f>${encode(escapeXml(formula))}</${prefix}f>`;

/** An array formula keeps its attributes; only its range and its text move. */
function withRange(grid: Grid, formula: GridFormula, range: Range, moved: string): string {
  const cursor = cursorAt(grid.xml, formula.start);
  next(cursor);
  const span = attributeSpan(cursor, 'ref');
  const { chars } = grid.xml;
  const head = span
    ? chars.slice(formula.start, span.start) + rangeText(range) + chars.slice(span.end, cursor.tagEnd)
    : chars.slice(formula.start, cursor.tagEnd);
  return cursor.kind === OPEN ? `${head}${encode(escapeXml(moved))}</${grid.prefix}f>` : head;
}

/** Copies of the last blank row, one below the other, without what it holds. */
function newRows(grid: Grid, row: GridRow, { after, count }: Insertion, formulas: ReadonlyMap<GridCell, string>, growth: Growth): Splice {
  let text = '';
  const place = movedRow(growth, after);
  for (let offset = 1; offset <= count; offset++) text += newRow(grid, row, place + offset, offset, formulas, growth);
  return { start: row.end, end: row.end, text };
}

function newRow(grid: Grid, row: GridRow, number: number, offset: number, formulas: ReadonlyMap<GridCell, string>, growth: Growth): string {
  const { chars } = grid.xml;
  const tag = withAttribute(
    chars.slice(row.start, row.tagEnd),
    row.number && { start: row.number.start - row.start, end: row.number.end - row.start },
    String(number),
  );
  if (row.isEmpty) return tag;
  const cells = row.cells.map((cell) => newCell(grid, cell, number, offset, formulas, growth)).join('');
  return `${tag}${cells}</${grid.prefix}row>`;
}

function newCell(grid: Grid, cell: GridCell, row: number, offset: number, formulas: ReadonlyMap<GridCell, string>, growth: Growth): string {
  const tag = grid.xml.chars.slice(cell.start, cell.tagEnd);
  const named = withAttribute(tag, cell.name && { start: cell.name.start - cell.start, end: cell.name.end - cell.start }, cellName(row, cell.column));
  const open = named.replace(CONTENT_ATTRIBUTES, '').replace(/\s*\/?>$/, '');
  const formula = cell.formula && cell.formula.type !== 'array' && cell.formula.type !== 'dataTable' ? formulas.get(cell) : undefined;
  if (!formula) return `${open}/>`;
  const copied = offsetFormula(movedFormula(growth, formula, growth.sheet, cell.row), offset, 0);
  return `${open}>${plainFormula(grid.prefix, copied)}</${grid.prefix}c>`;
}

const CONTENT_ATTRIBUTES = /\s(?:t|vm|cm)\s*=\s*(?:"[^"]*"|'[^']*')/g;

/** The tag with another value at the span; a tag without the attribute gets it as r. */
function withAttribute(tag: string, span: { readonly start: number; readonly end: number } | null, value: string): string {
  if (span) return tag.slice(0, span.start) + value + tag.slice(span.end);
  return tag.replace(/^<[^\s/>]+/, (name) => `${name} r="${value}"`);
}

// ---- the rest of the sheet that grows -----------------------------------------------------------------------------------------

/** What an attribute holds: ranges ("sqref"), one row number (of a page break), or a formula. */
const ATTRIBUTES = new Map<string, readonly string[]>([
  ['dimension', ['ref']],
  ['sheetView', ['topLeftCell']],
  ['pane', ['topLeftCell']],
  ['selection', ['activeCell', 'sqref']],
  ['dataValidation', ['sqref']],
  ['conditionalFormatting', ['sqref']],
  ['hyperlink', ['ref']],
  ['autoFilter', ['ref']],
  ['sortState', ['ref']],
  ['sortCondition', ['ref']],
  ['protectedRange', ['sqref']],
  ['ignoredError', ['sqref']],
  ['cellWatch', ['r']],
  ['table', ['ref']],
  ['comment', ['ref']],
  ['threadedComment', ['ref']],
]);

/** Elements whose text is a formula … */
const FORMULA_TEXT = new Set(['f', 'formula', 'formula1', 'formula2', 'calculatedColumnFormula', 'totalsRowFormula']);
/** … and those whose text is a list of ranges. */
const RANGES_TEXT = new Set(['sqref']);

function grownRest(grid: Grid, growth: Growth): Splice[] {
  const splices: Splice[] = [];
  for (const cursor of [cursorAt(grid.xml), cursorAt(grid.xml, grid.data.end)]) {
    const isHead = cursor.tagEnd < grid.data.start;
    cursor.depth = isHead ? 0 : 1;
    while (next(cursor) && (!isHead || cursor.tagStart < grid.data.start)) if (cursor.kind !== CLOSE) moveTag(cursor, growth, splices);
  }
  return splices;
}

function moveTag(cursor: Cursor, growth: Growth, splices: Splice[]): void {
  switch (cursor.name) {
    case 'mergeCells':
      moveMerges(cursor, growth, splices);
      return;
    case 'brk':
      moveBreak(cursor, growth, splices);
      return;
    case 'colBreaks':
      skipElement(cursor);
      return;
    case 'row':
      moveAnchorRow(cursor, growth, splices);
      return;
  }
  for (const name of ATTRIBUTES.get(cursor.name) ?? []) moveAttribute(cursor, name, growth, splices);
  if (cursor.kind === OPEN && FORMULA_TEXT.has(cursor.name)) moveText(cursor, (text) => movedFormula(growth, text, growth.sheet, null), splices);
  else if (cursor.kind === OPEN && RANGES_TEXT.has(cursor.name)) moveText(cursor, (text) => movedRanges(growth, text), splices);
}

function moveAttribute(cursor: Cursor, name: string, growth: Growth, splices: Splice[]): void {
  const span = attributeSpan(cursor, name);
  if (!span) return;
  const before = decode(cursor.xml, span.start, span.end);
  const after = movedRanges(growth, before);
  if (after !== before) splices.push({ ...span, text: after });
}

function moveText(cursor: Cursor, move: (text: string) => string, splices: Splice[]): void {
  const start = cursor.tagEnd;
  const before = elementText(cursor);
  const after = move(before);
  if (after !== before) splices.push({ start, end: cursor.tagStart, text: encode(escapeXml(after)) });
}

/** Rewrites the whole list: merges move or grow, and those within the last blank row are repeated in the new ones. */
function moveMerges(cursor: Cursor, growth: Growth, splices: Splice[]): void {
  const { prefix, count } = { prefix: cursor.xml.chars.slice(cursor.tagStart + 1, cursor.nameEnd - cursor.name.length), count: attributeSpan(cursor, 'count') };
  const outside = cursor.depth - 1;
  let total = 0;
  while (next(cursor) && cursor.depth > outside) {
    if (cursor.kind === CLOSE || cursor.name !== 'mergeCell') continue;
    total++;
    const span = attributeSpan(cursor, 'ref');
    const range = span && parseRange(decode(cursor.xml, span.start, span.end));
    if (span && range) splices.push({ ...span, text: rangeText(movedRange(growth, range, ({ first, after }) => range.top <= first && first < after)) });
    if (range) total += addCopies(cursor, prefix, copiesOf(growth, range), splices);
  }
  if (count) splices.push({ ...count, text: String(total) });
}

function addCopies(cursor: Cursor, prefix: string, copies: readonly Range[], splices: Splice[]): number {
  const at = cursor.kind === OPEN ? cursor.xml.chars.indexOf('>', cursor.tagEnd) + 1 : cursor.tagEnd;
  if (copies.length > 0) splices.push({ start: at, end: at, text: copies.map((range) => `<${prefix}mergeCell ref="${rangeText(range)}"/>`).join('') });
  return copies.length;
}

function copiesOf(growth: Growth, range: Range): Range[] {
  const insertion = growth.insertions.find(({ first, after }) => first <= after && range.top === after && range.bottom === after);
  if (!insertion) return [];
  const place = movedRow(growth, insertion.after);
  return Array.from({ length: insertion.count }, (_, index) => ({ ...range, top: place + index + 1, bottom: place + index + 1 }));
}

/** A page break stands behind the row it names; one behind the last blank row goes behind the last new one. */
function moveBreak(cursor: Cursor, growth: Growth, splices: Splice[]): void {
  const span = attributeSpan(cursor, 'id');
  const row = Number(attribute(cursor, 'id'));
  if (!span || !(row >= 1)) return;
  const { bottom } = movedRange(growth, { top: row, bottom: row, left: 1, right: 1 });
  splices.push({ ...span, text: String(bottom) });
}

/** The row of a drawing's or control's corner, counted from 0. */
function moveAnchorRow(cursor: Cursor, growth: Growth, splices: Splice[]): void {
  if (cursor.kind !== OPEN) return;
  moveText(cursor, (text) => (/^\s*\d+\s*$/.test(text) ? String(movedRow(growth, Number(text) + 1) - 1) : text), splices);
}

const rangeText = ({ top, left, bottom, right }: Range): string => `${cellName(top, left)}:${cellName(bottom, right)}`;

// ---- other parts --------------------------------------------------------------------------------------------------------------

/** Formulas of another sheet that speak of this one; if any does, its shared formulas are written out. */
function otherSheet(xml: Xml, sheet: string, growth: Growth): Splice[] {
  if (!mayMention(growth, unescapeXml(decode(xml, 0, xml.chars.length)))) return [];
  const grid = readGrid(xml);
  if (!grid) return [];
  const move = (text: string): string => movedFormula(growth, text, sheet, null);
  const formulas = plainFormulas(grid);
  const changed = [...formulas].filter(([, text]) => move(text) !== text);
  const cells = changed.length === 0 ? [] : [...formulas].flatMap(([cell, text]) => rewritten(grid, cell, move(text)));
  return [...cells, ...texts(xml, FORMULA_TEXT, move, grid.data.end)];
}

function rewritten(grid: Grid, { formula }: GridCell, text: string): Splice[] {
  if (!formula || text === '') return [];
  if (formula.type === 'array' && formula.ref) return [{ start: formula.start, end: formula.end, text: withRange(grid, formula, formula.ref, text) }];
  const same = formula.type !== 'shared' && gridText(grid, formula).endsWith(`>${escapeXml(text)}</${grid.prefix}f>`);
  return same ? [] : [{ start: formula.start, end: formula.end, text: plainFormula(grid.prefix, text) }];
}

/** Splices for the texts of some elements, from an offset on. */
function texts(xml: Xml, elements: ReadonlySet<string>, move: (text: string) => string, from = 0): Splice[] {
  const splices: Splice[] = [];
  const cursor = cursorAt(xml, from);
  cursor.depth = from > 0 ? 1 : 0;
  while (next(cursor)) if (cursor.kind === OPEN && elements.has(cursor.name)) moveText(cursor, move, splices);
  return splices;
}

function definedNames(xml: Xml, outline: Outline, growth: Growth): Splice[] {
  const splices: Splice[] = [];
  const cursor = cursorAt(xml);
  while (next(cursor)) {
    if (cursor.name !== 'definedName' || cursor.kind !== OPEN) continue;
    const local = attribute(cursor, 'localSheetId');
    const sheet = local === null ? null : (outline.sheets[Number(local)]?.name ?? null);
    moveText(cursor, (text) => movedFormula(growth, text, sheet, null), splices);
  }
  return splices;
}

type Change = (name: string, splices: (xml: Xml) => readonly Splice[]) => void;

/** Parts that belong to the sheet and speak of its rows. */
function growSatellites(book: Package, part: string, growth: Growth, change: Change): void {
  for (const { kind, target, external } of relationsOf(book, part)) {
    if (external) continue;
    if (kind === 'vmlDrawing') change(target, (xml) => vmlRows(xml, growth));
    else if (SATELLITES.has(kind)) change(target, (xml) => tagsOf(xml, growth));
  }
}

const SATELLITES = new Set(['comments', 'threadedComment', 'drawing', 'table']);

function tagsOf(xml: Xml, growth: Growth): Splice[] {
  const splices: Splice[] = [];
  const cursor = cursorAt(xml);
  while (next(cursor)) if (cursor.kind !== CLOSE) moveTag(cursor, growth, splices);
  return splices;
}

/** The old drawing language of notes is often not well-formed, so it is not scanned but searched. Its rows count from 0. */
function vmlRows(xml: Xml, growth: Growth): Splice[] {
  const splices: Splice[] = [];
  const shifted = (row: string): string => String(movedRow(growth, Number(row) + 1) - 1);
  for (const found of xml.chars.matchAll(/(<(?:\w+:)?Row>\s*)(\d+)/g)) {
    const [whole, head = '', row = ''] = found;
    splices.push({ start: found.index + head.length, end: found.index + whole.length, text: shifted(row) });
  }
  for (const found of xml.chars.matchAll(/(<(?:\w+:)?Anchor>)([^<]*)/g)) {
    const [whole, head = '', anchor = ''] = found;
    const moved = anchor.split(',').map((value, index) => ((index === 2 || index === 6) && Number(value) >= 0 ? ` ${shifted(value)}` : value));
    splices.push({ start: found.index + head.length, end: found.index + whole.length, text: moved.join(',') });
  }
  return splices;
}

function chartParts(book: Package): string[] {
  return book.zip.entries.map(({ name }) => name).filter((name) => /^xl\/charts\/[^/]*\.xml$/i.test(name));
}

/** The order of calculation names cells at their old places; Excel makes a new one when there is none. */
function dropCalcChain(book: Package, outline: Outline, changes: Map<string, Xml | null>): void {
  const chain = relationsOf(book, outline.part).find(({ kind }) => kind === 'calcChain');
  if (!chain) return;
  changes.set(chain.target, null);
  changePart(book, changes, relationsPart(outline.part), (xml) => withoutTag(xml, 'Relationship', 'Id', (id) => id === chain.id));
  changePart(book, changes, '[Content_Types].xml', (xml) => withoutTag(xml, 'Override', 'PartName', (name) => isPart(name, chain)));
}

const isPart = (name: string, { target }: Relation): boolean => name.replace(/^\//, '').toLowerCase() === target.toLowerCase();

function withoutTag(xml: Xml, element: string, key: string, isMeant: (value: string) => boolean): Splice[] {
  const cursor = cursorAt(xml);
  while (next(cursor)) {
    if (cursor.kind === CLOSE || cursor.name !== element || !isMeant(attribute(cursor, key) ?? '')) continue;
    const start = cursor.tagStart;
    skipElement(cursor);
    return [{ start, end: cursor.tagEnd, text: '' }];
  }
  return [];
}
