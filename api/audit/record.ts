// The audit log: one entry for each change, export, sign-in and denial, in the transaction of the act itself, each chained to the one
// before by its hash. Who changes, removes or inserts an entry afterwards breaks the chain from there on.
import { contentHash } from '../people/secrets.ts';
import type { Db } from '../storage/database.ts';
import type { AuditEntryRow } from '../storage/schema.ts';

export interface Act {
  readonly at: string;
  readonly accountId: string | null;
  readonly role: string | null;
  /** Operation id: requirement.admit. */
  readonly act: string;
  /** What it was done to: requirement/<id>. Never personal data. */
  readonly target: string;
  readonly outcome: AuditEntryRow['outcome'];
  readonly detail: Readonly<Record<string, unknown>>;
}

export const GENESIS = '0'.repeat(64);

/** Adds the entry; must run in the same transaction as what it tells of. */
export async function record(db: Db, districtId: string, act: Act): Promise<void> {
  const head = await db
    .updateTable('auditHead')
    .set((eb) => ({ seq: eb('seq', '+', 1) }))
    .where('districtId', '=', districtId)
    .returning(['seq', 'hash'])
    .executeTakeFirst();
  const entry = entryAfter(districtId, head ? { seq: head.seq - 1, hash: head.hash } : { seq: 0, hash: GENESIS }, act);
  const { seq, hash } = entry;
  await db.insertInto('auditEntry').values(entry).execute();
  if (head) await db.updateTable('auditHead').set({ hash }).where('districtId', '=', districtId).execute();
  else await db.insertInto('auditHead').values({ districtId, seq, hash }).execute();
}

/** The entry that follows `head` in the chain. */
export function entryAfter(districtId: string, head: { readonly seq: number; readonly hash: string }, told: Act): AuditEntryRow {
  const { at, accountId, role, act, target, outcome } = told;
  // Hot: named one by one, which is many times quicker than spreading.
  const entry = {
    districtId,
    seq: head.seq + 1,
    at,
    accountId,
    role,
    act,
    target,
    outcome,
    detail: JSON.stringify(told.detail),
    previousHash: head.hash,
    hash: '',
  };
  entry.hash = hashOf(entry);
  return entry;
}

/** What binds an entry to its content and to the one before it. */
export function hashOf(entry: Omit<AuditEntryRow, 'hash'>): string {
  const { districtId, seq, at, accountId, role, act, target, outcome, detail, previousHash } = entry;
  return contentHash(JSON.stringify([districtId, seq, at, accountId, role, act, target, outcome, detail, previousHash]));
}
