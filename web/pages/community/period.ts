// What the pages of a community reckon with periods and days.
import { monthsOf } from '../../../engine/model/period.ts';
import { dayOf } from '../../pieces/time.ts';

/** Days from one day to another, both 2026-07-01. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Has it a name that means a period? */
export function isPeriod(period: string): boolean {
  return monthsOf(period) !== null;
}

/** A period as far as its turn depends on it. */
interface Awaited {
  readonly state: string;
  readonly due: { readonly dueAt: string } | null;
}

/** Is the day gone on which it was due? */
export function isPastDue({ due }: Awaited, today: string): boolean {
  return due !== null && dayOf(due.dueAt) < today;
}

/** What waits longest comes first: what was returned, what is late, what is still in time; each by the day it is due. */
export function byUrgency<Part extends Awaited>(parts: readonly Part[], today: string): Part[] {
  const rank = (part: Part): number => (part.state === 'returned' ? 0 : isPastDue(part, today) ? 1 : 2);
  const due = (part: Part): string => part.due?.dueAt ?? '9';
  return [...parts].sort((a, b) => rank(a) - rank(b) || due(a).localeCompare(due(b)));
}
