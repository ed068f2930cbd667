// onetable consolidate PACK --out FILE: departments' blank forms → one annual form, as data.
import { Command, Option } from 'commander';
import type { Counts } from '../../engine/measure/index.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { DONE, FINDINGS, finish, languageOf, print, tellProblems, toldProblems, unusable } from '../outcome.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly out: string;
  readonly decisions?: string;
  readonly json: boolean;
  readonly strict: boolean;
  readonly lang: string;
}

export function consolidateCommand(): Command {
  return new Command('consolidate')
    .description('从各部门空白表编制一张表 / consolidate a pack of blank forms into one annual form')
    .argument('<pack>', '表样文件夹(内有 pack.json) / folder with pack.json')
    .requiredOption('--out <file>', '结果写入此 JSON 文件 / write the result to this file')
    .option('--decisions <file>', '人工认定(JSON) / rulings that outrank the engine')
    .option('--json', '以 JSON 输出摘要和全部问题 / print the summary and all problems as JSON', false)
    .option('--strict', '有表样或认定不能采用时退出码为 1 / exit with 1 when a form or ruling could not be used', false)
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(run);
}

async function run(pack: string, options: Options): Promise<void> {
  const [{ consolidatePack }, { countsOf }, { consolidationText }, { readDecisions }, { writeFileSync }] = await Promise.all([
    import('../pipeline.ts'),
    import('../../engine/measure/index.ts'),
    import('../../forms/pack/consolidation.ts'),
    import('../../forms/pack/decisions.ts'),
    import('node:fs'),
  ]);
  const language = languageOf(options.lang);
  const zh = language === 'zh';
  const decisions = options.decisions === undefined ? { value: [], problems: [] } : readDecisions(options.decisions);
  if (!decisions.value) {
    return unusable(decisions.problems, language, options.json);
  }
  const { consolidation, problems } = await consolidatePack(pack, decisions.value, {
    reading: progressBar(zh ? '读表' : 'Reading'),
    understanding: progressBar(zh ? '识别' : 'Understanding'),
  });
  if (!consolidation) return unusable(problems, language, options.json);
  tellProblems(problems, language);
  writeFileSync(options.out, consolidationText(consolidation));
  const summary = { ...countsOf(consolidation), unread: unreadIn(consolidation) };
  print(`${summaryText(summary, zh)}\n${nextStep(pack, options.out, zh)}`, { ...summary, problems: toldProblems(problems, language) }, options.json);
  const unused = consolidation.decisions.length - consolidation.rulings.length;
  finish(options.strict && (unused > 0 || problems.some(({ severity }) => severity === 'error')) ? FINDINGS : DONE);
}

/** Forms of the pack of which nothing is asked: they are missing, or could not be read, as the messages above say. */
function unreadIn({ pack, fields }: Consolidation): number {
  const asked = new Set(fields.map(({ requirement }) => requirement));
  return pack.requirements.filter(({ id }) => !asked.has(id)).length;
}

function summaryText(counts: Counts & { readonly unread: number }, zh: boolean): string {
  const { requirements, unread, fields, elements, items, registers, questions, valuesBefore, valuesNow, least } = counts;
  const forms = requirements - unread;
  if (zh)
    return `${forms} 张表${unread > 0 ? `(另有 ${unread} 张没有读入)` : ''}、${fields} 个填报字段 → ${elements} 个数据元 → ${items} 个填报项、${registers} 本台账;每年填报 ${valuesBefore} → ${valuesNow} 个数(至少 ${least});待确认口径 ${questions} 条`;
  return `${forms} forms${unread > 0 ? ` (${unread} more were not read)` : ''} with ${fields} blanks → ${elements} data elements → ${items} items and ${registers} registers; values a year ${valuesBefore} → ${valuesNow} (least possible ${least}); ${questions} questions for people`;
}

/** A plan is worth a second look before communities are asked. */
function nextStep(pack: string, file: string, zh: boolean): string {
  return zh ? `用另一个程序复核:onetable certify ${pack} ${file}` : `Have a second program look at it: onetable certify ${pack} ${file}`;
}
