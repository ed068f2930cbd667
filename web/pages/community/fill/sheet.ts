// One section on the screen: a cell for each question; where the cells stand, for keys and pasting; how many stand how; and the sums that follow from them.
import { newCell, take, type Cell } from './cell.ts';
import { tallyOf, type Tally } from './tally.ts';
import { judgeWith, markOf, type Answers, type Block, type Judge, type Question, type SectionForm, type Weighted } from './values.ts';

/** A sum over cells, shown grey at its place. */
export interface Sum {
  readonly title: string;
  readonly unit: string | null;
  readonly departments: readonly string[];
  readonly terms: readonly Weighted[];
}

export interface BlockSums {
  /** By row and by column of a cross-tab; null where nothing follows. */
  readonly rows: readonly (Sum | null)[];
  readonly columns: readonly (Sum | null)[];
  readonly whole: Sum | null;
  /** What else follows from this block alone. */
  readonly others: readonly Sum[];
}

export interface Sheet {
  readonly form: SectionForm;
  readonly cells: readonly Cell[];
  readonly byItem: ReadonlyMap<string, Cell>;
  readonly tally: Tally;
  /** Block → row → column; null where nothing is asked. */
  readonly grid: readonly (readonly (readonly (Cell | null)[])[])[];
  readonly sums: readonly BlockSums[];
  /** What follows from several blocks. */
  readonly across: readonly Sum[];
  readonly judge: Judge;
  readonly notApplicable: string;
}

export function createSheet(form: SectionForm, answers: Answers): Sheet {
  const at = new Map(answers.items.map((item, position) => [item, position]));
  const grid = form.blocks.map((block, index) =>
    rowsOf(block).map((row, rowAt) => row.map((question, column) => question && newCell(question, index, rowAt, column))),
  );
  const cells = grid.flat(2).flatMap((cell) => cell ?? []);
  for (const cell of cells) {
    const position = at.get(cell.item) ?? -1;
    take(cell, answers.answers[position] ?? null, answers.origins[position] ?? '', answers.beside[position]);
  }
  const byItem = new Map(cells.map((cell) => [cell.item, cell]));
  for (const { item, words } of answers.notes) {
    const cell = byItem.get(item);
    if (cell) cell.note = words;
  }
  const blocks = form.following.map((sum) => new Set(sum.terms.map(({ item }) => byItem.get(item)?.block)));
  const own = form.blocks.map((_block, index) => form.following.filter((_sum, each) => blocks[each]?.size === 1 && blocks[each]?.has(index)));
  return {
    form,
    cells,
    byItem,
    tally: tallyOf(cells),
    grid,
    sums: grid.map((rows, index) => sumsOf(rows, form.blocks[index], own[index] ?? [])),
    across: form.following.filter((_sum, index) => (blocks[index]?.size ?? 0) > 1),
    judge: judgeWith(form.valueWords),
    notApplicable: markOf(form.valueWords),
  };
}

/** A table of one field: sections of single items are made of such. */
export function isSingle(rows: Sheet['grid'][number] | undefined): boolean {
  return rows?.length === 1 && rows[0]?.length === 1;
}

/** Where a value goes that was pasted so far down and to the right of a field. A single column goes on into the tables of one field that follow one another. */
export function pastedAt(
  grid: Sheet['grid'],
  from: Cell,
  { down, right, single }: { readonly down: number; readonly right: number; readonly single: boolean },
): Cell | null {
  const passed = grid.slice(from.block, from.block + down + 1);
  if (single && passed.length === down + 1 && passed.every(isSingle)) return passed[down]?.[0]?.[0] ?? null;
  return grid[from.block]?.[from.row + down]?.[from.column + right] ?? null;
}

function rowsOf(block: Block): readonly (readonly (Question | null)[])[] {
  return block.kind === 'list' ? block.questions.map((question) => [question]) : block.cells;
}

function sumsOf(rows: readonly (readonly (Cell | null)[])[], block: Block | undefined, own: readonly Sum[]): BlockSums {
  if (block?.kind !== 'crossTab') return { rows: [], columns: [], whole: null, others: own };
  const used = new Set<Sum>();
  const over = (cells: readonly (Cell | null | undefined)[]): Sum | null => {
    const wanted = cells.flatMap((cell) => cell?.item ?? []);
    const found = own.find((sum) => !used.has(sum) && wanted.length > 1 && isPlainSumOf(sum, wanted)) ?? null;
    if (found) used.add(found);
    return found;
  };
  const byRow = rows.map((row) => over(row));
  const byColumn = block.columns.map((_column, at) => over(rows.map((row) => row[at])));
  const whole = over(rows.flat());
  return { rows: byRow, columns: byColumn, whole, others: own.filter((sum) => !used.has(sum)) };
}

function isPlainSumOf({ terms }: Sum, items: readonly string[]): boolean {
  return terms.length === items.length && terms.every(({ item, weight }) => weight === '1' && items.includes(item));
}
