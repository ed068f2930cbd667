// How many cells of a section stand how. Each cell tells its own change, so that a keystroke costs the same in a section of three cells and of five hundred.
import { shallowReactive, watch } from 'vue';
import { isNumber, offerOf, type Cell } from './cell.ts';

export interface Tally {
  /** What cannot be kept is no answer, whatever was typed on the way to it. */
  answered: number;
  /** Blank fields that may hold 0. */
  rest: number;
  /** Blank fields for which a value is at hand. */
  offered: number;
  waiting: number;
  faulty: number;
  conflict: number;
}

type Kind = keyof Tally;
const KINDS: readonly Kind[] = ['answered', 'rest', 'offered', 'waiting', 'faulty', 'conflict'];

const IS: Readonly<Record<Kind, (cell: Cell) => boolean>> = {
  answered: ({ value, mark }) => value !== null && mark !== 'faulty',
  rest: isRest,
  offered: isOffered,
  waiting: ({ mark }) => mark === 'waiting',
  faulty: ({ mark }) => mark === 'faulty',
  conflict: ({ mark }) => mark === 'conflict',
};

export function isRest({ text, question }: Cell): boolean {
  return text === '' && isNumber(question);
}

export function isOffered(cell: Cell): boolean {
  return cell.text === '' && offerOf(cell) !== null;
}

/** Follows the cells for as long as they are there; told with the next drawing. */
export function tallyOf(cells: readonly Cell[]): Tally {
  const tally = shallowReactive<Tally>({ answered: 0, rest: 0, offered: 0, waiting: 0, faulty: 0, conflict: 0 });
  for (const cell of cells)
    watch(
      () => standingOf(cell),
      (now, before = 0) => {
        for (const [at, kind] of KINDS.entries()) {
          const by = ((now >> at) & 1) - ((before >> at) & 1);
          if (by !== 0) tally[kind] += by;
        }
      },
      { immediate: true },
    );
  return tally;
}

/** One bit for each kind. */
function standingOf(cell: Cell): number {
  return KINDS.reduce((bits, kind, at) => bits | (IS[kind](cell) ? 1 << at : 0), 0);
}
