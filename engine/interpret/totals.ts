// A bare 合计 stands for what its parts cover: those that a printed equation adds up, or bands that follow one another.
import type { Where } from '../model/datapoint.ts';
import { type Draft, lastPart, lineOf, sameRef, type Sheet } from './draft.ts';
import type { Lexicon } from './lexicon.ts';
import { meet, meetAll, sameExtent, union } from './extents.ts';
import { isEmptyPhrase, type Phrase, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';
import type { Part } from './parts.ts';

export function isPureTotal(phrase: Phrase | null): boolean {
  return phrase !== null && phrase.isTotal && isEmptyPhrase(phrase);
}

/** What the rows cover that a total among them adds up, facet by facet. */
export function wholeOfRows(sheet: Sheet, draft: Draft, peers: readonly Draft[]): ReadonlyMap<string, Where[string]> {
  const total = lastPart(draft, 'row');
  return total ? partExtents(sheet, draft, total, peers, 'row', true) : new Map();
}

/** A bare 合计 stands for all its parts: those that a printed equation adds up, or age bands that follow one another. */
export function restrictTotals(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (!resolution) return;
  const { object } = resolution.measure;
  for (const axis of ['row', 'column'] as const) {
    const own = draft.parts.filter((part) => part.axis === axis);
    const total = [...own].reverse().find(({ phrase }) => isPureTotal(phrase));
    if (
      !total ||
      draft.field.formula !== null ||
      own.some((part) => part !== total && axis === 'column' && whereOf(part.phrase, object, sheet.lexicon.knowledge) !== null && !isSexOnly(part.phrase))
    )
      continue;
    const isLeaf = own.at(-1) === total;
    const peers = lineOf(sheet, draft, axis).filter((other) => other.field.table === draft.field.table && other.resolution?.measure.object === object);
    const gap = gapText(draft, total, peers, axis, sheet);
    if (gap !== null && draft.resolution) draft.resolution = { ...draft.resolution, unknown: [...draft.resolution.unknown, gap].sort() };
    const extents = partExtents(sheet, draft, total, peers, axis, isLeaf);
    for (const [facet, extent] of extents) {
      const before = draft.where[facet];
      if (!before) draft.where = { ...draft.where, [facet]: extent };
      else if (meet(before, extent)) draft.where = meetAll(draft.where, { [facet]: extent });
    }
  }
}

/**
 * A total beside bands that leave a gap (60—69岁, 80岁及以上) may be that of the bands or of everyone: it is neither until somebody says.
 * Bands that overlap are parts of something larger, and a printed equation says what is added up.
 */
function gapText(draft: Draft, total: Part, peers: readonly Draft[], axis: 'row' | 'column', { notes, lexicon }: Sheet): string | null {
  if (lastPart(draft, axis) !== total) return null;
  const code = axis === 'row' ? draft.field.rowCode : draft.field.columnCode;
  if (notes.relations.some(({ left, comparison }) => comparison === '=' && left.length === 1 && sameRef(left[0]?.ref, code))) return null;
  const siblings = peers.filter((peer) => isSibling(peer, draft, axis));
  const bands = siblings.flatMap((peer) => lastPart(peer, axis)?.phrase ?? []);
  for (const facet of ownFacets(siblings, axis, total, lexicon).filter(({ kind }) => kind === 'interval')) {
    const extents = distinct(facet.extents);
    if (extents.length >= 2 && areApart(extents) && !isContiguous(extents))
      return `${total.phrase.text}=${[...new Set(bands.map(({ text }) => text))].join('+')}`;
  }
  return null;
}

function areApart(extents: readonly Where[string][]): boolean {
  return extents.every((extent, index) => extents.slice(index + 1).every((other) => meet(extent, other) === null));
}

/** What all the parts state, facet by facet. */
function ownFacets(
  parts: readonly Draft[],
  axis: 'row' | 'column',
  total: Part,
  lexicon: Lexicon,
): { facet: string; kind: Where[string]['kind']; extents: Where[string][] }[] {
  const own = parts.map((part) => ownWhere(part, axis, total, lexicon));
  return [...new Set(own.flatMap((where) => Object.keys(where)))].flatMap((facet) => {
    const extents = own.flatMap((where) => where[facet] ?? []);
    const [first] = extents;
    return first && extents.length === own.length ? [{ facet, kind: first.kind, extents }] : [];
  });
}

function ownWhere(part: Draft, axis: 'row' | 'column', total: Part, lexicon: Lexicon): Where {
  const object = part.resolution?.measure.object ?? '';
  return part.parts
    .filter((other) => other.axis === axis && other.label.cell !== total.label.cell)
    .reduce<Where>((where, other) => meetAll(where, whereOf(other.phrase, object, lexicon.knowledge) ?? {}), {});
}

function isSexOnly(phrase: Phrase): boolean {
  return wordsOf(phrase).every((word) => word.senses.every((sense) => Object.keys(sense.where).join() === 'person.sex'));
}

function partExtents(
  sheet: Sheet,
  draft: Draft,
  total: Part,
  peers: readonly Draft[],
  axis: 'row' | 'column',
  isLeaf: boolean,
): Map<string, ReturnType<typeof union>> {
  const result = new Map<string, ReturnType<typeof union>>();
  const code = axis === 'row' ? draft.field.rowCode : draft.field.columnCode;
  for (const relation of code ? sheet.notes.relations : []) {
    if (relation.comparison !== '=' || relation.left.length !== 1 || !isLeaf || !sameRef(relation.left[0]?.ref, code)) continue;
    if ((relation.axis ?? axis) !== axis) continue;
    const parts = relation.right.map(({ ref }) => peers.find((peer) => sameRef(ref, axis === 'row' ? peer.field.rowCode : peer.field.columnCode)));
    for (const [facet, extent] of unionOfParts(parts, axis, total, sheet.lexicon, false)) result.set(facet, extent);
  }
  if (result.size > 0) return result;
  if (!isLeaf) return extentsOfGroup(sheet, draft, total, peers, axis);
  const siblings = peers.filter((peer) => isSibling(peer, draft, axis));
  const isAfter = siblings.length > 0 && siblings.every((peer) => (axis === 'row' ? peer.field.row < draft.field.row : peer.field.column < draft.field.column));
  return unionOfParts(siblings, axis, total, sheet.lexicon, !isAfter);
}

/** 合计 over 小计, 男, 女: what its first column stands for holds for all of them. */
function extentsOfGroup(sheet: Sheet, draft: Draft, total: Part, peers: readonly Draft[], axis: 'row' | 'column'): Map<string, ReturnType<typeof union>> {
  const first = peers.find(
    (peer) =>
      peer.parts.some((part) => part.axis === axis && part.label.cell === total.label.cell) &&
      isPureTotal(lastPart(peer, axis)?.phrase ?? total.phrase) &&
      lastPart(peer, axis)?.label.cell !== total.label.cell,
  );
  const leaf = first ? lastPart(first, axis) : undefined;
  return first && leaf ? partExtents(sheet, first, leaf, [...peers.filter((peer) => peer !== first), draft], axis, true) : new Map();
}

function isSibling(peer: Draft, draft: Draft, axis: 'row' | 'column'): boolean {
  const [a, b] = [lastPart(peer, axis), lastPart(draft, axis)];
  if (!a || !b || a.label.relation === 'ofWhich' || isPureTotal(a.phrase)) return false;
  const outer = (other: Draft): string[] =>
    other.parts
      .filter((part) => part.axis === axis)
      .slice(0, -1)
      .map(({ label }) => label.cell);
  const [inner, whole] = [outer(peer), outer(draft)];
  return whole.every((cell, index) => inner[index] === cell);
}

/**
 * What the parts cover together, facet by facet that all of them state: nothing for a facet that they exhaust or in which they
 * overlap. A total that stands before its parts (`guess`) may have parts that are not printed, so only bands and "all but none" count.
 */
function unionOfParts(
  parts: readonly (Draft | undefined)[],
  axis: 'row' | 'column',
  total: Part,
  lexicon: Lexicon,
  guess: boolean,
): Map<string, Where[string]> {
  const result = new Map<string, Where[string]>();
  const known = parts.filter((part) => part?.resolution).filter((part) => part !== undefined);
  if (known.length < 2 || known.length < parts.length) return result;
  for (const { facet, extents } of ownFacets(known, axis, total, lexicon)) {
    const different = distinct(extents);
    if (different.length < 2 || !areApart(different)) continue;
    const whole = covered(facet, different, lexicon, guess);
    if (whole) result.set(facet, whole);
  }
  return result;
}

function covered(facet: string, extents: readonly Where[string][], lexicon: Lexicon, guess: boolean): Where[string] | null {
  const whole = extents.reduce((a, b) => union(a, b));
  if (whole.kind === 'interval') return isContiguous(extents) ? whole : null;
  const members = lexicon.knowledge.facets.get(facet)?.members ?? [];
  const missing = members.filter(({ id }) => !whole.members.includes(id));
  if (missing.length === 0 || (guess && !(missing.length === 1 && (missing[0]?.id === 'none' || missing[0]?.id === 'other')))) return null;
  return { kind: 'members', members: members.filter(({ id }) => whole.members.includes(id)).map(({ id }) => id) };
}

function distinct(extents: readonly Where[string][]): Where[string][] {
  return extents.filter((extent, index) => !extents.slice(0, index).some((other) => sameExtent(other, extent)));
}

function isContiguous(extents: readonly { kind: string }[]): boolean {
  const bands = extents
    .flatMap((extent) => (extent.kind === 'interval' ? [extent as { kind: 'interval'; from: number | null; to: number | null }] : []))
    .sort((a, b) => (a.from ?? -1) - (b.from ?? -1));
  return bands.every((band, index) => index === 0 || (bands[index - 1]?.to ?? Infinity) + 1 === band.from);
}
