// The way from bytes to a plain workbook. In: what somebody handed in. Out: a Workbook, or problems that say where, what and
// what to do. The stations, one file each: kind (what is this?) → zip → parts → book (outline) → strings, styles → sheet →
// validations, notes → cycles.
import { cellName, type Range, type Sheet, type Workbook } from '../../engine/model/sheet.ts';
import { problem, type Origin, type Problem } from '../../engine/problem/index.ts';
import { readOutline, type Outline, type SheetEntry } from './book.ts';
import { findCircle } from './cycles.ts';
import { fileKind, zipKind } from './kind.ts';
import { LAST_COLUMN } from './formula.ts';
import { readNotes } from './notes.ts';
import { inflateUsual, openPackage, partXml, type Package } from './parts.ts';
import { readSheet, sheetLimits, type Place, type SheetReading, type SheetSetting } from './sheet.ts';
import { readSharedStrings } from './strings.ts';
import { readFormats } from './styles.ts';
import { resolveValidations, type ListSource } from './validations.ts';
import { convertXls } from './xls.ts';
import { openZip, type ZipFault } from './zip.ts';

export interface ReadResult {
  /** null when the file is not used; then at least one problem is an error. */
  readonly workbook: Workbook | null;
  readonly problems: readonly Problem[];
}

/** The bytes of an .xlsx, converted from .xls where needed. */
export interface XlsxResult {
  readonly bytes: Uint8Array | null;
  readonly problems: readonly Problem[];
}

/** What kind of workbook is expected. */
export interface ReadOptions {
  /** Filled by people, to be taken in: more cells are read than of a blank form, and what cannot be read whole is not used at all. */
  readonly filled?: boolean;
}

/** Reads one workbook. `file` is only what it is called in problems. Never throws for what is in the bytes. */
export function readWorkbook(bytes: Uint8Array, file: string, options: ReadOptions = {}): ReadResult {
  const xlsx = toXlsx(bytes, file);
  if (!xlsx.bytes) return { workbook: null, problems: xlsx.problems };
  const opened = openBook(xlsx.bytes, file, inflateUsual);
  if (!opened.book) return { workbook: null, problems: [...xlsx.problems, ...opened.problems] };
  const read = readSheets(opened.book, opened.outline, file, options);
  return { workbook: read.workbook, problems: [...xlsx.problems, ...read.problems] };
}

/** Gives an .xlsx as it is, and an .xls converted (with a hint); anything else is refused with a problem. */
export function toXlsx(bytes: Uint8Array, file: string): XlsxResult {
  const kind = fileKind(bytes);
  switch (kind) {
    case 'zip':
      return { bytes, problems: [] };
    case 'biff':
      return fromXls(bytes, file);
    case 'encrypted':
      return { bytes: null, problems: [problem('workbook.encrypted', {}, { file })] };
    case 'nothing':
      return { bytes: null, problems: [problem('workbook.emptyFile', {}, { file })] };
    case 'unknown':
      return { bytes: null, problems: [problem('workbook.notAWorkbook', {}, { file })] };
    default:
      return { bytes: null, problems: [problem('workbook.otherKind', { kind }, { file })] };
  }
}

export type OpenedBook =
  { readonly book: Package; readonly outline: Outline; readonly problems: readonly Problem[] } | { readonly book: null; readonly problems: readonly Problem[] };

/** Opens the package of an .xlsx and its outline; `prepare` is done to the package before any part is asked for. */
export function openBook(bytes: Uint8Array, file: string, prepare?: (book: Package) => void): OpenedBook {
  const { zip, fault } = openZip(bytes);
  if (fault) return { book: null, problems: [faultProblem(fault, file)] };
  const kind = zipKind(zip);
  if (kind) return { book: null, problems: [problem('workbook.otherKind', { kind }, { file })] };
  const book = openPackage(zip);
  prepare?.(book);
  const outline = readOutline(book);
  if (!outline || outline.damaged) return { book: null, problems: refusal(book, outline, file) };
  return { book, outline, problems: [] };
}

function refusal(book: Package, outline: Outline | null, file: string): Problem[] {
  const faults = book.faults.map((fault) => faultProblem(fault, file));
  if (faults.length > 0) return faults;
  return [outline ? problem('workbook.damagedXml', { part: outline.part }, { file }) : problem('workbook.notAWorkbook', {}, { file })];
}

