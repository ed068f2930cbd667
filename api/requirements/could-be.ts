// What a blank of an open question may turn out to ask.
import { isReadInFull } from '../../engine/interpret/index.ts';
import type { ConsolidatedElement, ConsolidatedField } from '../../engine/model/consolidation.ts';

/** Is the field understood but for its population, and does the element state all that it states? A word that nobody knows may mean anything. */
export function couldBe({ point }: Pick<ConsolidatedField, 'point'>, { point: other }: Pick<ConsolidatedElement, 'point'>): boolean {
  if (point?.kind !== 'plain' || other.kind !== 'plain' || !isReadInFull(point)) return false;
  const isOfOneKind = point.object === other.object && JSON.stringify(point.measure) === JSON.stringify(other.measure) && point.period === other.period;
  return isOfOneKind && Object.entries(point.where).every(([facet, extent]) => JSON.stringify(other.where[facet]) === JSON.stringify(extent));
}
