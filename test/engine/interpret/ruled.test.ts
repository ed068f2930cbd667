// What people ruled a word of a form to mean: read as a note would say it, over what the form prints, and never half understood.
import { describe, expect, it, test } from 'vitest';
import { lineOf, rows, understand } from './meaning.ts';

const LABELS = ['老年人', '老年人中女性', '残疾人', '户籍人口'];
const ruled = (text: string, word = '老年人') => ({ definitions: [{ word, text }] });
const wordsOf = (picture: string, text: string, word?: string) => understand(picture, ruled(text, word)).ruledWords;

describe('a word that people ruled to mean something', () => {
  it('means that in every label that has it, and settles whom it counts', () => {
    expect(rows(LABELS)).toEqual([
      'person age=60.. +口径未注明 ?scopeNotStated',
      'person age=60.. sex=female +口径未注明 ?scopeNotStated',
      ...rows(LABELS).slice(2),
    ]);
    expect(rows(LABELS, [], ruled('65周岁及以上户籍人口'))).toEqual(['person age=65.. 户籍', 'person age=65.. sex=female 户籍', ...rows(LABELS).slice(2)]);
  });
  it('outranks what the form prints', () => {
    const note = ['说明：老年人指60周岁及以上常住人口。'];
    expect(rows(['老年人'], note)).toEqual(['person age=60.. 常住']);
    expect(rows(['老年人'], note, ruled('65周岁及以上户籍人口'))).toEqual(['person age=65.. 户籍']);
  });
  it.each([
    ['困难户', '户', '低保户', 'household dibao=yes'],
    ['老年人', '人', '65周岁及以上的户籍人口。', 'person age=65.. 户籍'],
    ['出租住房', '套', '含群租', 'dwelling use=group,rented'],
    ['调查区居民', '人', '户籍人口', 'person 户籍'],
    ['老年人数', '人', '65周岁及以上户籍人口', 'person age=65.. 户籍'],
  ])('%s(%s): %s', (word, unit, text, asked) => {
    expect(rows([`${word} [${unit}]`], [], ruled(text, word))).toEqual([asked]);
  });
});

test('names the blanks that are read with it, by a label or a title, and no others', () => {
  const table = '| 指标 | 单位 | 数量 |\n| 老年人 | 人 | |\n| 残疾人 | 人 | |';
  expect(wordsOf(table, '65周岁及以上户籍人口')).toMatchObject([{ isFollowed: true, fields: ['R1|表|C2'] }]);
  expect(wordsOf(table, '80周岁及以上户籍人口', '高龄老人')).toMatchObject([{ isFollowed: true, fields: [] }]);
  const titled = '| 户籍老年人情况 | ~ |\n| 指标 | 数量 |\n| 女 | |';
  const meaning = understand(titled, ruled('65周岁及以上人员'));
  expect(meaning.fields.map(lineOf)).toEqual(['person age=65.. sex=female 户籍']);
  expect(meaning.ruledWords).toMatchObject([{ fields: ['R1|表|B3'] }]);
});

test('of a list that it says the members of', () => {
  const list = '| 户籍老年人名册 | ~ | ~ |\n| 序号 | 姓名 | 性别 |\n| 1 | | |\n| 2 | | |';
  const { rosters, ruledWords } = understand(list, { title: '名册', ...ruled('65周岁及以上人员') });
  expect(rosters[0]?.where).toMatchObject({ 'person.age': { from: 65 } });
  expect(ruledWords[0]?.fields).toEqual([rosters[0]?.key]);
});

test.each([
  '65周岁及以上的刺绣传承匠',
  '低保对象和残疾人',
  '大家都知道',
  '65周岁及以上、不含刺绣匠的人',
  '不是65岁以上的户籍人口',
  '并非户籍人口,65岁以上',
  '65周岁以上户籍人口;女性为60周岁以上',
  '65周岁以上户籍人口,党员除外',
  '65周岁以上户籍人口,党员不算',
  '65周岁以上户籍人口。残疾人不统计',
])('%s: not understood to the last word, so nothing changes', (text) => {
  expect(rows(LABELS, [], ruled(text))).toEqual(rows(LABELS));
  expect(wordsOf('| 指标 | 数量 |\n| 老年人 | |', text)).toMatchObject([{ isFollowed: false, fields: [] }]);
});

test.each([
  ['65周岁及以上户籍人口,外出人员不计', 'person age=65.. residence=resident'],
  ['65周岁及以上户籍人口。不含外出人员', 'person age=65.. residence=resident'],
  ['65周岁及以上户籍人口,含外出', 'person age=65.. 户籍'],
  ['65周岁及以上户籍人口,不含残疾人', 'person age=65.. disability=none 户籍'],
])('%s: what is included or left out shows in what is asked', (text, asked) => {
  expect(rows(['老年人'], [], ruled(text))).toEqual([asked]);
});

test('a definition that the form prints is told with what it says behind the word', () => {
  const { definitions } = understand('| 指标 | 数量 |\n| 老年人 | |\n| . 说明：老年人指60周岁及以上常住人口。 | ~ |');
  expect(definitions).toMatchObject([{ word: '老年人', says: '60周岁及以上常住人口' }]);
});
