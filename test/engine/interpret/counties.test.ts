// What forms of two more districts, read for the first time, were not understood by: heads that divide a whole beside its parts, headings
// that only name a field of work, groups that a title or a note names for the whole sheet, and lists whose own line says who is on them.
import { describe, expect, test } from 'vitest';
import type { Where } from '../../../engine/model/datapoint.ts';
import { asks, rows, understand } from './meaning.ts';

describe('heads', () => {
  test('其中 behind all parts of a whole divides the whole', () => {
    const sheet = asks(`
      | 人员 | 合计 | 男 | 女 | 0—17周岁 | 18—59周岁 | 60周岁以上 | 其中：在业 |
      | 户籍人口 | | | | | | | |
      | 常住人口 | | | | | | | |`);
    expect(sheet).toMatchObject({ G2: 'person age=60.. 户籍', H2: 'person employment=employed 户籍' });
  });

  test('a band of a band is of it', () => {
    expect(asks('\n| 人员 | 合计 | 60岁以上 | 其中：80岁以上 |\n| 户籍人口 | | | |')['D2']).toBe('person age=80.. 户籍');
    expect(asks('\n| 人员 | 合计 | 60岁以上 | 其中：失能 |\n| 户籍人口 | | | |')['D2']).toBe('person ability=disabled age=60.. 户籍');
  });

  test('按医疗保险分 divides what 其中 and what goes on from it divide, and tells 居民 from everybody', () => {
    const sheet = asks(`
      | 户籍人口 | 合计 | 其中：女 | 40周岁及以下 | 按医疗保险分 | ~ | ~ |
      | ^ | ^ | ^ | ^ | 职工 | 居民 | 未参加 |
      | 快递员 | | | | | | |`);
    expect(sheet['E3']).toBe('person medical=employee newEmployment=courier 户籍');
    expect(sheet['F3']).toBe('person medical=resident newEmployment=courier 户籍');
  });

  test('pairs above a table are no head of it', () => {
    const sheet = asks(`
      | 老年人口情况 | ~ | ~ | ~ |
      | 年龄 | 户籍 | 常住 | 男性户籍 |
      | 60岁以上 | | | |
      | 65岁以上户籍老年人 | | 65岁以上常住老年人 | |
      | 户籍老年人中低保对象 | | 户籍老年人中持证残疾人 | |
      | 养老设施 | 数量 | 其他 | 数量 |
      | 日间照料中心（个） | | 户籍人口（人） | |`);
    expect(sheet).toMatchObject({ B7: 'community.dayCareCentres', D7: 'person 户籍' });
    expect(Object.keys(sheet)).toContain('B5');
  });
});

describe('headings', () => {
  test('one that a label under it says again, beside another that names everything, is a heading alone', () => {
    const sheet = asks(`
      | 一、辖区单位建立工会情况 | ~ | ~ | ~ |
      | 单位类型 | 单位数（个） | 已建工会（个） | 从业人员（人） |
      | 全部单位 | | | |
      | 其中：企业 | | | |`);
    expect(sheet).toMatchObject({ B3: 'business', C3: 'business unionOrg=yes', D3: 'business.staff', B4: 'business kind=enterprise' });
  });

  test('what it says besides still holds', () => {
    const sheet = asks(`
      | 一、计划生育特殊家庭及家庭情况（不分户籍） | ~ | ~ |
      | 家庭总户数 | 户 | |
      | 独生子女死亡家庭 | 户 | |`);
    expect(sheet).toEqual({ C2: 'household', C3: 'household onlyChildLost=yes' });
  });

  test('a heading of a group keeps it', () => {
    expect(asks('\n| 一、持证残疾人 | ~ | ~ |\n| 持证残疾人总数 | 人 | |\n| 男 | 人 | |')['C3']).toBe('person disabilityCertified=yes sex=male');
  });

  test('words of a field of work ask nothing; an age that no one under it has is none', () => {
    const sheet = asks(`
      | 一、青少年权益（不分户籍和居住） | ~ | ~ |
      | 留守儿童 | 人 | |
      | 二、老年人健康管理 | ~ | ~ |
      | 65周岁及以上常住老年人 | 人 | |`);
    expect(sheet).toEqual({ C2: 'person childStatus=leftBehind', C4: 'person age=65.. 常住' });
  });

  test('the end of what stands over it is understood', () => {
    expect(rows(['常住网约车司机', '　其中：女司机'])[1]).toBe('person newEmployment=rideHailing sex=female 常住');
    expect(rows(['常住传承人', '　其中：女传承人'])[1]).toContain('传承');
  });
});

