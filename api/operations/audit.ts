// The audit log, read by the auditor alone; nobody changes it.
import Type from 'typebox';
import { verifyChain } from '../audit/verify.ts';
import { pageAsked, pageFrom } from '../http/page.ts';
import { closed, Line, oneOf, operation, orNull, pageOf, PageQuery } from '../http/operation.ts';

const Entry = closed({
  seq: Type.Integer(),
  at: Type.String(),
  accountId: orNull(Type.String()),
  role: orNull(Type.String()),
  act: Type.String(),
  target: Type.String(),
  outcome: oneOf(['done', 'denied', 'failed']),
  detail: Type.Unknown(),
});

export const listAudit = operation({
  id: 'audit.list',
  method: 'GET',
  path: '/audit',
  zh: '审计日志',
  en: 'Audit log',
  who: ['auditor'],
  query: closed({ ...PageQuery, act: Type.Optional(Line), account: Type.Optional(Line), from: Type.Optional(Line), to: Type.Optional(Line) }),
  reply: pageOf(Entry),
  run: async ({ db, actor }, { query }) => {
    const { limit, unseen } = pageAsked(query, { columns: ['seq'], way: 'down' });
    let entries = db.selectFrom('auditEntry').selectAll().where('districtId', '=', actor.districtId).where(unseen);
    if (query.act !== undefined) entries = entries.where('act', '=', query.act);
    if (query.account !== undefined) entries = entries.where('accountId', '=', query.account);
    if (query.from !== undefined) entries = entries.where('at', '>=', query.from);
    if (query.to !== undefined) entries = entries.where('at', '<', query.to);
    const { lines, next } = pageFrom(
      await entries
        .orderBy('seq', 'desc')
        .limit(limit + 1)
        .execute(),
      limit,
      (entry) => [Number(entry.seq)],
    );
    const items = lines.map(({ seq, at, accountId, role, act, target, outcome, detail }) => ({
      seq,
      at,
      accountId,
      role,
      act,
      target,
      outcome,
      detail: JSON.parse(detail) as unknown,
    }));
    return { items, next };
  },
});

export const verifyAudit = operation({
  id: 'audit.verify',
  method: 'GET',
  path: '/audit/chain',
  zh: '校验审计日志的哈希链',
  en: 'Check the audit log’s hash chain',
  who: ['auditor'],
  reply: closed({ entries: Type.Integer(), broken: orNull(closed({ seq: Type.Integer(), why: oneOf(['content', 'gap', 'link', 'head']) })) }),
  run: async ({ db, actor }) => verifyChain(db, actor.districtId),
});
