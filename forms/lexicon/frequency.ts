// How often a form is due, read from its heading. In: the heading. Out: the frequency with the words that say so.
import type { Frequency } from '../../engine/model/period.ts';
import { loadFrequencyWords } from './form.ts';

let known: readonly (readonly [Frequency, RegExp])[] | null = null;

/** How often a heading says that the form is due, and the words that say so; null where it does not. The shorter stands for the form: 2026年度…月报表 is monthly. */
export function frequencySaid(heading: string): { readonly frequency: Frequency; readonly words: string } | null {
  known ??= loadFrequencyWords().map(({ frequency, said }) => [frequency, new RegExp(said, 'u')] as const);
  for (const [frequency, pattern] of known) {
    const words = pattern.exec(heading)?.[0];
    if (words !== undefined) return { frequency, words };
  }
  return null;
}
