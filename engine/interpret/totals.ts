// A bare 合计 stands for what its parts cover: those that a printed equation adds up, or bands that follow one another.
import type { Where } from '../model/datapoint.ts';
import { type Draft, lastPart, leaveOpen, lineOf, outerCells, sameRef, type Sheet } from './draft.ts';
import type { Lexicon, Sense } from './lexicon.ts';
import { nameOf } from './equations.ts';
import { contains, isOfPopulation, meet, meetAll, sameExtent, union } from './extents.ts';
import { isEmptyPhrase, type Phrase, wordsOf } from './phrase.ts';
import { whereOf } from './says.ts';
import type { Part } from './parts.ts';

type Line = 'row' | 'column';

export function isPureTotal(phrase: Phrase | null): boolean {
  return phrase !== null && phrase.isTotal && isEmptyPhrase(phrase);
}

/** What the rows cover that a total among them adds up, facet by facet. */
export function wholeOfRows(sheet: Sheet, draft: Draft, peers: readonly Draft[]): ReadonlyMap<string, Where[string]> {
  const total = lastPart(draft, 'row');
  return total ? partExtents(sheet, draft, total, peers, 'row', true) : new Map();
}

/** A bare 合计 stands for all its parts: those that a printed equation adds up, or age bands that follow one another; 全部行业 for all there are. */
export function restrictTotals(sheet: Sheet, draft: Draft): void {
  const { resolution } = draft;
  if (!resolution) return;
  const { object } = resolution.measure;
  for (const axis of ['row', 'column'] as const) {
    const own = draft.parts.filter((part) => part.axis === axis);
    const total = [...own].reverse().find(({ phrase }) => isPureTotal(phrase));
    if (
      !total ||
      sheet.lexicon.grammar.allKinds.test(total.phrase.text) ||
      isOfMore(sheet, draft, total) ||
      draft.field.formula !== null ||
      own.some((part) => part !== total && axis === 'column' && whereOf(part.phrase, object, sheet.lexicon.knowledge) !== null && !isSexOnly(part.phrase))
    )
      continue;
    const peers = peersOf(sheet, draft, axis, object);
    const whole = totalOf(draft, total, peers, axis);
    const [of, leaf] = whole ? [whole, lastPart(whole, axis) ?? total] : [draft, total];
    const extents = partExtents(sheet, of, leaf, peers, axis, lastPart(of, axis) === leaf);
    const open =
      mixedText(sheet, draft, axis, object) ?? gapText(of, leaf, peers, axis, sheet) ?? (extents.size === 0 ? mixtureText(of, leaf, peers, axis, sheet) : null);
    if (open !== null && draft.resolution) leaveOpen(draft, draft.resolution, open);
    for (const [facet, printed] of extents) {
      const extent = withTakenIn(continued(sheet, of, leaf, facet, printed, axis), facet, leaf.phrase, object, sheet.lexicon);
      const before = draft.where[facet];
      if (isEverything(extent, facet, sheet.lexicon)) continue;
      if (!before) draft.where = { ...draft.where, [facet]: extent };
      else if (meet(before, extent)) draft.where = meetAll(draft.where, { [facet]: extent });
    }
  }
}

/** 年龄 beside 年龄(续): a total before the bands of the left half is of those that go on in the right one, unless that has a total of its own. */
function continued({ drafts }: Sheet, draft: Draft, total: Part, facet: string, extent: Where[string], axis: Line): Where[string] {
  if (axis !== 'row' || extent.kind !== 'interval' || extent.to === null) return extent;
  const { field, resolution } = draft;
  const headOf = (other: Draft): string | undefined => lastPart(other, 'column')?.phrase.text;
  const head = headOf(draft);
  const isBeside = (other: Draft): boolean =>
    other.field.column > field.column && other.field.row >= field.row && lastPart(other, 'row')?.label.cell !== total.label.cell && headOf(other) === head;
  const beside = head === undefined ? [] : drafts.filter(isBeside);
  if (beside.some((other) => isPureTotal(lastPart(other, 'row')?.phrase ?? null))) return extent;
  const bands = beside.flatMap((other) => {
    const band = other.resolution?.measure === resolution?.measure ? other.where[facet] : undefined;
    return band?.kind === 'interval' && band.from !== null ? [band] : [];
  });
  let to: number | null = extent.to;
  for (const band of bands.sort((a, b) => (a.from ?? 0) - (b.from ?? 0))) if (to !== null && band.from === to + 1) to = band.to;
  return { ...extent, to };
}

