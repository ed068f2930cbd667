// From communities to the district, from months to the year.
import { describe, expect, it } from 'vitest';
import { Exact, ratioOf, type DerivedValue } from '../../../engine/derive/index.ts';
import { listOverPlaces, overPeriods, ratioOverPlaces, sumOverPlaces } from '../../../engine/rollup/index.ts';

const number = (text: string): DerivedValue => ({ kind: 'number', value: new Exact(text), text, parts: null, doubts: [], lineage: [] });
const text = (value: string): DerivedValue => ({ kind: 'text', text: value, lineage: [] });
const blank: DerivedValue = { kind: 'missing', at: [], lineage: [] };
const none: DerivedValue = { kind: 'notApplicable', lineage: [] };
const unasked: DerivedValue = { kind: 'notAsked', at: [], lineage: [] };
const at = (...values: DerivedValue[]) => values.map((value, index) => ({ place: `第${index + 1}社区`, value }));
const share = (numerator: number, denominator: number): DerivedValue => ratioOf(new Exact(numerator), new Exact(denominator), { factor: '100', decimals: 2 });

describe('over places', () => {
  it('adds up exactly', () => expect(sumOverPlaces(at(number('0.1'), number('0.2')))).toMatchObject({ kind: 'number', text: '0.3', places: 2 }));
  it('leaves out what does not exist or was not asked', () =>
    expect(sumOverPlaces(at(number('3'), none, unasked))).toMatchObject({ kind: 'number', text: '3', places: 1 }));
  it('names who is missing and never passes a part for the whole', () =>
    expect(sumOverPlaces(at(number('3'), blank))).toMatchObject({
      kind: 'incomplete',
      missing: ['第2社区'],
      partial: { text: '3', places: 1 },
    }));
  it('knows nothing of nothing', () => {
    expect(sumOverPlaces(at(none, unasked))).toEqual({ kind: 'notApplicable' });
    expect(sumOverPlaces(at(unasked))).toEqual({ kind: 'notAsked' });
    expect(sumOverPlaces(at(blank))).toEqual({ kind: 'incomplete', missing: ['第1社区'], partial: null });
  });
  it('computes a ratio anew from its parts', () =>
    expect(ratioOverPlaces(at(share(1, 2), share(0, 8)), { factor: '100', decimals: 2 })).toMatchObject({ kind: 'number', text: '10' }));
  it('does not doubt a district’s ratio because one community has nobody', () =>
    expect(ratioOverPlaces(at(share(1, 2), share(0, 0)), { factor: '100', decimals: 2 })).toMatchObject({ text: '50', doubts: [] }));
  it('lists ratios that were asked as they stand', () =>
    expect(ratioOverPlaces(at(number('12.5')), { factor: '100', decimals: 2 })).toMatchObject({
      kind: 'list',
      entries: [{ place: '第1社区', text: '12.5' }],
    }));
  it('lists texts', () => expect(listOverPlaces(at(text('张'), text('李')))).toMatchObject({ kind: 'list', entries: [{ text: '张' }, { text: '李' }] }));
});

describe('over periods', () => {
  const quarters = new Map([
    ['2026-Q1', number('1')],
    ['2026-Q2', number('2')],
    ['2026-Q3', number('3')],
    ['2026-Q4', number('4')],
  ]);
  it('takes the last of a stock', () =>
    expect(overPeriods(quarters, 'quarterly', '2026-H1', { kind: 'stock', reading: 'own' })).toMatchObject({ value: { text: '2' } }));
  it('adds up a flow', () =>
    expect(overPeriods(quarters, 'quarterly', '2026', { kind: 'flow', reading: 'own' })).toMatchObject({ kind: 'number', text: '10' }));
  it('takes the last year-to-date value', () =>
    expect(overPeriods(quarters, 'quarterly', '2026', { kind: 'flow', reading: 'toDate' })).toMatchObject({ value: { text: '4' } }));
  it('takes a standing fact for the year', () =>
    expect(overPeriods(new Map([['2026', text('1985')]]), 'annual', '2026-Q2', { kind: 'standing', reading: 'own' })).toMatchObject({
      value: { text: '1985' },
    }));
  it('names the periods that are missing', () =>
    expect(overPeriods(new Map([['2026-Q1', blank]]), 'quarterly', '2026-H1', { kind: 'flow', reading: 'own' })).toEqual({
      kind: 'incomplete',
      missing: ['2026-Q1', '2026-Q2'],
    }));
  it('refuses to add up ratios, or to make months of quarters', () => {
    expect(() =>
      overPeriods(
        new Map([
          ['2026-Q1', share(1, 2)],
          ['2026-Q2', share(1, 2)],
        ]),
        'quarterly',
        '2026-H1',
        { kind: 'flow', reading: 'own' },
      ),
    ).toThrow(RangeError);
    expect(() => overPeriods(quarters, 'quarterly', '2026-07', { kind: 'stock', reading: 'own' })).toThrow(RangeError);
  });
});
