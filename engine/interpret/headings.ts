// Headings that only name a subject: under 一、妇女 a row 户籍总人口 › 其中:女 counts everyone, else its part would divide nothing;
// and under 常住情况 the rows 常住人口 and 户籍人口 each say themselves whom they count.
import type { Where } from '../model/datapoint.ts';
import { contains, meet, sameExtent } from './extents.ts';
import type { Lexicon } from './lexicon.ts';
import type { Part } from './parts.ts';
import { type Phrase, phraseOf } from './phrase.ts';
import { whereOf } from './says.ts';

/** The parts of every blank, in which a heading that its own rows belie says nothing more. `counted`: cells of labels with a blank of their own. */
export function withPlainHeadings(blanks: readonly (readonly Part[])[], counted: ReadonlySet<string>, lexicon: Lexicon): readonly (readonly Part[])[] {
  const belied = new Set(
    blanks.flatMap((parts) => parts.filter((part) => !counted.has(part.label.cell) && isBelied(part, parts, lexicon)).map(({ label }) => label.cell)),
  );
  for (const cell of outgrownBy(blanks, counted, lexicon)) belied.add(cell);
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

/** Headings of a population, said in their own words and not in brackets, that one row under them says again while another one reaches beyond it. */
function outgrownBy(blanks: readonly (readonly Part[])[], counted: ReadonlySet<string>, lexicon: Lexicon): string[] {
  const rowsUnder = new Map<string, Where[]>();
  const headings = new Map<string, Where>();
  for (const parts of blanks)
    for (const [index, heading] of parts.entries()) {
      if (heading.near === 'own' || heading.axis === 'column' || counted.has(heading.label.cell)) continue;
      const whole = parts.slice(index + 1).find(({ axis, label }) => axis === 'row' && counted.has(label.cell));
      if (whole === undefined || whole.label.relation !== 'below') continue;
      headings.set(heading.label.cell, populationOf(heading.phrase.qualifiers.length === 0 ? heading.phrase : phraseOf('', lexicon), lexicon));
      if (isNothingElse(whole.phrase, lexicon))
        rowsUnder.set(heading.label.cell, [...(rowsUnder.get(heading.label.cell) ?? []), populationOf(whole.phrase, lexicon)]);
    }
  return [...headings.keys()].filter((cell) => {
    const said = Object.entries(headings.get(cell) ?? {});
    return said.some(([facet, extent]) => {
      const rows = (rowsUnder.get(cell) ?? []).flatMap((row) => row[facet] ?? []);
      return rows.some((row) => sameExtent(row, extent)) && rows.some((row) => !contains(extent, row));
    });
  });
}

/** 户籍人口 beside 常住人口 reaches beyond the heading; 外来育龄妇女 are those of them that the heading speaks of. */
function isNothingElse(phrase: Phrase, { knowledge }: Lexicon): boolean {
  return [...knowledge.objects.keys()].every((object) =>
    Object.keys(whereOf(phrase, object, knowledge) ?? {}).every((facet) => knowledge.facets.get(facet)?.expected),
  );
}

/** The populations, of whatever class of things, that a label names. */
function populationOf(phrase: Phrase, { knowledge }: Lexicon): Where {
  const said = [...knowledge.objects.keys()].flatMap((object) => Object.entries(whereOf(phrase, object, knowledge) ?? {}));
  return Object.fromEntries(said.filter(([facet]) => knowledge.facets.get(facet)?.expected));
}
