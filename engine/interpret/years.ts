// A year in figures, said from the year that the form is of: on a form of 2026, 2026年末 is 本年末 and 2025年 is 上年. A day (2026年7月1日) and the
// end of a span (2020—2026年) stay as they are, and so does every year where nobody knows what year the form is of.
import type { FieldReading, PathLabel } from '../model/reading.ts';
import { type Grammar, normalise } from './lexicon.ts';

/** A blank with this year and the one before in words, in all its labels. */
export function withYearsNamed(field: FieldReading, year: number | null, { writtenYear, yearNames }: Grammar): FieldReading {
  if (year === null) return field;
  const named = <L extends PathLabel>(label: L): L => {
    const text = normalise(label.text);
    const said = text.replace(writtenYear, (printed, figures: string) => yearNames[year - Number(figures)] ?? printed);
    return said === text ? label : { ...label, text: said };
  };
  return { ...field, section: field.section.map(named), rowPath: field.rowPath.map(named), columnPath: field.columnPath.map(named) };
}
