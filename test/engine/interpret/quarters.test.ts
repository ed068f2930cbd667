// Notes and labels of forms of cities, harbours and tea counties that were read as something else.
import { describe, expect, test } from 'vitest';
import { labels } from '../read/reading.ts';
import { asks } from './meaning.ts';

/** What numbered rows ask under one note. */
const under = (note: string, ...rows: string[]): string[] =>
  Object.values(asks(`\n| 序号 | 指标 | 数量 |\n${rows.map((row, index) => `| ${index + 1} | ${row} | |`).join('\n')}\n| . 说明：${note} | ~ | ~ |`));

describe('notes', () => {
  test('whom a note sends to another form is nobody whom the sheet counts', () => {
    const note = '老年人指户口在本社区、年满60周岁的人员（含户口在本社区但外出居住的）；外来老年人不在本表统计。';
    expect(under(note, '老年人', '独居')).toEqual(['person age=60.. 户籍', 'person livingAlone=yes +口径未注明 ?scopeNotStated']);
  });

  test('a line in brackets says as much as one without them', () => {
    const noted = (line: string, row: string): string | undefined => asks(`\n| 底数表 | ~ |\n| ${line} | ~ |\n| 指标 | 数量 |\n| ${row} | |`)['B4'];
    expect(noted('（户籍在本社区、持有《残疾人证》者）　　　单位：人', '视力')).toBe('person disability=visual disabilityCertified=yes 户籍');
    expect(noted('（户籍未成年人口径：户口在本社区、不满18周岁）', '未成年人总数')).toBe('person age=..17 户籍');
    expect(noted('（按常住人口统计，季末数）', '孕妇')).toBe('person pregnant=yes 常住');
  });

  test('what is not counted in the word that a sum explains takes nothing away from it', () => {
    const note = '实有人口=人户一致+流动人口+境外人员，户在人不在的不计入实有人口。';
    expect(under(note, '实有人口（人）')).toEqual(['person 实有']);
  });

  test('that the rest are of another age is no population', () => {
    expect(under('未成年人指不满18周岁，老年人为60周岁及以上，其余为成年人。', '低保对象（人）')).toEqual(['person aid=ruralDibao,urbanDibao']);
  });

  test.each(['老年人在本表从65周岁起算，按常住统计。', '老年人65周岁起算；老年人按常住统计。'])('where an age begins: %s', (note) => {
    expect(under(note, '老年人')[0]).toContain('age=65..');
  });

  test('居住半年以上 with 含外来的 takes in nobody who stays for less', () => {
    const note = '常住人口指在本村居住半年以上的人口，含外来的、不含外出半年以上的。';
    expect(under(note, '常住人口', '其中：女')).toEqual(['person 常住', 'person sex=female 常住']);
  });

  test('one line is left out of what the others are', () => {
    const note = '核查范围：除外来常住一项外，都是户口在本村、持残疾人证的。';
    expect(under(note, '重度残疾人', '外来常住')).toEqual(['person disabilityCertified=yes disabilityLevel=1,2 户籍', 'person residence=settled']);
    expect(under('除“另”项外均为已领取残疾人证的人员。', '肢体', '另：残疾人总数')).toEqual([
      expect.stringContaining('disabilityCertified=yes'),
      expect.not.stringContaining('disabilityCertified'),
    ]);
  });

  test('lines are quoted by letters and figures, and with what else holds for them', () => {
    const coded = (note: string): Record<string, string> =>
      asks(`\n| 代码 | 指标 | 数量 |\n| A01 | 女性总数（户籍） | |\n| A02 | 育龄妇女 | |\n| A03 | 中共党员 | |\n| . 说明：${note} | ~ | ~ |`);
    expect(coded('A02—A03均为A01的其中数，互有交叉。')).toMatchObject({ C3: expect.stringContaining('户籍'), C4: expect.stringContaining('sex=female') });
    expect(under('第1至2行限常住人员（户籍在住和外来居住半年以上），且年龄为16—59周岁。', '登记失业', '残疾人')[1]).toBe(
      'person age=16..59 disability=!none 常住',
    );
    expect(under('第1行仅统计小场所。', '场所数', '全部商户')).toEqual(['business smallPlace=yes', 'business']);
  });

  test('only those who are named are free of a population', () => {
    const note = '标注在册的按登记在册人员填报，不分户籍；其余按常住人口（户籍在住和外来半年以上）填报。';
    expect(under(note, '残疾人（在册）', '妇女')).toEqual(['person disability=!none', 'person sex=female 常住']);
    expect(under('登记在册党员，不分户籍，含预备党员。', '党员', '老年人')[1]).toContain('口径未注明');
  });

  test('a head that says what a note says of most rows says nothing of the others', () => {
    const found = asks(
      '\n| 指标 | 代码 | 常住人口中 | ~ |\n| ^ | ^ | 合计 | 女 |\n| 就业人员 | 01 | | |\n| 流动人口（含不满半年） | 02 | | |\n| . 说明：除02行外，均为常住人口（户籍在住及外来居住半年以上）。 | ~ | ~ | ~ |',
    );
    expect(found).toMatchObject({ C3: 'person employment=employed,flexible 常住', C4: 'person 流动', D4: 'person sex=female 流动' });
  });

  test('a mark at 住在本社区的 says who that is', () => {
    const marked = asks('\n| 指标 | 数量 |\n| 住在本社区的65岁以上① | |\n| . 说明：①指常住老年人：户籍在住和外来居住半年以上。 | ~ |');
    expect(marked['B2']).toBe('person age=65.. 常住');
  });

  test('where all live is said of lists, too, if there is nothing else on the sheet', () => {
    const table = '\n| 对象 | 季末在册 | 女 |\n| 社区矫正对象 | | |\n| 安置帮教对象 | | |\n';
    const note = '| . 说明：按实际居住地统计：住在本村的，不分户籍。 | ~ | ~ |';
    expect(asks(table + note)['B2']).toBe('person corrections=yes 实有');
    expect(asks(`${table}| 老年人 | | |\n${note}`)['B2']).toBe('person corrections=yes');
  });

  test('a note may use the words of the one before it', () => {
    const note = '流动人口=外来半年以上+外来不足半年+境外人员；实有人口=户籍在住+流动人口。';
    expect(under(note, '实有人口（人）')).toEqual(['person 实有']);
  });

  test('what a note calls out before it says anything is not what it is about', () => {
    expect(under('请注意：各项填常住人口。', '老年人（人）')).toEqual(under('各项填常住人口。', '老年人（人）'));
    expect(under('请注意：各项填常住人口。', '老年人（人）')[0]).toContain('常住');
  });

  test('whom a part of a questionnaire asks about is a definition', () => {
    const note = '本问卷第一部分问的是现住人员，即实际住在本社区的所有人：户籍在此居住的、外来住满半年的、外来不满半年的和境外人员。';
    expect(under(note, '现住人员（人）')).toEqual(['person 实有']);
  });

  test('numbers before notes count them, unless each is about a line', () => {
    expect(under('1.均为期末在册数，不分户籍。2.已就业含单位在业和灵活就业。', '低保对象（人）', '老年人（人）')[1]).not.toContain('口径未注明');
  });

  test('寄住, which the lexicon knows of households, may be said of people', () => {
    expect(under('寄住指户籍不在本社区且居住满半年。', '寄住（人）')).toEqual(['person residence=settled']);
  });

  test('A类 are the lines coded so', () => {
    const found = asks(
      '\n| 代码 | 项目 | 数量（人） |\n| A01 | 登记失业 | |\n| B01 | 老年人 | |\n| . 说明：A类按户籍劳动力填报——户口在本社区的16—59周岁人员，含在外务工的。 | ~ | ~ |',
    );
    expect(found['C2']).toBe('person age=16..59 employment=registeredUnemployed 户籍');
    expect(found['C3']).toContain('口径未注明');
  });

  test('志愿者 whom a note describes still take part in events', () => {
    const note = '志愿者指常住青年中的志愿者。';
    expect(asks(`\n| 指标 | 单位 | 数量 |\n| 志愿服务活动志愿者 | 人次 | |\n| . 说明：${note} | ~ | ~ |`)['C2']).toBe('event.volunteers kind=volunteering');
  });
});

