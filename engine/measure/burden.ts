// How much each department asks today and with one table. A value is one blank filled in once; a monthly question is 12 values a year.
import type { Consolidation, ConsolidatedItem } from '../model/consolidation.ts';
import { periodsAYear } from '../model/period.ts';
import type { Reason } from '../model/plan.ts';

export interface DepartmentBurden {
  readonly department: string;
  readonly name: string;
  readonly requirements: number;
  /** Blanks on its forms, and values a year. */
  readonly fields: number;
  readonly before: number;
  /** Values a year with one table; a question that several departments need is shared equally among them. */
  readonly now: number;
  readonly least: number;
}

/** Reasons that would hold for any plan that asks only questions which departments ask. */
const UNAVOIDABLE: readonly Reason[] = ['independent', 'opaque', 'ratio'];

/** Would some department's form stay blank without it, whatever the plan? */
export function isUnavoidable({ reason }: Pick<ConsolidatedItem, 'reason'>): boolean {
  return UNAVOIDABLE.includes(reason);
}

/** One for each department that asks something, the heaviest first. Rosters are not in it: they are kept as registers. */
export function burdens({ pack, fields, items }: Consolidation): DepartmentBurden[] {
  const asked = fields.filter(({ point }) => point !== null);
  const askers = new Map<string, Set<string>>();
  for (const { element, department } of asked) askers.set(element, (askers.get(element) ?? new Set()).add(department));
  const share = (department: string, chosen: readonly ConsolidatedItem[]): number =>
    chosen
      .filter(({ element }) => askers.get(element)?.has(department))
      .reduce((sum, { element, frequency }) => sum + periodsAYear(frequency) / (askers.get(element)?.size ?? 1), 0);
  const found = pack.departments.map(({ id, name }): DepartmentBurden => {
    const own = asked.filter(({ department }) => department === id);
    return {
      department: id,
      name,
      requirements: pack.requirements.filter(({ department }) => department === id).length,
      fields: own.length,
      before: own.reduce((sum, { frequency }) => sum + periodsAYear(frequency), 0),
      now: share(id, items),
      least: share(id, items.filter(isUnavoidable)),
    };
  });
  return found.filter(({ requirements }) => requirements > 0).toSorted((a, b) => b.before - a.before || (a.department < b.department ? -1 : 1));
}
