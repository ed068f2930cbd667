// A list's columns as attributes of one class of things, and who belongs on it.
import type { Where } from '../model/datapoint.ts';
import type { RosterColumnMeaning } from '../model/meaning.ts';
import type { Label, RosterReading } from '../model/reading.ts';
import { type Lexicon, normalise } from './lexicon.ts';
import { isRegistered, meetAll } from './extents.ts';
import { isAmbiguous, unknownAdditions } from './ambiguous.ts';
import { type Limit, limited } from './limits.ts';
import { type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';

export interface AttributesData {
  /** What lists are called, with what they are for: 登记花名册. */
  readonly listNames: string;
  /** Lines that say who is listed, what of them is not about whom (全部登记), and those that point to another table (统计表中的儿童). */
  readonly ruled: string;
  readonly ruling: string;
  readonly range: string;
  readonly elsewhere: string;
  /** Heads over a group of columns that speak of somebody else: 监护人. */
  readonly others: string;
  readonly serial: readonly string[];
  readonly objects: Readonly<Record<string, readonly string[]>>;
  readonly attributes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface Attributes {
  readonly listNames: RegExp;
  readonly ruled: RegExp;
  readonly ruling: RegExp;
  /** It says whom all, so that what the title names besides (就业需求) may be no condition. */
  readonly range: RegExp;
  readonly elsewhere: RegExp;
  readonly others: RegExp;
  readonly serial: ReadonlySet<string>;
  /** Head → the class of things that such a column speaks for. */
  readonly telling: ReadonlyMap<string, readonly string[]>;
  /** Class → head → attributes that it may be. */
  readonly byObject: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

export function attributesOf(data: AttributesData): Attributes {
  const telling = new Map<string, string[]>();
  for (const [object, words] of Object.entries(data.objects))
    for (const word of words) telling.set(normalise(word), [...(telling.get(normalise(word)) ?? []), object]);
  const byObject = new Map(Object.entries(data.attributes).map(([object, attributes]) => [object, attributesByHead(attributes)] as const));
  const re = (pattern: string): RegExp => new RegExp(pattern, 'u');
  const everywhere = (pattern: string): RegExp => new RegExp(pattern, 'gu');
  return {
    listNames: everywhere(data.listNames),
    ruled: re(data.ruled),
    ruling: everywhere(data.ruling),
    range: re(data.range),
    elsewhere: re(data.elsewhere),
    others: re(data.others),
    serial: new Set(data.serial.map(normalise)),
    telling,
    byObject,
  };
}

function attributesByHead(attributes: Readonly<Record<string, readonly string[]>>): Map<string, readonly string[]> {
  const byHead = new Map<string, string[]>();
  for (const [attribute, words] of Object.entries(attributes))
    for (const word of new Set(words.map(normalise))) byHead.set(word, [...(byHead.get(word) ?? []), attribute]);
  return byHead;
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
export function columnMeanings(roster: RosterReading, title: Where, object: string, attributes: Attributes): RosterColumnMeaning[] {
  const names = attributes.byObject.get(object) ?? new Map<string, readonly string[]>();
  const told = (head: string): string | undefined => attributeOf(names.get(head) ?? [], title, object);
  const used = new Set<string>();
  return roster.columns.map((column) => {
    const head = headOf(column.path);
    const plain = head.replace(/\([^()]*\)$/u, '');
    const foreign = column.path.slice(0, -1).some((label) => isSomebodyElse(normalise(label.text), attributes));
    const serial = column === roster.columns[0] && attributes.serial.has(head);
    const found = serial || foreign ? undefined : (told(head) ?? told(plain));
    const attribute = found !== undefined && !used.has(found) ? found : null;
    if (attribute) used.add(attribute);
    return { cell: column.cell, column: column.column, title: column.path.map(({ text }) => text).join(' '), attribute, serial, choices: column.choices };
  });
}

/** A bare 类别 is of what the title is about: of 残疾 on a list of 重度残疾人. Where the title does not tell, nothing does. */
function attributeOf(candidates: readonly string[], title: Where, object: string): string | undefined {
  if (candidates.length <= 1) return candidates[0];
  return candidates.find((attribute) => Object.keys(title).some((facet) => facet.startsWith(`${object}.${attribute}`)));
}

function isSomebodyElse(group: string, attributes: Attributes): boolean {
  return attributes.others.test(group) && !attributes.telling.has(group);
}

/** Whom the title names, without what lists are called. */
export function namedIn(title: string, lexicon: Lexicon, { listNames }: Attributes): Phrase {
  return phraseOf(normalise(title).replace(listNames, ''), lexicon);
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
  attributes: Attributes,
): Where | null {
  const { ruling, range, elsewhere } = attributes;
  if (notes.some((note) => elsewhere.test(note))) return null;
  const phrase = namedIn(title, lexicon, attributes);
  // 独居、空巢老年人名册 holds both, whatever a note adds of where they live.
  if (isAmbiguous(phrase, object, lexicon.knowledge, (facet) => isSideCondition(facet, lexicon))) return null;
  let where = whereOf(phrase, object, lexicon.knowledge);
  let certain = where !== null && saysAllItMeans(phrase, object, lexicon);
  for (const note of notes) {
    const inNote = phraseOf(note.replace(ruling, ''), lexicon);
    const says = whereOf(inNote, object, lexicon.knowledge);
    if (!says || Object.keys(says).length === 0) continue;
    if (where && strays(says, where, range.test(note), lexicon)) return null;
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

/**
 * 仍未就业的大专以上毕业生 on a list of 离校未就业高校毕业生 says again what the register says; 就业需求 in a title is no condition of those whom the
 * range names.
 */
function strays(says: Where, title: Where, isRange: boolean, { knowledge }: Lexicon): boolean {
  const mayBe = (facet: string): boolean => {
    const { kind, scope, registered } = knowledge.facets.get(facet) ?? {};
    return kind === 'partition' && scope !== true && registered !== true;
  };
  const beyond = (facets: Where, others: Where): boolean => Object.keys(facets).some((facet) => !(facet in others) && mayBe(facet));
  return (isRegistered(title, knowledge) && beyond(says, title)) || (isRange && beyond(title, says));
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
  return unknown.length === 0 && !isForeign && unknownAdditions(phrase, lexicon).length === 0 && !isAmbiguous(phrase, object, lexicon.knowledge);
}
