// Values of facets together: what two conditions have in common, what either covers, what one leaves of the other.
import type { Extent, Where } from '../model/datapoint.ts';
import type { Facet, Knowledge } from '../model/knowledge.ts';

export function meetOrUnion(a: Extent, b: Extent): Extent {
  return meet(a, b) ?? union(a, b);
}

/** Both at once; where they exclude each other the later one holds. */
export function meetAll(a: Where, b: Where): Where {
  const result: Record<string, Extent> = { ...a };
  for (const [facet, extent] of Object.entries(b)) {
    const before = result[facet];
    result[facet] = before ? meetOr(before, extent) : extent;
  }
  return result;
}

function meetOr(a: Extent, b: Extent): Extent {
  const met = meet(a, b);
  return met ?? b;
}

/** The common part, or null when there is none. */
export function meet(a: Extent, b: Extent): Extent | null {
  if (a.kind === 'interval' && b.kind === 'interval') {
    const from = a.from === null ? b.from : b.from === null ? a.from : Math.max(a.from, b.from);
    const to = a.to === null ? b.to : b.to === null ? a.to : Math.min(a.to, b.to);
    return from !== null && to !== null && from > to ? null : { kind: 'interval', from, to };
  }
  if (a.kind === 'members' && b.kind === 'members') {
    const members = a.members.filter((member) => b.members.includes(member));
    return members.length === 0 ? null : { kind: 'members', members };
  }
  return null;
}

/** Conjuncts side by side: a facet both speak of is widened, unless one lies within the other, when the narrower holds. */
export function join(a: Where, b: Where): Where {
  const result: Record<string, Extent> = { ...a };
  for (const [facet, extent] of Object.entries(b)) {
    const before = result[facet];
    result[facet] = !before
      ? extent
      : coversAll(before, extent)
        ? (meet(before, extent) ?? extent)
        : contains(before, extent)
          ? extent
          : contains(extent, before)
            ? before
            : union(before, extent);
  }
  return result;
}

/** 18岁及以上、60岁以下 are two bounds of one band. */
function coversAll(a: Extent, b: Extent): boolean {
  const both = a.kind === 'interval' && b.kind === 'interval' ? union(a, b) : null;
  return both?.kind === 'interval' && both.from === null && both.to === null;
}

export function contains(outer: Extent, inner: Extent): boolean {
  if (outer.kind === 'interval' && inner.kind === 'interval')
    return (outer.from === null || (inner.from !== null && inner.from >= outer.from)) && (outer.to === null || (inner.to !== null && inner.to <= outer.to));
  return outer.kind === 'members' && inner.kind === 'members' && inner.members.every((member) => outer.members.includes(member));
}

/** Are two bands one? They are when they touch or overlap, and neither lies within the other: 60—69岁、70岁以上, but not 60岁以上、80岁以上. */
export function areOneBand(a: Extent, b: Extent): boolean {
  return sameExtent(a, b) || ((meet(a, b) !== null || touch(a, b)) && !contains(a, b) && !contains(b, a));
}

/** Does one band begin where the other ends? */
export function touch(a: Extent, b: Extent): boolean {
  if (a.kind !== 'interval' || b.kind !== 'interval') return false;
  return (a.to !== null && a.to + 1 === b.from) || (b.to !== null && b.to + 1 === a.from);
}

export function sameExtent(a: Extent, b: Extent): boolean {
  return contains(a, b) && contains(b, a);
}

export function union(a: Extent, b: Extent): Extent {
  if (a.kind === 'interval' && b.kind === 'interval')
    return {
      kind: 'interval',
      from: a.from === null || b.from === null ? null : Math.min(a.from, b.from),
      to: a.to === null || b.to === null ? null : Math.max(a.to, b.to),
    };
  if (a.kind === 'members' && b.kind === 'members')
    return { kind: 'members', members: [...a.members, ...b.members.filter((member) => !a.members.includes(member))] };
  return b;
}

export function narrow(where: Where | null, by: Where | null): Where | null {
  if (by === null || where === null) return by ?? where;
  return {
    ...where,
    ...Object.fromEntries(Object.entries(by).map(([facet, extent]) => [facet, facet in where ? meetOrUnion(where[facet] ?? extent, extent) : extent])),
  };
}

/** 含X widens only what is already spoken of. */
export function widen(where: Where | null, by: Where | null): Where | null {
  if (where === null || by === null || Object.keys(by).some((facet) => !(facet in where))) return where;
  const result: Record<string, Extent> = { ...where };
  for (const [facet, extent] of Object.entries(by)) {
    const before = result[facet];
    if (before && !contains(before, extent) && (before.kind === 'members' || areOneBand(before, extent))) result[facet] = union(before, extent);
  }
  return result;
}

