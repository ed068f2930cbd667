// What a blank measures: people or households, events and what goes with them, facts, sums and ratios.
import { describe, expect, test } from 'vitest';
import { asks, rows, understand } from './meaning.ts';

const HUKOU = ['说明：本表按户籍人口统计。'];

test('其中 inherits from the row it is a part of', () => {
  expect(rows(['残疾人', '  其中：女', '  其中：60岁以上'], HUKOU)).toEqual([
    'person disability=!none 户籍',
    'person disability=!none sex=female 户籍',
    'person age=60.. disability=!none 户籍',
  ]);
});

test('按…分 names a division, not a group', () => {
  expect(
    asks(`
      | 项目 | 人数 | 按年龄分 | ~ | 按性别分 | ~ |
      | ^ | ^ | 60—79岁 | 80岁及以上 | 男 | 女 |
      | 独居 | | | | | |
      | . 说明：本表按户籍人口统计。 | ~ | ~ | ~ | ~ | ~ |`),
  ).toEqual({
    B3: 'person livingAlone=yes 户籍',
    C3: 'person age=60..79 livingAlone=yes 户籍',
    D3: 'person age=80.. livingAlone=yes 户籍',
    E3: 'person livingAlone=yes sex=male 户籍',
    F3: 'person livingAlone=yes sex=female 户籍',
  });
});

test('合计 is what its bands cover, what the form prints, or what its formula adds', () => {
  expect(rows(['60—69岁', '70岁及以上', '合计'], HUKOU)[2]).toBe('person age=60.. 户籍');
  expect(asks('\n| 项目 | 代码 | 人数 |\n| 合计 | 1 | |\n| 社区戒毒 | 2 | |\n| 社区康复 | 3 | |\n| . 审核关系：1=2+3 | ~ | ~ |')['C2']).toBe(
    'person drug=detox,rehab',
  );
  expect(asks('\n| 项目 | 人数 |\n| 合计 | =SUM(B3:B4) |\n| 社区戒毒 | |\n| 社区矫正 | |')['B2']).toBe('person drug=detox + person corrections=yes');
});

test('a printed equation explains words that no lexicon knows', () => {
  const picture = '\n| 项目 | 代码 | 人数 |\n| 重点服务某群体 | 1 | |\n| 社区戒毒 | 2 | |\n| 社区矫正 | 3 | |\n| . 审核关系：1=2+3 | ~ | ~ |';
  expect(asks(picture)['C2']).toBe('person drug=detox + person corrections=yes');
  expect(understand(picture).relations).toMatchObject([
    { left: [{ field: 'R1|表|C2' }], comparison: '=', right: [{ field: 'R1|表|C3' }, { field: 'R1|表|C4' }] },
  ]);
});

test('其他 is the rest of those named beside it', () => {
  expect(rows(['回族', '满族', '其他少数民族'], HUKOU)[2]).toBe('person ethnic=!回族,汉族,满族 户籍');
});

const EVENTS = `
  | 项目 | 单位 | 本季 | 本年累计 |
  | 志愿服务活动 | 次 | | |
  | 参加人次 | 人次 | | |
  | 出动志愿者 | 人次 | | |
  | 慰问帮扶 | 次 | | |
  | 投入资金 | 万元 | | |`;

test('participants, volunteers and money belong to the event named before them', () => {
  expect(asks(EVENTS)).toMatchObject({
    C2: 'event kind=volunteering',
    D2: 'event kind=volunteering 本年累计',
    C3: 'event.people kind=volunteering',
    C4: 'event.volunteers kind=volunteering',
    D6: 'event.amount kind=consolation 本年累计',
  });
  expect(asks('\n| 主题党日（次） | | 参加（人次） | |\n| 消防演练（次） | | 参加（人次） | |')).toMatchObject({
    D1: 'event.people kind=partyDay',
    D2: 'event.people kind=fireDrill',
  });
});

test('in an annual form 本年累计 is the period itself', () => {
  expect(asks(EVENTS, { frequency: 'annual' })['D2']).toBe('event kind=volunteering');
});

