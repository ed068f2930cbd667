// Codes that stand in a column of their own and say what is a part of what, and what else stands in rows of numbers and years.
import { expect, test } from 'vitest';
import { labels } from './reading.ts';

test.each(['.', '-'])('1%s1 in the column of codes is a part of 1', (joint) => {
  const found = labels(`
    | 序号 | 指标 | 单位 | 数量 |
    | 1 | 常住人口 | 人 | |
    | 1${joint}1 | 男 | 人 | |
    | 1${joint}2 | 女 | 人 | |
    | 1${joint}2${joint}1 | 党员 | 人 | |
    | 2 | 户籍人口 | 人 | |
    | 2${joint}1 | 男 | 人 | |`);
  expect(Object.values(found)).toEqual([
    '常住人口 / 数量 [人] (1)',
    `常住人口 › 男 / 数量 [人] (1${joint}1)`,
    `常住人口 › 女 / 数量 [人] (1${joint}2)`,
    `常住人口 › 女 › 党员 / 数量 [人] (1${joint}2${joint}1)`,
    '户籍人口 / 数量 [人] (2)',
    `户籍人口 › 男 / 数量 [人] (2${joint}1)`,
  ]);
});

test('a code whose whole is not printed is a part of nothing', () => {
  const found = labels('\n| 序号 | 指标 | 数量 |\n| 2-1 | 网格 | |\n| 2-2 | 微网格 | |\n| 2-3 | 消防站 | |');
  expect(Object.values(found)).toEqual(['网格 / 数量 (2-1)', '微网格 / 数量 (2-2)', '消防站 / 数量 (2-3)']);
});

test('ages without a head of numbers stay labels', () => {
  expect(labels('\n| 年龄 | 性别 | 人数 |\n| 0-6 | 男 | |\n| ^ | 女 | |\n| 7-17 | 男 | |')['C2']).toBe('0-6 › 男 / 人数');
});

test('letters set in as deep as the numbers above them divide the same once more', () => {
  const found = labels('\n| 类别 | 人数 |\n| 总计 | |\n| 　1.正式党员 | |\n| 　2.预备党员 | |\n| 　A.在本社区 | |\n| 　B.流动党员 | |');
  expect(Object.values(found).map((label) => label.replace(/ \/.*/, ''))).toEqual([
    '总计',
    '总计 › 正式党员',
    '总计 › 预备党员',
    '总计 › 在本社区',
    '总计 › 流动党员',
  ]);
  const flush = labels('\n| 类别 | 人数 |\n| 1.正式党员 | |\n| 2.预备党员 | |\n| A.在本社区 | |');
  expect(flush['B4']).toContain('预备党员 › 在本社区');
});

test('年龄 over bands beside 女 and 少数民族 under 其中 divides what 其中 does', () => {
  const found = labels(`
    | 类别 | 党员总数 | 其中 | ~ | ~ | ~ |
    | ^ | ^ | 女 | 少数民族 | 年龄 | ~ |
    | ^ | ^ | ^ | ^ | 35岁及以下 | 36—59岁 |
    | 正式党员 | | | | | |`);
  expect(found['D4']).toBe('正式党员 / 党员总数 › #少数民族');
  expect(found['E4']).toBe('正式党员 / 党员总数 › ÷年龄 › 35岁及以下');
});

test('the year printed behind 年度 above a table heads no column', () => {
  const found = labels('\n| 社区 | | 年度 | 2026 |\n| 行次 | 项目 | 单位 | 金额 |\n| 1 | 集体收入 | 万元 | |\n| 2 | 工作经费 | 万元 | |');
  expect(found).toEqual({ D3: '集体收入 / 金额 [万元] (1)', D4: '工作经费 / 金额 [万元] (2)' });
});
