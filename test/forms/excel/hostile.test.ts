// What people and programs hand in that is no sound workbook: always a problem that says so, never a crash or a hang.
import { createRequire } from 'node:module';
import type * as Xlsx from '@e965/xlsx';
import { describe as group, expect, it } from 'vitest';
import { describe, type Problem } from '../../../engine/problem/index.ts';
import { words } from '../../../engine/problem/words.ts';
import { fillWorkbook } from '../../../forms/excel/fill.ts';
import { readWorkbooks } from '../../../forms/excel/guard.ts';
import { readWorkbook, toXlsx } from '../../../forms/excel/read.ts';
import { openZip } from '../../../forms/excel/zip.ts';
import { MAIN, rawBook, rawParts, rawRows, rawZip, type RawBook, type RawParts } from './raw.ts';

const FORM = '低保月报.xlsx';
const seen = new Set<string>();

function problemsOf(bytes: Uint8Array): readonly Problem[] {
  const { workbook, problems } = readWorkbook(bytes, FORM);
  expect(workbook === null).toBe(problems.some(({ severity }) => severity === 'error'));
  for (const problem of problems) seen.add(problem.code);
  return problems;
}

/** "code where" of each problem. */
const told = (bytes: Uint8Array): string[] => problemsOf(bytes).map(({ code, origin }) => [code, origin.sheet, origin.cell].filter(Boolean).join(' '));

const good: RawBook = {
  sheets: {
    表: rawRows([
      ['项目', '数量'],
      ['人口', ''],
    ]),
  },
};
const without = (parts: RawParts, prefix: string): RawParts => Object.fromEntries(Object.entries(parts).filter(([name]) => !name.startsWith(prefix)));

/** Seconds of computing, not of waiting for a busy machine. */
function timed<T>(work: () => T): { result: T; seconds: number } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { result, seconds: (user + system) / 1e6 };
}

/** What one file may take. */
const DEADLINE = 5;
const PATIENCE = 120_000;

group('files that are no workbook', () => {
  const parts = without(rawParts(good), 'xl/');
  const compound = (stream: string): Buffer =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1000), Buffer.from(stream, 'utf16le'), Buffer.alloc(500)]);
  const cases: [string, Uint8Array, string][] = [
    ['nothing', new Uint8Array(), 'workbook.emptyFile'],
    ['zeros', new Uint8Array(5000), 'workbook.emptyFile'],
    ['noise', Buffer.from('0001feff77aa02', 'hex'), 'workbook.notAWorkbook'],
    ['an encrypted workbook', compound('EncryptedPackage'), 'workbook.encrypted'],
    ['an old .doc', compound('WordDocument'), 'workbook.otherKind'],
    ['an .xls that is damaged', compound('Workbook'), 'workbook.damagedZip'],
    ['a .docx', rawZip({ ...parts, 'word/document.xml': '<w/>' }), 'workbook.otherKind'],
    ['a .pptx', rawZip({ ...parts, 'ppt/presentation.xml': '<p/>' }), 'workbook.otherKind'],
    ['an .xlsb', rawZip({ ...parts, 'xl/workbook.bin': 'x' }), 'workbook.otherKind'],
    ['an .ods', rawZip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<o/>' }), 'workbook.otherKind'],
    ['a zip of workbooks', rawZip({ 'a.xlsx': rawBook(good) }), 'workbook.otherKind'],
    ['a package without workbook', rawZip(parts), 'workbook.notAWorkbook'],
    ['a web page named .xls', Buffer.from('\ufeff<html><table><tr><td>1</td></tr></table></html>'), 'workbook.otherKind'],
    ['XML Spreadsheet 2003', Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'), 'workbook.otherKind'],
    ['CSV', Buffer.from('项目,数量\n人口,12\n'), 'workbook.otherKind'],
    ['CSV in UTF-16', Buffer.from('\ufeffa,b\n', 'utf16le'), 'workbook.otherKind'],
    ['a PDF', Buffer.from('%PDF-1.7 ...'), 'workbook.otherKind'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'workbook.otherKind'],
  ];
  for (const [what, bytes, code] of cases) it(`such as ${what}`, () => expect(told(bytes)).toEqual([code]));
});

