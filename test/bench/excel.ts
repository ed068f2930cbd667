// How fast workbooks are read and filled, side by side with exceljs and with the limit that zlib sets, in one run.
//   tsx test/bench/excel.ts [FOLDER OF FORMS] [ROUNDS]
// Prints medians per form, as time passed and as processor time of all threads, and their ratios. "The limit" of filling is what cannot be avoided: deflating the changed sheet at level 1
// and copying the other parts still compressed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { cellName, type Sheet, type Workbook } from '../../engine/model/sheet.ts';
import { fillWorkbook, prepareTemplate, type SheetEdits } from '../../forms/excel/fill.ts';
import { readWorkbooks } from '../../forms/excel/guard.ts';
import { readWorkbook } from '../../forms/excel/read.ts';
import { inflatePart, openZip, type Zip } from '../../forms/excel/zip.ts';

interface Form {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly edits: readonly SheetEdits[];
}

const [folder = 'forms/samples', rounds = '25'] = process.argv.slice(2);
const forms = workbooksIn(folder).flatMap((file) => formOf(file));
type Work = () => void | Promise<void>;

const BLOCKS = 3;
/** Of processor time, the same for each: in the same number of passes exceljs runs ten times as long, and its code alone is compiled. */
const WARM_UP_MS = 500;

/**
 * Everything in turn, in blocks: so a busy machine slows all of it alike, and the garbage of the one before is collected while
 * warming up. (Not by force: a forced collection throws compiled code away, which exceljs, having more of it, suffers from most.)
 * `rounds` are measured passes over all forms, of each work in each block.
 */
async function run(times: number): Promise<void> {
  const works = worksOf();
  const measured = new Map(Object.keys(works).map((name): [string, Spent[]] => [name, []]));
  for (let block = 0; block < BLOCKS; block++) {
    for (const [name, work] of Object.entries(works)) {
      for (let warmed = 0; warmed < WARM_UP_MS;) warmed += (await timed(work)).processor;
      for (let pass = 0; pass < times; pass++) measured.get(name)?.push(await timed(work));
    }
  }
  report((name) => medianOf(measured.get(name) ?? []));
}

/** Milliseconds. */
interface Spent {
  readonly passed: number;
  readonly processor: number;
}

function medianOf(spent: readonly Spent[]): Spent {
  return { passed: median(spent.map(({ passed }) => passed)), processor: median(spent.map(({ processor }) => processor)) };
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

function report(spent: (name: Name) => Spent): void {
  const each = (ms: number): string => (ms / forms.length).toFixed(3).padStart(8);
  const line = (name: string, work: Name, ratio = ''): void =>
    console.log(`${name.padEnd(28)} ${each(spent(work).passed)} ms/form, processor ${each(spent(work).processor)}   ${ratio}`);
  const times = (slow: Name, fast: Name, digits = 1): string =>
    `${(spent(slow).passed / spent(fast).passed).toFixed(digits)} × (processor ${(spent(slow).processor / spent(fast).processor).toFixed(digits)} ×)`;
  line('read: exceljs', 'readExceljs');
  line('read: ours', 'readOurs', `${times('readExceljs', 'readOurs')} as fast as exceljs (wanted ≥ 8)`);
  line('fill: exceljs', 'fillExceljs');
  line('fill: ours, prepared', 'fillTemplate', `${times('fillExceljs', 'fillTemplate')} as fast as exceljs (wanted ≥ 25)`);
  line('fill: ours, from the bytes', 'fillOnce', `${times('fillExceljs', 'fillOnce')} as fast as exceljs`);
  line('fill: the limit', 'limit', `prepared takes ${times('fillTemplate', 'limit', 2)} the limit (wanted ≤ 1.5)`);
}

async function timed(work: Work): Promise<Spent> {
  const processor = process.cpuUsage();
  const start = performance.now();
  await work();
  const passed = performance.now() - start;
  const { user, system } = process.cpuUsage(processor);
  return { passed, processor: (user + system) / 1000 };
}

/** All of the above reads in this thread. Large and doubtful files go to a worker, whose start is paid once for all files of a call. */
async function reportWorker(): Promise<void> {
  const inWorker = async (count: number): Promise<number> =>
    (await timed(async () => void (await readWorkbooks(forms.slice(0, count), { inlineBytes: 0 })))).passed;
  const [one, all] = [await inWorker(1), await inWorker(forms.length)];
  console.log(
    `read in a worker (not in the figures above): the first form ${one.toFixed(0)} ms with its start, all ${forms.length} forms ${all.toFixed(0)} ms`,
  );
}

/** Ours and exceljs are to have done the same work: so many filled cells read alike in both results. */
async function reportAgreement(): Promise<void> {
  let [same, all] = [0, 0];
  for (const form of forms) {
    const ours = textsOf(fillWorkbook(form.bytes, form.edits, form.file).bytes);
    const theirs = textsOf(await filledByExceljs(form));
    for (const { sheet, cells } of form.edits)
      for (const { cell } of cells) {
        all++;
        if (ours.has(`${sheet}!${cell}`) && ours.get(`${sheet}!${cell}`) === theirs.get(`${sheet}!${cell}`)) same++;
      }
  }
  console.log(`${forms.length} forms in ${folder}; of ${all} cells filled, ${same} read alike in our results and in those of exceljs`);
}

/** "sheet!cell" → what a person sees there. */
function textsOf(bytes: Uint8Array | null): Map<string, string> {
  const { workbook } = readWorkbook(bytes ?? new Uint8Array(), 'filled.xlsx');
  return new Map(
    workbook?.sheets.flatMap(({ name, cells }) => cells.map(({ row, column, text }): [string, string] => [`${name}!${cellName(row, column)}`, text])),
  );
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

async function filledByExceljs({ bytes, edits }: Form): Promise<Uint8Array> {
  const book = await loaded(bytes);
  for (const { sheet, cells } of edits) {
    const target = book.getWorksheet(sheet);
    if (target) for (const { cell, value } of cells) target.getCell(cell).value = typeof value === 'object' ? null : value;
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
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

await reportAgreement();
await run(Number(rounds));
await reportWorker();
