// What may be summed over communities: a ratio that was asked as it stands may not, nor a plain fact without a unit (a year of foundation).
import type { ConsolidatedElement } from '../model/consolidation.ts';

/** Does the element add up over communities? `unit`: of the field or item it is shown by. Ratios that are computed do, by their parts. */
export function addsUp({ point, answers }: Pick<ConsolidatedElement, 'point' | 'answers'>, unit: string | null, isComputed: boolean): boolean {
  if (answers === 'text') return false;
  if (point.kind === 'ratio') return isComputed;
  return point.kind !== 'plain' || point.measure.kind !== 'value' || unit !== null;
}
