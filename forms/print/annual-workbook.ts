// The annual form as a workbook: one sheet for each part and section, locked but for the answer cells, ready to print on A4.
import ExcelJS from 'exceljs';
import type { AnnualForm, CrossTabBlock, FormPart, FormQuestion, FormSection, ListBlock } from '../../engine/model/annual.ts';
import { periodsOf } from '../../engine/model/period.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import type { Language } from '../../engine/problem/index.ts';
import { unitsOf, whoNeeds } from './annual.ts';
import { safe } from './workbook.ts';

/** Answer to an item in a period; null leaves the cell blank. */
export type AnswerIn = (item: string, period: string) => Scalar;

interface Page {
  readonly sheet: ExcelJS.Worksheet;
  readonly form: AnnualForm;
  readonly part: FormPart;
  readonly language: Language;
  readonly answerIn: AnswerIn;
}

/** The bytes of an .xlsx; without answers it is the blank form. */
export async function annualWorkbook(form: AnnualForm, language: Language, answerIn: AnswerIn = () => null): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const part of form.parts) for (const section of part.sections) await addSection(book, form, part, section, language, answerIn);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function addSection(
  book: ExcelJS.Workbook,
  form: AnnualForm,
  part: FormPart,
  section: FormSection,
  language: Language,
  answerIn: AnswerIn,
): Promise<void> {
  const sheet = book.addWorksheet(`${part.title}·${section.title}`.slice(0, 31).replace(/[[\]:*?/\\]/g, ' '), {
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C&P / &N' },
  });
  const page: Page = { sheet, form, part, language, answerIn };
  const title = sheet.addRow([safe(`${form.title} · ${part.title} · ${section.title}`)]);
  title.font = { bold: true, size: 14 };
  sheet.getColumn(1).width = 46;
  for (const block of section.blocks) if (block.kind === 'list') addList(page, block);
  for (const block of section.blocks) if (block.kind === 'crossTab') addCrossTabs(page, block);
  // An empty password: the lock is against slips of the hand, and anybody may take it off.
  await sheet.protect('', { selectLockedCells: true, selectUnlockedCells: true, formatColumns: true });
}

/** One row for each question, one column for each period. */
function addList({ sheet, form, part, language, answerIn }: Page, { heading, questions }: ListBlock): void {
  const periods = periodsOf(form.year, part.frequency);
  sheet.addRow([]);
  boxed(
    sheet.addRow([
      heading || (language === 'zh' ? '填报项' : 'Question'),
      language === 'zh' ? '单位' : 'Unit',
      ...periods,
      language === 'zh' ? '需要的部门' : 'Needed by',
    ]),
    true,
  );
  for (const question of questions) {
    const row = boxed(
      sheet.addRow(
        [question.title, question.unit ?? '', ...periods.map((period) => answerIn(question.item, period)), whoNeeds([question], language)].map((value) =>
          value === null ? null : typeof value === 'boolean' ? String(value) : safe(value),
        ),
      ),
    );
    periods.forEach((_, index) => open(row.getCell(3 + index), question));
  }
  sheet.getColumn(2).width = 11;
  sheet.getColumn(3 + periods.length).width = 34;
}

/** A cross-tab for each period. */
function addCrossTabs({ sheet, form, part, language, answerIn }: Page, block: CrossTabBlock): void {
  const questions = block.cells.flatMap((row) => row.flatMap((cell) => cell ?? []));
  for (const period of periodsOf(form.year, part.frequency)) {
    sheet.addRow([]);
    sheet.addRow([safe(`${block.heading} (${[period, unitsOf(questions), whoNeeds(questions, language)].filter((text) => text !== '').join(' · ')})`)]).font = {
      italic: true,
    };
    boxed(sheet.addRow([block.rowHead, ...block.columns].map(safe)), true);
    block.rows.forEach((label, index) => {
      const cells = block.cells[index] ?? [];
      const row = boxed(sheet.addRow([safe(label), ...cells.map((cell) => (cell ? answerIn(cell.item, period) : '×'))]));
      cells.forEach((cell, column) => cell && open(row.getCell(2 + column), cell));
    });
  }
}

function boxed(row: ExcelJS.Row, isHead = false): ExcelJS.Row {
  const line = { style: 'thin', color: { argb: 'FFB8C2C7' } } as const;
  row.eachCell({ includeEmpty: true }, (cell) => {
    cell.border = { top: line, left: line, bottom: line, right: line };
    cell.alignment = { vertical: 'middle', wrapText: true };
    if (isHead) {
      cell.font = { bold: true };
      cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEEF2F3' } };
    }
  });
  return row;
}

/** An answer cell: unlocked, tinted, and numbers only where a number is asked. */
function open(cell: ExcelJS.Cell, { answers, choices }: FormQuestion): void {
  cell.protection = { locked: false };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF4FAF6' } };
  if (answers === 'count')
    cell.dataValidation = {
      type: 'whole',
      operator: 'greaterThanOrEqual',
      formulae: [0],
      allowBlank: true,
      showErrorMessage: true,
      error: '请填非负整数 / a whole number, not negative',
    };
  if (answers === 'decimal')
    cell.dataValidation = {
      type: 'decimal',
      operator: 'greaterThanOrEqual',
      formulae: [0],
      allowBlank: true,
      showErrorMessage: true,
      error: '请填非负数 / a number, not negative',
    };
  const list = choices?.join(',') ?? '';
  if (choices && list.length < 250 && choices.every((choice) => !choice.includes(',')))
    cell.dataValidation = { type: 'list', formulae: [`"${list.replaceAll('"', '""')}"`], allowBlank: true };
}
