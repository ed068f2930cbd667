// A label as a phrase: its words grouped by conjunctions and brackets, with what it includes and excludes.
import type { Extent } from '../model/datapoint.ts';
import { contains, less, sameExtent } from './extents.ts';
import { type Lexicon, normalise, type PeriodWord, type Sense, type Word } from './lexicon.ts';
import { withNumbers } from './numerals.ts';
import { plainly, type Understood } from './plainer.ts';
import { segment, type Token } from './segment.ts';

export interface Interval {
  readonly facet: string;
  readonly extent: Extent;
  readonly text: string;
}

/** Words that hold together; conjuncts of a phrase stand side by side (失能、半失能). */
export interface Conjunct {
  /** How it is joined to the one before: 且 and commas narrow; 、和及或 may mean either or both. */
  readonly joint: 'both' | 'unclear';
  readonly words: readonly Word[];
  readonly intervals: readonly Interval[];
  /** Words preceded by 非, 未, 无. */
  readonly negated: readonly Word[];
  readonly unknown: readonly string[];
  /** What stands in brackets behind these words. */
  readonly qualifiers: readonly Phrase[];
}

export interface Phrase {
  readonly text: string;
  readonly conjuncts: readonly Conjunct[];
  /** All words of its conjuncts. */
  readonly words: readonly Word[];
  readonly includes: readonly Phrase[];
  readonly excludes: readonly Phrase[];
  /** All qualifiers of its conjuncts. */
  readonly qualifiers: readonly Phrase[];
  /** Unit in brackets, as printed, or null. */
  readonly unit: string | null;
  readonly period: PeriodWord | null;
  /** The word that says the period, '' when none does. */
  readonly periodText: string;
  readonly isTotal: boolean;
  readonly releases: boolean;
  readonly doubtfulBound: boolean;
}

/** Parses a label. Phrases are kept, since the same words recur on many forms; only those with words that a form defines are its own. */
export function phraseOf(text: string, lexicon: Lexicon): Phrase {
  const { base, defined } = lexicon;
  const known = cacheOf(lexicon);
  const found = known.get(text);
  if (found) return found;
  if (text.length > LONGEST) return cut(phraseOf(text.slice(0, LONGEST), lexicon), text);
  const shared = base && defined && !mentions(normalise(text), defined) ? phraseOf(text, base) : null;
  // 平时住在村里 is said more plainly as 平时住在本村, as it is in the note that defines it.
  const made = shared && defined && !mentions(shared.text, defined) ? shared : parse(text, lexicon);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(text, made);
  return made;
}

/** More words than a district's forms hold; a server that reads forms for years begins anew. */
const MOST_KEPT = 50_000;

/** Longer labels are prose; what is behind is a word that nobody knows. */
const LONGEST = 400;

function cut(phrase: Phrase, text: string): Phrase {
  const rest: Conjunct = { joint: 'both', words: [], intervals: [], negated: [], unknown: [text.slice(LONGEST)], qualifiers: [] };
  return { ...phrase, text, conjuncts: [...phrase.conjuncts, rest] };
}

function mentions(text: string, defined: ReadonlyMap<string, Word>): boolean {
  for (const word of defined.keys()) if (text.includes(word)) return true;
  return false;
}

const caches = new WeakMap<Lexicon, Map<string, Phrase>>();

function cacheOf(lexicon: Lexicon): Map<string, Phrase> {
  const known = caches.get(lexicon);
  if (known) return known;
  const made = new Map<string, Phrase>();
  caches.set(lexicon, made);
  return made;
}

/** The lexicon's own word for what all phrases of release say. */
const RELEASED = '不分户籍';

