// What departments left to the office (提请): which of it waits, and what of it is about one blank.
import type { Reply } from '../../client/client.ts';

export type Referral = Reply<'referral.list'>['items'][number];

export type Place = Pick<Referral['about'], 'sheet' | 'cell'>;

/** "sheet!cell" of an address. */
export function placeIn(text: string): Place | null {
  const at = text.lastIndexOf('!');
  return at < 1 ? null : { sheet: text.slice(0, at), cell: text.slice(at + 1) };
}

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
