// Pairs of data that look alike and were kept apart, with the one facet that decides: what a coordinator should see before trusting merges.
import type { Consolidation, ConsolidatedElement, ConsolidatedField } from '../model/consolidation.ts';
import type { Extent, PlainPoint } from '../model/datapoint.ts';
import { fieldsByElement } from './shared.ts';

export interface LookAlike {
  readonly a: ConsolidatedField;
  readonly b: ConsolidatedField;
  /** The facet that decides, and what each side states; null: it does not restrict it. */
  readonly facet: string;
  readonly sides: readonly [Extent | null, Extent | null];
  /** 0…1: how much of the words is the same. */
  readonly likeness: number;
}

/** The closest pairs of different departments: same class and measure, one facet apart, similar words. */
export function lookAlikes(consolidation: Consolidation, most = 40): LookAlike[] {
  const byElement = fieldsByElement(consolidation.fields);
  const best = pairsOf(consolidation.elements).flatMap((pair) => closest(pair, byElement) ?? []);
  const ordered = best.toSorted((x, y) => weight(y) - weight(x) || (x.a.key + x.b.key < y.a.key + y.b.key ? -1 : 1));
  return varied(ordered).slice(0, most);
}

/** That a part is not the whole, or 男 not 女, surprises nobody: pairs that overlap and pairs of ranges come first. */
function weight({ likeness, sides: [a, b] }: LookAlike): number {
  if (a === null || b === null) return likeness - 0.45;
  const isEvident = a.kind === 'members' && b.kind === 'members' && !a.members.some((member) => b.members.includes(member));
  return likeness - (isEvident ? 0.45 : 0);
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
function closest({ a, b, facet }: Pair, byElement: ReadonlyMap<string, readonly ConsolidatedField[]>): LookAlike | null {
  let best: LookAlike | null = null;
  for (const left of byElement.get(a.id) ?? [])
    for (const right of byElement.get(b.id) ?? []) {
      if (left.department === right.department) continue;
      const likeness = likenessOf(wordsOf(left), wordsOf(right));
      if (!best || likeness > best.likeness) best = { a: left, b: right, facet, sides: [whereOf(a, facet), whereOf(b, facet)], likeness };
    }
  return best && best.likeness >= LEAST_LIKENESS ? best : null;
}

const LEAST_LIKENESS = 0.34;

function whereOf({ point }: ConsolidatedElement, facet: string): Extent | null {
  return point.kind === 'plain' ? (point.where[facet] ?? null) : null;
}

function wordsOf({ label }: ConsolidatedField): string {
  return label.join('').replace(/[\s(),、:一二三四五六七八九十.]+|其中|数量|人数|年末数/gu, '');
}

/** Dice's coefficient over pairs of neighbouring letters. */
function likenessOf(a: string, b: string): number {
  const pairs = (text: string): Set<string> => new Set([...text].slice(1).map((letter, index) => ([...text][index] ?? '') + letter));
  const [left, right] = [pairs(a), pairs(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
}
