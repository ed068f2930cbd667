// The span when the prime misleads, when fractions are needed, and when the budget is spent.
import { describe, expect, it } from 'vitest';
import { PRIME } from '../../../engine/plan/modular.ts';
import { reconstruct } from '../../../engine/plan/reconstruct.ts';
import { createSpan, type Vector } from '../../../engine/plan/span.ts';

const vector = (entries: Record<string, number>): Vector => ({ kind: 'stock', functional: new Map(Object.entries(entries)) });
const all = (vectors: Vector[], budget = 1e6) => {
  const span = createSpan(vectors, budget);
  return vectors.map((_, index) => span.insert(index));
};
const fractions = (found: ReturnType<typeof all>[number] | undefined) =>
  found?.kind === 'dependent' && found.combination.map(({ vector: of, coefficient }) => `${coefficient.numerator}/${coefficient.denominator} of ${of}`);

describe('a span', () => {
  it('solves with fractions', () => {
    const found = all([vector({ a: 1, b: 1 }), vector({ b: 1, c: 1 }), vector({ a: 1, c: 1 }), vector({ a: 1 })]);
    expect(fractions(found[3])).toEqual(['1/2 of 0', '-1/2 of 1', '1/2 of 2']);
  });

  it('is not misled by multiples of the prime', () => {
    const found = all([vector({ a: 1, b: 1 }), vector({ a: 1, b: 1 + PRIME }), vector({ a: 1 }), vector({ b: 5 })]);
    expect(found.map(({ kind }) => kind)).toEqual(['independent', 'independent', 'dependent', 'dependent']);
    expect(fractions(found[2])).toEqual([`${PRIME + 1}/${PRIME} of 0`, `-1/${PRIME} of 1`]);
  });

  it('finds coefficients too large to be told from their residues', () => {
    expect(fractions(all([vector({ a: 1, b: 3 }), vector({ a: 1_000_003, b: 3_000_009 })])[1])).toEqual(['1000003/1 of 0']);
  });

  it('keeps kinds apart', () => {
    const span = createSpan([vector({ a: 1 }), { kind: 'flow', functional: new Map([['a', 1]]) }], 1e6);
    expect([span.insert(0).kind, span.insert(1).kind]).toEqual(['independent', 'independent']);
  });

  it('stops at the budget, in that component alone', () => {
    const tangled = Array.from({ length: 40 }, (_, index) =>
      vector(Object.fromEntries(Array.from({ length: 12 }, (_, k) => [`x${(index * 5 + k * k) % 29}`, 1 + ((index * k) % 4)]))),
    );
    const span = createSpan([...tangled, vector({ a: 1 }), vector({ a: 2 })], 100);
    const found = tangled.map((_, index) => span.insert(index).kind);
    expect(found).toContain('exhausted');
    expect([span.insert(40).kind, span.insert(41).kind]).toEqual(['independent', 'dependent']);
  });
});

describe('a fraction from its residue', () => {
  it.each([
    [0, '0/1'],
    [5, '5/1'],
    [PRIME - 7, '-7/1'],
    [(PRIME + 1) / 2, '1/2'],
  ] as const)('%d is %s', (residue, text) => {
    const found = reconstruct(residue);
    expect(found && `${found.numerator}/${found.denominator}`).toBe(text);
  });
});
