// 居住人口(户籍在住和外来满半年): a label that explains the population it names explains it for the other labels of the form.
import type { Extent } from '../model/datapoint.ts';
import { contains, isOfPopulation, sameExtent } from './extents.ts';
import { type Lexicon, normalise, type Sense, type Word } from './lexicon.ts';
import { type Phrase, phraseOf, unknownOf } from './phrase.ts';
import { whereOf } from './says.ts';

/** The populations that labels explain in brackets, as words of the form; by the name itself, and by what it says before 的人 and the like. */
export function explainedPopulations(labels: Iterable<string>, lexicon: Lexicon): Word[] {
  const found = new Map<string, Word>();
  for (const label of labels) {
    const [, name = '', explanation = ''] = lexicon.grammar.explained.exec(normalise(label)) ?? [];
    const senses = name === '' ? [] : sensesOf(phraseOf(name, lexicon), phraseOf(explanation, lexicon), lexicon);
    if (senses.length === 0) continue;
    for (const text of [name, name.replace(lexicon.grammar.ofPeople, '')])
      if (text.length >= SHORTEST) found.set(text, { text, role: 'sense', senses, period: null, defined: true });
  }
  return [...found.values()];
}

/** 居住 alone would be of anything. */
const SHORTEST = 4;

/** What the explanation says, where the name alone would be everybody who lives here (居住人口), and the explanation says who of them. */
function sensesOf(name: Phrase, explanation: Phrase, { knowledge }: Lexicon): Sense[] {
  if (unknownOf(name).length + unknownOf(explanation).length > 0) return [];
  return [...knowledge.objects.keys()].flatMap((object) => {
    const [named, explained] = [name, explanation].map((phrase) => Object.entries(whereOf(phrase, object, knowledge) ?? {}));
    const [said] = named ?? [];
    const [meant] = explained ?? [];
    const isPopulation = named?.length === 1 && explained?.length === 1 && said?.[0] === meant?.[0] && isOfPopulation(said?.[0] ?? '', knowledge);
    return said && meant && isPopulation && isEverybodyHere(said[1]) && contains(said[1], meant[1]) && !sameExtent(said[1], meant[1])
      ? [{ object, where: { [meant[0]]: meant[1] }, measure: null, head: false, topic: null, drops: null }]
      : [];
  });
}

/** All kinds of people but those away. */
function isEverybodyHere(extent: Extent): boolean {
  return extent.kind === 'members' && extent.members.length >= EVERYBODY_HERE;
}

/** 户籍在住, 外来满半年, 外来不满半年, 境外. */
const EVERYBODY_HERE = 4;
