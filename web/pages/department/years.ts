// The periods of reports.
import { frequencyOf, type Frequency } from '../../pieces/period.ts';

/** "2026", "2026-H1" …: the periods of a year in order. */
export function periodsOf(year: number, frequency: Frequency): string[] {
  switch (frequency) {
    case 'annual':
      return [`${year}`];
    case 'half-yearly':
      return [1, 2].map((half) => `${year}-H${half}`);
    case 'quarterly':
      return [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`);
    case 'monthly':
      return Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}`);
  }
}

/** Those that have begun, this year's and last year's, the newest first. */
export function periodsBegun(frequency: Frequency, day: string): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const monthsEach = 12 / periodsOf(year, frequency).length;
  const begun = periodsOf(year, frequency).slice(0, Math.floor((month - 1) / monthsEach) + 1);
  return [...periodsOf(year - 1, frequency), ...begun].reverse();
}

/** Of these, the newest first, the one that is looked at first: the last that has ended; before any has, the one that runs. */
export function likeliestPeriod(periods: readonly string[], day: string): string | undefined {
  return periods.find((each) => periodsBegun(frequencyOf(each), day)[0] !== each) ?? periods[0];
}

/** The one before, of the same length. */
export function periodBefore(period: string, frequency: Frequency): string {
  const year = Number(period.slice(0, 4));
  const all = [...periodsOf(year - 1, frequency), ...periodsOf(year, frequency)];
  return all[all.indexOf(period) - 1] ?? '';
}
