// onetable generate PACK --consolidation FILE --values FILE --out DIR: every department's own workbooks, filled.
import { Command, Option } from 'commander';
import type { CheckSeverity } from '../../engine/model/check.ts';
import type { Language, Problem } from '../../engine/problem/index.ts';
import type { Generated } from '../generate.ts';
import { DONE, type ExitCode, FINDINGS, finish, languageOf, print, tellProblems, toldProblems, UNUSABLE, unusable } from '../outcome.ts';
import { below } from '../usage.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly consolidation: string;
  readonly values: string;
  readonly out: string;
  readonly checksOff?: string;
  readonly json: boolean;
  readonly strict: boolean;
  readonly lang: string;
}

export function generateCommand(): Command {
  return new Command('generate')
    .description('核对填报数据并填好各部门的表 / check what communities answered and fill every department’s own forms')
    .argument('<pack>', '表样文件夹 / folder with pack.json')
    .requiredOption('--consolidation <file>', 'consolidate 的结果 / what consolidate wrote')
    .requiredOption('--values <file>', '各社区填报数据(JSON) / communities’ answers')
    .requiredOption('--out <dir>', '输出文件夹 / folder to write to')
    .option(
      '--checks-off <file>',
      '停用的审核关系:编号的 JSON 数组(--json 的 failing 里有编号),或服务器 GET /forms/年/checks 的答复 / checks that are not applied: a JSON list of ids (--json tells them as failing), or what the server answers to GET /forms/YEAR/checks',
    )
    .option('--json', '以 JSON 输出摘要、审核结果和全部问题 / print summary, checks and all problems as JSON', false)
    .option(
      '--strict',
      '有值未采用、审核未通过(A、B 类)或有填报字段、有表填不出时退出码为 1 / end with 1 when a value was refused, a check of severity A or B fails, or a cell or form could not be filled',
      false,
    )
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .addHelpText('after', below(HELP))
    .action(run);
}

const HELP = {
  zh: `
未采用的值使相应的填报字段留空,其余照填;审核不通过不影响出表。

退出码
  0  已写出;要处理的问题都列了出来
  1  有空白表和编制方案时用的不一样,没有填,其余已写出;加了 --strict 时,有其他问题要处理也是
  2  用法不对,或输入不能使用,什么也没写
`,
  en: `
A value that is refused leaves its cells blank, the rest is filled in; a check that fails stops no form from being written.

Exit codes
  0  written; whatever needs a look was told
  1  a blank form is not the one that the plan was made from and was not filled, the rest is written;
     with --strict also for anything else to look at
  2  wrong usage or unusable input; nothing was written
`,
};

async function run(pack: string, options: Options): Promise<void> {
  const [{ generateForms }, { compileForm }, { readConsolidation }, { readValues }, { strayValues }, { packFits }, { readChecksOff }] = await Promise.all([
    import('../generate.ts'),
    import('../compiled.ts'),
    import('../../forms/pack/consolidation.ts'),
    import('../../forms/pack/values.ts'),
    import('../../forms/pack/strays.ts'),
    import('../../forms/pack/fits.ts'),
    import('../../forms/pack/checks-off.ts'),
  ]);
  const language = languageOf(options.lang);
  const consolidation = readConsolidation(options.consolidation);
  const misfits = consolidation.value ? packFits(pack, consolidation.value, options.consolidation) : [];
  const titles = new Map(consolidation.value?.items.map(({ id, title }) => [id, title]));
  const values = readValues(options.values, (item) => titles.get(item) ?? item);
  if (!consolidation.value || !values.value || misfits.some(({ severity }) => severity === 'error')) {
    return unusable([...consolidation.problems, ...misfits, ...values.problems], language, options.json);
  }
  const { form } = compileForm(consolidation.value, language);
  const off = options.checksOff === undefined ? { value: new Set<string>(), problems: [] } : readChecksOff(options.checksOff, form);
  if (!off.value) {
    return unusable(off.problems, language, options.json);
  }
  const onForm = progressBar(language === 'zh' ? '填表' : 'Filling');
  const strays = strayValues(values.value, consolidation.value, options.values);
  const filled = await generateForms({ pack, consolidation: consolidation.value, form, off: off.value, communities: values.value, out: options.out, onForm });
  const generated = { ...filled, problems: [...off.problems, ...misfits, ...values.problems, ...strays, ...filled.problems] };
  tellProblems(generated.problems, language);
  print(summaryText(generated, language), summaryData(generated, language), options.json);
  finish(exitCode(generated, options.strict));
}

function exitCode({ files, problems, checks }: Generated, strict: boolean): ExitCode {
  if (files === 0 && checks.length > 0) return UNUSABLE;
  if (problems.some(({ code }) => code === 'consolidation.otherForm')) return FINDINGS;
  const isGrave = ({ severity }: Problem): boolean => severity === 'error' || severity === 'warning';
  return strict && problems.some(isGrave) ? FINDINGS : DONE;
}

function summaryText({ files, problems, checks }: Generated, language: Language): string {
  const zh = language === 'zh';
  const counts = SEVERITIES.map((severity) => checkedText(severity, checks, zh)).join(zh ? ',' : ', ');
  return zh
    ? `${checks.length} 个社区,${files} 份表;${problems.length} 处需要留意\n每个社区审核 ${counts}`
    : `${files} forms for ${checks.length} communities; ${problems.length} things to look at\nchecks in each community: ${counts}`;
}

const SEVERITIES: readonly CheckSeverity[] = ['A', 'B', 'C', 'D'];

/** "A 27 次": evaluated in each community, the fewest where they differ; and how many failed in all. */
function checkedText(severity: CheckSeverity, checks: Generated['checks'], zh: boolean): string {
  const evaluated = checks.map(({ checks: each }) => each[severity].holds + each[severity].fails);
  const [least, most] = [Math.min(...evaluated), Math.max(...evaluated)];
  const failed = checks.reduce((sum, { checks: each }) => sum + each[severity].fails, 0);
  const times = checks.length === 0 ? '0' : least === most ? `${most}` : `${least}–${most}`;
  const failing = failed === 0 ? '' : zh ? `(共 ${failed} 次未通过)` : ` (${failed} fail in all)`;
  return `${severity} ${times}${zh ? ' 次' : ''}${failing}`;
}

/** For scripts: counts, checks by community and severity, and every problem with its words. */
function summaryData({ files, problems, checks, failing }: Generated, language: Language): unknown {
  return { files, communities: checks.length, checks, failing, problems: toldProblems(problems, language) };
}
