// A street's or district's number from the columns of its communities: the same as adding up what every community's own form shows.
import fc from '../../random.ts';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../engine/model/answers.ts';
import type { Derivation, LinearDerivation, RatioDerivation, Source } from '../../../engine/model/plan.ts';
import type { Scalar } from '../../../engine/model/sheet.ts';
import { derive } from '../../../engine/derive/index.ts';
import { addsUp, columnOf, createRollUp, type Column, type Reading, type RolledUp } from '../../../engine/rollup/index.ts';
import { ratioOverPlaces, sumOverPlaces } from './one-by-one.ts';

const PERIOD = '2026';
const items = new Map(['a', 'b', 'c'].map((id) => [id, { frequency: 'annual' as const }]));
const from = (item: string): Source => ({ kind: 'item', item });
const term = (item: string, numerator = '1', denominator = '1') => ({ coefficient: { numerator, denominator }, from: from(item), over: 'end' as const });
const linear = (...terms: LinearDerivation['terms']): LinearDerivation => ({
  kind: 'linear',
  element: 'e',
  frequency: 'annual',
  level: 'sum',
  needsApproval: false,
  terms,
});
const ratio: RatioDerivation = { ...linear(), kind: 'ratio', numerator: [term('a')], denominator: [term('a'), term('b')], factor: '100', decimals: 2 };

/** A decimal text or a whole number is a number, 不适用 is that, anything else words. */
function read(value: Scalar): Answer | null {
  if (value === null) return null;
  if (value === '不适用') return { kind: 'notApplicable' };
  if (value === '未问') return { kind: 'notAsked' };
  return /^\d+(\.\d+)?$/.test(String(value)) ? { kind: 'number', value: String(value) } : { kind: 'text', text: String(value) };
}

const reading: Reading = { answers: 'any', read };
type Answered = Readonly<Record<string, readonly Scalar[]>>;

function columnsOf(answered: Answered): Column[] {
  return Object.entries(answered).map(([item, values]) => columnOf(from(item), PERIOD, values, reading));
}

function rolled(answered: Answered, derivation: Derivation, isAdditive = true): RolledUp {
  const places = (Object.values(answered)[0] ?? []).map((_, index) => `社区${index}`);
  return createRollUp(columnsOf(answered), items, places)(derivation, PERIOD, isAdditive).value;
}

/** Community by community, as their own forms show it. */
function each(answered: Answered, derivation: Derivation) {
  return (Object.values(answered)[0] ?? []).map((_, index) => {
    const given = Object.entries(answered).map(([item, values]) => [item, new Map([[PERIOD, read(values[index] ?? null)]])] as const);
    const answers = new Map(given.map(([item, periods]) => [item, new Map([...periods].filter((entry): entry is [string, Answer] => entry[1] !== null))]));
    return { place: `社区${index}`, value: derive(derivation, PERIOD, { items: answers, free: new Map() }, items) };
  });
}

/** What can be compared: numbers as text. */
function plain(value: RolledUp): unknown {
  if (value.kind === 'number') return { kind: value.kind, text: value.text, places: value.places };
  if (value.kind === 'incomplete')
    return { kind: value.kind, missing: [...value.missing].sort(), partial: value.partial && { text: value.partial.text, places: value.partial.places } };
  return value;
}

