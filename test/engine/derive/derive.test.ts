// What comes of answers: exact sums, four ways of having no number, ratios, and lineage.
import fc from '../../random.ts';
import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS, derive, Exact, formatExact, parseExact, toNumber, type Answer, type Answers } from '../../../engine/derive/index.ts';
import type { LinearDerivation, Over, RatioDerivation, Term } from '../../../engine/plan/index.ts';

const items = new Map([
  ['a', { frequency: 'monthly' }],
  ['b', { frequency: 'annual' }],
  ['c', { frequency: 'annual' }],
] as const);
const number = (value: string | number): Answer => ({ kind: 'number', value });
const term = (item: string, over: Over = 'end', numerator = '1', denominator = '1'): Term => ({
  coefficient: { numerator, denominator },
  from: { kind: 'item', item },
  over,
});
const linear = (...terms: Term[]): LinearDerivation => ({
  kind: 'linear',
  element: 'x',
  frequency: 'annual',
  level: 'sum',
  needsApproval: false,
  terms,
});
const given = (answers: Record<string, Record<string, Answer>>): Answers => ({
  items: new Map(Object.entries(answers).map(([item, periods]) => [item, new Map(Object.entries(periods))])),
  free: new Map([['r', new Map([['2026', number(5)]])]]),
});
const bc = (b: Answer, c?: Answer): Answers => given({ b: { '2026': b }, ...(c ? { c: { '2026': c } } : {}) });

describe('time', () => {
  const months = given({
    a: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`2026-${String(index + 1).padStart(2, '0')}`, number(index + 1)])),
  });
  it.each<[Over, string, string]>([
    ['end', '2026-Q2', '6'],
    ['sum', '2026-Q2', '15'],
    ['toDate', '2026-Q2', '21'],
    ['difference', '2026-Q2', '3'],
    ['difference', '2026-Q1', '3'],
    ['sum', '2026', '78'],
  ])('%s of a monthly item in %s', (over, period, text) =>
    expect(derive(linear(term('a', over)), period, months, items)).toMatchObject({ kind: 'number', text }),
  );

  it('counts from a register', () => {
    expect(derive(linear({ ...term(''), from: { kind: 'free', reference: 'r' } }), '2026', months, items)).toMatchObject({ text: '5' });
  });
});

describe('no number', () => {
  const sum = linear(term('b'), term('c'));
  it.each<[string, Answers, string]>([
    ['a blank is missing, never zero', bc(number(3)), 'missing'],
    ['a blank outweighs what was not asked', bc({ kind: 'notAsked' }), 'missing'],
    ['not asked', bc(number(3), { kind: 'notAsked' }), 'notAsked'],
    ['not applicable throughout', bc({ kind: 'notApplicable' }, { kind: 'notApplicable' }), 'notApplicable'],
    ['words among numbers', bc(number(3), { kind: 'text', text: '约100' }), 'notANumber'],
    ['a number that is none', bc(number('1e3'), number(1)), 'notANumber'],
  ])('%s', (_, answers, kind) => expect(derive(sum, '2026', answers, items).kind).toBe(kind));

  it('names what is missing', () => {
    expect(derive(sum, '2026', bc(number(3)), items)).toMatchObject({ at: [{ source: { item: 'c' }, period: '2026' }] });
  });

  it('leaves out what does not exist, and says so', () => {
    expect(derive(sum, '2026', bc(number(3), { kind: 'notApplicable' }), items)).toMatchObject({
      kind: 'number',
      text: '3',
      doubts: ['partNotApplicable'],
    });
  });

  it('passes a text on', () => {
    expect(derive(linear(term('b')), '2026', bc({ kind: 'text', text: '张书记' }), items)).toMatchObject({ kind: 'text', text: '张书记' });
  });

  it('takes zero for an answer', () => expect(derive(sum, '2026', bc(number(0), number(0)), items)).toMatchObject({ kind: 'number', text: '0' }));
});

