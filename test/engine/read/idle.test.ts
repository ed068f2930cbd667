// Empty drawn cells that nobody is to fill: frames wider than one of their tables, rows of signatures, and rows of pairs above heads.
import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { fold } from '../../../engine/read/index.ts';
import { labels, read, words } from './reading.ts';

test('a table narrower than its frame asks nothing behind its last head', () => {
  const found = labels(`
    | 指标 | 单位 | 全村 | 脱贫户 | 监测户 |
    | 户数 | 户 | | | |
    | 活动 | 本季场次 | 本季人次 | 累计场次 | |
    | 走访入户 | | | | |
    | 招聘会 | | | | |`);
  expect(found).toMatchObject({ B4: '走访入户 / 本季场次', D4: '走访入户 / 累计场次', B5: '招聘会 / 本季场次' });
  expect(Object.keys(found)).toEqual(['C2', 'D2', 'E2', 'B4', 'C4', 'D4', 'B5', 'C5', 'D5']);
});

test('a frame with an empty column behind heads of several rows and their numbers', () => {
  const found = labels(`
    | 类别 | 等级 | ~ | 合计 | |
    | ^ | 一级 | 二级 | ^ | |
    | 甲 | 1 | 2 | 3 | |
    | 视力 | | | =B4+C4 | |
    | 听力 | | | =B5+C5 | |`);
  expect(found).toEqual({
    B4: '视力 / 等级 › 一级 (1)',
    C4: '视力 / 等级 › 二级 (2)',
    D4: '视力 / 合计 (3)',
    B5: '听力 / 等级 › 一级 (1)',
    C5: '听力 / 等级 › 二级 (2)',
    D5: '听力 / 合计 (3)',
  });
});

test('labels with their units, and rows with labels below, keep the blank behind them', () => {
  expect(Object.keys(labels('\n| 设施 | 公厕 | 座 | |\n| ^ | 电梯 | 部 | |'))).toEqual(['D1', 'D2']);
  expect(Object.keys(labels('\n| 户籍 | 男 | 儿童 | |\n| ^ | 女 | 儿童 | |'))).toEqual(['D1', 'D2']);
});

test('behind the blanks for a name and a telephone a frame has nothing to fill', () => {
  const picture = '\n| 项目 | 本季 | 累计 | 上年 |\n| 走访 | | | |\n| 讲座 | | | |\n| 填表人 | | | |';
  expect(Object.keys(labels(picture))).toEqual(['B2', 'C2', 'D2', 'B3', 'C3', 'D3']);
  expect(read(picture).context).toMatchObject([{ cell: 'B4', kind: 'person' }]);
  expect(Object.keys(labels(picture.replace('填表人', '站长：')))).not.toContain('C4');
});

test('pairs right above new heads are pairs', () => {
  const found = labels(`
    | 类别 | 常住 | 户籍 | 外出 | 女 | 党员 |
    | 劳动力 | | | | | |
    | 零就业家庭（户） | | 毕业生（人） | | 其中：女 | |
    | 就业服务 | 本季场次 | 本季人次 | 累计场次 | 累计人次 | 备注 |
    | 招聘会 | | | | | |`);
  expect(found).toMatchObject({ B3: '零就业家庭(户)', D3: '毕业生(人)', B5: '招聘会 / 本季场次', E5: '招聘会 / 累计人次' });
});

test('以下为 in a frame heads the rows below, and asks for nothing', () => {
  expect(labels('\n| 内容 | 单位 | 当月 | 累计 |\n| 宣传 | 场 | | |\n| 以下为月末数 | | ~ | ~ |\n| 公厕 | 座 | | |')).toMatchObject({
    C4: '以下为月末数 § 公厕 / 当月 [座]',
  });
});

test('单位 over the names of employers heads no units', () => {
  expect(labels('\n| 单位 | 单位数（个） | 从业人员（人） |\n| 企业 | | |\n| 社会组织 | | |')).toMatchObject({ B2: '企业 / 单位数(个)' });
});

test('every unit that the lexicon counts in is a unit on a form', () => {
  const { units } = JSON.parse(readFileSync(new URL('../../../forms/lexicon/units.json', import.meta.url), 'utf8')) as {
    units: { words: Record<string, string> }[];
  };
  const known = units.flatMap((unit) => Object.keys(unit.words)).filter((word) => !/百分比|周岁|家次|处次|班次|\/次/u.test(word));
  expect(known.filter((word) => !words.unit.test(fold(word)))).toEqual([]);
});

