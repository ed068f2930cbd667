// One requirement's workbook → what every blank of it asks: the stations read and interpret in a row.
import { interpret } from './interpret/index.ts';
import type { Interpreter } from './interpret/index.ts';
import type { FormMeaning, RuledDefinition } from './model/meaning.ts';
import type { Requirement } from './model/pack.ts';
import { cellName, type Sheet, type Workbook } from './model/sheet.ts';
import { readSheet, type ReadingWords } from './read/index.ts';

/** All that is known before any form is read. */
export interface Literacy {
  readonly words: ReadingWords;
  readonly interpreter: Interpreter;
}

/**
 * What the blanks and lists of one requirement's workbook ask; `year` is the one that the form is of, where that is known, `definitions` what people
 * ruled words of it to mean (`definitionsOn`).
 */
export function understand(
  requirement: Requirement,
  year: number | null,
  workbook: Workbook,
  { words, interpreter }: Literacy,
  definitions: readonly RuledDefinition[] = [],
): FormMeaning {
  const { id, department, title, frequency } = requirement;
  const sheets = workbook.sheets.map((sheet) => ({ reading: readSheet(sheet, words), texts: textsOf(sheet) }));
  return interpret({ requirement: id, department, title, frequency, year, sheets, definitions }, interpreter);
}

/** Cell name → text as printed. */
export function textsOf(sheet: Sheet): Map<string, string> {
  return new Map(sheet.cells.filter(({ text }) => text !== '').map(({ row, column, text }) => [cellName(row, column), text]));
}
