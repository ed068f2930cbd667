// Exact fractions: the coefficients of derivations. Always in lowest terms with a positive denominator.

export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n };
export const ONE: Rational = { numerator: 1n, denominator: 1n };

/** numerator ÷ denominator in lowest terms; throws on a zero denominator. */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  if (bottom === 0n) throw new RangeError('A fraction with denominator zero.');
  if (bottom === 1n) return { numerator: top, denominator: bottom };
  const shared = divisor(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { numerator: top / shared, denominator: bottom / shared };
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function times(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function negative(a: Rational): Rational {
  return { numerator: -a.numerator, denominator: a.denominator };
}

/** a ÷ b; throws when b is zero. */
export function over(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function isZero(a: Rational): boolean {
  return a.numerator === 0n;
}

export function isOne(a: Rational): boolean {
  return a.numerator === 1n && a.denominator === 1n;
}

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
