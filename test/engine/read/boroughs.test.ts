// Tables side by side with drawn columns between them, words behind the last blank, and headings that begin a part.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

test('an empty drawn column between two tables keeps them apart, and asks nothing', () => {
  const found = labels(`
      | 季末数 | ~ | | 工作量 | ~ | ~ |
      | 项目 | 数量 | | 项目 | 本季 | 累计 |
      | 住房 | | | 安全检查 | | |
      |   使用瓶装气的 | | | 参加人员 | | |
      | 餐饮单位 | | | 消防演练 | | |
      | 灭火器 | | | 参加演练 | | |`);
  expect(found).toEqual({
    B3: '季末数 § 住房 / 数量',
    B4: '季末数 § 住房 › 使用瓶装气的 / 数量',
    B5: '季末数 § 餐饮单位 / 数量',
    B6: '季末数 § 灭火器 / 数量',
    E3: '工作量 § 安全检查 / 本季',
    F3: '工作量 § 安全检查 / 累计',
    E4: '工作量 § 参加人员 / 本季',
    F4: '工作量 § 参加人员 / 累计',
    E5: '工作量 § 消防演练 / 本季',
    F5: '工作量 § 消防演练 / 累计',
    E6: '工作量 § 参加演练 / 本季',
    F6: '工作量 § 参加演练 / 累计',
  });
});

test('words behind the last blank of a row remark on it', () => {
  const { fields } = read(`
      | 指标 | 代码 | 合计（人） | 其中：女（人） | 16—24岁（人） |
      | 劳动力 | 101 | | | |
      | 零就业家庭（户） | 201 | | 期末常住户 | ~ |
      | 毕业生（人） | 202 | | | 不分户籍 |`);
  expect(fields.map(({ cell, notes }) => [cell, notes.map(({ text }) => text)])).toEqual([
    ['C2', []],
    ['D2', []],
    ['E2', []],
    ['C3', ['期末常住户']],
    ['C4', ['不分户籍']],
    ['D4', ['不分户籍']],
  ]);
});

test('the number of a column may be B1 behind a word over the row labels', () => {
  const found = labels('| 行业 | 企业 | 个体户 | 合计 |\n| 行业 | B1 | B2 | B3 |\n| 餐饮 | | | |');
  expect(found).toEqual({ B3: '餐饮 / 企业 (B1)', C3: '餐饮 / 个体户 (B2)', D3: '餐饮 / 合计 (B3)' });
});

test('months are heads, whatever word stands before them', () =>
  expect(labels('| 项目 | 月份 | ~ | ~ |\n| 项目 | 1 | 2 | 3 |\n| 走访 | | | |')['C3']).toContain('2'));

test('二、 over the row labels of a table ends what 一、 headed', () => {
  const found = labels('| 一、队伍 | ~ | ~ |\n| 范围 | 合计 | 女 |\n| 居民 | | |\n| 二、活动 | 场次 | 人次 |\n| 宣传 | | |');
  expect(found['B3']).toBe('队伍 § 居民 / 合计');
  expect(found['B5']).not.toContain('队伍');
});

test('信访接待 批 ▢ 人次 ▢: units before their blanks tell them apart', () => {
  const found = labels('| 信访接待 | 批次 | | 人次 | |\n| 议事协商 | 次 | | 人次 | |');
  expect(found).toEqual({ C1: '信访接待 [批次]', E1: '信访接待 [人次]', C2: '议事协商 [次]', E2: '议事协商 [人次]' });
});

test('a label behind 按…: at the depth of numbered bands divides what these divide', () => {
  const found = labels('| 指标 | 人数 |\n| 妇女 | |\n|   1. 15—19岁 | |\n|   2. 20—29岁 | |\n|   按婚姻：未婚 | |\n|   正在怀孕 | |');
  expect(found['B5']).toContain('妇女 › ÷按婚姻');
  expect(found['B6']).toBe('妇女 › 正在怀孕 / 人数');
});

test('按常住口径 is a head of its own, and no way to divide the one before it', () =>
  expect(labels('| 指标 | 按户籍口径 | 按常住口径 |\n| 老年人 | | |')).toEqual({ B2: '老年人 / 按户籍口径', C2: '老年人 / 按常住口径' }));

test('a drawn cell behind the last head, over nothing, is no blank', () =>
  expect(labels('| 育龄妇女 | 人数 | 其中：孕妇 | |\n| 15—19岁 | | | . |\n| 20—29岁 | | | . |')).toEqual({
    B2: '15—19岁 / 人数',
    C2: '15—19岁 / 人数 › #孕妇',
    B3: '20—29岁 / 人数',
    C3: '20—29岁 / 人数 › #孕妇',
  }));

test('G1 G2 G3 over the columns themselves are heads', () =>
  expect(Object.keys(labels('| 网格 | G1 | G2 | G3 |\n| 党员 | | | |'))).toEqual(['B2', 'C2', 'D2']));

test('男 and 女 under a numbered label at its depth divide it', () =>
  expect(labels('| 指标 | 人数 |\n|   （一）残疾人 | |\n|   男 | |\n|   （二）老年人 | |\n|   男 | |')).toMatchObject({
    B3: '残疾人 › 男 / 人数',
    B5: '老年人 › 男 / 人数',
  }));

test('其中 under a label in rows of pairs that stand over each other divides it, and not the last pair above', () => {
  const found = labels('| 在外居住的居民（人） | | 在册留守儿童（人） | |\n| 其中：女性（人） | | 在册困境儿童（人） | |');
  expect(found['B2']).toBe('在外居住的居民(人) › #女性(人)');
});
