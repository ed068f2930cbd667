// The few things of xl/styles.xml that say something about a cell's meaning. In: the part's XML. Out: one CellStyle per cell
// format, in the order in which cells refer to them, with what its number format shows of dates.
import type { CellStyle } from '../../engine/model/sheet.ts';
import { builtInFormat, dateParts, type DateParts } from './numbers.ts';
import { attribute, attributes, CLOSE, cursorAt, isSet, next, OPEN, passElement, plainElement, type Cursor, type Xml } from './xml.ts';

export interface Format {
  readonly style: CellStyle;
  readonly date: DateParts | null;
}

/** The format of cells that name none, or one that the file lacks. */
export const plainFormat: Format = {
  style: { indent: 0, bold: false, filled: false, bordered: false, horizontal: 'general', numberFormat: 'General' },
  date: null,
};

/** Reads the cell formats; an absent part gives none. Damage before their end is told: borders say where blanks are, formats what is a date. */
export function readFormats(xml: Xml | null): { readonly formats: readonly Format[]; readonly damaged: boolean } {
  if (!xml) return { formats: [], damaged: false };
  const { tables, damaged } = readTables(xml);
  return { formats: tables.formats.map((format) => assemble(format, tables)), damaged };
}

interface RawFormat {
  readonly numberFormat: number;
  readonly font: number;
  readonly fill: number;
  readonly border: number;
  indent: number;
  horizontal: CellStyle['horizontal'];
}

interface Tables {
  readonly numberFormats: Map<number, string>;
  readonly bold: boolean[];
  readonly filled: boolean[];
  readonly bordered: boolean[];
  readonly formats: RawFormat[];
}

function readTables(xml: Xml): { readonly tables: Tables; readonly damaged: boolean } {
  const tables: Tables = { numberFormats: new Map(), bold: [], filled: [], bordered: [], formats: [] };
  const cursor = cursorAt(xml);
  let section = '';
  while (next(cursor)) {
    if (cursor.kind === CLOSE) {
      if (cursor.name !== section) continue;
      if (section === 'cellXfs') return { tables, damaged: false };
      section = '';
    } else if (section !== '') readEntry(cursor, section, tables);
    else if (SECTIONS.has(cursor.name)) section = cursor.kind === OPEN ? cursor.name : '';
    else if (cursor.name === 'cellStyleXfs') passElement(cursor);
  }
  return { tables, damaged: cursor.damagedAt >= 0 };
}

/** All that cells refer to; what follows the cell formats does not concern them. */
const SECTIONS = new Set(['numFmts', 'fonts', 'fills', 'borders', 'cellXfs']);

function readEntry(cursor: Cursor, section: string, tables: Tables): void {
  switch (section) {
    case 'numFmts':
      if (cursor.name === 'numFmt') tables.numberFormats.set(count(attribute(cursor, 'numFmtId')), attribute(cursor, 'formatCode') ?? 'General');
      return;
    case 'fonts':
      if (cursor.name === 'font') tables.bold.push(BOLD.test(plainElement(cursor) ?? ''));
      else if (cursor.name === 'b') setLast(tables.bold, isOn(cursor));
      return;
    case 'fills':
      readFill(cursor, tables.filled);
      return;
    case 'borders':
      if (cursor.name === 'border') tables.bordered.push(LINE.test(plainElement(cursor) ?? ''));
      else if (SIDES.has(cursor.name) && (attribute(cursor, 'style') ?? 'none') !== 'none') setLast(tables.bordered, true);
      return;
    case 'cellXfs':
      readCellFormat(cursor, tables.formats);
  }
}

/** Without prefixes a font and a border are looked at as a whole; else what is in them comes by one by one. */
const BOLD = /<b(?:\s+val\s*=\s*["'](?:1|true|on)["'])?\s*\/?>/;
const LINE = /<(?:left|right|top|bottom|start|end)\s(?:[^<>]*\s)?style\s*=\s*(?:"(?!none")|'(?!none'))/;
const SIDES = new Set(['left', 'right', 'top', 'bottom', 'start', 'end']);

function readFill(cursor: Cursor, filled: boolean[]): void {
  if (cursor.name === 'fill') filled.push(false);
  else if (cursor.name === 'gradientFill') setLast(filled, true);
  else if (cursor.name === 'patternFill') setLast(filled, (attribute(cursor, 'patternType') ?? 'none') !== 'none');
  else if (cursor.name === 'fgColor' && isWhite(cursor)) setLast(filled, false);
}

/** White as a colour, as the indexed white, or as the untinted light background of the theme. */
function isWhite(cursor: Cursor): boolean {
  const rgb = attribute(cursor, 'rgb');
  if (rgb !== null) return /^(..)?ffffff$/i.test(rgb);
  const indexed = attribute(cursor, 'indexed');
  if (indexed !== null) return indexed === '1' || indexed === '9' || indexed === '65';
  return attribute(cursor, 'theme') === '0' && Number(attribute(cursor, 'tint') ?? 0) === 0;
}

function readCellFormat(cursor: Cursor, formats: RawFormat[]): void {
  if (cursor.name === 'xf') {
    const [numberFormat = null, font = null, fill = null, border = null] = attributes(cursor, XF);
    formats.push({ numberFormat: count(numberFormat), font: count(font), fill: count(fill), border: count(border), indent: 0, horizontal: 'general' });
    return;
  }
  const last = formats.at(-1);
  if (cursor.name !== 'alignment' || !last) return;
  last.indent = count(attribute(cursor, 'indent'));
  last.horizontal = horizontalOf(attribute(cursor, 'horizontal'));
}

const XF = ['numFmtId', 'fontId', 'fillId', 'borderId'];

function horizontalOf(value: string | null): CellStyle['horizontal'] {
  switch (value) {
    case 'left':
    case 'right':
    case 'center':
      return value;
    case 'centerContinuous':
    case 'distributed':
      return 'center';
    default:
      return 'general';
  }
}

function assemble(raw: RawFormat, tables: Tables): Format {
  const numberFormat = tables.numberFormats.get(raw.numberFormat) ?? builtInFormat(raw.numberFormat);
  const style: CellStyle = {
    indent: raw.indent,
    bold: tables.bold[raw.font] ?? false,
    filled: tables.filled[raw.fill] ?? false,
    bordered: tables.bordered[raw.border] ?? false,
    horizontal: raw.horizontal,
    numberFormat,
  };
  return { style, date: dateParts(numberFormat) };
}

const isOn = (cursor: Cursor): boolean => attribute(cursor, 'val') === null || isSet(attribute(cursor, 'val'));
const count = (value: string | null): number => Math.max(0, Math.trunc(Number(value ?? 0))) || 0;

function setLast(list: boolean[], value: boolean): void {
  if (list.length > 0) list[list.length - 1] = value;
}
