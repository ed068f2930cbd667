// What departments call households, homes, businesses, activities, housing estates and plain facts: wordings that ask the same, and look-alikes that do not.
import { describe, expect, test } from 'vitest';
import { BUSINESSES } from './businesses.ts';
import { COMPOUNDS, FACTS } from './community.ts';
import { EVENTS } from './events.ts';
import { DWELLINGS, HOUSEHOLDS } from './households.ts';
import { LOOKALIKES } from './lookalikes.ts';
import { meaningsOf, wordingsOf } from './wordings.ts';

describe.each(Object.entries({ HOUSEHOLDS, DWELLINGS, BUSINESSES, EVENTS, COMPOUNDS, FACTS }))('%s', (_, table) => {
  const wordings = wordingsOf(table);
  test.each([...new Set(wordings.map(({ means }) => means))])('%s', (means) => {
    const asked = wordings.filter((wording) => wording.means === means);
    const wrong = asked.flatMap(({ text, mayBeDoubted }) => {
      const isRight = (meaning: string): boolean => meaning === means || (mayBeDoubted && isDoubted(meaning));
      return meaningsOf(text).flatMap((meaning) => (isRight(meaning) ? [] : [`${text} => ${meaning}`]));
    });
    expect(wrong).toEqual([]);
  });
});

/** Is a word left open, or a person asked? */
function isDoubted(meaning: string): boolean {
  return /[+?]/u.test(meaning);
}

test('wordings that look alike are different data', () => {
  const pairs = LOOKALIKES.split('\n').flatMap((line) => (line.includes(' ≠ ') ? [line.trim().split(' ≠ ')] : []));
  expect(pairs.length).toBeGreaterThan(100);
  const merged = pairs.filter(([one = '', other = '']) => meaningsOf(one).some((meaning) => meaningsOf(other).includes(meaning)));
  expect(merged).toEqual([]);
});
