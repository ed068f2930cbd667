// onetable inspect FORM.xlsx — what the engine sees in one workbook, as text, as JSON, or as a page with the sheet drawn.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { interpret, vocabularyOf } from '../../engine/interpret/index.ts';
import { readSheet } from '../../engine/read/index.ts';
import { cellName, type Sheet } from '../../engine/model/sheet.ts';
import { describe, type Language } from '../../engine/problem/index.ts';
import { FREQUENCIES, isFrequency } from '../../engine/model/period.ts';
import { readWorkbook } from '../../forms/excel/read.ts';
import { loadLexicon } from '../../forms/lexicon/load.ts';
import { type Inspected, inspection } from '../../forms/print/inspection.ts';
import { inspectPage, inspectText } from '../../forms/print/inspect.ts';
import { complain } from '../exit.ts';

interface Options {
  readonly html?: string;
  readonly json?: boolean;
  readonly lang: Language;
  readonly frequency: string;
}

/** The `inspect` command. Exits with 1 when the workbook is not read. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description('what the engine sees in one workbook: every blank with its label path, unit, data point and doubts')
    .argument('<form.xlsx>', 'a blank form')
    .option('--html <file>', 'write a page with the sheet drawn and its blanks coloured')
    .option('--json', 'print JSON')
    .addOption(new Option('--lang <language>', 'language of the words').choices(['zh', 'en']).default('zh'))
    .addOption(new Option('--frequency <frequency>', 'how often the form is reported').choices([...FREQUENCIES]).default('annual'))
    .action(run);
}

function run(file: string, options: Options): void {
  const { workbook, problems } = readWorkbook(readFileSync(file), basename(file));
  if (!workbook) return complain(problems.map((found) => describe(found, options.lang)));
  const { words, interpreter } = loadLexicon();
  const sheets = workbook.sheets.map((sheet) => ({ reading: readSheet(sheet, words), texts: textsOf(sheet) }));
  const frequency = isFrequency(options.frequency) ? options.frequency : 'annual';
  const title = basename(file).replace(/\.xlsx?$/iu, '');
  const meaning = interpret({ requirement: title, department: '', title, frequency, sheets }, interpreter);
  print({ workbook, readings: sheets.map(({ reading }) => reading), meaning, problems }, vocabularyOf(interpreter.lexicon), options);
}

function print(inspected: Inspected, vocabulary: ReturnType<typeof vocabularyOf>, { html, json, lang }: Options): void {
  const seen = inspection(inspected, vocabulary, lang);
  if (html !== undefined) writeFileSync(html, inspectPage(seen, lang));
  if (json) console.log(JSON.stringify({ ...inspected.meaning, problems: inspected.problems }, null, 1));
  else if (html === undefined) process.stdout.write(inspectText(seen, lang));
}

/** Cell → text as printed. */
function textsOf(sheet: Sheet): Map<string, string> {
  return new Map(sheet.cells.flatMap(({ row, column, text }) => (text === '' ? [] : [[cellName(row, column), text] as const])));
}
