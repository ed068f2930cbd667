// How clerks of counties and cities say whom they count: heads of investigations, questions, conditions side by side, notes about columns.
import { expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

test.each(['摸底范围：16周岁以上户籍人口（含外出）', '调查对象：户口在本村（含外出）、16周岁以上的人员'])(
  'an investigation says whom it is about: %s',
  (head) => {
    const [disabled, away] = rows(['持证残疾人', '外出人员'], [head]);
    expect(disabled).toBe('person age=16.. disabilityCertified=yes 户籍');
    expect(away).toBe('person age=16.. residence=away');
  },
);

test('what a population is reckoned by bounds nobody else', () => {
  expect(rows(['常住孕妇'], ['口径：户籍儿童以户口在本社区为准。'])).toEqual(['person pregnant=yes 常住']);
});

test('populations that overlap, side by side, are two conditions of one', () => {
  const note = '常住人口：户口在本村并在本村居住的人口，加上户口不在本村、在本村居住半年以上的人口（境外人员除外）。';
  expect(rows(['常住人口中的孕妇'], [note])).toEqual(['person pregnant=yes 常住']);
});

test('表中各类人群 are all rows', () => {
  expect(rows(['孕妇'], ['说明：表中各类人群都是常住人口中的。'])).toEqual(['person pregnant=yes 常住']);
});

test('不再区分 lays no population over those it names', () => {
  const notes = ['说明：本表按户籍人口统计。低保对象、特困人员均为在册的全部对象，不再区分户籍和居住。'];
  expect(rows(['低保对象', '孕妇'], notes)).toEqual(['person aid=ruralDibao,urbanDibao', 'person pregnant=yes 户籍']);
});

test.each([
  ['特困人员有多少人？', 'person aid=tekun'],
  ['你村低保户有多少户？（家里有一人享受低保就算一户）', 'household dibao=yes'],
  ['贵社区监测户有几户？', 'household povertyMonitored=yes'],
])('a question names its unit behind 多少: %s', (question, line) => {
  expect(asks(`| 题目 | 答案 |\n| ${question} | |`, { title: '农村低收入家庭摸底问卷' })['B2']).toBe(line);
});

test('人(户)数 says neither of people nor of households', () => {
  expect(asks('| 群体 | 人（户）数 |\n| 常住人口中的快递员（人） | |\n| 零就业家庭（户） | |')).toEqual({
    B2: 'person newEmployment=courier 常住',
    B3: 'household zeroEmployment=yes',
  });
});

test.each([
  ['留守儿童（户口在本村，含外出）', 'person childStatus=leftBehind 户籍'],
  ['80周岁以上老年人（户籍，含外出）', 'person age=80.. 户籍'],
])('brackets may include what is of their own population: %s', (label, line) => {
  expect(rows([label])).toEqual([line]);
});

test('a note about one column and all behind it', () => {
  const head = '| 行业 | 主体数 | ~ | 从业人员 | 经营面积（平方米） |\n| ^ | 企业 | 民办非企业单位 | ^ | ^ |\n| 合计 | | | | |';
  const noted = asks(`${head}\n| . 注：从业人员及以后各列均为企业和个体户合计，不包括民办非企业。 | ~ | ~ | ~ | ~ |`, { title: '经营主体季报' });
  expect(noted).toMatchObject({
    B3: 'business kind=enterprise',
    D3: 'business.staff kind=enterprise,individual',
    E3: 'business.area kind=enterprise,individual',
  });
});

test.each(['件（次）数', '次（条）数', '人次/场次数'])('%s is a count in whatever unit its row has', (head) => {
  expect(asks(`| 项目 | ${head} |\n| 矛盾纠纷调解 | |`)['B2']).toBe('event kind=mediation');
});

test('a title by a word that the notes explain by kinds is about these kinds', () => {
  const sheet = (note: string): Record<string, string> =>
    asks(`| 项目 | 合计 |\n| 从业人数（人） | |\n| 民办非企业单位（家） | |\n| . ${note} | ~ |`, { title: '经营主体情况' });
  expect(sheet('说明：经营主体指企业和个体工商户。')).toEqual({ B2: 'business.staff kind=enterprise,individual', B3: 'business kind=nonprofit' });
  expect(sheet('说明：按季填报。')['B2']).toBe('business.staff');
});

test('the words 在本辖区经营的 and 人在本社区 say no more than they do', () => {
  const noted = asks('| 行业 | 从业人员（人） |\n| 合计 | |\n| . 说明：本表统计半年末在本辖区经营的企业和个体工商户。 | ~ |', { title: '单位情况' });
  expect(noted['B2']).toBe('business.staff kind=enterprise,individual');
  expect(asks('| 指标 | 户籍人口 | 其中：人在本社区 |\n| 总人数 | | |')).toEqual({ B2: 'person 户籍', C2: 'person residence=resident' });
});

test('a row that takes in what the title and the notes leave out is not of them', () => {
  const note = '. 说明：九小场所指列入消防监管名录的小场所；表中场所数只统计九小场所。';
  const sheet = `| 项目 | 单位 | 数量 |\n| 场所数 | 个 | |\n| 辖区持食品经营许可证的单位（个，含非九小场所） | 个 | |\n| ${note} | ~ | ~ |`;
  expect(asks(sheet, { title: '“九小场所”消防安全统计表' })).toEqual({ C2: 'business smallPlace=yes', C3: 'business foodLicense=yes' });
});

test('what a definition leaves out is not added to it', () => {
  const notes = [
    '指标解释：常住人口，指户口登记在本社区并在本社区居住的人口，加上户口不在本社区、在本社区居住半年以上的“外来常住”人口，不包括港澳台和外国人。',
  ];
  expect(rows(['常住人口中的孕妇'], notes)).toEqual(['person pregnant=yes 常住']);
});

test('an exclusion that is half understood takes away nobody', () => {
  const note = '说明：常住老年人指户口在本社区且在本社区居住的老人和外来居住半年以上的老人，境外来的不统计。';
  expect(rows(['常住老年人'], [note])).toEqual(['person age=60.. 常住']);
  expect(rows(['常住老年人'], [note.replace('境外来的', '某外来的')])).toEqual(['person age=60.. 常住']);
});

test('what is added behind a comma belongs to the definition, whatever its brackets explain', () => {
  const note = '填报说明：常住指户口在本社区且在本社区居住的，加上外来居住满半年的（即“其中：外来常住”），不含境外人员。';
  expect(rows(['常住儿童'], [note])).toEqual(['person age=..17 常住']);
});

test('各人群 are whoever the sheet counts', () => {
  expect(rows(['孕妇'], ['说明：各人群及建档人数均按常住人口统计。'])).toEqual(['person pregnant=yes 常住']);
});

test('a heading is outgrown by another whole population, not by some of one', () => {
  const picture = (row: string): string => `\n| 一、常住人口情况 | ~ | ~ | ~ |\n| 常住总人口（人） | | 孕妇（人） | |\n| ${row}（人） | | 党员（人） | |`;
  expect(asks(picture('外来育龄妇女'))['D2']).toBe('person pregnant=yes 常住');
  expect(asks(picture('户籍人口'))['D2']).toContain('?scopeNotStated');
});

test('a note that says what the title says bounds those of another population too', () => {
  const notes = ['注：统计户口在本村、持有残疾人证的人员，含外出；未办证的不统计。'];
  expect(rows(['外出的'], notes, { title: '持证残疾人基本状况年报' })).toEqual(['person disabilityCertified=yes residence=away']);
});

test('a title does not narrow what the sheet itself counts beside it', () => {
  const picture = '\n| 项目 | 组织关系在本社区 | 流动党员 | 户籍党员 |\n| 60岁以上 | | | |';
  expect(asks(picture, { title: '社区党员年度统计' })['D2']).toBe('person age=60.. politics=party 户籍');
});

test.each([
  ['既独居又失能的老人', 'person ability=disabled age=60.. livingAlone=yes 户籍'],
  ['生活垃圾（分类）投放点 [个]', 'community.garbagePoints'],
])('%s', (label, line) => {
  expect(rows([label], ['说明：本表按户籍人口统计。'])).toEqual([line]);
});