/** 合计(含民非、社会组织) below 企业 and 个体工商户. */
function withTakenIn(extent: Where[string], facet: string, phrase: Phrase, object: string, { knowledge }: Lexicon): Where[string] {
  return [phrase, ...phrase.qualifiers]
    .flatMap(({ includes }) => includes)
    .reduce((whole, taken) => {
      const added = whereOf(taken, object, knowledge)?.[facet];
      return added && whole.kind === 'members' ? union(whole, added) : whole;
    }, extent);
}

function isEverything(extent: Where[string], facet: string, { knowledge }: Lexicon): boolean {
  if (extent.kind === 'interval') return (extent.from ?? 0) === 0 && extent.to === null;
  return (knowledge.facets.get(facet)?.members ?? []).every(({ id }) => extent.members.includes(id));
}

/** 合计（全行业）, of which a note says that it takes in trades that are not printed. */
function isOfMore({ notes }: Sheet, { parts }: Draft, { axis, label, phrase }: Part): boolean {
  const isCalled = (name: string): boolean => parts.some((part) => part.axis !== axis && name === part.phrase.text + phrase.text);
  return notes.unlisted.some((name) => name === phrase.text || nameOf(label.text) === name || isCalled(name));
}

/** 办公经费, 维修费, 合计(万元): a total of things of other classes, or of none that is known, is their sum and no number of its own class. */
function mixedText(sheet: Sheet, draft: Draft, axis: Line, object: string): string | null {
  const total = lastPart(draft, axis);
  if (!total || !isPureTotal(total.phrase) || sheet.lexicon.grammar.allOfThem.test(total.phrase.text) || isPrinted(draft, axis, sheet.notes)) return null;
  const before = lineOf(sheet, draft, axis).filter(
    (other) => other.field.table === draft.field.table && placeOf(other, axis) < placeOf(draft, axis) && isSibling(other, draft, axis),
  );
  const isOther = ({ object: own }: Sense): boolean => own !== object;
  // 城市低保 under 发放金额: what the money is given for is a word of another class.
  const namesOther = (phrase: Phrase): boolean =>
    wordsOf(phrase).length > 0 && wordsOf(phrase).every(({ senses }) => senses.length > 0 && senses.every(isOther));
  const isForeign = (other: Draft): boolean => other.resolution?.measure.object !== object || namesOther(lastPart(other, axis)?.phrase ?? total.phrase);
  const isUnknown = ({ resolution }: Draft): boolean => (resolution?.unknown.length ?? 0) > 0;
  if (before.length < 2 || !before.some(isForeign) || !before.every((other) => isForeign(other) || isUnknown(other))) return null;
  return `${total.phrase.text}=${[...new Set(before.flatMap((other) => lastPart(other, axis)?.phrase.text ?? []))].sort().join('+')}`;
}

const lines = new WeakMap<Sheet, Map<string, readonly Draft[]>>();

/** The blanks of its line, itself among them, that are of its table and of one class of things; a line is looked up once for all its totals. */
function peersOf(sheet: Sheet, { field }: Draft, axis: Line, object: string): readonly Draft[] {
  const known = lines.get(sheet) ?? new Map<string, readonly Draft[]>();
  lines.set(sheet, known);
  const key = [axis, axis === 'row' ? field.column : field.row, field.table, object].join(' ');
  const line = (axis === 'row' ? sheet.byColumn.get(field.column) : sheet.byRow.get(field.row)) ?? [];
  const peers = known.get(key) ?? line.filter((other) => other.field.table === field.table && other.resolution?.measure.object === object);
  known.set(key, peers);
  return peers;
}

const families = new WeakMap<readonly Draft[], Map<string, readonly Draft[]>>();

/** What stands beside a total under the same outer labels; found once for all totals that stand there. */
function siblingsOf(peers: readonly Draft[], draft: Draft, axis: Line): readonly Draft[] {
  const known = families.get(peers) ?? new Map<string, readonly Draft[]>();
  families.set(peers, known);
  const key = `${axis} ${lastPart(draft, axis) ? outerCells(draft, axis).join(' ') : '-'}`;
  const siblings =
    known.get(key) ??
    withSubtotals(
      peers.filter((peer) => isSibling(peer, draft, axis)),
      peers,
      draft,
      axis,
    );
  known.set(key, siblings);
  return withoutPartedOff(siblings, peers, draft, axis);
}

