// onetable inspect FORM.xlsx: what the engine sees in one workbook, as text, as JSON, or as a page with the sheet drawn.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { FREQUENCIES, isFrequency } from '../../engine/model/period.ts';
import type { Workbook } from '../../engine/model/sheet.ts';
import type { Problem } from '../../engine/problem/index.ts';
import type { Inspected } from '../../forms/print/inspection.ts';
import { DONE, finish, languageOf, unusable } from '../outcome.ts';

interface Options {
  readonly html?: string;
  readonly json: boolean;
  readonly lang: string;
  readonly frequency: string;
}

/** What 本期 and 本年累计 mean depends on it. */
const UNTOLD = {
  zh: '未注明报告频次,按年报识读;月报、季报、半年报请加 --frequency monthly、quarterly、half-yearly。',
  en: 'Read as a yearly form; for others add --frequency monthly, quarterly or half-yearly.',
};

export function inspectCommand(): Command {
  return new Command('inspect')
    .description('看一张空白表被识读成什么 / what the engine sees in one workbook: every blank with its labels, unit, data point and doubts')
    .argument('<form>', '空白表(.xlsx) / a blank form')
    .option('--html <file>', '画出表样、给填报字段着色,写成网页 / write a page with the sheet drawn and its blanks coloured')
    .option('--json', '以 JSON 输出 / print JSON', false)
    .addOption(new Option('--frequency <frequency>', '报告频次 / how often the form is reported').choices([...FREQUENCIES]).default('annual'))
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(run);
}

async function run(file: string, options: Options, command: Command): Promise<void> {
  const { workbook, problems } = await readForm(file);
  if (!workbook) {
    return unusable(problems, languageOf(options.lang), options.json);
  }
  if (command.getOptionValueSource('frequency') === 'default') process.stderr.write(`${UNTOLD[languageOf(options.lang)]}\n`);
  await show(workbook, problems, options);
  finish(DONE);
}

async function readForm(file: string): Promise<{ workbook: Workbook | null; problems: readonly Problem[] }> {
  const [{ readWorkbooks }, { fileProblem }] = await Promise.all([import('../../forms/excel/guard.ts'), import('../../forms/files.ts')]);
  try {
    const [result] = await readWorkbooks([{ file: basename(file), bytes: readFileSync(file) }]);
    return result ?? { workbook: null, problems: [] };
  } catch (error) {
    const found = fileProblem(error, file);
    if (!found) throw error;
    return { workbook: null, problems: [found] };
  }
}

async function show(workbook: Workbook, problems: readonly Problem[], options: Options): Promise<void> {
  const [{ loadVocabulary }, { inspection }, { inspectPage, inspectText }] = await Promise.all([
    import('../../forms/lexicon/form.ts'),
    import('../../forms/print/inspection.ts'),
    import('../../forms/print/inspect.ts'),
  ]);
  const language = languageOf(options.lang);
  const inspected = await understood(workbook, problems, options.frequency);
  const seen = inspection(inspected, loadVocabulary(), language);
  if (options.html !== undefined) {
    writeFileSync(options.html, inspectPage(seen, language));
    process.stderr.write(`${language === 'zh' ? '已写入' : 'Written to'} ${options.html}\n`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ ...inspected.meaning, problems })}\n`);
  else if (options.html === undefined) process.stdout.write(inspectText(seen, language));
}

async function understood(workbook: Workbook, problems: readonly Problem[], frequencyName: string): Promise<Inspected> {
  const [{ understand }, { readSheet }, { loadLearning }] = await Promise.all([
    import('../../engine/understand.ts'),
    import('../../engine/read/index.ts'),
    import('../../forms/lexicon/load.ts'),
  ]);
  const learning = loadLearning();
  const title = workbook.file.replace(/\.xlsx?$/iu, '');
  const frequency = isFrequency(frequencyName) ? frequencyName : 'annual';
  const meaning = understand(
    { id: title, department: '', title, file: workbook.file, frequency, legalBasis: null, description: null },
    null,
    workbook,
    learning,
  );
  return { workbook, readings: workbook.sheets.map((sheet) => readSheet(sheet, learning.words)), meaning, problems };
}
