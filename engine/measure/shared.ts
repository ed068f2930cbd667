// Data that several forms ask for, and forms that mostly ask what others ask already.
import type { Consolidation, ConsolidatedElement, ConsolidatedField } from '../model/consolidation.ts';
import { periodsAYear } from '../model/period.ts';

export interface SharedElement {
  readonly element: ConsolidatedElement;
  readonly fields: readonly ConsolidatedField[];
  readonly departments: number;
  readonly requirements: number;
  /** Values a year that are asked today beyond the finest form's. */
  readonly repeated: number;
}

/** Elements that at least two requirements ask for, the most repeated first. */
export function sharedElements({ elements, fields }: Consolidation): SharedElement[] {
  const byElement = fieldsByElement(fields);
  const found = elements.flatMap((element): SharedElement[] => {
    const own = byElement.get(element.id) ?? [];
    const requirements = new Set(own.map(({ requirement }) => requirement)).size;
    if (requirements < 2) return [];
    const values = own.map(({ frequency }) => periodsAYear(frequency));
    return [
      {
        element,
        fields: own,
        requirements,
        departments: new Set(own.map(({ department }) => department)).size,
        repeated: values.reduce((sum, each) => sum + each, 0) - Math.max(...values),
      },
    ];
  });
  return found.toSorted((a, b) => b.departments - a.departments || b.requirements - a.requirements || (a.element.id < b.element.id ? -1 : 1));
}

export interface Repetition {
  readonly requirement: string;
  /** Data elements that it asks for, and how many of them other requirements ask for too. */
  readonly elements: number;
  readonly repeated: number;
  /** The requirements that ask most of the same, with how many elements they share. */
  readonly like: readonly { readonly requirement: string; readonly shared: number }[];
}

const LEAST = { elements: 4, share: 0.6 };

/** Requirements of which most is asked by others: the same report under a new name, or nearly. */
export function repetitions({ fields, pack }: Consolidation): Repetition[] {
  const elementsOf = new Map(
    pack.requirements.map(({ id }) => [id, new Set(fields.filter((field) => field.requirement === id && field.point !== null).map(({ element }) => element))]),
  );
  const found = [...elementsOf].map(([requirement, own]): Repetition => {
    const others = [...elementsOf].filter(([id]) => id !== requirement);
    const like = others.map(([id, theirs]) => ({ requirement: id, shared: [...own].filter((element) => theirs.has(element)).length }));
    const repeated = [...own].filter((element) => others.some(([, theirs]) => theirs.has(element))).length;
    return {
      requirement,
      elements: own.size,
      repeated,
      like: like
        .filter(({ shared }) => shared > 0)
        .toSorted((a, b) => b.shared - a.shared || (a.requirement < b.requirement ? -1 : 1))
        .slice(0, 3),
    };
  });
  return found
    .filter(({ elements, repeated }) => elements >= LEAST.elements && repeated >= LEAST.share * elements)
    .toSorted((a, b) => b.repeated / b.elements - a.repeated / a.elements || (a.requirement < b.requirement ? -1 : 1));
}

/** Element → the fields that ask for it, context and roster columns left out. */
export function fieldsByElement(fields: readonly ConsolidatedField[]): Map<string, ConsolidatedField[]> {
  const byElement = new Map<string, ConsolidatedField[]>();
  for (const field of fields) {
    if (field.point === null) continue;
    const known = byElement.get(field.element);
    if (known) known.push(field);
    else byElement.set(field.element, [field]);
  }
  return byElement;
}
