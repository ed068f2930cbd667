// Checks that fail, as problems: where on the annual form the answers stand, what was answered, what both sides come to, and what to do.
import { questionsIn } from '../compile/index.ts';
import type { AnnualForm, FormQuestion } from '../model/annual.ts';
import type { Answers } from '../model/answers.ts';
import type { CheckSeverity, FormCheck } from '../model/check.ts';
import type { Term } from '../model/plan.ts';
import { selectPeriods } from '../plan/index.ts';
import { type Origin, placeOf, problem, type Problem, type ProblemParams, type Severity } from '../problem/index.ts';
import type { CheckedItems, Finding } from './evaluate.ts';

/** A question and where on the annual form it stands. */
export interface WhereAsked {
  readonly question: FormQuestion;
  readonly section: string;
}

/** Item id → its question and section. */
export function questionsByItem({ parts }: AnnualForm): Map<string, WhereAsked> {
  const sections = parts.flatMap((part) => part.sections);
  return new Map(sections.flatMap((section) => questionsIn(section).map((question) => [question.item, { question, section: section.title }] as const)));
}

/** What is needed to say where a check fails. */
export interface FailureContext {
  readonly community: string;
  readonly answers: Answers;
  readonly items: CheckedItems;
  readonly questions: ReadonlyMap<string, WhereAsked>;
  /** Item → the department's cell that it is taken from. */
  readonly origins: ReadonlyMap<string, Origin>;
}

type Behind = Omit<FailureContext, 'community' | 'origins'>;

/** Checks that fail, in words; how grave follows the check's severity. */
export function failures(findings: readonly Finding[], context: FailureContext): Problem[] {
  return findings.filter(({ outcome }) => outcome === 'fails').map((finding) => failureOf(finding, context));
}

const SEVERITY: Record<CheckSeverity, Severity> = { A: 'error', B: 'warning', C: 'doubt', D: 'hint' };
const MOST_ASKED = 4;

type Asked = ProblemParams<'check.fails'>['asked'][number];

/** The questions that a check compares, each once, with what was answered to them; '—' for a blank. */
export function answersBehind({ check, period }: Finding, context: Behind): { readonly item: string; readonly value: string }[] {
  const items = new Map(termsOf(check).flatMap((term) => (term.from.kind === 'item' ? [[term.from.item, term] as const] : [])));
  return [...items].map(([item, term]) => ({ item, value: askedFor(term, period, context)[0]?.value ?? '' }));
}

function failureOf({ check, period, sides }: Finding, context: FailureContext): Problem {
  const originOf = ({ from }: Term): Origin => (from.kind === 'item' ? (context.origins.get(from.item) ?? {}) : {});
  const terms = termsOf(check);
  const asked = terms.flatMap((term) => askedFor(term, period, context, originOf(term)));
  const { severity, words } = check;
  const origin = check.origin.requirement === undefined ? (terms.map(originOf).find(({ cell }) => cell !== undefined) ?? {}) : check.origin;
  return problem(
    'check.fails',
    { severity, words, sides, asked: asked.slice(0, MOST_ASKED), more: Math.max(0, asked.length - MOST_ASKED) },
    { ...origin, community: context.community, period },
    SEVERITY[severity],
  );
}

function termsOf(check: FormCheck): readonly Term[] {
  return check.kind === 'written' ? Object.values(check.amounts).flat() : [...check.left, ...check.right];
}

/** The item that a term takes, with what was answered; a count from a register is named by the check's own words. */
function askedFor({ from, over }: Term, period: string, { answers, items, questions }: Behind, origin: Origin = {}): Asked[] {
  if (from.kind === 'free') return [];
  const asked = questions.get(from.item);
  const frequency = items.get(from.item)?.frequency;
  if (!asked || !frequency) return [];
  const given = (selectPeriods(over, frequency, period) ?? []).map(({ period: chosen }) => answers.items.get(from.item)?.get(chosen));
  const value = given.map((answer) => (answer?.kind === 'number' ? String(answer.value) : '—')).join('/');
  return [{ section: asked.section, title: asked.question.title, value, unit: asked.question.unit, place: placeOf(origin) }];
}

/** How many checks there were of a severity, and what came of them. */
export interface Tallied {
  readonly holds: number;
  readonly fails: number;
  readonly open: number;
}

/** Findings counted by severity. */
export function tally(findings: readonly Finding[]): Record<CheckSeverity, Tallied> {
  const counted = { A: { ...NONE }, B: { ...NONE }, C: { ...NONE }, D: { ...NONE } };
  for (const { check, outcome } of findings) counted[check.severity][outcome] += 1;
  return counted;
}

const NONE = { holds: 0, fails: 0, open: 0 };
