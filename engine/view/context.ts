// What a form asks that is known without asking: the community's name and code, and the period.
import type { ContextBlank } from '../model/consolidation.ts';
import { monthsOf } from '../model/period.ts';

export interface Occasion {
  readonly name: string;
  readonly code: string;
  readonly period: string;
}

/** The text of a context blank; null leaves it to people (who filled it in, phone, date). */
export function contextText(blank: ContextBlank, occasion: Occasion): string | null {
  const value = valueOf(blank, occasion);
  if (value === null || !blank.inline) return value;
  const text = blank.text || blank.label;
  return blank.kind === 'period' && !/[:：]/u.test(text) ? withinGaps(text, occasion.period) : withinLabel(text, value);
}

function valueOf({ kind }: ContextBlank, { name, code, period }: Occasion): string | null {
  switch (kind) {
    case 'community.name':
      return name;
    case 'community.code':
      return code;
    case 'period':
      return periodText(period);
    case 'date':
    case 'person':
    case 'phone':
      return null;
  }
}

/** "填报单位:____(盖章)" → "填报单位:第1社区(盖章)": the first blank behind the first colon, or right behind it. */
export function withinLabel(text: string, value: string): string {
  const found = /^(.+?[:：])([_＿\s]*)(.*)$/su.exec(text);
  if (!found) return `${text}${value}`;
  const [, label = '', blank = '', rest = ''] = found;
  const gap = rest === '' || /^[(（]/u.test(rest) || blank === '' ? '' : '  ';
  return `${label}${value}${gap}${rest}`;
}

/** "临江区    年    月统计表" → "临江区2026年7月统计表": all but the gaps stays as printed, and so does a gap for what this period has not. */
export function withinGaps(text: string, period: string): string {
  const months = monthsOf(period);
  if (!months) return text;
  return text.replace(GAPS, (_, before: string, gap: string | undefined, ordinal: string | undefined, unit: string | undefined) => {
    const number = numberOf(unit, months);
    const rest = unit === undefined ? '' : number === null ? `${gap ?? ''}${unit}` : `${ordinal ?? ''}${number}${unit}`;
    return `${before}${months.year}年${rest}`;
  });
}

/** "临江区    年    月统计表" → "临江区统计表": the same whichever the period. Of words that have a gap. */
export function withoutGaps(text: string): string {
  return text
    .replace(GAPS, '$1')
    .replace(/[(（]\s*[)）]/u, '')
    .trim();
}

/** The gap of the year, then perhaps that of a month, quarter or half-year; 20 may be printed before the first. */
const GAPS = /(^|[(（]|(?=20[_＿\s]|[_＿\s]))(?:20)?[_＿\s]*年(?:([_＿\s]*(第?)[_＿\s]+)(季度|半年|月))?/u;

function numberOf(unit: string | undefined, { first, last }: { readonly first: number; readonly last: number }): string | null {
  const length = last - first + 1;
  if (unit === '月') return length === 1 ? String(first) : null;
  if (unit === '季度') return length === 3 ? String(last / 3) : null;
  return unit === '半年' && length === 6 ? (first === 1 ? '上' : '下') : null;
}

/** "2026-Q3" → "2026年第3季度", "2026-H1" → "2026年上半年", "2026-07" → "2026年7月", "2026" → "2026年". */
export function periodText(period: string): string {
  const months = monthsOf(period);
  if (!months) return period;
  const { year, first, last } = months;
  if (first === last) return `${year}年${first}月`;
  if (last - first === 2) return `${year}年第${last / 3}季度`;
  if (last - first === 5) return `${year}年${first === 1 ? '上' : '下'}半年`;
  return `${year}年`;
}
