// A form does not ask the same thing twice: what cannot be told apart is left to a person. And definitions that add up and take away.
import { expect, test } from 'vitest';
import { asks, rows, understand } from './meaning.ts';

const doubtful = (meaning: string | undefined): boolean => meaning?.includes('?indistinct') ?? false;

test('two columns that read the same are both left open', () => {
  const found = asks('\n| 项目 | 年初数 | 年末数 |\n| 社区戒毒人员 | | |');
  expect(Object.values(found).every((meaning) => !doubtful(meaning))).toBe(found['B2'] !== found['C2']);
  const table = asks('\n| 项目 | 甲口径人数 | 乙口径人数 |\n| 残疾人 | | |\n| . 说明：本表按户籍人口统计。 | ~ | ~ |');
  expect(table['B2']).not.toBe(table['C2']);
});

test('a part that reads like its whole is no part', () => {
  const [whole, part] = rows(['残疾人', '  其中：残疾人员'], ['说明：本表按户籍人口统计。']);
  expect([doubtful(whole), doubtful(part)]).toEqual([true, true]);
});

test('blanks that cannot be told apart are one question, which names them all', () => {
  const { fields } = understand('\n| 指标 | 数量 |\n| 残疾人 | |\n|   其中：残疾人员 | |\n| . 说明：本表按户籍人口统计。 | ~ |');
  const words = fields.flatMap(({ doubts }) => doubts.flatMap((doubt) => (doubt.kind === 'indistinct' ? [doubt.words] : [])));
  expect(words).toHaveLength(2);
  expect(new Set(words)).toEqual(new Set(['B2 残疾人 › 数量 = B3 残疾人 › 残疾人员 › 数量']));
});

test('the same datum in another unit may be asked again', () => {
  const [inHectares, inMu] = rows(['辖区面积 [公顷]', '辖区面积 [亩]']);
  expect([inHectares, doubtful(inHectares)]).toEqual([inMu, false]);
});

test('a unit behind each of two blanks labels neither', () => {
  const found = asks('\n| 内容 | 本月 | ~ | 今年以来 | ~ |\n| 反诈宣传 | | 场 | | 场 |\n| 入户走访 | | 次 | | 次 |', { frequency: 'monthly' });
  expect(found).toEqual({ B2: 'event kind=antiFraud', D2: 'event kind=antiFraud 本年累计', B3: 'event kind=visit', D3: 'event kind=visit 本年累计' });
});

test('a first column headed 来源 holds the row labels', () => {
  expect(asks('\n| 来源 | 本月 |\n| 信访接待 | |\n| 投诉受理 | |', { frequency: 'monthly' })).toEqual({
    B2: 'event kind=petition',
    B3: 'event kind=complaint',
  });
});

test.each([
  ['常住指户口在本地且住在本地的＋外来住满半年的', '常住人口', 'person 常住'],
  ['实有人口＝户籍人口－外出人口＋流动人口＋境外人员', '实有人口', 'person 实有'],
  ['外出人口指户口在本村、离开本地居住的人口', '外出人口', 'person residence=away'],
])('%s', (note, label, meaning) => {
  expect(rows([label], [`说明：${note}。`])[0]).toBe(meaning);
});

test('合计中 names the total, wherever it stands', () => {
  const found = rows(['合计', '初中', '高中', '合计中：女'], ['说明：本表按户籍人口统计。']);
  expect(found[3]).toBe('person sex=female 户籍');
});

test('units take multipliers', () => {
  expect(asks('\n| 项目 | 参加（百人次） |\n| 科普活动 | |')['B2']).toBe('event.people kind=science');
});
