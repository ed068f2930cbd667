// Definitions in notes: 常住人口指…, 常住人口＝户籍人口—外出+流动人口.
import type { Extent, Where } from '../model/datapoint.ts';
import { contradicts, differInMoreThanOne, excludes, isAmbiguous } from './ambiguous.ts';
import { exclusionsOf, minus } from './exclusions.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { contains, isOfPopulation, meet, meetAll, sameExtent, saysOnlyPopulation, union, without } from './extents.ts';
import { type Lexicon, normalise, type Sense, type Word } from './lexicon.ts';
import { listingOf } from './listings.ts';
import { type Conjunct, type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { whereOf, withoutAsides } from './says.ts';
import { saysPopulation } from './scopeNotes.ts';

/** "甲指…" as a word of the form, or null when the clause defines nothing that the lexicon can follow. */
export function definitionOf(clause: string, lexicon: Lexicon, grammar: NoteGrammar): Word | null {
  const halves = halvesOf(clause, grammar);
  if (!halves || grammar.onlyCounted.test(clause)) return null;
  return definedAs((halves.before.split(/[:,]/u).at(-1) ?? '').replace(grammar.subjectNoise, ''), halves.says, lexicon, grammar);
}

/** What a clause says that a word means: all behind the word that joins the two, or the whole where none does. */
export function saidIn(clause: string, grammar: NoteGrammar): string {
  return halvesOf(clause, grammar)?.says ?? clause;
}

/** What stands before and behind the word that joins a word and its definition. */
function halvesOf(clause: string, { definers, explains }: NoteGrammar): { readonly before: string; readonly says: string } | null {
  const found = definers.map((definer) => definer.exec(clause)).filter((match) => match !== null && match.index >= 2 && match.index <= 24);
  // 老年人为60周岁以上的常住老年人,即…: what explains a definition is not the one that joins its halves.
  const explained = explains.exec(clause)?.index ?? Infinity;
  const joint = found.find((match) => match !== null && match.index < explained) ?? found[0];
  return joint ? { before: clause.slice(0, joint.index), says: clause.slice(joint.index + joint[0].length) } : null;
}

/** The word `subject` as a word of the form that means what `says` tells, or null when the lexicon cannot follow that. */
export function definedAs(subject: string, says: string, lexicon: Lexicon, grammar: NoteGrammar): Word | null {
  const closer = closerIn(says, lexicon, grammar);
  if (closer) return narrowed(definedAs(subject, closer.name, lexicon, grammar), closer.explained);
  const body = nameIn(says, lexicon, grammar);
  // 占比为占老年人总数的百分比 says how 占比 is worked out, and not whom it is of.
  // 人次指参加的群众人次 says how turns are counted.
  const isCounting = lexicon.units.has(normalise(subject)) || lexicon.grammar.countHead.test(subject);
  if (subject.length < 2 || body.length < 2 || isCounting || lexicon.grammar.shareHead.test(normalise(subject))) return null;
  const own = phraseOf(grammar.whole.test(subject) ? '' : subject, lexicon);
  // 常住指居住半年以上 says how long, and nothing of whose household register they are in.
  if (grammar.staysOnly.test(body) && grammar.livesHere.test(subject)) return null;
  const { kept, excluded } = exclusionsOf(body.replace(grammar.whatever, ''), grammar);
  const listing = listingOf(kept, lexicon, grammar);
  const terms = listing?.groups.map((text): DefinedTerm => ({ sign: 1, text })) ?? termsOf(kept).flatMap((term) => groupsOf(term, lexicon, grammar));
  const limit = phraseOf(listing?.limit ?? '', lexicon);
  const meaning = phraseOf(terms.length > 1 ? terms.map(({ text }) => text).join(',') : kept, lexicon);
  const taken = listing?.taken ? [...excluded, listing.taken] : excluded;
  if (unknownOf(meaning).join('').length > body.length * 0.45 || meaning.conjuncts.some(isLost)) return null;
  const about = objectsOf(own, meaning, lexicon);
  const isGroup = terms.length === 1 && !grammar.whole.test(subject);
  if (isGroup && about.some((object) => joinsGroups(kept, meaning, object, lexicon, grammar)))
    return namesItself(subject, body, own, meaning, lexicon, grammar) ? null : openWord(subject);
  // 全部人员(户口在且歇脚的、流入人员): whom brackets list belongs to it too.
  const inside = meaning.qualifiers.flatMap((qualifier) => (saysPopulation(qualifier, lexicon) ? unknownOf(qualifier) : []));
  const isFull = [...unknownOf(limit), ...unknownOf(meaning), ...inside, ...taken.flatMap((text) => unknownOf(phraseOf(text, lexicon)))].every((text) =>
    grammar.filler.test(text),
  );
  // 寄住 is known of households only, and here said of people.
  const said = mostNamed(meaning).filter(
    (object) => object === 'person' && !about.includes(object) && saysOnlyPopulation(whereOf(meaning, object, lexicon.knowledge) ?? {}, lexicon.knowledge),
  );
  const senses = (about.some((object) => definedSense(own, meaning, terms, object, lexicon).length > 0) ? about : [...about, ...said])
    .filter((object) => !meaning.conjuncts.some((part) => contradicts(part, object)))
    .flatMap((object) => definedSense(own, meaning, terms, object, lexicon))
    .filter((sense) => !(terms.length > 1 && body.includes('+') && leavesRegister(own, sense, lexicon)))
    .filter((sense) => isFull || (!fixesPopulation(sense, lexicon) && !excludes(whereOf(own, sense.object, lexicon.knowledge) ?? {}, sense.where)))
    .map((sense) => ({
      ...sense,
      where: meetAll(whereOf(limit, sense.object, lexicon.knowledge) ?? {}, minus(withUsual(sense, own, meaning, lexicon), taken, sense.object, lexicon)),
    }));
  if (senses.length > 0) return { text: own.text === '' ? normalise(subject) : own.text, role: 'sense', senses, period: null, defined: true };
  const name = populationIn(own, lexicon);
  if (name === null || name === own.text || !own.text.startsWith(name)) return null;
  const word = definedAs(name, says, lexicon, grammar);
  return about.every((object) => word?.senses.some((sense) => sense.object === object && saysOnlyWhere(sense, lexicon))) ? word : null;
}

/** 在业指在单位工作,不含灵活就业, where nobody knows what 在单位工作 is: the usual 在业 without those, and not everybody else. */
function withUsual({ object, where }: Sense, own: Phrase, meaning: Phrase, { knowledge }: Lexicon): Where {
  const named = whereOf({ ...meaning, excludes: [] }, object, knowledge) ?? {};
  const usual = whereOf(own, object, knowledge) ?? {};
  return Object.fromEntries(
    Object.entries(where).map(([facet, extent]) => {
      const before = usual[facet];
      return [facet, facet in named || !before ? extent : (meet(before, extent) ?? extent)];
    }),
  );
}

/** 户籍老人=在村居住+外出 adds up rows that are all of 户籍, and does not make 户籍 whoever lives there. */
function leavesRegister(own: Phrase, { object, where }: Sense, lexicon: Lexicon): boolean {
  const said = whereOf(own, object, lexicon.knowledge) ?? {};
  return Object.entries(whereOf(phraseOf(lexicon.grammar.registeredWord, lexicon), object, lexicon.knowledge) ?? {}).some(([facet, register]) => {
    const [before, after] = [said[facet], where[facet]];
    return before !== undefined && after !== undefined && sameExtent(register, before) && !contains(register, after);
  });
}

/** 实际居住老年人指户口在村未外出的和外来满半年的: what says only where people live explains 实际居住, and nothing of the old. */
function populationIn(own: Phrase, lexicon: Lexicon): string | null {
  const [conjunct, ...others] = own.conjuncts;
  const names = conjunct?.words.filter(({ senses }) => senses.some((sense) => saysOnlyWhere(sense, lexicon))) ?? [];
  return others.length === 0 && names.length === 1 && conjunct?.unknown.length === 0 ? (names[0]?.text ?? null) : null;
}

/** A population and nothing else: where people live, and where they are registered. */
function saysOnlyWhere({ where }: Sense, { knowledge }: Lexicon): boolean {
  const facets = Object.keys(where);
  return facets.length > 0 && facets.every((facet) => knowledge.facets.get(facet)?.scope === true);
}

/** 60周岁以上、居住在本村的居民,即户籍在住的,加上外来满半年的: what stands behind the name tells more closely where those live, and nothing of their age. */
function closerIn(says: string, lexicon: Lexicon, grammar: NoteGrammar): { readonly name: string; readonly explained: (object: string) => Where } | null {
  const joint = grammar.explains.exec(says);
  if (!joint) return null;
  const [name, explanation] = [says.slice(0, joint.index), says.slice(joint.index + joint[0].length)];
  const phrase = phraseOf(name, lexicon);
  const groups = termsOf(explanation).flatMap((term) => groupsOf(term, lexicon, grammar));
  if ([phrase, ...groups.map(({ text }) => phraseOf(text, lexicon))].some((part) => unknownOf(part).length > 0)) return null;
  const explained = (object: string): Where =>
    (groups.length > 1 ? whereOfTerms(groups, {}, object, lexicon) : whereOf(phraseOf(explanation, lexicon), object, lexicon.knowledge)) ?? {};
  const isCloser = [...lexicon.knowledge.objects.keys()].some((object) => {
    const one = whereOf(phrase, object, lexicon.knowledge) ?? {};
    const told = Object.entries(explained(object));
    const isOfPopulations = told.length > 0 && told.every(([facet]) => isOfPopulation(facet, lexicon.knowledge));
    return (
      isOfPopulations && told.length < Object.keys(one).length && told.every(([facet, extent]) => one[facet] !== undefined && contains(one[facet], extent))
    );
  });
  return isCloser ? { name, explained } : null;
}

function narrowed(word: Word | null, by: (object: string) => Where): Word | null {
  return word && { ...word, senses: word.senses.map((sense) => ({ ...sense, where: meetAll(sense.where, by(sense.object)) })) };
}

/** 在住指常住,即户籍在本村并居住,或外来满半年: where a population is named, what stands behind it explains that name, unless it says something else. */
function nameIn(body: string, lexicon: Lexicon, { explains }: NoteGrammar): string {
  const joint = explains.exec(body);
  if (!joint) return body;
  const [name, explanation] = [body.slice(0, joint.index), body.slice(joint.index + joint[0].length)].map((text) => phraseOf(text, lexicon));
  if (!name || !explanation || unknownOf(name).length > 0 || !saysPopulation(name, lexicon)) return body;
  const isSame = [...lexicon.knowledge.objects.keys()].every((object) => {
    const [one, other] = [whereOf(name, object, lexicon.knowledge) ?? {}, whereOf(explanation, object, lexicon.knowledge) ?? {}];
    return Object.entries(one).every(([facet, extent]) => other[facet] === undefined || sameExtent(extent, other[facet]));
  });
  return isSame || unknownOf(explanation).length > 0 ? body.slice(0, joint.index) : body.slice(joint.index + joint[0].length);
}

/** 困难群众指低保对象和残疾人: groups that no one condition tells from the rest, populations aside. */
function joinsGroups(body: string, meaning: Phrase, object: string, lexicon: Lexicon, { adds }: NoteGrammar): boolean {
  const { knowledge } = lexicon;
  const isScope = (facet: string): boolean => knowledge.facets.get(facet)?.scope === true;
  const isPopulation = Object.keys(whereOf(meaning, object, knowledge) ?? {}).some(isScope);
  /** 户口在本村、16—59周岁的人员: where a population is stated, an age is a condition beside it. */
  const isSide = (facet: string): boolean => isScope(facet) || (isPopulation && knowledge.facets.get(facet)?.kind === 'interval');
  const groups = isPopulation ? withoutAsides(meaning) : meaning;
  if (!meaning.conjuncts.some((part) => contradicts(part, object)) && isAmbiguous(groups, object, knowledge, isSide)) return true;
  const joints = [...body.matchAll(adds)].filter(([joint]) => joint.startsWith(','));
  return joints.some(({ index, 0: joint }) => {
    const [before, after] = [body.slice(0, index), body.slice(index + joint.length)].map((side) => whereOf(phraseOf(side, lexicon), object, knowledge) ?? {});
    const facets = Object.keys({ ...before, ...after });
    return before && after && !facets.some(isSide) && differInMoreThanOne(before, after);
  });
}

/** 小场所为列入小场所管理的市场主体(含企业、个体工商户): what a known word says of itself, in its own name, stays. */
function namesItself(subject: string, body: string, own: Phrase, meaning: Phrase, { knowledge }: Lexicon, { and }: NoteGrammar): boolean {
  if (!body.includes(subject) || unknownOf(own).length > 0 || and.test(body.replace(/\([^()]*\)/gu, ''))) return false;
  return mostNamed(own).some((object) => {
    const [before, after] = [Object.entries(whereOf(own, object, knowledge) ?? {}), whereOf(meaning, object, knowledge) ?? {}];
    return before.length > 0 && before.every(([facet, extent]) => after[facet] !== undefined && sameExtent(after[facet], extent));
  });
}

/** On this form the word means what no condition says, and not what the lexicon thinks. */
function openWord(subject: string): Word {
  return { text: normalise(subject), role: 'open', senses: [], period: null, defined: true };
}

/** 户口和住处都在村里的,加上外来满半年的: a piece of which no word is understood may widen all the others, so the word stays what it was. */
function isLost({ words, negated, intervals, unknown }: Conjunct): boolean {
  const fixes = [...words, ...negated].some(({ senses }) => senses.some(({ where }) => Object.keys(where).length > 0));
  return unknown.length > 0 && intervals.length === 0 && !fixes;
}

/** A population of which a word is not understood (户口在村且歇在村里的) may be a smaller one: half understood, it would be a wrong one. */
function fixesPopulation({ where }: Sense, { knowledge }: Lexicon): boolean {
  return Object.keys(where).some((facet) => knowledge.facets.get(facet)?.scope === true && knowledge.facets.get(facet)?.kind === 'partition');
}

/** One summand of a definition: 户籍人口—外出+流动人口. */
interface DefinedTerm {
  readonly sign: 1 | -1;
  readonly text: string;
}

/** What a definition adds up and takes away; a dash between digits is a range. Brackets hold together. */
function termsOf(body: string): DefinedTerm[] {
  const terms: { sign: 1 | -1; text: string }[] = [{ sign: 1, text: '' }];
  let depth = 0;
  for (const [index, letter] of [...body].entries()) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    const isMinus = letter === '—' && !/\d/.test(body[index - 1] ?? '');
    if (depth === 0 && (letter === '+' || isMinus)) terms.push({ sign: isMinus ? -1 : 1, text: '' });
    else (terms.at(-1) ?? { text: '' }).text += letter;
  }
  return terms.filter(({ text }) => text.trim() !== '');
}