function parse(raw: string, lexicon: Lexicon): Phrase {
  const text = withNumbers(shallow(normalise(raw)), lexicon.grammar)
    .replace(lexicon.grammar.footnoteMarks, '')
    .replace(/_/g, '')
    .replace(lexicon.grammar.ownPlace, '$1')
    .replace(lexicon.grammar.release, RELEASED)
    .replace(lexicon.grammar.alsoCounted, (whole: string, added: string) => includes(whole, added, lexicon));
  const { rest, unit } = unitInBrackets(text, lexicon);
  // 面积(平方公里) on a form about a place is how large the place is.
  if (unit !== null && rest === lexicon.grammar.area && lexicon.grammar.landUnit.test(unit)) return built(lexicon.grammar.landArea, lexicon, unit);
  const plain = plainly(rest, lexicon.grammar, (wording) => understood(built(wording, lexicon, unit)));
  return built(plain, lexicon, unit);
}

/** (不满半年的也算) includes them; (多长时间都算) names nobody, and adds nothing. */
function includes(whole: string, added: string, lexicon: Lexicon): string {
  const [open = ''] = /^[,，;；(（]/u.exec(whole) ?? [];
  return open !== '' && understood(built(added, lexicon, null)).isTelling ? `${open}含${added}` : '';
}

/** Nobody writes brackets within brackets so deep; those that are deeper are left out, not their words. */
function shallow(text: string): string {
  let depth = 0;
  return text.replace(/[()]/gu, (bracket) => {
    depth += bracket === '(' ? 1 : -1;
    return (bracket === '(' ? depth : depth + 1) > DEEPEST ? '' : bracket;
  });
}

const DEEPEST = 8;

function built(text: string, lexicon: Lexicon, unit: string | null): Phrase {
  const made = build(text, segment(text, lexicon), unit);
  return made.doubtfulBound && lexicon.grammar.boundSettledBehind.test(text) ? { ...made, doubtfulBound: false } : made;
}

function understood(phrase: Phrase): Understood {
  return { isTelling: fixes(phrase), isClear: unknownOf(phrase).length === 0 };
}

/** "(人)" or "(万元,全年)": the unit in the last brackets that hold one, and the label without it. */
function unitInBrackets(text: string, lexicon: Lexicon): { rest: string; unit: string | null } {
  // 次, 人次, 元 side by side as heads: a unit that is no word is all that the label says, or all but a period (人次·本月).
  if (lexicon.units.has(text) && !lexicon.words.has(text)) return { rest: '', unit: text };
  const [, counted = '', period = ''] = /^([^·•]{1,3})[·•](.+)$/u.exec(text) ?? [];
  if (lexicon.units.has(counted)) return { rest: period, unit: counted };
  // 参保率%: printed without brackets.
  const [, rate = '', share = ''] = /^(.*\p{Script=Han})([%％‰])$/u.exec(text) ?? [];
  if (lexicon.units.has(share)) return { rest: rate, unit: share };
  for (const found of [...text.matchAll(/\(([^()]+)\)/gu)].reverse()) {
    const inside = found[1] ?? '';
    const parts = inside.split(/[,、;]/u);
    // 单位:人, 场/年
    const bare = (part: string): string => (lexicon.units.has(part) ? part : part.replace(lexicon.grammar.unitName, ''));
    const isUnitPart = (part: string): boolean => lexicon.units.has(bare(part));
    const unit = parts.find(isUnitPart);
    // 常住居民(人、户) over labels of both: which of them, every label says itself.
    const bases = parts.map((part) => lexicon.units.get(bare(part))?.base);
    if (bases.every((base) => base !== undefined) && new Set(bases).size > 1)
      return { rest: text.slice(0, found.index) + text.slice(found.index + found[0].length), unit: null };
    if (unit === undefined || isWithinWord(text, found.index + found[0].length, lexicon)) continue;
    // 次数(次、件): another unit of the same things says nothing more. 危房(C、D级,套) is of both C and D.
    const others = inside
      .split(/(?<=[,、;])/u)
      .filter((part) => !isUnitPart(part.replace(/[,、;]$/u, '')))
      .join('')
      .replace(/[,、;]$/u, '');
    const start = found.index;
    return {
      rest: text.slice(0, start) + (others === '' ? '' : `(${others})`) + text.slice(start + found[0].length),
      unit: bare(unit),
    };
  }
  return { rest: text, unit: null };
}

/** 人(户)数: brackets before the ending of a word are part of it. */
function isWithinWord(text: string, end: number, { grammar }: Lexicon): boolean {
  return grammar.countedUnit.test(text.slice(end)) && text.slice(end).length === 1;
}

interface Building {
  conjuncts: { joint: Conjunct['joint']; words: Word[]; intervals: Interval[]; negated: Word[]; unknown: string[]; qualifiers: Phrase[] }[];
  includes: Phrase[];
  excludes: Phrase[];
  qualifiers: Phrase[];
  period: PeriodWord | null;
  periodText: string;
  isTotal: boolean;
  releases: boolean;
  doubtfulBound: boolean;
}

/** `outer`: the words that the brackets stand behind, when it is what stands in brackets. */
function build(text: string, tokens: readonly Token[], unit: string | null, outer: readonly Word[] | null = null): Phrase {
  const made: Building = {
    conjuncts: [newConjunct()],
    includes: [],
    excludes: [],
    qualifiers: [],
    period: null,
    periodText: '',
    isTotal: false,
    releases: false,
    doubtfulBound: false,
  };
  let negate = false;
  /** 不属于失业、在校: takes in every word of the list behind it. */
  let negatesList = false;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) continue;
    if (token.kind === 'open') {
      const end = closing(tokens, index);
      const negated = made.conjuncts.at(-1)?.negated ?? [];
      const inBrackets = qualifierOf(text, tokens.slice(index + 1, end), wordsIn(made)).filter((qualifier) => !saysAgain(qualifier, negated));
      made.qualifiers.push(...inBrackets);
      made.conjuncts.at(-1)?.qualifiers.push(...inBrackets);
      index = end;
    } else if (token.kind === 'include' || token.kind === 'exclude') {
      const end = clauseEnd(tokens, index + 1);
      const inner = build(text, tokens.slice(index + 1, end), null);
      const isBehind = token.kind === 'exclude' && isEmptyPhrase(inner) && !made.conjuncts.every(isEmptyConjunct);
      if (isBehind) {
        // 户籍在住的和外来半年以上的,境外人员不在此列: only what stands behind the last comma.
        const taken = made.conjuncts.splice(made.conjuncts.findLastIndex(({ joint }, at) => at === 0 || joint === 'both'));
        made.excludes.push(...taken.map((part) => ({ ...inner, conjuncts: [part], words: [...part.words, ...part.negated] })));
        made.conjuncts.push(newConjunct());
      } else if (token.kind === 'include') made.includes.push(inner);
      else made.excludes.push(inner);
      index = end - 1;
    } else if (token.kind === 'whatever' && (index === 0 ? outer !== null : isComma(tokens[index - 1]))) {
      const end = clauseEnd(tokens, index + 1);
      setFree(made, build(text, tokens.slice(index + 1, end), null), [...(outer ?? []), ...wordsIn(made)]);
      index = end - 1;
    } else {
      const current = made.conjuncts.at(-1) ?? newConjunct();
      const isCarried = token.kind === 'and' && negatesList && token.joint === 'unclear';
      if (isCarried) negate = true;
      else if (token.kind === 'and') made.conjuncts.push(newConjunct(token.joint));
      else if (token.kind === 'not') negate = true;
      else if (token.kind === 'interval') {
        const band = negate ? outside(token) : token;
        if (band) current.intervals.push(band);
        else current.unknown.push(`非${token.text}`);
        made.doubtfulBound ||= token.inclusiveDoubt;
      } else if (token.kind === 'unknown' || token.kind === 'whatever') current.unknown.push((negate ? '非' : '') + token.text);
      else if (token.kind === 'word') take(made, current, token.word, negate);
      // 未分类的老旧小区: what is denied ends with 的, and nobody knows it.
      if (negate && endsAttribute(token)) {
        current.unknown.push(`非${tokens[index - 1]?.text ?? ''}`);
        negate = false;
      }
      const says = token.kind !== 'not' && !isCarried && !(token.kind === 'word' && token.word.role === 'noise');
      if (token.kind === 'not') negatesList = token.ofList;
      else if (says && !negate) negatesList = false;
      if (says) negate = false;
    }
  }
  if (negate) made.conjuncts.at(-1)?.unknown.push('非');
  const conjuncts = made.conjuncts.filter((part, index) => index === 0 || !isEmptyConjunct(part));
  const kept = conjuncts.filter((part) => conjuncts.length === 1 || !isEmptyConjunct(part));
  return { text, ...made, conjuncts: kept, words: kept.flatMap((part) => [...part.words, ...part.negated]), unit };
}

