// From a residue back to the fraction it stands for, and the exact check that the guess is right.
import { PRIME, type SparseVector } from './modular.ts';
import { rational, type Rational } from './rational.ts';

/** √(PRIME / 2): numerators and denominators up to this size are told apart by their residues. */
const LIMIT = Math.floor(Math.sqrt(PRIME / 2));

/** The only fraction n/d with |n|, d ≤ √(PRIME/2) and n ≡ residue·d; null when there is none. (Half-extended Euclid.) */
export function reconstruct(residue: number): Rational | null {
  if (residue <= LIMIT) return rational(residue);
  if (PRIME - residue <= LIMIT) return rational(residue - PRIME);
  let [r0, r1, t0, t1] = [PRIME, residue, 0, 1];
  while (r1 > LIMIT) {
    const quotient = Math.floor(r0 / r1);
    [r0, r1, t0, t1] = [r1, r0 - quotient * r1, t1, t0 - quotient * t1];
  }
  return t1 === 0 || Math.abs(t1) > LIMIT ? null : rational(r1, t1);
}

/** Is target = Σ coefficient × vector, exactly? */
export function isIdentity(target: SparseVector, parts: readonly { readonly coefficient: Rational; readonly vector: SparseVector }[]): boolean {
  return isIdentityInDoubles(target, parts) ?? isIdentityInBigInts(target, parts);
}

/** The common case, whole and small throughout: doubles are exact up to 2^53. Null when that is not known to be so. */
function isIdentityInDoubles(target: SparseVector, parts: readonly { readonly coefficient: Rational; readonly vector: SparseVector }[]): boolean | null {
  const sum = new Map<number, number>();
  let size = 0;
  const put = (vector: SparseVector, factor: number): void => {
    for (let k = 0; k < vector.columns.length; k++) {
      const [column, value] = [vector.columns[k] ?? 0, factor * (vector.values[k] ?? 0)];
      size += Math.abs(value);
      sum.set(column, (sum.get(column) ?? 0) + value);
    }
  };
  put(target, -1);
  for (const { coefficient, vector } of parts) {
    if (coefficient.denominator !== 1n) return null;
    put(vector, Number(coefficient.numerator));
  }
  if (size > Number.MAX_SAFE_INTEGER) return null;
  for (const value of sum.values()) if (value !== 0) return false;
  return true;
}

function isIdentityInBigInts(target: SparseVector, parts: readonly { readonly coefficient: Rational; readonly vector: SparseVector }[]): boolean {
  const scale = parts.reduce((product, { coefficient }) => leastCommon(product, coefficient.denominator), 1n);
  const sum = new Map<number, bigint>();
  const put = (vector: SparseVector, factor: bigint): void =>
    vector.columns.forEach((column, index) => sum.set(column, (sum.get(column) ?? 0n) + factor * BigInt(vector.values[index] ?? 0)));
  put(target, -scale);
  for (const { coefficient, vector } of parts) put(vector, (coefficient.numerator * scale) / coefficient.denominator);
  return [...sum.values()].every((value) => value === 0n);
}

function leastCommon(a: bigint, b: bigint): bigint {
  if (a % b === 0n) return a;
  return a * rational(b, a).numerator;
}