test('the unit tells households from people', () => {
  expect(rows(['低保 [户]', '低保 [人]'])).toEqual(['household dibao=yes', 'person aid=ruralDibao,urbanDibao']);
  expect(rows(['低保户 [户]', '低保对象 [人]'])).toEqual(['household dibao=yes', 'person aid=ruralDibao,urbanDibao']);
  expect(asks('\n| 对象 | 户数 | 人口 |\n| ^ | 户 | 人 |\n| 脱贫户 | | |')).toEqual({
    B3: 'household povertyLifted=yes',
    C3: 'household.size povertyLifted=yes',
  });
});

test('facts keep their units as exact multiples of one base', () => {
  const picture = [
    '| 指标 | 单位 | 数量 |',
    ...['辖区面积 | 公顷', '辖区面积 | 平方公里', '绿地面积 | 亩', '运转经费 | 万元', '藏书量 | 千册'].map((row) => `| ${row} | |`),
  ].join('\n');
  expect(
    understand(picture).fields.map(({ point, unit }) => [
      point.kind === 'plain' && point.measure.kind === 'value' ? point.measure.of : null,
      unit?.base,
      unit?.factor,
    ]),
  ).toEqual([
    ['landArea', '平方米', '10000'],
    ['landArea', '平方米', '1000000'],
    ['greenArea', '平方米', '2000/3'],
    ['operatingFunds', '元', '10000'],
    ['books', '册', '1000'],
  ]);
});

const RATE = 'person age=65.. familyDoctor=yes 常住 ÷ person age=65.. 常住 × 100';

test.each(['说明：3=2÷1×100%。', '说明：签约率=第2项÷第1项×100%。'])('a ratio as printed: %s', (note) => {
  expect(
    asks(
      `\n| 指标 | 代码 | 单位 | 数量 |\n| 65岁以上老年人 | 1 | 人 | |\n| 其中：签约家庭医生 | 2 | 人 | |\n| 签约率 | 3 | % | |\n| . ${note} | ~ | ~ | ~ |\n| . 本表按常住人口统计。 | ~ | ~ | ~ |`,
    )['D4'],
  ).toBe(RATE);
});

test('a ratio by its formula', () => {
  expect(asks('\n| 项目 | 人数 |\n| 65岁以上常住老年人 | |\n| 65岁以上签约家庭医生常住老年人 | |\n| 签约率（%） | =ROUND(B3/B2*100,2) |')['B4']).toBe(RATE);
});

test('a ratio by its words; one that the words do not settle is a question', () => {
  const labels = ['老年人占常住人口比例 [%]', '人均绿地面积 [平方米/人]', '家庭医生签约率 [%]', '满意率 [%]'];
  expect(rows(labels, ['说明：本表按常住人口统计。'])).toEqual([
    'person age=60.. 常住 ÷ person 常住 × 100',
    'community.greenArea ÷ person 常住 × 1',
    'person familyDoctor=yes 常住 ÷ person 常住 × 100',
    'unknown +R1 +满意率 +数量 ?ratioNotResolved',
  ]);
});

test('a rate that departments compute by a base of their own is a question, unless the form says the base', () => {
  const labels = ['劳动年龄人口 [人]', '登记失业人员 [人]', '登记失业率 [%]'];
  expect(rows(labels, ['说明：本表按常住人口统计。'])[2]).toMatch(/\?ratioNotResolved$/u);
  expect(rows(labels, ['说明：本表按常住人口统计。', '登记失业率=登记失业人员÷劳动年龄人口×100%。'])[2]).toMatch(
    /^person .*registeredUnemployed.* ÷ person age=16\.\.59/u,
  );
});

test('a ratio is told in its own unit, whatever the units of what it divides', () => {
  expect(rows(['人口密度 [人/平方公里]', '人均绿地 [亩/人]'], ['说明：人口密度＝常住人口÷辖区面积。'])).toEqual([
    'person 常住 ÷ community.landArea × 1000000',
    'community.greenArea ÷ person 常住 × 0.0015',
  ]);
});

