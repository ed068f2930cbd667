// The loops that do jobs, one for each lane: in the server's process, or in one of its own. None works on two at once; each renews its lease while
// it works, tries again later what failed, and stops between two jobs when told to.
import { setTimeout } from 'node:timers/promises';
import { record } from '../audit/record.ts';
import { describeRefusal, Refused } from '../problem.ts';
import { timeText, type Services } from '../services.ts';
import { inTransaction } from '../storage/transaction.ts';
import { JOB_KINDS } from './kinds.ts';
import { claim, enqueue, LANES, LEASE_MS, LeaseLost, release, renew, type Ending, type Lane, type Lease } from './queue.ts';
import { removeResult, ResultTooLarge } from './results.ts';
import { Hopeless, NotBefore, NotNow, type Result } from './task.ts';
import { announce } from './webhooks.ts';

export interface JobWorker {
  /** Begins to look for work, now and then again. */
  readonly start: () => void;
  /** Lets the jobs at hand come to their next step, gives them back, and ends. */
  readonly stop: () => Promise<void>;
  /** Does one job, if there is one; says whether there was. For tests and for the loop. */
  readonly workOnce: () => Promise<boolean>;
}

class Cancelled extends Error {}
class Stopped extends Error {}

const PAUSE_MS = 1000;
/** Progress is written no more often: every write waits for the disk. */
const TELL_MS = 300;

/** `onError` is told what nobody foresaw. */
export function createWorker(services: Services, onError: (error: unknown) => void = () => undefined): JobWorker {
  let running: Promise<unknown> | null = null;
  const stopping = new AbortController();
  const { signal } = stopping;
  const workIn = async (lane: Lane): Promise<boolean> => {
    for (const { districtId } of await services.store.db.selectFrom('district').select('districtId').execute()) {
      await scheduleDaily(services, districtId);
      const lease = await claim(services, districtId, lane);
      if (!lease) continue;
      await work(services, lease, () => signal.aborted, onError);
      return true;
    }
    return false;
  };
  const loop = async (lane: Lane): Promise<void> => {
    while (!signal.aborted) {
      const worked = await workIn(lane).catch((error: unknown) => {
        onError(error);
        return false;
      });
      if (!worked) await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  return {
    start: () => {
      running ??= Promise.all(LANES.map(loop));
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
    workOnce: async () => {
      for (const lane of LANES) if (await workIn(lane)) return true;
      return false;
    },
  };
}

/** Cleaning up is queued once a day, by whoever comes first: its id is the day. */
async function scheduleDaily({ store, clock, newId }: Services, districtId: string): Promise<void> {
  const now = timeText(clock());
  const jobId = `clean-up-${now.slice(0, 10)}`;
  const known = await store.db.selectFrom('job').select('jobId').where('districtId', '=', districtId).where('jobId', '=', jobId).executeTakeFirst();
  if (!known) await enqueue(store.db, { newId, now }, { districtId, kind: 'clean.up', params: {}, createdBy: '', jobId });
}

async function work(services: Services, lease: Lease, isStopping: () => boolean, onError: (error: unknown) => void): Promise<void> {
  const { job } = lease;
  let [done, total, told] = [job.progress, job.total, 0];
  const keep = async (): Promise<void> => {
    const answer = await renew(services, lease, done, total);
    if (answer === 'cancel') throw new Cancelled();
    if (answer === 'gone') throw new LeaseLost();
  };
  // A single step may take longer than a lease: the lease is kept all the same.
  const heart = setInterval(() => void renew(services, lease, done, total).catch(onError), LEASE_MS / 3);
  heart.unref();
  try {
    const kind = JOB_KINDS[job.kind];
    if (!kind) throw new Hopeless(`unknown kind ${job.kind}`);
    if (job.attempts > kind.mostAttempts) throw new Hopeless('given up: the worker ended several times');
    await keep();
    const result = await kind.run({
      services,
      job,
      lease,
      progress: async (progress, of) => {
        [done, total] = [progress, of];
        if (isStopping()) throw new Stopped();
        if (services.clock() - told < TELL_MS && progress < of) return;
        told = services.clock();
        await keep();
      },
    });
    await finish(services, lease, result);
  } catch (error) {
    await giveBack(services, lease, error, onError).catch((lost: unknown) => {
      if (!(lost instanceof LeaseLost)) throw lost;
    });
  } finally {
    clearInterval(heart);
  }
}

const DAY_MS = 24 * 3600 * 1000;

async function finish(services: Services, lease: Lease, result: Result): Promise<void> {
  const { clock, config } = services;
  const expiresAt = timeText(clock() + config.resultDays * DAY_MS);
  await end(services, lease, { state: 'done', result, expiresAt });
}

/** What to do with a job that did not come to its end; where somebody else has it by now, nothing. */
async function giveBack(services: Services, lease: Lease, error: unknown, onError: (error: unknown) => void): Promise<void> {
  const { job } = lease;
  const { clock, store } = services;
  if (error instanceof LeaseLost) return;
  if (error instanceof Stopped || error instanceof NotBefore) {
    const notBefore = error instanceof NotBefore ? error.time : timeText(clock());
    await release(store.db, lease, timeText(clock()), { state: 'waiting', notBefore, attempts: job.attempts - 1 });
    return;
  }
  await removeResult(services, lease);
  if (error instanceof Cancelled) return end(services, lease, { state: 'cancelled' });
  const kind = JOB_KINDS[job.kind];
  const problem = wordsOf(error);
  const isHopeless = error instanceof Hopeless || error instanceof Refused || error instanceof ResultTooLarge || !kind || job.attempts >= kind.mostAttempts;
  if (problem === UNFORESEEN) onError(error);
  if (isHopeless) return end(services, lease, { state: 'failed', problem });
  await release(store.db, lease, timeText(clock()), { state: 'waiting', problem, notBefore: timeText(clock() + kind.backOffMs(job.attempts)) });
}

const UNFORESEEN = '内部出错 / something went wrong inside';

/** What people may read of an error. */
function wordsOf(error: unknown): string {
  if (error instanceof Refused) return describeRefusal(error, 'zh');
  if (error instanceof ResultTooLarge) return '结果太大,请按街道导出 / the result is too large; export by street';
  return error instanceof Hopeless || error instanceof NotNow ? error.message : UNFORESEEN;
}

/** The end of a job, its audit entry and its news in one transaction. */
async function end(services: Services, lease: Lease, ending: Ending): Promise<void> {
  const { job } = lease;
  const { districtId, jobId, kind, createdBy } = job;
  const now = timeText(services.clock());
  await inTransaction(services.store, districtId, async (db) => {
    if (!(await release(db, lease, now, ending))) return;
    if (createdBy === '') return;
    const outcome = ending.state === 'failed' ? 'failed' : 'done';
    await record(db, districtId, {
      at: now,
      accountId: createdBy,
      role: null,
      act: `job.${kind}`,
      target: `job/${jobId}`,
      outcome,
      detail: { state: ending.state },
    });
    if (ending.state === 'done' && ending.result) await announce({ db, now, newId: services.newId, actor: { districtId } }, 'output.ready', { jobId });
  });
}
