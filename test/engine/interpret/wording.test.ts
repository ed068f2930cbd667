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
