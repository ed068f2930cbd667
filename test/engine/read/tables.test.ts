import { expect, test } from 'vitest';
import { labelOf, labels, read } from './reading.ts';

test('a statistical sheet: codes, units, column numbers, headings and numbering', () => {
  expect(
    labels(`
      | 指标名称 | 计量单位 | 代码 | 本季 | 本年累计 |
      | 甲 | 乙 | 丙 | 1 | 2 |
      | 一、社会救助 | | | | |
      | 最低生活保障人数 | 人 | 01 | | × |
      |    其中：女性 | 人 | 02 | | × |
      | 二、慰问帮扶 | | | | |
      | 慰问帮扶活动 | 次 | 03 | | |`),
  ).toEqual({
    D4: '社会救助 › 最低生活保障人数 / 本季 [人] (01, 1)',
    D5: '社会救助 › 最低生活保障人数 › #女性 / 本季 [人] (02, 1)',
    D7: '慰问帮扶 › 慰问帮扶活动 / 本季 [次] (03, 1)',
    E7: '慰问帮扶 › 慰问帮扶活动 / 本年累计 [次] (03, 2)',
  });
});

test('a cross-tab: merged heads in three levels, merged stubs, totals as formulas', () => {
  expect(
    labels(`
      | 年龄 | 性别 | 户籍人口 | 在家 | ~ | ~ |
      | ^ | ^ | ^ | 人数 | 其中：有活干 | 其中：打零工 |
      | 栏次 | ~ | ①＝② | ② | ③ | ④ |
      | 合计 | ~ | =D4 | =D5+D6 | | |
      | 16—29岁 | 男 | | | | |
      | ^ | 女 | | | | |`),
  ).toMatchObject({
    C4: '合计 / 户籍人口 (①)',
    E4: '合计 / 在家 › 人数 › #有活干 (③)',
    F6: '16—29岁 › 女 / 在家 › 人数 › #打零工 (④)',
  });
});

test('其中 over a group of heads makes parts of the words under it', () => {
  expect(
    labels(`
      | 类别 | 人数 | 其中 | ~ |
      | ^ | ^ | 女 | 60岁以上 |
      | 党员 | | | |`),
  ).toEqual({ B3: '党员 / 人数', C3: '党员 / 人数 › #女', D3: '党员 / 人数 › #60岁以上' });
});

test('a part among the heads belongs to the whole that is counted in the same unit', () => {
  expect(
    labels(`
      | 对象 | 户数 | 人口 | 其中：低保户 |
      | ^ | 户 | 人 | 户 |
      | 脱贫户 | | | |`).D3,
  ).toBe('脱贫户 / 户数 › #低保户 [户]');
});

test('a part does not take its whole from another group of heads', () => {
  expect(
    labels(`
      | 年龄 | 户籍儿童 | 常住儿童 | ~ |
      | ^ | ^ | 其中：随迁儿童 | 合计 |
      | 3岁 | | | |`).C3,
  ).toBe('3岁 / 常住儿童 › #随迁儿童');
});

test('a part among the heads belongs to the whole whose name it ends in', () => {
  expect(
    labels(`
      | 救助家庭 | 户数 | 家庭人口 | 其中：单亲家庭户数 |
      | 低保家庭 | | | |`).D2,
  ).toBe('低保家庭 / 户数 › #单亲家庭户数');
});

test('but not where the nearest whole is counted in the same words, or is more than a count', () => {
  const last = (heads: string): string | undefined => labels(`\n| 对象 | ${heads} |\n| 全村 | | | | |`).E2;
  expect(last('户数 | 人数 | 低保人数 | 其中：残疾人数')).toBe('全村 / 低保人数 › #残疾人数');
  expect(last('户数 | 儿童 | 留守儿童 | 其中：残疾儿童')).toBe('全村 / 留守儿童 › #残疾儿童');
});

test('behind 合计 and 女 a part is one of 合计', () => {
  const table = (first: string): string => `
      | 年龄段 | 老年人 | ~ | ~ | ~ |
      | ^ | ${first} | 女 | 其中 | ~ |
      | ^ | ^ | ^ | 独居 | 失能 |
      | 60—69岁 | | | | |`;
  expect(labels(table('合计'))).toMatchObject({ C4: '60—69岁 / 老年人 › 女', D4: '60—69岁 / 老年人 › 合计 › #独居', E4: '60—69岁 / 老年人 › 合计 › #失能' });
  expect(labels(table('党员'))).toMatchObject({ D4: '60—69岁 / 老年人 › 女 › #独居' });
});

