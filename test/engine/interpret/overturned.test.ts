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

test('whom one group is counted by, and what one word means, is said of these alone', () => {
  expect(under('残疾人数据以残联数据为准，凡持证的均统计。', '残疾人', '老年人')[1]).not.toContain('disability');
  expect(under('户籍人口口径：户口在本社区的人；常住人口口径：在本社区居住半年以上的人。', '户籍人口', '老年人')[1]).toContain('口径未注明');
  expect(under('老年人从60周岁起，残疾人从16周岁起统计。', '老年人')[0]).not.toContain('disability');
  expect(under('其中女性按户籍统计。', '残疾人', '其中：女性')[0]).not.toContain('sex=female');
  expect(under('合计指全部户籍老年人。', '独居', '空巢', '合计')[2]).toContain('户籍');
});

test('65岁以上 below 60—69岁 is cut by it', () => {
  const found = asks('\n| 年龄 | 人数 |\n| 60—69岁 | |\n| 　其中：65岁以上 | |\n| 70—79岁 | |\n| 　其中：75岁及以上 | |');
  expect(found['B3']).toContain('age=65..69');
  expect(found['B5']).toContain('age=75..79');
});

test('a group that a title names and a note explains takes in nobody who is counted by who they are', () => {
  const drawn = (row: string): string | undefined =>
    asks(`\n| 指标 | 数量 |\n| ${row} | |\n| 残疾人 | |\n| . 说明：残疾人指户籍在本社区、持残疾人证的人员。 | ~ |`, { title: '残疾人基本情况表' })['B2'];
  for (const row of ['户籍人口', '常住人口', '老年人', '党员', '孕产妇']) expect(drawn(row)).not.toContain('disability');
  expect(drawn('享受低保')).toContain('disabilityCertified=yes');
});

test('numbers of notes stand for the rows where every note speaks of one', () => {
  expect(under('1.按户籍人口统计。2.按常住人口统计。3.按在册数统计。', '老年人', '残疾人', '儿童').slice(0, 2)).toEqual([
    'person age=60.. 户籍',
    'person disability=!none 常住',
  ]);
});

test('what brackets deny or leave out is not dropped with them', () => {
  const [poor, other] = under('期末数。', '困难老人（非低保）', '老人（非低保）');
  expect(poor).not.toBe(other);
  expect(under('期末数。', '代办服务（除社保外的各类事项）')[0]).toContain('+');
  expect(under('期末数。', '注册志愿者（含未注册）')[0]).toContain('+');
  expect(under('期末数。', '低保户内享受残疾补贴的人员')[0]).toContain('+');
});

test('应 and what is needed are more than what there is', () => {
  expect(under('期末数。', '应管精神障碍患者（人）')[0]).toContain('+');
  expect(under('期末数。', '有居家养老服务需求的老年人')[0]).toContain('+');
  expect(under('期末数。', '零就业家庭动态清零（户）')[0]).toContain('+');
  expect(under('期末数。', '主动发现困境儿童（人）')[0]).toContain('+');
});

test('在村 is said of those whose register is there', () => {
  expect(under('期末数。', '在村')[0]).toContain('residence=resident');
});

test('left and right are no parts of a sheet of one table', () => {
  const found = asks('\n| 指标 | 数量 | 指标 | 数量 |\n| 老年人 | | 残疾人 | |\n| . 说明：左栏按户籍统计，右栏按常住统计。 | ~ | ~ | ~ |');
  expect(found['D2']).not.toContain('户籍');
});

test('rows with a blank are no notes, whatever they look like', () => {
  expect(Object.keys(labels('\n| 老年人 | |\n| （按户籍口径统计） | |\n| （按常住口径统计） | |'))).toEqual(['B1', 'B2', 'B3']);
  expect(Object.keys(labels('\n| 服务对象：老年人、残疾人 | |\n| 服务对象：儿童及孕产妇等 | |'))).toEqual(['B1', 'B2']);
});

test('a total whose unit is in its brackets is to be filled', () => {
  expect(
    Object.keys(labels('\n| 指标 | 单位 | 数量 |\n| 一、总人口（人） | | ~ |\n| 　女 | 人 | |\n| 二、总户数（户） | | ~ |\n| 　低保户 | 户 | |')),
  ).toContain('B4');
});

test('其中 of persons below businesses divides no other group', () => {
  expect(labels('\n| 个体户 | | 家 | 党员 | | 人 |\n| 其中：女 | | 人 | 其中：外来 | | 人 |')['B2']).not.toContain('党员');
});

test('kinds named by a letter are labels where no line is coded so', () => {
  const [first, second] = under('A类按户籍统计，B类按常住统计。', 'A类老年人', 'B类残疾人');
  expect(first).toContain('户籍');
  expect(second).toContain('常住');
});
