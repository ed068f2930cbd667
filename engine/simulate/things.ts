// Made-up things of one class: each has one value for every facet of the knowledge in use, and none that contradicts another. So
// whatever is counted among them, parts add up to wholes.
import type { Extent, Where } from '../model/datapoint.ts';
import type { Facet, Knowledge } from '../model/knowledge.ts';
import type { Chance } from './chance.ts';

/** Shares and ranges for making things up. */
export interface Habits {
  readonly things: Readonly<Record<string, number>>;
  /** From, to, share. */
  readonly ages: readonly (readonly [number, number, number])[];
  /** "class.attribute" → smallest and largest value. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  /** "class.attribute" → what is written there, where any words will not do. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Words that mark what is made up, and yes and no as lists write them. */
  readonly words: Readonly<Record<'example' | 'name' | 'yes' | 'no', string>>;
  /** Facet → member → youngest and oldest who can have it. */
  readonly fromAge?: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>>;
  /** Facet → member → share; members not named share what is left. */
  readonly shares: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface Thing {
  readonly serial: number;
  /** Facet → member id or whole number; a facet that does not apply to the thing is absent. */
  readonly values: ReadonlyMap<string, string | number>;
  /** 1–12: when it happened, for things that happen. */
  readonly month: number;
  /** A number of the thing: its area, how many took part. */
  readonly amount: (attribute: string) => number;
}

/** Makes up things of a class; the same chance gives the same things. */
export function thingsOf(object: string, habits: Habits, knowledge: Knowledge, chance: Chance): Thing[] {
  const facets = [...knowledge.facets.values()].filter((facet) => facet.object === object).toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  return Array.from({ length: habits.things[object] ?? 40 }, (_, serial) => thingOf(object, serial, facets, habits, chance));
}

/** Numbers first: most other values depend on age. */
const ORDER: Record<Facet['kind'], number> = { interval: 0, partition: 1, flag: 2 };

function thingOf(object: string, serial: number, facets: readonly Facet[], habits: Habits, chance: Chance): Thing {
  const values = new Map<string, string | number>();
  const bounds = new Map<string, Extent>();
  for (const facet of facets) {
    const value = pick(facet, values, bounds, habits, chance);
    if (value === null) continue;
    values.set(facet.id, value);
    const implied = facet.members.find(({ id }) => id === value)?.implies ?? {};
    for (const [id, extent] of Object.entries(implied)) bounds.set(id, narrower(bounds.get(id), extent));
  }
  const amounts = new Map<string, number>();
  const amount = (attribute: string): number => {
    const own = values.get(`${object}.${attribute}`);
    if (typeof own === 'number') return own;
    const known = amounts.get(attribute) ?? chance.between(...rangeOf(`${object}.${attribute}`, habits));
    amounts.set(attribute, known);
    return known;
  };
  return { serial, values, month: chance.between(1, 12), amount };
}

export function rangeOf(id: string, { ranges }: Habits): readonly [number, number] {
  return ranges[id] ?? [0, 12];
}

/** A value that agrees with those already chosen; null when the facet does not apply. */
function pick(
  facet: Facet,
  values: ReadonlyMap<string, string | number>,
  bounds: ReadonlyMap<string, Extent>,
  habits: Habits,
  chance: Chance,
): string | number | null {
  if (facet.within && !satisfies(values, facet.within)) return null;
  if (facet.kind === 'interval') return facet.id.endsWith('.age') ? ageOf(habits, chance) : chance.between(...rangeOf(facet.id, habits));
  const bound = bounds.get(facet.id);
  const members = facet.kind === 'flag' ? [...facet.members, { id: 'no', title: '' }] : facet.members;
  const possible = members.filter(
    (member) =>
      isOfAge(facet, member.id, values, habits) &&
      agrees(member.implies ?? {}, values) &&
      (!bound || (bound.kind === 'members' && bound.members.includes(member.id))),
  );
  return chance.among(possible.map(({ id }) => ({ value: id, share: shareOf(facet, id, habits) })));
}

/** Nobody is married at five. */
function isOfAge({ id, object }: Facet, member: string, values: ReadonlyMap<string, string | number>, { fromAge }: Habits): boolean {
  const bounds = fromAge?.[id]?.[member];
  const age = values.get(`${object}.age`);
  return !bounds || typeof age !== 'number' || (age >= bounds[0] && age <= bounds[1]);
}

function ageOf({ ages }: Habits, chance: Chance): number {
  const [from, to] = chance.among(ages.map((band) => ({ value: band, share: band[2] }))) ?? [0, 0];
  return chance.between(from, to);
}

function shareOf(facet: Facet, member: string, { shares }: Habits): number {
  const given = shares[facet.id];
  if (given) return given[member] ?? Math.max(0.2, (100 - Object.values(given).reduce((sum, share) => sum + share, 0)) / facet.members.length);
  if (facet.kind === 'flag') return member === 'no' ? 90 : 10;
  return member === 'none' ? 88 : 10;
}

function agrees(implied: Where, values: ReadonlyMap<string, string | number>): boolean {
  return Object.entries(implied).every(([facet, extent]) => !values.has(facet) || holds(values.get(facet), extent));
}

/** Does a thing meet all conditions? A facet that it has no value for is met by nothing. */
export function satisfies(values: ReadonlyMap<string, string | number>, where: Where): boolean {
  return Object.entries(where).every(([facet, extent]) => holds(values.get(facet), extent));
}

function holds(value: string | number | undefined, extent: Extent): boolean {
  if (extent.kind === 'members') return typeof value === 'string' && extent.members.includes(value);
  return typeof value === 'number' && (extent.from === null || value >= extent.from) && (extent.to === null || value <= extent.to);
}

function narrower(before: Extent | undefined, extent: Extent): Extent {
  if (before?.kind !== 'members' || extent.kind !== 'members') return extent;
  return { kind: 'members', members: before.members.filter((member) => extent.members.includes(member)) };
}
