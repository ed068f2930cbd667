// The two ways to read a bound that is not stated.
import type { DataPoint, PlainPoint } from '../../engine/model/datapoint.ts';

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