describe('laws', () => {
  const scalar = fc.oneof(
    { weight: 8, arbitrary: fc.nat(1_000_000) },
    { weight: 3, arbitrary: fc.tuple(fc.nat(99_999), fc.integer({ min: 1, max: 99 })).map(([whole, part]) => `${whole}.${String(part).padStart(2, '0')}`) },
    { weight: 1, arbitrary: fc.constantFrom<Scalar>(null, '不适用', '未问') },
  );
  const answered = fc.integer({ min: 1, max: 8 }).chain((size) => {
    const column = fc.array(scalar, { minLength: size, maxLength: size });
    return fc.record({ a: column, b: column, c: column });
  });
  const derivations = [
    linear(term('a')),
    linear(term('a'), term('b')),
    linear(term('a'), term('b', '-1'), term('c', '1', '3')),
    linear(term('c', '2000', '3')),
  ];

  it.each(derivations.map((derivation, index) => [index, derivation] as const))(
    'rule %i: columns first or communities first comes to the same',
    (_, derivation) => {
      fc.assert(
        fc.property(answered, (given) => {
          const expected = plain(sumOverPlaces(each(given, derivation)));
          const found = plain(rolled(given, derivation));
          // Thirds are exact when the columns are summed first, and rounded far behind the point when the communities are.
          if (derivation.terms.some(({ coefficient }) => coefficient.denominator !== '1')) expect(near(found)).toEqual(near(expected));
          else expect(found).toEqual(expected);
        }),
      );
    },
  );
  it('ratios come out of summed numerators and denominators', () => {
    fc.assert(
      fc.property(answered, (given) => {
        expect(plain(rolled(given, ratio))).toEqual(plain(ratioOverPlaces(each(given, ratio), ratio)));
      }),
    );
  });
  it('what adds up to more than a machine integer stays exact', () => {
    const most = '999999999999.99999999';
    const value = rolled({ a: Array.from({ length: 30_000 }, () => most) }, linear(term('a')));
    expect(value).toMatchObject({ kind: 'number', text: '29999999999999999.9997', places: 30_000 });
    expect(rolled({ a: Array.from({ length: 30_000 }, () => 999_999_999_999) }, linear(term('a')))).toMatchObject({ text: '29999999999970000' });
  });
});

function near(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'text' ? Number(each).toPrecision(12) : each))) as unknown;
}

describe('what is wanting', () => {
  it('a community that lacks one of two ingredients is left out of both, and named', () => {
    const value = rolled({ a: [1, 2, 4], b: [10, null, 40] }, linear(term('a'), term('b')));
    expect(plain(value)).toEqual({ kind: 'incomplete', missing: ['社区1'], partial: { text: '55', places: 2 } });
  });
  it('nobody answered: no number at all, never zero', () => {
    expect(rolled({ a: [null, null] }, linear(term('a')))).toEqual({ kind: 'incomplete', missing: ['社区0', '社区1'], partial: null });
  });
  it('where there is no such thing it counts nothing', () => {
    expect(plain(rolled({ a: [3, '不适用'] }, linear(term('a'))))).toEqual({ kind: 'number', text: '3', places: 1 });
    expect(rolled({ a: ['不适用', '不适用'] }, linear(term('a')))).toEqual({ kind: 'notApplicable' });
  });
  it('words are listed, place by place', () => {
    expect(rolled({ a: ['甲路1号', '乙路2号'] }, linear(term('a')))).toEqual({
      kind: 'list',
      entries: [
        { place: '社区0', text: '甲路1号' },
        { place: '社区1', text: '乙路2号' },
      ],
    });
  });
  it('so is a ratio that was asked as it stands', () => {
    expect(rolled({ a: ['12.5', '50'] }, linear(term('a')), false)).toMatchObject({ kind: 'list', entries: [{ text: '12.5' }, { text: '50' }] });
  });
});

describe('what adds up', () => {
  const plainPoint = (measure: 'count' | 'value') => ({
    kind: 'plain' as const,
    object: 'community',
    measure: measure === 'count' ? { kind: measure } : { kind: measure, of: 'area' },
    where: {},
    open: [],
    period: 'instant' as const,
  });
  it.each([
    ['a count', plainPoint('count'), null, true],
    ['an area of a community', plainPoint('value'), '平方米', true],
    ['a fact without a unit', plainPoint('value'), null, false],
  ] as const)('%s', (_, point, unit, expected) => expect(addsUp({ point, answers: 'number' }, unit, false)).toBe(expected));
  it('a ratio only where it is computed', () => {
    const point = { kind: 'ratio' as const, numerator: plainPoint('count'), denominator: plainPoint('count'), factor: '100', decimals: 2 };
    expect([true, false].map((isComputed) => addsUp({ point, answers: 'number' }, '%', isComputed))).toEqual([true, false]);
  });
});
