// What departments ask the coordinating office to rule on, and the documents on which a requirement rests.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  const strict = sql.raw(kind === 'sqlite' ? 'strict' : '');
  await sql`create table referral (district_id text not null, referral_id text not null, requirement_id text not null, about text not null, question text,
    words text not null, account_id text not null, at text not null, settled_at text, settled_by text, answer text,
    primary key (district_id, referral_id)) ${strict}`.execute(db);
  await sql`create index referral_requirement on referral (district_id, requirement_id)`.execute(db);
  await sql`create table basis (district_id text not null, basis_id text not null, requirement_id text not null, file_name text not null,
    content_hash text not null, size integer not null, uploaded_by text not null, uploaded_at text not null, primary key (district_id, basis_id)) ${strict}`.execute(
    db,
  );
  await sql`create index basis_requirement on basis (district_id, requirement_id)`.execute(db);
}
