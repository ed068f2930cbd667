// The notes of a form: definitions (常住人口指…), scopes (第一至第五项按户籍人口统计), printed equations (1=2+3) and how its ratios are
// computed (签约率=5÷1×100%). Each keeps the words it was read from.
import type { Where } from '../model/datapoint.ts';
import type { Label } from '../model/reading.ts';
import { type Lexicon, normalise, type Sense, type Word } from './lexicon.ts';
import { amendmentOf } from './amendments.ts';
import { isEmptyPhrase, type Phrase, phraseOf, unknownOf, wordsOf } from './phrase.ts';
import { contains, union, without } from './extents.ts';
import { whereOf } from './says.ts';

/** Which blanks a note speaks of. */
export type Subject =
  | { readonly kind: 'all' }
  | { readonly kind: 'items'; readonly refs: readonly string[]; readonly columns: boolean }
  | { readonly kind: 'labels'; readonly texts: readonly string[] }
  | { readonly kind: 'marked'; readonly mark: string };

/** A population that a note lays over blanks; `release`: it says that nothing is to be laid over them (不分户籍). */
export interface Scope {
  readonly subject: Subject;
  readonly except: Subject | null;
  readonly where: ReadonlyMap<string, Where>;
  readonly release: boolean;
  readonly source: Label;
}

export type Comparison = '=' | '≥' | '≤' | '>' | '<';

/** left ? right, each side a sum of printed numbers of rows or columns; the numbers are resolved by the form. */
export interface PrintedRelation {
  readonly left: readonly SignedRef[];
  readonly comparison: Comparison;
  readonly right: readonly SignedRef[];
  readonly source: Label;
}

export interface SignedRef {
  readonly sign: 1 | -1;
  readonly ref: string;
}

/** name = numerator ÷ denominator × factor, as printed. */
export interface PrintedRatio {
  readonly name: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly factor: string;
  readonly source: Label;
}

export interface NoteReadings {
  readonly definitions: readonly Word[];
  readonly definitionSources: ReadonlyMap<string, Label>;
  readonly scopes: readonly Scope[];
  readonly relations: readonly PrintedRelation[];
  readonly ratios: readonly PrintedRatio[];
}

export interface NoteGrammar {
  readonly heading: RegExp;
  readonly numbering: RegExp;
  readonly defines: RegExp;
  readonly subjectNoise: RegExp;
  readonly scope: RegExp;
  readonly whole: RegExp;
  readonly exceptNamed: RegExp;
  readonly rest: RegExp;
  readonly items: RegExp;
  readonly columns: RegExp;
  readonly within: RegExp;
  readonly and: RegExp;
  readonly equation: RegExp;
  readonly ratio: RegExp;
  /** 口径:… announces that the rest of the line is the population of the whole sheet. */
  readonly scopeHeading: RegExp;
  /** …的不填 takes something away from what was said before. */
  readonly excludedAfter: RegExp;
  /** (三)按…: a number that stands for what is numbered so. */
  readonly itemNumber: RegExp;
  /** 甲不含乙, 甲包括乙,不含丙: a word as the form means it. */
  readonly amendment: RegExp;
  /** What joins a word and its definition, the surest first. */
  readonly definers: readonly RegExp[];
  /** Words that say that everyone concerned is meant. */
  readonly allCounted: RegExp;
  /** …的也算 adds nothing that was not said. */
  readonly alsoCounted: RegExp;
}

export type NoteGrammarData = Readonly<Record<Exclude<keyof NoteGrammar, 'definers'>, string>> & { readonly definers: readonly string[] };

export function noteGrammar(data: NoteGrammarData): NoteGrammar {
  const re = (source: string, flags = 'u'): RegExp => new RegExp(source, flags);
  return {
    heading: re(data.heading),
    numbering: re(data.numbering),
    defines: re(data.defines),
    subjectNoise: re(data.subjectNoise, 'gu'),
    scope: re(data.scope),
    whole: re(data.whole),
    exceptNamed: re(data.exceptNamed),
    rest: re(data.rest),
    items: re(data.items),
    columns: re(data.columns),
    within: re(data.within),
    and: re(data.and),
    equation: re(data.equation),
    ratio: re(data.ratio),
    scopeHeading: re(data.scopeHeading),
    excludedAfter: re(data.excludedAfter),
    itemNumber: re(data.itemNumber),
    amendment: re(data.amendment),
    definers: data.definers.map((source) => re(source)),
    allCounted: re(data.allCounted),
    alsoCounted: re(data.alsoCounted),
  };
}

