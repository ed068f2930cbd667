// Elements that are one functional (an own-period value and its year-to-date twin, say) form a class: one question answers all.
import { functionalKey, type Functional } from '../match/functional.ts';
import { FREQUENCIES, type Frequency } from '../model/period.ts';
import type { Asking, Kind, PlainElement } from './input.ts';
import { readingAt } from './over.ts';

/** Standing facts first, then from the finest frequency to the coarsest: what is answered often answers what is asked seldom. */
export const STAGES = ['standing', ...FREQUENCIES] as const;
export type Stage = (typeof STAGES)[number];

export interface ElementClass {
  /** Equal for equal functionals of one kind. */
  readonly key: string;
  readonly kind: Kind;
  readonly functional: Functional;
  /** Sorted by id. */
  readonly elements: readonly PlainElement[];
  /** The stage at which it is first needed. */
  readonly stage: Stage;
  /** The element that is asked when the class is. */
  readonly representative: PlainElement;
  readonly departments: ReadonlySet<string>;
  readonly requirements: number;
}

/** The classes of all elements that anybody asks, in an order that depends only on what they are. */
export function classesOf(elements: readonly PlainElement[]): ElementClass[] {
  const groups = new Map<string, PlainElement[]>();
  for (const element of elements) {
    if (element.asked.length === 0) continue;
    // Conditions that exclude each other are misread ones: of two such elements nothing is known, least of all that they are one.
    const key = element.functional.size === 0 ? `${element.kind} empty ${element.id}` : classKey(element.kind, element.functional);
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, group]) => classOf(key, group));
}

export function classKey(kind: Kind, functional: Functional): string {
  return `${kind} ${functionalKey(functional)}`;
}

function classOf(key: string, group: readonly PlainElement[]): ElementClass {
  const elements = [...group].sort((a, b) => (a.id < b.id ? -1 : 1));
  const asked = elements.flatMap((element) => element.asked);
  const [first] = elements;
  if (!first) throw new Error('A class without elements.');
  const stage = first.kind === 'standing' ? 'standing' : finest(asked);
  return {
    key,
    kind: first.kind,
    functional: inOrder(first.functional),
    elements,
    stage,
    representative: representativeOf(elements, stage),
    departments: new Set(asked.map(({ department }) => department)),
    requirements: new Set(asked.map(({ requirement }) => requirement)).size,
  };
}

/** The same functional with its monomials in order, so that nothing depends on how it was built. */
export function inOrder(functional: Functional): Functional {
  return new Map([...functional].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The finest frequency at which anybody asks. */
export function finest(asked: readonly Asking[]): Frequency {
  return FREQUENCIES.find((frequency) => asked.some((asking) => asking.frequency === frequency)) ?? 'annual';
}

/** The element that is asked when the class is asked at `stage`: own-period reading first, then the one asked most. */
function representativeOf(elements: readonly PlainElement[], stage: Stage): PlainElement {
  const eligible = elements.filter(({ asked }) => stage === 'standing' || asked.some(({ frequency }) => frequency === stage));
  const frequency = stage === 'standing' ? 'annual' : stage;
  const rank = (element: PlainElement): number => (readingAt({ ...element, frequency }) === 'own' ? 0 : 1);
  const [best] = eligible.toSorted((a, b) => rank(a) - rank(b) || requirementsOf(b) - requirementsOf(a) || (a.id < b.id ? -1 : 1));
  if (!best) throw new Error(`Nobody asks this class at stage ${stage}.`);
  return best;
}

function requirementsOf({ asked }: PlainElement): number {
  return new Set(asked.map(({ requirement }) => requirement)).size;
}
