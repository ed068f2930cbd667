// The small rules behind the departments' pages: moving between blanks, meanings chosen by hand, numbers of reports, exact differences, periods.
import { describe, expect, test } from 'vitest';
import { difference } from '../../web/pages/department/differences.ts';
import { movedCell } from '../../web/pages/department/moved.ts';
import { notationOf, readNotation, sayMeaning } from '../../web/pages/department/meaning.ts';
import { numberAfter, titleOf } from '../../web/pages/department/numbers.ts';
import { periodBefore, periodsBegun } from '../../web/pages/department/years.ts';
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
