// Checks the audit chain from its first kept entry to its head.
import type { Db } from '../storage/database.ts';
import { anchorOf, TRIM } from './anchor.ts';
import { hashOf } from './record.ts';

export interface ChainResult {
  readonly entries: number;
  /** null when the chain holds. */
  readonly broken: { readonly seq: number; readonly why: 'content' | 'gap' | 'link' | 'head' } | null;
}

const PAGE = 2000;

/** Reads page by page, so that a log of any length can be checked. */
export async function verifyChain(db: Db, districtId: string): Promise<ChainResult> {
  const anchor = await anchorOf(db, districtId);
  let [entries, seq, hash] = [0, anchor.seq, anchor.hash];
  let isVouchedFor = anchor.seq === 0;
  for (;;) {
    const page = await db.selectFrom('auditEntry').selectAll().where('districtId', '=', districtId).where('seq', '>', seq).orderBy('seq').limit(PAGE).execute();
    for (const entry of page) {
      if (entry.seq !== seq + 1) return { entries, broken: { seq: seq + 1, why: 'gap' } };
      if (entry.previousHash !== hash) return { entries, broken: { seq: entry.seq, why: 'link' } };
      if (hashOf(entry) !== entry.hash) return { entries, broken: { seq: entry.seq, why: 'content' } };
      if (entry.act === TRIM && isOf(entry.detail, anchor)) isVouchedFor = true;
      [entries, seq, hash] = [entries + 1, entry.seq, entry.hash];
    }
    if (page.length < PAGE) break;
  }
  if (!isVouchedFor) return { entries, broken: { seq: anchor.seq, why: 'gap' } };
  const head = await db.selectFrom('auditHead').selectAll().where('districtId', '=', districtId).executeTakeFirst();
  const holds = head ? head.seq === seq && head.hash === hash : seq === 0;
  return { entries, broken: holds ? null : { seq, why: 'head' } };
}

/** Does the entry tell of the removal up to the anchor? */
function isOf(detail: string, { seq, hash }: { readonly seq: number; readonly hash: string }): boolean {
  const told = JSON.parse(detail) as { seq?: unknown; hash?: unknown };
  return told.seq === seq && told.hash === hash;
}
