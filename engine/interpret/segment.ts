// Cuts a label into words of the lexicon: the cheapest cut, in which unknown letters cost most and few long words cost least.
import type { Extent } from '../model/datapoint.ts';
import { type AgePattern, type Grammar, type Lexicon, type Word, wordAt } from './lexicon.ts';

export type Token =
  | { readonly kind: 'word'; readonly word: Word; readonly text: string }
  | { readonly kind: 'interval'; readonly facet: string; readonly extent: Extent; readonly text: string; readonly inclusiveDoubt: boolean }
  | { readonly kind: 'unknown'; readonly text: string }
  | { readonly kind: 'open' | 'close'; readonly text: string }
  | { readonly kind: 'and'; readonly text: string; readonly joint: 'both' | 'unclear' }
  | { readonly kind: 'include' | 'exclude'; readonly text: string }
  | { readonly kind: 'not'; readonly text: string; readonly ofList: boolean }
  | { readonly kind: 'whatever'; readonly text: string };

const UNKNOWN_COST = 10;
const WORD_COST = 1;
const NOISE_COST = 0.9;
const MARK_COST = 1.2;
/** Of two cuts that cost the same, the one with the longer word. */
const LENGTH_BONUS = 0.001;

/** Tokens of a normalised text, in order; unknown letters that stand together come as one token. */
export function segment(text: string, lexicon: Lexicon): Token[] {
  const best: { cost: number; from: number; token: Token | null }[] = [{ cost: 0, from: 0, token: null }];
  for (let end = 1; end <= text.length; end++) best.push({ cost: Infinity, from: 0, token: null });
  for (let start = 0; start < text.length; start++) {
    const cost = best[start]?.cost ?? Infinity;
    if (cost === Infinity) continue;
    for (const { token, price } of tokensAt(text, start, lexicon)) {
      const end = start + token.text.length;
      const reached = best[end];
      if (reached && cost + price < reached.cost) best[end] = { cost: cost + price, from: start, token };
    }
  }
  return joinUnknown(backtrack(best, text.length));
}

function backtrack(best: readonly { from: number; token: Token | null }[], length: number): Token[] {
  const tokens: Token[] = [];
  for (let end = length; end > 0;) {
    const step = best[end];
    if (!step?.token) break;
    tokens.push(step.token);
    end = step.from;
  }
  return tokens.reverse();
}

function joinUnknown(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (token.kind === 'unknown' && last?.kind === 'unknown') joined[joined.length - 1] = { kind: 'unknown', text: last.text + token.text };
    else joined.push(token);
  }
  return joined;
}

interface Priced {
  readonly token: Token;
  readonly price: number;
}

function tokensAt(text: string, start: number, lexicon: Lexicon): Priced[] {
  const letter = text[start] ?? '';
  const found: Priced[] = [];
  for (const length of lexicon.lengths.get(letter) ?? []) {
    if (start + length > text.length) continue;
    const word = wordAt(lexicon, text.slice(start, start + length));
    if (word)
      found.push({
        token: { kind: 'word', word, text: word.text },
        price: (word.role === 'noise' ? NOISE_COST : word.defined ? WORD_COST * 0.9 : WORD_COST) - LENGTH_BONUS * length * length,
      });
  }
  const interval = intervalAt(text, start, lexicon);
  if (interval) found.push({ token: interval, price: WORD_COST });
  pushMarks(found, text, start, letter, lexicon);
  found.push({ token: { kind: 'unknown', text: letter }, price: UNKNOWN_COST });
  return found;
}

