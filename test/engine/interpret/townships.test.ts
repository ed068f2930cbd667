// Wordings of township forms: populations half understood, topics named by the title, units with brackets, bounds settled behind a comma.
import { expect, test } from 'vitest';
import { asks, rows, says } from './meaning.ts';

test.each([
  '说明：常住人口指户口在本社区（村）且住这里的，加上外来住满半年的。',
  '说明：常住人口，指户口在本村（居）又在这里住的人，以及外来居住满半年的人。',
  '问卷里“常住人口”指户籍在本村（居）并住本村（居）的＋外来满半年的。',
])('who lives here is understood of villages and communities alike: %s', (note) => {
  expect(rows(['常住人口', '常住人口中的孕妇'], [note])).toEqual(['person 常住', 'person pregnant=yes 常住']);
});

test('a population of which one word is not understood is not defined by the others', () => {
  const note = '说明：常住人口指户口在本村且歇在队里的，加上外来住满半年的。';
  expect(rows(['常住孕妇', '常住人口'], [note])).toEqual(['person pregnant=yes 常住', 'person 常住']);
});

test('不论… in a definition takes nothing away', () => {
  expect(rows(['户籍老人'], ['说明：户籍老人指户口在本村的老年人，不论是否外出。'])).toEqual(['person age=60.. 户籍']);
});

test('the title says which insurance a bare 未参保 means, beside whatever group', () => {
  const table = (title: string): Record<string, string> =>
    asks(
      `
      | 人群 | 未参保 | 职工 |
      | 户籍60岁及以上男性 | | |`,
      { title },
    );
  expect(table('基本养老保险参保情况')).toEqual({
    B2: 'person age=60.. pension=none sex=male 户籍',
    C2: 'person age=60.. pension=employee sex=male 户籍',
  });
  expect(table('基本医疗保险参保情况')['B2']).toBe('person age=60.. medical=none sex=male 户籍');
});

test.each([
  ['16岁以下，含16岁', 'age=..16'],
  ['老人（70岁以上，不含70岁）', 'age=71..'],
  ['儿童（14岁以下，含本数）', 'age=..14'],
])('a bound settled behind a comma: %s', (label, age) => {
  expect(says(label)).toBe(age);
});

test('a population in brackets is no alternative to what stands beside it', () => {
  expect(rows(['重度残疾人（常住、持证）'])).toEqual(['person disabilityCertified=yes disabilityLevel=1,2 常住']);
  expect(says('老年人（独居、空巢）')).toContain('+');
});

test('what is said of several things at once is not denied of each', () => {
  expect(says('没有化解成功')).not.toContain('event');
  expect(asks('| 项目 | 本季（次） |\n| 隐患排查 | |\n| . 其中：没整改成功 | |')).toMatchObject({ B3: 'event kind=hazard result=failure' });
});

test('brackets behind a unit say of whom', () => {
  expect(
    asks(`
      | 项目 | 数量 | |
      | 领取高龄津贴 | | 人（户籍） |
      | 养老床位 | | 张 |`),
  ).toMatchObject({ B2: 'person elderAllowance=yes 户籍' });
});

test('a row of households under a head of people counts what its own heading counts', () => {
  expect(
    asks(`
      | 指标 | 人数（人） | ~ |
      | ^ | 合计 | 男 |
      | 一、户籍人口 | | |
      | 二、户数（户） | — | — |
      | . 常住户数 | | × |`),
  ).toMatchObject({ B3: 'person 户籍', B5: 'household 常住' });
});

test('a stage of school before an age is the age', () => {
  expect(says('初中段12—14岁')).toBe('age=12..14');
  expect(says('小学阶段6—11岁')).toBe('age=6..11');
});

test('items named by two numerals, and what is counted too', () => {
  expect(
    asks(`
      | 对象 | 人数 |
      | 一、退役军人 | |
      | 二、烈属 | |
      | . 注：一、二项统计户口在本村的人，在外居住的也统计。 | ~ |`),
  ).toMatchObject({ B2: 'person veteran=yes 户籍', B3: 'person youfu=martyrKin 户籍' });
});
