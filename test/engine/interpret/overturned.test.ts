// Ordinary forms and notes that rules for unusual ones once misread.
import { expect, test } from 'vitest';
import { labels } from '../read/reading.ts';
import { asks } from './meaning.ts';

/** What numbered rows ask under one note. */
const under = (note: string, ...rows: string[]): string[] =>
  Object.values(asks(`\n| 序号 | 指标 | 数量 |\n${rows.map((row, index) => `| ${index + 1} | ${row} | |`).join('\n')}\n| . 说明：${note} | ~ | ~ |`));

/** What rows ask below one heading. */
const below = (heading: string, ...rows: string[]): string[] =>
  Object.values(asks(`\n| 指标 | 单位 | 数量 |\n| 一、${heading} | — | — |\n${rows.map((row) => `| ${row} | 人 | |`).join('\n')}`));

test('one group in one field of work is a group', () => {
  expect(below('残疾人就业情况', '就业人员')).toEqual(['person disability=!none employment=employed,flexible']);
  expect(below('残疾人救助', '低保对象')).toEqual(['person aid=ruralDibao,urbanDibao disability=!none']);
  expect(below('老年人健康', '高血压患者')[0]).toContain('age=60..');
  expect(below('低保家庭、残疾人', '人数', '女')).toEqual(['person disability=!none', 'person disability=!none sex=female']);
});

test('a bound that is said to be included is a bound', () => {
  expect(under('老年人指65周岁以上含65周岁的户籍人口。', '老年人')).toEqual(['person age=65.. 户籍']);
  expect(under('青年指35周岁以下含35周岁的常住人口。', '青年')).toEqual(['person age=..35 常住']);
  expect(under('表中青年指18周岁以上、35周岁以下含35周岁的人员，均按户籍统计。', '青年')).toEqual(['person age=18..35 户籍']);
});

test.each(['户口在本村、长期外出的人员，请在备注栏说明。', '外来居住不满半年的人员，由社区另册登记备查。'])(
  'a remark about one group counts nobody: %s',
  (note) => {
    expect(under(note, '户籍人口', '女')).toEqual(['person 户籍', 'person sex=female +口径未注明 ?scopeNotStated']);
  },
);

test('whom a note on some rows leaves out, the others keep, and whom one on the sheet leaves out, none does', () => {
  expect(under('老年人按常住人口统计，外出的不统计。', '户籍人口', '老年人')).toEqual(['person 户籍', 'person age=60.. 常住']);
  expect(under('残疾人按户籍人口统计，流动人口不统计。', '实有人口', '残疾人')).toEqual(['person 实有', 'person disability=!none 户籍']);
  expect(under('户籍人口指户口在本村的人员。境外人员不统计。', '户籍人口', '实有人口')).toEqual(['person 户籍', 'person residence=resident,settled,transient']);
});

test('those who are counted in besides are', () => {
  expect(under('常住人口指户籍在住的人员，外来满半年的也计入常住人口。', '常住人口')).toEqual(['person 常住']);
  expect(under('困难群众指低保对象，特困人员也计入困难群众。', '困难群众')).toEqual(['person aid=ruralDibao,tekun,urbanDibao']);
});

test('常住 and 外出 divide 户籍人口, whatever stands beside them', () => {
  const marked = asks('\n| 指标 | 数量 |\n| 户籍人口 | |\n| 　其中：常住 | |\n| 　　　　外出 | |\n| 　流动人口 | |');
  expect(marked).toMatchObject({ B3: 'person residence=resident', B4: 'person residence=away', B5: 'person 流动' });
  const merged = asks('\n| 类别 | 指标 | 数量 |\n| 户籍人口 | 常住 | |\n| ^ | 外出 | |\n| ^ | 流入 | |');
  expect(merged).toMatchObject({ C2: 'person residence=resident', C3: 'person residence=away', C4: 'person 流动' });
});

test('an empty cell before a unit, or before a label that the one above has had, is to be filled', () => {
  expect(Object.keys(labels('\n| 设施 | 单位 | 数量 |\n| 篮球场 | 个 | |\n| 健身路径 | 条 | |\n| | 个 | |'))).toContain('A4');
  expect(Object.keys(labels('\n| 活动名称 | 类别 | 场次 |\n| 健康讲座 | 线下 | |\n| | 线上 | |\n| | 线下 | |'))).toEqual(['C2', 'C3', 'A4', 'C4']);
  expect(labels('\n| 网格数 | | 人、房信息采集数 | |\n| 桌椅（套） | | 床、被褥 | |')).toMatchObject({ D1: '人、房信息采集数', D2: '床、被褥' });
});

test('months, codes and ages are not taken for lengths of stay, for nothing and for lines', () => {
  expect(under('流动人口指外来居住6个月以下的人员。', '流动人口')[0]).toContain('residence=transient');
  expect(under('婴幼儿指36个月以下的儿童，按常住统计。', '婴幼儿')[0]).toContain('residence=');
  const coded = asks('\n| 代码 | 指标 | 数量 |\n| A1 | 户籍人口 | |\n| A2 | 老年人 | |\n| A3 | 残疾人 | |\n| . 说明：A3一律指户籍人口。 | ~ | ~ |');
  expect(coded).toMatchObject({ C3: 'person age=60.. +口径未注明 ?scopeNotStated', C4: 'person disability=!none 户籍' });
  expect(under('0—3为婴幼儿，4—6为学龄前儿童。', '户籍人口', '残疾人')).toEqual(['person 户籍', 'person disability=!none']);
});

test('残疾人口总数 is of the group of its title', () => {
  const found = asks('\n| 指标 | 数量 |\n| 残疾人口总数 | |\n| 男 | |', { title: '户籍持证残疾人口统计表' });
  expect(found['B2']).toBe('person disability=!none disabilityCertified=yes 户籍');
});

test('a long note that defines a population in passing lays none over the sheet', () => {
  expect(under('流动（流入、外来）人口包括居住半年以上和不满半年的，不含境外人员。', '低保对象', '老年人')).toEqual([
    'person aid=ruralDibao,urbanDibao',
    'person age=60.. +口径未注明 ?scopeNotStated',
  ]);
});
