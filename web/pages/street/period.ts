// Periods in words: "2026" → 2026 年, "2026-Q3" → 2026 年第 3 季度; and how the period before is called.
import { words } from '../../words/index.ts';

type Kind = 'annual' | 'half-yearly' | 'quarterly' | 'monthly';

export function kindOf(period: string): Kind {
  if (period.includes('H')) return 'half-yearly';
  if (period.includes('Q')) return 'quarterly';
  return period.includes('-') ? 'monthly' : 'annual';
}

export function periodWords(period: string): string {
  const [year = '', part = ''] = period.split('-');
  return words.global.t(`street.period.${kindOf(period)}`, { year, part: Number(part.replace(/\D/g, '')) });
}

/** 去年, 上月 … */
export function beforeWords(period: string): string {
  return words.global.t(`street.before.${kindOf(period)}`);
}