/** 户口在本村且住在本村的,加外来住满半年的: words that add as + does, where a population stands on either side of them, but not behind 不包括. */
function groupsOf({ sign, text }: DefinedTerm, lexicon: Lexicon, { adds }: NoteGrammar): DefinedTerm[] {
  const takesAway = Math.min(text.length, ...lexicon.grammar.exclude.map((word) => text.indexOf(word)).filter((index) => index >= 0));
  const joints = [...text.matchAll(adds)].flatMap(({ index, 0: joint }) => (index < takesAway ? [{ from: index, to: index + joint.length }] : []));
  const groups: DefinedTerm[] = [];
  let start = 0;
  for (const [index, { from, to }] of joints.entries()) {
    const sides = [text.slice(start, from), text.slice(to, joints[index + 1]?.from)];
    if (!sides.every((side) => saysPopulation(phraseOf(side, lexicon), lexicon))) continue;
    groups.push({ sign, text: text.slice(start, from) });
    start = to;
  }
  return [...groups, { sign, text: text.slice(start) }];
}

/**
 * The terms together, facet by facet; null when they are no sum of groups told apart by one facet alone. 在住老人是指户口在本村且在此居住的,加上在此住满半年的60周岁
 * 以上的人: the ages that only one of them says besides, and the word by itself too, are those of all.
 */
