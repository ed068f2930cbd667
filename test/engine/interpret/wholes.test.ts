// Of which whole the rows of a table are: by the word over them, by a note, by the total before them; and words that must not be lost on the way.
import { expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

test.each(['退役军人', '退役军人中'])('the word over the row labels (%s) names the group of all rows', (corner) => {
  expect(
    asks(`
      | ${corner} | 人数 | 女性 |
      | 户籍 | | |
      | 常住 | | |`),
  ).toEqual({
    B2: 'person veteran=yes 户籍',
    C2: 'person sex=female veteran=yes 户籍',
    B3: 'person veteran=yes 常住',
    C3: 'person sex=female veteran=yes 常住',
  });
});

test('a corner that says what is listed names no group', () => {
  expect(asks('| 监测指标 | 户数 |\n| 单亲家庭 | |')).toEqual({ B2: 'household singleParent=yes' });
});

test('a note says that nobody else is counted', () => {
  expect(rows(['人数', '其中：女', '60岁及以上'], ['说明：只统计退役军人，不分户籍。'])).toEqual([
    'person veteran=yes',
    'person sex=female veteran=yes',
    'person age=60.. veteran=yes',
  ]);
});

test('a heading that divides the total above is about whom that total adds up', () => {
  const picture = (heading: string): string => `
      | 类别 | 合计 | ~ |
      | 社区戒毒 | | |
      | 社区康复 | | |
      | 合计 | | |
      | ${heading} | ~ | ~ |
      | 低保对象 | 女性 | 未婚 |
      | | | |`;
  expect(asks(picture('合计中其他情况（人）'))['A7']).toBe('person aid=ruralDibao,urbanDibao drug=detox,rehab');
  expect(asks('| . 人员情况 | ~ |\n| 合计中其他情况（人） | ~ |\n| 低保对象 | 女性 |\n| | |')['A4']).toContain('+合计中其他情况');
});

test('no title narrows a row that reaches beyond its group', () => {
  const [own = '', within = ''] = rows(['16—59周岁女性（常住）', '0—5周岁女性（常住）'], [], { title: '未成年人和家庭监测表' });
  expect([own, within]).toEqual(['person age=16..59 sex=female 常住', 'person age=0..5 sex=female 常住']);
});

test('what a heading excepts is said of other blanks', () => {
  expect(asks('| 重点人员（除标明“常住”的以外按在册统计，不分户籍） | ~ |\n| 刑满释放人员（人） | |\n| 精神障碍患者（人） | |')['B2']).not.toContain('常住');
});

test.each([
  ['户籍人口＝户口在本村的全部人口（外出的计入）。', '户籍人口', 'person 户籍'],
  ['常住人口：户口在且住在本村的，加上外来居住半年以上的。', '常住人口', 'person 常住'],
])('%s', (note, label, meaning) => {
  expect(rows([label], [`说明：${note}`])).toEqual([meaning]);
});

test.each([
  ['户籍人口（外出的计入）', 'person 户籍'],
  ['户籍人口（外出的不计入）', 'person residence=resident'],
  ['常住人口（不满半年的也算）', 'person residence=resident,settled,transient'],
  ['常住（在此居住，外来满半年）', 'person 常住'],
])('%s', (label, meaning) => {
  expect(rows([label])).toEqual([meaning]);
});

test('words about the members of a household never undo what the household is', () => {
  const [line = ''] = rows(['低保家庭全部人口'], ['说明：“低保家庭全部人口”包括家庭里没有享受低保的成员。']);
  expect(line).not.toContain('dibao=!');
  expect(line).toContain('dibao=yes');
});

test('the band that follows says whether a bound is taken in', () => {
  const ages = (first: string, second: string): string[] => Object.values(asks(`| 常住人口 | ${first} | ${second} |\n| 女性 | | |`));
  expect(ages('40岁以下', '41—59岁')).toEqual(['person age=..40 sex=female 常住', 'person age=41..59 sex=female 常住']);
  expect(ages('40岁以下', '40—59岁')[0]).toBe('person age=..39 sex=female 常住');
  expect(ages('40岁以下', '45—59岁')[0]).toContain('?boundNotStated');
});

test('a size says what its band is of, not what is summed up', () => {
  expect(asks('| 类别 | 数量（家） |\n| 零售商户 | |\n|   其中：营业面积80平方米以下（含80） | |')['B3']).toBe('business area=..80 trade=retail');
});

test('a heading printed before a colon in every row adds nothing, unless it changes what is meant', () => {
  expect(rows(['困难群体：孤儿', '困难群体：低保对象'])).toEqual(['person childStatus=orphan', 'person aid=ruralDibao,urbanDibao']);
  expect(rows(['本年新增：孤儿', '本年新增：低保对象']).every((line) => line.includes('+'))).toBe(true);
});

test('a head that is nothing but a unit says what is counted', () => {
  expect(asks('| 困难家庭和个人（不分户籍） | 户 | 人 |\n| 低保 | | |\n| 特困 | | |')).toEqual({
    B2: 'household dibao=yes',
    C2: 'person aid=ruralDibao,urbanDibao',
    B3: 'household tekun=yes',
    C3: 'person aid=tekun',
  });
});
