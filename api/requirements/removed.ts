// A draft that goes, and comes back: its row, workbooks, documents, referrals and the rulings over it are put away together. Bytes stay where they are, under their hash.
import { refused } from '../problem.ts';
import type { Db } from '../storage/database.ts';
import type { BasisRow, ReferralRow, RequirementRow, RevisionRow } from '../storage/schema.ts';

interface Kept {
  readonly requirement: RequirementRow;
  readonly revisions: readonly RevisionRow[];
  readonly bases: readonly BasisRow[];
  readonly referrals: readonly ReferralRow[];
  /** Rulings over nothing but this draft, which were revoked with it. */
  readonly decisions: readonly string[];
}

export interface Removal {
  readonly accountId: string;
  readonly now: string;
  /** Why the rulings over it no longer stand. */
  readonly why: string;
}

/** Was it ever shown to the coordinating office, or admitted? Then it is part of the record. */
export async function wasHandedIn(db: Db, { districtId, requirementId, standing }: RequirementRow): Promise<boolean> {
  const event = await db
    .selectFrom('requirementEvent')
    .select('eventId')
    .where('districtId', '=', districtId)
    .where('requirementId', '=', requirementId)
    .limit(1)
    .executeTakeFirst();
  return standing !== null || event !== undefined;
}

export async function removeDraft(db: Db, requirement: RequirementRow, { accountId, now, why }: Removal): Promise<void> {
  const { districtId, requirementId, departmentId, code } = requirement;
  const [revisions, bases, referrals, rulings] = await Promise.all([
    db.selectFrom('requirementRevision').selectAll().where('districtId', '=', districtId).where('requirementId', '=', requirementId).execute(),
    db.selectFrom('basis').selectAll().where('districtId', '=', districtId).where('requirementId', '=', requirementId).execute(),
    db.selectFrom('referral').selectAll().where('districtId', '=', districtId).where('requirementId', '=', requirementId).execute(),
    db.selectFrom('decision').select(['decisionId', 'ruling']).where('districtId', '=', districtId).where('revokedAt', 'is', null).execute(),
  ]);
  const decisions = rulings.filter(({ ruling }) => isOnlyAbout(ruling, code)).map(({ decisionId }) => decisionId);
  const kept: Kept = { requirement, revisions, bases, referrals, decisions };
  await db
    .insertInto('removedDraft')
    .values({ districtId, requirementId, departmentId, removedBy: accountId, removedAt: now, kept: JSON.stringify(kept) })
    .execute();
  if (decisions.length > 0)
    await db
      .updateTable('decision')
      .set({ revokedAt: now, revokedBy: accountId, revokedWhy: why })
      .where('districtId', '=', districtId)
      .where('decisionId', 'in', decisions)
      .execute();
  for (const table of ['referral', 'basis', 'requirementRevision', 'requirement'] as const)
    await db.deleteFrom(table).where('districtId', '=', districtId).where('requirementId', '=', requirementId).execute();
}

interface Pointing {
  readonly requirement: string;
}

/** Is a ruling about this form, or do all blanks that it names stand on it? */
function isOnlyAbout(ruling: string, code: string): boolean {
  const { field, fields, requirement } = JSON.parse(ruling) as { field?: Pointing; fields?: readonly Pointing[] } & Partial<Pointing>;
  const named = fields?.map((each) => each.requirement) ?? [field?.requirement ?? requirement];
  return named.every((each) => each === code);
}

/** Puts everything back as it was; throws Refused when another requirement has taken its number since. */
export async function restoreDraft(db: Db, districtId: string, text: string): Promise<RequirementRow> {
  const { requirement, revisions, bases, referrals, decisions } = JSON.parse(text) as Kept;
  const { requirementId, code } = requirement;
  const taken = await db.selectFrom('requirement').select('requirementId').where('districtId', '=', districtId).where('code', '=', code).executeTakeFirst();
  if (taken) throw refused('state.taken', { what: '报表编号 / code', value: code });
  await db.insertInto('requirement').values(requirement).execute();
  if (revisions.length > 0)
    await db
      .insertInto('requirementRevision')
      .values([...revisions])
      .execute();
  if (bases.length > 0)
    await db
      .insertInto('basis')
      .values([...bases])
      .execute();
  if (referrals.length > 0)
    await db
      .insertInto('referral')
      .values([...referrals])
      .execute();
  if (decisions.length > 0)
    await db
      .updateTable('decision')
      .set({ revokedAt: null, revokedBy: null, revokedWhy: null })
      .where('districtId', '=', districtId)
      .where('decisionId', 'in', [...decisions])
      .execute();
  await db.deleteFrom('removedDraft').where('districtId', '=', districtId).where('requirementId', '=', requirementId).execute();
  return requirement;
}