describe('labels', () => {
  test.each([
    ['0—6岁儿童应服务人数', 'person age=0..6'],
    ['警务网格（即社区网格）', 'community.grids'],
    ['困难残疾人（在享低保）', 'person aid=ruralDibao,urbanDibao disability=!none'],
    ['技能培训（含安全技能）', 'event kind=training'],
    ['代办服务（社保、就业等全部事项）', 'event kind=errand'],
    ['低保边缘家庭中的持证残疾人（人）', 'person aid=edge disabilityCertified=yes'],
    ['零就业家庭（季末，未消除）', 'household zeroEmployment=yes'],
  ])('%s', (label, says) => {
    const [found] = under('期末数。', label);
    expect(found).toContain(says);
    expect(found?.replace('+口径未注明', '')).not.toContain('+');
  });

  test('适龄 says no more than the band beside it, and much without one', () => {
    const found = asks('\n| 学段 | 户籍适龄人口 |\n| 小学（6—11岁） | |\n| 合计 | |');
    expect(found['B2']).toBe('person age=6..11 户籍');
    expect(under('按户籍统计。', '适龄青少年')[0]).toContain('+适龄');
  });

  test('困难 over kinds of people says no more than they do, and much over ages', () => {
    const found = asks('\n| 年龄 | 户籍老年人中的特殊困难老年人 | ~ |\n| ^ | 独居 | 80岁以上 |\n| 合计 | | |');
    expect(found['B3']).not.toContain('+');
    expect(found['C3']).toContain('+特殊困难');
  });

  test('a band that does not lie within the one above it divides what that does', () => {
    const found = asks('\n| 指标 | 人数 |\n| 常住人口 | |\n| 　60—79岁 | |\n| 　80岁及以上 | |\n| 　# 65岁及以上 | |');
    expect(found['B5']).toBe('person age=65.. 常住');
  });
});

