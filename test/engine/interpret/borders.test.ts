// What the forms of a border county, a railway district and of plain-spoken villages ask for.
import { describe, expect, test } from 'vitest';
import { identityOf } from '../../../engine/match/index.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { asks, rows, says, understand } from './meaning.ts';

describe('a note on everything that is counted', () => {
  const labels = ['老年人', '低保人员', '单亲家庭 [户]'];

  test('is laid over registers too where it says so', () =>
    expect(rows(labels, ['说明：全部按户口在本村（含外出）统计。'])).toEqual([
      'person age=60.. 户籍',
      'person aid=ruralDibao,urbanDibao 户籍',
      'household singleParent=yes 户籍',
    ]));

  test.each([
    '说明：各类人员、家庭（看户主）均按常住口径填报，低保、单亲家庭亦同。',
    '说明：人和户只统计实际住在村里的（户口在村且居住，或外来居住半年以上），低保、单亲家庭各项亦同。',
  ])('and narrows nobody to the groups that it names besides: %s', (note) =>
    expect(rows(labels, [note])).toEqual(['person age=60.. 常住', 'person aid=ruralDibao,urbanDibao 常住', 'household singleParent=yes 常住']),
  );

  test('narrows a wider population that a row names', () =>
    expect(rows(['实有人口'], ['说明：人和户只统计常住的（户口在村且居住，或外来居住半年以上）。'])).toEqual(['person 常住']));

  test('a main table may be spoken of as such', () =>
    expect(rows(['残疾人'], ['注：主表只统计户籍在本村（含外出）的人员。'])).toEqual(['person disability=!none 户籍']));

  test('is a definition of nobody who is named besides', () =>
    expect(rows(['残疾人'], ['说明：老年人指65周岁及以上户籍人口，残疾人亦同。'])[0]).not.toContain('age'));

  test.each(['说明：本表统计户籍在本村的人，外来的不统计。', '说明：本表统计常住的人（含外来半年以上），外出的不统计。'])(
    'and takes in nobody whom it leaves out: %s',
    (note) => expect(rows(['老年人'], [note])[0]).not.toMatch(/residence=.*(?:away.*settled|settled.*transient)/u),
  );

  test('leaves a row that names another population alone, unless it says that nobody else is counted', () =>
    expect(rows(['实有人口'], ['说明：本表全部按常住人口统计。'])).toEqual(['person 实有']));

  test('不限户籍 names no rows that begin with 不', () => expect(rows(['不满18周岁的孤儿'], ['注：不限户籍、居住地。'])[0]).not.toContain('户籍'));
});

describe('headings', () => {
  test('of several groups still say whom the rows count', () => {
    const sheet = asks(`
      | 一、困难群众（不问常住还是外出，凡在册的都算） | ~ | ~ |
      | 低保对象 | | 人 |
      | 特困人员 | | 人 |`);
    expect(Object.values(sheet)).toEqual(['person aid=ruralDibao,urbanDibao', 'person aid=tekun']);
  });

  test('of the matters of a group are about that group', () => {
    const sheet = asks(`
      | 序号 | 指标 | 单位 | 数量 |
      | | 持证残疾人的保障与就业 | —— | —— |
      | 1 | 纳入最低生活保障的 | 人 | |
      | 2 | 登记失业的 | 人 | |`);
    expect(sheet['D3']).toBe('person aid=ruralDibao,urbanDibao disabilityCertified=yes');
  });
});

test('parts of a plain fact of the place are not everybody of whom the part speaks', () => {
  const card = asks('\n| 在册志愿者（人） | | 其中：党员（人） | |');
  expect(card['D1']).toContain('+在册志愿者');
});

test('money under a head is no number of things', () => {
  const table = asks('\n| 社区 | 财政拨付（万元） | ~ | 服务对象 |\n| ^ | 党建 | 网格 | 常住人口（人） |\n| | | | |');
  expect(table['C3']).not.toContain('community.grids');
});

test('brackets behind a line of business list what belongs to it', () => {
  expect(rows(['零售（含茶叶果品店） [户]', '住宿（民宿、客栈） [户]'])).toEqual(['business trade=retail', 'business trade=lodging']);
  expect(rows(['零售（不含茶叶果品店） [户]'])[0]).toContain('+−茶叶果品');
});

test('areas of which it is open what they are of are not one datum', () => {
  const { fields } = understand('\n| 总面积（平方公里） | | 建筑面积（万平方米） | |');
  expect(fields.map(({ doubts }) => doubts.map(({ kind }) => kind))).toEqual([['ambiguousObject'], ['ambiguousObject']]);
  expect(new Set(fields.map((field) => identityOf(field, loadLearning().interpreter.lexicon.knowledge).key)).size).toBe(2);
});

describe('words', () => {
  test.each([
    ['60以上老年人', 'age=60..'],
    ['八旬以上', 'age=80..'],
    ['两病都有的', 'chronic=both'],
  ])('%s', (label, meant) => expect(says(label)).toBe(meant));

  test.each([
    ['常住人口（半年以上）', 'person 常住'],
    ['户口登记人口', 'person 户籍'],
    ['在村境外人员', 'person residence=foreign'],
    ['住够六个月的外来人员', 'person residence=settled'],
  ])('%s', (label, meant) => expect(rows([label], ['说明：在村人口＝户口在本村且未外出的＋户口在外、来村居住半年以上的。'])).toEqual([meant]));

  test.each(['高寿老人', '参考人数', '牵涉人数', '信息系统管理的老年人', '老奶奶', '老年人的健康管理', '残疾人的就业服务', '整租'])(
    '%s says more, or less, than is known',
    (label) => expect(says(label)).toContain('+'),
  );

  test('医疗卫生机构 are neither the places nor the businesses of one trade', () => expect(rows(['医疗卫生机构 [个]'])[0]).toContain('+医疗卫生机构'));

  test('整租 is letting, and a family in which nobody works is one word', () =>
    expect(rows(['出租（整租） [套]', '没有一人就业的家庭（零就业家庭） [户]'])).toEqual(['dwelling use=rented', 'household zeroEmployment=yes']));
});
