// onetable generate PACK --consolidation FILE --values FILE --out DIR: every department's own workbooks, filled.
import { Command, Option } from 'commander';
import { DONE, FINDINGS, finish, languageOf, print, tellProblems, UNUSABLE } from '../outcome.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly consolidation: string;
  readonly values: string;
  readonly out: string;
  readonly json: boolean;
  readonly strict: boolean;
  readonly lang: string;
}

export function generateCommand(): Command {
  return new Command('generate')
    .description('用一张表的填报数据填好各部门的表 / fill every department’s own forms from what communities answered')
    .argument('<pack>', '表样文件夹 / folder with pack.json')
    .requiredOption('--consolidation <file>', 'consolidate 的结果 / what consolidate wrote')
    .requiredOption('--values <file>', '各社区填报数据(JSON) / communities’ answers')
    .requiredOption('--out <dir>', '输出文件夹 / folder to write to')
    .option('--json', '以 JSON 输出摘要 / print the summary as JSON', false)
    .option('--strict', '有单元格未能填出时退出码为 1 / exit with 1 when a cell could not be filled', false)
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(run);
}

async function run(pack: string, options: Options): Promise<void> {
  const [{ generateForms }, { readConsolidation }, { readValues }, { strayValues }] = await Promise.all([
    import('../generate.ts'),
    import('../../forms/pack/consolidation.ts'),
    import('../../forms/pack/values.ts'),
    import('../../forms/pack/strays.ts'),
  ]);
  const language = languageOf(options.lang);
  const consolidation = readConsolidation(options.consolidation);
  const values = readValues(options.values);
  if (!consolidation.value || !values.value) {
    tellProblems([...consolidation.problems, ...values.problems], language);
    return finish(UNUSABLE);
  }
  const strays = strayValues(values.value, consolidation.value, options.values);
  const generated = await generateForms(pack, consolidation.value, values.value, options.out, progressBar(language === 'zh' ? '填表' : 'Filling'));
  const { files } = generated;
  const problems = [...strays, ...generated.problems];
  tellProblems(problems, language);
  const summary = { files, communities: values.value.length, problems: problems.length };
  print(
    language === 'zh'
      ? `${summary.communities} 个社区,${files} 份表;${problems.length} 处需要留意`
      : `${files} forms for ${summary.communities} communities; ${problems.length} things to look at`,
    summary,
    options.json,
  );
  finish(options.strict && problems.some(({ severity }) => severity === 'error' || severity === 'warning') ? FINDINGS : DONE);
}
