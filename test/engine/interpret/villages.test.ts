// What notes, headings and heads say in other words than tables of figures do: groups added up in words, lists taken away, bare ages.
import { expect, test } from 'vitest';
import { asks, rows, says } from './meaning.ts';

test.each([
  '说明：常住人口指户籍在社区且在社区居住的人，以及户籍不在本社区、来本社区住满半年的人。',
  '说明：常住人口为户口在本社区并居住的与外来满半年的之和。',
  '说明：常住人口指户籍在住的，再加上外来居住半年以上的。',
  '用语：常住人口——户籍在住，或者户口不在本社区、已住满半年',
])('groups are added in words as with a plus: %s', (note) => {
  expect(rows(['常住人口', '常住人口中的孕妇'], [note])).toEqual(['person 常住', 'person pregnant=yes 常住']);
});

test('a definition that contradicts itself, word by word, is not followed', () => {
  expect(rows(['在外人口'], ['说明：在外人口指户口在社区、人在外的实住以外的人。'])).toEqual(['person residence=away']);
  expect(rows(['残疾人'], ['说明：本表按户籍人口统计。残疾人指男女残疾人。'])).toEqual(['person disability=!none 户籍']);
});

test('a word that its holders imply can be narrowed to them', () => {
  expect(rows(['残疾人', '残疾老年人'], ['说明：残疾人指领有残疾人证的人员。'])[0]).toBe('person disabilityCertified=yes');
});

test('不属于 takes in the whole list behind it', () => {
  const notes = ['说明：本表按户籍人口统计。未就业指不属于就业、失业、在校学生和离退休的16周岁以上人员。'];
  expect(rows(['未就业'], notes)).toEqual(['person age=16.. employment=jobless,minor 户籍']);
  expect(says('不属于低保、特困的老年人')).toBe(says('老年人（不属于特困、低保）'));
});

test.each([
  ['统计户籍在本社区、患有高血压的人，季末数。', 'person age=60.. chronic=both,hypertension 户籍'],
  ['登记的是常住人口。', 'person age=60.. 常住'],
])('a note that begins with what is counted speaks of the whole sheet: %s', (note, line) => {
  expect(rows(['老年人'], [`说明：${note}`])).toEqual([line]);
});

test('items named by their codes', () => {
  expect(
    asks(`
      | 指标 | 代码 | 人数 |
      | 老年人 | 01 | |
      | 儿童 | 02 | |
      | 孕妇 | 03 | |
      | . 说明：代码01至02填户籍人口；行次03填常住人口，流动人口不算。 | ~ | ~ |`),
  ).toEqual({ C2: 'person age=60.. 户籍', C3: 'person age=..17 户籍', C4: 'person pregnant=yes residence=resident' });
});

test('a heading of a population that its own rows outgrow only names a subject', () => {
  const table = (heading: string): Record<string, string> =>
    asks(`
      | ${heading} | 实住总人口 | 人 | |
      | ^ | 在籍总人口 | 人 | |
      | ^ | 低保对象 | 人 | |`);
  expect(table('实住人口')).toEqual({ D1: 'person 常住', D2: 'person 户籍', D3: 'person aid=ruralDibao,urbanDibao' });
  expect(table('人口（实住）')['D2']).toBe('person residence=resident');
});

test.each([
  ['年龄（周岁）', '不满16', 'age=..15'],
  ['年龄（周岁）', '35及以下', 'age=..35'],
  ['年龄分组（岁）', '80以上', 'age=80..'],
])('under the head %s, %s is an age, and 周岁 is nobody’s unit', (head, band, age) => {
  expect(
    asks(`
      | 项目 | 人数 | ${head} | ~ |
      | ^ | ^ | ${band} | 其他 |
      | 户籍人口 | | | × |`)['C3'],
  ).toBe(`person ${age} 户籍`);
});

test('a stage in brackets and 合计 leave an age an age', () => {
  const table = `
      | 年龄段（周岁） | 户籍人数 |
      | 0—2（托育） | |
      | 6—14（义务教育） | |
      | 0—14合计 | |`;
  expect(Object.values(asks(table))).toEqual(['person age=0..2 户籍', 'person age=6..14 户籍', 'person age=0..14 户籍']);
});

test('the head over the row labels names the events of its rows, whatever stands above', () => {
  expect(
    asks(`
      | 健康讲座 | 单位 | 本季 | 年初至本季末 |
      | 活动 | 场 | | |
      | | | | |
      | 反诈宣传 | 单位 | 本季 | 年初至本季末 |
      | 活动 | 场 | | |
      | 受众 | 人次 | | |`),
  ).toMatchObject({ C5: 'event kind=antiFraud', D5: 'event kind=antiFraud 本年累计', C6: 'event.people kind=antiFraud' });
});

test.each(['年初至本季度末', '1月至本季末', '自年初至本月', '年初到半年末'])('%s is the year to date', (head) => {
  expect(asks(`\n| 项目 | 单位 | 本季 | ${head} |\n| 招聘会 | 场 | | |`)).toEqual({ C2: 'event kind=jobFair', D2: 'event kind=jobFair 本年累计' });
});

test('brackets that say a thing and its opposite leave out nobody', () => {
  expect(says('残疾人（办证的和未办证的）')).toBe(says('残疾人'));
  expect(says('失业人员（登记和没登记）')).toBe(says('失业人员'));
  expect(says('失业人员（未登记）')).not.toBe(says('失业人员'));
});

test('an office in brackets says whose name is asked', () => {
  expect(asks('\n| 森林防火责任人（村书记） | |')).toEqual({ B1: 'community.secretary' });
  expect(asks('\n| 敬老院（养老床位） | | 张 |')['B1']).not.toBe('community.careBeds');
});

test('a ratio may multiply what it divides', () => {
  expect(
    asks(`
      | 指标 | 单位 | 年末 |
      | 户籍人口 | 人 | |
      | 残疾人 | 人 | |
      | 每千人残疾人 | — | =IF(C2=0,0,ROUND(C3*1000/C2,1)) |
      | . 说明：本表按户籍人口统计。 | ~ | ~ |`)['C4'],
  ).toBe('person disability=!none 户籍 ÷ person 户籍 × 1000');
});

test('the longer word wins at the end of a label as it does inside', () => {
  expect(says('户籍登记失业人员')).toBe(says('登记失业人员'));
});

test('互不包含 takes nothing away', () => {
  const notes = ['注：群众指参加健康讲座的人次，二者互不包含。'];
  expect(rows(['健康讲座 [场]', '健康讲座群众 [人次]'], notes)[1]).toBe('event.people kind=healthTalk');
});
