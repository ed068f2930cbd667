// What stands below the tables: pairs without lines and those who sign, and rows whose sum stands below them.
import { expect, test } from 'vitest';
import { labels } from './reading.ts';

test('pairs below a drawn table, each label with its unit: the last of them is asked too', () => {
  const found = labels(`
      | 年龄组 | 户籍人口 | ~ | . | 常住人口 | ~ |
      | ^ | 男 | 女 | . | 男 | 女 |
      | 0—2岁 | | | . | | |
      | . 补充：户籍60岁及以上（人） | ~ | . | . | . 常住60岁及以上（人） | . |`);
  expect(Object.keys(found).slice(-2)).toEqual(['C4', 'F4']);
});

test('below a table of label, unit and value the value stands under the values', () => {
  const found = labels(`
      | 事项 | 单位 | 当月 | 事项 | 单位 | 当月 |
      | 走访入户 | 次 | | 隐患排查 | 次 | |
      | . 月末网格员（人） | . | . | . 月末实有人口（人） | . | . |`);
  expect(Object.keys(found)).toEqual(['C2', 'F2', 'C3', 'F3']);
});

test('whoever is named beside those who sign signs too', () => {
  const picture = (last: string): string => `
      | 项目 | 单位 | 数量 |
      | 走访入户 | 次 | |
      | ${last} |`;
  expect(Object.keys(labels(picture('. 政法委员： | . 填报人： | . 日期：')))).toEqual(['C2']);
  expect(Object.keys(labels(picture('慰问次数： | 次 | ')))).toContain('C3');
});

test('a numbered row whose rows are added up below it heads them, and so do its like', () => {
  const found = labels(`
      | 人员分组 | 16周岁及以上 | 未参保 |
      | 一、户籍人口 | | |
      |   16—44周岁 | | |
      |   45周岁及以上 | | |
      |   小计 | =SUM(B3:B4) | =SUM(C3:C4) |
      | 二、重点对象 | | |
      |   低保对象 | | |
      |   持证残疾人 | | |`);
  expect(Object.keys(found)).not.toContain('B2');
  expect(Object.keys(found)).not.toContain('B6');
  expect(found['B3']).toBe('户籍人口 › 16—44周岁 / 16周岁及以上');
});

test('a numbered row stays a blank where nothing adds up its rows', () => {
  const found = labels(`
      | 人员分组 | 人数 |
      | 一、户籍人口 | |
      |   16—44周岁 | |
      |   45周岁及以上 | |`);
  expect(Object.keys(found)).toContain('B2');
});

test('the same 其中 again is a part of the label right before it', () => {
  const found = labels(`
      | 工作 | 单位 | 数量 |
      | 本月投诉受理 | 件 | |
      |   其中：已办结 | 件 | |
      |   1月至本月累计投诉受理 | 件 | |
      |   其中：已办结 | 件 | |`);
  expect(found['C3']).toContain('本月投诉受理 › #已办结');
  expect(found['C5']).toContain('1月至本月累计投诉受理 › #已办结');
});

test('计量 over what is counted is no head of units', () => {
  const found = labels(`
      | 时段 | 计量 | 安全检查 | 消防演练 |
      | 本月 | 次数（次） | | |
      | ^ | 参加（人次） | | |`);
  expect(found['C3']).toContain('本月 › 参加(人次) / 安全检查');
});

test('a unit may end with a comma, and … is not to be filled', () => {
  expect(labels('\n| 1．居委会成员 | | 人， | 专职网格员 | | 人。 |')['B1']).toBe('居委会成员 [人] (1)');
  expect(Object.keys(labels('\n| 妇女 | 18岁以上 | 60岁以上 | 80岁以上 |\n| 独居 | … | | |'))).toEqual(['C2', 'D2']);
});

test('struck cells among heads, struck all the way down, are nobody’s values', () => {
  const found = labels(`
      | 隐患等级 | 本季 | ~ | ~ | 年内累计 | ~ |
      | ^ | 次数 | 已整改 | — | 次数 | 已整改 |
      | 一般 | | | × | | |
      | 较大 | | | × | | |`);
  expect(found['C3']).toContain('本季 › 已整改');
  expect(Object.keys(found)).toHaveLength(8);
  const below = labels(`
      | 对象 | 户数 | 人数 | 女 | 男 | 儿童 |
      | 低保 | | | | | |
      | 走访 | 入户走访（次） | ~ | 慰问（次） | ~ | — |
      | ^ | 本期 | 累计 | 本期 | 累计 | — |
      | 全部对象 | | | | | — |`);
  expect(below['C5']).toContain('入户走访(次) › 累计');
});

test('what is struck below a head over two columns of labels is no value', () => {
  const found = labels(`
      | 分组 | ~ | 户籍 | 常住 |
      | 总计 | — | | |
      | 年龄 | 17岁以下 | | |
      | ^ | 18岁以上 | | |`);
  expect(found['D3']).toContain('17岁以下');
});

test('ages are no codes, and a part with the words of the whole divides the whole', () => {
  expect(labels('\n| 学段 | 周岁 | 人数 |\n| 幼儿园 | 3 | |\n| ^ | 4 | |')['C3']).toContain('4');
  const found = labels(`
      | 事项 | 单位 | 数量 |
      | 矛盾纠纷排查调处 | 件 | |
      |   化解成功 | 件 | |
      |   正在化解 | 件 | |
      |   其中：重大矛盾纠纷 | 件 | |`);
  expect(found['C5']).toContain('矛盾纠纷排查调处 › #重大矛盾纠纷');
});
