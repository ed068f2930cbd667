// Equalities said as shortly as they can be, and still the same.
import fc from '../../random.ts';
import { describe, expect, it } from 'vitest';
import { shortened } from '../../../engine/compile/shortened.ts';
import { sumOf, type Sum } from '../../../engine/compile/terms.ts';
import type { Term } from '../../../engine/model/plan.ts';

const term = (item: string, coefficient: number): Term => ({
  coefficient: { numerator: String(coefficient), denominator: '1' },
  from: { kind: 'item', item },
  over: 'end',
});
const sum = (terms: Readonly<Record<string, number>>): Sum => sumOf(Object.entries(terms).map(([item, coefficient]) => term(item, coefficient)));
const shown = (each: Sum): string =>
  [...each.values()]
    .map(({ term: { from }, coefficient: { numerator, denominator } }) => `${from.kind === 'item' ? from.item : ''}${numerator}/${denominator}`)
    .toSorted()
    .join(' ');

describe('equalities', () => {
  it('take a total where the parts of another stand', () => {
    const found = shortened([sum({ all: 1, a: -1, b1: -1, b2: -1, b3: -1 }), sum({ b: 1, b1: -1, b2: -1, b3: -1 })]);
    expect(found.map(shown)).toEqual([shown(sum({ all: 1, a: -1, b: -1 })), shown(sum({ b: 1, b1: -1, b2: -1, b3: -1 }))]);
  });

  it('lose none of themselves', () => {
    const twice = [sum({ a: 1, b: -1 }), sum({ a: 2, b: -2 })];
    expect(shortened(twice).map(shown)).toEqual(twice.map(shown));
  });

  it('are never longer, and hold for the very same numbers', () => {
    const equality = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      fc.integer({ min: -2, max: 2 }).filter((value) => value !== 0),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(fc.array(equality, { minLength: 1, maxLength: 4 }), (given) => {
        const sums = given.map(sum);
        const found = shortened(sums);
        expect(found.length).toBe(sums.length);
        for (const [index, each] of found.entries()) expect(each.size).toBeLessThanOrEqual(sums[index]?.size ?? 0);
        expect(rankOf([...sums, ...found])).toBe(rankOf(sums));
        expect(rankOf(found)).toBe(rankOf(sums));
      }),
    );
  });
});

/** Elimination in fractions small enough for doubles. */
function rankOf(sums: readonly Sum[]): number {
  const rows = sums.map((each) => {
    const row = [0, 0, 0, 0, 0];
    for (const {
      term: { from },
      coefficient: { numerator, denominator },
    } of each.values())
      if (from.kind === 'item') row['abcde'.indexOf(from.item)] = Number(numerator) / Number(denominator);
    return row;
  });
  let rank = 0;
  for (let column = 0; column < 5; column++) {
    const pivot = rows.findIndex((row, index) => index >= rank && Math.abs(row[column] ?? 0) > 1e-9);
    const [top, found] = [rows[rank], rows[pivot]];
    if (!top || !found) continue;
    [rows[rank], rows[pivot]] = [found, top];
    for (const [index, row] of rows.entries()) {
      if (index <= rank) continue;
      const factor = (row[column] ?? 0) / (found[column] ?? 1);
      for (let at = column; at < 5; at++) row[at] = (row[at] ?? 0) - factor * (found[at] ?? 0);
    }
    rank++;
  }
  return rank;
}
