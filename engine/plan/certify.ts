// The second pair of eyes: checks a plan from nothing but what was asked, the items and the derivations. Shares no code with the
// planner's elimination, so that a fault there cannot hide here. Small enough to be read in one sitting.
//
// Why a plan that passes is the smallest. (1) Every derivation is an exact identity, so every asked value follows from the items
// (and registers): items and registers span all that is asked. (2) At each stage the items are independent of each other, of all
// items of finer stages and, at the annual stage, of the registers; independence modulo a prime is independence, since a relation
// with whole-number coefficients without a common divisor stays a relation modulo any prime. So the items of a stage number exactly
// rank(asked at this stage or finer, and registers) − rank(asked at finer stages, and registers), and no set of values from which
// everything follows is smaller (README, "Why no smaller set exists"). Items asked because policy forbids their derivation are not
// part of that count; the summary says how many there are.
import { combine, type Functional } from '../match/functional.ts';
import { FREQUENCIES, monthsOf, periodsAYear, periodsOf, type Frequency } from '../model/period.ts';
import { problem, type Problem } from '../problem/index.ts';
import { DEFAULT_POLICY, type Asking, type Kind, type PlanInput, type Policy, type RatioElement, type Reading } from './input.ts';
import type { Derivation, Item, Over, Term } from './result.ts';
import { selectPeriods } from './selection.ts';

export interface Certification {
  readonly ok: boolean;
  readonly failures: readonly Problem[];
  readonly summary: {
    readonly items: number;
    readonly derivations: number;
    /** Values a year asked now. */
    readonly valuesNow: number;
    /** Values a year of the items that were shown to be independent, or are texts, doubtful fields or ratios as they stand. */
    readonly least: number;
    /** Nothing is asked that could be done without. */
    readonly minimal: boolean;
  };
}

/** Checks the plan made under `policy`; `ok` only when there is no failure. Each failure names the item, or element and frequency. */
export function certify(
  input: PlanInput,
  plan: { readonly items: readonly Item[]; readonly derivations: readonly Derivation[] },
  policy: Policy = DEFAULT_POLICY,
): Certification {
  const facts = gather(policy.registers ? input : { ...input, free: [] }, plan.items);
  const failures = [
    ...itemFailures(facts, plan.items),
    ...coverageFailures(facts, plan.derivations),
    ...plan.derivations.flatMap((each) => derivationFailures(facts, each)),
    ...dependentItems(facts, plan.items),
  ];
  const least = plan.items.filter(({ reason }) => reason === 'independent' || reason === 'opaque' || reason === 'ratio');
  const values = (items: readonly Item[]): number => items.reduce((sum, { frequency }) => sum + periodsAYear(frequency), 0);
  const summary = {
    items: plan.items.length,
    derivations: plan.derivations.length,
    valuesNow: values(plan.items),
    least: values(least),
    minimal: least.length === plan.items.length,
  };
  return { ok: failures.length === 0, failures, summary };
}

/** An element as asked; `functional` is null for texts, doubtful fields and ratios, which only their own item can give. */
interface Wanted {
  readonly kind: Kind;
  readonly reading: Reading;
  readonly functional: Functional | null;
  readonly ratio: RatioElement | null;
  readonly asked: readonly Asking[];
  readonly reasons: readonly string[];
}

interface Facts {
  readonly wanted: ReadonlyMap<string, Wanted>;
  readonly items: ReadonlyMap<string, Item>;
  readonly free: ReadonlyMap<string, { readonly kind: Kind; readonly functional: Functional }>;
  readonly covers: (source: Timed, asked: Timed, over: Over) => boolean;
}

function gather({ elements, opaque, ratios, free }: PlanInput, items: readonly Item[]): Facts {
  const wanted = new Map<string, Wanted>();
  for (const each of elements)
    wanted.set(
      each.id,
      each.functional.size > 0
        ? { ...each, ratio: null, reasons: ['independent', 'policy', 'budget'] }
        : { ...each, functional: null, ratio: null, reasons: ['empty', 'policy'] },
    );
  for (const each of opaque) wanted.set(each.id, { ...each, functional: null, ratio: null, reasons: ['opaque'] });
  for (const each of ratios)
    wanted.set(each.id, { ...each, kind: steadiness(each), reading: each.readings.numerator, functional: null, ratio: each, reasons: ['ratio'] });
  return {
    wanted,
    items: new Map(items.map((item) => [item.id, item])),
    free: new Map(free.map((each) => [each.reference, each])),
    covers: remembered(),
  };
}

function steadiness({ kinds }: RatioElement): Kind {
  const both = [kinds.numerator, kinds.denominator];
  return both.includes('flow') ? 'flow' : both.includes('stock') ? 'stock' : 'standing';
}

