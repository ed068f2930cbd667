// An admitted requirement can be revised while what was admitted stands: it is kept beside the revision under way, and a published form
// says which workbook of each requirement it was made from.
import { sql, type Kysely } from 'kysely';

interface OldRequirement {
  readonly district_id: string;
  readonly requirement_id: string;
  readonly title: string;
  readonly frequency: string;
  readonly legal_basis: string | null;
  readonly valid_until: string | null;
  readonly description: string | null;
  readonly due_days: number;
  readonly recipients: string;
  readonly revision_no: number;
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table requirement add column standing text`.execute(db);
  await sql`alter table form_version add column papers text not null default '{}'`.execute(db);
  const { rows } = await sql<OldRequirement>`select * from requirement where state in ('admitted', 'retired') and revision_no > 0`.execute(db);
  for (const row of rows) {
    const standing = JSON.stringify({
      revisionNo: Number(row.revision_no),
      title: row.title,
      frequency: row.frequency,
      legalBasis: row.legal_basis,
      validUntil: row.valid_until,
      description: row.description,
      dueDays: Number(row.due_days),
      recipients: row.recipients,
    });
    await sql`update requirement set standing = ${standing} where district_id = ${row.district_id} and requirement_id = ${row.requirement_id}`.execute(db);
  }
}
