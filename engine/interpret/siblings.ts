// Labels below a population that one of them lies outside of: 户籍育龄妇女 over 常住育龄妇女 and 流动育龄妇女, 户籍 over 本地户籍 and 外来. None of them is a part of it.
import type { Extent } from '../model/datapoint.ts';
import { type Draft, type Sheet } from './draft.ts';
import { meet, sameExtent, union } from './extents.ts';
import { type Axis, type Part } from './parts.ts';
import { titleOfWhere, whereOf } from './says.ts';

/** Gives each of such labels the population that it and all other labels state, but for the one over it. */
export function freeSiblings(sheet: Sheet): void {
  for (const facet of sheet.lexicon.knowledge.facets.values()) {
    if (facet.scope !== true || facet.kind !== 'partition') continue;
    for (const axis of ['row', 'column'] as const) {
      const families = new Map<string, Stated[]>();
      for (const draft of sheet.drafts) {
        const stated = statedBelow(draft, axis, facet.id, sheet);
        if (stated) families.set(stated.family, [...(families.get(stated.family) ?? []), stated]);
      }
      for (const family of families.values())
        if (family.some(isOutside))
          for (const each of family) if (isOutside(each) || !(each.isMarked || splitsWhole(family))) free(each, axis, facet.id, sheet);
    }
  }
}

function isOutside({ own, whole }: Stated): boolean {
  return meet(own, whole) === null;
}

/** 常住 and 外出 below 户籍人口, whatever 流动人口 beside them says: what of each lies within the whole makes up all of it. */
function splitsWhole(family: readonly Stated[]): boolean {
  const inside = family.flatMap(({ own, whole }) => meet(own, whole) ?? []);
  const [first, ...others] = inside;
  const [{ whole }] = family as readonly [Stated, ...Stated[]];
  return first !== undefined && others.some((other) => meet(first, other) === null) && sameExtent(others.reduce(union, first), whole);
}

/** What a blank's own label and the label right over it say of one population. */
interface Stated {
  readonly draft: Draft;
  readonly own: Extent;
  readonly whole: Extent;
  readonly label: Part['label'];
  /** Printed with 其中. */
  readonly isMarked: boolean;
  /** What its other labels say, outermost first. */
  readonly others: readonly Extent[];
  /** The blanks below one label, in one line. */
  readonly family: string;
}

function statedBelow(draft: Draft, axis: Axis, facet: string, { lexicon }: Sheet): Stated | null {
  const object = draft.resolution?.measure.object;
  const [over, last] = draft.parts.filter((part) => part.axis === axis).slice(-2);
  if (!over || !last || object === undefined) return null;
  const saidBy = ({ phrase }: Part): Extent | undefined => whereOf(phrase, object, lexicon.knowledge)?.[facet];
  const [whole, own] = [saidBy(over), saidBy(last)];
  const others = draft.parts.flatMap((part) => (part === over || part === last ? [] : (saidBy(part) ?? [])));
  const line = axis === 'row' ? draft.field.column : draft.field.row;
  return whole && own
    ? { draft, own, whole, label: last.label, isMarked: last.label.relation === 'ofWhich', others, family: `${over.label.cell} ${line}` }
    : null;
}

function free({ draft, own, label, others }: Stated, axis: 'row' | 'column', facet: string, { lexicon }: Sheet): void {
  const extent = others.reduce((met, other) => meet(met, other) ?? met, own);
  const before = draft.where[facet];
  if (before && sameExtent(before, extent)) return;
  draft.where = { ...draft.where, [facet]: extent };
  draft.evidence.push({ says: titleOfWhere({ [facet]: extent }, lexicon), label: { text: label.text, cell: label.cell }, from: axis });
}
