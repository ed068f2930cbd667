// A growing span of sparse vectors modulo a prime: each new vector either stands out or is a combination of those before.
// Rows are reduced against the rows before them (never after), so that reducing a vector meets the pivots in insertion order.
// How each row came about is kept as multipliers, and turned into a combination of the inserted vectors only when one is needed.
// Hot loops: arrays are changed in place here and nowhere else in the planner.
import { createHeap } from './heap.ts';

/** The largest prime below 2^26: products of two residues are exact in doubles. */
export const PRIME = 67_108_859;

/** Columns (small whole numbers, each once) with non-zero values. */
export interface SparseVector {
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

/** The combination's members are counted in the order of those inserted that stood out: 0, 1, 2 …; coefficients are residues. */
export type Outcome =
  | { readonly kind: 'independent'; readonly pivot: number }
  | { readonly kind: 'dependent'; readonly combination: readonly { readonly member: number; readonly residue: number }[] }
  | { readonly kind: 'exhausted' };

export interface ModularSpan {
  /** Adds the vector if it stands out. */
  readonly insert: (vector: SparseVector) => Outcome;
  /** Like insert, but leaves the span as it is. */
  readonly express: (vector: SparseVector) => Outcome;
}

interface Row {
  readonly pivot: number;
  readonly columns: readonly number[];
  readonly values: readonly number[];
  /** row = inverse × (member − Σ factor × earlier row). */
  readonly inverse: number;
  readonly earlier: readonly number[];
  readonly factors: readonly number[];
}

/** `rarity[column]`: how many vectors use it; the rarest is taken as pivot, which keeps rows short. `budget`: steps allowed in all. */
export function createModularSpan(rarity: readonly number[], budget: number): ModularSpan {
  const rows: Row[] = [];
  const rowOf = new Int32Array(rarity.length).fill(-1);
  const work = new Float64Array(rarity.length);
  const seen = new Uint8Array(rarity.length);
  const queued = new Uint8Array(rarity.length);
  const queue = createHeap();
  const multiplier: number[] = [];
  let steps = 0;
  let touched: number[] = [];

  function touch(column: number, value: number): void {
    if (seen[column] === 0) {
      seen[column] = 1;
      touched.push(column);
    }
    work[column] = value;
    const row = rowOf[column] ?? -1;
    if (row < 0 || queued[row] !== 0 || value === 0) return;
    queued[row] = 1;
    queue.push(row);
  }

  /** Takes away every pivot that is in the vector; what is left stays in `work`. Null when the budget is spent. */
  function reduce(vector: SparseVector): { earlier: number[]; factors: number[] } | null {
    const earlier: number[] = [];
    const factors: number[] = [];
    vector.columns.forEach((column, index) => touch(column, residue(vector.values[index] ?? 0)));
    while (queue.size() > 0) {
      const index = queue.pop();
      queued[index] = 0;
      const row = rows[index];
      if (!row || steps > budget) continue;
      const factor = work[row.pivot] ?? 0;
      if (factor === 0) continue;
      earlier.push(index);
      factors.push(factor);
      steps += row.columns.length;
      for (let k = 0; k < row.columns.length; k++) {
        const column = row.columns[k] ?? 0;
        touch(column, residue((work[column] ?? 0) - product(factor, row.values[k] ?? 0)));
      }
    }
    return steps > budget ? null : { earlier, factors };
  }

  function clear(): void {
    for (const column of touched) work[column] = seen[column] = 0;
    touched = [];
  }

  function rarestLeft(): number {
    let best = -1;
    for (const column of touched)
      if (work[column] !== 0 && (best < 0 || (rarity[column] ?? 0) < (rarity[best] ?? 0) || (rarity[column] === rarity[best] && column < best))) best = column;
    return best;
  }

  function keep(pivot: number, earlier: number[], factors: number[]): void {
    const inverse = invert(work[pivot] ?? 0);
    const columns = touched.filter((column) => work[column] !== 0);
    rowOf[pivot] = rows.length;
    rows.push({ pivot, columns, values: columns.map((column) => product(work[column] ?? 0, inverse)), inverse, earlier, factors });
  }

  /** Σ factor × row rewritten as Σ residue × inserted vector, latest row first; null when the budget is spent. */
  function combination(earlier: readonly number[], factors: readonly number[]): { member: number; residue: number }[] | null {
    const found: { member: number; residue: number }[] = [];
    const put = (row: number, value: number): void => {
      if (multiplier[row] === undefined || multiplier[row] === -1) {
        multiplier[row] = 0;
        queue.push(-row);
      }
      multiplier[row] = residue((multiplier[row] ?? 0) + value);
    };
    earlier.forEach((row, index) => put(row, factors[index] ?? 0));
    while (queue.size() > 0) {
      const member = 0 - queue.pop();
      const value = multiplier[member] ?? 0;
      multiplier[member] = -1;
      const row = rows[member];
      if (!row || value === 0 || steps > budget) continue;
      const scaled = product(value, row.inverse);
      found.push({ member, residue: scaled });
      steps += row.earlier.length;
      for (let k = 0; k < row.earlier.length; k++) put(row.earlier[k] ?? 0, -product(scaled, row.factors[k] ?? 0));
    }
    return steps > budget ? null : found.reverse();
  }

  function outcome(vector: SparseVector, keeping: boolean): Outcome {
    const reduced = reduce(vector);
    const pivot = reduced ? rarestLeft() : -1;
    if (reduced && pivot >= 0 && keeping) keep(pivot, reduced.earlier, reduced.factors);
    clear();
    if (!reduced) return { kind: 'exhausted' };
    if (pivot >= 0) return { kind: 'independent', pivot };
    const combined = combination(reduced.earlier, reduced.factors);
    return combined ? { kind: 'dependent', combination: combined } : { kind: 'exhausted' };
  }

  return { insert: (vector) => outcome(vector, true), express: (vector) => outcome(vector, false) };
}

/** The whole number modulo the prime, in 0 … PRIME − 1. */
function residue(value: number): number {
  const rest = value >= PRIME || value <= -PRIME ? value % PRIME : value;
  return rest < 0 ? rest + PRIME : rest === PRIME ? 0 : rest;
}

function product(a: number, b: number): number {
  const exact = a * b;
  const rest = exact - Math.floor(exact / PRIME) * PRIME;
  return rest < 0 ? rest + PRIME : rest >= PRIME ? rest - PRIME : rest;
}

/** a⁻¹ by Fermat. */
function invert(a: number): number {
  if (a === 1) return 1;
  let [result, base] = [1, a];
  for (let exponent = PRIME - 2; exponent > 0; exponent = Math.floor(exponent / 2), base = product(base, base))
    if (exponent % 2 === 1) result = product(result, base);
  return result;
}
