// onetable certify PACK CONSOLIDATION: proves that a consolidation is complete, exact and the smallest, trusting nothing in it.
import { Command, Option } from 'commander';
import { DONE, FINDINGS, finish, languageOf, print, tellProblems, unusable } from '../outcome.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly json: boolean;
  readonly lang: string;
}

export function certifyCommand(): Command {
  return new Command('certify')
    .description('核验方案:无遗漏、推算无误、不能再少;有误时退出码为 1 / prove that a plan is complete, exact and the smallest')
    .argument('<pack>', '表样文件夹 / folder with pack.json')
    .argument('<consolidation>', 'consolidate 的结果 / what consolidate wrote')
    .option('--json', '以 JSON 输出结果 / print the result as JSON', false)
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(run);
}

async function run(pack: string, file: string, options: Options): Promise<void> {
  const [{ consolidateInput, understandPack }, { certifyConsolidation }, { readAnyConsolidation }, { packFits }] = await Promise.all([
    import('../pipeline.ts'),
    import('../../engine/index.ts'),
    import('../../forms/pack/consolidation.ts'),
    import('../../forms/pack/fits.ts'),
  ]);
  const language = languageOf(options.lang);
  const zh = language === 'zh';
  const consolidation = readAnyConsolidation(file);
  const misfits = consolidation.value ? packFits(pack, consolidation.value, file) : [];
  if (misfits.some(({ severity }) => severity === 'error')) {
    return unusable(misfits, language, options.json);
  }
  const { understood, problems } = await understandPack(pack, consolidation.value?.decisions, {
    reading: progressBar(zh ? '读表' : 'Reading'),
    understanding: progressBar(zh ? '识别' : 'Understanding'),
  });
  if (!consolidation.value || !understood) {
    return unusable([...consolidation.problems, ...problems], language, options.json);
  }
  const { ok, failures, summary } = certifyConsolidation(consolidation.value, consolidateInput(understood));
  tellProblems(failures, language);
  print(verdictText(ok, failures.length, summary, zh), { ok, failures, summary }, options.json);
  finish(ok ? DONE : FINDINGS);
}

interface Summary {
  readonly items: number;
  readonly derivations: number;
  readonly valuesNow: number;
  readonly least: number;
}

function verdictText(ok: boolean, failures: number, { items, derivations, valuesNow, least }: Summary, zh: boolean): string {
  if (!ok) return zh ? `核验未通过:${failures} 处有误` : `Not certified: ${failures} faults`;
  if (zh) return `核验通过:${items} 个填报项、${derivations} 条取数规则逐条成立;每年填报 ${valuesNow} 个数,至少需要 ${least} 个`;
  return `Certified: ${items} items, ${derivations} derivations hold; ${valuesNow} values a year, ${least} at the least`;
}
