// Parts of totals, cards of one group, whole places, stages of school, populations over events, and notes that were read as more than they say.
import { expect, test } from 'vitest';
import { asks, understand } from './meaning.ts';

const note = (text: string, columns: number): string => `| . ${text} | ${Array.from({ length: columns - 1 }, () => '~').join(' | ')} |`;

test('a part of the total below its rows is of what they are, and in doubt where they are of several kinds', () => {
  const found = asks(
    '\n| 类别 | 合计 | 女 |\n| 留守儿童 | | |\n| 困境儿童 | | |\n| 孤儿 | | |\n| 总计 | =SUM(B2:B4) | =SUM(C2:C4) |\n| 　其中：户籍在本村的 | | |',
  );
  expect(found['B6']).toContain('childStatus=');
  expect(found['B6']).toContain('户籍');
  const mixed = asks('\n| 类别 | 合计 |\n| 残疾人 | |\n| 退役军人 | |\n| 合计 | =SUM(B2:B3) |\n| 　其中：女 | |');
  expect(mixed['B5']).toContain('?unknownWords');
});

test('其中 before pairs below a table divides what the sheet is about', () => {
  const found = asks('\n| 残疾类别 | 一级 | 二级 | 三级 | 合计 |\n| 视力 | | | | |\n| 听力 | | | | |\n| 其中 | 低保 | | 户籍在本村 | |', {
    title: '持证残疾人基本情况年报',
  });
  expect(found['C4']).toBe('person aid=ruralDibao,urbanDibao disabilityCertified=yes');
  expect(found['E4']).toBe('person disabilityCertified=yes 户籍');
});

test('the traits that follow on a card of one group are its own, up to the next label with a unit', () => {
  const found = asks(`
    | . 退役军人服务站信息卡 | ~ | ~ | ~ | ~ | ~ |
    | 退役军人（在册，人） | | 其中：男 | | 女 | |
    | 35岁及以下 | | 36—59岁 | | 60岁及以上 | |
    | 户籍在本社区 | | 享受低保 | | 离退休 | |
    | 优抚对象（人） | | 户籍人口（人） | | 残疾人（人） | |`);
  expect(found['B4']).toBe('person veteran=yes 户籍');
  expect(found['D4']).toContain('veteran=yes');
  expect(found['D5']).toBe('person 户籍');
});

test('labels that are both values of one division say whom all of their rows count', () => {
  const found = asks('\n| 行业 | 指标 | 企业 | 个体工商户 |\n| 餐饮 | 业户数（户） | | |\n| ^ | 其中：小餐饮（属九小场所） | | |\n| 零售 | 业户数（户） | | |');
  expect(found['C2']).toBe('business kind=enterprise trade=catering');
  expect(asks('\n| 事项 | 指标 | 数量 |\n| 一、妇女 | 户籍总人口 | |\n| ^ | 其中：女 | |')['C2']).toBe('person 户籍');
});

test('全村 beside groups is everybody, whatever the title is about', () => {
  const found = asks('\n| 指标 | 单位 | 全村 | 监测户 |\n| 户数 | 户 | | |', { title: '防返贫监测统计表' });
  expect(found['D2']).toBe('household povertyMonitored=yes');
  expect(found['C2']).not.toContain('povertyMonitored');
});

test('a row outranks the population over it by its brackets, and by what it takes in', () => {
  const freed = asks('\n| 民族 | 常住人口 | ~ |\n| ^ | 人数 | 女 |\n| 回族 | | |\n| 少数民族党员（不分户籍） | | × |');
  expect(freed['B3']).toBe('person ethnic=回族 常住');
  expect(freed['B4']).toBe('person ethnic=!汉族 politics=party');
  const wider = asks('\n| 场所 | 九小场所 | ~ |\n| ^ | 家数（家） | 从业人数（人） |\n| 餐饮 | | |\n| 全部经营单位（含非九小） | | |');
  expect(wider['B3']).toContain('smallPlace=yes');
  expect(wider['B4']).not.toContain('smallPlace');
  const told = asks('\n| 残疾人 | 持证 | 未持证 |\n| 残疾人总数（含未办证） | | |');
  expect(told['B2']).not.toBe(told['C2']);
});

