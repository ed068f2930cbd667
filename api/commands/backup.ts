// onetable backup and restore: SQLite online, verified; for PostgreSQL the words for its own tools, which do it better.
import { Command } from 'commander';
import type { Verified } from '../storage/backup.ts';

export function backupCommand(): Command {
  return new Command('backup')
    .description('在线备份并校验(SQLite);PostgreSQL 请用 pg_dump / online, verified backup')
    .argument('<file>', '备份文件 / where to')
    .addHelpText(
      'after',
      '\n密钥(data/secret.key 或 ONETABLE_KEY)不在备份里,须另行妥善保管;没有密钥,台账和动态口令无法解开。\nThe key is not in the backup: keep it apart. Without it registers cannot be opened.',
    )
    .action(runBackup);
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('校验备份后恢复(须先停止服务;原数据库改名保留)/ restore a backup after verifying it')
    .argument('<file>', '备份文件 / the backup')
    .action(runRestore);
}

async function runBackup(file: string): Promise<void> {
  const [{ settings, refuse, withStore }, { backUp }] = await Promise.all([import('./store.ts'), import('../storage/backup.ts')]);
  const config = settings();
  if (!config) return;
  if (isPostgres(config.database))
    return void refuse(`数据库是 PostgreSQL,请用它自己的工具 / use PostgreSQL's own:\n  pg_dump --format=custom --file='${file}' "$DATABASE_URL"`);
  await withStore(async ({ store }) => tell(await backUp(store, file), `已备份 / backed up: ${file}`, refuse), false);
}

async function runRestore(file: string): Promise<void> {
  const [{ settings, refuse }, { restore }] = await Promise.all([import('./store.ts'), import('../storage/backup.ts')]);
  // A backup needs no key to be put back, and where it goes there may be none yet.
  const config = settings({ key: new Uint8Array(32) });
  if (!config) return;
  if (isPostgres(config.database))
    return void refuse(
      `数据库是 PostgreSQL,请用它自己的工具 / use PostgreSQL's own:\n  pg_restore --clean --if-exists --dbname="$DATABASE_URL" '${file}'\n  onetable audit verify`,
    );
  const restored = await restore(file, config.database, new Date().toISOString().replace(/\D/gu, '').slice(0, 14));
  tell(restored, `已恢复 / restored: ${config.database}${restored.kept === null ? '' : `(原数据库 / the old one: ${restored.kept})`}`, refuse);
}

function isPostgres(url: string): boolean {
  return /^postgres(ql)?:/u.test(url);
}

function tell({ fault, auditEntries, pending }: Verified, words: string, refuse: (words: string) => null): void {
  if (fault !== null) return void refuse(fault);
  process.stdout.write(`${words}\n完整性检查通过,审计链 ${auditEntries} 条完好 / integrity ok, audit chain of ${auditEntries} entries holds\n`);
  if (pending.length > 0) process.stdout.write(`来自旧版本,请运行 onetable migrate / from an older version, run onetable migrate: ${pending.join(', ')}\n`);
}
