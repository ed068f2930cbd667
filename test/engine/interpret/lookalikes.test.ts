// Labels that look alike and must never be one datum, and those whose words leave open what is meant.
import { describe, expect, test } from 'vitest';
import { asks, rows, says, understand } from './meaning.ts';

test.each([
  ['独居、空巢老年人', '空巢老年人'],
  ['独居、空巢老年人', '独居老年人'],
  ['残疾、低保人员', '残疾人'],
  ['妇女、儿童', '女童'],
  ['老年人、残疾人', '残疾老年人'],
  ['男女老年人', '女性老年人'],
  ['留守妇女', '留守女童'],
  ['未纳入低保的残疾人', '纳入低保的残疾人'],
  ['未列入优抚的退役军人', '列入优抚的退役军人'],
  ['无子女老人', '老人'],
  ['退役军人子女', '退役军人'],
  ['残疾人家属', '残疾人'],
  ['老年人（不含独居）', '老年人'],
  ['老年人（不含残疾人）', '老年人'],
  ['老年人（含残疾人）', '老年人'],
  ['退役军人（含家属）', '退役军人'],
  ['残疾人（不含未办证）', '残疾人'],
  ['网格员（兼职）', '网格员'],
  ['60岁以上（不含60岁）', '60岁以上'],
  ['60岁（不含）以上', '60岁以上'],
  ['超过60岁', '60岁以上'],
  ['16岁以下（含16岁）', '16岁以下（不含16岁）'],
  ['老年人≥2种病', '老年人'],
  ['劳动力（男16—60岁，女16—55岁）', '16—55岁'],
  ['新增残疾人', '残疾人'],
  ['累计签约', '签约'],
  ['本年签约老年人', '签约老年人'],
  ['当年退役军人', '退役军人'],
  ['应建档人数', '已建档人数'],
  ['实际残疾人', '在册残疾人'],
  ['老年人人次', '老年人'],
  ['低保人数', '低保边缘人数'],
  ['1类残疾人', '2类残疾人'],
  ['一级残疾人', '一、二级残疾人'],
  ['截至6月底老年人', '老年人'],
  ['2025年末老年人', '2026年末老年人'],
  ['2025年老年人', '老年人'],
  ['户籍在外省的老年人', '户籍老年人'],
  ['常住人口（3—15）', '常住人口'],
  ['企业（10—49）', '企业'],
  ['户籍家庭（1—3）', '户籍家庭'],
  ['常住人口（65岁以上除外）', '常住人口'],
  ['党员（不含学生）', '党员'],
  ['学生党员', '党员'],
  ['老年人（重点）', '老年人'],
  ['志愿者（企业）', '志愿者'],
  ['残疾人（累计）', '残疾人'],
  ['低保对象（家庭）', '低保对象'],
  ['建档老年人（未）', '建档老年人'],
])('%s is not %s', (one, other) => {
  expect(says(one)).not.toBe(says(other));
});

test.each([
  ['失能、半失能老年人', '失能和半失能老年人'],
  ['60—79岁，独居', '独居60—79岁'],
  ['一、二级残疾', '重度残疾'],
  ['空巢老人（含独居）', '空巢老人'],
  ['当月低保对象', '低保对象'],
  ['60岁以上（不含80岁以上）', '60—79岁'],
  ['老年人（详见附表）', '老年人'],
  ['常住人口（3—15）', '3—15岁常住人口'],
  ['老年人（85以上）', '85岁以上老年人'],
  ['常住人口（65岁以上除外）', '64岁及以下常住人口'],
])('%s is %s', (one, other) => {
  expect(says(one)).toBe(says(other));
});

test('万元 and 元 are one datum in two units; % and ‰ are two', () => {
  const notes = ['说明：本表按户籍人口统计。'];
  const [a, b] = rows(['慰问资金 [万元]', '慰问资金 [元]'], notes);
  expect(a).toBe(b);
  expect(rows(['老年人占总人口比例 [%]', '老年人占总人口比例 [‰]'], notes)).toEqual([
    'person age=60.. 户籍 ÷ person 户籍 × 100',
    'person age=60.. 户籍 ÷ person 户籍 × 1000',
  ]);
});

