// The sheets that rulings point into, as far as rulings need them: what is printed where, and how far the sheet goes.
import { normalise } from '../interpret/index.ts';
import { shortHash } from '../match/hash.ts';
import type { FieldReference } from '../model/decision.ts';
import { type Cell, cellName, parseCellName, type Sheet } from '../model/sheet.ts';

export interface Paper {
  readonly sheet: string;
  /** Last row and column that hold text or lines. */
  readonly rows: number;
  readonly columns: number;
  /** Folded, by row. */
  readonly texts: readonly { readonly row: number; readonly column: number; readonly text: string }[];
  /** Two sheets with the same words at the same places have the same print; what a formula comes to does not count. */
  readonly print: string;
}

/** The sheets of a requirement's workbook; null when they are not at hand, and then a ruling's place is taken at its word. */
export type Papers = (requirement: string) => readonly Paper[] | null;

export function paperOf({ name, cells }: Sheet): Paper {
  return {
    sheet: name,
    rows: cells.reduce((most, { row }) => Math.max(most, row), 0),
    columns: cells.reduce((most, { column }) => Math.max(most, column), 0),
    texts: cells.flatMap(({ row, column, text }) => (text.trim() === '' ? [] : [{ row, column, text: normalise(text) }])),
    print: shortHash(JSON.stringify([name, ...cells.flatMap(printedAt)])),
  };
}

function printedAt({ row, column, text, formula }: Cell): (string | number)[] {
  const printed = formula === null ? normalise(text.trim()) : '=';
  return printed === '' ? [] : [row, column, printed];
}

/** The print of a whole form: a plan fills only forms that have the print by which it was made. */
export function printOf(papers: readonly Paper[]): string {
  return shortHash(papers.map(({ print }) => print).join());
}

export type PlacedBlank =
  { readonly kind: 'place'; readonly sheet: string; readonly cell: string; readonly moved: boolean } | { readonly kind: 'noSheet' | 'noCell' };

/**
 * Where a blank that only a person saw stands now: on its sheet, or on the only one with its words when that was renamed; in its row, or in
 * the only row that begins with its words when rows were put in above. A cell beside the last column is still on the form.
 */
export function placeBlank({ sheet, cell, label }: FieldReference, papers: readonly Paper[] | null): PlacedBlank {
  const place = cell === null ? null : parseCellName(cell);
  if (!place || cell === null || (sheet === null && papers?.length !== 1)) return { kind: sheet === null ? 'noSheet' : 'noCell' };
  if (!papers) return { kind: 'place', sheet: sheet ?? '', cell, moved: false };
  const words = (label ?? []).map(normalise);
  const having = papers.filter(({ texts }) => texts.some(({ text }) => words.includes(text)));
  const paper = papers.find((each) => each.sheet === sheet) ?? only(papers) ?? only(having);
  if (!paper) return { kind: 'noSheet' };
  const row = rowOf(place, words, paper);
  if (row > paper.rows || place.column > paper.columns + 1) return { kind: 'noCell' };
  return { kind: 'place', sheet: paper.sheet, cell: cellName(row, place.column), moved: row !== place.row || (sheet !== null && paper.sheet !== sheet) };
}

/** The row that has one of the words before the blank or in it: its own, else the only other one, else its own. */
function rowOf(place: { readonly row: number; readonly column: number }, words: readonly string[], { texts }: Paper): number {
  const before = (word: string): number[] =>
    texts.flatMap(({ row, column, text }) => (text === word && (column < place.column || row === place.row) ? [row] : []));
  const rows = words.map(before).filter((found) => found.length > 0);
  if (rows.some((found) => found.includes(place.row))) return place.row;
  return only(rows.at(-1) ?? []) ?? place.row;
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}
