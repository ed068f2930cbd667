// A save writes its section's row anew, so the row is made short. Where answers came from is kept as counted marks ("t300") and not as a list
// of one for each; and in SQLite the key lies apart from the rows, as it does for their history: a row then fits into half a page, where in the
// tree of its key most of it went to a page of its own.
import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../database.ts';

export async function up(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  await countMarks(db);
  if (kind === 'postgres') return;
  await sql`drop index section_version`.execute(db);
  await sql`alter table section rename to section_before`.execute(db);
  await sql`create table section (district_id text not null, period text not null, community_id text not null, section_code text not null,
    form_version_id text not null, version integer not null, answers text not null, origins text not null, updated_by text not null, updated_at text not null,
    primary key (district_id, period, community_id, section_code)) strict`.execute(db);
  await sql`insert into section select * from section_before`.execute(db);
  await sql`drop table section_before`.execute(db);
  await sql`create index section_version on section (district_id, period, section_code, community_id, version)`.execute(db);
}

interface Marked {
  readonly district_id: string;
  readonly period: string;
  readonly community_id: string;
  readonly section_code: string;
  readonly origins: string;
}

const AT_ONCE = 1000;

async function countMarks(db: Kysely<unknown>): Promise<void> {
  let last: Marked | undefined;
  do {
    const after = last
      ? sql`where (district_id, period, community_id, section_code) > (${last.district_id}, ${last.period}, ${last.community_id}, ${last.section_code})`
      : sql``;
    const { rows } = await sql<Marked>`select district_id, period, community_id, section_code, origins from section ${after}
      order by district_id, period, community_id, section_code limit ${AT_ONCE}`.execute(db);
    for (const { district_id, period, community_id, section_code, origins } of rows)
      await sql`update section set origins = ${counted(JSON.parse(origins) as string[])}
        where district_id = ${district_id} and period = ${period} and community_id = ${community_id} and section_code = ${section_code}`.execute(db);
    last = rows.at(-1);
  } while (last);
}

/** ["t","t",""] → "t2-1". */
function counted(marks: readonly string[]): string {
  const line = marks.map((mark) => mark || '-').join('');
  return line.replace(/(.)\1*/g, (run, mark: string) => `${mark}${run.length}`);
}
