// Checks the audit chain from its first kept entry to its head.
import type { Db } from '../storage/database.ts';
import { yieldTurn } from '../turn.ts';
import { anchorOf, TRIM, type Anchor } from './anchor.ts';
import { hashOf } from './record.ts';

export interface ChainResult {
  readonly entries: number;
  /** null when the chain holds. */
  readonly broken: { readonly seq: number; readonly why: 'content' | 'gap' | 'link' | 'head' } | null;
}

const PAGE = 2000;

/** The chain as it is at the beginning of the check: what is written meanwhile is not looked at, and where the log is trimmed meanwhile, it is checked anew. */
export async function verifyChain(db: Db, districtId: string): Promise<ChainResult> {
  for (;;) {
    const anchor = await anchorOf(db, districtId);
    const result = await verifyAfter(db, districtId, anchor);
    if (result.broken === null || (await anchorOf(db, districtId)).seq === anchor.seq) return result;
  }
}

/** Reads page by page, so that a log of any length can be checked and others get their turn. */
async function verifyAfter(db: Db, districtId: string, anchor: Anchor): Promise<ChainResult> {
  const head = await headOf(db, districtId);
  let [entries, seq, hash] = [0, anchor.seq, anchor.hash];
  let isVouchedFor = anchor.seq === 0;
  for (;;) {
    const page = await db
      .selectFrom('auditEntry')
      .selectAll()
      .where('districtId', '=', districtId)
      .where('seq', '>', seq)
      .where('seq', '<=', head.last)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const entry of page) {
      if (entry.seq !== seq + 1) return { entries, broken: { seq: seq + 1, why: 'gap' } };
      if (entry.previousHash !== hash) return { entries, broken: { seq: entry.seq, why: 'link' } };
      if (hashOf(entry) !== entry.hash) return { entries, broken: { seq: entry.seq, why: 'content' } };
      if (entry.act === TRIM && isOf(entry.detail, anchor)) isVouchedFor = true;
      [entries, seq, hash] = [entries + 1, entry.seq, entry.hash];
    }
    if (page.length < PAGE) break;
    await yieldTurn();
  }
  if (!isVouchedFor) return { entries, broken: { seq: anchor.seq, why: 'gap' } };
  const holds = head.seq === null ? seq === 0 : head.seq === seq && head.hash === hash;
  return { entries, broken: holds ? null : { seq, why: 'head' } };
}

interface Head {
  /** null: nothing was ever recorded. */
  readonly seq: number | null;
  readonly hash: string | null;
  /** Of the newest entry that is there. */
  readonly last: number;
}

/** Head and newest entry in one statement: they are of one moment. */
async function headOf(db: Db, districtId: string): Promise<Head> {
  const { seq, hash, last } = await db
    .selectFrom('district as d')
    .leftJoin('auditHead as h', 'h.districtId', 'd.districtId')
    .select((eb) => [
      'h.seq',
      'h.hash',
      eb
        .selectFrom('auditEntry as e')
        .select(({ fn }) => fn.max('e.seq').as('last'))
        .whereRef('e.districtId', '=', 'd.districtId')
        .as('last'),
    ])
    .where('d.districtId', '=', districtId)
    .executeTakeFirstOrThrow();
  return { seq, hash, last: last ?? 0 };
}

/** Does the entry tell of the removal up to the anchor? */
function isOf(detail: string, { seq, hash }: { readonly seq: number; readonly hash: string }): boolean {
  const told = JSON.parse(detail) as { seq?: unknown; hash?: unknown };
  return told.seq === seq && told.hash === hash;
}
