// Heads in the middle of a table, headings without a unit, gaps that part labels from their values, and what 其中 divides.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

test('其中 at the beginning of a row goes on from 其中 at the end of the row that names the whole', () => {
  expect(labels('\n| 孤儿 | | 持证残疾人 | | 其中：一级 | |\n| 其中：二级 | | 退役军人 | | 烈属 | |')).toMatchObject({ B2: '持证残疾人 › #二级' });
  const card = labels('\n| 户数 | | 人口 | | 其中：女 | |\n| 居民 | | 其中：男 | | 其中：女 | |\n| 其中：老人 | | 其中：儿童 | | 其中：青年 | |');
  expect(card).toMatchObject({ D2: '居民 › #男', B3: '居民 › #老人', D3: '居民 › #儿童', F3: '居民 › #青年' });
  const each = labels('\n| 低保对象 | | 残疾人 | | 其中：党员 | |\n| 其中：女 | | 其中：一级 | | 其中：老人 | |');
  expect(each).toMatchObject({ B2: '低保对象 › #女', D2: '残疾人 › #一级', F2: '残疾人 › #老人' });
  const columns = labels('\n| 实有人口 | | 流动人口 | |\n| 其中：儿童 | | 其中：男 | |\n| 其中：老人 | | 其中：暂住 | |');
  expect(columns).toMatchObject({ D2: '流动人口 › #男', B3: '实有人口 › #老人', D3: '流动人口 › #暂住' });
});

test('a number with its unit in a row of column numbers counts the column', () => {
  expect(labels('\n| 行业 | 单位数 | 从业人员 |\n| 甲 | 1 | 2（人） |\n| 餐饮 | | |')).toEqual({ B3: '餐饮 / 单位数 (1)', C3: '餐饮 / 从业人员 [人] (2)' });
});

test('ages down the first column are no running numbers', () => {
  const { fields, rosters } = read('\n| 年龄 | 男 | 女 |\n| 18 | | |\n| 19 | | |\n| 20 | | |');
  expect(rosters).toEqual([]);
  expect(fields).toHaveLength(6);
  expect(read('\n| 序号 | 姓名 | 电话 |\n| 1 | | |\n| 2 | | |').rosters).toHaveLength(1);
});

test('heads behind an undrawn gap without labels of their own have those before the gap', () => {
  const found = labels('\n| 类型 | 餐饮 | ~ | . | 零售 | ~ |\n| ^ | 户数 | 面积 | . | 户数 | 面积 |\n| 企业 | | | . | | |\n| 个体 | | | . | | |');
  expect(found).toMatchObject({ B3: '企业 / 餐饮 › 户数', E3: '企业 / 零售 › 户数', F4: '个体 / 零售 › 面积' });
});

test('an undrawn gap between labels and their blanks parts no tables', () => {
  const found = labels('\n| 家庭情况 | . | 数量 | 单位 |\n| 单亲家庭 | . | | 户 |\n| 失独家庭 | . | | 户 |');
  expect(found).toEqual({ C2: '单亲家庭 / 数量 [户]', C3: '失独家庭 / 数量 [户]' });
});

test('heads in the middle of a table leave the column of codes empty', () => {
  const found = labels(`
    | 指标 | 代码 | 户籍 | 常住 |
    | 女性 | 01 | | |
    | 二、家庭 | — | 单亲家庭 | 失独家庭 |
    | 　户数 | 02 | | |`);
  expect(found).toMatchObject({ C2: '女性 / 户籍 (01)', C4: '户数 / 单亲家庭 (02)', D4: '户数 / 失独家庭 (02)' });
});

test('heads in the middle of a table may head the columns of units and codes again', () => {
  const found = labels(`
    | 指标 | 单位 | 代码 | 户籍 | 常住 |
    | 女性 | 人 | F01 | | |
    | 以下填在册栏 | 单位 | 代码 | 在册 | / |
    | 孤儿 | 人 | C08 | | / |`);
  expect(found).toMatchObject({ D2: '女性 / 户籍 [人] (F01)', D4: '孤儿 / 在册 [人] (C08)' });
});

