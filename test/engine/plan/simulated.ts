// A brute-force rendering of the tiny world: every kind of thing as a cell, so that truth is counting and rank is plain Gauss.
import fc from '../../random.ts';
import type { Where } from '../../../engine/model/datapoint.ts';
import { FREQUENCIES, monthsOf, periodsOf, type Frequency } from '../../../engine/model/period.ts';
import { functionalKey } from '../../../engine/match/functional.ts';
import type { FreeElement, PlainElement, PlanInput, Reading } from '../../../engine/plan/index.ts';
import { events, from, only, persons, RESIDENCE } from './drawn.ts';

type Cell = Readonly<Record<string, string | number>>;

const AGES = [3, 10, 17, 30, 59, 70, 85];
const cross = (facets: Readonly<Record<string, readonly (string | number)[]>>): Cell[] =>
  Object.entries(facets).reduce<Cell[]>((cells, [id, values]) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [id]: value }))), [{}]);

export const CELLS = {
  person: cross({ sex: ['男', '女'], age: AGES, residence: RESIDENCE, level: ['', '一级', '二级', '三级', '四级'] }).map((cell) => ({
    ...cell,
    disabled: cell.level === '' ? 'no' : 'yes',
  })),
  event: cross({ kind: ['调解', '走访', '演练'] }),
};

export type Thing = keyof typeof CELLS;

export function matches(cell: Cell, where: Where): boolean {
  return Object.entries(where).every(([facet, extent]) => {
    const value = cell[facet];
    if (extent.kind === 'members') return extent.members.includes(String(value));
    return Number(value) >= (extent.from ?? -Infinity) && Number(value) <= (extent.to ?? Infinity);
  });
}

/** An element together with the conditions it was drawn from. */
export interface Drawn {
  readonly element: PlainElement;
  readonly thing: Thing;
  readonly where: Where;
}

const personWhere: fc.Arbitrary<Where> = fc
  .record(
    {
      sex: fc.constantFrom(only('男'), only('女')),
      age: fc.constantFrom(from(60), from(80), from(60, 79), from(0, 17), from(18, 59), from(18), from(0, 59), from(6, 17)),
      residence: fc.subarray([...RESIDENCE], { minLength: 1, maxLength: 4 }).map((members) => only(...members)),
      disability: fc.constantFrom<Where>(
        { disabled: only('yes') },
        { disabled: only('no') },
        ...['一级', '二级', '三级', '四级'].map((level) => ({ level: only(level) })),
        { level: only('一级', '二级') },
        { level: only('三级', '四级') },
      ),
    },
    { requiredKeys: [] },
  )
  .map(({ disability, ...rest }) => ({ ...rest, ...disability }));

const eventWhere: fc.Arbitrary<Where> = fc.constantFrom<Where>(
  {},
  { kind: only('调解') },
  { kind: only('走访') },
  { kind: only('演练') },
  { kind: only('调解', '走访') },
);

const askedBy: fc.Arbitrary<{ department: string; frequency: Frequency }[]> = fc.array(
  fc.record({ department: fc.constantFrom('民政', '统计', '卫健'), frequency: fc.constantFrom(...FREQUENCIES) }),
  { minLength: 1, maxLength: 3 },
);

/** Elements drawn at random, matched (equal functionals and readings are one element), each asked by somebody. */
export const drawnElements: fc.Arbitrary<readonly Drawn[]> = fc
  .array(
    fc
      .oneof(
        { weight: 4, arbitrary: fc.record({ thing: fc.constant<Thing>('person'), where: personWhere }) },
        { weight: 1, arbitrary: fc.record({ thing: fc.constant<Thing>('event'), where: eventWhere }) },
      )
      .chain((what) => fc.tuple(fc.constant(what), askedBy, fc.constantFrom<Reading>('own', 'own', 'toDate'))),
    { minLength: 1, maxLength: 40 },
  )
  .map((list) => {
    const found = new Map<string, Drawn>();
    list.forEach(([{ thing, where }, asked, wanted], index) => {
      const reading = thing === 'event' ? wanted : 'own';
      const functional = thing === 'person' ? persons(where) : events(where);
      const id = `${reading} ${functionalKey(functional)}`;
      const before = found.get(id)?.element.asked ?? [];
      const askings = asked.map((each, k) => ({ ...each, field: `${index}.${k}`, requirement: `${each.department}-${each.frequency}` }));
      found.set(id, {
        thing,
        where,
        element: { id, title: id, functional, kind: thing === 'person' ? 'stock' : 'flow', reading, asked: [...before, ...askings] },
      });
    });
    return [...found.values()];
  });

