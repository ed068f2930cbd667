// Numbers as the desk writes them.
export { figure } from '../../pieces/figure.ts';
export { listed } from '../../pieces/listed.ts';

/** How much of a whole, in per cent without decimals; a whole of nothing is nothing. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.floor((100 * part) / whole)}%`;
}
