// Which row label stands under which: numbering 一、(一)1.1.1(1)①A, indentation by spaces or cell indent, 其中 and #, 一中:, 按…分.
import type { PathLabel, Relation } from '../model/reading.ts';
import type { Slot } from './grid.ts';
import { fold, foldWidth, type ReadingWords, roundBrackets, withoutBrackets } from './words.ts';

interface Entry {
  readonly label: PathLabel;
  /** Index of its numbering style, or null. */
  readonly numbering: number | null;
  readonly indent: number;
  /** A part of what stands above it (其中, or an item after 按…分:). */
  readonly part: boolean;
  /** A heading without blanks of its own. */
  readonly heading: boolean;
}

/** The row labels seen so far in one column of labels. Make one for each column and table. */
export interface Outline {
  /** Takes the next label downwards and returns its path, outermost first. `heading`: its row has nothing to fill; `code`: printed beside it; `below`: the label right below. */
  next(slot: Slot, heading: boolean, beside: readonly PathLabel[], code?: string | null, below?: Slot | null): readonly PathLabel[];
  /** The path of the label called so, if there was one. */
  named(name: string): readonly PathLabel[] | null;
}

export function outline(words: ReadingWords): Outline {
  let stack: Entry[] = [];
  let whole: readonly Entry[] = [];
  /** By number, and by words. */
  const numbered = new Map<string, readonly Entry[]>();
  /** By the code of their row. */
  const coded = new Map<string, readonly Entry[]>();
  /** How many members of one division (男, 女) stand one right after the other above, and whether they divide a total right above them. */
  let members = 0;
  let ofTotal = false;
  let last = '';
  let siblings = NO_SIBLINGS;
  let marked: Marked = { under: null, indent: 0, times: 0 };
  /** What the headings of each numbering stand under, since they were last numbered from the beginning. */
  const headed = new Map<number, { readonly first: string | null; readonly under: readonly Entry[] }>();
  /** How deep the first label below the last heading stands. */
  let depth: number | null = null;
  /** The paths of parts, in words, and the last label that is printed as none. */
  const parts = new Set<string>();
  let before: { readonly stack: readonly Entry[]; readonly indent: number } | null = null;
  return {
    next(slot, heading, beside, code = null, below = null) {
      const parsed = ofNamed(parseLabel(slot, words), numbered, words);
      const named = (parsed.ofQuestion ? coded.get(parsed.under ?? '') : undefined) ?? numbered.get(parsed.under ?? '') ?? null;
      if (members > 1 && parsed.relation === 'ofWhich' && named === null && (ofTotal || namesOther(parsed.text, stack, words) || isUnnumbered(parsed, stack)))
        stack = withoutMember(stack, slot.indent, whole);
      if (members === 0) ofTotal = words.whole.test(last);
      members = words.member.test(parsed.text) && parsed.relation === 'below' ? members + 1 : 0;
      last = parsed.text;
      stack = named ? [...named] : parsed.ofTotal ? untilWhole(stack, slot.indent) : stackFor(stack, parsed, slot.indent);
      const counted = named === null && parsed.numbering === null ? coded.get(wholeNumber(code) ?? '') : undefined;
      if (counted && !counted.every((entry) => stack.includes(entry))) stack = [...counted];
      if (named === null && beginsRun(slot, parsed, below, words)) stack = withoutLast(parsed.text, stack, siblings, slot.indent, words);
      if (named === null && parsed.relation === 'breakdown' && parsed.numbering === null)
        stack = withoutLast(parsed.group ?? '', stack, siblings, slot.indent, words);
      if (named === null && parsed.relation === 'ofWhich' && repeatsWhole(parsed.text, stack, siblings, slot.indent)) stack = stack.slice(0, -1);
      if (named === null && isBesideNumbered(parsed, stack, siblings, slot.indent)) stack = stack.slice(0, -1);
      const sibling =
        named === null && parsed.numbering === null && parsed.relation === 'below' && stack.at(-1)?.part === true && !isWithin(slot, stack, marked);
      if (parsed.relation === 'ofWhich') marked = markedAgain(marked, stack.at(-1), slot.indent);
      if (sibling) stack = stack.slice(0, -1);
      // 投诉受理 | 其中:已办结 | 累计投诉受理 | 其中:已办结: the second one can only be a part of the label right before it.
      const isSecond = parsed.relation === 'ofWhich' && named === null && before?.indent === slot.indent && parts.has(wordsOf(stack, parsed.text));
      if (isSecond) stack = [...(before?.stack ?? stack)];
      const relation: Relation = sibling ? 'ofWhich' : parsed.relation;
      const parents = stack.map((entry) => entry.label);
      const begun = headed.get(parsed.numbering ?? -1);
      if (parents.length === 0 && relation === 'breakdown') stack = [...(begun && begun.first !== parsed.ordinal ? begun.under : whole)];
      const base = parents.length === 0 && relation === 'ofWhich' ? beside : stack.map((entry) => entry.label);
      const made = entriesOf(slot, parsed, relation, heading);
      if (relation === 'below') siblings = besides(siblings, made.at(-1), stack.at(-1));
      if (heading && parsed.numbering !== null && (!begun || begun.first === parsed.ordinal))
        headed.set(parsed.numbering, { first: parsed.ordinal, under: stack });
      depth = heading ? null : (depth ?? slot.indent);
      if (parsed.relation === 'ofWhich') parts.add(wordsOf(stack, parsed.text));
      stack = [...stack, ...made];
      before = parsed.relation === 'ofWhich' ? null : { stack, indent: slot.indent };
      if (parsed.ordinal !== null) numbered.set(parsed.ordinal, stack);
      if (code !== null) coded.set(code, stack);
      if (code !== null && LETTERED.test(code)) numbered.set(code, stack);
      if (relation === 'below') {
        numbered.set(parsed.text, stack).set(parsed.text.replace(UNIT_BEHIND, ''), stack);
        const all = parsed.text.replace(words.wholeOf, '');
        if (!numbered.has(all)) numbered.set(all, stack);
      }
      if (!heading && relation === 'below' && slot.indent === 0 && members === 0) {
        whole = stack;
        if (depth !== 0) headed.clear();
      }
      return [...base, ...made.map((entry) => entry.label)];
    },
    named: (name) => numbered.get(name)?.map((entry) => entry.label) ?? null,
  };
}

