// A data point as a vector: the linear functional over the finest cells that it is, written in a basis in which only the
// facets it mentions appear. Two data points are the same datum exactly when their functionals are equal, and what follows
// from what is linear algebra over them.
//
// Basis of one facet, anchored at the total ("1", not written): a flag {1, f}; a partition {1, m1 … m(k−1)}, the last member being
// what the others leave; an integer {1, ≥t}. A monomial is a product of such factors for different facets; what the factors imply is
// left out, so that 独居老人 and 60岁以上独居老人 come out equal.
import type { Extent, PlainPoint, Where } from '../model/datapoint.ts';
import type { Facet, Knowledge } from '../model/knowledge.ts';

/** Monomial key → whole-number coefficient; never zero. Keys of different objects, measures and open words never coincide. */
export type Functional = ReadonlyMap<string, number>;

/** A basis factor: member `member` of a partition or flag, or age ≥ `atLeast`. */
type Factor = { readonly facet: string; readonly member: string } | { readonly facet: string; readonly atLeast: number };
type Monomial = readonly Factor[];
type Combination = readonly { readonly coefficient: number; readonly factors: Monomial }[];

const ONE: Combination = [{ coefficient: 1, factors: [] }];

/** The functional of a plain data point; empty when its conditions exclude each other. Periods are not part of it. */
export function functionalOf(point: PlainPoint, knowledge: Knowledge): Functional {
  const space = spaceOf(point);
  const terms = new Map<string, number>();
  for (const { coefficient, monomial } of monomialsOf(point.where, knowledge)) {
    const key = `${space}|${monomial}`;
    const sum = (terms.get(key) ?? 0) + coefficient;
    if (sum === 0) terms.delete(key);
    else terms.set(key, sum);
  }
  return terms;
}

/** The conditions expanded, each monomial as text; kept, since many forms ask the same. */
function monomialsOf(where: Where, knowledge: Knowledge): readonly { readonly coefficient: number; readonly monomial: string }[] {
  const { expanded } = memoOf(knowledge);
  const key = Object.keys(where)
    .sort()
    .map((id) => `${id}:${extentKey(where[id])}`)
    .join(' ');
  const known = expanded.get(key);
  if (known) return known;
  const made = expand(where, knowledge).map(({ coefficient, factors }) => ({ coefficient, monomial: monomialKey(factors) }));
  expanded.set(key, made);
  return made;
}

function extentKey(extent: Extent | undefined): string {
  if (!extent) return '';
  return extent.kind === 'interval' ? `${extent.from ?? ''}..${extent.to ?? ''}` : extent.members.join(',');
}

function monomialKey(factors: Monomial): string {
  return factors.map(factorKey).join('&');
}

/** A canonical text of a functional: equal texts, equal functionals. */
export function functionalKey(functional: Functional): string {
  return [...functional.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, coefficient]) => `${coefficient}*${key}`)
    .join(' + ');
}

/** Σ coefficient × functional, zeros dropped. */
export function combine(parts: readonly { readonly coefficient: number; readonly functional: Functional }[]): Functional {
  const sum = new Map<string, number>();
  for (const { coefficient, functional } of parts)
    for (const [key, value] of functional) {
      const next = (sum.get(key) ?? 0) + coefficient * value;
      if (next === 0) sum.delete(key);
      else sum.set(key, next);
    }
  return sum;
}

/** Object, measure and open words: functionals of different spaces share no monomial. */
function spaceOf(point: PlainPoint): string {
  const of = point.measure.kind === 'count' ? 'count' : `${point.measure.kind}:${point.measure.of}`;
  return `${point.object}|${of}|${point.open.join('+')}`;
}

function expand(where: Where, knowledge: Knowledge): Combination {
  let product = ONE;
  for (const id of Object.keys(where).sort()) {
    const extent = where[id];
    const facet = knowledge.facets.get(id);
    if (!extent) continue;
    product = multiply(product, facet ? facetFactors(facet, extent, knowledge) : unknownFactors(id, extent));
  }
  return product.flatMap(({ coefficient, factors }) => scale(coefficient, reduce(factors, knowledge)));
}

