// When a period is due: so many days after its end as the strictest requirement in force says, or as the coordinator has set, and never on a
// day that is not worked.
import { monthsOf } from '../../engine/model/period.ts';
import { frequencyOf } from '../annual/published.ts';
import { inForce } from '../requirements/standing.ts';
import type { Db } from '../storage/database.ts';
import { daysAfter, dayIn, endOf, movedTo, type Workdays } from './workdays.ts';
import { workdays } from './years.ts';

export interface Due {
  readonly dueAt: string;
  /** The day on which it would be due, were it worked; null when it is. */
  readonly movedFrom: string | null;
  /** Why the coordinator has set it; null when it follows from the requirements. */
  readonly reason: string | null;
  /** The holidays of that year are not made known yet. */
  readonly provisional: boolean;
}

/** When a period is due; null when no requirement in force is reported for such periods and nothing was set. */
export async function dueOf(db: Db, districtId: string, period: string): Promise<Due | null> {
  return (await duesOf(db, districtId, [period])).get(period) ?? null;
}

export async function duesOf(db: Db, districtId: string, periods: readonly string[]): Promise<ReadonlyMap<string, Due>> {
  if (periods.length === 0) return new Map();
  const days = await workdays(db, districtId);
  const set = await db.selectFrom('deadline').selectAll().where('districtId', '=', districtId).where('period', 'in', periods).execute();
  const least = await leastDays(db, districtId);
  return new Map(
    periods.flatMap((period) => {
      const by = set.find((each) => each.period === period);
      const after = least.get(frequencyOf(period));
      if (by) return [[period, { dueAt: by.dueAt, movedFrom: null, reason: by.reason, provisional: days.isProvisional(dayIn(by.dueAt)) }] as const];
      return after === undefined ? [] : [[period, computed(period, after, days)] as const];
    }),
  );
}

function computed(period: string, after: number, days: Workdays): Due {
  const wanted = daysAfter(lastDay(period), after);
  const day = days.onOrAfter(wanted);
  return { dueAt: endOf(day), movedFrom: day === wanted ? null : wanted, reason: null, provisional: days.isProvisional(day) };
}

/** A moment that somebody chose, moved to the next day that is worked, at the same hour. */
export function onWorkday(dueAt: string, days: Workdays): Pick<Due, 'dueAt' | 'movedFrom'> {
  const wanted = dayIn(dueAt);
  const day = days.onOrAfter(wanted);
  return day === wanted ? { dueAt, movedFrom: null } : { dueAt: movedTo(dueAt, day), movedFrom: wanted };
}

/** Frequency → the fewest days that a requirement in force leaves after a period's end. */
async function leastDays(db: Db, districtId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('requirement').selectAll().where('districtId', '=', districtId).where('standing', 'is not', null).execute();
  const least = new Map<string, number>();
  for (const { frequency, dueDays } of rows.flatMap((row) => inForce(row) ?? []))
    least.set(frequency, Math.min(least.get(frequency) ?? Number.POSITIVE_INFINITY, Number(dueDays)));
  return least;
}

function lastDay(period: string): string {
  const months = monthsOf(period);
  if (!months) throw new TypeError(`${period} is no period.`);
  return new Date(Date.UTC(months.year, months.last, 0)).toISOString().slice(0, 10);
}
