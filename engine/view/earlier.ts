// A number that the version in force would come by otherwise than an older one did. Where a form is revised within its year, what was answered under the
// older version still tells its own periods: 特困供养人员 was asked by the quarter and is asked by the month since August; March was never asked, and the
// answer for the first quarter is what stood at its end. So nothing that was accepted is lost by publishing.
import { questionsByItem, type WhereAsked } from '../check/index.ts';
import { derive, Exact, formatExact, type Answers, type DerivedValue, type Doubt, type ItemFrequencies } from '../derive/index.ts';
import type { AnnualForm } from '../model/annual.ts';
import type { ConsolidatedElement, ConsolidatedItem, Consolidation } from '../model/consolidation.ts';
import { FREQUENCIES, monthsOf, periodsWithin, type Frequency } from '../model/period.ts';
import type { Derivation, Term } from '../model/plan.ts';
import type { ItemFactors } from './scale.ts';
import { inFormsUnit, type PlannedCell } from './view.ts';

/** What an older version of a year's form came by otherwise. */
export interface EarlierPlan {
  readonly derivations: readonly Derivation[];
  /** The items that these draw on, as they were asked then. */
  readonly items: readonly ConsolidatedItem[];
  readonly questions: ReadonlyMap<string, WhereAsked>;
}

interface Version {
  readonly consolidation: Consolidation;
  readonly form: AnnualForm;
}

/** Of an older version, what serves the one in force: data elements that both have, come by in another way. Register counts are those of the version in force. */
export function earlierPlan({ consolidation: now }: Pick<Version, 'consolidation'>, { consolidation: before, form }: Version): EarlierPlan {
  const elements = new Set(now.elements.map(({ id }) => id));
  const counts = new Set(now.counts.map(({ reference }) => reference));
  const same = new Set(now.derivations.map((derivation) => JSON.stringify(derivation)));
  const isAtHand = ({ from }: Term): boolean => from.kind === 'item' || counts.has(from.reference);
  const derivations = before.derivations.filter(
    (derivation) => elements.has(derivation.element) && !same.has(JSON.stringify(derivation)) && termsOf(derivation).every(isAtHand),
  );
  const drawn = new Set(derivations.flatMap(termsOf).flatMap(({ from }) => (from.kind === 'item' ? [from.item] : [])));
  const questions = questionsByItem(form);
  return {
    derivations,
    items: before.items.filter(({ id }) => drawn.has(id)),
    questions: new Map([...questions].filter(([item]) => drawn.has(item))),
  };
}

function termsOf(derivation: Derivation): readonly Term[] {
  return derivation.kind === 'linear' ? derivation.terms : [...derivation.numerator, ...derivation.denominator];
}

/**
 * How one value can be come by: the derivations for its period, that of the version in force first, then those of older versions, the newest first; else from
 * the values of shorter periods, each come by in its own way: a flow of the year is that of its halves, what stands at the year's end is what stands at the
 * end of its second half.
 */
export interface Ways {
  readonly period: string;
  readonly tries: readonly Derivation[];
  readonly parts: readonly Ways[];
}

/** A cell's ways for a period; null where older versions know no other. */
export type WaysOf = (planned: PlannedCell, period: string) => Ways | null;

/** `earlier`: the newest first. */
export function createWays({ elements, derivations, items }: Consolidation, earlier: readonly EarlierPlan[]): WaysOf {
  const versions = [{ derivations, items }, ...earlier].map((version) => ({
    factors: new Map(version.items.map(({ id, factor }) => [id, factor])) satisfies ItemFactors,
    byAsking: new Map(version.derivations.map((derivation) => [`${derivation.element}@${derivation.frequency}`, derivation])),
  }));
  const revised = new Set(earlier.flatMap((plan) => plan.derivations.map(({ element }) => element)));
  const byId = new Map(elements.map((element) => [element.id, element]));
  const at = (planned: PlannedCell, element: ConsolidatedElement, frequency: Frequency, period: string): Ways => {
    const tries = new Map<string, Derivation>();
    for (const { byAsking, factors } of versions) {
      const derivation = byAsking.get(`${element.id}@${frequency}`);
      if (!derivation) continue;
      const told = inFormsUnit(derivation, planned.field, factors);
      const key = JSON.stringify(told);
      if (!tries.has(key)) tries.set(key, told);
    }
    const shorter = FREQUENCIES[FREQUENCIES.indexOf(frequency) - 1];
    const parts = shorter ? partsOf(element, period, shorter).map((part) => at(planned, element, shorter, part)) : [];
    return { period, tries: [...tries.values()], parts };
  };
  return (planned, period) => {
    const element = byId.get(planned.field.element);
    return element && revised.has(element.id) ? at(planned, element, planned.field.frequency, period) : null;
  };
}

/** The shorter periods whose values make that of a longer one; none for what does not add up over time. */
function partsOf({ kind, reading, point }: ConsolidatedElement, period: string, shorter: Frequency): readonly string[] {
  const months = monthsOf(period);
  if (!months || kind === 'standing' || point.kind === 'ratio') return [];
  const within = periodsWithin(months.year, shorter, months.first, months.last);
  return kind === 'flow' && reading === 'own' ? within : within.slice(-1);
}

/** One step of how a value came about. */
export interface Step {
  readonly derivation: Derivation;
  readonly period: string;
}

export interface Found {
  readonly value: DerivedValue;
  readonly steps: readonly Step[];
}

/** Every step that could be taken. */
export function stepsIn({ period, tries, parts }: Ways): Step[] {
  return [...tries.map((derivation) => ({ derivation, period })), ...parts.flatMap(stepsIn)];
}

/** The value by the first way for which everything was answered; null when there is none. */
export function findValue({ period, tries, parts }: Ways, answers: Answers, items: ItemFrequencies): Found | null {
  for (const derivation of tries) {
    const value = derive(derivation, period, answers, items);
    if (!isWanting(value)) return { value, steps: [{ derivation, period }] };
  }
  const found: Found[] = [];
  for (const part of parts) {
    const one = findValue(part, answers, items);
    if (!one) return null;
    found.push(one);
  }
  const [only] = found;
  if (only && found.length === 1) return only;
  const value = together(found.map((one) => one.value));
  return value && { value, steps: found.flatMap(({ steps }) => steps) };
}

/** Is it what the version in force gives? */
export function isOwn({ steps }: Found, { tries }: Ways): boolean {
  return steps.length === 1 && steps[0]?.derivation === tries[0];
}

/** Does it lack an answer, or a number where one is needed? */
function isWanting({ kind }: DerivedValue): boolean {
  return kind === 'missing' || kind === 'notANumber';
}

/** The sum of a flow's parts; null where they are no numbers. What does not exist in one part counts nothing. */
function together(values: readonly DerivedValue[]): DerivedValue | null {
  const numbers = values.flatMap((value) => (value.kind === 'number' ? [value] : []));
  const nothing = values.filter(({ kind }) => kind === 'notApplicable').length;
  const lineage = values.flatMap((value) => value.lineage);
  if (values.length === 0 || numbers.length + nothing < values.length) return null;
  if (numbers.length === 0) return { kind: 'notApplicable', lineage };
  const sum = numbers.reduce((total, { value }) => total.plus(value), new Exact(0));
  const doubts = new Set<Doubt>(numbers.flatMap((each) => each.doubts));
  if (nothing > 0) doubts.add('partNotApplicable');
  return { kind: 'number', value: sum, text: formatExact(sum), parts: null, doubts: [...doubts], lineage };
}
