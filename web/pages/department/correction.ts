// What a person corrects of one blank: begun, perhaps not sent yet.
import type { FormReading } from './blanks.ts';
import type { Definition } from './definition.ts';
import type { Reply } from '../../client/client.ts';

/** A blank of some form, found by words. */
export type FoundField = Reply<'requirement.findFields'>['items'][number];

export type Act = 'means' | 'definition' | 'unit' | 'same' | 'different' | 'notABlank' | 'isABlank' | 'ask';

export interface Correction {
  /** Null: none is begun. */
  readonly act: Act | null;
  readonly why: string;
  readonly term: string | null;
  readonly unit: string;
  readonly other: FoundField | null;
  readonly definition: Definition;
}

export const NO_CORRECTION: Correction = { act: null, why: '', term: null, unit: '', other: null, definition: { word: '', text: '' } };

/** Words of it that would be lost. A definition may begin as what the form prints, which is no loss. */
export function isWritten({ act, why, definition: { text } }: Correction, printed: FormReading['definitions']): boolean {
  const isDefined = act === 'definition' && text.trim() !== '' && !printed.some(({ says }) => says === text);
  return isDefined || (act !== null && why.trim() !== '');
}
