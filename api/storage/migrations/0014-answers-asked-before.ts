// A section that is saved under a revised form is laid out by it, and what is asked no more has no place in it. Such answers are kept beside it as they
// were laid out: a number that was accepted for a past quarter still stands on departments' forms.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  const strict = sql.raw(kind === 'sqlite' ? 'strict' : '');
  await sql`create table section_asked_before (district_id text not null, period text not null, community_id text not null, section_code text not null,
    form_version_id text not null, answers text not null, primary key (district_id, period, community_id, section_code, form_version_id)) ${strict}`.execute(
    db,
  );
}
