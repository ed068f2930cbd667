// Working days: Monday to Friday, but for the holidays and the weekends worked instead that are made known for each year in the autumn
// before. Days are "2026-10-01", in Beijing time.

/** A day on which work is not as its weekday says. */
export interface SpecialDay {
  readonly day: string;
  readonly works: boolean;
  readonly name: string;
}

export interface WorkYear {
  readonly year: number;
  /** Not made known yet: what is here is what the law fixes for every year, and may be wrong. */
  readonly provisional: boolean;
  readonly days: readonly SpecialDay[];
}

/** The statutory holidays that fall on the same days every year; the others follow the moon and are not known before they are made known. */
export function fixedHolidays(year: number): readonly SpecialDay[] {
  const fixed = { '01-01': '元旦', '05-01': '劳动节', '05-02': '劳动节', '10-01': '国庆节', '10-02': '国庆节', '10-03': '国庆节' };
  return Object.entries(fixed).map(([day, name]) => ({ day: `${year}-${day}`, works: false, name }));
}

export interface Workdays {
  readonly isWorkday: (day: string) => boolean;
  /** The day itself when it is worked, or else the next one that is. */
  readonly onOrAfter: (day: string) => string;
  readonly isProvisional: (day: string) => boolean;
}

export function workdaysOf(years: readonly WorkYear[]): Workdays {
  const known = new Map(years.map(({ year, provisional, days }) => [year, { provisional, days: new Map(days.map(({ day, works }) => [day, works])) }]));
  const fixed = (year: number) => ({ provisional: true, days: new Map(fixedHolidays(year).map(({ day, works }) => [day, works])) });
  const yearOf = (day: string) => known.get(Number(day.slice(0, 4))) ?? fixed(Number(day.slice(0, 4)));
  const isWorkday = (day: string): boolean => yearOf(day).days.get(day) ?? !isWeekend(day);
  const onOrAfter = (day: string): string => (isWorkday(day) ? day : onOrAfter(daysAfter(day, 1)));
  return { isWorkday, onOrAfter, isProvisional: (day) => yearOf(day).provisional };
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** China has one time zone and no summer time. */
const BEIJING_MS = 8 * 3_600_000;

/** The day in Beijing at a moment: "2026-10-01". */
export function dayIn(time: string): string {
  return new Date(Date.parse(time) + BEIJING_MS).toISOString().slice(0, 10);
}

/** The minute in Beijing at a moment, for people to read: "2026-10-01 08:30". */
export function minuteIn(time: string): string {
  return new Date(Date.parse(time) + BEIJING_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** The first moment of a day in Beijing, as times are stored. */
export function startOf(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - BEIJING_MS).toISOString();
}

/** The last second of a day in Beijing, as times are stored. */
export function endOf(day: string): string {
  return new Date(Date.parse(`${day}T23:59:59.000Z`) - BEIJING_MS).toISOString();
}

/** The same hour on another day. */
export function movedTo(time: string, day: string): string {
  const hour = new Date(Date.parse(time) + BEIJING_MS).toISOString().slice(10);
  return new Date(Date.parse(`${day}${hour}`) - BEIJING_MS).toISOString();
}
