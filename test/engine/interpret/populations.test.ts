// Whom a blank counts: 户籍, 常住 or 流动, from its own words, from notes and subtitles, or from nowhere.
import { expect, test } from 'vitest';
import { apartOf, openWords } from '../../../engine/interpret/index.ts';
import { asks, rows, understand } from './meaning.ts';

test('a note for all rows holds for rows that state nothing, registers included', () => {
  expect(rows(['人数', '其中：女', '残疾人', '户籍人口'], ['说明：本表各项均按常住人口统计。'])).toEqual([
    'person 常住',
    'person sex=female 常住',
    'person disability=!none 常住',
    'person 户籍',
  ]);
});

test.each(['第01至02项按户籍人口统计，第03项按常住人口统计。', '第01—02项按户籍人口统计；第03项按常住人口统计。'])('%s', (note) => {
  expect(
    asks(`
      | 指标 | 代码 | 人数 |
      | 老年人 | 01 | |
      | 儿童 | 02 | |
      | 在校学生 | 03 | |
      | . 说明：${note} | ~ | ~ |`),
  ).toEqual({ C2: 'person age=60.. 户籍', C3: 'person age=..17 户籍', C4: 'person employment=student 常住' });
});

test.each([[['说明：除育龄妇女外，其他均按常住人口统计。', '2.育龄妇女按户籍人口统计。']], [['说明：除育龄妇女按户籍人口统计外，其余指标均按常住人口统计。']]])(
  'an exception has its own population: %j',
  (notes) => {
    expect(rows(['老年人', '育龄妇女'], notes)).toEqual(['person age=60.. 常住', 'person age=15..49 sex=female 户籍']);
  },
);

test('an exception without a population of its own is asked about', () => {
  expect(rows(['老年人', '育龄妇女'], ['说明：除育龄妇女外，其他均按常住人口统计。'])[1]).toBe('person age=15..49 sex=female +口径未注明 ?scopeNotStated');
});

test('a section can be named', () => {
  expect(
    asks(`
      | 指标 | 单位 | 数量 |
      | 一、养老 | | |
      | 老年人 | 人 | |
      | 二、就业 | | |
      | 失业人员 | 人 | |
      | . 说明：养老按户籍人口统计；就业按常住人口统计。 | ~ | ~ |`),
  ).toEqual({ C3: 'person age=60.. 户籍', C5: 'person employment=registeredUnemployed,unregisteredUnemployed 常住' });
});

test.each([
  ['*', ['说明：本表按常住人口统计。', '*按户籍人口统计。']],
  ['①', ['说明：本表按常住人口统计。①按户籍人口统计。']],
])('a footnote mark %s outranks the note for all', (mark, notes) => {
  expect(rows([`老年人${mark}`, '儿童'], notes)).toEqual(['person age=60.. 户籍', 'person age=..17 常住']);
});

test('不分户籍 releases: no population, and no question', () => {
  expect(rows(['老年人', '户籍人口'], ['说明：本表人员不分户籍，登记在册的都算。'])).toEqual(['person age=60..', 'person 户籍']);
  expect(rows(['老年人（不论住在哪里）'])).toEqual(['person age=60..']);
});

test.each([
  ['（口径：常住人口）', '常住'],
  ['（户籍口径）', '户籍'],
])('the subtitle %s', (subtitle, population) => {
  expect(asks(`\n| . 养老服务情况表 | ~ |\n| . ${subtitle} | ~ |\n| 项目 | 人数 |\n| 空巢 | |`)).toEqual({ B4: `person emptyNest=yes ${population}` });
});

test('a population stated nowhere is a question; a register is its own population', () => {
  expect(rows(['老年人', '残疾人', '住户 [户]'])).toEqual([
    'person age=60.. +口径未注明 ?scopeNotStated',
    'person disability=!none',
    'household +口径未注明 ?scopeNotStated',
  ]);
});

test('sums and ratios need a population as much as their parts do', () => {
  expect(asks('\n| 项目 | 人数 |\n| 合计 | =B3+B4 |\n| 在校学生 | |\n| 孕妇 | |')['B2']).toBe(
    'person employment=student +口径未注明 + person pregnant=yes +口径未注明 ?scopeNotStated',
  );
  expect(rows(['家庭医生签约率 [%]'])).toEqual(['person familyDoctor=yes +口径未注明 ÷ person +口径未注明 × 100 ?scopeNotStated']);
  expect(rows(['家庭医生签约率 [%]'], ['说明：本表人员不分户籍，登记在册的都算。'])).toEqual(['person familyDoctor=yes ÷ person × 100']);
});

test('the form defines its own words', () => {
  const notes = ['1.流动人口指外来人口中居住不满半年的人员。', '2.青年指18—45周岁的人员。', '3.老年人指年满65周岁的人员。', '4.本表按户籍人口统计。'];
  expect(rows(['流动人口', '青年', '老年人'], notes)).toEqual(['person residence=transient', 'person age=18..45 户籍', 'person age=65.. 户籍']);
});

test('a title says whom a bare 合计 counts, and narrows no row that names a group of its own', () => {
  expect(asks('\n| 项目 | 人数 |\n| 合计 | |\n| 女 | |\n| 60岁以上 | |', { title: '持证残疾人情况统计表' })).toEqual({
    B2: 'person disabilityCertified=yes',
    B3: 'person disabilityCertified=yes sex=female',
    B4: 'person age=60.. disabilityCertified=yes',
  });
  const facts = rows(['社区食堂 [个]', '养老床位 [张]', '儿童'], ['说明：本表按户籍人口统计。'], { title: '老年人情况统计表' });
  expect(facts).toEqual(['community.canteens', 'community.careBeds', 'person age=..17 户籍']);
});

test('what nobody states is told without the id that keeps it apart', () => {
  const [field] = understand('\n| 指标 | 单位 | 数量 |\n| 妇女 | 人 | |').fields;
  expect(field?.point).toMatchObject({ open: ['口径未注明:R1'] });
  expect(field?.point.kind === 'plain' && [openWords(field.point), apartOf(field.point)]).toEqual([[], [{ kind: 'notStated' }]]);
});

test('of a blank of which nothing is understood people see the words of its labels, and the doubt names those that nobody knows', () => {
  const [field] = understand('\n| 指标 | 单位 | 数量 |\n| 刺绣传承匠 | 位 | |').fields;
  expect(field?.point.kind === 'plain' && openWords(field.point).join()).toBe('刺绣传承匠,数量');
  expect(field?.doubts.map(({ words }) => words)).toEqual(['刺绣传承匠']);
});
