// Who asks how much, down to the rows that every figure was counted from. The figures are the engine's own (engine/measure); here they are only opened.
import { sayPoint, type Vocabulary } from '../../engine/interpret/index.ts';
import { burdens, type DepartmentBurden, isUnavoidable } from '../../engine/measure/index.ts';
import type { ConsolidatedItem, Consolidation } from '../../engine/model/consolidation.ts';
import { periodsAYear, type Frequency } from '../../engine/model/period.ts';
import type { Language } from '../../engine/problem/index.ts';

/**
 * forms: its forms · before: blanks on them · now: its share of the questions · least: of those that no plan could do without ·
 * own: questions that nobody else needs · shared: those that others need too.
 */
export const MEASURES = ['forms', 'before', 'now', 'least', 'own', 'shared'] as const;
export type Measure = (typeof MEASURES)[number];

/** In the place of a department: all of them together. No department has such a code. */
export const EVERYBODY = '*';

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
  /** What of them is counted: for one department, of a question that n need, one nth. */
  readonly share: number;
  readonly departments: readonly string[];
}

/** The rows behind one figure of one department, or of EVERYBODY; their shares add up to it. */
export function rowsOf({ fields, items }: Consolidation, department: string, measure: Exclude<Measure, 'forms'>): Counted[] {
  const asked = fields.filter(({ point }) => point !== null);
  if (measure === 'before')
    return asked
      .filter((field) => department === EVERYBODY || field.department === department)
      .map(({ key, element, frequency, department: by }) => {
        const values = periodsAYear(frequency);
        return { key, element, frequency, values, share: values, departments: [by] };
      });
  const askers = new Map<string, Set<string>>();
  for (const { element, department: by } of asked) askers.set(element, (askers.get(element) ?? new Set<string>()).add(by));
  return items.flatMap((item) => {
    const { id, element, frequency } = item;
    const departments = [...(askers.get(element) ?? [])].sort();
    if (!(department === EVERYBODY || departments.includes(department)) || !isCounted(item, departments, measure)) return [];
    const values = periodsAYear(frequency);
    const whole = department === EVERYBODY || measure === 'own' || measure === 'shared';
    return [{ key: id, element, frequency, values, share: whole ? values : values / departments.length, departments }];
  });
}

function isCounted(item: ConsolidatedItem, departments: readonly string[], measure: 'now' | 'least' | 'own' | 'shared'): boolean {
  switch (measure) {
    case 'now':
      return true;
    case 'least':
      return isUnavoidable(item);
    case 'own':
      return departments.length === 1;
    case 'shared':
      return departments.length > 1;
  }
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

/** The rows behind one figure, in words. */
export function rowLines(consolidation: Consolidation, department: string, measure: Measure, vocabulary: Vocabulary, language: Language): RowLine[] {
  return measure === 'forms' ? formLines(consolidation, department) : countedLines(consolidation, department, measure, vocabulary, language);
}

/** Each form counts as one; its values are those of all its blanks. */
function formLines(consolidation: Consolidation, department: string): RowLine[] {
  const { fields, pack } = consolidation;
  const names = new Map(pack.departments.map(({ id, name }) => [id, name]));
  const values = new Map<string, number>();
  for (const { requirement, point, frequency } of fields) if (point !== null) values.set(requirement, (values.get(requirement) ?? 0) + periodsAYear(frequency));
  return pack.requirements
    .filter((form) => department === EVERYBODY || form.department === department)
    .map(({ id, title, frequency, department: by, legalBasis }) => {
      return {
        key: id,
        title,
        meaning: legalBasis ?? '',
        form: title,
        place: id,
        frequency,
        values: values.get(id) ?? 0,
        share: 1,
        departments: [names.get(by) ?? by],
      };
    });
}

function countedLines(
  consolidation: Consolidation,
  department: string,
  measure: Exclude<Measure, 'forms'>,
  vocabulary: Vocabulary,
  language: Language,
): RowLine[] {
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
