import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

test('a card of pairs: tall labels group them, 其中 belongs to the last whole', () => {
  expect(
    labels(`
      | 人口 | 户籍人口（人） | | 其中：女 | |
      | ^ | 外来人口（人） | | 党员 | |
      | 房屋 | 房屋总数（套） | | 其中：空置 | |`),
  ).toEqual({
    C1: '人口 › 户籍人口(人)',
    E1: '人口 › 户籍人口(人) › #女',
    C2: '人口 › 外来人口(人)',
    E2: '人口 › 党员',
    C3: '房屋 › 房屋总数(套)',
    E3: '房屋 › 房屋总数(套) › #空置',
  });
});

test('a pair knows the pair to its left', () => {
  const { fields } = read('\n| 工作 | 主题党日（次） | | 参加（人次） | |\n| ^ | 党员大会（次） | | 参加（人次） | |');
  expect(fields[3]?.beside).toMatchObject([{ text: '工作' }, { text: '党员大会(次)' }]);
});

test('captions over label and blank head only the pairs below themselves', () => {
  expect(
    labels(`
      | 房屋（套） | ~ | 小区 | ~ |
      | 住房总数 | | 小区（个） | |
      |   自住 | |   业主自治 | |
      | 经营（个） | ~ | 家庭（户） | ~ |
      | 企业 | | 低保 | |`),
  ).toEqual({
    B2: '房屋(套) › 住房总数',
    D2: '小区 › 小区(个)',
    B3: '房屋(套) › 住房总数 › 自住',
    D3: '小区 › 小区(个) › 业主自治',
    B5: '经营(个) › 企业',
    D5: '家庭(户) › 低保',
  });
});

test('a questionnaire without lines: parts, numbers with points, units behind the blanks', () => {
  const picture = `
    | 摸底问卷 | ~ | ~ |
    | 第一部分  人 | | |
    | 1. 有多少户？ | | 户 |
    | 2. 有多少人？ | | 人 |
    |   2.1 7岁到14岁的 | | 人 |
    | | | |
    | 第二部分  房 | | |
    | 3. 危房 | | 套 |
    | 4. 广播响不响？ | □响 □不响 | — |`;
  expect(labels(picture, { undrawn: true })).toEqual({
    B3: '人 § 有多少户? [户] (1)',
    B4: '人 § 有多少人? [人] (2)',
    B5: '人 § 有多少人? › 7岁到14岁的 [人] (2.1)',
    B8: '房 § 危房 [套] (3)',
  });
  expect(read(picture, { undrawn: true }).loose).toMatchObject([{ cell: 'B9', kind: 'choice' }]);
});

test('a serial number before each question is its code', () => {
  expect(labels('\n| 1 | 常住妇女 | | 人 |\n| 2 |   其中女童 | | 人 |')).toEqual({ C1: '常住妇女 [人] (1)', C2: '常住妇女 › #女童 [人] (2)' });
});

test('who fills in what and when is context, beside the label or inside its cell', () => {
  const { context, fields } = read(`
    | 填报单位 | | 填报日期 |   年  月  日 |
    | 户数 | | 人数 | |
    | . 负责人：____ | . | . 电话：____ | . |`);
  expect(context.map(({ cell, kind, inline }) => [cell, kind, inline])).toEqual([
    ['B1', 'community.name', false],
    ['D1', 'date', false],
    ['A3', 'person', true],
    ['C3', 'phone', true],
  ]);
  expect(fields.map(({ cell }) => cell)).toEqual(['B2', 'D2']);
});

test('季度 is a label, and the blank beside it the period', () => {
  expect(read('\n| 村（社区） | | 季度 | |\n| 户数 | | 人数 | |').context.map(({ cell, kind }) => [cell, kind])).toEqual([
    ['B1', 'community.name'],
    ['D1', 'period'],
  ]);
});

test.each([
  ['a body that no list names', '| . 调委会 | . | ~ | . 季末 |', 'B2'],
  ['a code word', '| . SQ_NAME | . | . QB | . |', 'B2'],
  ['no word at all', '| . | ~ | . | . 人 |', 'A2'],
])('above the first table the community writes its name: %s', (_case, line, cell) => {
  const { context } = read(`
    | . 情况统计表 | ~ | ~ | ~ |
    ${line}
    | 项目 | 甲类 | 乙类 | 丙类 |
    | 户数 | | | |`);
  expect(context).toContainEqual(expect.objectContaining({ cell, kind: 'community.name' }));
});

test('blanks for signatures are context', () => {
  const { context, fields } = read(`
    | 工作 | 本季 | 累计 |
    | 走访 | | |
    | 队长签字 | | |`);
  expect(context.map(({ cell, kind }) => [cell, kind])).toEqual([
    ['B3', 'person'],
    ['C3', 'person'],
  ]);
  expect(fields.map(({ cell }) => cell)).toEqual(['B2', 'C2']);
});

test('pairs below a table may stand without lines when their unit follows', () => {
  expect(
    labels(`
      | 项目 | 场 | 人次 |
      | 讲座 | | |
      | . 另：志愿者 | . | . 人 |`).B3,
  ).toBe('志愿者 [人]');
});

test('a sentence with a gap and a tick box are left to a person', () => {
  expect(read('\n| 户数 | |\n| . 本季查处____起 | . |\n| 有无广场 | □有 □无 |').loose.map(({ cell, kind }) => [cell, kind])).toEqual([
    ['A2', 'inline'],
    ['B3', 'choice'],
  ]);
});

test.each([
  ['填报单位：____', true],
  ['填报单位：', true],
  ['填报单位：（盖章）', true],
  ['填报单位：______社区', true],
  ['填报单位：      社区（盖章）', true],
  ['制表机关：某区公安分局', false],
  ['制表机关：民政局', false],
  ['填报单位： 民政局', false],
] as const)('%s has a gap for a name: %s', (text, isBlank) => {
  const { context } = read(`
    | . 人口统计表 | ~ |
    | . ${text} | ~ |
    | 指标 | 数量 |
    | 常住人口 | |`);
  expect(context.map(({ cell }) => cell)).toEqual(isBlank ? ['A2'] : []);
});

test('particulars, title wherever it stands, unit line, notes', () => {
  const reading = read(`
    | . 表号：民统1表 | . |
    | . 有效期至：2027年6月 | . |
    | . 老年人口情况年报 | ~ |
    | . 填报单位：____ | . 单位：人 |
    | 指标 | 数量 |
    | 老年人 | |
    | . 说明：1.常住指住满半年的。 | ~ |`);
  expect(reading.particulars).toMatchObject({ number: '民统1表', validUntil: '2027年6月' });
  expect([reading.title?.text, reading.tableUnit?.text, reading.notes[0]?.cell]).toEqual(['老年人口情况年报', '人', 'A7']);
});

test('hidden sheets ask nothing, but one with drawn blanks is told', () => {
  const { fields, loose } = read('\n| 项目 | 数 |\n| 男 | |\n| 女 | |', { hidden: true });
  expect([fields, loose]).toEqual([[], [{ sheet: expect.any(String), cell: 'B2', kind: 'hidden', text: '男 › 数' }]]);
  expect(read('\n级别 一级 二级\n智力\n肢体', { hidden: true }).loose).toEqual([]);
});

test('lists of choices come with their blanks', () => {
  const validations = [{ ranges: [{ top: 1, left: 2, bottom: 1, right: 2 }], values: ['是', '否'] }];
  expect(read('\n| 是否建成平台 | |\n| 户数 | |', { validations }).fields.map(({ choices }) => choices)).toEqual([['是', '否'], null]);
});
