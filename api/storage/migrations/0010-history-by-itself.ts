// What every save changed, in SQLite with the key apart from the rows: a save of a whole section keeps pages of changes, and where such
// rows lie in the tree of their key itself (without rowid), SQLite reads them whole to find the place of the next one.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  if (kind === 'postgres') return;
  await sql`alter table section_change rename to section_change_before`.execute(db);
  await sql`create table section_change (district_id text not null, period text not null, community_id text not null, section_code text not null,
    version integer not null, at text not null, account_id text not null, changes text not null,
    primary key (district_id, period, community_id, section_code, version)) strict`.execute(db);
  await sql`insert into section_change select * from section_change_before`.execute(db);
  await sql`drop table section_change_before`.execute(db);
}