/** 不含X takes away; of a facet not spoken of, everything else remains. 常住人口,不含户籍外出老人 leaves nobody out whom it meant. */
export function without(where: Where | null, by: Where | null, knowledge: Knowledge): Where | null {
  const isApart = Object.entries(by ?? {}).some(([facet, extent]) => where?.[facet] !== undefined && meet(where[facet], extent) === null);
  if (by === null || isApart) return where;
  const result: Record<string, Extent> = { ...where };
  for (const [facet, extent] of Object.entries(by)) {
    const left = less(result[facet], extent, knowledge.facets.get(facet));
    if (left) result[facet] = left;
  }
  return Object.keys(result).length === 0 && where === null ? null : result;
}

/** What an extent (null: all of the facet) leaves when another is taken from it; undefined when nothing or no single extent is left. */
export function less(from: Extent | undefined, taken: Extent, facet: Facet | undefined): Extent | undefined {
  if (taken.kind === 'interval') return lessInterval(from, taken);
  if (facet?.kind === 'flag') return from ? undefined : { kind: 'members', members: [taken.members.includes('no') ? (facet.members[0]?.id ?? 'yes') : 'no'] };
  const all = from?.kind === 'members' ? from.members : (facet?.members.map(({ id }) => id) ?? []);
  const members = all.filter((member) => !taken.members.includes(member));
  return members.length > 0 && members.length < all.length ? { kind: 'members', members } : undefined;
}

/** 60岁以上(不含80岁以上): what is left must be one band, and less than before. */
function lessInterval(from: Extent | undefined, taken: Extract<Extent, { kind: 'interval' }>): Extent | undefined {
  const band = from?.kind === 'interval' ? from : { kind: 'interval' as const, from: null, to: null };
  const common = meet(band, taken);
  if (common?.kind !== 'interval') return undefined;
  const [isFromStart, isToEnd] = [common.from === band.from, common.to === band.to];
  if (isFromStart && !isToEnd && common.to !== null) return { kind: 'interval', from: common.to + 1, to: band.to };
  if (isToEnd && !isFromStart && common.from !== null) return { kind: 'interval', from: band.from, to: common.from - 1 };
  return undefined;
}

/** What values already stated say of a facet by implication: 留守儿童 are under 18. */
export function impliedExtents(where: Where, facet: string, { facets }: Knowledge): Extent[] {
  return Object.entries(where).flatMap(([id, extent]) =>
    extent.kind === 'members'
      ? (facets.get(id)?.members ?? []).flatMap((member) => (extent.members.includes(member.id) ? (member.implies?.[facet] ?? []) : []))
      : [],
  );
}

/** What of a condition says where people live and are registered. */
export function scopesIn(where: Where, { facets }: Knowledge): Where {
  return Object.fromEntries(Object.entries(where).filter(([facet]) => facets.get(facet)?.scope === true));
}

/** Does the facet say whose population things are of: where people live, and where they are registered? */
export function isOfPopulation(facet: string, { facets }: Knowledge): boolean {
  return facets.get(facet)?.expected === true;
}

/** Women, or those of an age: what the rows of any table divide people by. */
export function isSexOrBand(facet: string, { facets }: Knowledge): boolean {
  return facet === 'person.sex' || facets.get(facet)?.kind === 'interval';
}

/** 居住, 户籍, 性别, 年龄: what may be said of anyone, and makes no group of its own as 低保 and 独居 do. */
export function isPlainFacet(facet: string, knowledge: Knowledge): boolean {
  return isOfPopulation(facet, knowledge) || isSexOrBand(facet, knowledge);
}

/** Does the condition make a group (低保, 独居) by more than what may be said of anyone? */
export function namesKind(where: Where, knowledge: Knowledge): boolean {
  return Object.keys(where).some((facet) => !isPlainFacet(facet, knowledge));
}

/** Does the condition say where people live or are registered, and nothing else? */
export function saysOnlyPopulation(where: Where, knowledge: Knowledge): boolean {
  const facets = Object.keys(where);
  return facets.length > 0 && facets.every((facet) => isOfPopulation(facet, knowledge));
}

/** Does the condition name a register that a department keeps (低保)? */
export function isRegistered(where: Where, { facets }: Knowledge): boolean {
  return Object.keys(where).some((facet) => facets.get(facet)?.registered === true);
}
