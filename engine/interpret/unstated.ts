// Open words for people to read: some carry an id that keeps blanks of different forms apart.
import type { PlainPoint } from '../model/datapoint.ts';

/** What the open word of a blank begins with whose population nobody states; a colon and the requirement's id follow. */
export const NOT_STATED = '口径未注明';

/** What the open word of a blank begins with that people ruled to be another than those of its words; the requirement's id and its words follow, each after a colon. */
export const KEPT_APART = '≠';

/** Why a blank is set apart from all others, where no word of it does that: nobody states its population, or people ruled so (of these words). */
export type Apart = { readonly kind: 'notStated' } | { readonly kind: 'ruled'; readonly words: string };

/** The words of it that no lexicon knows: without marks, and without the requirement's id that stands before the labels of a blank of which nothing is understood. */
export function openWords({ open, object }: PlainPoint): string[] {
  return (object === UNKNOWN ? open.slice(1) : open).filter((word) => apartBy(word) === null && !BLANK_KEY.test(word));
}

/** What else sets it apart. */
export function apartOf({ open }: PlainPoint): Apart[] {
  return open.flatMap((word) => apartBy(word) ?? []);
}

function apartBy(word: string): Apart | null {
  if (word.startsWith(`${NOT_STATED}:`)) return { kind: 'notStated' };
  const [mark, , ...path] = word.split(':');
  return mark === KEPT_APART ? { kind: 'ruled', words: path.join(':').split('›').join(' › ') } : null;
}

/** Is every word of it known? Whose population nobody states is read in full all the same. */
export function isReadInFull(point: PlainPoint): boolean {
  return openWords(point).length === 0 && apartOf(point).every(({ kind }) => kind === 'notStated');
}

/** The class of things that no label names. */
export const UNKNOWN = 'unknown';

/** requirement|sheet|cell */
const BLANK_KEY = /^[^|]+\|.+\|[A-Z]{1,3}\d+$/u;
