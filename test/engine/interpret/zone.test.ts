// Headings that one of their rows contradicts, totals that say of what, titles about what things have, and notes that name their blanks by two sides or three.
import { expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

const LIVING = '说明：本表均按常住人口统计。';

test('a heading holds for the rows that say nobody without it, whatever one of them says', () => {
  const found = asks(`
    | . 党员情况 | ~ | ~ |
    | 二、到本社区报到的在职党员 | ~ | ~ |
    | 项目 | 总数（名） | 女（名） |
    | 34岁及以下 | | |
    | 流动党员 | | |`);
  expect(found).toMatchObject({ B4: 'person age=..34 partyPlace=reporting', B5: 'person partyPlace=mobile' });
});

test('activities of other kinds still silence a heading that names one', () => {
  const found = asks('\n| 上门与慰问（本半年） | ~ | ~ | ~ |\n| 健康讲座（场） | | 听讲（人次） | |');
  expect(found['D2']).toBe('event.people kind=healthTalk');
});

test('a row that prints a band beyond the word over it keeps its own', () => {
  const found = asks('\n| 对象 | ~ | 户籍（人） |\n| 中老年妇女 | 50—64周岁妇女 | |\n| ^ | 65周岁及以上妇女 | |');
  expect(found).toEqual({ C2: 'person age=50..64 sex=female 户籍', C3: 'person age=65.. sex=female 户籍' });
});

test('a total that names the letters of its parts is their sum, where the title leaves some of them out', () => {
  const found = asks(
    `
    | 类别 | 人数 |
    | A 户籍在本社区、人在本社区 | |
    | B 户籍在本社区、人不在 | |
    | C 境外人员 | |
    | 登记总数（A至C） | |`,
    { title: '实有人口核对表' },
  );
  expect(found['B5']).toBe('person residence=resident + person residence=away + person residence=foreign');
});

test('a title on what things have or lack is about all of them', () => {
  const picture = '\n| 指标 | 单位 | 数量 |\n| 成立业委会的小区 | 个 | |\n| 未成立业委会的小区 | 个 | |\n| 电梯 | 部 | |';
  expect(asks(picture, { title: '物业服务与业主组织建设年报' })['C4']).toBe('compound.elevators');
});

test('what is appended to a table counts its own', () => {
  const picture = (heading: string): string => `\n| 年龄 | 人数 |\n| 18—20周岁 | |\n| 21—22周岁 | |\n| ${heading} | ~ |\n| 总计 | 男性 |\n| | |`;
  const title = '适龄男青年基本情况（户籍）';
  expect(asks(picture('附：户籍人口'), { title })).toMatchObject({ A6: 'person 户籍', B6: 'person sex=male 户籍' });
  expect(asks(picture('二、户籍人口'), { title })['A6']).toContain('sex=male');
});

test.each([
  ['65岁以上老人', '各类服务人群均在常住人口（户籍在住和外来满半年）中统计，季末数。', 'person age=65.. 常住'],
  ['高龄津贴', '高龄津贴、老年低保、老年特困三项按户籍填。', 'person elderAllowance=yes 户籍'],
])('a note of whom it speaks: %s, %s', (label, note, asked) => {
  expect(rows([label], [note])).toEqual([asked]);
});

test('a definition ends where the next population leaves somebody out', () => {
  const note = '户籍在村指户口和人都在本村，外来半年以上不含暂住。';
  expect(rows(['户籍在村', '外来半年以上'], [note])).toEqual(['person residence=resident', 'person residence=settled']);
});

test.each(['户籍在村加外来半年以上人口', '户籍在村+外来满半年人口', '户籍在住和外来居住半年以上人口'])('two populations added up: %s', (label) => {
  expect(rows([label])).toEqual(['person 常住']);
});

test('a bound that the brackets settle is no doubt', () => {
  expect(rows(['3周岁以下（不满3周岁）'], [LIVING])).toEqual(['person age=..2 常住']);
  expect(rows(['3周岁以下'], [LIVING])[0]).toContain('?boundNotStated');
});

test('其他 before one kind, behind other kinds, is all of it', () => {
  const found = asks('\n| 类型 | 单位数（家） | 从业人员（人） |\n| 企业 | | |\n| 个体工商户 | | |\n| 其他社会组织 | | |');
  expect(found['C4']).toBe('business.staff kind=society');
});

test.each(['健康讲座（含义诊） [场]', '走访入户（含上月） [次]', '应检育龄妇女', '行洪河道 [条]', '三小场所 [家]', '退役军人（含家属）'])(
  'a word that may add or take away leaves a doubt: %s',
  (label) => {
    expect(rows([label], [LIVING])[0]).toContain('?');
  },
);

test('how far something is, no word may leave out', () => {
  expect(rows(['矛盾纠纷调解正在办 [件]', '投诉受理正在处理 [件]'])).toEqual(['event kind=mediation result=pending', 'event kind=complaint result=pending']);
});

test('an area under what it is the area of is not that of the place', () => {
  expect(asks('\n| 公共绿地 | ~ | 村域 |\n| 面积（平方米） | 面积（公顷） | 面积（公顷） |\n| | | |')).toMatchObject({
    A3: 'community.greenArea',
    B3: 'community.greenArea',
    C3: 'community.landArea',
  });
  expect(rows(['折合多少公顷 [公顷]'])[0]).toContain('?');
});

test('a population that the title names beside something else is of the label that names it again', () => {
  const found = asks('\n| 分组 | 劳动力总数 | 其中：外出 |\n| 合计 | | |', { title: '劳动力就业和外出务工情况表' });
  expect([found['B2'], found['C2']].map((line) => line?.includes('residence=away'))).toEqual([false, true]);
});

test('all kinds are more than those beside them', () => {
  const found = asks('\n| 指标 | 餐饮 | 零售 | 全部行业 | 合计 |\n| 单位（个） | | | | |');
  expect(found).toMatchObject({ D2: 'business', E2: 'business trade=catering,retail' });
});

test('演练 is what the title says it is of, and never the 排查 before it', () => {
  const picture = '\n| 隐患排查（次） | | 演练（次） | |';
  expect(asks(picture, { title: '消防工作月报' })['D1']).toBe('event kind=fireDrill');
  expect(asks(picture, { title: '工作月报' })['D1']).toContain('?');
});

test('人次 over a column outranks the unit of the row', () => {
  const found = asks('\n| 事项 | 单位 | 本月 | 本月涉及人次 |\n| 走访入户 | 次 | | |');
  expect(found).toEqual({ C2: 'event kind=visit', D2: 'event.people kind=visit' });
});

test('a label with a unit of its own is not counted in the unit over its column', () => {
  expect(asks('\n| 户数 | 户 |\n| 户籍户 | |\n| 群租房（套） | |')['B3']).toBe('dwelling use=group');
});

test.each([
  ['总人口', '总人口为常住人口：住在本社区的户籍人口和外来住满半年人口。', 'person 常住'],
  ['劳动力', '劳动力=16～59周岁户籍人口，含在校学生，故各就业状况之和不等于总数。', 'person age=16..59 户籍'],
])('what explains a definition takes nothing from it: %s, %s', (label, note, asked) => {
  expect(rows([label], [note])).toEqual([asked]);
});

test('services for a group are of that group, and those to find work are of nobody', () => {
  const asked = (corner: string): string | undefined => asks(`\n| ${corner} | 户籍人数 |\n| 60岁以上 | |`)['B2'];
  expect(asked('残疾人服务')).toBe('person age=60.. disability=!none 户籍');
  expect(asked('就业服务')).toBe('person age=60.. 户籍');
});

test('what is appended without a population of its own divides what the title names', () => {
  const found = asks('\n| 指标 | 人数 |\n| 60岁以上 | |\n| 附：女性 | ~ |\n| 70岁以上 | |', { title: '户籍残疾人情况' });
  expect(found['B4']).toContain('disability=!none');
});

test('a population at the beginning of the title is that of all rows, though one of them says it again', () => {
  const found = asks('\n| 指标 | 人数 |\n| 16—59岁 | |\n| 流动人口 | |\n| 女 | |', { title: '流动人口就业和租房情况' });
  expect(found).toMatchObject({ B2: 'person age=16..59 流动', B4: 'person sex=female 流动' });
});

test('what 故 excludes is excluded', () => {
  expect(rows(['60岁以上老人'], ['说明：本表按户籍人口统计，故老年人不含低保对象。'])[0]).not.toBe('person age=60.. 户籍');
});
