// Notes and labels of forms of old estates, development zones and lakeside villages that were read as something else.
import { describe, expect, test } from 'vitest';
import { asks } from './meaning.ts';

/** What numbered rows ask under one note. */
const under = (note: string, ...rows: string[]): string[] =>
  Object.values(asks(`\n| 序号 | 指标 | 数量 |\n${rows.map((row, index) => `| ${index + 1} | ${row} | |`).join('\n')}\n| . 说明：${note} | ~ | ~ |`));

describe('definitions', () => {
  test.each(['即户籍在此居住的和外来居住满半年的', '包括户籍在此居住的和外来居住满半年的'])('an age and two kinds of people at once: %s', (told) => {
    expect(under(`老年人指年满60周岁、居住在本社区的居民，${told}。`, '老年人')).toEqual(['person age=60.. 常住']);
  });

  test('what is also counted explains nobody', () => {
    const note = '户籍人口指户口登记在本社区的全部人员，包括户口在本社区、人外出居住的。';
    expect(under(note, '户籍人口')).toEqual(['person 户籍']);
  });

  test('whoever a note defines is whom a sheet of nobody else counts', () => {
    const note = '老年人指60周岁及以上、居住在本社区的居民，即户籍在住的和外来满半年的。';
    const found = asks(`\n| 项目 | 60—69岁 | 70岁及以上 |\n| 老年人总数 | | |\n| 女 | | |\n| 独居 | | |\n| . 说明：${note} | ~ | ~ |`);
    expect(found).toMatchObject({ B3: 'person age=60..69 sex=female 常住', C4: 'person age=70.. livingAlone=yes 常住' });
    expect(under(note, '老年人', '总人口')[1]).toContain('口径未注明');
  });

  test('a word that takes in two others, and the next one', () => {
    const note = '已就业含单位就业和灵活就业，失业含登记失业和未登记失业，在校和无求职意愿的只计入小计。';
    expect(under(note, '已就业')[0]).toContain('employment=employed,flexible');
  });

  test('where people come from, in the words of one town', () => {
    const note = '来玉人员指户口不在本社区而住在本社区的人员（不含境外人员），本市含本区其他社区。';
    expect(under(note, '来玉人员')).toEqual(['person 流动']);
    expect(under('以上均为月末数。', '来港居住半年以上人口', '来沪人员')).toEqual(['person residence=settled', 'person 流动']);
    expect(under('在住老人，指户口在本社区且住在本社区的，加上外来投亲、随子女居住满半年的。', '在住老人')).toEqual(['person age=60.. 常住']);
    const all = '现居住人员：调查时住在社区里的所有人，包括户籍在住、外来（不论住多久）和境外人员，不包括户籍外出的。';
    expect(under(all, '现居住人员')).toEqual(['person 实有']);
  });

  test('who is registered elsewhere is not registered here', () => {
    expect(under('以上均为月末数。', '户籍不在本区、居住在本社区的人员', '户口在外省、外来居住满半年的')).toEqual([
      'person origin=city,elsewhere,province 流动',
      'person origin=elsewhere residence=settled',
    ]);
  });
});

describe('notes', () => {
  test('the left half of a sheet', () => {
    const found = asks(
      '\n| 序 | 指标 | 季末 | . | 项目 | 本季 |\n| 1 | 高血压患者 | | . | 健康讲座（场） | |\n| 2 | 孕妇 | | . | 义诊（场） | |\n| . 口径：1.左侧各项均为常住人口口径（户籍在本社区且居住、外来居住半年以上）。2.高血压含两病。 | ~ | ~ | ~ | ~ | ~ |',
    );
    expect(found['C3']).toBe('person pregnant=yes 常住');
  });

  test('whose population it is, where the sheet counts others too', () => {
    const note = '口径：慢病患者限常住居民，即户籍在本社区且居住的和外来居住满半年的；精神障碍按在册患者填报，不分户籍。';
    expect(under(note, '慢病患者', '孕妇')).toEqual([expect.stringContaining('常住'), expect.not.stringContaining('chronic')]);
  });

  test('what holds for all ages that are explained', () => {
    const note = '1.三类党员互不交叉。2.35岁以下含35岁，60岁以上含60岁，均不分户籍。';
    expect(under(note, '35岁以下党员', '党员')[0]).toContain('age=..35');
  });

  test('several names that stay within a population are not what the population is called', () => {
    const note = '低保对象、持证残疾人、外出人员均在16周岁及以上户籍人员范围内填报。';
    expect(under(note, '外出人员', '低保对象')).toEqual(['person age=16.. residence=away', expect.stringContaining('age=16..')]);
  });

  test('a printed sum says whose population its total is of, and that of its total whose its parts are of', () => {
    const found = asks(
      '\n| 年龄段 | 未成年人 | ~ | 户籍 | ~ | 非户籍 | ~ |\n| ^ | 合计 | 其中：女 | 在住 | 外出 | 住满半年 | 不满半年 |\n| 甲 | 1 | 2 | 3 | 4 | 5 | 6 |\n| 3—5周岁 | | | | | | |\n| 6—11周岁 | | | | | | |\n| . 栏目关系：1=3+4+5+6。非户籍不含境外人员。 | ~ | ~ | ~ | ~ | ~ | ~ |',
    );
    expect(found).toMatchObject({
      B4: 'person age=3..5 residence=away,resident,settled,transient',
      C4: 'person age=3..5 residence=away,resident,settled,transient sex=female',
    });
    const parts = '\n| 行号 | 指标 | 人数 |\n| 01 | 常住人口 | |\n| 02 | 男 | |\n| 03 | 女 | |\n| . 勾稽：01=02+03。 | ~ | ~ |';
    expect(asks(parts)).toMatchObject({ C3: 'person sex=male 常住', C4: 'person sex=female 常住' });
  });
});

