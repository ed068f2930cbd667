// The annual form's checks on one community's answers, reckoned exactly. A check that a blank stands in the way of stays open: a blank
// is never read as zero. Checks are prepared once for a form (which answers, how often, in which units) and then run on any number of
// communities: whole numbers as machine integers as long as they stay exact, everything else in decimals.
import { parseRule, type ParsedRule } from '../compile/index.ts';
import type { Answer, Answers } from '../model/answers.ts';
import type { Comparison, FormCheck, WrittenCheck } from '../model/check.ts';
import { Exact, formatExact, parseExact } from '../model/exact.ts';
import { over, parseFraction, times, type Fraction } from '../model/fraction.ts';
import { periodsOf, type Frequency } from '../model/period.ts';
import type { Source, Term } from '../model/plan.ts';
import { selectPeriods } from '../plan/index.ts';

/** What became of one check in one period. open: something that it needs is blank or not asked. */
export interface Finding {
  readonly check: FormCheck;
  readonly period: string;
  readonly outcome: 'holds' | 'fails' | 'open';
  /** What both sides come to, where a comparison fails: plain decimals in the check's own unit. */
  readonly sides: { readonly left: string; readonly right: string } | null;
}

/** The form's items by id, as far as checking needs them: how often they are answered, and in which multiple of the base unit. */
export type CheckedItems = ReadonlyMap<string, { readonly frequency: Frequency; readonly factor: string }>;

export interface CheckPlan {
  readonly checks: readonly FormCheck[];
  readonly items: CheckedItems;
  readonly year: number;
  /** Ids of checks that are switched off. */
  readonly switchedOff?: ReadonlySet<string>;
}

/** Checks made ready. */
export interface Checks {
  /** Every check in every period of its frequency, on the answers of one community. */
  readonly run: (answers: Answers) => Finding[];
}

/** Makes the checks of a form ready to be run; what depends on answers alone is left to `run`. */
export function prepareChecks({ checks, items, year, switchedOff }: CheckPlan): Checks {
  const slots = new Slots(items);
  const active = checks.filter(({ id }) => !switchedOff?.has(id));
  const prepared = active.flatMap((check) => periodsOf(year, check.frequency).map((period) => prepare(check, period, slots)));
  return {
    run: (answers) => {
      const values = slots.read(answers);
      return prepared.map(({ check, period, judge }): Finding => ({ check, period, ...judge(values) }));
    },
  };
}

type Judged = Pick<Finding, 'outcome' | 'sides'>;

interface Prepared {
  readonly check: FormCheck;
  readonly period: string;
  readonly judge: (values: readonly Value[]) => Judged;
}

const OPEN: Judged = { outcome: 'open', sides: null };
const HOLDS: Judged = { outcome: 'holds', sides: null };

function prepare(check: FormCheck, period: string, slots: Slots): Prepared {
  return { check, period, judge: check.kind === 'written' ? written(check, period, slots) : compared(check, period, slots) };
}

// ---- answers --------------------------------------------------------------------------------------------------------

/** One answer as a number: a whole one that a machine holds exactly, any other as a decimal, or none. */
type Value = number | Exact | null;

/** The answers that checks look at, each with a place of its own. */
class Slots {
  private readonly places = new Map<string, number>();
  private readonly wanted: { readonly from: Source; readonly period: string }[] = [];
  private readonly items: CheckedItems;

  constructor(items: CheckedItems) {
    this.items = items;
  }

  frequencyOf(from: Source): Frequency | undefined {
    return from.kind === 'item' ? this.items.get(from.item)?.frequency : 'annual';
  }

  /** The item's unit; counts from registers are in base units. */
  factorOf(from: Source): Fraction {
    return (from.kind === 'item' && parseFraction(this.items.get(from.item)?.factor ?? '1')) || { numerator: 1n, denominator: 1n };
  }

  place(from: Source, period: string): number {
    const key = `${from.kind === 'item' ? from.item : `free ${from.reference}`}|${period}`;
    const known = this.places.get(key) ?? this.wanted.length;
    if (known === this.wanted.length) {
      this.places.set(key, known);
      this.wanted.push({ from, period });
    }
    return known;
  }

  read({ items, free }: Answers): Value[] {
    return this.wanted.map(({ from, period }) => valueOf((from.kind === 'item' ? items.get(from.item) : free.get(from.reference))?.get(period)));
  }
}

/** Where there is no such thing, there are none of it. */
function valueOf(answer: Answer | undefined): Value {
  if (answer?.kind === 'notApplicable') return 0;
  if (answer?.kind !== 'number') return null;
  const number = typeof answer.value === 'number' ? answer.value : WHOLE.test(answer.value) ? Number(answer.value) : null;
  return number !== null && Number.isSafeInteger(number) ? number : parseExact(answer.value);
}

