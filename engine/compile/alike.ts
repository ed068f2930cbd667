// Checks that say the same are said once: one slip should not be told twice in two ways.
import type { LinearCheck } from '../model/check.ts';
import type { Term } from '../model/plan.ts';
import { keyOf } from './terms.ts';

/** Without those that an earlier one says already, whichever way round it is put. */
export function withoutRepeats(checks: readonly LinearCheck[]): LinearCheck[] {
  const said = new Set<string>();
  return checks.filter((check) => {
    const key = meaningOf(check);
    const isNew = !said.has(key);
    said.add(key);
    return isNew;
  });
}

const TURNED: Readonly<Record<LinearCheck['comparison'], LinearCheck['comparison']>> = { '=': '=', '≥': '≤', '≤': '≥', '>': '<', '<': '>' };

function meaningOf({ frequency, left, comparison, right }: LinearCheck): string {
  const [a, b] = [sideOf(left), sideOf(right)];
  const isTurned = comparison === '=' ? a > b : comparison === '≥' || comparison === '>';
  return [frequency, ...(isTurned ? [b, TURNED[comparison], a] : [a, comparison, b])].join(' ');
}

function sideOf(terms: readonly Term[]): string {
  return terms
    .map((term) => `${term.coefficient.numerator}/${term.coefficient.denominator} ${keyOf(term)}`)
    .toSorted()
    .join(' + ');
}
