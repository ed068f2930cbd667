// The two ways to read a bound that is not stated.
import type { PlainPoint } from '../model/datapoint.ts';

/** 3岁以下 may or may not take in three: the same point with its open bands, or where it has none all of them, reaching one higher; null when nothing reaches up to anything. */
export function withBound(point: PlainPoint): PlainPoint | null {
  const bands = Object.entries(point.where).flatMap(([facet, extent]) =>
    extent.kind === 'interval' && extent.to !== null ? [{ facet, extent, to: extent.to }] : [],
  );
  const open = bands.filter(({ extent }) => extent.from === null);
  const reaching = open.length > 0 ? open : bands;
  return reaching.length === 0
    ? null
    : { ...point, where: { ...point.where, ...Object.fromEntries(reaching.map(({ facet, extent, to }) => [facet, { ...extent, to: to + 1 }])) } };
}
