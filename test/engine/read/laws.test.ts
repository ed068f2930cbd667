// What must not depend on where a table stands or what stands around it.
import fc from '../../random.ts';
import { expect, test } from 'vitest';
import type { Cell, Sheet } from '../../../engine/model/sheet.ts';
import { readSheet } from '../../../engine/read/index.ts';
import { draw } from '../../draw.ts';
import { labelOf, words } from './reading.ts';

const TABLES = [
  '| 项目 | 单位 | 本季 | 累计 |\n| 一、走访 | 次 | | |\n|   其中：入户 | 次 | | × |\n| 二、调解 | 件 | | |',
  '| 年龄 | 性别 | 户籍 | ~ |\n| ^ | ^ | 人数 | 其中：在业 |\n| 16—29岁 | 男 | | |\n| ^ | 女 | | |',
  '| 人口 | 户籍人口（人） | | 其中：女 | |\n| ^ | 外来人口（人） | | 党员 | |\n| 房屋 | 总数（套） | | 其中：空置 | |',
  '| 序号 | 姓名 | 性别 | 电话 |\n| 1 | | | |\n| 2 | | | |',
];

/** What was read, without the addresses. */
function meaning(sheet: Sheet): readonly string[] {
  const { fields, rosters } = readSheet(sheet, words);
  return [
    ...fields.map(labelOf),
    ...rosters.map(({ columns, blankRows }) => `${blankRows}: ${columns.map(({ path }) => path.map(({ text }) => text).join('›')).join()}`),
  ];
}

function moved(sheet: Sheet, down: number, right: number): Sheet {
  const cells = sheet.cells.map((cell): Cell => ({ ...cell, row: cell.row + down, column: cell.column + right }));
  const merges = sheet.merges.map((range) => ({ top: range.top + down, bottom: range.bottom + down, left: range.left + right, right: range.right + right }));
  return { ...sheet, cells, merges };
}

/** Words in the first column of a row of their own, without lines. */
function withLine(sheet: Sheet, row: number, text: string): Sheet {
  const style = { indent: 0, bold: false, filled: false, bordered: false, horizontal: 'general', numberFormat: 'General' } as const;
  return {
    ...sheet,
    cells: [...sheet.cells, { row, column: 1, value: text, text, formula: null, style }].sort((a, b) => a.row - b.row || a.column - b.column),
  };
}

const table = fc.constantFrom(...TABLES);

test('moving a table down or right changes no label', () => {
  fc.assert(
    fc.property(table, fc.nat(5), fc.nat(4), (picture, down, right) => {
      expect(meaning(moved(draw(picture), down, right))).toEqual(meaning(draw(picture)));
    }),
  );
});

test('a title above and a note below change no label', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 4 }), fc.boolean(), (picture, above, hasNote) => {
      const framed = withLine(moved(draw(picture), above, 0), 1, '社区情况统计季报表');
      expect(meaning(hasNote ? withLine(framed, above + 8, '说明：本表按期末数填报。') : framed)).toEqual(meaning(draw(picture)));
    }),
  );
});

test('the column of units may stand there or not: labels stay, units go', () => {
  const withUnits = draw('| 项目 | 单位 | 本季 |\n| 走访 | 次 | |\n|   其中：入户 | 次 | |');
  const without = draw('| 项目 | 本季 |\n| 走访 | |\n|   其中：入户 | |');
  expect(meaning(withUnits).map((label) => label.replace(' [次]', ''))).toEqual(meaning(without));
});

test('full-width digits and brackets, and spaces between the letters of a word, change no label', () => {
  expect(meaning(draw('| 项　目 | 数　量 |\n| ６０岁以上（人） | |\n| 女　性 | |'))).toEqual(meaning(draw('| 项目 | 数量 |\n| 60岁以上(人) | |\n| 女性 | |')));
});

test('any grid of words and blanks is read without failing, and every blank once at most', () => {
  const cell = fc.constantFrom(
    '',
    '',
    '',
    '项目',
    '其中：女',
    '一、人口',
    '单位',
    '人',
    '1',
    '甲',
    '×',
    '.',
    '~',
    '^',
    '合计',
    '=A1',
    '按年龄分：0岁',
    '年  月',
    '说明：见上。',
    '（续表）',
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }), (rows) => {
      const { fields, context } = readSheet(draw(rows.map((row) => `| ${row.join(' | ')} |`).join('\n')), words);
      const cells = fields.map((field) => field.cell);
      expect(new Set(cells).size).toBe(cells.length);
      expect(context.filter((known) => !known.inline && cells.includes(known.cell))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('reading time grows with the cells, not with their square', () => {
  const wide = (rows: number, columns: number): Sheet =>
    draw(
      Array.from(
        { length: rows },
        (_, row) =>
          `| ${Array.from({ length: columns }, (__, column) => (row === 0 ? (column % 2 ? `其中：${column}` : `数${column}`) : column === 0 ? `行${row}` : '')).join(' | ')} |`,
      ).join('\n'),
    );
  const time = (sheet: Sheet): number => {
    const begin = performance.now();
    readSheet(sheet, words);
    return performance.now() - begin;
  };
  time(wide(20, 50));
  const small = Math.max(5, time(wide(100, 100)));
  expect(time(wide(200, 400)) / small).toBeLessThan(8 * 6);
});
