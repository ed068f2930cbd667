// What a blank asks, spelled as a ruling spells it ("person age=..2 residence=resident"), so that a person can say "it means this" without knowing the notation.
import { readTerm } from '../../engine/decide/index.ts';
import type { Lexicon } from '../../engine/interpret/index.ts';
import type { DataPoint, Extent, PlainPoint } from '../../engine/model/datapoint.ts';

/** The term that means exactly this; null when none does: sums, ratios, words that no lexicon knows. */
export function termOf(point: DataPoint, lexicon: Lexicon): string | null {
  if (point.kind !== 'plain' || point.open.length > 0) return null;
  const { object, measure, where, period } = point;
  const facets = Object.entries(where).map(([facet, extent]) => `${facet.slice(object.length + 1)}=${extentText(extent)}`);
  const of = measure.kind === 'count' ? [] : [`measure=${measure.of}`];
  const term = [object, ...of, ...facets, ...(period === 'toDate' ? ['period=toDate'] : [])].join(' ');
  const { point: read } = readTerm(term, lexicon);
  return read && canonical(read) === canonical(point) ? term : null;
}

function extentText(extent: Extent): string {
  return extent.kind === 'members' ? extent.members.join(',') : `${extent.from ?? ''}..${extent.to ?? ''}`;
}

function canonical({ object, measure, where, period }: PlainPoint): string {
  const sorted = Object.entries(where).map(([facet, extent]) => [facet, extent.kind === 'members' ? [...extent.members].sort() : [extent.from, extent.to]]);
  return JSON.stringify([object, measure, sorted.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)), period]);
}

/** 3岁以下 may or may not take in three: the same point with every upper bound that is not stated one higher. */
export function withBound(point: DataPoint): PlainPoint | null {
  if (point.kind !== 'plain') return null;
  const where = Object.fromEntries(
    Object.entries(point.where).map(([facet, extent]) => [
      facet,
      extent.kind === 'interval' && extent.to !== null && extent.from === null ? { ...extent, to: extent.to + 1 } : extent,
    ]),
  );
  return JSON.stringify(where) === JSON.stringify(point.where) ? null : { ...point, where };
}
