// A form does not ask the same thing twice. Where two blanks of one sheet come out the same although their words differ, or although they
// stand in one line of a table, something that tells them apart was not understood; so neither is held to be what it seems. Only in
// another unit (公顷, 折合亩) may a form ask again.
import type { DataPoint, PlainPoint, SumPoint } from '../model/datapoint.ts';
import type { Draft } from './draft.ts';
import { formulaMeaning } from './formula.ts';
import type { FormInput } from './input.ts';
import { normalise } from './lexicon.ts';
import { unknownOf } from './phrase.ts';

/** Opens every blank that cannot be told from another one of its sheet. */
export function openTwins(drafts: readonly Draft[], { requirement, frequency }: Pick<FormInput, 'requirement' | 'frequency'>): void {
  const isAnnual = frequency === 'annual';
  const blanks = new Set(drafts.map(({ field }) => field.cell));
  const keys = new Map(drafts.flatMap((draft) => (draft.point ? [[draft, keyOf(draft.point, draft)] as const] : [])));
  const saidAt = new Map([...keys].map(([{ field }, key]) => [place(`${field.row}`, field.column), key]));
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (!draft.point || repeats(draft, blanks)) continue;
    const key = keys.get(draft) ?? '';
    const group = groups.get(key);
    if (group) group.push(draft);
    else groups.set(key, [draft]);
  }
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    // Every pair is compared, so what is compared is written out once for each.
    const candidates = group.map((draft) => candidateOf(draft, saidAt));
    const alike = candidates.filter((one) => candidates.some((other) => other !== one && areTwins(one, other) && !(isAnnual && differInPeriod(one, other))));
    const words = wordsOfAll(alike);
    for (const { draft } of alike) open(draft, requirement, words);
  }
}

/** A blank that says the same as others, and what of it tells whether it asks the same again. */
interface Candidate {
  readonly draft: Draft;
  readonly field: Field;
  readonly row: string;
  readonly innermost: string;
  readonly words: string;
  /** The labels that say more than a period. */
  readonly rest: string;
  readonly isKnown: boolean;
  /** What the blank of the row that it is a part of says; null where that row has none. */
  readonly whole: string | null;
}

/** What a blank says, and in which unit. */
function keyOf(point: DataPoint, { resolution }: Draft): string {
  return `${canonical(point)} ${resolution?.unit?.factor ?? ''}`;
}

function place(row: string, column: number): string {
  return `${row}|${column}`;
}

function candidateOf(draft: Draft, saidAt: ReadonlyMap<string, string>): Candidate {
  const { field } = draft;
  const rest = draft.parts
    .filter(({ phrase }) => phrase.period === null || phrase.words.length > 0 || unknownOf(phrase).length > 0)
    .map(({ label }) => normalise(label.text))
    .join('|');
  const row = field.rowPath.at(-2)?.cell.replace(/^[A-Z]+/u, '');
  const whole = (row === undefined ? undefined : saidAt.get(place(row, field.column))) ?? null;
  return { draft, field, row: innermostRow(field), innermost: innermost(field), words: wordsOf(field), rest, isKnown: isKnown(draft), whole };
}

/** The same for points that say the same, in whatever order they say it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const parts = value.map((part) => canonical(part));
    return `[${(value.every((part) => typeof part === 'string') ? parts.sort() : parts).join()}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : [`${key}:${canonical(part)}`]));
  return `{${entries.sort().join()}}`;
}

/** Its formula repeats what another cell holds, or sums up a line in which only one cell is to be filled. */
function repeats({ field }: Draft, blanks: ReadonlySet<string>): boolean {
  const formula = field.formula === null ? null : formulaMeaning(field.formula);
  return (
    formula?.kind === 'sum' &&
    formula.terms.filter(({ cell, sign }) => sign > 0 && blanks.has(cell)).length === 1 &&
    formula.terms.every(({ sign }) => sign > 0)
  );
}

/** The same words in another part of the sheet may well ask the same again: a total carried over, a part of the form that stands alone. */
function areTwins(one: Candidate, other: Candidate): boolean {
  const [a, b] = [one.field, other.field];
  if (a.column === b.column && a.row !== b.row && one.row === other.row) return !(one.isKnown && other.isKnown) || areOfTwins(one, other);
  if (a.row === b.row || a.column === b.column) return a.table === b.table || one.words !== other.words;
  return one.innermost !== other.innermost;
}

/** 80岁以上 below 在村老人 and below 户口在村又住在村的老人, which cannot be told apart either. */
function areOfTwins(one: Candidate, other: Candidate): boolean {
  const [a, b] = [one.field.rowPath.at(-2), other.field.rowPath.at(-2)].map((label) => normalise(label?.text ?? ''));
  return one.whole !== null && one.whole === other.whole && a !== b;
}

/** 本年 and 本年累计 are one in a form of a whole year. */
function differInPeriod(one: Candidate, other: Candidate): boolean {
  return one.rest === other.rest && one.draft.parts.length === other.draft.parts.length && one.words !== other.words;
}

/** 医疗保险 › 60岁以上, 养老保险 › 60岁以上: rows of one name under headings that are understood, and found to restrict nothing. */
function isKnown({ parts }: Draft): boolean {
  return parts.length > 1 && parts.every(({ phrase }) => unknownOf(phrase).length === 0);
}

type Field = Draft['field'];

function innermostRow({ rowPath }: Field): string {
  const label = rowPath.at(-1);
  return label ? normalise(label.text) : '';
}

function innermost({ rowPath, columnPath }: Field): string {
  return [rowPath.at(-1), columnPath.at(-1)].map((label) => (label ? normalise(label.text) : '')).join('|');
}

function wordsOf({ section, rowPath, columnPath }: Field): string {
  return [...section, ...rowPath, ...columnPath].map(({ text }) => normalise(text)).join('|');
}

const MOST_NAMED = 4;

/** The blanks that cannot be told apart, each with where it stands: they are one question. */
function wordsOfAll(alike: readonly Candidate[]): string {
  const named = alike.slice(0, MOST_NAMED).map(({ field: { cell, rowPath, columnPath } }) => {
    return `${cell} ${[...rowPath, ...columnPath].map(({ text }) => text.replace(/\s+/gu, '')).join(' › ')}`;
  });
  return [...named, ...(alike.length > MOST_NAMED ? ['…'] : [])].join(' = ');
}

function open(draft: Draft, requirement: string, words: string): void {
  const { point, field } = draft;
  if (!point) return;
  const mark = `${requirement}|${field.sheet}|${field.cell}`;
  draft.point = withMark(point, mark);
  draft.doubts.push({ kind: 'indistinct', words });
}

function withMark(point: DataPoint, mark: string): DataPoint {
  const marked = (part: PlainPoint | SumPoint): PlainPoint | SumPoint =>
    part.kind === 'plain' ? plain(part) : { ...part, terms: part.terms.map((term) => ({ ...term, point: plain(term.point) })) };
  const plain = (part: PlainPoint): PlainPoint => ({ ...part, open: [...part.open, mark].sort() });
  return point.kind === 'ratio' ? { ...point, numerator: marked(point.numerator), denominator: marked(point.denominator) } : marked(point);
}
