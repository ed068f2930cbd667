// On what each requirement rests: its legal basis as registered, and until when its form says that it is valid.
import type { Consolidation } from '../model/consolidation.ts';

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
export function legalStanding({ pack, particulars }: Consolidation): LegalStanding[] {
  const printed = new Map(particulars.map(({ requirement, particulars: found }) => [requirement, found.validUntil ?? '']));
  return pack.requirements.map(({ id, legalBasis }) => {
    const basis = legalBasis?.trim() ?? '';
    const said = /有效期(?:限)?[至到]?[^)）;；,，。]*/u.exec(basis)?.[0] ?? '';
    const validUntil = (printed.get(id) ?? '') || said;
    return { requirement: id, basis, validUntil, status: statusOf(basis, [printed.get(id) ?? '', said], pack.year) };
  });
}

function statusOf(basis: string, dates: readonly string[], year: number): LegalStatus {
  const years = dates.flatMap((date) => date.match(/\d{4}/gu)?.at(-1) ?? []).map(Number);
  if (/已过期|已废止|已失效/u.test(basis) || years.some((until) => until < year)) return 'expired';
  if (basis === '' || /^(?:无|没有|暂无)(?:$|[。;,、\s(（]|法|依据|文件)/u.test(basis)) return 'none';
  return years.includes(year) ? 'expiring' : 'sound';
}
