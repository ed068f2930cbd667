// Heads with struck cells, and items numbered inside their headings.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

test('struck cells at the end of the last row of a head are nobody’s', () => {
  const found = labels('\n| 招聘会 | ~ | 代办服务 | ~ | 慰问 | ~ |\n| 本月场次 | 本月人次 | 本月件数 | 累计件数 | — | — |\n| | | | | — | — |');
  expect(found).toEqual({ A3: '/ 招聘会 › 本月场次', B3: '/ 招聘会 › 本月人次', C3: '/ 代办服务 › 本月件数', D3: '/ 代办服务 › 累计件数' });
});

test('a new head with struck cells, under a head that is wider than its table', () => {
  const found = labels(`
    | 指标 | 本季次数 | 本季人次 | 累计次数 | 累计人次 | |
    | 党员大会 | | | | | |
    | 为民服务 | 本季件 | × | 累计件 | × | |
    | 代办服务 | | × | | × | |
    | 走访入户 | | × | | × | |`);
  expect(found).toMatchObject({ B4: '代办服务 / 本季件', D5: '走访入户 / 累计件' });
});

test('a head with struck cells right of a margin', () => {
  const found = labels(`
    | . | 年龄组 | 合计 | 男 | 女 |
    | . | 60—69岁 | | | |
    | . | 70岁以上 | | | |
    | . | 人群 | 总人数 | 已参保 | — |
    | . | 16岁以上 | | | — |`);
  expect(found).toMatchObject({ C5: '16岁以上 / 总人数', D5: '16岁以上 / 已参保' });
});

test('the first item of a division stands on the line of its heading', () => {
  const found = labels(
    '\n| 指标 | 数量 |\n| 三、外来人员 | |\n| 　（一）按性别　1.男 | |\n| 　　　　　　　　2.女 | |\n| 　（二）按居住时间　1.半年以上 | |\n| 　　　　　　　　　　2.不满半年 | |\n| 　（三）16—59岁 | |',
  );
  expect(Object.values(found).map((label) => label.replace(/ \/.*/, ''))).toEqual([
    '外来人员',
    '外来人员 › ÷按性别 › #男',
    '外来人员 › ÷按性别 › 女',
    '外来人员 › ÷按居住时间 › #半年以上',
    '外来人员 › ÷按居住时间 › 不满半年',
    '外来人员 › 16—59岁',
  ]);
});

test('the rows of a list may be numbered with letters', () => {
  const { rosters, fields } = read('\n| 编号 | 姓名 | 性别 | 年龄 |\n| JW01 | | | |\n| JW02 | | | |\n| JW03 | | | |');
  expect(rosters).toMatchObject([{ blankRows: 3 }]);
  expect(fields).toEqual([]);
});

test('the word before several columns of items groups those of all of them', () => {
  const found = labels('\n| 类别 | 项目 | 数量 | 项目 | 数量 |\n| 户籍老人 | 总数 | | 其中：男 | |\n| ^ | 60—69岁 | | 70—79岁 | |\n| 设施 | 床位 | | 食堂 | |');
  expect(found).toMatchObject({ E2: '户籍老人 › 总数 › #男 / 数量', E3: '户籍老人 › 70—79岁 / 数量', E4: '设施 › 食堂 / 数量' });
});

test('questions that are numbered along the row divide the one before them', () => {
  const found = labels(
    '\n| A1 | 社区居民 | | 人 | A2 | 在外居住的 | | 人 |\n| A3 | 60岁以上老人 | | 人 | A4 | 其中：独居的 | | 人 |\n| A5 | 孕妇 | | 人 | A6 | 儿童 | | 人 |',
  );
  expect(found['G2']).toContain('60岁以上老人 › #独居的');
});
