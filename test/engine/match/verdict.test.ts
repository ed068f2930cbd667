// Why two blanks are held to be the same, different or doubtful.
import { describe, expect, it } from 'vitest';
import { verdict, type Verdict } from '../../../engine/match/index.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { fieldsOf } from '../../district.ts';

const { knowledge } = loadLearning();
const between = (a: string, b: string): Verdict => {
  const form = (id: string, label: string) => ({ id, picture: `| 情况统计表 | ~ | ~ |\n| 指标 | 单位 | 数量 |\n| ${label} | 人 | |` });
  const [one, other] = fieldsOf(form('a-1', a), form('b-1', b));
  if (!one || !other) throw new Error('Both forms should have one blank.');
  return verdict(one, other, knowledge);
};

describe('verdict', () => {
  it('SAME has nothing to tell them apart by', () => {
    expect(between('常住人口', '实住人口数')).toMatchObject({ kind: 'SAME', relation: 'equal', differences: [] });
  });
  it.each([
    ['常住女性人口', '常住人口', 'subset', 'person.sex'],
    ['常住人口', '常住女性人口', 'superset', 'person.sex'],
    ['常住男性人口', '常住女性人口', 'complement', 'person.sex'],
    ['常住60岁以上老年人', '常住65岁以上老年人', 'superset', 'person.age'],
    ['户籍人口', '常住人口', 'overlapping', 'person.residence'],
  ])('%s and %s: %s', (a, b, relation, facet) => {
    const found = between(a, b);
    expect(found).toMatchObject({ kind: 'DIFFERENT', relation });
    expect(found.differences.map((difference) => difference.facet)).toContain(facet);
  });
  it('names the words on each form', () => {
    const [difference] = between('常住60岁以上老年人', '常住65岁以上老年人').differences;
    expect(difference).toMatchObject({ a: '60—', b: '65—' });
    expect(difference?.from.a.map(({ label }) => label.text)).toEqual(['常住60岁以上老年人']);
  });
  it('another class of things is not comparable', () => {
    expect(between('常住人口', '常住户数')).toMatchObject({ kind: 'DIFFERENT', relation: 'unrelated' });
  });
  it('a population that one form leaves open is a question for a person', () => {
    expect(between('人口总数', '常住人口').kind).toBe('UNDERSPECIFIED');
  });
});
