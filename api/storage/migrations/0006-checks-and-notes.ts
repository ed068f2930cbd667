// Rules that communities hold to be wrong, rules that are switched off, and notes on cells.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  const strict = sql.raw(kind === 'sqlite' ? 'strict' : '');
  await sql`create table check_report (district_id text not null, report_id text not null, year integer not null, check_id text not null,
    community_id text not null, period text not null, words text not null, account_id text not null, at text not null,
    answer text, answered_by text, answered_at text, primary key (district_id, report_id)) ${strict}`.execute(db);
  await sql`create index check_report_check on check_report (district_id, year, check_id)`.execute(db);
  await sql`create table check_switch (district_id text not null, year integer not null, check_id text not null, why text not null,
    account_id text not null, at text not null, primary key (district_id, year, check_id)) ${strict}`.execute(db);
  await sql`create table cell_note (district_id text not null, period text not null, community_id text not null, item text not null,
    words text not null, account_id text not null, at text not null, primary key (district_id, period, community_id, item)) ${strict}`.execute(db);
}
