// How cells look, from xl/styles.xml, for drawing a sheet as it is. The engine needs none of this, so it is read only when somebody looks. In: the part's XML.
// Out: one Look per cell format, in the order in which cells refer to them.
import { attribute, CLOSE, cursorAt, isSet, next, OPEN, passElement, type Cursor, type Xml } from './xml.ts';

/** none · hair and dotted · thin · medium · thick · double · dashed. */
export type Line = '-' | '.' | 't' | 'm' | 'k' | 'd' | 's';

export interface Look {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  /** Points. */
  readonly size: number;
  /** The family that the font's name belongs to: 宋体, 黑体, 楷体, 仿宋; null: another. */
  readonly face: 'song' | 'hei' | 'kai' | 'fang' | null;
  /** Has a background other than none or white. */
  readonly shaded: boolean;
  readonly horizontal: 'left' | 'center' | 'right' | 'general';
  readonly vertical: 'top' | 'middle' | 'bottom';
  readonly wrap: boolean;
  readonly indent: number;
  /** Letters stand below each other. */
  readonly upright: boolean;
  /** Left, top, right, bottom. */
  readonly lines: readonly [Line, Line, Line, Line];
  /** A line from corner to corner (斜线表头). */
  readonly diagonal: 'down' | 'up' | null;
}

type Font = Pick<Look, 'bold' | 'italic' | 'underline' | 'size' | 'face'>;
type Border = Pick<Look, 'lines' | 'diagonal'>;
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const PLAIN_FONT: Font = { bold: false, italic: false, underline: false, size: 11, face: null };
const PLAIN_BORDER: Border = { lines: ['-', '-', '-', '-'], diagonal: null };

/** How a cell looks that names no format. */
export const plainLook: Look = {
  ...PLAIN_FONT,
  ...PLAIN_BORDER,
  shaded: false,
  horizontal: 'general',
  vertical: 'bottom',
  wrap: false,
  indent: 0,
  upright: false,
};

interface Tables {
  readonly fonts: Mutable<Font>[];
  readonly shaded: boolean[];
  readonly borders: { lines: [Line, Line, Line, Line]; diagonal: Look['diagonal'] }[];
  readonly looks: Mutable<Look>[];
}

/** Reads the looks of the cell formats; an absent part gives none. */
export function readLooks(xml: Xml | null): readonly Look[] {
  if (!xml) return [];
  const tables: Tables = { fonts: [], shaded: [], borders: [], looks: [] };
  const cursor = cursorAt(xml);
  let section = '';
  while (next(cursor)) {
    if (cursor.kind === CLOSE) {
      if (cursor.name !== section) continue;
      if (section === 'cellXfs') break;
      section = '';
    } else if (section !== '') readEntry(cursor, section, tables);
    else if (SECTIONS.has(cursor.name)) section = cursor.kind === OPEN ? cursor.name : '';
    else if (cursor.name === 'cellStyleXfs') passElement(cursor);
  }
  return tables.looks;
}

const SECTIONS = new Set(['fonts', 'fills', 'borders', 'cellXfs']);

function readEntry(cursor: Cursor, section: string, tables: Tables): void {
  switch (section) {
    case 'fonts':
      return readFont(cursor, tables.fonts);
    case 'fills':
      return readFill(cursor, tables.shaded);
    case 'borders':
      return readBorder(cursor, tables.borders);
    case 'cellXfs':
      return readFormat(cursor, tables);
  }
}

function readFont(cursor: Cursor, fonts: Mutable<Font>[]): void {
  if (cursor.name === 'font') fonts.push({ ...PLAIN_FONT });
  const font = fonts.at(-1);
  if (!font) return;
  const value = attribute(cursor, 'val');
  const isOn = value === null || isSet(value);
  if (cursor.name === 'b') font.bold = isOn;
  else if (cursor.name === 'i') font.italic = isOn;
  else if (cursor.name === 'u') font.underline = value !== 'none';
  else if (cursor.name === 'sz') font.size = Math.min(72, Math.max(6, Number(value) || PLAIN_FONT.size));
  else if (cursor.name === 'name') font.face = faceOf(value ?? '');
}

