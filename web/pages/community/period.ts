// What the pages of a community reckon with periods and days.
import { monthsOf } from '../../../engine/model/period.ts';

/** Days from one day to another, both 2026-07-01. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Has it a name that means a period? */
export function isPeriod(period: string): boolean {
  return monthsOf(period) !== null;
}