/** One facet's extent as a sum of basis factors. */
function facetFactors(facet: Facet, extent: Extent, knowledge: Knowledge): Combination {
  if (extent.kind === 'interval') return intervalFactors(facet.id, extent.from, extent.to, facet.least);
  if (facet.kind === 'flag') return flagFactors(facet, extent.members);
  const remainder = facet.members.at(-1)?.id;
  if (remainder === undefined || !extent.members.includes(remainder)) return [...new Set(extent.members)].map((member) => single(facet.id, member));
  const missing = facet.members.filter(({ id }) => !extent.members.includes(id));
  const whole = facet.within ? expand(facet.within, knowledge) : ONE;
  return [...whole, ...missing.map(({ id }) => ({ coefficient: -1, factors: [{ facet: facet.id, member: id }] }))];
}

function flagFactors(facet: Facet, members: readonly string[]): Combination {
  if (members.length === 0) return [];
  const yes = facet.members[0]?.id ?? 'yes';
  const includesYes = members.includes(yes);
  const includesNo = members.some((member) => member !== yes);
  if (includesYes && includesNo) return ONE;
  return includesYes ? [single(facet.id, yes)] : [...ONE, { coefficient: -1, factors: [{ facet: facet.id, member: yes }] }];
}

function intervalFactors(facet: string, from: number | null, to: number | null, least = 0): Combination {
  if (to !== null && to < Math.max(from ?? least, least)) return [];
  const lower: Combination = from === null || from <= least ? ONE : [{ coefficient: 1, factors: [{ facet, atLeast: from }] }];
  return to === null ? lower : [...lower, { coefficient: -1, factors: [{ facet, atLeast: to + 1 }] }];
}

function unknownFactors(facet: string, extent: Extent): Combination {
  return extent.kind === 'members' ? [...new Set(extent.members)].map((member) => single(facet, member)) : intervalFactors(facet, extent.from, extent.to);
}

function single(facet: string, member: string): Combination[number] {
  return { coefficient: 1, factors: [{ facet, member }] };
}

function scale(coefficient: number, combination: Combination): Combination {
  return combination.map((term) => ({ ...term, coefficient: term.coefficient * coefficient }));
}

function multiply(a: Combination, b: Combination): Combination {
  return a.flatMap((left) => b.map((right) => ({ coefficient: left.coefficient * right.coefficient, factors: [...left.factors, ...right.factors] })));
}

/**
 * Rewrites a product so that equal products become equal monomials: contradictions vanish, a member that is the last of those which
 * the rest leaves open is written as what the others leave, and factors that the rest implies are dropped, one at a time, so that
 * of two factors which imply each other one remains.
 */
function reduce(factors: Monomial, knowledge: Knowledge): Combination {
  const { reduced } = memoOf(knowledge);
  const key = monomialKey(factors);
  const known = reduced.get(key);
  if (known) return known;
  const made = reduceAnew(factors, knowledge);
  reduced.set(key, made);
  return made;
}

/** What a knowledge was asked before: the same few products and members recur on every form. */
interface Memo {
  readonly expanded: Map<string, readonly { readonly coefficient: number; readonly monomial: string }[]>;
  readonly reduced: Map<string, Combination>;
  readonly implied: Map<string, Where>;
}

const memos = new WeakMap<Knowledge, Memo>();

function memoOf(knowledge: Knowledge): Memo {
  const known = memos.get(knowledge);
  if (known) return known;
  const made: Memo = { expanded: new Map(), reduced: new Map(), implied: new Map() };
  memos.set(knowledge, made);
  return made;
}

