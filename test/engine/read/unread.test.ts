// No blank of a table is dropped: it is asked, told as loose, or set aside for a reason.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

const looseIn = (picture: string): string[] => read(picture).loose.map(({ cell, kind }) => `${cell} ${kind}`);

test('审核 or 备注 over the only column of blanks heads what is asked', () => {
  expect(labels('\n| 项目 | 审核 |\n| 户籍人口（人） | |\n| 常住人口（人） | |')).toEqual({ B2: '户籍人口(人) / 审核', B3: '常住人口(人) / 审核' });
  expect(labels('\n| 序号 | 项目 | 单位 | 说明 |\n| 1 | 户籍人口 | 人 | |')).toEqual({ D2: '户籍人口 / 说明 [人] (1)' });
  expect(labels('\n| 项目 | 数量 | 备注 |\n| 户籍人口 | | |')).toEqual({ B2: '户籍人口 / 数量' });
});

test('a blank that no head stands over, and a row with nothing to fill but its unit, are told', () => {
  expect(looseIn('\n| 项目 | 本月 | . | 累计 |\n| 走访 | | | |\n| 宣传 | | | |')).toEqual(['C2 unlabelled', 'C3 unlabelled']);
  expect(looseIn('\n| 项目 | 单位 |\n| 走访 | |')).toEqual(['B2 unlabelled']);
});

test('what is empty under 备注, 单位 and 序号, behind the last head, in headings, lists and between two tables is not', () => {
  expect(looseIn('\n| 序号 | 项目 | 单位 | 数量 | 备注 |\n| | 走访 | | | |\n| | 宣传 | 次 | | |')).toEqual([]);
  expect(looseIn('\n| 项目 | 数量 | . |\n| 走访 | | |\n| 宣传 | | |')).toEqual([]);
  expect(looseIn('\n| 项目 | 单位 | 代码 | 数量 |\n| 常住人口 | | | |\n| 男 | 人 | 1 | |\n| 女 | 人 | 2 | |')).toEqual([]);
  expect(looseIn('\n| 序号 | 姓名 | 年龄 |\n| 1 | | |\n| 2 | | |')).toEqual([]);
  expect(looseIn('\n| 项目 | 人数 | | 类别 | 户数 |\n| 老人 | | | 低保 | |\n| 儿童 | | | 特困 | |')).toEqual([]);
});
