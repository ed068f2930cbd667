// Texts and doubtful fields: asked as they stand, each once at the finest frequency it is asked at.
import type { Frequency } from '../model/period.ts';
import { finest } from './classes.ts';
import type { OpaqueElement, Policy } from './input.ts';
import { itemOf } from './item.ts';
import { overFor } from './over.ts';
import type { Item, LinearDerivation } from './result.ts';

export function planOpaque(elements: readonly OpaqueElement[], policy: Policy): { items: Item[]; derivations: LinearDerivation[] } {
  const items = new Map<string, Item>();
  const derivations: LinearDerivation[] = [];
  for (const element of elements) {
    if (element.asked.length === 0) continue;
    const often = element.kind === 'standing' ? 'annual' : finest(element.asked);
    for (const frequency of new Set(element.asked.map((asking) => asking.frequency))) {
      const asIs = element.kind === 'standing' || policy.levels.rollup ? often : frequency;
      const item = itemOf(element, asIs, 'opaque', policy);
      items.set(item.id, item);
      derivations.push(derivationOf(element, frequency, item));
    }
  }
  return { items: [...items.values()], derivations };
}

function derivationOf(element: OpaqueElement, frequency: Frequency, item: Item): LinearDerivation {
  const over = overFor(item, { ...element, frequency });
  if (!over) throw new Error(`Item ${item.id} cannot answer ${frequency}.`);
  const level = item.frequency === frequency || over === 'year' ? 'same' : 'rollup';
  const one = { numerator: '1', denominator: '1' };
  return {
    kind: 'linear',
    element: element.id,
    frequency,
    level,
    needsApproval: false,
    terms: [{ coefficient: one, from: { kind: 'item', item: item.id }, over }],
  };
}