describe('totals', () => {
  test('what stands under an empty row is no part of a total above it', () => {
    const found = asks('\n| 年龄 | 户籍儿童 |\n| 0—5周岁 | |\n| 6—17周岁 | |\n| 合计 | |\n| | |\n| 孤儿 | |\n| 留守儿童 | |');
    expect(found['B4']).toBe('person age=0..17 户籍');
  });

  test('a total that a note says is of more is not what its parts are', () => {
    const rows = '| 餐饮 | |\n| 零售 | |\n| 合计 | |\n';
    expect(asks(`\n| 行业 | 经营主体（户） |\n${rows}| . 说明：期末数。 | ~ |`)['B4']).toContain('trade=catering,retail');
    expect(asks(`\n| 行业 | 经营主体（户） |\n${rows}| . 说明：合计还包括制造、其他服务业。 | ~ |`)['B4']).toBe('business');
  });

  test('an equation in numbers says more closely who lives there than the words do', () => {
    const found = asks(
      '\n| 年龄 | 户籍在住儿童 | 外来住满半年儿童 | 在本社区居住的儿童 |\n| 甲 | (1) | (2) | (3) |\n| 0—5岁 | | | |\n| . 说明：(3)=(1)+(2)。 | ~ | ~ | ~ |',
    );
    expect(found['D3']).toContain('residence=resident');
    expect(found['D3']).not.toContain('实有');
  });

  test('the whole of a row 合计 is what the rows above it are of', () => {
    const found = asks('\n| 使用方式 | 总数 | 瓶装气 | 危房 |\n| 自住 | | | |\n| 出租 | | | |\n| 合计 | | | |');
    expect(found['B4']).not.toContain('+');
  });
});

