// 35岁以下 beside 36—59岁 takes the 35 in, beside 35—59岁 it does not: the band that follows says where one ends whose words leave it open.
import type { Extent } from '../model/datapoint.ts';
import type { Part } from './parts.ts';
import type { Conjunct, Interval, Phrase } from './phrase.ts';

/** The parts of every blank, in which such bounds are settled. */
export function withSettledBounds(blanks: readonly (readonly Part[])[]): readonly (readonly Part[])[] {
  const doubtful = blanks.some((parts) => parts.some(({ phrase }) => phrase.doubtfulBound));
  if (!doubtful) return blanks;
  const starts = startsBeside(blanks);
  const settled = new Map<string, Phrase>();
  return blanks.map((parts) =>
    parts.map((part) => {
      if (!part.phrase.doubtfulBound) return part;
      const beside = besideOf(part, parts);
      const phrase = settled.get(part.label.cell) ?? settledPhrase(part.phrase, starts.get(beside) ?? new Set());
      settled.set(part.label.cell, phrase);
      return { ...part, phrase };
    }),
  );
}

/** Where the bands begin that stand under the same labels and are of the same people. */
function startsBeside(blanks: readonly (readonly Part[])[]): Map<string, Set<string>> {
  const starts = new Map<string, Set<string>>();
  for (const parts of blanks)
    for (const part of parts) {
      const beside = besideOf(part, parts);
      const known = starts.get(beside) ?? new Set<string>();
      for (const { facet, extent } of intervalsOf(part.phrase)) if (extent.kind === 'interval' && extent.from !== null) known.add(startOf(facet, extent.from));
      starts.set(beside, known);
    }
  return starts;
}

function besideOf(part: Part, parts: readonly Part[]): string {
  const outer = parts.slice(0, parts.indexOf(part)).filter(({ axis }) => axis === part.axis || axis === 'section');
  return [part.axis, ...outer.map(({ label }) => label.cell), restOf(part.phrase)].join(' ');
}

/** What a label says besides its band: 19岁以上低保对象 does not follow 18岁以下残疾人. */
function restOf({ conjuncts, includes, excludes, qualifiers, period, periodText }: Phrase): string {
  const telling = conjuncts.flatMap(({ words }) => words.filter(({ senses }) => senses.some(({ where }) => Object.keys(where).length > 0)));
  const inner = (sign: string, phrases: readonly Phrase[]): string[] => phrases.map((phrase) => `${sign}(${restOf(phrase)} ${bandsOf(phrase)})`);
  return [
    ...telling.map(({ text }) => text),
    ...conjuncts.flatMap(({ negated, unknown }) => [...negated.map(({ text }) => `-${text}`), ...unknown.map((text) => `?${text}`)]),
    ...inner('+', includes),
    ...inner('-', excludes),
    ...inner('', qualifiers),
    period === null ? '' : periodText,
  ]
    .sort()
    .join(' ');
}

function bandsOf(phrase: Phrase): string {
  return intervalsOf(phrase)
    .map(({ text }) => text)
    .join(' ');
}

function startOf(facet: string, from: number): string {
  return `${facet} ${from}`;
}

function intervalsOf({ conjuncts }: Phrase): readonly Interval[] {
  return conjuncts.flatMap(({ intervals }) => intervals);
}

function settledPhrase(phrase: Phrase, starts: ReadonlySet<string>): Phrase {
  const open = intervalsOf(phrase).flatMap(({ facet, extent }) => (isOpen(extent) ? [{ facet, last: extent.to }] : []));
  const [bound] = open;
  if (!bound || open.length > 1) return phrase;
  if (starts.has(startOf(bound.facet, bound.last + 1))) return { ...phrase, doubtfulBound: false };
  if (!starts.has(startOf(bound.facet, bound.last + 2))) return phrase;
  const conjuncts = phrase.conjuncts.map((part): Conjunct => ({ ...part, intervals: part.intervals.map(withBound) }));
  return { ...phrase, conjuncts, doubtfulBound: false };
}

function isOpen(extent: Extent): extent is Extent & { readonly kind: 'interval'; readonly to: number } {
  return extent.kind === 'interval' && extent.from === null && extent.to !== null;
}

function withBound(interval: Interval): Interval {
  return isOpen(interval.extent) ? { ...interval, extent: { ...interval.extent, to: interval.extent.to + 1 } } : interval;
}
