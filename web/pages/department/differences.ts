// The difference of two numbers as they stand in forms, exactly: decimals are scaled to whole numbers, never to floating ones.

type Value = string | number | boolean | null;

/** "+3", "−0.5", "0"; null where one of them is no number. */
export function difference(now: Value, before: Value): string | null {
  const [a, b] = [decimalOf(now), decimalOf(before)];
  if (!a || !b) return null;
  const places = Math.max(a.places, b.places);
  const scaled = a.digits * BigInt(10) ** BigInt(places - a.places) - b.digits * BigInt(10) ** BigInt(places - b.places);
  const zero = BigInt(0);
  if (scaled === zero) return '0';
  const digits = String(scaled < zero ? -scaled : scaled).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const part = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${scaled < zero ? '−' : '+'}${whole}${part === '' ? '' : `.${part}`}`;
}

function decimalOf(value: Value): { readonly digits: bigint; readonly places: number } | null {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(typeof value === 'number' || typeof value === 'string' ? String(value) : '');
  if (!found) return null;
  const part = found[3] ?? '';
  return { digits: BigInt(`${found[1] ?? ''}${found[2] ?? ''}${part}`), places: part.length };
}
