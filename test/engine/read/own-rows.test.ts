// Tables with a row for each community, most of which is for somebody else to fill.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

const HEADS = '\n| 村（社区） | 户数（户） | 人口（人） | 低保户（户） |';
const EMPTY = '\n| | | | |';
const OWN = { B2: '/ 户数(户)', C2: '/ 人口(人)', D2: '/ 低保户(户)' };

test('with a row for each community the first is its own, the others are paper', () => {
  for (const rows of [EMPTY, EMPTY + EMPTY, EMPTY.repeat(6)]) {
    expect(labels(HEADS + rows)).toEqual(OWN);
    expect(read(HEADS + rows)).toMatchObject({ rosters: [], loose: [], context: [{ cell: 'A2', kind: 'community.name' }] });
  }
  const numbered = '\n| 序号 | 行政村 | 户数 | 人口 |\n| 1 | | | |\n| 2 | | | |';
  expect(labels(numbered)).toEqual({ C2: '/ 户数', D2: '/ 人口' });
  expect(read(numbered).rosters).toEqual([]);
});

test('合计 below them is read under the same heads', () => {
  expect(labels(`${HEADS}${EMPTY}${EMPTY}\n| 合计 | | | |`)).toEqual({ ...OWN, B4: '合计 / 户数(户)', C4: '合计 / 人口(人)', D4: '合计 / 低保户(户)' });
  expect(labels('\n| 序号 | 村（社区） | 户数（户） | 人口（人） |\n| 1 | | | |\n| 合计 | | | |')).toEqual({
    C2: '/ 户数(户)',
    D2: '/ 人口(人)',
    C3: '合计 / 户数(户)',
    D3: '合计 / 人口(人)',
  });
});

test('names of people, houses or other bodies behind or before the counts make a list', () => {
  const isList = (heads: string): boolean => read(`\n| ${heads} |\n| | | | |\n| | | | |`).rosters.length === 1;
  expect(isList('村（社区） | 姓名 | 身份证号 | 年龄（岁）')).toBe(true);
  expect(isList('社区 | 隐患地点 | 隐患类型 | 整改情况')).toBe(true);
  expect(isList('机构名称 | 床位（张） | 人数（人） | 面积（㎡）')).toBe(true);
  expect(isList('楼栋 | 户数（户） | 人口（人） | 面积（㎡）')).toBe(true);
});

test('nothing but counts is nobody’s list', () => {
  const picture = '\n| 户数（户） | 人口（人） | 低保户（户） |\n| | | |\n| | | |';
  expect(labels(picture)).toEqual({ A2: '/ 户数(户)', B2: '/ 人口(人)', C2: '/ 低保户(户)' });
  expect(read(picture).rosters).toEqual([]);
});
