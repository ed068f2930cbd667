// Totals and rests of groups that no one facet tells apart: neither everyone nor any one group until somebody says.
import { describe, expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

const notes = ['说明：本表均按户籍人口统计。'];

describe('a total', () => {
  const total = (labels: readonly string[]): string | undefined => {
    const index = labels.findIndex((label) => label.endsWith('计'));
    return rows(labels, notes)[index];
  };
  test.each([
    [['残疾人', '退役军人', '合计']],
    [['合计', '残疾人', '退役军人']],
    [['孤儿', '留守儿童', '重病患者', '合计']],
    [['高血压', '糖尿病', '肺结核', '合计']],
    [['独居', '空巢', '小计']],
    [['合计', '低保', '特困']],
  ])('of groups that no one facet tells apart is open: %j', (labels) => {
    expect(total(labels)).toContain('?unknownWords');
  });
  test.each([
    [['男', '女', '合计'], 'person 户籍'],
    [['合计', '男', '女', '残疾人'], 'person 户籍'],
    [['0—17岁', '18—59岁', '60岁以上', '残疾人', '合计'], 'person 户籍'],
    [['低保', '特困', '合计'], 'person aid=ruralDibao,tekun,urbanDibao 户籍'],
    [['合计', '其中：残疾人', '其中：退役军人'], 'person 户籍'],
  ])('is everyone where its parts leave nobody out, and its parts where one facet tells them apart: %j', (labels, line) => {
    expect(total(labels)).toBe(line);
  });
  test('of all that there are is no sum of what stands under it', () => {
    expect(rows(['全体', '高血压', '糖尿病', '残疾人'], notes)[0]).toBe('person 户籍');
  });
  test('that stands before the parts of a group that is named is the group', () => {
    const picture = '| 对象 | 合计 | 独居 | 就业 |\n| 户籍残疾人 | | | |';
    expect(asks(picture)['B2']).toBe('person disability=!none 户籍');
  });
});

test('the rest of kinds is narrowed only by kinds that are understood', () => {
  const rest = (labels: readonly string[]): string | undefined => rows(labels, notes).at(-1);
  expect(rest(['党员', '团员', '其他'])).toBe('person politics=democratic,masses 户籍');
  expect(rest(['党员', '团员', '致公党', '其他'])).toContain('?unknownWords');
  expect(rest(['视力', '听力', '其他残疾'])).not.toBe(rest(['一级视力', '听力', '其他残疾']));
});
