// What a row says of a person, against what nobody can be and what the identity number tells. Pages use it too, while somebody types.
import { readDate } from './date.ts';
import { ageAt, type identitySays } from './identity.ts';
import { foldWidth } from './width.ts';

/** How rows write ages, sexes and birthdays. */
export interface PersonWords {
  /** Behind the number of an age, as a pattern: 岁. */
  readonly years: string;
  /** What is said of a man and of a woman; the first of each is how it is told. */
  readonly male: readonly string[];
  readonly female: readonly string[];
  /** Heads of columns that ask for the day of birth, as a pattern. */
  readonly birthday: string;
  /** Behind the year, month and day of a date. */
  readonly dateMarks: readonly [string, string, string];
}

export type IdentitySays = NonNullable<ReturnType<typeof identitySays>>;

export interface PersonCheck {
  /** Is it a number that nobody's age is: below zero, not whole, or beyond what anybody has lived? Words are not judged. */
  isNobodysAge(written: string): boolean;
  sexTold(says: IdentitySays): string;
  /** Does a column under this head ask for the day of birth? */
  isBirthday(head: string): boolean;
  /** The number's own answer where a cell says another; null where they agree, or the cell is not understood. `month`: 2026-09, from which the row holds. */
  toldInstead(cell: { readonly attribute: string | null; readonly title: string; readonly text: string }, says: IdentitySays, month: string): string | null;
}

/** More years than anybody has lived; births that identity numbers may tell begin in 1850. */
const MOST_YEARS = 150;

/** The checks with the words of a language. */
export function personCheck(words: PersonWords): PersonCheck {
  const age = new RegExp(`^(-?\\d{1,9}(?:\\.\\d{1,9})?)(?:${words.years})?$`, 'u');
  const birthday = new RegExp(words.birthday, 'u');
  /** The number of an age written as a number (36, ３６, -5); null for anything else. */
  const writtenAge = (written: string): number | null => {
    const plain = foldWidth(written)
      .replace(/\u2212/gu, '-')
      .replace(/[\s,]/gu, '');
    const [, number] = age.exec(plain) ?? [];
    return number === undefined ? null : Number(number);
  };
  const sexTold = ({ female }: IdentitySays): string => (female ? words.female : words.male)[0] ?? '';
  const sexSaid = (text: string): string | undefined => [words.male, words.female].find((said) => said.includes(text))?.[0];
  const isBirthday = (head: string): boolean => birthday.test(head);
  return {
    isNobodysAge(written) {
      const years = writtenAge(written);
      return years !== null && (!Number.isInteger(years) || years < 0 || years > MOST_YEARS);
    },
    sexTold,
    isBirthday,
    toldInstead({ attribute, title, text: written }, says, month) {
      const text = written.trim();
      if (attribute === 'sex') return (sexSaid(text) ?? sexTold(says)) === sexTold(says) ? null : sexTold(says);
      const years = attribute === 'age' ? writtenAge(text) : null;
      if (years !== null) return isOtherAge(years, says, month) ? String(ageAt(says.birth, month)) : null;
      const day = attribute === null && isBirthday(title) ? readDate(text, [...words.dateMarks]) : null;
      return day === null || says.birth.startsWith(day) ? null : says.birth;
    },
  };
}

/** A year more or less is no contradiction: it is counted by the calendar, before the birthday, or the old way. */
export function isOtherAge(years: number, { birth }: IdentitySays, month: string): boolean {
  return Math.abs(years - (Number(month.slice(0, 4)) - Number(birth.slice(0, 4)))) > 1;
}
