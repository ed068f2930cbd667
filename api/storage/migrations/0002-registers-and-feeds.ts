// The second schema: rows of registers know the month from which they hold, departments give values beforehand, and a requirement's
// workbook may have been made from something else.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  const strict = sql.raw(kind === 'sqlite' ? 'strict, without rowid' : '');
  await sql`alter table register_row add column month text not null default ''`.execute(db);
  await sql`update register_row set month = coalesce((
    select c.month from register_change as c
    where c.district_id = register_row.district_id and c.community_id = register_row.community_id and c.register = register_row.register
      and c.row_id = register_row.row_id and c.version = register_row.version), substr(updated_at, 1, 7))`.execute(db);
  await sql`alter table requirement_revision add column source_kind text not null default 'workbook'`.execute(db);
  await sql`alter table requirement_revision add column source_hash text`.execute(db);
  await sql`create table feed (
    district_id text not null, feed_id text not null, department_id text not null, note text not null, given_by text not null, given_at text not null,
    withdrawn_at text, primary key (district_id, feed_id)) ${strict}`.execute(db);
  await sql`create index feed_department on feed (district_id, department_id)`.execute(db);
  await sql`create table feed_value (
    district_id text not null, period text not null, community_id text not null, element text not null, feed_id text not null, department_id text not null,
    kept text not null, primary key (district_id, period, community_id, element, feed_id)) ${strict}`.execute(db);
  await sql`create index feed_value_feed on feed_value (district_id, feed_id)`.execute(db);
}
