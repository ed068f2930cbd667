// onetable report PACK --out FILE: what one table saves, what was merged and what was not, and what a person should look at.
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { DONE, finish, languageOf, tellProblems, unusable } from '../outcome.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly out: string;
  readonly xlsx?: string;
  readonly consolidation?: string;
  readonly decisions?: string;
  readonly lang: string;
}

export function reportCommand(): Command {
  return new Command('report')
    .description('编制报告(一个网页) / a page on what one table saves, what was merged and what was kept apart')
    .argument('<pack>', '表样文件夹 / folder with pack.json')
    .requiredOption('--out <file>', '写入此 HTML 文件 / write the page to this file')
    .option('--xlsx <file>', '另写一份数据元目录(Excel) / also write the register of data elements as a workbook')
    .option('--consolidation <file>', '用已编制的结果 / use a consolidation made before')
    .addOption(new Option('--decisions <file>', '人工认定(JSON) / rulings that outrank the engine').conflicts('consolidation'))
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(run);
}

async function run(pack: string, options: Options): Promise<void> {
  const [{ consolidationFrom }, { readDecisions }, { loadMeasureWords, loadVocabulary }, { reportPage }] = await Promise.all([
    import('../consolidation.ts'),
    import('../../forms/pack/decisions.ts'),
    import('../../forms/lexicon/form.ts'),
    import('../../forms/print/report.ts'),
  ]);
  const language = languageOf(options.lang);
  const decisions = options.decisions === undefined ? { value: [], problems: [] } : readDecisions(options.decisions);
  if (!decisions.value) return unusable(decisions.problems, language);
  const steps = { reading: progressBar(language === 'zh' ? '读表' : 'Reading') };
  const { consolidation, problems } = await consolidationFrom(pack, options.consolidation, steps, decisions.value);
  if (!consolidation) return unusable(problems, language);
  tellProblems(problems, language);
  writeFileSync(options.out, reportPage(consolidation, loadVocabulary(), loadMeasureWords(), language));
  if (options.xlsx !== undefined) {
    const { elementsWorkbook } = await import('../../forms/print/elements-workbook.ts');
    writeFileSync(options.xlsx, await elementsWorkbook(consolidation, loadVocabulary(), language));
  }
  process.stderr.write(
    `${language === 'zh' ? '已写入' : 'Written to'} ${[options.out, options.xlsx].filter((path) => path !== undefined).join(language === 'zh' ? '、' : ', ')}\n`,
  );
  finish(DONE);
}
