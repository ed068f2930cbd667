// A workbook drawn as it looks: spans, lines of merged cells, widths and heights in pixels, hidden rows left out.
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { drawWorkbook } from '../../../forms/excel/drawing.ts';

async function drawn(make: (sheet: ExcelJS.Worksheet) => void) {
  const book = new ExcelJS.Workbook();
  make(book.addWorksheet('表'));
  const { drawings } = drawWorkbook(new Uint8Array(await book.xlsx.writeBuffer()), '表.xlsx');
  const [drawing] = drawings ?? [];
  if (!drawing) throw new Error('Nothing was drawn.');
  const look = (row: number, column: number) => drawing.looks[drawing.cells.find((cell) => cell.row === row && cell.column === column)?.look ?? -1];
  return { drawing, look };
}

test('a merged cell spans what it covers and has the lines of its outer cells', async () => {
  const { drawing, look } = await drawn((sheet) => {
    sheet.getCell('A1').value = '标题';
    sheet.mergeCells('A1:C1');
    sheet.getCell('A1').border = { left: { style: 'medium' }, top: { style: 'thin' }, right: { style: 'double' }, bottom: { style: 'thin' } };
    sheet.getCell('C2').value = 1;
  });
  expect(drawing.cells.filter(({ row }) => row === 1)).toMatchObject([{ column: 1, colspan: 3, rowspan: 1, text: '标题' }]);
  expect(look(1, 1)?.lines).toEqual(['m', 't', 'd', 't']);
  expect(drawing.cells.find(({ row, column }) => row === 2 && column === 3)).toMatchObject({ text: '1', numeric: true });
});

test('fonts, alignment, slanted lines and letters below each other', async () => {
  const { look } = await drawn((sheet) => {
    sheet.getCell('A1').value = '项目';
    sheet.getCell('A1').font = { name: '黑体', size: 16, bold: true };
    sheet.getCell('A1').alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    sheet.getCell('A1').border = { diagonal: { down: true, style: 'thin' } };
    sheet.getCell('B1').value = '妇女';
    sheet.getCell('B1').font = { name: '宋体', size: 10.5 };
    sheet.getCell('B1').alignment = { textRotation: 'vertical', indent: 2 };
    sheet.getCell('B1').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDDDDD' } };
  });
  expect(look(1, 1)).toMatchObject({
    face: 'hei',
    size: 16,
    bold: true,
    horizontal: 'center',
    vertical: 'middle',
    wrap: true,
    diagonal: 'down',
    shaded: false,
  });
  expect(look(1, 2)).toMatchObject({ face: 'song', size: 10.5, bold: false, upright: true, indent: 2, shaded: true, diagonal: null });
});

test('widths and heights come in pixels; hidden rows and columns are not drawn', async () => {
  const { drawing } = await drawn((sheet) => {
    for (const name of ['A1', 'B2', 'C3']) sheet.getCell(name).value = name;
    sheet.getColumn(1).width = 20;
    sheet.getColumn(2).hidden = true;
    sheet.getRow(1).height = 30;
    sheet.getRow(2).hidden = true;
  });
  expect(drawing.columns.map(({ name, width }) => [name, width]).slice(0, 1)).toEqual([['A', 145]]);
  expect(drawing.columns.map(({ name }) => name)).toEqual(['A', 'C']);
  expect(drawing.rows.map(({ row, height }) => [row, height])).toEqual([
    [1, 40],
    [3, 20],
  ]);
  expect(drawing.cells.map(({ text }) => text)).toEqual(['A1', 'C3']);
});

test('what is no workbook is refused with the reasons', () => {
  expect(drawWorkbook(new Uint8Array([1, 2, 3]), '坏.xlsx')).toMatchObject({ drawings: null, problems: [{ code: 'workbook.notAWorkbook' }] });
});