function reduceAnew(factors: Monomial, knowledge: Knowledge): Combination {
  const kept = merge(factors);
  if (!kept || isContradiction(kept, knowledge)) return [];
  for (const factor of kept) {
    const rest = kept.filter((other) => other !== factor);
    const block = blockOf(factor, rest, knowledge);
    if (block) return remainder(factor, block, rest, knowledge);
  }
  const needed = kept.reduce<Monomial>((left, factor) => {
    const rest = left.filter((other) => other !== factor);
    const bound = closure(rest, knowledge).get(factor.facet);
    return bound && follows(bound, factor) ? rest : left;
  }, kept);
  return [{ coefficient: 1, factors: needed }];
}

/** One factor for each facet, in order; null when two of one facet exclude each other. */
function merge(factors: Monomial): Monomial | null {
  const byFacet = new Map<string, Factor>();
  for (const factor of factors) {
    const before = byFacet.get(factor.facet);
    const merged = before ? meet(before, factor) : factor;
    if (!merged) return null;
    byFacet.set(factor.facet, merged);
  }
  return [...byFacet.values()].sort((a, b) => (factorKey(a) < factorKey(b) ? -1 : 1));
}

/** Do the factors imply something impossible, or something that one of them rules out? */
function isContradiction(factors: Monomial, knowledge: Knowledge): boolean {
  const implied = closure(factors, knowledge);
  if ([...implied.values()].some(isEmpty)) return true;
  return factors.some((factor) => {
    const bound = implied.get(factor.facet);
    return bound !== undefined && excludes(bound, factor);
  });
}

interface Block {
  /** What holds for every thing with one of the members. */
  readonly given: Monomial;
  readonly members: readonly string[];
}

/** Several members of which the factor is the last, and which the rest (or one flag or member that the factor itself implies) leaves open. */
function blockOf(factor: Factor, rest: Monomial, knowledge: Knowledge): Block | null {
  if (!('member' in factor)) return null;
  const bound = closure(rest, knowledge).get(factor.facet);
  if (bound && isLastOf(bound, factor, knowledge)) return { given: [], members: bound.members };
  const blocks: Block[] = [];
  for (const [facet, extent] of closure([factor], knowledge)) {
    const [member] = extent.kind === 'members' ? extent.members : [];
    if (member === undefined || extent.kind !== 'members' || extent.members.length !== 1 || !isBasis(facet, member, knowledge)) continue;
    const parent: Monomial = [{ facet, member }];
    const left = closure(parent, knowledge).get(factor.facet);
    if (left && isLastOf(left, factor, knowledge)) blocks.push({ given: parent, members: left.members });
  }
  const [smallest] = blocks.sort((a, b) => a.members.length - b.members.length || (blockKey(a) < blockKey(b) ? -1 : 1));
  return smallest ?? null;
}

function blockKey({ given }: Block): string {
  return given.map(factorKey).join('&');
}

/** Is "facet = member" a basis factor: the true-member of a flag, or any but the last member of a partition? */
function isBasis(facetId: string, member: string, knowledge: Knowledge): boolean {
  const facet = knowledge.facets.get(facetId);
  if (!facet) return true;
  return facet.kind === 'flag' ? facet.members[0]?.id === member : facet.members.at(-1)?.id !== member;
}

/** The factor within `rest`, written as all of the block less its other members. */
function remainder(factor: Factor, { given, members }: Block, rest: Monomial, knowledge: Knowledge): Combination {
  const context = [...rest, ...given];
  const others = members.filter((member) => 'member' in factor && member !== factor.member);
  return [...reduce(context, knowledge), ...others.flatMap((member) => scale(-1, reduce([...context, { facet: factor.facet, member }], knowledge)))];
}

/** Two factors of one facet at once: the narrower, or null when they exclude each other. */
function meet(a: Factor, b: Factor): Factor | null {
  if ('atLeast' in a && 'atLeast' in b) return a.atLeast >= b.atLeast ? a : b;
  if ('member' in a && 'member' in b) return a.member === b.member ? a : null;
  return null;
}

