// What a mountain county and a manufacturing town asked in ways not met before: numbers before labels, notes that hold with an exception,
// parts called by names the form has not, tables side by side under one head, and lists of what happened.
import { describe, expect, test } from 'vitest';
import { asks, rows, understand } from './meaning.ts';

describe('labels', () => {
  test('1, 2 and 2.1 before labels number them, though a band follows', () => {
    const sheet = asks(`
      | 项目 | 行次 | 户籍人员 |
      | 1 全部人员 | 1 | |
      | 2 16—59周岁人员 | 2 | |
      | 2.1 其中：女 | 3 | |
      | 3 60周岁及以上人员 | 4 | |
      | 3.1 参加城乡居民基本养老保险 | 5 | |`);
    expect(sheet).toEqual({
      C2: 'person 户籍',
      C3: 'person age=16..59 户籍',
      C4: 'person age=16..59 sex=female 户籍',
      C5: 'person age=60.. 户籍',
      C6: 'person age=60.. pension=resident 户籍',
    });
  });

  test('户籍人口中： names 户籍人口（人） above it, and what stands below as deep is of the same', () => {
    const sheet = asks(`
      | 指标名称 | 代码 | 数量 |
      | 二、户籍人口（人） | 102 | |
      | 　户籍人口中：少数民族 | 112 | |
      | 　　　　　　　外出人口 | 113 | |`);
    expect(sheet).toMatchObject({ C3: expect.stringContaining('ethnic=') as string, C4: 'person residence=away' });
  });

  test('15岁及以上常住人口中： names whom the labels behind it and beside it divide', () => {
    const sheet = asks(`
      | 指标名称 | 代码 | 数量 |
      | 常住人口（人） | 202 | |
      | 　15岁及以上常住人口中：文盲 | 210 | |
      | 　　　　　　　　　　　　初中 | 211 | |`);
    expect(sheet).toMatchObject({ C3: 'person age=15.. education=illiterate 常住', C4: 'person age=15.. education=junior 常住' });
  });

  test('场/年 and /套 are units', () => {
    expect(asks('\n| 文体活动（场/年） | | 群租房/套 | |')).toEqual({ B1: 'event kind=culture', D1: 'dwelling use=group' });
  });

  test('the unit in the brackets of a section holds for its columns', () => {
    const sheet = asks(`
      | 三、财政代缴的对象（在册，不分户籍和居住地，人） | ~ |
      | 低保对象 | 特困人员 |
      | | |`);
    expect(sheet).toMatchObject({
      A3: expect.stringContaining('person aid=ruralDibao,urbanDibao') as string,
      B3: expect.stringContaining('person aid=tekun') as string,
    });
  });

  test('新市民 are 流动人口', () => {
    expect(rows(['新市民总数'])).toEqual(['person 流动']);
  });
});

describe('notes', () => {
  test('除补充栏外只统计… holds for every other row', () => {
    const sheet = asks(`
      | 规模 | 单位数（个） | 从业人员（人） |
      | 20人及以上 | | |
      | 补充：各行业全部单位 | | |
      | . 注：本表除补充栏外只统计行业为制造业的单位。 | ~ | ~ |`);
    expect(sheet).toMatchObject({ B2: 'business staff=20.. trade=manufacturing', C2: 'business.staff staff=20.. trade=manufacturing', B3: 'business' });
  });

  test('常住指居住半年以上 says how long, and does not make 常住 newcomers', () => {
    expect(rows(['常住妇女'], ['注：常住指居住半年以上。'])).toEqual(['person sex=female 常住']);
  });

  test('非户籍人员只统计… defines them', () => {
    expect(rows(['非户籍人员'], ['注：①非户籍人员只统计户口不在本社区、已在本社区住满半年的人员，境外人员不计。'])).toEqual(['person residence=settled']);
  });

  test('制造业…，不限于企业 is no condition', () => {
    const note = '口径：制造业为市场主体中行业属制造业的，不限于企业。';
    expect(asks(`\n| 市场主体（个） | 其中：制造业 |\n| | |\n| . ${note} | ~ |`)['B2']).toBe('business trade=manufacturing');
  });

  test('农村劳动力：户口在本村且为农村户口、16—59周岁的人员 is a definition by three conditions', () => {
    const note = '1.农村劳动力：户口在本村（社区）且为农村户口、16—59周岁的人员，包括外出的，不包括外来的。';
    expect(rows(['农村劳动力'], [note])).toEqual(['person age=16..59 hukou=rural 户籍']);
  });

  test('“用电住房”指全部住房 renames a column, too', () => {
    expect(asks('\n| 社区 | 用电住房（套） |\n| | |\n| . 注：“用电住房”指辖区内全部住房。 | ~ |')['B2']).toBe('dwelling');
  });

  test('户籍劳动力 over 劳动年龄人口 holds, though 其中：外出劳动力 says its age again', () => {
    const sheet = asks(`
      | 甲、户籍劳动力（含外出） | ~ |
      | 指标（人） | 合计 |
      | 劳动年龄人口 | |
      | 大专及以上学历 | |
      | 其中：外出劳动力 | |`);
    expect(sheet).toMatchObject({ B3: 'person age=16..59 户籍' });
  });
});

describe('tables', () => {
  test('label and blank under one head beside a table', () => {
    const sheet = asks(`
      | 户口所在地 | 人数 | 其中：女 | 房屋 | ~ |
      | 省外的流动人口 | | | 出租房（套） | |
      | 市外的流动人口 | | | 群租房（套） | |`);
    expect(sheet).toMatchObject({ B2: 'person origin=elsewhere 流动', E2: 'dwelling use=rented', E3: 'dwelling use=group' });
  });

  test('pairs above a table that is numbered are no line of its head', () => {
    const sheet = asks(`
      | 一、调解 | 件数（件） | 重大（件） |
      | 本季度矛盾纠纷调解 | | |
      | 本季普法宣传（场） | | 本季受教育人次 | |
      | 二、帮教（人） | 在册人数 | 其中：女 | 登记失业 |
      | 社区矫正对象 | | | |`);
    expect(Object.keys(sheet)).toEqual(expect.arrayContaining(['B3', 'D3', 'B5', 'D5']));
  });

  test('the date printed beside its name is no head', () => {
    const sheet = asks(`
      | 随迁子女摸底表 | ~ | ~ | ~ |
      | 社区名称 | | 填报时点 | 2026年12月31日 |
      | 年龄段 | 合计 | 男 | 女 |
      | 户籍儿童3—5周岁 | | | |`);
    expect(sheet['D4']).toBe('person age=3..5 sex=female 户籍');
  });
});

test('a list of what happened is a list of events', () => {
  const { rosters } = understand('\n| 矛盾纠纷调解台账 | ~ | ~ | ~ | ~ |\n| 序号 | 调解月份 | 涉及人数 | 纠纷等级 | 调解结果 |\n| 1 | | | | |\n| 2 | | | | |', {
    title: '矛盾纠纷调解台账',
  });
  expect(rosters).toMatchObject([{ object: 'event', where: { 'event.kind': { members: ['mediation'] } } }]);
  expect(rosters[0]?.columns.map(({ attribute }) => attribute)).toEqual([null, 'month', 'people', 'level', 'result']);
});
