// The annual form's checks on one community's answers, reckoned exactly. A check that a blank stands in the way of stays open: a blank
// is never read as zero.
import { parseRule, type ParsedRule } from '../compile/index.ts';
import type { Answer, Answers } from '../model/answers.ts';
import type { Comparison, FormCheck, LinearCheck, WrittenCheck } from '../model/check.ts';
import { Exact, formatExact, parseExact } from '../model/exact.ts';
import { periodsOf, type Frequency } from '../model/period.ts';
import type { Term } from '../model/plan.ts';
import { selectPeriods } from '../plan/index.ts';
import { problem, type Origin, type Problem, type Severity } from '../problem/index.ts';

/** What became of one check in one period. open: something that it needs is blank or not asked. */
export interface Finding {
  readonly check: FormCheck;
  readonly period: string;
  readonly outcome: 'holds' | 'fails' | 'open';
  /** Both sides as plain decimals; '' where the check is open or written by hand. */
  readonly left: string;
  readonly right: string;
}

/** Items by id, as far as checking needs them. */
export type ItemFrequencies = ReadonlyMap<string, { readonly frequency: Frequency }>;

/** One community's answers and how often each is given. */
export interface CheckInput {
  readonly answers: Answers;
  readonly items: ItemFrequencies;
  readonly year: number;
  /** Ids of checks that are switched off. */
  readonly switchedOff?: ReadonlySet<string>;
}

/** Every check in every period of its frequency. */
export function evaluateChecks(checks: readonly FormCheck[], input: CheckInput): Finding[] {
  const active = checks.filter(({ id }) => !input.switchedOff?.has(id));
  return active.flatMap((check) => periodsOf(input.year, check.frequency).map((period) => findingOf(check, period, input)));
}

/** Checks that fail, in words; how grave follows the check's severity. */
export function problemsOf(findings: readonly Finding[], origin: Origin): Problem[] {
  const failed = findings.filter(({ outcome }) => outcome === 'fails');
  return failed.map(({ check, period, left, right }) =>
    problem('check.fails', { severity: check.severity, words: check.words, left, right, period }, origin, SEVERITY[check.severity]),
  );
}

const SEVERITY: Record<FormCheck['severity'], Severity> = { A: 'error', B: 'warning', C: 'doubt', D: 'hint' };

function findingOf(check: FormCheck, period: string, input: CheckInput): Finding {
  return check.kind === 'written' ? writtenFinding(check, period, input) : linearFinding(check, period, input);
}

function linearFinding(check: LinearCheck, period: string, input: CheckInput): Finding {
  const left = total(check.left, period, input);
  const right = total(check.right, period, input);
  if (!left || !right) return { check, period, outcome: 'open', left: '', right: '' };
  return { check, period, outcome: COMPARE[check.comparison](left, right) ? 'holds' : 'fails', left: formatExact(left), right: formatExact(right) };
}

const COMPARE: Record<Comparison, (a: Exact, b: Exact) => boolean> = {
  '=': (a, b) => a.equals(b),
  '≥': (a, b) => a.greaterThanOrEqualTo(b),
  '≤': (a, b) => a.lessThanOrEqualTo(b),
  '>': (a, b) => a.greaterThan(b),
  '<': (a, b) => a.lessThan(b),
};

/** Σ coefficient × answer, divided once at the end; null when an answer is missing or is no number. */
function total(terms: readonly Term[], period: string, input: CheckInput): Exact | null {
  const common = terms.reduce((product, { coefficient }) => product * BigInt(coefficient.denominator), 1n);
  let sum = new Exact(0);
  for (const term of terms) {
    const value = valueOf(term, period, input);
    if (!value) return null;
    sum = sum.plus(value.times(`${(BigInt(term.coefficient.numerator) * common) / BigInt(term.coefficient.denominator)}`));
  }
  return sum.dividedBy(`${common}`);
}

function valueOf({ from, over }: Term, period: string, { answers, items }: CheckInput): Exact | null {
  const frequency = from.kind === 'item' ? items.get(from.item)?.frequency : 'annual';
  const given = from.kind === 'item' ? answers.items.get(from.item) : answers.free.get(from.reference);
  const selected = frequency && selectPeriods(over, frequency, period);
  if (!selected || !given) return null;
  let sum = new Exact(0);
  for (const { period: chosen, sign } of selected) {
    const value = numberOf(given.get(chosen));
    if (!value) return null;
    sum = sum.plus(value.times(sign));
  }
  return sum;
}

/** Where there is no such thing, there are none of it. */
function numberOf(answer: Answer | undefined): Exact | null {
  if (answer?.kind === 'notApplicable') return new Exact(0);
  return answer?.kind === 'number' ? parseExact(answer.value) : null;
}

function writtenFinding(check: WrittenCheck, period: string, input: CheckInput): Finding {
  const rule = ruleOf(check.expression);
  const entries = Object.entries(check.amounts).map(([code, terms]) => [code, total(terms, period, input)] as const);
  const amounts = new Map(entries.flatMap(([code, value]) => (value ? [[code, value]] : [])));
  const isOpen = rule.kind === 'fault' || amounts.size < entries.length;
  return { check, period, outcome: isOpen ? 'open' : rule.holds(amounts) ? 'holds' : 'fails', left: '', right: '' };
}

/** Parsed once; rules are few and their texts short. */
const rules = new Map<string, ParsedRule>();

function ruleOf(expression: string): ParsedRule {
  const known = rules.get(expression);
  if (known) return known;
  const parsed = parseRule(expression);
  rules.set(expression, parsed);
  return parsed;
}
