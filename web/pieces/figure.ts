// Numbers as pages write them: thousands set apart.
import type { AnswerKind } from '../../engine/model/annual.ts';

/** 12345.5 → "12,345.5"; at most one decimal. */
export function figure(value: number): string {
  // Zero has no sign.
  return (Math.round(value * 10) / 10 + 0).toLocaleString('en-US');
}

/** The same for an exact decimal, with every digit; what is no number stays as it is, and so does what begins with a zero for no reason. */
export function grouped(decimal: string): string {
  const [, whole, rest = ''] = /^(-?(?:0|[1-9]\d*))(\.\d+)?$/.exec(decimal) ?? [];
  return whole === undefined ? decimal : whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}

/** The same for an answer as it is kept, where a number is asked: months (2026.07) and telephone numbers are left alone. */
export function answered(value: string | number, answers: AnswerKind): string {
  return answers === 'count' || answers === 'decimal' ? grouped(String(value)) : String(value);
}