describe('exactness', () => {
  it('adds what binary fractions cannot', () =>
    expect(derive(linear(term('b'), term('c')), '2026', bc(number(0.1), number('0.2')), items)).toMatchObject({ text: '0.3' }));

  it('scales to the form’s unit', () => {
    expect(derive(linear(term('b')), '2026', bc(number('12345')), items, { ...DEFAULT_OPTIONS, scale: '0.0001' })).toMatchObject({
      text: '1.2345',
    });
  });

  it('clears fractions before adding', () => {
    const thirds = linear(term('b', 'end', '1', '3'), term('c', 'end', '2', '3'));
    expect(derive(thirds, '2026', bc(number(1), number(1)), items)).toMatchObject({ text: '1', doubts: [] });
    expect(derive(thirds, '2026', bc(number(1), number(0)), items)).toMatchObject({ doubts: ['inexact'] });
  });

  it('never loses a digit', () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 12 }));
    const text = ([digits, places]: [bigint, number]): string => {
      const padded = `${digits < 0n ? -digits : digits}`.padStart(places + 1, '0');
      return `${digits < 0n ? '-' : ''}${places ? `${padded.slice(0, -places)}.${padded.slice(-places)}` : padded}`;
    };
    fc.assert(
      fc.property(decimal, decimal, fc.integer({ min: -9, max: 9 }), (b, c, factor) => {
        const value = derive(linear(term('b'), term('c', 'end', `${factor}`)), '2026', bc(number(text(b)), number(text(c))), items);
        const expected = b[0] * 10n ** BigInt(12 - b[1]) + BigInt(factor) * c[0] * 10n ** BigInt(12 - c[1]);
        expect(value.kind === 'number' && value.value.times('1e12').toFixed()).toBe(new Exact(expected.toString()).toFixed());
      }),
    );
  });
});

describe('ratios', () => {
  const ratio: RatioDerivation = {
    kind: 'ratio',
    element: 'x',
    frequency: 'annual',
    level: 'same',
    needsApproval: false,
    numerator: [term('b')],
    denominator: [term('c')],
    factor: '100',
    decimals: 2,
  };
  it.each<[number, number, string]>([
    [1, 3, '33.33'],
    [2, 3, '66.67'],
    [1, 800, '0.13'],
    [-1, 800, '-0.13'],
    [1, 1, '100'],
  ])('%d of %d', (b, c, text) => expect(derive(ratio, '2026', bc(number(b), number(c)), items)).toMatchObject({ text }));

  it('prints 0 for nothing to divide by, with a doubt, or leaves it out', () => {
    expect(derive(ratio, '2026', bc(number(0), number(0)), items)).toMatchObject({ text: '0', doubts: ['zeroDenominator'] });
    expect(derive(ratio, '2026', bc(number(0), number(0)), items, { ...DEFAULT_OPTIONS, zeroDenominator: 'notApplicable' }).kind).toBe('notApplicable');
  });

  it('is missing when either part is', () =>
    expect(derive(ratio, '2026', bc(number(1)), items)).toMatchObject({ kind: 'missing', at: [{ source: { item: 'c' } }] }));
});

describe('lineage', () => {
  it('lists every answer with its sign', () => {
    const answers = given({ a: { '2026-03': number(10), '2026-06': number(25) } });
    expect(derive(linear(term('a', 'difference')), '2026-Q2', answers, items).lineage).toEqual([
      { source: { kind: 'item', item: 'a' }, period: '2026-06', coefficient: { numerator: '1', denominator: '1' }, answer: number(25) },
      { source: { kind: 'item', item: 'a' }, period: '2026-03', coefficient: { numerator: '-1', denominator: '1' }, answer: number(10) },
    ]);
  });

  it('throws on an item that the plan does not have', () => expect(() => derive(linear(term('z')), '2026', given({}), items)).toThrow(RangeError));
});

describe('decimals', () => {
  it.each([
    ['', null],
    [' 1', null],
    ['1,000', null],
    ['0x10', null],
    ['1e3', null],
    [Number.NaN, null],
    ['007', '7'],
    ['-0', '0'],
    ['1.50', '1.5'],
    [1e21, '1000000000000000000000'],
  ] as const)('%j is %j', (input, text) => {
    const value = parseExact(input);
    expect(value && formatExact(value)).toBe(text);
  });

  it('gives a number only when a spreadsheet holds it exactly', () => {
    expect(toNumber(new Exact('0.1'))).toBe(0.1);
    expect(toNumber(new Exact('123456789012345'))).toBe(123456789012345);
    expect(toNumber(new Exact('12345678901234567'))).toBe('12345678901234567');
  });
});
