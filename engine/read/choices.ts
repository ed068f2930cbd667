// The list that data validation offers for a cell, found without walking all validations for every cell.
import type { ListValidation, Range, Sheet } from '../model/sheet.ts';

export type Choices = (row: number, column: number) => readonly string[] | null;

interface Offer {
  readonly range: Range;
  readonly values: readonly string[] | null;
  /** Place among the sheet's validations: the first one wins. */
  readonly order: number;
}

/** Makes the look-up for one sheet. */
export function choicesOf(sheet: Sheet): Choices {
  const byRow = new Map<number, Offer[]>();
  const tall: Offer[] = [];
  for (const offer of offersOf(sheet.validations)) {
    if (offer.range.bottom - offer.range.top > SHORT) tall.push(offer);
    else for (let row = offer.range.top; row <= offer.range.bottom; row++) addTo(byRow, row, offer);
  }
  return (row, column) => {
    const inRow = byRow.get(row)?.find(({ range }) => holds(range, row, column));
    const above = tall.find(({ range }) => holds(range, row, column));
    const first = inRow && above ? (inRow.order < above.order ? inRow : above) : (inRow ?? above);
    return first?.values ?? null;
  };
}

/** Ranges of at most so many more rows than one are found by their row. */
const SHORT = 40;

function addTo(byRow: Map<number, Offer[]>, row: number, offer: Offer): void {
  const known = byRow.get(row);
  if (known) known.push(offer);
  else byRow.set(row, [offer]);
}

function offersOf(validations: readonly ListValidation[]): Offer[] {
  return validations.flatMap(({ ranges, values }, order) => ranges.map((range) => ({ range, values, order })));
}

function holds(range: Range, row: number, column: number): boolean {
  return range.top <= row && row <= range.bottom && range.left <= column && column <= range.right;
}
