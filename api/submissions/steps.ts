// One step of a submission's life, as it is kept: the new state and what is known of it, and an entry in its history.
import type { ActorContext } from '../http/operation.ts';
import type { SubmissionRow, SubmissionState } from '../storage/schema.ts';

/** The submission as it is then; null, and nothing done, where somebody has changed it since it was read. */
export async function moveTo(
  { db, actor, now, newId }: ActorContext,
  submission: SubmissionRow,
  to: Exclude<SubmissionState, 'open'>,
  reason: string,
): Promise<SubmissionRow | null> {
  const { districtId, period, communityId, version } = submission;
  const changed: SubmissionRow = { ...submission, state: to, ...stamps(to, now), version: version + 1 };
  const kept = await db
    .insertInto('submission')
    .values(changed)
    .onConflict((conflict) => conflict.columns(['districtId', 'period', 'communityId']).doUpdateSet(changed).where('submission.version', '=', version))
    .returning('version')
    .executeTakeFirst();
  if (!kept) return null;
  await db
    .insertInto('submissionEvent')
    .values({ districtId, period, communityId, eventId: newId(), at: now, accountId: actor.accountId, fromState: submission.state, toState: to, reason })
    .execute();
  return changed;
}

/** When it was handed in stays told of one that came back; what was approved or locked is so no more. */
function stamps(to: Exclude<SubmissionState, 'open'>, now: string): Partial<SubmissionRow> {
  switch (to) {
    case 'submitted':
      return { submittedAt: now };
    case 'returned':
      return { approvedAt: null, lockedAt: null };
    case 'approved':
      return { approvedAt: now };
    case 'locked':
      return { lockedAt: now };
  }
}