function pushMarks(found: Priced[], text: string, start: number, letter: string, { grammar }: Lexicon): void {
  if (letter === '(' || letter === '[' || letter === '〔') found.push({ token: { kind: 'open', text: letter }, price: 0.3 });
  if (letter === ')' || letter === ']' || letter === '〕') found.push({ token: { kind: 'close', text: letter }, price: 0.3 });
  for (const token of marksOf(grammar).get(letter) ?? []) if (text.startsWith(token.text, start)) found.push({ token, price: MARK_COST });
  if (/[:._—#*'’·。!?！？%％§]/.test(letter) || /[①-⑳]/u.test(letter)) found.push({ token: { kind: 'word', word: NOTHING, text: letter }, price: 2.5 });
}

type Marks = ReadonlyMap<string, readonly Token[]>;

const marksByGrammar = new WeakMap<Grammar, Marks>();

/** First letter → conjunctions, 含, 不含, 不论 and negations that begin with it. */
function marksOf(grammar: Grammar): Marks {
  const known = marksByGrammar.get(grammar);
  if (known) return known;
  const marks = new Map<string, Token[]>();
  const add = (token: Token): void => void marks.set(token.text[0] ?? '', [...(marks.get(token.text[0] ?? '') ?? []), token]);
  for (const text of grammar.conjunctions) add({ kind: 'and', text, joint: grammar.both.includes(text) ? 'both' : 'unclear' });
  for (const text of grammar.include) add({ kind: 'include', text });
  for (const text of grammar.exclude) add({ kind: 'exclude', text });
  for (const text of grammar.negation) add({ kind: 'not', text, ofList: grammar.listNegation.includes(text) });
  for (const text of grammar.whatever) add({ kind: 'whatever', text });
  marksByGrammar.set(grammar, marks);
  return marks;
}

const NOTHING: Word = { text: '', role: 'noise', senses: [], period: null, defined: false };

function intervalAt(text: string, start: number, lexicon: Lexicon): Token | null {
  const letter = text[start] ?? '';
  if (!lexicon.grammar.intervalStart.test(letter)) return null;
  const age = bestMatch(text, start, lexicon.grammar.ages, lexicon.grammar, (end) => isBehindAge(text, start, end, lexicon));
  if (age) return { kind: 'interval', facet: 'person.age', ...age };
  for (const { facet, patterns } of lexicon.grammar.sizes) {
    const size = bestMatch(text, start, patterns, lexicon.grammar);
    if (size) return { kind: 'interval', facet, ...size };
  }
  return null;
}

/** 老年人60—69: two numbers that stand last, right behind a word for people of an age, are ages. */
function isBehindAge(text: string, start: number, end: number, lexicon: Lexicon): boolean {
  if (!/^$|^[(),、/]/.test(text.slice(end))) return false;
  for (let from = Math.max(0, start - LONGEST_AGE_WORD); from < start - 1; from++)
    if (wordAt(lexicon, text.slice(from, start))?.senses.some(({ where }) => where['person.age'] !== undefined)) return true;
  return false;
}

const LONGEST_AGE_WORD = 8;

/** `isOfAge`: do the words around say that numbers up to `end` are ages? */
function bestMatch(
  text: string,
  start: number,
  patterns: readonly AgePattern[],
  { ageWord, boundWord, boundSettled }: Grammar,
  isOfAge: (end: number) => boolean = () => false,
): { extent: Extent; text: string; inclusiveDoubt: boolean } | null {
  let best: { extent: Extent; text: string; inclusiveDoubt: boolean } | null = null;
  for (const { kind, pattern, toExclusive } of patterns) {
    pattern.lastIndex = start;
    const found = pattern.exec(text);
    if (!found || (best && found[0].length <= best.text.length)) continue;
    if (kind === 'between' && !ageWord.test(found[0]) && ageWord.test(pattern.source) && !ageWord.test(text) && !isOfAge(start + found[0].length)) continue;
    best = {
      extent: extentOf(kind, Number(found[1]), Number(found[2]), toExclusive),
      text: found[0],
      inclusiveDoubt: kind === 'below' && boundWord.test(found[0]) && !boundSettled.test(found[0]),
    };
  }
  return best;
}

function extentOf(kind: AgePattern['kind'], a: number, b: number, toExclusive: boolean): Extent {
  switch (kind) {
    case 'between':
      return { kind: 'interval', from: a, to: toExclusive ? b - 1 : b };
    case 'from':
      return { kind: 'interval', from: a, to: null };
    case 'above':
      return { kind: 'interval', from: a + 1, to: null };
    case 'to':
      return { kind: 'interval', from: null, to: a };
    case 'below':
      return { kind: 'interval', from: null, to: a - 1 };
    case 'exact':
      return { kind: 'interval', from: a, to: a };
  }
}
