// What the forms of a new town ask for: businesses by kind and licence, newcomers by how long they have stayed.
import { describe, expect, test } from 'vitest';
import { asks, rows, says, understand } from './meaning.ts';

describe('whom a note counts and nobody else', () => {
  const note = '①本表只统计户口不在本社区、在本社区居住已满半年的流动人口，居住不满半年的不统计。②“小学及以下”含未上过学的。';

  test('narrows what the title names, though the note is one of several with numbers', () => {
    expect(rows(['合计', '男性'], [`注：${note}`], { title: '流动人口结构年度调查表' })).toEqual([
      'person residence=settled',
      'person residence=settled sex=male',
    ]);
  });

  test('and is of the marked labels alone where the number stands at one', () => {
    const [all] = rows(['流动人口', '其中：来区就业人员①'], [`注：${note}`]);
    expect(all).toBe('person 流动');
  });
});

describe('a definition', () => {
  test.each(['少数民族为汉族以外各民族。', '少数民族指除汉族以外的民族。'])('of what is left over: %s', (note) => {
    expect(rows(['少数民族'], [`说明：本表均按户籍人口统计。${note}`])).toEqual(['person ethnic=!汉族 户籍']);
  });

  test('half understood does not turn its word round', () => {
    expect(rows(['少数民族'], ['说明：本表均按户籍人口统计。少数民族指汉族撇开后余下的各族。'])).toEqual(['person ethnic=!汉族 户籍']);
  });

  test('is none where an equation adds up columns of the sheet', () => {
    const sheet = asks(`
      | 行业 | 场所数（处） | 合格（处） | 隐患未整改（处） |
      | 餐饮 | | | |
      | . 注：场所数=合格+隐患未整改。 | ~ | ~ | ~ |`);
    expect(sheet['B2']).toBe('business trade=catering');
  });
});

test.each(['本社区以外的老年人', '女党员以外的妇女', '除低保金以外还领取高龄津贴的老年人', '本村以外的低保对象'])(
  '以外 beside anything but a nation stays open: %s',
  (label) => expect(rows([label])[0]).toMatch(/\+/u),
);

test.each([
  ['本表按常住人口统计，户籍外出人口不计算。', 'person age=60.. 常住'],
  ['本表按户籍人口统计，流动人口不统计。', 'person age=60.. 户籍'],
])('whom a note leaves out is not taken in: %s', (note, line) => expect(rows(['老年人'], [`说明：${note}`])).toEqual([line]));

test('notes with numbers that each count one group are of no other', () => {
  const [dibao, disabled] = rows(['城市低保', '残疾人'], ['说明：①只统计城市低保对象。②只统计持证残疾人。']);
  expect(dibao).not.toContain('disabilityCertified');
  expect(disabled).not.toContain('Dibao');
});

describe('businesses', () => {
  const table = `
    | 行业类别 | 场所数（处） | 从业人员（人） | 按检查结果（处） | ~ |
    | ^ | ^ | ^ | 合格 | 隐患未整改 |
    | 餐饮 | | | | |
    | 全部单位（含非小场所） | | | | |`;

  test('of a sheet on small places are small places, but for the row that says it means all', () => {
    const sheet = asks(table, { title: '消防小场所排查汇总表' });
    expect(sheet['B3']).toBe('business smallPlace=yes trade=catering');
    expect(sheet['C3']).toBe('business.staff smallPlace=yes trade=catering');
    expect(sheet['E3']).toBe('business safety=open smallPlace=yes trade=catering');
    expect(sheet['B4']).toBe('business');
    expect(sheet['E4']).toBe('business safety=open');
  });

  test('of a sheet on old estates are all of them where it counts the old ones besides', () => {
    const sheet = asks('| 小区数（个） | 其中：老旧小区数（个） |\n| | |', { title: '老旧小区改造情况表' });
    expect(sheet['A2']).not.toContain('old');
    expect(sheet['B2']).toContain('old=yes');
  });

  test('of a trade alone are all of that trade', () => expect(asks(table, { title: '场所安全检查汇总表' })['B3']).toBe('business trade=catering'));

  test('with a certificate that nobody explains are not all of their kind', () => {
    const sheet = asks(`
      | 指标 | 餐饮 | 零售 |
      | 持证主体 | | |
      | 其中：企业 | | |`);
    expect(sheet['B3']).toMatch(/kind=enterprise.*\+持证/u);
  });

  const trades = (total: string): string => `
    | 商户数（户） | ~ | ~ | 从业人员（人） | ~ | ~ | ${total} | ~ | ~ |
    | 餐饮 | 零售 | 住宿 | 餐饮 | 零售 | 住宿 | 商户数（户） | 从业人员（人） | 个体工商户（户） |
    | | | | | | | | | |`;

  test('are added up for as many trades as the total says', () => {
    expect(asks(trades('三行业合计'))['G3']).toBe('business trade=catering,lodging,retail');
    expect(asks(trades('三行业合计'))['H3']).toBe('business.staff trade=catering,lodging,retail');
    expect(asks(trades('三行业合计'))['I3']).toBe('business kind=individual trade=catering,lodging,retail');
  });

  test('and not for trades that nobody knows', () => {
    const sheet = asks(`
      | 餐饮（家） | 零售（家） | 住宿（家） | 特种行业 | ~ | ~ | ~ |
      | ^ | ^ | ^ | 典当（家） | 旧货（家） | 开锁（家） | 三行业合计（家） |
      | | | | | | | |`);
    expect(sheet['G3']).toContain('+三行业合计');
  });

  test('and stay open where the sheet names other than that', () => expect(asks(trades('四行业合计'))['G3']).toMatch(/^business \+四行业合计/u));
});