/** 非60岁以上: the other side of a band with one end; nothing says 非60—69岁 in one band. */
function outside({ facet, extent, text }: Interval): Interval | null {
  const other = less(undefined, extent, undefined);
  return other ? { facet, extent: other, text: `非${text}` } : null;
}

/** 的 ends what is said of the words behind it. */
function endsAttribute(token: Token): boolean {
  return token.kind === 'word' && token.word.role === 'noise' && token.text.endsWith('的');
}

function newConjunct(joint: Conjunct['joint'] = 'both'): Building['conjuncts'][number] {
  return { joint, words: [], intervals: [], negated: [], unknown: [], qualifiers: [] };
}

function take(made: Building, current: Building['conjuncts'][number], word: Word, negate: boolean): void {
  switch (word.role) {
    case 'sense':
      if (negate && !word.senses.some((sense) => Object.keys(sense.where).length === 1)) current.unknown.push(`非${word.text}`);
      else (negate ? current.negated : current.words).push(word);
      return;
    case 'open':
      current.unknown.push((negate ? '非' : '') + word.text);
      return;
    case 'total':
      made.isTotal = true;
      return;
    case 'release':
      made.releases = true;
      return;
    case 'period':
      if (stronger(made.period, word.period) !== made.period || made.periodText === '') made.periodText = word.text;
      made.period = stronger(made.period, word.period);
      return;
    case 'neutral':
      if (negate) current.unknown.push(`非${word.text}`);
      return;
    case 'noise':
      return;
  }
}

