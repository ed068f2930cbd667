// Why a submission came back, from whom, and what its community has changed since.
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import { changedSinceReturn } from './review.ts';

export interface Returned {
  readonly reason: string;
  readonly who: string;
  readonly at: string;
  /** Answers that are another than when it came back. */
  readonly changed: number;
}

/** Of a submission that is with its community again; null where it never came back. */
export async function lastReturn(
  services: Services,
  db: Db,
  { districtId, period, communityId }: { readonly districtId: string; readonly period: string; readonly communityId: string },
): Promise<Returned | null> {
  const event = await db
    .selectFrom('submissionEvent as e')
    .leftJoin('account as a', (join) => join.onRef('a.districtId', '=', 'e.districtId').onRef('a.accountId', '=', 'e.accountId'))
    .select(['e.reason', 'e.at', 'a.name as who'])
    .where('e.districtId', '=', districtId)
    .where('e.period', '=', period)
    .where('e.communityId', '=', communityId)
    .where('e.toState', '=', 'returned')
    .orderBy('e.eventId', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!event) return null;
  const changed = await changedSinceReturn(services, db, districtId, period, [communityId]);
  return { reason: event.reason, who: event.who ?? '', at: event.at, changed: changed.get(communityId)?.size ?? 0 };
}