function whereOfTerms(terms: readonly DefinedTerm[], own: Where, object: string, lexicon: Lexicon): Where | null {
  const spoken = terms.map(({ text }) => whereOf(phraseOf(text, lexicon), object, lexicon.knowledge) ?? {});
  const shared = spoken.flatMap((says) =>
    Object.entries(says).filter(([facet, { kind }]) => kind === 'interval' && facet in own && spoken.some((other) => !(facet in other))),
  );
  let sum: Where | null = null;
  for (const [index, { sign }] of terms.entries()) {
    if (Object.keys(spoken[index] ?? {}).length === 0) return null;
    const says = { ...Object.fromEntries(shared), ...spoken[index] };
    if (sum === null) sum = sign > 0 ? says : null;
    else if (sign < 0) sum = without(sum, says, lexicon.knowledge);
    else sum = added(sum, says);
    if (sum === null) return null;
  }
  return sum;
}

/** Two groups as one, when they differ in one facet only. */
function added(a: Where, b: Where): Where | null {
  const facets = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const differing = facets.filter((facet) => {
    const [one, other] = [a[facet], b[facet]];
    return !one || !other || !contains(one, other) || !contains(other, one);
  });
  const [facet] = differing;
  if (facet === undefined) return a;
  const [one, other] = [a[facet], b[facet]];
  return differing.length === 1 && one && other ? { ...a, [facet]: union(one, other) } : null;
}

