// What a made-up community would answer: every item counted among the same things, every register row one of them.
import { checkDigit } from '../check/identity.ts';
import { saying, type Vocabulary } from '../interpret/index.ts';
import type { Consolidation, ConsolidatedElement, ConsolidatedItem } from '../model/consolidation.ts';
import type { DataPoint, PlainPoint, SumPoint } from '../model/datapoint.ts';
import { Exact, formatExact } from '../model/exact.ts';
import { parseFraction } from '../model/fraction.ts';
import { monthsOf, periodsOf } from '../model/period.ts';
import type { Register, RegisterColumn } from '../model/register.ts';
import type { Scalar } from '../model/sheet.ts';
import type { CommunityValues } from '../model/values.ts';
import type { Spellings } from '../register/index.ts';
import { chanceFrom, type Chance } from './chance.ts';
import { type Habits, rangeOf, satisfies, type Thing, thingsOf } from './things.ts';

export interface SimulateInput {
  readonly consolidation: Consolidation;
  readonly vocabulary: Vocabulary;
  readonly spellings: Spellings;
  readonly habits: Habits;
  readonly community: { readonly code: string; readonly name: string };
  readonly seed: number;
}

interface World {
  readonly input: SimulateInput;
  readonly things: ReadonlyMap<string, readonly Thing[]>;
  readonly facts: (attribute: string) => number;
  /** Stocks already counted: they are the same in every period. */
  readonly stocks: WeakMap<PlainPoint, Exact>;
}

/** One community's answers for the year. Deterministic. */
export function simulate(input: SimulateInput): CommunityValues {
  const { consolidation, vocabulary, habits, community, seed } = input;
  const { knowledge } = vocabulary.lexicon;
  const chance = chanceFrom(seed);
  const things = new Map([...knowledge.objects.keys()].map((object) => [object, thingsOf(object, habits, knowledge, chance)]));
  const world = { input, things, facts: factsOf(habits, chance), stocks: new WeakMap() };
  const elements = new Map(consolidation.elements.map((element) => [element.id, element]));
  const items = consolidation.items.flatMap((item) => {
    const element = elements.get(item.element);
    return element
      ? [[item.id, new Map(periodsOf(consolidation.pack.year, item.frequency).map((period) => [period, answerTo(item, element, period, world)]))] as const]
      : [];
  });
  return { ...community, items: new Map(items), registers: new Map(consolidation.registers.map((register) => [register.id, rowsOf(register, world)])) };
}

/** Plain facts of the community, each made up once. */
function factsOf(habits: Habits, chance: Chance): (attribute: string) => number {
  const known = new Map<string, number>();
  return (attribute) => {
    const value = known.get(attribute) ?? chance.between(...rangeOf(`community.${attribute}`, habits));
    known.set(attribute, value);
    return value;
  };
}

// ---- items ----------------------------------------------------------------------------------------------------------

function answerTo(item: ConsolidatedItem, element: ConsolidatedElement, period: string, world: World): Scalar {
  if (element.answers === 'text') return textFor(element, item, world);
  const base = amountOf(element.point, period, world);
  const factor = parseFraction(item.factor);
  if (!factor || element.point.kind === 'ratio') return Number(formatExact(base));
  return Number(formatExact(base.times(`${factor.denominator}`).dividedBy(`${factor.numerator}`).toDecimalPlaces(6)));
}

/** Words that are plainly made up. */
function textFor({ point }: ConsolidatedElement, item: ConsolidatedItem, { input }: World): string {
  const choices = input.consolidation.fields.find(({ element, choices: listed }) => element === item.element && listed !== null)?.choices;
  if (choices?.[0] !== undefined) return choices[0];
  const written = point.kind === 'plain' && point.measure.kind === 'value' ? input.habits.texts?.[`${point.object}.${point.measure.of}`] : undefined;
  if (written !== undefined) return written;
  return `${point.kind === 'plain' ? saying(point, input.vocabulary, 'zh').measure : item.title}${input.habits.words.example}`;
}

function amountOf(point: DataPoint, period: string, world: World): Exact {
  switch (point.kind) {
    case 'plain':
      return plainAmount(point, period, world);
    case 'sum':
      return sumAmount(point, period, world);
    case 'ratio': {
      const [above, below] = [amountOf(point.numerator, period, world), amountOf(point.denominator, period, world)];
      return below.isZero() ? new Exact(0) : above.dividedBy(below).times(point.factor).toDecimalPlaces(point.decimals);
    }
  }
}