test('按…分 among the heads and in the label column divides the whole before it', () => {
  expect(
    labels(`
      | 指标 | 合计 | 按用途 | ~ |
      | ^ | ^ | 自住 | 出租 |
      | 总人口 | | | |
      | 一、按年龄分 | ~ | ~ | ~ |
      | 0—14岁 | | | |`),
  ).toMatchObject({ C3: '总人口 / 合计 › ÷按用途 › 自住', B5: '总人口 › ÷按年龄分 › 0—14岁 / 合计' });
});

test('二、按…分 divides what 一、按…分 does, unless a whole set out further stands between', () => {
  const table = (item: string, last: string): string => `
      | 指标 | 数量 |
      | 总人口 | |
      | 一、按年龄分 | — |
      | ${item}0—14岁 | |
      | ${item}15岁及以上 | |
      ${last}
      | 二、按户口分 | — |
      | ${item}农业 | |`;
  expect(labels(table('', '')).B7).toBe('总人口 › ÷按户口分 › 农业 / 数量');
  expect(labels(table('　　', '| 总户数 | |')).B8).toBe('总人口 › ÷按年龄分 › 总户数 › ÷按户口分 › 农业 / 数量');
});

test('numbering that begins anew divides what stands before it', () => {
  const table = `
    | 指标 | 数量 |
    | 户籍人口 | |
    | 1.按性别分 | — |
    | 男 | |
    | 流动人口 | |
    | 1.按性别分 | — |
    | 男 | |`;
  expect(labels(table)).toMatchObject({ B4: '户籍人口 › ÷按性别分 › 男 / 数量' });
  expect(labels(table).B7).toContain('流动人口');
});

test('a row of units under the heads', () => {
  expect(
    labels(`
      | 行业 | 单位 | 场所 | 监控 |
      | ^ | 家 | 处 | 路 |
      | 餐饮 | | | |`),
  ).toEqual({ B3: '餐饮 / 单位 [家]', C3: '餐饮 / 场所 [处]', D3: '餐饮 / 监控 [路]' });
});

test('two halves under equal heads are read across; under captions each half keeps its own', () => {
  expect(
    labels(`
      | 项目 | 单位 | 数量 | 项目 | 单位 | 数量 |
      | 常住人口 | 人 | | 其中：60岁以上 | 人 | |`),
  ).toEqual({ C2: '常住人口 / 数量 [人]', F2: '常住人口 › #60岁以上 / 数量 [人]' });
  expect(
    labels(`
      | 一、要素 | ~ | ~ | 二、事件 | ~ | ~ |
      | 项目 | 单位 | 数量 | 项目 | 单位 | 本月 |
      | 网格 | 个 | | 纠纷 | 件 | |
      | 网格员 | 人 | | 其中：成功 | 件 | |`),
  ).toEqual({ C3: '要素 § 网格 / 数量 [个]', F3: '事件 § 纠纷 / 本月 [件]', C4: '要素 § 网格员 / 数量 [人]', F4: '事件 § 纠纷 › #成功 / 本月 [件]' });
});

test('tables side by side, parted by an empty column, are read one after the other', () => {
  const picture = `
    | . 党员和组织情况 | ~ | . | ~ | ~ |
    | . 一、党员 | ~ | . | . 二、组织 | ~ | ~ |
    | 党员总数 | | . | 党支部（个） | | — |
    |   女党员 | | . | 活动名称 | 本季 | 本年累计 |
    | 流动党员 | | . | 主题党日（次） | | |`;
  expect(labels(picture)).toEqual({
    B3: '党员 § 党员总数',
    B4: '党员 § 党员总数 › 女党员',
    B5: '党员 § 流动党员',
    E3: '组织 § 党支部(个)',
    E5: '组织 § 主题党日(次) / 本季',
    F5: '组织 § 主题党日(次) / 本年累计',
  });
});

test('续表 goes on with the labels of the first part', () => {
  expect(
    labels(`
      | 程度 | 代码 | 合计 |
      | 甲 | 乙 | 1 |
      | 总计 | 01 | |
      |   小学 | 02 | |
      | . 续表 | . | . |
      | 程度 | 代码 | 合计 |
      | 甲 | 乙 | 1 |
      |   大学 | 03 | |`).C8,
  ).toBe('总计 › 大学 / 合计 (03, 1)');
});

