// Tables of single years, notes that name lines and leave some out, populations named by a group, and titles that name two things.
import { describe, expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

describe('single years under a head of ages', () => {
  const table = asks('\n| 年龄（周岁） | 户籍人口（人） |\n| 0—2 | |\n| 3 | |\n| 4—6 | |\n| 合计 | |');

  test('are ages, and their total is theirs alone', () => {
    expect(table['B3']).toBe('person age=3..3 户籍');
    expect(table['B5']).toBe('person age=0..6 户籍');
  });

  test('are none under another head', () => expect(asks('\n| 楼栋 | 户籍人口（人） |\n| 3 | |\n| 4 | |')['B2'] ?? '').not.toContain('age='));
});

describe('notes', () => {
  const sheet = (note: string): Record<string, string> =>
    asks(`
      | 指标 | 单位 | 期末数 |
      | 一、劳动年龄人口（16—59周岁） | 人 | |
      | 　（一）灵活就业 | 人 | |
      | 二、零就业家庭 | 户 | |
      | . ${note} | ~ | ~ |`);

  test.each(['说明：第一、二项（零就业家庭除外）均在常住人口范围内统计。', '说明：第一、二项（零就业家庭不在此列）均按常住人口统计。'])('%s', (note) => {
    expect(sheet(note)['C2']).toBe('person age=16..59 常住');
    expect(sheet(note)['C4']).toBe('household zeroEmployment=yes');
  });

  test.each([
    '说明：第1—3题中“住在本村”指户口在本村并且没有外出，以及户口不在本村但已住满半年。',
    '说明：住在本村即常住，指户口在本村未离开的和外来住满半年的。',
    '说明：住在本村包括户口在本村未外出的和外来住满半年的。',
  ])('%s names 常住', (note) => expect(rows(['住在本村的妇女'], [note])).toEqual(['person sex=female 常住']));

  test('a population named together with a group is that population, whatever the group', () =>
    expect(rows(['实际居住80周岁以上'], ['说明：实际居住老年人指户口在本村未离开的和外来住满半年的。'])).toEqual(['person age=80.. 常住']));

  test('what is said of the group as well is no name of the population', () =>
    expect(rows(['常住人口'], ['说明：常住老年人指户口在本村未离开的，以及外来住满半年的65周岁及以上人口。'])).toEqual(['person 常住']));

  test('以下各项均为…中的人数 is about the whole table', () =>
    expect(rows(['高血压患者'], ['说明：服务人口即常住人口；以下各项均为服务人口中的人数。'])).toEqual(['person chronic=both,hypertension 常住']));
});

describe('a total before a population and a group', () => {
  const table = asks(
    '\n| 项目 | 单位 | 期末 | ~ | ~ |\n| ^ | ^ | 合计 | 65岁及以上 | 外来居住半年以上 |\n| 常住人口 | 人 | | | |\n| 签约率 | % | | | |\n| . 说明：签约率=签约人数÷常住人口×100%。 | ~ | ~ | ~ | ~ |',
  );

  test('is the whole', () => expect(table['C3']).toBe('person 常住'));

  test('a share printed in names is taken within its column on both sides', () => {
    const [share = ''] = Object.values(
      asks(
        '\n| 项目 | 单位 | 65岁及以上 |\n| 常住人口 | 人 | |\n| 家庭医生签约率 | % | |\n| . 说明：本表按常住人口统计。家庭医生签约率=家庭医生签约人数÷常住人口×100%。 | ~ | ~ |',
      ),
    ).slice(-1);
    expect(share).toBe('person age=65.. familyDoctor=yes 常住 ÷ person age=65.. 常住 × 100');
  });
});

describe('a title that names two things', () => {
  const first = (title: string): string => asks(`\n| ${title} | ~ | ~ |\n| 项目 | 单位 | 期末数 |\n| 60岁及以上常住老年人 | 人 | |`, { title })['C3'] ?? '';

  test('does not narrow a row that says whom it counts', () => expect(first('养老服务和独居老人情况表')).toBe('person age=60.. 常住'));
  test('one that names one group does', () => expect(first('独居老人情况表')).toContain('livingAlone=yes'));
});

test('a row of units under the heads is no list of things', () => {
  const wide = asks('\n| 设施 | ~ | 本季 | ~ |\n| 公厕 | 住宅小区 | 投诉受理 | 环境整治 |\n| 座 | 个 | 件 | 次 |\n| | | | |\n| . | . | . | . |');
  expect(wide['A4']).toBe('community.publicToilets');
  expect(wide['C4']).toBe('event kind=complaint');
});

test('全部单位和个体户 are all businesses', () => {
  const sheet = asks('\n| 项目 | 单位 | 年末数 |\n| 经营主体（全部单位和个体户） | 个 | |\n| 　其中：加工制造 | 个 | |');
  expect(sheet['C2']).toBe('business');
  expect(sheet['C3']).toBe('business trade=manufacturing');
});

test('where every part has its own 其中, a label set in deeper stands within the last of them', () => {
  const sheet = asks(`
    | 项目 | 单位 | 年末数 |
    | 常住人口 | 人 | |
    | 　其中：外来人口 | 人 | |
    | 　其中：60岁及以上 | 人 | |
    | 　其中：劳动年龄人口（16至59岁） | 人 | |
    | 　　　单位就业 | 人 | |
    | 　其中：离退休人员 | 人 | |`);
  expect(sheet['C6']).toBe('person age=16..59 employment=employed 常住');
  expect(sheet['C7']).toBe('person employment=retired 常住');
});

test('after few of them it stands beside it', () => {
  const sheet = asks('\n| 项目 | 单位 | 年末数 |\n| 常住人口 | 人 | |\n| 　其中：60岁及以上 | 人 | |\n| 　　　　单位就业 | 人 | |');
  expect(sheet['C4']).toBe('person employment=employed 常住');
});

test('a field of work over the labels of one half of a table says nothing of them', () => {
  const sheet = asks(
    '\n| 老年人（人） | ~ | 养老服务（截至年末） | ~ |\n| 项目 | 数量 | 项目 | 数量 |\n| 户籍80周岁以上 | | 社区食堂（个） | |\n| 户籍90周岁以上 | | 养老床位（张） | |',
  );
  expect(sheet['D3']).toBe('community.canteens');
  expect(sheet['B4']).toBe('person age=90.. 户籍');
});

test.each(['（三）按婚姻状况分组（20周岁及以上）', '按婚姻状况分（20周岁及以上）：', '20周岁及以上人口按婚姻状况分'])(
  '%s divides those of that age',
  (heading) =>
    expect(asks(`\n| 项目 | 单位 | 户籍人口 |\n| ${heading} | — | — |\n| 　　未婚 | 人 | |\n| 　　有配偶 | 人 | |`)['C3']).toBe(
      'person age=20.. marital=single 户籍',
    ),
);

test('parts that a note adds up by name are told apart in each group of columns', () => {
  const sheet = asks(
    `
    | 隐患级别 | 本月 | ~ | ~ | ~ | 本年累计 | ~ | ~ | ~ |
    | ^ | 排查发现 | 已整改 | 正在整改 | 未整改 | 排查发现 | 已整改 | 正在整改 | 未整改 |
    | 一般隐患 | | | | | | | | |
    | 重大隐患 | | | | | | | | |
    | . 注：排查发现=已整改+正在整改+未整改。 | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~ |`,
    { title: '隐患排查治理月报', frequency: 'monthly' },
  );
  expect(sheet['E3']).toBe('event kind=hazard level=minor result=failure');
  expect(sheet['I3']).toBe('event kind=hazard level=minor result=failure 本年累计');
});