test('a formula over areas in 亩 divides m²', () => {
  expect(
    asks(
      '\n| 项目 | 数值 |\n| 常住人口（人） | |\n| 绿地面积（亩） | |\n| 人均绿地（平方米/人） | =ROUND(B3*2000/3/B2,2) |\n| 每亩绿地人口（人/亩） | =B2/B3 |',
    )['B5'],
  ).toBe('person 常住 ÷ community.greenArea × 666.666666667');
});

test.each(['人均绿地按户籍人口计算。', '人均指标一律按户籍人口计算。', '人均数均以户籍人口为分母。'])('by what a ratio divides: %s', (note) => {
  expect(rows(['人均绿地 [平方米/人]'], [`说明：${note}`])).toEqual(['community.greenArea ÷ person 户籍 × 1']);
});

test('parts that a form adds up do not overlap', () => {
  const head = '\n| 事项 | 合计 | 已办结 | 办理中 | 未能办结 |\n| 信访接待（件） |';
  expect(asks(`${head} =C2+D2+E2 | | | |`)['E2']).toBe('event kind=petition result=failure');
  expect(asks(`${head} | | | |`)['E2']).toBe('event kind=petition result=failure,pending');
});

test('a term printed in two halves is one term', () => {
  const table = '\n| 项目 | 单位 | 面积 |\n| 村域 | 亩 | |\n| 某域 | 亩 | |\n| 绿化 | 亩 | |';
  expect(asks(table)).toMatchObject({ C2: 'community.landArea', C4: 'community.greenArea' });
  expect(asks(table)['C3']).toContain('?unknownWords');
});

test('a name of its own that a form explains by the usual one is read as that', () => {
  expect(rows(['调查区面积 [公顷]'], ['说明：“调查区”即村（居）辖区。'])).toEqual(['community.landArea']);
  expect(rows(['调查区面积 [公顷]'])[0]).toContain('?unknownWords');
});

test('a row with a unit of its own is told in it under a head that only says for when', () => {
  expect(asks('\n| 事项 | 本季（件） | 本年累计（件） |\n| 信访接待（件） | | |\n| 信访接待来访（人次） | | |')['C3']).toBe(
    'event.people kind=petition 本年累计',
  );
});

describe('printed relations', () => {
  const coded = `
    | 指标 | 代码 | 合计 | 男 | 女 |
    | 甲 | 乙 | 1 | 2 | 3 |
    | 常住人口 | 01 | | | |
    | 其中：老年人口 | 02 | | | |
    | 其中：高龄老人 | 03 | | | |`;
  const named = `
    | 指标 | 单位 | 本月数 | 本年累计 |
    | 矛盾纠纷调处 | 件 | | |
    | 其中：调解成功（件） | 件 | | |`;
  const pairs = `
    | 常住人口(人) | | 其中:60岁及以上老年人(人) | |
    | 户籍人口(人) | | 80岁及以上高龄老人(人) | |`;
  const said = (picture: string, note: string): string[] => {
    const { relations, unread } = understand(`${picture}\n| . 审核关系：${note} | ~ | ~ | ~ |`);
    const side = (terms: (typeof relations)[number]['left']): string => terms.map(({ field }) => field.split('|').at(-1) ?? '').join('+');
    return [...relations.map(({ left, comparison, right }) => side(left) + comparison + side(right)), ...unread.map(({ text }) => `? ${text}`)];
  };
  test.each([
    ['rows coded 01 and columns 1: as they are spelled', coded, '01≥02', ['C3≥C4', 'D3≥D4', 'E3≥E4']],
    ['columns', coded, '1=2+3', ['C3=D3+E3', 'C4=D4+E4', 'C5=D5+E5']],
    ['列 says it too', coded, '列1=列2+列3', ['C3=D3+E3', 'C4=D4+E4', 'C5=D5+E5']],
    ['names of rows', named, '矛盾纠纷调处≥调解成功', ['C2≥C3', 'D2≥D3']],
    ['names of columns', named, '本年累计≥本月数', ['D2≥C2', 'D3≥C3']],
    ['names anywhere', pairs, '常住人口≥其中60岁及以上老年人；60岁及以上老年人≥80岁及以上高龄老人', ['B1≥D1', 'D1≥D2']],
    ['names that no blank has', named, '矛盾纠纷调处≥调解失败', ['? 矛盾纠纷调处≥调解失败']],
    ['numbers that no line has', coded, '08=09+10', ['? 08=09+10']],
    ['units are no relation', named, '1公顷=10000平方米', []],
  ])('%s', (_, picture, note, relations) => {
    expect(said(picture, note)).toEqual(relations);
  });
});

