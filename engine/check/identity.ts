// Resident identity numbers (公民身份号码) by GB 11643—1999: six digits of place, eight of birth, three in order, one that checks the rest.
// Pages use it too, while somebody types.
import { foldWidth } from './width.ts';

/** sound: as the standard wants it · other: a passport or permit, which has no checksum · wrong: neither. */
export type IdentityNumber =
  { readonly kind: 'sound' | 'other'; readonly number: string } | { readonly kind: 'wrong'; readonly why: 'length' | 'birth' | 'checksum' };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Reads a number as people write it: full-width digits, a small x and spaces are the same number. */
export function identityNumber(written: string): IdentityNumber {
  const number = foldWidth(written).replace(/\s/gu, '').toUpperCase();
  if (/^[A-Z]{1,3}[0-9A-Z]{4,20}$/u.test(number)) return { kind: 'other', number };
  if (!/^\d{17}[\dX]$/u.test(number)) return { kind: 'wrong', why: 'length' };
  if (!isBirthday(number.slice(6, 14))) return { kind: 'wrong', why: 'birth' };
  return checkDigit(number) === number[17] ? { kind: 'sound', number } : { kind: 'wrong', why: 'checksum' };
}

/** The birthday (1949-12-31) and sex that a sound number tells; null for any other. */
export function identitySays(written: string): { readonly birth: string; readonly female: boolean } | null {
  const read = identityNumber(written);
  if (read.kind !== 'sound') return null;
  const { number } = read;
  return { birth: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`, female: Number(number[16]) % 2 === 0 };
}

/** Whole years at the end of the month (2026-09) of somebody born on this day. */
export function ageAt(birth: string, month: string): number {
  const hasHadBirthday = birth.slice(5, 7) <= month.slice(5, 7);
  return Number(month.slice(0, 4)) - Number(birth.slice(0, 4)) - (hasHadBirthday ? 0 : 1);
}

/** The eighteenth character that the first seventeen ask for (ISO 7064, MOD 11-2). */
export function checkDigit(number: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return CHECKS[sum % 11] ?? '';
}

function isBirthday(digits: string): boolean {
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return digits >= '18500101' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
