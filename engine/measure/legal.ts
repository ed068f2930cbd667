// On what each requirement rests: its legal basis as registered, and until when its form says that it is valid.
import type { Consolidation } from '../model/consolidation.ts';
import type { MeasureWords } from './words.ts';

/** none: no basis is given · expired: valid until before this year · expiring: until some time in this year. */
export type LegalStatus = 'none' | 'expired' | 'expiring' | 'sound';

export interface LegalStanding {
  readonly requirement: string;
  readonly status: LegalStatus;
  readonly basis: string;
  /** As printed or registered, '' when neither says so. */
  readonly validUntil: string;
}

/** One for each requirement, in the order of registration. */
export function legalStanding({ pack, particulars }: Consolidation, words: MeasureWords): LegalStanding[] {
  const validity = new RegExp(words.validity, 'u');
  const printed = new Map(particulars.map(({ requirement, particulars: found }) => [requirement, found.validUntil ?? '']));
  return pack.requirements.map(({ id, legalBasis }) => {
    const basis = legalBasis?.trim() ?? '';
    const said = validity.exec(basis)?.[0] ?? '';
    const validUntil = (printed.get(id) ?? '') || said;
    return { requirement: id, basis, validUntil, status: statusOf(basis, [printed.get(id) ?? '', said], pack.year, words) };
  });
}

function statusOf(basis: string, dates: readonly string[], year: number, { expired, none }: MeasureWords): LegalStatus {
  const years = dates.flatMap((date) => date.match(/\d{4}/gu)?.at(-1) ?? []).map(Number);
  if (new RegExp(expired, 'u').test(basis) || years.some((until) => until < year)) return 'expired';
  if (basis === '' || new RegExp(none, 'u').test(basis)) return 'none';
  return years.includes(year) ? 'expiring' : 'sound';
}
