// onetable migrate: brings the store's schema up to date.
import { Command } from 'commander';

export function migrateCommand(): Command {
  return new Command('migrate').description('把数据库结构升级到当前版本(serve 启动时也会做)/ bring the schema up to date').action(run);
}

async function run(): Promise<void> {
  const [{ withStore }, { migrate }] = await Promise.all([import('./store.ts'), import('../storage/migrate.ts')]);
  await withStore(async ({ store }) => {
    const applied = await migrate(store);
    process.stdout.write(applied.length === 0 ? '已是最新 / up to date\n' : `已升级 / applied: ${applied.join(', ')}\n`);
  }, false);
}