function wordsOf(stack: readonly Entry[], text: string): string {
  return [...stack.map(({ label }) => `${label.cell} ${label.text}`), text].join('›');
}

/** 其中 that stand before each part of a whole, at one depth. */
interface Marked {
  readonly under: Entry | null;
  readonly indent: number;
  readonly times: number;
}

function markedAgain({ under, indent, times }: Marked, whole: Entry | undefined, own: number): Marked {
  return { under: whole ?? null, indent: own, times: whole === under && own === indent ? times + 1 : 1 };
}

/** Letters of 其中: */
const OF_WHICH = 3;

/**
 * Where each of three parts or more has its own 其中 (60岁以上, 劳动年龄), a label set in deeper without one (单位就业) stands within the last of them,
 * and not beside it; a further band stands beside it, and so does what begins right below the words behind 其中.
 */
function isWithin({ indent, folded }: Slot, stack: readonly Entry[], marked: Marked): boolean {
  const [whole, last] = stack.slice(-2);
  const isAligned = last !== undefined && indent === last.indent + OF_WHICH;
  return (
    marked.times > 2 &&
    !isAligned &&
    !/\d/.test(folded) &&
    last !== undefined &&
    whole === marked.under &&
    last.indent === marked.indent &&
    indent > last.indent
  );
}

/** 户籍人口(人) is called 户籍人口 further down, as 全部户籍人口 is. */
const UNIT_BEHIND = /\([^()]{1,3}\)$/u;

/** B2 and the like; bare numbers of a code column would be taken for those before labels. */
const LETTERED = /^[A-Z]/;

/**
 * 户籍人口中:0—17岁 stands under the label 户籍人口 above it, wherever that stands; what follows it may be indented as far as its words. Where no label is
 * called so, 15岁及以上人口中:文盲 names whom this label and those beside it divide.
 */
function ofNamed(parsed: ParsedLabel, numbered: ReadonlyMap<string, readonly Entry[]>, { ofNamed, isGroup }: ReadingWords): ParsedLabel {
  const found = parsed.relation === 'below' ? ofNamed.exec(parsed.text) : null;
  const name = found?.groups?.['name'] ?? '';
  if (!found || found[0].length === parsed.text.length) return parsed;
  if (!numbered.has(name)) return isGroup.test(found[0]) ? { ...parsed, text: parsed.text.slice(found[0].length), group: withoutColon(found[0]) } : parsed;
  return { ...parsed, text: parsed.text.slice(found[0].length), relation: 'ofWhich', under: name, prefixed: found[0].length };
}

