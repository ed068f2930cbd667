// Results of jobs, in pieces that belong to their job and go when it goes; and an index by which a roll-up sees whether anything was saved
// since the last one, without touching the answers.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  const [integer, bytes, strict] = kind === 'sqlite' ? ['integer', 'blob', 'strict'] : ['bigint', 'bytea', ''];
  await sql`create table job_part (district_id text not null, job_id text not null, part_no ${sql.raw(integer)} not null,
    bytes ${sql.raw(bytes)} not null, primary key (district_id, job_id, part_no)) ${sql.raw(strict)}`.execute(db);
  await sql`create index section_version on section (district_id, period, section_code, community_id, version)`.execute(db);
}