/** 合计 right below the rows that it adds up does not add what stands under an empty row further down. */
function withoutPartedOff(siblings: readonly Draft[], peers: readonly Draft[], draft: Draft, axis: Line): readonly Draft[] {
  const place = placeOf(draft, axis);
  if (axis === 'column' || !rowsOf(siblings).has(place - 1) || rowsOf(peers).has(place + 1)) return siblings;
  return siblings.filter((peer) => placeOf(peer, axis) < place);
}

const rowsOfPeers = new WeakMap<readonly Draft[], ReadonlySet<number>>();

/** Every total of a line asks for them. */
function rowsOf(peers: readonly Draft[]): ReadonlySet<number> {
  const known = rowsOfPeers.get(peers) ?? new Set(peers.map(({ field }) => field.row));
  rowsOfPeers.set(peers, known);
  return known;
}

/** 合计 beside 自住, 空置 and 出租房屋 over 小计 and its own 其中: the subtotal stands for its group where no other plain part of it is printed. */
function withSubtotals(siblings: readonly Draft[], peers: readonly Draft[], draft: Draft, axis: Line): readonly Draft[] {
  const whole = outerCells(draft, axis);
  const groupOfOne = (peer: Draft): string | undefined => outerCells(peer, axis)[whole.length];
  const printed = new Set(siblings.map(groupOfOne));
  const isSubtotal = (peer: Draft): boolean => {
    const leaf = lastPart(peer, axis);
    const group = groupOfOne(peer);
    const isWithin = whole.every((cell, index) => outerCells(peer, axis)[index] === cell);
    return leaf !== undefined && isPureTotal(leaf.phrase) && leaf.label.relation !== 'ofWhich' && group !== undefined && isWithin && !printed.has(group);
  };
  return [...siblings, ...peers.filter(isSubtotal)];
}

/**
 * A total beside bands that leave a gap (60—69岁, 80岁及以上) may be that of the bands or of everyone: it is neither until somebody says.
 * Bands that overlap are parts of something larger, and a printed equation says what is added up.
 */
function gapText(draft: Draft, total: Part, peers: readonly Draft[], axis: Line, { notes, lexicon }: Sheet): string | null {
  if (lastPart(draft, axis) !== total || isPrinted(draft, axis, notes)) return null;
  const siblings = siblingsOf(peers, draft, axis);
  for (const facet of ownFacets(siblings, axis, total, lexicon).filter(({ kind }) => kind === 'interval')) {
    const { extents } = facet;
    // 城市低保 › 合计, 其中:女, 60周岁及以上, 不满18周岁: the youngest and the oldest of a group beside other parts of it are not all of it.
    const whole = extents.length > 0 ? extents.reduce((a, b) => union(a, b)) : null;
    const isEnds =
      whole?.kind === 'interval' && (whole.from ?? 0) === 0 && whole.to === null && siblings.every((peer) => placeOf(peer, axis) > placeOf(draft, axis));
    const isDivided = peers.some(({ parts }) => parts.some((part) => part.axis === axis && part.label.relation === 'ofWhich'));
    if (isEnds && isDivided && isOfGroup(draft, total, lexicon)) continue;
    if (extents.length >= 2 && areApart(extents) && !isContiguous(extents))
      return `${total.phrase.text}=${[...new Set(siblings.flatMap((peer) => lastPart(peer, axis)?.phrase.text ?? []))].join('+')}`;
  }
  return null;
}

/** Does a printed equation say what the blank adds up? */
function isPrinted({ field }: Draft, axis: Line, { relations }: Sheet['notes']): boolean {
  const code = axis === 'row' ? field.rowCode : field.columnCode;
  return relations.some(
    ({ left, comparison, axis: spelled }) => comparison === '=' && left.length === 1 && (spelled ?? axis) === axis && sameRef(left[0]?.ref, code),
  );
}

/**
 * A total of groups that no one facet tells apart (残疾人, 退役军人, 合计) is their sum or everyone: it is neither until somebody says. Where
 * some of its parts exhaust a facet (男, 女), and where it stands before parts of a group that labels or a title name, it is the whole.
 */
