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
  const seq = head?.seq ?? 1;
  const previousHash = head?.hash ?? GENESIS;
  const entry = { ...act, districtId, seq, detail: JSON.stringify(act.detail), previousHash };
  const hash = hashOf(entry);
  await db
    .insertInto('auditEntry')
    .values({ ...entry, hash })
    .execute();
  if (head) await db.updateTable('auditHead').set({ hash }).where('districtId', '=', districtId).execute();
  else await db.insertInto('auditHead').values({ districtId, seq, hash }).execute();
}

/** What binds an entry to its content and to the one before it. */
export function hashOf(entry: Omit<AuditEntryRow, 'hash'>): string {
  const { districtId, seq, at, accountId, role, act, target, outcome, detail, previousHash } = entry;
  return contentHash(JSON.stringify([districtId, seq, at, accountId, role, act, target, outcome, detail, previousHash]));
}
