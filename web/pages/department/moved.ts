// Where the cells of a blank form stand in the filled one: rosters that are longer than their blank rows push down what is below them.

/** Rows put in after a row of the blank form, from the top. */
export type Added = readonly { readonly after: number; readonly count: number }[];

/** "B12" of the blank form → "B15" of the filled one. */
export function movedCell(cell: string, added: Added): string {
  const row = Number(cell.replace(/^[A-Z]+/, ''));
  const more = added.reduce((sum, { after, count }) => (row > after ? sum + count : sum), 0);
  return `${cell.replace(/\d+$/, '')}${row + more}`;
}
