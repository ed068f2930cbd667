// Checks written by hand in CEL over codes of what is asked, parsed and type-checked before anyone is asked anything:
// person_count_female_60plus <= person_count_60plus. Amounts are exact decimals; only arithmetic, comparisons and logic are allowed.
import { Environment } from '@marcbachmann/cel-js';
import { Exact, parseExact } from '../model/exact.ts';
import type { CheckSeverity, WrittenCheck } from '../model/check.ts';
import { FREQUENCIES, type Frequency } from '../model/period.ts';
import type { Term } from '../model/plan.ts';
import { problem, type Language, type Problem } from '../problem/index.ts';

/** A rule as it is written into a lexicon or by a district. */
export interface WrittenRule {
  readonly id: string;
  readonly severity: CheckSeverity;
  readonly owner: string;
  readonly expression: string;
  readonly words: Readonly<Record<Language, string>>;
}

export const LIMITS = { characters: 500, nodes: 100, depth: 20 };

/** What a rule may name: the code of anything that departments ask, collected or derived, with how it follows from answers at each frequency. */
export type Nameable = ReadonlyMap<string, ReadonlyMap<Frequency, readonly Term[]>>;

/** Rules about what is asked this year, as checks. A rule that names something else is left out with a hint; a wrong one with an error. */
export function writtenChecks(rules: readonly WrittenRule[], nameable: Nameable, language: Language): { checks: WrittenCheck[]; problems: Problem[] } {
  const judged = rules.map((rule) => judge(rule, nameable, language));
  return {
    checks: judged.flatMap((result) => (result.kind === 'check' ? [result.check] : [])),
    problems: judged.flatMap((result) => (result.kind === 'problem' ? [result.problem] : [])),
  };
}

type Judged = { readonly kind: 'check'; readonly check: WrittenCheck } | { readonly kind: 'problem'; readonly problem: Problem };

function judge(rule: WrittenRule, nameable: Nameable, language: Language): Judged {
  const parsed = parseRule(rule.expression);
  if (parsed.kind === 'fault') return { kind: 'problem', problem: problem('rule.faulty', { rule: rule.id, why: parsed.why }, {}) };
  const frequency = FREQUENCIES.find((each) => parsed.codes.every((code) => nameable.get(code)?.has(each)));
  const missing = parsed.codes.filter((code) => !nameable.has(code));
  if (!frequency)
    return { kind: 'problem', problem: problem('rule.notAsked', { rule: rule.id, codes: missing.length > 0 ? missing : parsed.codes }, {}, 'hint') };
  const amounts = Object.fromEntries(parsed.codes.map((code) => [code, nameable.get(code)?.get(frequency) ?? []]));
  const { id, severity, owner, expression, words } = rule;
  return {
    kind: 'check',
    check: { kind: 'written', id: `written ${id}`, severity, owner, origin: {}, words: words[language], expression, frequency, amounts },
  };
}

export type ParsedRule =
  | { readonly kind: 'parsed'; readonly codes: readonly string[]; readonly holds: (amounts: ReadonlyMap<string, Exact>) => boolean }
  | { readonly kind: 'fault'; readonly why: string };

/** Parses and type-checks; the result must be true or false, and nothing may be called. */
export function parseRule(expression: string): ParsedRule {
  if (expression.length > LIMITS.characters) return { kind: 'fault', why: `> ${LIMITS.characters} characters` };
  try {
    const codes = codesIn(
      new Environment({ limits: { maxAstNodes: LIMITS.nodes, maxDepth: LIMITS.depth }, unlistedVariablesAreDyn: true }).parse(expression).ast,
    );
    if (typeof codes === 'string') return { kind: 'fault', why: codes };
    return typed(expression, codes);
  } catch (error) {
    return { kind: 'fault', why: firstLine(error) };
  }
}

function typed(expression: string, codes: readonly string[]): ParsedRule {
  const environment = arithmetic();
  for (const code of codes) environment.registerVariable(code, 'Amount');
  const { valid, type, error } = environment.check(expression);
  if (!valid) return { kind: 'fault', why: firstLine(error) };
  if (type !== 'bool') return { kind: 'fault', why: `${type ?? 'dyn'}, not bool` };
  const evaluate = environment.parse(expression);
  return { kind: 'parsed', codes, holds: (amounts) => evaluate(Object.fromEntries(amounts)) === true };
}

const ALLOWED = new Set(['value', 'id', '+', '-', '*', '<', '<=', '>', '>=', '==', '!=', '&&', '||', '!_', '-_', '?:']);

interface Node {
  readonly op: string;
  readonly args: unknown;
}

/** The codes that an expression names, sorted; or, as text, the first thing in it that is not allowed. */
function codesIn(ast: Node): string[] | string {
  const codes = new Set<string>();
  const waiting: Node[] = [ast];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!ALLOWED.has(node.op)) return `"${node.op}" is not allowed`;
    if (node.op === 'id') codes.add(String(node.args));
    if (node.op === 'value' && typeof node.args === 'string') return 'text is not allowed';
    const args: readonly unknown[] = Array.isArray(node.args) ? node.args : [node.args];
    waiting.push(...args.filter(isNode));
  }
  return [...codes].toSorted();
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** CEL with exact amounts: they add up and compare with each other and with plain numbers. */
function arithmetic(): Environment {
  const environment = new Environment({ limits: { maxAstNodes: LIMITS.nodes, maxDepth: LIMITS.depth } }).registerType('Amount', { ctor: Exact, fields: {} });
  const pairs = ['Amount,Amount', 'Amount,int', 'int,Amount', 'Amount,double', 'double,Amount'].map((pair) => pair.split(','));
  for (const [left, right] of pairs) {
    for (const [sign, reckon] of RECKONING)
      environment.registerOperator(`${left} ${sign} ${right}: Amount`, (a: unknown, b: unknown) => reckon(exactOf(a), exactOf(b)));
    for (const [sign, holds] of COMPARING)
      if (left === right || sign !== '==')
        environment.registerOperator(`${left} ${sign} ${right}: bool`, (a: unknown, b: unknown) => holds(exactOf(a), exactOf(b)));
  }
  return environment;
}

const RECKONING: readonly (readonly [string, (a: Exact, b: Exact) => Exact])[] = [
  ['+', (a, b) => a.plus(b)],
  ['-', (a, b) => a.minus(b)],
  ['*', (a, b) => a.times(b)],
];

const COMPARING: readonly (readonly [string, (a: Exact, b: Exact) => boolean])[] = [
  ['<', (a, b) => a.lessThan(b)],
  ['<=', (a, b) => a.lessThanOrEqualTo(b)],
  ['>', (a, b) => a.greaterThan(b)],
  ['>=', (a, b) => a.greaterThanOrEqualTo(b)],
  ['==', (a, b) => a.equals(b)],
];

function exactOf(value: unknown): Exact {
  if (value instanceof Exact) return value;
  const plain = parseExact(typeof value === 'number' ? value : String(value));
  if (!plain) throw new RangeError('A rule reckons with something that is no number.');
  return plain;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