/** Items are distinct, and each is an element that somebody asks at that frequency, in the words of fields that ask it. */
function itemFailures({ wanted }: Facts, items: readonly Item[]): Problem[] {
  const ids = new Set<string>();
  const questions = new Set<string>();
  return items.flatMap((item) => {
    const question = `${item.element}@${item.frequency}`;
    const twice = ids.has(item.id) || questions.has(question);
    ids.add(item.id);
    questions.add(question);
    const element = wanted.get(item.element);
    const asked = element && (element.kind === 'standing' ? item.frequency === 'annual' : element.asked.some(({ frequency }) => frequency === item.frequency));
    const fits = element?.kind === item.kind && element.reading === item.reading && element.reasons.includes(item.reason);
    const fields = new Set(element?.asked.map(({ field }) => field));
    const worded = item.sources.length > 0 && item.sources.every((field) => fields.has(field));
    return [
      ...(twice ? [problem('certificate.askedTwice', { item: item.id }, {})] : []),
      ...(asked && fits && worded ? [] : [problem('certificate.nobodyAsks', { item: item.id }, {})]),
    ];
  });
}

/** Everything asked has exactly one derivation. */
function coverageFailures({ wanted }: Facts, derivations: readonly Derivation[]): Problem[] {
  const count = new Map<string, number>();
  for (const { element, frequency } of derivations) count.set(`${element}@${frequency}`, (count.get(`${element}@${frequency}`) ?? 0) + 1);
  return [...wanted].flatMap(([element, { asked }]) =>
    [...new Set(asked.map(({ frequency }) => frequency))]
      .filter((frequency) => count.get(`${element}@${frequency}`) !== 1)
      .map((frequency) => problem('certificate.notCovered', { element, frequency }, {})),
  );
}

function derivationFailures(facts: Facts, derivation: Derivation): Problem[] {
  const { element, frequency } = derivation;
  const failed = [problem('certificate.notIdentity', { element, frequency }, {})];
  const wanted = facts.wanted.get(element);
  if (!wanted) return failed;
  if (derivation.kind === 'linear') {
    const own = { kind: wanted.kind, reading: wanted.reading, frequency };
    const asItStands = wanted.functional === null && isOwnItem(facts, element, derivation.terms);
    if (!asItStands && !(wanted.functional && isIdentity(facts, wanted.functional, derivation.terms))) return failed;
    return timeFailures(facts, derivation, derivation.terms, own, wanted.ratio !== null);
  }
  const { ratio } = wanted;
  if (!ratio || ratio.factor !== derivation.factor || ratio.decimals !== derivation.decimals) return failed;
  if (!isIdentity(facts, ratio.numerator, derivation.numerator) || !isIdentity(facts, ratio.denominator, derivation.denominator)) return failed;
  const { kinds, readings } = ratio;
  return [
    ...timeFailures(facts, derivation, derivation.numerator, { kind: kinds.numerator, reading: readings.numerator, frequency }, false),
    ...timeFailures(facts, derivation, derivation.denominator, { kind: kinds.denominator, reading: readings.denominator, frequency }, false),
  ];
}

/** The one term that answers an element which cannot be computed: its own item, once. */
function isOwnItem({ items }: Facts, element: string, terms: readonly Term[]): boolean {
  const [term] = terms;
  if (!term || terms.length !== 1 || term.from.kind !== 'item') return false;
  return items.get(term.from.item)?.element === element && term.coefficient.numerator === '1' && term.coefficient.denominator === '1';
}

/** target = Σ coefficient × functional of the source, in whole numbers after clearing denominators. */
function isIdentity(facts: Facts, target: Functional, terms: readonly Term[]): boolean {
  const whole = /^-?\d{1,400}$/;
  if (!terms.every(({ coefficient: { numerator, denominator } }) => whole.test(numerator) && whole.test(denominator) && BigInt(denominator) > 0n)) return false;
  const scale = terms.reduce((product, { coefficient }) => product * BigInt(coefficient.denominator), 1n);
  const sum = new Map<string, bigint>();
  const put = (functional: Functional, factor: bigint): void => functional.forEach((value, key) => sum.set(key, (sum.get(key) ?? 0n) + factor * BigInt(value)));
  put(target, -scale);
  for (const { coefficient, from } of terms) {
    const functional = functionalFrom(facts, from);
    if (!functional) return false;
    put(functional, (BigInt(coefficient.numerator) * scale) / BigInt(coefficient.denominator));
  }
  return [...sum.values()].every((value) => value === 0n);
}

function functionalFrom({ items, wanted, free }: Facts, from: Term['from']): Functional | null {
  if (from.kind === 'free') return free.get(from.reference)?.functional ?? null;
  return wanted.get(items.get(from.item)?.element ?? '')?.functional ?? null;
}

interface Timed {
  readonly kind: Kind;
  readonly reading: Reading;
  readonly frequency: Frequency;
}

