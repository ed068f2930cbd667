// The command line. Each command stands in a file of its own and loads what it needs only when it runs.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { certifyCommand } from './commands/certify.ts';
import { collectCommand } from './commands/collect.ts';
import { consolidateCommand } from './commands/consolidate.ts';
import { demoCommand } from './commands/demo.ts';
import { explainCommand } from './commands/explain.ts';
import { formCommand } from './commands/form.ts';
import { generateCommand } from './commands/generate.ts';
import { inspectCommand } from './commands/inspect.ts';
import { migrateCommand } from './commands/migrate.ts';
import { seedOrgCommand } from './commands/seed-org.ts';
import { serveCommand } from './commands/serve.ts';
import { reportCommand } from './commands/report.ts';
import { typesCommand } from './commands/types.ts';
import { userCommand } from './commands/user.ts';
import { endWith, finish, print, UNUSABLE } from './outcome.ts';
import { inChinese, languageIn, speak, unknownFirst } from './usage.ts';

const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const program = new Command('onetable')
  .description('一表通:各部门的表,基层只填一次 / one table: communities are asked once, every department gets its own form')
  .version(version, '-V, --version', '显示版本 / show the version')
  .helpCommand('help [command]', '显示某个命令的用法 / show how a command is used')
  .addCommand(consolidateCommand())
  .addCommand(formCommand())
  .addCommand(collectCommand())
  .addCommand(generateCommand())
  .addCommand(inspectCommand())
  .addCommand(explainCommand())
  .addCommand(certifyCommand())
  .addCommand(reportCommand())
  .addCommand(typesCommand())
  .addCommand(demoCommand())
  .addCommand(serveCommand())
  .addCommand(migrateCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .addCommand(userCommand())
  .addCommand(auditCommand())
  .addCommand(seedOrgCommand());

/** Wrong usage ends with 2, as all input that cannot be used does. */
speak(program, languageIn(process.argv));

process.on('uncaughtException', end);
process.on('unhandledRejection', end);
process.stdout.on('error', end);
try {
  unknownFirst(program, process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  end(error);
}

/** Wrong usage has been told by the parser; everything else that went wrong is told here, once. */
function end(error: unknown): void {
  const language = languageIn(process.argv);
  if (!(error instanceof CommanderError)) return endWith(error, language);
  if (error.exitCode === 0) return;
  const words = language === 'zh' ? inChinese(error.message) : error.message;
  if (process.argv.includes('--json')) print('', { problems: [{ code: 'usage', severity: 'error', words }] }, true);
  finish(UNUSABLE);
}
