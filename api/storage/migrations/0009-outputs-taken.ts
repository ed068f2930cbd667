// When a department last took its filled form of a period: communities are told what became of what they filled.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  const strict = sql.raw(kind === 'sqlite' ? 'strict' : '');
  await sql`create table output_taken (district_id text not null, requirement_id text not null, period text not null, at text not null,
    account_id text not null, primary key (district_id, requirement_id, period)) ${strict}`.execute(db);
}
