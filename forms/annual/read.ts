// A filled annual workbook → what the community answered. Every cell that cannot be taken is told with sheet and cell; the rest goes through.
import { isShowable, VALUE_LIMITS, type CheckValue } from '../../engine/check/index.ts';
import { questionsIn } from '../../engine/compile/index.ts';
import type { Answer } from '../../engine/model/answers.ts';
import type { AnnualForm, FormQuestion } from '../../engine/model/annual.ts';
import { periodsOf } from '../../engine/model/period.ts';
import { cellName, type Cell, type Scalar, type Sheet } from '../../engine/model/sheet.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import { problem, type Origin, type Problem } from '../../engine/problem/index.ts';
import { readWorkbooks } from '../excel/guard.ts';
import { dateParts } from '../excel/numbers.ts';
import { COVER } from './cover.ts';
import { gridOf, type Grid } from './grid.ts';
import { formHash, readKey, type AskedCell, type Heading, type ListedColumn, type WorkbookKey } from './key.ts';
import { TICKS } from './words.ts';

export interface ReadAnnual {
  /** Whose answers, with those that were taken; null when the file is not used, and then a problem says why. Blank cells are left out. */
  readonly values: CommunityValues | null;
  /** The workbook was made of this very form. */
  readonly isCurrent: boolean;
  /** Cells that were answered and taken, and cells that are blank. */
  readonly taken: number;
  readonly blank: number;
  readonly problems: readonly Problem[];
}

/** What it takes to read: the form that is asked now, the rules for one value, and what the file is called in problems. */
export interface ReadRules {
  readonly form: AnnualForm;
  readonly checkValue: CheckValue;
  readonly file: string;
}

export async function readAnnualWorkbook(bytes: Uint8Array, rules: ReadRules): Promise<ReadAnnual> {
  const { form, file } = rules;
  const [read] = await readWorkbooks([{ file, bytes }], { filled: true });
  if (!read?.workbook) return unused(read?.problems ?? []);
  const { sheets } = read.workbook;
  const key = readKey(sheets);
  if (!key) return unused([problem('annual.notOurs', {}, { file })]);
  const community = communityOf(key, sheets[0]);
  const origin: Origin = { ...(community.name === '' ? {} : { community: community.name }), file };
  const isCurrent = key.form === formHash(form);
  // Workbooks given out by versions before this was written do not say.
  if (!isCurrent && key.district !== '' && key.district !== form.district)
    return unused([problem('annual.otherDistrict', { made: key.district, district: form.district }, { file })]);
  const problems: Problem[] = isCurrent ? [] : [problem('annual.otherVersion', {}, origin, 'warning')];
  const reading: Reading = { rules, origin, grids: new Map(sheets.map((sheet) => [sheet.name, gridOf(sheet)])), problems, taken: 0, blank: 0 };
  const items = readAnswers(reading, key.asked);
  const registers = readRegisters(reading, key.listed);
  const isBlank = reading.taken === 0 && registers.size === 0;
  if (community.code === '')
    return unused([problem('annual.noCommunity', {}, { file, sheet: sheets[0]?.name ?? '', cell: COVER.code }, isBlank ? 'hint' : 'error')]);
  return { values: { ...community, items, registers }, isCurrent, taken: reading.taken, blank: reading.blank, problems };
}

function unused(problems: readonly Problem[]): ReadAnnual {
  return { values: null, isCurrent: false, taken: 0, blank: 0, problems };
}

/** Of the hidden sheet; else as it was written on the first one. */
function communityOf({ community }: WorkbookKey, cover: Sheet | undefined): { code: string; name: string } {
  const grid = cover && gridOf(cover);
  const on = (cell: string): string => grid?.named(cell)?.text.trim() ?? '';
  const code = community.code || on(COVER.code);
  return { code, name: community.name || on(COVER.name) || code };
}

/** Changed in place as cells are read. */
interface Reading {
  readonly rules: ReadRules;
  readonly origin: Origin;
  readonly grids: ReadonlyMap<string, Grid>;
  readonly problems: Problem[];
  taken: number;
  blank: number;
}

// ---- answers --------------------------------------------------------------------------------------------------------

interface AskedNow {
  readonly question: FormQuestion;
  readonly periods: ReadonlySet<string>;
}

function readAnswers(reading: Reading, asked: readonly AskedCell[]): Map<string, Map<string, Scalar>> {
  const now = askedNow(reading.rules.form);
  const items = new Map<string, Map<string, Scalar>>();
  for (const each of asked) {
    const value = answerIn(reading, each, now.get(each.item));
    if (value === null) continue;
    const answers = items.get(each.item) ?? new Map<string, Scalar>();
    items.set(each.item, answers.set(each.period, value));
    reading.taken += 1;
  }
  tellMissingSheets(reading, asked);
  return items;
}

function askedNow({ parts, year }: AnnualForm): Map<string, AskedNow> {
  return new Map(
    parts.flatMap(({ frequency, sections }) => {
      const periods = new Set(periodsOf(year, frequency));
      return sections.flatMap((section) => questionsIn(section).map((question) => [question.item, { question, periods }] as const));
    }),
  );
}

