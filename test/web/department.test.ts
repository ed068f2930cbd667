// The small rules behind the departments' pages: moving between blanks, meanings chosen by hand, numbers of reports, exact differences, periods.
import { describe, expect, test } from 'vitest';
import { isWritten, NO_CORRECTION } from '../../web/pages/department/correction.ts';
import { difference } from '../../web/pages/department/differences.ts';
import { movedCell } from '../../web/pages/department/moved.ts';
import { isChoosable, notationOf, readNotation, readShare, sayMeaning, shareNotation, wholeOf } from '../../web/pieces/meaning.ts';
import { definitionAt, definitionsIn } from '../../web/pages/department/definition.ts';
import {
  countedAs,
  isDoubtful,
  isReferred,
  referable,
  toneOf,
  touchedBy,
  type Blank,
  type Referral,
  type Standing,
} from '../../web/pages/department/blanks.ts';
import { jsonName } from '../../web/pages/department/jsonName.ts';
import { numberAfter, titleOf } from '../../web/pages/department/numbers.ts';
import { likeliestPeriod, periodBefore, periodsBegun } from '../../web/pages/department/years.ts';
import { nearest } from '../../web/pieces/nearest.ts';

describe('moving between places', () => {
  const at = (row: number, column: number) => ({ row, column });
  const places = [at(1, 1), at(1, 4), at(2, 2), at(5, 1)];
  test('along the row first, however far; beyond it only when the row ends', () => {
    expect(nearest(places, at(1, 1), 'right')).toEqual(at(1, 4));
    expect(nearest(places, at(1, 1), 'down')).toEqual(at(5, 1));
    expect(nearest(places, at(2, 2), 'right')).toEqual(at(1, 4));
    expect(nearest(places, at(1, 4), 'right')).toBeUndefined();
  });
});

test('a definition is written where it is another than the form prints, with a reason or without', () => {
  const printed = [{ word: '老年人', says: '60周岁及以上', text: '老年人指60周岁及以上', cell: 'A9' }];
  const defining = (text: string) => ({ ...NO_CORRECTION, act: 'definition' as const, definition: { word: '老年人', text } });
  expect(['', '60周岁及以上', '65周岁及以上'].map((text) => isWritten(defining(text), printed))).toEqual([false, false, true]);
  expect(isWritten({ ...NO_CORRECTION, act: 'notABlank', why: '合计' }, printed)).toBe(true);
  expect(isWritten({ ...NO_CORRECTION, why: '合计' }, printed)).toBe(false);
});

describe('a meaning', () => {
  test.each(['person sex=female residence=resident,settled age=60..', 'event measure=people kind=patrol period=toDate', 'household'])(
    '%s is read and written alike',
    (term) => {
      expect(notationOf(readNotation(term))).toBe(term);
    },
  );
  test('is none while a condition has no value, or its bounds are the wrong way round', () => {
    expect(notationOf({ object: 'person', measure: '', conditions: { sex: '' }, toDate: false })).toBeNull();
    expect(notationOf({ object: 'person', measure: '', conditions: { age: '..' }, toDate: false })).toBeNull();
    expect(notationOf({ object: 'person', measure: '', conditions: { age: '60..18' }, toDate: false })).toBeNull();
  });
  test('can be chosen unless a lexicon says more by it', () => {
    expect(['person', 'person age=60..', 'event measure=people kind=patrol period=toDate'].filter(isChoosable)).toHaveLength(3);
    expect(['noise word', 'person residence=!away', 'person|household', 'person age=60..; household head', 'person head', 'total'].filter(isChoosable)).toEqual(
      [],
    );
  });
  test('is said in the words of the choices', () => {
    const facet = (id: string, title: string, kind: 'interval' | 'partition' | 'flag', members: { id: string; title: string }[] = []) => ({
      id,
      title,
      kind,
      members,
    });
    const person = {
      id: 'person',
      title: '人',
      isFlow: false,
      measures: [{ id: 'count', title: '人数', units: ['人'] }],
      facets: [facet('age', '年龄', 'interval'), facet('sex', '性别', 'partition', [{ id: 'female', title: '女' }]), facet('alone', '独居', 'flag')],
    };
    expect(sayMeaning(readNotation('person sex=female age=80..'), person)).toBe('人 · 年龄 ≥80 · 女 · 人数');
    expect(sayMeaning(readNotation('person age=..17 alone=no'), person)).toBe('人 · 年龄 ≤17 · 独居=no · 人数');
    expect(sayMeaning(readNotation('person age=15..49'), person)).toBe('人 · 年龄 15–49 · 人数');
  });
});

