// A scanner over the XML of a workbook's parts: no tree, no allocation per tag beyond its name. In: the bytes of one part.
// Out: tags, attributes and texts in order. Element and attribute names are given without their namespace prefix, because
// Excel, WPS, LibreOffice and the strict variant use different prefixes and namespaces for the same names.
//
// The characters are held one per byte (latin1), so that offsets are byte offsets, slices are cheap and everything that is
// not touched stays the same byte for byte; texts are decoded as UTF-8 when asked for.
import { isAscii, isUtf8 } from 'node:buffer';

/** One part's XML. */
export interface Xml {
  /** UTF-8, whatever the file used. */
  readonly bytes: Buffer;
  /** The same, one character per byte. */
  readonly chars: string;
  /** Whether the characters are the text itself, with nothing to decode. */
  readonly ascii: boolean;
  /** How the part was encoded in the file. */
  readonly encoding: 'utf8' | 'utf16le' | 'utf16be' | 'other';
}

export const OPEN = 0;
export const CLOSE = 1;
/** <tag/> */
export const EMPTY = 2;

/** A place in the XML; `next` moves it from tag to tag. Mutable, because it is moved once per tag. */
export interface Cursor {
  readonly xml: Xml;
  kind: typeof OPEN | typeof CLOSE | typeof EMPTY;
  /** Local name of the tag at which the cursor stands. */
  name: string;
  tagStart: number;
  nameEnd: number;
  /** Just behind the ">". */
  tagEnd: number;
  /** Open elements around and including the tag. */
  depth: number;
  /** Byte at which the XML stops making sense, or −1. */
  damagedAt: number;
  /** Closing tags as `passElement` looks for them that the rest of the part does not have. */
  readonly missing: Set<string>;
}

/** A stretch of the characters, from `start` up to but not including `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch and what is to stand there instead, one character per byte. */
export interface Splice extends Span {
  readonly text: string;
}

/** The characters between two offsets with the stretches replaced, which come in order. A string of pieces: quicker than copying bytes. */
export function spliced(chars: string, splices: readonly Splice[], from = 0, to = chars.length): string {
  let made = '';
  let at = from;
  for (const { start, end, text } of splices) {
    made += chars.slice(at, start) + text;
    at = end;
  }
  return made + chars.slice(at, to);
}

/** Splices in the order of their places; at one place insertions come first, in their order. */
export function inOrder(splices: readonly Splice[]): readonly Splice[] {
  let last = 0;
  for (const { start, end } of splices) {
    if (start < last) return [...splices].sort((a, b) => a.start - b.start || a.end - b.end);
    last = end;
  }
  return splices;
}

/** Decodes a part whatever its encoding: UTF-8 with or without mark, UTF-16, or what its declaration names. */
export function parseXml(data: Buffer): Xml {
  const chars = data.toString('latin1');
  const encoding = encodingOf(data, chars);
  if (encoding === 'utf8') return { bytes: data, chars, ascii: isAscii(data), encoding };
  const bytes = Buffer.from(decodeAs(data, encoding), 'utf8');
  return { bytes, chars: bytes.toString('latin1'), ascii: isAscii(bytes), encoding };
}

/** The same XML with its characters decoded all at once: for parts that are mostly text and only read. Its offsets are not bytes. */
export function decodedXml(xml: Xml): Xml {
  return xml.ascii ? xml : { ...xml, chars: xml.bytes.toString('utf8'), ascii: true };
}

/** XML from characters held one per byte, as `patched` parts are. */
export function xmlOf(chars: string, encoding: Xml['encoding'] = 'utf8'): Xml {
  const bytes = Buffer.from(chars, 'latin1');
  return { bytes, chars, ascii: isAscii(bytes), encoding };
}

