// Printed relations (1=2+3) as relations between fields, along rows and columns.
import type { FieldRelation } from '../model/meaning.ts';
import type { FieldReading } from '../model/reading.ts';
import { type Draft, plainRef, type Sheet } from './draft.ts';
import type { PrintedRelation, SignedRef } from './equations.ts';

/** Printed relations as relations between fields, along rows (every column) or columns (every row). */
export function relationsOf(sheet: Sheet): FieldRelation[] {
  if (sheet.notes.relations.length === 0) return [];
  const columns = [...sheet.byColumn.values()].map((line) => byCode(line, ({ rowCode }) => rowCode));
  const rows = [...sheet.byRow.values()].map((line) => byCode(line, ({ columnCode }) => columnCode));
  return sheet.notes.relations.flatMap((relation) => [...columns, ...rows].flatMap((line) => alongLine(sheet, relation, line)));
}

function byCode(line: readonly Draft[], codeOf: (field: FieldReading) => string | null): Map<string, Draft> {
  return new Map(
    [...line].reverse().flatMap((draft) => {
      const code = codeOf(draft.field);
      return code === null ? [] : [[plainRef(code), draft] as const];
    }),
  );
}

function alongLine(sheet: Sheet, { left, comparison, right, source }: PrintedRelation, line: ReadonlyMap<string, Draft>): FieldRelation[] {
  const side = (refs: readonly SignedRef[]): { sign: 1 | -1; field: string }[] | null => {
    const found = refs.map(({ sign, ref }) => ({ sign, field: line.get(plainRef(ref))?.field }));
    return found.every((term): term is { sign: 1 | -1; field: FieldReading } => term.field !== undefined)
      ? found.map(({ sign, field }) => ({ sign, field: `${sheet.form.requirement}|${field.sheet}|${field.cell}` }))
      : null;
  };
  const [from, to] = [side(left), side(right)];
  return from && to ? [{ left: from, comparison, right: to, source }] : [];
}