group('damage', () => {
  const book = rawBook(good);

  it(
    'of the zip: cut off anywhere, or with a changed byte',
    () => {
      for (let length = 4; length < book.length; length += 37) expect(told(book.subarray(0, length)).length).toBe(1);
      const offset = book.indexOf('xl/worksheets/sheet1.xml') + 40;
      const changed = Buffer.from(book);
      changed.writeUInt8(changed.readUInt8(offset) ^ 0xff, offset);
      expect(told(changed)).toContain('workbook.damagedZip');
      for (let at = 0; at < book.length; at++) {
        const flipped = Buffer.from(book);
        flipped.writeUInt8(flipped.readUInt8(at) ^ 0x55, at);
        problemsOf(flipped);
      }
    },
    PATIENCE,
  );

  it('of the XML: cut off, unbalanced, with a document type', () => {
    const damagedSheets = [
      '<sheetData><row r="1"><c r="A1"><v>1</v></c>',
      '</x></worksheet>',
      '<sheetData></sheetData></worksheet></more>',
      '<sheetData><row r="1',
      'x<!-- ',
      '',
    ];
    for (const sheet of damagedSheets) expect(told(rawBook({ sheets: { 表: sheet } }))).toContain('workbook.damagedXml 表');
    const typed = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet xmlns="${MAIN}">${rawRows([['甲']])}</worksheet>`;
    expect(told(rawBook({ sheets: { 表: typed } }))).toEqual(['workbook.damagedXml 表']);
    expect(told(rawBook({ ...good, strings: ['<t>'] }))).toEqual(['workbook.damagedXml']);
    expect(told(rawBook({ ...good, styles: '<borders><border><left style="thin"/></border>' }))).toEqual(['workbook.damagedXml']);
    expect(told(rawBook({ ...good, workbook: '<x>' }))).toEqual(['workbook.damagedXml']);
  });

  it('of a tag: a quote that nothing closes ends with the tag', () => {
    const odd = (tag: string): Uint8Array => rawBook({ sheets: { 表: `<row r="1"><c r="A1" t="inlineStr"><is><t>人口</t></is></c></row>${tag}` } });
    for (const tag of [`<row a"b="></row>`, `<row r="2"><c a'b='/></row>`, `<row a"b= ><c r="></c></row>`]) {
      const { seconds } = timed(() => problemsOf(odd(tag)));
      expect(seconds).toBeLessThan(DEADLINE);
    }
  });

  it('of the table of contents: a sheet that is not there is left out', () => {
    const parts = without(rawParts({ sheets: { 表: rawRows([['甲']]), 缺: '' } }), 'xl/worksheets/sheet2');
    const { workbook, problems } = readWorkbook(rawZip(parts), FORM);
    expect(workbook?.sheets.map(({ name }) => name)).toEqual(['表']);
    expect(problems).toMatchObject([{ code: 'workbook.sheetMissing', origin: { sheet: '缺' } }]);
    seen.add('workbook.sheetMissing');
  });

  it('is refused also when it is encrypted, zip64, or has entries that overlap or repeat', () => {
    const flagged = Buffer.from(book);
    const record = flagged.indexOf('PK\x01\x02', 0, 'latin1');
    flagged.writeUInt8(flagged.readUInt8(record + 8) | 1, record + 8);
    expect(told(flagged)).toEqual(['workbook.encrypted']);
    const large = Buffer.from(book);
    large.writeUInt32LE(0xffffffff, record + 24);
    expect(told(large)).toEqual(['workbook.zip64']);
    const overlapping = Buffer.from(book);
    overlapping.writeUInt32LE(overlapping.readUInt32LE(record + 20) + 5000, record + 20);
    expect(told(overlapping)).toEqual(['workbook.damagedZip']);
    expect(openZip(rawZip({ 'a.xml': '1', 'A.XML': '2' })).fault).toEqual({ kind: 'damaged', part: 'A.XML' });
  });
});

group('bombs', () => {
  it('are refused by what the directory says, without inflating', () => {
    const bomb = rawBook({ ...good, parts: { 'xl/worksheets/sheet1.xml': Buffer.alloc(30 * 1024 * 1024, 32) } });
    const { result, seconds } = timed(() => told(bomb));
    expect(result).toEqual(['workbook.bomb']);
    expect(seconds).toBeLessThan(1);
  });

  it('are stopped when the directory lies', () => {
    expect(told(rawBook({ ...good, parts: { 'xl/worksheets/sheet1.xml': Buffer.alloc(30 * 1024 * 1024, 32) }, zip: { claimBytes: 1000 } }))).toContain(
      'workbook.damagedZip',
    );
  });

  it(
    'of entities, shared formulas and nesting do no harm',
    () => {
      const members = Array.from({ length: 20_000 }, (_, row) => `<row r="${row + 2}"><c r="A${row + 2}"><f t="shared" si="0"/><v>1</v></c></row>`).join('');
      const master = `<row r="1"><c r="A1" t="str"><f t="shared" ref="A1:A20001" si="0">${'B1+'.repeat(2700)}1</f><v>x</v></c></row>`;
      const nested = `<row r="1"><c r="A1" t="str"><f>${'('.repeat(4000)}1${')'.repeat(4000)}</f><v>x</v></c><c r="B1"/></row>`;
      const deep = `${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}`;
      const bracket = `<row r="1"><c r="A1" t="str"><f>${'['.repeat(8000)}</f><v>x</v></c></row>`.repeat(1);
      const quotes = `<row r="1">${'<c x y z/>'.repeat(100_000)}<c r="A1"><v>1</v></c></row>`;
      for (const data of [master + members, nested, bracket, quotes]) {
        const bytes = rawBook({ sheets: { 表: `<sheetData>${data}</sheetData>${deep}` } });
        expect(timed(() => problemsOf(bytes)).seconds).toBeLessThan(DEADLINE);
        expect(timed(() => fillWorkbook(bytes, [{ sheet: '表', cells: [{ cell: 'B1', value: 1 }], rosters: [] }])).seconds).toBeLessThan(DEADLINE);
      }
    },
    PATIENCE,
  );
});

group('sheets that are larger than their content', () => {
  const styles = '<borders><border/><border><left style="thin"/></border></borders><cellXfs><xf/><xf borderId="1"/></cellXfs>';

  it(
    'a million formatted rows are not a million cells',
    () => {
      const rows = Array.from({ length: 1_048_576 }, (_, row) => `<row r="${row + 1}" s="1" customFormat="1"><c r="A${row + 1}" s="1"/></row>`);
      rows[0] = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>';
      const bytes = rawBook({ styles, sheets: { 表: `<sheetData>${rows.join('')}</sheetData>` } });
      const { result, seconds } = timed(() => readWorkbook(bytes, FORM));
      expect(result.problems).toEqual([]);
      expect(result.workbook?.sheets[0]?.cells.length).toBeLessThan(2000);
      expect(seconds).toBeLessThan(DEADLINE);
      const answer = [{ sheet: '表', cells: [{ cell: 'B2', value: 1 }], rosters: [] }];
      expect(timed(() => fillWorkbook(bytes, answer)).seconds).toBeLessThan(DEADLINE);
    },
    PATIENCE,
  );

  it('whole columns and rows of merges, validations and widths cost nothing', () => {
    const sheet =
      `<cols><col min="1" max="16384" width="9" style="1"/></cols>${rawRows([
        ['标题', ''],
        ['甲', '乙'],
      ])}<mergeCells><mergeCell ref="A3:A1048576"/><mergeCell ref="A1:XFD1"/></mergeCells>` +
      `<dataValidations>${'<dataValidation type="list" sqref="B1:B1048576 C:XFD"><formula1>$A:$A</formula1></dataValidation>'.repeat(3000)}</dataValidations>`;
    const { result, seconds } = timed(() => readWorkbook(rawBook({ styles, sheets: { 表: sheet } }), FORM));
    const read = result.workbook?.sheets[0];
    expect(read?.merges).toEqual([{ top: 1, left: 1, bottom: 1, right: 2 }]);
    expect(read?.validations[0]).toEqual({ ranges: [{ top: 1, left: 2, bottom: 2, right: 2 }], values: ['标题', '甲'] });
    expect(read?.columnWidths.size).toBe(2);
    expect(seconds).toBeLessThan(DEADLINE);
  });

  it('quotes, brackets, format codes, borders and tags that never end, and widths over each other, cost nothing', () => {
    const quotes = "'".repeat(200_000);
    const list = `<dataValidations><dataValidation type="list" sqref="A1"><formula1>${quotes}</formula1></dataValidation><dataValidation type="list" sqref="B1"><formula1>名</formula1></dataValidation></dataValidations>`;
    const heading = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="XFD1" t="s"><v>0</v></c></row>';
    const unclosed = ["'", '[', 'a[', 'a[[]'].flatMap((sign) => Array.from({ length: 5 }, () => sign.repeat(8000 / sign.length)));
    const formulas = unclosed.map((formula, row) => `<row r="${row + 2}"><c r="A${row + 2}"><f>${formula}</f><v>1</v></c></row>`).join('');
    const bytes = rawBook({
      sheets: { 表: `<cols>${'<col min="1" max="16384" width="9" hidden="1"/>'.repeat(20_000)}</cols><sheetData>${heading}${formulas}</sheetData>${list}` },
      strings: [`<r>${'<rPr></rPr >'.repeat(60_000)}<t>标题</t></r>`],
      workbook: `<definedNames><definedName name="名">${quotes}</definedName></definedNames>`,
      styles:
        `<numFmts><numFmt numFmtId="200" formatCode="${'h'.repeat(100_000)}"/></numFmts><fonts>${'<font></font >'.repeat(20_000)}</fonts>` +
        `<borders><border><left${' '.repeat(60_000)}/></border></borders><cellXfs><xf/><xf numFmtId="200"/></cellXfs>`,
    });
    const { result, seconds } = timed(() => readWorkbook(bytes, FORM));
    const sheet = result.workbook?.sheets[0];
    expect(sheet?.cells[0]?.text).toBe('标题');
    expect(sheet?.hiddenColumns.size).toBe(16_384);
    expect(sheet?.validations.map(({ values }) => values)).toEqual([null, null]);
    expect(seconds).toBeLessThan(DEADLINE);
  });

  it(
    'too many cells are cut with a warning, too many rows of data refused',
    () => {
      const cells = (row: number, count: number): string => `<row r="${row}">${'<c><v>1</v></c>'.repeat(count)}</row>`;
      const wide = rawBook({ sheets: { 表: `<sheetData>${Array.from({ length: 25 }, (_, row) => cells(row + 1, 10_000)).join('')}</sheetData>` } });
      expect(told(wide)).toEqual(['workbook.tooManyCells 表 A21']);
      const long = rawBook({ sheets: { 表: `<sheetData>${Array.from({ length: 60_000 }, (_, row) => cells(row + 1, 1)).join('')}</sheetData>` } });
      expect(told(long)).toEqual(['workbook.tooManyRows 表']);
      expect(readWorkbook(wide, FORM, { filled: true }).workbook?.sheets[0]?.cells).toHaveLength(250_000);
      expect(readWorkbook(long, FORM, { filled: true }).workbook?.sheets[0]?.cells).toHaveLength(60_000);
    },
    PATIENCE,
  );

  it(
    'a filled workbook that cannot be read whole is not used, and the rows left out are counted',
    () => {
      const row = (number: number): string => `<row r="${number}">${'<c><v>1</v></c>'.repeat(12_000)}</row>`;
      const bytes = rawBook({ sheets: { 表: `<sheetData>${Array.from({ length: 86 }, (_, index) => row(index + 1)).join('')}</sheetData>` } });
      const { workbook, problems } = readWorkbook(bytes, FORM, { filled: true });
      for (const { code } of problems) seen.add(code);
      expect(workbook).toBeNull();
      expect(problems).toMatchObject([
        { code: 'workbook.tooMuchFilled', severity: 'error', params: { rows: 3, limit: 1_000_000 }, origin: { sheet: '表', cell: 'EWW84' } },
      ]);
    },
    PATIENCE,
  );

  it('a text longer than a cell may have refuses a filled workbook', () => {
    const sheet = `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${'长'.repeat(40_000)}</t></is></c></row></sheetData>`;
    expect(readWorkbook(rawBook({ sheets: { 表: sheet } }), FORM, { filled: true })).toMatchObject({
      workbook: null,
      problems: [{ code: 'workbook.labelTooLong', severity: 'error' }],
    });
  });
});

group('odd contents', () => {
  it('a sentence that nobody would read is named, and notes of many sentences are not', () => {
    const sheet = (text: string): Buffer =>
      rawBook({ sheets: { 表: `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData>` } });
    expect(told(sheet('低保人数说明文字'.repeat(4000)))).toEqual(['workbook.endlessText 表 A1']);
    expect(told(sheet('老年人指60周岁及以上的常住人口。'.repeat(1000)))).toEqual([]);
  });

  it('are named with their cell', () => {
    const sheet =
      '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲_x0001_&#xD800;乙&#xFFFE;</t></is></c>' +
      `<c r="B1" t="inlineStr"><is><t>${'长'.repeat(40_000)}</t></is></c></row><row r="2"><c r="A2"><f>B2+1</f></c><c r="B2"><f>SUM(A1:A3)</f></c></row></sheetData><mergeCells><mergeCell ref="A4:B5"/><mergeCell ref="B5:C6"/></mergeCells>`;
    const bytes = rawBook({ sheets: { 表: sheet }, relations: { rId8: ['externalLink', 'externalLinks/e1.xml'], rId9: ['vbaProject', 'vbaProject.bin'] } });
    expect(told(bytes)).toEqual([
      'workbook.macro',
      'workbook.externalLinks',
      'workbook.cycle 表 A2',
      'workbook.badCharacters 表 A1',
      'workbook.labelTooLong 表 B1',
      'workbook.mergeOverlap 表 B5',
    ]);
    const cells = readWorkbook(bytes, FORM).workbook?.sheets[0]?.cells ?? [];
    expect(cells[0]?.text).toBe('甲乙');
    expect(cells[1]?.text).toHaveLength(32_767);
  });

  it('formulas too long to read leave their cells computed, and are told once', () => {
    const long = `<row r="1"><c r="A1" t="inlineStr"><is><t>标题</t></is></c><c r="B1"><f>${'1+'.repeat(4200)}1</f></c><c r="C1"><f t="shared" si="9"/></c></row>`;
    const sum = `"${'长'.repeat(8000)}"&amp;`;
    const shared = Array.from({ length: 260 }, (_, row) => `<row r="${row + 3}"><c r="A${row + 3}"><f t="shared" si="0"/><v>1</v></c></row>`).join('');
    const bytes = rawBook({
      sheets: { 表: `<sheetData>${long}<row r="2"><c r="A2"><f t="shared" ref="A2:A262" si="0">${sum}B1</f></c></row>${shared}</sheetData>` },
    });
    expect(told(bytes)).toEqual(['workbook.formulaUnread 表 B1']);
    const cells = readWorkbook(bytes, FORM).workbook?.sheets[0]?.cells ?? [];
    expect(cells.filter(({ formula }) => formula === null).map(({ text }) => text)).toEqual(['标题']);
    expect(cells.filter(({ formula }) => formula === '…').length).toBeGreaterThan(10);
    const filled = fillWorkbook(bytes, [{ sheet: '表', cells: [{ cell: 'D9', value: 1 }], rosters: [] }], FORM);
    const last = filled.bytes && readWorkbook(filled.bytes, FORM).workbook?.sheets[0]?.cells.at(-1);
    expect(last).toMatchObject({ row: 262, value: null, formula: '…' });
  });

  it('formulas that go round are found whichever corner of a range, and in whatever case a sheet, is written', () => {
    for (const sum of ['SUM(A3:A3)', 'SUM(A4:A3)', 'SUM(SHEET!A3)']) {
      const sheet = `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>标题</t></is></c></row><row r="2"><c r="A2"><f>${sum}</f></c></row><row r="3"><c r="A3"><f>A2</f></c></row></sheetData>`;
      expect(told(rawBook({ sheets: { Sheet: sheet } }))).toEqual(['workbook.cycle Sheet A2']);
    }
  });

  it('bytes that are no UTF-8 are left out with a warning', () => {
    const xml = Buffer.concat([
      Buffer.from(`<worksheet xmlns="${MAIN}"><sheetData><row><c t="inlineStr"><is><t>甲`),
      Buffer.from([0xff]),
      Buffer.from('乙</t></is></c></row></sheetData></worksheet>'),
    ]);
    expect(told(rawBook({ ...good, parts: { 'xl/worksheets/sheet1.xml': xml } }))).toEqual(['workbook.badCharacters 表 A1']);
  });

  it('a workbook without any text is refused', () => {
    expect(told(rawBook({ sheets: { 表: '<sheetData><row><c/></row></sheetData>' } }))).toEqual(['workbook.empty']);
    expect(told(rawBook({ sheets: {} }))).toEqual(['workbook.empty']);
  });
});

group('.xls', () => {
  const xlsx: typeof Xlsx = createRequire(import.meta.url)('@e965/xlsx');
  const book = xlsx.utils.book_new();
  const sheet = xlsx.utils.aoa_to_sheet([['人口情况'], ['总人口', 120]]);
  sheet['!merges'] = [xlsx.utils.decode_range('A1:B1')];
  xlsx.utils.book_append_sheet(book, sheet, '表');
  const bytes = new Uint8Array(xlsx.write(book, { type: 'buffer', bookType: 'biff8' }));

  it('is converted with a hint, and can be filled', () => {
    const { workbook, problems } = readWorkbook(bytes, '人口.xls');
    expect(problems).toMatchObject([{ code: 'workbook.converted', severity: 'hint' }]);
    seen.add('workbook.converted');
    expect(workbook?.sheets[0]?.cells.map(({ text }) => text).filter(Boolean)).toEqual(['人口情况', '总人口', '120']);
    expect(workbook?.sheets[0]?.merges).toHaveLength(1);
    const filled = fillWorkbook(toXlsx(bytes, '人口.xls').bytes ?? bytes, [{ sheet: '表', cells: [{ cell: 'B2', value: 7 }], rosters: [] }]);
    expect(readWorkbook(filled.bytes ?? bytes, FORM).workbook?.sheets[0]?.cells.at(-1)?.value).toBe(7);
  });
});

group('many files', () => {
  const worker = new URL('./stubborn.mjs', import.meta.url);
  const files = ['a', 'hangs', 'b', 'eats', 'c'].map((file) => ({ file, bytes: rawBook(good) }));

  it(
    'one that hangs or eats memory does not keep the others from being read',
    async () => {
      const results = await readWorkbooks(files, { worker, inlineBytes: 0, secondsPerFile: 3, heapMebibytes: 32 });
      expect(results.map(({ workbook, problems }) => workbook?.file ?? problems[0]?.code)).toEqual(['a', 'workbook.tooSlow', 'b', 'workbook.outOfMemory', 'c']);
      for (const { problems } of results) for (const { code } of problems) seen.add(code);
    },
    PATIENCE,
  );

  it(
    'a fault of the reader is not laid to the file',
    async () => {
      const [file, bytes] = ['throws', rawBook(good)];
      await expect(readWorkbooks([{ file, bytes }], { worker, inlineBytes: 0 })).rejects.toThrow('unforeseen');
      await expect(readWorkbooks([{ file: 'ends', bytes }], { worker, inlineBytes: 0 })).rejects.toThrow('ended by itself');
    },
    PATIENCE,
  );

  it(
    'go to the worker by what they come to, whatever their parts are called',
    async () => {
      const parts = { ...rawParts(good), 'xl/worksheets/sheet9.bin': Buffer.alloc(200_000) };
      const [guarded] = await readWorkbooks([{ file: 'a', bytes: rawZip(parts) }], { worker, inlineBytes: 100_000 });
      expect(guarded?.workbook?.sheets).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'are read here when small, in the real worker when not, with the same result',
    async () => {
      const pack = [
        { file: FORM, bytes: rawBook(good) },
        { file: 'x.xlsx', bytes: Buffer.from('no') },
      ];
      const here = await readWorkbooks(pack);
      expect(here.map(({ problems }) => problems.map(({ code }) => code))).toEqual([[], ['workbook.otherKind']]);
      const guarded = await readWorkbooks(pack, { inlineBytes: 0 });
      expect(guarded).toEqual(here);
    },
    PATIENCE,
  );
});

it('every problem of reading and filling has words in both languages and is seen in these tests', () => {
  const codes = Object.keys(words).filter((code) => code.startsWith('workbook.'));
  expect(codes.filter((code) => !seen.has(code))).toEqual([]);
  const [problem] = problemsOf(Buffer.from('a,b\n'));
  expect(problem && describe(problem, 'zh')).toBe('[低保月报.xlsx] 这不是 Excel 工作簿,而是纯文本(如 CSV),请用 Excel 或 WPS 打开并另存为 .xlsx,再试一次。');
  expect(problem && describe(problem, 'en')).toBe(
    '[低保月报.xlsx] This is not an Excel workbook but plain text (such as CSV). Open it in Excel or WPS, save it as .xlsx and try again.',
  );
});
