// Labels of several rows that nobody merged, units that share a cell with the next label, codes under heads, margins, and lists under heads of two levels.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

test('empty cells below a label are read as if they were merged with it', () => {
  const found = labels(`
    | 类别 | 指标 | 数量 |
    | 户籍 | 总数 | |
    | | 男 | |
    | | 女 | |
    | 常住 | 总数 | |
    | | 男 | |`);
  expect(Object.values(found)).toEqual(['户籍 › 总数 / 数量', '户籍 › 男 / 数量', '户籍 › 女 / 数量', '常住 › 总数 / 数量', '常住 › 男 / 数量']);
});

test('so are those behind a running number, beside a merged label, and over pairs', () => {
  const numbered = labels('\n| 序号 | 类别 | 指标 | 数量 |\n| 1 | 户籍 | 总数 | |\n| 2 | | 男 | |');
  expect(numbered).toEqual({ D2: '户籍 › 总数 / 数量 (1)', D3: '户籍 › 男 / 数量 (2)' });
  const beside = labels('\n| 大类 | 类别 | 指标 | 数量 |\n| 人口 | 户籍 | 总数 | |\n| ^ | | 男 | |');
  expect(beside['D3']).toBe('人口 › 户籍 › 男 / 数量');
  const pairs = labels('\n| 常住老年人中 | 空巢 | | 独居 | |\n| | 低保 | | 失能 | |\n| 设施 | 床位（张） | | 食堂（个） | |');
  expect(pairs).toMatchObject({ C2: '常住老年人中 › 低保', E2: '常住老年人中 › 失能', C3: '设施 › 床位(张)' });
});

test('a blank to be filled, a head and rows that lie otherwise go on with nothing', () => {
  expect(Object.keys(labels('\n| 地点 | 项目 | 数量 |\n| | 讲座 | |\n| | 演练 | |'))).toContain('A2');
  const other = labels('\n| 户籍人口 | | 常住人口 | |\n| | 备注 | | |');
  expect(other['B1']).toBe('户籍人口');
});

test('a cell may hold the unit of the blank before it and the label of the next one', () => {
  const found = labels('\n| A2 常住居民 | | 人，其中女性 | | 人 |\n| A3 辖区面积 | | 平方公里；网格 | | 个。 |');
  expect(found).toEqual({ B1: '常住居民 [人] (A2)', D1: '常住居民 › #女性 [人] (A2)', B2: '辖区面积 [平方公里] (A3)', D2: '网格 [个] (A3)' });
  expect(labels('\n| 户数，户籍 | | 人，户籍 | 男 |\n| 甲 | | | |')['B2'] ?? '').not.toContain('[人]');
});

test('names of fields under heads are codes', () => {
  const found = labels('\n| 社区 | 户籍人口 | ~ | 流动人口 |\n| ^ | 男 | 女 | ^ |\n| sqmc | hj_m | hj_f | ld |\n| 合计 | | | |');
  expect(found).toEqual({ B4: '合计 / 户籍人口 › 男 (hj_m)', C4: '合计 / 户籍人口 › 女 (hj_f)', D4: '合计 / 流动人口 (ld)' });
});

test('behind the heads of a sheet without lines lies margin', () => {
  const found = labels('\n| 两类人员情况 | . | . | . |\n| 项目 | 矫正对象 | 安置对象 | |\n| 在册人数 | | | |\n| 　男 | | | |\n| . | . | . | 说明 |', {
    undrawn: true,
  });
  expect(found).toMatchObject({ B3: '在册人数 / 矫正对象', C4: '在册人数 › 男 / 安置对象' });
  expect(Object.keys(found)).not.toContain('D2');
});

test('a list is numbered under its own first head, wherever the groups of heads above begin', () => {
  const { rosters, fields } = read(
    '\n| . | 基本信息 | ~ | 服役 | ~ |\n| 编号 | 姓名 | 性别 | 入伍时间 | 退役时间 |\n| 1 | | | | |\n| 2 | | | | |\n| 3 | | | | |',
  );
  expect(fields).toEqual([]);
  expect(rosters.map(({ firstRow, blankRows }) => [firstRow, blankRows])).toEqual([[3, 3]]);
});
