// onetable collect FILE... --out values.json: filled annual workbooks → the answers as generate takes them.
import { Command, Option } from 'commander';
import type { Language, Problem } from '../../engine/problem/index.ts';
import { DONE, FINDINGS, finish, languageOf, print, tellProblems, toldProblems, unusable } from '../outcome.ts';
import { below } from '../usage.ts';

interface Options {
  readonly consolidation: string;
  readonly values?: string;
  readonly out: string;
  readonly json: boolean;
  readonly strict: boolean;
  readonly lang: string;
}

export function collectCommand(): Command {
  return new Command('collect')
    .description('收回填好的一张表,汇成 generate 用的填报数据 / take filled annual workbooks back as the answers that generate fills forms from')
    .argument(
      '<file...>',
      '填好的工作簿(.xlsx)、按 types 的格式写的答案(.json),或装着它们的文件夹 / filled workbooks, answers as types describes them, or folders of these',
    )
    .requiredOption('--consolidation <file>', 'consolidate 的结果 / what consolidate wrote')
    .requiredOption('--out <file>', '填报数据写入此文件 / write the answers to this file')
    .option('--values <file>', '并入此前的填报数据 / lay them over answers collected before')
    .option('--json', '以 JSON 输出摘要和全部问题 / print the summary and all problems as JSON', false)
    .option('--strict', '有格子未采用时退出码为 1 / end with 1 when a cell could not be taken', false)
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .addHelpText('after', below(HELP))
    .action(run);
}

const HELP = {
  zh: `
空白的格子不改动此前的数据;台账整本替换。两份工作簿对同一格填得不同,采用先列出的一份,并指出两处。

退出码
  0  已写出;没有采用的格子逐一列出
  1  仅在 --strict 时:已写出,但有格子未采用
  2  用法不对,或没有一份能用,什么也没写
`,
  en: `
A blank cell changes nothing that was collected before; a register is replaced as a whole. Where two workbooks differ, the one named first holds, and both are told.

Exit codes
  0  written; cells that could not be taken are listed
  1  with --strict only: written, but cells could not be taken
  2  wrong usage, or no file could be used; nothing was written
`,
};

async function run(files: readonly string[], options: Options): Promise<void> {
  const [{ collect }, { compileForm }, { readConsolidation }, { readValues, valuesText }, { writeFileSync }] = await Promise.all([
    import('../collect.ts'),
    import('../compiled.ts'),
    import('../../forms/pack/consolidation.ts'),
    import('../../forms/pack/values.ts'),
    import('node:fs'),
  ]);
  const language = languageOf(options.lang);
  const consolidation = readConsolidation(options.consolidation);
  const before = options.values === undefined ? { value: [], problems: [] } : readValues(options.values);
  if (!consolidation.value || !before.value) {
    return unusable([...consolidation.problems, ...before.problems], language, options.json);
  }
  const collected = await collect(files, compileForm(consolidation.value, language).form, before.value);
  const problems = [...before.problems, ...collected.problems];
  if (collected.used === 0) return unusable(problems, language, options.json);
  tellProblems(problems, language);
  writeFileSync(options.out, valuesText(collected.values));
  const { used, taken, blank, rows } = collected;
  print(
    summaryText({ used, taken, blank, rows, refused: refusedOf(problems) }, language),
    { used, taken, blank, rows, problems: toldProblems(problems, language) },
    options.json,
  );
  finish(options.strict && refusedOf(problems) > 0 ? FINDINGS : DONE);
}

function refusedOf(problems: readonly Problem[]): number {
  return problems.filter(({ severity }) => severity === 'error' || severity === 'warning').length;
}

function summaryText({ used, taken, blank, rows, refused }: Record<'used' | 'taken' | 'blank' | 'rows' | 'refused', number>, language: Language): string {
  return language === 'zh'
    ? `${used} 份表:采用 ${taken} 个数、${rows} 行台账;空白 ${blank} 格;${refused} 处未采用或需要留意`
    : `${used} forms: ${taken} answers and ${rows} register rows taken; ${blank} cells blank; ${refused} not used or to be looked at`;
}
