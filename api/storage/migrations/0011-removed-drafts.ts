// Drafts that their department removed before anybody else saw them: everything of them in one place, so that they can be brought back.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  const strict = sql.raw(kind === 'sqlite' ? 'strict' : '');
  await sql`create table removed_draft (district_id text not null, requirement_id text not null, department_id text not null, removed_by text not null,
    removed_at text not null, kept text not null, primary key (district_id, requirement_id)) ${strict}`.execute(db);
}
