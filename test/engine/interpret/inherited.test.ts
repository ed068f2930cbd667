// What holds for a whole and so for its parts; populations that labels side by side state; headings that name what their rows are about; words of the form within others.
import { expect, test } from 'vitest';
import { asks } from './meaning.ts';

test('a part is of those of its whole, whatever says so of the whole', () => {
  const found = asks('\n| 总人数 | | 其中享受低保 | | 其中女性 | |', { title: '户籍持证重度残疾人花名册' });
  expect(found['D1']).toBe('person aid=ruralDibao,urbanDibao disabilityCertified=yes disabilityLevel=1,2 户籍');
});

test('of labels below a population none is its part where one lies outside of it', () => {
  const rows = asks('\n| 指标 | 数量 |\n| 户籍育龄妇女（15—49岁） | |\n| 　常住育龄妇女 | |\n| 　流动育龄妇女 | |\n| 户籍人口 | |\n| 　常住 | |\n| 　外出 | |');
  expect(rows).toMatchObject({ B3: 'person age=15..49 sex=female 常住', B4: 'person age=15..49 sex=female 流动', B6: 'person residence=resident' });
  const columns = asks('\n| 就业状况 | 常住人口中16—59周岁劳动年龄人口 | ~ | ~ |\n| ^ | 合计 | 户籍 | ~ |\n| ^ | ^ | 本地户籍 | 外来 |\n| 灵活就业 | | | |');
  expect(columns).toMatchObject({
    C4: 'person age=16..59 employment=flexible residence=resident',
    D4: 'person age=16..59 employment=flexible residence=settled',
  });
});

test('headings of several fields of work, or of things of several classes, say nothing of rows that name their own', () => {
  const heads = asks('\n| 类别 | 救助优抚 | ~ | 老人儿童 | ~ |\n| ^ | 低保对象 | 优抚对象 | 留守儿童 | 户籍60岁以上 |\n| 人数 | | | | |');
  expect(heads).toMatchObject({ B3: 'person aid=ruralDibao,urbanDibao', D3: 'person childStatus=leftBehind', E3: 'person age=60.. 户籍' });
  const classes = asks('\n| 指标 | 单位 | 数量 |\n| 一、户籍、境外人员和房屋 | — | — |\n| 实有人口 | 人 | |\n| 住房 | 套 | |');
  expect(classes).toMatchObject({ C3: 'person 实有', C4: 'dwelling' });
});

test('words that end in one that the form defines are of those, and so is one with letters in between', () => {
  const found = asks(
    '\n| 指标 | 数量 |\n| 老人 | |\n| 独居老年人 | |\n| 未成年人 | |\n| 重度残疾人 | |\n| . 注：老年人指65周岁以上常住人口，残疾人指持有残疾人证的人员。 | ~ |',
  );
  expect(found['B2']).toBe('person age=65.. 常住');
  expect(found['B3']).toBe('person age=65.. livingAlone=yes 常住');
  expect(found['B4']).toContain('age=..17');
  expect(found['B5']).toContain('disabilityCertified=yes');
});

test('everybody, and all things of the place, are no group of the title or of a note', () => {
  expect(asks('\n| 户籍人口总数 | | 养老床位 | |', { title: '户籍老年人口（60周岁及以上）情况统计表' })['B1']).toBe('person 户籍');
  const found = asks('\n| 场所 | 家数（家） |\n| 餐饮 | |\n| 辖区全部经营单位（家） | |\n| . 说明：只统计列入九小场所管理的单位。 | ~ |', {
    title: '九小场所消防安全统计表',
  });
  expect(found['B2']).toContain('smallPlace=yes');
  expect(found['B3']).not.toContain('smallPlace');
});

test('a total of values of one facet with words that nobody understands is their sum', () => {
  const found = asks('\n| 类别 | 持证残疾 |\n| 总计 | =SUM(B3:B5) |\n| 留守儿童 | |\n| 困境儿童（不含三、四类） | |\n| 孤儿 | |');
  expect(found['B2']).toContain('childStatus');
});