describe('labels', () => {
  test('本社区 and 外地 say what the head over them divides people by', () => {
    const found = asks(
      '\n| 指标 | 人数 |\n| 常住人口 | |\n|   按户口登记地分：本社区 | |\n|       外地（含外社区） | |\n| 户籍人口 | |\n|   按现居住地分：本社区 | |\n|       本社区以外 | |',
    );
    expect(Object.values(found).map((asked) => asked.replace(/ \+R1.*/, ''))).toEqual([
      'person 常住',
      'person residence=resident',
      'person residence=settled',
      'person 户籍',
      'person residence=resident',
      'person residence=away',
    ]);
  });

  test('a child that lives somewhere, and one that was taken along', () => {
    const found = asks('\n| 来源 | ~ | 0至2岁 | 3至5岁 |\n| 本地户籍 | 在本社区生活 | | |\n| ^ | 随父母等外出 | | |');
    expect(found).toMatchObject({ C2: 'person age=0..2 residence=resident', C3: 'person age=0..2 residence=away' });
  });

  test('the youngest and the oldest of a group are not all of it', () => {
    const found = asks('\n| 在册救助对象 | 合计 | 其中：女 | 60周岁及以上 | 不满18周岁 |\n| 城市低保 | | | | |\n| 特困 | | | | |');
    expect(found).toMatchObject({ B2: 'person aid=urbanDibao', D2: 'person age=60.. aid=urbanDibao' });
  });

  test('a bare total is of whom the heading names, whatever its parts say again', () => {
    const found = asks('\n| 类别 | ~ | 3—5周岁 | 6—11周岁 |\n| 常住儿童 | 合计 | | |\n| ^ | 其中：残疾儿童 | | |');
    expect(found).toMatchObject({ C2: 'person age=3..5 常住', C3: 'person age=3..5 disability=!none 常住' });
  });

  test('heads that say people or turns know better than the unit of the row', () => {
    const found = asks('\n| 项目 | 本月次数 | 本月人次 |\n| 居民议事协商（次） | | |\n| 文体活动（场） | | |');
    expect(found).toMatchObject({ B2: 'event kind=consultation', C2: 'event.people kind=consultation' });
    const served = asks('\n| 项目 | 本季件（次） | 累计件（次） |\n| 代办服务 | | |\n| 走访入户 | | |');
    expect(served).toMatchObject({ B2: 'event kind=errand', C3: 'event kind=visit 本年累计' });
    const periods = asks('\n| . 单位：人 | ~ |\n| 技能培训 | ~ |\n| 本月期数 | 累计期数 |\n| | |');
    expect(periods).toMatchObject({ A4: 'event kind=training', B4: 'event kind=training 本年累计' });
  });
});

test('a sentence of tens of thousands of letters says nothing', () => {
  expect(under(`老年人${'指户籍在本社区的'.repeat(4000)}。妇女按常住人口统计。`, '老年人', '妇女')).toEqual([
    expect.stringContaining('口径未注明'),
    'person sex=female 常住',
  ]);
});

