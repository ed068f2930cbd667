// The shipped lexicon, read from its data files once: what reading and interpreting need.
import { readFileSync } from 'node:fs';
import { attributesOf, lexiconOf, noteGrammar, type Interpreter } from '../../engine/interpret/index.ts';
import { readingWords, type ReadingWords } from '../../engine/read/index.ts';

export interface LoadedLexicon {
  readonly words: ReadingWords;
  readonly interpreter: Interpreter;
}

/** Loads the lexicon of a language (only zh is shipped); throws when a shipped file is malformed. */
export function loadLexicon(language = 'zh'): LoadedLexicon {
  const json = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
  const zh = (name: string) => json(`${language}/${name}`);
  const lexicon = lexiconOf({ knowledge: json('knowledge.json'), terms: zh('terms.json'), units: json('units.json'), grammar: zh('grammar.json') });
  return {
    words: readingWords(zh('reading.json')),
    interpreter: { lexicon, notes: noteGrammar(zh('notes.json')), attributes: attributesOf(zh('attributes.json')) },
  };
}
