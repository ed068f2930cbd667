// One sheet's XML read into cells, merges and what else the plain sheet holds. In: the part's XML with the workbook's shared
// strings and formats. Out: a SheetReading. This is the hot loop of reading: it scans each character once, and may store less
// than the file mentions (a million formatted empty rows), never more.
import { parseCellName, parseRange, type Cell, type CellStyle, type Range, type Scalar } from '../../engine/model/sheet.ts';
import { LAST_COLUMN, LAST_ROW, offsetTokens, tokens, type Token } from './formula.ts';
import { dateSerial, numberText } from './numbers.ts';
import { countedRow, digitsAt, moveToName, namedRow, type CellPlace } from './place.ts';
import { cleanText, richText, type CleanText } from './strings.ts';
import { plainFormat, type Format } from './styles.ts';
import {
  attribute,
  attributes,
  blankRest,
  CLOSE,
  closingQuote,
  cursorAt,
  decode,
  elementText,
  EMPTY,
  equalsFrom,
  isSet,
  next,
  OPEN,
  quoteAfter,
  skipElement,
  unescapeOffice,
  unescapeXml,
  type Cursor,
  type Xml,
} from './xml.ts';

/** What the sheets of one workbook share. */
export interface SheetSetting {
  readonly strings: readonly CleanText[];
  readonly formats: readonly Format[];
  readonly date1904: boolean;
  /** Cells that are kept; without it, as many as a blank form may have. */
  readonly mostCells?: number;
}

/** A data validation of the kind "list" as written. */
export interface RawValidation {
  readonly ranges: readonly Range[];
  readonly formula: string;
}

/** Columns that share a width. */
export interface ColumnSpan {
  readonly from: number;
  readonly to: number;
  readonly width: number | null;
  readonly hidden: boolean;
}

/** The last row and column in which the sheet has anything. */
export interface Extent {
  readonly row: number;
  readonly column: number;
}

export interface SheetReading {
  readonly cells: readonly Cell[];
  readonly merges: readonly Range[];
  readonly overlaps: readonly MergeOverlap[];
  readonly validations: readonly RawValidation[];
  readonly columns: readonly ColumnSpan[];
  readonly rowHeights: ReadonlyMap<number, number>;
  readonly hiddenRows: ReadonlySet<number>;
  readonly extent: Extent;
  readonly faults: SheetFaults;
}

/** A merge that is left out because an earlier one has the same cells. */
export interface MergeOverlap {
  readonly dropped: Range;
  readonly kept: Range;
}

