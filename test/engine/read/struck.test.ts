// Rows struck out or without a unit that head what stands below them, heads beside struck cells, and parts that follow their column.
import { expect, test } from 'vitest';
import { labels } from './reading.ts';

test('a row without a code that is struck out as far as its unit heads the rows below it', () => {
  const cells = labels(`
    | 指标 | 单位 | 代码 | 数量 |
    | 户籍人口（含外出） | —— | —— | —— |
    | 少数民族 | 人 | 01 | |
    | 常住人口 | —— | —— | —— |
    | 少数民族 | 人 | 02 | |`);
  expect(cells).toEqual({ D3: '户籍人口(含外出) § 少数民族 / 数量 [人] (01)', D5: '常住人口 § 少数民族 / 数量 [人] (02)' });
});

test.each([
  ['that has a code', '| 户籍残疾人 | — | 02 | — |'],
  ['where rows carry none', '| 户籍残疾人 | — | | — |'],
  ['that only has no number', '| 户籍残疾人 | 人 | 02 | × |'],
  ['that is a part', '| 其中：残疾人 | — | | — |'],
])('a struck row %s stands for itself', (_name, row) => {
  const codes = row.includes('02') || row.includes('其中') ? ['01', '03'] : ['', ''];
  const cells = labels(`\n| 指标 | 单位 | 代码 | 数量 |\n| 儿童 | 人 | ${codes[0] ?? ''} | |\n${row}\n| 老年人 | 人 | ${codes[1] ?? ''} | |`);
  expect(cells['D4']).not.toContain('残疾人 §');
});

test('a row with neither code nor unit between rows that have both is a heading, unless it reads like something counted', () => {
  const cells = labels(`
    | 序号 | 指标 | 单位 | 数量 |
    | 1 | 孕妇 | 人 | |
    | | 场所设施 | | |
    | 2 | 避难场所 | 处 | |
    | | 合计 | | |
    | 3 | 灭火器 | 具 | |
    | | 低保人口 | | |
    | 4 | 特困家庭 | 户 | |
    | | 其中：女 | | |
    | 5 | 老年人 | 人 | |`);
  expect(Object.keys(cells)).toEqual(['D2', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D10']);
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

test('第2项 is the item that is numbered so, whatever number its row has', () => {
  const cells = labels(`
    | 指标 | 行次 | 数量 |
    | 1. 户籍人口 | 1 | |
    | 其中：女 | 2 | |
    | 2. 户籍残疾人 | 3 | |
    | 第2项中：女 | 4 | |`);
  expect(cells['C5']).toContain('户籍残疾人 › #女');
});
