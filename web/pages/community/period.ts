// Periods and moments in words.
import { monthsOf } from '../../../engine/model/period.ts';

type Say = (key: string, values?: Record<string, unknown>) => string;

export type Frequency = 'annual' | 'half-yearly' | 'quarterly' | 'monthly';

export function frequencyOf(period: string): Frequency {
  if (period.includes('H')) return 'half-yearly';
  if (period.includes('Q')) return 'quarterly';
  return period.includes('-') ? 'monthly' : 'annual';
}

/** 2026-Q3 → 2026 年第 3 季度 */
export function periodWords(period: string, t: Say): string {
  const [year = '', part = ''] = period.split('-');
  return t(`community.period.${frequencyOf(period)}`, { year, part: part.replace(/^[HQ]/, '').replace(/^0/, '') });
}

/** The day in China of a moment. */
export function dayOf(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** 11-21 16:05, in China. */
export function minuteOf(at: string | Date): string {
  const moment = new Date((typeof at === 'string' ? Date.parse(at) : at.getTime()) + 8 * 3_600_000).toISOString();
  return `${moment.slice(5, 10)} ${moment.slice(11, 16)}`;
}

export function clockOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
}

/** Days from one day to another, both 2026-07-01. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function yearOf(period: string): string {
  return period.slice(0, 4);
}

/** Has it a name that means a period? */
export function isPeriod(period: string): boolean {
  return monthsOf(period) !== null;
}
