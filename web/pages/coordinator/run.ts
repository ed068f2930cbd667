// How far a period is, as the pages of the running year tell it.
import type { Reply } from '../../client/client.ts';
import { dayOf } from '../../pieces/time.ts';

export type Filling = Reply<'submission.filling'>;
export type Calendar = Reply<'calendar.read'>;
export type Community = Filling['communities'][number];

/** Communities by street, in the order in which they come. */
export function streetsOf(
  communities: readonly Community[],
): { readonly streetId: string; readonly name: string; readonly communities: readonly Community[] }[] {
  const found = new Map<string, { streetId: string; name: string; communities: Community[] }>();
  for (const community of communities) {
    const streetId = community.streetId ?? '';
    const street = found.get(streetId) ?? { streetId, name: community.street, communities: [] };
    street.communities.push(community);
    found.set(streetId, street);
  }
  return [...found.values()];
}

export function isHandedIn({ state }: Pick<Community, 'state'>): boolean {
  return state === 'submitted' || isApproved({ state });
}

export function isApproved({ state }: Pick<Community, 'state'>): boolean {
  return state === 'approved' || state === 'locked';
}

/** Late, and not handed in yet. */
export function isMissing({ late, state }: Pick<Community, 'late' | 'state'>): boolean {
  return late && !isHandedIn({ state });
}

/** Those missing whom nobody has nudged today. */
export function unnudged(communities: readonly Community[], today: string): Community[] {
  return communities.filter((each) => isMissing(each) && (each.nudgedAt === null || dayOf(each.nudgedAt) < today));
}

export function answeredBy(communities: readonly Community[]): number {
  return communities.reduce((sum, { answered }) => sum + answered, 0);
}

/** The day that a longer time begins with: one more than there is, tomorrow at the earliest. */
export function dayAfter(dueAt: string | null, now: Date): string {
  const from = Math.max(dueAt === null ? 0 : Date.parse(dueAt), now.getTime());
  return dayOf(new Date(from + 86_400_000));
}

/** Is the deadline over? Whoever is given a period back then is late at once. */
export function isPast(dueAt: string | null, now: Date): boolean {
  return dueAt !== null && Date.parse(dueAt) < now.getTime();
}
