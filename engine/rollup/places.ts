// From communities to streets to the district: numbers add up, ratios are computed anew, texts are listed.
import { Exact, formatExact, ratioOf, type DerivedValue, type Doubt, type NumberValue } from '../derive/index.ts';
import type { Derivation } from '../model/plan.ts';

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

/**
 * Values that places came by in different ways, added up: numbers by their sum, a ratio from the summed numerators and denominators. What does not add up
 * — words, a ratio that some place answered as it stands — is listed. `derivation`: one of the ways, for how a ratio is reckoned.
 */
export function totalOverPlaces(values: readonly PlacedValue[], derivation: Derivation, addsUp: boolean): RolledUp {
  const numbers = values.flatMap(({ value }) => (value.kind === 'number' ? [value] : []));
  const total = addsUp && values.every(({ value }) => value.kind !== 'text') ? totalOf(numbers, derivation) : null;
  if (numbers.length > 0 && !total) return listOverPlaces(values);
  const missing = missingPlaces(values);
  if (missing.length > 0) return { kind: 'incomplete', missing, partial: total && { value: total.value, text: total.text, places: numbers.length } };
  return total ? { kind: 'number', value: total.value, text: total.text, places: numbers.length, doubts: total.doubts } : nothingAt(values);
}

/** null: there are no numbers, or they do not add up. */
function totalOf(numbers: readonly NumberValue[], derivation: Derivation): NumberValue | null {
  const [first] = numbers;
  if (!first) return null;
  const doubts = [...new Set(numbers.flatMap((each) => each.doubts))];
  const add = (amounts: readonly Exact[]): Exact => amounts.reduce((sum, amount) => sum.plus(amount), new Exact(0));
  if (derivation.kind === 'linear' && numbers.every(({ parts }) => parts === null)) {
    const value = add(numbers.map((each) => each.value));
    return { ...first, value, text: formatExact(value), doubts };
  }
  const parts = numbers.flatMap((each) => each.parts ?? []);
  if (derivation.kind === 'linear' || parts.length < numbers.length) return null;
  const [above, below] = [add(parts.map(({ numerator }) => numerator)), add(parts.map(({ denominator }) => denominator))];
  const ratio = ratioOf(
    above,
    below,
    derivation,
    doubts.filter((doubt) => doubt !== 'zeroDenominator'),
  );
  return ratio.kind === 'number' ? ratio : null;
}

function missingPlaces(values: readonly PlacedValue[]): string[] {
  return values.filter(({ value }) => value.kind === 'missing' || value.kind === 'notANumber').map(({ place }) => place);
}

function nothingAt(values: readonly PlacedValue[]): RolledUp {
  return { kind: values.some(({ value }) => value.kind === 'notApplicable') ? 'notApplicable' : 'notAsked' };
}
