// What a change would do to the annual form: questions that come and go, and which departments' blanks come about another way.
import type { ConsolidatedItem, Consolidation } from '../../engine/model/consolidation.ts';
import type { DataPoint } from '../../engine/model/datapoint.ts';
import type { Draft } from '../thinking/thinker.ts';

export interface ItemLine {
  readonly item: string;
  readonly element: string;
  readonly title: string;
  readonly frequency: string;
  /** What it asks. */
  readonly point: DataPoint;
}

export interface FormChange {
  readonly added: readonly ItemLine[];
  readonly removed: readonly ItemLine[];
  /** Requirements with a blank that is now answered another way. */
  readonly outputs: readonly string[];
  /** Items in both whose definition changed: a break in series. */
  readonly breaks: readonly ItemLine[];
  readonly valuesBefore: { readonly from: number; readonly to: number };
  readonly valuesNow: { readonly from: number; readonly to: number };
  readonly least: { readonly from: number; readonly to: number };
}

export function changeOf({ consolidation: from }: Pick<Draft, 'consolidation'>, { consolidation: to }: Pick<Draft, 'consolidation'>): FormChange {
  const [before, after] = [itemsOf(from), itemsOf(to)];
  const figures = (name: 'valuesBefore' | 'valuesNow' | 'least'): { from: number; to: number } => ({ from: from.certificate[name], to: to.certificate[name] });
  return {
    added: [...after.values()].filter(({ id }) => !before.has(id)).map(lineIn(to)),
    removed: [...before.values()].filter(({ id }) => !after.has(id)).map(lineIn(from)),
    outputs: outputsTouched(from, to),
    breaks: breaksIn(from, to).map(lineIn(to)),
    valuesBefore: figures('valuesBefore'),
    valuesNow: figures('valuesNow'),
    least: figures('least'),
  };
}

function itemsOf({ items }: Consolidation): Map<string, ConsolidatedItem> {
  return new Map(items.map((item) => [item.id, item]));
}

function lineIn({ elements }: Consolidation): (item: ConsolidatedItem) => ItemLine {
  const points = new Map(elements.map(({ id, point }) => [id, point]));
  return ({ id, element, title, frequency }) => {
    const point = points.get(element);
    if (!point) throw new Error(`The item ${id} is of no element.`);
    return { item: id, element, title, frequency, point };
  };
}

function outputsTouched(from: Consolidation, to: Consolidation): string[] {
  const before = new Map(from.fields.map(({ key, element, resolution }) => [key, JSON.stringify([element, resolution])]));
  const after = new Map(to.fields.map(({ key, element, resolution }) => [key, JSON.stringify([element, resolution])]));
  const touched = new Set<string>();
  for (const { key, requirement } of [...from.fields, ...to.fields]) if (before.get(key) !== after.get(key)) touched.add(requirement);
  return [...touched].sort();
}

/** An item is named by its data point, so its meaning stays; what may change is the definition that a form prints for a word in it. */
function breaksIn(from: Consolidation, to: Consolidation): ConsolidatedItem[] {
  const before = new Map(from.elements.map(({ id, point }) => [id, JSON.stringify(point)]));
  const after = new Map(to.elements.map(({ id, point }) => [id, JSON.stringify(point)]));
  return to.items.filter(({ element }) => before.has(element) && before.get(element) !== after.get(element));
}