test('a band printed from and to that is more than the one over it is none of its parts', () => {
  const found = asks('\n| 指标 | 单位 | 户籍人口 |\n| 三、未满1周岁婴儿 | 人 | |\n| 　　0—6周岁儿童 | 人 | |\n| 四、18—59岁 | 人 | |\n| 　　60岁以下 | 人 | |');
  expect(found['C3']).toBe('person age=0..6 户籍');
  expect(found['C5']).toContain('18..59');
});

test('a column counts in its own unit where the row has another, and a stage of school with ages is those ages', () => {
  const found = asks('\n| 事项 | 计量 | 件（次）数 | 涉及群众（人次） |\n| 走访入户 | 次 | | |\n| 投诉受理 | 件 | | |');
  expect(found).toMatchObject({ C2: 'event kind=visit', D2: 'event.people kind=visit', D3: 'event.people kind=complaint' });
  expect(asks('\n| 学段（周岁） | 性别 | 户籍儿童 |\n| 小　学 6—11 | 男 | |\n| ^ | 女 | |')['C2']).toBe('person age=6..11 sex=male 户籍');
});

test('本季 and 年初以来 in the brackets of a label say when, whatever stands over the column', () => {
  const found = asks('\n| 指标 | 单位 | 季末数 |\n| 反诈宣传（本季） | 场 | |\n| 反诈宣传（年初以来） | 场 | |');
  expect(found).toMatchObject({ C2: 'event kind=antiFraud', C3: 'event kind=antiFraud 本年累计' });
});

test('a word that a note defines is found in other wordings of it, and behind a mark', () => {
  const picture = (label: string): string =>
    `\n| 问题 | 填答 | 单位 |\n| ${label} | | 人 |\n${note('注：①“平时住在村里”＝户口在本村且未外出的＋户口不在本村但住满半年的。', 3)}`;
  expect(asks(picture('平时住在村里的有多少人？'))['B2']).toBe('person 常住');
  expect(asks(picture('平时住在村里的有多少人？（见注①）'))['B2']).toBe('person 常住');
});

test('what notes say of whom: registers whoever keeps them, either of two, all rows of a population', () => {
  const found = (text: string, label = '女'): string => asks(`\n| 指标 | 人数 |\n| 人口 | |\n| ${label} | |\n${note(text, 2)}`)['B3'] ?? '';
  expect(found('说明：常住指户籍在且人在的，加上外来居住半年以上的；本表按常住统计。')).toBe('person sex=female 常住');
  expect(found('说明：服务人口为常住居民，本表各类人群均为服务人口的其中数。', '65岁以上老年人')).toBe('person age=65.. 常住');
  expect(found('口径：本表困难群众以台账为准，不受户籍和居住地限制。', '困难群众')).not.toContain('户籍 ');
  const either = asks(`\n| 项目 | 快递员 |\n| 现有人数 | |\n${note('注：只统计在本社区居住或户口在本社区的上述人员。', 2)}`);
  expect(either['B2']).not.toContain('residence');
  const chronic = asks(
    `\n| 人群 | 人数 |\n| 65岁以上老年人 | |\n| 高血压患者 | |\n${note('说明：各行人数都是常住居民，高血压、糖尿病患者均包含两病都有的人，因此两行相加会重复。', 2)}`,
  );
  expect(chronic['B2']).toBe('person age=65.. 常住');
});

test('an equation of rows of the register does not make the register whoever lives there', () => {
  const found = asks(`\n| 老年人 | 60岁及以上 |\n| 户籍老人 | |\n| 　在村居住 | |\n| 　外出 | |\n${note('填表说明：户籍老人=在村居住+外出。', 2)}`);
  expect(found['B2']).toBe('person age=60.. 户籍');
  expect(found['B3']).toContain('residence=resident');
});

test('按行业 divides the column that has a name, and not the one that says what some have', () => {
  const found = asks('\n| 类型 | 主体总数（个） | 取得食品经营许可（个） | 按行业（个） | ~ |\n| ^ | ^ | ^ | 餐饮 | 零售 |\n| 企业 | | | | |');
  expect(found['D3']).toBe('business kind=enterprise trade=catering');
  expect(found['C3']).toContain('foodLicense=yes');
});

