// Filling a department's workbook: only the answer cells change.
import { describe, expect, it } from 'vitest';
import { cellName, type Sheet } from '../../../engine/model/sheet.ts';
import { fillWorkbook, prepareTemplate, type FillValue, type RosterEdits, type SheetEdits } from '../../../forms/excel/fill.ts';
import { readWorkbook } from '../../../forms/excel/read.ts';
import { inflatePart, openZip, type Zip } from '../../../forms/excel/zip.ts';
import { MAIN, rawBook, rawRows, rels, type RawBook } from './raw.ts';

const FORM = 'form.xlsx';

function zipOf(bytes: Uint8Array): Zip {
  const { zip, fault } = openZip(bytes);
  if (!zip) throw new Error(fault.kind);
  return zip;
}

function part(bytes: Uint8Array, name: string): string {
  const zip = zipOf(bytes);
  const entry = zip.entries.find((candidate) => candidate.name === name);
  const data = entry && inflatePart(zip, entry).data;
  if (!data) throw new Error(`no part ${name}`);
  return data.toString('utf8');
}

const sheetXml = (bytes: Uint8Array): string => part(bytes, 'xl/worksheets/sheet1.xml');

/** Fills sheet 表 and gives the bytes; problems are not expected. */
function filled(book: RawBook, cells: Record<string, FillValue>, rosters: readonly RosterEdits[] = []): Uint8Array {
  const { bytes, problems } = fillWorkbook(rawBook(book), [edits(cells, rosters)], FORM);
  expect(problems).toEqual([]);
  if (!bytes) throw new Error('not filled');
  return bytes;
}

const edits = (cells: Record<string, FillValue>, rosters: readonly RosterEdits[] = []): SheetEdits => ({
  sheet: '表',
  cells: Object.entries(cells).map(([cell, value]) => ({ cell, value })),
  rosters,
});

function shown(bytes: Uint8Array, sheet = 0): string {
  const { workbook, problems } = readWorkbook(bytes, FORM);
  const found: Sheet | undefined = workbook?.sheets[sheet];
  if (!found) throw new Error(JSON.stringify(problems));
  return found.cells
    .filter(({ text, formula }) => text !== '' || formula !== null)
    .map(({ row, column, text, formula }) => `${cellName(row, column)}=${text}${formula === null ? '' : `{${formula}}`}`)
    .join(' ');
}

const data = (rows: string): RawBook => ({ sheets: { 表: `<sheetData>${rows}</sheetData>` } });

