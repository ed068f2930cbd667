// One field on the screen with its own state, so that a keystroke draws one cell anew and nothing else.
import { shallowReactive } from 'vue';
import { textOf, type Answers, type Kept, type Question } from './values.ts';

export type Origin = 't' | 'i' | 'p';
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
  /** What it means; for a faulty one what the server has. */
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
  /** What the community says beside it … */
  note: string;
  /** … and what was typed over it and is not saved; null: nothing. */
  noteTyped: string | null;
  /** Why it could not be saved. */
  noteFault: string;
  beside: Beside;
}

export function newCell(question: Question, block: number, row: number, column: number): Cell {
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
    noteTyped: null,
    noteFault: '',
    beside: { fed: [], counted: null, last: null },
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

/**
 * What is offered for a blank cell: what departments and the own register agree on, else what held last period; null where there is none or they differ.
 * What happened last period is no offer: it is shown beside, and counted anew.
 */
export function offerOf({ beside: { fed, counted, last } }: Pick<Cell, 'beside'>): Kept {
  const [value, ...others] = new Set([...fed.map((each) => each.value), ...(counted ? [counted.value] : [])]);
  if (others.length > 0) return null;
  return value ?? (last?.again ? last.value : null);
}

/** May it hold 0? */
export function isNumber({ answers }: Pick<Question, 'answers'>): boolean {
  return answers === 'count' || answers === 'decimal';
}