/** The answer in one cell; null when it is blank or cannot be taken. */
function answerIn(reading: Reading, asked: AskedCell, now: AskedNow | undefined): Scalar {
  const { rules, origin, grids, problems } = reading;
  const grid = grids.get(asked.sheet);
  const cell = grid?.named(asked.cell);
  if (!grid || !cell || cell.text.trim() === '') {
    if (grid) reading.blank += 1;
    return null;
  }
  const at: Origin = { ...origin, period: asked.period, sheet: asked.sheet, cell: asked.cell };
  const [label = ''] = asked.label.text.split('\n');
  const refuse = (found: Problem): null => {
    problems.push(found);
    return null;
  };
  if (!stands(grid, asked.label) || !stands(grid, asked.head)) return refuse(problem('annual.moved', { label }, at));
  if (!now?.periods.has(asked.period)) return refuse(problem('annual.noItem', { question: label }, at));
  const { question } = now;
  if (question.factor !== asked.factor) return refuse(problem('annual.otherUnit', { question: label, unit: question.unit ?? '' }, at));
  const value = valueOf(cell, question.answers === 'text' || question.answers === 'date');
  if (value === 'cut') return refuse(problem('annual.longNumber', { question: label }, at));
  const checked = rules.checkValue(question, value.value, at);
  if (checked.kind === 'refused') return refuse(checked.problem);
  if (checked.kind === 'blank') return null;
  if (checked.hint) problems.push(checked.hint);
  return scalarOf(checked.answer, value.value);
}

/** The words are still where they were written. */
function stands(grid: Grid, { cell, text }: Heading): boolean {
  return folded(grid.named(cell)?.text ?? '') === folded(text);
}

/** What goes into values.json: numbers as numbers where they keep all their digits; n/a in the words it was written in. */
function scalarOf(answer: Answer, written: Scalar): Scalar {
  switch (answer.kind) {
    case 'number':
      return String(Number(answer.value)) === String(answer.value) ? Number(answer.value) : String(answer.value);
    case 'text':
      return answer.text;
    case 'notApplicable':
    case 'notAsked':
      return written;
  }
}

function tellMissingSheets({ origin, grids, problems }: Reading, cells: readonly { readonly sheet: string }[]): void {
  for (const sheet of new Set(cells.map((each) => each.sheet)))
    if (!grids.has(sheet)) problems.push(problem('annual.sheetMissing', { cells: cells.filter((each) => each.sheet === sheet).length }, { ...origin, sheet }));
}

/** Spreadsheets keep 15 digits of a number: an identity number typed as one has lost its end. */
const MOST_DIGITS = 1e15;

/** The content as it was meant: days and percentages as they are seen, numbers that belong among words as words. */
function valueOf({ value, text, style: { numberFormat } }: Cell, isWords: boolean): { readonly value: Scalar } | 'cut' {
  if (typeof value !== 'number') return { value };
  if (dateParts(numberFormat) !== null || numberFormat.includes('%')) return { value: text };
  if (Math.abs(value) >= MOST_DIGITS) return 'cut';
  return { value: isWords ? String(value) : value };
}

function folded(text: string): string {
  return text.replace(/\s+/gu, '');
}

// ---- registers ------------------------------------------------------------------------------------------------------

function readRegisters(reading: Reading, listed: readonly ListedColumn[]): Map<string, readonly ReadonlyMap<string, Scalar>[]> {
  const { grids, rules } = reading;
  const registers = new Map<string, readonly ReadonlyMap<string, Scalar>[]>();
  for (const table of rules.form.registers) {
    const known = new Set([...table.columns.map(({ column }) => column), ...table.memberships.map(({ membership }) => membership)]);
    const columns = listed.filter(({ register }) => register === table.register);
    const grid = grids.get(columns[0]?.sheet ?? '');
    if (!grid) continue;
    const rows = rowsOf(
      reading,
      grid,
      columns.filter((column) => isSound(reading, grid, column, known)),
    );
    if (rows.length > 0) registers.set(table.register, rows);
  }
  tellMissingSheets(reading, listed);
  return registers;
}

/** The column still stands where it stood, and is one of the register's. */
function isSound({ origin, problems }: Reading, grid: Grid, { sheet, column, headRow, head, id }: ListedColumn, known: ReadonlySet<string>): boolean {
  const at = { ...origin, sheet, cell: cellName(headRow, column) };
  if (folded(grid.text(headRow, column)) !== folded(head)) problems.push(problem('annual.moved', { label: head }, at));
  else if (!known.has(id)) problems.push(problem('annual.noItem', { question: head }, at, 'warning'));
  else return true;
  return false;
}

/** Every row below the heads in which something is written. */
function rowsOf(reading: Reading, grid: Grid, columns: readonly ListedColumn[]): ReadonlyMap<string, Scalar>[] {
  const rows: ReadonlyMap<string, Scalar>[] = [];
  for (let row = (columns[0]?.headRow ?? 0) + 1; row <= grid.rows; row++) {
    if (!columns.some(({ column, kind }) => kind === 'column' && grid.text(row, column) !== '')) continue;
    rows.push(new Map(columns.map((column) => [column.id, entryIn(reading, grid, column, row)])));
  }
  return rows;
}

function entryIn({ origin, problems }: Reading, grid: Grid, { sheet, column, kind, head }: ListedColumn, row: number): Scalar {
  const at = { ...origin, sheet, cell: cellName(row, column) };
  const text = grid.text(row, column);
  if (kind === 'membership') {
    const tick = TICKS.get(text.toLowerCase());
    if (tick === undefined) problems.push(problem('annual.notATick', { column: head, value: text.slice(0, MOST_SHOWN) }, at));
    return tick ?? false;
  }
  const cell = grid.at(row, column);
  if (!cell || text === '') return null;
  const value = valueOf(cell, false);
  if (value === 'cut') problems.push(problem('annual.longNumber', { question: head }, at));
  else if (typeof value.value === 'string' && !fitsCell(value.value)) problems.push(problem('value.badCharacters', { question: head }, at));
  else return typeof value.value === 'string' ? value.value.trim() : value.value;
  return null;
}

const MOST_SHOWN = 40;

function fitsCell(text: string): boolean {
  return text.length <= VALUE_LIMITS.characters && isShowable(text);
}
