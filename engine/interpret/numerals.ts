// Ages written in words (六十五周岁) as the numbers that the patterns of ages know.
import type { Grammar } from './lexicon.ts';

export function withNumbers(text: string, { numeralAge, numerals }: Grammar): string {
  return text.replace(numeralAge, (word) => String(numberOf(word, numerals)));
}

/** 六十五 → 65, 十八 → 18, 一百 → 100. */
function numberOf(word: string, numerals: Readonly<Record<string, number>>): number {
  let sum = 0;
  let digit = 0;
  for (const letter of word) {
    const value = numerals[letter] ?? 0;
    if (value < 10) digit = value;
    else {
      sum += (digit === 0 ? 1 : digit) * value;
      digit = 0;
    }
  }
  return sum + digit;
}
