// Which of a source's periods make one value of an asked period, and with which sign. What `derive` reckons with is what
// `certify` proves.
import { monthsOf, periodsOf, periodsWithin, type Frequency } from '../model/period.ts';
import type { Over } from './result.ts';

export interface Selected {
  readonly period: string;
  readonly sign: 1 | -1;
}

/** The source's periods for one asked period; null when the source has no such periods, or `period` is none. */
export function selectPeriods(over: Over, source: Frequency, period: string): readonly Selected[] | null {
  const months = monthsOf(period);
  if (!months) return null;
  const { year, first, last } = months;
  const plus = (names: readonly string[]): Selected[] => names.map((name) => ({ period: name, sign: 1 }));
  const ending = (month: number): string[] => periodsOf(year, source).filter((name) => monthsOf(name)?.last === month);
  switch (over) {
    case 'year':
      return source === 'annual' ? plus(periodsOf(year, 'annual')) : null;
    case 'end':
      return filled(plus(ending(last)));
    case 'sum':
      return filled(plus(periodsWithin(year, source, first, last)));
    case 'toDate':
      return filled(plus(periodsWithin(year, source, 1, last)));
    case 'difference': {
      const before = ending(first - 1);
      if (first > 1 && before.length === 0) return null;
      const end = filled(plus(ending(last)));
      return end && [...end, ...before.map((name): Selected => ({ period: name, sign: -1 }))];
    }
  }
}

function filled(selected: readonly Selected[]): readonly Selected[] | null {
  return selected.length > 0 ? selected : null;
}