describe('a share', () => {
  test.each(['person sex=female / person * 100', 'person / household', 'event measure=people / event kind=patrol * 0.5 round=0'])(
    '%s is read and written alike',
    (term) => {
      const share = readShare(term);
      expect(share && shareNotation(share)).toBe(term);
    },
  );
  test('is none while a part is missing, or both parts are one', () => {
    const share = { numerator: 'person sex=female', denominator: 'person', factor: '100', rounding: '' };
    expect(shareNotation({ ...share, denominator: null })).toBeNull();
    expect(shareNotation({ ...share, numerator: 'person' })).toBeNull();
    expect(readShare('person sex=female')).toBeNull();
  });
  test('is begun as one of the same things among the same residents', () => {
    expect(wholeOf('person age=80.. residence=resident')).toBe('person residence=resident');
    expect(wholeOf('event measure=people kind=patrol period=toDate')).toBe('event measure=people period=toDate');
  });
});

test('the words of a form are told with the rulings over them, and those that only people defined', () => {
  const printed = { word: '老年人', says: '60周岁及以上', text: '老年人指60周岁及以上', cell: 'A9' };
  const ruling = (word: string) => ({
    decisionId: word,
    kind: 'definition',
    said: `“${word}”指…`,
    who: '民政局',
    at: '2026-03-01',
    why: '电话',
    revocable: true,
    word,
  });
  const defined = [ruling('老年人'), ruling('困境儿童')];
  expect(definitionsIn({ definitions: [printed], defined })).toEqual([
    { word: '老年人', printed, rulings: [defined[0]] },
    { word: '困境儿童', printed: null, rulings: [defined[1]] },
  ]);
});

describe('a definition begun at a blank', () => {
  const from = (words: string) => [{ name: '年龄', value: '60周岁及以上', from: [{ words, cell: 'A3', where: '行' }] }];
  const printed = [{ word: '老年人', says: '60周岁及以上户籍人口', text: '老年人指60周岁及以上户籍人口', cell: 'A9' }];
  test('is of the word that the form defines, as it defines it', () => {
    const blank = { label: ['人口', '老年人\n总数', '数量'], parts: from('老年人\n总数') };
    expect(definitionAt(blank, printed)).toEqual({ word: '老年人', text: '60周岁及以上户籍人口' });
  });
  test('else of the innermost label by which the blank is understood', () => {
    expect(definitionAt({ label: ['人口', '独居 老人', '数量'], parts: from('独居 老人') }, printed)).toEqual({ word: '独居老人', text: '' });
    expect(definitionAt({ label: ['备注'], parts: [] }, printed)).toEqual({ word: '', text: '' });
  });
});

test('a report gets the next number of the series that the department uses most', () => {
  expect(numberAfter(['mz-01', 'mz-09', 'x7'], 'abc')).toBe('mz-10');
  expect(numberAfter(['mz-009'], 'abc')).toBe('mz-010');
  expect(numberAfter(['old'], 'abc')).toBe('r-abc');
});

test('a report is called as its form is headed, without the room for the period; where nothing heads it, after its file', () => {
  const file = { name: '附件2.xlsx' };
  const headed = (title: string, blanks: { cell: string }[] = []) => titleOf(file, { title, titleCell: 'A1', blanks });
  expect(headed('妇女、儿童、家庭情况（村居填）')).toBe('妇女、儿童、家庭情况（村居填）');
  expect(headed('临江区 年 月最低生活保障对象综合统计表', [{ cell: 'A1' }])).toBe('临江区最低生活保障对象综合统计表');
  expect(headed('人口情况表(20__年 第 季度)', [{ cell: 'A1' }])).toBe('人口情况表');
  expect(headed('社区 年报', [{ cell: 'B4' }])).toBe('社区 年报');
  expect(headed('')).toBe('附件2');
  expect(titleOf(file)).toBe('附件2');
});

test('cells below a roster that took more rows stand lower in the filled form', () => {
  const added = [
    { after: 6, count: 3 },
    { after: 12, count: 1 },
  ];
  expect(['B6', 'B7', 'AA13'].map((cell) => movedCell(cell, added))).toEqual(['B6', 'B10', 'AA17']);
  expect(movedCell('C9', [])).toBe('C9');
});

test('differences are exact, and none where something is no number', () => {
  expect(difference(3, '1')).toBe('+2');
  expect(difference('0.3', 0.1)).toBe('+0.2');
  expect(difference('12345678901234567890', '12345678901234567891')).toBe('−1');
  expect(difference(5, 5)).toBe('0');
  expect(difference(null, 5)).toBeNull();
  expect(difference('约100', 5)).toBeNull();
});

test('periods that have begun, the newest first, and the one before', () => {
  expect(periodsBegun('quarterly', '2026-05-02').slice(0, 3)).toEqual(['2026-Q2', '2026-Q1', '2025-Q4']);
  expect(periodsBegun('annual', '2026-01-01')).toEqual(['2026', '2025']);
  expect(periodBefore('2026-01', 'monthly')).toBe('2025-12');
  expect(periodBefore('2026-H2', 'half-yearly')).toBe('2026-H1');
});