function mixtureText(draft: Draft, total: Part, peers: readonly Draft[], axis: Line, { notes, lexicon }: Sheet): string | null {
  if (lastPart(draft, axis) !== total || isPrinted(draft, axis, notes)) return null;
  const alike = siblingsOf(peers, draft, axis).filter((peer) => peer.resolution?.measure === draft.resolution?.measure);
  const siblings = withoutSums(alike, axis, total, lexicon);
  const says = siblings.map((peer) => groupOf(ownWhere(peer, axis, total, lexicon), lexicon));
  const texts = new Set(siblings.map((peer) => lastPart(peer, axis)?.phrase.text ?? ''));
  if (texts.size < 2 || says.every((where) => Object.keys(where).length === 0) || exhaustAny(says, lexicon)) return null;
  if (divideTwice(siblings, draft, axis, total, lexicon)) return null;
  if (ownFacets(siblings, axis, total, lexicon).some(({ kind, extents }) => kind === 'interval' && !areApart(distinct(extents)))) return null;
  const isAll = lexicon.grammar.allOfThem.test(total.phrase.text);
  // 65岁及以上 beside 外来居住半年以上: a population and a group of people are never told apart, and their sum is nothing.
  const isOverlapping = says.some((where) => Object.keys(where).length === 0) && siblings.every((peer) => saysOwn(peer, axis, total, lexicon));
  if ((isAll || isOverlapping || isOfGroup(draft, total, lexicon)) && siblings.every((peer) => placeOf(peer, axis) > placeOf(draft, axis))) return null;
  return `${total.phrase.text}=${[...texts].sort().join('+')}`;
}

/** 总计 over 年龄 (17岁以下, 18—59岁 …) and 民族 (汉族, 回族 …): groups of rows that each divide it in another way, and of which it is no sum. */
function divideTwice(siblings: readonly Draft[], draft: Draft, axis: Line, total: Part, lexicon: Lexicon): boolean {
  const depth = outerCells(draft, axis).length;
  const groups = new Map<string | undefined, Draft[]>();
  for (const peer of siblings) {
    const group = outerCells(peer, axis)[depth];
    groups.set(group, [...(groups.get(group) ?? []), peer]);
  }
  if (groups.size < 2 || groups.has(undefined)) return false;
  const facets = [...groups.values()].map((peers) => new Set(peers.flatMap((peer) => Object.keys(ownWhere(peer, axis, total, lexicon)))));
  return facets.every((own, index) => own.size > 0 && facets.every((other, at) => at === index || [...own].every((facet) => !other.has(facet))));
}

function saysOwn(peer: Draft, axis: Line, total: Part, lexicon: Lexicon): boolean {
  return Object.keys(ownWhere(peer, axis, total, lexicon)).length > 0;
}

/** What it says of more than the population. */
function groupOf(where: Where, { knowledge }: Lexicon): Where {
  return Object.fromEntries(Object.entries(where).filter(([facet]) => !isOfPopulation(facet, knowledge)));
}

/** Do all parts along a line print bands of one facet, whatever else they say, that leave some out? */
export function areBandsOfSome(parts: readonly Draft[], axis: Line, total: Part, lexicon: Lexicon): boolean {
  return ownFacets(parts, axis, total, lexicon).some(({ kind, extents }) => {
    const whole = kind === 'interval' && extents.length > 1 ? extents.reduce((a, b) => union(a, b)) : null;
    return whole?.kind === 'interval' && !((whole.from ?? 0) === 0 && whole.to === null && isContiguous(extents));
  });
}

/** Do those that speak of one facet alone leave nothing of it out? */
function exhaustAny(says: readonly Where[], lexicon: Lexicon): boolean {
  return [...new Set(says.flatMap((where) => Object.keys(where)))].some((facet) => {
    const extents = distinct(says.flatMap((where) => (Object.keys(where).length === 1 ? (where[facet] ?? []) : [])));
    const [first, ...others] = extents;
    if (!first || others.length === 0 || !areApart(extents)) return false;
    const whole = others.reduce((a, b) => union(a, b), first);
    return (whole.kind === 'members' || isContiguous(extents)) && isEverything(whole, facet, lexicon);
  });
}