function sumAmount({ terms }: SumPoint, period: string, world: World): Exact {
  return terms.reduce((sum, { coefficient, point }) => sum.plus(plainAmount(point, period, world).times(coefficient)), new Exact(0));
}

function plainAmount(point: PlainPoint, period: string, world: World): Exact {
  if (point.period !== 'instant') return counted(point, period, world);
  const known = world.stocks.get(point) ?? counted(point, period, world);
  world.stocks.set(point, known);
  return known;
}

function counted({ object, measure, where, period: time }: PlainPoint, period: string, { things, facts }: World): Exact {
  if (measure.kind === 'value') return new Exact(facts(measure.of));
  const months = monthsOf(period);
  const first = time === 'toDate' ? 1 : (months?.first ?? 1);
  const isCounted = (thing: Thing): boolean =>
    satisfies(thing.values, where) && (time === 'instant' || (thing.month >= first && thing.month <= (months?.last ?? 12)));
  const found = (things.get(object) ?? []).filter(isCounted);
  return new Exact(measure.kind === 'count' ? found.length : found.reduce((sum, thing) => sum + thing.amount(measure.of), 0));
}

// ---- registers ------------------------------------------------------------------------------------------------------

/** Every thing that belongs on at least one roster. Where only people can tell who belongs, one in ten does. */
function rowsOf(register: Register, world: World): ReadonlyMap<string, Scalar>[] {
  return (world.things.get(register.id) ?? []).flatMap((thing) => {
    const ticks = register.memberships.map(({ id, where }) => [id, where ? satisfies(thing.values, where) : thing.serial % 10 === 0] as const);
    if (!ticks.some(([, belongs]) => belongs)) return [];
    const cells = register.columns.filter(({ serial }) => !serial).map((column) => [column.id, cellOf(register.id, column, thing, world)] as const);
    return [new Map<string, Scalar>([...cells, ...ticks])];
  });
}

function cellOf(object: string, { attribute, choices }: RegisterColumn, thing: Thing, world: World): Scalar {
  if (attribute === null) return null;
  const { input } = world;
  const { spellings, vocabulary } = input;
  const facet = spellings.facetOf(object, attribute);
  const value = facet === null ? undefined : thing.values.get(facet);
  if (facet === null) return invented(object, attribute, thing, world);
  if (typeof value === 'number' || value === undefined) return value ?? null;
  const titles = vocabulary.lexicon.knowledge.facets.get(facet)?.members.find(({ id }) => id === value)?.title ?? '';
  const written = [...(choices ?? []), titles, input.habits.words.yes, input.habits.words.no, value];
  return written.find((text) => says(text, object, attribute, value, spellings)) ?? null;
}

function says(text: string, object: string, attribute: string, member: string, spellings: Spellings): boolean {
  const said = spellings.read(object, attribute, text);
  return said.kind === 'extent' && said.extent.kind === 'members' && said.extent.members.includes(member);
}

/** Names and numbers that nobody has: telephone numbers begin with 000. */
function invented(object: string, attribute: string, thing: Thing, world: World): Scalar {
  const { spellings, habits } = world.input;
  if (spellings.isNumber(object, attribute)) return thing.amount(attribute);
  const serial = String(thing.serial + 1).padStart(4, '0');
  if (attribute === 'idCard') return identityOf(thing, object, world);
  if (attribute === 'phone') return `000-0000${serial}`;
  return `${habits.words.name}${serial}`;
}

/** Days of January, and the numbers in order that each leaves to one sex. */
const DAYS = 31;
const ORDERS = 500;

/**
 * An identity number as the standard wants it, of a place that there is not (999999): it tells the thing's age in that year, from January on, and its sex.
 * Communities whose seeds follow one another have numbers that follow one another, so as long as they are 15,500 people together no two have the same.
 */
function identityOf({ serial, values }: Thing, object: string, { input, things }: World): string {
  const age = values.get(`${object}.age`);
  const place = (input.seed * (things.get(object)?.length ?? 0) + serial) % (DAYS * ORDERS);
  const [day, order] = [1 + Math.floor(place / ORDERS), (place % ORDERS) * 2 + (values.get(`${object}.sex`) === 'female' ? 0 : 1)];
  const year = input.consolidation.pack.year - (typeof age === 'number' ? age : 40);
  const digits = `999999${year}01${String(day).padStart(2, '0')}${String(order).padStart(3, '0')}`;
  return digits + checkDigit(digits);
}
