// The work calendar, a row for each year; and whether a requirement was handed in outside the declaration window.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  const strict = sql.raw(kind === 'sqlite' ? 'strict' : '');
  await sql`create table work_year (district_id text not null, year integer not null, days text not null, provisional integer not null,
    source text not null, updated_at text not null, primary key (district_id, year)) ${strict}`.execute(db);
  await sql`alter table requirement add column outside_window integer not null default 0`.execute(db);
}
