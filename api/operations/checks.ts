// Rules that are wrong: a community says so in its own words, the coordinator sees it at once, answers, and can switch the rule off for everybody.
import Type from 'typebox';
import { currentForm } from '../annual/published.ts';
import { closed, Id, oneOf, operation, orNull, pageOf, PageQuery, Period, YearText } from '../http/operation.ts';
import { pageAsked, pageFrom, pageOfList } from '../http/page.ts';
import { refused } from '../problem.ts';
import type { CheckReportRow } from '../storage/schema.ts';
import { visit } from './submissions.ts';

const CheckId = Type.String({ minLength: 1, maxLength: 300 });
const Said = Type.String({ minLength: 1, maxLength: 2000 });

const Report = closed({
  reportId: Id,
  year: Type.Integer(),
  checkId: Type.String(),
  communityId: Id,
  period: Type.String(),
  words: Type.String(),
  at: Type.String(),
  answer: orNull(Type.String()),
  answeredAt: orNull(Type.String()),
});

function shown({ reportId, year, checkId, communityId, period, words, at, answer, answeredAt }: CheckReportRow) {
  return { reportId, year: Number(year), checkId, communityId, period, words, at, answer, answeredAt };
}

export const reportCheck = operation({
  id: 'check.report',
  method: 'POST',
  path: '/submissions/:communityId/:period/check-reports',
  zh: '反映一条审核规则有误',
  en: 'Say that a check is wrong',
  who: ['community'],
  params: closed({ communityId: Id, period: Period }),
  body: closed({ checkId: CheckId, words: Said }),
  reply: Report,
  status: 201,
  run: async (context, { params, body }) => {
    const { db, actor, now, newId, about } = context;
    const { districtId, communityId, period, form } = await visit(context, params);
    if (!form.form.checks.some(({ id }) => id === body.checkId)) throw refused('request.notFound', { what: '审核规则 / check' });
    const row: CheckReportRow = {
      districtId,
      reportId: newId(),
      year: form.row.year,
      checkId: body.checkId,
      communityId,
      period,
      words: body.words,
      accountId: actor.accountId,
      at: now,
      answer: null,
      answeredBy: null,
      answeredAt: null,
    };
    await db.insertInto('checkReport').values(row).execute();
    about(`check-report/${row.reportId}`, { checkId: body.checkId });
    return shown(row);
  },
});

export const listCheckReports = operation({
  id: 'check.reports',
  method: 'GET',
  path: '/check-reports',
  zh: '基层反映有误的审核规则(统筹办看全部,社区看自己的)',
  en: 'Checks said to be wrong: the coordinator sees all, a community its own',
  who: ['coordinator', 'community'],
  query: closed({ ...PageQuery, state: Type.Optional(oneOf(['open', 'answered'])) }),
  reply: pageOf(Report),
  run: async ({ db, actor }, { query }) => {
    const { limit, unseen } = pageAsked(query, { columns: ['reportId'], way: 'down' });
    let rows = db.selectFrom('checkReport').selectAll().where('districtId', '=', actor.districtId).where(unseen);
    if (actor.role === 'community') rows = rows.where('communityId', '=', actor.unitId ?? '');
    if (query.state !== undefined) rows = rows.where('answeredAt', query.state === 'open' ? 'is' : 'is not', null);
    const { lines, next } = pageFrom(
      await rows
        .orderBy('reportId', 'desc')
        .limit(limit + 1)
        .execute(),
      limit,
      ({ reportId }) => [reportId],
    );
    return { items: lines.map(shown), next };
  },
});

