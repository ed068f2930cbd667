// 困难群体:低保对象, 困难群体:孤儿: words before a colon that several labels begin with are a heading printed in every row.
import type { FieldReading, PathLabel } from '../model/reading.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import { fixes, phraseOf, unknownOf } from './phrase.ts';

/** A label without such a heading. */
export type Unprefixed = (label: PathLabel) => PathLabel;

/** A heading adds nothing where it names no group and no word of it may change what is meant (新增:低保对象). */
export function unprefixed(fields: readonly FieldReading[], lexicon: Lexicon): Unprefixed {
  const cells = new Map<string, Set<string>>();
  for (const { rowPath } of fields)
    for (const { text, cell } of rowPath) {
      const prefix = prefixOf(text);
      if (prefix !== null) cells.set(prefix, (cells.get(prefix) ?? new Set()).add(cell));
    }
  const headings = new Set([...cells].filter(([prefix, { size }]) => size > 1 && isHeading(prefix, lexicon)).map(([prefix]) => prefix));
  return (label) => {
    const prefix = prefixOf(label.text);
    return prefix !== null && headings.has(prefix) ? { ...label, text: normalise(label.text).slice(prefix.length + 1) } : label;
  };
}

function prefixOf(text: string): string | null {
  return PREFIX.exec(normalise(text))?.[1] ?? null;
}

const PREFIX = /^([^:()\d]{3,12}):(?=.{2})/u;

/** Words that nobody knows may change what is meant (疑似患病:高血压), unless they are a heading of the lexicon. */
function isHeading(prefix: string, lexicon: Lexicon): boolean {
  if (lexicon.grammar.heading.test(prefix)) return true;
  const phrase = phraseOf(prefix, lexicon);
  return !fixes(phrase) && !phrase.isTotal && phrase.period === null && unknownOf(phrase).length === 0;
}
