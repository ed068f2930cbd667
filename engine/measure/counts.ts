// The figures by which a consolidation is told, each counted in one place: every page, report and command says these and no others.
import type { Consolidation, ConsolidatedField } from '../model/consolidation.ts';

export interface Counts {
  /** Departments that register at least one form. */
  readonly departments: number;
  readonly requirements: number;
  /** Blanks that a community would have to answer, form by form: context, rosters' columns and the like are none. */
  readonly fields: number;
  /** Different data among them. */
  readonly elements: number;
  /** Questions of the annual form, whatever their frequency. */
  readonly items: number;
  readonly registers: number;
  /** What waits for a person. */
  readonly questions: number;
  /** Values a community and year: today, with one table, and the least that any plan could ask. */
  readonly valuesBefore: number;
  readonly valuesNow: number;
  readonly least: number;
}

export function countsOf({ pack, fields, elements, items, registers, questions, certificate }: Consolidation): Counts {
  const { valuesBefore, valuesNow, least } = certificate;
  return {
    departments: new Set(pack.requirements.map(({ department }) => department)).size,
    requirements: pack.requirements.length,
    fields: fields.filter(isAsked).length,
    elements: elements.length,
    items: items.length,
    registers: registers.length,
    questions: questions.length,
    valuesBefore,
    valuesNow,
    least,
  };
}

/** Does somebody have to answer it: is it neither filled in by itself nor a roster's column? */
export function isAsked({ point }: ConsolidatedField): boolean {
  return point !== null;
}
