// What a reader of the rules for estates and zones wrote to overturn them.
import { expect, test } from 'vitest';
import { labels } from '../read/reading.ts';
import { asks, rows } from './meaning.ts';

const NOTE = '说明：以上均为月末数。';
const under = (note: string, ...rs: string[]): string[] =>
  Object.values(asks(`\n| 序号 | 指标 | 数量 |\n${rs.map((row, index) => `| ${index + 1} | ${row} | |`).join('\n')}\n| . 说明：${note} | ~ | ~ |`));
const one = (label: string): string => rows([label, '60岁以上老人'], [NOTE])[0] ?? '';

test('an equation of columns is not one of rows', () => {
  const found = asks(
    '\n| 指标 | 代码 | 合计 | 男 | 女 |\n| 甲 | 乙 | 1 | 2 | 3 |\n| 常住人口 | 1 | | | |\n| 60岁以上老年人 | 2 | | | |\n| 未成年人 | 3 | | | |\n| . 栏间关系：1=2+3。 | ~ | ~ | ~ | ~ |',
  );
  expect(found['C4']).toContain('口径未注明');
});
test('freed by name in two sections', () => {
  const found = asks(
    '\n| 指标 | 人数 |\n| 一、户籍人口 | — |\n| 育龄妇女 | |\n| 严重精神障碍患者 | |\n| 二、流动人口 | — |\n| 育龄妇女 | |\n| 严重精神障碍患者 | |\n| . 说明：严重精神障碍患者按在册管理人数填报，不分户籍。 | ~ |',
  );
  expect(found['B4']).not.toBe(found['B7']);
});
test('freed by name, divided by population in its own rows', () => {
  const found = asks(
    '\n| 对象 | ~ | ~ | 人数 |\n| 残疾人 | 户籍 | 男 | |\n| ^ | ^ | 女 | |\n| ^ | 外来 | 男 | |\n| ^ | ^ | 女 | |\n| . 说明：残疾人不分户籍，在册的都统计。 | ~ | ~ | ~ |',
  );
  expect(found['D2']).toBe('person disability=!none sex=male 户籍');
});
test.each(['末行人数按户籍统计。', '首行人口按户籍统计。', '最后一行数据按户籍统计。'])('%s speaks of one line', (note) => {
  const found = asks(`\n| 指标 | 数量 |\n| 60岁以上老年人 | |\n| 育龄妇女 | |\n| 未成年人 | |\n| . 说明：${note} | ~ |`);
  expect(found['B3']).toContain('口径未注明');
});
test('left and right column', () => {
  const found = asks(
    '\n| 指标 | 社区数 | 派出所数 |\n| 60岁以上老年人 | | |\n| 育龄妇女 | | |\n| . 说明：1.左列按常住人口填报。 | ~ | ~ |\n| . 2.右列按户籍人口填报。 | ~ | ~ |',
  );
  expect(found['C2']).not.toContain('常住');
});
test('第（二）项', () => {
  const found = asks(
    '\n| 指标 | 数量 |\n| 一、人口 | — |\n| （一）60岁以上老年人 | |\n| （二）育龄妇女 | |\n| （三）未成年人 | |\n| 二、劳动力 | — |\n| （一）16—59岁 | |\n| （二）失业人员 | |\n| . 说明：第（二）项按户籍人口统计，其余按常住人口统计。 | ~ |',
  );
  expect(found['B4']).toBe('person age=15..49 sex=female 户籍');
});
test('第（二）项, one heading', () => {
  const found = asks(
    '\n| 指标 | 数量 |\n| 一、人口情况 | — |\n| （一）60岁以上老年人 | |\n| （二）育龄妇女 | |\n| （三）未成年人 | |\n| . 说明：第（二）项按户籍人口统计。 | ~ |',
  );
  expect(found['B4']).toBe('person age=15..49 sex=female 户籍');
});
test('a word defined for some of them', () => {
  expect(under('留守老人指60周岁及以上户籍老年人。', '老年人总数', '留守老人', '70岁以上')[2]).toContain('口径未注明');
});
test('a kind of them that its note defines', () => {
  const found = asks(
    '\n| 项目 | 60—69岁 | 70岁及以上 |\n| 老年人总数 | | |\n| 其中：在住老人 | | |\n| 其中：女 | | |\n| . 说明：在住老人指60周岁以上、在本社区居住的老年人，即户籍在住和外来满半年的。| ~ | ~ |',
  );
  expect(found['B4']).toContain('口径未注明');
});
test.each([
  ['来华人员', /流动/],
  ['来馆人员', /流动/],
  ['来诊人员', /流动/],
  ['来站人员', /流动/],
])('%s is no such word', (label, wrong) => expect(one(label)).not.toMatch(wrong));
test.each(['外来就读居住半年以上', '外来就业居住半年以上人员', '外来租房居住半年以上', '外来养老居住半年以上'])('%s: whoever comes for a reason', (label) =>
  expect(one(label)).not.toBe('person residence=settled'),
);
test('外地 beside 本县其他乡镇', () => {
  const found = asks('\n| 指标 | 人数 |\n| 常住人口 | |\n|   按户籍地分：本村 | |\n|       本县其他乡镇 | |\n|       外地 | |');
  expect(found['B5']).not.toBe('person residence=settled');
});
test('外村 beside 外省', () => {
  const found = asks('\n| 指标 | 人数 |\n| 户籍人口 | |\n|   按现居住地分：本村 | |\n|       外村 | |\n|       外省 | |');
  expect(found['B4']).not.toBe('person residence=away');
});
test('the collective that a note defines', () => {
  const found = asks('\n| 困难群众 | 人数 |\n| 残疾人 | |\n| 精神障碍患者 | |\n| . 说明：困难群众指低保对象。按户籍统计。 | ~ |');
  expect(found['B2']).toContain('aid=ruralDibao,urbanDibao');
});
test('other compounds than some of the old', () => {
  const found = asks(
    '\n| 小区类型 | 管理方式 | 住宅小区（个） |\n| 待改造老旧小区 | 物业企业管理 | |\n| ^ | 业主自管 | |\n| 其他小区 | 物业企业管理 | |\n| ^ | 业主自管 | |',
  );
  expect(found['C4']).not.toBe('compound old=no property=market');
});
test('the young and the old', () => {
  const found = asks('\n| 类别 | 合计 | 0—6岁 | 60岁以上 |\n| 残疾人 | | | |\n| . 说明：本表只统计老人和儿童。 | ~ | ~ | ~ |', { title: '一老一小情况统计表' });
  expect(found['B2']).not.toBe('person disability=!none');
});
test('all staff of those that the title names', () => {
  const found = asks('\n| 指标 | 数量 |\n| 持食品经营许可的单位（户） | |\n| 全部从业人员（人） | |\n| 其中：女（人） | |', {
    title: '食品经营单位基本情况统计表',
  });
  expect(found['B3']).not.toBe('business.staff');
});
test('whole totals without a unit', () => {
  const found = labels('\n| 指标 | 单位 | 数量 |\n| 总户数 | | |\n| 户籍户 | 户 | |\n| 外来户 | 户 | |\n| 总人口 | | |\n| 男 | 人 | |\n| 女 | 人 | |');
  expect(found).toHaveProperty('C2');
});
test('the same with codes', () => {
  const found = labels(
    '\n| 代码 | 指标 | 计量单位 | 数量 |\n| 01 | 常住户 | 户 | |\n| | 常住人口 | | |\n| 02 | 其中：女 | 人 | |\n| 03 | 60岁以上老人 | 人 | |',
  );
  expect(found).toHaveProperty('D3');
});
test('grids are no list', () => {
  const found = asks(
    '\n| 网格编号 | 常住户数（户） | 常住人口（人） | 60岁以上老人（人） |\n| W01 | | | |\n| W02 | | | |\n| 合计 | | | |\n| . 按常住人口统计。 | ~ | ~ | ~ |',
  );
  expect(found).toMatchObject({ C4: 'person 常住', D4: 'person age=60.. 常住' });
});
test('3.1=3.2+3.3 as the third line', () => {
  const found = asks(
    '\n| 行次 | 指标 | 人数 |\n| 1 | 常住人口 | |\n| 2 | 户籍人口 | |\n| 3.1 | 老年人 | |\n| 3.2 | 男性老年人 | |\n| 3.3 | 女性老年人 | |\n| . 说明：1.各项为季末数。2.人员可能交叉。3.1=3.2+3.3。 | ~ | ~ |',
  );
  expect(found['C5']).toContain('口径未注明');
});
test('a printed sum over what a note frees', () => {
  const found = asks(
    '\n| 行号 | 指标 | 人数 |\n| 01 | 常住残疾人 | |\n| 02 | 持证残疾人 | |\n| 03 | 无证残疾人 | |\n| . 勾稽：01=02+03。持证残疾人按残联在册数填报，不分户籍。 | ~ | ~ |',
  );
  expect(found['C3']).toBe('person disabilityCertified=yes');
});
test('a printed sum over registers', () => {
  const found = asks(
    '\n| 行号 | 指标 | 人数 |\n| 01 | 户籍困难群众 | |\n| 02 | 低保对象 | |\n| 03 | 特困人员 | |\n| 04 | 孤儿 | |\n| . 勾稽：01=02+03+04。 | ~ | ~ |',
  );
  expect(found['C3']).toBe('person aid=ruralDibao,urbanDibao');
});
test('those who profit', () => expect(one('受益人数（户籍人口）')).not.toBe('person 户籍'));
test('indoors', () => expect(rows(['室内活动用房面积 [平方米]'], [NOTE])[0]).not.toBe('community.activityArea'));
test('first and second children', () => {
  const found = labels('\n| 指标 | 人数 |\n| 出生人口 | |\n| 　按孩次分：一、二孩 | |\n| 　　　　三孩 | |');
  expect(found['B3']).toContain('一、二孩');
});
test('where they work is not where they come from', () => {
  const found = asks('\n| 指标 | 合计 | 本市 | 外地 |\n| 就业人员 | | | |\n| . 按户籍人口统计。 | ~ | ~ | ~ |', { title: '高校毕业生就业去向统计表' });
  expect(found['C2']).not.toContain('origin=');
});
test('户籍在本市', () => {
  const found = rows(['本市户籍人口', '60岁以上老人'], [NOTE]);
  expect(found[0]).not.toBe('person origin=city,county 户籍');
});
test('村改居', () => expect(one('户籍人口（村改居居民）')).not.toBe('person 户籍'));
test('questions numbered along, after a new table', () => {
  const found = labels('\n| 指标 | 数量 |\n| 六十岁 | |');
  expect(found).toBeDefined();
});
