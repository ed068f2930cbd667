// A year's holidays from a file: CSV or Excel with 日期, 类型 (休 or 班) and 名称, or the JSON of the chinese-days package as it is.
import { refused } from '../problem.ts';
import { decode, readTable } from '../table.ts';
import type { SpecialDay } from './workdays.ts';

/** The days of a file; throws Refused naming the line that is wrong. */
export async function readDays(name: string, bytes: Uint8Array): Promise<readonly SpecialDay[]> {
  const days = /\.json$/iu.test(name) ? daysFromJson(name, decode(bytes)) : daysFromTable(name, await readTable(name, bytes));
  if (days.length === 0) throw refused('request.invalid', { at: name, why: '没有日期 / no days' });
  const seen = new Set<string>();
  for (const { day } of days) {
    if (seen.has(day)) throw refused('request.invalid', { at: `${name} ${day}`, why: '同一天出现了两次 / the day is there twice' });
    seen.add(day);
  }
  return days;
}

const HEADS: Readonly<Record<string, 'day' | 'works' | 'name'>> = {
  日期: 'day',
  day: 'day',
  date: 'day',
  类型: 'works',
  type: 'works',
  名称: 'name',
  name: 'name',
};
const WORKS: Readonly<Record<string, boolean>> = { 休: false, 放假: false, 节假日: false, off: false, 班: true, 上班: true, 调休上班: true, work: true };

function daysFromTable(name: string, [head = [], ...rows]: readonly string[][]): readonly SpecialDay[] {
  const columns = head.map((text) => HEADS[text.trim().toLowerCase()] ?? null);
  if (!columns.includes('day') || !columns.includes('works'))
    throw refused('request.invalid', { at: name, why: '第一行应有“日期、类型、名称” / the first line must have day, type, name' });
  return rows.flatMap((row, index) => {
    const get = (column: 'day' | 'works' | 'name'): string => (row[columns.indexOf(column)] ?? '').trim();
    if (row.every((text) => text.trim() === '')) return [];
    const works = WORKS[get('works').toLowerCase()];
    const at = `${name} ${index + 2}`;
    if (works === undefined) throw refused('request.invalid', { at, why: `类型“${get('works').slice(0, 20)}”应为 休 或 班 / must be 休 or 班` });
    return [{ day: dayOf(get('day'), at), works, name: columns.includes('name') ? get('name').slice(0, 50) : '' }];
  });
}

/** 2027-01-01, 2027/1/1 or 2027年1月1日, if there is such a day. */
function dayOf(text: string, at: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00:00.*)?$/u.exec(text) ?? [];
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${found}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== found)
    throw refused('request.invalid', { at, why: `“${text.slice(0, 20)}”不是日期,应如 2027-01-01 / no day` });
  return found;
}

/** `{ holidays: { "2027-01-01": "New Year's Day,元旦,1" }, workdays: { … } }` */
export function daysFromJson(name: string, text: string): readonly SpecialDay[] {
  const read = parsed(name, text);
  return (['holidays', 'workdays'] as const).flatMap((kind) =>
    Object.entries(read[kind] ?? {}).map(([day, words]) => ({
      day: dayOf(day, `${name} ${kind}`),
      works: kind === 'workdays',
      name: String(words).split(',')[1]?.slice(0, 50) ?? '',
    })),
  );
}

type Listed = Readonly<Partial<Record<'holidays' | 'workdays', object>>>;

function parsed(name: string, text: string): Listed {
  try {
    const value: unknown = JSON.parse(text);
    if (isListed(value)) return value;
  } catch {
    // Told below, like every other file that is none.
  }
  throw refused('request.invalid', { at: name, why: '应为含 holidays、workdays 的 JSON / JSON with holidays and workdays is wanted' });
}

function isListed(value: unknown): value is Listed {
  if (typeof value !== 'object' || value === null) return false;
  const lists = (['holidays', 'workdays'] as const).map((kind) => (value as Readonly<Record<string, unknown>>)[kind]);
  return lists.some((list) => list !== undefined) && lists.every((list) => list === undefined || (typeof list === 'object' && list !== null));
}
