// Which blanks are one datum: wording, unit, layout and frequency do not matter; what is counted does.
import fc from '../../random.ts';
import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../../engine/match/index.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { fieldsOf, type DrawnForm } from '../../district.ts';

const { knowledge } = loadLearning();
const list = (id: string, unit: string, ...labels: string[]): DrawnForm => ({
  id,
  picture: ['| 情况统计表 | ~ | ~ |', '| 指标 | 计量单位 | 数量 |', ...labels.map((label) => `| ${label} | ${unit} | |`)].join('\n'),
});
const elementIds = (...forms: DrawnForm[]): string[] => {
  const elements = elementsOf(fieldsOf(...forms), knowledge);
  return fieldsOf(...forms).map(({ key }) => elements.find(({ fields }) => fields.some((field) => field.key === key))?.id ?? '');
};

describe('one datum in other words', () => {
  it.each([
    ['人', '常住人口中60岁以上老年人', '常住60周岁及以上老年人口'],
    ['户', '享受最低生活保障家庭户数', '低保户数'],
  ])('%s: %s = %s', (unit, a, b) => {
    const [one, other] = elementIds(list('a-1', unit, a), list('b-1', unit, b));
    expect(one).toBe(other);
  });
  it('in 元 and in 万元', () => {
    const [one, other] = elementIds(list('a-1', '元', '村集体收入'), list('b-1', '万元', '村集体收入'));
    expect(one).toBe(other);
  });
  it('every month and every year', () => {
    const [one, other] = elementIds({ ...list('a-1', '人', '常住人口'), frequency: 'monthly' }, list('b-1', '人', '常住人口'));
    expect(one).toBe(other);
  });
});

describe('look-alikes stay apart', () => {
  it.each([
    ['常住60岁以上老年人', '人', '常住65岁以上老年人', '人'],
    ['户籍人口', '人', '常住人口', '人'],
    ['常住人口', '人', '常住户数', '户'],
  ])('%s (%s) ≠ %s (%s)', (a, unitOfA, b, unitOfB) => {
    const [one, other] = elementIds(list('a-1', unitOfA, a), list('b-1', unitOfB, b));
    expect(one).not.toBe(other);
  });
  it('ratios of what excludes itself are one only with those that say the same', () => {
    const rate = (id: string, who: string): DrawnForm => list(id, '%', `户籍${who}中老年人占户籍人口比例`);
    const [one, other, again] = elementIds(rate('a-1', '孤儿'), rate('b-1', '留守儿童'), rate('c-1', '孤儿'));
    expect(one).not.toBe(other);
    expect(one).toBe(again);
  });
  it('words that no lexicon knows are one only with themselves', () => {
    const [one, other, third] = elementIds(list('a-1', '个', '螺旋桨观测点'), list('b-1', '个', '螺旋桨观测台'), list('a-2', '个', '螺旋桨观测台'));
    expect(new Set([one, other, third]).size).toBe(3);
  });
  it('the same unknown words twice on one form are two blanks', () => {
    const ids = elementIds(list('a-1', '个', '甲乙丙丁戊', '甲乙丙丁戊'));
    expect(new Set(ids).size).toBe(2);
  });
});

describe('time', () => {
  const events = (id: string, frequency: DrawnForm['frequency']): DrawnForm => ({
    id,
    ...(frequency ? { frequency } : {}),
    picture: '| 调解情况表 | ~ | ~ |\n| 指标 | 本期 | 本年累计 |\n| 矛盾纠纷调解(件) | | |',
  });
  it('本年累计 is another datum in a monthly form, the same in a yearly one', () => {
    const [month, toDate] = elementIds(events('a-1', 'monthly'));
    const [year, yearToDate] = elementIds(events('a-1', 'annual'));
    expect(month).not.toBe(toDate);
    expect(year).toBe(yearToDate);
    expect(month).toBe(year);
  });
  const rate = (id: string, by: string, frequency: DrawnForm['frequency'] = 'quarterly'): DrawnForm => ({
    id,
    frequency,
    picture: `| 调解情况表 | ~ | ~ |\n| 指标 | 单位 | 数量 |\n| 本季受理调解案件 | 件 | |\n| 本年累计受理调解案件 | 件 | |\n| 本季调解成功案件 | 件 | |\n| 成功率 | % | =C5/${by}*100 |`,
  });
  it('a ratio is of the times of both its parts', () => {
    const [ofQuarter, ofYear, again] = [rate('a-1', 'C3'), rate('b-1', 'C4'), rate('c-1', 'C4')].map((form) => elementIds(form).at(-1));
    expect(ofQuarter).not.toBe(ofYear);
    expect(ofYear).toBe(again);
    const [annual, annualToDate] = [rate('a-1', 'C3', 'annual'), rate('b-1', 'C4', 'annual')].map((form) => elementIds(form).at(-1));
    expect(annual).toBe(annualToDate);
  });
  it('plain facts of a place are asked once a year, or as often as printed if policy says so', () => {
    const fields = fieldsOf({ ...list('a-1', '平方米', '办公用房面积'), frequency: 'monthly' });
    expect(elementsOf(fields, knowledge).map(({ kind }) => kind)).toEqual(['standing']);
    expect(elementsOf(fields, knowledge, 'asAsked').map(({ kind }) => kind)).toEqual(['stock']);
  });
});

describe('laws', () => {
  const fields = fieldsOf(
    list('a-1', '人', '常住人口', '户籍人口', '低保户数'),
    list('b-1', '人', '常住人口', '某某未知指标'),
    list('c-1', '人', '户籍人口中女性'),
  );
  it('the order of fields does not matter', () => {
    const wanted = JSON.stringify(elementsOf(fields, knowledge).map(({ id, fields: members }) => [id, members.map(({ key }) => key)]));
    fc.assert(
      fc.property(fc.shuffledSubarray(fields, { minLength: fields.length }), (shuffled) => {
        expect(JSON.stringify(elementsOf(shuffled, knowledge).map(({ id, fields: members }) => [id, members.map(({ key }) => key)]))).toBe(wanted);
      }),
    );
  });
  it('every field is in exactly one element', () => {
    const members = elementsOf(fields, knowledge).flatMap(({ fields: each }) => each.map(({ key }) => key));
    expect(members.sort()).toEqual(fields.map(({ key }) => key).sort());
  });
});