describe('what other labels and numbers say', () => {
  test('the word over all rows is no group, where it is what all of them are called', () => {
    const found = asks('\n| 救助对象 | 季末在册 |\n| 一、最低生活保障对象 | |\n| 二、特困供养人员 | |\n| 三、持有残疾人证的人员 | |\n| 四、困境儿童 | |');
    expect(Object.values(found)).toEqual([
      'person aid=ruralDibao,urbanDibao',
      'person aid=tekun',
      expect.stringContaining('person disabilityCertified=yes'),
      expect.not.stringContaining('aid='),
    ]);
  });

  test('those that are none of the one kind named beside them', () => {
    const found = asks(
      '\n| 小区类型 | 管理方式 | 住宅小区（个） |\n| 老旧小区 | 物业企业管理 | |\n| ^ | 业主自管 | |\n| 其他小区 | 物业企业管理 | |\n| ^ | 业主自管 | |',
    );
    expect(found).toMatchObject({ C2: 'compound old=yes property=market', C4: 'compound old=no property=market' });
    const unclear = asks('\n| 类型 | 管理 | 小区（个） |\n| 老旧小区 | 业主自管 | |\n| 有门禁的小区 | 业主自管 | |\n| 其他小区 | 业主自管 | |');
    expect(unclear['C4']).toContain('其他小区');
  });

  test('a total of groups of several kinds is what its formula adds up, and not what the title is about', () => {
    const found = asks(
      '\n| 社区残疾人及困难群众帮扶情况月报表 | ~ |\n| 类别 | 人数 |\n| 低保 | |\n| 持证残疾人 | |\n| 困境儿童 | |\n| 本月走访慰问 | |\n| 合计 | =SUM(B3:B6) |',
    );
    expect(found['B7']).toContain('aid=ruralDibao,urbanDibao + person disabilityCertified=yes + ');
  });

  test('all of them, on a sheet on some of them', () => {
    const found = asks(
      '\n| 食品经营主体监管底数半年报 | ~ | ~ |\n| 主体类型 | 市场主体总数（户） | 持食品经营许可的从业人员（人） |\n| 企业 | | |\n| 个体工商户 | | |\n| 全部从业人员（人） | | ~ |',
    );
    expect(found['B5']).toBe('business.staff');
  });

  test('all of a class beside some of it, under a title on some of it', () => {
    const places = asks(
      '\n| 小场所和居民楼消防安全季度统计 | ~ | ~ |\n| 行业 | 经营单位（个） | 小场所（个） |\n| 餐饮 | | |\n| 零售 | | |\n| . 说明：经营单位=企业、个体工商户、民办非企业、社会组织全部。 | ~ | ~ |',
    );
    expect(places['B3']).not.toContain('smallPlace');
    expect(places['C3']).toContain('smallPlace=yes');
    const compounds = asks('\n| 老旧小区改造底数 | ~ | ~ | ~ |\n| 物业类型 | 老旧小区（个） | 非老旧小区（个） | 小区合计（个） |\n| 业主自管 | | | |');
    expect(compounds).toMatchObject({ B3: 'compound old=yes property=owners', D3: 'compound property=owners' });
  });

  test('a label that leaves its noun to the title', () => {
    const found = asks('\n| 退役军人情况表 | ~ |\n| 指标 | 人数 |\n| 退役军人 | |\n| 户籍不在本地、来此居住的 | |\n| 户籍人口 | |');
    expect(found).toMatchObject({ B4: 'person veteran=yes 流动', B5: 'person 户籍' });
  });

  test('events of the table beside are not those of this one', () => {
    const found = asks(
      '\n| 调解 | 件数 | 当事人（人次） | . | 宣传 | 本季 |\n| 一般 | | | . | 普法活动（场） | |\n| 较大 | | | . | 受众（人次） | |\n| 重大 | | | . | 反诈宣传（场） | |\n| 合计 | | | . | 受众（人次） | |',
    );
    expect(found).toMatchObject({ F3: 'event.people kind=lawTalk', F5: 'event.people kind=antiFraud' });
  });

  test('the third of 一、二、三、 is not the third of each of them', () => {
    const found = asks(
      '\n| 指标 | 数量 |\n| 三、劳动力（常住） | — |\n| （一）从业人员 | |\n| 四、社会保障 | — |\n| （三）特困人员 | |\n| . 说明：第三项均在常住16—59岁人口中统计；第四项为在册数，不分户籍。 | ~ |',
    );
    expect(found).toMatchObject({ B3: expect.stringContaining('age=16..59'), B5: 'person aid=tekun' });
  });

  test('what a note frees by name is free of the population over it', () => {
    const found = asks(
      '\n| 对象 | ~ | 人数 |\n| 服务人口 | 孕妇 | |\n| ^ | 严重精神障碍患者（在册） | |\n| . 说明：服务人口即常住人口。严重精神障碍患者按社区在册人员统计，不分户籍。 | ~ | ~ |',
    );
    expect(found).toMatchObject({ C2: 'person pregnant=yes 常住', C3: 'person mentalIllness=high,low' });
  });

  test('a number before an equation is the number of the line', () => {
    const found = asks('\n| 指标 | 1 | 2 | 3 |\n| 常住人口 | 人数 | 男 | 女 |\n| 1 | | | |\n| . 说明：1.各项为季末数。2.人员可能交叉。3.1=2+3。 | ~ | ~ | ~ |');
    expect(Object.keys(found).length).toBeGreaterThan(0);
  });

  test('whose members are counted, and how turns are', () => {
    expect(under('“低保家庭成员”按低保户的全部家庭成员计算，含未享受低保的成员。', '低保家庭成员（人）')).toEqual(['household.size dibao=yes']);
    expect(under('人次指参加活动的群众人次，志愿服务活动不含志愿者本人。', '文体活动参加人次（人次）')).toEqual(['event.people kind=culture']);
  });

  test('everybody registered, wherever they live, frees nobody else', () => {
    const note = '户籍人口指户口登记在本社区的人口，不论是否在本社区居住。';
    expect(under(note, '户籍人口', '育龄妇女')).toEqual(['person 户籍', expect.stringContaining('口径未注明')]);
  });

  test('what is counted within a word of the form is counted within what the form says it is', () => {
    const note = '本问卷现住人员指填表时住在本村的人：户籍在村且未外出的、外来居住半年以上的、外来居住不足半年的，不含境外人员。独居老人只在现住人员中统计。';
    expect(under(note, '独居老人')).toEqual(['person livingAlone=yes residence=resident,settled,transient']);
  });
});
