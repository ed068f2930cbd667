// A department's number for a street or the district, from the columns of its communities: the ingredients are summed first and the
// derivation is reckoned once on the sums, which comes to the same as adding up what each community's form shows — and a ratio comes
// out of summed numerators and denominators. A community that lacks one ingredient is left out of all of them.
import { derive, Exact, formatExact, type Answer, type Answers, type DerivedValue, type Ingredient, type ItemFrequencies } from '../derive/index.ts';
import type { Derivation, LinearDerivation, RatioDerivation, Source } from '../model/plan.ts';
import type { Column } from './columns.ts';
import { listOverPlaces, type PlacedValue, type RolledUp, type Total } from './places.ts';

/** A value over communities, with the sums that went into it. */
export interface RolledCell {
  readonly value: RolledUp;
  readonly lineage: readonly Ingredient[];
}

/**
 * Ready to roll up any derivation that draws on these columns. `places`: what the communities are called, in the columns' order.
 * A value that does not add up (a text, a ratio that was asked as it stands) is listed place by place.
 */
export function createRollUp(
  columns: readonly Column[],
  items: ItemFrequencies,
  places: readonly string[],
): (derivation: Derivation, period: string, addsUp: boolean) => RolledCell {
  const byPlace = new Map(columns.map((column) => [keyOf(column.source, column.period), column]));
  const totals = answersOf(columns, totalOf);
  return (derivation, period, addsUp) => {
    const total = derive(derivation, period, totals, items);
    const columnsIn = (lineage: readonly Ingredient[]): Column[] => lineage.flatMap((part) => byPlace.get(keyOf(part.source, part.period)) ?? []);
    const used = columnsIn(total.lineage);
    if (used.length < total.lineage.length) return { value: { kind: 'incomplete', missing: places, partial: null }, lineage: total.lineage };
    const [only] = used;
    if (only && used.length === 1 && (!addsUp || isWords(only))) return { value: listed(derivation, period, only, items, places), lineage: total.lineage };
    const sums = derivation.kind === 'linear' ? [used] : partsOf(derivation).map((part) => columnsIn(derive(part, period, totals, items).lineage));
    const left = leftOut(sums);
    if (left.size === 0) return { value: totalled(total, [], places.length), lineage: total.lineage };
    const missing = places.filter((_, place) => left.get(place) === 'missing');
    if (left.size === places.length) return { value: nothing(missing, left), lineage: total.lineage };
    const remaining = answersOf(used, (column) => totalWithout(column, left));
    const rest = derive(derivation, period, remaining, items);
    return { value: totalled(rest, missing, places.length - left.size), lineage: rest.lineage };
  };
}

function keyOf(source: Source, period: string): string {
  return `${source.kind === 'item' ? source.item : source.reference}\n${period}`;
}

function answersOf(columns: readonly Column[], answerOf: (column: Column) => Answer | null): Answers {
  const [items, free] = [new Map<string, Map<string, Answer>>(), new Map<string, Map<string, Answer>>()];
  for (const column of columns) {
    const answer = answerOf(column);
    if (answer === null) continue;
    const { source, period } = column;
    const [kept, id] = source.kind === 'item' ? [items, source.item] : [free, source.reference];
    kept.set(id, (kept.get(id) ?? new Map<string, Answer>()).set(period, answer));
  }
  return { items, free };
}

/** Of all communities together; null when none gave a number. */
function totalOf({ without, total, size }: Column): Answer | null {
  const isAnywhere = without.some(({ why }) => why === 'notApplicable');
  return answerFor(total, size - without.length, isAnywhere);
}

function answerFor(total: Exact, numbers: number, isNotApplicable: boolean): Answer | null {
  if (numbers > 0) return { kind: 'number', value: formatExact(total) };
  return isNotApplicable ? { kind: 'notApplicable' } : null;
}

/** Of the communities that are not left out. */
function totalWithout(column: Column, left: LeftOut): Answer | null {
  const numberless = new Set(column.without.map(({ place }) => place));
  let total = column.total;
  let numbers = column.size - numberless.size;
  for (const place of left.keys()) {
    if (numberless.has(place)) continue;
    numbers--;
    const answer = column.read(column.at(place));
    if (answer?.kind === 'number') total = total.minus(new Exact(answer.value));
  }
  const isAnywhere = column.without.some(({ place, why }) => why === 'notApplicable' && !left.has(place));
  return answerFor(total, numbers, isAnywhere);
}

/**
 * Communities that nothing is taken from, and why: one lacks an ingredient, or was not asked one, or all of a sum does not exist there.
 * What comes first outranks what comes after.
 */
type LeftOut = ReadonlyMap<number, (typeof REASONS)[number]>;

const REASONS = ['missing', 'notAsked', 'notThere'] as const;

/** A ratio's two sums. */
function partsOf(ratio: RatioDerivation): readonly LinearDerivation[] {
  return [ratio.numerator, ratio.denominator].map((terms) => ({ ...ratio, kind: 'linear', terms }));
}

function leftOut(sums: readonly (readonly Column[])[]): LeftOut {
  const left = new Map<number, (typeof REASONS)[number]>();
  for (const columns of sums)
    for (const [place, reason] of leftOutOf(columns)) {
      const before = left.get(place);
      if (before === undefined || REASONS.indexOf(reason) < REASONS.indexOf(before)) left.set(place, reason);
    }
  return left;
}

/** The same for one sum. */
function leftOutOf(columns: readonly Column[]): LeftOut {
  const left = new Map<number, (typeof REASONS)[number]>();
  const notThere = new Map<number, number>();
  for (const { without } of columns)
    for (const { place, why } of without) {
      if (why === 'notApplicable') notThere.set(place, (notThere.get(place) ?? 0) + 1);
      else if (why !== 'notAsked') left.set(place, 'missing');
      else if (!left.has(place)) left.set(place, 'notAsked');
    }
  for (const [place, count] of notThere) if (count === columns.length && !left.has(place)) left.set(place, 'notThere');
  return left;
}

function totalled(value: DerivedValue, missing: readonly string[], places: number): RolledUp {
  if (value.kind !== 'number') return missing.length > 0 ? { kind: 'incomplete', missing, partial: null } : { kind: 'notApplicable' };
  const total: Total = { value: value.value, text: value.text, places };
  return missing.length > 0 ? { kind: 'incomplete', missing, partial: total } : { kind: 'number', ...total, doubts: value.doubts };
}

/** Nobody stays in. */
function nothing(missing: readonly string[], left: LeftOut): RolledUp {
  if (missing.length > 0) return { kind: 'incomplete', missing, partial: null };
  return { kind: [...left.values()].includes('notThere') ? 'notApplicable' : 'notAsked' };
}

/** Words where somebody gave words and nobody must have given a number. */
function isWords({ without }: Column): boolean {
  return without.some(({ why }) => why === 'text');
}

function listed(derivation: Derivation, period: string, column: Column, items: ItemFrequencies, places: readonly string[]): RolledUp {
  const values = places.map((place, index): PlacedValue => ({ place, value: valueAt(derivation, period, column, index, items) }));
  return listOverPlaces(values);
}

function valueAt(derivation: Derivation, period: string, column: Column, place: number, items: ItemFrequencies): DerivedValue {
  const answer = column.read(column.at(place));
  if (answer?.kind === 'text') return { kind: 'text', text: answer.text, lineage: [] };
  return derive(
    derivation,
    period,
    answersOf([column], () => answer),
    items,
  );
}
