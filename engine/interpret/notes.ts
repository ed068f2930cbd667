// The notes of a form: definitions, scopes, printed equations and how its ratios are computed. Each keeps the words it was read from.
import type { Where } from '../model/datapoint.ts';
import type { Label } from '../model/reading.ts';
import { amendmentOf } from './amendments.ts';
import { clausesOf } from './clauses.ts';
import { definitionOf, saidIn } from './definitions.ts';
import { isOfPopulation, meet, saysOnlyPopulation } from './extents.ts';
import { basisOf, equationsOf, namedRelationsOf, nameOf, type PrintedBasis, type PrintedRelation, type PrintedRatio, ratioOf } from './equations.ts';
import { type Limit, limitOf, lostLimit } from './limits.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { type Rename, renameOf } from './renames.ts';
import { bareScope, conditionOf, exceptionScope, loneScope, releaseOf, saysOnlyAges, type Scope, scopeOf, widenedNames } from './scopeNotes.ts';
import { type Lexicon, type Sense, withDefinitions, type Word } from './lexicon.ts';
import { fixes, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';
import { exceptOf, type Subject } from './subjects.ts';
import { type Within, withinOf } from './within.ts';

export interface NoteReadings {
  readonly definitions: readonly Word[];
  readonly definitionSources: ReadonlyMap<string, Label>;
  readonly scopes: readonly Scope[];
  /** What must be true of those counted in lines quoted by number, besides their population. */
  readonly conditions: readonly Scope[];
  readonly relations: readonly PrintedRelation[];
  /** The same in names: 户籍人口≥户籍老年人口. */
  readonly named: readonly PrintedRelation[];
  readonly ratios: readonly PrintedRatio[];
  readonly bases: readonly PrintedBasis[];
  readonly renames: readonly Rename[];
  readonly only: readonly Only[];
  readonly limits: readonly Limit[];
  /** Which blanks are parts of which. */
  readonly within: readonly Within[];
  /** Names of totals that are of more than the parts printed beside them. */
  readonly unlisted: readonly string[];
}

/** Whom the sheet counts, and nobody else: 只统计已领残疾人证的. `from`: the column it holds from on, null for the whole sheet; `except`: blanks that it does not hold for. */
export interface Only extends Label {
  readonly from: string | null;
  readonly except: Subject | null;
}

/** Reads all notes of a sheet; `labels` are the texts that a mark could stand at. */
export function readNotes(notes: readonly Label[], labels: readonly string[], usual: Lexicon, grammar: NoteGrammar): NoteReadings {
  const definitions: Word[] = [];
  const definitionSources = new Map<string, Label>();
  const scopes: Scope[] = [];
  const conditions: Scope[] = [];
  const relations: PrintedRelation[] = [];
  const named: PrintedRelation[] = [];
  const ratios: PrintedRatio[] = [];
  const bases: PrintedBasis[] = [];
  const renames: Rename[] = [];
  const only: Only[] = [];
  const limits: Limit[] = [];
  const within: Within[] = [];
  const unlisted: string[] = [];
  let last: ReadonlyMap<string, Where> = new Map();
  let defined: Lexicon | null = null;
  /** Did the clause before define a group (在住老年人), of which alone this one may speak? */
  let wasDefined = false;
  /** The words that a clause may use: those defined before it, and 外来 of 常住人口=户籍人口—外出+外来, which only the next clause tells. */
  const lexiconFor = (said: string, own: Word | null, behind: readonly (Word | null)[]): Lexicon => {
    const isUsed = ({ text }: Word): boolean => said.includes(text);
    const later = own === null ? [] : behind.flatMap((word) => (word?.role === 'sense' && isUsed(word) && word.text !== own.text ? word : []));
    if (later.length > 0) return withDefinitions(usual, [...later, ...definitions]);
    return definitions.some(isUsed) ? (defined ??= withDefinitions(usual, definitions)) : usual;
  };
  const define = (word: Word, source: Label): void => {
    definitions.push(word);
    defined = null;
    definitionSources.set(word.text, source);
    last = new Map(word.senses.map((sense) => [sense.object, sense.where]));
  };
  const clauses = clausesOf(notes, grammar);
  const told = clauses.map(({ clause }) => definitionOf(clause, usual, grammar));
  for (const [at, { clause, source, mark: printed, isScope, isAlone }] of clauses.entries()) {
    const wasBefore: boolean = wasDefined;
    wasDefined = false;
    // 实有人口=户籍在住+流动人口, behind 流动人口=….
    const said = saidIn(clause, grammar);
    const lexicon = lexiconFor(said, told[at] ?? null, told.slice(at + 1));
    const mark = printed !== null && labels.some((text) => text.includes(printed)) ? printed : null;
    const { group, all, except, only: nobodyElse } = grammar.onlyCounted.exec(clause)?.groups ?? {};
    if (group !== undefined && mark === null && (printed === null || all !== undefined))
      only.push({ text: group, cell: source.cell, from: null, except: except === undefined ? null : exceptOf(except, grammar) });
    if (group !== undefined && all !== undefined && nobodyElse !== undefined) limits.push(...lostLimit(group, source, lexicon));
    const onwards = grammar.onwards.exec(clause)?.groups;
    if (onwards) {
      only.push({ text: onwards['group'] ?? '', cell: source.cell, from: onwards['from'] ?? '', except: null });
      continue;
    }
    if (grammar.partsOf.test(clause)) {
      within.push(...withinOf(clause, source, grammar));
      continue;
    }
    const total = grammar.unlisted.exec(clause)?.groups;
    if (total)
      unlisted.push(...(total['total'] ?? total['of'] ?? total['named'] ?? '').split(grammar.and).map((name) => name.replace(grammar.subjectNoise, '')));
    const equations = equationsOf(clause, source, grammar);
    if (equations.length > 0) {
      relations.push(...equations);
      continue;
    }
    const between = namedRelationsOf(clause, source);
    named.push(...between);
    const ratio = ratioOf(clause, source, grammar);
    if (ratio) {
      ratios.push(ratio);
      continue;
    }
    const basis = basisOf(clause, source, grammar);
    if (basis) {
      bases.push(basis);
      continue;
    }
    const definition = lexicon === usual ? (told[at] ?? null) : definitionOf(clause, lexicon, grammar);
    if (mark !== null && definition && labels.some((text) => text.includes(mark) && phraseOf(text, lexicon).text.includes(definition.text))) {
      define(definition, source);
      continue;
    }
    // 登记失业人员:…全部人员,不分户籍 speaks of the word that it defines, and 户籍人口指…,不论是否居住 of nobody else.
    const isOfWord = definition !== null && grammar.ofWord.test(clause);
    const scope =
      (isOfWord ? null : releaseOf(clause, source, lexicon, grammar)) ??
      (isScope && (isAlone || !amendsLabel(clause, labels, grammar)) ? bareScope(clause, source, true, lexicon, grammar) : null) ??
      scopeOf(clause, source, mark, last, lexicon, grammar) ??
      (isAlone && !amendsLabel(clause, labels, grammar) ? loneScope(clause, source, lexicon, grammar) : null) ??
      (group !== undefined && all !== undefined && mark === null ? bareScope(group, source, true, lexicon, grammar) : null);
    for (const word of widenedNames(clause, last, lexicon, grammar)) define(word, source);
    const exclusive = all !== undefined && nobodyElse !== undefined;
    const condition = scope ? null : conditionOf(clause, source, lexicon, grammar);
    if (condition) {
      conditions.push(condition);
      continue;
    }
    // 在住老年人指…。常年在外的不算。
    const behind = wasBefore || grammar.pointsInside.test(clause) ? last : new Map<string, Where>();
    const limit = scope ? null : limitBehind(behind, limitOf(clause, source, lexicon, grammar), lexicon);
    const newName = scope?.subject.kind === 'labels' && scope.subject.texts.length === 1 ? definition : null;
    if (newName && scope && isGroupOfAll(newName, lexicon)) scopes.push(scope);
    if (newName && (isNewWord(newName, lexicon) || isGroupOfAll(newName, lexicon))) define(newName, source);
    else if (scope) {
      scopes.push(exclusive && scope.subject.kind === 'all' ? { ...scope, exclusive } : scope, ...exceptionScope(clause, source, last, lexicon, grammar));
      if (scope.where.size > 0) last = scope.where;
      if (scope.subject.kind === 'all') limits.push(...leftOutBehind(clause, source, lexicon, grammar));
    } else if (limit) limits.push(limit);
    else {
      const word = definition ?? amendmentOf(clause, lexicon, grammar);
      if (word && (grammar.totals.test(word.text) || (between.some((relation) => addsUp(relation, labels)) && namesClass(word.text, lexicon)))) continue;
      if (!word) {
        const rename = renameOf(clause, lexicon, grammar);
        if (rename) renames.push(rename);
        continue;
      }
      if (grammar.whole.test(word.text)) {
        const where = new Map(word.senses.map((sense) => [sense.object, sense.where]));
        if (grammar.rest.test(word.text) && saysOnlyAges(where, lexicon)) continue;
        scopes.push({
          subject: { kind: 'all' },
          except: null,
          where,
          release: false,
          exclusive,
          source,
        });
        continue;
      }
      define(word, source);
      wasDefined = isGroup(word, lexicon);
      if (freesAll(clause, lexicon, grammar) && isGroup(word, lexicon))
        scopes.push({ subject: { kind: 'labels', texts: [word.text] }, except: null, where: new Map(), release: true, source });
    }
  }
  for (const word of definitions) {
    const name = populationNameOf(word, usual);
    const source = definitionSources.get(word.text);
    if (!name || !source || definitions.some(({ text }) => text === name.text)) continue;
    define(name, source);
    for (const text of longerNames(name.text, usual)) define({ ...name, text }, source);
  }
  return {
    definitions,
    definitionSources,
    scopes: byClass(scopes, grammar),
    conditions,
    relations,
    named,
    ratios,
    bases,
    renames,
    only,
    limits,
    within,
    unlisted,
  };
}

/** 人口数按户籍统计,户数按常住统计: where households have a clause of their own, the one on people says nothing of them. */
function byClass(scopes: readonly Scope[], { households }: NoteGrammar): readonly Scope[] {
  const isOfHouseholds = ({ subject, release }: Scope): boolean =>
    subject.kind === 'labels' && !release && subject.texts.every((text) => households.test(text));
  if (!scopes.some(isOfHouseholds)) return scopes;
  return scopes.map((scope) => {
    const where = scope.where.get('household');
    if (isOfHouseholds(scope) && where) return { ...scope, subject: { kind: 'all' }, where: new Map([['household', where]]) };
    if (scope.subject.kind !== 'all' || scope.release) return scope;
    return { ...scope, where: new Map([...scope.where].filter(([object]) => object !== 'household')) };
  });
}

/** 实住人员指…: the name of the population in it, which 实住的孕妇 on the same form has too, or null. */
function populationNameOf({ text, senses, ...word }: Word, lexicon: Lexicon): Word | null {
  if (!senses.every(({ where }) => saysOnlyPopulation(where, lexicon.knowledge))) return null;
  const isName = (name: string): boolean => {
    const known = lexicon.words.get(name);
    return (
      known?.role === 'sense' &&
      known.senses.length > 0 &&
      known.senses.every(({ where, measure }) => measure === null && saysOnlyPopulation(where, lexicon.knowledge))
    );
  };
  for (let length = text.length - 1; length > 1; length--) {
    const name = text.slice(0, length);
    if (isHead(text.slice(length), lexicon) && isName(name))
      return {
        ...word,
        text: name,
        senses: [...senses, ...ofHouseholds(senses, lexicon.words.get(name)?.senses ?? [], lexicon)].map((sense) => ({ ...sense, head: false })),
      };
  }
  return null;
}

/** 在住户, where 在住 is defined: what the lexicon says of both in the same words. */
function longerNames(name: string, lexicon: Lexicon): string[] {
  const senses = lexicon.words.get(name)?.senses;
  const isLonger = (word: Word): boolean => word.senses === senses && word.text.startsWith(name) && word.text !== name;
  return [...lexicon.words.values()].flatMap((word) => (isLonger(word) && isHead(word.text.slice(name.length), lexicon, 'household') ? word.text : []));
}

/** 人口, 居民, 户: a bare name of things, of one class if that is given. */
function isHead(text: string, { words }: Lexicon, of: string | null = null): boolean {
  const known = words.get(text)?.senses ?? [];
  return known.some(({ object, where, measure, head }) => head && measure === null && Object.keys(where).length === 0 && (of ?? object) === object);
}

/** 在住群众指…: a 在住户 on the same form is one whose head is counted so, where the lexicon says of both what 在住 is. */
function ofHouseholds(senses: readonly Sense[], usual: readonly Sense[], { knowledge }: Lexicon): Sense[] {
  const people = senses.find(({ object }) => object === 'person');
  if (!people || senses.length > 1) return [];
  return usual.flatMap((sense) => {
    const [[facet, extent] = [], ...others] = Object.entries(sense.where);
    const said = people.where[`person.${facet?.split('.')[1] ?? ''}`];
    if (sense.object !== 'household' || facet === undefined || others.length > 0 || said?.kind !== 'members' || extent?.kind !== 'members') return [];
    const known = new Set(knowledge.facets.get(facet)?.members?.map(({ id }) => id));
    const where = { [facet]: { ...said, members: said.members.filter((member) => known.has(member)) } };
    return { object: sense.object, where, measure: null, head: false, topic: null, drops: null };
  });
}

/** 常住人口指户口在此居住的和外来满半年的。户口在此而外出的不包括在内: nobody whom the definition before it takes in, so it says no more than that does. */
function limitBehind(last: ReadonlyMap<string, Where>, limit: Limit | null, { knowledge }: Lexicon): Limit | null {
  const isApart = ([object, where]: readonly [string, Where]): boolean => {
    const says = limit ? (whereOf(limit.group, object, knowledge) ?? {}) : {};
    return Object.entries(says).some(([facet, extent]) => where[facet] !== undefined && meet(where[facet], extent) === null);
  };
  return limit && !limit.isOfAll && [...last].some(isApart) ? null : limit;
}

/** 统计住在本社区的四类人员,户籍外出的不统计: whom the end of the clause leaves out is nobody's on the sheet. */
function leftOutBehind(clause: string, source: Label, lexicon: Lexicon, grammar: NoteGrammar): Limit[] {
  const end = clause
    .split(/,(?![^(]{0,300}\))/u)
    .slice(1)
    .at(-1);
  const limit = end === undefined ? null : limitOf(end, source, lexicon, grammar);
  return limit ? [limit] : [];
}

/** 登记失业人员:本月末办理失业登记的全部人员,不分户籍: what defines the word says besides that no population is laid over it. */
function freesAll(clause: string, { grammar }: Lexicon, { allCounted, everyone }: NoteGrammar): boolean {
  return clause.search(grammar.release) >= 0 && (allCounted.test(clause) || everyone.test(clause));
}

/** 口径:户籍人口含外出 on a sheet that asks for 户籍人口 says whom that row takes in, and lays no population over the others. */
function amendsLabel(clause: string, labels: readonly string[], { ownAmendment }: NoteGrammar): boolean {
  const found = ownAmendment.exec(clause);
  const subject = found?.groups?.['subject'];
  return found !== null && labels.some((text) => clause.startsWith(nameOf(text)) || (subject !== undefined && nameOf(text).startsWith(subject)));
}

/** 场所数=合格+隐患已整改+隐患未整改: nothing but blanks of the sheet. */
function addsUp({ left, right }: PrintedRelation, labels: readonly string[]): boolean {
  return [...left, ...right].every(({ ref }) => labels.some((text) => nameOf(text) === ref));
}

/** 场所: all things of a class, of which a sum of blanks tells no part. */
function namesClass(text: string, lexicon: Lexicon): boolean {
  const senses = wordsOf(phraseOf(text, lexicon)).flatMap((word) => word.senses);
  return senses.length > 0 && senses.every(({ head, where }) => head && Object.keys(where).length === 0);
}

/** 寄住, of people: a word that the lexicon does not know, or of other things only; 在册指户籍在本村: one that by itself says that nobody is left out. */
function isNewWord({ text, senses }: Word, lexicon: Lexicon): boolean {
  if (lexicon.words.get(text)?.role === 'release') return true;
  const phrase = phraseOf(text, lexicon);
  const objects = new Set(wordsOf(phrase).flatMap((word) => word.senses.map(({ object }) => object)));
  return unknownOf(phrase).length > 0 || (objects.size > 0 && senses.some(({ object }) => !objects.has(object)));
}

/** More than a name of a population: 户籍人口指…,不论是否居住 frees nobody of being registered. */
function isGroup({ senses }: Word, { knowledge }: Lexicon): boolean {
  return senses.some(({ where }) => Object.keys(where).some((facet) => !isOfPopulation(facet, knowledge)));
}

/** 农户指户口在本村且户口性质为农村的户: a bare name of things, of which the form says more than whose population it counts. */
function isGroupOfAll({ text, senses }: Word, lexicon: Lexicon): boolean {
  const says = senses.flatMap(({ where }) => Object.keys(where));
  return !fixes(phraseOf(text, lexicon)) && says.some((facet) => lexicon.knowledge.facets.get(facet)?.scope !== true);
}