test.each([
  ['户籍在外、居住半年以上的人口', 'person residence=settled'],
  ['户籍在外、居住不满半年的人口', 'person residence=transient'],
  ['户籍在外、在本社区居住的人口', 'person 流动'],
])('those registered elsewhere: %s', (label, line) => expect(rows([label])).toEqual([line]));

test.each(['刑释回归人员', '刑满释放回村人员', '儿女不在身边的老人'])('no letter of %s is taken for a nation or a sex', (label) => {
  expect(says(label)).not.toMatch(/ethnic|sex=|\+/u);
});

test('a year printed beside 年份 heads nothing', () => {
  const form = understand(`
    | 所在社区 | | 年份 | 2026 | 填报日期 | |
    | 类型 | 家数 | 10人以下（家） | 10—19人（家） | 20人以上（家） | 制造业（家） |
    | 企业 | | | | | |`);
  expect(form.fields.map(({ reading }) => reading.columnPath.map(({ text }) => text))).toContainEqual(['10—19人(家)']);
  expect(form.fields.every(({ reading }) => reading.columnPath.every(({ text }) => !/年份|2026/u.test(text)))).toBe(true);
});

test('a part of one of two rows that cannot be told apart cannot either', () => {
  const sheet = asks(`
    | 项目 | 单位 | 数量 |
    | 户籍在住老人（满60岁） | 人 | |
    | 　八十岁及以上 | 人 | |
    | 户口在村又住在村的老人（满60岁） | 人 | |
    | 　八十岁及以上 | 人 | |`);
  expect(sheet['C3']).toMatch(/indistinct/u);
  expect(sheet['C5']).toMatch(/indistinct/u);
});

test('people of whom only another row speaks are not everybody', () => {
  const sheet = asks(`
    | 项目 | 单位 | 数量 |
    | 低保户 | 户 | |
    | 该类人员 | 人 | |
    | 　退役军人 | 人 | |`);
  expect(sheet['C4']).toMatch(/veteran=yes \+该类人员/u);
});

describe('columns beside each other', () => {
  test('a population named over a later column is not that of those before it', () => {
    const sheet = asks('\n| 年龄 | 党员总数（名） | 总数中 | ~ | 组织关系 | ~ |\n| ^ | ^ | 女 | 少数民族 | 在本社区党组织 | 流动 |\n| 30岁及以下 | | | | | |');
    expect(sheet['C3']).toContain('politics=party sex=female');
    expect(sheet['C3']).not.toContain('流动');
  });

  test('占比 counts nobody, whatever the rows are counted in, and a note on it is no definition', () => {
    const sheet = asks(`
      | 项目 | 单位 | 合计 | 占比 |
      | 老年人 | 人 | | |
      | . 说明：老年人指60周岁及以上常住人口；占比为占老年人总数的百分比。 | ~ | ~ | ~ |`);
    expect(sheet['C2']).toBe('person age=60.. 常住');
    expect(sheet['D2']).toMatch(/ratioNotResolved/u);
  });
});

test('一、中:女性 is of 一', () => {
  const sheet = asks(`
    | 指标 | 单位 | 数量 |
    | 一、低保对象 | 人 | |
    | 　1.老年人（60岁及以上） | 人 | |
    | 　一、中：持证残疾人 | 人 | |`);
  expect(sheet['C4']).toBe('person aid=ruralDibao,urbanDibao disabilityCertified=yes');
});

test('a part of what happened is of its kind', () => {
  const sheet = asks(`
    | 活动 | 本季（次） |
    | 安全检查 | |
    | 　其中：查出重大隐患 | |
    | 隐患排查 | |`);
  expect(sheet['B3']).toBe('event kind=safetyCheck level=grave');
});

test('各行均为常住居民中的该类人群 is said of registers too', () => {
  expect(rows(['持证残疾人'], ['注：各行均为季末常住居民中的该类人群，常住居民指户口在本地并住在本地的和来住半年以上的。'])).toEqual([
    'person disabilityCertified=yes 常住',
  ]);
});

test('1.统计范围为 numbers a note and no row', () => {
  expect(
    rows(['60岁及以上'], ['说明：1.统计范围为年末住在本社区的常住人口：户口在本社区且住在本社区的人，和户口在外、来本社区住满半年的人。2.年龄为周岁。']),
  ).toEqual(['person age=60.. 常住']);
});

test.each([
  ['低保对象', '低保对象指本人享受低保的人，按低保类别分城市、农村。', 'person aid=ruralDibao,urbanDibao'],
  ['小场所 [家]', '小场所指列入“九小场所”台账的经营主体，按行业归类：小餐饮—餐饮，小商店—零售。', 'business smallPlace=yes'],
])('how a definition says that its things are sorted is no part of it: %s', (label, note, line) =>
  expect(rows([label], [`说明：不分户籍。${note}`])[0]).toBe(line),
);

test('“以上”不含本数 is about bounds and leaves out nobody', () => {
  const sheet = asks('\n| 行业 | 经营主体（家） |\n| 餐饮 | |\n| . 说明：①经营主体不论是否列入台账。②“以上”不含本数。 | ~ |');
  expect(sheet['B2']).not.toContain('本数');
});