/** 其中:男性60岁以上 cannot be a part of the label 女 above it. */
function namesOther(text: string, stack: readonly Entry[], { memberNames }: ReadingWords): boolean {
  const last = stack.at(-1)?.label.text ?? '';
  return memberNames.some((name) => name.test(text) && !name.test(last));
}

/** 其中:60岁以上 without a number behind (一)男 and (二)女, which divide 二、户籍人口: a part of that one as these are. */
function isUnnumbered({ numbering }: ParsedLabel, stack: readonly Entry[]): boolean {
  const [whole, last] = stack.slice(-2);
  return numbering === null && last !== undefined && last.numbering !== null && whole !== undefined && whole.numbering !== null && !whole.heading;
}

/** 其中:男 that follows 男 and 女 divides what these two divide. */
function withoutMember(stack: readonly Entry[], indent: number, whole: readonly Entry[]): Entry[] {
  if (stack.at(-1)?.indent !== indent) return [...stack];
  return stack.length > 1 ? stack.slice(0, -1) : [...whole];
}

/** Is the label the first of several 其中 that stand right below each other at one depth? */
function beginsRun(slot: Slot, parsed: ParsedLabel, below: Slot | null, words: ReadingWords): boolean {
  if (parsed.relation !== 'ofWhich' || parsed.under !== null || parsed.numbering !== null || below?.indent !== slot.indent) return false;
  const next = parseLabel(below, words);
  return next.relation === 'ofWhich' && next.under === null && next.numbering === null;
}

/** Labels that divide what stands above them (男 and 女, or bands) have several 其中 at their own depth behind them: these divide the same. A band within the last band is a part of that one. */
function withoutLast(text: string, stack: readonly Entry[], last: Siblings, indent: number, words: ReadingWords): Entry[] {
  const whole = stack.at(-2);
  const texts = last.entries.map(({ label }) => label.text);
  const isBand = (label: string): boolean => /\d/.test(label);
  const divide = texts.every((label) => words.member.test(label)) || (texts.every(isBand) && !isBand(text));
  const isBeside = texts.length > 1 && stack.at(-1) === last.entries.at(-1) && last.entries.at(-1)?.indent === indent;
  return whole && !whole.heading && whole.indent < indent && isBeside && divide ? stack.slice(0, -1) : [...stack];
}

/** 纠纷调处 over 化解成功 | 正在化解 | 其中:重大纠纷: what has the words of the whole, and not those of the last of its parts, divides the whole. */
function repeatsWhole(text: string, stack: readonly Entry[], last: Siblings, indent: number): boolean {
  const [whole, part] = stack.slice(-2);
  if (!whole || !part || whole.heading || last.entries.length < 2 || part !== last.entries.at(-1) || part.indent !== indent) return false;
  return shares(text, whole.label.text) && !shares(text, part.label.text);
}

/** 已整改 as deep as 1.一般隐患, 2.较大隐患 and 3.重大隐患, and without a number, divides what these do; so does 低保对象中:老年人 behind (二)农村低保. */
function isBesideNumbered({ relation, numbering, under, group }: ParsedLabel, stack: readonly Entry[], last: Siblings, indent: number): boolean {
  const [whole, top] = stack.slice(-2);
  if (relation !== 'below' || numbering !== null || under !== null || !whole || !top || top.numbering === null || top.heading) return false;
  return top.indent === indent && whole.indent < indent && !whole.heading && top === last.entries.at(-1) && (group !== null || last.entries.length > 2);
}

/** Four letters or more in common. */
function shares(text: string, other: string): boolean {
  return Array.from({ length: Math.max(0, text.length - 3) }, (_, at) => text.slice(at, at + 4)).some((word) => other.includes(word));
}

/** The plain labels at one depth under one label, with the latest one. */
function besides({ under, entries }: Siblings, latest: Entry | undefined, parent: Entry | undefined): Siblings {
  if (!latest || !parent) return NO_SIBLINGS;
  return { under: parent, entries: parent === under && entries[0]?.indent === latest.indent ? [...entries, latest] : [latest] };
}

interface Siblings {
  readonly under: Entry | null;
  readonly entries: readonly Entry[];
}

const NO_SIBLINGS: Siblings = { under: null, entries: [] };

