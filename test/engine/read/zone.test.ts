// Numbered headings, lettered categories, rows of people whose name could be a signature, and labels that go on from those before them.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

test('(甲) begins a row of column numbers as 甲 does', () => {
  expect(labels('\n| 对象 | 户数 | 18岁以下 |\n| （甲） | 1 | 2 |\n| 低保 | | |')).toEqual({ B3: '低保 / 户数 (1)', C3: '低保 / 18岁以下 (2)' });
});

test('a letter before the words of a label is its number, a grade is not', () => {
  expect(labels('\n| 类别 | 人数 |\n| A 户籍在本村 | |\n| B 户籍不在本村 | |')).toEqual({ B2: '户籍在本村 / 人数 (A)', B3: '户籍不在本村 / 人数 (B)' });
  expect(labels('\n| 类别 | 套数 |\n| C 级危房 | |\n| B 小区住房 | |')).toEqual({ B2: 'C级危房 / 套数', B3: 'B小区住房 / 套数' });
});

test('a number and one line of words across the table head what follows', () => {
  const found = labels(`
    | 序号 | 指标 | 单位 | 数量 |
    | 一 | 小区 | ~ | ~ |
    | 1 | 小区总数 | 个 | |
    | 二 | 设施 | ~ | ~ |
    | 2 | 电梯 | 部 | |`);
  expect(found).toEqual({ D3: '小区 § 小区总数 / 数量 [个] (1)', D5: '设施 § 电梯 / 数量 [部] (2)' });
});

test('whom a row counts is nobody who signs, where the rows beside it count too', () => {
  const { fields, context } = read('\n| 队伍 | 人数 | 女 |\n| 网格员 | | |\n| 志愿者 | | |\n| 填表人 | | . |');
  expect(fields.map(({ cell }) => cell)).toEqual(['B2', 'C2', 'B3', 'C3']);
  expect(context.map(({ cell }) => cell)).toEqual(['B4']);
});

test('常住人口中: divides 全部常住人口, whatever stands between', () => {
  const found = labels('\n| 人群 | 人数 |\n| 全部常住人口 | |\n| 　1.未满18周岁 | |\n| 　2.60周岁以上 | |\n| 　常住人口中：女性 | |');
  expect(found['B5']).toBe('全部常住人口 › #女性 / 人数');
});

test('a part over heads that count once more what stands before it divides what they are not', () => {
  const found = labels(`
    | 行业 | 主体（户） | 从业（人） | 其中：个体户 | ~ |
    | ^ | ^ | ^ | 户数 | 从业（人） |
    | 餐饮 | | | | |`);
  expect(found).toMatchObject({ D3: '餐饮 / 主体(户) › #个体户 › 户数', E3: '餐饮 / 主体(户) › #个体户 › 从业(人)' });
});

test('a label that says only since when sums up the pair before it that is counted alike', () => {
  const found = labels('\n| 本季讲座（场） | | 听讲人次 | | 年内累计（场） | | 累计人次 | |');
  expect(found).toMatchObject({ F1: '本季讲座(场) › 年内累计(场)', H1: '听讲人次 › 累计人次' });
});

test('a blank across two columns keeps no head that its label, with a unit of its own, is not counted under', () => {
  const found = labels('\n| 管理方式 | 小区（个） | 电梯（部） |\n| 物业 | | |\n| 停车位（个） | ~ | |\n| 机动车停车位（个） | | ~ |');
  expect(found['B4']).toBe('机动车停车位(个)');
});

test('前项中 is a part of the label before it', () => {
  expect(labels('\n| 常住人口（人） | 前项中未满18周岁（人） |\n| | |')).toMatchObject({ B2: '/ 常住人口(人) › #未满18周岁(人)' });
});

test('rows below the one on which the community writes its name may have words there', () => {
  const found = labels('\n| 村（居） | 户数 | 讲座（次） |\n| | | |\n| 年初起累计 | × | |');
  expect(found['C3']).toBe('年初起累计 / 讲座(次)');
});

test('tables with a drawn gap between their heads are read one after the other, though one is shorter or nothing is drawn behind them', () => {
  const found = labels(`
    | 类别 | 人数 | | 家庭 | 户数 | . |
    | 合计 | | | 光荣牌家庭 | | . |
    | 残疾军人 | | | 烈属家庭 | | . |
    | 烈属 | | | | | . |`);
  expect(found).toMatchObject({ B2: '合计 / 人数', E2: '光荣牌家庭 / 户数', E3: '烈属家庭 / 户数', B4: '烈属 / 人数' });
});

test('a caption stands over a unit and the blank behind it', () => {
  const found = labels(`
    | 养老设施 | 食堂 | ~ | 床位 | ~ |
    | ^ | 个 | | 张 | |`);
  expect(found).toEqual({ C2: '养老设施 › 食堂 [个]', E2: '养老设施 › 床位 [张]' });
});

test('a part behind 男 and 女, which divide a total, divides that total', () => {
  const found = labels('\n| 类别 | ~ | 人数 |\n| 户籍 | 小计 | |\n| ^ | 男 | |\n| ^ | 女 | |\n| ^ | 其中：外出 | |');
  expect(found['C5']).toBe('户籍 › 小计 › #外出 / 人数');
});

test('按性别 and 男 in one cell, parted by a space', () => {
  const found = labels('\n| 指标 | 人数 |\n| 人口总数 | |\n| 　一、按性别　男 | |\n| 　　　　　　　女 | |\n| 　二、按户口性质　城镇 | |');
  expect(found).toMatchObject({
    B3: '人口总数 › ÷按性别 › #男 / 人数 (一)',
    B4: '人口总数 › ÷按性别 › #女 / 人数',
    B5: '人口总数 › ÷按户口性质 › #城镇 / 人数 (二)',
  });
});

test('among particulars above the table, 对象 says whom it counts', () => {
  const { notes } = read('\n| . 情况表 | ~ |\n| . 社区________　　对象：16—59周岁常住人口　　单位：人 | ~ |\n| 项目 | 人数 |\n| 就业 | |');
  expect(notes.map(({ text }) => text)).toContain('对象：16—59周岁常住人口');
});

test('who signs below a table is asked for no number, and 按户籍人口 keeps its blank', () => {
  const { fields, context } = read('\n| 指标 | 数量 | 备注 |\n| 总人口 | | |\n| 按户籍人口 | | |\n| 联系人 | | |');
  expect(fields.map(({ cell }) => cell)).toEqual(['B2', 'B3']);
  expect(context.map(({ cell }) => cell)).toEqual(['B4']);
});

test('one head behind a gap, over nothing but blanks, is a column of the table before it', () => {
  const found = labels(`
    | . 情况表 | ~ | . | . |
    | 项目 | 本月 | . | 本年累计 |
    | 走访 | | . | |
    | 宣传 | | . | |`);
  expect([found['D3'], found['D4']]).toEqual(['情况表 § 走访 / 本年累计', '情况表 § 宣传 / 本年累计']);
});

test('an empty head cell takes the word to its left only under the same word', () => {
  const found = labels('\n| 常住 | ~ | 外出人口 |\n| 人口 | 劳动力 | |\n| 人 | 人 | 人 |\n| | | |');
  expect(found).toMatchObject({ B4: '/ 常住 › 劳动力 [人]', C4: '/ 外出人口 [人]' });
});
