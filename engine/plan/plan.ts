// The smallest set of questions from which everything asked can be answered, and how it follows from them.
import { periodsAYear, type Frequency } from '../model/period.ts';
import { problem, type Problem } from '../problem/index.ts';
import { certificateOf } from './certificate.ts';
import { classesOf, classKey, inOrder, STAGES, type ElementClass, type Stage } from './classes.ts';
import { DEFAULT_POLICY, type FreeElement, type Level, type PlainElement, type PlanInput, type Policy } from './input.ts';
import { itemOf } from './item.ts';
import { isAllowed, levelOf, type Part } from './level.ts';
import { planOpaque } from './opaque.ts';
import { sizes } from './order.ts';
import { overFor, readingAt, type Timed } from './over.ts';
import type { Derivation, Item, LinearDerivation, Plan, Reason, Relation, Term } from './result.ts';
import { planRatios, type Knows } from './ratios.ts';
import { isOne } from './rational.ts';
import { createSpan, type Combination, type Found, type Span } from './span.ts';

/**
 * Plans the annual form.
 *
 *     standing facts → monthly → quarterly → half-yearly → (registers) → annual
 *
 * At each stage the elements first needed there are tried in order, parts before totals; one that follows from what is already
 * known is derived, any other becomes an item. Why no smaller set exists is written in the README; `certify` checks it.
 * The result does not depend on the order of the input. Ids and field keys must be unique.
 */
export function plan(input: PlanInput, policy: Policy = DEFAULT_POLICY): Plan {
  const state = begin(input, policy);
  const ratios = planRatios(input.ratios, policy);
  for (const stage of STAGES) {
    if (stage === 'annual') insertRegisters(state);
    for (const index of state.queue.get(stage) ?? []) settle(state, index);
    if (stage !== 'standing') ratios.settle(stage, knows(state));
  }
  const derived = state.classes.flatMap((element, index) => deriveClass(state, element, index));
  const opaque = planOpaque(input.opaque, policy);
  const items = [...state.items.values(), ...opaque.items, ...ratios.items()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    items,
    derivations: [...derived, ...opaque.derivations, ...ratios.derivations()].sort(byElementThenFrequency),
    relations: state.relations,
    certificate: certificateOf(input, items, state.pivots),
    problems: problemsOf(state),
  };
}

/** How a class is known once its stage is over. */
type Known = { readonly kind: 'item'; readonly item: Item } | { readonly kind: 'combination'; readonly combination: Combination; readonly level: Level };

interface State {
  readonly policy: Policy;
  readonly classes: readonly ElementClass[];
  readonly free: readonly FreeElement[];
  /** Over the classes, then the free functionals. */
  readonly span: Span;
  /** Stage → indices of classes in the order in which they are tried. */
  readonly queue: ReadonlyMap<Stage, readonly number[]>;
  readonly indexOf: ReadonlyMap<string, number>;
  readonly known: (Known | null)[];
  readonly items: Map<string, Item>;
  readonly pivots: { item: string; column: string }[];
  readonly relations: Relation[];
}

function begin(input: PlanInput, policy: Policy): State {
  const classes = classesOf(input.elements);
  const free = (policy.registers ? input.free : [])
    .map((each) => ({ ...each, functional: inOrder(each.functional) }))
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
  return {
    policy,
    classes,
    free,
    span: createSpan([...classes, ...free], policy.budget),
    queue: queueOf(classes, free),
    indexOf: new Map(classes.map(({ key }, index) => [key, index])),
    known: classes.map(() => null),
    items: new Map(),
    pivots: [],
    relations: [],
  };
}

/** Small before large, so that parts come before totals; then what most requirements ask; then by what they are. */
function queueOf(classes: readonly ElementClass[], free: readonly FreeElement[]): Map<Stage, number[]> {
  const size = sizes([...classes, ...free].map(({ functional }) => functional));
  const queue = new Map<Stage, number[]>(STAGES.map((stage) => [stage, []]));
  classes.forEach(({ stage }, index) => queue.get(stage)?.push(index));
  const requirements = (index: number): number => classes[index]?.requirements ?? 0;
  for (const indices of queue.values()) indices.sort((a, b) => (size[a] ?? 0) - (size[b] ?? 0) || requirements(b) - requirements(a) || a - b);
  return queue;
}

/** What registers tell costs nothing: it goes before the annual questions. */
function insertRegisters(state: State): void {
  state.free.forEach(({ reference, kind }, position) => {
    const found = state.span.insert(state.classes.length + position);
    if (found.kind !== 'dependent') return;
    const terms = termsOf(state, found.combination, { kind, reading: 'own', frequency: 'annual' });
    state.relations.push({ left: { kind: 'free', reference }, frequency: 'annual', terms, live: true });
  });
}

/** Decides how one class is known: asked, or as a combination of what was tried before it. */
function settle(state: State, index: number): void {
  const element = state.classes[index];
  if (!element) return;
  const found: Found | { kind: 'empty' } = element.functional.size === 0 ? { kind: 'empty' } : state.span.insert(index);
  if (found.kind === 'dependent') return settleDependent(state, element, index, found.combination);
  const item = ask(state, element, index, found.kind === 'exhausted' ? 'budget' : found.kind);
  if (found.kind === 'independent') state.pivots.push({ item: item.id, column: found.column });
}