export const drawnFree: fc.Arbitrary<readonly (FreeElement & { where: Where })[]> = fc
  .uniqueArray(personWhere, { maxLength: 3, selector: (where) => functionalKey(persons(where)) })
  .map((list) => list.map((where, index) => ({ reference: `r${index}`, functional: persons(where), kind: 'stock', where })));

export function inputOf(drawn: readonly Drawn[], free: readonly FreeElement[] = []): PlanInput {
  return { elements: drawn.map(({ element }) => element), ratios: [], opaque: [], free };
}

/** How many things of each cell there are in each month (index 0 = January), from a seed. */
export function simulate(seed: number): Readonly<Record<Thing, readonly (readonly number[])[]>> {
  let state = seed >>> 0;
  const next = (): number => (state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0) % 7;
  const months = (): number[] => Array.from({ length: 12 }, next);
  return { person: CELLS.person.map(months), event: CELLS.event.map(months) };
}

/** The direct count of what is asked. */
export function count(world: ReturnType<typeof simulate>, { thing, where }: Pick<Drawn, 'thing' | 'where'>, reading: Reading, period: string): number {
  return weights(thing, reading, period).reduce(
    (sum, month) => sum + CELLS[thing].reduce((n, cell, index) => n + (matches(cell, where) ? (world[thing][index]?.[month] ?? 0) : 0), 0),
    0,
  );
}

/** The months (0–11) whose things count in a period. */
export function weights(thing: Thing, reading: Reading, period: string): number[] {
  const { first, last } = monthsOf(period) ?? { first: 1, last: 12 };
  const start = thing === 'person' ? last : reading === 'toDate' ? 1 : first;
  return Array.from({ length: last - start + 1 }, (_, index) => start + index - 1);
}

/** Rank of everything asked over (cell, month): the least number of values a year, by plain elimination. */
export function denseRank(drawn: readonly Drawn[], free: readonly { where: Where }[] = []): number {
  const rows = drawn.flatMap(({ thing, where, element }) =>
    element.asked.flatMap(({ frequency }) => periodsOf(2026, frequency).map((period) => rowOf(thing, where, weights(thing, element.reading, period)))),
  );
  const known = free.map(({ where }) => rowOf('person', where, [11]));
  return rankOf([...known, ...rows]) - rankOf(known);
}

/** Sparse by (thing, month, cell), for `rankOf`. */
function rowOf(thing: Thing, where: Where, months: readonly number[]): Map<string, bigint> {
  const hits = CELLS[thing].map((cell, index) => (matches(cell, where) ? index : -1)).filter((index) => index >= 0);
  return new Map(months.flatMap((month) => hits.map((index) => [`${thing} ${month} ${index}`, 1n] as const)));
}

const PRIME = 2_305_843_009_213_693_951n;

function rankOf(rows: readonly ReadonlyMap<string, bigint>[]): number {
  const echelon = new Map<string, Map<string, bigint>>();
  for (const row of rows) {
    const left = new Map(row);
    for (const [lead, pivot] of echelon) {
      const factor = left.get(lead);
      if (factor === undefined) continue;
      for (const [key, value] of pivot) {
        const rest = ((((left.get(key) ?? 0n) - factor * value) % PRIME) + PRIME) % PRIME;
        if (rest === 0n) left.delete(key);
        else left.set(key, rest);
      }
    }
    const [lead] = left;
    if (!lead) continue;
    const inverse = power(lead[1], PRIME - 2n);
    echelon.set(lead[0], new Map([...left].map(([key, value]) => [key, (value * inverse) % PRIME])));
  }
  return echelon.size;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % PRIME) if (rest & 1n) result = (result * square) % PRIME;
  return result;
}
