// Roll-up place by place, as anybody would do it who has every community's own value: what the roll-up by columns must come to.
import { Exact, formatExact, ratioOf, type DerivedValue, type Doubt } from '../../../engine/derive/index.ts';
import { listOverPlaces, type PlacedValue, type RolledUp } from '../../../engine/rollup/index.ts';

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

type Numbered = Extract<DerivedValue, { kind: 'number' }>;

function overPlaces(
  values: readonly PlacedValue[],
  total: (numbers: readonly Numbered[]) => { value: Exact; text: string; doubts: readonly Doubt[] } | null,
): RolledUp {
  const numbers = values.flatMap(({ value }) => (value.kind === 'number' ? [value] : []));
  const missing = missingPlaces(values);
  if (numbers.length === 0) return missing.length > 0 ? { kind: 'incomplete', missing, partial: null } : nothingAt(values);
  const found = total(numbers);
  if (!found) return listOverPlaces(values);
  const { value, text, doubts } = found;
  return missing.length > 0
    ? { kind: 'incomplete', missing, partial: { value, text, places: numbers.length } }
    : { kind: 'number', value, text, places: numbers.length, doubts };
}

function missingPlaces(values: readonly PlacedValue[]): string[] {
  return values.filter(({ value }) => value.kind === 'missing' || value.kind === 'notANumber' || value.kind === 'text').map(({ place }) => place);
}

function nothingAt(values: readonly PlacedValue[]): RolledUp {
  return { kind: values.some(({ value }) => value.kind === 'notApplicable') ? 'notApplicable' : 'notAsked' };
}

function doubtsOf(numbers: readonly Numbered[]): Doubt[] {
  return [...new Set(numbers.flatMap(({ doubts }) => doubts))];
}
