// 面积(亩) › 村域: a term printed in two halves, one over or beside the other, is read as one where one half says nothing by itself.
import { type Lexicon, wordAt } from './lexicon.ts';
import type { Part } from './parts.ts';
import { phraseOf, unknownOf, wordsOf } from './phrase.ts';

/** The labels of one blank; a label of unknown words becomes the term that it makes with another label, if the lexicon has such a term. */
export function withWholeTerms(parts: readonly Part[], lexicon: Lexicon): readonly Part[] {
  return parts.map((part) => {
    if (wordsOf(part.phrase).length > 0 || unknownOf(part.phrase).length === 0) return part;
    const term = parts
      .flatMap(({ phrase }) => (wordsOf(phrase).length <= 1 ? [part.phrase.text + phrase.text, phrase.text + part.phrase.text] : []))
      .find((text) => wordAt(lexicon, text)?.role === 'sense');
    return term === undefined ? part : { ...part, phrase: { ...phraseOf(term, lexicon), unit: part.phrase.unit } };
  });
}
