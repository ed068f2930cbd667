// Numbers as the desk writes them.
export { listed } from '../../pieces/listed.ts';

/** 12345.5 → "12,345.5"; at most one decimal. */
export function figure(value: number): string {
  return (Math.round(value * 10) / 10).toLocaleString('en-US');
}

/** How much of a whole, in per cent without decimals; a whole of nothing is nothing. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.floor((100 * part) / whole)}%`;
}
