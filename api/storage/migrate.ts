// Brings the schema up to date, one migration after the other, forwards only.
import { Migrator, type Kysely, type Migration } from 'kysely';
import type { Store, StoreKind } from './database.ts';
import { up as start } from './migrations/0001-start.ts';
import { up as registersAndFeeds } from './migrations/0002-registers-and-feeds.ts';
import { up as jobPartsAndVersions } from './migrations/0003-job-parts-and-versions.ts';
import { up as standingRequirements } from './migrations/0004-standing-requirements.ts';
import { up as workCalendar } from './migrations/0005-work-calendar.ts';
import { up as checksAndNotes } from './migrations/0006-checks-and-notes.ts';
import { up as districtWords } from './migrations/0007-district-words.ts';
import { up as referralsAndBases } from './migrations/0008-referrals-and-bases.ts';
import { up as outputsTaken } from './migrations/0009-outputs-taken.ts';
import { up as historyByItself } from './migrations/0010-history-by-itself.ts';
import { up as removedDrafts } from './migrations/0011-removed-drafts.ts';
import { up as sealedResults } from './migrations/0012-sealed-results.ts';
import { up as sectionsByThemselves } from './migrations/0013-sections-by-themselves.ts';
import { up as answersAskedBefore } from './migrations/0014-answers-asked-before.ts';

const MIGRATIONS: Record<string, (db: Kysely<unknown>, kind: StoreKind) => Promise<void>> = {
  '0001-start': start,
  '0002-registers-and-feeds': registersAndFeeds,
  '0003-job-parts-and-versions': jobPartsAndVersions,
  '0004-standing-requirements': standingRequirements,
  '0005-work-calendar': workCalendar,
  '0006-checks-and-notes': checksAndNotes,
  '0007-district-words': districtWords,
  '0008-referrals-and-bases': referralsAndBases,
  '0009-outputs-taken': outputsTaken,
  '0010-history-by-itself': historyByItself,
  '0011-removed-drafts': removedDrafts,
  '0012-sealed-results': sealedResults,
  '0013-sections-by-themselves': sectionsByThemselves,
  '0014-answers-asked-before': answersAskedBefore,
};

/**
 * Names of the migrations that were applied now, all in one transaction; throws when one fails, leaving the store as it was. `upTo` names the
 * last one to apply, for trying the later ones from an older store.
 */
export async function migrate(store: Store, upTo?: string): Promise<readonly string[]> {
  const migrator = migratorOf(store);
  const { error, results = [] } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}

/** Names of the migrations that are still to be applied. */
export async function pendingMigrations(store: Store): Promise<readonly string[]> {
  const known = await migratorOf(store).getMigrations();
  return known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
}

function migratorOf(store: Store): Migrator {
  const migrations: Record<string, Migration> = Object.fromEntries(
    Object.entries(MIGRATIONS).map(([name, up]) => [name, { up: (db: Kysely<unknown>) => up(db.withoutPlugins(), store.kind) }]),
  );
  return new Migrator({ db: store.db, provider: { getMigrations: () => Promise.resolve(migrations) } });
}