test('a row struck out, or empty, as far as its unit heads the rows that have one', () => {
  const struck = labels('\n| 项目 | 单位 | 数量 |\n| 户籍儿童 | —— | —— |\n| 3—5岁 | 人 | |\n| 6—11岁 | 人 | |\n| 随迁子女 | —— | —— |\n| 3—5岁 | 人 | |');
  expect(struck).toEqual({ C3: '户籍儿童 § 3—5岁 / 数量 [人]', C4: '户籍儿童 § 6—11岁 / 数量 [人]', C6: '随迁子女 § 3—5岁 / 数量 [人]' });
  const empty = labels('\n| 项目 | 单位 | 数量 |\n| 月末设施 | | |\n| 公厕 | 座 | |\n| 电梯 | 部 | |\n| 月内工作 | | |\n| 讲座 | 场 | |\n| 走访 | 次 | |');
  expect(empty).toMatchObject({ C3: '月末设施 § 公厕 / 数量 [座]', C6: '月内工作 § 讲座 / 数量 [场]' });
  expect(Object.keys(empty)).not.toContain('C2');
  const unasked = labels('\n| 项目 | 单位 | 数量 |\n| 低保对象 | 人 | |\n| 孤儿 | — | — |\n| 残疾人 | 人 | |\n| 退役军人 | 人 | |');
  expect(unasked['C4']).toBe('残疾人 / 数量 [人]');
  expect(Object.keys(labels('\n| 项目 | 单位 | 数量 |\n| 公厕 | 座 | |\n| 老年食堂 | | |\n| 电梯 | 部 | |\n| 网格 | 个 | |'))).toContain('C3');
});

test('a row numbered as parts are, without a unit, heads those numbered in figures', () => {
  expect(labels('\n| 序号 | 内容 | 单位 | 当月 |\n| 一 | 月末设施 | | |\n| 1 | 公厕 | 座 | |\n| 2 | 电梯 | 部 | |')).toEqual({
    D3: '月末设施 § 公厕 / 当月 [座] (1)',
    D4: '月末设施 § 电梯 / 当月 [部] (2)',
  });
  expect(labels('问卷\n| A | 阵地 | | |\n| A1 | 图书室 | | 个 |\n| B | 今年累计 | | |\n| B1 | 讲座 | | 场 |')).toEqual({
    C2: '阵地 § 图书室 [个] (A1)',
    C4: '今年累计 § 讲座 [场] (B1)',
  });
});

test('a row numbered as others that have units is none of their headings', () => {
  const found = labels('\n| 序号 | 指标 | 单位 | 数量 |\n| A | 孤儿 | | |\n| A1 | 男 | 人 | |\n| B | 残疾人 | 人 | |');
  expect(found['D4']).not.toContain('孤儿');
});

test('单位 before a row of units heads no labels, and #女 among units is none', () => {
  expect(labels('\n| 本季 | 检查 | 演练 | 走访 |\n| 单位 | 次 | 次 | 次 |\n| 数 | | | |\n| 1月起累计 | | | |')).toMatchObject({
    B3: '数 / 检查 [次]',
    B4: '1月起累计 / 检查 [次]',
  });
  const found = labels('\n| 民族 | 户籍 | 常住 | ~ | 流动 |\n| ^ | 人 | 人 | #女 | 人 |\n| 回族 | | | | |');
  expect(found['C3']).toBe('回族 / 常住 [人]');
  expect(found['D3']).toContain('#女');
});

test('条 under 河道 is a unit, whatever it heads elsewhere', () => {
  expect(labels('\n| 社区 | 河道 | 网格 |\n| ^ | 条 | 个 |\n| | | |')).toMatchObject({ B3: '/ 河道 [条]', C3: '/ 网格 [个]' });
});

test('a part called as what a whole counts divides that whole', () => {
  const found = labels('\n| 管理方式 | 小区数 | 楼栋 | 充电棚 | #老旧小区 |\n| ^ | 个 | 栋 | 个 | 个 |\n| 市场化 | | | | |');
  expect(found['E3']).toBe('市场化 / 小区数 › #老旧小区 [个]');
  const nearer = labels('\n| 村 | 人口数 | 户籍人口 | 其中：老年人口 |\n| 甲 | | | |');
  expect(nearer['D2']).toContain('户籍人口 › #老年人口');
});

test('a label that names two has a blank for each, and a word with a colon above the table asks for the name', () => {
  const context = (line: string): string[] => read(`\n${line}\n| 指标 | 数量 | 备注 |\n| 人口 | | |`).context.map(({ cell, kind }) => `${cell} ${kind}`);
  expect(context('| . 填表人及电话： | . | . |')).toEqual(['B1 person', 'C1 phone']);
  expect(context('| 填报人、联系电话 | | . |')).toEqual(['B1 person']);
  expect(context('| . 普查区： | . | . |')).toEqual(['B1 community.name']);
  expect(context('| . 附记 | . | . |')).toEqual([]);
});
