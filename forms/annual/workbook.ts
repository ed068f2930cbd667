// The annual form as a workbook to be filled in without a network and read back: how to fill it in, one sheet for each part and section,
// one for each register; locked but for the answer cells, ready to print on A4. A hidden sheet says which cell asks what.
import ExcelJS from 'exceljs';
import { questionsIn } from '../../engine/compile/index.ts';
import type { AnnualForm, CrossTabBlock, FormPart, FormQuestion, FormSection, ListBlock } from '../../engine/model/annual.ts';
import { periodsOf } from '../../engine/model/period.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import type { Language } from '../../engine/problem/index.ts';
import { unitsOf, whoNeeds } from '../print/annual.ts';
import { safe } from '../print/workbook.ts';
import { addCover, placeCover } from './cover.ts';
import { boxed, dropDown, heightOf, lock, nameOf, newSheet, opened, word, type Draft } from './draft.ts';
import { addKey, formHash, type Heading } from './key.ts';
import { addRegister } from './registers.ts';

/** The bytes of an .xlsx. `filled`: whose form it is, and what is known already; without it the form is blank. */
export async function annualWorkbook(form: AnnualForm, language: Language, filled: CommunityValues | null = null): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const draft: Draft = { book, form, language, filled, asked: [], listed: [], lists: [] };
  const cover = placeCover(draft);
  for (const part of form.parts) for (const section of part.sections) await addSection(draft, part, section);
  for (const register of form.registers) await addRegister(draft, register);
  await addCover(draft, cover);
  const community = { code: filled?.code ?? '', name: filled?.name ?? '' };
  addKey(book, { form: formHash(form), district: form.district, community, asked: draft.asked, listed: draft.listed }, draft.lists);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

interface Page {
  readonly draft: Draft;
  readonly sheet: ExcelJS.Worksheet;
  readonly part: FormPart;
}

async function addSection(draft: Draft, part: FormPart, section: FormSection): Promise<void> {
  const sheet = newSheet(draft, `${part.title}·${section.title}`);
  const page = { draft, sheet, part };
  sheet.addRow([safe(`${draft.form.title} · ${part.title} · ${section.title}`)]).font = { bold: true, size: 14 };
  sheet.getColumn(1).width = LABEL_WIDTH;
  sheet.getColumn(2).width = 11;
  for (const block of section.blocks) if (block.kind === 'list') addList(page, block);
  for (const block of section.blocks) if (block.kind === 'crossTab') addCrossTabs(page, block);
  if (questionsIn(section).length > 0) sheet.views = [{ state: 'frozen', xSplit: 1, ySplit: 1 }];
  await lock(sheet);
}

/** One row for each question, one column for each period. */
function addList(page: Page, { heading, questions }: ListBlock): void {
  const { draft, sheet, part } = page;
  const periods = periodsOf(draft.form.year, part.frequency);
  sheet.addRow([]);
  const head = boxed(sheet.addRow([heading || word(draft, 'question'), word(draft, 'unit'), ...periods, word(draft, 'neededBy')]), true);
  for (const question of questions) {
    const row = boxed(
      sheet.addRow([safe(labelOf(question)), safe(question.unit ?? ''), ...periods.map(() => null), safe(whoNeeds([question], draft.language))]),
    );
    explain(row.getCell(1), question);
    periods.forEach((period, index) => ask(page, row.getCell(3 + index), question, period, { label: row.getCell(1), head: head.getCell(3 + index) }));
    const widths = [LABEL_WIDTH, 11, ...periods.map(() => answerWidth(page)), WHO_WIDTH];
    row.height = heightOf(row, widths);
  }
  periods.forEach((_, index) => (sheet.getColumn(3 + index).width = answerWidth(page)));
  sheet.getColumn(3 + periods.length).width = WHO_WIDTH;
}

const LABEL_WIDTH = 46;
const WHO_WIDTH = 34;
/** The narrowest column that a cross-tab's cells may stand in. */
const CROSS_WIDTH = 8.5;

