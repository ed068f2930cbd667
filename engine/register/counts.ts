// What registers tell for free: which of the numbers that are asked can be counted from the rows of a roster.
//
// A roster determines a number when everything that the number counts is on the roster (its conditions contain those of the
// membership), and whatever the membership does not say by itself stands in a column of that roster, in values that can be followed.
import type { Extent, PlainPoint, Where } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import type { Membership, Register, RegisterColumn, RegisterCount } from '../model/register.ts';
import { functionalKey, functionalOf, mergeWhere, type Functional } from '../match/index.ts';
import type { Spellings } from './spelling.ts';

/** A number that is asked, as far as counting goes. */
export interface Countable {
  readonly id: string;
  readonly point: PlainPoint;
  readonly functional: Functional;
}

/** A count with the functional that the planner needs. */
export interface FreeCount {
  readonly count: RegisterCount;
  /** Id of the number that it tells. */
  readonly element: string;
  readonly functional: Functional;
}

/** Every number of `asked` that a roster determines, once for each roster that does. */
export function freeCounts(registers: readonly Register[], asked: readonly Countable[], knowledge: Knowledge, spellings: Spellings): FreeCount[] {
  return registers.flatMap((register) => {
    // A list of what happened does not say in which of a year's periods each line did.
    if (knowledge.objects.get(register.id)?.kind === 'flow') return [];
    const numbers = asked
      .filter(({ point, functional }) => point.object === register.id && functional.size > 0 && isCountable(point, register, spellings))
      .map((number): Candidate => ({ ...number, key: functionalKey(number.functional), facets: facetsOf(number.point.where, knowledge) }));
    const trusted = register.memberships.filter((membership) => isTrusted(membership, register, knowledge, spellings));
    return trusted.flatMap((membership) => numbers.flatMap((number) => countOf(number, register, membership, knowledge, spellings) ?? []));
  });
}

interface Candidate extends Countable {
  readonly key: string;
  /** Facets that its conditions speak of, or imply something about. */
  readonly facets: ReadonlySet<string>;
}

function facetsOf(where: Where, knowledge: Knowledge): Set<string> {
  const found = new Set<string>();
  const visit = (conditions: Where): void => {
    for (const [id, extent] of Object.entries(conditions)) {
      if (found.has(id)) continue;
      found.add(id);
      const facet = knowledge.facets.get(id);
      visit(facet?.within ?? {});
      if (extent.kind === 'members') for (const member of facet?.members ?? []) if (extent.members.includes(member.id)) visit(member.implies ?? {});
    }
  };
  visit(where);
  return found;
}

function isCountable({ open, measure }: PlainPoint, { id }: Register, spellings: Spellings): boolean {
  if (open.length > 0) return false;
  return measure.kind === 'count' || (measure.kind === 'sum' && spellings.isNumber(id, measure.of));
}

/**
 * A membership that says nothing is only believed of classes that are listed whole; one that leaves open which population it lists
 * (户籍, 常住 …) only of groups that are kept on a department's register wherever they live.
 */
function isTrusted({ where }: Membership, { id }: Register, knowledge: Knowledge, spellings: Spellings): boolean {
  if (where === null) return false;
  const stated = Object.keys(where);
  const leavesOpen = [...knowledge.facets.values()].some((facet) => facet.object === id && facet.expected === true && !stated.includes(facet.id));
  const isRegistered = stated.some((facet) => knowledge.facets.get(facet)?.registered === true);
  return (stated.length > 0 || spellings.listedWhole.has(id)) && (!leavesOpen || isRegistered);
}

function countOf(
  { id, point, functional, key, facets }: Candidate,
  register: Register,
  membership: Membership,
  knowledge: Knowledge,
  spellings: Spellings,
): FreeCount | null {
  if (!Object.keys(membership.where ?? {}).every((facet) => facets.has(facet))) return null;
  const onRoster = (where: Where): boolean => functionalKey(functionalOf({ ...point, where: mergeWhere(membership.where ?? {}, where) }, knowledge)) === key;
  if (!onRoster(point.where)) return null;
  const columns = columnsOf(register, membership);
  const sum = point.measure.kind === 'count' ? null : columns.find(({ attribute }) => point.measure.kind === 'sum' && attribute === point.measure.of);
  if (sum === undefined) return null;
  const readable = (facet: string): boolean => columnFor(facet, point.where[facet], columns, register.id, spellings) !== null;
  const needed = new Set(neededFacets(point.where, onRoster, readable));
  if (![...needed].every(readable)) return null;
  const conditions = Object.keys(point.where)
    .sort()
    .flatMap((facet) => conditionOf(facet, !needed.has(facet), point.where[facet], columns, register.id, spellings) ?? []);
  return {
    count: { reference: `${membership.id} ${id}`, register: register.id, membership: membership.id, conditions, sum: sum?.id ?? null },
    element: id,
    functional,
  };
}

/** The conditions that remain when what the membership implies is left out, those that no column tells first. */
function neededFacets(where: Where, onRoster: (where: Where) => boolean, readable: (facet: string) => boolean): string[] {
  const facets = Object.keys(where).sort((a, b) => Number(readable(a)) - Number(readable(b)) || (a < b ? -1 : 1));
  return facets.reduce<string[]>((kept, facet) => {
    const rest = kept.filter((other) => other !== facet);
    return onRoster(Object.fromEntries(Object.entries(where).filter(([id]) => rest.includes(id)))) ? rest : kept;
  }, facets);
}

function columnsOf(register: Register, membership: Membership): RegisterColumn[] {
  const ids = new Set(membership.columns.map(({ column }) => column));
  return register.columns.filter(({ id, attribute }) => attribute !== null && ids.has(id));
}

/** What the membership implies is looked up too where a column has it: the row knows better than a title read wrongly. */
function conditionOf(
  facet: string,
  implied: boolean,
  extent: Extent | undefined,
  columns: readonly RegisterColumn[],
  object: string,
  spellings: Spellings,
): RegisterCount['conditions'][number] | null {
  const column = columnFor(facet, extent, columns, object, spellings);
  return column?.attribute && extent ? { facet, extent, column: column.id, attribute: column.attribute, implied } : null;
}

/** A column whose values, whichever is written, decide the condition. */
function columnFor(facet: string, extent: Extent | undefined, columns: readonly RegisterColumn[], object: string, spellings: Spellings): RegisterColumn | null {
  if (!extent) return null;
  const decides = (attribute: string): boolean => {
    const choices = spellings.choicesOf(object, attribute);
    return choices === null ? extent.kind === 'interval' && spellings.isNumber(object, attribute) : choices.every((choice) => within(choice, extent) !== null);
  };
  return columns.find(({ attribute }) => attribute !== null && spellings.facetOf(object, attribute) === facet && decides(attribute)) ?? null;
}

/** Does what is said lie within the extent (true), outside it (false), or neither (null)? */
export function within(said: Extent, extent: Extent): boolean | null {
  if (said.kind === 'interval' && extent.kind === 'interval') return withinBounds(said, extent);
  if (said.kind !== 'members' || extent.kind !== 'members') return null;
  const inside = said.members.filter((member) => extent.members.includes(member)).length;
  return inside === said.members.length ? true : inside === 0 ? false : null;
}

type Interval = Extract<Extent, { kind: 'interval' }>;

function withinBounds(said: Interval, { from, to }: Interval): boolean | null {
  const low = said.from ?? -Infinity;
  const high = said.to ?? Infinity;
  if (low >= (from ?? -Infinity) && high < (to ?? Infinity) + 1) return true;
  return high < (from ?? -Infinity) || low >= (to ?? Infinity) + 1 ? false : null;
}
