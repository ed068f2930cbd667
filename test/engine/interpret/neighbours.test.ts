// What must be kept apart though it looks the same, and what is the same though it is said in another way: changes, families, words in short, headings, totals.
import { expect, test } from 'vitest';
import { asks, rows, understand } from './meaning.ts';

const LIVING = '本表按常住人口统计。';

/** What a label asks on a form of its own. */
const one = (label: string, notes: readonly string[] = []): string | undefined => rows([label], notes)[0];

test('who came, left or was born is counted over the period, and nobody else', () => {
  const { fields } = understand('\n| 指标 | 单位 | 数量 |\n| 新增低保对象 | 人 | |\n| 户籍出生人口 | 人 | |\n| 低保对象 | 人 | |');
  expect(fields.map(({ point }) => point.kind === 'plain' && point.period)).toEqual(['flow', 'flow', 'instant']);
});

test('an age that is denied is the other side of it', () => {
  expect(['户籍人口未满18', '不满60的户籍人口', '非60岁以上户籍人口', '户籍人口满60不满70'].map((label) => one(label))).toEqual([
    'person age=..17 户籍',
    'person age=..59 户籍',
    'person age=..59 户籍',
    'person age=60..69 户籍',
  ]);
  expect(one('户籍人口非60—69岁')).toContain('+非60—69岁');
});

test('a word in short says what it says only beside what it is about', () => {
  const under = (whole: string, part: string): string | undefined => asks(`\n| 项目 | 人数 |\n| ${whole} | |\n| 　其中：${part} | |`)['B3'];
  expect(under('流动人口', '已登记')).toContain('+已登记');
  expect(under('失业人员', '已登记')).not.toContain('+已登记');
  expect(under('流动人口', '持证')).toContain('+持证');
  expect(under('残疾人', '持证')).not.toContain('+持证');
});

test('a near neighbour is the thing only beside its name', () => {
  expect(rows(['孕产妇', '孕产妇（在孕）'], [LIVING])).toEqual([expect.stringContaining('+孕产妇'), 'person pregnant=yes 常住']);
  expect(rows(['便利店 [家]', '零售业（便利店） [家]'])).toEqual([expect.stringContaining('+便利店'), 'business trade=retail']);
});

test('children are no age when none is printed, and never everybody', () => {
  expect(rows(['户籍少年', '常住学龄儿童', '常住学龄儿童（6—14岁）'])).toEqual([
    'person age=..17 户籍',
    expect.stringContaining('+学龄儿童'),
    'person age=6..14 常住',
  ]);
});

test('drawing a pension, asking whether, families called after one of them', () => {
  expect(rows(['户籍人口城乡居民养老保险领取待遇'])[0]).toContain('+领取待遇');
  expect(rows(['有无残疾人'])[0]).toContain('+有无');
  expect(asks('\n| 项目 | 户数 | 人数 |\n| 残疾人家庭 | | |')['C2']).toContain('+残疾人家庭');
  expect(rows(['多少户居民？'], ['居民户按常住统计。'])[0]).toMatch(/^household/u);
});

test('what a kind of event takes in is told and changes nothing, but for another time', () => {
  expect(one('环境整治（含清冰雪） [次]')).toBe(`${one('环境整治 [次]') ?? ''} ?unknownWords`);
  expect(one('环境整治（含上月） [次]')).toContain('+上月');
});

test('a total of things of other classes is their sum', () => {
  const found = asks('\n| 项目 | 发放金额（万元） |\n| 城市低保 | |\n| 特困 | |\n| 合计 | |');
  expect(found['B4']).toContain('+合计=城市低保+特困');
});

test('a total over bands that go on beside them is of all of these', () => {
  const table = (first: string): Record<string, string> =>
    asks(
      `\n| 年龄 | 人口数 | 女性 | 年龄（续） | 人口数 | 女性 |\n| 总计 | | | ${first} | | |\n| 0—19岁 | | | 60—79岁 | | |\n| 20—39岁 | | | 80岁及以上 | | |\n| . ${LIVING} | ~ | ~ | ~ | ~ | ~ |`,
    );
  expect(table('40—59岁')).toMatchObject({ B2: 'person 常住', C2: 'person sex=female 常住' });
  expect(table('合计')['B2']).toBe('person age=0..39 常住');
});