test('a heading in the table ends the section above it', () => {
  expect(
    labels(`
      | . 二、本季工作 | ~ | ~ |
      | 事项 | 单位 | 本季 |
      | 整治行动 | 次 | |
      | 三、季末设施 | | |
      | 投放点 | 个 | |`),
  ).toEqual({ C3: '本季工作 § 整治行动 / 本季 [次]', C5: '季末设施 › 投放点 / 本季 [个]' });
});

test('a caption ends with its table', () => {
  expect(
    labels(`
      | 表一 基本医疗保险 | ~ | ~ |
      | 人群 | 应保 | 未保 |
      | 18岁以下 | | |
      | . | . | . |
      | 困难群众 | 低保对象 | |`),
  ).toEqual({ B3: '基本医疗保险 § 18岁以下 / 应保', C3: '基本医疗保险 § 18岁以下 / 未保', C5: '困难群众 › 低保对象' });
});

test('remark, signature and definition columns are no questions; their words stay with the row', () => {
  const { fields } = read(`
    | 序 | 字段代码 | 字段名 | 月末值 | 单位 | 取值口径 |
    | 1 | RK_HJ | 户籍人口 | | 人 | 含外出 |
    | 2 | RK_NV | 户籍女性 | | 人 | |`);
  expect(fields.map(({ cell, rowCode, rowPath, notes }) => [cell, rowCode, rowPath[0]?.text, notes[0]?.text])).toEqual([
    ['D2', 'RK_HJ', '户籍人口', '含外出'],
    ['D3', 'RK_NV', '户籍女性', undefined],
  ]);
});

test('a wide table of one row: the community stands in its first column', () => {
  const picture = `
    | 村（社区）名称 | 场次 | ~ | 备注 |
    | ^ | 本月 | 累计 | ^ |
    | 甲 | A | B | 乙 |
    | | | | |`;
  expect(labels(picture)).toEqual({ B4: '/ 场次 › 本月 (A)', C4: '/ 场次 › 累计 (B)' });
  expect(read(picture).context).toMatchObject([{ cell: 'A4', kind: 'community.name' }]);
  expect(read(picture).rosters).toEqual([]);
});

test('a table without words at its left: heads over blanks, twice', () => {
  expect(
    labels(`
      | 场次 | 人次 |
      | =1+1 | |`),
  ).toEqual({ A2: '/ 场次', B2: '/ 人次' });
});

test('rows that only close cells do not end the table', () => {
  expect(
    labels(`
      | 用途 | 管道气 | 瓶装气 |
      | 自住 | | |
      | 附：商户 | —— | 另表 |
      | 附：危房 | —— | |`).C4,
  ).toBe('危房 / 瓶装气');
});

test('footnote marks behind a label stay in it', () => {
  expect(labels('\n| 项目 | 数量 |\n| 户籍人口① | |')).toEqual({ B2: '户籍人口① / 数量' });
});

test('numbers that equations refer to: 一, (一), 2.1, ①', () => {
  expect(
    labels(`
      | 项目 | 人数 |
      | 一、应参保 | |
      | （一）城镇 | |
      | ①老人 | |
      |   ②自理 | |`),
  ).toEqual({
    B2: '应参保 / 人数 (一)',
    B3: '应参保 › 城镇 / 人数 ((一))',
    B4: '应参保 › 城镇 › 老人 / 人数 (①)',
    B5: '应参保 › 城镇 › 老人 › 自理 / 人数 (②)',
  });
});

test('levels are no numbering: 三、四级, C、D级, 一、二级', () => {
  expect(labels('\n| 等级 | 人数 |\n| 一、二级 | |\n| 三、四级 | |\n| C、D级 | |')).toEqual({
    B2: '一、二级 / 人数',
    B3: '三、四级 / 人数',
    B4: 'C、D级 / 人数',
  });
});

test('一中: stands under the label numbered 一, and so do the labels aligned with it', () => {
  expect(
    labels(`
      | 指标 | 数 |
      | 一、主体 | |
      | 一中：餐饮 | |
      |       零售 | |
      | 二、投诉 | |`),
  ).toEqual({ B2: '主体 / 数 (一)', B3: '主体 › #餐饮 / 数', B4: '主体 › #零售 / 数', B5: '投诉 / 数 (二)' });
});

