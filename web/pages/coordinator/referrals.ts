// What departments left to the office (提请): which of it waits, and what of it is about one blank.
import type { Reply } from '../../client/client.ts';

export type Referral = Reply<'referral.list'>['items'][number];

export function waitingOf(referrals: readonly Referral[], requirementId: string): Referral[] {
  return referrals.filter((each) => each.requirementId === requirementId && each.settledAt === null);
}

export function waitingAt(
  referrals: readonly Referral[],
  requirementId: string,
  { sheet, cell }: { readonly sheet: string; readonly cell: string },
): Referral[] {
  return waitingOf(referrals, requirementId).filter(({ about }) => about.sheet === sheet && about.cell === cell);
}
