// What the rules for cities, coasts and counties must not do: each of these was once read too boldly.
import { describe, expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

const HUKOU = '说明：本表均按户籍人口统计。';

describe('apart', () => {
  test.each([
    ['1 孩妇女', '2 孩妇女'],
    ['3 级残疾人', '2 级残疾人'],
    ['领取特种补贴人员中：女', '女'],
    ['新增户籍人口中：男', '男'],
    ['党员和群众', '户籍人口'],
    ['户籍人口（1+外来人口）', '户籍人口'],
    ['持证残疾人（含未办证）', '户籍人口'],
  ])('%s is not %s', (one, other) => {
    const [a, b] = rows([one, other], [HUKOU]);
    expect(a).not.toBe(b);
  });

  test.each([
    ['文体活动（场/月）', '文体活动（场/年）'],
    ['2026年下半年宣传活动（场）', '本年宣传活动（场）'],
    ['2026年建成的小区（个）', '建成的小区（个）'],
    ['餐饮、单位（个）', '单位（个）'],
    ['老旧小区、楼院（个）', '楼院（个）'],
    ['新增小区（个）', '小区（个）'],
  ])('%s is not %s', (one, other) => {
    const sheet = asks(`\n| ${one} | | ${other} | |\n| . 注：新增小区指小区。 | ~ | ~ | ~ |`, { year: 2026 });
    expect(sheet['B1']).not.toBe(sheet['D1']);
  });
});

test('two dates over two columns are heads, though the corner says 时间', () => {
  const sheet = asks('\n| 户籍情况表 | ~ | ~ |\n| 时间 | 2025年12月31日 | 2026年12月31日 |\n| 户籍人口 | | |');
  expect(Object.keys(sheet)).toEqual(['B3', 'C3']);
  expect(sheet['B3']).not.toBe(sheet['C3']);
});

describe('headings and titles', () => {
  test('a row that names one of several groups says nothing for the rows beside it', () => {
    const sheet = asks(`\n| 指标 | 单位 | 数量 |\n| 一、独居、空巢老年人 | × | × |\n| 　独居 | 人 | |\n| 　80岁以上 | 人 | |\n| . ${HUKOU} | ~ | ~ |`);
    expect(sheet['C4']).toContain('独居、空巢老年人');
  });

  test('a first row that is the title’s own total takes nothing from the others', () => {
    const sheet = rows(['独居老人', '80岁以上老人'], [HUKOU], { title: '独居老人情况统计表' });
    expect(sheet[1]).toContain('livingAlone=yes');
  });

  test('(含未办证) over a column leaves its rows what they say', () => {
    const sheet = asks('\n| 类别 | 残疾人（含未办证） |\n| 其中：未办证 | |\n| 持证残疾人 | |');
    expect(sheet['B2']).toContain('disabilityCertified=no');
    expect(sheet['B3']).toContain('disabilityCertified=yes');
  });
});

describe('notes', () => {
  test('第二部分 is the second numbered section, however many tables the first one has', () => {
    const sheet = asks(`
      | 一、人口 | ~ |
      | 指标 | 数量（人） |
      | 妇女 | |
      | 指标 | 数量（户） |
      | 家庭 | |
      | 二、服务对象 | ~ |
      | 指标 | 数量（人） |
      | 独居老人 | |
      | . 第二部分按常住人口统计，其余按户籍人口统计。 | ~ |`);
    expect(sheet['B3']).toContain('户籍');
    expect(sheet['B8']).toContain('常住');
  });

  test('parts behind commas each have their own population', () => {
    const sheet = asks(`
      | 一、甲 | ~ |
      | 指标 | 数量（人） |
      | 妇女 | |
      | 二、乙 | ~ |
      | 指标 | 数量（人） |
      | 男性 | |
      | . 第一部分统计户籍人口，第二部分统计常住人口。 | ~ |`);
    expect(sheet['B3']).toContain('sex=female 户籍');
    expect(sheet['B6']).toContain('sex=male 常住');
  });

  test('an exception by number holds for that column', () => {
    const sheet = asks(`
      | 规模 | 单位数（个） | 从业人员（人） |
      | 甲 | 1 | 2 |
      | 20人及以上 | | |
      | . 注：本表除第2栏外只统计行业为制造业的单位。 | ~ | ~ |`);
    expect(sheet['B3']).toContain('trade=manufacturing');
    expect(sheet['C3']).not.toContain('trade=manufacturing');
  });

  test.each([
    ['流动人口指居住半年以上。', '流动人口', 'person residence=settled'],
    ['“在住”指户籍人口，即户籍在本村且实际居住的。', '在住妇女', 'person residence=resident sex=female'],
  ])('%s narrows', (note, label, meaning) => {
    expect(rows([label], [`注：${note}`])).toEqual([meaning]);
  });

  test('序号1—3的儿童 are the children of these rows', () => {
    const sheet = asks(`
      | 项目 | 单位 | 序号 | 数量 |
      | 老年人 | 人 | 1 | |
      | 儿童 | 人 | 2 | |
      | . 说明：序号1—2的儿童按常住人口统计。 | ~ | ~ | ~ |`);
    expect(sheet['D2']).not.toContain('常住');
    expect(sheet['D3']).toContain('常住');
  });
});
