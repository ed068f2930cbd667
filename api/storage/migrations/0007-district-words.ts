// A district's own words and what they mean, beside the shipped lexicon. What was removed stays, with who and when.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  await sql`create table district_word (district_id text not null, word_id text not null, words text not null, means text not null,
    created_by text not null, created_at text not null, removed_by text, removed_at text,
    primary key (district_id, word_id)) ${sql.raw(kind === 'sqlite' ? 'strict' : '')}`.execute(db);
}
