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
  return value === null || !blank.inline ? value : withinLabel(blank.text || blank.label, value);
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
