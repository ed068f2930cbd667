// Telling other systems what happened: a delivery is written in the same transaction as the act, and sent afterwards until it is taken.
import { createHmac } from 'node:crypto';
import type { ActorContext } from '../http/operation.ts';
import { timeText, type Services } from '../services.ts';

export const EVENTS = ['requirement.admitted', 'form.published', 'submission.approved', 'output.ready'] as const;
export type EventName = (typeof EVENTS)[number];

/** Queues the event for every webhook that wants it. Never personal data. */
export async function announce(
  { db, actor, newId, now }: Pick<ActorContext, 'db' | 'actor' | 'newId' | 'now'>,
  event: EventName,
  about: Readonly<Record<string, string | number>>,
): Promise<void> {
  const hooks = await db
    .selectFrom('webhook')
    .select(['webhookId', 'events'])
    .where('districtId', '=', actor.districtId)
    .where('disabledAt', 'is', null)
    .execute();
  for (const { webhookId, events } of hooks) {
    if (!(JSON.parse(events) as string[]).includes(event)) continue;
    const deliveryId = newId();
    const body = JSON.stringify({ id: deliveryId, event, at: now, about });
    await db
      .insertInto('delivery')
      .values({ districtId: actor.districtId, deliveryId, webhookId, event, body, attempts: 0, lastStatus: null, deliveredAt: null, createdAt: now })
      .execute();
  }
}

const MOST_ATTEMPTS = 8;
const PATIENCE_MS = 10_000;

/** Sends what waits and is due: the nth retry 2ⁿ minutes after the event. Gives the number delivered. */
export async function deliver(services: Services): Promise<number> {
  const { store, vault, clock } = services;
  const waiting = await store.db
    .selectFrom('delivery as d')
    .innerJoin('webhook as w', (join) => join.onRef('w.districtId', '=', 'd.districtId').onRef('w.webhookId', '=', 'd.webhookId'))
    .select(['d.districtId', 'd.deliveryId', 'd.webhookId', 'd.body', 'd.attempts', 'd.createdAt', 'w.url', 'w.secret'])
    .where('d.deliveredAt', 'is', null)
    .where('d.attempts', '<', MOST_ATTEMPTS)
    .where('w.disabledAt', 'is', null)
    .orderBy('d.deliveryId')
    .limit(50)
    .execute();
  let delivered = 0;
  for (const each of waiting) {
    if (each.attempts > 0 && clock() < Date.parse(each.createdAt) + 2 ** each.attempts * 60_000) continue;
    const status = await send(each.url, each.body, vault.open(each.secret, `webhook/${each.webhookId}`));
    const taken = status >= 200 && status < 300;
    if (taken) delivered++;
    await store.db
      .updateTable('delivery')
      .set({ attempts: each.attempts + 1, lastStatus: status, deliveredAt: taken ? timeText(clock()) : null })
      .where('districtId', '=', each.districtId)
      .where('deliveryId', '=', each.deliveryId)
      .execute();
  }
  return delivered;
}

/** The receiver checks X-Onetable-Signature: HMAC-SHA-256 of the body under the shared secret, in hex. 0 when it could not be reached. */
async function send(url: string, body: string, secret: string): Promise<number> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-onetable-signature': `sha256=${signature}` },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return reply.status;
  } catch {
    return 0;
  }
}
