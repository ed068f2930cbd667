// The year's map: how far every community is with a period, and what of it each department needs is there.
import Type from 'typebox';
import { currentForm, frequenciesIn, sectionsFor, yearOf } from '../annual/published.ts';
import { byDepartment, filledIn } from '../desk/filling.ts';
import { dueOf, duesOf } from '../calendar/due.ts';
import { closed, Id, oneOf, operation, orNull, Period, type ActorContext } from '../http/operation.ts';
import { stoodIn } from '../outputs/places.ts';
import type { Actor } from '../people/roles.ts';
import { communityIds } from '../people/scope.ts';
import { refused } from '../problem.ts';
import type { Db } from '../storage/database.ts';
import { periodsOf } from '../../engine/model/period.ts';
import { isLate } from '../submissions/states.ts';

const Community = closed({
  communityId: Id,
  code: Type.String(),
  name: Type.String(),
  streetId: orNull(Id),
  street: Type.String(),
  state: oneOf(['open', 'submitted', 'returned', 'approved', 'locked']),
  submittedAt: orNull(Type.String()),
  savedAt: orNull(Type.String()),
  answered: Type.Integer(),
  late: Type.Boolean(),
  /** When it was last nudged, while that is not settled. */
  nudgedAt: orNull(Type.String()),
  version: Type.Integer(),
});

export const readFilling = operation({
  id: 'submission.filling',
  method: 'GET',
  path: '/filling/:period',
  zh: '一期填到哪里:各社区答了几项、各部门要的到了几成',
  en: 'How far a period is: questions answered by community, and by department that needs them',
  who: ['coordinator', 'street'],
  params: closed({ period: Period }),
  reply: closed({
    asked: Type.Integer(),
    dueAt: orNull(Type.String()),
    communities: Type.Array(Community),
    departments: Type.Array(closed({ department: Type.String(), asked: Type.Integer(), answered: Type.Integer() })),
    /** Periods of this year at which the form asks something. */
    periods: Type.Array(Type.String()),
    /** Those of them that are past due and that somebody has not handed in, the last due at the end. */
    overdue: Type.Array(Type.String()),
  }),
  run: async (context, { params }) => {
    const { db, actor, services, now } = context;
    const { period } = params;
    const form = await currentForm(services, db, actor.districtId, yearOf(period));
    if (sectionsFor(form, period).length === 0) throw refused('request.notFound', { what: `${period} 的填报内容 / anything asked for ${period}` });
    const rows = await db
      .selectFrom('orgUnit as u')
      .leftJoin('orgUnit as p', (join) => join.onRef('p.districtId', '=', 'u.districtId').onRef('p.unitId', '=', 'u.parentId'))
      .leftJoin('submission as s', (join) =>
        join.onRef('s.districtId', '=', 'u.districtId').onRef('s.communityId', '=', 'u.unitId').on('s.period', '=', period),
      )
      .select(['u.unitId', 'u.code', 'u.name', 'u.parentId', 'p.name as street', 's.state', 's.submittedAt', 's.version'])
      .where('u.districtId', '=', actor.districtId)
      .where('u.kind', '=', 'community')
      .where(stoodIn(actor.districtId, period, 'u'))
      .where('u.unitId', 'in', communityIds(actor))
      .orderBy('u.code')
      .execute();
    const nudged = await nudgedIn(context, period);
    const filled = await filledIn(context, form, period, rows);
    const dueAt = (await dueOf(db, actor.districtId, period))?.dueAt ?? null;
    const periods = frequenciesIn(form).flatMap((frequency) => periodsOf(yearOf(period), frequency));
    return {
      asked: filled.asked,
      dueAt,
      communities: rows.map(({ unitId, code, name, parentId, street, state, submittedAt, version }) => ({
        communityId: unitId,
        code,
        name,
        streetId: parentId,
        street: street ?? '',
        state: state ?? ('open' as const),
        submittedAt,
        savedAt: filled.savedAt.get(unitId) ?? null,
        answered: filled.byCommunity.get(unitId) ?? 0,
        late: isLate(state ?? 'open', submittedAt, dueAt, now),
        nudgedAt: nudged.get(unitId) ?? null,
        version: Number(version ?? 0),
      })),
      departments: byDepartment(form, period, filled, rows.length),
      periods,
      overdue: await overdueOf(context, periods),
    };
  },
});

async function overdueOf({ db, actor, now }: ActorContext, periods: readonly string[]): Promise<string[]> {
  const dues = await duesOf(db, actor.districtId, periods);
  const dueAt = (period: string): string => dues.get(period)?.dueAt ?? now;
  const overdue: string[] = [];
  for (const period of periods.filter((each) => dueAt(each) < now)) if (await isWanting(db, actor, period)) overdue.push(period);
  return overdue.sort((a, b) => dueAt(a).localeCompare(dueAt(b)));
}

/** Is there a community that has not handed the period in? */
async function isWanting(db: Db, actor: Actor, period: string): Promise<boolean> {
  const wanting = await db
    .selectFrom('orgUnit as u')
    .leftJoin('submission as s', (join) =>
      join
        .onRef('s.districtId', '=', 'u.districtId')
        .onRef('s.communityId', '=', 'u.unitId')
        .on('s.period', '=', period)
        .on('s.state', 'not in', ['open', 'returned']),
    )
    .select('u.unitId')
    .where('u.districtId', '=', actor.districtId)
    .where('u.kind', '=', 'community')
    .where('u.unitId', 'in', communityIds(actor))
    .where(stoodIn(actor.districtId, period, 'u'))
    .where('s.communityId', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return wanting !== undefined;
}

/** Community → when it was last nudged and has not handed in since. */
async function nudgedIn({ db, actor }: ActorContext, period: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('remark')
    .select((eb) => ['communityId', eb.fn.max('at').as('at')])
    .where('districtId', '=', actor.districtId)
    .where('period', '=', period)
    .where('item', 'is', null)
    .where('resolvedAt', 'is', null)
    .groupBy('communityId')
    .execute();
  return new Map(rows.map(({ communityId, at }) => [communityId, at]));
}
