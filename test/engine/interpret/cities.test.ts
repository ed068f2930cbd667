// What an oasis county and an inner city asked in ways not met before: titles and headings that the rows say again, words that a note
// only takes in or leaves out, parts of a sheet called by their place, and sums that are printed by name.
import { describe, expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

describe('titles', () => {
  test('what a row says again does not hold for the rows that do not', () => {
    const title = '居家社区养老服务情况';
    const labels = ['60周岁以上户籍老年人', '享受居家养老服务的户籍老年人'];
    expect(rows(labels, [], { title })).toEqual(['person age=60.. 户籍', 'person age=60.. homeCare=yes 户籍']);
    expect(rows([labels[0] ?? ''], [], { title })).toEqual(['person age=60.. homeCare=yes 户籍']);
  });

  test('全部小区 beside 老旧小区 are all of them; what names neither is left to a person', () => {
    const title = '老旧小区改造摸底表';
    const sheet = asks('\n| 管理模式 | 老旧小区 | 全部小区 | 充电棚（处） |\n| 业主自治 | | | |', { title });
    expect(sheet).toMatchObject({ B2: 'compound old=yes property=owners', C2: 'compound property=owners' });
    expect(sheet['D2']).toContain('?unknownWords');
    expect(asks('\n| 管理模式 | 小区（个） | 充电棚（处） |\n| 业主自治 | | |', { title })['C2']).toBe('compound.chargingSheds old=yes property=owners');
  });

  test('残疾人总数（含未办证） under a title of 持证残疾人 are all; 其中：未办残疾人证 are those without', () => {
    const title = '持证残疾人情况';
    expect(rows(['女', '残疾人总数（含未办证）', '　其中：未办残疾人证'], ['说明：不分户籍、常住。'], { title })).toEqual([
      'person disabilityCertified=yes sex=female',
      'person disability=!none',
      'person disability=!none disabilityCertified=no',
    ]);
  });
});

describe('headings', () => {
  test('高龄津贴 over those who get it and a population of their own is a heading alone', () => {
    const sheet = asks(`
      | 项目 | 单位 | 数量 |
      | 一、高龄津贴 | × | × |
      | 　领取高龄津贴的户籍老人 | 人 | |
      | 　　其中：90周岁及以上 | 人 | |
      | 　80周岁及以上户籍老人 | 人 | |`);
    expect(sheet).toEqual({
      C3: 'person age=60.. elderAllowance=yes 户籍',
      C4: 'person age=90.. elderAllowance=yes 户籍',
      C5: 'person age=80.. 户籍',
    });
  });

  test('退役军人和优抚对象 over rows that name one of them lists what the rows are about', () => {
    const sheet = asks(`
      | 一、退役军人和优抚对象（不分户籍） | ~ | ~ |
      | 项目 | 单位 | 数量 |
      | 退役军人 | 人 | |
      | 优抚对象 | 人 | |`);
    expect(sheet).toEqual({ C3: 'person veteran=yes', C4: 'person youfu=!none' });
  });

  test('单位和个体 are all businesses', () => {
    const sheet = asks('\n| 指标 | 单位 | 数量 |\n| 一、单位和个体 | × | × |\n| 　从业人员 | 人 | |');
    expect(sheet).toEqual({ C3: 'business.staff' });
  });

  test('a band that a row prints reaches beyond the word over it, and not beyond a band in figures', () => {
    const sheet = asks(`
      | 指标 | 户籍人口 |
      | 一、婴幼儿 | × |
      | 　3岁以下（不含3岁） | |
      | 　0—6周岁 | |
      | 二、青年（18—34周岁） | × |
      | 　其中：团员 | |`);
    expect(sheet).toMatchObject({ B3: 'person age=..2 户籍', B4: 'person age=0..6 户籍' });
    expect(sheet['B6']).toContain('age=18..');
  });
});

describe('notes', () => {
  test.each([
    ['“在住”指常住，即户籍在本村并居住，或外来居住半年以上。', '在住妇女', 'person sex=female 常住'],
    ['常住=户籍在册居住+外来居住半年以上，户籍含外出。', '常住妇女', 'person sex=female 常住'],
    ['本表所称市场主体只包括企业和个体工商户，不包括民办非企业单位和社会组织。', '市场主体从业人员', 'business.staff kind=enterprise,individual'],
  ])('%s', (note, label, meaning) => {
    expect(rows([label], [`说明：${note}`])).toEqual([meaning]);
  });

  test('序号1—2的老年人 are the rows of these numbers, whatever follows in brackets', () => {
    const sheet = asks(`
      | 项目 | 单位 | 序号 | 数量 |
      | 60周岁及以上老年人 | 人 | 1 | |
      | 　其中：独居 | 人 | 2 | |
      | 80周岁及以上老年人 | 人 | 3 | |
      | . 说明：①“以上”含本数。②序号1—2的老年人按常住口径（户口在本社区并居住，或外来居住满半年）；序号3按户籍口径（含外出）。 | ~ | ~ | ~ |`);
    expect(sheet).toEqual({ D2: 'person age=60.. 常住', D3: 'person age=60.. livingAlone=yes 常住', D4: 'person age=80.. 户籍' });
  });

  test('第一部分 is the first table where no label is called so, and its bounds hold for every row of it', () => {
    const sheet = asks(`
      | 分组 | 就业 | 失业 |
      | 合计 | | |
      | 外来常住 | | |
      | 二、就业服务 | ~ | ~ |
      | 项目 | 零就业家庭（户） | 快递员（人） |
      | 季末 | | |
      | . 第一部分统计常住的16至59周岁人口；重点群体按登记在册填报，不分户籍。 | ~ | ~ |`);
    expect(sheet).toMatchObject({
      B2: 'person age=16..59 employment=employed,flexible 常住',
      B3: 'person age=16..59 employment=employed,flexible residence=settled',
    });
    expect(sheet['C6']).not.toContain('age=');
  });

  test('⑤18周岁及以上常住人口: what a mark stands for, though 以上 looks like a verb', () => {
    expect(rows(['大专⑤', '小学⑤'], ['⑤18周岁及以上常住人口。'])).toEqual(['person age=18.. education=college 常住', 'person age=18.. education=primary 常住']);
  });

  test('a total printed as a sum of the names beside it', () => {
    const sheet = asks(`
      | 人员 | 在册合计 | 社区戒毒 | 社区康复 | 戒断三年以上 | 管控对象（社区戒毒+社区康复） |
      | 享受低保的 | | | | | |
      | . 备注：在册合计=社区戒毒+社区康复+戒断三年以上，不分户籍。 | ~ | ~ | ~ | ~ | ~ |`);
    expect(sheet['B2']?.match(/drug=\w+/gu)).toEqual(['drug=detox', 'drug=rehab', 'drug=clean']);
  });
});

describe('labels', () => {
  test('(1+人在户外) is how the form adds it up', () => {
    expect(rows(['户籍人口（1+人在户外）', '人在户外（户籍外出）'])).toEqual(['person 户籍', 'person residence=away']);
  });

  test('户籍人口 counts people where nothing says households', () => {
    expect(asks('\n| 户籍人口 | | 户籍户数 | |')).toEqual({ B1: 'person 户籍', D1: 'household 户籍' });
  });

  test('合计中: names the column that it divides', () => {
    const sheet = asks('\n| 指标 | 单位 | 合计 | 业主自管 | 社区托管 | 合计中：老旧小区 |\n| 小区 | 个 | | | | |');
    expect(sheet['F2']).toBe('compound old=yes');
  });

  test('第一部分 适龄… 单位：人 heads its part and says whom it counts', () => {
    const sheet = asks(`
      | 第一部分　男青年（户籍在本村的18—22周岁男性，含外出）　单位：人 | ~ | ~ |
      | 文化程度 | 人数 | 其中：在校学生 |
      | 大专 | | |`);
    expect(sheet).toEqual({
      B3: 'person age=18..22 education=college sex=male 户籍',
      C3: 'person age=18..22 education=college employment=student sex=male 户籍',
    });
  });

  test('questions numbered 3-1 are parts of question 3', () => {
    const sheet = asks(`
      | 题号 | 问题 | 填写 | 单位 |
      | 3 | 常住人口中，60周岁及以上老人有 | | 人 |
      | 3-1 | 其中，独居老人有 | | 人 |
      | 4 | 常住孕妇有 | | 人 |`);
    expect(sheet['C3']).toBe('person age=60.. livingAlone=yes 常住');
  });

  test('a pair with a second blank, told from the first by the unit behind it', () => {
    const sheet = asks('\n| 健康讲座（本季） | | 次 | | 人次 | 技能培训（本季） | | 次 |', { frequency: 'quarterly' });
    expect(sheet).toEqual({ B1: 'event kind=healthTalk', D1: 'event.people kind=healthTalk', G1: 'event kind=training' });
  });

  test('文号 in one cell and what it is in the next are no heads', () => {
    const sheet = asks(`
      | 单位规模调查表 | ~ | ~ | ~ |
      | 调查村 | | 文号 | 雁发〔2026〕4号 |
      | 单位类型 | 单位总数 | 从业人员（人） | 已建工会的 |
      | 企业 | | | |`);
    expect(sheet['C4']).toBe('business.staff kind=enterprise');
  });
});
