// Notes that quote lines by their numbers: whose population they count, and what else must be true of those counted.
import { expect, test } from 'vitest';
import { asks } from './meaning.ts';

const table = (note: string): Record<string, string> =>
  asks(`
    | 序号 | 指标 | 单位 | 数量 |
    | 1 | 劳动年龄人口（16—59周岁） | 人 | |
    | 2 | 就业人员 | 人 | |
    | 2-1 | 女 | 人 | |
    | 3 | 持证残疾人 | 人 | |
    | 4 | 零就业家庭 | 户 | |
    | 5 | 在校学生 | 人 | |
    | . ${note} | ~ | ~ | ~ |`);

test.each(['说明：1—3、5均为本社区常住人员，2—3限16—59周岁。', '说明：1—3、5项按常住人口统计；2—3项限16—59周岁。'])('%s', (note) => {
  const found = table(note);
  expect(found['D2']).toBe('person age=16..59 常住');
  expect(found['D3']).toBe('person age=16..59 employment=employed,flexible 常住');
  expect(found['D4']).toBe('person age=16..59 employment=employed,flexible sex=female 常住');
  expect(found['D5']).toBe('person age=16..59 disabilityCertified=yes 常住');
  expect(found['D6']).toBe('household zeroEmployment=yes');
  expect(found['D7']).toBe('person employment=student 常住');
});

test('numbers of ages are no lines', () => {
  expect(table('注：0—6岁为学龄前儿童，在校学生不限户籍。')['D2']).not.toContain('0..6');
});

test('what lines of events list is no condition', () => {
  const found = asks(
    '\n| 序号 | 指标 | 单位 | 数量 |\n| 18 | 走访入户 | 次 | |\n| 19 | 健康讲座 | 场 | |\n| 20 | 听讲 | 人次 | |\n| . 说明：18—20填社区开展的全部走访、讲座。 | ~ | ~ | ~ |',
  );
  expect(found['D4']).toContain('kind=healthTalk');
});

test.each(['流动人口指户籍不在本社区、在本社区居住的境内人员（含居住满半年的和不满半年的）。', '填卡说明：流动人口含外来居住半年以上和不足半年的。'])(
  '%s',
  (note) => {
    expect(asks(`\n| 指标 | 数量 |\n| 流动人口 | |\n| 户籍人口 | |\n| . ${note} | ~ |`)).toEqual({ B2: 'person 流动', B3: 'person 户籍' });
  },
);

/** What one blank of 老年人 asks under a note. */
const old = (note: string, label = '老年人'): string | undefined => asks(`\n| 指标 | 数量 |\n| ${label} | |\n| 未成年人 | |\n| . 说明：${note} | ~ |`)['B2'];

test.each([
  ['统计对象为户口在本村（社区）的老年人，外出的也要统计，外来老年人不统计。', 'person age=60.. 户籍'],
  ['统计对象为户口在本社区的60周岁及以上老年人，人户分离外出居住的也要统计。', 'person age=60.. 户籍'],
  ['本表各项人数均按辖区常住人口统计，即在本村居住半年以上的，包括外来的，不包括户口在本地而人长期在外的。', 'person age=60.. 常住'],
  ['老年人按65岁及以上。本表均按户籍人口统计。', 'person age=65.. 户籍'],
  ['老年人均从常住人口中统计。', 'person age=60.. 常住'],
])('whom a note counts: %s', (note, line) => expect(old(note)).toBe(line));

test.each([
  '境外人员只填在补充栏。',
  '常住户、户籍户按户主的居住和户籍情况划分。',
  '户数按户主身份分别归入户籍、常住。',
  '居民家庭按户统计，房东不住本社区的出租房也要统计在房屋内。',
])('a note that says how things are sorted counts nobody: %s', (note) => expect(old(note)).toContain('?scopeNotStated'));

test('a sentence behind a definition says no more of those that it leaves out than the definition does', () => {
  const found = asks(
    '\n| 指标 | 数量 |\n| 户籍人口 | |\n| 常住人口 | |\n| . 主要指标解释：常住人口，指户口在本社区且居住在本社区的人口，以及户口不在本社区且居住半年以上的人口。户口在本社区而外出的人口不包括在内。 | ~ |',
  );
  expect(found).toEqual({ B2: 'person 户籍', B3: 'person 常住' });
});

test.each([
  '常住人口指居住半年以上的，含外来。',
  '常住指居住在本村（社区）半年以上（含外来），不含外出；',
  '常住人口为在社区居住半年以上的（户籍在本社区居住的+外来半年以上的）。',
])('%s', (note) => expect(old(note, '常住人口')).toBe('person 常住'));
