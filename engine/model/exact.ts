// Exact decimals: what people write down is never turned into a binary fraction.
import { Decimal as Library } from 'decimal.js';

/** 120 significant digits: sums and products of anything a form can hold are exact; quotients are far beyond any rounding. */
export const Exact = Library.clone({ precision: 120, rounding: Library.ROUND_HALF_UP, toExpNeg: -9e15, toExpPos: 9e15 });
export type Exact = Library;

const PLAIN = /^[+-]?\d{1,40}(?:\.\d{1,40})?$/;

/** A plain decimal ("12", "-0.5") or a finite number as its shortest decimal; null for anything else. */
export function parseExact(value: string | number): Exact | null {
  if (typeof value === 'number') return Number.isFinite(value) ? new Exact(value) : null;
  return PLAIN.test(value) ? new Exact(value) : null;
}

/** Plain decimal notation: no exponent, no trailing zeros, no minus zero. */
export function formatExact(value: Exact): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** The value as a number when a spreadsheet can hold it exactly (at most 15 significant digits), else as text. */
export function toNumber(value: Exact): number | string {
  const text = formatExact(value);
  const number = Number(text);
  return value.precision() <= 15 && new Exact(number).equals(value) ? number : text;
}
