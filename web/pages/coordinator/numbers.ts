// Numbers as the desk writes them.
import { language } from '../../words/index.ts';

/** 12345.5 → "12,345.5"; at most one decimal. */
export function figure(value: number): string {
  return (Math.round(value * 10) / 10).toLocaleString('en-US');
}

/** How much of a whole, in per cent without decimals; a whole of nothing is nothing. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.floor((100 * part) / whole)}%`;
}

/** Joins a list as the language does. */
export function listed(words: readonly string[]): string {
  return words.join(language() === 'zh' ? '、' : ', ');
}
