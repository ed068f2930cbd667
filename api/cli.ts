// The command line. Each command stands in a file of its own and loads what it needs only when it runs.
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
import type { Language } from '../engine/problem/index.ts';
import { endWith, finish, languageOf, UNUSABLE } from './outcome.ts';

const program = new Command('onetable')
  .description('一表通:各部门的表,基层只填一次 / one table: communities are asked once, every department gets its own form')
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
for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) command.exitOverride().showHelpAfterError();

process.on('uncaughtException', end);
process.on('unhandledRejection', end);
process.stdout.on('error', end);
try {
  await program.parseAsync();
} catch (error) {
  end(error);
}

/** Wrong usage has been told by the parser; everything else that went wrong is told here, once. */
function end(error: unknown): void {
  if (!(error instanceof CommanderError)) endWith(error, languageIn(process.argv));
  else if (error.exitCode !== 0) finish(UNUSABLE);
}

/** The language asked for, also when the command never got as far as reading its options. */
function languageIn(words: readonly string[]): Language {
  const given = words.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) ?? words[words.indexOf('--lang') + 1];
  return languageOf(words.some((word) => word.startsWith('--lang')) ? (given ?? '') : '');
}