/** Reads all notes of a sheet; `labels` are the texts that a mark could stand at. */
export function readNotes(notes: readonly Label[], labels: readonly string[], lexicon: Lexicon, grammar: NoteGrammar): NoteReadings {
  const definitions: Word[] = [];
  const definitionSources = new Map<string, Label>();
  const scopes: Scope[] = [];
  const relations: PrintedRelation[] = [];
  const ratios: PrintedRatio[] = [];
  let last: ReadonlyMap<string, Where> = new Map();
  for (const { clause, source, mark: number, isScope, isAlone } of clausesOf(notes, grammar)) {
    const mark = number !== null && labels.some((text) => text.includes(number)) ? number : null;
    const equations = equationsOf(clause, source, grammar);
    if (equations.length > 0) {
      relations.push(...equations);
      continue;
    }
    const ratio = ratioOf(clause, source, grammar);
    if (ratio) {
      ratios.push(ratio);
      continue;
    }
    const scope =
      releaseOf(clause, source, lexicon, grammar) ??
      (isScope ? bareScope(clause, source, true, lexicon, grammar) : null) ??
      (isAlone ? loneScope(clause, source, lexicon) : null) ??
      scopeOf(clause, source, mark, last, lexicon, grammar);
    if (scope) scopes.push(scope, ...exceptionScope(clause, source, last, lexicon, grammar));
    else {
      const word = definitionOf(clause, lexicon, grammar) ?? amendmentOf(clause, lexicon, grammar);
      if (!word) continue;
      if (grammar.whole.test(word.text)) {
        scopes.push({
          subject: { kind: 'all' },
          except: null,
          where: new Map(word.senses.map((sense) => [sense.object, sense.where])),
          release: false,
          source,
        });
        continue;
      }
      definitions.push(word);
      definitionSources.set(word.text, source);
      last = new Map(word.senses.map((sense) => [sense.object, sense.where]));
    }
  }
  return { definitions, definitionSources, scopes, relations, ratios };
}

interface Clause {
  readonly clause: string;
  readonly source: Label;
  /** The footnote mark that the clause explains. */
  readonly mark: string | null;
  /** It follows 口径: or the like. */
  readonly isScope: boolean;
  /** It is all that the note says. */
  readonly isAlone: boolean;
}

function clausesOf(notes: readonly Label[], grammar: NoteGrammar): Clause[] {
  return notes.flatMap((source) => {
    const text = source.text.replace(/[”"’][“"‘]/gu, '、');
    const lines = linesOf(text);
    return lines.flatMap((line) => clausesOfLine(line, source, lines.length === 1, grammar));
  });
}

