// Webhooks: which systems are told of what.
import { randomBytes } from 'node:crypto';
import Type from 'typebox';
import { closed, Id, oneOf, operation, Nothing } from '../http/operation.ts';
import { EVENTS } from '../jobs/webhooks.ts';
import { refused } from '../problem.ts';

const Webhook = closed({ webhookId: Id, url: Type.String(), events: Type.Array(oneOf(EVENTS)), createdAt: Type.String() });

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
  run: async ({ db, actor, services, now, newId, about }, { body }) => {
    if (!URL.canParse(body.url)) throw refused('request.invalid', { at: 'body/url', why: 'not a URL' });
    const webhookId = newId();
    const secret = randomBytes(32).toString('base64url');
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

export const removeWebhook = operation({
  id: 'webhook.remove',
  method: 'DELETE',
  path: '/webhooks/:webhookId',
  zh: '停用回调地址',
  en: 'Stop a webhook',
  who: ['administrator'],
  params: closed({ webhookId: Id }),
  reply: Nothing,
  run: async ({ db, actor, now, about }, { params }) => {
    const done = await db
      .updateTable('webhook')
      .set({ disabledAt: now })
      .where('districtId', '=', actor.districtId)
      .where('webhookId', '=', params.webhookId)
      .where('disabledAt', 'is', null)
      .executeTakeFirst();
    if (Number(done.numUpdatedRows) === 0) throw refused('request.notFound', { what: '回调 / webhook' });
    about(`webhook/${params.webhookId}`);
    return {};
  },
});
