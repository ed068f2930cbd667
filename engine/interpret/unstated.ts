// Open words for people to read: some carry an id that keeps blanks of different forms apart.
import type { PlainPoint } from '../model/datapoint.ts';

/** What the open word of a blank begins with whose population nobody states; a colon and the requirement's id follow. */
export const NOT_STATED = '口径未注明';

/** Open words without those ids, and without the requirement's that stands before the labels of a blank of which nothing is understood. */
export function openWords({ open, object }: PlainPoint): string[] {
  return (object === UNKNOWN ? open.slice(1) : open).flatMap((word) => (word.startsWith(`${NOT_STATED}:`) ? [NOT_STATED] : BLANK_KEY.test(word) ? [] : [word]));
}

/** Is every word of it known? Whose population nobody states is read in full all the same. */
export function isReadInFull(point: PlainPoint): boolean {
  return openWords(point).every((word) => word === NOT_STATED);
}

/** The class of things that no label names. */
export const UNKNOWN = 'unknown';

/** requirement|sheet|cell */
const BLANK_KEY = /^[^|]+\|.+\|[A-Z]{1,3}\d+$/u;
