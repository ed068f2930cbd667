// Notes and labels of forms of river districts, harbours and karst counties that were read as something else.
import { describe, expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

const SILENT = '说明：以上均为季末数。';

describe('definitions', () => {
  test('in words that only the next clause defines', () => {
    const note = '注：常住人口=户籍人口-外出+外来，外来指户口不在本村、居住满半年的人。';
    expect(rows(['常住人口'], [note])).toEqual(['person 常住']);
  });

  test('of 在住群众 hold for 在住 people and households', () => {
    const note = '说明：本表的“在住群众”指实际住在本村的人：户口在村且住在村的、外来住满半年的、外来暂住不满半年的，都要算。';
    const found = rows(['在住老人', '在住户 [户]', '户籍在住'], [note]);
    expect(found).toEqual([
      'person age=60.. residence=resident,settled,transient',
      'household residence=resident,settled,transient',
      'person residence=resident',
    ]);
  });

  test('在住 of nobody whose register is told may be anybody', () => {
    expect(rows(['在住老人'], [SILENT])[0]).toContain('+在住');
    expect(rows(['户籍人口', '　其中：在住'], [SILENT])).toContain('person residence=resident');
  });

  test('that takes back nothing in brackets', () => {
    const note = '②常住人口：户籍人口中未外出的，加上外来人口中住满半年的（所以②不等于户籍人口加①）。';
    expect(rows(['常住人口②'], [note])).toEqual(['person 常住']);
  });

  test('of whom brackets list, one of them in words that nobody knows, are not half of it', () => {
    const note = '说明：实有人口为季末实际住在本社区的全部人员（户口在且歇脚的、流入人员和境外人员）。';
    expect(rows(['实有人口'], [note])).not.toContain('person residence=foreign,settled,transient');
  });

  test('of whoever is there when it happens, foreigners too', () => {
    const note = '须知：台风来时人在社区就要转移，“应转移人员”不论户籍、不论住了多久，境外人员也算，只有户籍在册而人已外出的不算。';
    const found = asks(`\n| 指标 | 数量 |\n| 一、应转移人员 | — |\n| （一）孕妇 | |\n| （二）残疾人 | |\n| . ${note} | ~ |`);
    expect(Object.values(found)).toEqual(['person pregnant=yes 实有', 'person disability=!none 实有']);
  });

  test('of veterans that are on file say nothing of health', () => {
    expect(rows(['退役军人'], ['说明：退役军人为服务站建档的全部退役军人。'])).toEqual(['person veteran=yes']);
  });
});

describe('clauses', () => {
  test('what another word takes in is no part of a definition before it', () => {
    expect(rows(['常住老年人'], ['说明：老年人为60周岁及以上，空巢含独居。'])).toEqual(['person age=60.. 常住']);
  });

  test('what has nothing to do with a word changes nothing in it', () => {
    const found = asks('\n| 项目 | 单位 | 企业 |\n| 职工 | 人 | |\n| . 职工即单位从业人员，按单位所在地统计，与职工住在哪里无关。 | ~ | ~ |');
    expect(found).toEqual({ C2: 'business.staff kind=enterprise' });
  });
});

describe('scopes', () => {
  test('of all lines under a name but one', () => {
    const note = '备注：妇女各项除“另：外来未满半年的妇女”外，都在常住妇女（户籍在住+外来满半年）中统计。';
    const found = asks(`\n| 指标 | 数量 |\n| 一、妇女 | — |\n| （一）孕妇 | |\n| （二）离婚 | |\n| . ${note} | ~ |`);
    expect(Object.values(found)).toEqual([expect.stringContaining('常住'), expect.stringContaining('常住')]);
  });
});

describe('headings', () => {
  test('a service that a row says again names the field of work', () => {
    const found = asks(
      '\n| 项目 | 指标 | 数量 |\n| 家庭医生 | 65岁及以上人数 | |\n| ^ | 65岁及以上签约人数 | |\n| . 全部指标以常住人口为范围（户籍且居住的+外来居住满半年的）。 | ~ | ~ |',
    );
    expect(found).toEqual({ C2: 'person age=65.. 常住', C3: 'person age=65.. familyDoctor=yes 常住' });
  });

  test('保障和优抚对象 over 低保对象 lists subjects', () => {
    const found = asks('\n| 指标 | 数量 |\n| 一、保障和优抚对象 | — |\n| （一）最低生活保障对象 | |\n| （二）优抚对象 | |');
    expect(found).toEqual({ B3: 'person aid=ruralDibao,urbanDibao', B4: 'person youfu=!none' });
  });

  test('妇幼 over children says nothing of their sex', () => {
    const found = asks('\n| 项目 | 指标 | 数量 |\n| 妇幼健康 | 常住0—6岁儿童 | |\n| ^ | 常住孕妇 | |');
    expect(found['C2']).toBe('person age=0..6 常住');
  });
});

test.each(['没住满半年的', '没住够半年', '在港未满半年的'])('who has not stayed long is one of those who came: %s', (label) => {
  expect(rows([label], [SILENT])).toEqual(['person residence=transient']);
});

test('外来户籍人员 are registered elsewhere', () => {
  expect(rows(['外来户籍人员'], [SILENT])).toEqual(['person 流动']);
});

test('citizens are no foreigners', () => {
  expect(rows(['实际居住人口'], ['说明：实际居住人口指实际住在本社区的中国公民。'])).toEqual(['person residence=resident,settled,transient']);
});

test('件(批)数 counts what the row names, though a note says what adds up to it', () => {
  const found = asks(
    '\n| 事项 | 本月 | ~ | ~ |\n| ^ | 件（批）数 | 办成 | 未办成 |\n| 投诉受理（件） | | | |\n| 代办服务（件） | | ／ | ／ |\n| . 第一项：件（批）数=办成+未办成。 | ~ | ~ | ~ |',
  );
  expect(found).toMatchObject({ B3: 'event kind=complaint', B4: 'event kind=errand' });
});

test.each([
  ['列入老旧小区名单的 [个]', 'compound old=yes'],
  ['互助幸福院（日间照料中心） [个]', 'community.dayCareCentres'],
  ['流动人口中户籍在外省（自治区、直辖市）的', 'person origin=elsewhere 流动'],
])('in other words: %s', (label, asked) => {
  expect(rows([label], [SILENT])).toEqual([asked]);
});

describe('whom a form about those who are there counts', () => {
  test('a caption that says in brackets who they are', () => {
    const note = '注：住在社区的人（户籍在此未外出＋外来满半年＋外来不足半年；境外除外）';
    expect(rows(['孕妇'], [note])).toEqual(['person pregnant=yes residence=resident,settled,transient']);
  });

  test('or who is there when the water comes', () => {
    const note = '汛期在村（居）人员（以实际住在本村（居）的人为准，外来不满半年的租客、船员和境外人员也要计入，外出的本村户籍不计）';
    expect(rows(['孕妇'], [note])).toEqual(['person pregnant=yes 实有']);
  });

  test('在村 and 现住 by themselves may be anybody', () => {
    expect(rows(['在村总人数', '现住人口'], [SILENT])).toEqual([expect.stringContaining('+在村'), expect.stringContaining('+现住人口')]);
  });

  test('two names of one population are defined together', () => {
    const note = '说明：现住家庭（看户主）、现住人口指户口在本社区并住在本社区的，加上外来住满半年的。';
    expect(rows(['现住家庭 [户]', '现住人口'], [note])).toEqual(['household 常住', 'person 常住']);
  });
});

test('behind 即, groups that are added up', () => {
  const note = '说明：常住老年人是指实际居住在本社区的60周岁及以上人员，即户籍在本社区且未外出的，加上户籍不在本社区但已住满半年的。';
  expect(rows(['常住老年人'], [note])).toEqual(['person age=60.. 常住']);
});

test('brackets that say what is not to be filled define nothing', () => {
  const note = '说明：慢性病人指高血压、糖尿病及两病合并者（35周岁以下没有管理对象，划“×”的格不填）。';
  expect(rows(['慢性病人'], [note])[0]).not.toMatch(/age|chronic=both$/u);
});

test('a band of people over the column of a fact says nothing of it', () => {
  const found = asks('\n| 指标 | 单位 | 60岁以上 | 70岁以上 |\n| 户籍老年人 | 人 | | |\n| 日间照料中心 | 个 | | — |');
  expect(found).toMatchObject({ C2: 'person age=60.. 户籍', C3: 'community.dayCareCentres' });
});

test('组别各栏 are all of a table', () => {
  const note = '注：组别各栏统计16—59周岁常住人口（户籍未外出者和外来居住半年以上者），不含户籍外出。';
  expect(rows(['女'], [note])).toEqual(['person age=16..59 sex=female 常住']);
});
