// The words that a form needs besides its questions: headings, the names of its parts, how checks are put. They are data of the lexicon.
import type { Comparison } from './check.ts';
import type { Frequency } from './period.ts';

/** In one language; {names} stand for what is filled in. */
export interface FormWords {
  /** {district}, {year} */
  readonly title: string;
  readonly parts: Readonly<Record<Frequency, string>>;
  readonly community: string;
  readonly communityCode: string;
  readonly communityName: string;
  readonly registers: string;
  /** {counted}: a number that is counted from a register. */
  readonly inRegister: string;
  /** {column}, {roster}: a column that several rosters call the same and mean differently (备注). */
  readonly ofRoster: string;
  /** Who belongs on a roster is ticked by hand. */
  readonly byHand: string;
  /** Head of the rows or columns that name what is measured. */
  readonly measure: string;
  readonly total: string;
  /** Between things in a row. */
  readonly comma: string;
  /** {axes}: what a table varies, where its cells share nothing else that could head it. */
  readonly by: string;
  /** {unit}, behind a title. */
  readonly unit: string;
  /** {part}, {whole} */
  readonly partOf: string;
  /** {left}, {right} */
  readonly equals: string;
  /** {title}: a number that follows by taking answers from answers. */
  readonly remainder: string;
  /** {title}: the same, where numbers of a register are among them. */
  readonly remainderOfRegister: string;
  /** A relation as it is printed on a form. {left}, {is}: one of `comparisons`, {right}, {text}: what stands there. */
  readonly printed: string;
  readonly comparisons: Readonly<Record<Comparison, string>>;
}
