// One question, with the fields whose words it is asked in.
import { FREQUENCIES, isFinerOrEqual, type Frequency } from '../model/period.ts';
import type { Asking, Kind, Policy, Reading } from './input.ts';
import type { Item, Reason } from './result.ts';

interface Askable {
  readonly id: string;
  readonly kind: Kind;
  readonly reading: Reading;
  readonly asked: readonly Asking[];
}

/** Asks an element once in every period of `frequency`. */
export function itemOf(element: Askable, frequency: Frequency, reason: Reason, policy: Policy): Item {
  return {
    id: `${element.id}@${frequency}`,
    element: element.id,
    frequency,
    kind: element.kind,
    reading: element.reading,
    reason,
    sources: sourcesOf(element, frequency, policy),
  };
}

/** Fields at the item's own frequency first, then coarser ones; for a standing fact all of them. Without roll-up, only its own. */
function sourcesOf({ kind, asked }: Askable, frequency: Frequency, policy: Policy): string[] {
  const distance = (asking: Asking): number => Math.abs(FREQUENCIES.indexOf(asking.frequency) - FREQUENCIES.indexOf(frequency));
  const answers = (asking: Asking): boolean =>
    kind === 'standing' || asking.frequency === frequency || (policy.levels.rollup && isFinerOrEqual(frequency, asking.frequency));
  return asked
    .filter(answers)
    .toSorted((a, b) => distance(a) - distance(b) || (a.field < b.field ? -1 : 1))
    .map(({ field }) => field);
}