describe('single cells', () => {
  it('writes each kind of value, keeping place and style', () => {
    const row = ['A', 'B', 'C', 'D', 'E', 'F'].map((column) => `<c r="${column}1" s="3" t="s"><v>0</v></c>`).join('');
    const bytes = filled(
      { ...data(`<row r="1">${row}</row>`), strings: ['<t>旧</t>'] },
      { A1: 12.5, B1: '=1+<甲>&_x0041_ ', C1: true, D1: null, E1: { decimal: '12345678901234567.89' }, F1: 1e21 },
    );
    expect(sheetXml(bytes)).toContain(
      '<row r="1"><c r="A1" s="3"><v>12.5</v></c><c r="B1" s="3" t="inlineStr"><is><t xml:space="preserve">=1+&lt;甲&gt;&amp;_x005F_x0041_ </t></is></c>' +
        '<c r="C1" s="3" t="b"><v>1</v></c><c r="D1" s="3"/><c r="E1" s="3"><v>12345678901234567.89</v></c><c r="F1" s="3"><v>1000000000000000000000</v></c></row>',
    );
    expect(shown(bytes)).toContain('B1==1+<甲>&_x0041_ ');
  });

  it('creates missing cells and rows in order, in the style of their row or column', () => {
    const book: RawBook = {
      sheets: {
        表: '<cols><col min="2" max="3" style="7" width="9"/></cols><sheetData><row r="2" s="5" customFormat="1"/><row r="4"><c r="A4"/><c r="D4"/></row></sheetData>',
      },
    };
    const bytes = filled(book, { D4: 6, C4: 5, B4: 4, E4: 7, B2: 2, C1: 1, B3: 3, A9: 9, A8: 8 });
    expect(sheetXml(bytes)).toContain(
      '<sheetData><row r="1"><c r="C1" s="7"><v>1</v></c></row><row r="2" s="5" customFormat="1"><c r="B2" s="5"><v>2</v></c></row><row r="3"><c r="B3" s="7"><v>3</v></c></row>' +
        '<row r="4"><c r="A4"/><c r="B4" s="7"><v>4</v></c><c r="C4" s="7"><v>5</v></c><c r="D4"><v>6</v></c><c r="E4"><v>7</v></c></row>' +
        '<row r="8"><c r="A8"><v>8</v></c></row><row r="9"><c r="A9"><v>9</v></c></row></sheetData>',
    );
  });

  it('fills a sheet without any rows', () => {
    const book: RawBook = { sheets: { 表: '<sheetData/>', 说明: rawRows([['说明']]) } };
    expect(sheetXml(filled(book, { B2: 1 }))).toContain('<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>');
  });

  it('keeps namespace prefixes and cells without r', () => {
    const sheet = `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c/></x:row></x:sheetData></x:worksheet>`;
    expect(sheetXml(filled({ sheets: { 表: sheet } }, { B1: '文', A2: 1 }))).toBe(
      `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t xml:space="preserve">文</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
    );
  });

  it('fills each cell where it is read, however its place is written', () => {
    const rows =
      '<row r="1"><c r ="C1"><v>1</v></c><c r="E\n1"><v>2</v></c></row><row r="x"><c><v>3</v></c><c r="C9"><v>4</v></c></row>' +
      '<row><c r="A7"><v>5</v></c></row><row r="1.5"><c r = "B8"><v>6</v></c></row>';
    const read = 'C1=1 D1=2 A2=3 C2=4 A7=5 B8=6';
    expect(shown(rawBook(data(rows)))).toBe(read);
    const places = [...read.matchAll(/(\w+)=(\d)/g)].map(([, place = '', value]): [string, number] => [place, Number(value) * 10]);
    expect(shown(filled(data(rows), Object.fromEntries(places)))).toBe(read.replaceAll(/=\d/g, '$&0'));
  });

  it('fills UTF-16 sheets in UTF-16', () => {
    const xml = `\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="${MAIN}">${rawRows([['姓名', 7]])}</worksheet>`;
    const bytes = filled({ sheets: { 表: '' }, parts: { 'xl/worksheets/sheet1.xml': Buffer.from(xml, 'utf16le') } }, { C1: '王' });
    expect(shown(bytes)).toBe('A1=姓名 B1=7 C1=王');
  });

  it('changes no other byte of the workbook', () => {
    for (const zip of [{}, { stored: true }, { descriptors: true }, { prefix: Buffer.from('MZ stub'), comment: '备注x' }]) {
      const before = rawBook({
        sheets: { 表: rawRows([['甲', '']]), 乙: rawRows([['x']]) },
        parts: { 'xl/media/image1.png': Buffer.from([1, 2, 3]), 'docProps/空 格.xml': '<a/>' },
        zip,
      });
      const { bytes } = fillWorkbook(before, [edits({ B1: 5 })], FORM);
      const [old, made] = [zipOf(before), zipOf(bytes ?? before)];
      expect(made.entries.map(({ name }) => name)).toEqual(old.entries.map(({ name }) => name));
      old.entries.forEach((entry, index) => {
        const same = made.entries[index];
        const isSame = same !== undefined && old.bytes.subarray(entry.start, entry.end).equals(made.bytes.subarray(same.start, same.end));
        expect([entry.name, isSame]).toEqual([entry.name, entry.name !== 'xl/worksheets/sheet1.xml']);
      });
      expect(shown(bytes ?? before)).toBe('A1=甲 B1=5');
      expect(sheetXml(bytes ?? before)).toBe(sheetXml(before).replace('</row>', '<c r="B1"><v>5</v></c></row>'));
    }
  });

  it('fills one template again and again without a trace of the time before', () => {
    const { template } = prepareTemplate(rawBook({ sheets: { 表: rawRows([['甲', '']]) } }), FORM);
    const first = template?.fill([edits({ B1: 5 })]).bytes;
    expect(template?.fill([edits({ C1: 6 })]).bytes).not.toEqual(first);
    expect(template?.fill([edits({ B1: 5 })]).bytes).toEqual(first);
  });
});

describe('what cannot be filled', () => {
  const form: RawBook = {
    sheets: {
      表:
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row><row r="5"><c r="A5"><f t="array" ref="A5:A6">B5:B6</f></c></row><row r="6"><c r="A6"><v>1</v></c></row></sheetData>' +
        '<mergeCells><mergeCell ref="B2:C3"/></mergeCells>',
    },
  };

  it('is told with cell and reason; the rest is filled', () => {
    const answers = { C3: 1, A6: 2, A0: 3, D1: Number.NaN, D2: { decimal: '1e5' }, D3: 'x'.repeat(32_768), D4: 'a\u0001b\ud800c\ufffe', B2: 8 };
    const { bytes, problems } = fillWorkbook(rawBook(form), [{ sheet: '别表', cells: [], rosters: [] }, edits(answers)], FORM);
    expect(problems.map(({ code, origin }) => `${code} ${origin.sheet} ${origin.cell ?? ''}`)).toEqual([
      'fill.sheetMissing 别表 ',
      'fill.insideMerge 表 C3',
      'fill.insideArray 表 A6',
      'fill.noSuchCell 表 A0',
      'fill.notANumber 表 D1',
      'fill.notANumber 表 D2',
      'fill.tooLong 表 D3',
      'fill.badCharacters 表 D4',
    ]);
    expect(shown(bytes ?? new Uint8Array())).toBe('A1=甲 B2=8 D4=abc A5={B5:B6} A6=1');
  });

  it('is a sheet whose XML is damaged, or rows beyond the last', () => {
    const broken = fillWorkbook(rawBook({ sheets: { 表: '<sheetData><row>' } }), [edits({ A1: 1 })], FORM);
    expect(broken.problems).toMatchObject([{ code: 'fill.sheetUnreadable' }]);
    const rows = Array.from({ length: 5 }, () => [1]);
    const long = fillWorkbook(rawBook(form), [edits({}, [{ firstRow: 1_048_575, blankRows: 1, columns: ['A'], rows }])], FORM);
    expect(long.problems.map(({ code }) => code)).toContain('fill.tooManyRows');
  });

  it('is a file that is no workbook', () => {
    expect(fillWorkbook(Buffer.from('<html>'), [edits({ A1: 1 })], FORM)).toMatchObject({ bytes: null, problems: [{ code: 'workbook.otherKind' }] });
  });
});

describe('formulas', () => {
  const formula = (cell: string, text: string, value = ''): string => `<c r="${cell}" s="1"><f>${text}</f>${value}</c>`;

  it('keep, with fresh results where they depend on filled cells', () => {
    const book: RawBook = {
      sheets: {
        表: `<sheetData><row r="1"><c r="A1"/><c r="B1"/>${formula('C1', 'A1+B1', '<v>0</v>')}${formula('D1', 'IF(A1=0,0,ROUND(B1/A1*100,2))')}${formula('E1', 'Z1+1', '<v>77</v>')}${formula('F1', 'C1*2', '<v>0</v>')}</row></sheetData>`,
        汇总: `<sheetData><row r="1">${formula('A1', 'SUM(表!A1:B1)&amp;&quot;人&quot;', '<v>0</v>')}</row></sheetData>`,
      },
    };
    const bytes = filled(book, { A1: 0.1, B1: 0.2 });
    expect(sheetXml(bytes)).toContain(
      '<c r="C1" s="1"><f>A1+B1</f><v>0.3</v></c><c r="D1" s="1"><f>IF(A1=0,0,ROUND(B1/A1*100,2))</f><v>200</v></c><c r="E1" s="1"><f>Z1+1</f><v>77</v></c><c r="F1" s="1"><f>C1*2</f><v>0.6</v></c>',
    );
    expect(part(bytes, 'xl/worksheets/sheet2.xml')).toContain(
      '<c r="A1" s="1" t="str"><f>SUM(表!A1:B1)&amp;"人"</f><v>0.3人</v></c>'.replace('&amp;"人"', '&amp;&quot;人&quot;'),
    );
  });

  it('have no result while nothing that they add up is answered, also where the blank form came with a 0', () => {
    const row =
      formula('A1', 'SUM(B1:C1)', '<v>0</v>') +
      '<c r="B1"/><c r="C1"/><c r="D1"/>' +
      formula('E1', 'A1+D1', '<v>0</v>') +
      formula('F1', 'IF(D1=0,0,ROUND(B1/D1*100,2))', '<v>0</v>') +
      formula('G1', 'COUNT(B1:D1)', '<v>0</v>');
    const book = { sheets: { 表: `<sheetData><row r="1">${row}</row></sheetData>` } };
    const empty = (name: string, text: string): string => `<c r="${name}" s="1"><f>${text}</f></c>`;
    const nothing = sheetXml(filled(book, {}));
    for (const [name, text] of [
      ['A1', 'SUM(B1:C1)'],
      ['E1', 'A1+D1'],
      ['F1', 'IF(D1=0,0,ROUND(B1/D1*100,2))'],
    ] as const)
      expect(nothing).toContain(empty(name, text));
    expect(nothing).toContain('<f>COUNT(B1:D1)</f><v>0</v>');
    expect(sheetXml(filled(book, { B1: null, C1: null }))).toContain(empty('A1', 'SUM(B1:C1)'));
    const some = sheetXml(filled(book, { D1: 4 }));
    expect(some).toContain(empty('A1', 'SUM(B1:C1)'));
    expect(some).toContain('<f>A1+D1</f><v>4</v>');
    expect(sheetXml(filled(book, { B1: 0 }))).toContain('<f>SUM(B1:C1)</f><v>0</v>');
  });

  it('take a value that they are given, and keep their master when shared', () => {
    const rows =
      '<row r="1"><c r="A1"/><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>0</v></c></row><row r="2"><c r="A2"/><c r="B2"><f t="shared" si="0"/><v>0</v></c></row>';
    const bytes = filled(data(rows), { A1: 4, A2: 5, B1: 9 });
    expect(sheetXml(bytes)).toContain('<c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>9</v></c>');
    expect(sheetXml(bytes)).toContain('<c r="B2"><f t="shared" si="0"/><v>10</v></c>');
  });

  it('that only Excel can calculate lose the stale result and are calculated on opening', () => {
    const book: RawBook = {
      sheets: {
        表: `<sheetData><row r="1"><c r="A1"/>${formula('B1', 'VLOOKUP(A1,C:D,2)', '<v>3</v>')}${formula('C1', 'B1+1', '<v>4</v>')}${formula('D1', 'TODAY()', '<v>5</v>')}</row></sheetData>`,
      },
      workbook: '<definedNames><definedName name="x">表!$A$1</definedName></definedNames>',
    };
    const bytes = filled(book, { A1: 1 });
    expect(shown(bytes)).toBe('A1=1 B1={VLOOKUP(A1,C:D,2)} C1={B1+1} D1=5{TODAY()}');
    expect(part(bytes, 'xl/workbook.xml')).toContain('</definedNames><calcPr fullCalcOnLoad="1"/></workbook>');
    const kept = filled({ ...book, workbook: '<calcPr calcId="1" fullCalcOnLoad="0"/>' }, { A1: 1 });
    expect(part(kept, 'xl/workbook.xml')).toContain('<calcPr calcId="1" fullCalcOnLoad="1"/>');
  });

  it('give the results that Excel gives', () => {
    const cases: [string, string][] = [
      ['1.1-1-0.1', '0'],
      ['SUM(A1:A5)', '6.5'],
      ['AVERAGE(A1:A5)', '2.16666666666667'],
      ['MAX(A1:A5)-MIN(A1:A5)', '2'],
      ['COUNT(A1:A5)', '3'],
      ['COUNTA(A1:A5)', '4'],
      ['COUNTBLANK(A1:A5)', '1'],
      ['COUNTIF(A1:A5,">=1.5")', '2'],
      ['ROUND(2.675,2)', '2.68'],
      ['ROUND(-1.5,0)', '-2'],
      ['ROUND(1234,-2)', '1200'],
      ['-2^2', '4'],
      ['10%*50', '5'],
      ['IFERROR(1/0,"无")', '无'],
      ['1/0', '#DIV/0!'],
      ['A4+1', '#VALUE!'],
      ['A5', '0'],
      ['A5=""', 'TRUE'],
      ['A5=0', 'TRUE'],
      ['"甲"&A1', '甲1'],
      ['IF(SUM(A1:A3)=6.5,"平","不平")', '平'],
      ['IF(A1>1,1)', 'FALSE'],
      ['AND(A1=1,A2=2.5)', 'TRUE'],
      ['OR(A1>1,A2<>2.5)', 'FALSE'],
      ['INT(-1.5)+MOD(7,3)+ABS(-2)', '1'],
      ['SUM(A:A,1,"2")', '9.5'],
      ['TRIM("  甲   乙 ")&"|"', '甲 乙|'],
      ['A1>"a"', 'FALSE'],
      ['3>=2.9999', 'TRUE'],
    ];
    const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const rows = cases.map(([text], index) => `<row r="${index + 10}"><c r="B${index + 10}"><f>IF($A$1=1,${escaped(text)})</f></c></row>`);
    const bytes = filled(data(`<row r="1"><c r="A1"/></row>${rows.join('')}`), { A1: 1, A2: 2.5, A3: 3, A4: '文' });
    const cells = readWorkbook(bytes, FORM).workbook?.sheets[0]?.cells.filter(({ column }) => column === 2);
    expect(cells?.map(({ formula, text }) => [formula?.slice(10, -1), text])).toEqual(cases);
  });

  it('that all add up whole columns are left to Excel before it takes too long', () => {
    const rows = Array.from(
      { length: 5000 },
      (_, row) => `<row r="${row + 2}"><c r="A${row + 2}"><v>1</v></c>${formula(`B${row + 2}`, 'SUM(A:A)', '<v>7</v>')}</row>`,
    );
    const start = process.cpuUsage().user;
    const bytes = filled(data(`<row r="1"><c r="A1"/></row>${rows.join('')}`), { A1: 1 });
    expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(8);
    const results = readWorkbook(bytes, FORM).workbook?.sheets[0]?.cells.filter(({ column }) => column === 2) ?? [];
    expect(results[0]?.value).toBe(5001);
    expect(new Set(results.map(({ value }) => value))).toEqual(new Set([5001, null]));
  }, 60_000);

  it('that go round in a circle or down a long chain end', () => {
    const circle = filled(data(`<row r="1"><c r="A1"/>${formula('B1', 'A1+C1')}${formula('C1', 'B1')}</row>`), { A1: 1 });
    expect(shown(circle)).toBe('A1=1 B1={A1+C1} C1={B1}');
    const chain = Array.from({ length: 3000 }, (_, index) => `<row r="${index + 1}">${formula(`B${index + 1}`, `B${index + 2}+A3001`)}</row>`).join('');
    expect(shown(filled(data(`${chain}<row r="3001"><c r="A3001"/></row>`), { A3001: 1 }))).toContain('A3001=1');
  });
});

describe('rosters', () => {
  const rows = (count: number): FillValue[][] => Array.from({ length: count }, (_, index) => [index + 1, `甲${index + 1}`]);
  const roster = (count: number): RosterEdits => ({ firstRow: 2, blankRows: 2, columns: ['A', 'B'], rows: rows(count) });

  const form: RawBook = {
    strings: ['<t>填表人</t>'],
    sheets: {
      表:
        '<dimension ref="A1:D6"/><sheetViews><sheetView topLeftCell="A1"><selection activeCell="B5" sqref="B5"/></sheetView></sheetViews><sheetData>' +
        '<row r="1"><c r="A1" t="inlineStr"><is><t>序号</t></is></c><c r="D1"><f>SUM(D2:D3)+D5</f><v>0</v></c></row>' +
        '<row r="2" ht="30"><c r="A2" s="1"/><c r="B2" s="2"/><c r="C2" s="3"/><c r="D2" s="4"><f t="shared" ref="D2:D3" si="0">A2*2</f><v>0</v></c></row>' +
        '<row r="3" ht="31"><c r="A3" s="1" t="s"><v>0</v></c><c r="B3" s="2"/><c r="C3" s="3"/><c r="D3" s="4"><f t="shared" si="0"/><v>0</v></c></row>' +
        '<row r="4"><c r="A4" t="s"><v>0</v></c><c r="D4"><f>SUM(D2:D3)</f><v>0</v></c></row><row r="5"><c r="D5"><v>7</v></c></row><row r="6"><c r="D6"><f>D5*2</f><v>14</v></c></row></sheetData>' +
        '<autoFilter ref="A1:D3"/><mergeCells count="3"><mergeCell ref="B2:C2"/><mergeCell ref="B3:C3"/><mergeCell ref="A4:B4"/></mergeCells>' +
        '<conditionalFormatting sqref="A2:A3 A5"><cfRule type="expression" priority="1"><formula>$D$5&gt;A2</formula></cfRule></conditionalFormatting>' +
        '<dataValidations count="1"><dataValidation type="list" sqref="B2:B3"><formula1>$D$5:$D$6</formula1></dataValidation></dataValidations>' +
        '<hyperlinks><hyperlink ref="A5" r:id="rId9"/></hyperlinks><rowBreaks count="1"><brk id="4" max="16383" man="1"/></rowBreaks><drawing r:id="rId1"/><legacyDrawing r:id="rId2"/>' +
        '<extLst><ext><x14:dataValidations xmlns:x14="x" xmlns:xm="y"><x14:dataValidation type="list"><x14:formula1><xm:f>汇总!$A$1</xm:f></x14:formula1><xm:sqref>C2:C3 C6</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>',
      汇总: '<sheetData><row r="1"><c r="A1"><f>表!D6+SUM(表!$D$2:$D$3)+D6</f><v>0</v></c><c r="B1"><f>A1</f><v>0</v></c></row></sheetData>',
    },
    workbook:
      '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">表!$A$1:$D$6</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">表!$1:$1</definedName><definedName name="其他">汇总!$A$6</definedName></definedNames>',
    relations: { rIdChain: ['calcChain', 'calcChain.xml'] },
    parts: {
      'xl/calcChain.xml': `<calcChain xmlns="${MAIN}"><c r="D1" i="1"/></calcChain>`,
      'xl/worksheets/_rels/sheet1.xml.rels': rels([
        ['rId1', ['drawing', '../drawings/drawing1.xml']],
        ['rId2', ['vmlDrawing', '../drawings/vmlDrawing1.vml']],
        ['rId3', ['comments', '../comments1.xml']],
        ['rId4', ['table', '../tables/table1.xml']],
      ]),
      'xl/drawings/drawing1.xml':
        '<xdr:wsDr xmlns:xdr="d"><xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>0</xdr:row></xdr:from><xdr:to><xdr:col>1</xdr:col><xdr:row>4</xdr:row></xdr:to></xdr:twoCellAnchor></xdr:wsDr>',
      'xl/drawings/vmlDrawing1.vml':
        '<xml><x:ClientData><x:Anchor>1, 15, 3, 2, 3, 15, 7, 4</x:Anchor><br><x:Row>4</x:Row><x:Column>3</x:Column></x:ClientData></xml>',
      'xl/comments1.xml': `<comments xmlns="${MAIN}"><commentList><comment ref="D5"><text><t>注</t></text></comment></commentList></comments>`,
      'xl/tables/table1.xml': '<table ref="A1:D3"><autoFilter ref="A1:D3"/></table>',
      'xl/charts/chart1.xml': '<c:chart xmlns:c="c"><c:f>表!$D$2:$D$3</c:f><c:f>汇总!$A$1:$A$9</c:f></c:chart>',
    },
  };

  it('fit into their blank rows without moving anything', () => {
    const bytes = filled(form, {}, [roster(2)]);
    expect(part(bytes, 'xl/workbook.xml')).toBe(part(rawBook(form), 'xl/workbook.xml'));
    expect(shown(bytes)).toBe('A1=序号 D1=13{SUM(D2:D3)+D5} A2=1 B2=甲1 D2=2{A2*2} A3=2 B3=甲2 D3=4{A3*2} A4=填表人 D4=6{SUM(D2:D3)} D5=7 D6=14{D5*2}');
  });

  it('get new rows that look like the last blank one; cells below and formulas follow', () => {
    const bytes = filled(form, { D5: 8 }, [roster(4)]);
    expect(shown(bytes)).toBe(
      'A1=序号 D1=28{SUM(D2:D5)+D7} A2=1 B2=甲1 D2=2{A2*2} A3=2 B3=甲2 D3=4{A3*2} A4=3 B4=甲3 D4=6{A4*2} A5=4 B5=甲4 D5=8{A5*2} A6=填表人 D6=20{SUM(D2:D5)} D7=8 D8=16{D7*2}',
    );
    expect(shown(bytes, 1)).toBe('A1=36{表!D8+SUM(表!$D$2:$D$5)+D6} B1=36{A1}');
    expect(sheetXml(bytes)).toContain(
      '<row r="5" ht="31"><c r="A5" s="1"><v>4</v></c><c r="B5" s="2" t="inlineStr"><is><t xml:space="preserve">甲4</t></is></c><c r="C5" s="3"/><c r="D5" s="4"><f>A5*2</f><v>8</v></c></row>',
    );
  });

  it('are filled to the last row, however many were added with nothing below them', () => {
    const plain = data('<row r="1"><c r="A1"><v>0</v></c></row><row r="2"><c r="A2"/><c r="B2"/></row><row r="3"><c r="A3"/><c r="B3"/></row>');
    const xml = sheetXml(filled(plain, {}, [roster(7000)]));
    expect(xml.match(/<v>/g)).toHaveLength(1 + 7000);
    expect(xml).toContain('<c r="A7001"><v>7000</v></c>');
  });

  it('take everything that speaks of rows along', () => {
    const bytes = filled(form, {}, [roster(4)]);
    const sheet = sheetXml(bytes);
    for (const expected of [
      '<dimension ref="A1:D8"/>',
      '<selection activeCell="B7" sqref="B7"/>',
      '<autoFilter ref="A1:D5"/>',
      '<mergeCells count="5"><mergeCell ref="B2:C2"/><mergeCell ref="B3:C3"/><mergeCell ref="B4:C4"/><mergeCell ref="B5:C5"/><mergeCell ref="A6:B6"/></mergeCells>',
      '<conditionalFormatting sqref="A2:A5 A7"><cfRule type="expression" priority="1"><formula>$D$7&gt;A2</formula>',
      'sqref="B2:B5"><formula1>$D$7:$D$8</formula1>',
      '<hyperlink ref="A7"',
      '<brk id="6" max="16383" man="1"/>',
      '<xm:f>汇总!$A$1</xm:f></x14:formula1><xm:sqref>C2:C5 C8</xm:sqref>',
    ]) {
      expect(sheet).toContain(expected);
    }
    expect(part(bytes, 'xl/workbook.xml')).toContain(
      '表!$A$1:$D$8</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">表!$1:$1</definedName><definedName name="其他">汇总!$A$6<',
    );
    expect(part(bytes, 'xl/drawings/drawing1.xml')).toContain('<xdr:row>0</xdr:row></xdr:from><xdr:to><xdr:col>1</xdr:col><xdr:row>6</xdr:row>');
    expect(part(bytes, 'xl/drawings/vmlDrawing1.vml')).toContain('<x:Anchor>1, 15, 5, 2, 3, 15, 9, 4</x:Anchor><br><x:Row>6</x:Row>');
    expect(part(bytes, 'xl/comments1.xml')).toContain('ref="D7"');
    expect(part(bytes, 'xl/tables/table1.xml')).toBe('<table ref="A1:D5"><autoFilter ref="A1:D5"/></table>');
    expect(part(bytes, 'xl/charts/chart1.xml')).toContain('<c:f>表!$D$2:$D$5</c:f><c:f>汇总!$A$1:$A$9</c:f>');
    expect(zipOf(bytes).entries.map(({ name }) => name)).not.toContain('xl/calcChain.xml');
    expect(part(bytes, '[Content_Types].xml')).not.toContain('calcChain');
    expect(part(bytes, 'xl/_rels/workbook.xml.rels')).not.toContain('calcChain');
  });

  it('stand several in one sheet, also without blank rows', () => {
    const sheet = rawRows([['甲册'], [''], ['乙册'], ['尾']]).replace('<row r="2">', '<row r="2"><c r="A2" s="1"/>');
    const two: RosterEdits[] = [
      { firstRow: 2, blankRows: 1, columns: ['A'], rows: [['甲1'], ['甲2'], ['甲3']] },
      { firstRow: 4, blankRows: 0, columns: ['A'], rows: [['乙1'], ['乙2']] },
    ];
    expect(shown(filled({ sheets: { 表: sheet } }, { B4: '尾2' }, two))).toBe('A1=甲册 A2=甲1 A3=甲2 A4=甲3 A5=乙册 A6=乙1 A7=乙2 A8=尾 B8=尾2');
  });

  /** Two lists under heads in row 1: A from row 2 and C from a row of its own, and a last row below both. */
  const beside = (a: number, c: { firstRow: number; blankRows: number }, rowsOfA: number, rowsOfC: number): string => {
    const last = Math.max(2 + a, c.firstRow + c.blankRows);
    const sheet = rawRows(Array.from({ length: last }, (_, row) => (row === 0 ? ['甲册', '', '乙册'] : row === last - 1 ? ['尾'] : ['', '', ''])));
    const entries = (name: string, count: number): string[][] => Array.from({ length: count }, (_, index) => [`${name}${index + 1}`]);
    const bytes = filled({ sheets: { 表: sheet } }, {}, [
      { firstRow: 2, blankRows: a, columns: ['A'], rows: entries('甲', rowsOfA) },
      { ...c, columns: ['C'], rows: entries('乙', rowsOfC) },
    ]);
    const numbers = [...sheetXml(bytes).matchAll(/<row r="(\d+)"/g)].map(([, row]) => Number(row));
    expect(numbers).toEqual([...new Set(numbers)].sort((x, y) => x - y));
    return shown(bytes).replace(/^A1=甲册 C1=乙册 /, '');
  };

  it.each([
    [
      'of one height share the rows that the longer one needs',
      2,
      { firstRow: 2, blankRows: 2 },
      4,
      3,
      'A2=甲1 C2=乙1 A3=甲2 C3=乙2 A4=甲3 C4=乙3 A5=甲4 A6=尾',
    ],
    [
      'of which the lower has room enough by then add none for it',
      1,
      { firstRow: 2, blankRows: 3 },
      3,
      5,
      'A2=甲1 C2=乙1 A3=甲2 C3=乙2 A4=甲3 C4=乙3 C5=乙4 C6=乙5 A7=尾',
    ],
    ['of which the lower lacks one more row add that one', 1, { firstRow: 2, blankRows: 2 }, 2, 4, 'A2=甲1 C2=乙1 A3=甲2 C3=乙2 C4=乙3 C5=乙4 A6=尾'],
    ['that begin at different rows keep their own first rows', 2, { firstRow: 3, blankRows: 1 }, 3, 3, 'A2=甲1 A3=甲2 C3=乙1 A4=甲3 C4=乙2 C5=乙3 A6=尾'],
  ])('side by side %s', (_, a, c, rowsOfA, rowsOfC, expected) => {
    expect(beside(a, c, rowsOfA, rowsOfC)).toBe(expected);
  });
});
