// Which section of the annual form a question belongs to: the first rule that fits. Rules are data of the lexicon.
import type { Extent, PlainPoint } from '../model/datapoint.ts';

export interface SectionRules {
  /** Base units whose amounts may have decimals. */
  readonly decimalUnits: readonly string[];
  /** Values that are days, months or years. */
  readonly dates: readonly string[];
  /** Printed notes as definitions of questions. Patterns: notes that speak of their own form's rows and columns are left out. */
  readonly notes: { readonly aboutRows: string; readonly aboutForm: string };
  /** In the order in which they appear on the form. */
  readonly sections: readonly { readonly id: string; readonly title: string; readonly en: string }[];
  readonly rules: readonly SectionRule[];
}

/** All that is given must fit; facets and measures are named without their class. */
export interface SectionRule {
  readonly section: string;
  readonly object?: string;
  /** At least one of these is restricted. */
  readonly facets?: readonly string[];
  /** The value asked for is one of these. */
  readonly measures?: readonly string[];
  /** The facet is restricted to a part of this range. */
  readonly within?: { readonly facet: string; readonly from: number | null; readonly to: number | null };
}

/** The id of a section; null when no rule fits. */
export function sectionOf(point: PlainPoint, { rules }: SectionRules): string | null {
  return rules.find((rule) => fits(rule, point))?.section ?? null;
}

function fits({ object, facets, measures, within }: SectionRule, point: PlainPoint): boolean {
  if (object !== undefined && object !== point.object) return false;
  if (facets && !facets.some((facet) => `${point.object}.${facet}` in point.where)) return false;
  if (measures && !measures.includes(point.measure.kind === 'count' ? 'count' : point.measure.of)) return false;
  return !within || liesWithin(point.where[`${point.object}.${within.facet}`], within.from, within.to);
}

function liesWithin(extent: Extent | undefined, from: number | null, to: number | null): boolean {
  if (extent?.kind !== 'interval') return false;
  const above = from === null || from === 0 || (extent.from !== null && extent.from >= from);
  return above && (to === null || (extent.to !== null && extent.to <= to));
}