/** Sentences and numbered points; a semicolon inside brackets does not part them. */
function linesOf(text: string): string[] {
  const points = text.split(
    /[。\n]|[：:](?=第[一二三四五六七八九十\d])|(?<=^|[。；;\s：:])(?=[①-⑳](?![a-z]?[=＝+＋—、≥≤]))|(?<=[^\d.（(])(?=\d{1,2}[.、．](?!\d))|(?<=[：:。；;\s])(?=[一二三四五六七八九十]、)/u,
  );
  return points
    .map((point) => (/^[（(][^）)]*$|^[^（(]*[）)]$/u.test(point.trim()) ? point.replace(/^\s*[（(]|[）)]\s*$/gu, '') : point))
    .flatMap((point) => point.split(/[；;](?![^（(]*[）)])/u));
}

function clausesOfLine(line: string, source: Label, isAlone: boolean, grammar: NoteGrammar): Clause[] {
  const whole = normalise(line).replace(/单位:[^,;。:()]{1,4}$/u, '');
  const isScope = grammar.scopeHeading.test(whole);
  const spoken = whole.replace(grammar.heading, '');
  let text = spoken.replace(grammar.itemNumber, '第$1项').replace(grammar.numbering, '').replace(grammar.heading, '');
  const mark = /^([①-⑳*※★]+)(?![a-z]?[=＝])/u.exec(text)?.[1] ?? null;
  if (mark) text = text.slice(mark.length);
  const clauses = splitDefinitions(text, grammar);
  return clauses.map((clause, index) => ({
    clause,
    source: { text: clause, cell: source.cell },
    mark,
    isScope: isScope && index === 0,
    isAlone: isAlone && clauses.length === 1,
  }));
}

/** "甲指…,乙指…": cut at a comma only where the next piece defines something itself. */
function splitDefinitions(text: string, grammar: NoteGrammar): string[] {
  const pieces = text.split(/,(?![^(]*\))/u);
  const clauses: string[] = [];
  for (const piece of pieces) {
    const startsAnew =
      clauses.length === 0 ||
      (!/^(?:均|都|一律)?(?:按|以)/u.test(piece) &&
        !grammar.excludedAfter.test(piece) &&
        !/^(?:或|并|以及)/u.test(piece) &&
        (!/^(?:含|不含|包括|不包括|其中)/u.test(piece) || (piece.startsWith('其中') && definesAtStart(piece, grammar))) &&
        (grammar.within.test(piece) || definesAtStart(piece, grammar) || /(?:按|为|均).{2,}(?:统计|口径|填报|计算|计)$/u.test(piece) || grammar.equation.test(piece)));
    const isException = /^除.*外$/u.test(clauses.at(-1) ?? '');
    const sumUp = aboutEquation(clauses.at(-1) ?? '', piece, grammar);
    if (sumUp !== null) clauses.push(sumUp);
    else if ((startsAnew && !isException) || clauses.length === 0) clauses.push(piece);
    else clauses[clauses.length - 1] = `${clauses.at(-1) ?? ''},${piece}`;
  }
  return clauses.filter((clause) => clause !== '');
}

/** "甲=乙+丙,均按在册统计": what follows an equation speaks of what it adds up. */
function aboutEquation(before: string, piece: string, grammar: NoteGrammar): string | null {
  if (!grammar.equation.test(before) || !/^(?:均|都|一律)(?:按|为|以)/u.test(piece)) return null;
  const names = [...new Set(before.split(/[=＝+＋]/u))];
  return names.every((name) => /^\d+$/u.test(name)) ? `第${names.join('、')}项${piece}` : `${names.join('、')}${piece}`;
}

function definesAtStart(piece: string, grammar: NoteGrammar): boolean {
  const found = grammar.defines.exec(piece);
  return found !== null && found.index >= 2 && found.index <= 16;
}

// ---- equations and ratios -------------------------------------------------------------------------------------------

function equationsOf(clause: string, source: Label, grammar: NoteGrammar): PrintedRelation[] {
  if (!grammar.equation.test(clause)) return [];
  const parts = clause.split(/([=≥≤><])/u);
  const relations: PrintedRelation[] = [];
  for (let index = 1; index + 1 < parts.length; index += 2) {
    const left = refsOf(parts[index === 1 ? 0 : 0] ?? '');
    const right = refsOf(parts[index + 1] ?? '');
    const comparison = (parts[index] ?? '=') as Comparison;
    if (left.length > 0 && right.length > 0) relations.push({ left, comparison, right, source });
  }
  return relations;
}

/** "03+04" → refs; "(1)+…+(7)" is written out; [] when it is no sum of printed numbers. */
function refsOf(text: string): SignedRef[] {
  if (/[×÷*/%]/u.test(text)) return [];
  const refs: SignedRef[] = [];
  const pattern = /([+\-—]?)((?:[A-Za-z]{0,3}\d{1,3}(?:\.\d+)?|\(\d{1,3}\)|[①-⑳][a-z]?|[A-Z])(?:项|行|列|栏)?|…)/gu;
  let rest = text;
  for (const found of text.matchAll(pattern)) {
    rest = rest.replace(found[0], '');
    const ref = (found[2] ?? '').replace(/[项行列栏]$/u, '');
    if (ref === '…') refs.push({ sign: 1, ref });
    else refs.push({ sign: found[1] === '-' || found[1] === '—' ? -1 : 1, ref });
  }
  return rest.replace(/[第,、]/gu, '') === '' ? expandEllipsis(refs) : [];
}

function expandEllipsis(refs: readonly SignedRef[]): SignedRef[] {
  const at = refs.findIndex(({ ref }) => ref === '…');
  const before = refs[at - 1];
  const after = refs[at + 1];
  if (at < 0 || !before || !after) return refs.filter(({ ref }) => ref !== '…');
  const [from, to] = [Number(/\d+/.exec(before.ref)?.[0]), Number(/\d+/.exec(after.ref)?.[0])];
  const between = Array.from({ length: Math.max(0, to - from - 1) }, (_, index): SignedRef => ({
    sign: 1,
    ref: before.ref.replace(/\d+/, String(from + 1 + index)),
  }));
  return [...refs.slice(0, at), ...between, ...refs.slice(at + 1)];
}

function ratioOf(clause: string, source: Label, grammar: NoteGrammar): PrintedRatio | null {
  const found = grammar.ratio.exec(clause)?.groups;
  const { name, numerator, denominator, factor } = found ?? {};
  if (name === undefined || numerator === undefined || denominator === undefined) return null;
  return { name, numerator, denominator, factor: factor ? (/\d+/.exec(factor)?.[0] ?? '1') : '1', source };
}

// ---- definitions ----------------------------------------------------------------------------------------------------

/** "甲指…" as a word of the form, or null when the clause defines nothing that the lexicon can follow. */
function definitionOf(clause: string, lexicon: Lexicon, grammar: NoteGrammar): Word | null {
  const found = grammar.definers.map((definer) => definer.exec(clause)).find((match) => match !== null && match.index >= 2 && match.index <= 24);
  if (!found) return null;
  const subject = (clause.slice(0, found.index).split(/[:,]/u).at(-1) ?? '').replace(grammar.subjectNoise, '');
  const body = clause.slice(found.index + found[0].length);
  if (subject.length < 2 || body.length < 2) return null;
  const own = phraseOf(grammar.whole.test(subject) ? '' : subject, lexicon);
  const { kept, excluded } = exclusionsOf(body, grammar);
  const terms = termsOf(kept);
  const meaning = phraseOf(terms.length > 1 ? terms.map(({ text }) => text).join(',') : kept, lexicon);
  if (unknownOf(meaning).join('').length > body.length * 0.45) return null;
  const senses = objectsOf(own, meaning, lexicon)
    .flatMap((object) => definedSense(own, meaning, terms, object, lexicon))
    .map((sense) => ({ ...sense, where: minus(sense.where, excluded, sense.object, lexicon) }));
  return senses.length === 0 ? null : { text: normalise(subject), role: 'sense', senses, period: null, defined: true };
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

/** The terms together, facet by facet; null when they are no sum of groups told apart by one facet alone. */
function whereOfTerms(terms: readonly DefinedTerm[], object: string, lexicon: Lexicon): Where | null {
  let sum: Where | null = null;
  for (const { sign, text } of terms) {
    const says = whereOf(phraseOf(text, lexicon), object, lexicon.knowledge);
    if (!says || Object.keys(says).length === 0) return null;
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

function objectsOf(own: Phrase, meaning: Phrase, lexicon: Lexicon): string[] {
  const named = mostNamed(own);
  return (named.length > 0 ? named : mostNamed(meaning)).filter((object) => lexicon.knowledge.objects.has(object));
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
  const where = terms.length > 1 ? whereOfTerms(terms, object, lexicon) : whereOf(meaning, object, lexicon.knowledge);
  if (!where || Object.keys(where).length === 0) return [];
  const before = whereOf(own, object, lexicon.knowledge) ?? {};
  const implied = new Set(Object.keys(where).flatMap((facet) => Object.keys(lexicon.knowledge.facets.get(facet)?.within ?? {})));
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

// ---- scopes ---------------------------------------------------------------------------------------------------------

function scopeOf(clause: string, source: Label, mark: string | null, last: ReadonlyMap<string, Where>, lexicon: Lexicon, grammar: NoteGrammar): Scope | null {
  const found = grammar.scope.exec(clause.replace(/^,/, ''))?.groups ?? (mark ? { subject: '', scope: clause, except: '' } : null);
  if (!found) return bareScope(clause, source, false, lexicon, grammar);
  const text = found['scope'] ?? '';
  const subjectText = (found['subject'] ?? '').replace(grammar.subjectNoise, '');
  const meaning = scopeMeaning(text, last, lexicon, grammar);
  if (!meaning) return null;
  const subject = subjectOf(subjectText, mark, grammar);
  if (subject === null || (subject.kind === 'labels' && definesItself(subject.texts, clause, lexicon, meaning.where))) return null;
  const exceptText = found['except'] ?? '';
  const except = exceptText === '' || grammar.exceptNamed.test(exceptText) ? null : exceptOf(exceptText, grammar);
  return { subject, except, ...meaning, source };
}

/** 除甲按户籍统计外,其余按常住统计: the exception says its own population. */
function exceptionScope(clause: string, source: Label, last: ReadonlyMap<string, Where>, lexicon: Lexicon, grammar: NoteGrammar): Scope[] {
  const text = grammar.scope.exec(clause.replace(/^,/, ''))?.groups?.['except'] ?? '';
  const scope = /按/u.test(text) ? scopeOf(text, source, null, last, lexicon, grammar) : null;
  return scope && scope.subject.kind !== 'all' ? [scope] : [];
}

/** 本表人员不看户口,登记在册的都算: nothing is laid over any blank that states no population itself. */
function releaseOf(clause: string, source: Label, lexicon: Lexicon, grammar: NoteGrammar): Scope | null {
  if (clause.search(lexicon.grammar.release) < 0 || !grammar.allCounted.test(clause)) return null;
  const [subject = ''] = clause.split(/[:,]|按|为|不分|不看|不论|不管|凡/u);
  const named = subject.replace(grammar.subjectNoise, '');
  if (named !== '' && !grammar.whole.test(named) && !grammar.allCounted.test(named)) return null;
  return { subject: { kind: 'all' }, except: null, where: new Map(), release: true, source };
}

/** "甲,乙的不填": what is said, and what is taken away from it. */
function exclusionsOf(text: string, grammar: NoteGrammar): { kept: string; excluded: readonly string[] } {
  const pieces = text.split(/,(?![^(]*\))/u);
  const excluded = pieces.flatMap((piece) => grammar.excludedAfter.exec(piece)?.[1] ?? []);
  return { kept: pieces.filter((piece) => !grammar.excludedAfter.test(piece) && !grammar.alsoCounted.test(piece)).join(','), excluded };
}

function minus(where: Where, excluded: readonly string[], object: string, lexicon: Lexicon): Where {
  let result = where;
  for (const text of excluded)
    for (const [facet, extent] of Object.entries(whereOf(phraseOf(text, lexicon), object, lexicon.knowledge) ?? {})) {
      const before = result[facet];
      if (before?.kind !== 'members' || extent.kind !== 'members') continue;
      const members = before.members.filter((member) => !extent.members.includes(member));
      if (members.length > 0) result = { ...result, [facet]: { kind: 'members', members } };
    }
  return result;
}

/** A line over or under the table that is nothing but a population, and perhaps a band: 15周岁及以上常住人口. */
function loneScope(clause: string, source: Label, lexicon: Lexicon): Scope | null {
  const phrase = phraseOf(clause, lexicon);
  if (clause.length > 20 || unknownOf(phrase).length > 0 || !saysPopulation(phrase, lexicon)) return null;
  const where = populations(phrase, lexicon);
  return where.size === 0 ? null : { subject: { kind: 'all' }, except: null, where, release: false, source };
}

/** A line that is nothing but a population, e.g. the subtitle (实住口径), or what follows 口径:. */
function bareScope(clause: string, source: Label, announced: boolean, lexicon: Lexicon, grammar: NoteGrammar): Scope | null {
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
  if (announced && /指|即|=|按|含外出人口$/u.test(clause)) return null;
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

function scopeMeaning(
  text: string,
  last: ReadonlyMap<string, Where>,
  lexicon: Lexicon,
  grammar: NoteGrammar,
): { where: ReadonlyMap<string, Where>; release: boolean } | null {
  if (grammar.within.test(text)) return last.size > 0 ? { where: last, release: false } : null;
  const { kept, excluded } = exclusionsOf(text, grammar);
  const [head = '', explanation] = kept.split(/[:]|,即/u);
  const phrase = phraseOf(head, lexicon);
  const explained = explanation ? populations(phraseOf(explanation, lexicon), lexicon) : new Map<string, Where>();
  const found = explained.size > 0 ? explained : saysPopulation(phrase, lexicon) ? populations(phrase, lexicon) : new Map<string, Where>();
  const where = new Map([...found].map(([object, says]) => [object, minus(says, excluded, object, lexicon)]));
  if (where.size > 0) return { where, release: false };
  return releases(phrase) ? { where: new Map(), release: true } : null;
}

/** The words outside brackets must name the population; brackets may only say more about it. */
function saysPopulation(phrase: Phrase, lexicon: Lexicon): boolean {
  return wordsOf(phrase).some((word) => word.senses.some((sense) => Object.keys(sense.where).some((facet) => lexicon.knowledge.facets.get(facet)?.scope)));
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

function subjectOf(text: string, mark: string | null, grammar: NoteGrammar): Subject | null {
  if (mark && (text === '' || grammar.whole.test(text))) return { kind: 'marked', mark };
  if (grammar.whole.test(text) || grammar.rest.test(text)) return { kind: 'all' };
  const items = itemsOf(text, grammar);
  if (items) return items;
  const texts = text
    .split(grammar.and)
    .map((part) => part.replace(grammar.subjectNoise, ''))
    .filter((part) => part.length >= 1);
  return texts.length === 0 || text.length > 40 ? null : { kind: 'labels', texts };
}

function exceptOf(text: string, grammar: NoteGrammar): Subject {
  return itemsOf(text.replace(/按.*$/u, ''), grammar) ?? { kind: 'labels', texts: text.replace(/按.*$/u, '').split(grammar.and) };
}

const DIGITS = '零一二三四五六七八九十';

/** "1—14项", "第一至第五项", "第05、06项", "11、12项": the printed numbers meant, ranges written out. */
function itemsOf(text: string, grammar: NoteGrammar): Subject | null {
  const found = grammar.items.exec(text);
  const list = found?.groups?.['list'];
  if (!found || list === undefined) return null;
  const refs: string[] = [];
  for (const part of list.replace(/[第项行栏列条款()]/gu, '').split(/[、,和及]/u)) {
    const [from, to] = part.split(/[—至到]/u);
    if (from === undefined || from === '') continue;
    refs.push(...(to === undefined ? [from] : rangeOf(from, to)));
  }
  return refs.length === 0 ? null : { kind: 'items', refs, columns: grammar.columns.test(text) };
}

function rangeOf(from: string, to: string): string[] {
  if (/^\d+$/.test(from) && /^\d+$/.test(to)) {
    const width = from.startsWith('0') ? from.length : 0;
    return Array.from({ length: Math.min(200, Math.max(0, Number(to) - Number(from) + 1)) }, (_, index) => String(Number(from) + index).padStart(width, '0'));
  }
  const [a, b] = [chineseNumber(from), chineseNumber(to)];
  if (a !== null && b !== null) return Array.from({ length: Math.max(0, b - a + 1) }, (_, index) => numeral(a + index));
  const dotted = /^(\d+)\.(\d+)$/.exec(from);
  const end = /^(\d+)\.(\d+)$/.exec(to);
  if (dotted && end)
    return Array.from({ length: Math.max(0, Number(end[2]) - Number(dotted[2]) + 1) }, (_, index) => `${dotted[1]}.${Number(dotted[2]) + index}`);
  return [from, to];
}

/** 十二 → 12; null when it is no Chinese numeral up to 99. */
export function chineseNumber(text: string): number | null {
  const found = /^([二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/u.exec(text);
  if (!found || text === '') return null;
  const [, tens = '', ten = '', ones = ''] = found;
  if (ten === '') return tens === '' ? DIGITS.indexOf(ones) : ones === '' ? DIGITS.indexOf(tens) : null;
  return (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones));
}

export function numeral(value: number): string {
  if (value <= 10) return DIGITS[value] ?? '';
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  return (tens === 1 ? '' : (DIGITS[tens] ?? '')) + '十' + (ones === 0 ? '' : (DIGITS[ones] ?? ''));
}
