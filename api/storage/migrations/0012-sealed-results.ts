// Results of jobs are sealed from now on. Those that lie there in the clear, with whatever identity numbers they hold, are removed and
// overwritten: their jobs stay, and say that the result is no longer kept.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  if (kind === 'sqlite') await sql`pragma secure_delete = on`.execute(db);
  await sql`delete from job_part`.execute(db);
  await sql`update job set result_hash = null where result_hash is not null`.execute(db);
  if (kind === 'sqlite') await sql`pragma secure_delete = off`.execute(db);
}
