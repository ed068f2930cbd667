// How often a form is due, read from its heading. In: the heading. Out: the frequency with the words that say so.
import type { Frequency } from '../../engine/model/period.ts';

/** What a heading says of how often: 季度表, (季), 20__年 月. The shorter stands for the form: 2026年度…月报表 is monthly. */
const SAID: readonly (readonly [Frequency, RegExp])[] = [
  ['monthly', /月度|月报|月份?表|[((]月[))]|年[\s_]*月(?![\s_]*日)/],
  ['quarterly', /季度|季报|季表|[((]季[))]/],
  ['half-yearly', /半年度?/],
  ['annual', /年度|年报|年表|[((]年[))]/],
];

/** How often a heading says that the form is due, and the words that say so; null where it does not. */
export function frequencySaid(heading: string): { readonly frequency: Frequency; readonly words: string } | null {
  for (const [frequency, pattern] of SAID) {
    const words = pattern.exec(heading)?.[0];
    if (words !== undefined) return { frequency, words };
  }
  return null;
}