function fromXls(bytes: Uint8Array, file: string): XlsxResult {
  const conversion = convertXls(bytes);
  switch (conversion.kind) {
    case 'converted':
      return { bytes: conversion.bytes, problems: [problem('workbook.converted', {}, { file }, 'hint')] };
    case 'encrypted':
      return { bytes: null, problems: [problem('workbook.encrypted', {}, { file })] };
    case 'damaged':
      return { bytes: null, problems: [problem('workbook.damagedZip', { part: '' }, { file })] };
  }
}

function faultProblem(fault: ZipFault, file: string): Problem {
  switch (fault.kind) {
    case 'damaged':
      return problem('workbook.damagedZip', { part: fault.part }, { file });
    case 'encrypted':
      return problem('workbook.encrypted', {}, { file });
    case 'zip64':
      return problem('workbook.zip64', {}, { file });
    case 'bomb':
      return problem('workbook.bomb', { mebibytes: Math.ceil(fault.bytes / 1024 / 1024) }, { file });
  }
}

interface OneSheet {
  readonly entry: SheetEntry;
  readonly reading: SheetReading;
}

function readSheets(book: Package, outline: Outline, file: string, { filled = false }: ReadOptions): ReadResult {
  const { setting: usual, damagedParts } = settingOf(book, outline);
  const setting = filled ? { ...usual, mostCells: sheetLimits.filledCells } : usual;
  const read: OneSheet[] = [];
  const problems: Problem[] = [];
  for (const entry of outline.sheets) {
    const reading = readEntry(book, entry, setting);
    if (reading) read.push({ entry, reading });
    else problems.push(problem('workbook.sheetMissing', {}, { file, sheet: entry.name }, 'warning'));
  }
  const broken = brokenParts(book, read, damagedParts, file);
  if (broken.length > 0) return { workbook: null, problems: broken };
  return finish(book, outline, read, file, filled, problems);
}

function finish(book: Package, outline: Outline, read: readonly OneSheet[], file: string, filled: boolean, before: readonly Problem[]): ReadResult {
  const sheets = assembleSheets(book, outline, read);
  const problems = [...before, ...fileProblems(outline, sheets, file), ...read.flatMap((one) => sheetProblems(one, file, filled))];
  const refused = problems.some(({ severity }) => severity === 'error');
  return { workbook: refused ? null : { file, sheets }, problems };
}

/** What the sheets of one book share, and the parts of it that are damaged. */
export function settingOf(book: Package, outline: Outline): { setting: SheetSetting; damagedParts: readonly string[] } {
  const shared = readSharedStrings(outline.sharedStrings === null ? null : partXml(book, outline.sharedStrings));
  const styles = readFormats(outline.styles === null ? null : partXml(book, outline.styles));
  const damagedParts = [shared.damaged ? outline.sharedStrings : null, styles.damaged ? outline.styles : null].filter((part) => part !== null);
  return { setting: { strings: shared.strings, formats: styles.formats, date1904: outline.date1904 }, damagedParts };
}

/** One sheet; null when the book lacks its part. */
export function readEntry(book: Package, { part }: SheetEntry, setting: SheetSetting): SheetReading | null {
  const xml = part === null ? null : partXml(book, part);
  return xml && readSheet(xml, setting);
}

/** Damage to a sheet, the shared strings or the styles: what is left could be read wrongly, so the file is refused. */
function brokenParts(book: Package, read: readonly OneSheet[], damagedParts: readonly string[], file: string): Problem[] {
  const faults = book.faults.map((fault) => faultProblem(fault, file));
  const shared = damagedParts.map((part) => problem('workbook.damagedXml', { part }, { file }));
  const sheets = read
    .filter(({ reading }) => reading.faults.damaged)
    .map(({ entry }) => problem('workbook.damagedXml', { part: entry.part ?? '' }, { file, sheet: entry.name }));
  return [...faults, ...shared, ...sheets];
}

function assembleSheets(book: Package, outline: Outline, read: readonly OneSheet[]): Sheet[] {
  const source: ListSource = {
    cells: new Map(read.map(({ entry, reading }) => [entry.name, reading.cells])),
    names: outline.names,
    sheetNames: outline.sheets.map(({ name }) => name),
    known: new Map(),
  };
  return read.map(({ entry, reading }) => ({
    name: entry.name,
    hidden: entry.hidden,
    cells: reading.cells,
    merges: reading.merges,
    validations: resolveValidations(reading.validations, entry.name, source),
    notes: entry.part === null ? [] : readNotes(book, entry.part),
    rowHeights: reading.rowHeights,
    hiddenRows: reading.hiddenRows,
    ...columnsOf(reading),
  }));
}

