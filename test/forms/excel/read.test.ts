// What the reader makes of everything that spreadsheet programs legally write.
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { cellName, type Cell, type Sheet } from '../../../engine/model/sheet.ts';
import { readWorkbook } from '../../../forms/excel/read.ts';
import { MAIN, rawBook, rawRows, rels, type RawBook } from './raw.ts';

const FORM = 'form.xlsx';

function sheetsOf(book: RawBook | Uint8Array): readonly Sheet[] {
  const { workbook, problems } = readWorkbook(book instanceof Uint8Array ? book : rawBook(book), FORM);
  if (!workbook) throw new Error(JSON.stringify(problems));
  return workbook.sheets;
}

function sheetOf(book: RawBook | Uint8Array): Sheet {
  const [sheet] = sheetsOf(book);
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

/** "A1=text B2=…" of the cells that show something. */
const shown = (sheet: Sheet): string =>
  sheet.cells
    .filter(({ text }) => text !== '')
    .map(({ row, column, text }) => `${cellName(row, column)}=${text}`)
    .join(' ');

function cellAt(sheet: Sheet, name: string): Cell {
  const cell = sheet.cells.find(({ row, column }) => cellName(row, column) === name);
  if (!cell) throw new Error(`no cell ${name}`);
  return cell;
}

const one = (data: string): RawBook => ({ sheets: { 表: `<sheetData>${data}</sheetData>` } });

describe('cells', () => {
  it('reads every way to write a text', () => {
    const sheet = sheetOf({
      strings: [
        '<t>共享</t>',
        '<r><t>富</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 文本</t></r>',
        '<t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh><phoneticPr fontId="1"/>',
      ],
      sheets: {
        表:
          '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>' +
          '<c r="D1" t="inlineStr"><is><t>内&#32852;&amp;&#x4E00;</t></is></c><c r="E1" t="str"><f>"公"&amp;"式"</f><v>公式</v></c>' +
          '<c r="F1" t="inlineStr"><is><t><![CDATA[<原样>]]></t></is></c><c r="G1" t="b"><v>1</v></c><c r="H1" t="e"><v>#REF!</v></c></row></sheetData>',
      },
    });
    expect(shown(sheet)).toBe('A1=共享 B1=富 文本 C1=漢 D1=内联&一 E1=公式 F1=<原样> G1=TRUE H1=#REF!');
    expect(cellAt(sheet, 'E1').formula).toBe('"公"&"式"');
    expect(cellAt(sheet, 'G1').value).toBe(true);
  });

  it('reads cells the same however their tags are written', () => {
    const styles =
      '<fonts><font><sz val="9"/></font><font><b val="0"/></font><font><b/></font></fonts><fills><fill/></fills>' +
      '<borders><border><left style="none"/></border><border><top/><bottom style=\'thin\'><color/></bottom></border><border/></borders>' +
      '<cellXfs><xf numFmtId="0"/><xf fontId="1" borderId="0"/><xf borderId="1" fontId="2"/></cellXfs>';
    const prefixed = styles.replaceAll(/<(\/?)(?=\w)/g, '<$1x:');
    const written = (cells: string, look: string): string => {
      const sheet = sheetOf({
        strings: ['<t>甲&amp;乙</t>', '<t>丙</t>', '<t xml:space="preserve"> 丁_x0041_</t>'],
        styles: look,
        ...one(`<row r="2">${cells}</row>`),
      });
      return sheet.cells
        .map(({ row, column, value, style }) => `${cellName(row, column)}=${value}${style.bold ? ' bold' : ''}${style.bordered ? ' box' : ''}`)
        .join('; ');
    };
    const plain = written(
      '<c r="A2" s="2"/><c r="B2" s="1" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" s="2"><v>4</v></c><c r="E2" t="s"><v>2</v></c>',
      styles,
    );
    const loose = written(
      '<c r="A2" s="2" /><c  r="B2" t="s" s="1" ><v>0</v></c><c s="0" r="C2" t=\'s\'><v>1</v></c><c r="D2" s="2" t="n"><v>4</v></c><c r="E2" t="s"><v>2</v ></c>',
      prefixed,
    );
    expect(plain).toBe('A2=null bold box; B2=甲&乙; C2=丙; D2=4 bold box; E2= 丁A');
    expect(loose).toBe(plain);
  });

  it('keeps line breaks as \\n and resolves _xHHHH_ escapes', () => {
    const text = 'a_x000D_&#10;b&#13;&#10;c_x005F_x0041_';
    expect(cellAt(sheetOf(one(`<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`)), 'A1').value).toBe('a\nb\nc_x0041_');
  });

  it('counts cells and rows that do not say where they are', () => {
    const data =
      '<row><c><v>1</v></c><c><v>2</v></c><c r="E1"><v>3</v></c><c><v>4</v></c></row><row r="4"><c><v>5</v></c></row><row><c r="B5"><v>6</v></c></row>';
    expect(shown(sheetOf(one(data)))).toBe('A1=1 B1=2 E1=3 F1=4 A4=5 B5=6');
  });

  it('counts a row whose number is none, and takes blanks for no value', () => {
    const data =
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="0"><c><v>2</v></c></row><row r="x"><c r="B3"><v>3</v></c></row>' +
      '<row r="4"><c r="A4"><v> </v></c><c r="B4" t="s"><v>\n</v></c><c r="C4" t="str"><v> </v></c><c r="D4"><v> 4 </v></c></row>';
    expect(shown(sheetOf({ ...one(data), strings: ['<t>甲</t>'] }))).toBe('A1=1 A2=2 B3=3 C4=  D4=4');
  });

  it('reads prefixed and single-quoted XML, comments and an exotic sheet name', () => {
    const sheet = `<x:worksheet xmlns:x="${MAIN}"><!-- <x:c/> --><x:sheetData><x:row r='1' note="a>b"><x:c r='A1' t = 'inlineStr'><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(shown(sheetOf({ sheets: { 'A &amp; B': sheet } }))).toBe('A1=甲');
    expect(sheetOf({ sheets: { 'A &amp; B': sheet } }).name).toBe('A & B');
  });

  it('reads UTF-16 and marked UTF-8 parts', () => {
    const xml = `<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="${MAIN}">${rawRows([['姓名', 7]])}</worksheet>`;
    const utf16 = Buffer.from(`\ufeff${xml}`, 'utf16le');
    const big = Buffer.from(utf16).swap16();
    const marked = Buffer.from(`\ufeff${xml.replace('UTF-16', 'UTF-8')}`, 'utf8');
    for (const part of [utf16, big, marked]) expect(shown(sheetOf({ sheets: { 表: '' }, parts: { 'xl/worksheets/sheet1.xml': part } }))).toBe('A1=姓名 B1=7');
  });

  it('puts cells that come out of order in order, the one with a value first', () => {
    const data = '<row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c><c r="A1"/></row>';
    expect(shown(sheetOf(one(data)))).toBe('A1=1 A2=3 B2=4');
  });

  it('writes shared formulas out for each cell and leaves members of array formulas their values', () => {
    const data =
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">SUM($A1:A$1)+Sheet2!C1+LOG10(2)&amp;"A1"</f><v>2</v></c></row>' +
      '<row r="2"><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>' +
      '<row r="3"><c r="C3"><f t="array" ref="C3:C4">A1:A2*2</f><v>2</v></c></row><row r="4"><c r="C4"><v>4</v></c></row>';
    const sheet = sheetOf(one(data));
    expect(cellAt(sheet, 'B2').formula).toBe('SUM($A2:A$1)+Sheet2!C2+LOG10(2)&"A1"');
    expect(cellAt(sheet, 'C3').formula).toBe('A1:A2*2');
    expect(cellAt(sheet, 'C4').formula).toBeNull();
  });

  it('shows dates as dates, and numbers in plain digits', () => {
    const formats = ['yyyy-mm-dd', 'yyyy"年"m"月"', 'h:mm', '0.00'];
    const styles =
      `<numFmts>${formats.map((code, index) => `<numFmt numFmtId="${170 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts>` +
      `<cellXfs>${[0, 14, 170, 171, 172, 173, 57].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs>`;
    const data = `<sheetData><row>${[46387, 46387, 46387, 46387, 0.5, 0.1, 46387].map((value, style) => `<c s="${style}"><v>${value}</v></c>`).join('')}<c><v>1E-7</v></c><c><v>12345678901234567890</v></c><c s="99"><v>0.30000000000000004</v></c><c t="d" s="2"><v>2026-12-31T00:00:00Z</v></c></row></sheetData>`;
    expect(shown(sheetOf({ styles, sheets: { 表: data } }))).toBe(
      'A1=46387 B1=2026-12-31 C1=2026-12-31 D1=2026-12 E1=12:00 F1=0.1 G1=2026-12 H1=0.0000001 I1=12345678901234600000 J1=0.3 K1=2026-12-31',
    );
    const early = sheetOf({ styles, workbookPr: '<workbookPr date1904="1"/>', sheets: { 表: data } });
    expect(cellAt(early, 'C1').text).toBe('2031-01-01');
    const last = (value: number, workbookPr = ''): string => shown(sheetOf({ styles, workbookPr, ...one(`<row><c s="1"><v>${value}</v></c></row>`) }));
    expect([2958465.5, 2958465.999999, 2958466].map((value) => last(value))).toEqual(['A1=9999-12-31', 'A1=2958465.999999', 'A1=2958466']);
    expect([2957003, 2957004].map((value) => last(value, '<workbookPr date1904="1"/>'))).toEqual(['A1=9999-12-31', 'A1=2957004']);
  });

  it('reads styles, and does without them', () => {
    const styles =
      '<fonts><font/><font><b/></font><font><b val="0"/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill></fill>' +
      '<fill><patternFill patternType="solid"><fgColor theme="0" tint="-0.1"/></patternFill></fill></fills><borders><border/><border><left style="thin"/></border></borders>' +
      '<cellStyleXfs><xf fontId="1"/></cellStyleXfs><cellXfs><xf/><xf fontId="1" fillId="2" borderId="1"><alignment horizontal="center" indent="2"/></xf><xf fontId="2" fillId="1"/></cellXfs><dxfs><dxf><font><b/></font></dxf></dxfs>';
    const sheet = sheetOf({ styles, sheets: { 表: '<sheetData><row><c s="1"><v>1</v></c><c s="2"><v>1</v></c></row></sheetData>' } });
    expect(cellAt(sheet, 'A1').style).toEqual({ indent: 2, bold: true, filled: true, bordered: true, horizontal: 'center', numberFormat: 'General' });
    expect(cellAt(sheet, 'B1').style).toEqual({ indent: 0, bold: false, filled: false, bordered: false, horizontal: 'general', numberFormat: 'General' });
  });
});

describe('sheets', () => {
  it('finds sheets by relationship: any part name, absolute targets, backslashes, strict namespaces', () => {
    const sheet = `<?xml version="1.0"?><worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main">${rawRows([['甲']])}</worksheet>`;
    const relations = rels([['rId1', ['worksheet', '/xl/sheets/第一页.xml']]]).replaceAll(
      'http://schemas.openxmlformats.org/officeDocument/2006',
      'http://purl.oclc.org/ooxml/officeDocument',
    );
    const book = rawBook({ sheets: { 表: '' }, parts: { 'xl\\sheets\\第一页.xml': sheet, 'xl/_rels/workbook.xml.rels': relations } });
    expect(shown(sheetOf(book))).toBe('A1=甲');
  });

  it('knows hidden sheets, rows and columns, widths and heights', () => {
    const data = `<cols><col min="1" max="1" width="20"/><col min="2" max="16384" width="9" hidden="1"/></cols><sheetData><row r="1" ht="30"><c r="C1"><v>1</v></c></row><row r="2" hidden="true"><c r="A2"><v>1</v></c></row></sheetData>`;
    const [first, second] = sheetsOf({ sheets: { 明: data, 暗: rawRows([['选项']]) }, sheetStates: { 暗: 'veryHidden' } });
    expect(first?.hidden).toBe(false);
    expect(second?.hidden).toBe(true);
    expect([...(first?.columnWidths ?? [])]).toEqual([
      [1, 20],
      [2, 9],
      [3, 9],
    ]);
    expect([...(first?.hiddenColumns ?? [])]).toEqual([2, 3]);
    expect([...(first?.rowHeights ?? [])]).toEqual([[1, 30]]);
    expect([...(first?.hiddenRows ?? [])]).toEqual([2]);
  });

  it('resolves lists: inline, ranges, other sheets, defined names, Excel 2010 extensions; not what must be calculated', () => {
    const list = (cell: string, formula: string): string => `<dataValidation type="list" sqref="${cell}"><formula1>${formula}</formula1></dataValidation>`;
    const sheet =
      rawRows([
        ['问', '甲'],
        ['', '乙'],
        ['', ''],
        ['', 3],
      ]) +
      `<dataValidations>${list('A1', '"是, 否"')}${list('A2:A3 C1', '$B$1:$B$4')}${list('A4', "'选 项'!$A:$A")}${list('A1', '性别')}${list('A1', 'INDIRECT(B1)')}<dataValidation type="whole" sqref="A1"><formula1>1</formula1></dataValidation></dataValidations>` +
      '<extLst><ext><x14:dataValidations xmlns:x14="x" xmlns:xm="y"><x14:dataValidation type="list"><x14:formula1><xm:f>\'选 项\'!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>B2 B3</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>';
    const workbook = '<definedNames><definedName name="性别">\'选 项\'!$A$1:$A$2</definedName></definedNames>';
    const { validations } = sheetOf({ sheets: { 表: sheet, '选 项': rawRows([['男'], ['女'], ['不详']]) }, workbook });
    expect(validations.map(({ values }) => values?.join('/') ?? null)).toEqual(['是/否', '甲/乙/3', '男/女/不详', '男/女', null, '男/女']);
    expect(validations[5]?.ranges).toEqual([
      { top: 2, left: 2, bottom: 2, right: 2 },
      { top: 3, left: 2, bottom: 3, right: 2 },
    ]);
  });

  it('reads notes of both kinds, a conversation instead of the note that stands in for it', () => {
    const parts = {
      'xl/worksheets/_rels/sheet1.xml.rels': rels([
        ['rId1', ['comments', '../comments1.xml']],
        ['rId2', ['threadedComment', '../threadedComments/threadedComment1.xml']],
      ]),
      'xl/comments1.xml': `<comments xmlns="${MAIN}"><commentList><comment ref="A1"><text><r><t>含</t></r><r><t>户籍人口</t></r></text></comment><comment ref="B2"><text><t>[线程批注]</t></text></comment></commentList></comments>`,
      'xl/threadedComments/threadedComment1.xml':
        '<ThreadedComments><threadedComment ref="B2"><text>问</text></threadedComment><threadedComment ref="B2"><text>答</text></threadedComment></ThreadedComments>',
    };
    expect(sheetOf({ sheets: { 表: rawRows([['甲']]) }, parts }).notes).toEqual([
      { row: 1, column: 1, text: '含户籍人口' },
      { row: 2, column: 2, text: '问\n答' },
    ]);
  });

  it('keeps the first of overlapping merges and says so', () => {
    const sheet = `${rawRows([['标题'], ['甲']])}<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B1:D2"/><mergeCell ref="A2:A3"/></mergeCells>`;
    const { workbook, problems } = readWorkbook(rawBook({ sheets: { 表: sheet } }), FORM);
    expect(workbook?.sheets[0]?.merges).toEqual([
      { top: 1, left: 1, bottom: 1, right: 3 },
      { top: 2, left: 1, bottom: 3, right: 1 },
    ]);
    expect(problems).toMatchObject([{ code: 'workbook.mergeOverlap', params: { dropped: 'B1:D2', kept: 'A1:C1' }, severity: 'warning' }]);
  });

  it('agrees with a workbook that exceljs wrote', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('人口');
    sheet.addRows([
      ['项目', '数量'],
      ['总人口', 120],
      ['其中:女', 61],
    ]);
    sheet.getCell('B4').value = { formula: 'B2-B3', result: 59 };
    sheet.mergeCells('A5:B5');
    sheet.getCell('A5').value = { richText: [{ text: '说' }, { text: '明' }] };
    const read = sheetOf(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(shown(read)).toBe('A1=项目 B1=数量 A2=总人口 B2=120 A3=其中:女 B3=61 B4=59 A5=说明');
    expect(cellAt(read, 'B4').formula).toBe('B2-B3');
  });
});
