// Which values of a source make one value of the asked period: the rules of time.
import { isFinerOrEqual, type Frequency } from '../model/period.ts';
import type { Kind, Reading } from './input.ts';
import type { Over } from './result.ts';

/** Something in time: a source that is answered, or an element as it is asked. */
export interface Timed {
  readonly kind: Kind;
  readonly reading: Reading;
  readonly frequency: Frequency;
}

/** In an annual form, and for anything but a flow, the value to date is the period's own. */
export function readingAt({ kind, reading, frequency }: Timed): Reading {
  return kind === 'flow' && frequency !== 'annual' ? reading : 'own';
}

/** How `source` gives what is asked; null when it cannot: another kind, or answered too seldom. */
export function overFor(source: Timed, asked: Timed): Over | null {
  if (source.kind !== asked.kind) return null;
  if (source.kind === 'standing') return 'year';
  if (!isFinerOrEqual(source.frequency, asked.frequency)) return null;
  if (source.kind === 'stock') return 'end';
  const want = readingAt(asked);
  if (readingAt(source) === 'own') return want === 'toDate' ? 'toDate' : 'sum';
  return want === 'toDate' || asked.frequency === 'annual' ? 'end' : 'difference';
}
