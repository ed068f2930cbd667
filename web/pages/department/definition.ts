// What a word is to mean on a whole form, and how saying so begins at one of its blanks.
import type { Blank, FormReading } from './blanks.ts';

/** On the form the word means the text. */
export interface Definition {
  readonly word: string;
  readonly text: string;
}

/** The definition that is begun at a blank: of a word that the form defines, as it does, else of the innermost label by which the blank is understood. */
export function definitionAt({ label, parts }: Pick<Blank, 'label' | 'parts'>, definitions: FormReading['definitions']): Definition {
  const words = wordsAt(label);
  const printed = definitions.find(({ word }) => words.some((text) => text.includes(word)));
  if (printed) return { word: printed.word, text: printed.says };
  const telling = new Set(wordsAt(parts.flatMap(({ from }) => from.map((each) => each.words))));
  return { word: [...words].reverse().find((text) => telling.has(text)) ?? '', text: '' };
}

/** A word of the form: what is printed of it, and what people ruled instead. */
export interface Defined {
  readonly word: string;
  readonly printed: FormReading['definitions'][number] | null;
  readonly rulings: FormReading['defined'];
}

/** The words that a form prints a definition of, then those that only people defined. */
export function definitionsIn({ definitions, defined }: Pick<FormReading, 'definitions' | 'defined'>): Defined[] {
  const ruled = (of: string): FormReading['defined'] => defined.filter(({ word }) => word === of);
  const printed = new Set(definitions.map(({ word }) => word));
  const others = [...new Set(defined.map(({ word }) => word))].filter((word) => !printed.has(word));
  return [
    ...definitions.map((each) => ({ word: each.word, printed: each, rulings: ruled(each.word) })),
    ...others.map((word) => ({ word, printed: null, rulings: ruled(word) })),
  ];
}

/** Labels as they are read: without the spaces and line ends that only set them. */
export function wordsAt(label: readonly string[]): string[] {
  return label.map((text) => text.replace(/\s+/gu, ''));
}
