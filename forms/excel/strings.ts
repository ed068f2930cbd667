// Texts that people wrote: the shared strings of a workbook and the inline strings of single cells. In: XML. Out: plain text,
// rich text joined, phonetic guides left out, line breaks as \n, and a note of characters that no workbook may hold.
import { CLOSE, cursorAt, decodedXml, elementText, next, OPEN, passElement, unescapeOffice, type Cursor, type Xml } from './xml.ts';

/** A text and how many characters had to be left out of it. */
export interface CleanText {
  readonly text: string;
  readonly dropped: number;
}

/** All shared strings in order; none when the part is absent. */
export function readSharedStrings(xml: Xml | null): { readonly strings: readonly CleanText[]; readonly damaged: boolean } {
  const strings: CleanText[] = [];
  if (!xml) return { strings, damaged: false };
  const cursor = cursorAt(decodedXml(xml));
  const { chars } = cursor.xml;
  const isPlain = !SPECIAL.test(chars.slice(Math.max(0, chars.indexOf('<si>'))));
  while (next(cursor)) {
    if (cursor.kind === CLOSE) continue;
    if (cursor.name === 'si') strings.push(richText(cursor));
    if (cursor.name === 'si' || cursor.name === 'sst') readPlainStrings(cursor, isPlain, strings);
  }
  return { strings, damaged: cursor.damagedAt >= 0 };
}

/** Reads the strings that follow at once, as long as they are one run of text in which nothing needs a second look. Hot. */
function readPlainStrings(cursor: Cursor, isPlain: boolean, strings: CleanText[]): void {
  const { chars } = cursor.xml;
  for (;;) {
    const opening = OPENINGS.find((tags) => chars.startsWith(tags, cursor.tagEnd));
    if (opening === undefined) return;
    const from = cursor.tagEnd + opening.length;
    const end = chars.indexOf('<', from);
    if (!chars.startsWith('</t></si>', end)) return;
    const text = chars.slice(from, end);
    if (!isPlain && SPECIAL.test(text)) return;
    strings.push({ text, dropped: 0 });
    cursor.tagEnd = end + 9;
  }
}

/** As Excel and WPS write a string, and as LibreOffice writes each and the others one with blanks at its ends. */
const OPENINGS = ['<si><t>', '<si><t xml:space="preserve">'];

/** The joined text of the <si>, <is> or <text> at which the cursor stands; leaves it at the closing tag. */
export function richText(cursor: Cursor): CleanText {
  if (cursor.kind !== OPEN) return { text: '', dropped: 0 };
  const outside = cursor.depth - 1;
  let text = '';
  while (next(cursor) && cursor.depth > outside) {
    if (cursor.kind !== OPEN) continue;
    if (cursor.name === 't') text += elementText(cursor);
    else if (cursor.name === 'rPr' || cursor.name === 'rPh') passElement(cursor);
  }
  return cleanText(unescapeOffice(text));
}

/** Line breaks as \n; control characters, lone surrogates, non-characters and U+FFFD (bytes that were no text) left out. */
export function cleanText(raw: string): CleanText {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!SUSPECT.test(text)) return { text, dropped: 0 };
  const kept = text.replace(FORBIDDEN, '');
  return { text: kept, dropped: text.length - kept.length };
}

// eslint-disable-next-line no-control-regex -- these are what is looked for
const SPECIAL = /[&\r\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd-\uffff]|_x/;
// eslint-disable-next-line no-control-regex -- these are what is looked for
const SUSPECT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd-\uffff]/;
// eslint-disable-next-line no-control-regex -- these are what is looked for
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
