// What people ruled words of a form to mean. It acts while the form is read, so it is given to `understand`; what came of it is told with the other rulings.
import { normalise } from '../interpret/index.ts';
import type { Decision, DefinitionRuling } from '../model/decision.ts';
import type { RuledDefinition, RuledWord } from '../model/meaning.ts';

/** The definitions that hold on the form of a requirement, each once; of two of the same word that say different things, neither. */
export function definitionsOn(requirement: string, decisions: readonly Decision[]): RuledDefinition[] {
  const own = decisions.flatMap((decision) => (decision.kind === 'definition' && decision.requirement === requirement ? [decision] : []));
  const held = own.filter((decision) => !otherDefinition(decision, own));
  const distinct = new Map(held.map(({ word, text }) => [normalise(word), { word, text }]));
  return [...distinct.values()].sort((a, b) => (a.word < b.word ? -1 : 1));
}

/** Another ruling by which the same word of the same form means something else. */
export function otherDefinition(decision: Decision, among: readonly Decision[]): DefinitionRuling | undefined {
  if (decision.kind !== 'definition') return undefined;
  return among.find(
    (other): other is DefinitionRuling =>
      other.kind === 'definition' && other.requirement === decision.requirement && isSame(other.word, decision.word) && !isSame(other.text, decision.text),
  );
}

/** What came of it where the form was read with it. */
export function wordOf({ word, text }: DefinitionRuling, words: readonly RuledWord[]): RuledWord | undefined {
  return words.find((each) => isSame(each.word, word) && isSame(each.text, text));
}

function isSame(a: string, b: string): boolean {
  return normalise(a) === normalise(b);
}