/** What of the labels above still stands over a label. */
function stackFor(stack: readonly Entry[], parsed: ParsedLabel, indent: number): Entry[] {
  if (parsed.numbering !== null) return untilNumbered(stack, parsed, parsed.numbering, indent);
  if (parsed.relation === 'ofWhich') return untilParent(stack, indent);
  const above = untilAbove(stack, indent);
  // 按结果分 behind 其中:重大隐患 at one depth divides what 其中 does.
  return parsed.relation === 'breakdown' && above.at(-1)?.part === true && (above.at(-1)?.indent ?? 0) >= indent ? above.slice(0, -1) : above;
}

/**
 * A numbered label stands under coarser numbering, or under anything that is less indented; 2.其中 also under the 1. before it. A. set in as deep as the
 * 2. above it divides once more what 1. and 2. do.
 */
function untilNumbered(stack: readonly Entry[], { relation, ordinal }: ParsedLabel, numbering: number, indent: number): Entry[] {
  const isWhole = (entry: Entry): boolean => relation === 'ofWhich' && entry.numbering === numbering && !entry.part && !entry.heading;
  const isBeside = (entry: Entry): boolean => indent > 0 && entry.indent === indent && !entry.heading && /^[A-Z]$/u.test(ordinal ?? '');
  const isCoarser = (entry: Entry): boolean => entry.numbering !== null && entry.numbering < numbering && !isBeside(entry);
  return stack.filter((entry) => isCoarser(entry) || (entry.indent < indent && !entry.part) || isWhole(entry));
}

/** 其中 stands under the nearest label that is not itself a part, or a way of dividing (按年龄分), at its depth or deeper. */
function untilParent(stack: readonly Entry[], indent: number): Entry[] {
  const divides = (entry: Entry): boolean => entry.part || entry.label.relation === 'breakdown';
  const kept = [...stack];
  for (let top = kept.at(-1); top && (divides(top) ? top.indent >= indent : top.indent > indent); top = kept.at(-1)) kept.pop();
  return kept;
}

/** 总数中 stands under what the labels above divide: no part, no numbered item of another, and nothing as deeply indented. */
function untilWhole(stack: readonly Entry[], indent: number): Entry[] {
  const kept = [...stack];
  for (let top = kept.at(-1); top && kept.length > 1; top = kept.at(-1)) {
    const isItem = top.numbering !== null && kept.slice(0, -1).some((entry) => !entry.heading);
    if (!top.part && !isItem && top.label.relation !== 'breakdown' && (top.indent < indent || top.indent === 0)) break;
    kept.pop();
  }
  return kept;
}

/** A plain label closes everything that is as deep as itself, but not the numbered headings it stands under. */
function untilAbove(stack: readonly Entry[], indent: number): Entry[] {
  const kept = [...stack];
  for (let top = kept.at(-1); top; top = kept.at(-1)) {
    const holds =
      top.numbering !== null ? top.heading || top.indent < indent || indent > 0 : top.part && indent > 0 ? top.indent <= indent : top.indent < indent;
    if (holds) break;
    kept.pop();
  }
  return kept;
}

function entriesOf(slot: Slot, parsed: ParsedLabel, relation: Relation, heading: boolean): Entry[] {
  const common = { numbering: parsed.numbering, indent: slot.indent + parsed.prefixed };
  if (parsed.group === null) return [{ ...common, label: { text: parsed.text, cell: slot.cell, relation }, part: relation === 'ofWhich', heading }];
  const divides: Relation = parsed.relation === 'breakdown' ? 'breakdown' : 'below';
  const group: Entry = { ...common, label: { text: parsed.group, cell: slot.cell, relation: divides }, part: false, heading: true };
  if (parsed.text === '') return [group];
  const item: Entry = {
    label: { text: parsed.text, cell: slot.cell, relation: 'ofWhich' },
    numbering: parsed.item,
    indent: slot.indent + 0.25,
    part: true,
    heading,
  };
  return [group, item];
}

interface ParsedLabel {
  readonly text: string;
  readonly relation: Relation;
  readonly numbering: number | null;
  /** Its own number without brackets and stops: 一, 2.1, ①; null when it has none. */
  readonly ordinal: string | null;
  /** The number or words of the label it says it belongs to: 一 of 一中:, 合计 of 合计中:, 2 of 2.1, B of B1. */
  readonly under: string | null;
  /** 总数中: it divides the whole, whatever stands between. */
  readonly ofTotal: boolean;
  /** 31题中: the number is the code of a question. */
  readonly ofQuestion: boolean;
  /** "按年龄分" of "按年龄分:0—14岁" and of "(按年龄分)0—14岁". */
  readonly group: string | null;
  /** The numbering of what stands behind it: that of 1. in "按性别 1.男". */
  readonly item: number | null;
  /** Letters of 附:, 另: or 户籍人口中: taken off in front; labels indented by as much stand beside it. */
  readonly prefixed: number;
}

