// A year in figures, said from the year that the form is of: on a form of 2026 the head 2026年 is 本年, and 2026年末户籍人口 is of 本年末. A year inside other
// words (2026年建成, 2020—2026年, 2026年下半年) stays as it is, and so does every year where nobody knows what year the form is of.
import type { FieldReading } from '../model/reading.ts';
import type { Grammar } from './lexicon.ts';
import { relabelled } from './relabelled.ts';

/** A blank with this year and the one before in words, in all its labels. */
export function withYearsNamed(field: FieldReading, year: number | null, { writtenYear, writtenYearEnd, yearNames, yearEndNames }: Grammar): FieldReading {
  if (year === null) return field;
  const named =
    (names: readonly string[]): ((printed: string, figures: string) => string) =>
    (printed, figures) =>
      names[year - Number(figures)] ?? printed;
  return relabelled(field, (text) => text.replace(writtenYear, named(yearNames)).replace(writtenYearEnd, named(yearEndNames)));
}
