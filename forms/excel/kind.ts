// What a file really is, whatever its name says. In: its bytes. Out: a kind, told from its first bytes and, for containers,
// from what lies inside. Nothing is unpacked for this.
import { findEntry, type Zip } from './zip.ts';

/** Kinds of file that people hand in for a workbook. */
export type OtherKind = 'word' | 'slides' | 'openDocument' | 'binaryWorkbook' | 'pdf' | 'web' | 'xmlSpreadsheet' | 'text' | 'image' | 'archive' | 'unknown';

/** zip: maybe a workbook · biff: a workbook of Excel 97–2003 or WPS · encrypted: Office's own encryption. */
export type FileKind = 'zip' | 'biff' | 'encrypted' | 'nothing' | OtherKind;

/** Tells a file by its bytes. */
export function fileKind(input: Uint8Array): FileKind {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes.length === 0 || bytes.subarray(0, 4096).every((byte) => byte === 0)) return 'nothing';
  if (starts(bytes, 'd0cf11e0a1b11ae1')) return compoundKind(bytes);
  const signature = SIGNATURES.find(([hex]) => starts(bytes, hex));
  if (signature) return signature[1];
  if (bytes.includes('PK\x05\x06', 0, 'latin1') && bytes.includes('PK\x03\x04', 0, 'latin1')) return 'zip';
  return textKind(bytes);
}

/** What kind of office file a zip is, when it is no .xlsx; null when it may be one. */
export function zipKind(zip: Zip): OtherKind | null {
  const has = (name: string): boolean => findEntry(zip, name) !== undefined;
  if (has('xl/workbook.xml')) return null;
  if (has('xl/workbook.bin')) return 'binaryWorkbook';
  if (has('word/document.xml')) return 'word';
  if (has('ppt/presentation.xml')) return 'slides';
  if (has('mimetype') && has('content.xml')) return 'openDocument';
  return has('[Content_Types].xml') || has('_rels/.rels') ? null : 'archive';
}

const SIGNATURES: readonly (readonly [string, FileKind])[] = [
  ['504b0304', 'zip'],
  ['504b0506', 'archive'],
  ['0904', 'biff'],
  ['0902', 'biff'],
  ['0900040002', 'biff'],
  ['0908', 'biff'],
  ['25504446', 'pdf'],
  ['7b5c727466', 'word'],
  ['89504e47', 'image'],
  ['ffd8ff', 'image'],
  ['47494638', 'image'],
  ['424d', 'image'],
  ['52617221', 'archive'],
  ['377abcaf', 'archive'],
  ['1f8b', 'archive'],
];

/** Office's compound files name their streams in UTF-16. */
function compoundKind(bytes: Buffer): FileKind {
  const names = (stream: string): boolean => bytes.includes(Buffer.from(stream, 'utf16le'));
  if (names('EncryptedPackage')) return 'encrypted';
  if (names('Workbook') || names('Book')) return 'biff';
  if (names('WordDocument')) return 'word';
  return names('PowerPoint Document') ? 'slides' : 'unknown';
}

function textKind(bytes: Buffer): FileKind {
  const head = headText(bytes);
  if (/urn:schemas-microsoft-com:office:spreadsheet/i.test(head)) return 'xmlSpreadsheet';
  if (/<(?:!doctype\s+html|html|table|body|meta)\b/i.test(head)) return 'web';
  // eslint-disable-next-line no-control-regex -- text has none of these
  return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(head) ? 'unknown' : 'text';
}

function headText(bytes: Buffer): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const head = bytes.toString('latin1', isUtf16 ? 2 : 0, 4096);
  return isUtf16 ? head.replaceAll('\0', '') : head;
}

const starts = (bytes: Buffer, hex: string): boolean => bytes.toString('hex', 0, hex.length / 2) === hex;
