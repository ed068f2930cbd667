// What is not to be kept for ever: results of jobs, ended sessions, old idempotency keys, deliveries, and the audit log beyond its time.
import { record } from '../audit/record.ts';
import { timeText, type Services } from '../services.ts';
import { inTransaction } from '../storage/transaction.ts';
import { yieldTurn } from '../turn.ts';
import { TRIM, setAnchor } from '../audit/anchor.ts';
import type { Task } from './task.ts';

const DAY_MS = 24 * 3600 * 1000;
const IDEMPOTENCY_DAYS = 3;
const JOB_DAYS = 30;
const DELIVERY_DAYS = 30;

export async function cleanUp({ services, job, progress }: Task): Promise<null> {
  const steps = [results, jobs, sessions, idempotency, deliveries, auditLog];
  for (const [index, step] of steps.entries()) {
    await step(services, job.districtId);
    await progress(index + 1, steps.length);
    await yieldTurn();
  }
  return null;
}

function daysAgo({ clock }: Services, days: number): string {
  return timeText(clock() - days * DAY_MS);
}

/** Results whose time is over; their jobs stay, and say so. */
async function results({ store, clock }: Services, districtId: string): Promise<void> {
  const over = await store.db
    .selectFrom('job')
    .select('jobId')
    .where('districtId', '=', districtId)
    .where('resultHash', 'is not', null)
    .where('expiresAt', '<', timeText(clock()))
    .execute();
  for (const { jobId } of over) {
    await store.db.deleteFrom('jobPart').where('districtId', '=', districtId).where('jobId', '=', jobId).execute();
    await store.db.updateTable('job').set({ resultHash: null }).where('districtId', '=', districtId).where('jobId', '=', jobId).execute();
    await yieldTurn();
  }
}

async function jobs(services: Services, districtId: string): Promise<void> {
  await services.store.db
    .deleteFrom('job')
    .where('districtId', '=', districtId)
    .where('finishedAt', '<', daysAgo(services, JOB_DAYS))
    .where('resultHash', 'is', null)
    .execute();
}

async function sessions({ store, clock }: Services, districtId: string): Promise<void> {
  await store.db.deleteFrom('accountSession').where('districtId', '=', districtId).where('expiresAt', '<', timeText(clock())).execute();
}

async function idempotency(services: Services, districtId: string): Promise<void> {
  await services.store.db.deleteFrom('idempotency').where('districtId', '=', districtId).where('createdAt', '<', daysAgo(services, IDEMPOTENCY_DAYS)).execute();
}

async function deliveries(services: Services, districtId: string): Promise<void> {
  await services.store.db.deleteFrom('delivery').where('districtId', '=', districtId).where('createdAt', '<', daysAgo(services, DELIVERY_DAYS)).execute();
}

const ENTRIES_AT_ONCE = 5000;

/** The entries beyond their time go; where the rest begins is kept, and stands in the log itself. */
async function auditLog(services: Services, districtId: string): Promise<void> {
  const before = daysAgo(services, services.config.auditDays);
  while (await trim(services, districtId, before)) await yieldTurn();
}

function trim({ store, clock }: Services, districtId: string, before: string): Promise<boolean> {
  return inTransaction(store, districtId, async (db) => {
    const old = await db
      .selectFrom('auditEntry')
      .select(['seq', 'hash', 'at'])
      .where('districtId', '=', districtId)
      .orderBy('seq')
      .limit(ENTRIES_AT_ONCE)
      .execute();
    const last = old.findLast(({ at }) => at < before);
    if (!last) return false;
    await db.deleteFrom('auditEntry').where('districtId', '=', districtId).where('seq', '<=', last.seq).execute();
    await setAnchor(db, districtId, last);
    const detail = { seq: last.seq, hash: last.hash, before };
    await record(db, districtId, { at: timeText(clock()), accountId: null, role: null, act: TRIM, target: 'audit', outcome: 'done', detail });
    return last === old.at(-1);
  });
}
