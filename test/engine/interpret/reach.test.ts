// How far words reach: what sets a condition free, headings that only name a field of work, and the blanks that a note names.
import { describe, expect, test } from 'vitest';
import { asks, rows, says } from './meaning.ts';

const HUKOU = '说明：本表均按户籍人口统计。';

describe('(不论…)', () => {
  test.each([
    ['残疾人（不论是否持证）', '残疾人（含未办证）'],
    ['残疾人（不论有没有办证）', '残疾人（含未办证）'],
    ['党员（不限年龄）', '党员'],
    ['老年人（不论男女）', '老年人'],
  ])('%s is %s', (one, other) => expect(says(one)).toBe(says(other)));

  test.each(['残疾人（不论是否持证）', '残疾人（持证与否均计）'])('%s are not those with a certificate', (label) =>
    expect(says(label)).not.toContain('certified'),
  );

  test('住房（不论用途） are all dwellings, and not those of an unknown kind', () => expect(rows(['住房（不论用途） [套]'])).toEqual(['dwelling']));

  test('a definition that leaves the time open takes in both', () => {
    const note = '流动人口指户口不在本社区而在本社区居住的人（不论是否满半年），不含境外。';
    expect(rows(['流动人口'], [note])).toEqual(['person 流动']);
  });

  test('what stands behind the comma holds again', () => expect(says('残疾人（不论是否持证，60岁以上）')).toContain('age=60..'));

  test('不限 at the head of a label is a word like any other', () => expect(says('不限年龄人才')).toContain('+'));
});

describe('headings', () => {
  const under = (heading: string, row: string, unit = '人'): string =>
    asks(`\n| 指标 | 单位 | 数量 |\n| 一、${heading} | × | × |\n| 　${row} | ${unit} | |\n| . ${HUKOU} | ~ | ~ |`)['C3'] ?? '';

  test.each([
    ['就业和失业', '离校未就业高校毕业生', '人'],
    ['房屋安全', '群租房', '套'],
    ['房屋安全', '住房总数', '套'],
    ['精神卫生', '登记在册的严重精神障碍患者', '人'],
    ['残疾人事业', '持证残疾人', '人'],
    ['社区工作力量和新就业群体', '专职网格员', '人'],
    ['走访议事和慰问帮扶', '走访入户', '次'],
  ])('%s says nothing of %s', (heading, row, unit) => expect(under(heading, row, unit)).toBe(under('其他指标', row, unit).replace(/ \+其他指标$/u, '')));

  test.each([
    ['就业', '女'],
    ['残疾人事业', '60岁以上'],
  ])('%s still tells whom a bare %s is about', (heading, row) => expect(under(heading, row)).not.toBe(under('其他指标', row)));
});

describe('acts', () => {
  test.each(['免费体检', '医疗救助', '高温慰问'])('%s over 低保对象 is about those of them for whom it was done', (heading) => {
    const sheet = asks(`\n| 指标 | 单位 | 数量 |\n| 一、${heading} | × | × |\n| 　低保对象 | 人 | |\n| . 说明：不分户籍。 | ~ | ~ |`);
    expect(sheet['C3']).not.toBe('person aid=ruralDibao,urbanDibao');
  });
});