/** Takes numbering, 附:, 其中 and 按…分 off a label. */
export function parseLabel(slot: Pick<Slot, 'text'>, words: ReadingWords): ParsedLabel {
  const known = parsedLabels.get(words) ?? new WeakMap<Pick<Slot, 'text'>, ParsedLabel>();
  parsedLabels.set(words, known);
  const made = known.get(slot) ?? parseAnew(slot, words);
  known.set(slot, made);
  return made;
}

/** A head is asked for its label by every column and row near it. */
const parsedLabels = new WeakMap<ReadingWords, WeakMap<Pick<Slot, 'text'>, ParsedLabel>>();

function parseAnew(slot: Pick<Slot, 'text'>, words: ReadingWords): ParsedLabel {
  // 一、中:女性 is a part of 一, as 一中:女性 is.
  const { rest: unnumbered, ...number } = numberingOf(
    roundBrackets(slot.text)
      .trim()
      .replace(/^[*★※☆]+(?=\S)/u, '')
      .replace(words.spacedBreakdown, '$1:')
      .replace(words.partOfNumber, (found) => found.replace(/[\s、]/gu, '')),
    words,
  );
  const prefix = words.prefix.exec(unnumbered)?.[0] ?? '';
  const bare = withoutColon(prefix.length < unnumbered.length ? unnumbered.slice(prefix.length) : unnumbered);
  const common = { ...number, prefixed: bare.length < unnumbered.length ? prefix.length : 0 };
  const breakdown = words.breakdown.exec(bare);
  if (breakdown) {
    const text = bare.slice(breakdown[0].length);
    // 按婚姻状况分组(20周岁及以上): the band in its brackets is of all that it divides.
    const band = /^[^()]?(\([^()]+\))$/u.exec(text)?.[1] ?? '';
    const isBand = words.band.test(band);
    const group = withoutColon(withoutBrackets(withoutColon(breakdown[0]))) + (isBand ? band : '');
    // 1.男 is the first of several; 一、二孩 is both of them.
    const numbered = numberingOf(text, words);
    const item = numbered.ordinal === '1' ? numbered : { numbering: null, rest: text };
    return { ...common, text: isBand ? '' : item.rest, relation: 'breakdown', under: null, ofTotal: false, ofQuestion: false, group, item: item.numbering };
  }
  const ofWhich = words.ofWhich.exec(bare);
  const rest = ofWhich ? bare.slice(ofWhich[0].length) : bare;
  const question = ofWhich?.groups?.['question'];
  const named = question ?? ofWhich?.groups?.['item'] ?? ofWhich?.groups?.['number'];
  const under = ofWhich?.groups?.['total'] ?? ofWhich?.groups?.['code'] ?? named ?? wholeNumber(number.ordinal);
  return {
    ...common,
    text: rest === '' ? bare : rest,
    relation: ofWhich ? 'ofWhich' : 'below',
    under,
    ofTotal: ofWhich?.groups?.['total'] !== undefined,
    ofQuestion: question !== undefined,
    group: null,
    item: null,
  };
}

/** 2.1 and 2-1 number a part of 2, and B1 a part of B. */
function wholeNumber(ordinal: string | null): string | null {
  const found = /^(?:(.+)[.-]|([A-Z]))\d+$/.exec(ordinal ?? '');
  return found?.[1] ?? found?.[2] ?? null;
}

function withoutColon(text: string): string {
  return text.length > 1 ? text.replace(/:$/, '') : text;
}

/** A space after the number parts it from digits that follow; without one the number may be glued to the words. */
function numberingOf(text: string, words: ReadingWords): { numbering: number | null; ordinal: string | null; rest: string } {
  const spaced = foldWidth(text.trim());
  const numbering = words.numbering.findIndex((style) => style.test(spaced));
  const match = words.numbering[numbering]?.exec(spaced);
  const found = match?.[0];
  const code = match?.groups?.['code'];
  const isQuantity = code !== undefined && !words.codes.has(Number(code));
  if (found === undefined || found.length === spaced.length || isQuantity) return { numbering: null, ordinal: null, rest: fold(text) };
  return { numbering, ordinal: found.replace(/[、.: ]+$/, ''), rest: fold(spaced.slice(found.length)) };
}
