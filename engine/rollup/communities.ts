// A department's number for a street or the district, from the columns of its communities: the ingredients are summed first and the
// derivation is reckoned once on the sums, which comes to the same as adding up what each community's form shows — and a ratio comes
// out of summed numerators and denominators. A community that lacks one ingredient is left out of all of them.
import { derive, Exact, formatExact, type Answer, type Answers, type DerivedValue, type Ingredient, type ItemFrequencies } from '../derive/index.ts';
import type { Derivation, Source } from '../model/plan.ts';
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
    const used = total.lineage.flatMap((part) => byPlace.get(keyOf(part.source, part.period)) ?? []);
    if (used.length < total.lineage.length) return { value: { kind: 'incomplete', missing: places, partial: null }, lineage: total.lineage };
    const [only] = used;
    if (only && used.length === 1 && (!addsUp || isWords(only))) return { value: listed(derivation, period, only, items, places), lineage: total.lineage };
    const left = leftOut(used, places.length);
    if (left === null) return { value: rolled(total, [], countOf(used, null, places.length)), lineage: total.lineage };
    const rest = derive(
      derivation,
      period,
      answersOf(used, (column) => totalWithout(column, left)),
      items,
    );
    return { value: rolled(rest, placesIn(left, LACKING, places), countOf(used, left, places.length)), lineage: rest.lineage };
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

const [STAYS, LACKING, UNASKED] = [0, 1, 2];

/** Community → does it lack an ingredient, or was it not asked one? null when nobody is to be left out. */
function leftOut(columns: readonly Column[], size: number): Uint8Array | null {
  const touched = columns.filter(({ counts }) => counts.gap + counts.text + counts.notAsked > 0);
  if (touched.length === 0) return null;
  const left = new Uint8Array(size);
  for (const { standing } of touched)
    for (let place = 0; place < size; place++) {
      const how = standing[place];
      if (how === STANDING.gap || how === STANDING.text) left[place] = LACKING;
      else if (how === STANDING.notAsked && left[place] === STAYS) left[place] = UNASKED;
    }
  return left;
}

/** Communities with at least one number that are not left out. */
function countOf(columns: readonly Column[], left: Uint8Array | null, size: number): number {
  if (left === null && columns.some(({ counts }) => counts.number === size)) return size;
  let count = 0;
  for (let place = 0; place < size; place++)
    if ((left === null || left[place] === STAYS) && columns.some(({ standing }) => standing[place] === STANDING.number)) count++;
  return columns.length === 0 ? size : count;
}

function placesIn(left: Uint8Array, how: number, places: readonly string[]): string[] {
  return places.filter((_, place) => left[place] === how);
}

function rolled(value: DerivedValue, missing: readonly string[], places: number): RolledUp {
  if (value.kind === 'number') {
    const total: Total = { value: value.value, text: value.text, places };
    return missing.length > 0 ? { kind: 'incomplete', missing, partial: total } : { kind: 'number', ...total, doubts: value.doubts };
  }
  if (missing.length > 0) return { kind: 'incomplete', missing, partial: null };
  return { kind: value.kind === 'notApplicable' ? 'notApplicable' : 'notAsked' };
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
