// The clauses of a form's notes: sentences, numbered points, and the pieces of a sentence that define or count something of their own.
import type { Label } from '../model/reading.ts';
import type { NoteGrammar } from './noteGrammar.ts';
import { normalise } from './lexicon.ts';

export function clausesOf(notes: readonly Label[], grammar: NoteGrammar): Clause[] {
  const texts = notes.map((source) => ({ source, lines: linesOf(source.text.replace(/[”"’][“"‘]/gu, '、')) }));
  const counted = countedLines(
    texts.flatMap(({ lines }) => lines),
    grammar,
  );
  let index = 0;
  return texts.flatMap(({ source, lines }) => lines.flatMap((line) => clausesOfLine(line, source, lines.length === 1, counted.has(index++), grammar)));
}

/** The places of lines that 1. 2. 3. only count, as those show that speak of no item: 1.均按户籍统计。2.空巢含独居。 */
function countedLines(lines: readonly string[], { itemNumber }: NoteGrammar): ReadonlySet<number> {
  const counted = new Set<number>();
  // 3.1=2+3+4 behind 1. and 2. is an equation with a number before it.
  const numberOf = (line: string): string | undefined =>
    (/^\D{0,8}?(\d{1,2})[.、．](?!\d)/u.exec(line) ?? (counted.size > 0 ? LINE_OF_SUM.exec(line) : null))?.[1];
  for (const [index, line] of lines.entries()) if (numberOf(line.trim()) === String(counted.size + 1)) counted.add(index);
  const isItem = (index: number): boolean => itemNumber.test(normalise(lines[index] ?? '').replace(/^\D{0,8}?(?=\d)/u, ''));
  return counted.size > 1 && ![...counted].every(isItem) ? counted : new Set();
}

/** 3.1=2+3, and not 3.1=3.2+3.3. */
const LINE_OF_SUM = /^(\d{1,2})[.．](?=\d{1,2}[=＝≥](?!.*\d\.\d))/u;

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

/** Sentences and numbered points; a semicolon inside brackets does not part them. */
function linesOf(text: string): string[] {
  const points = text.split(
    /[。\n]|[,，](?=第[一二三四五六七八九]部分)|[：:](?=第[一二三四五六七八九十\d])|(?<=^|[。；;\s：:])(?=[①-⑳](?![a-z]?[=＝+＋—、≥≤]))|(?<=[^\d.（(])(?=\d{1,2}[.、．](?!\d))|(?<=[：:。；;\s])(?=[一二三四五六七八九十]、)/u,
  );
  return points
    .map((point) => (/^[（(][^）)]*$|^[^（(]*[）)]$/u.test(point.trim()) ? point.replace(/^\s*[（(]|[）)]\s*$/gu, '') : point))
    .flatMap((point) => point.split(/[；;](?![^（(]*[）)])/u))
    .filter((point) => point.trim() !== '');
}

/** (户籍在本社区、持有残疾人证者)单位:人: a whole line in brackets says no less than one without them; what it calls a 口径 is that of the sheet. */
function unbracketed(line: string): string {
  const [, inside] = /^\(([^()]{9,})\)(?:单位:[^,;。:()]{1,4})?$/u.exec(line) ?? [];
  return inside?.replace(/^[^,;:]{2,10}口径:/u, '统计口径:') ?? line;
}

/** Letters of a sentence that is read; nobody defines anything in a longer one, and patterns would take long over it. */
const LONGEST = 2000;

function clausesOfLine(line: string, source: Label, isAlone: boolean, isCounted: boolean, grammar: NoteGrammar): Clause[] {
  if (line.length > LONGEST) return [];
  const whole = unbracketed(normalise(line)).replace(/,?单位:[^,;。:()]{1,4}$/u, '');
  const isScope = grammar.scopeHeading.test(whole);
  const spoken = whole.replace(grammar.heading, '');
  const numbered = isCounted ? spoken.replace(LINE_OF_SUM, '') : spoken.replace(grammar.itemNumber, '第$1项');
  let text = numbered.replace(grammar.numbering, '').replace(grammar.heading, '');
  for (const { pattern, to } of grammar.plainer) text = text.replace(pattern, to);
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
  const pieces = text.split(/,(?![^(]{0,300}\))/u);
  const clauses: string[] = [];
  for (const piece of pieces) {
    const startsAnew =
      clauses.length === 0 ||
      (!/^(?:均|都|一律)?(?:按|以)/u.test(piece) &&
        !grammar.excludedAfter.test(piece) &&
        !/^(?:或|并|且|同时|以及|再?加上|连同)/u.test(piece) &&
        (!/^(?:含|不含|包括|不包括|其中)/u.test(piece) || (piece.startsWith('其中') && definesAtStart(piece, grammar))) &&
        (grammar.within.test(piece) ||
          definesAtStart(piece, grammar) ||
          grammar.ofLines.test(piece) ||
          grammar.ownAmendment.test(piece) ||
          TAKES_IN.test(piece) ||
          grammar.listed.test(piece) ||
          /(?:按|为|均).{2,}(?:统计|口径|填报|计算|计)$/u.test(piece) ||
          grammar.equation.test(piece)));
    // 已就业含单位就业和灵活就业,失业含登记失业和未登记失业,在校的只计入小计: one word after another, and what only says where the rest are written.
    const isNext = TAKES_IN.test(clauses.at(-1) ?? '') && (TAKES_IN.test(piece) || /只(?:计入|列入|填在|填入|计在|列在)/u.test(piece));
    // 35岁以下含35岁,均不分户籍: what holds for all of them is not a part of what an age takes in.
    const isOfAll = /^均不[分论限]/u.test(piece) && /含\d{1,3}周?岁$/u.test(clauses.at(-1) ?? '');
    const isException = /^除.*外$/u.test(clauses.at(-1) ?? '');
    const sumUp = aboutEquation(clauses.at(-1) ?? '', piece, grammar);
    if (sumUp !== null) clauses.push(sumUp);
    else if (isOfAll || isNext || (startsAnew && !isException) || clauses.length === 0) clauses.push(piece);
    else clauses[clauses.length - 1] = `${clauses.at(-1) ?? ''},${piece}`;
  }
  return clauses.filter((clause) => clause !== '');
}

/** 甲含乙和丙. */
const TAKES_IN = /^[^,;:()指为不含包]{2,10}(?:均|都)?(?:含|包括|包含)[^,;:]{2,}$/u;

/** "甲=乙+丙,均按在册统计": what follows an equation speaks of what it adds up. */
function aboutEquation(before: string, piece: string, grammar: NoteGrammar): string | null {
  if (!grammar.equation.test(before) || !/^(?:均|都|一律)(?:按|为|以)/u.test(piece)) return null;
  const names = [...new Set(before.split(/[=＝+＋]/u))];
  return names.every((name) => /^\d+$/u.test(name)) ? `第${names.join('、')}项${piece}` : `${names.join('、')}${piece}`;
}

function definesAtStart(piece: string, grammar: NoteGrammar): boolean {
  // 外来居住满半年的(即其中:外来常住): what brackets explain is said by the way.
  const found = grammar.defines.exec(piece.replace(/\([^()]*\)/gu, (aside) => '…'.repeat(aside.length)));
  return found !== null && found.index >= 2 && found.index <= 16;
}
