// The queue of jobs: one table, claimed by a lease. Who holds the lease works; when it runs out without being renewed, another takes over.
// SQLite and PostgreSQL alike: a claim is one UPDATE that names the state it expects.
import { sql } from 'kysely';
import { timeText, type Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { JobRow, JobState } from '../storage/schema.ts';
import { inTransaction } from '../storage/transaction.ts';

export interface NewJob {
  readonly districtId: string;
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** '' for what the system does by itself. */
  readonly createdBy: string;
  /** Given where the same job must not be queued twice. */
  readonly jobId?: string;
}

/** Queues a job, to be begun at once; a job with the same id stays as it is. */
export async function enqueue(db: Db, { newId, now }: { readonly newId: () => string; readonly now: string }, job: NewJob): Promise<string> {
  const jobId = job.jobId ?? newId();
  const row: JobRow = {
    districtId: job.districtId,
    jobId,
    kind: job.kind,
    params: JSON.stringify(job.params),
    state: 'waiting',
    progress: 0,
    total: 0,
    attempts: 0,
    leaseOwner: null,
    leaseUntil: null,
    cancelRequested: 0,
    resultHash: null,
    resultName: null,
    problem: null,
    createdBy: job.createdBy,
    createdAt: now,
    notBefore: now,
    finishedAt: null,
    expiresAt: null,
  };
  await db
    .insertInto('job')
    .values(row)
    .onConflict((conflict) => conflict.columns(['districtId', 'jobId']).doNothing())
    .execute();
  return jobId;
}

/** The kind of job that tells another system something. */
export const MESSAGE = 'webhook.deliver';

export const LEASE_MS = 60_000;

/** A claimed job is worked on by whoever holds its lease. */
export interface Lease {
  readonly job: JobRow;
  readonly owner: string;
}

/** Messages to other systems go beside all other work: none waits until a long zip is made. */
export const LANES = ['messages', 'work'] as const;
export type Lane = (typeof LANES)[number];

const IN_LANE = { messages: sql<boolean>`kind = ${MESSAGE}`, work: sql<boolean>`kind <> ${MESSAGE}` };

/** Takes the job of a lane that has waited longest, or one whose worker is gone; null when there is none. */
export async function claim({ store, clock, newId }: Services, districtId: string, lane: Lane): Promise<Lease | null> {
  const now = timeText(clock());
  const owner = newId();
  const isDue = sql<boolean>`((state = 'waiting' and not_before <= ${now}) or (state = 'running' and lease_until < ${now}))`;
  const job = await store.db
    .updateTable('job')
    .set((eb) => ({ state: 'running' as const, leaseOwner: owner, leaseUntil: timeText(clock() + LEASE_MS), attempts: eb('attempts', '+', 1) }))
    .where('districtId', '=', districtId)
    .where(
      'jobId',
      '=',
      sql<string>`(select job_id from job where district_id = ${districtId} and ${IN_LANE[lane]} and ${isDue} order by not_before, job_id limit 1)`,
    )
    .where(isDue)
    .returningAll()
    .executeTakeFirst();
  return job ? { job, owner } : null;
}

/** Says how far the work is and keeps the lease. gone: somebody else has it now · cancel: the one who asked for it wants it no more. */
export async function renew({ store, clock }: Services, { job, owner }: Lease, progress: number, total: number): Promise<'go' | 'cancel' | 'gone'> {
  const row = await store.db
    .updateTable('job')
    .set({ progress, total, leaseUntil: timeText(clock() + LEASE_MS) })
    .where('districtId', '=', job.districtId)
    .where('jobId', '=', job.jobId)
    .where('leaseOwner', '=', owner)
    .where('state', '=', 'running')
    .returning('cancelRequested')
    .executeTakeFirst();
  return row === undefined ? 'gone' : row.cancelRequested === 1 ? 'cancel' : 'go';
}

/** Thrown inside a job whose lease ran out: somebody else works on it now. */
export class LeaseLost extends Error {}

/** Does `work` in one transaction with a look at the lease; throws LeaseLost, having done nothing, when it is no longer held. */
export function underLease(services: Services, { job, owner }: Lease, work: (db: Db) => Promise<unknown>): Promise<void> {
  return inTransaction(services.store, job.districtId, async (db) => {
    const held = await db
      .selectFrom('job')
      .select('jobId')
      .where('districtId', '=', job.districtId)
      .where('jobId', '=', job.jobId)
      .where('leaseOwner', '=', owner)
      .where('state', '=', 'running')
      .executeTakeFirst();
    if (!held) throw new LeaseLost();
    await work(db);
  });
}

export interface Ending {
  readonly state: Extract<JobState, 'done' | 'failed' | 'cancelled' | 'waiting'>;
  readonly problem?: string;
  readonly result?: { readonly name: string; readonly hash: string } | null;
  readonly notBefore?: string;
  readonly expiresAt?: string;
  /** Given where the attempt is not to count. */
  readonly attempts?: number;
}

/** Ends the work under a lease, for good or until the next attempt; false when the lease was lost, and nothing is changed. */
export async function release(
  db: Db,
  { job, owner }: Lease,
  now: string,
  { state, problem, result, notBefore, expiresAt, attempts }: Ending,
): Promise<boolean> {
  const done = await db
    .updateTable('job')
    .set({
      state,
      leaseOwner: null,
      leaseUntil: null,
      problem: problem ?? null,
      resultName: result?.name ?? null,
      resultHash: result?.hash ?? null,
      notBefore: notBefore ?? job.notBefore,
      finishedAt: state === 'waiting' ? null : now,
      expiresAt: expiresAt ?? null,
      attempts: attempts ?? job.attempts,
    })
    .where('districtId', '=', job.districtId)
    .where('jobId', '=', job.jobId)
    .where('leaseOwner', '=', owner)
    .where('state', '=', 'running')
    .returning('jobId')
    .executeTakeFirst();
  return done !== undefined;
}
