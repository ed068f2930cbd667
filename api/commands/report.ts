// onetable report PACK --out FILE: what one table saves, what was merged and what was not, and what a person should look at.
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { DONE, finish, languageOf, tellProblems, UNUSABLE } from '../outcome.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly out: string;
  readonly xlsx?: string;
  readonly consolidation?: string;
  readonly lang: string;
}

export function reportCommand(): Command {
  return new Command('report')
    .description('编制报告(一个网页) / a page on what one table saves, what was merged and what was kept apart')
    .argument('<pack>', '表样文件夹 / folder with pack.json')
    .requiredOption('--out <file>', '写入此 HTML 文件 / write the page to this file')
    .option('--xlsx <file>', '另写一份数据元目录(Excel) / also write the register of data elements as a workbook')
    .option('--consolidation <file>', '用已编制的结果 / use a consolidation made before')
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(run);
}

async function run(pack: string, options: Options): Promise<void> {
  const [{ consolidationFrom }, { loadMeasureWords, loadVocabulary }, { reportPage }] = await Promise.all([
    import('../consolidation.ts'),
    import('../../forms/lexicon/form.ts'),
    import('../../forms/print/report.ts'),
  ]);
  const language = languageOf(options.lang);
  const { consolidation, problems } = await consolidationFrom(pack, options.consolidation, { reading: progressBar(language === 'zh' ? '读表' : 'Reading') });
  tellProblems(problems, language);
  if (!consolidation) return finish(UNUSABLE);
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
