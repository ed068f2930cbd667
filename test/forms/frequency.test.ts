// How often a form is due, as its heading says.
import { expect, test } from 'vitest';
import { frequencySaid } from '../../forms/lexicon/frequency.ts';

test('how often a form is due is read from its heading, the shorter one counting', () => {
  const said = (heading: string) => frequencySaid(heading)?.frequency;
  expect(['养老服务季度表', '民政统计表(季)', '民政统计表（季）', '20__年 第 季度人口'].map(said)).toEqual([
    'quarterly',
    'quarterly',
    'quarterly',
    'quarterly',
  ]);
  expect(['2026年度低保月报', '临江区 年 月最低生活保障对象综合统计表', '情况表(月)'].map(said)).toEqual(['monthly', 'monthly', 'monthly']);
  expect(['半年报', '2026年度统计表'].map(said)).toEqual(['half-yearly', 'annual']);
  expect(['残疾人花名册', '截至 年 月 日在册人员'].map(said)).toEqual([undefined, undefined]);
  expect(frequencySaid('养老服务季度表')?.words).toBe('季度');
});
