// A blank whose labels are read in other words than are printed.
import type { FieldReading, PathLabel } from '../model/reading.ts';
import { normalise } from './lexicon.ts';

/** The blank with `said` in place of every label, which is given normalised. */
export function relabelled(field: FieldReading, said: (text: string) => string): FieldReading {
  const named = <L extends PathLabel>(label: L): L => {
    const text = normalise(label.text);
    const other = said(text);
    return other === text ? label : { ...label, text: other };
  };
  return { ...field, section: field.section.map(named), rowPath: field.rowPath.map(named), columnPath: field.columnPath.map(named) };
}
