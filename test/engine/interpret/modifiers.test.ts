// A band of age, 非, 含X and 不含X change what a label asks, or leave a doubt: never silence.
import { expect, test } from 'vitest';
import { identityOf } from '../../../engine/match/index.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { understand } from './meaning.ts';

const { knowledge } = loadLearning();

const LABELS = [
  ['残疾人', '人'],
  ['低保对象', '人'],
  ['退役军人', '人'],
  ['高血压患者', '人'],
  ['低保户', '户'],
  ['脱贫户', '户'],
  ['出租房屋', '套'],
  ['危房', '套'],
  ['企业', '家'],
  ['个体工商户', '家'],
  ['餐饮单位', '家'],
  ['调解案件', '件'],
  ['培训', '场'],
  ['安全检查', '次'],
  ['志愿者', '人'],
  ['居委会成员', '人'],
  ['公共厕所', '座'],
  ['停车位', '个'],
] as const;

const MODIFIERS = [
  '60岁以上X',
  '0—3岁X',
  'X（60—69岁）',
  '16岁以下、60岁以上X',
  '非X',
  '不是X',
  'X（不含女性）',
  'X（女性除外）',
  'X（不含党员）',
  'X（含流动人口）',
  'X（不含18岁及以下）',
  'X（含18岁及以下）',
  'X（不含60—65岁）',
];

function asked(label: string, unit: string): string {
  const { fields } = understand(`| 指标 | 单位 | 数量 |\n| ${label} | ${unit} | |\n| . 说明：本表均按户籍人口统计。 | ~ | ~ |`);
  return fields.map((field) => identityOf(field, knowledge).key).join();
}

test.each(LABELS)('whatever is added to %s changes what is asked', (label, unit) => {
  const before = asked(label, unit);
  expect(MODIFIERS.filter((modifier) => asked(modifier.replace('X', label), unit) === before)).toEqual([]);
});