/** The bytes to store: in the encoding in which the part came (UTF-8 for the exotic ones). */
export function xmlBytes(xml: Xml): Buffer {
  switch (xml.encoding) {
    case 'utf8':
      return xml.bytes;
    case 'utf16le':
      return Buffer.from(xml.bytes.toString('utf8'), 'utf16le');
    case 'utf16be':
      return Buffer.from(xml.bytes.toString('utf8'), 'utf16le').swap16();
    case 'other':
      return Buffer.from(xml.chars.replace(/(<\?xml[^>]*encoding\s*=\s*["'])[^"']*/, '$1UTF-8'), 'latin1');
  }
}

export function cursorAt(xml: Xml, from = 0): Cursor {
  return { xml, kind: CLOSE, name: '', tagStart: from, nameEnd: from, tagEnd: from, depth: 0, damagedAt: -1, missing: new Set() };
}

/** Moves to the next tag; false at the end, or where the XML is damaged (`damagedAt` ≥ 0). */
export function next(cursor: Cursor): boolean {
  const { chars } = cursor.xml;
  let from = cursor.tagEnd;
  for (;;) {
    const start = chars.charCodeAt(from) === LESS ? from : chars.indexOf('<', from);
    if (start < 0) return cursor.depth === 0 ? false : damage(cursor, chars.length);
    const code = chars.charCodeAt(start + 1);
    if (code !== BANG && code !== QUESTION) return readTag(cursor, start, code);
    from = skipMarkup(chars, start);
    if (from < 0) return damage(cursor, start);
  }
}

/**
 * Moves to the first closing tag with the very name of the opening tag at which the cursor stands, without looking at what lies
 * between: for elements that hold many tags, none of interest, and never one of their own name.
 */
export function passElement(cursor: Cursor): boolean {
  if (cursor.kind !== OPEN) return true;
  const closing = `</${cursor.xml.chars.slice(cursor.tagStart + 1, cursor.nameEnd)}>`;
  const start = closingAt(cursor, closing);
  if (start < 0) return skipElement(cursor);
  closeAt(cursor, start, start + closing.length);
  return true;
}

/**
 * The characters of the element at whose opening tag the cursor stands, for a look at them as a whole, and goes behind it; null when
 * its name has a prefix, or it holds nothing. Then the cursor stays.
 */
export function plainElement(cursor: Cursor): string | null {
  const { xml, kind, name, tagStart, nameEnd, tagEnd } = cursor;
  if (kind !== OPEN || nameEnd - tagStart - 1 !== name.length) return null;
  const closing = `</${name}>`;
  const end = closingAt(cursor, closing);
  if (end < 0) return null;
  closeAt(cursor, end, end + closing.length);
  return xml.chars.slice(tagEnd, end);
}

/** Where a closing tag comes next, or −1. One that was not found once is not looked for again: the part is searched to its end for it. */
function closingAt({ xml: { chars }, tagEnd, missing }: Cursor, closing: string): number {
  if (missing.size > 0 && missing.has(closing)) return -1;
  const start = chars.indexOf(closing, tagEnd);
  if (start < 0) missing.add(closing);
  return start;
}

/** Puts the cursor on the closing tag of the element around it, found by other means than `next`. */
function closeAt(cursor: Cursor, tagStart: number, tagEnd: number): void {
  cursor.kind = CLOSE;
  cursor.tagStart = tagStart;
  cursor.nameEnd = tagEnd - 1;
  cursor.tagEnd = tagEnd;
  cursor.depth--;
}

/** Moves to the end of the element whose opening tag the cursor stands at. */
export function skipElement(cursor: Cursor): boolean {
  if (cursor.kind !== OPEN) return true;
  const outside = cursor.depth - 1;
  while (next(cursor)) if (cursor.depth === outside) return true;
  return false;
}

/**
 * The text of the element at whose opening tag the cursor stands, descendants included, entities and CDATA resolved;
 * leaves the cursor at its closing tag.
 */
export function elementText(cursor: Cursor): string {
  if (cursor.kind !== OPEN) return '';
  const { chars } = cursor.xml;
  const from = cursor.tagEnd;
  const end = chars.indexOf('<', from);
  if (chars.charCodeAt(end + 1) !== SLASH) return mixedText(cursor);
  next(cursor);
  return end === from ? '' : unescapeXml(decode(cursor.xml, from, end));
}

/**
 * Where the blank rest of a sheet ends: the offset of </sheetData> when no cell behind `from` holds anything, else the offset of
 * the next cell content (negative, so that the two are not mixed up). Lets a million formatted rows be passed over in one step.
 */
export function blankRest(xml: Xml, from: number): number {
  CONTENT.lastIndex = from;
  const found = CONTENT.exec(xml.chars);
  if (!found) return -xml.chars.length;
  return found[1] === 'sheetData' ? found.index : -found.index;
}

const CONTENT = /<\/(?:[\w.-]+:)?(v|f|is|sheetData)\s*>/g;

/** The value of an attribute of the tag at which the cursor stands; null when it has none of that local name. */
export function attribute(cursor: Cursor, name: string): string | null {
  const open = quoteOf(cursor, name);
  return open < 0 ? null : attributeValue(cursor, open);
}

/** The values of several attributes, found in one pass over the tag. */
export function attributes(cursor: Cursor, names: readonly string[]): (string | null)[] {
  const {
    xml: { chars },
    nameEnd,
    tagEnd,
  } = cursor;
  const values: (string | null)[] = names.map(() => null);
  let missing = names.length;
  for (let at = nameEnd; missing > 0;) {
    const equals = equalsFrom(chars, at, tagEnd);
    const open = quoteAfter(chars, equals + 1, tagEnd);
    if (open < 0) return values;
    for (let index = 0; index < names.length; index++) {
      if (values[index] !== null || !isNamed(chars, at, equals, names[index] ?? '')) continue;
      values[index] = attributeValue(cursor, open);
      missing--;
    }
    at = closingQuote(chars, open, tagEnd) + 1;
  }
  return values;
}

/** Where the value of an attribute stands between its quotes. */
export function attributeSpan(cursor: Cursor, name: string): Span | null {
  const open = quoteOf(cursor, name);
  return open < 0 ? null : { start: open + 1, end: closingQuote(cursor.xml.chars, open, cursor.tagEnd) };
}

/** The value between the quotes of which the first stands at `open`. */
export function attributeValue({ xml, tagEnd }: Cursor, open: number): string {
  return unescapeXml(decode(xml, open + 1, closingQuote(xml.chars, open, tagEnd)));
}

/** Where the opening quote of an attribute stands, or −1. */
function quoteOf({ xml: { chars }, nameEnd, tagEnd }: Cursor, name: string): number {
  for (let at = nameEnd; ;) {
    const equals = equalsFrom(chars, at, tagEnd);
    const open = quoteAfter(chars, equals + 1, tagEnd);
    if (open < 0 || isNamed(chars, at, equals, name)) return open;
    at = closingQuote(chars, open, tagEnd) + 1;
  }
}

/**
 * Where the next "=" of a tag stands, or `limit`. Neither this nor the next two look beyond the tag, so that a hostile file can
 * make reading neither quadratic nor endless; and they go sign by sign, which for values of a few signs is quicker than searching.
 */
export function equalsFrom(chars: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && chars.charCodeAt(at) !== EQUALS) at++;
  return at;
}

/** Where the opening quote stands behind an "="; −1 when something else does. */
export function quoteAfter(chars: string, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    const sign = chars.charCodeAt(at);
    if (sign === QUOTE || sign === APOSTROPHE) return at;
    if (sign > 32) return -1;
  }
  return -1;
}

/** Where the quote stands that closes the one at `open`, or `limit`. */
export function closingQuote(chars: string, open: number, limit: number): number {
  const quote = chars.charCodeAt(open);
  let at = open + 1;
  while (at < limit && chars.charCodeAt(at) !== quote) at++;
  return at;
}

/** True for "1", "true" and "on" — what the schema and its readers take for true. */
export function isSet(value: string | null): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

/** UTF-8 text between two byte offsets, entities not resolved. */
export function decode(xml: Xml, start: number, end: number): string {
  const slice = xml.chars.slice(start, end);
  return xml.ascii || isPlainAscii(slice) ? slice : xml.bytes.toString('utf8', start, end);
}

/** For the few signs of most attributes, looking at each is quicker than an expression. */
function isPlainAscii(text: string): boolean {
  if (text.length > 40) return !NOT_ASCII.test(text);
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/** Text as it is put into XML, one character per UTF-8 byte. */
export function encode(text: string): string {
  return NOT_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g, (whole, hex?: string, decimal?: string, named?: string) => {
    if (named) return ENTITIES.get(named) ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export function escapeXml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (sign) => ESCAPES.get(sign) ?? sign) : text;
}

/** Office writes characters that XML forbids as _xHHHH_, and a literal "_x" of that shape as _x005F_x…. */
export function unescapeOffice(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

export function escapeOffice(text: string): string {
  return text.includes('_x') ? text.replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_') : text;
}

const BANG = 33;
const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const COLON = 58;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const QUESTION = 63;
const NOT_ASCII = /[^\0-\x7f]/;
const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const ESCAPES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

function readTag(cursor: Cursor, start: number, code: number): boolean {
  const { chars } = cursor.xml;
  let nameStart = code === SLASH ? start + 2 : start + 1;
  let at = nameStart;
  for (let sign = chars.charCodeAt(at); sign > 32 && sign !== SLASH && sign !== GREATER; sign = chars.charCodeAt(++at)) {
    if (sign === COLON) nameStart = at + 1;
  }
  cursor.tagStart = start;
  cursor.nameEnd = at;
  const end = tagEndFrom(chars, at);
  if (end < 0 || at === nameStart) return damage(cursor, start);
  if (code === SLASH) cursor.kind = CLOSE;
  else cursor.kind = chars.charCodeAt(end - 2) === SLASH ? EMPTY : OPEN;
  cursor.name = chars.slice(nameStart, at);
  cursor.tagEnd = end;
  if (cursor.kind === OPEN) cursor.depth++;
  else if (cursor.kind === CLOSE && --cursor.depth < 0) return damage(cursor, start);
  return true;
}

/** Just behind the ">" that ends a tag, quoted ones not counted; −1 when the tag does not end. */
function tagEndFrom(chars: string, from: number): number {
  for (let at = from; ; at++) {
    const sign = chars.charCodeAt(at);
    if (sign === GREATER) return at + 1;
    if (sign === QUOTE || sign === APOSTROPHE) {
      at = closingQuote(chars, at, chars.length);
    } else if (sign !== sign || sign === LESS) return -1;
  }
}

/** Behind a comment, CDATA section or processing instruction; −1 for a document type (Office has none; they hide bombs) or no end. */
function skipMarkup(chars: string, start: number): number {
  if (chars.startsWith('<?', start)) return behind(chars, '?>', start + 2);
  if (chars.startsWith('<!--', start)) return behind(chars, '-->', start + 4);
  if (chars.startsWith('<![CDATA[', start)) return behind(chars, ']]>', start + 9);
  return -1;
}

function behind(chars: string, sign: string, from: number): number {
  const at = chars.indexOf(sign, from);
  return at < 0 ? -1 : at + sign.length;
}

function mixedText(cursor: Cursor): string {
  const { xml } = cursor;
  const outside = cursor.depth - 1;
  let text = '';
  do {
    const from = cursor.tagEnd;
    if (!next(cursor)) return text;
    text += runText(xml, from, cursor.tagStart);
  } while (cursor.depth > outside);
  return text;
}

/** Text between two tags, in which comments, instructions and CDATA may stand. */
function runText(xml: Xml, from: number, to: number): string {
  let text = '';
  let at = from;
  while (at < to) {
    const markup = xml.chars.indexOf('<', at);
    const end = markup < 0 || markup > to ? to : markup;
    text += unescapeXml(decode(xml, at, end));
    if (end === to) return text;
    at = skipMarkup(xml.chars, end);
    if (at < 0) return text;
    if (xml.chars.startsWith('<![CDATA[', end)) text += decode(xml, end + 9, at - 3);
  }
  return text;
}

/** Whether the attribute written between two offsets (blanks and a prefix before it) has this local name. */
function isNamed(chars: string, from: number, equals: number, name: string): boolean {
  let end = equals;
  while (chars.charCodeAt(end - 1) <= 32) end--;
  const start = end - name.length;
  if (start <= from) return false;
  const before = chars.charCodeAt(start - 1);
  return (before <= 32 || before === COLON) && chars.startsWith(name, start);
}

function damage(cursor: Cursor, at: number): false {
  cursor.damagedAt = at;
  return false;
}

function encodingOf(data: Buffer, chars: string): Xml['encoding'] {
  const [a, b] = [chars.charCodeAt(0), chars.charCodeAt(1)];
  if ((a === 0xff && b === 0xfe) || (a === 60 && b === 0)) return 'utf16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 60)) return 'utf16be';
  return declaredEncoding(chars) === null || isUtf8(data) ? 'utf8' : 'other';
}

/** The encoding that the XML declaration names when it is not UTF-8, else null. */
function declaredEncoding(chars: string): string | null {
  if (chars.startsWith('<?xml version="1.0" encoding="UTF-8"')) return null;
  const found = /^(?:\xef\xbb\xbf)?<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)/.exec(chars.slice(0, 200));
  const name = found?.[1] ?? 'utf-8';
  return /^(utf-?8|us-ascii)$/i.test(name) ? null : name;
}

function decodeAs(data: Buffer, encoding: Exclude<Xml['encoding'], 'utf8'>): string {
  if (encoding === 'utf16le') return data.toString('utf16le', 0, data.length & ~1);
  if (encoding === 'utf16be')
    return Buffer.from(data.subarray(0, data.length & ~1))
      .swap16()
      .toString('utf16le');
  try {
    return new TextDecoder(declaredEncoding(data.toString('latin1', 0, 200)) ?? 'utf-8').decode(data);
  } catch {
    return data.toString('utf8');
  }
}