function faceOf(name: string): Look['face'] {
  if (/仿宋|fangsong/i.test(name)) return 'fang';
  if (/楷|kaiti/i.test(name)) return 'kai';
  if (/黑|雅黑|等线|heiti|simhei|yahei|dengxian|arial|calibri/i.test(name)) return 'hei';
  if (/宋|simsun|song|times/i.test(name)) return 'song';
  return null;
}

function readFill(cursor: Cursor, shaded: boolean[]): void {
  if (cursor.name === 'fill') shaded.push(false);
  else if (shaded.length === 0) return;
  else if (cursor.name === 'gradientFill') shaded[shaded.length - 1] = true;
  else if (cursor.name === 'patternFill') shaded[shaded.length - 1] = (attribute(cursor, 'patternType') ?? 'none') !== 'none';
  else if (cursor.name === 'fgColor' && isWhite(cursor)) shaded[shaded.length - 1] = false;
}

function isWhite(cursor: Cursor): boolean {
  const rgb = attribute(cursor, 'rgb');
  if (rgb !== null) return /^(..)?ffffff$/i.test(rgb);
  const indexed = attribute(cursor, 'indexed');
  if (indexed !== null) return indexed === '1' || indexed === '9' || indexed === '65';
  return attribute(cursor, 'theme') === '0' && Number(attribute(cursor, 'tint') ?? 0) === 0;
}

const SIDES: Readonly<Record<string, 0 | 1 | 2 | 3>> = { left: 0, start: 0, top: 1, right: 2, end: 2, bottom: 3 };

function readBorder(cursor: Cursor, borders: Tables['borders']): void {
  if (cursor.name === 'border') borders.push({ lines: ['-', '-', '-', '-'], diagonal: isSet(attribute(cursor, 'diagonalUp')) ? 'up' : 'down' });
  const border = borders.at(-1);
  if (!border) return;
  if (cursor.name === 'border') {
    if (!isSet(attribute(cursor, 'diagonalUp')) && !isSet(attribute(cursor, 'diagonalDown'))) border.diagonal = null;
    return;
  }
  const side = SIDES[cursor.name];
  if (side !== undefined) border.lines[side] = lineOf(attribute(cursor, 'style'));
}

function lineOf(style: string | null): Line {
  switch (style ?? 'none') {
    case 'none':
      return '-';
    case 'hair':
    case 'dotted':
      return '.';
    case 'thin':
      return 't';
    case 'medium':
      return 'm';
    case 'thick':
      return 'k';
    case 'double':
      return 'd';
    default:
      return 's';
  }
}

function readFormat(cursor: Cursor, { fonts, shaded, borders, looks }: Tables): void {
  if (cursor.name === 'xf') {
    const at = (name: string): number => Math.max(0, Math.trunc(Number(attribute(cursor, name) ?? 0))) || 0;
    looks.push({
      ...plainLook,
      ...fonts[at('fontId')],
      ...borders[at('borderId')],
      shaded: shaded[at('fillId')] ?? false,
    });
    return;
  }
  const look = looks.at(-1);
  if (cursor.name !== 'alignment' || !look) return;
  look.horizontal = horizontalOf(attribute(cursor, 'horizontal'));
  look.vertical = verticalOf(attribute(cursor, 'vertical'));
  look.wrap = isSet(attribute(cursor, 'wrapText'));
  look.indent = Math.min(15, Math.max(0, Math.trunc(Number(attribute(cursor, 'indent') ?? 0))) || 0);
  look.upright = attribute(cursor, 'textRotation') === '255';
}

function horizontalOf(value: string | null): Look['horizontal'] {
  if (value === 'left' || value === 'right' || value === 'center') return value;
  return value === 'centerContinuous' || value === 'distributed' ? 'center' : 'general';
}

function verticalOf(value: string | null): Look['vertical'] {
  if (value === 'top') return 'top';
  return value === 'center' || value === 'distributed' || value === 'justify' ? 'middle' : 'bottom';
}
