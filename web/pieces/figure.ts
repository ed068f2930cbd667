// Numbers as pages write them: thousands set apart.

/** 12345.5 → "12,345.5"; at most one decimal. */
export function figure(value: number): string {
  return (Math.round(value * 10) / 10).toLocaleString('en-US');
}

/** The same for an exact decimal, with every digit; what is no number stays as it is. */
export function grouped(decimal: string): string {
  const [, whole, rest = ''] = /^(-?\d+)(\.\d+)?$/.exec(decimal) ?? [];
  return whole === undefined ? decimal : whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}

/** The same for an answer as it is kept: amounts may be kept as text, and so are telephone numbers, which are left alone. */
export function answered(value: string | number): string {
  return typeof value === 'number' || value.includes('.') ? grouped(String(value)) : value;
}