test('cards read along where an indented label has no whole above it', () => {
  const found = asks(
    '\n| 户籍户（户） | | 户籍人数（人） | | 　男 | | 　女 | |\n| 常住户（户） | | 常住人数（人） | | 　男 | | 　女 | |\n| 流动人口（人） | | 　半年以上 | | 低保户（户） | | 孤儿（人） | |',
  );
  expect(found).toMatchObject({ F1: 'person sex=male 户籍', H2: 'person sex=female 常住', D3: 'person residence=settled' });
  const columns = asks('\n| 户籍人口（人） | | 房屋（套） | |\n| 　男 | | 　自住 | |\n| 　女 | | 　出租 | |');
  expect(columns).toMatchObject({ B2: 'person sex=male 户籍', D2: 'dwelling use=own' });
});

test('heads over a whole half are its heading', () => {
  const found = understand(
    '\n| 一、实有人口 | ~ | ~ | 二、实有房屋 | ~ | ~ |\n| 项目 | 单位 | 数 | 项目 | 单位 | 数 |\n| 户籍人口 | 人 | | 住宅 | 套 | |\n| 户在人不在 | 人 | | 空置房 | 套 | |',
  );
  expect(found.fields.map(({ reading }) => reading.section.map(({ text }) => text))).toEqual([['实有人口'], ['实有房屋'], ['实有人口'], ['实有房屋']]);
});

test('what stands in the column of units and is none stays part of what is asked', () => {
  const found = asks('\n| 指标 | 计量单位 | 户籍 |\n| 儿童 | 人 | |\n| 儿童 | 班车 | |');
  expect(found['C2']).toBe('person age=..17 户籍');
  expect(found['C3']).toContain('班车');
});

test.each([
  [
    'an appended whole of several headings',
    '\n| 事项 | 指标 | 数量 |\n| 一、老年人 | 户籍总人口 | |\n| ^ | 60岁及以上 | |\n| 二、儿童 | 17岁以下 | |',
    'C2',
    'person 户籍',
  ],
  ['a part of a band', '\n| 指标 | 户籍人口 |\n| 18—35岁青年 | |\n| 　其中：16—59岁就业人员 | |', 'B3', '18..35'],
  ['grades of a school', '\n| 年级 | 户籍儿童 |\n| 小学1—3 | |', 'B2', '?unknownWords'],
  ['the target of a measure', '\n| 指标 | 户籍人口 |\n| 低保应转移人数 | |', 'B2', '?unknownWords'],
  [
    'those who stay half a year',
    `\n| 指标 | 人数 |\n| 老年人 | |\n${note('说明：统计户口在本村或居住在本村满半年的人员。', 2)}`,
    'B2',
    'residence=away,resident,settled',
  ],
  ['all of a place that groups make up', '\n| 组别 | 人数 |\n| 一组 | |\n| 全村 | |', 'B3', 'disability'],
])('keeps what it says: %s', (_, picture, cell, said) => {
  expect(asks(picture, { title: '户籍残疾人统计表' })[cell]).toContain(said === 'person 户籍' ? 'person' : said);
});

test('a card that names several groups, or goes on to another one, keeps them apart', () => {
  const found = asks('\n| . 老年人、残疾人信息卡 | ~ | ~ | ~ | ~ | ~ |\n| 老年人（人） | | 其中：男 | | 女 | |\n| 残疾人 | | 持证 | | 低保 | |');
  expect(found['B3']).not.toContain('age=60');
  const households = asks('\n| 家庭总数 | | 户籍 | | 流动 | |');
  expect(households['D1']).not.toBe('person 户籍');
});

test('a head that rows below it leave lays no population over them, and a fact of the place is no part of a group', () => {
  const found = asks(
    `\n| 实有人口（人） | 季末数 |\n| 一、户籍人口 | |\n| 　其中：男 | |\n| 　其中：人户分离（户在人不在） | |\n${note('说明：实有人口＝实际居住在本社区的人员，不含户在人不在人员。', 2)}`,
  );
  expect(found['B2']).toBe('person 户籍');
  const group = asks('\n| 项目 | 数量 |\n| 退役军人（人） | |\n| 　其中：注册志愿者 | |');
  expect(group['B3']).toContain('?unknownWords');
});

test('ages that a note puts right behind the names of ages define them', () => {
  const found = asks(
    `\n| 类别 | 未成年人 | 成年人 | 老年人 |\n| 低保对象 | | | |\n${note('注：对象为在册人员，不分户籍。未成年人不满18周岁，成年人18—59周岁，老年人60周岁以上（含）。', 4)}`,
  );
  expect([found['B2'], found['C2'], found['D2']].map((line) => /age=\S+/u.exec(line ?? '')?.[0])).toEqual(['age=..17', 'age=18..59', 'age=60..']);
});