test('a numbered heading struck out, with heads of its own, or over the head of the labels', () => {
  const struck = labels('\n| 号 | 内容 | 单位 | 本季 |\n| 一 | 环境整治 | | — |\n| 1 | 整治行动 | 次 | |\n| 2 | 参与群众 | 人次 | |');
  expect(struck).toMatchObject({ D3: '环境整治 § 整治行动 / 本季 [次] (1)' });
  const again = labels('\n| 指标 | 单位 | 代码 | 户籍 | 常住 |\n| 儿童 | 人 | 01 | | |\n| 四、走访慰问 | — | — | 本月 | 累计 |\n| 次数 | 次 | 02 | | |');
  expect(again).toMatchObject({ D4: '次数 / 本月 [次] (02)', E4: '次数 / 累计 [次] (02)' });
  const over = labels('\n| 一、全部小区 | 小区数 | 电梯 |\n| 管理方式 | 个 | 部 |\n| 物业 | | |');
  expect(over).toMatchObject({ B3: '全部小区 § 物业 / 小区数 [个]' });
});

test('期末 in the line of particulars, and a merged blank behind the name, are the period', () => {
  const context = (line: string): string[] =>
    read(`\n${line}\n| 指标 | 数量 | 备注 | 说明 |\n| 人口 | | | |`).context.map(({ cell, kind }) => `${cell} ${kind}`);
  expect(context('| 社区 | | 期末 | |')).toEqual(['B1 community.name', 'D1 period']);
  expect(context('| . 填报单位： | . | ~ | . |')).toEqual(['B1 community.name']);
});

test('a blank over several columns, in a row with a unit, is asked of none of them', () => {
  const found = labels('\n| 指标 | 单位 | 户籍 | 常住 |\n| 儿童 | 人 | | |\n| 面积 | 公顷 | | ~ |');
  expect(found).toMatchObject({ C2: '儿童 / 户籍 [人]', C3: '面积 [公顷]' });
});

test('a part of a questionnaire is told by the letter behind its number', () => {
  expect(labels('问卷\n| B3 网格员有 | | 名 |\n| 　B3a 其中女网格员 | | 名 |')).toMatchObject({ B2: '网格员有 › #女网格员 [名] (B3a)' });
});

test('what is counted above or inside a table is nobody’s name', () => {
  const above = read('\n| . 户籍总人口： | . | . 户数： | . |\n| 指标 | 数量 | 备注 | 说明 |\n| 儿童 | | | |');
  expect(above.context).toEqual([]);
  expect(Object.keys(labels('\n| 指标 | 数 | 备注 |\n| 残疾人和联系电话 | | |'))).toContain('B2');
  expect(Object.keys(labels('\n| 岗位 | 人数 | 女 |\n| 主管 | | |\n| 职员 | | |'))).toEqual(['B2', 'C2', 'B3', 'C3']);
});

test('heads that nobody merged, and halves with headings of their own', () => {
  const spread = labels('\n| 类别 | 老年人 | | 儿童 | |\n| 分组 | 户籍 | 常住 | 残疾 | 低保 |\n| 合计 | | | | |\n| 女 | | | | |');
  expect(Object.keys(spread)).not.toContain('C1');
  const halves = labels('\n| 一、常住人口 | ~ | ~ | 二、户籍人口 | ~ | ~ |\n| 类别 | 男 | 女 | 类别 | 男 | 女 |\n| 残疾人 | | | 残疾人 | | |');
  expect(halves).toMatchObject({ B3: '常住人口 § 残疾人 / 男', E3: '户籍人口 § 残疾人 / 男' });
});

test('未成年人 can be divided, and one label over a break in the columns turns no card', () => {
  expect(labels('\n| 类型 | 户籍人口（人） | 未成年人（人） | 按性别（人） | ~ |\n| ^ | ^ | ^ | 男 | 女 |\n| 汉族 | | | | |')['D3']).toContain('未成年人');
  const card = labels('\n| 户籍人口（人） | | 　残疾人 | |\n| 　儿童 | | 常住人口（人） | |\n| 　老年人 | | 　低保 | |');
  expect(card['D3']).toBe('常住人口(人) › 低保');
});