test('a total among the parts is no part besides, and 其他 is what is left', () => {
  const found = asks('\n| 民族 | 户籍人口 |\n| 汉族 | |\n| 满族 | |\n| 回族 | |\n| 其他少数民族 | |\n| 少数民族小计 | |\n| 总计 | |');
  expect(found['B7']).toBe('person 户籍');
});

test('上述三类合计 takes in the three kinds before it', () => {
  const found = asks('\n| 项目 | 人数 |\n| 快递员 | |\n| 外卖员 | |\n| 网约车司机 | |\n| 上述三类合计 | |');
  expect(found['B5']).toBe('person newEmployment=courier,delivery,rideHailing');
});

test('a heading by default yields to what a row says, and any heading to a row that is freed', () => {
  const found = asks('\n| 一、妇女（除另注明外按常住人口） | ~ |\n| 女性（按户籍，含外出） | |\n| 已婚女性 | |\n| 低保女性（在册，不分户籍） | |');
  expect(found).toMatchObject({
    B2: 'person sex=female 户籍',
    B3: 'person marital=married sex=female 常住',
    B4: 'person aid=ruralDibao,urbanDibao sex=female',
  });
});

test('a heading of a group and what is asked of it is about the group', () => {
  const found = asks('\n| 一、持证残疾人年龄和就业 | ~ | ~ | ~ |\n| 0—17周岁 | | 登记失业 | |\n| 低保对象 | | 60周岁及以上 | |');
  expect(Object.values(found).every((says) => says.includes('disabilityCertified=yes'))).toBe(true);
});

test('brackets that put a population together say what the words before them mean', () => {
  expect(rows(['在村人口（户籍在住、外来半年以上）', '在村人口'])).toEqual(['person 常住', 'person residence=resident +在村 ?unknownWords']);
});

test('notes: any heading, halves by their side, an exception before its subject, households by themselves', () => {
  expect(asks('\n| 项目 | 数量 |\n| 老年人（人） | |\n| 总户数（户） | |\n| . 填卡要求：人口数按户籍口径统计，户数按常住口径统计。 | ~ |')).toMatchObject({
    B2: 'person age=60.. 户籍',
    B3: 'household 常住',
  });
  const halves = '| 项目 | 人数 | 项目 | 次数 |\n| 老年人 | | 健康讲座 | |\n| 低保对象 | | 走访入户 | |';
  expect(asks(`\n${halves}\n| . 左栏除低保对象外均按常住人口统计。 | ~ | ~ | ~ |`)).toMatchObject({
    B2: 'person age=60.. 常住',
    B3: 'person aid=ruralDibao,urbanDibao',
  });
  expect(rows(['老年人'], ['填答提示：老年人执行基本公卫口径，指65周岁及以上。', LIVING])).toEqual(['person age=65.. 常住']);
  expect(rows(['低保对象', '户籍人口'], ['本表以户口在本村的为准，其中低保各项亦只填户口在本村的。'])[1]).toBe('person 户籍');
});

test('a unit in brackets leaves the list beside it whole', () => {
  expect(asks('\n| 项目 | 数量 |\n| 住房（套） | |\n| 危房（C、D级，套） | |')['B3']).toBe('dwelling danger=C,D');
});

test('the band in the brackets of the word over the row labels is of all rows', () => {
  const found = asks('\n| 重点群体（16周岁及以上） | 人数 |\n| 低保对象 | |\n| 60周岁及以上持证残疾人 | |');
  expect(found['B2']).toBe('person age=16.. aid=ruralDibao,urbanDibao');
  expect(found['B3']).toContain('age=60..');
});

test('a definition of what nobody knows, less a part, is the usual meaning less that part', () => {
  const noted = (note: string): string | undefined => one('常住在业人员', [note]);
  expect(noted('“在业”指在单位工作，不含灵活就业。')).toBe('person employment=employed 常住');
});

test('a heading of one age says nothing of rows that print a larger one', () => {
  const found = asks('\n| 一、家庭和婴幼儿 | ~ |\n| 3岁以下婴幼儿（常住） | |\n| 0—6岁儿童（常住） | |');
  expect(found['B3']).toBe('person age=0..6 常住');
});
