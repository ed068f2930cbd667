// Questions under a table, blanks ruled with underscores, units in a row of their own, and rows that the heads above no longer hold for.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

test('questions behind a heading are asked without the heads of the table above', () => {
  const found = labels(`
    | 一、驾驶员 | 总数（人） | 男 | 女 |
    | 货车 | | | |
    | 二、停车（问卷） | ~ | ~ | ~ |
    | 1．停车位有多少个？ | | 个 | . |
    | 2．充电桩有多少个？ | | 个 | . |`);
  expect(found).toMatchObject({ B4: '停车(问卷) § 停车位有多少个? [个] (1)', B5: '停车(问卷) § 充电桩有多少个? [个] (2)' });
});

test('behind a heading, a unit under the head of the blank itself leaves the head in force', () => {
  const found = labels(`
    | 项目 | 本年 | ~ | 上年 |
    | 收入 | | 元 | |
    | 二、活动 | ~ | ~ | ~ |
    | 讲座 | | 场 | |`);
  expect(found).toMatchObject({ B4: '活动 § 讲座 / 本年 [场]', D4: '活动 § 讲座 / 上年' });
});

test('a line of underscores behind a label is a blank, in a table and among pairs', () => {
  const pairs = read(`
    | . 住宅情况 | ~ | ~ |
    | 小区有几个 | ______ | 个 |
    | 电梯有几部 | ____ | 部 |`);
  expect(pairs.context).toEqual([]);
  expect(pairs.fields.map(({ cell }) => cell)).toEqual(['B2', 'B3']);
  expect(labels('\n| 项目 | 户数 | 人数 |\n| 低保 | ____ | ____ |')).toEqual({ B2: '低保 / 户数', C2: '低保 / 人数' });
});

test('underscores above the table are still no question', () => {
  const { fields, context } = read('\n| . 情况表 | ~ |\n| . 所在网格 | . ____ |\n| 项目 | 数量 |\n| 老年人 | |\n| 填表日期 | ____ |');
  expect(fields.map(({ cell }) => cell)).toEqual(['B4']);
  expect(context.map(({ cell }) => cell)).toEqual(['B2', 'B5']);
});

test('units in a row of their own count the blanks above them', () => {
  const found = read(`
    | . 服务情况 | ~ | ~ | ~ | ~ |
    | 助餐点 | | 养老床位 | ~ | |
    | . | 处 | . | . | 张 |
    | . 注：养老床位按年末数填写。 | ~ | ~ | ~ | ~ |`);
  expect(found.fields.map(({ cell, unit }) => [cell, unit?.text])).toEqual([
    ['B2', '处'],
    ['E2', '张'],
  ]);
  expect(found.rosters).toEqual([]);
});

test('a row counted in another unit is not headed, where a remark lies over all other values', () => {
  const found = labels(`
    | 民族 | 户籍人口（人） | 常住人口（人） | 外来人口（人） |
    | 回族 | | | |
    | 全年活动（场次） | | 含庙会、灯会 | ~ |
    | 全年检查（次） | | ^ | ^ |
    | 满族（人） | | 见附表 | ~ |
    | 藏族（户） | | | |`);
  expect(found).toMatchObject({
    B3: '全年活动(场次)',
    B4: '全年检查(次)',
    B5: '满族(人) / 户籍人口(人)',
    B6: '藏族(户) / 户籍人口(人)',
  });
});

test('人数中 over several heads divides 人数, whatever its brackets say', () => {
  expect(
    labels(`
      | 年龄段 | 老人总数（人） | 老人总数中（人，可重复） | ~ |
      | ^ | ^ | 独居 | 低保对象 |
      | 60—69岁 | | | |`),
  ).toEqual({
    B3: '60—69岁 / 老人总数(人)',
    C3: '60—69岁 / 老人总数(人) › #独居',
    D3: '60—69岁 / 老人总数(人) › #低保对象',
  });
  const counted = labels(`
    | 物业 | 小区（个） | 楼栋（栋） | 其中（个） | ~ |
    | ^ | ^ | ^ | 老旧 | 有门禁 |
    | 自治 | | | | |`);
  expect(counted['D3']).toBe('自治 / 小区(个) › #老旧');
});

test('选区 asks for the community', () => {
  const { context, fields } = read('\n| . 选民登记表 | ~ |\n| 选区（村、社区） | |\n| 项目 | 数量 |\n| 户数 | |');
  expect(context.map(({ cell, kind }) => [cell, kind])).toEqual([['B2', 'community.name']]);
  expect(fields.map(({ cell }) => cell)).toEqual(['B4']);
});
