// Shared by the reading tests: reads a drawn sheet with the shipped words, and writes what was read as text.
import { readFileSync } from 'node:fs';
import { type Drawing, draw } from '../../draw.ts';
import { readingWords, type ReadingWordsData, readSheet } from '../../../engine/read/index.ts';
import type { FieldReading, PathLabel, SheetReading } from '../../../engine/model/reading.ts';

const data = JSON.parse(readFileSync(new URL('../../../forms/lexicon/zh/reading.json', import.meta.url), 'utf8')) as ReadingWordsData;
export const words = readingWords(data);

export function read(picture: string, drawing?: Drawing): SheetReading {
  return readSheet(draw(picture, drawing), words);
}

/** "section § row › row / column › column [unit] (row code, column code)"; # marks a part, ÷ a breakdown. */
export function labelOf(field: FieldReading): string {
  const section = field.section.length > 0 ? `${pathOf(field.section)} § ` : '';
  const column = field.columnPath.length > 0 ? ` / ${pathOf(field.columnPath)}` : '';
  const unit = field.unit ? ` [${field.unit.text}]` : '';
  const codes = [field.rowCode, field.columnCode].filter((code) => code !== null);
  return `${section}${pathOf(field.rowPath)}${column}${unit}${codes.length > 0 ? ` (${codes.join(', ')})` : ''}`.trim();
}

export function pathOf(path: readonly PathLabel[]): string {
  const marks = { below: '', ofWhich: '#', breakdown: '÷' } as const;
  return path.map(({ text, relation }) => marks[relation] + text).join(' › ');
}

/** Every blank of a drawing with its label, by cell. */
export function labels(picture: string, drawing?: Drawing): Record<string, string> {
  return Object.fromEntries(read(picture, drawing).fields.map((field) => [field.cell, labelOf(field)]));
}

/** A whole reading as lines of text, for golden comparisons. */
export function rendering(reading: SheetReading): string {
  const rosters = reading.rosters.map(
    (roster) =>
      `list ${roster.headerRow}→${roster.firstRow} (${roster.blankRows}): ${roster.columns.map(({ path }) => path.map(({ text }) => text).join('›')).join(', ')}`,
  );
  const context = reading.context.map(({ cell, kind, inline }) => `${cell} @${kind}${inline ? ' inline' : ''}`);
  const loose = reading.loose.map(({ cell, kind }) => `${cell} ?${kind}`);
  const notes = reading.notes.map(({ cell, text }) => `${cell} note ${text}`);
  const head = [`title ${reading.title?.text ?? '-'}`, `unit ${reading.tableUnit?.text ?? '-'}`];
  return [...head, ...context, ...reading.fields.map((field) => `${field.cell} ${labelOf(field)}`), ...rosters, ...loose, ...notes].join('\n');
}
