// What labels ask that add up numbered rows, head several states with 情况, or go by a name that the notes explain.
import { describe, expect, test } from 'vitest';
import { asks, rows, says } from './meaning.ts';

describe('a total that adds up numbered rows in brackets', () => {
  const table = asks(`
    | 主体 | 家数（家） | 从业人员（人） |
    | 一、企业 | | |
    | 二、个体工商户 | | |
    | 三、社会组织 | | |
    | 小计（一+二） | | |
    | 总计（一+二+三） | | |`);

  test('is the sum of these', () => {
    expect(table['B5']).toBe('business kind=enterprise + business kind=individual');
    expect(table['C6']).toBe('business.staff kind=enterprise + business.staff kind=individual + business.staff kind=society');
  });

  test('may name them by their codes', () => {
    const coded = asks('\n| 类别 | 代码 | 人数（人） |\n| 低保对象 | 01 | |\n| 特困人员 | 02 | |\n| 残疾人 | 03 | |\n| 小计（01+02） | 04 | |');
    expect(coded['C5']).toBe('person aid=ruralDibao,urbanDibao + person aid=tekun');
  });

  test.each(['小计（1、2）', '小计（1+2行）'])('is not that of all rows: %s', (label) => {
    const partial = asks(`\n| 主体 | 代码 | 家数（家） |\n| 企业 | 1 | |\n| 个体工商户 | 2 | |\n| 社会组织 | 3 | |\n| ${label} | 4 | |`);
    expect(partial['C5']).toBe('business kind=enterprise + business kind=individual');
  });

  test('of all rows is what these are together', () => {
    const bands = asks('\n| 年龄 | 代码 | 常住人口（人） |\n| 0—17岁 | 1 | |\n| 18—59岁 | 2 | |\n| 合计（1+2） | 3 | |');
    expect(bands['C4']).toBe('person age=0..59 常住');
  });

  test('is open where it adds up a row that is not there, or stands twice', () => {
    expect(asks('\n| 主体 | 家数（家） |\n| 一、企业 | |\n| 二、个体工商户 | |\n| 总计（一+二+四） | |')['B4']).toContain('?unknownWords');
    expect(asks('\n| 主体 | 家数（家） |\n| 一、企业 | |\n| 一、个体工商户 | |\n| 总计（一+二） | |')['B4']).toContain('?unknownWords');
  });
});

describe('参保情况', () => {
  test('over those insured and those not names what the columns are about', () => {
    const table = asks('\n| 年龄 | 户籍居民参保情况 | ~ | ~ |\n| ^ | 总人数 | 职工医保 | 未参保 |\n| 18—59岁 | | | |');
    expect(table['B3']).toBe('person age=18..59 户籍');
    expect(table['C3']).toBe('person age=18..59 medical=employee 户籍');
    expect(table['D3']).toBe('person age=18..59 medical=none 户籍');
  });

  test('as the label of a blank leaves open what is counted', () => {
    expect(says('参保情况（人）')).toContain('?unknownWords');
    expect(says('参保（人）')).not.toContain('?');
  });
});

test('a field of welfare says nothing of the groups under it', () => {
  const table = asks('\n| 项目 | 人数 |\n| 一、残疾人福利 | ~ |\n| 持证残疾人 | |\n| 二、儿童福利 | ~ |\n| 留守儿童 | |\n| 三、福利机构中的儿童 | |');
  expect(table['B3']).toBe('person disability=!none disabilityCertified=yes');
  expect(table['B5']).not.toContain('福利');
  expect(table['B6']).toContain('福利');
});

describe('a floor area', () => {
  test('is that of whatever the labels name', () =>
    expect(rows(['小场所建筑面积 [平方米]', '出租房建筑面积 [平方米]', '办公用房建筑面积 [平方米]'])).toEqual([
      'business.area smallPlace=yes',
      'dwelling.area use=rented',
      'community.officeArea',
    ]));

  test('of nothing that is named is asked about', () => expect(rows(['建筑面积 [平方米]'])[0]).toContain('?ambiguousObject'));
});

describe('a name that the notes give to what a community has', () => {
  test('is read as the usual one', () => {
    expect(rows(['“老娘舅”队（人）', '文化小院 [个]'], ['说明：“老娘舅”队指居委会成员；文化小院指图书室。'])).toEqual([
      'community.committeeMembers',
      'community.libraries',
    ]);
  });

  test('is not where the note adds to it', () => expect(rows(['文化小院 [个]'], ['说明：文化小院指图书室和健身点。'])[0]).not.toBe('community.libraries'));
});

test('单位和个体户 are all of them, 企业和个体户 are not', () => {
  expect(rows(['单位和个体户从业人员'])).toEqual(['business.staff']);
  expect(rows(['企业和个体户从业人员'])).toEqual(['business.staff kind=enterprise,individual']);
});

test('riders deliver meals, and parcels where the label says so', () => {
  expect(rows(['骑手'])).toEqual(['person newEmployment=delivery']);
  expect(rows(['外卖、快递骑手'])).toEqual(['person newEmployment=courier,delivery']);
  expect(rows(['骑手（快递员、外卖员）'])).toEqual(['person newEmployment=courier,delivery']);
  expect(rows(['新就业人员'])[0]).toContain('+新');
});

test('a note that says of the form what its labels say adds nothing', () => {
  expect(rows(['餐饮小场所 [家]'], ['说明：本表只统计纳入九小场所监管的小场所。'])).toEqual(['business smallPlace=yes trade=catering']);
  expect(rows(['餐饮小场所 [家]'], ['说明：本表只统计纳入消防重点监管的小场所。'])[0]).toContain('?');
});

test('a part taken in that belongs to it anyhow changes nothing', () => {
  expect(rows(['社区社会组织（含文艺团队） [个]'])).toEqual(['community.socialOrgs']);
  expect(rows(['社区社会组织（含志愿服务队） [个]'])[0]).toContain('?unknownWords');
});
