// Words that people ruled a form to mean otherwise than it prints, or than the lexicon has them: each as a note of the form would define it, and which
// blanks and lists are read with it.
import type { Extent, Where } from '../model/datapoint.ts';
import type { RosterMeaning, RuledDefinition } from '../model/meaning.ts';
import type { FieldReading } from '../model/reading.ts';
import { amendmentOf } from './amendments.ts';
import { clausesOf } from './clauses.ts';
import { definedAs } from './definitions.ts';
import type { Draft, Sheet } from './draft.ts';
import { exclusionsOf } from './exclusions.ts';
import { contains, meet } from './extents.ts';
import type { Interpreter } from './input.ts';
import { type Lexicon, normalise, type Word } from './lexicon.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import type { NoteReadings } from './notes.ts';
import { type Phrase, phraseOf, unknownOf } from './phrase.ts';
import { namedAs, type Rename } from './renames.ts';
import { namedIn } from './rosters.ts';
import { whereOf } from './says.ts';

/** A ruled definition as it is read: a word of the form, or another name for what the lexicon knows; neither when its text cannot be followed. */
export interface RuledReading {
  readonly definition: RuledDefinition;
  readonly word: Word | null;
  readonly rename: Rename | null;
}

/** Nothing of a person's text may be passed over: what is not understood to the last word is not followed. */
export function ruledReading(definition: RuledDefinition, { lexicon, notes }: Interpreter): RuledReading {
  const named = normalise(definition.word);
  const clauses = clausesOf([{ text: definition.text, cell: '' }], notes).map(({ clause }) => clause);
  const says = clauses.join(',');
  const isClear = unknownIn(phraseOf(says, lexicon)).every((text) => notes.filler.test(text));
  const isOne = clauses.slice(1).every((clause) => notes.aside.test(clause) || notes.excludedAfter.test(clause));
  if (!isClear || !isOne || notes.denies.test(says)) return { definition, word: null, rename: null };
  // 出租住房 with 群租 beside it is still let.
  const isAmendment = notes.amendment.exec(named + says)?.groups?.['subject'] === named;
  const word = isAmendment ? amendmentOf(named + says, lexicon, notes) : definedAs(named, says, lexicon, notes);
  if (word && word.role !== 'open') return { definition, word: takesAsides(word, says, lexicon, notes) ? word : null, rename: null };
  return { definition, word: null, rename: namedAs(named, says, lexicon) };
}

function unknownIn(phrase: Phrase): string[] {
  return [...unknownOf(phrase), ...[...phrase.qualifiers, ...phrase.includes, ...phrase.excludes].flatMap(unknownIn)];
}

/** Does the word mean all that the text includes, and nothing that it leaves out? */
function takesAsides({ senses }: Word, says: string, lexicon: Lexicon, notes: NoteGrammar): boolean {
  const { kept, excluded } = exclusionsOf(says, notes);
  const { includes, excludes } = phraseOf(kept, lexicon);
  const taken = [...excludes, ...excluded.map((text) => phraseOf(text, lexicon))];
  return senses.every(({ object, where }) => {
    const isLeftOut = ([facet, extent]: [string, Extent]): boolean => where[facet] !== undefined && meet(where[facet], extent) === null;
    const isTakenIn = ([facet, extent]: [string, Extent]): boolean => where[facet] === undefined || contains(where[facet], extent);
    const saidBy = (phrase: Phrase): [string, Extent][] => Object.entries(whereOf(phrase, object, lexicon.knowledge) ?? {});
    return taken.every((phrase) => saidBy(phrase).some(isLeftOut)) && includes.every((phrase) => saidBy(phrase).every(isTakenIn));
  });
}

/** Is there anything to read it by? */
export function isFollowed({ word, rename }: RuledReading): boolean {
  return word !== null || rename !== null;
}

/** The notes with what people ruled over what they define. */
export function withRuled(notes: NoteReadings, ruled: readonly RuledReading[]): NoteReadings {
  if (ruled.length === 0) return notes;
  const words = ruled.flatMap(({ word }) => word ?? []);
  const renames = ruled.flatMap(({ rename }) => rename ?? []);
  const own = new Set([...words.map(({ text }) => text), ...renames.map((rename) => rename.own)]);
  return {
    ...notes,
    definitions: [...notes.definitions.filter(({ text }) => !own.has(text)), ...words],
    renames: [...notes.renames.filter((rename) => !own.has(rename.own)), ...renames],
  };
}

/** Keys of the blanks and lists of a sheet that are read with it. */
export function readWith({ word, rename }: RuledReading, sheet: Sheet, rosters: readonly RosterMeaning[], { attributes }: Interpreter): string[] {
  const { drafts, form, lexicon, notes, title } = sheet;
  const blanks = drafts.filter((draft) => (word && isOf(word, draft)) || (rename && isNamed(rename, draft.field)));
  const lists = rosters.filter(
    ({ title: named, object, where }) => word && says(namedIn(named, lexicon, attributes), word) && isWithin(where ?? {}, word, object),
  );
  return [...blanks.map(({ field }) => `${form.requirement}|${field.sheet}|${field.cell}`), ...lists.map(({ key }) => key)];

  function isOf(own: Word, { parts, field, resolution, where }: Draft): boolean {
    if (parts.some(({ phrase }) => says(phrase, own))) return true;
    const around = [title, ...[field.corner, ...notes.only].map((label) => label && phraseOf(label.text, lexicon))];
    return resolution !== null && around.some((phrase) => phrase && says(phrase, own)) && isWithin(where, own, resolution.measure.object);
  }
}

function says(phrase: Phrase, word: Word): boolean {
  return phrase.words.includes(word) || [...phrase.qualifiers, ...phrase.includes, ...phrase.excludes].some((inner) => says(inner, word));
}

/** Are things of the class that are so all what the word means? What stands around a blank need not hold for it. */
function isWithin(where: Where, { senses }: Word, object: string): boolean {
  return senses.some(
    (sense) => sense.object === object && Object.entries(sense.where).every(([facet, extent]) => where[facet] && contains(extent, where[facet])),
  );
}

function isNamed({ own }: Rename, { section, rowPath, columnPath }: FieldReading): boolean {
  return [...section, ...rowPath, ...columnPath].some(({ text }) => normalise(text).includes(own));
}