/** Widths in characters where the sheet says one, and hidden columns. Of spans that lie over each other the last says it. */
export function columnsOf({ columns, extent }: Pick<SheetReading, 'columns' | 'extent'>): { columnWidths: Map<number, number>; hiddenColumns: Set<number> } {
  const columnWidths = new Map<number, number>();
  const hiddenColumns = new Set<number>();
  let steps = 0;
  for (const { from, to, width, hidden } of columns)
    for (let column = from; column <= Math.min(to, extent.column) && steps < MOST_STEPS; column++) {
      steps++;
      if (width !== null && Number.isFinite(width)) columnWidths.set(column, width);
      if (hidden) hiddenColumns.add(column);
    }
  return { columnWidths, hiddenColumns };
}

/** Twice as many columns as a sheet can have: programs write each once. */
const MOST_STEPS = 2 * LAST_COLUMN;

function fileProblems(outline: Outline, sheets: readonly Sheet[], file: string): Problem[] {
  const found: Problem[] = [];
  if (!sheets.some((sheet) => sheet.cells.some((cell) => cell.text !== ''))) found.push(problem('workbook.empty', {}, { file }));
  if (outline.hasMacros) found.push(problem('workbook.macro', {}, { file }, 'warning'));
  if (outline.hasExternalLinks) found.push(problem('workbook.externalLinks', {}, { file }, 'warning'));
  const circle = findCircle(sheets);
  const start = circle?.[0];
  if (circle && start) found.push(problem('workbook.cycle', { cells: circle.map(placeName) }, { file, sheet: start.sheet, cell: placeName(start) }, 'warning'));
  return found;
}

/** What did not fit: of a blank form a warning may do, of what people filled nothing may be lost. */
function sizeProblems({ entry, reading: { faults } }: OneSheet, file: string, filled: boolean): Problem[] {
  const { textRows, truncatedAt, rowsCut } = faults;
  const cut = truncatedAt && { file, sheet: entry.name, cell: placeName(truncatedAt) };
  if (filled) return cut ? [problem('workbook.tooMuchFilled', { rows: rowsCut, limit: sheetLimits.filledCells }, cut)] : [];
  if (textRows > sheetLimits.textRows) return [problem('workbook.tooManyRows', { rows: textRows, limit: sheetLimits.textRows }, { file, sheet: entry.name })];
  return cut ? [problem('workbook.tooManyCells', { limit: sheetLimits.cells }, cut, 'warning')] : [];
}

function sheetProblems(one: OneSheet, file: string, filled: boolean): Problem[] {
  const { entry, reading } = one;
  const { faults, overlaps } = reading;
  const at = (place: Place): Origin => ({ file, sheet: entry.name, cell: placeName(place) });
  const found = sizeProblems(one, file, filled);
  if (faults.badCharacters) found.push(problem('workbook.badCharacters', { count: faults.badCharacters.count }, at(faults.badCharacters.at), 'warning'));
  if (faults.longLabel) {
    const lengths = { length: faults.longLabel.length, limit: sheetLimits.labelLength };
    found.push(problem('workbook.labelTooLong', lengths, at(faults.longLabel.at), filled ? 'error' : 'warning'));
  }
  const endless =
    filled || faults.longLabel
      ? undefined
      : reading.cells.find(({ text }) => text.length > sheetLimits.sentenceLength && longestSentence(text) > sheetLimits.sentenceLength);
  if (endless) found.push(problem('workbook.endlessText', { length: endless.text.length, limit: sheetLimits.sentenceLength }, at(endless), 'warning'));
  if (faults.unreadFormulas) found.push(problem('workbook.formulaUnread', { count: faults.unreadFormulas.count }, at(faults.unreadFormulas.at), 'warning'));
  for (const { dropped, kept } of overlaps.slice(0, MOST_OVERLAPS)) {
    found.push(
      problem('workbook.mergeOverlap', { dropped: rangeName(dropped), kept: rangeName(kept) }, at({ row: dropped.top, column: dropped.left }), 'warning'),
    );
  }
  return found;
}

function longestSentence(text: string): number {
  return Math.max(...text.split(/[。；;\n]/u).map(({ length }) => length));
}

/** More of one kind helps nobody. */
const MOST_OVERLAPS = 20;

const placeName = ({ row, column }: Place): string => cellName(row, column);
const rangeName = ({ top, left, bottom, right }: Range): string => `${cellName(top, left)}:${cellName(bottom, right)}`;
