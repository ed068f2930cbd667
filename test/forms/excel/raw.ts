// Workbooks written by hand for tests: zips from parts, and minimal workbooks around a sheet's XML.
import { crc32, deflateRawSync } from 'node:zlib';

export type RawParts = Readonly<Record<string, string | Uint8Array>>;

/** How a raw zip differs from the usual one. */
export interface RawZipOptions {
  readonly stored?: boolean;
  /** Sizes and checksum follow the data instead of standing in the local header. */
  readonly descriptors?: boolean;
  readonly prefix?: Uint8Array;
  /** Sizes to claim in the directory instead of the true ones. */
  readonly claimBytes?: number;
  readonly comment?: string;
}

/** A zip of the parts, in their order. */
export function rawZip(parts: RawParts, options: RawZipOptions = {}): Buffer {
  const pieces: Buffer[] = [Buffer.from(options.prefix ?? [])];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content);
    const packed = options.stored ? data : deflateRawSync(data);
    const local = header(0x04034b50, 30, name, data, packed, options);
    const descriptor = options.descriptors ? descriptorOf(data, packed) : Buffer.alloc(0);
    if (options.descriptors) local.fill(0, 14, 26);
    const record = header(0x02014b50, 46, name, data, packed, options);
    record.writeUInt32LE(offset, 42);
    pieces.push(local, packed, descriptor);
    records.push(record);
    offset += local.length + packed.length + descriptor.length;
  }
  return Buffer.concat([...pieces, ...records, endRecord(records, offset, options.comment ?? '')]);
}

function header(signature: number, bytes: number, name: string, data: Buffer, packed: Buffer, options: RawZipOptions): Buffer {
  const nameBytes = Buffer.from(name, 'utf8');
  const record = Buffer.alloc(bytes + nameBytes.length);
  const from = bytes === 30 ? 4 : 6;
  record.writeUInt32LE(signature, 0);
  record.writeUInt16LE(20, from);
  record.writeUInt16LE(0x800 | (options.descriptors ? 8 : 0), from + 2);
  record.writeUInt16LE(options.stored ? 0 : 8, from + 4);
  record.writeUInt32LE(crc32(data), from + 10);
  record.writeUInt32LE(packed.length, from + 14);
  record.writeUInt32LE(options.claimBytes ?? data.length, from + 18);
  record.writeUInt16LE(nameBytes.length, from + 22);
  nameBytes.copy(record, bytes);
  return record;
}

function descriptorOf(data: Buffer, packed: Buffer): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(crc32(data), 4);
  descriptor.writeUInt32LE(packed.length, 8);
  descriptor.writeUInt32LE(data.length, 12);
  return descriptor;
}

function endRecord(records: readonly Buffer[], offset: number, comment: string): Buffer {
  const end = Buffer.alloc(22 + comment.length);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(records.length, 8);
  end.writeUInt16LE(records.length, 10);
  end.writeUInt32LE(
    records.reduce((sum, record) => sum + record.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  end.write(comment, 22, 'latin1');
  return end;
}

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** What a raw workbook is made of; everything but the sheets has a usual form. */
export interface RawBook {
  /** Name → what stands inside <worksheet>, or the whole part when it begins with "<?xml" or "<x:". */
  readonly sheets: Readonly<Record<string, string>>;
  readonly strings?: readonly string[];
  readonly styles?: string;
  /** Put behind <sheets> in the workbook part. */
  readonly workbook?: string;
  readonly workbookPr?: string;
  readonly sheetStates?: Readonly<Record<string, string>>;
  /** More parts, or other contents for the usual ones. */
  readonly parts?: RawParts;
  /** More relationships of the workbook: id → [kind, target]. */
  readonly relations?: Readonly<Record<string, readonly [string, string]>>;
  readonly zip?: RawZipOptions;
}

/** The bytes of a workbook. */
export function rawBook(book: RawBook): Buffer {
  return rawZip(rawParts(book), book.zip);
}

/** The parts of a workbook, to be changed before they are zipped. */
export function rawParts(book: RawBook): Record<string, string | Uint8Array> {
  const names = Object.keys(book.sheets);
  const relations: [string, readonly [string, string]][] = names.map((_, index) => [`rId${index + 1}`, ['worksheet', `worksheets/sheet${index + 1}.xml`]]);
  if (book.strings) relations.push(['rIdStrings', ['sharedStrings', 'sharedStrings.xml']]);
  if (book.styles) relations.push(['rIdStyles', ['styles', 'styles.xml']]);
  relations.push(...Object.entries(book.relations ?? {}));
  return {
    '[Content_Types].xml': contentTypes(),
    '_rels/.rels': rels([['rId1', ['officeDocument', 'xl/workbook.xml']]]),
    'xl/workbook.xml': workbookXml(book, names),
    'xl/_rels/workbook.xml.rels': rels(relations),
    ...Object.fromEntries(Object.values(book.sheets).map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)])),
    ...(book.strings ? { 'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${book.strings.map((item) => `<si>${item}</si>`).join('')}</sst>` } : {}),
    ...(book.styles ? { 'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${book.styles}</styleSheet>` } : {}),
    ...book.parts,
  };
}

/** A relationships part: id → [kind, target]. */
export function rels(relations: readonly (readonly [string, readonly [string, string]])[]): string {
  const items = relations.map(([id, [kind, target]]) => `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function contentTypes(): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' +
    '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'
  );
}

function workbookXml(book: RawBook, names: readonly string[]): string {
  const sheets = names.map((name, index) => {
    const state = book.sheetStates?.[name];
    return `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`;
  });
  return (
    `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
    `${book.workbookPr ?? ''}<sheets>${sheets.join('')}</sheets>${book.workbook ?? ''}</workbook>`
  );
}

function sheetXml(sheet: string): string {
  if (/^\s*<(\?xml|x:)/.test(sheet)) return sheet;
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">${sheet}</worksheet>`;
}

/** Rows of inline texts and numbers, drawn as a table; an empty string is an empty cell that is not written. */
export function rawRows(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number, row: number, column: number): string => {
    const at = String.fromCharCode(65 + column) + (row + 1);
    if (value === '') return '';
    return typeof value === 'number' ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const drawn = rows.map((values, row) => `<row r="${row + 1}">${values.map((value, column) => cell(value, row, column)).join('')}</row>`);
  return `<sheetData>${drawn.join('')}</sheetData>`;
}
