// Populations that notes lay over blanks: 第一至第五项按户籍人口统计, 不分户籍, a line that is nothing but 常住口径.
import type { Where } from '../model/datapoint.ts';
import type { Label } from '../model/reading.ts';
import { exclusionsOf, minus } from './exclusions.ts';
import { contains, isOfPopulation, sameExtent, scopesIn } from './extents.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { exceptOf, namesEveryGroup, type Subject, subjectOf } from './subjects.ts';
import type { Lexicon, Sense, Word } from './lexicon.ts';
import { fixes, isEmptyPhrase, type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';

/** A population that a note lays over blanks; `release`: it says that nothing is to be laid over them (不分户籍). */
export interface Scope {
  readonly subject: Subject;
  readonly except: Subject | null;
  readonly where: ReadonlyMap<string, Where>;
  readonly release: boolean;
  /** It says that it holds for whatever the sheet counts. */
  readonly everything?: boolean;
  /** … and that the sheet counts nobody else. */
  readonly exclusive?: boolean;
  readonly source: Label;
}

export function scopeOf(
  clause: string,
  source: Label,
  mark: string | null,
  last: ReadonlyMap<string, Where>,
  lexicon: Lexicon,
  grammar: NoteGrammar,
): Scope | null {
  const found = grammar.scope.exec(clause.replace(/^,/, ''))?.groups ?? (mark ? { subject: '', scope: clause, except: '' } : null);
  if (!found) return bareScope(clause, source, false, lexicon, grammar);
  const text = found['scope'] ?? '';
  // “其中”两行指老年人中的低保对象 says what these are.
  if (/^其中[一二两三四五六七八九十几各]?[行项栏列]/u.test(found['subject'] ?? '')) return null;
  const subjectText = (found['subject'] ?? '').replace(grammar.subjectNoise, '');
  const meaning = scopeMeaning(text, last, lexicon, grammar);
  if (!meaning || (grammar.rest.test(subjectText) && !meaning.release && saysOnlyAges(meaning.where, lexicon))) return null;
  const subject = namesEveryGroup(found['subject'] ?? '', grammar) ? ({ kind: 'all' } as const) : subjectOf(subjectText, mark, grammar);
  if (
    subject === null ||
    (subject.kind === 'labels' && !grammar.itemsOf.test(found['subject'] ?? '') && definesItself(subject.texts, clause, lexicon, meaning.where))
  )
    return null;
  const exceptText = found['except'] ?? '';
  const except = exceptText === '' || grammar.exceptNamed.test(exceptText) ? null : exceptOf(exceptText, grammar);
  const everything = subject.kind === 'all' && grammar.everything.test(clause);
  const where = subject.kind === 'all' && namesSeveral(text, lexicon) ? onlyScopes(meaning.where, lexicon) : meaning.where;
  return { subject, except, ...meaning, where, everything, exclusive: everything && grammar.exclusive.test(clause), source };
}

/** 户籍在本村的退役军人、优抚对象: of several groups a sheet on all of them says only whose population they are of. */
function namesSeveral(text: string, lexicon: Lexicon): boolean {
  const groups = phraseOf(text, lexicon).conjuncts.flatMap(({ words }) => {
    const facets = words.flatMap(({ senses }) => senses.flatMap(({ where }) => Object.keys(where)));
    const own = facets.filter((facet) => !isOfPopulation(facet, lexicon.knowledge));
    return own.length > 0 ? [own.sort().join()] : [];
  });
  return new Set(groups).size > 1;
}

/** 未成年人指不满18周岁,其余为成年人: that the rest are of another age is no population. */
export function saysOnlyAges(where: ReadonlyMap<string, Where>, { knowledge }: Lexicon): boolean {
  return [...where.values()].every((says) => Object.keys(says).every((facet) => knowledge.facets.get(facet)?.kind === 'interval'));
}

/** 1—8限16—59周岁: a condition that holds for the lines quoted by number, and says nothing of whose population they count. */
export function conditionOf(clause: string, source: Label, lexicon: Lexicon, grammar: NoteGrammar): Scope | null {
  const { subject: lines = '', scope = '' } = grammar.scope.exec(clause.replace(/^,/, ''))?.groups ?? {};
  const subject = subjectOf(lines.replace(grammar.subjectNoise, ''), null, grammar);
  const phrase = phraseOf(scope, lexicon);
  if (subject?.kind !== 'items' || unknownOf(phrase).length > 0) return null;
  // 18—23填全部走访、慰问、讲座 tells what these lines list.
  const objects = [...lexicon.knowledge.objects].flatMap(([object, { kind }]) => (kind === 'stock' ? [object] : []));
  const where = new Map(objects.map((object) => [object, whereOf(phrase, object, lexicon.knowledge) ?? {}]));
  // 0—3为婴幼儿 says what those ages are called.
  if (saysOnlyAges(where, lexicon) && !/\d/u.test(scope)) return null;
  return { subject, except: null, where, release: false, source };
}

/** 口径:慢病管理对象限常住居民: says whose population it is, and that not all of the sheet's blanks are theirs. */
function namesWhose(clause: string, lexicon: Lexicon, grammar: NoteGrammar): boolean {
  const subject = (grammar.scope.exec(clause)?.groups?.['subject'] ?? '').replace(grammar.subjectNoise, '');
  const isKind = Object.keys(whereOf(phraseOf(subject, lexicon), 'person', lexicon.knowledge) ?? {}).some((facet) => !isOfPopulation(facet, lexicon.knowledge));
  return /^[^:(),、]{2,12}$/u.test(subject) && !grammar.whole.test(subject) && isKind;
}

/** 除甲按户籍统计外,其余按常住统计: the exception says its own population. */
export function exceptionScope(clause: string, source: Label, last: ReadonlyMap<string, Where>, lexicon: Lexicon, grammar: NoteGrammar): Scope[] {
  const text = grammar.scope.exec(clause.replace(/^,/, ''))?.groups?.['except'] ?? '';
  const scope = /按/u.test(text) ? scopeOf(text, source, null, last, lexicon, grammar) : null;
  return scope && scope.subject.kind !== 'all' ? [scope] : [];
}

/**
 * 本表人员不看户口,登记在册的都算: nothing is laid over any blank that states no population itself; or none of the parts or groups named (“社会救助”“残疾人”部分统计全部在册对象,
 * 在册儿童以民政登记为准,不分户籍).
 */
export function releaseOf(clause: string, source: Label, lexicon: Lexicon, grammar: NoteGrammar): Scope | null {
  if (clause.search(lexicon.grammar.release) < 0 || !grammar.allCounted.test(clause)) return null;
  const [exception = '', left = ''] = /^除([^,;:]+?)(?:以外|之外|外),?/u.exec(clause) ?? [];
  const except = left === '' ? null : exceptOf(left, grammar);
  const [subject = ''] = clause.slice(exception.length).split(/[:,]|按|为|不分|不看|不论|不管|凡/u);
  const released = (of: Subject): Scope => ({ subject: of, except, where: new Map(), release: true, source });
  const ofParts = /^(.{2,}?)(?:部分|各项|各类)(?:均|都|一律)?(?:统计|填报|填写|登记|包括)/u.exec(subject)?.[1];
  const parts = ofParts === undefined ? null : subjectOf(ofParts, null, grammar);
  if (parts && parts.kind !== 'all') return released(parts);
  const groups = subjectOf((/^(.+?)以/u.exec(subject)?.[1] ?? subject).replace(grammar.subjectNoise, ''), null, grammar);
  if (groups?.kind === 'labels' && (grammar.labelled.test(subject) || groups.texts.every((text) => namesGroup(text, lexicon)))) return released(groups);
  const named = subject.replace(grammar.subjectNoise, '');
  if (named !== '' && !grammar.whole.test(named) && !grammar.counted.test(named) && !grammar.allCounted.test(named)) return null;
  return released({ kind: 'all' });
}

/** 在册儿童, 登记失业人员: a name in words that are all known, and of more than everybody. */
function namesGroup(text: string, lexicon: Lexicon): boolean {
  const phrase = phraseOf(text, lexicon);
  return fixes(phrase) && unknownOf(phrase).length === 0;
}

/**
 * A line over or under the table that is nothing but a population, and perhaps a band: 15周岁及以上常住人口; a longer one where it ends in those that it
 * names: 户籍在本村、已领取残疾人证的残疾人(含外出).
 */
export function loneScope(line: string, source: Label, lexicon: Lexicon, { namesPeople }: NoteGrammar): Scope | null {
  // …,每半年与残联比对一次 says only how often.
  const first = line.replace(/,每(?:半?年|季度?|月|周|日)[^,;:]*$/u, '');
  const isNamed = namesPeople.test(first);
  const clause = isNamed ? first : line;
  const phrase = phraseOf(clause, lexicon);
  const isAmendment = wordsOf(phrase).some(({ senses }) => senses.some(({ drops }) => drops !== null));
  // 境外人员只填在补充栏 says where they are written.
  if (
    (clause.length > 20 && !isNamed) ||
    /填(?:在|入|写在|报在)|列(?:在|入)|计入/u.test(clause) ||
    isAmendment ||
    unknownOf(phrase).length > 0 ||
    !saysPopulation(phrase, lexicon)
  )
    return null;
  const where = populations(phrase, lexicon);
  return where.size === 0 ? null : { subject: { kind: 'all' }, except: null, where, release: false, source };
}

/** A line that is nothing but a population, e.g. the subtitle (实住口径), or what follows 口径:. */
export function bareScope(clause: string, source: Label, announced: boolean, lexicon: Lexicon, grammar: NoteGrammar): Scope | null {
  const [head = ''] = announced ? clause.split(/,?即/u) : [clause];
  const isExplained = head !== clause && populations(phraseOf(head, lexicon), lexicon).size > 0;
  if (isExplained) return bareScope(head, source, true, lexicon, grammar);
  const { kept, excluded } = exclusionsOf(clause.replace(/口径/gu, ''), grammar);
  const phrase = phraseOf(kept, lexicon);
  const looksBare =
    clause.length <= 12 &&
    !/[:=]/u.test(clause) &&
    unknownOf(phrase).length === 0 &&
    /^\(?[^含包指]*(?:口径|统计|范围|人口|居民)?\)?$/u.test(clause) &&
    /[()]|口径|统计|范围/u.test(source.text);
  if (!announced && !looksBare) return null;
  if (announced && (/^除|指|即|=|按|含外出人口$/u.test(clause) || namesWhose(clause, lexicon, grammar))) return null;
  const found = populations(phrase, lexicon);
  const where = new Map([...found].map(([object, says]) => [object, minus(says, excluded, object, lexicon)]));
  return where.size === 0 ? null : { subject: { kind: 'all' }, except: null, where, release: false, source };
}

/** "X按X统计" would be a definition; a subject whose own words already carry the facet needs no scope. */
function definesItself(texts: readonly string[], clause: string, lexicon: Lexicon, where: ReadonlyMap<string, Where>): boolean {
  return (
    clause !== '' &&
    texts.every((text) => {
      const phrase = phraseOf(text, lexicon);
      return [...where].some(([object, scope]) => {
        const own = whereOf(phrase, object, lexicon.knowledge);
        return own !== null && Object.keys(scope).some((facet) => facet in own);
      });
    })
  );
}

/** 在住人员、转移对象按户籍在住的和外来半年以上的统计: names of a population that the clause widens are words of the form for the wider one. */
export function widenedNames(clause: string, last: ReadonlyMap<string, Where>, lexicon: Lexicon, grammar: NoteGrammar): Word[] {
  if (!grammar.countedBy.test(clause)) return [];
  const found = grammar.scope.exec(clause.replace(/^,/, ''))?.groups;
  const subject = subjectOf((found?.['subject'] ?? '').replace(grammar.subjectNoise, ''), null, grammar);
  const meaning = scopeMeaning(found?.['scope'] ?? '', last, lexicon, grammar);
  if (subject?.kind !== 'labels' || !meaning) return [];
  return subject.texts.flatMap((text): Word[] => {
    const phrase = phraseOf(text, lexicon);
    const senses = [...meaning.where].flatMap(([object, wider]): Sense[] => {
      const own = Object.entries(whereOf(phrase, object, lexicon.knowledge) ?? {});
      const isWidened = ([facet, extent]: (typeof own)[number]): boolean => {
        const says = wider[facet];
        return lexicon.knowledge.facets.get(facet)?.scope === true && says !== undefined && contains(says, extent) && !sameExtent(says, extent);
      };
      return own.length > 0 && own.every(isWidened) ? [{ object, where: wider, measure: null, head: false, topic: null, drops: null }] : [];
    });
    return senses.length > 0 && unknownOf(phrase).length === 0 ? [{ text: phrase.text, role: 'sense', senses, period: null, defined: true }] : [];
  });
}

function scopeMeaning(
  text: string,
  last: ReadonlyMap<string, Where>,
  lexicon: Lexicon,
  grammar: NoteGrammar,
): { where: ReadonlyMap<string, Where>; release: boolean } | null {
  if (grammar.within.test(text)) return last.size > 0 ? { where: last, release: false } : null;
  if (grammar.likewise.test(text)) return last.size > 0 ? { where: onlyScopes(last, lexicon), release: false } : null;
  const { kept, excluded } = exclusionsOf(text, grammar);
  const [head = '', explanation] = kept.split(/[:]|,即/u);
  const phrase = phraseOf(head, lexicon);
  // 居住在本村的残疾人:包括户籍在此居住的和外来半年以上的.
  const explained = explanation ? populations(phraseOf(explanation.replace(/^(?:均|都)?(?:包括|包含)/u, ''), lexicon), lexicon) : new Map<string, Where>();
  const named = saysPopulation(phrase, lexicon) ? populations(phrase, lexicon) : new Map<string, Where>();
  // 65周岁以上常住人口,即户籍在住的和外来满半年的: what explains the population says nothing of the ages.
  // …; where the two are neither the same nor one within the other, the name is the surer one.
  const isSurer = ([object, says]: readonly [string, Where]): boolean =>
    Object.entries(says).some(([facet, extent]) => {
      const own = named.get(object)?.[facet];
      return own !== undefined && !contains(own, extent) && !contains(extent, own);
    });
  const explains = explained.size > 0 && ![...explained].some(isSurer);
  const found = explains ? new Map([...explained].map(([object, says]) => [object, { ...named.get(object), ...says }])) : named;
  const where = new Map([...found].map(([object, says]) => [object, minus(says, excluded, object, lexicon)]));
  if (where.size > 0) return { where, release: false };
  return releases(phrase) ? { where: new Map(), release: true } : null;
}

/** The words outside brackets must name the population; brackets may only say more about it. */
export function saysPopulation(phrase: Phrase, lexicon: Lexicon): boolean {
  return wordsOf(phrase).some((word) => word.senses.some((sense) => Object.keys(sense.where).some((facet) => lexicon.knowledge.facets.get(facet)?.scope)));
}

/** 老年人指65周岁及以上户籍人口,残疾人亦同: the others share the population, and not the age. */
function onlyScopes(where: ReadonlyMap<string, Where>, { knowledge }: Lexicon): ReadonlyMap<string, Where> {
  return new Map([...where].map(([object, says]) => [object, scopesIn(says, knowledge)]));
}

function releases(phrase: Phrase): boolean {
  return phrase.releases || phrase.qualifiers.some(releases);
}

/** The expected facets (户籍, 常住 …) that a phrase fixes, by object class. */
function populations(phrase: Phrase, lexicon: Lexicon): Map<string, Where> {
  const found = new Map<string, Where>();
  if (isEmptyPhrase(phrase) && phrase.qualifiers.length === 0) return found;
  for (const object of lexicon.knowledge.objects.keys()) {
    const where = whereOf(phrase, object, lexicon.knowledge);
    if (where && Object.keys(where).some((facet) => lexicon.knowledge.facets.get(facet)?.scope)) found.set(object, where);
  }
  return found;
}
