// Notes that leave somebody out of a whole sheet, or let nobody else in: followed where one condition says what is left, otherwise a doubt.
import { expect, test } from 'vitest';
import { rows, understand } from './meaning.ts';

const PLAIN = ['person age=60.. 户籍', 'person disability=!none 户籍'];

const asked = (note: string): string[] => rows(['户籍老年人', '户籍残疾人'], [`说明：${note}。`]);

test.each([
  ['以上人员均不含低保对象', ['person age=60.. aid=edge,none,tekun 户籍', 'person aid=edge,none,tekun disability=!none 户籍']],
  ['本表不统计精神残疾人', ['person age=60.. disability=!mental 户籍', 'person disability=!mental,none 户籍']],
  ['本表只填已婚妇女', ['person age=60.. marital=married sex=female 户籍', 'person disability=!none marital=married sex=female 户籍']],
])('%s', (note, expected) => {
  expect(asked(note)).toEqual(expected);
});

test.each(['以上人员均不含随迁家属', '本表只统计规模以上的'])('%s: what no one understands is part of what is asked, and doubtful', (note) => {
  expect(asked(note)).toEqual(PLAIN.map((plain) => `${plain} +${note} ?unknownWords`));
});

test.each(['境外人员不填', '补充资料不填', '本表人员均不含境外人员'])('%s takes nothing away from those who are counted', (note) => {
  expect(asked(note)).toEqual(PLAIN);
});

test('a row that counts those left out is not meant', () => {
  expect(rows(['户籍低保对象', '户籍残疾人'], ['说明：以上人员均不含低保对象。'])[0]).toBe('person aid=ruralDibao,urbanDibao 户籍');
});

test('a list is of those left; what cannot be said of its rows is left to people', () => {
  const where = (title: string, note = ''): unknown =>
    understand(
      `
      | ${title} | ~ | ~ | ~ |
      | 序号 | 姓名 | 身份证号 | 住址 |
      | 1 | | | |
      | 2 | | | |
      | 3 | | | |
      | . ${note === '' ? '填表人：' : `说明：${note}。`} | ~ | ~ | ~ |`,
      { title },
    ).rosters[0]?.where;
  const plain = where('户籍残疾人花名册');
  expect(where('户籍残疾人花名册', '境外人员不登记')).toEqual(plain);
  expect(where('户籍残疾人花名册', '本册不登记精神残疾人')).toMatchObject({ 'person.disability': { kind: 'members' } });
  expect(where('户籍残疾人花名册', '本册不登记精神残疾人')).not.toEqual(plain);
  expect(where('户籍残疾人花名册', '本册不登记随迁家属')).toBe(null);
});
