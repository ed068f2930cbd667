// One section on the screen: a cell for each question with its own state, so that a keystroke draws one cell anew and nothing else; where the cells stand, for
// keys and pasting; and the sums that follow from them.
import { shallowReactive } from 'vue';
import type { Reply } from '../../../client/client.ts';
import { judgeWith, markOf, textOf, type Block, type Judge, type Kept, type Question, type SectionForm, type Weighted } from './values.ts';

export type Origin = 't' | 'i' | 'p';
export type Answers = Reply<'section.read'>;
export type Beside = Answers['beside'][number];

/** kept: as the server has it · waiting: on its way · faulty: cannot be kept as it stands · conflict: somebody else changed it too. */
export type Mark = 'kept' | 'waiting' | 'faulty' | 'conflict';

export interface Theirs {
  readonly value: Kept;
  readonly at: string;
  readonly who: string;
  /** The version of the section in which theirs stands. */
  readonly version: number;
}

export interface Cell {
  readonly item: string;
  readonly question: Question;
  readonly block: number;
  readonly row: number;
  readonly column: number;
  /** What stands in the field. */
  text: string;
  /** What it means; for a faulty one the last value that could be kept. */
  value: Kept;
  /** What the server has, as far as this page knows. */
  seen: Kept;
  origin: string;
  mark: Mark;
  /** Just saved: a calm sign for a moment. */
  fresh: boolean;
  fault: string;
  hint: string;
  theirs: Theirs | null;
  /** What the community says beside it. */
  note: string;
  beside: Beside;
}

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
    grid,
    sums: grid.map((rows, index) => sumsOf(rows, form.blocks[index], own[index] ?? [])),
    across: form.following.filter((_sum, index) => (blocks[index]?.size ?? 0) > 1),
    judge: judgeWith(form.valueWords),
    notApplicable: markOf(form.valueWords),
  };
}

function rowsOf(block: Block): readonly (readonly (Question | null)[])[] {
  return block.kind === 'list' ? block.questions.map((question) => [question]) : block.cells;
}

function newCell(question: Question, block: number, row: number, column: number): Cell {
  return shallowReactive({
    item: question.item,
    question,
    block,
    row,
    column,
    text: '',
    value: null,
    seen: null,
    origin: '',
    mark: 'kept',
    fresh: false,
    fault: '',
    hint: '',
    theirs: null,
    note: '',
    beside: { fed: [], last: null },
  });
}

/** The cell as the server has it. */
export function take(cell: Cell, value: Kept, origin: string, beside: Beside = cell.beside): void {
  cell.seen = value;
  cell.value = value;
  cell.text = textOf(value);
  cell.origin = origin;
  cell.beside = beside;
  cell.mark = 'kept';
  cell.fault = '';
  cell.hint = '';
  cell.theirs = null;
}

/** What is offered for a blank cell: what departments agree on, else last period's answer; null where there is none or they differ. */
export function offerOf({ beside }: Pick<Cell, 'beside'>): Kept {
  const [value, ...others] = new Set(beside.fed.map((each) => each.value));
  if (others.length > 0) return null;
  return value ?? beside.last?.value ?? null;
}

/** May it hold 0? */
export function isNumber({ answers }: Pick<Question, 'answers'>): boolean {
  return answers === 'count' || answers === 'decimal';
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
