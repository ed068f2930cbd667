// A blank that only a person saw: its words and place are those of the ruling.
import type { FieldReference } from '../model/decision.ts';
import type { FieldMeaning, FormMeaning } from '../model/meaning.ts';
import type { FieldReading } from '../model/reading.ts';
import { parseCellName } from '../model/sheet.ts';

/** The field at a sheet and cell, of which nothing is known yet but the ruling's words. */
export function blankOf(form: FormMeaning, { label }: FieldReference, sheet: string, cell: string): FieldMeaning {
  const place = parseCellName(cell) ?? { row: 0, column: 0 };
  const words = label ?? [cell];
  const { requirement, department, frequency } = form;
  return {
    key: `${requirement}|${sheet}|${cell}`,
    requirement,
    department,
    frequency,
    reading: { ...NOTHING_READ, sheet, cell, ...place, rowPath: words.map((text) => ({ text, cell, relation: 'below' })) },
    title: words.join(' › '),
    point: { kind: 'plain', object: 'unknown', measure: { kind: 'count' }, where: {}, open: [requirement, ...words], period: 'instant' },
    textual: false,
    unit: null,
    evidence: [],
    doubts: [{ kind: 'unknownWords', words: words.at(-1) ?? '' }],
  };
}

const NOTHING_READ: Omit<FieldReading, 'sheet' | 'cell' | 'row' | 'column' | 'rowPath'> = {
  section: [],
  columnPath: [],
  corner: null,
  unit: null,
  rowCode: null,
  columnCode: null,
  formula: null,
  choices: null,
  notes: [],
  table: -1,
};