test('an outer label is no mere heading when it names a group, is counted or is divided', () => {
  expect(
    asks(`
      | 项目 | 人数 |
      | 刺绣传承人 | |
      |   其中：女 | |
      |   党员 | |
      | 新增残疾人 | |
      |   男 | |
      | . 说明：本表均按户籍人口统计。 | ~ |`),
  ).toEqual({
    B2: 'person 户籍 +刺绣传承 ?unknownWords',
    B3: 'person sex=female 户籍 +刺绣传承 ?unknownWords',
    B4: 'person politics=party 户籍 +刺绣传承 ?unknownWords',
    B5: 'person disability=!none 户籍 +新增 ?unknownWords',
    B6: 'person disability=!none sex=male 户籍 +新增 ?unknownWords',
  });
});

test('a heading over groups that say what they are changes nothing', () => {
  expect(asks('\n| 社会救助 | 低保人员（人） | |\n| ^ | 特困人员（人） | |')).toEqual({ C1: 'person aid=ruralDibao,urbanDibao', C2: 'person aid=tekun' });
});

test('甲 or 乙 is not 甲 who are 乙 too, whatever they are', () => {
  const both = asks('\n| 项目 | 龘龘和鱻鱻 |\n| 户籍老年人 | |')['B2'];
  const each = asks('\n| 项目 | 鱻鱻 |\n| 户籍龘龘老年人 | |')['B2'];
  expect(both).not.toBe(each);
  expect(says('户籍老年人（龘龘、鱻鱻）')).not.toBe(both);
});

test.each(['(', '（户籍', '1、'])('a label of ten thousand letters of %s is read in no time and stays in doubt', (piece) => {
  expect(says(`老年人${piece.repeat(5000)}`)).not.toBe(says('老年人'));
});

test('what a row says it takes in, the heading over it does not take out again', () => {
  const asked = asks('\n| 出租房屋 | 出租（套） | |\n| ^ | 出租小计（含群租）（套） | |');
  expect(asked).toEqual({ C1: 'dwelling use=rented', C2: 'dwelling use=group,rented' });
});

test('a heading 困难群众 names a subject, not the political status that 群众 is beside 政治面貌', () => {
  const asked = asks('\n| 困难群众 | 持证残疾人（人） | |\n| ^ | 特困人员（人） | |');
  expect(asked).toEqual({ C1: 'person disabilityCertified=yes', C2: 'person aid=tekun' });
});

test('其中 under 其中 narrows twice', () => {
  const asked = asks('\n| 项目 | 人数 |\n| 户籍人口 | |\n|   其中：残疾人 | |\n|     其中：女 | |');
  expect(asked['B4']).toBe('person disability=!none sex=female 户籍');
});

describe('a bare 合计', () => {
  const ages = (rowsBefore: string, rowsAfter: string): string | undefined =>
    Object.values(asks(`\n| 年龄 | 人数 |\n${rowsBefore}\n| 合计 | |\n${rowsAfter}\n| . 说明：本表均按户籍人口统计。 | ~ |`)).find((line) =>
      line.includes('合计'),
    );
  test('over bands with a gap is neither the bands nor everyone', () => {
    expect(ages('| 60—69岁 | |\n| 80岁及以上 | |', '')).toBe('person 户籍 +合计=60—69岁+80岁及以上 ?unknownWords');
    expect(ages('', '| 60—69岁 | |\n| 80岁及以上 | |')).toBe('person 户籍 +合计=60—69岁+80岁及以上 ?unknownWords');
  });
  test('over bands without a gap, or that overlap, is understood', () => {
    expect(ages('| 60—79岁 | |\n| 80岁及以上 | |', '')).toBeUndefined();
    expect(ages('', '| 60岁及以上 | |\n| 80岁及以上 | |')).toBeUndefined();
  });
});

