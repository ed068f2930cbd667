// A day, month or year as people write it → 2026-07-01, 2026-07 or 2026.

/** 2026-7-1, 2026/07/01, 2026.7, 20260701, and the same with marks behind year, month and day; null for what is no date. */
export function readDate(text: string, marks: readonly string[]): string | null {
  const plain = marks.reduce((rest, mark) => rest.replaceAll(mark, '-'), text.replace(/\s+/gu, '')).replace(/-$/, '');
  const found = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/.exec(plain) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(plain);
  if (!found) return null;
  const [, year = '', , month, day] = found;
  if (Number(year) < EARLIEST || Number(year) > LATEST) return null;
  if (month === undefined) return year;
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined) return `${year}-${month.padStart(2, '0')}`;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) >= 1 && Number(day) <= days ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null;
}

const EARLIEST = 1000;
const LATEST = 2999;
