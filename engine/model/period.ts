// Frequencies and the periods of a year: "2026", "2026-H1", "2026-Q3", "2026-07".

/** How often a requirement is reported, finest first. */
export const FREQUENCIES = ['monthly', 'quarterly', 'half-yearly', 'annual'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const PERIODS_A_YEAR: Record<Frequency, number> = { monthly: 12, quarterly: 4, 'half-yearly': 2, annual: 1 };

export function isFrequency(value: unknown): value is Frequency {
  return FREQUENCIES.some((frequency) => frequency === value);
}

/** How many periods of this frequency a year has. */
export function periodsAYear(frequency: Frequency): number {
  return PERIODS_A_YEAR[frequency];
}

/** All periods of a year at a frequency, in order. */
export function periodsOf(year: number, frequency: Frequency): string[] {
  return Array.from({ length: periodsAYear(frequency) }, (_, index) => periodName(year, frequency, index));
}

/** The name of the index-th (from 0) period of a year. */
export function periodName(year: number, frequency: Frequency, index: number): string {
  switch (frequency) {
    case 'annual':
      return `${year}`;
    case 'half-yearly':
      return `${year}-H${index + 1}`;
    case 'quarterly':
      return `${year}-Q${index + 1}`;
    case 'monthly':
      return `${year}-${String(index + 1).padStart(2, '0')}`;
  }
}

/** Is `a` at least as fine as `b` (monthly is finer than annual)? */
export function isFinerOrEqual(a: Frequency, b: Frequency): boolean {
  return FREQUENCIES.indexOf(a) <= FREQUENCIES.indexOf(b);
}

/** Does `a` take in more months than `b`? A year is longer than any of its quarters. */
export function isLonger(a: string, b: string): boolean {
  return lengthOf(a) > lengthOf(b);
}

function lengthOf(period: string): number {
  const months = monthsOf(period);
  return months ? months.last - months.first + 1 : 0;
}

/** First and last month (1–12) of a period; null when the name is no period. */
export function monthsOf(period: string): { year: number; first: number; last: number } | null {
  const found = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(period);
  if (!found) return null;
  const year = Number(found[1]);
  if (found[2]) return { year, first: 6 * Number(found[2]) - 5, last: 6 * Number(found[2]) };
  if (found[3]) return { year, first: 3 * Number(found[3]) - 2, last: 3 * Number(found[3]) };
  if (found[4]) return { year, first: Number(found[4]), last: Number(found[4]) };
  return { year, first: 1, last: 12 };
}

/** "2026-Q1" → "2026-03"; a name that is no period as it is. */
export function lastMonthOf(period: string): string {
  const months = monthsOf(period);
  return months ? `${months.year}-${String(months.last).padStart(2, '0')}` : period;
}

/** The periods at a frequency that share a month with this one, in order. */
export function periodsBeside(period: string, frequency: Frequency): string[] {
  const here = monthsOf(period);
  if (!here) return [];
  return periodsOf(here.year, frequency).filter((each) => {
    const months = monthsOf(each);
    return months !== null && months.first <= here.last && months.last >= here.first;
  });
}

/** The periods of `finer` that lie in the months first…last of `year`, in order; whole periods only. */
export function periodsWithin(year: number, finer: Frequency, first: number, last: number): string[] {
  return periodsOf(year, finer).filter((period) => {
    const months = monthsOf(period);
    return months !== null && months.first >= first && months.last <= last;
  });
}