export const answerCheckReport = operation({
  id: 'check.answer',
  method: 'POST',
  path: '/check-reports/:reportId/answer',
  zh: '答复基层对审核规则的反映',
  en: 'Answer a report of a wrong check',
  who: ['coordinator'],
  params: closed({ reportId: Id }),
  body: closed({ words: Said }),
  reply: Report,
  run: async ({ db, actor, now, about }, { params, body }) => {
    const row = await db
      .selectFrom('checkReport')
      .selectAll()
      .where('districtId', '=', actor.districtId)
      .where('reportId', '=', params.reportId)
      .executeTakeFirst();
    if (!row) throw refused('request.notFound', { what: '反映 / report' });
    const changed = { answer: body.words, answeredBy: actor.accountId, answeredAt: now };
    await db.updateTable('checkReport').set(changed).where('districtId', '=', actor.districtId).where('reportId', '=', row.reportId).execute();
    about(`check-report/${row.reportId}`);
    return shown({ ...row, ...changed });
  },
});

const Check = closed({
  checkId: Type.String(),
  severity: Type.String(),
  words: Type.String(),
  /** Switched off: why and when; null: it is applied. */
  off: orNull(closed({ why: Type.String(), at: Type.String() })),
  /** Reports that wait for an answer. */
  reports: Type.Integer(),
});

export const listChecks = operation({
  id: 'check.list',
  method: 'GET',
  path: '/forms/:year/checks',
  zh: '一张表的审核规则:等级、是否停用、有几条反映待答复',
  en: 'The checks of the form: severity, switched off or not, reports waiting',
  who: ['coordinator'],
  params: closed({ year: YearText }),
  query: closed(PageQuery),
  reply: pageOf(Check),
  run: async ({ db, actor, services }, { params, query }) => {
    const { districtId } = actor;
    const year = Number(params.year);
    const { form } = await currentForm(services, db, districtId, year);
    const switches = await db.selectFrom('checkSwitch').selectAll().where('districtId', '=', districtId).where('year', '=', year).execute();
    const off = new Map(switches.map(({ checkId, why, at }) => [checkId, { why, at }]));
    const waiting = await db
      .selectFrom('checkReport')
      .select((eb) => ['checkId', eb.fn.countAll<number>().as('count')])
      .where('districtId', '=', districtId)
      .where('year', '=', year)
      .where('answeredAt', 'is', null)
      .groupBy('checkId')
      .execute();
    const reports = new Map(waiting.map(({ checkId, count }) => [checkId, Number(count)]));
    const { lines, next } = pageOfList(form.checks, query, ({ id }) => [id]);
    return {
      items: lines.map(({ id, severity, words }) => ({ checkId: id, severity, words, off: off.get(id) ?? null, reports: reports.get(id) ?? 0 })),
      next,
    };
  },
});

export const switchCheck = operation({
  id: 'check.switch',
  method: 'PUT',
  path: '/forms/:year/checks',
  zh: '停用或恢复一条审核规则(立即对所有社区生效)',
  en: 'Switch a check off, or on again, at once and for everybody',
  who: ['coordinator'],
  params: closed({ year: YearText }),
  body: closed({ checkId: CheckId, off: Type.Boolean(), why: Said }),
  reply: closed({ checkId: Type.String(), off: Type.Boolean(), why: Type.String() }),
  run: async ({ db, actor, services, now, about }, { params, body }) => {
    const { districtId } = actor;
    const year = Number(params.year);
    const { checkId, off, why } = body;
    const { form } = await currentForm(services, db, districtId, year);
    if (!form.checks.some(({ id }) => id === checkId)) throw refused('request.notFound', { what: '审核规则 / check' });
    const content = { why, accountId: actor.accountId, at: now };
    if (off)
      await db
        .insertInto('checkSwitch')
        .values({ districtId, year, checkId, ...content })
        .onConflict((conflict) => conflict.columns(['districtId', 'year', 'checkId']).doUpdateSet(content))
        .execute();
    else await db.deleteFrom('checkSwitch').where('districtId', '=', districtId).where('year', '=', year).where('checkId', '=', checkId).execute();
    about(`check/${year}`, { checkId, off, why });
    return { checkId, off, why };
  },
});
