// What one label says: ages, words side by side, brackets, and words that nobody knows.
import { expect, test } from 'vitest';
import { asks, rows, says } from './meaning.ts';

test.each([
  ['60岁及以上', 'age=60..'],
  ['60周岁以上', 'age=60..'],
  ['年满60岁', 'age=60..'],
  ['80岁以上（含80岁）', 'age=80..'],
  ['≥65', 'age=65..'],
  ['65+', 'age=65..'],
  ['16周岁及以下', 'age=..16'],
  ['16岁以下（含16岁）', 'age=..16'],
  ['16岁以下（不含16岁）', 'age=..15'],
  ['16岁以下', 'age=..15 ?boundNotStated'],
  ['不满16周岁', 'age=..15'],
  ['满16周岁不满18周岁', 'age=16..17'],
  ['16—59岁', 'age=16..59'],
  ['70～79岁', 'age=70..79'],
  ['3至6岁', 'age=3..6'],
  ['0-3岁（不含3岁）', 'age=0..2'],
  ['100岁', 'age=100..100'],
])('the age %s', (label, meaning) => {
  expect(says(label)).toBe(meaning);
});

test('bare numbers under 年龄 are ages', () => {
  expect(asks('\n| 年龄 | 男 | 女 |\n| 14—17 | | |\n| 60及以上 | | |\n| . 说明：本表按常住人口统计。 | ~ | ~ |')).toEqual({
    B2: 'person age=14..17 sex=male 常住',
    C2: 'person age=14..17 sex=female 常住',
    B3: 'person age=60.. sex=male 常住',
    C3: 'person age=60.. sex=female 常住',
  });
});

test.each([
  ['失能、半失能', 'ability=disabled,semi'],
  ['失能和半失能老年人', 'ability=disabled,semi age=60..'],
  ['高血压、糖尿病患者', 'chronic=both,diabetes,hypertension'],
  ['城市和农村低保人员', 'aid=ruralDibao,urbanDibao'],
  ['社区戒毒、社区康复人员', 'drug=detox,rehab'],
])('%s: one or the other', (label, meaning) => {
  expect(says(label)).toBe(meaning);
});

test.each([
  ['就业人员（不含灵活就业）', 'employment=employed'],
  ['残疾人（不含精神残疾）', 'disability=!mental,none'],
  ['党员（组织关系在本社区）', 'partyPlace=here politics=party'],
  ['老年人（详见附表）', 'age=60..'],
  ['残疾人（仅限某某）', 'disability=!none +仅限某某 ?unknownWords'],
])('brackets: %s', (label, meaning) => {
  expect(says(label)).toBe(meaning);
});

test('群租 is no part of 出租 unless the form says so; 含外出 adds nothing to 户籍', () => {
  expect(rows(['出租 [套]'])).toEqual(['dwelling use=rented']);
  expect(rows(['出租（不含群租） [套]', '出租（含群租） [套]', '户籍人口（含外出）'])).toEqual([
    'dwelling use=rented',
    'dwelling use=group,rented',
    'person 户籍',
  ]);
});

test('非 and 未 turn a word round', () => {
  expect([says('非农业户口'), says('未参加医疗保险')]).toEqual(['hukou=urban', 'medical=none']);
});

test('unknown words stay open beside the known ones', () => {
  expect(says('老年人刺绣传承人')).toBe('age=60.. +刺绣传承 ?unknownWords');
  expect(says('刺绣传承人')).toBe('unknown +R1 +刺绣传承人 +数量 ?unknownWords');
});
