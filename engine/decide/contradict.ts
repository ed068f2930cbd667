// Rulings that contradict each other. The one that merges less and asks more holds, so that nothing is lost but a question: `different`
// over `same`, any other over `notABlank`, a meaning over `same`; of two meanings, two units or two definitions of a word neither, and the form stays as
// the engine reads it.
import type { Decision } from '../model/decision.ts';
import { otherDefinition } from './definitions.ts';

/** A ruling with the fields that it points at. */
export interface Aimed {
  readonly decision: Decision;
  readonly keys: readonly string[];
}

export interface Contradiction {
  /** Has no effect. */
  readonly aside: Decision;
  readonly other: Decision;
  /** The field that both are about; of definitions the requirement. */
  readonly key: string;
}

/** Fields that rulings hold to be one, each with the first of them by key. */
export type Groups = ReadonlyMap<string, string>;

/** All contradictions; each ruling that is set aside once. `meaningOf` spells a meaning so that equal ones are equal. */
export function contradictions(rulings: readonly Aimed[], meaningOf: (decision: Decision) => string | null): Contradiction[] {
  const found = [...notBlanks(rulings), ...twoMeanings(rulings, meaningOf), ...twoMeanings(rulings, unitOf), ...twoDefinitions(rulings)];
  const left = rulings.filter(({ decision }) => !found.some(({ aside }) => aside === decision));
  const all = [...found, ...brokenGroups(left, meaningOf)];
  return all.filter(({ aside }, index) => all.findIndex((each) => each.aside === aside) === index);
}

function unitOf(decision: Decision): string | null {
  return decision.kind === 'unit' ? decision.unit.trim() : null;
}

function twoDefinitions(rulings: readonly Aimed[]): Contradiction[] {
  const all = rulings.map(({ decision }) => decision);
  return all.flatMap((decision) => {
    const other = otherDefinition(decision, all);
    return other ? [{ aside: decision, other, key: other.requirement }] : [];
  });
}

function notBlanks(rulings: readonly Aimed[]): Contradiction[] {
  return rulings.flatMap(({ decision, keys: [key = ''] }) => {
    const other = decision.kind === 'notABlank' ? rulings.find((each) => each.decision.kind !== 'notABlank' && each.keys.includes(key)) : undefined;
    return other ? [{ aside: decision, other: other.decision, key }] : [];
  });
}

function twoMeanings(rulings: readonly Aimed[], meaningOf: (decision: Decision) => string | null): Contradiction[] {
  const meant = rulings.flatMap(({ decision, keys: [key = ''] }) => {
    const meaning = meaningOf(decision);
    return meaning === null ? [] : [{ decision, key, meaning }];
  });
  return meant.flatMap(({ decision, key, meaning }) => {
    const other = meant.find((each) => each.key === key && each.meaning !== meaning);
    return other ? [{ aside: decision, other: other.decision, key }] : [];
  });
}

/** Groups of fields held to be the same in which two are ruled to be different, or to mean different things. */
function brokenGroups(rulings: readonly Aimed[], meaningOf: (decision: Decision) => string | null): Contradiction[] {
  const groups = groupsOf(rulings);
  const groupOf = (key: string): string => groups.get(key) ?? key;
  const breaking = new Map<string, Aimed>();
  for (const ruling of rulings) {
    const members = new Map<string, string>();
    for (const key of ruling.decision.kind === 'different' ? ruling.keys : []) {
      if (members.has(groupOf(key)) && members.get(groupOf(key)) !== key) breaking.set(groupOf(key), ruling);
      members.set(groupOf(key), key);
    }
  }
  const meanings = new Map<string, string>();
  for (const ruling of rulings) {
    const meaning = isJoining(ruling.decision) ? null : meaningOf(ruling.decision);
    const group = groupOf(ruling.keys[0] ?? '');
    if (meaning === null) continue;
    if ((meanings.get(group) ?? meaning) !== meaning && !breaking.has(group)) breaking.set(group, ruling);
    meanings.set(group, meaning);
  }
  return rulings.flatMap(({ decision, keys: [key = ''] }) => {
    const other = isJoining(decision) ? breaking.get(groupOf(key)) : undefined;
    return other ? [{ aside: decision, other: other.decision, key: other.keys[0] ?? key }] : [];
  });
}

/** A ruling that makes fields one: `same`, or a meaning given by another field. */
function isJoining(decision: Decision): boolean {
  return decision.kind === 'same' || ('meaning' in decision && decision.meaning?.kind === 'field');
}

/** Which fields rulings hold to be one, through any number of steps. */
export function groupsOf(rulings: readonly Aimed[]): Groups {
  const groups = new Map<string, string>();
  const root = (key: string): string => {
    const above = groups.get(key) ?? key;
    return above === key ? key : root(above);
  };
  for (const { decision, keys } of rulings)
    for (const key of isJoining(decision) ? keys : []) {
      const [a = key, b = key] = [root(keys[0] ?? key), root(key)].sort();
      groups.set(b, a);
      groups.set(a, a);
    }
  return new Map([...groups.keys()].map((key) => [key, root(key)]));
}
