// What interpreting takes: a requirement as it was read, and all that is known of words.
import type { RuledDefinition } from '../model/meaning.ts';
import type { Frequency } from '../model/period.ts';
import type { SheetReading } from '../model/reading.ts';
import type { Lexicon } from './lexicon.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import type { Attributes } from './rosters.ts';

export interface FormInput {
  readonly requirement: string;
  readonly department: string;
  readonly title: string;
  readonly frequency: Frequency;
  /** The year that the form is of; null where nobody knows. */
  readonly year: number | null;
  readonly sheets: readonly SheetInput[];
  /** What people ruled words of it to mean; no two of the same word. */
  readonly definitions: readonly RuledDefinition[];
}

export interface SheetInput {
  readonly reading: SheetReading;
  /** Cell → text as printed. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface Interpreter {
  readonly lexicon: Lexicon;
  readonly notes: NoteGrammar;
  readonly attributes: Attributes;
}
