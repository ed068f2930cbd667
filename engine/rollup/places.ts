// From communities to streets to the district: numbers add up, ratios are computed anew, texts are listed.
import type { DerivedValue, Doubt, Exact } from '../derive/index.ts';

export interface PlacedValue {
  readonly place: string;
  readonly value: DerivedValue;
}

export interface Total {
  readonly value: Exact;
  readonly text: string;
  /** How many places are in it. */
  readonly places: number;
}

/**
 * A value over places. `incomplete`: some places have none; `partial` is what the others come to, to be shown only as such.
 * Places where it is not applicable count nothing; places that were not asked are left out.
 */
export type RolledUp =
  | (Total & { readonly kind: 'number'; readonly doubts: readonly Doubt[] })
  | { readonly kind: 'list'; readonly entries: readonly { readonly place: string; readonly text: string }[] }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[]; readonly partial: Total | null }
  | { readonly kind: 'notApplicable' }
  | { readonly kind: 'notAsked' };

/** Texts, and anything that neither adds up nor can be recomputed: place by place. */
export function listOverPlaces(values: readonly PlacedValue[]): RolledUp {
  const missing = missingPlaces(values);
  const entries = values.flatMap(({ place, value }) => (value.kind === 'text' || value.kind === 'number' ? [{ place, text: value.text }] : []));
  if (missing.length > 0) return { kind: 'incomplete', missing, partial: null };
  return entries.length > 0 || values.length === 0 ? { kind: 'list', entries } : nothingAt(values);
}

function missingPlaces(values: readonly PlacedValue[]): string[] {
  return values.filter(({ value }) => value.kind === 'missing' || value.kind === 'notANumber').map(({ place }) => place);
}

function nothingAt(values: readonly PlacedValue[]): RolledUp {
  return { kind: values.some(({ value }) => value.kind === 'notApplicable') ? 'notApplicable' : 'notAsked' };
}