describe('groups of a whole sheet', () => {
  test('a title that marks out a kind of things is of all its rows', () => {
    const sheet = asks(
      `
      | “九小场所”消防安全统计表 | ~ | ~ |
      | 场所行业 | 九小场所 | 从业人员 |
      | 餐饮 | | |
      | 住宿 | | |`,
      { title: '“九小场所”消防安全统计表' },
    );
    expect(sheet).toEqual({
      B3: 'business smallPlace=yes trade=catering',
      C3: 'business.staff smallPlace=yes trade=catering',
      B4: 'business smallPlace=yes trade=lodging',
      C4: 'business.staff smallPlace=yes trade=lodging',
    });
  });

  test('a title of what is done about things is of none', () => {
    expect(asks('\n| 基层工会情况表 | ~ | ~ |\n| 单位类型 | 单位数 | 职工数 |\n| 企业 | | |\n| 社会组织 | | |', { title: '基层工会情况表' })['B3']).toBe(
      'business kind=enterprise',
    );
  });

  const certified = (note: string): string | undefined =>
    asks(`\n| 持证残疾人情况 | ~ | ~ |\n| 类别 | 男 | 女 |\n| 视力残疾 | | |\n| 听力残疾 | | |\n| . ${note} | ~ | ~ |`, { title: '持证残疾人情况' })['B3'];

  test.each(['说明：持证残疾人指户口在本社区（含外出）、持有《残疾人证》的残疾人。', '注：本表统计户口在本社区的残疾人，含外出。'])(
    'what a note says of whom the title names: %s',
    (note) => {
      expect(certified(note)).toBe('person disability=visual disabilityCertified=yes sex=male 户籍');
    },
  );

  test('其他 under a head is of what the head names', () => {
    const sheet = asks(`
      | 范围 | 少数民族 | ~ | ~ | ~ |
      | ^ | 合计 | 回族 | 满族 | 其他 |
      | 户籍人口 | | | | |`);
    expect(sheet['E3']).toBe('person ethnic=!回族,汉族,满族 户籍');
  });

  test('统计…，不分户籍 releases whom it counts', () => {
    expect(rows(['困境儿童', '孤儿'], ['说明：统计年末登记的未满18周岁儿童，本地、外来均登记，不区分户籍和居住情况。'])).toEqual([
      'person childStatus=difficult',
      'person childStatus=orphan',
    ]);
  });
});

test.each([
  ['户口在本社区、持有残疾人证的妇女（各年龄女性都算）有多少？', 'person disabilityCertified=yes sex=female 户籍'],
  ['户口在本社区、16—59周岁的妇女中，登记失业的有多少？', 'person age=16..59 employment=registeredUnemployed sex=female 户籍'],
  ['困境儿童（孤儿、留守儿童另计，不算在内；不看户口）', 'person childStatus=difficult'],
  ['名册上的注册志愿者有多少？（不限年龄）', 'community.volunteersRegistered'],
  ['户籍人口中：外出（不在本村社区居住）', 'person residence=away'],
])('%s', (label, meaning) => {
  expect(rows([label])).toEqual([meaning]);
});

describe('lists', () => {
  const where = (title: string, line: string): Where | null | undefined =>
    understand(
      `
      | ${title} | ~ | ~ | ~ |
      | ${line} | ~ | ~ | ~ |
      | 序号 | 姓名 | 身份证号 | 类别 |
      | 1 | | | |
      | 2 | | | |
      | 3 | | | |`,
      { title },
    ).rosters[0]?.where;

  test('the line under the title says who is on it', () => {
    expect(Object.keys(where('退役军人名册', '登记户口在本村的全部退役军人，含外出') ?? {}).sort()).toEqual(['person.residence', 'person.veteran']);
    expect(where('城乡低保对象花名册', '本表登记全部在册低保对象，一人一行')).toEqual(where('城乡低保对象花名册', '填报单位：某社区'));
  });

  test.each([
    ['困境儿童和留守儿童名册', '（统计表中的儿童逐人登记）'],
    ['就业年龄段持证残疾人就业需求登记簿', '登记范围：持有残疾人证、年满16周岁不满60周岁的人员'],
    ['离校未就业高校毕业生名册', '年末仍未就业的离校高校毕业生，不分户籍和居住，逐人登记'],
  ])('%s, %s: who is on it is left to people', (title, line) => {
    expect(where(title, line)).toBe(null);
  });

  test('a bare 类别 is of what the title is about', () => {
    const category = (title: string): unknown =>
      understand(`\n| ${title} | ~ | ~ |\n| 序号 | 姓名 | 类别 |\n| 1 | | |\n| 2 | | |`, { title }).rosters[0]?.columns[2]?.attribute;
    expect(['重度残疾人名册', '留守儿童名册', '优抚对象名册', '志愿者名册'].map(category)).toEqual(['disability', 'childStatus', 'youfu', null]);
  });
});