test('the period that is looked at first is the last that has ended; before any has, the one that runs', () => {
  expect(likeliestPeriod(periodsBegun('quarterly', '2026-11-22'), '2026-11-22')).toBe('2026-Q3');
  expect(likeliestPeriod(['2026'], '2026-11-22')).toBe('2026');
  expect(likeliestPeriod(['2025'], '2026-11-22')).toBe('2025');
});

test('exported JSON is called like the workbook, with what it lacks', () => {
  const output = {
    requirement: { requirementId: 'r', code: 'mz-01', title: '低保月报' },
    place: { kind: 'district', id: 'd', code: '', name: '临江区', communities: 2 },
  } as const;
  const words = { provisional: '暂定', incomplete: '不完整' };
  const missing = [{ communityId: 'c', code: '1', name: '柳岸社区', cells: 1 }];
  expect(jsonName({ ...output, period: '2026-07', provisional: true, missing }, words)).toBe('低保月报-临江区-2026-07-暂定-不完整.json');
  expect(jsonName({ ...output, period: '2026-07', provisional: false, missing: [] }, words)).toBe('低保月报-临江区-2026-07.json');
});

describe('the blanks of a form', () => {
  const blank = (cell: string, more: Partial<Blank> = {}): Blank => ({
    sheet: '表',
    cell,
    state: 'field',
    label: ['老年人'],
    unit: '人',
    units: [],
    textual: false,
    isRatio: false,
    reading: '60周岁及以上',
    parts: [],
    term: null,
    formula: null,
    doubts: [],
    rows: null,
    before: null,
    rulings: [],
    ...more,
  });
  test('one with a formula is a total, whatever is doubtful of it', () => {
    expect(toneOf(blank('C12', { state: 'formula', formula: 'SUM(C4:C8)', doubts: ['词库里没有的词'] }), 'new')).toBe('formula');
    expect(toneOf(blank('C12', { doubts: ['词库里没有的词'] }), 'new')).toBe('doubtful');
  });
  test('what waits for the office is not left to it again, whether the blank or the question was', () => {
    const left = (cell: string, question: string | null, settledAt: string | null): Referral => ({
      referralId: cell,
      requirementId: 'r',
      about: { sheet: '表', cell, label: ['女'] },
      question,
      words: '含寄养吗?',
      who: '民政局',
      at: '2026-03-01',
      settledAt,
      answer: settledAt === null ? null : '不含',
    });
    const question = { id: 'q', fields: [blank('C4'), blank('C5')] };
    expect(isReferred([left('C4', null, null)], blank('C4'))).toBe(true);
    expect(isReferred([left('C4', null, '2026-03-02')], blank('C4'))).toBe(false);
    expect(referable([left('C4', null, null)], question)?.cell).toBe('C5');
    expect(referable([left('C4', null, null), left('C5', null, null)], question)).toBeUndefined();
    expect(referable([left('D9', 'q', null)], question)).toBeUndefined();
    expect(referable([left('C4', 'q', '2026-03-02'), left('D9', 'other', null)], question)?.cell).toBe('C4');
  });
  test('the legend counts each where the cost counts it, and names what is doubtful or a formula among them', () => {
    const all: readonly (readonly [Blank, Standing | null])[] = [
      [blank('C4'), 'known'],
      [blank('C5', { doubts: ['词库里没有的词'] }), 'known'],
      [blank('C6', { doubts: ['词库里没有的词'] }), 'new'],
      [blank('C7', { state: 'formula', formula: 'SUM(C4:C6)', doubts: ['词库里没有的词'] }), 'known'],
      [blank('A2', { state: 'context' }), null],
      [blank('B9', { state: 'list', doubts: ['词库里没有的词'] }), null],
    ];
    const counted = all.flatMap(([each, standing]) => countedAs(each, standing));
    const count = (of: string): number => counted.filter((each) => each === of).length;
    expect(['known', 'new', 'doubtful', 'formula', 'list', 'doubtfulList', 'context'].map(count)).toEqual([3, 1, 3, 1, 1, 1, 1]);
    expect(all.filter(([each]) => isDoubtful(each))).toHaveLength(3);
    // While the cost is worked out nothing is held to be understood that is doubtful.
    expect(countedAs(blank('C5', { doubts: ['词库里没有的词'] }), null)).toEqual(['doubtful']);
    expect(countedAs(blank('C4'), null)).toEqual(['read']);
  });
  test('those that a ruling on another changed are told, from what to what', () => {
    const before = [blank('C5'), blank('C6'), blank('D5')];
    const after = [blank('C5', { reading: '独居老人' }), blank('C6', { unit: '户' }), blank('D5')];
    expect(touchedBy(before, after, '表!C5')).toEqual([{ blank: after[1], from: '60周岁及以上 · 人', to: '60周岁及以上 · 户' }]);
  });
});
