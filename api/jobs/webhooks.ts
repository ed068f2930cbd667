// Telling other systems what happened: a delivery is written in the same transaction as the act, and sent afterwards until it is taken.
import { createHmac } from 'node:crypto';
import { timeText } from '../services.ts';
import type { Db } from '../storage/database.ts';
import { enqueue, MESSAGE } from './queue.ts';
import { OwnAddress, send } from './receiver.ts';
import { Hopeless, NotBefore, NotNow, type Task } from './task.ts';

export const EVENTS = ['requirement.admitted', 'form.published', 'submission.approved', 'output.ready'] as const;
export type EventName = (typeof EVENTS)[number];
/** What a test message is called. */
export const TEST = 'webhook.test';
type About = Readonly<Record<string, string | number>>;

/** Where news come from: an operation, or a job that ends. `db` is their transaction. */
export interface Newsroom {
  readonly db: Db;
  readonly now: string;
  readonly newId: () => string;
  readonly actor: { readonly districtId: string };
}

/** Queues the event for every webhook that wants it. Never personal data. */
export async function announce({ db, actor, newId, now }: Newsroom, event: EventName, about: About): Promise<void> {
  const hooks = await db
    .selectFrom('webhook')
    .select(['webhookId', 'events'])
    .where('districtId', '=', actor.districtId)
    .where('disabledAt', 'is', null)
    .execute();
  for (const { webhookId, events } of hooks) {
    if ((JSON.parse(events) as string[]).includes(event)) await post({ db, actor, newId, now }, webhookId, event, about);
  }
}

/** Sent to one webhook at an administrator's wish, whatever events it wants. */
export function announceTest(news: Newsroom, webhookId: string): Promise<string> {
  return post(news, webhookId, TEST, {});
}

/** The delivery and its job have one id, so that a list of deliveries can say when the next attempt is. */
async function post({ db, actor, newId, now }: Newsroom, webhookId: string, event: EventName | typeof TEST, about: About): Promise<string> {
  const { districtId } = actor;
  const deliveryId = newId();
  const body = JSON.stringify({ id: deliveryId, event, at: now, about });
  await db
    .insertInto('delivery')
    .values({ districtId, deliveryId, webhookId, event, body, attempts: 0, lastStatus: null, deliveredAt: null, createdAt: now })
    .execute();
  return enqueue(db, { newId, now }, { districtId, kind: MESSAGE, params: { deliveryId }, createdBy: '', jobId: deliveryId });
}

const PATIENCE_MS = 10_000;

/** The job of one delivery: sends it; when it is not taken, the job is tried again later. */
export async function deliverOne(task: Task): Promise<null> {
  const { services, job } = task;
  const { store, vault, clock, config } = services;
  const { deliveryId } = JSON.parse(job.params) as { deliveryId: string };
  const found = await store.db
    .selectFrom('delivery as d')
    .innerJoin('webhook as w', (join) => join.onRef('w.districtId', '=', 'd.districtId').onRef('w.webhookId', '=', 'd.webhookId'))
    .select(['d.webhookId', 'd.body', 'd.attempts', 'w.url', 'w.secret'])
    .where('d.districtId', '=', job.districtId)
    .where('d.deliveryId', '=', deliveryId)
    .where('d.deliveredAt', 'is', null)
    .where('w.disabledAt', 'is', null)
    .executeTakeFirst();
  if (!found) return null;
  const silentUntil = await silenceOf(task, found.webhookId);
  if (silentUntil !== null) throw new NotBefore(silentUntil);
  const status = await statusOf(found.url, found.body, vault.open(found.secret, `webhook/${found.webhookId}`), config.webhookLocal);
  const isTaken = status >= 200 && status < 300;
  await store.db
    .updateTable('delivery')
    .set({ attempts: found.attempts + 1, lastStatus: status, deliveredAt: isTaken ? timeText(clock()) : null })
    .where('districtId', '=', job.districtId)
    .where('deliveryId', '=', deliveryId)
    .execute();
  if (!isTaken)
    throw new NotNow(status === 0 ? '收件系统没有回应 / the receiver did not answer' : `收件系统回复 HTTP ${status} / the receiver answered HTTP ${status}`);
  return null;
}

/** When a receiver that did not answer is tried again: the other messages to it wait until then, so that they keep nobody else's waiting. null: it answers. */
async function silenceOf({ services: { store, clock }, job: { districtId, jobId } }: Task, webhookId: string): Promise<string | null> {
  const silent = await store.db
    .selectFrom('delivery as d')
    .innerJoin('job as j', (join) => join.onRef('j.districtId', '=', 'd.districtId').onRef('j.jobId', '=', 'd.deliveryId'))
    .select('j.notBefore')
    .where('d.districtId', '=', districtId)
    .where('d.webhookId', '=', webhookId)
    .where('d.deliveryId', '<>', jobId)
    .where('d.deliveredAt', 'is', null)
    .where('d.lastStatus', '=', 0)
    .where('j.state', '=', 'waiting')
    .where('j.notBefore', '>', timeText(clock()))
    .orderBy('j.notBefore', 'desc')
    .executeTakeFirst();
  return silent?.notBefore ?? null;
}

/** The receiver checks X-Onetable-Signature: HMAC-SHA-256 of the body under the shared secret, in hex. 0 when it could not be reached. */
async function statusOf(url: string, body: string, secret: string, ownAllowed: boolean): Promise<number> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-onetable-signature': `sha256=${signature}` };
  try {
    return await send(new URL(url), { headers, body, patienceMs: PATIENCE_MS, ownAllowed });
  } catch (error) {
    if (error instanceof OwnAddress) throw new Hopeless('地址指向本机,没有发送 / the address leads to this machine, nothing was sent');
    return 0;
  }
}
