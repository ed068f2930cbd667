// Wordings that departments use for what others say plainly: examples, stages, averages, headings, short names, words amended by notes.
import { expect, test } from 'vitest';
import { asks, rows, says } from './meaning.ts';

test.each([
  ['外出（在外就学、务工等）', '外出'],
  ['高血压等慢性病患者', '慢性病患者'],
  ['15—17周岁（高中阶段）', '15—17周岁'],
  ['6—14周岁（义务教育）', '6—14周岁'],
  ['党员（含预备）', '党员'],
  ['空巢老人（常住，含独居）', '空巢老人（常住）'],
])('%s is %s', (one, other) => {
  expect(says(one)).toBe(says(other));
});

test.each([
  ['60岁以上（女性）', '60岁以上'],
  ['高中学历', '15—17周岁（高中阶段）'],
  ['残疾人（含亲属等）', '残疾人'],
  ['服务对象（老年人、残疾人等）', '服务对象'],
])('%s is not %s', (one, other) => {
  expect(says(one)).not.toBe(says(other));
});

test('what is said of both is said of each', () => {
  expect(rows(['党组织和工会都已建的企业 [个]'])).toEqual(['business kind=enterprise partyOrg=yes unionOrg=yes']);
});

test('an average is one whatever its unit, as the notes print it or as its words say', () => {
  const notes = ['说明：本表按常住人口统计。平均每次慰问帮扶资金＝全年慰问帮扶资金（元）÷慰问帮扶活动次数。'];
  expect(rows(['慰问帮扶活动 [次]', '慰问帮扶资金 [万元]', '平均每次慰问帮扶资金 [元]', '每万常住人口健身场地 [处]'], notes).slice(2)).toEqual([
    'event.amount kind=consolation ÷ event kind=consolation × 1',
    'community.fitnessSites ÷ person 常住 × 10000',
  ]);
});

test('a heading that its own rows divide only names a subject', () => {
  expect(
    asks(`
      | 指标 | 单位 | 数量 |
      | 一、妇女 | — | — |
      | 户籍总人口 | 人 | |
      |   其中：女 | 人 | |
      | 户籍老年妇女 | 人 | |`),
  ).toEqual({ C3: 'person 户籍', C4: 'person sex=female 户籍', C5: 'person age=60.. sex=female 户籍' });
});

test('a head that counts nothing by itself belongs to the events counted before it', () => {
  expect(
    asks(
      `
      | 期间 | 普法宣传（场） | 受众（人次） | 反诈宣传（场） | 受众（人次） |
      | 本月 | | | | |`,
      { frequency: 'monthly' },
    ),
  ).toMatchObject({ C2: 'event.people kind=lawTalk', E2: 'event.people kind=antiFraud' });
});

test('short names of events stand for those named on the sheet', () => {
  expect(rows(['安全检查 [次]', '隐患排查 [次]', '检查、排查支出 [元]'])[2]).toBe('event.amount kind=hazard,safetyCheck');
});

test.each([
  ['出租房屋 [套]', '注：出租房屋含群租。', 'dwelling use=group,rented'],
  ['商业网点 [家]', '注：商业网点包括企业和个体工商户，不含制造业。', 'business trade=!manufacturing'],
  ['经营网点 [家]', '注：经营网点＝个体户＋企业（民办非企业、社会组织不在统计范围）。', 'business kind=enterprise,individual'],
])('%s under %s', (label, note, meaning) => {
  expect(rows([label], [note])).toEqual([meaning]);
});

test.each([
  ['①表内居民指常住居民，即户口在本社区且在本社区居住的，和外来居住半年及以上的。', 'person age=65.. 常住'],
  ['15周岁及以上常住人口　　单位：人', 'person age=65.. 常住'],
  ['（一）按登记在册人员填，户籍、居住地不限。', 'person age=65.. 口径未注明 ?scopeNotStated'],
])('a note %s', (note, meaning) => {
  expect(rows(['65周岁及以上'], [note])).toEqual([meaning.replace(' 口径', ' +口径')]);
});

test('the unit of an age over bands is not what is counted in them', () => {
  expect(
    asks(`
      | 类别 | 总数 | 年龄（周岁） | ~ | ~ | ~ |
      | ^ | ^ | 29及以下 | 30—44 | 未满60 | 60及以上 |
      | 户籍党员 | | | | | |`),
  ).toEqual({
    B3: 'person politics=party 户籍',
    C3: 'person age=..29 politics=party 户籍',
    D3: 'person age=30..44 politics=party 户籍',
    E3: 'person age=..59 politics=party 户籍',
    F3: 'person age=60.. politics=party 户籍',
  });
});

test('a stage of education with an age in brackets is that age', () => {
  expect(
    asks(`
      | 阶段（周岁） | 户籍人口 |
      | 学前（3—6） | |
      | 初中（13—15） | |
      | 50—54（周岁） | |`),
  ).toEqual({ B2: 'person age=3..6 户籍', B3: 'person age=13..15 户籍', B4: 'person age=50..54 户籍' });
});

