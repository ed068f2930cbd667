// Bands side by side, bands taken away or taken in, and words that are negated: what is not one condition stays open.
import { expect, test } from 'vitest';
import { rows, says, understand } from './meaning.ts';

const notes = ['说明：本表均按户籍人口统计。'];

test.each([
  '16岁以下、60岁以上',
  '16岁以下60岁以上',
  '0—14岁及65岁以上人口',
  '0—3岁、7—12岁',
  '60—64岁和80岁以上',
  '60岁、65岁以上',
  '老年人（60—64岁、80岁以上）',
  '60岁以上（50—55岁）',
  '残疾人（老年人、儿童）',
  '60岁以上、55岁以上女性',
  '70岁以上老人和60岁以上残疾人',
  '80岁以上和70岁以上失能',
  '10人以下、50人以上企业 [家]',
  '1人户和3人户 [户]',
])('two bands that are not one stay open: %s', (label) => {
  expect(rows([label], notes)[0]).toContain('?unknownWords');
});

test.each([
  ['18岁及以上、60岁以下', 'age=18..59 ?boundNotStated'],
  ['0—3岁、4—6岁、7—12岁', 'age=0..12'],
  ['60—69岁和70岁以上老年人', 'age=60..'],
  ['老年人（60—64岁、65—69岁）', 'age=60..69'],
])('bands that touch or overlap are one: %s', (label, line) => {
  expect(says(label)).toBe(line);
});

test.each([
  ['非老年人', 'age=..59'],
  ['非老年残疾人', 'age=..59 disability=!none'],
  ['不是老年人的残疾人', 'age=..59 disability=!none'],
])('%s are told by the rest of the band', (label, line) => {
  expect(says(label)).toBe(line);
});

test.each(['非劳动年龄残疾人', '非志愿者', '无志愿者', '非培训 [场]', '未开展培训 [场]'])('what is not so is no one condition: %s', (label) => {
  expect(rows([label], notes)[0]).toContain('?unknownWords');
});

test.each([
  ['60岁以上（不含80岁以上）', 'age=60..79'],
  ['60岁以上（不含60—64岁）', 'age=65..'],
  ['60—69岁（不含70岁以上）', 'age=60..69'],
  ['65岁以上老年人（含60—64岁）', 'age=60..'],
  ['残疾人（不含60岁以上）', 'age=..59 disability=!none'],
])('%s is one band', (label, line) => {
  expect(says(label)).toBe(line);
});

test.each(['60岁以上（不含70—79岁）', '60—69岁（不含80岁以上）', '60岁以上（不含50岁及以下）', '残疾人（不含60—65岁）', '65岁以上（含50—54岁）'])(
  '%s leaves two bands, or takes what nobody meant',
  (label) => {
    expect(says(label)).toContain('?unknownWords');
  },
);

test('what brackets leave out does not take away the population they name', () => {
  expect(rows(['老年人（户籍人口不含外出）'])).toEqual(['person age=60.. residence=resident']);
});

test.each(['60—64岁、80岁以上老年人名册', '非劳动年龄残疾人名册'])('nobody knows who belongs on the list %s', (title) => {
  const { rosters } = understand(`| . ${title} | ~ | ~ |\n| 序号 | 姓名 | 性别 |\n| 1 | | |\n| 2 | | |`, { title });
  expect(rosters.map(({ where }) => where)).toEqual([null]);
});