const WHOLE = /^\d{1,15}$/;

// ---- sums -----------------------------------------------------------------------------------------------------------

/** Σ weight × answer, with whole weights; what it comes to is that divided by `scale`. */
interface Total {
  readonly parts: readonly { readonly place: number; readonly weight: number; readonly exact: Exact }[];
}

/** Terms as whole multiples of answers, all times `scale`; null when an answer cannot serve the period. */
function totalOf(terms: readonly Term[], scale: bigint, period: string, slots: Slots): Total | null {
  const parts: { place: number; weight: number; exact: Exact }[] = [];
  for (const term of terms) {
    const { from, over: periods } = term;
    const frequency = slots.frequencyOf(from);
    const selected = frequency && selectPeriods(periods, frequency, period);
    if (!selected) return null;
    const { numerator, denominator } = coefficientOf(term, slots);
    for (const { period: chosen, sign } of selected) {
      const whole = ((numerator * scale) / denominator) * BigInt(sign);
      parts.push({ place: slots.place(from, chosen), weight: Number(whole), exact: new Exact(`${whole}`) });
    }
  }
  return { parts };
}

/** In the item's own unit. */
function coefficientOf({ coefficient, from }: Term, slots: Slots): Fraction {
  return times({ numerator: BigInt(coefficient.numerator), denominator: BigInt(coefficient.denominator) }, slots.factorOf(from));
}

/** The least number that makes all coefficients whole. */
function scaleOf(terms: readonly Term[], slots: Slots): bigint {
  return terms.reduce((product, term) => {
    const { denominator } = coefficientOf(term, slots);
    return over({ numerator: product, denominator: 1n }, { numerator: denominator, denominator: 1n }).denominator * product;
  }, 1n);
}

/** null when an answer is wanting. Whole numbers are added as such until one step might not be exact. */
function add({ parts }: Total, values: readonly Value[]): Value {
  let sum = 0;
  for (const { place, weight } of parts) {
    const value = values[place];
    if (value === null || value === undefined) return null;
    if (typeof value !== 'number') return addExactly(parts, values);
    const step = value * weight;
    sum += step;
    if (!Number.isSafeInteger(step) || !Number.isSafeInteger(sum)) return addExactly(parts, values);
  }
  return sum;
}

function addExactly(parts: Total['parts'], values: readonly Value[]): Exact | null {
  let sum = new Exact(0);
  for (const { place, exact } of parts) {
    const value = values[place];
    if (value === null || value === undefined) return null;
    sum = sum.plus(exact.times(value));
  }
  return sum;
}

// ---- comparisons ----------------------------------------------------------------------------------------------------

function compared(check: Exclude<FormCheck, WrittenCheck>, period: string, slots: Slots): Prepared['judge'] {
  const scale = scaleOf([...check.left, ...check.right], slots);
  const left = totalOf(check.left, scale, period, slots);
  const right = totalOf(check.right, scale, period, slots);
  if (!left || !right) return () => OPEN;
  const holds = COMPARE[check.comparison];
  const shown = (value: number | Exact): string => formatExact(new Exact(value).dividedBy(`${scale}`));
  return (values) => {
    const [a, b] = [add(left, values), add(right, values)];
    if (a === null || b === null) return OPEN;
    return holds(orderOf(a, b)) ? HOLDS : { outcome: 'fails', sides: { left: shown(a), right: shown(b) } };
  };
}

/** Less than zero when a < b. */
function orderOf(a: number | Exact, b: number | Exact): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : new Exact(a).comparedTo(b);
}

const COMPARE: Record<Comparison, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '≥': (order) => order >= 0,
  '≤': (order) => order <= 0,
  '>': (order) => order > 0,
  '<': (order) => order < 0,
};

// ---- rules written by hand ------------------------------------------------------------------------------------------

/** Parsed once for all periods and communities; those of a district are few, and their texts short. */
const rules = new Map<string, ParsedRule>();
const MOST_RULES = 1000;

function written({ expression, amounts }: WrittenCheck, period: string, slots: Slots): Prepared['judge'] {
  const rule = rules.get(expression) ?? parseRule(expression);
  if (rules.size >= MOST_RULES) rules.clear();
  rules.set(expression, rule);
  const named = Object.entries(amounts).map(([code, terms]) => {
    const scale = scaleOf(terms, slots);
    return { code, scale: `${scale}`, total: totalOf(terms, scale, period, slots) };
  });
  if (rule.kind === 'fault') return () => OPEN;
  return (values) => {
    const known = new Map<string, Exact>();
    for (const { code, scale, total } of named) {
      const value = total && add(total, values);
      if (value === null) return OPEN;
      known.set(code, new Exact(value).dividedBy(scale));
    }
    return rule.holds(known) ? HOLDS : { outcome: 'fails', sides: null };
  };
}
