// A form does not ask the same thing twice. Where two blanks of one sheet come out the same although their words differ, or although they
// stand in one line of a table, something that tells them apart was not understood; so neither is held to be what it seems. Only in
// another unit (公顷, 折合亩) may a form ask again.
import type { DataPoint, PlainPoint, SumPoint } from '../model/datapoint.ts';
import type { Draft } from './draft.ts';
import { normalise } from './lexicon.ts';

/** Opens every blank that cannot be told from another one of its sheet. */
export function openTwins(drafts: readonly Draft[], requirement: string): void {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (!draft.point || repeats(draft)) continue;
    const key = JSON.stringify([draft.point, draft.resolution?.unit?.factor ?? null]);
    const group = groups.get(key);
    if (group) group.push(draft);
    else groups.set(key, [draft]);
  }
  for (const group of groups.values())
    for (const draft of group) if (group.some((other) => other !== draft && areTwins(draft, other))) open(draft, requirement);
}

/** Its formula repeats what another cell holds. */
function repeats({ field }: Draft): boolean {
  return field.formula !== null && /^=?\$?[A-Z]{1,3}\$?\d+$/u.test(field.formula);
}

/** The same words in another part of the sheet may well ask the same again: a total carried over, a part of the form that stands alone. */
function areTwins({ field: a }: Draft, { field: b }: Draft): boolean {
  if (a.row === b.row || a.column === b.column) return a.table === b.table || wordsOf(a) !== wordsOf(b);
  return innermost(a) !== innermost(b);
}

type Field = Draft['field'];

function innermost({ rowPath, columnPath }: Field): string {
  return [rowPath.at(-1), columnPath.at(-1)].map((label) => (label ? normalise(label.text) : '')).join('|');
}

function wordsOf({ section, rowPath, columnPath }: Field): string {
  return [...section, ...rowPath, ...columnPath].map(({ text }) => normalise(text)).join('|');
}

function open(draft: Draft, requirement: string): void {
  const { point, field } = draft;
  if (!point) return;
  const mark = `${requirement}|${field.sheet}|${field.cell}`;
  draft.point = withMark(point, mark);
  draft.doubts.push({ kind: 'indistinct', words: [...field.rowPath, ...field.columnPath].map(({ text }) => text.replace(/\s+/gu, '')).join(' › ') });
}

function withMark(point: DataPoint, mark: string): DataPoint {
  const marked = (part: PlainPoint | SumPoint): PlainPoint | SumPoint =>
    part.kind === 'plain' ? plain(part) : { ...part, terms: part.terms.map((term) => ({ ...term, point: plain(term.point) })) };
  const plain = (part: PlainPoint): PlainPoint => ({ ...part, open: [...part.open, mark].sort() });
  return point.kind === 'ratio' ? { ...point, numerator: marked(point.numerator), denominator: marked(point.denominator) } : marked(point);
}