/** Does a title or another label name the group that the total is of? */
function isOfGroup(draft: Draft, total: Part, lexicon: Lexicon): boolean {
  const object = draft.resolution?.measure.object ?? '';
  const others = draft.parts.filter((part) => part !== total && !isSexOnly(part.phrase));
  const named = others.map(({ phrase }) => whereOf(phrase, object, lexicon.knowledge) ?? {});
  const fromTitle = Object.fromEntries(Object.entries(draft.where).filter(([facet]) => !(facet in (draft.resolution?.where ?? {}))));
  // 总数 over a row 合计 is of what the rows above it are of.
  const isOfRows = draft.parts.some((part) => part.axis !== total.axis && part.near === 'own' && isPureTotal(part.phrase));
  return isOfRows || [...named, fromTitle].some((where) => Object.keys(groupOf(where, lexicon)).length > 0);
}

/** Does no one meet another? Bands are compared in order only: a column may have hundreds. */
function areApart(extents: readonly Where[string][]): boolean {
  const bands = bandsOf(extents);
  if (bands.length === extents.length) return bands.every((band, index) => index === 0 || (bands[index - 1]?.to ?? Infinity) < (band.from ?? -1));
  return extents.every((extent, index) => extents.slice(index + 1).every((other) => meet(extent, other) === null));
}

/** Those that are bands, from the youngest or smallest on. */
function bandsOf(extents: readonly Where[string][]): Extract<Where[string], { kind: 'interval' }>[] {
  return extents.flatMap((extent) => (extent.kind === 'interval' ? [extent] : [])).sort((a, b) => (a.from ?? -1) - (b.from ?? -1));
}

interface OwnFacet {
  readonly facet: string;
  readonly kind: Where[string]['kind'];
  readonly extents: readonly Where[string][];
}

const stated = new WeakMap<readonly Draft[], { readonly cells: ReadonlySet<string>; readonly facets: readonly OwnFacet[] }>();

/** What all the parts state, facet by facet, each extent once; worked out once for all totals whose own label no part stands under. */
function ownFacets(parts: readonly Draft[], axis: Line, total: Part, lexicon: Lexicon): readonly OwnFacet[] {
  const known = stated.get(parts);
  if (known && !known.cells.has(total.label.cell)) return known.facets;
  const facets = facetsOf(parts.map((part) => ownWhere(part, axis, total, lexicon)));
  const cells = known?.cells ?? new Set(parts.flatMap((part) => part.parts.map(({ label }) => label.cell)));
  if (!cells.has(total.label.cell)) stated.set(parts, { cells, facets });
  return facets;
}

function facetsOf(own: readonly Where[]): OwnFacet[] {
  return [...new Set(own.flatMap((where) => Object.keys(where)))].flatMap((facet) => {
    const extents = own.flatMap((where) => where[facet] ?? []);
    const [first] = extents;
    return first && extents.length === own.length ? [{ facet, kind: first.kind, extents: distinct(extents) }] : [];
  });
}

function ownWhere(part: Draft, axis: Line, total: Part, lexicon: Lexicon): Where {
  const object = part.resolution?.measure.object ?? '';
  const others = part.parts.filter((other) => other.axis === axis && other.label.cell !== total.label.cell);
  const says = others.reduce<Where>((where, other) => meetAll(where, whereOf(other.phrase, object, lexicon.knowledge) ?? {}), {});
  if (!others.some(({ phrase }) => lexicon.grammar.others.test(phrase.text))) return says;
  // 其他少数民族 beside 满族 and 回族: what was found to be left of them.
  return Object.fromEntries(
    Object.entries(says).map(([facet, extent]) => {
      const left = part.where[facet];
      return [facet, left && contains(extent, left) ? left : extent];
    }),
  );
}

function isSexOnly(phrase: Phrase): boolean {
  return wordsOf(phrase).every((word) => word.senses.every((sense) => Object.keys(sense.where).join() === 'person.sex'));
}

function partExtents(sheet: Sheet, draft: Draft, total: Part, peers: readonly Draft[], axis: Line, isLeaf: boolean): Map<string, ReturnType<typeof union>> {
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
  const siblings = siblingsOf(peers, draft, axis);
  const isAfter = siblings.length > 0 && siblings.every((peer) => placeOf(peer, axis) < placeOf(draft, axis));
  return unionOfParts(siblings, axis, total, sheet.lexicon, !isAfter);
}

