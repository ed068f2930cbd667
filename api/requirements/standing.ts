// What was admitted of a requirement. It stands — in drafts, for communities, in outputs — while a revision of it is written and reviewed,
// until that revision is admitted in its place or the requirement is retired.
import type { RequirementRow } from '../storage/schema.ts';

/** Everything of a requirement that a revision may change. */
export type Particulars = Pick<RequirementRow, 'revisionNo' | 'title' | 'frequency' | 'legalBasis' | 'validUntil' | 'description' | 'dueDays' | 'recipients'>;

/** What a requirement says of itself now, as it is kept once it is admitted. */
export function particularsOf(row: RequirementRow): Particulars {
  const { revisionNo, title, frequency, legalBasis, validUntil, description, dueDays, recipients } = row;
  return { revisionNo, title, frequency, legalBasis, validUntil, description, dueDays, recipients };
}

/** What was admitted last; null: nothing yet. */
export function standingOf({ standing }: Pick<RequirementRow, 'standing'>): Particulars | null {
  return standing === null ? null : (JSON.parse(standing) as Particulars);
}

/** The requirement as it was admitted, whatever is under way; null when nothing of it counts: never admitted, or retired. */
export function inForce(row: RequirementRow): RequirementRow | null {
  const standing = standingOf(row);
  return standing === null || row.state === 'retired' ? null : { ...row, ...standing, state: 'admitted' };
}
