// From communities to streets to the district: numbers add up, ratios are computed anew, texts are listed.
import { Exact, formatExact, ratioOf, type DerivedValue, type Doubt } from '../derive/index.ts';

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

/** Counts, sums and flows: the sum over places. Never for ratios, nor for distinct persons who may be in several places. */
export function sumOverPlaces(values: readonly PlacedValue[]): RolledUp {
  return overPlaces(values, (numbers) => {
    const value = numbers.reduce((sum, number) => sum.plus(number.value), new Exact(0));
    return { value, text: formatExact(value), doubts: doubtsOf(numbers) };
  });
}

/** A ratio over places: from the sums of numerators and denominators, never from the ratios; one that was asked as it stands cannot be. */
export function ratioOverPlaces(values: readonly PlacedValue[], ratio: { readonly factor: string; readonly decimals: number }): RolledUp {
  return overPlaces(values, (numbers) => {
    let [numerator, denominator] = [new Exact(0), new Exact(0)];
    for (const { parts } of numbers) {
      if (!parts) return null;
      [numerator, denominator] = [numerator.plus(parts.numerator), denominator.plus(parts.denominator)];
    }
    const result = ratioOf(
      numerator,
      denominator,
      ratio,
      doubtsOf(numbers).filter((doubt) => doubt !== 'zeroDenominator'),
    );
    return result.kind === 'number' ? result : null;
  });
}

/** Texts, and anything that neither adds up nor can be recomputed: place by place. */
export function listOverPlaces(values: readonly PlacedValue[]): RolledUp {
  const missing = missingPlaces(values);
  const entries = values.flatMap(({ place, value }) => (value.kind === 'text' || value.kind === 'number' ? [{ place, text: value.text }] : []));
  if (missing.length > 0) return { kind: 'incomplete', missing, partial: null };
  return entries.length > 0 || values.length === 0 ? { kind: 'list', entries } : nothingAt(values);
}

type Numbered = Extract<DerivedValue, { kind: 'number' }>;

function overPlaces(
  values: readonly PlacedValue[],
  total: (numbers: readonly Numbered[]) => { value: Exact; text: string; doubts: readonly Doubt[] } | null,
): RolledUp {
  const numbers = values.flatMap(({ value }) => (value.kind === 'number' ? [value] : []));
  const missing = missingPlaces(values, 'text');
  if (numbers.length === 0) return missing.length > 0 ? { kind: 'incomplete', missing, partial: null } : nothingAt(values);
  const found = total(numbers);
  if (!found) return listOverPlaces(values);
  const { value, text, doubts } = found;
  return missing.length > 0
    ? { kind: 'incomplete', missing, partial: { value, text, places: numbers.length } }
    : { kind: 'number', value, text, places: numbers.length, doubts };
}

function missingPlaces(values: readonly PlacedValue[], alsoBad?: 'text'): string[] {
  return values.filter(({ value }) => value.kind === 'missing' || value.kind === 'notANumber' || value.kind === alsoBad).map(({ place }) => place);
}

function nothingAt(values: readonly PlacedValue[]): RolledUp {
  return { kind: values.some(({ value }) => value.kind === 'notApplicable') ? 'notApplicable' : 'notAsked' };
}

function doubtsOf(numbers: readonly Numbered[]): Doubt[] {
  return [...new Set(numbers.flatMap(({ doubts }) => doubts))];
}
