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
    if (offer.range.top < offer.range.bottom) tall.push(offer);
    else byRow.set(offer.range.top, [...(byRow.get(offer.range.top) ?? []), offer]);
  }
  return (row, column) => {
    const inRow = byRow.get(row)?.find(({ range }) => holds(range, row, column));
    const above = tall.find(({ range }) => holds(range, row, column));
    const first = inRow && above ? (inRow.order < above.order ? inRow : above) : (inRow ?? above);
    return first?.values ?? null;
  };
}

function offersOf(validations: readonly ListValidation[]): Offer[] {
  return validations.flatMap(({ ranges, values }, order) => ranges.map((range) => ({ range, values, order })));
}

function holds(range: Range, row: number, column: number): boolean {
  return range.top <= row && row <= range.bottom && range.left <= column && column <= range.right;
}