test('a number glued to an age is not read with it: 2.18—59周岁', () => {
  expect(
    labels(`
      | 人群 | 人数 |
      | 1.未满16周岁 | |
      | 2.16—54周岁 | |
      | 3.55周岁及以上 | |
      | 3.1 60周岁及以上 | |`),
  ).toEqual({
    B2: '未满16周岁 / 人数 (1)',
    B3: '16—54周岁 / 人数 (2)',
    B4: '55周岁及以上 / 人数 (3)',
    B5: '55周岁及以上 › 60周岁及以上 / 人数 (3.1)',
  });
});

test('B2中… stands under the row whose code is B2', () => {
  expect(
    labels(`
      | 题号 | 问题 | 回答 |
      | B1 | 村里有几户？ | |
      | B2 | 单亲家庭有几户？ | |
      | B3 | B1中住平房的有几户？ | |`),
  ).toMatchObject({ C4: '村里有几户? › #住平房的有几户? / 回答 (B3)' });
});

test('one row for one community behind its 序号 is no list, and 序号 labels nothing', () => {
  const reading = read(`
    | 序号 | 社区 | 公厕（座） | 绿地（平方米） |
    | 1 | | | |`);
  expect(reading.rosters).toEqual([]);
  expect(reading.context.map(({ cell, kind }) => `${cell} ${kind}`)).toEqual(['B2 community.name']);
  expect(reading.fields.map(labelOf)).toEqual(['/ 公厕(座)', '/ 绿地(平方米)']);
});

test('网格员（人） counts, 网格员 signs; 取数说明 is no question', () => {
  const reading = read(`
    | 指标 | 单位 | 数值 | 取数说明 |
    | 公厕 | 座 | | |
    | 网格员（人） | | | |`);
  expect(reading.fields.map(({ cell }) => cell)).toEqual(['C2', 'C3']);
  const pairs = read('\n| 网格员（人） | | 信息专干 | |');
  expect(pairs.fields.map(({ cell }) => cell)).toEqual(['B1']);
  expect(pairs.context.map(({ cell, kind }) => `${cell} ${kind}`)).toEqual(['D1 person']);
});

test('a code parted from the words by a space is a number, a quantity is not', () => {
  expect(labels('| 09　出租住房（套） | | 10　自住住房（套） | |')).toEqual({ B1: '出租住房(套) (09)', D1: '自住住房(套) (10)' });
  expect(labels('| 11　出租住房 | | 12　自住住房 | |\n| 13　空置住房 | | 50 平方米以下住房 | |')).toEqual({
    B1: '出租住房 (11)',
    D1: '自住住房 (12)',
    B2: '空置住房 (13)',
    D2: '50平方米以下住房',
  });
  expect(labels('| 10 人以下企业 | | 11 人以上企业 | |')).toEqual({ B1: '10人以下企业', D1: '11人以上企业' });
});

test('a bare form number above the title is not the title', () => {
  const { title, fields } = read('| . 民基08 | . | . |\n| . 社区养老服务情况季报 | ~ | ~ |\n| 项目 | 单位 | 本季 |\n| 老年人 | 人 | |');
  expect(title?.text).toBe('社区养老服务情况季报');
  expect(fields[0]?.section).toEqual([]);
});

test.each(['残疾人2026', '残疾人表2'])('a title alone is no form number, though it ends with one: %s', (text) => {
  expect(read(`| . ${text} | ~ |\n| 项目 | 人数 |\n| 女 | |`).title?.text).toBe(text);
});

test('a title with a year is no form number, though another line follows', () => {
  expect(read('| . 残疾人2026 | ~ |\n| . 基本情况统计 | ~ |\n| 项目 | 人数 |\n| 女 | |').title?.text).toBe('残疾人2026');
});

test('a new head in the middle of a table may strike the columns that it has no words for', () => {
  const picture = `
    | 房屋 | 合计 | 自住 | 出租 | 空置 |
    | 套数 | | | | |
    | 住户（户） | 自有 | 租住 | 借住 | — |
    | 户数 | | | | — |
    | 人数 | | | | × |`;
  expect(labels(picture)).toMatchObject({ B2: '套数 / 合计', B4: '户数 / 自有', D4: '户数 / 借住', C5: '人数 / 租住' });
  expect(
    read(picture)
      .fields.map(({ cell, corner, table }) => [cell, corner?.text, table])
      .at(-1),
  ).toEqual(['D5', '住户（户）', 2]);
});

