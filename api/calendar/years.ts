// The work calendar as it is stored, year by year: seeded with what was made known when this program was made, imported later.
import { readFileSync } from 'node:fs';
import type { Db } from '../storage/database.ts';
import { daysFromJson } from './import.ts';
import { workdaysOf, type SpecialDay, type WorkYear, type Workdays } from './workdays.ts';

/** Writes the years that come with the program and are not there yet; what was imported stays. */
export async function seedCalendar(db: Db, districtId: string, now: string): Promise<void> {
  const there = new Set((await db.selectFrom('workYear').select('year').where('districtId', '=', districtId).execute()).map(({ year }) => Number(year)));
  for (const [year, days] of daysByYear(seedDays()))
    if (!there.has(year)) await putYear(db, districtId, { year, days, provisional: false }, { source: 'chinese-days', now });
}

/** Holidays and worked weekends from the chinese-days package (MIT licence), from 2020 on. */
function seedDays(): readonly SpecialDay[] {
  return daysFromJson('chinese-days.json', readFileSync(new URL('chinese-days.json', import.meta.url), 'utf8'));
}

export function daysByYear(days: readonly SpecialDay[]): ReadonlyMap<number, readonly SpecialDay[]> {
  const years = new Map<number, SpecialDay[]>();
  for (const each of days) years.set(Number(each.day.slice(0, 4)), [...(years.get(Number(each.day.slice(0, 4))) ?? []), each]);
  return years;
}

export async function putYear(
  db: Db,
  districtId: string,
  { year, provisional, days }: WorkYear,
  { source, now }: { readonly source: string; readonly now: string },
): Promise<void> {
  const sorted = [...days].sort((a, b) => (a.day < b.day ? -1 : 1));
  const content = { days: JSON.stringify(sorted), provisional: provisional ? 1 : 0, source, updatedAt: now };
  await db
    .insertInto('workYear')
    .values({ districtId, year, ...content })
    .onConflict((conflict) => conflict.columns(['districtId', 'year']).doUpdateSet(content))
    .execute();
}

/** The years that are stored, with where each is from. */
export async function workYears(db: Db, districtId: string): Promise<readonly (WorkYear & { readonly source: string })[]> {
  const rows = await db.selectFrom('workYear').selectAll().where('districtId', '=', districtId).orderBy('year').execute();
  return rows.map(({ year, provisional, days, source }) => ({
    year: Number(year),
    provisional: Number(provisional) === 1,
    days: JSON.parse(days) as SpecialDay[],
    source,
  }));
}

export async function workdays(db: Db, districtId: string): Promise<Workdays> {
  return workdaysOf(await workYears(db, districtId));
}
