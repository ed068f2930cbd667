import { expect, test } from 'vitest';
import { read } from './reading.ts';

const columnsOf = (picture: string, drawing = {}): string[] =>
  read(picture, drawing).rosters.flatMap(({ columns }) => columns.map(({ path }) => path.map(({ text }) => text).join('›')));

test('heads in two levels over empty rows are a list, remarks and all', () => {
  const picture = `
    | . 人员花名册 | ~ | ~ | ~ | ~ |
    | 序号 | 基本情况 | ~ | 电话 | 备注 |
    | ^ | 姓名 | 性别 | ^ | ^ |
    | 1 | | | | |
    | 2 | | | | |
    | . 填表人：____ | . | . | . | . |`;
  expect(columnsOf(picture)).toEqual(['序号', '基本情况›姓名', '基本情况›性别', '电话', '备注']);
  expect(read(picture).rosters[0]).toMatchObject({ headerRow: 3, firstRow: 4, blankRows: 2 });
  expect(read(picture).fields).toEqual([]);
});

test('a sheet that ends at its heads is a list, with or without 序号 and lines', () => {
  expect(columnsOf('\n| 编号 | 户主 | 人口数 | 是否低保 |')).toHaveLength(4);
  expect(columnsOf('\n| 餐饮店名录 | ~ | ~ |\n| 店名 | 主体类型 | 用工人数 |', { undrawn: true })).toEqual(['店名', '主体类型', '用工人数']);
});

test('counts in the line above the heads are blanks of their own', () => {
  const picture = `
    | . 患者花名册 | ~ | ~ | ~ | ~ | ~ |
    | 社区 | | 在册（人） | | 其中：重度 | |
    | 序 | 患者 | ~ | ~ | 监护人 | ~ |
    | ^ | 姓名 | 性别 | 年龄 | 姓名 | 手机 |
    | | | | | | |
    | | | | | | |`;
  expect(read(picture).fields.map(({ cell }) => cell)).toEqual(['D2', 'F2']);
  expect(read(picture).rosters).toMatchObject([{ headerRow: 4, firstRow: 5, blankRows: 2 }]);
});

test('a legend of two columns is no list', () => {
  expect(read('\n| 颜色 | 含义 |\n| 深蓝 | 栏目 |\n| 白 | 填报 |')).toMatchObject({ rosters: [], fields: [] });
});
