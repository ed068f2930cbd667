// What is pointed at beside the own past and the neighbours, and what is left in peace.
import fc from '../../random.ts';
import { describe, expect, test } from 'vitest';
import { median, outlier, spoken, spread, type Compared } from '../../../engine/measure/index.ts';

const CALM = [
  { now: 1020, before: 1000 },
  { now: 490, before: 500 },
  { now: 2100, before: 2000 },
];
const compared = (now: number, past: readonly number[], neighbours: Compared['neighbours'] = CALM, counted = true): Compared => ({
  now,
  past,
  neighbours,
  counted,
});

describe('against last period and the neighbours', () => {
  test('60 % more where others stay within 5 %', () => {
    expect(outlier(compared(1600, [1000]))).toEqual({ kind: 'change', change: { kind: 'percent', by: 60 }, others: 3, from: -5, to: 5 });
  });
  test('a factor is said as one: a slipped unit', () => {
    expect(outlier(compared(12_000, [1200]))).toMatchObject({ kind: 'change', change: { kind: 'times', by: 10 } });
  });
  test('what everybody does is nothing special', () => {
    const all = CALM.map(({ before }) => ({ now: before * 1.6, before }));
    expect(outlier(compared(1600, [1000], all))).toBeNull();
    expect(outlier(compared(700, [1000], all))).toMatchObject({ kind: 'change' });
  });
  test('small counts vary by chance', () => {
    expect(outlier(compared(6, [3]))).toBeNull();
    expect(outlier(compared(0, [4]))).toBeNull();
    expect(outlier(compared(6, [3], CALM, false))).not.toBeNull();
  });
  test('a number that has always jumped may jump again', () => {
    expect(outlier(compared(1600, [1000, 1550, 980, 1500]))).toBeNull();
    expect(outlier(compared(1600, [1000, 1010, 990, 1000]))).not.toBeNull();
  });
  test('one odd neighbour changes nothing', () => {
    expect(outlier(compared(1600, [1000], [...CALM, { now: 9000, before: 1000 }, { now: 1000, before: 1000 }]))).not.toBeNull();
  });
  test('nobody to compare with: only half and more is pointed at', () => {
    expect(outlier(compared(1400, [1000], []))).toBeNull();
    expect(outlier(compared(1600, [1000], []))).toEqual({ kind: 'change', change: { kind: 'percent', by: 60 }, others: 0, from: null, to: null });
  });
  test('come out of nothing, gone', () => {
    expect(outlier(compared(40, [0]))).toEqual({ kind: 'appeared', others: 3 });
    expect(outlier(compared(0, [400]))).toEqual({ kind: 'vanished', others: 3 });
  });
});

describe('without a past', () => {
  const levels = [900, 1000, 1100, 1200].map((now) => ({ now, before: null }));
  test('far from all others, else nothing; a zero is acceptable', () => {
    expect(outlier(compared(100_000, [], levels))).toEqual({ kind: 'level', change: { kind: 'times', by: 95 }, others: 4 });
    expect(outlier(compared(3000, [], levels))).toBeNull();
    expect(outlier(compared(0, [], levels))).toBeNull();
    expect(outlier(compared(100_000, [], levels.slice(1)))).toBeNull();
  });
});

describe('laws', () => {
  const value = fc.integer({ min: 0, max: 1_000_000 });
  const neighbour = fc.record({ now: value, before: fc.option(value) });
  test('the order of the neighbours, and the unit of an amount, do not matter', () => {
    fc.assert(
      fc.property(value, fc.array(value, { maxLength: 5 }), fc.array(neighbour, { maxLength: 8 }), (now, past, neighbours) => {
        const plain = outlier(compared(now, past, neighbours, false));
        expect(outlier(compared(now, past, [...neighbours].reverse(), false))).toEqual(plain);
        const times = (each: number): number => each * 1024;
        const scaled = neighbours.map((each) => ({ now: times(each.now), before: each.before === null ? null : times(each.before) }));
        expect(outlier(compared(times(now), past.map(times), scaled, false))?.kind).toBe(plain?.kind);
      }),
    );
  });
  test('no change is no finding', () => {
    fc.assert(
      fc.property(value, fc.boolean(), (now, counted) => {
        expect(outlier(compared(now, [now], [], counted))).toBeNull();
      }),
    );
  });
  test('what is said of the neighbours is true of them', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ now: value, before: fc.integer({ min: 1, max: 1_000_000 }) }), { minLength: 2, maxLength: 6 }), (neighbours) => {
        const found = outlier(compared(1_000_000, [3], neighbours));
        if (found?.kind !== 'change' || found.from === null || found.to === null) return;
        for (const each of neighbours) {
          expect((each.now / each.before - 1) * 100).toBeGreaterThanOrEqual(found.from - 1e-3);
          expect((each.now / each.before - 1) * 100).toBeLessThanOrEqual(found.to + 1e-3);
        }
      }),
    );
  });
});

test.each([
  [0.07, { kind: 'percent', by: 7 }],
  [-0.32, { kind: 'percent', by: -30 }],
  [-0.97, { kind: 'percent', by: -97 }],
  [0.62, { kind: 'percent', by: 60 }],
  [1.5, { kind: 'times', by: 2.5 }],
  [13.2, { kind: 'times', by: 14 }],
])('a change of %d is said as %j', (change, said) => expect(spoken(change)).toEqual(said));

test('median and spread', () => {
  expect([median([]), median([3]), median([4, 1]), median([9, 1, 2])]).toEqual([0, 3, 2.5, 2]);
  expect([spread([]), spread([5]), spread([1, 2, 3])]).toEqual([0, 0, 1.4826]);
});
