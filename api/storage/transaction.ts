// One transaction, tried again when the store asks for it.
import { sql } from 'kysely';
import type { Db, Store } from './database.ts';

/** The codes of PostgreSQL and its relatives for "serialise and try again" and "deadlock", and SQLite's for a lock not had in time. */
const AGAIN = new Set(['40001', '40P01', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT']);
const MOST_TRIES = 8;

/**
 * Runs `work` in a transaction that has the district to itself for writing: SQLite by BEGIN IMMEDIATE, PostgreSQL by a lock on the
 * district's row. `work` may run more than once, so it must do nothing but read and write `db`.
 */
export async function inTransaction<Result>(store: Store, districtId: string, work: (db: Db) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await store.db.transaction().execute(async (db) => {
        if (store.kind === 'postgres') await sql`select district_id from district where district_id = ${districtId} for update`.execute(db);
        return work(db);
      });
    } catch (error) {
      if (tries >= MOST_TRIES || !isAgain(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** tries * (0.5 + Math.random())));
    }
  }
}

function isAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && AGAIN.has(String(error.code));
}