describe('titles', () => {
  const bare = (title: string): string | undefined => asks('\n| 项目 | 人数 |\n| 女 | |\n| 60—69岁 | |', { title })['B2'];
  test('two words of one group hold together', () => {
    expect(bare('户籍老年人情况统计表')).toBe('person age=60.. sex=female 户籍');
    expect(bare('残疾老年人情况统计表')).toBe('person age=60.. disability=!none sex=female');
  });
  test('of two groups, or of a change, a bare row stays open', () => {
    expect(bare('残疾人、退役军人情况统计表')).toContain('?unknownWords');
    expect(bare('新增残疾人情况统计表')).toContain('?unknownWords');
  });
});

test.each([
  ['持证残疾人名册', { 'person.disabilityCertified': { kind: 'members', members: ['yes'] } }],
  ['留守儿童结对关爱花名册', { 'person.childStatus': { kind: 'members', members: ['leftBehind'] } }],
  ['拟持证残疾人名册', null],
  ['原持证残疾人名册', null],
  ['持证残疾人、退役军人名册', null],
])('who belongs on the list %s', (title, where) => {
  const { rosters } = understand(`| . ${title} | ~ | ~ |\n| 序号 | 姓名 | 性别 |\n| 1 | | |\n| 2 | | |`, { title });
  expect(rosters.map((roster) => roster.where)).toEqual([where]);
});

test('a quantity before a blank is no row number', () => {
  expect(rows(['50 平方米以下出租房 [套]', '90 平方米以下出租房 [套]']).map((line) => line.split(' ')[1])).toEqual(['area=..49', 'area=..89']);
  expect(rows(['10 人以上企业 [家]', '50 人以上企业 [家]'])).toEqual(['business kind=enterprise staff=10..', 'business kind=enterprise staff=50..']);
  expect(rows(['80 后党员', '90 后党员', '12 个社区志愿者'])).toEqual([
    expect.stringContaining('+80后'),
    expect.stringContaining('+90后'),
    expect.stringContaining('+12'),
  ]);
});

test('其中 behind 女 is of the women unless it says otherwise', () => {
  const part = (text: string): string | undefined => asks(`| 项目 | 人数 |\n| 户籍人口 | |\n|   男 | |\n|   女 | |\n|   其中：${text} | |`)['B5'];
  expect(part('15—49岁')).toBe('person age=15..49 sex=female 户籍');
  expect(part('男性15—49岁')).toBe('person age=15..49 sex=male 户籍');
});

test('a row that reaches beyond its title in one thing is of its group in the others', () => {
  expect(rows(['16—20岁'], [], { title: '残疾儿童少年情况表' })).toEqual(['person age=16..20 disability=!none']);
  expect(rows(['55—64岁'], [], { title: '60岁以上低保老年人情况表' })).toEqual(['person age=55..64 aid=ruralDibao,urbanDibao']);
});

test('a title with a year says whom its rows are about', () => {
  expect(asks('| . 残疾人2026 | ~ |\n| 项目 | 人数 |\n| 女 | |')['B3']).toBe('person disability=!none sex=female');
});

describe('a band that follows settles a bound', () => {
  test.each([
    ['19岁以上低保对象', false],
    ['19岁以上非残疾人', false],
    ['19—59岁龘龘残疾人', false],
    ['19—59岁残疾人（低保）', false],
    ['19—59岁残疾人', true],
  ])('of 18岁以下残疾人: %s %s', (next, settles) => {
    expect(rows(['18岁以下残疾人', next])[0]).toBe(settles ? 'person age=..18 disability=!none' : 'person age=..17 disability=!none ?boundNotStated');
  });
  test('only under the same headings', () => {
    const under = (second: string): string | undefined => asks(`| 项目 | 人数 |\n| 一、残疾人 | ~ |\n| 18岁以下 | |\n${second}| 19岁以上 | |`)['B3'];
    expect(under('')).toBe('person age=..18 disability=!none');
    expect(under('| 二、低保对象 | ~ |\n')).toContain('?boundNotStated');
  });
});

test.each(['疑似患病', '流失失联', '暖心名单'])('words that nobody knows before a colon (%s) are no heading', (prefix) => {
  for (const line of rows([`${prefix}：高血压患者`, `${prefix}：党员`])) expect(line).toContain('?unknownWords');
});