describe('notes', () => {
  test('a register is left out of 按常住统计 unless the note names it', () => {
    const note = '说明：常住户指户主户籍在本社区且在此居住，或户主户籍不在本社区、来此居住半年以上。';
    const sheet = asks(`\n| 指标 | 单位 | 数量 |\n| 常住户 | 户 | |\n| 　其中：低保户 | 户 | |\n| 低保户 | 户 | |\n| . ${note} | ~ | ~ |`);
    expect(sheet['C3']).toContain('常住');
    expect(sheet['C4']).not.toContain('常住');
  });

  test('a note on 妇女 says nothing of the households under that heading', () => {
    const sheet = asks(
      `\n| 指标 | 单位 | 数量 |\n| 一、妇女 | × | × |\n| 　60岁以上 | 人 | |\n| 　单亲家庭 | 户 | |\n| . 说明：妇女按户籍人口统计。 | ~ | ~ |`,
    );
    expect([sheet['C3'], sheet['C4']]).toEqual(['person age=60.. sex=female 户籍', 'household singleParent=yes']);
  });

  test('“社会救助”“党员”部分统计全部在册对象 releases these, and not the whole sheet', () => {
    const notes = ['说明：1.“老年人”“就业情况”各项按常住人口统计。2.“社会救助”“党员”部分统计全部在册对象，不分户籍。'];
    const [elderly, party] = rows(['老年人', '党员'], notes);
    expect(elderly).toBe('person age=60.. 常住');
    expect(party).not.toContain('常住');
  });

  test('人口 among the names of a list is no word of 残疾人口', () => {
    const notes = ['说明：“人口”“民族宗教”“老年人”各项按户籍人口统计。'];
    expect(rows(['残疾人口'], notes)[0]).not.toContain('户籍');
  });

  test('(A 指 …) in a heading with a letter explains A', () => {
    const note = 'A 服务人员（指实际居住在本社区的全部人员：户籍在住、外来住满半年、外来未满半年、境外人员都算）';
    expect(rows(['服务人员中60岁以上的'], [note])[0]).toContain('实有');
  });
});

describe('labels that explain', () => {
  test('居住人口(户籍在住和外来满半年) is whom the other labels call so', () =>
    expect(rows(['居住人口（户籍在住和外来满半年）', '居住人口中：女'])).toEqual(['person 常住', 'person sex=female 常住']));

  test('(1+人在户外) explains nobody', () => expect(rows(['户籍人口（1+人在户外）', '户籍人口中：女'])[1]).toBe('person sex=female 户籍'));

  test.each([
    ['就业人员合计（在业和灵活就业）', 'employment=employed,flexible'],
    ['租赁住房合计（出租和群租） [套]', 'use=group,rented'],
  ])('the list in %s says what is counted', (label, where) => expect(rows([label], [HUKOU])[0]).toContain(where));

  test.each(['生活不能自理的老人（失能和半失能）', '个体户（企业、个体）', '一级残疾人（一级、二级）'])(
    'a list that goes beyond %s is nobody knows what',
    (label) => expect(rows([label], [HUKOU])[0]).toContain('?unknownWords'),
  );

  test('(含群租) under 出租 widens, (群租单列) does not', () =>
    expect(rows(['出租房（含群租） [套]', '出租房（群租单列） [套]'])).toEqual(['dwelling use=group,rented', 'dwelling use=rented']));
});

describe('names and units', () => {
  test('已离退休居民 are no kind of pension, whatever the title is about', () =>
    expect(rows(['已离退休居民'], [HUKOU], { title: '养老服务对象统计表' })[0]).toBe('person employment=retired 户籍'));

  test('次, 人次 and 元 as heads are what is counted', () => {
    const sheet = asks('\n| 事项 | 次 | 人次 | 元 |\n| 慰问帮扶 | | | |');
    expect(Object.values(sheet)).toEqual(['event kind=consolation', 'event.people kind=consolation', 'event.amount kind=consolation']);
  });

  test('人次·本月 counts people', () => {
    const sheet = asks('\n| 计量项目 | 办理证明 |\n| 件·本月 | |\n| 人次·本月 | |');
    expect(Object.values(sheet)).toEqual(['event kind=certificate', 'event.people kind=certificate']);
  });

  test('the rows of 按进度: do not overlap', () => {
    const sheet = asks('\n| 项目 | 单位 | 本季 |\n| 排查隐患 | 处 | |\n| 　按进度：已整改 | 处 | |\n| 　　　　　整改中 | 处 | |\n| 　　　　　未整改 | 处 | |');
    expect(sheet['C5']).toBe('event kind=hazard result=failure');
  });

  test('办证 in a title over 已办证 and 未办证 restricts neither, nor their total', () => {
    const [all, yes, no] = rows(['残疾人', '1.1 已办证', '1.2 未办证'], ['说明：不分户籍。'], { title: '残疾人办证情况' });
    expect([all, yes, no].map((line) => /disabilityCertified=(\w+)/u.exec(line ?? '')?.[1] ?? null)).toEqual([null, 'yes', 'no']);
  });

  test('以上两项小计 of kinds that nobody knows is not of the last one', () => {
    const sheet = asks('\n| 事项 | 受理（件） |\n| 某某事项 | |\n| 代办服务 | |\n| 以上两项小计 | =B2+B3 |');
    expect(sheet['B4']).not.toBe(sheet['B3']);
  });
});

