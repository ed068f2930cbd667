// Pairs of data that look alike and were kept apart, with the one facet that decides: what a coordinator should see before trusting merges.
import type { Consolidation, ConsolidatedElement, ConsolidatedField } from '../model/consolidation.ts';
import type { Extent, PlainPoint } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import { fieldsByElement } from './shared.ts';
import type { MeasureWords } from './words.ts';

export interface LookAlike {
  readonly a: ConsolidatedField;
  readonly b: ConsolidatedField;
  /** The facet that decides, and what each side states; null: it does not restrict it. */
  readonly facet: string;
  readonly sides: readonly [Extent | null, Extent | null];
  /** 0…1: how much of the words is the same. */
  readonly likeness: number;
  /** Somebody might well take them for one: populations, bounds a few years apart, a group and part of it. */
  readonly isTelling: boolean;
}

/** What it takes to see how telling a pair is. */
export interface LookAlikeInput {
  readonly consolidation: Consolidation;
  readonly knowledge: Knowledge;
  readonly words: MeasureWords;
}

/** The closest pairs of different departments: same class and measure, one facet apart, similar words. The telling ones first, then the closest. */
export function lookAlikes({ consolidation, knowledge, words }: LookAlikeInput, most = 120): LookAlike[] {
  const byElement = fieldsByElement(consolidation.fields);
  const fillers = new RegExp(words.fillers, 'gu');
  const plain = ({ label }: ConsolidatedField): string => label.join('').replace(fillers, '');
  const best = pairsOf(consolidation.elements).flatMap((pair) => closest(pair, byElement, plain) ?? []);
  const judged = best.map((pair) => ({ ...pair, isTelling: isTelling(pair, knowledge) }));
  const ordered = judged.toSorted(
    (x, y) => Number(y.isTelling) - Number(x.isTelling) || y.likeness - x.likeness || (x.a.key + x.b.key < y.a.key + y.b.key ? -1 : 1),
  );
  return varied(ordered).slice(0, most);
}

/** Bounds this far apart in all are easily mistaken for each other: 15—59 and 16—59, 60+ and 65+. */
const NEAR = 5;

/** That a part is not the whole, 男 not 女, 招聘会 not 普法宣传 surprises nobody. */
function isTelling({ facet, sides: [a, b] }: Pick<LookAlike, 'facet' | 'sides'>, knowledge: Knowledge): boolean {
  if (a === null || b === null) return false;
  if (a.kind === 'interval' && b.kind === 'interval') return apart(a.from ?? 0, b.from ?? 0) + apart(a.to ?? Infinity, b.to ?? Infinity) <= NEAR;
  const known = knowledge.facets.get(facet);
  if (known?.scope === true || known?.expected === true) return true;
  return a.kind === 'members' && b.kind === 'members' && a.members.some((member) => b.members.includes(member));
}

function apart(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a - b);
}

/** At most two pairs for each form and facet, so that one table does not fill the list. */
function varied(pairs: readonly LookAlike[]): LookAlike[] {
  const seen = new Map<string, number>();
  return pairs.filter(({ a, b, facet, sides }) => {
    const keys = [`${a.requirement}|${b.requirement}|${facet}`, `${facet}|${JSON.stringify(sides)}`];
    const isNew = keys.every((key) => (seen.get(key) ?? 0) < 2);
    if (isNew) for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1);
    return isNew;
  });
}

interface Pair {
  readonly a: ConsolidatedElement;
  readonly b: ConsolidatedElement;
  readonly facet: string;
}

interface Plain {
  readonly element: ConsolidatedElement;
  readonly point: PlainPoint;
}

/** Elements that differ in one facet only: grouped by all the rest. */
function pairsOf(elements: readonly ConsolidatedElement[]): Pair[] {
  const plain = elements.flatMap((element): Plain[] =>
    element.point.kind === 'plain' && element.point.open.length === 0 && element.point.measure.kind !== 'value' ? [{ element, point: element.point }] : [],
  );
  const groups = new Map<string, Plain[]>();
  const put = (key: string, each: Plain): void => void groups.set(key, [...(groups.get(key) ?? []), each]);
  for (const each of plain) for (const facet of Object.keys(each.point.where)) put(`${facet} ${restKey(each.point, facet)}`, each);
  const facets = [...new Set(plain.flatMap(({ point }) => Object.keys(point.where)))];
  for (const each of plain)
    for (const facet of facets)
      if (!(facet in each.point.where) && groups.has(`${facet} ${restKey(each.point, facet)}`)) put(`${facet} ${restKey(each.point, facet)}`, each);
  return [...groups].flatMap(([key, members]) => pairsWithin(members, key.slice(0, key.indexOf(' '))));
}

function pairsWithin(members: readonly Plain[], facet: string): Pair[] {
  const different = (a: Plain, b: Plain): boolean => JSON.stringify(a.point.where[facet]) !== JSON.stringify(b.point.where[facet]);
  return members.flatMap((a, index) => members.slice(index + 1).flatMap((b) => (different(a, b) ? [{ a: a.element, b: b.element, facet }] : [])));
}

function restKey(point: PlainPoint, facet: string): string {
  const rest = Object.entries(point.where).filter(([id]) => id !== facet);
  return JSON.stringify([point.object, point.measure, rest.toSorted(([a], [b]) => (a < b ? -1 : 1)), point.period]);
}

/** The two fields of different departments whose words are most alike; null when both are asked by one department only. */
type Close = Omit<LookAlike, 'isTelling'>;

function closest(
  { a, b, facet }: Pair,
  byElement: ReadonlyMap<string, readonly ConsolidatedField[]>,
  plain: (field: ConsolidatedField) => string,
): Close | null {
  let best: Close | null = null;
  for (const left of byElement.get(a.id) ?? [])
    for (const right of byElement.get(b.id) ?? []) {
      if (left.department === right.department) continue;
      const likeness = likenessOf(plain(left), plain(right));
      if (!best || likeness > best.likeness) best = { a: left, b: right, facet, sides: [whereOf(a, facet), whereOf(b, facet)], likeness };
    }
  return best && best.likeness >= LEAST_LIKENESS ? best : null;
}

const LEAST_LIKENESS = 0.34;

function whereOf({ point }: ConsolidatedElement, facet: string): Extent | null {
  return point.kind === 'plain' ? (point.where[facet] ?? null) : null;
}

/** Dice's coefficient over pairs of neighbouring letters. */
function likenessOf(a: string, b: string): number {
  const pairs = (text: string): Set<string> => new Set([...text].slice(1).map((letter, index) => ([...text][index] ?? '') + letter));
  const [left, right] = [pairs(a), pairs(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
}
