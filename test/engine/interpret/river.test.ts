// Notes and remarks of river towns: a bare name of things that the form defines, what is told apart by nothing, and remarks that define.
import { expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

test.each(['口径：①农户指户口在本村且户口性质为农村的户，以户主为准。', '农户指户口在本村、户口性质为农业的户。'])(
  'a bare name of things takes all that the form says of it: %s',
  (note) => {
    expect(rows(['在村农户', '外出农户', '农户中的低保户'], [note])).toEqual([
      'household.size hukou=rural residence=resident',
      'household.size hukou=rural residence=away',
      'household.size dibao=yes hukou=rural 户籍',
    ]);
  },
);

test('by whom a household is counted takes nothing from a definition', () => {
  expect(rows(['农业人口'], ['农业人口指户籍在本村、户口性质为农村的人，以本人为准。'])).toEqual(['person hukou=rural 户籍']);
});

test('whom a head names among those that the form defines over the rows, it names of them', () => {
  const found = asks(`
    | 农业人口 | 在村居住 | 外出 |
    | 男 | | |
    | . 注：农业人口指户籍在本村、户口性质为农村的人。 | ~ | ~ |`);
  expect(found).toEqual({ B2: 'person hukou=rural residence=resident sex=male', C2: 'person hukou=rural residence=away sex=male' });
});

test('what a note does not tell apart, no word over the rows does', () => {
  const table = (note: string): Record<string, string> =>
    asks(`
      | 农业人口 | 合计（人） | 户籍总人口（人） |
      | 男 | | |
      | . 注：农业人口指户籍在本村、户口性质为农村的人。${note} | ~ | ~ |`);
  expect(table('户籍总人口不分户口性质。')).toEqual({ B2: 'person hukou=rural sex=male 户籍', C2: 'person sex=male 户籍' });
  expect(table('')['C2']).toContain('hukou=rural');
});

test('a group that was never meant is taken out of nothing', () => {
  const note = '注：老人指年满65周岁的常住人员，即户籍在本地并居住的和外来住满半年的，不含户籍外出老人。';
  expect(rows(['老人', '老人中的低保对象'], [note])).toEqual(['person age=65.. 常住', 'person age=65.. aid=ruralDibao,urbanDibao 常住']);
});

test('a remark that says again what the label says, and more, defines it', () => {
  const table = (head: string, remark: string): string | undefined =>
    asks(`
      | 数据项 | 单位 | 数值 | ${head} |
      | 家庭作坊 | 家 | | ${remark} |`)['C2'];
  expect(table('数据项定义', '制造（加工）行业的个体工商户')).toBe('business kind=individual trade=manufacturing');
  expect(table('备注', '个体工商户')).toBe('business trade=manufacturing +家庭作坊 ?unknownWords');
});

test('things with a number of their own are nowhere counted with others', () => {
  const asked = (label: string, unit: string): string | undefined => asks(`| 项目 | 单位 | 数量 |\n| ${label} | ${unit} | |`)['C2'];
  expect(asked('网格（不含微网格）', '个')).toBe('community.grids');
  expect(asked('综合服务设施面积（不含办公用房面积）', '平方米')).toContain('+');
});

test('a total beside 人数中 is the total of what it is counted for, and of no sum of those parts', () => {
  expect(
    asks(`
      | 服务人群 | 人群总数（人） | 人群总数中（人） | ~ |
      | ^ | ^ | 建有健康档案 | 已签约 |
      | 常住居民 | | | |`)['B3'],
  ).toBe('person 常住');
});

test('who lives here in the flood season, and who comes home for the holidays only, are whom the form says', () => {
  const flood = '“汛期在村的人”是指实际住在本村（社区）的全部人员：户籍在本地并居住的、外来住满半年的、外来不满半年的，户籍外出的和境外人员不算。';
  expect(rows(['汛期在村的人一共多少？', '　其中60周岁以上的？'], [flood])).toEqual([
    'person residence=resident,settled,transient',
    'person age=60.. residence=resident,settled,transient',
  ]);
  expect(rows(['季节性用水人口'], ['季节性用水＝户口在本村但外出、只在年节返乡的。'])).toEqual(['person residence=away']);
});

test('voters are those of age only where the form takes nobody away', () => {
  const label = ['本地户籍选民'];
  expect(rows(label, ['说明：摸底时一律按年满18周岁填写，暂不扣除被剥夺政治权利等人员。'])).toEqual(['person age=18.. 户籍']);
  expect(rows(label)[0]).toContain('+选民');
});

test.each([
  ['小区共有电梯多少部？', '部', 'compound.elevators'],
  ['小区共有楼栋多少幢？', '幢', 'compound.buildings'],
  ['暖心食堂（助餐点）', '处', 'community.canteens'],
  ['“两委”中村（居）委会成员', '人', 'community.committeeMembers'],
])('%s', (label, unit, meaning) => {
  expect(asks(`| 项目 | 单位 | 金额／数量 |\n| ${label} | ${unit} | |`)['C2']).toBe(meaning);
});

test('“两委”中党员 are not all party members', () => {
  expect(rows(['“两委”中党员'])[0]).toContain('+');
});

test('all on the list of the party are its members, wherever they live', () => {
  expect(
    asks(`
      | 数据项 | 单位 | 数值 | 数据项定义 |
      | 党员 | 名 | | 正式和预备，全部台账党员 |`)['C2'],
  ).toBe('person politics=party');
});

test('a note settles whether a bound is in the band', () => {
  const table = (note: string): string | undefined => asks(`| 职业 | 35岁以下 |\n| 户籍快递员 | |\n| . 说明：年末数；${note} | ~ |`)['B2'];
  expect(table('35岁以下含35岁。')).toBe('person age=..35 newEmployment=courier 户籍');
  expect(table('35岁以下不含35岁。')).toContain('age=..34');
});

test.each([
  ['户籍劳动年龄人口中的外出务工等', 'person age=16..59 residence=away'],
  ['常住人口中的无业（不在找工作）', 'person employment=jobless 常住'],
  ['常住人口中的单位就业或经营（在业）', 'person employment=employed 常住'],
  ['常住老人中享受居家上门服务', 'person age=60.. homeCare=yes 常住'],
])('%s is %s', (label, meaning) => {
  expect(rows([label], ['劳动年龄＝16至59周岁（男女一致）。'])).toEqual([meaning]);
});

test('a large and important activity is an important one', () => {
  expect(asks('| 项目 | 本季（场次） |\n| 重点大型文体活动 | |')['B2']).toBe('event kind=culture major=yes');
});
