// What became of an answer: every blank of a department's form that is filled from it.
import type { Term } from '../../engine/model/plan.ts';
import type { Published } from '../annual/published.ts';

export interface Use {
  readonly requirement: string;
  readonly title: string;
  readonly department: string;
  readonly sheet: string;
  readonly cell: string;
  readonly label: string;
  /** same: the answer as it stands · anything else: how it goes into the blank (engine/model/plan.ts). */
  readonly level: string;
}

const kept = new WeakMap<Published, ReadonlyMap<string, readonly Use[]>>();

/** Item → blanks that it goes into, in the order of the forms. */
export function usesOf(form: Published): ReadonlyMap<string, readonly Use[]> {
  const known = kept.get(form) ?? work(form);
  kept.set(form, known);
  return known;
}

function work({ consolidation }: Published): ReadonlyMap<string, readonly Use[]> {
  const { pack, derivations, fields } = consolidation;
  const names = new Map(pack.departments.map(({ id, name }) => [id, name]));
  const forms = new Map(pack.requirements.map(({ id, title }) => [id, title]));
  const rules = new Map(derivations.map((derivation) => [`${derivation.element} ${derivation.frequency}`, derivation]));
  const found = new Map<string, Use[]>();
  for (const { element, frequency, requirement, department, sheet, cell, label, title } of fields) {
    const rule = rules.get(`${element} ${frequency}`);
    if (!rule) continue;
    const terms: readonly Term[] = rule.kind === 'linear' ? rule.terms : [...rule.numerator, ...rule.denominator];
    const use: Use = {
      requirement,
      title: forms.get(requirement) ?? requirement,
      department: names.get(department) ?? department,
      sheet,
      cell,
      label: label.length > 0 ? label.join(' › ') : title,
      level: rule.level,
    };
    for (const item of new Set(terms.flatMap(({ from }) => (from.kind === 'item' ? [from.item] : [])))) found.set(item, [...(found.get(item) ?? []), use]);
  }
  return found;
}
