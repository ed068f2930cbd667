// Words that say again what the blank is under already, sentences that free, names of places and populations, and what is rated.
import { expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

test('小 before a line of business says no more than 九小场所 does', () => {
  const table = (title: string): Record<string, string> => asks('\n| 类别 | 家数（家） |\n| 小服务 | |\n| 小培训 | |\n| 小旅馆 | |', { title });
  expect(Object.values(table('九小场所消防安全统计表'))).toEqual([
    'business smallPlace=yes trade=service',
    'business smallPlace=yes trade=education',
    'business smallPlace=yes trade=lodging',
  ]);
  expect(table('行业分布统计表')['B2']).toContain('+小');
});

test('患者 says nothing more of those who have the disease, and names nobody by itself', () => {
  expect(rows(['高血压患者数', '老年患者'], ['本表按常住人口统计。'])).toEqual([
    'person chronic=both,hypertension 常住',
    expect.stringContaining('+患') as string,
  ]);
});

test('不分户籍 behind a pause frees the row, as it does behind a comma', () => {
  for (const label of ['持证残疾人（在册、不分户籍）', '持证残疾人（在册，不分户籍）', '持证残疾人、不分户籍'])
    expect(rows([label])).toEqual(['person disabilityCertified=yes']);
  expect(rows(['低保对象', '专职网格员'], ['各类重点人员按在册数、不分户籍。'])).toEqual(['person aid=ruralDibao,urbanDibao', 'person gridWorker=yes']);
});

test('本村（社区） is the place that fills the form in', () => {
  const home = '在家指户籍在本村（社区）并在本村（社区）居住。';
  expect(rows(['在家的劳动力'], [home])).toEqual(['person age=16..59 residence=resident']);
  const flow = '流动育龄妇女指户口不在本村（社区）、现住本村（社区）的外来人员，不论居住是否满半年，不含境外。';
  expect(rows(['流动育龄妇女'], [flow])).toEqual(['person age=15..49 sex=female 流动']);
});

test('a note defines the name of a population in its own word too', () => {
  const note = '本卷实住人员指实际住在本村的全部人员：本村户籍在家的、外来的（无论住了多久）、境外来的，都算。';
  expect(rows(['实住的孕妇'], [note])).toEqual(['person pregnant=yes 实有']);
  expect(rows(['在册60岁以上'], ['在册指户籍在本村（含外出）。'])).toEqual(['person age=60.. 户籍']);
});

test('groups that a note adds up share the ages that it says of one of them', () => {
  const note = '在住老人是指户口在本村且在此居住的，加上户口不在本地且在此住满半年的60周岁以上的人。';
  expect(rows(['在住老人'], [note])).toEqual(['person age=60.. 常住']);
  const listed = '在住老人指年满60周岁、实际住在本社区的老人，户籍在本社区且未外出的和户籍在外、来此居住满半年的都要统计。';
  expect(rows(['在住老人'], [listed])).toEqual(['person age=60.. 常住']);
});

test('what a note says of a label lays nothing over the other rows', () => {
  const note = '填写提示：户口在本村含人在外的；60岁以上含60岁，18岁以下不含18岁。';
  expect(rows(['户口在本村的老人（60岁以上）', '专职网格员'], [note])).toEqual(['person age=60.. 户籍', 'person gridWorker=yes']);
});

test('a word of its own measure beside the name of the class says which of them are meant', () => {
  const [lift, none, all] = rows(['有电梯的小区 [个]', '尚无电梯的小区 [个]', '有楼栋的小区 [个]']);
  expect([lift, none]).toEqual(['compound lift=yes', 'compound lift=no']);
  expect(all).toContain('+楼栋');
});

test('a part of a group of people is no plain fact of the place', () => {
  const found = asks('\n| 退役军人（人） | 总人数 | | 其中：登记志愿者 | |');
  expect(found['E1']).toContain('+退役军人');
});

test('several populations in a heading are its subjects, and each row says its own', () => {
  const found = asks('\n| 项目 | 单位 | 数量 |\n| 一、户籍和外出 | ~ | ~ |\n| 户口在本村的有多少户 | 户 | |\n| 二、其他 | ~ | ~ |\n| 网格 | 个 | |');
  expect(found['C3']).toBe('household 户籍');
});

test('a heading that its rows make narrower still says whose sex and population it is about', () => {
  const found = asks('\n| 项目 | 人数 |\n| 男青年（户籍，含外出） | ~ |\n| 18岁 | |\n| 18—22岁 | |\n| 18—35岁 | |');
  expect(found['B3']).toContain('sex=male');
});

test('what is rated: 率 and 占比 with % behind them, bands, and heads in two halves', () => {
  const insured = asks(
    '\n| 组别 | 应参保人数 | 参保人数 | 参保率% |\n| 60岁及以上 | | | |\n| . 说明：本表按常住人口统计。参保率=参保人数÷应参保人数×100%。 | ~ | ~ | ~ |',
  );
  expect(insured['D2']).toContain('÷ person age=60..');
  const share = asks('\n| 指标 | 单位 | 按户籍口径 | 按常住口径 |\n| 60周岁及以上人口占比 | ％ | | |');
  expect(share['C2']).toBe('person age=60.. 户籍 ÷ person 户籍 × 100');
  const union = asks(
    '\n| 单位类型 | 全部单位 | 已建工会 | ~ |\n| ^ | 单位（个） | 单位（个） | 建会率（%） |\n| 企业 | | | |\n| . 说明：建会率=已建工会单位数÷全部单位数×100%。 | ~ | ~ | ~ |',
  );
  expect(union['D3']).toBe('business kind=enterprise unionOrg=yes ÷ business kind=enterprise × 100');
});

test('其他 over rows that are kinds themselves says nothing of them', () => {
  const found = asks('\n| 项目 | 人数（人） |\n| 其他重点儿童 | ~ |\n|   困境儿童（在册） | |\n|   孤儿（在册） | |');
  expect(found['B3']).not.toContain('+');
});

test('signs for vertical and for small text are those of plain text', () => {
  expect(rows(['户籍人口︵人︶', '常住人口﹙人﹚'])).toEqual(['person 户籍', 'person 常住']);
});

test('a purpose before those whom a word takes in, and how long they stay, narrow nothing', () => {
  const notes = [
    '应急工作所称常住人员，指发生灾害时需要在本村组织避险的全部中国公民：户籍在住的和外来居住的。外来人员不论住满半年还是不满半年（含季节性务工人员）都算。',
    '本表各类人员均在此范围内统计。',
  ];
  expect(rows(['孕妇'], notes)).toEqual(['person pregnant=yes residence=resident,settled,transient']);
  const flow = '流动人口指户籍在外且居住在本村的人口，半年以上、不足半年都算，不含境外（与常住人口有交叉）。';
  expect(rows(['流动人口'], [flow])).toEqual(['person 流动']);
});

test('registered, away and from elsewhere, all taken in, are nobody left out', () => {
  expect(rows(['低保对象'], ['按在册情况填写，户籍在住、外出和外来的残疾人都包括在内。'])).toEqual(['person aid=ruralDibao,urbanDibao']);
  expect(rows(['社区矫正对象（月末在册，户籍、居住不限）'])).toEqual(['person corrections=yes']);
});

test('a word in lenticular brackets is what the sentence behind it explains', () => {
  const note = '【服务人口】户口在本社区并住在本社区的人＋户口不在本社区、现住在本社区的人（不论住满半年与否）。';
  expect(rows(['服务人口'], [note])).toEqual(['person residence=resident,settled,transient']);
});

test('whom a definition leaves out in its next sentence are none of the other rows', () => {
  const note = '在住老年人：满60周岁，户籍在本村且住在本地的，加上户籍在外地、在本村住满半年的。户籍在本地而常年在外的不算。';
  expect(rows(['在住老年人', '户籍老年人（含外出）'], [note])).toEqual(['person age=60.. 常住', 'person age=60.. 户籍']);
});

test('a corner with its sex in brackets is of that sex', () => {
  const found = asks('\n| ①妇女（女性，人） | ~ | 户籍 |\n| 年龄 | 18—59周岁 | |\n| ^ | 60周岁以上 | |');
  expect(found['C3']).toBe('person age=60.. sex=female 户籍');
});

test('a total over two divisions of the same people is of all of them', () => {
  const found = asks('\n| 分组 | ~ | 常住（人） |\n| 总计 | — | |\n| 年龄 | 17岁以下（含17岁） | |\n| ^ | 60岁以上 | |\n| 民族 | 汉族 | |\n| ^ | 回族 | |');
  expect(found['C2']).toBe('person 常住');
});

test('the school over the ages of children is no degree', () => {
  const found = asks('\n| 学段 | 周岁 | 户籍（人） |\n| 小学 | 7—11 | |\n| 初中 | 12—14 | |');
  expect(found['C2']).toBe('person age=7..11 户籍');
});

test('a heading of subjects says nothing of a row that names its own', () => {
  const found = asks('\n| 党员和组织（期末） | ~ | ~ | ~ |\n| 新就业群体（人） | | 党员（人） | |');
  expect(found['B2']).not.toContain('politics');
});