/** What went wrong, each with the first cell in which it did. */
export interface SheetFaults {
  damaged: boolean;
  textRows: number;
  /** First cell that was not kept because there were too many. */
  truncatedAt: Place | null;
  /** Rows with text of which that cell or one after it is part. */
  rowsCut: number;
  badCharacters: { readonly at: Place; count: number } | null;
  longLabel: { readonly at: Place; readonly length: number } | null;
  unreadFormulas: { readonly at: Place; count: number } | null;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Limits of one sheet. */
export const sheetLimits = {
  cells: 200_000,
  /** Of a workbook that people filled: a register of 20,000 rows and 40 columns has 800,000. */
  filledCells: 1_000_000,
  /** Rows with text; a blank form has a few hundred. */
  textRows: 50_000,
  /** Excel's own limit. */
  labelLength: 32_767,
  /** Characters without a full stop or a new line in between; of what is longer the reader of notes makes nothing. */
  sentenceLength: 2000,
  formulaLength: 8192,
  /** Characters that all shared formulas of a sheet may come to once written out. */
  sharedFormulaLength: 2_000_000,
  merges: 20_000,
  /** Bordered empty cells count up to so many rows below and columns right of the last text. */
  blankRows: 1000,
  blankColumns: 100,
  /** Empty cells kept since the last text. */
  blanks: 50_000,
} as const;

/** Reads one sheet. */
export function readSheet(xml: Xml, setting: SheetSetting): SheetReading {
  const state = startState(setting);
  const cursor = cursorAt(xml);
  while (next(cursor)) if (cursor.kind !== CLOSE) readTag(cursor, state);
  state.faults.damaged = cursor.damagedAt >= 0 || !state.seenData;
  return finish(state);
}

interface State {
  readonly setting: SheetSetting;
  readonly cells: Cell[];
  readonly merges: Range[];
  readonly validations: RawValidation[];
  readonly columns: ColumnSpan[];
  readonly rowHeights: Map<number, number>;
  readonly hiddenRows: Set<number>;
  readonly shared: Map<string, SharedFormula>;
  readonly faults: SheetFaults;
  readonly here: CellTag;
  readonly mostCells: number;
  row: number;
  /** Whether the <row> has a number of its own. */
  rowNamed: boolean;
  column: number;
  textRow: number;
  textColumn: number;
  blanks: number;
  sharedLength: number;
  /** Up to here there are only blank cells, or the next content is here. */
  contentAt: number;
  inOrder: boolean;
  seenData: boolean;
}

/** The attributes of the <c> being read; one object for all of them. */
interface CellTag extends CellPlace {
  style: number;
  type: string;
}

interface SharedFormula {
  readonly tokens: readonly Token[];
  readonly length: number;
  readonly row: number;
  readonly column: number;
}

function startState(setting: SheetSetting): State {
  return {
    setting,
    cells: [],
    merges: [],
    validations: [],
    columns: [],
    rowHeights: new Map(),
    hiddenRows: new Set(),
    shared: new Map(),
    faults: { damaged: false, textRows: 0, truncatedAt: null, rowsCut: 0, badCharacters: null, longLabel: null, unreadFormulas: null },
    here: { row: 0, column: 0, style: 0, type: '' },
    mostCells: setting.mostCells ?? sheetLimits.cells,
    row: 0,
    rowNamed: false,
    column: 0,
    textRow: 0,
    textColumn: 0,
    blanks: 0,
    sharedLength: 0,
    contentAt: 0,
    inOrder: true,
    seenData: false,
  };
}

function readTag(cursor: Cursor, state: State): void {
  switch (cursor.name) {
    case 'c':
      if (state.row > 0) readCell(cursor, state);
      readPlainCells(cursor, state);
      return;
    case 'row':
      if (state.seenData) readRow(cursor, state);
      readPlainCells(cursor, state);
      return;
    case 'sheetData':
      state.seenData = true;
      return;
    case 'col':
      readColumn(cursor, state);
      return;
    case 'mergeCell':
      readMerge(cursor, state);
      return;
    case 'dataValidation':
      readValidation(cursor, state);
      return;
    case 'conditionalFormatting':
      skipElement(cursor);
  }
}

function readRow(cursor: Cursor, state: State): void {
  const [written = null, height = null, hidden = null] = attributes(cursor, ROW);
  const named = namedRow(written);
  const row = named ?? countedRow(state.row);
  if (row <= state.row) state.inOrder = false;
  state.row = row;
  state.rowNamed = named !== null;
  state.column = 0;
  if (row > state.textRow + sheetLimits.blankRows && cursor.tagEnd > state.contentAt && passBlankRows(cursor, state)) return;
  if (row > state.textRow + sheetLimits.blanks) return;
  if (height !== null && Number(height) >= 0) state.rowHeights.set(row, Number(height));
  if (isSet(hidden)) state.hiddenRows.add(row);
}

const ROW = ['r', 'ht', 'hidden'];

/** Far below the last text: goes to the end of the data if nothing follows, else remembers where to look again. */
function passBlankRows(cursor: Cursor, state: State): boolean {
  const rest = blankRest(cursor.xml, cursor.tagEnd);
  state.contentAt = Math.abs(rest);
  if (rest < 0) return false;
  if (cursor.kind === OPEN) cursor.depth--;
  cursor.tagEnd = rest;
  return true;
}

/**
 * Reads the cells that follow at once, as long as they are as nearly every program writes them: r, s and t in this order and a <v>
 * alone, or nothing, in them. The hottest loop: it sees each sign once; what is written otherwise is left to `readCell`.
 */
function readPlainCells(cursor: Cursor, state: State): void {
  if (state.row === 0) return;
  const { xml } = cursor;
  const { chars } = xml;
  for (;;) {
    const at = readPlainTag(chars, cursor.tagEnd, state.here);
    if (at < 0 || state.here.row !== state.row) return;
    if (chars.charCodeAt(at) === SLASH) {
      keepBlank(state, state.here.row, state.here.column, formatAt(state, state.here).style);
      cursor.tagEnd = at + 2;
      continue;
    }
    const end = plainValueEnd(chars, at + 1);
    if (end < 0) return;
    const format = formatAt(state, state.here);
    keepShown(state, state.here.type === 's' ? chars.slice(at + 4, end) : unescapeXml(decode(xml, at + 4, end)), null, state.here, format);
    cursor.tagEnd = end + 8;
  }
}

/** Reads <c r="AB12" s="3" t="s" up to its "/>" or ">" and gives where that stands; −1 when anything is written otherwise. */
function readPlainTag(chars: string, start: number, tag: CellTag): number {
  if (chars.charCodeAt(start) !== LESS || chars.charCodeAt(start + 1) !== SMALL_C || !chars.startsWith(' r="', start + 2)) return -1;
  let at = start + 6;
  let column = 0;
  for (let letter = chars.charCodeAt(at) - 64; letter >= 1 && letter <= 26; letter = chars.charCodeAt(++at) - 64) column = column * 26 + letter;
  let row = 0;
  for (let digit = chars.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = chars.charCodeAt(++at) - 48) row = row * 10 + digit;
  if (chars.charCodeAt(at++) !== QUOTE || column < 1 || column > LAST_COLUMN || row < 1 || row > LAST_ROW) return -1;
  tag.row = row;
  tag.column = column;
  tag.style = 0;
  if (chars.charCodeAt(at + 1) === SMALL_S && chars.startsWith(' s="', at)) {
    let style = 0;
    at += 4;
    for (let digit = chars.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = chars.charCodeAt(++at) - 48) style = style * 10 + digit;
    if (chars.charCodeAt(at++) !== QUOTE) return -1;
    tag.style = style;
  }
  tag.type = 'n';
  if (chars.charCodeAt(at + 1) === SMALL_T && (chars.startsWith(' t="s"', at) || chars.startsWith(' t="n"', at))) {
    if (chars.charCodeAt(at + 4) === SMALL_S) tag.type = 's';
    at += 6;
  }
  if (chars.charCodeAt(at) === BLANK) at++;
  const sign = chars.charCodeAt(at);
  return sign === GREATER || (sign === SLASH && chars.charCodeAt(at + 1) === GREATER) ? at : -1;
}

/** Where a <v> that begins here ends, if </c> follows it at once; else −1. */
function plainValueEnd(chars: string, from: number): number {
  if (!chars.startsWith('<v>', from)) return -1;
  const end = chars.indexOf('<', from + 3);
  return chars.startsWith('</v></c>', end) ? end : -1;
}

const BLANK = 32;
const QUOTE = 34;
const LESS = 60;
const SMALL_C = 99;
const SMALL_S = 115;
const SMALL_T = 116;
const SLASH = 47;
const COLON = 58;
const GREATER = 62;

/** The format of a cell at which reading has arrived. */
function formatAt(state: State, { row, column, style }: CellTag): Format {
  if (row !== state.row || column <= state.column) state.inOrder = false;
  state.row = row;
  state.column = column;
  return state.setting.formats[style] ?? plainFormat;
}

function readCell(cursor: Cursor, state: State): void {
  const tag = readCellTag(cursor, state);
  const format = formatAt(state, tag);
  if (cursor.kind === EMPTY) keepBlank(state, tag.row, tag.column, format.style);
  else readContent(cursor, state, tag, format);
}

/** Reads r, s and t of a <c>; without r it stands right of the cell before. */
function readCellTag({ xml: { chars }, nameEnd, tagEnd }: Cursor, state: State): CellTag {
  const tag = state.here;
  const rowToo = !state.rowNamed && state.column === 0;
  tag.row = state.row;
  tag.column = state.column + 1;
  tag.style = 0;
  tag.type = 'n';
  for (let at = nameEnd; ;) {
    const equals = equalsFrom(chars, at, tagEnd);
    const open = quoteAfter(chars, equals + 1, tagEnd);
    if (open < 0) return tag;
    const close = closingQuote(chars, open, tagEnd);
    const letterAt = behindLetter(chars, equals) - 1;
    const before = chars.charCodeAt(letterAt - 1);
    if (before <= BLANK || before === COLON) readCellAttribute(chars, letterAt, open + 1, close, tag, rowToo);
    at = close + 1;
  }
}

/** Where the name of an attribute ends: blanks may stand before the "=". */
function behindLetter(chars: string, equals: number): number {
  let end = equals;
  while (chars.charCodeAt(end - 1) <= BLANK) end--;
  return end;
}

function readCellAttribute(chars: string, letterAt: number, start: number, end: number, tag: CellTag, rowToo: boolean): void {
  switch (chars.charCodeAt(letterAt)) {
    case 114:
      moveToName(chars, start, end, tag, rowToo);
      return;
    case 115:
      tag.style = digitsAt(chars, start, end);
      return;
    case 116:
      tag.type = chars.slice(start, end);
  }
}

function readContent(cursor: Cursor, state: State, tag: CellTag, format: Format): void {
  const { row, column } = tag;
  const outside = cursor.depth - 1;
  let stored: string | null = null;
  let inline: CleanText | null = null;
  let formula: string | null = null;
  while (next(cursor) && cursor.depth > outside) {
    if (cursor.kind === CLOSE) continue;
    if (cursor.name === 'v') stored = elementText(cursor);
    else if (cursor.name === 'f') formula = readFormula(cursor, state, row, column);
    else if (cursor.name === 'is') inline = richText(cursor);
    else skipElement(cursor);
  }
  if (inline) keepSeen(state, cleanValue(inline, state, row, column), formula, tag, format);
  else keepShown(state, stored, formula, tag, format);
}

function keepShown(state: State, stored: string | null, formula: string | null, tag: CellTag, format: Format): void {
  keepSeen(state, shownValue(stored, tag.type, format, state, tag.row, tag.column), formula, tag, format);
}

function keepSeen(state: State, { value, text }: Shown, formula: string | null, { row, column }: CellTag, { style }: Format): void {
  if (value === null && formula === null) keepBlank(state, row, column, style);
  else keep(state, { row, column, value, text, formula, style });
}

interface Shown {
  readonly value: Scalar;
  readonly text: string;
}

const NOTHING: Shown = { value: null, text: '' };

function shownValue(stored: string | null, type: string, format: Format, state: State, row: number, column: number): Shown {
  if (stored === null || stored === '' || isBlank(stored, type)) return NOTHING;
  switch (type) {
    case 's':
      return cleanValue(state.setting.strings[Number(stored)] ?? NO_TEXT, state, row, column);
    case 'str':
      return cleanValue(cleanText(unescapeOffice(stored)), state, row, column);
    case 'b':
      return isSet(stored) ? { value: true, text: 'TRUE' } : { value: false, text: 'FALSE' };
    case 'e':
    case 'inlineStr':
      return cleanValue(cleanText(stored), state, row, column);
    case 'd':
      return shownDate(stored, format, state.setting.date1904);
    default:
      return shownNumber(stored, format, state.setting.date1904);
  }
}

/** Blanks are a text, but no number. */
const isBlank = (stored: string, type: string): boolean => stored.charCodeAt(0) <= BLANK && type !== 'str' && stored.trim() === '';

const NO_TEXT: CleanText = { text: '', dropped: 0 };

function shownNumber(stored: string, format: Format, date1904: boolean): Shown {
  const value = Number(stored);
  if (Number.isNaN(value)) return { value: stored, text: stored };
  return { value, text: numberText(value, format.date, date1904) };
}

function shownDate(stored: string, format: Format, date1904: boolean): Shown {
  const serial = dateSerial(stored, date1904);
  if (serial === null) return { value: stored, text: stored };
  return { value: serial, text: format.date ? numberText(serial, format.date, date1904) : stored.slice(0, 10) };
}

function cleanValue({ text, dropped }: CleanText, state: State, row: number, column: number): Shown {
  const { faults } = state;
  if (dropped > 0 && faults.badCharacters) faults.badCharacters.count += dropped;
  else if (dropped > 0) faults.badCharacters = { at: { row, column }, count: dropped };
  if (text === '') return NOTHING;
  if (text.length <= sheetLimits.labelLength) return { value: text, text };
  faults.longLabel ??= { at: { row, column }, length: text.length };
  const cut = text.slice(0, sheetLimits.labelLength);
  return { value: cut, text: cut };
}

/** What stands for a formula that is there but not read: too long, or shared with one that is. Its cell is computed all the same. */
export const UNREAD_FORMULA = '…';

/** The formula of a cell, written out if it is shared; null when it has no text of its own (data tables, array members). */
function readFormula(cursor: Cursor, state: State, row: number, column: number): string | null {
  const type = attribute(cursor, 't');
  const index = type === 'shared' ? attribute(cursor, 'si') : null;
  const text = elementText(cursor).trim();
  if (text.length > sheetLimits.formulaLength) return unreadFormula(state, row, column);
  if (text !== '' && index !== null) state.shared.set(index, { tokens: tokens(text), length: text.length, row, column });
  if (text !== '' || index === null) return text === '' ? null : cleanText(text.replace(/^=/, '')).text;
  const shared = state.shared.get(index);
  if (!shared || state.sharedLength > sheetLimits.sharedFormulaLength) return unreadFormula(state, row, column);
  state.sharedLength += shared.length;
  return offsetTokens(shared.tokens, row - shared.row, column - shared.column);
}

function unreadFormula({ faults }: State, row: number, column: number): string {
  faults.unreadFormulas ??= { at: { row, column }, count: 0 };
  faults.unreadFormulas.count++;
  return UNREAD_FORMULA;
}

function keep(state: State, cell: Cell): void {
  const { faults } = state;
  const isNewRow = cell.row !== state.textRow;
  if (state.cells.length >= state.mostCells) {
    if (isNewRow || !faults.truncatedAt) faults.rowsCut++;
    faults.truncatedAt ??= { row: cell.row, column: cell.column };
  } else state.cells.push(cell);
  if (isNewRow) faults.textRows++;
  state.textRow = Math.max(state.textRow, cell.row);
  state.textColumn = Math.max(state.textColumn, cell.column);
  state.blanks = 0;
}

function keepBlank(state: State, row: number, column: number, style: CellStyle): void {
  if (row > state.textRow + sheetLimits.blankRows || ++state.blanks > sheetLimits.blanks) return;
  if (state.cells.length < state.mostCells) state.cells.push({ row, column, value: null, text: '', formula: null, style });
}

function readColumn(cursor: Cursor, state: State): void {
  const from = Number(attribute(cursor, 'min'));
  const to = Number(attribute(cursor, 'max') ?? from);
  const width = attribute(cursor, 'width');
  if (!(from >= 1 && to >= from)) return;
  state.columns.push({ from, to: Math.min(to, LAST_COLUMN), width: width === null ? null : Number(width), hidden: isSet(attribute(cursor, 'hidden')) });
}

function readMerge(cursor: Cursor, state: State): void {
  const range = parseRange(attribute(cursor, 'ref') ?? '');
  if (range && state.merges.length < sheetLimits.merges) state.merges.push(range);
}

/** Both kinds: the plain one with sqref as attribute, and the one of Excel 2010 with its range as an element. */
function readValidation(cursor: Cursor, state: State): void {
  const isList = attribute(cursor, 'type') === 'list';
  let ranges = attribute(cursor, 'sqref') ?? '';
  let formula = '';
  const outside = cursor.depth - 1;
  while (cursor.kind !== EMPTY && next(cursor) && cursor.depth > outside) {
    if (cursor.kind !== OPEN) continue;
    if (cursor.name === 'formula1') formula = elementText(cursor).trim();
    else if (cursor.name === 'sqref') ranges = elementText(cursor);
  }
  if (isList && formula) state.validations.push({ ranges: parseRanges(ranges), formula });
}

/** "A1:B2 C3" → two ranges; whole columns and rows included. */
export function parseRanges(text: string): Range[] {
  return text
    .trim()
    .split(/\s+/)
    .flatMap((part) => parseRange(part) ?? parseWhole(part) ?? []);
}

function parseWhole(text: string): Range | null {
  const [from = '', to = ''] = text.replaceAll('$', '').split(':');
  if (/^\d+$/.test(from) && /^\d+$/.test(to)) return { top: Number(from), left: 1, bottom: Number(to), right: LAST_COLUMN };
  const left = parseCellName(`${from}1`)?.column;
  const right = parseCellName(`${to}1`)?.column;
  return left && right && /^[A-Za-z]+$/.test(from) ? { top: 1, left, bottom: LAST_ROW, right } : null;
}

function finish(state: State): SheetReading {
  const ordered = state.inOrder ? state.cells : sorted(state.cells);
  const extent = extentOf(state, ordered);
  const { kept, overlaps } = withoutOverlaps(clipMerges(state.merges, extent));
  return {
    cells: ordered.filter((cell) => cell.row <= extent.row && cell.column <= extent.column),
    merges: kept,
    overlaps,
    validations: state.validations.map(({ ranges, formula }) => ({ ranges: clip(ranges, extent), formula })).filter(({ ranges }) => ranges.length > 0),
    columns: state.columns,
    rowHeights: upTo(state.rowHeights, extent.row),
    hiddenRows: new Set([...state.hiddenRows].filter((row) => row <= extent.row)),
    extent,
    faults: state.faults,
  };
}

/** Row-major; of two cells at one place the later with a value stays. */
function sorted(cells: readonly Cell[]): Cell[] {
  const byPlace = new Map<number, Cell>();
  for (const cell of cells) {
    const key = cell.row * (LAST_COLUMN + 1) + cell.column;
    const known = byPlace.get(key);
    if (!known || cell.value !== null || cell.formula !== null) byPlace.set(key, cell);
  }
  return [...byPlace.values()].sort((a, b) => a.row - b.row || a.column - b.column);
}

/** As far as text, borders near it and merges of a sensible size reach. */
function extentOf(state: State, cells: readonly Cell[]): Extent {
  let { textRow: row, textColumn: column } = state;
  for (const cell of cells) {
    if (!cell.style.bordered || cell.row > state.textRow + sheetLimits.blankRows || cell.column > state.textColumn + sheetLimits.blankColumns) continue;
    row = Math.max(row, cell.row);
    column = Math.max(column, cell.column);
  }
  for (const merge of state.merges) {
    if (!isSensible(merge, state)) continue;
    row = Math.max(row, merge.bottom);
    column = Math.max(column, merge.right);
  }
  return { row, column };
}

function isSensible({ top, left, bottom, right }: Range, { textRow, textColumn }: State): boolean {
  const isNear = top <= textRow + sheetLimits.blankRows && left <= textColumn + sheetLimits.blankColumns;
  return isNear && bottom - top < sheetLimits.blankRows && right - left < sheetLimits.blankColumns;
}

function clip(ranges: readonly Range[], extent: Extent): Range[] {
  const kept: Range[] = [];
  for (const { top, left, bottom, right } of ranges) {
    if (top <= extent.row && left <= extent.column) kept.push({ top, left, bottom: Math.min(bottom, extent.row), right: Math.min(right, extent.column) });
  }
  return kept;
}

const clipMerges = (merges: readonly Range[], extent: Extent): Range[] =>
  clip(merges, extent).filter(({ top, left, bottom, right }) => top < bottom || left < right);

/** Keeps the first of merges that share cells: a sweep over rows with the merges that reach into the current one. */
function withoutOverlaps(merges: readonly Range[]): { kept: Range[]; overlaps: MergeOverlap[] } {
  const order = merges.map((merge, index) => ({ merge, index })).sort((a, b) => a.merge.top - b.merge.top || a.index - b.index);
  const dropped = new Map<Range, Range>();
  let active: { merge: Range; index: number }[] = [];
  for (const entry of order) {
    active = active.filter(({ merge }) => merge.bottom >= entry.merge.top && !dropped.has(merge));
    const clash = active.find(({ merge }) => merge.left <= entry.merge.right && entry.merge.left <= merge.right);
    if (clash) dropLater(clash, entry, dropped);
    if (!dropped.has(entry.merge)) active.push(entry);
  }
  return { kept: merges.filter((merge) => !dropped.has(merge)), overlaps: [...dropped].map(([range, kept]) => ({ dropped: range, kept })) };
}

function dropLater(a: { merge: Range; index: number }, b: { merge: Range; index: number }, dropped: Map<Range, Range>): void {
  if (a.index < b.index) dropped.set(b.merge, a.merge);
  else dropped.set(a.merge, b.merge);
}

function upTo(heights: ReadonlyMap<number, number>, lastRow: number): Map<number, number> {
  const kept = new Map<number, number>();
  for (const [row, height] of heights) if (row <= lastRow) kept.set(row, height);
  return kept;
}
