// Draws a sheet as a text table, one line per row: `|` parts the cells, `~` continues the cell to the left, `^` the cell above,
// nothing between two bars is an empty drawn cell, `.` is bare paper (no lines), `=…` a formula. Leading spaces after the first
// one are kept as indentation: "|   其中" is indented by two.
import type { Cell, CellStyle, Range, Sheet } from '../engine/model/sheet.ts';

export interface Drawing {
  readonly name?: string;
  readonly hidden?: boolean;
  /** Draw no lines at all. */
  readonly undrawn?: boolean;
  readonly validations?: Sheet['validations'];
  readonly notes?: Sheet['notes'];
}

/** Text table → Sheet. */
export function draw(picture: string, { name = '表', hidden = false, undrawn = false, validations = [], notes = [] }: Drawing = {}): Sheet {
  const rows = picture
    .split('\n')
    .filter((line) => line.trim().startsWith('|'))
    .map(cellsOf);
  const merges = mergesOf(rows);
  const cells = rows.flatMap((row, index) => row.flatMap((text, column) => cellOf(text, index + 1, column + 1, undrawn) ?? []));
  return { name, hidden, cells, merges, validations, notes, columnWidths: new Map(), rowHeights: new Map(), hiddenRows: new Set(), hiddenColumns: new Set() };
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((text) => text.replace(/^ /, '').trimEnd().replaceAll('⏎', '\n'));
}

function cellOf(text: string, row: number, column: number, undrawn: boolean): Cell | null {
  const word = text.trim();
  if (word === '.' || word === '~' || word === '^' || (undrawn && word === '')) return null;
  const isBare = word.startsWith('. ');
  const formula = word.startsWith('=') ? word.slice(1) : null;
  const shown = formula !== null ? '' : isBare ? word.slice(2) : text;
  return { row, column, value: shown === '' ? null : shown, text: shown, formula, style: styleOf(!undrawn && !isBare) };
}

function styleOf(bordered: boolean): CellStyle {
  return { indent: 0, bold: false, filled: false, bordered, horizontal: 'general', numberFormat: 'General' };
}

/** A cell followed by ~ to the right and ^ below is one merged range. */
function mergesOf(rows: readonly (readonly string[])[]): Range[] {
  const at = (row: number, column: number): string => rows[row]?.[column]?.trim() ?? '';
  const merges: Range[] = [];
  for (const [row, texts] of rows.entries())
    for (const column of texts.keys()) {
      if (at(row, column) === '~' || at(row, column) === '^') continue;
      let right = column;
      while (at(row, right + 1) === '~') right++;
      let bottom = row;
      while (at(bottom + 1, column) === '^') bottom++;
      if (right > column || bottom > row) merges.push({ top: row + 1, left: column + 1, bottom: bottom + 1, right: right + 1 });
    }
  return merges;
}
