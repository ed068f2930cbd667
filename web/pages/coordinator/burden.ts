// The figures of the burden board, and which rows each was counted from.
import type { Operations } from '../../client/operations.ts';

type Measure = Operations['burden.rows']['params']['measure'];
/** Time is counted from the values asked now, or before. */
export const MEASURE_OF = {
  forms: 'forms',
  before: 'before',
  now: 'now',
  least: 'least',
  own: 'own',
  shared: 'shared',
  minutes: 'now',
  hours: 'now',
  hoursBefore: 'before',
} as const satisfies Record<string, Measure>;
export type Figure = keyof typeof MEASURE_OF;

/** In the place of a department, as the server takes it: all of them together. */
export const EVERYBODY = '*';

/** A figure that was pressed, and whose it is. */
export interface OpenedFigure {
  /** Its code, or EVERYBODY. */
  readonly department: string;
  readonly name: string;
  readonly figure: Figure;
  /** Absent: the draft. */
  readonly version?: string;
}

const WHOLE: Partial<Record<Figure, string>> = { before: 'valuesBefore', now: 'valuesNow', least: 'least' };
/** The key of the words that name it: of all departments together, nothing is shared out. */
export function nameKey({ department, figure }: OpenedFigure): string {
  const whole = department === EVERYBODY ? WHOLE[figure] : undefined;
  return whole === undefined ? `coordinator.burden.heads.${figure}` : `coordinator.figures.${whole}`;
}