/** The classes that the word by itself may be about, of which the body says something; where there are none (在港居住 is no dwelling), those of the body. */
function objectsOf(own: Phrase, meaning: Phrase, { knowledge }: Lexicon): string[] {
  const named = mostNamed(own);
  const isHalfKnown = unknownOf(own).length > 0 && named.every((object) => Object.keys(whereOf(meaning, object, knowledge) ?? {}).length === 0);
  return (named.length > 0 && !isHalfKnown ? named : mostNamed(meaning)).filter((object) => knowledge.objects.has(object));
}

/** The classes that most of a phrase's words can be about. */
function mostNamed(phrase: Phrase): string[] {
  const counts = new Map<string, number>();
  for (const word of wordsOf(phrase)) for (const object of new Set(word.senses.map((sense) => sense.object))) counts.set(object, (counts.get(object) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts].filter(([, count]) => count === most).map(([object]) => object);
}

/** The body must speak of every facet that the word by itself speaks of; else it only explains, and the lexicon's meaning stays. */
function definedSense(own: Phrase, meaning: Phrase, terms: readonly DefinedTerm[], object: string, lexicon: Lexicon): Sense[] {
  const before = whereOf(own, object, lexicon.knowledge) ?? {};
  const where = terms.length > 1 ? whereOfTerms(terms, before, object, lexicon) : whereOf(meaning, object, lexicon.knowledge);
  if (!where || Object.keys(where).length === 0) return [];
  const implied = new Set(Object.entries(where).flatMap(([facet, extent]) => impliedBy(facet, extent, lexicon)));
  if (Object.keys(before).some((facet) => !(facet in where) && !implied.has(facet))) return [];
  const measure =
    wordsOf(own)
      .flatMap((word) => word.senses)
      .find((sense) => sense.object === object && sense.measure)?.measure ?? null;
  const head =
    wordsOf(own).some((word) => word.senses.some((sense) => sense.object === object && sense.head)) ||
    wordsOf(meaning).some((word) => word.senses.some((sense) => sense.object === object && sense.head));
  const drops =
    wordsOf(own)
      .flatMap((word) => word.senses)
      .find((sense) => sense.object === object && sense.drops)?.drops ?? null;
  return [{ object, where, measure, head, topic: null, drops }];
}

/** Facets of which a value says something by itself: who holds a certificate of disability is disabled. */
function impliedBy(facet: string, extent: Extent, { knowledge }: Lexicon): string[] {
  const { within, members = [] } = knowledge.facets.get(facet) ?? {};
  const [first, ...others] =
    extent.kind === 'members' ? members.filter(({ id }) => extent.members.includes(id)).map(({ implies }) => Object.keys(implies ?? {})) : [];
  return [...Object.keys(within ?? {}), ...(first ?? []).filter((other) => others.every((implied) => implied.includes(other)))];
}