test('rooms are no dwellings, and two committees are not one', () => {
  const unread = rows(['出租房屋 [间]', '持证社工 [人]']);
  for (const line of unread) expect(line).toContain('?');
  expect(rows(['出租房屋 [套]', '居委会成员 [人]', '两委成员 [人]'])).toEqual(['dwelling use=rented', 'community.committeeMembers', 'community.twoCommittees']);
});
test('formulas that double what the one before holds are added up in one term each', () => {
  const chain = (rowsBelow: number): string =>
    ['| 指标 | 数量 |', '| 户籍残疾人 | |', ...Array.from({ length: rowsBelow }, (_, row) => `| 甲乙${row} | =B${row + 2}+B${row + 2} |`)].join('\n');
  expect(understand(chain(6)).fields.at(-1)?.point).toMatchObject({ kind: 'sum', terms: [{ coefficient: 64 }] });
  const start = process.cpuUsage().user;
  understand(chain(60));
  expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(4);
});

test.each([
  ['元', '元', ''],
  ['万元', '元', '?formulaDisagrees'],
])('a formula that adds %s to %s %s', (one, other, doubt) => {
  const meaning = asks(`\n| 指标 | 单位 | 数量 |\n| 慰问支出 | ${one} | |\n| 培训支出 | ${other} | |\n| 支出合计 | 元 | =C2+C3 |`)['C4'] ?? '';
  expect(/\?.*/u.exec(meaning)?.[0] ?? '').toBe(doubt);
});

test.each([
  ['1=2+3', ['C2 = C3+C4']],
  ['1≥2=3+4', ['C2 ≥ C3', 'C3 = C4+C5']],
  ['4≤1≥3', ['C5 ≤ C2', 'C2 ≥ C4']],
  ['3<1=2', ['C4 < C2', 'C2 = C3']],
  ['1=2+3=4+5', ['C2 = C3+C4', 'C2 = C5+C6']],
])('the printed chain %s', (chain, expected) => {
  const labels = ['残疾人', '党员', '退役军人', '志愿者', '网格员'].map((label, index) => `| ${label} | ${index + 1} | |`);
  const { relations } = understand(['| 指标 | 代码 | 数量 |', ...labels, `| . 审核关系：${chain} | ~ | ~ |`].join('\n'));
  const side = (terms: readonly { field: string }[]): string => terms.map(({ field }) => field.split('|')[2]).join('+');
  expect(relations.map(({ left, comparison, right }) => `${side(left)} ${comparison} ${side(right)}`)).toEqual(expected);
});

test.each([
  ['老年人占常住人口比例 [%]', '× 100'],
  ['老年人占常住人口百分比', '× 100'],
  ['老年人占常住人口比例 [‰]', '× 1000'],
  ['老年人占常住人口比例（万分比）', '× 10000'],
  ['老年人占常住人口比例（十万分比）', '?ratioNotResolved'],
  ['老年人占常住人口比例（万分比） [%]', '?ratioNotResolved'],
])('the whole of %s is %s', (label, expected) => {
  const [meaning = ''] = rows([label.includes(' [') ? label : `${label} [ ]`], ['说明：本表按常住人口统计。']);
  expect(meaning.endsWith(expected)).toBe(true);
});

test('a sheet of thousands of totals, or of the same row, is understood without comparing each with each again', () => {
  const tall = (labelAt: (row: number) => string): string =>
    ['| 指标 | 单位 | 数量 |', ...Array.from({ length: 2000 }, (_, row) => `| ${labelAt(row)} | 人 | |`)].join('\n');
  const start = process.cpuUsage().user;
  understand(tall((row) => (row % 5 === 0 ? '合计' : `${row % 60}岁残疾人`)));
  understand(tall(() => '残疾人'));
  expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(15);
}, 60_000);