test.each([
  ['青壮年指18—45周岁的户籍人口，男女一样。', '青壮年', 'sex'],
  ['常住：户口和住处都在村里的，加上外来住满半年的。', '常住居民', 'residence=settled'],
])('a note %s is not followed by halves', (note, label, wrong) => {
  expect(rows([`${label} [人]`], [note])[0]).not.toContain(wrong);
});

test('不限于 lifts a population, it does not lay one', () => {
  expect(rows(['特困人员 [人]'], ['说明：特困人员按登记数填，不限于户籍人口。'])).toEqual(['person aid=tekun']);
});

test('也, 同样: a note that lays the same population over one more label', () => {
  expect(rows(['慢性病患者 [人]', '孕产妇 [人]'], ['说明：孕产妇同样按常住人口统计。'])[1]).toContain('常住');
});

test('of several words that name measures the last is the head', () => {
  expect(rows(['普法宣传 [场]', '参与服务的志愿者 [人次]', '受教育群众 [人次]']).slice(1)).toEqual([
    'event.volunteers kind=lawTalk',
    'event.people kind=lawTalk',
  ]);
});

test('其他 is the rest of those beside it under the same heading, whatever 合计 follows', () => {
  expect(
    asks(`
      | 指标 | 户籍人口 |
      | 一、残疾人 | |
      |   1.灵活就业 | |
      |   2.登记失业 | |
      |   3.其他 | |
      | 二、持证残疾人 | |
      | 三、重度残疾人 | |`)['B5'],
  ).toContain('employment=!flexible,registeredUnemployed');
  expect(
    asks(`
      | 民族 | 户籍人口 |
      | 汉族 | |
      | 满族 | |
      | 其他民族 | |
      | 少数民族合计 | |`)['B4'],
  ).toBe('person ethnic=!汉族,满族 户籍');
});

test('a share is of its whole, and of no label that merely ends like it', () => {
  expect(rows(['常住人口 [人]', '高中学历的男性 [人]', '男性占常住人口的比例 [%]'])[2]).toBe('person sex=male 常住 ÷ person 常住 × 100');
});

test('a formula may multiply units out on both sides of its line', () => {
  expect(
    asks(`
      | 指标 | 单位 | 数量 |
      | 住房 | 百套 | |
      | 住房建筑面积 | 万平方米 | |
      | 套均面积 | 平方米 | =IF(C2=0,0,ROUND(C3*10000/(C2*100),2)) |`)['C4'],
  ).toBe('dwelling.area ÷ dwelling × 1');
});

test.each([
  ['常住人口（户口在此的＋B3）', '常住人口'],
  ['◆ 常住人口', '常住人口'],
  ['常住人口有多少人', '常住人口'],
])('%s is %s', (one, other) => {
  expect(rows([`${one} [人]`])).toEqual(rows([`${other} [人]`]));
});

test('a mark at the label lifts the population of the heading', () => {
  const part = (mark: string): Record<string, string> =>
    asks(`
      | 一、底数（常住） | ~ | ~ | ~ |
      | 党员 | | 外来人员${mark} | |
      | . 注：①不论居住时间长短，不含境外人员。 | ~ | ~ | ~ |`);
  expect(part('①')).toEqual({ B2: 'person politics=party 常住', D2: 'person 流动' });
  expect(part('')).toMatchObject({ D2: 'person residence=settled' });
});

test('households by how many live in them', () => {
  const sizes = asks(`
    | 类别 | 一人户 | 二口之家 | 三人及以上户 |
    | 户籍户 | | | |`);
  expect(sizes).toMatchObject({
    B2: 'household size=1..1 户籍',
    C2: 'household size=2..2 户籍',
    D2: 'household size=3.. 户籍',
  });
});

test('件（次） is a unit', () => {
  expect(
    asks(`
      | 事项 | 本季 | ~ |
      | ^ | 件（次） | 人次 |
      | 来访接待 | | |`),
  ).toEqual({ B3: 'event kind=petition', C3: 'event.people kind=petition' });
});

test('what stands side by side in one clause of a definition holds together before the clauses do', () => {
  const note = '注：常住村民指户口在本村并住在本村的，以及户口不在本村、在村里住满半年的。';
  expect(rows(['常住村民 [人]'], [note])).toEqual(['person 常住']);
  expect(rows(['外来村民 [人]'], ['注：外来村民指户口不在本村的，住满半年、不满半年的都算。'])).toEqual(['person 流动']);
});

test('a row and a column that exclude each other ask what no other blank asks', () => {
  const blanks = asks(`
    | 类别 | 户籍男性 |
    | 全部 | |
    | 女 | |`);
  expect(blanks['B2']).toBe('person sex=male 户籍');
  expect(blanks['B3']).toContain('?conflictingLabels');
  expect(blanks['B3']).toContain('+');
});
