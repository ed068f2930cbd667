// onetable serve: the running server, on SQLite in the data folder or on PostgreSQL.
import { Command, Option } from 'commander';
import { languageOf } from '../outcome.ts';

interface Options {
  readonly demo: boolean;
  readonly empty: boolean;
  readonly district: string;
  readonly open: boolean;
  readonly lang: string;
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('启动服务(SQLite,或以 DATABASE_URL 指定 PostgreSQL)/ start the server')
    .option('--demo', '装入样例区和演示账号(口令公开,只供试用)/ sample district and demo accounts', false)
    .option('--empty', '样例区一个数都还没填 / with --demo: nothing is answered yet', false)
    .option('--district <name>', '区县名称(首次启动时) / name of the district at the first start', '本区')
    .option('--open', '启动后打开浏览器 / open the browser', false)
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(run);
}

/** Whoever tries it out reads the terminal: requests are logged only when told to. */
const TRIAL = { demo: true, requireTotp: false, ...(process.env['ONETABLE_LOG'] === undefined ? { logLevel: 'warn' } : {}) };

async function run({ demo, empty, district, open, lang }: Options): Promise<void> {
  const [{ readConfig, BadConfig }, { serve }] = await Promise.all([import('../config.ts'), import('../serve.ts')]);
  try {
    await serve(readConfig(process.env, demo ? TRIAL : {}), { districtName: district, open, emptyDemo: empty, language: languageOf(lang) });
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
