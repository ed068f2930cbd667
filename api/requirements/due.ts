// When a report is due next: so many days after its period ends.
import { type Frequency, periodsWithin } from '../../engine/model/period.ts';

export interface Due {
  readonly period: string;
  /** The day, YYYY-MM-DD. */
  readonly day: string;
}

/** The first period whose due day is not before `today` (YYYY-MM-DD). */
export function nextDue(frequency: Frequency, dueDays: number, today: string): Due {
  const year = Number(today.slice(0, 4));
  const periods = [year - 1, year, year + 1].flatMap((each) => periodsWithin(each, frequency, 1, 12));
  const dues = periods.map((period) => ({ period, day: dayAfter(lastDay(period), dueDays) }));
  return dues.find(({ day }) => day >= today) ?? { period: String(year), day: today };
}

function lastDay(period: string): string {
  const year = Number(period.slice(0, 4));
  const part = period.slice(5);
  const month = part === '' ? 12 : part.startsWith('H') ? Number(part.slice(1)) * 6 : part.startsWith('Q') ? Number(part.slice(1)) * 3 : Number(part);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
