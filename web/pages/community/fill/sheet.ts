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
  /** Block → the one with which the table begins that it is drawn in: single items one below the other read as one table. */
  readonly begins: readonly number[];
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
  const sums = grid.map((rows, index) => sumsOf(rows, form.blocks[index], own[index] ?? []));
  return {
    form,
    cells,
    byItem,
    tally: tallyOf(cells),
    grid,
    sums,
    begins: beginningsOf(form.blocks, sums),
    across: form.following.filter((_sum, index) => (blocks[index]?.size ?? 0) > 1),
    judge: judgeWith(form.valueWords),
    notApplicable: markOf(form.valueWords),
  };
}

/** A single item goes on below a list without a heading, or another single item, where no sum stands between. */
export function beginningsOf(blocks: readonly Block[], sums: readonly Pick<BlockSums, 'others'>[]): number[] {
  const begins: number[] = [];
  for (const [index, block] of blocks.entries()) {
    const before = blocks[index - 1];
    const goesOn = isAlone(block) && before?.kind === 'list' && (before.heading === '' || isAlone(before)) && sums[index - 1]?.others.length === 0;
    begins.push(goesOn ? (begins[index - 1] ?? index) : index);
  }
  return begins;
}

/** A list of one item, whose title says its heading again: it needs none. */
export function isAlone(block: Block | undefined): boolean {
  return block?.kind === 'list' && block.questions.length === 1 && (block.questions[0]?.title.startsWith(block.heading) ?? false);
}

/** Where a value goes that was pasted so far down and to the right of a field. A single column goes on to the end of the table as it is drawn. */
export function pastedAt(
  { grid, begins }: Pick<Sheet, 'grid' | 'begins'>,
  from: Cell,
  { down, right, single }: { readonly down: number; readonly right: number; readonly single: boolean },
): Cell | null {
  const table = single ? grid.filter((_rows, block) => block >= from.block && begins[block] === begins[from.block]).flat() : (grid[from.block] ?? []);
  return table[from.row + down]?.[from.column + right] ?? null;
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
