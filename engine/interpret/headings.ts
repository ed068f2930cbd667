// Headings that only name a subject: under 一、妇女 a row 户籍总人口 › 其中:女 counts everyone, else its part would divide nothing.
import { contains, meet } from './extents.ts';
import type { Lexicon } from './lexicon.ts';
import type { Part } from './parts.ts';
import { phraseOf } from './phrase.ts';
import { whereOf } from './says.ts';

/** The parts of every blank, in which a heading that its own rows belie says nothing more. `counted`: cells of labels with a blank of their own. */
export function withPlainHeadings(blanks: readonly (readonly Part[])[], counted: ReadonlySet<string>, lexicon: Lexicon): readonly (readonly Part[])[] {
  const belied = new Set(
    blanks.flatMap((parts) => parts.filter((part) => !counted.has(part.label.cell) && isBelied(part, parts, lexicon)).map(({ label }) => label.cell)),
  );
  if (belied.size === 0) return blanks;
  const silent = phraseOf('', lexicon);
  return blanks.map((parts) => parts.map((part) => (belied.has(part.label.cell) ? { ...part, phrase: silent } : part)));
}

/** Does a part further in say what the heading says already, of a whole that does not, or the opposite of it? */
function isBelied(heading: Part, parts: readonly Part[], lexicon: Lexicon): boolean {
  if (heading.near === 'own' || heading.axis === 'column') return false;
  const inner = parts.slice(parts.indexOf(heading) + 1);
  return [...lexicon.knowledge.objects.keys()].some((object) => {
    const facets = Object.entries(whereOf(heading.phrase, object, lexicon.knowledge) ?? {});
    return facets.some(([facet, extent]) =>
      inner.some((part, index) => {
        const said = whereOf(part.phrase, object, lexicon.knowledge)?.[facet];
        const whole = inner[index - 1];
        if (!said) return false;
        const repeats = part.label.relation === 'ofWhich' && whole?.axis === part.axis && contains(said, extent);
        return repeats ? !(facet in (whereOf(whole.phrase, object, lexicon.knowledge) ?? {})) : heading.near === 'around' && meet(extent, said) === null;
      }),
    );
  });
}