/** 总计 below the rows that it adds up, in the line of its part 其中:户籍在本村的: what it covers, its part does. */
function totalOf(draft: Draft, total: Part, peers: readonly Draft[], axis: Line): Draft | null {
  if (lastPart(draft, axis)?.label.relation !== 'ofWhich') return null;
  const found = peers.find((peer) => lastPart(peer, axis)?.label.cell === total.label.cell);
  return found && siblingsOf(peers, found, axis).some((peer) => placeOf(peer, axis) < placeOf(found, axis)) ? found : null;
}

function placeOf({ field }: Draft, axis: Line): number {
  return axis === 'row' ? field.row : field.column;
}

/** 合计 over 小计, 男, 女: what its first column stands for holds for all of them. */
function extentsOfGroup(sheet: Sheet, draft: Draft, total: Part, peers: readonly Draft[], axis: Line): Map<string, ReturnType<typeof union>> {
  const first = peers.find(
    (peer) =>
      peer.parts.some((part) => part.axis === axis && part.label.cell === total.label.cell) &&
      isPureTotal(lastPart(peer, axis)?.phrase ?? total.phrase) &&
      lastPart(peer, axis)?.label.cell !== total.label.cell,
  );
  const leaf = first ? lastPart(first, axis) : undefined;
  return first && leaf ? partExtents(sheet, first, leaf, [...peers.filter((peer) => peer !== first && peer !== draft), draft], axis, true) : new Map();
}

function isSibling(peer: Draft, draft: Draft, axis: Line): boolean {
  const [a, b] = [lastPart(peer, axis), lastPart(draft, axis)];
  if (!a || !b || a.label.relation === 'ofWhich' || isPureTotal(a.phrase)) return false;
  const [inner, whole] = [outerCells(peer, axis), outerCells(draft, axis)];
  return whole.every((cell, index) => inner[index] === cell);
}

/**
 * What the parts cover together, facet by facet that all of them state: nothing for a facet that they exhaust or in which they
 * overlap. A total that stands before its parts (`guess`) may have parts that are not printed, so only bands and "all but none" count.
 */
function unionOfParts(parts: readonly (Draft | undefined)[], axis: Line, total: Part, lexicon: Lexicon, guess: boolean): Map<string, Where[string]> {
  const result = new Map<string, Where[string]>();
  if (parts.length < 2 || !parts.every((part): part is Draft => Boolean(part?.resolution))) return result;
  for (const { facet, extents } of ownFacets(withoutSums(parts, axis, total, lexicon), axis, total, lexicon)) {
    if (extents.length < 2 || !areApart(extents)) continue;
    const whole = covered(facet, extents, lexicon, guess);
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

/** 满族, 蒙古族, 其他少数民族, 少数民族小计: a total of its own among the parts, of what others beside it add up to, is no part besides. */
function withoutSums(parts: readonly Draft[], axis: Line, total: Part, lexicon: Lexicon): readonly Draft[] {
  if (!parts.some((part) => lastPart(part, axis)?.phrase.isTotal)) return parts;
  const says = new Map(parts.map((part) => [part, Object.entries(ownWhere(part, axis, total, lexicon))]));
  const isSum = (part: Draft): boolean => {
    const [[facet = '', extent] = [], ...more] = says.get(part) ?? [];
    if (!lastPart(part, axis)?.phrase.isTotal || extent?.kind !== 'members' || more.length > 0) return false;
    const within = parts.flatMap((other) =>
      other === part ? [] : (says.get(other) ?? []).flatMap(([own, each]) => (own === facet && contains(extent, each) ? [each] : [])),
    );
    return (
      within.length > 1 &&
      sameExtent(
        within.reduce((a, b) => union(a, b)),
        extent,
      )
    );
  };
  return parts.filter((part) => !isSum(part));
}

function distinct(extents: readonly Where[string][]): Where[string][] {
  const key = (extent: Where[string]): string => (extent.kind === 'interval' ? `${extent.from ?? ''}..${extent.to ?? ''}` : [...extent.members].sort().join());
  const seen = new Map<string, Where[string]>();
  for (const extent of extents) if (!seen.has(key(extent))) seen.set(key(extent), extent);
  return [...seen.values()];
}

function isContiguous(extents: readonly Where[string][]): boolean {
  return bandsOf(extents).every((band, index, bands) => index === 0 || (bands[index - 1]?.to ?? Infinity) + 1 === band.from);
}
