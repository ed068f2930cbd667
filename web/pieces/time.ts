// Days and moments as all pages write them: in Beijing time, by which the server reckons deadlines and days, whatever the clock of the machine says.
const BEIJING_MS = 8 * 3_600_000;

function inBeijing(at: string | Date): string {
  return new Date(new Date(at).getTime() + BEIJING_MS).toISOString();
}

/** 2026-03-05 14:07; "—" where there is none. */
export function timeOf(at: string | Date | null): string {
  return at === null ? '—' : `${dayOf(at)} ${clockOf(at)}`;
}

/** 03-05 14:07, where the year goes without saying. */
export function minuteOf(at: string | Date): string {
  return timeOf(at).slice(5);
}

/** 2026-03-05 */
export function dayOf(at: string | Date): string {
  return inBeijing(at).slice(0, 10);
}

/** 14:07 */
export function clockOf(at: string | Date): string {
  return inBeijing(at).slice(11, 16);
}

export function today(): string {
  return dayOf(new Date());
}

export function thisYear(): number {
  return Number(today().slice(0, 4));
}

/** The moment at which a clock in Beijing shows that: as the server takes times. */
export function momentAt(day: string, clock: string): string {
  return new Date(Date.parse(`${day}T${clock}:00Z`) - BEIJING_MS).toISOString();
}
