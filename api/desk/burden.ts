// Who asks how much, down to the rows that every figure was counted from. The figures are the engine's own (engine/measure); here they are only opened.
import { sayPoint, type Vocabulary } from '../../engine/interpret/index.ts';
import { burdens, type DepartmentBurden } from '../../engine/measure/index.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { periodsAYear, type Frequency } from '../../engine/model/period.ts';
import type { Language } from '../../engine/problem/index.ts';

/** before: blanks on its forms · now: its share of the questions · own: questions that nobody else needs · shared: those that others need too. */
export type Measure = 'before' | 'now' | 'own' | 'shared';
export const MEASURES = ['before', 'now', 'own', 'shared'] as const satisfies readonly Measure[];

export interface DepartmentLine extends DepartmentBurden {
  /** Values a year that nobody else needs. */
  readonly own: number;
  /** Values a year that it shares, counted whole. */
  readonly shared: number;
}

/** One line for each department that asks, the heaviest first. */
export function departmentLines(consolidation: Consolidation): DepartmentLine[] {
  return burdens(consolidation).map((line) => ({
    ...line,
    own: sumOf(rowsOf(consolidation, line.department, 'own')),
    shared: sumOf(rowsOf(consolidation, line.department, 'shared')),
  }));
}

function sumOf(rows: readonly Counted[]): number {
  return rows.reduce((sum, { values }) => sum + values, 0);
}

/** One thing that is counted: a blank of a form, or a question. */
export interface Counted {
  readonly key: string;
  readonly element: string;
  readonly frequency: Frequency;
  /** Values a year, whole. */
  readonly values: number;
  /** What of them is counted for this department: a question that n need counts a share of one nth. */
  readonly share: number;
  readonly departments: readonly string[];
}

/** The rows behind one figure of one department; their shares add up to it. */
export function rowsOf({ fields, items }: Consolidation, department: string, measure: Measure): Counted[] {
  const asked = fields.filter(({ point }) => point !== null);
  if (measure === 'before')
    return asked
      .filter((field) => field.department === department)
      .map(({ key, element, frequency }) => {
        const values = periodsAYear(frequency);
        return { key, element, frequency, values, share: values, departments: [department] };
      });
  const askers = new Map<string, Set<string>>();
  for (const { element, department: by } of asked) askers.set(element, (askers.get(element) ?? new Set<string>()).add(by));
  return items.flatMap(({ id, element, frequency }) => {
    const departments = [...(askers.get(element) ?? [])].sort();
    const fits = departments.includes(department) && (measure === 'now' || (measure === 'own') === (departments.length === 1));
    const values = periodsAYear(frequency);
    return fits ? [{ key: id, element, frequency, values, share: measure === 'now' ? values / departments.length : values, departments }] : [];
  });
}

export interface RowLine {
  readonly key: string;
  readonly title: string;
  readonly meaning: string;
  readonly form: string;
  readonly place: string;
  readonly frequency: Frequency;
  readonly values: number;
  readonly share: number;
  readonly departments: string[];
}

/** The same rows in words. */
export function rowLines(consolidation: Consolidation, department: string, measure: Measure, vocabulary: Vocabulary, language: Language): RowLine[] {
  const { fields, items, elements, pack } = consolidation;
  const points = new Map(elements.map(({ id, point }) => [id, point]));
  const byField = new Map(fields.map((field) => [field.key, field]));
  const byItem = new Map(items.map((item) => [item.id, item]));
  const forms = new Map(pack.requirements.map(({ id, title }) => [id, title]));
  const names = new Map(pack.departments.map(({ id, name }) => [id, name]));
  return rowsOf(consolidation, department, measure).map(({ key, element, departments, ...counted }) => {
    const field = byField.get(key);
    const source = field ?? byItem.get(key)?.sources[0];
    const point = points.get(element);
    return {
      ...counted,
      key,
      title: field?.title ?? byItem.get(key)?.title ?? key,
      meaning: point ? sayPoint(point, vocabulary, language) : '',
      form: source ? (forms.get(source.requirement) ?? source.requirement) : '',
      place: source ? `${source.sheet}!${source.cell}` : '',
      departments: departments.map((id) => names.get(id) ?? id),
    };
  });
}