/** What follows is derived, unless policy forbids the way in which it follows. */
function settleDependent(state: State, element: ElementClass, index: number, combination: Combination): void {
  const level = levelOf(element.departments, partsOf(state, combination));
  const allowed = isAllowed(level, state.policy);
  if (allowed) state.known[index] = { kind: 'combination', combination, level };
  else ask(state, element, index, 'policy');
  const asked = timed(element);
  state.relations.push({
    left: { kind: 'element', element: element.representative.id },
    frequency: asked.frequency,
    terms: termsOf(state, combination, asked),
    live: !allowed,
  });
}

function partsOf(state: State, combination: Combination): Part[] {
  return combination.map(({ vector, coefficient }) => ({ coefficient, from: state.classes[vector] ?? null }));
}

function ask(state: State, element: ElementClass, index: number, reason: Reason): Item {
  const item = addItem(state, element.representative, timed(element).frequency, reason);
  state.known[index] = { kind: 'item', item };
  return item;
}

function addItem(state: State, element: PlainElement, frequency: Frequency, reason: Reason): Item {
  const item = itemOf(element, frequency, reason, state.policy);
  const before = state.items.get(item.id);
  if (!before) state.items.set(item.id, item);
  return before ?? item;
}

/** The class as it is first needed. */
function timed(element: ElementClass): Timed {
  return {
    kind: element.kind,
    reading: element.representative.reading,
    frequency: element.stage === 'standing' ? 'annual' : element.stage,
  };
}

/** How every element of a class is answered at every frequency it is asked at. */
function deriveClass(state: State, { elements }: ElementClass, index: number): LinearDerivation[] {
  return elements.flatMap((element) => {
    const frequencies = [...new Set(element.asked.map(({ frequency }) => frequency))];
    return frequencies.map((frequency) => derive(state, index, element, frequency));
  });
}

function derive(state: State, index: number, element: PlainElement, frequency: Frequency): LinearDerivation {
  const asked: Timed = { kind: element.kind, reading: element.reading, frequency };
  const known = state.known[index];
  if (!known) throw new Error(`Element ${element.id} was not settled.`);
  const terms = known.kind === 'item' ? [termOf(known.item, asked)] : termsOf(state, known.combination, asked);
  const level = known.kind === 'combination' ? known.level : isAsAnswered(known.item, asked) ? 'same' : 'rollup';
  if (state.policy.levels.rollup || level === 'same' || !takesTime(state, terms, frequency))
    return { kind: 'linear', element: element.id, frequency, level, needsApproval: level === 'differenceAcross', terms };
  const item = addItem(state, element, frequency, 'policy');
  return { kind: 'linear', element: element.id, frequency, level: 'same', needsApproval: false, terms: [termOf(item, asked)] };
}

/** Is the item's answer the very value asked for? */
function isAsAnswered(item: Item, asked: Timed): boolean {
  return item.kind === 'standing' || (item.frequency === asked.frequency && readingAt(item) === readingAt(asked));
}

function takesTime(state: State, terms: readonly Term[], frequency: Frequency): boolean {
  return terms.some(
    ({ from, over }) =>
      over === 'toDate' || over === 'difference' || (from.kind === 'item' && over !== 'year' && state.items.get(from.item)?.frequency !== frequency),
  );
}

function termsOf(state: State, combination: Combination, asked: Timed): Term[] {
  return combination.map(({ vector, coefficient }) => {
    const exact = isOne(coefficient) ? ONCE : { numerator: `${coefficient.numerator}`, denominator: `${coefficient.denominator}` };
    const free = state.free[vector - state.classes.length];
    if (free) return { coefficient: exact, from: { kind: 'free', reference: free.reference }, over: 'end' };
    const known = state.known[vector];
    if (known?.kind !== 'item') throw new Error('A combination of something that is not asked.');
    return { ...termOf(known.item, asked), coefficient: exact };
  });
}

const ONCE: Term['coefficient'] = { numerator: '1', denominator: '1' };

function termOf(item: Item, asked: Timed): Term {
  const over = overFor(item, asked);
  if (!over) throw new Error(`Item ${item.id} cannot answer ${asked.frequency} ${asked.kind}.`);
  return { coefficient: ONCE, from: { kind: 'item', item: item.id }, over };
}

/** What ratios want to know: does a functional follow from what is known by now, and how? */
function knows(state: State): Knows {
  return (part, asked) => {
    if (part.functional.size === 0) return null;
    const known = state.known[state.indexOf.get(classKey(part.kind, part.functional)) ?? -1];
    if (known?.kind === 'item') return { level: isAsAnswered(known.item, asked) ? 'same' : 'rollup', terms: [termOf(known.item, asked)] };
    const found: Found = known ? { kind: 'dependent', combination: known.combination } : state.span.express(part);
    if (found.kind !== 'dependent') return null;
    const terms = termsOf(state, found.combination, asked);
    if (!state.policy.levels.rollup && takesTime(state, terms, asked.frequency)) return null;
    return { level: levelOf(part.departments, partsOf(state, found.combination)), terms };
  };
}

function byElementThenFrequency(a: Derivation, b: Derivation): number {
  if (a.element !== b.element) return a.element < b.element ? -1 : 1;
  return periodsAYear(b.frequency) - periodsAYear(a.frequency);
}

function problemsOf(state: State): Problem[] {
  const byBudget = [...state.items.values()].filter(({ reason }) => reason === 'budget').length;
  const empty = state.classes.flatMap((element) => (element.functional.size === 0 ? element.elements : []));
  return [
    ...(byBudget > 0 ? [problem('plan.budget', { elements: byBudget }, {}, 'hint')] : []),
    ...empty.map(({ title, asked: [first] }) =>
      problem('plan.empty', { title }, first ? { department: first.department, requirement: first.requirement } : {}, 'doubt'),
    ),
  ];
}