/** Room for words and dates where there is one column only. */
function answerWidth({ draft, part }: Page): number {
  return periodsOf(draft.form.year, part.frequency).length === 1 ? 24 : 9.5;
}

/** A cross-tab for each period. */
function addCrossTabs(page: Page, block: CrossTabBlock): void {
  const { draft, sheet, part } = page;
  const questions = block.cells.flatMap((row) => row.flatMap((cell) => cell ?? []));
  for (const period of periodsOf(draft.form.year, part.frequency)) {
    sheet.addRow([]);
    const about = [period, unitsOf(questions), whoNeeds(questions, draft.language)].filter((text) => text !== '').join(' · ');
    sheet.addRow([safe(`${block.heading} (${about})`)]).font = { italic: true };
    const head = boxed(sheet.addRow([block.rowHead, ...block.columns].map(safe)), true);
    head.height = heightOf(head, [LABEL_WIDTH, ...block.columns.map(() => CROSS_WIDTH)]);
    block.rows.forEach((label, index) => {
      const cells = block.cells[index] ?? [];
      const row = boxed(sheet.addRow([safe(label), ...cells.map((cell) => (cell ? null : '×'))]));
      cells.forEach((cell, column) => cell && ask(page, row.getCell(2 + column), cell, period, { label: row.getCell(1), head: head.getCell(2 + column) }));
    });
  }
}

/** The question, and below it what departments print to define it. */
function labelOf({ title, definitions }: FormQuestion): string {
  return [title, ...definitions].join('\n');
}

function explain(cell: ExcelJS.Cell, { title, definitions }: FormQuestion): void {
  if (definitions.length === 0) return;
  cell.value = {
    richText: [{ text: String(safe(title)) }, { text: String(safe(`\n${definitions.join('\n')}`)), font: { size: 9, color: { argb: 'FF6B7880' } } }],
  };
}

/** An answer cell: open, holding what is known already, and remembered for reading back. */
function ask({ draft, sheet }: Page, cell: ExcelJS.Cell, question: FormQuestion, period: string, beside: Beside): void {
  const { item, factor, answers } = question;
  opened(cell);
  if (answers === 'text' || answers === 'date') cell.numFmt = '@';
  cell.value = written(draft.filled?.items.get(item)?.get(period) ?? null, question);
  const validation = validationOf(draft, question);
  if (validation) cell.dataValidation = validation;
  draft.asked.push({
    sheet: sheet.name,
    cell: nameOf(Number(cell.row), Number(cell.col)),
    item,
    period,
    factor,
    label: headingOf(beside.label),
    head: headingOf(beside.head),
  });
}

/** The cells that begin the row and the column. */
interface Beside {
  readonly label: ExcelJS.Cell;
  readonly head: ExcelJS.Cell;
}

function headingOf(cell: ExcelJS.Cell): Heading {
  return { cell: nameOf(Number(cell.row), Number(cell.col)), text: cell.text.trim() };
}

/** Numbers as numbers where a spreadsheet holds all their digits; what is asked in words as words. */
function written(value: Scalar, { answers }: FormQuestion): string | number | null {
  if (value === null) return null;
  const isWords = answers === 'text' || answers === 'date';
  if (typeof value === 'string' && !isWords && /^\d{1,15}(?:\.\d+)?$/u.test(value) && String(Number(value)) === value) return Number(value);
  return typeof value === 'number' && !isWords ? value : safe(String(value));
}

/** People are told what belongs there, and may insist: n/a is an answer too. */
function validationOf(draft: Draft, { answers, choices }: FormQuestion): ExcelJS.DataValidation | null {
  if (choices && choices.length > 0) return dropDown(draft, choices);
  if (answers !== 'count' && answers !== 'decimal') return null;
  return {
    type: answers === 'count' ? 'whole' : 'decimal',
    operator: 'greaterThanOrEqual',
    formulae: [0],
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'warning',
    error: word(draft, answers === 'count' ? 'notWhole' : 'notNumber'),
  };
}