/** 本年累计 says more than 本年. */
function stronger(a: PeriodWord | null, b: PeriodWord | null): PeriodWord | null {
  return a === 'toDate' || b === null ? a : b;
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const kind = tokens[index]?.kind;
    if (kind === 'open') depth++;
    if (kind === 'close' && --depth === 0) return index;
  }
  return tokens.length;
}

/** 含 and 不含 reach to the next clause. */
function clauseEnd(tokens: readonly Token[], start: number): number {
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind === 'include' || token?.kind === 'exclude' || token?.kind === 'close') return index;
    if (isComma(token)) return index;
  }
  return tokens.length;
}

function isComma(token: Token | undefined): boolean {
  return token?.kind === 'and' && /[，,；;]/u.test(token.text);
}

function wordsIn({ conjuncts }: Building): readonly Word[] {
  return conjuncts.flatMap(({ words }) => words);
}

/**
 * (不论是否持证) takes the certificate away from what stands over the label; (不论用途) names what is not told apart anyway, and adds nothing. What the words
 * before it say themselves stays: 登记失业人员(不论是否求职), and 企业(不论企业个体) is nobody knows what.
 */
function setFree(made: Building, { releases, words }: Phrase, outer: readonly Word[]): void {
  if (releases) made.releases = true;
  const text = words.map((word) => word.text).join('');
  const senses: Sense[] = [];
  for (const { object, where } of words.flatMap((word) => word.senses))
    for (const [facet, extent] of Object.entries(where)) {
      const fixed = outer.flatMap((word) => word.senses.flatMap((sense) => (sense.object === object ? (sense.where[facet] ?? []) : [])));
      if (fixed.length === 0) senses.push({ object, where: {}, measure: null, head: false, topic: null, drops: facet });
      else if (!fixed.some((own) => contains(own, extent))) made.conjuncts.at(-1)?.unknown.push(text);
    }
  if (senses.length > 0) made.conjuncts.at(-1)?.words.push({ text, role: 'sense', senses, period: null, defined: false });
}