test('words over one column are a new head where the rows below strike the others', () => {
  const picture = (struck: string): string => `
    | 指标 | 户籍 | 外来 | 合计 |
    | 老年人 | | | |
    | 帮扶家庭 | 户数 | | |
    | 单亲家庭 | | ${struck} | ${struck} |`;
  expect(labels(picture('×'))).toMatchObject({ B4: '单亲家庭 / 户数' });
  expect(labels(picture(''))).toMatchObject({ C3: '帮扶家庭 › 户数' });
});

test('words in place of values head nothing below, struck or not', () => {
  const heads = '| 用途 | 管道气 | 瓶装气 | 电 |\n| 自住 | | | |';
  expect(labels(`\n${heads}\n| 商户 | —— | 另表 | —— |\n| 危房 | —— | | —— |`)['C4']).toBe('危房 / 瓶装气');
  expect(labels(`\n${heads}\n| 商户 | 另表 | 另表 | —— |\n| 危房 | | | —— |`)['C4']).toBe('危房 / 瓶装气');
});

test('behind a heading row, blanks across several columns are not headed by what stood over these', () => {
  const picture = `
    | 号 | 类别 | 人数 | ~ |
    | ^ | ^ | 本地 | 外来 |
    | 1 | 老年人 | | |
    | 村里条件 | ~ | ~ | ~ |
    | 河流（条） | ~ | | ~ |
    |   其中：能通航的（条） | ~ | | ~ |
    | 2 | 儿童 | | |`;
  expect(labels(picture)).toEqual({
    C3: '老年人 / 人数 › 本地 (1)',
    D3: '老年人 / 人数 › 外来 (1)',
    C5: '村里条件 § 河流(条)',
    C6: '村里条件 § 河流(条) › #能通航的(条)',
    C7: '村里条件 § 儿童 / 人数 › 本地 (2)',
    D7: '村里条件 § 儿童 / 人数 › 外来 (2)',
  });
});

test('a blank across two columns right under the heads, or across a value and its remark, keeps its head', () => {
  expect(labels('\n| 项目 | 本季 | 累计 |\n| 讲座 | | |\n| 队伍 | | ~ |')['B3']).toBe('队伍 / 本季');
  expect(labels('\n| 项目 | 本季 | 备注 |\n| 讲座 | | |\n| 二、队伍 | ~ | ~ |\n| 志愿者 | | ~ |')['B4']).toBe('队伍 § 志愿者 / 本季');
});

test('heads under the name of a classification divide the one column before them, and 其中 behind them does too', () => {
  expect(
    labels(`
      | 项目 | 本地劳动力 | 性别 | ~ | 年龄段（岁） | ~ | 其中：在外的 |
      | ^ | ^ | 男 | 女 | 16—39 | 40—59 | ^ |
      | 在业 | | | | | | |`),
  ).toEqual({
    B3: '在业 / 本地劳动力',
    C3: '在业 / 本地劳动力 › ÷性别 › 男',
    D3: '在业 / 本地劳动力 › ÷性别 › 女',
    E3: '在业 / 本地劳动力 › ÷年龄段(岁) › 16—39',
    F3: '在业 / 本地劳动力 › ÷年龄段(岁) › 40—59',
    G3: '在业 / 本地劳动力 › #在外的',
  });
});

test('a classification divides nothing where several columns come before it, or one counted in another unit, or of another group', () => {
  const head = (first: string, second: string): string =>
    `\n| 对象 | ${first} | 性别 | ~ |\n| ^ | ${second} | 男 | 女 |\n| 学生 | ${'| '.repeat(first.split('|').length + 2)}|`;
  expect(labels(head('户数 | 人数', '^ | ^'))['D3']).toBe('学生 / 性别 › 男');
  expect(labels(head('男 | 户数', '^ | ^'))['D3']).toBe('学生 / 户数 › ÷性别 › 男');
  expect(labels('\n| 对象 | 户数（户） | 性别 | ~ |\n| ^ | ^ | 男（人） | 女（人） |\n| 学生 | | | |')['C3']).toBe('学生 / 性别 › 男(人)');
  expect(labels('\n| 对象 | 本地 | 外地 | ~ | ~ |\n| ^ | ^ | 合计 | 性别 | ~ |\n| ^ | ^ | ^ | 男 | 女 |\n| 学生 | | | | |')['D4']).toBe(
    '学生 / 外地 › 合计 › ÷性别 › 男',
  );
});

