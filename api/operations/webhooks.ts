// Webhooks: which systems are told of what, with which secret, and what became of each message.
import { randomBytes } from 'node:crypto';
import Type from 'typebox';
import { closed, Id, oneOf, operation, Nothing } from '../http/operation.ts';
import { leadsHome } from '../jobs/receiver.ts';
import { announceTest, EVENTS, TEST } from '../jobs/webhooks.ts';
import type { Actor } from '../people/roles.ts';
import { refused } from '../problem.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';

const Webhook = closed({ webhookId: Id, url: Type.String(), events: Type.Array(oneOf(EVENTS)), createdAt: Type.String() });

const Delivery = closed({
  deliveryId: Id,
  event: oneOf([...EVENTS, TEST]),
  createdAt: Type.String(),
  state: oneOf(['taken', 'waiting', 'givenUp']),
  attempts: Type.Integer(),
  lastStatus: Type.Union([Type.Integer(), Type.Null()], { description: '0: 没有回应 / no answer' }),
  deliveredAt: Type.Union([Type.String(), Type.Null()]),
  nextAttemptAt: Type.Union([Type.String(), Type.Null()]),
});
const Which = closed({ webhookId: Id });
const WHAT = '回调 / webhook';
const MOST_DELIVERIES = 100;

export const listWebhooks = operation({
  id: 'webhook.list',
  method: 'GET',
  path: '/webhooks',
  zh: '回调地址',
  en: 'Webhooks',
  who: ['administrator'],
  reply: closed({ items: Type.Array(Webhook) }),
  run: async ({ db, actor }) => {
    const rows = await db.selectFrom('webhook').selectAll().where('districtId', '=', actor.districtId).where('disabledAt', 'is', null).execute();
    return {
      items: rows.map(({ webhookId, url, events, createdAt }) => ({ webhookId, url, events: JSON.parse(events) as (typeof EVENTS)[number][], createdAt })),
    };
  },
});

export const addWebhook = operation({
  id: 'webhook.create',
  method: 'POST',
  path: '/webhooks',
  zh: '新增回调地址,得到签名密钥(只显示一次)',
  en: 'Add a webhook; its secret is shown once',
  who: ['administrator'],
  body: closed({ url: Type.String({ maxLength: 500, pattern: '^https?://' }), events: Type.Array(oneOf(EVENTS), { minItems: 1 }) }),
  reply: closed({ webhook: Webhook, secret: Type.String() }),
  status: 201,
  prepare: ({ services }, { body }) => requireReceiver(services, body.url),
  run: async ({ db, actor, services, now, newId, about }, { body }) => {
    const webhookId = newId();
    const secret = newSecret();
    await db
      .insertInto('webhook')
      .values({
        districtId: actor.districtId,
        webhookId,
        url: body.url,
        secret: services.vault.seal(secret, `webhook/${webhookId}`),
        events: JSON.stringify(body.events),
        createdBy: actor.accountId,
        createdAt: now,
        disabledAt: null,
      })
      .execute();
    about(`webhook/${webhookId}`, { events: body.events });
    return { webhook: { webhookId, url: body.url, events: body.events, createdAt: now }, secret };
  },
});

/** Refuses what is no address, holds a password that everybody who sees the list would read, or leads to this machine. */
async function requireReceiver({ config }: Services, address: string): Promise<void> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url)
    throw refused('request.invalid', { at: 'body/url', why: '应为完整网址,如 https://example.cn/hook / must be a whole address like https://example.cn/hook' });
  if (url.username !== '' || url.password !== '') throw refused('webhook.credentials', {});
  if (!config.webhookLocal && (await leadsHome(url))) throw refused('webhook.ownAddress', { host: url.hostname });
}

