// What notes say of names and parts, totals that name the group of their rows, bands with words around them, and what is denied or left out.
import { expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

test('a head that divides what stands before it restricts nothing by itself', () => {
  const found = asks('\n| 类别 | 常住人口 | 按户籍 | ~ |\n| ^ | ^ | 本社区户籍 | 外来 |\n| 60岁及以上 | | | |');
  expect(found).toMatchObject({ C3: 'person age=60.. residence=resident', D3: 'person age=60.. residence=settled' });
});

test('流动 under 组织关系 are members of the party who moved', () => {
  const found = asks('\n| 年龄 | 党员总数（名） | 组织关系 | ~ |\n| ^ | ^ | 在本社区党组织 | 流动 |\n| 60岁及以上 | | | |');
  expect(found['D3']).toBe('person age=60.. partyPlace=mobile');
});

test('a name of a population that a note counts by a wider one is the wider one', () => {
  const note = '在住人员按户籍在本村且在村居住的和外来居住半年以上的统计。';
  expect(rows(['在住人员 [人]'], [note])).toEqual(['person 常住']);
  expect(rows(['户籍外出 [人]', '户籍在住 [人]'], ['户籍在住、户籍外出为户口在本社区的人。'])).toEqual(['person residence=away', 'person residence=resident']);
});

test('a word that a note explains holds with 的 behind it, and in brackets that say nothing', () => {
  const note = '实际住在本社区（村）=本地户口又住在本地的+外地户口住满半年的。';
  expect(rows(['实际住在本社区（村）的妇女有多少？'], [note])).toEqual(['person sex=female 常住']);
});

test('what a known word says of itself stays', () => {
  const note = '小场所为列入小场所管理的市场主体（含企业、个体工商户、民办非企业单位、社会组织）。';
  expect(rows(['小场所 [个]'], [note])).toEqual(['business smallPlace=yes']);
});

test('what a note leaves out is only what stands behind its last comma', () => {
  expect(rows(['社会组织 [个]', '餐饮企业 [家]'], ['社会组织指在民政部门登记的社会组织，社区备案的队伍不在此列。'])[0]).toBe('business kind=society');
  expect(rows(['常住人口 [人]'], ['常住人口指户籍在住的和外来居住半年以上的，境外人员不在此列。'])).toEqual(['person 常住']);
});

test('a note on one row lays nothing over the others', () => {
  const notes = ['口径：户籍人口含外出；常住人口指户籍在住的和外来居住半年以上的。'];
  expect(rows(['户籍人口 [人]', '专职网格员 [人]'], notes)[1]).toBe('person gridWorker=yes');
  expect(rows(['志愿者 [人]'], ['登记失业青年按常住人口统计。'])[0]).not.toContain('employment');
});

test('a note in brackets behind 在…中统计 explains the population', () => {
  const note = '本表各类人群均在常住居民中统计（本地户籍未外出+外来住满半年）。';
  expect(rows(['孕妇 [人]', '低保对象 [人]'], [note])).toEqual(['person pregnant=yes 常住', 'person aid=ruralDibao,urbanDibao 常住']);
});

test('blanks that a note calls parts of another one are counted among its things', () => {
  const picture = (note: string): string => `\n| 年龄 | 离退休人员（常住） | 党员 | 独居 |\n| 60—69岁 | | | |\n| . 注：${note}。 | ~ | ~ | ~ |`;
  expect(asks(picture('党员、独居均为“离退休人员（常住）”的其中数'))['C2']).toBe('person age=60..69 employment=retired politics=party 常住');
  expect(asks(picture('党员、独居另行统计'))['C2']).not.toContain('employment');
});

test('a total that names a group is of rows of that group', () => {
  const rowsOf = (total: string): Record<string, string> => asks(`\n| 类别 | 家数（家） |\n| 餐饮 | |\n| 零售 | |\n| ${total} | =SUM(B2:B3) |`);
  expect(rowsOf('九小场所合计')['B2']).toBe('business smallPlace=yes trade=catering');
  expect(rowsOf('合计')['B2']).toBe('business trade=catering');
});

test('a bare total of bands that nobody understands is not everyone', () => {
  const found = asks('\n| 学段 | 户籍（人） |\n| 幼苗（3—5周岁） | |\n| 青苗（6—11周岁） | |\n| 合计 | =SUM(B2:B3) |');
  expect(found['B4']).toContain('幼苗');
  expect(found['B4']).not.toBe('person 户籍');
});

test.each([
  ['幼儿园段（3—5周岁）', 'person age=3..5'],
  ['6—11周岁（小学段）', 'person age=6..11'],
  ['3岁以下（0、1、2周岁）婴幼儿 [人]', 'person age=0..2'],
])('a band says all: %s', (label, asked) => {
  expect(rows([label], ['本表按常住人口统计。'])).toEqual([`${asked} 常住`]);
});

test.each([
  ['未分类的老旧小区 [个]', 'compound garbageSorting=no old=yes'],
  ['没有门岗（门禁）的小区 [个]', 'compound gate=no'],
  ['用瓶装液化气的住房中出租的（群租另填） [套]', 'dwelling gas=bottle use=rented'],
  ['餐饮经营单位（企业、个体户等都算） [家]', 'business trade=catering'],
  ['化解矛盾纠纷（调解） [件]', 'event kind=mediation'],
  ['消防（含危化品泄漏）演练 [次]', 'event kind=fireDrill'],
  ['户口在本社区的户数 [户]', 'household 户籍'],
])('what %s asks', (label, asked) => {
  expect(rows([label])[0]).toContain(asked);
});

test('what is denied ends with 的', () => {
  expect(rows(['未照办的老旧小区 [个]'])[0]).toContain('old=yes');
  expect(rows(['未照办的老旧小区 [个]'])[0]).not.toContain('old=no');
});

test('宣传 on a sheet about one subject is of that subject, and of none where nothing says which', () => {
  expect(rows(['宣传 [场]'], [], { title: '生活垃圾分类推进情况' })).toEqual(['event kind=garbageTalk']);
  expect(rows(['宣传 [场]'], [], { title: '工作情况' })[0]).not.toBe('event');
});

test('what says no period of its own is of the period of the pair that it follows', () => {
  const found = asks('\n| 本季健康讲座（场） | | 听众（人次） | |\n| 年初至本季末健康讲座（场） | | 听众（人次） | |');
  expect(found).toMatchObject({ D1: 'event.people kind=healthTalk', D2: 'event.people kind=healthTalk 本年累计' });
});

test('a title holds for its table whatever a later table adds', () => {
  const picture = '\n| 类别 | 人数 |\n| 视力残疾 | |\n| . | . |\n| 其他情况 | 人 |\n| 持证残疾人中低保对象 | |\n| 有残疾但未办证的 | |';
  expect(asks(picture, { title: '持证残疾人类别' })).toMatchObject({
    B2: 'person disability=visual disabilityCertified=yes',
    B6: 'person disability=!none disabilityCertified=no',
  });
});

test('a note on a list says nothing of 全部, and a heading of coverage nothing of what it is a share of', () => {
  const found = rows(['餐饮 家数 [家]', '全部工商户 家数 [家]'], ['家数按列入“九小场所”名单的工商户统计。']);
  expect(found[1]).toBe('business');
  const heads = asks('\n| 社区 | 分类覆盖 | ~ |\n| ^ | 住宅小区（个） | 已分类小区（个） |\n| | | |');
  expect(heads).toMatchObject({ B3: 'compound', C3: 'compound garbageSorting=yes' });
});

test('a heading that says nothing more still says in what its rows are counted', () => {
  expect(asks('\n| 人口（人） | ~ |\n| 低保对象 | |')['B2']).toBe('person aid=ruralDibao,urbanDibao');
});

test('适龄男青年 from one age to another, over columns that a note counts among them', () => {
  const note = '适龄男青年：户籍在本村（含外出）、年满18周岁至22周岁的男性公民。各栏均在其范围内统计，单位：人。';
  const found = asks(`\n| 适龄男青年 | 学历 | ~ | 少数民族 |\n| ^ | 高中 | 大专 | ^ |\n| | | | |\n| . ${note} | ~ | ~ | ~ |`);
  expect(found).toMatchObject({ A3: 'person age=18..22 sex=male 户籍', D3: 'person age=18..22 ethnic=!汉族 sex=male 户籍' });
});

test('wherever they live is nobody left out', () => {
  expect(rows(['低保对象（人）'], ['一至三项为在册数，不论户籍、不论是否在此居住。'])).toEqual(['person aid=ruralDibao,urbanDibao']);
});

test('what explains a definition does not join its halves', () => {
  const note = '本表老年人为年满60周岁的常住老年人，即户籍在本村且未外出的，加外来居住半年以上的。';
  expect(rows(['老年人（人）', '80岁及以上老年人（人）'], [note])).toEqual(['person age=60.. 常住', 'person age=80.. 常住']);
});

test('a note on all others leaves the one that says it takes them in', () => {
  const found = rows(['残疾人总数（含未办证）', '未满18周岁'], ['01行为全部残疾人，其余均为持证残疾人。']);
  expect(found[0]).toContain('disability=!none');
  expect(found[0]).not.toContain('disabilityCertified=yes');
  expect(found[1]).toContain('disabilityCertified=yes');
});

test.each([
  ['常住人口（07行+外来半年以上）', 'person 常住'],
  ['高血压患者（人、户）', 'person chronic=both,hypertension'],
])('brackets of numbers or units say nothing more: %s', (label, asked) => {
  expect(rows([label])[0]).toContain(asked);
});

test('a total of more than its label says is neither', () => {
  const found = asks('\n| 类别 | 户籍人口 |\n| 回族 | |\n| 汉族 | |\n| 少数民族合计 | =SUM(B2:B3) |');
  expect(found['B4']).toContain('?formulaDisagrees');
  expect(asks('\n| 类别 | 户籍人口 |\n| 回族 | |\n| 满族 | |\n| 少数民族合计 | =SUM(B2:B3) |')['B4']).not.toContain('?formulaDisagrees');
});

test('what a note denies, or leaves out, is no part', () => {
  const picture = (note: string): string => `\n| 类别 | 老年人 | 残疾人 | 党员 |\n| 户籍 | | | |\n| . 注：${note}。 | ~ | ~ | ~ |`;
  for (const note of ['残疾人不属于老年人的其中数', '残疾人并非老年人的其中数', '除残疾人外，党员为老年人的其中数'])
    expect(asks(picture(note))['C2']).not.toContain('age=60');
});

test('a definition that adds a group beside its own name is followed or open, and never cut', () => {
  const [found = ''] = rows(['低保对象（人）'], ['低保对象指低保对象、特困人员。']);
  expect(found).not.toBe('person aid=ruralDibao,urbanDibao');
});

test('two units of one thing count it, and two words of another none', () => {
  expect(asks('\n| 指标 | 数量（人、名） |\n| 低保户 | |')['B2']).not.toBe('household dibao=yes');
  expect(rows(['妇女儿童（人）'])[0]).not.toBe('person +口径未注明 ?scopeNotStated');
});

test('a note on the whole table holds under 全部 too', () => {
  const found = asks('\n| 类别 | 全部场所（家） |\n| 餐饮 | |\n| . 本表均按九小场所统计。 | ~ |');
  expect(found['B2']).toBe('business smallPlace=yes trade=catering');
});
