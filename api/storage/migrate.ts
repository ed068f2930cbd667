// Brings the schema up to date, one migration after the other, forwards only.
import { Migrator, type Kysely, type Migration } from 'kysely';
import type { Store, StoreKind } from './database.ts';
import { up as start } from './migrations/0001-start.ts';
import { up as jobPartsAndVersions } from './migrations/0003-job-parts-and-versions.ts';

const MIGRATIONS: Record<string, (db: Kysely<unknown>, kind: StoreKind) => Promise<void>> = {
  '0001-start': start,
  '0003-job-parts-and-versions': jobPartsAndVersions,
};

/** Names of the migrations that were applied now; throws when one fails, leaving the store as the one before left it. */
export async function migrate(store: Store): Promise<readonly string[]> {
  const migrations: Record<string, Migration> = Object.fromEntries(
    Object.entries(MIGRATIONS).map(([name, up]) => [name, { up: (db: Kysely<unknown>) => up(db.withoutPlugins(), store.kind) }]),
  );
  const migrator = new Migrator({ db: store.db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}

/** Names of the migrations that are still to be applied. */
export async function pendingMigrations(store: Store): Promise<readonly string[]> {
  const applied = await store.db.introspection.getTables();
  if (!applied.some(({ name }) => name === 'kysely_migration')) return Object.keys(MIGRATIONS);
  const done = await store.db.withTables<{ kyselyMigration: { name: string } }>().selectFrom('kyselyMigration').select('name').execute();
  return Object.keys(MIGRATIONS).filter((name) => !done.some((each) => each.name === name));
}