test('a classification with no heads of its own below it, or no column before it, is a head like others', () => {
  expect(labels('\n| 对象 | 人数 | 用途 |\n| 学生 | | |')['C2']).toBe('学生 / 用途');
  expect(labels('\n| 对象 | 年龄 | ~ | 其中：男 |\n| ^ | 6—12 | 13—18 | ^ |\n| 学生 | | | |')).toMatchObject({
    B3: '学生 / 年龄 › 6—12',
    D3: '学生 / 年龄 › #男',
  });
});

test('head words that are two rows tall stand over the row after them', () => {
  expect(
    labels(`
      | 行业 | 行号 | 合计 | ~ | 其中：个体工商户 | ~ |
      | ^ | ^ | ^ | ^ | ^ | ^ |
      | ^ | ^ | 单位数（个） | 人员（人） | 单位数（个） | 人员（人） |
      | 餐饮业 | 1 | | | | |
      | 零售业 | 2 | | | | |`)['E4'],
  ).toContain('个体工商户');
});

test('pairs between two tables are no upper row of the second head', () => {
  const found = labels(`
    | 项目 | ~ | 低保 | 特困 |
    | 户数 | ~ | | |
    | 城市对象（人） | ~ | | 农村对象（人） | ~ | |
    | 工作 | ~ | 本季度 | ~ | 自年初累计 | ~ |
    | 慰问（次） | ~ | | ~ | | ~ |`);
  expect(found).toMatchObject({ C3: '城市对象(人)', F3: '农村对象(人)', C5: '慰问(次) / 本季度', E5: '慰问(次) / 自年初累计' });
});

test('按结果 behind 其中 at one depth divides what 其中 does', () => {
  expect(
    labels(`
      | 工作 | 单位 | 本季 |
      | 隐患排查 | 处 | |
      | 　其中：重大隐患 | 处 | |
      | 　按结果：已整改 | 处 | |
      | 　　　　　正在整改 | 处 | |`),
  ).toMatchObject({ C3: '隐患排查 › #重大隐患 / 本季 [处]', C4: '隐患排查 › ÷按结果 › #已整改 / 本季 [处]', C5: '隐患排查 › ÷按结果 › #正在整改 / 本季 [处]' });
});

test('numbers of columns in brackets and 甲、乙 before labels are no words', () => {
  expect(labels('\n| 人员 | 人数 | 参保 |\n| （栏次） | 1 | 2 |\n| 甲、实有人口 | | |\n| 　（一）外来人口 | | |\n| 乙、户籍人口 | | |')).toMatchObject({
    B3: '实有人口 / 人数 (甲, 1)',
    B4: '实有人口 › 外来人口 / 人数 ((一), 1)',
    B5: '户籍人口 / 人数 (乙, 1)',
  });
});

test.each([
  ['单位', ['2025年']],
  ['单位', ['2025年', '2026年']],
  ['计量单位', ['2024年', '2025 年']],
  ['单位', ['2025年末', '2026']],
])('years beside %s are heads, whose words stay: %s', (unit, years) => {
  const reading = read(`
    | 情况统计表 | ~ |${' ~ |'.repeat(years.length)}
    | 指标 | ${unit} | ${years.join(' | ')} |
    | 残疾人 | 人 |${' |'.repeat(years.length)}`);
  expect(reading.context).toEqual([]);
  expect(reading.loose).toEqual([]);
  expect(reading.fields.map(labelOf)).toEqual(years.map((year) => `残疾人 / ${year.replace(' ', '')} [人]`));
});

test('a year with a gap is a blank still, and none for the community’s name', () => {
  const reading = read(`
    | 指标 | 单位 | 20__年 | 本年 |
    | 残疾人 | 人 | | |`);
  expect(reading.context.map(({ cell, kind }) => `${cell} ${kind}`)).toEqual(['C1 period']);
});

test('【】 and ｛｝ in labels are brackets like any other; notes keep theirs', () => {
  const picture = `
    | 类别【在册】 | 人数【人】 | 老年人｛65岁以上｝ |
    | 户籍人口【含外出】 | | |
    | 【80岁以上】 | | |
    | . 【老年人】65周岁以上户籍人口。 | ~ | ~ |`;
  expect(labels(picture)).toEqual({
    B2: '户籍人口(含外出) / 人数(人)',
    C2: '户籍人口(含外出) / 老年人(65岁以上)',
    B3: '(80岁以上) / 人数(人)',
    C3: '(80岁以上) / 老年人(65岁以上)',
  });
  expect(read(picture).fields[0]?.corner?.text).toBe('类别(在册)');
  expect(read(picture).notes.map(({ text }) => text)).toEqual(['【老年人】65周岁以上户籍人口。']);
});
