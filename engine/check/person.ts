// What a row says of a person, against what nobody can be and what the identity number tells. Pages use it too, while somebody types.
import { readDate } from './date.ts';
import { ageAt, type identitySays } from './identity.ts';
import { foldWidth } from './width.ts';

/** More years than anybody has lived; births that identity numbers may tell begin in 1850. */
const MOST_YEARS = 150;

/** Is it a number that nobody's age is: below zero, not whole, or beyond what anybody has lived? Words are not judged. */
export function isNobodysAge(written: string): boolean {
  const years = writtenAge(written);
  return years !== null && (!Number.isInteger(years) || years < 0 || years > MOST_YEARS);
}

/** The number of an age written as a number, with or without 岁 (36, ３６, -5, 36周岁); null for anything else. */
function writtenAge(written: string): number | null {
  const plain = foldWidth(written)
    .replace(/\u2212/gu, '-')
    .replace(/[\s,]/gu, '');
  const [, number] = /^(-?\d{1,9}(?:\.\d{1,9})?)(?:周?岁)?$/u.exec(plain) ?? [];
  return number === undefined ? null : Number(number);
}

export type IdentitySays = NonNullable<ReturnType<typeof identitySays>>;

export const sexTold = ({ female }: IdentitySays): string => (female ? '女' : '男');
const SEXES: Readonly<Record<string, string>> = { 男: '男', 男性: '男', 女: '女', 女性: '女' };

/** Does a column under this head ask for the day of birth? */
export function isBirthday(head: string): boolean {
  return /^(?:出生(?:年月日?|日期|时间)?|生日)$/u.test(head);
}

/** A year more or less is no contradiction: it is counted by the calendar, before the birthday, or the old way. */
export function isOtherAge(years: number, { birth }: IdentitySays, month: string): boolean {
  return Math.abs(years - (Number(month.slice(0, 4)) - Number(birth.slice(0, 4)))) > 1;
}

/** The number's own answer where a cell says another; null where they agree, or the cell is not understood. `month`: 2026-09, from which the row holds. */
export function toldInstead(cell: { readonly attribute: string | null; readonly title: string; readonly text: string }, says: IdentitySays, month: string) {
  const text = cell.text.trim();
  if (cell.attribute === 'sex') return (SEXES[text] ?? sexTold(says)) === sexTold(says) ? null : sexTold(says);
  const years = cell.attribute === 'age' ? writtenAge(text) : null;
  if (years !== null) return isOtherAge(years, says, month) ? String(ageAt(says.birth, month)) : null;
  const day = cell.attribute === null && isBirthday(cell.title) ? readDate(text, ['年', '月', '日']) : null;
  return day === null || says.birth.startsWith(day) ? null : says.birth;
}
