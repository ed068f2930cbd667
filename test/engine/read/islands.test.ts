// Totals that stand in the other half of a table, units that tell columns apart, and rows of pairs above a table of their own.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

test('a part of the total stands under it, in whichever half of the table it is printed', () => {
  const cells = labels(`
    | 学历 | 人数 | 学历 | 人数 |
    | 小学 | | 高中 | |
    | 初中 | | 大专及以上 | |
    | 合计 | | 合计中：外来人员 | |
    | 合计中：女性 | | 合计中：退休人员 | |`);
  expect(cells['D4']).toBe('合计 › #外来人员 / 人数');
  expect(cells['B5']).toBe('合计 › #女性 / 人数');
  expect(cells['D5']).toBe('合计 › #退休人员 / 人数');
});

test('a half that has a total of its own keeps its parts', () => {
  const cells = labels('\n| 学历 | 人数 | 民族 | 人数 |\n| 合计 | | 合计 | |\n| 小学 | | 合计中：女性 | |');
  expect(cells['D3']).toBe('合计 › #女性 / 人数');
  expect(
    read('\n| 学历 | 人数 | 民族 | 人数 |\n| 合计 | | 合计 | |\n| 小学 | | 合计中：女性 | |').fields.find(({ cell }) => cell === 'D3')?.rowPath[0]?.cell,
  ).toBe('C2');
});

test('heads of several units say in what a row is counted, whatever unit its label ends in', () => {
  const cells = labels(`
    | 事项 | 本季 | ~ | ~ |
    | ^ | 件（起） | 人次 | 办结 |
    | 走访（起） | | | |`);
  expect(cells).toEqual({ B3: '走访(起) / 本季', C3: '走访(起) / 本季 [人次]', D3: '走访(起) / 本季 › 办结' });
});

test('under heads of one unit the label keeps its own', () => {
  expect(labels('\n| 项目 | 上半年 | 下半年 |\n| ^ | 人 | 人 |\n| 家庭（户） | | |')).toEqual({ B3: '家庭(户) / 上半年', C3: '家庭(户) / 下半年' });
});

test('a numbered row of pairs is no head of the table that the next number begins', () => {
  const cells = labels(`
    | 项目 | 合计 | ~ | 其中：女 | ~ |
    | 一、在职 | | ~ | | ~ |
    | 二、困难家庭（户） | | ~ | 毕业生（人） | |
    | 三、活动 | 场次 | ~ | 人次 | 累计 |
    | 　讲座 | | ~ | | |`);
  expect(cells['B3']).toBe('困难家庭(户) (二)');
  expect(cells['E3']).toBe('毕业生(人)');
  expect(cells['B5']).toBe('讲座 / 场次');
  expect(cells['D5']).toBe('讲座 / 人次');
});

test('heads of one table may be numbered in one way and its rows in another', () => {
  const cells = labels('\n| 项目 | 户籍 | | 外来 |\n| ^ | 男 | 女 | ^ |\n| 一、学生 | | | |\n| 二、教师 | | | |');
  expect(cells['C3']).toBe('学生 / 户籍 › 女 (一)');
});

test.each(['提示', '填报提示', '作答说明'])('a column of %s holds no blanks', (head) => {
  expect(Object.keys(labels(`\n| 题号 | 问题 | 回答 | ${head} |\n| A1 | 有几个社团？ | | 见说明 |\n| A2 | 有几个球场？ | | |`))).toEqual(['C2', 'C3']);
});

test('提示 in a label is asked', () => expect(labels('\n| 项目 | 安全提示（次） |\n| 本月 | |')).toEqual({ B2: '本月 / 安全提示(次)' }));

test.each(['工作站（社区）：', '司法所（村、社区）：'])('%s is where the community writes its name', (label) => {
  expect(read(`\n| 情况表 | ~ |\n| ${label} | . |\n| 指标 | 人数 |\n| 党员 | |`).context.map(({ kind }) => kind)).toContain('community.name');
});

test('上报月份 is the period of the form', () => {
  expect(read('\n| 情况表 | ~ |\n| 上报月份： | |\n| 指标 | 人数 |\n| 党员 | |').context.map(({ kind }) => kind)).toContain('period');
});