/** Everything that the factors imply about facets, their own facets' statements excluded. */
function closure(factors: readonly Factor[], knowledge: Knowledge): Map<string, Extent> {
  const implied = new Map<string, Extent>();
  const waiting: Where[] = factors.map((factor) => implicationsOf(factor, knowledge));
  for (let where = waiting.pop(); where; where = waiting.pop())
    for (const [facet, extent] of Object.entries(where)) {
      const before = implied.get(facet);
      const met = before ? intersect(before, extent) : extent;
      if (before && sameExtent(before, met)) continue;
      implied.set(facet, met);
      if (met.kind === 'members' && met.members.length === 1) waiting.push(implicationsOf({ facet, member: met.members[0] ?? '' }, knowledge));
      else if (knowledge.facets.get(facet)?.kind === 'partition') waiting.push(knowledge.facets.get(facet)?.within ?? {});
    }
  return implied;
}

function implicationsOf(factor: Factor, knowledge: Knowledge): Where {
  if (!('member' in factor)) return {};
  const { implied } = memoOf(knowledge);
  const key = factorKey(factor);
  const known = implied.get(key);
  if (known) return known;
  const made = implicationsOfMember(factor, knowledge);
  implied.set(key, made);
  return made;
}

function implicationsOfMember(factor: Extract<Factor, { member: string }>, knowledge: Knowledge): Where {
  const facet = knowledge.facets.get(factor.facet);
  if (!facet) return {};
  if (facet.kind === 'flag' && facet.members[0]?.id !== factor.member) return {}; // not having a flag says nothing
  const own = facet.members.find(({ id }) => id === factor.member)?.implies ?? {};
  return mergeWhere(facet.within ?? {}, own);
}

/** Both conditions at once. */
export function mergeWhere(a: Where, b: Where): Where {
  const merged: Record<string, Extent> = { ...a };
  for (const [facet, extent] of Object.entries(b)) {
    const before = merged[facet];
    merged[facet] = before ? intersect(before, extent) : extent;
  }
  return merged;
}

/** The common part of two extents of one facet; members may come out empty, an interval may come out with from > to. */
export function intersect(a: Extent, b: Extent): Extent {
  if (a.kind === 'interval' && b.kind === 'interval') return { kind: 'interval', from: larger(a.from, b.from), to: smaller(a.to, b.to) };
  if (a.kind === 'members' && b.kind === 'members') return { kind: 'members', members: a.members.filter((member) => b.members.includes(member)) };
  return b;
}

function larger(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

function smaller(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function sameExtent(a: Extent, b: Extent): boolean {
  if (a.kind === 'interval') return b.kind === 'interval' && a.from === b.from && a.to === b.to;
  return b.kind === 'members' && a.members.length === b.members.length && a.members.every((member) => b.members.includes(member));
}

function excludes(bound: Extent, factor: Factor): boolean {
  if (bound.kind === 'interval') return 'atLeast' in factor && bound.to !== null && factor.atLeast > bound.to;
  return 'member' in factor && !bound.members.includes(factor.member);
}

function follows(bound: Extent, factor: Factor): boolean {
  if (bound.kind === 'interval') return 'atLeast' in factor && bound.from !== null && factor.atLeast <= bound.from;
  return 'member' in factor && bound.members.length === 1 && bound.members[0] === factor.member;
}

/** No thing has it: no members, or bounds that cross. */
function isEmpty(extent: Extent): boolean {
  if (extent.kind === 'members') return extent.members.length === 0;
  return extent.from !== null && extent.to !== null && extent.from > extent.to;
}

/**
 * Is this the last of several members that the bound leaves open, to be written as what the others leave? Not where the facet's own
 * last member is among them: that one is already written as what all others leave.
 */
function isLastOf(bound: Extent, factor: Factor, knowledge: Knowledge): bound is Extract<Extent, { kind: 'members' }> {
  if (bound.kind !== 'members' || !('member' in factor) || bound.members.length < 2 || bound.members.at(-1) !== factor.member) return false;
  return bound.members.every((member) => isBasis(factor.facet, member, knowledge));
}

function factorKey(factor: Factor): string {
  return 'member' in factor ? `${factor.facet}=${factor.member}` : `${factor.facet}>=${String(factor.atLeast).padStart(3, '0')}`;
}
