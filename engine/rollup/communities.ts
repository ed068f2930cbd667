// A department's number for a street or the district, from the columns of its communities: the ingredients are summed first and the
// derivation is reckoned once on the sums, which comes to the same as adding up what each community's form shows — and a ratio comes
// out of summed numerators and denominators. A community that lacks one ingredient is left out of all of them.
import { derive, Exact, formatExact, type Answer, type Answers, type DerivedValue, type Ingredient, type ItemFrequencies } from '../derive/index.ts';
import type { Derivation, LinearDerivation, RatioDerivation, Source } from '../model/plan.ts';
import { STANDING, type Column } from './columns.ts';
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
    const left = leftOut(sums, places.length);
    if (left === null) return { value: totalled(total, [], places.length), lineage: total.lineage };
    const staying = left.filter((how) => how === STAYS).length;
    const missing = places.filter((_, place) => left[place] === LACKING);
    if (staying === 0) return { value: nothing(missing, left), lineage: total.lineage };
    const remaining = answersOf(used, (column) => totalWithout(column, left));
    const rest = derive(derivation, period, remaining, items);
    return { value: totalled(rest, missing, staying), lineage: rest.lineage };
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
function totalOf({ counts, total }: Column): Answer | null {
  return answerFor(total, counts.number, counts.notApplicable);
}

function answerFor(total: Exact, numbers: number, notApplicable: number): Answer | null {
  if (numbers > 0) return { kind: 'number', value: formatExact(total) };
  return notApplicable > 0 ? { kind: 'notApplicable' } : null;
}

/** Of the communities that are not left out. */
function totalWithout(column: Column, left: Uint8Array): Answer | null {
  let [total, numbers, notApplicable] = [column.total, column.counts.number, column.counts.notApplicable];
  for (let place = 0; place < left.length; place++) {
    if (left[place] === 0) continue;
    if (column.standing[place] === STANDING.notApplicable) notApplicable--;
    if (column.standing[place] !== STANDING.number) continue;
    numbers--;
    const answer = column.read(column.values[place] ?? null);
    if (answer?.kind === 'number') total = total.minus(new Exact(answer.value));
  }
  return answerFor(total, numbers, notApplicable);
}

/** In the order of precedence. */
const [STAYS, NOT_THERE, UNASKED, LACKING] = [0, 1, 2, 3];

/** A ratio's two sums. */
function partsOf(ratio: RatioDerivation): readonly LinearDerivation[] {
  return [ratio.numerator, ratio.denominator].map((terms) => ({ ...ratio, kind: 'linear', terms }));
}

/**
 * Community → does it lack an ingredient? Or is there nothing to add: it was not asked, or all of a sum does not exist there? null when
 * everybody stays in.
 */
function leftOut(sums: readonly (readonly Column[])[], size: number): Uint8Array | null {
  const left = new Uint8Array(size);
  let isAny = false;
  for (const columns of sums) {
    if (columns.every(isFull) && (columns.length === 0 || columns.some(({ counts }) => counts.number === size))) continue;
    for (let place = 0; place < size; place++) {
      const how = standingIn(columns, place);
      if (how <= (left[place] ?? STAYS)) continue;
      left[place] = how;
      isAny = true;
    }
  }
  return isAny ? left : null;
}

/** Everybody has a number, or there is no such thing. */
function isFull({ counts }: Column): boolean {
  return counts.gap + counts.text + counts.notAsked === 0;
}

function standingIn(columns: readonly Column[], place: number): number {
  let [isUnasked, isAnything] = [false, false];
  for (const { standing } of columns) {
    const how = standing[place];
    if (how === STANDING.gap || how === STANDING.text) return LACKING;
    if (how === STANDING.notAsked) isUnasked = true;
    if (how === STANDING.number) isAnything = true;
  }
  if (isUnasked) return UNASKED;
  return isAnything || columns.length === 0 ? STAYS : NOT_THERE;
}

function totalled(value: DerivedValue, missing: readonly string[], places: number): RolledUp {
  if (value.kind !== 'number') return missing.length > 0 ? { kind: 'incomplete', missing, partial: null } : { kind: 'notApplicable' };
  const total: Total = { value: value.value, text: value.text, places };
  return missing.length > 0 ? { kind: 'incomplete', missing, partial: total } : { kind: 'number', ...total, doubts: value.doubts };
}

/** Nobody stays in. */
function nothing(missing: readonly string[], left: Uint8Array): RolledUp {
  if (missing.length > 0) return { kind: 'incomplete', missing, partial: null };
  return { kind: left.includes(NOT_THERE) ? 'notApplicable' : 'notAsked' };
}

/** Words where somebody gave words and nobody must have given a number. */
function isWords({ counts }: Column): boolean {
  return counts.text > 0;
}

function listed(derivation: Derivation, period: string, column: Column, items: ItemFrequencies, places: readonly string[]): RolledUp {
  const values = places.map((place, index): PlacedValue => ({ place, value: valueAt(derivation, period, column, index, items) }));
  return listOverPlaces(values);
}

function valueAt(derivation: Derivation, period: string, column: Column, place: number, items: ItemFrequencies): DerivedValue {
  const answer = column.read(column.values[place] ?? null);
  if (answer?.kind === 'text') return { kind: 'text', text: answer.text, lineage: [] };
  return derive(
    derivation,
    period,
    answersOf([column], () => answer),
    items,
  );
}