/** 没有门岗(门禁): brackets right behind what is denied that name it once more. */
function saysAgain({ conjuncts, words, includes, excludes, qualifiers, period }: Phrase, denied: readonly Word[]): boolean {
  const [only, ...others] = words;
  const isPlain = conjuncts.every(({ intervals, unknown }) => intervals.length + unknown.length === 0);
  if (!only || others.length + includes.length + excludes.length + qualifiers.length > 0 || period !== null || !isPlain) return false;
  return denied.some(({ senses }) => senses.some((sense) => only.senses.some((other) => other.object === sense.object && sameWhere(other.where, sense.where))));
}

function sameWhere(a: Sense['where'], b: Sense['where']): boolean {
  const [facet = '', ...others] = Object.keys(a);
  const [own, other] = [a[facet], b[facet]];
  return others.length === 0 && Object.keys(b).length === 1 && own !== undefined && other !== undefined && sameExtent(own, other);
}

/** What stands in brackets, cut at its commas: each piece qualifies by itself. */
function qualifierOf(text: string, tokens: readonly Token[], outer: readonly Word[]): Phrase[] {
  const pieces: Token[][] = [[]];
  for (const token of tokens) {
    if (isComma(token)) pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  return pieces.filter((piece) => piece.length > 0).map((piece) => build(text, piece, null, outer));
}

/** The words as the phrase says them: 非党员 is not 党员. */
export function saidOf({ conjuncts }: Phrase, words: readonly Word[]): string[] {
  const negated = new Set(conjuncts.flatMap((part) => part.negated));
  return words.map((word) => (negated.has(word) ? `非${word.text}` : word.text));
}

/** Has the phrase any word, interval or unknown of its own? */
export function isEmptyPhrase(phrase: Phrase): boolean {
  return phrase.conjuncts.every(isEmptyConjunct);
}

function isEmptyConjunct({ words, intervals, negated, unknown }: Pick<Conjunct, 'words' | 'intervals' | 'negated' | 'unknown'>): boolean {
  return words.length + intervals.length + negated.length + unknown.length === 0;
}

/** All words of the phrase itself, brackets excluded. */
export function wordsOf(phrase: Phrase): readonly Word[] {
  return phrase.words;
}

/** Does the phrase tell some things from the rest: by a band, or a word that says more than what they are called? */
export function fixes({ words, conjuncts }: Phrase): boolean {
  return words.some((word) => !isHeadOnly(word)) || conjuncts.some(({ intervals }) => intervals.length > 0);
}

/** A word that names things and says nothing of them. */
export function isHeadOnly({ senses }: Word): boolean {
  return senses.every(({ where, measure }) => measure === null && Object.keys(where).length === 0);
}

/** Letters that no word explains, brackets excluded. */
export function unknownOf(phrase: Phrase): string[] {
  return phrase.conjuncts.flatMap((part) => part.unknown);
}

/** The same as they count: 甲和乙 may be either, so it is one word and neither of the two. */
export function unknownTogether({ conjuncts }: Phrase): string[] {
  const parts = conjuncts.filter(({ unknown }) => unknown.length > 0);
  if (parts.length < 2 || parts.every(({ joint }) => joint === 'both')) return parts.flatMap(({ unknown }) => unknown);
  return [
    parts
      .map(({ unknown }) => unknown.join(''))
      .sort()
      .join('、'),
  ];
}
