// The same growing span in exact fractions: slow, never wrong. Takes over a group in which the prime misled.
import { add, isZero, negative, over, rational, times, ONE, ZERO, type Rational } from './rational.ts';
import type { SparseVector } from './modular.ts';

export type ExactOutcome =
  | { readonly kind: 'independent'; readonly pivot: number }
  | { readonly kind: 'dependent'; readonly combination: readonly { readonly member: number; readonly coefficient: Rational }[] }
  | { readonly kind: 'exhausted' };

/** How many steps of the modular elimination one operation on fractions is held to cost. */
const STEPS_A_FRACTION = 1000;

type Sparse = Map<number, Rational>;

export interface ExactSpan {
  readonly insert: (vector: SparseVector) => ExactOutcome;
  readonly express: (vector: SparseVector) => ExactOutcome;
}

export function createExactSpan(budget: number): ExactSpan {
  let steps = 0;
  const rows: { readonly pivot: number; readonly left: Sparse; readonly made: Sparse }[] = [];

  function outcome(vector: SparseVector, keeping: boolean): ExactOutcome {
    const left: Sparse = new Map(vector.columns.map((column, index) => [column, rational(vector.values[index] ?? 0)]));
    const made: Sparse = new Map();
    for (const row of rows) {
      const factor = left.get(row.pivot);
      if (!factor) continue;
      steps += STEPS_A_FRACTION * (row.left.size + row.made.size);
      if (steps > budget) return { kind: 'exhausted' };
      addTo(left, negative(factor), row.left);
      addTo(made, factor, row.made);
    }
    const pivot = left.keys().next().value;
    if (pivot === undefined)
      return {
        kind: 'dependent',
        combination: [...made].sort(([a], [b]) => a - b).map(([member, coefficient]) => ({ member, coefficient })),
      };
    if (keeping) {
      const inverse = over(ONE, left.get(pivot) ?? ONE);
      const member: Sparse = new Map([[rows.length, inverse]]);
      addTo(member, negative(inverse), made);
      rows.push({ pivot, left: scaled(left, inverse), made: member });
    }
    return { kind: 'independent', pivot };
  }

  return { insert: (vector) => outcome(vector, true), express: (vector) => outcome(vector, false) };
}

function addTo(target: Sparse, factor: Rational, source: Sparse): void {
  for (const [key, value] of source) {
    const sum = add(target.get(key) ?? ZERO, times(factor, value));
    if (isZero(sum)) target.delete(key);
    else target.set(key, sum);
  }
}

function scaled(source: Sparse, factor: Rational): Sparse {
  return new Map([...source].map(([key, value]) => [key, times(factor, value)]));
}
