// Periods as all pages speak of them: "2026-Q3" is 2026年第3季度.
import { lastMonthOf } from '../../engine/model/period.ts';
import { language, words } from '../words/index.ts';

export type Frequency = 'annual' | 'half-yearly' | 'quarterly' | 'monthly';

export function frequencyOf(period: string): Frequency {
  if (period.includes('H')) return 'half-yearly';
  if (period.includes('Q')) return 'quarterly';
  return period.includes('-') ? 'monthly' : 'annual';
}

export function yearOf(period: string): string {
  return period.slice(0, 4);
}

export function periodWords(period: string): string {
  const [year = '', part = ''] = period.split('-');
  const frequency = frequencyOf(period);
  const named = frequency === 'monthly' && language() === 'en' ? monthName(Number(part)) : Number(part.replace(/\D/g, ''));
  return words.global.t(`common.period.${part.startsWith('H') ? part : frequency}`, { year, part: named });
}

/** In English a month has a name: 10 is October. */
function monthName(month: number): string {
  return new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1));
}

/** Do its last days lie still ahead? */
export function isUnderWay(period: string, today: string): boolean {
  return lastMonthOf(period) >= today.slice(0, 7);
}