export const removeWebhook = operation({
  id: 'webhook.remove',
  method: 'DELETE',
  path: '/webhooks/:webhookId',
  zh: '停用回调地址',
  en: 'Stop a webhook',
  who: ['administrator'],
  params: Which,
  reply: Nothing,
  run: async ({ db, actor, now, about }, { params }) => {
    const done = await db
      .updateTable('webhook')
      .set({ disabledAt: now })
      .where('districtId', '=', actor.districtId)
      .where('webhookId', '=', params.webhookId)
      .where('disabledAt', 'is', null)
      .executeTakeFirst();
    if (Number(done.numUpdatedRows) === 0) throw refused('request.notFound', { what: WHAT });
    about(`webhook/${params.webhookId}`);
    return {};
  },
});

export const rotateSecret = operation({
  id: 'webhook.rotate',
  method: 'POST',
  path: '/webhooks/:webhookId/secret',
  zh: '更换签名密钥(只显示一次);旧密钥立即作废,还没送达的消息用新密钥签名',
  en: 'Make a new secret, shown once; the old one ends at once, and messages not yet taken are signed with the new one',
  who: ['administrator'],
  params: Which,
  body: closed({}),
  reply: closed({ secret: Type.String() }),
  run: async ({ db, actor, services, about }, { params: { webhookId } }) => {
    await isThere(db, actor, webhookId);
    const secret = newSecret();
    await db
      .updateTable('webhook')
      .set({ secret: services.vault.seal(secret, `webhook/${webhookId}`) })
      .where('districtId', '=', actor.districtId)
      .where('webhookId', '=', webhookId)
      .execute();
    about(`webhook/${webhookId}`);
    return { secret };
  },
});

export const testWebhook = operation({
  id: 'webhook.test',
  method: 'POST',
  path: '/webhooks/:webhookId/test',
  zh: '发一条测试消息',
  en: 'Send a test message',
  who: ['administrator'],
  params: Which,
  body: closed({}),
  reply: closed({ deliveryId: Id }),
  status: 202,
  run: async (news, { params: { webhookId } }) => {
    await isThere(news.db, news.actor, webhookId);
    news.about(`webhook/${webhookId}`);
    return { deliveryId: await announceTest(news, webhookId) };
  },
});

export const listDeliveries = operation({
  id: 'webhook.deliveries',
  method: 'GET',
  path: '/webhooks/:webhookId/deliveries',
  zh: '最近的消息和送达情况',
  en: 'The latest messages and what became of them',
  who: ['administrator'],
  params: Which,
  reply: closed({ items: Type.Array(Delivery) }),
  run: async ({ db, actor }, { params: { webhookId } }) => {
    await isThere(db, actor, webhookId);
    const rows = await db
      .selectFrom('delivery as d')
      .leftJoin('job as j', (join) => join.onRef('j.districtId', '=', 'd.districtId').onRef('j.jobId', '=', 'd.deliveryId'))
      .select(['d.deliveryId', 'd.event', 'd.createdAt', 'd.attempts', 'd.lastStatus', 'd.deliveredAt', 'j.state as job', 'j.notBefore'])
      .where('d.districtId', '=', actor.districtId)
      .where('d.webhookId', '=', webhookId)
      .orderBy('d.createdAt', 'desc')
      .orderBy('d.deliveryId', 'desc')
      .limit(MOST_DELIVERIES)
      .execute();
    return {
      items: rows.map(({ job, notBefore, event, ...row }) => {
        const isOpen = row.deliveredAt === null && (job === 'waiting' || job === 'running');
        const state = row.deliveredAt !== null ? ('taken' as const) : isOpen ? ('waiting' as const) : ('givenUp' as const);
        return { ...row, event: event as (typeof EVENTS)[number] | typeof TEST, state, nextAttemptAt: isOpen ? notBefore : null };
      }),
    };
  },
});

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

async function isThere(db: Db, { districtId }: Actor, webhookId: string): Promise<void> {
  const found = await db
    .selectFrom('webhook')
    .select('webhookId')
    .where('districtId', '=', districtId)
    .where('webhookId', '=', webhookId)
    .where('disabledAt', 'is', null)
    .executeTakeFirst();
  if (!found) throw refused('request.notFound', { what: WHAT });
}
