// How a stored number is shown to a person: plain digits, or a date when its format says so. In: a number and the format code
// of its cell. Out: text such as 1234.5, 2026-12-31 or 2026-12. Source: ECMA-376 part 1, 18.8.30 (number formats).

/** What of a date a format shows; null for formats that show plain numbers. */
export interface DateParts {
  readonly year: boolean;
  readonly month: boolean;
  readonly day: boolean;
  readonly time: boolean;
  readonly seconds: boolean;
}

const MS_PER_DAY = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31 ends here, the last day Excel knows. */
const END_OF_DAYS = Date.UTC(10_000, 0, 1);

/** The built-in formats that a file may name by number only; 27–36 and 50–58 as in Chinese Excel. */
const BUILT_IN = new Map<number, string>([
  [0, 'General'],
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [14, 'yyyy/m/d'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'yyyy/m/d h:mm'],
  [27, 'yyyy"年"m"月"'],
  [28, 'm"月"d"日"'],
  [29, 'm"月"d"日"'],
  [30, 'm/d/yy'],
  [31, 'yyyy"年"m"月"d"日"'],
  [32, 'h"时"mm"分"'],
  [33, 'h"时"mm"分"ss"秒"'],
  [36, 'yyyy"年"m"月"'],
  [37, '#,##0;-#,##0'],
  [38, '#,##0;[Red]-#,##0'],
  [39, '#,##0.00;-#,##0.00'],
  [40, '#,##0.00;[Red]-#,##0.00'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss.0'],
  [48, '##0.0E+0'],
  [49, '@'],
  [50, 'yyyy"年"m"月"'],
  [51, 'm"月"d"日"'],
  [52, 'yyyy"年"m"月"'],
  [53, 'm"月"d"日"'],
  [54, 'm"月"d"日"'],
  [57, 'yyyy"年"m"月"'],
  [58, 'm"月"d"日"'],
]);

/** The code of a built-in format; "General" for numbers that name none. */
export function builtInFormat(id: number): string {
  return BUILT_IN.get(id) ?? 'General';
}

/** Excel takes no longer ones; they show plain numbers here. */
const LONGEST_CODE = 255;

/** Reads from a format code which parts of a date it shows. */
export function dateParts(code: string): DateParts | null {
  if (code.length > LONGEST_CODE) return null;
  const known = PARTS.get(code);
  if (known !== undefined) return known;
  const parts = readParts(code);
  if (PARTS.size < 1000) PARTS.set(code, parts);
  return parts;
}

/** What a person reads in a cell that holds `value` in a format showing `parts`. */
export function numberText(value: number, parts: DateParts | null, date1904: boolean): string {
  const date = parts !== null && value >= 0 ? dateOf(value, date1904) : Infinity;
  return parts !== null && date < END_OF_DAYS ? dateText(new Date(date), parts) : plainNumber(value);
}

/** Digits without exponent, rounded to the 15 places that Excel keeps. */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isSafeInteger(value)) return String(value);
  return withoutExponent(String(Number(value.toPrecision(15))));
}

/** "1.5e-7" → "0.00000015". */
export function withoutExponent(digits: string): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/i.exec(digits);
  if (!found) return digits;
  const [, sign = '', whole = '', fraction = '', power = '0'] = found;
  const point = whole.length + Number(power);
  const all = whole + fraction;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`;
  if (point >= all.length) return sign + all + '0'.repeat(point - all.length);
  return `${sign}${all.slice(0, point)}.${all.slice(point)}`;
}

/** The serial number of an ISO 8601 date or date-time ("2026-12-31T08:00:00Z"); null when it is none. */
export function dateSerial(text: string, date1904: boolean): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?/.exec(text);
  if (!found) return null;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = found;
  const days = (Date.UTC(Number(year), Number(month) - 1, Number(day)) - (date1904 ? EPOCH_1904 : EPOCH_1900)) / MS_PER_DAY;
  const time = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) / 86_400;
  return days <= 60 && !date1904 ? days - 1 + time : days + time;
}

const PARTS = new Map<string, DateParts | null>();

function readParts(code: string): DateParts | null {
  const [section = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  const letters = section
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/AM\/PM|A\/P|上午\/下午/gi, '')
    .toLowerCase();
  if (letters.includes('general') || letters.includes('@') || /[0#?]/.test(letters.replace(/s\.0+/g, 's'))) return null;
  const year = /[ye]/.test(letters);
  const day = /d/.test(letters);
  const seconds = /s/.test(letters);
  const time = /h/.test(letters) || seconds;
  const month = /m/.test(letters.replace(/h+[^a-z]*m+|m+[^a-z]*s+/g, '')) && (year || day || !time);
  return year || month || day || time ? { year, month, day, time, seconds } : null;
}

/** The moment of a serial number in milliseconds, to the second. */
function dateOf(serial: number, date1904: boolean): number {
  const whole = Math.floor(serial);
  const seconds = Math.round((serial - whole) * 86_400);
  return (date1904 ? EPOCH_1904 : EPOCH_1900) + (whole + (!date1904 && whole < 60 ? 1 : 0)) * MS_PER_DAY + seconds * 1000;
}

function dateText(date: Date, parts: DateParts): string {
  const iso = date.toISOString();
  const day = [parts.year && iso.slice(0, 4), parts.month && iso.slice(5, 7), parts.day && iso.slice(8, 10)].filter(Boolean).join('-');
  const time = parts.time ? iso.slice(11, parts.seconds ? 19 : 16) : '';
  return [day, time].filter(Boolean).join(' ');
}
