// What stands around a blank when its labels are resolved, and which units a measure can have.
import type { Lexicon, MeasureDef, Unit } from './lexicon.ts';
import type { Phrase } from './phrase.ts';

export interface Surroundings {
  readonly lexicon: Lexicon;
  readonly title: Phrase | null;
  readonly corner: Phrase | null;
  readonly tableUnit: string | null;
  /** Class of things that most blanks of the table are about, once known. */
  readonly tableObject: string | null;
  /** Cells of labels that have a blank of their own. */
  readonly counted?: ReadonlySet<string>;
}

export function fits(measure: MeasureDef, unit: Unit): boolean {
  return measure.units.includes(unit.base) || measure.units.includes(unit.text);
}
