// What a department leaves to the coordinating office: a blank or a question that touches other departments' forms, or that it cannot answer.
import Type from 'typebox';
import { closed, Id, operation, orNull, pageOf, PageQuery, Words, type ActorContext } from '../http/operation.ts';
import { pageAsked, pageFrom } from '../http/page.ts';
import { requirementCondition } from '../people/scope.ts';
import { hidden, refused } from '../problem.ts';
import type { ReferralRow } from '../storage/schema.ts';
import { visible } from './requirements.ts';

const About = closed({
  sheet: Type.String({ minLength: 1, maxLength: 60 }),
  cell: Type.String({ pattern: '^[A-Z]{1,3}[1-9][0-9]{0,6}$' }),
  label: Type.Array(Type.String({ maxLength: 500 }), { maxItems: 50 }),
});
const Said = Type.String({ minLength: 1, maxLength: 4000 });

const Referral = closed({
  referralId: Id,
  requirementId: Id,
  about: About,
  /** The question (口径待确认) that it answers, if it is about one. */
  question: orNull(Type.String()),
  words: Type.String(),
  who: Type.String(),
  at: Type.String(),
  settledAt: orNull(Type.String()),
  answer: orNull(Type.String()),
});

function shown({ referralId, requirementId, about, question, words, at, settledAt, answer }: ReferralRow, who: string) {
  return {
    referralId,
    requirementId,
    about: JSON.parse(about) as { sheet: string; cell: string; label: string[] },
    question,
    words,
    who,
    at,
    settledAt,
    answer,
  };
}

export const refer = operation({
  id: 'referral.create',
  method: 'POST',
  path: '/referrals',
  zh: '提请统筹办认定一个填报字段或一条口径',
  en: 'Leave a blank or a question to the coordinating office',
  who: ['department'],
  body: closed({ requirementId: Id, about: About, question: orNull(Type.String({ maxLength: 40 })), words: Said }),
  reply: Referral,
  status: 201,
  run: async (context, { body }) => {
    const { db, actor, now, newId, about } = context;
    await visible(context, body.requirementId);
    const row: ReferralRow = {
      districtId: actor.districtId,
      referralId: newId(),
      requirementId: body.requirementId,
      about: JSON.stringify(body.about),
      question: body.question,
      words: body.words,
      accountId: actor.accountId,
      at: now,
      settledAt: null,
      settledBy: null,
      answer: null,
    };
    await db.insertInto('referral').values(row).execute();
    about(`referral/${row.referralId}`, { requirementId: row.requirementId });
    return shown(row, actor.name);
  },
});

export const listReferrals = operation({
  id: 'referral.list',
  method: 'GET',
  path: '/referrals',
  zh: '提请统筹办认定的事项',
  en: 'What departments left to the coordinating office',
  who: ['coordinator', 'department'],
  query: closed({ ...PageQuery, requirementId: Type.Optional(Id) }),
  reply: pageOf(Referral),
  run: async ({ db, actor }, { query }) => {
    const { limit, unseen } = pageAsked(query, { columns: ['f.referralId'], way: 'up' });
    let rows = db
      .selectFrom('referral as f')
      .innerJoin('account as a', (join) => join.onRef('a.districtId', '=', 'f.districtId').onRef('a.accountId', '=', 'f.accountId'))
      .selectAll('f')
      .select('a.name as who')
      .where('f.districtId', '=', actor.districtId)
      .where(unseen)
      .where(
        'f.requirementId',
        'in',
        db.selectFrom('requirement').select('requirementId').where('districtId', '=', actor.districtId).where(requirementCondition(actor)),
      );
    if (query.requirementId !== undefined) rows = rows.where('f.requirementId', '=', query.requirementId);
    const found = await rows
      .orderBy('f.referralId')
      .limit(limit + 1)
      .execute();
    const { lines, next } = pageFrom(found, limit, ({ referralId }) => [referralId]);
    return { items: lines.map(({ who, ...row }) => shown(row, who)), next };
  },
});

/** One that waits, of a requirement that the account sees. */
async function waiting(context: ActorContext, referralId: string): Promise<ReferralRow> {
  const { db, actor } = context;
  const row = await db.selectFrom('referral').selectAll().where('districtId', '=', actor.districtId).where('referralId', '=', referralId).executeTakeFirst();
  if (!row) throw hidden('提请事项 / referral');
  await visible(context, row.requirementId);
  if (row.settledAt !== null) throw refused('state.wrong', { what: '提请事项 / referral', is: '已答复 / answered', needs: '待答复 / waiting' });
  return row;
}

async function settle(context: ActorContext, row: ReferralRow, answer: string) {
  const { db, actor, now, about } = context;
  const settled = { settledAt: now, settledBy: actor.accountId, answer };
  await db.updateTable('referral').set(settled).where('districtId', '=', actor.districtId).where('referralId', '=', row.referralId).execute();
  about(`referral/${row.referralId}`);
  const by = await db.selectFrom('account').select('name').where('districtId', '=', actor.districtId).where('accountId', '=', row.accountId).executeTakeFirst();
  return shown({ ...row, ...settled }, by?.name ?? '');
}

export const settleReferral = operation({
  id: 'referral.settle',
  method: 'POST',
  path: '/referrals/:referralId/settle',
  zh: '答复提请事项(认定另作)',
  en: 'Answer a referral; the ruling is made by itself',
  who: ['coordinator'],
  params: closed({ referralId: Id }),
  body: closed({ answer: Said }),
  reply: Referral,
  run: async (context, { params, body }) => settle(context, await waiting(context, params.referralId), body.answer),
});

export const withdrawReferral = operation({
  id: 'referral.withdraw',
  method: 'POST',
  path: '/referrals/:referralId/withdraw',
  zh: '收回提请',
  en: 'Take a referral back',
  who: ['department'],
  params: closed({ referralId: Id }),
  body: closed({ why: Type.Optional(Words) }),
  reply: Referral,
  run: async (context, { params }) => settle(context, await waiting(context, params.referralId), '已收回 / withdrawn'),
});