describe('too boldly read once', () => {
  test.each([
    ['低保户（不分城乡低保） [户]', 'dibao=yes'],
    ['高血压患者（不论是否合并糖尿病）', 'chronic=both,hypertension'],
    ['预备党员（不论是否转正）', 'partyStatus=probationary'],
    ['老年人（其中80岁以上单列）', '?'],
    ['残疾人合计（一级和二级）', 'disabilityLevel=1,2'],
    ['不限户籍：残疾人', 'person disability=!none'],
    ['残疾人（又称残障人士，60岁以上）', 'age=60..'],
    ['残疾人（现名册60岁以上）', 'age=60..'],
    ['残疾人（参加医保）', 'medical=employee,resident'],
    ['正式网格员', '+'],
    ['青壮年残疾人', '+'],
    ['小区内居民', '+'],
    ['义务教育适龄儿童', '+'],
    ['港澳台居民', '+'],
    ['预算安排购买服务资金 [元]', '+'],
  ])('%s', (label, says) => expect(rows([label], [HUKOU])[0]).toContain(says));

  test('不限户籍：残疾人 is laid under no population', () => expect(rows(['不限户籍：残疾人'], [HUKOU])[0]).not.toContain('户籍'));

  test('bounds and attainments under 按…分 are counted in each other', () => {
    const sheet = asks(`\n| 指标 | 单位 | 数量 |\n| 老年人 | 人 | |\n| 　按年龄：65岁以上 | 人 | |\n| 　　　　　80岁以上 | 人 | |\n| . ${HUKOU} | ~ | ~ |`);
    expect(sheet['C3']).toBe('person age=65.. 户籍');
  });

  test('就业情况 over 残疾人 is about those of them who work', () => {
    const sheet = asks(`\n| 指标 | 单位 | 数量 |\n| 一、就业情况 | × | × |\n| 　残疾人 | 人 | |\n| . ${HUKOU} | ~ | ~ |`);
    expect(sheet['C3']).not.toBe('person disability=!none');
    expect(sheet['C3']).not.toBe('person disability=!none 户籍');
  });

  test('a note about one thing that the sheet has not speaks of nothing on it', () =>
    expect(rows(['老年人'], ['说明：死亡人口按户籍人口统计。'])[0]).toContain('?scopeNotStated'));

  test('an enumeration behind 全部人员 says who they are', () =>
    expect(rows(['居住人口'], ['居住人口指居住在本社区的全部人员：户籍在住、外来满半年。'])[0]).not.toBe('person 实有'));

  test('第二部分 is no row 二、 of another part', () => {
    const lines = ['第一部分 人口', '一、老年人', '二、妇女', '第二部分 就业', '一、失业人员'];
    const drawn = lines.map((line) => (line.startsWith('第') ? `| ${line} | ~ | ~ |` : `| ${line} | 人 | |`)).join('\n');
    const sheet = asks(`\n| 指标 | 单位 | 数量 |\n${drawn}\n| . 说明：第一部分按户籍人口统计，第二部分按常住人口统计。 | ~ | ~ |`);
    expect([sheet['C4'], sheet['C6']].map((line) => /户籍|常住/u.exec(line ?? '')?.[0])).toEqual(['户籍', '常住']);
  });

  test('常住人口（外来和境外人员除外） makes nobody else 常住', () =>
    expect(rows(['常住人口（外来和境外人员除外）', '常住人口中：女'])[1]).toBe('person sex=female 常住'));

  test('非独居 on a sheet of 独居老人 takes nothing from 80岁以上', () =>
    expect(rows(['独居', '非独居', '80岁以上'], [HUKOU], { title: '独居老人情况表' })[2]).toContain('livingAlone=yes'));
});
