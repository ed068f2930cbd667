// The days of a month in weeks that begin on Monday; null where a day belongs to the month before or after.

export interface Day {
  /** "2026-03-01" */
  readonly day: string;
  readonly date: number;
  readonly weekend: boolean;
}

/** `month` counts from 0. */
export function daysOf(year: number, month: number): (Day | null)[][] {
  const last = new Date(year, month + 1, 0).getDate();
  const before = (new Date(year, month, 1).getDay() + 6) % 7;
  const cells: (Day | null)[] = Array.from({ length: before }, () => null);
  for (let date = 1; date <= last; date += 1) {
    const weekday = (before + date - 1) % 7;
    cells.push({ day: `${year}-${String(month + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}`, date, weekend: weekday >= 5 });
  }
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_none, week) => cells.slice(week * 7, week * 7 + 7));
}