describe('reading', () => {
  test('a part in a row of parts divides the first label of its row', () => {
    const found = labels(
      '\n| 网格数（个） | | 微网格数（个） | | 服务站（个） | |\n| 社区工作者（人） | | 其中：大专及以上 | | 其中：中共党员 | |\n| 网格员（人） | | 其中：女 | | 其中：中共党员 | |',
    );
    expect(found).toMatchObject({ D2: '社区工作者(人) › #大专及以上', F2: '社区工作者(人) › #中共党员', F3: '网格员(人) › #中共党员' });
  });

  test('1.1 stands under 1, whichever column that is in', () => {
    const found = labels('\n| 1.退役军人总数 | | 1.1其中户籍在本社区 | |\n| 1.2其中女性 | | 1.3其中中共党员 | |\n| 2.优抚对象总数 | | 2.1残疾军人 | |');
    expect(found).toMatchObject({ D1: '退役军人总数 › #户籍在本社区 (1.1)', D2: '退役军人总数 › #中共党员 (1.3)', D3: '优抚对象总数 › 残疾军人 (2.1)' });
  });

  test('one empty cell over unit and values is nothing to fill', () => {
    const found = labels(
      '\n| 事项 | 单位 | 本季 | 今年以来 |\n| 一、志愿服务 | | ~ | ~ |\n| （一）开展活动 | 次 | | |\n| 二、议事协商 | | ~ | ~ |\n| （一）协商次数 | 次 | | |',
    );
    expect(Object.keys(found)).toEqual(['C3', 'D3', 'C5', 'D5']);
    expect(found['D3']).toContain('志愿服务');
  });

  test('a caption over one of two tables holds for numbered rows too', () => {
    const found = labels(
      '\n| 户籍人口 | ~ | . | 流入人口 | ~ |\n| 项目 | 人数 | . | 项目 | 人数 |\n| （一）婴幼儿 | | . | （一）婴幼儿 | |\n| （二）幼儿 | | . | （二）幼儿 | |',
    );
    expect(found['B4']).toContain('户籍人口');
    expect(found['E4']).toContain('流入人口');
  });

  test('本社区 under heads begins the row of the community, and asks for no name', () => {
    expect(Object.keys(labels('\n| 单位 | 常住人口 | 志愿者 | 留守儿童 |\n| 本社区 | | | |'))).toEqual(['B2', 'C2', 'D2']);
  });

  test('人口 and 人员 without a unit are people, whatever most blanks of the table count', () => {
    const found = asks(
      '\n| 户和人 | 户籍户 | | 常住人口 | |\n| ^ | 常住户 | | 零就业家庭 | |\n| 对象 | 低保户 | | 低保人口 | |\n| ^ | 监测户 | | 特困人员 | |',
    );
    expect(found['E1']).toBe('person 常住');
    expect(found['E3']).toBe('person aid=ruralDibao,urbanDibao');
    expect(found['E4']).toBe('person aid=tekun');
    expect(found['C3']).toBe('household dibao=yes');
  });

  test('what a pair sums up is counted as that is', () => {
    const found = asks('\n| 走访入户 | | 次 | 1—本季累计 | |\n| 慰问帮扶 | | 次 | 本年累计 | |');
    expect(found['E1']).toBe('event kind=visit 本年累计');
  });

  test('an empty column between two tables whose heads have no lines', () => {
    const found = labels(
      '\n| . 名称 | . 数量 | . | . 名称 | . 本季 | . 累计 |\n| 充电棚 | | | 消防演练 | | |\n| 老旧小区 | | | 隐患排查 | | |\n| 消防站 | | | 其中：重大 | | |',
    );
    expect(found['F4']).toContain('隐患排查');
    expect(Object.keys(found)).not.toContain('C3');
  });

  test('a part counted in another unit than the label above it divides the last pair', () => {
    const found = labels('\n| 户籍户数 | | 户 | 户籍人口 | | 人 |\n| 　其中：女性 | | 人 | 常住人口 | | 人 |');
    expect(found['B2']).toContain('户籍人口');
  });
});
