// Exact fractions of whole numbers, for units: 1 亩 is 2000/3 平方米, and a form in 万元 shows 1/10000 of 元.

export interface Fraction {
  readonly numerator: bigint;
  /** Positive. */
  readonly denominator: bigint;
}

export const ONE: Fraction = { numerator: 1n, denominator: 1n };

const PATTERN = /^(-?\d{1,40})(?:\.(\d{1,40}))?(?:\/(\d{1,40})(?:\.(\d{1,40}))?)?$/;

/** "10000", "0.0001" or "2000/3" → a fraction in lowest terms; null for anything else and for a denominator of zero. */
export function parseFraction(text: string): Fraction | null {
  const found = PATTERN.exec(text);
  if (!found) return null;
  const [, whole = '0', decimals = '', below = '1', belowDecimals = ''] = found;
  const numerator = BigInt(whole + decimals) * 10n ** BigInt(belowDecimals.length);
  const denominator = BigInt(below + belowDecimals) * 10n ** BigInt(decimals.length);
  return denominator === 0n ? null : lowest(numerator, denominator);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return lowest(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** a ÷ b; b must not be zero. */
export function over(a: Fraction, b: Fraction): Fraction {
  return b.numerator < 0n
    ? lowest(-a.numerator * b.denominator, a.denominator * -b.numerator)
    : lowest(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Less than zero when a < b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function lowest(numerator: bigint, denominator: bigint): Fraction {
  const divisor = greatestCommon(numerator < 0n ? -numerator : numerator, denominator) || 1n;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