/** Every term is of the asked kind and covers exactly the asked months, in every period of a year. */
function timeFailures({ items, free, covers }: Facts, { element, frequency }: Derivation, terms: readonly Term[], asked: Timed, isRatio: boolean): Problem[] {
  return terms.flatMap(({ from, over }) => {
    const item = from.kind === 'item' ? items.get(from.item) : undefined;
    const register = from.kind === 'free' ? free.get(from.reference) : undefined;
    const source: Timed | undefined = item ?? (register && { kind: register.kind, reading: 'own', frequency: 'annual' });
    const name = from.kind === 'item' ? from.item : from.reference;
    const right = source?.kind === asked.kind && covers(source, asked, over) && !(isRatio && (over === 'sum' || over === 'toDate' || over === 'difference'));
    return right ? [] : [problem('certificate.wrongTime', { element, frequency, source: name }, {})];
  });
}

/** `coversExactly`, each question answered once. */
function remembered(): Facts['covers'] {
  const answers = new Map<string, boolean>();
  return (source, asked, over) => {
    const question = [source, asked].map(({ kind, reading, frequency }) => `${kind} ${reading} ${frequency}`).join(' ') + over;
    const answer = answers.get(question) ?? coversExactly(source, asked, over);
    answers.set(question, answer);
    return answer;
  };
}

function coversExactly(source: Timed, asked: Timed, over: Over): boolean {
  return periodsOf(2000, asked.frequency).every((period) => {
    const left = months(asked, period);
    for (const { period: chosen, sign } of selectPeriods(over, source.frequency, period) ?? [])
      months(source, chosen).forEach((count, month) => (left[month] = (left[month] ?? 0) - sign * count));
    return left.every((count) => count === 0);
  });
}

/** How often each month (1–12) counts in the value of a period; what holds all year counts at 0. */
function months({ kind, reading }: Timed, period: string): number[] {
  const { first, last } = monthsOf(period) ?? { first: 0, last: 0 };
  if (kind === 'standing') return [1, ...Array<number>(12).fill(0)];
  const start = kind === 'stock' ? last : reading === 'toDate' ? 1 : first;
  return Array.from({ length: 13 }, (_, month) => (month > 0 && month >= start && month <= last ? 1 : 0));
}

/** Two primes below 2^26: an item that is dependent modulo both is held to be dependent. */
const PRIMES = [67_108_837, 67_108_819] as const;

/** Items that follow from items of their own or finer stages, or (annual ones) from registers. */
function dependentItems(facts: Facts, items: readonly Item[]): Problem[] {
  const [first = [], second = []] = PRIMES.map((prime) => dependentModulo(prime, facts, items));
  return first.filter((item) => second.includes(item)).map((item) => problem('certificate.dependent', { item }, {}));
}

function dependentModulo(prime: number, { wanted, free }: Facts, items: readonly Item[]): string[] {
  const shown = items.filter(({ reason }) => reason === 'independent');
  const steps: { item: string | null; kind: Kind; functional: Functional }[] = [];
  for (const frequency of FREQUENCIES) {
    if (frequency === 'annual') for (const { kind, functional } of free.values()) steps.push({ item: null, kind, functional });
    for (const item of shown)
      if (item.frequency === frequency) steps.push({ item: item.id, kind: item.kind, functional: wanted.get(item.element)?.functional ?? combine([]) });
  }
  const insert = echelon(prime, steps);
  return steps.flatMap((step, index) => (!insert(index) && step.item !== null ? [step.item] : []));
}

/** Inserts vectors one by one into a row echelon form, rare columns leading; false when one follows from those before. */
function echelon(prime: number, vectors: readonly { readonly kind: Kind; readonly functional: Functional }[]): (index: number) => boolean {
  const uses = new Map<string, number>();
  for (const { kind, functional } of vectors) for (const key of functional.keys()) uses.set(`${kind} ${key}`, (uses.get(`${kind} ${key}`) ?? 0) + 1);
  const place = new Map([...uses].sort(([a, i], [b, j]) => i - j || (a < b ? -1 : 1)).map(([key], index) => [key, index]));
  const rows = new Map<number, Map<number, number>>();
  return (index) => {
    const vector = vectors[index];
    const left = new Map([...(vector?.functional ?? [])].map(([key, value]) => [place.get(`${vector?.kind} ${key}`) ?? -1, ((value % prime) + prime) % prime]));
    for (;;) {
      let lead = Infinity;
      for (const [column, value] of left) {
        if (value === 0) left.delete(column);
        else if (column < lead) lead = column;
      }
      const row = rows.get(lead);
      if (!row) {
        if (lead < Infinity) rows.set(lead, left);
        return lead < Infinity;
      }
      const factor = ((left.get(lead) ?? 0) * inverse(row.get(lead) ?? 1, prime)) % prime;
      for (const [column, value] of row) left.set(column, ((left.get(column) ?? 0) + factor * (prime - value)) % prime);
    }
  };
}

function inverse(value: number, prime: number): number {
  let [result, base] = [1, value];
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2), base = (base * base) % prime)
    if (exponent % 2 === 1) result = (result * base) % prime;
  return result;
}
