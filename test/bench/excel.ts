// How fast workbooks are read and filled, side by side with exceljs and with the limit that zlib sets, in one run.
//   tsx test/bench/excel.ts [FOLDER OF FORMS] [ROUNDS]
// Prints medians per form and ratios. "The limit" of filling is what cannot be avoided: deflating the changed sheet at level 1
// and copying the other parts still compressed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { cellName, type Sheet, type Workbook } from '../../engine/model/sheet.ts';
import { fillWorkbook, prepareTemplate, type SheetEdits } from '../../forms/excel/fill.ts';
import { readWorkbook } from '../../forms/excel/read.ts';
import { inflatePart, openZip, type Zip } from '../../forms/excel/zip.ts';

interface Form {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly edits: readonly SheetEdits[];
}

const [folder = 'forms/samples', rounds = '25'] = process.argv.slice(2);
const forms = workbooksIn(folder).flatMap((file) => formOf(file));
console.log(
  `${forms.length} forms in ${folder}, ${forms.reduce((sum, { edits }) => sum + edits.reduce((cells, edit) => cells + edit.cells.length, 0), 0)} cells filled`,
);

type Work = () => void | Promise<void>;

const BLOCKS = 3;
const WARM_UPS = 3;

/**
 * Everything in turn, in blocks: so a busy machine slows all of it alike, and the garbage of the one before is collected while
 * warming up. `rounds` are measured passes over all forms, of each work in each block.
 */
async function run(times: number): Promise<void> {
  const works = worksOf();
  const measured = new Map(Object.keys(works).map((name): [string, number[]] => [name, []]));
  for (let block = 0; block < BLOCKS; block++) {
    for (const [name, work] of Object.entries(works)) {
      for (let pass = 0; pass < WARM_UPS; pass++) await work();
      for (let pass = 0; pass < times; pass++) measured.get(name)?.push(await timed(work));
    }
  }
  report((name) => median(measured.get(name) ?? []));
}

function worksOf(): Record<Name, Work> {
  const templates = forms.map(({ bytes, file, edits }) => ({ edits, template: prepareTemplate(bytes, file).template }));
  const limits = forms.map((form) => limitOf(form));
  return {
    readExceljs: async () => {
      for (const { bytes } of forms) await loaded(bytes);
    },
    readOurs: () => forms.forEach(({ bytes, file }) => readWorkbook(bytes, file)),
    fillExceljs: async () => {
      for (const form of forms) await filledByExceljs(form);
    },
    limit: () => limits.forEach((limit) => limit()),
    fillTemplate: () => templates.forEach(({ template, edits }) => template?.fill(edits)),
    fillOnce: () => forms.forEach(({ bytes, edits, file }) => fillWorkbook(bytes, edits, file)),
  };
}

type Name = 'readOurs' | 'readExceljs' | 'fillTemplate' | 'fillOnce' | 'fillExceljs' | 'limit';

function report(ms: (name: Name) => number): void {
  const line = (name: string, spent: number, ratio = ''): void =>
    console.log(`${name.padEnd(34)} ${(spent / forms.length).toFixed(3).padStart(8)} ms/form   ${ratio}`);
  const times = (slow: Name, fast: Name): string => (ms(slow) / ms(fast)).toFixed(1);
  line('read: exceljs', ms('readExceljs'));
  line('read: ours', ms('readOurs'), `${times('readExceljs', 'readOurs')} × as fast as exceljs (wanted ≥ 8)`);
  line('fill: exceljs', ms('fillExceljs'));
  line('fill: ours, template prepared', ms('fillTemplate'), `${times('fillExceljs', 'fillTemplate')} × as fast as exceljs (wanted ≥ 25)`);
  line('fill: ours, from the bytes', ms('fillOnce'), `${times('fillExceljs', 'fillOnce')} × as fast as exceljs`);
  line('fill: the limit', ms('limit'), `prepared takes ${(ms('fillTemplate') / ms('limit')).toFixed(2)} × the limit (wanted ≤ 1.5)`);
}

async function timed(work: Work): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(measured: readonly number[]): number {
  return [...measured].sort((a, b) => a - b)[Math.floor(measured.length / 2)] ?? 0;
}

function workbooksIn(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xlsx'))
    .map((name) => join(path, name))
    .sort();
}

/** A form with an answer for each empty bordered cell. */
function formOf(file: string): Form[] {
  const bytes = new Uint8Array(readFileSync(file));
  const { workbook } = readWorkbook(bytes, file);
  return workbook ? [{ file, bytes, edits: editsOf(workbook) }] : [];
}

function editsOf({ sheets }: Workbook): SheetEdits[] {
  return sheets.map((sheet) => ({ sheet: sheet.name, rosters: [], cells: blanksOf(sheet) }));
}

function blanksOf({ cells, merges }: Sheet): SheetEdits['cells'] {
  const isCovered = (row: number, column: number): boolean =>
    merges.some(({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right && (row !== top || column !== left));
  return cells
    .filter(({ value, formula, style, row, column }) => value === null && formula === null && style.bordered && !isCovered(row, column))
    .map(({ row, column }, index) => ({ cell: cellName(row, column), value: index % 7 === 3 ? `答${index}` : index * 3 }));
}

async function loaded(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  return book;
}

async function filledByExceljs({ bytes, edits }: Form): Promise<void> {
  const book = await loaded(bytes);
  for (const { sheet, cells } of edits) {
    const target = book.getWorksheet(sheet);
    if (target) for (const { cell, value } of cells) target.getCell(cell).value = typeof value === 'object' ? null : value;
  }
  await book.xlsx.writeBuffer();
}

/** What filling cannot avoid: the filled sheets deflated, the rest copied. */
function limitOf({ bytes, edits, file }: Form): () => Buffer {
  const filled = openZip(fillWorkbook(bytes, edits, file).bytes ?? bytes).zip;
  const blank = openZip(bytes).zip;
  if (!filled || !blank) return () => Buffer.alloc(0);
  const changed = filled.entries
    .filter(({ name }) => name.startsWith('xl/worksheets/sheet'))
    .map((entry) => inflatePart(filled, entry).data ?? Buffer.alloc(0));
  return () => deflatedAndCopied(blank, changed);
}

function deflatedAndCopied(blank: Zip, changed: readonly Buffer[]): Buffer {
  const pieces = changed.map((data) => {
    crc32(data);
    return deflateRawSync(data, { level: 1 });
  });
  const copied = blank.entries.filter(({ name }) => !name.startsWith('xl/worksheets/sheet')).map(({ start, end }) => blank.bytes.subarray(start, end));
  return Buffer.concat([...pieces, ...copied]);
}

await run(Number(rounds));
