// Cards and tables as villages get them: letters for numbers, halves with groups of their own, 总数中, units in brackets, rows left empty.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

test('总数中 divides the whole, not the item above it', () => {
  expect(
    labels(`
      | 指标 | 单位 | 数量 |
      | 在册残疾人 | 人 | |
      |   1.重度 | 人 | |
      |   2.轻度 | 人 | |
      |   总数中：女 | 人 | |
      |           儿童 | 人 | |`),
  ).toEqual({
    C2: '在册残疾人 / 数量 [人]',
    C3: '在册残疾人 › 重度 / 数量 [人] (1)',
    C4: '在册残疾人 › 轻度 / 数量 [人] (2)',
    C5: '在册残疾人 › #女 / 数量 [人]',
    C6: '在册残疾人 › #儿童 / 数量 [人]',
  });
});

test('letters number the parts of a sheet, also in the corner of a head; a spaced-out label has none', () => {
  const found = labels(`
      | A　老人 | ~ | ~ |
      | 独居老人（人） | | . |
      | B　讲座 | 本季 | 本年 |
      | 健康讲座 | | |`);
  expect(found).toEqual({ B2: '老人 § 独居老人(人)', B4: '讲座 § 健康讲座 / 本季', C4: '讲座 § 健康讲座 / 本年' });
  expect(labels('\n| 项目 | 数量 |\n| 住房 | |\n| C 级 危 房 | ~ |\n| 套数 | |')['B4']).toBe('C级危房 § 套数 / 数量');
});

test('the right half of a card has groups of its own', () => {
  expect(
    labels(`
      | 人口 | 总人口（人） | | 队伍 | 网格员（人） | |
      | ^ | 老年人（人） | | ^ | 志愿者（人） | |`),
  ).toEqual({ C1: '人口 › 总人口(人)', F1: '队伍 › 网格员(人)', C2: '人口 › 老年人(人)', F2: '队伍 › 志愿者(人)' });
});

test('其中 divides what is counted in its unit, above it and not beside it', () => {
  expect(
    labels(`
      | 店铺 | ~ | ~ | 从业人员 | ~ | ~ |
      | 商店 | | 家 | 人数 | | 人 |
      | 饭馆 | | 家 | 其中：女 | | 人 |`)['E3'],
  ).toBe('从业人员 › 人数 › #女 [人]');
});

test('units in brackets under the heads are units', () => {
  expect(
    labels(`
      | 社区 | 招聘会 | ~ | 走访 |
      | ^ | 场次 | 求职人次 | 户次 |
      | ^ | （场） | （人次） | （户次） |
      | | | | |`),
  ).toMatchObject({ B4: '/ 招聘会 › 场次 [场]', C4: '/ 招聘会 › 求职人次 [人次]', D4: '/ 走访 › 户次 [户次]' });
});

test('an empty row under rows with labels asks nothing', () => {
  const reading = read(`
      | 项目 | 数量 | 占比 |
      | 常住人口 | | |
      | 孕妇 | | |
      | | | |
      | 活动 | 本季 | 本年 |
      | 讲座 | | |`);
  expect(reading.fields.map(({ cell }) => cell)).toEqual(['B2', 'C2', 'B3', 'C3', 'B6', 'C6']);
  expect(reading.loose).toEqual([]);
});

test.each([
  ['请问您填报的是哪个社区？', 'community.name'],
  ['填报对象', 'community.name'],
  ['数据截至（年末）：', 'date'],
  ['季　度', 'period'],
])('%s asks for the %s', (label, kind) => {
  const { context, fields } = read(`\n| . 情况表 | ~ |\n| ${label} | |\n| 项目 | 数量 |\n| 老年人 | |`);
  expect(context.map((found) => [found.cell, found.kind])).toEqual([['B2', kind]]);
  expect(fields.map(({ cell }) => cell)).toEqual(['B4']);
});

test('A. and B1. number rows as 1. and 2.1 do', () => {
  expect(
    labels(`
      | 调查内容 | 人数 |
      | A. 老年人 | |
      | B. 劳动者 | |
      |   B1. 其中在业 | |
      |     其中：女 | |
      |   B2. 失业 | |
      | C. 学生 | |
      | C1．住校 | |
      | D. 村民小组 | |`),
  ).toEqual({
    B2: '老年人 / 人数 (A)',
    B3: '劳动者 / 人数 (B)',
    B4: '劳动者 › #在业 / 人数 (B1)',
    B5: '劳动者 › #在业 › #女 / 人数',
    B6: '劳动者 › 失业 / 人数 (B2)',
    B7: '学生 / 人数 (C)',
    B8: '学生 › 住校 / 人数 (C1)',
    B9: '村民小组 / 人数 (D)',
  });
});

test('letters that are a grade or a size stay; Q1 and Q2 stand side by side where there is no Q', () => {
  expect(labels('\n| 项目 | 数量 |\n| A级景区 | |\n| A1级驾驶员 | |\n| B2.5米围栏 | |\n| Q1. 户数 | |\n| Q2. 人数 | |')).toEqual({
    B2: 'A级景区 / 数量',
    B3: 'A1级驾驶员 / 数量',
    B4: 'B2.5米围栏 / 数量',
    B5: '户数 / 数量 (Q1)',
    B6: '人数 / 数量 (Q2)',
  });
});
