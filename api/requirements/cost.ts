// What a requirement would cost communities, before anybody agrees to it: which of its blanks are known already, which follow from what it
// asks anew, and who else asks the same. Two plans are compared, one without it and one with it.
import type { ConsolidatedField, Consolidation } from '../../engine/model/consolidation.ts';
import { periodsAYear } from '../../engine/model/period.ts';
import { knownFrom } from './known.ts';

/**
 * known: answered by what is asked or kept anyway · oftener: asked anyway, but not as often · follows: worked out from what it asks anew ·
 * new: a question more.
 */
export type FieldStanding = 'known' | 'oftener' | 'follows' | 'new';

export interface FieldCost {
  readonly key: string;
  readonly sheet: string;
  readonly cell: string;
  readonly title: string;
  readonly element: string;
  readonly standing: FieldStanding;
  /** Something about it waits for a person. */
  readonly doubtful: boolean;
  /** The other requirements that ask the very same, by number. */
  readonly others: readonly string[];
}

export interface ColumnCost {
  readonly register: string;
  readonly column: string;
  readonly title: string;
  readonly isNew: boolean;
}

export interface RequirementCost {
  readonly fields: readonly FieldCost[];
  /** Columns of its rosters, numbering aside. */
  readonly columns: readonly ColumnCost[];
  /** Values a community and year: its blanks as they stand, and what communities answer more because of it. */
  readonly valuesAsked: number;
  readonly valuesMore: number;
  /** Values of questions that need not be asked any more: they follow from what it asks, or are asked more often. What it adds is more by as many. */
  readonly valuesSpared: number;
}

export function costOf(without: Consolidation, withIt: Consolidation, requirement: string): RequirementCost {
  const fields = withIt.fields.filter((field) => field.requirement === requirement && field.point !== null);
  const standingOf = standings(without, withIt);
  const askers = askersOf(withIt.fields);
  return {
    fields: fields.map((field) => ({
      key: field.key,
      sheet: field.sheet,
      cell: field.cell,
      title: field.title,
      element: field.element,
      standing: standingOf(field),
      doubtful: field.doubts.length > 0 || field.resolution.kind === 'review',
      others: [...(askers.get(field.element) ?? [])].filter((other) => other !== requirement).sort(),
    })),
    columns: columnsOf(without, withIt, requirement),
    valuesAsked: fields.reduce((sum, { frequency }) => sum + periodsAYear(frequency), 0),
    valuesMore: withIt.certificate.valuesNow - without.certificate.valuesNow,
    valuesSpared: sparedBy(without, withIt),
  };
}

function sparedBy(without: Consolidation, withIt: Consolidation): number {
  const asked = new Set(withIt.items.map(({ id }) => id));
  return without.items.filter(({ id }) => !asked.has(id)).reduce((sum, { frequency }) => sum + periodsAYear(frequency), 0);
}

function standings(without: Consolidation, withIt: Consolidation): (field: ConsolidatedField) => FieldStanding {
  const elementsBefore = new Set(without.elements.map(({ id }) => id));
  const isKnown = knownFrom(without, withIt);
  return ({ resolution, element, frequency }) => {
    const item = resolution.kind === 'collected' || resolution.kind === 'review' ? resolution.item : null;
    if (isKnown(element, frequency, item)) return 'known';
    if (elementsBefore.has(element)) return 'oftener';
    return resolution.kind === 'derived' ? 'follows' : 'new';
  };
}

/** Element → the requirements that ask it. */
function askersOf(fields: readonly ConsolidatedField[]): ReadonlyMap<string, ReadonlySet<string>> {
  const askers = new Map<string, Set<string>>();
  for (const { element, requirement, point } of fields) if (point !== null) askers.set(element, (askers.get(element) ?? new Set()).add(requirement));
  return askers;
}

function columnsOf(without: Consolidation, withIt: Consolidation, requirement: string): ColumnCost[] {
  const before = new Set(without.registers.flatMap(({ id, columns }) => columns.map((column) => `${id}|${column.id}`)));
  return withIt.registers.flatMap(({ id, columns }) =>
    columns
      .filter(({ serial, sources }) => !serial && sources.some((source) => source.requirement === requirement))
      .map((column) => ({ register: id, column: column.id, title: column.title, isNew: !before.has(`${id}|${column.id}`) })),
  );
}

export interface Overlap {
  readonly requirement: string;
  readonly title: string;
  readonly department: string;
  /** Blanks of this requirement that the other asks too. */
  readonly shared: number;
}

/** The requirements with which it shares blanks, the most first. */
export function overlapsOf({ fields }: RequirementCost, { pack }: Pick<Consolidation, 'pack'>): Overlap[] {
  const names = new Map(pack.departments.map(({ id, name }) => [id, name]));
  return pack.requirements
    .map(({ id, title, department }) => ({
      requirement: id,
      title,
      department: names.get(department) ?? department,
      shared: fields.filter(({ others }) => others.includes(id)).length,
    }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared || (a.requirement < b.requirement ? -1 : 1));
}
