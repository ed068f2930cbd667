// Rows struck out or without a unit that head what stands below them, heads beside struck cells, and parts that follow their column.
import { expect, test } from 'vitest';
import { labels } from './reading.ts';

test('a row that is struck out as far as its unit heads the rows below it', () => {
  const cells = labels(`
    | 指标 | 单位 | 数量 |
    | 户籍人口（含外出） | —— | —— |
    | 少数民族 | 人 | |
    | 常住人口 | —— | —— |
    | 少数民族 | 人 | |`);
  expect(cells).toEqual({ C3: '户籍人口(含外出) § 少数民族 / 数量 [人]', C5: '常住人口 § 少数民族 / 数量 [人]' });
});

test('a row that only has no number of its own keeps its place', () => {
  const cells = labels('\n| 指标 | 单位 | 数量 |\n| 户籍人口 | 人 | × |\n| 少数民族 | 人 | |');
  expect(cells).toEqual({ C3: '少数民族 / 数量 [人]' });
});

test('a row with neither code nor unit between rows that have both is a heading; a total is not, nor is a text asked for', () => {
  const cells = labels(`
    | 序号 | 指标 | 单位 | 数量 |
    | 1 | 孕妇 | 人 | |
    | | 场所设施 | | |
    | 2 | 避难场所 | 处 | |
    | | 合计 | | |
    | 3 | 灭火器 | 具 | |`);
  expect(Object.keys(cells)).toEqual(['D2', 'D4', 'D5', 'D6']);
  expect(cells['D4']).toBe('场所设施 § 避难场所 / 数量 [处] (2)');
  expect(Object.keys(labels('\n| 指标 | 单位 | 数量 |\n| 办公地址 | | |\n| 孕妇 | 人 | |'))).toEqual(['C2', 'C3']);
});

test('a head of two rows stands beside a struck corner as tall as itself', () => {
  const cells = labels(`
    | 宣传活动 | 本季 | ~ | 本年累计 | ~ | — |
    | ^ | 场次 | 人次 | 场次 | 人次 | ^ |
    | 反诈宣传 | | | | | ^ |`);
  expect(cells['B3']).toBe('反诈宣传 / 本季 [场次]');
  expect(cells['E3']).toBe('反诈宣传 / 本年累计 [人次]');
});

test('where one 其中 of a row divides the label above it, so does the one beside it', () => {
  const cells = labels(`
    | 实有人口（人） | | 流动人口（人） | |
    | 其中：儿童（人） | | 其中：男（人） | |
    | 患者（人） | | 其中：重症（人） | |`);
  expect(cells['B2']).toBe('实有人口(人) › #儿童(人)');
  expect(cells['D2']).toBe('流动人口(人) › #男(人)');
  expect(cells['D3']).toBe('患者(人) › #重症(人)');
});

test('a question is called by its number', () => {
  const cells = labels(`
    | 31 | 60周岁及以上老年人 | | 人 |
    | 32 | 65周岁及以上老年人 | | 人 |
    | 33 | 31题中，独居的 | | 人 |`);
  expect(cells['C3']).toContain('60周岁及以上老年人 › #独居的');
});
