// A list's columns as attributes of one class of things, and who belongs on it.
import type { Where } from '../model/datapoint.ts';
import type { RosterColumnMeaning } from '../model/meaning.ts';
import type { Label, RosterReading } from '../model/reading.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import { meetAll } from './extents.ts';
import { isAmbiguous, unknownAdditions } from './ambiguous.ts';
import { type Limit, limited } from './limits.ts';
import { type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';

export interface AttributesData {
  /** What lists are called, with what they are for: 登记花名册. */
  readonly listNames: string;
  /** Heads over a group of columns that speak of somebody else: 监护人. */
  readonly others: string;
  readonly serial: readonly string[];
  readonly objects: Readonly<Record<string, readonly string[]>>;
  readonly attributes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface Attributes {
  readonly listNames: RegExp;
  readonly others: RegExp;
  readonly serial: ReadonlySet<string>;
  /** Head → the class of things that such a column speaks for. */
  readonly telling: ReadonlyMap<string, readonly string[]>;
  /** Class → head → attribute. */
  readonly byObject: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export function attributesOf(data: AttributesData): Attributes {
  const telling = new Map<string, string[]>();
  for (const [object, words] of Object.entries(data.objects))
    for (const word of words) telling.set(normalise(word), [...(telling.get(normalise(word)) ?? []), object]);
  const byObject = new Map(
    Object.entries(data.attributes).map(([object, attributes]) => [
      object,
      new Map(Object.entries(attributes).flatMap(([attribute, words]) => words.map((word) => [normalise(word), attribute] as const))),
    ]),
  );
  const [listNames, others] = [new RegExp(data.listNames, 'gu'), new RegExp(data.others, 'u')];
  return { listNames, others, serial: new Set(data.serial.map(normalise)), telling, byObject };
}

/** The class of things that a list holds: the one that explains most of its heads and its title. */
export function rosterObject(roster: RosterReading, title: string, lexicon: Lexicon, attributes: Attributes): string {
  const heads = roster.columns.map((column) => headOf(column.path));
  const spoken = wordsOf(phraseOf(title, lexicon)).flatMap((word) => word.senses.map((sense) => sense.object));
  let best = { object: 'person', score: 0 };
  for (const [object, names] of attributes.byObject) {
    const known = heads.filter((head) => names.has(head)).length;
    const telling = heads.filter((head) => attributes.telling.get(head)?.includes(object)).length;
    const score = known + 2 * telling + 1.5 * spoken.filter((other) => other === object).length;
    if (score > best.score) best = { object, score };
  }
  return best.object;
}

function headOf(path: readonly Label[]): string {
  return normalise(path.at(-1)?.text ?? '').replace(/[①-⑳*＊]/gu, '');
}

/** Heads that belong to somebody else (监护人 姓名, 结对妈妈 电话) are no attributes of the thing itself. */
export function columnMeanings(roster: RosterReading, object: string, attributes: Attributes): RosterColumnMeaning[] {
  const names = attributes.byObject.get(object) ?? new Map<string, string>();
  const used = new Set<string>();
  return roster.columns.map((column) => {
    const head = headOf(column.path);
    const plain = head.replace(/\([^()]*\)$/u, '');
    const foreign = column.path.slice(0, -1).some((label) => isSomebodyElse(normalise(label.text), attributes));
    const serial = column === roster.columns[0] && attributes.serial.has(head);
    const found = serial || foreign ? undefined : (names.get(head) ?? names.get(plain));
    const attribute = found !== undefined && !used.has(found) ? found : null;
    if (attribute) used.add(attribute);
    return { cell: column.cell, column: column.column, title: column.path.map(({ text }) => text).join(' '), attribute, serial, choices: column.choices };
  });
}

function isSomebodyElse(group: string, attributes: Attributes): boolean {
  return attributes.others.test(group) && !attributes.telling.has(group);
}

/**
 * Which things belong on the list, from its title and the notes that speak of its scope; null when the words say something that
 * cannot be followed.
 */
export function membershipOf(
  title: string,
  notes: readonly string[],
  limits: readonly Limit[],
  object: string,
  lexicon: Lexicon,
  { listNames }: Attributes,
): Where | null {
  const phrase = phraseOf(normalise(title).replace(listNames, ''), lexicon);
  let where = whereOf(phrase, object, lexicon.knowledge);
  let certain = where !== null && saysAllItMeans(phrase, object, lexicon);
  for (const note of notes) {
    const inNote = phraseOf(note, lexicon);
    const says = whereOf(inNote, object, lexicon.knowledge);
    if (!says || Object.keys(says).length === 0) continue;
    where = meetAll(where ?? {}, says);
    certain = !isAmbiguous(inNote, object, lexicon.knowledge, (facet) => isSideCondition(facet, lexicon));
  }
  for (const limit of limits) {
    const left: Where | 'lost' = where === null ? 'lost' : limited(where, limit, object, lexicon);
    if (left === 'lost') return null;
    where = left;
  }
  return certain ? where : null;
}

/** 户籍在本社区、年满80周岁的: in a sentence, populations and ages narrow whatever they stand beside. */
function isSideCondition(facet: string, { knowledge }: Lexicon): boolean {
  const found = knowledge.facets.get(facet);
  return found?.scope === true || found?.kind === 'interval';
}

/** Every letter understood, and in one way only. */
function saysAllItMeans(phrase: Phrase, object: string, lexicon: Lexicon): boolean {
  const unknown = [phrase, ...phrase.qualifiers].flatMap(unknownOf).filter((text) => !lexicon.grammar.explanation.test(text));
  const asides = [phrase, ...phrase.qualifiers].flatMap(({ includes, excludes }) => [...includes, ...excludes]);
  // 低保户名册(不含残疾人): people are no households.
  const isForeign = asides.some((aside) => wordsOf(aside).some(({ senses }) => senses.every((sense) => sense.object !== object)));
  return unknown.length === 0 && !isForeign && unknownAdditions(phrase).length === 0 && !isAmbiguous(phrase, object, lexicon.knowledge);
}
