// Why two fields are held to be the same, different or doubtful: the facets that decide, with the words on each form they were read from.
import type { Extent, PlainPoint, Where } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import type { Evidence, FieldMeaning } from '../model/meaning.ts';
import { combine, functionalKey, functionalOf, mergeWhere, type Functional } from './functional.ts';
import { identityOf, needsReview } from './identity.ts';
import { extentText, meaningOf } from './title.ts';

/** Of the things that both count: a ⊂ b, a ⊃ b, none in common, none in common and together all, some in common, not comparable. */
export type Overlap = 'equal' | 'subset' | 'superset' | 'disjoint' | 'complement' | 'overlapping' | 'unrelated';

/** One thing in which they differ. `facet` is a facet's id, or object, measure, period, words or formula. */
export interface Difference {
  readonly facet: string;
  readonly title: string;
  /** What each states, in words; null where a form states nothing. */
  readonly a: string | null;
  readonly b: string | null;
  /** The words on each form that say so. */
  readonly from: { readonly a: readonly Evidence[]; readonly b: readonly Evidence[] };
}

export interface Verdict {
  readonly kind: 'SAME' | 'DIFFERENT' | 'UNDERSPECIFIED';
  readonly relation: Overlap;
  /** Empty exactly when they are the same. */
  readonly differences: readonly Difference[];
  readonly meaning: { readonly a: string; readonly b: string };
}

/**
 * SAME when both are one datum. UNDERSPECIFIED when a person must rule on one of them, or when all that separates them is a population
 * that one states and the other leaves open (户籍? 常住?). DIFFERENT otherwise.
 */
export function verdict(a: FieldMeaning, b: FieldMeaning, knowledge: Knowledge): Verdict {
  const meaning = { a: meaningOf(a.point, knowledge), b: meaningOf(b.point, knowledge) };
  if (identityOf(a, knowledge).key === identityOf(b, knowledge).key) return { kind: 'SAME', relation: 'equal', differences: [], meaning };
  const differences = differencesOf(a, b, knowledge);
  const doubtful = needsReview(a) || needsReview(b) || differences.every((difference) => isLeftOpen(difference, knowledge));
  return { kind: doubtful ? 'UNDERSPECIFIED' : 'DIFFERENT', relation: relationOf(a, b, knowledge), differences, meaning };
}

/** A population that departments are known to count differently, stated on one side only. */
function isLeftOpen({ facet, a, b }: Difference, knowledge: Knowledge): boolean {
  return knowledge.facets.get(facet)?.expected === true && (a === null || b === null);
}

function differencesOf(a: FieldMeaning, b: FieldMeaning, knowledge: Knowledge): Difference[] {
  const [left, right] = [a.point, b.point];
  if (left.kind !== 'plain' || right.kind !== 'plain')
    return [{ facet: 'formula', title: '算法', a: meaningOf(left, knowledge), b: meaningOf(right, knowledge), from: { a: a.evidence, b: b.evidence } }];
  const side = (facet: string, title: string, x: string | null, y: string | null): Difference[] =>
    x === y ? [] : [{ facet, title, a: x, b: y, from: { a: saying(a, title), b: saying(b, title) } }];
  const periodOf = ({ point, frequency }: FieldMeaning): string | null =>
    point.kind !== 'ratio' && point.period === 'toDate' && frequency !== 'annual' ? '本年累计' : null;
  const found = [
    ...side('object', '对象', objectTitle(left, knowledge), objectTitle(right, knowledge)),
    ...side('measure', '计量', measureText(left), measureText(right)),
    ...facetDifferences(left.where, right.where, knowledge).flatMap(({ id, title, x, y }) => side(id, title, x, y)),
    ...side('words', '其他用语', left.open.join('、') || null, right.open.join('、') || null),
    ...side('period', '时期', periodOf(a), periodOf(b)),
  ];
  return found.length > 0
    ? found
    : [
        {
          facet: 'words',
          title: '待确认',
          a: a.doubts.map(({ words }) => words).join('、') || null,
          b: b.doubts.map(({ words }) => words).join('、') || null,
          from: { a: [], b: [] },
        },
      ];
}

function facetDifferences(a: Where, b: Where, knowledge: Knowledge): { id: string; title: string; x: string | null; y: string | null }[] {
  const text = (id: string, extent: Extent | undefined): string | null => (extent ? extentText(id, extent, knowledge) : null);
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .sort()
    .map((id) => ({ id, title: knowledge.facets.get(id)?.title ?? id, x: text(id, a[id]), y: text(id, b[id]) }));
}

/** Evidence that speaks of the facet. */
function saying({ evidence }: FieldMeaning, title: string): Evidence[] {
  return evidence.filter(({ says }) => says.split(', ').some((part) => part.startsWith(`${title}=`)));
}

function objectTitle({ object }: PlainPoint, knowledge: Knowledge): string | null {
  return knowledge.objects.get(object)?.title ?? null;
}

function measureText({ measure }: PlainPoint): string {
  return measure.kind === 'count' ? 'count' : measure.of;
}

/** How the things that both count lie to each other. */
function relationOf(a: FieldMeaning, b: FieldMeaning, knowledge: Knowledge): Overlap {
  const [left, right] = [a.point, b.point];
  if (left.kind !== 'plain' || right.kind !== 'plain' || left.object !== right.object || measureText(left) !== measureText(right)) return 'unrelated';
  if (left.open.join() !== right.open.join() || left.period !== right.period) return 'unrelated';
  const counted = (where: Where): Functional => functionalOf({ ...left, where }, knowledge);
  const [one, other, both] = [counted(left.where), counted(right.where), counted(mergeWhere(left.where, right.where))].map(functionalKey);
  if (one === other) return 'equal';
  if (both === one) return 'subset';
  if (both === other) return 'superset';
  if (both !== '') return 'overlapping';
  return isWhole(left, right, counted) ? 'complement' : 'disjoint';
}

/** Do the two add up to what is left when the one facet in which they differ is left open? */
function isWhole(a: PlainPoint, b: PlainPoint, counted: (where: Where) => Functional): boolean {
  const differing = [...new Set([...Object.keys(a.where), ...Object.keys(b.where)])].filter(
    (id) => JSON.stringify(a.where[id]) !== JSON.stringify(b.where[id]),
  );
  if (differing.length !== 1) return false;
  const open = Object.fromEntries(Object.entries(a.where).filter(([id]) => id !== differing[0]));
  const sum = combine([a, b].map(({ where }) => ({ coefficient: 1, functional: counted(where) })));
  return functionalKey(sum) === functionalKey(counted(open));
}
