// Station `interpret`: what every blank of a requirement asks. One door: `interpret`. See README.md for the tour.
export { interpret } from './form.ts';
export { type FormInput, type Interpreter } from './input.ts';
export { extentOf, type Lexicon, lexiconOf, type LexiconData, normalise, withDefinitions } from './lexicon.ts';
export { type Apart, apartOf, isReadInFull, KEPT_APART, openWords } from './unstated.ts';
export { type NoteGrammar, noteGrammar, type NoteGrammarData } from './noteGrammar.ts';
export { type Attributes, attributesOf, type AttributesData, columnMeanings } from './rosters.ts';
export {
  facetName,
  joined,
  measureName,
  type Names,
  objectName,
  sayApart,
  sayBriefly,
  sayExtent,
  saying,
  type Saying,
  sayPoint,
  sayQuantity,
  type Vocabulary,
  vocabularyOf,
} from './say.ts';
