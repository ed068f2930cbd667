// The street's desk: what waits for review, what to look at first, remarks to a cell, and a nudge for the late.
import Type from 'typebox';
import { currentForm, frequenciesIn, publishedYears, sectionsFor, yearOf, type Published } from '../annual/published.ts';
import { dueOf, duesOf } from '../calendar/due.ts';
import { dayIn, startOf } from '../calendar/workdays.ts';
import { closed, Id, Line, Nothing, oneOf, operation, orNull, Period, type ActorContext } from '../http/operation.ts';
import { communitiesSeen } from '../outputs/places.ts';
import { communityIds } from '../people/scope.ts';
import { refused } from '../problem.ts';
import { monthOf } from '../registers/changes.ts';
import { lastMonthOf, periodsOf } from '../../engine/model/period.ts';
import { obstaclesOf, type Obstacle } from '../submissions/obstacles.ts';
import { answeredIn, changedSinceReturn, readCompare, reviewSection, type Compare } from '../submissions/review.ts';
import { isLate, SUBMISSION_STATE_NAMES } from '../submissions/states.ts';
import type { Community } from '../submissions/values.ts';
import { requireAsked, State, Value, visit } from './submissions.ts';

const REVIEWERS = ['street'] as const;

const Spoken = closed({ kind: oneOf(['percent', 'times']), by: Type.Number() });
const OutlierReply = Type.Union([
  closed({
    kind: Type.Literal('change'),
    change: Spoken,
    others: Type.Integer(),
    from: orNull(Type.Number()),
    to: orNull(Type.Number()),
  }),
  closed({ kind: oneOf(['appeared', 'vanished']), others: Type.Integer() }),
  closed({ kind: Type.Literal('level'), change: Spoken, others: Type.Integer() }),
]);

export const listReviewPeriods = operation({
  id: 'review.periods',
  method: 'GET',
  path: '/reviews',
  zh: '各期的审核进度:应报、已报、已通过;往年只列还没有全部通过的各期',
  en: 'The periods, with how many were handed in and approved; of years gone by those that are not all approved',
  who: REVIEWERS,
  reply: closed({
    /** This one, or the last before it with a published form, else the first after it; null: none is published. */
    year: orNull(Type.Integer()),
    /** Those of earlier years come first. */
    items: Type.Array(
      closed({
        period: Type.String(),
        communities: Type.Integer(),
        waiting: Type.Integer(),
        returned: Type.Integer(),
        approved: Type.Integer(),
        /** The period has ended, or somebody has handed it in. */
        begun: Type.Boolean(),
        dueAt: orNull(Type.String()),
      }),
    ),
  }),
  run: async (context) => {
    const { db, actor, services, now } = context;
    const years = await publishedYears(db, actor.districtId);
    const thisYear = Number(monthOf(now).slice(0, 4));
    const year = years.filter((each) => each <= thisYear).at(-1) ?? years[0];
    if (year === undefined) return { year: null, items: [] };
    const counts = await statesByPeriod(context);
    const periods: string[] = [];
    for (const each of years) {
      const form = await currentForm(services, db, actor.districtId, each);
      periods.push(...frequenciesIn(form).flatMap((frequency) => periodsOf(each, frequency)));
    }
    const dues = await duesOf(db, actor.districtId, periods);
    const items = [];
    for (const period of periods) {
      const communities = (await communitiesSeen(db, actor, period)).length;
      const count = counts.get(period) ?? {};
      const [waiting, returned, approved] = [count['submitted'] ?? 0, count['returned'] ?? 0, (count['approved'] ?? 0) + (count['locked'] ?? 0)];
      const begun = waiting + returned + approved > 0 || lastMonthOf(period) <= monthOf(now);
      items.push({ period, communities, waiting, returned, approved, begun, dueAt: dues.get(period)?.dueAt ?? null });
    }
    return { year, items: items.filter(({ period, approved, communities }) => yearOf(period) >= year || approved < communities) };
  },
});

async function statesByPeriod({ db, actor }: ActorContext): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  const rows = await db
    .selectFrom('submission')
    .select((eb) => ['period', 'state', eb.fn.countAll<number>().as('count')])
    .where('districtId', '=', actor.districtId)
    .where('communityId', 'in', communityIds(actor))
    .groupBy(['period', 'state'])
    .execute();
  const found = new Map<string, Record<string, number>>();
  for (const { period, state, count } of rows) found.set(period, { ...found.get(period), [state]: Number(count) });
  return found;
}

const Checks = closed({ must: Type.Integer(), unexplained: Type.Integer(), explained: Type.Integer(), hints: Type.Integer() });

const Queued = closed({
  communityId: Id,
  code: Type.String(),
  name: Type.String(),
  state: State,
  version: Type.Integer(),
  submittedAt: orNull(Type.String()),
  late: Type.Boolean(),
  asked: Type.Integer(),
  answered: Type.Integer(),
  /** Cells that are another than when it was last returned; null: it never was. */
  changed: orNull(Type.Integer()),
  outliers: Type.Integer(),
  /** Sections that are all 0, or 1 for the whole period, where the period before had numbers. */
  zeroed: Type.Integer(),
  checks: Checks,
  remarks: Type.Integer(),
  nudgedAt: orNull(Type.String()),
  /** Waits, nothing fails and nothing is out of the ordinary. */
  quiet: Type.Boolean(),
  sections: Type.Array(
    closed({ code: Type.String(), title: Type.String(), asked: Type.Integer(), answered: Type.Integer(), outliers: Type.Integer(), changed: Type.Integer() }),
  ),
});

export const listReviews = operation({
  id: 'review.queue',
  method: 'GET',
  path: '/reviews/:period',
  zh: '一期的审核队列:按社区和章节,异常、审核关系、退回后的改动、催办',
  en: 'The review queue of a period, by community and section',
  who: REVIEWERS,
  params: closed({ period: Period }),
  reply: closed({ period: Type.String(), dueAt: orNull(Type.String()), items: Type.Array(Queued) }),
  run: async (context, { params }) => {
    const { db, actor, services } = context;
    const { period } = params;
    const form = await currentForm(services, db, actor.districtId, yearOf(period));
    if (sectionsFor(form, period).length === 0) throw refused('request.notFound', { what: `${period} 的填报内容 / anything asked for ${period}` });
    const communities = await communitiesSeen(db, actor, period);
    const ids = communities.map(({ unitId }) => unitId);
    const compare = await readCompare(services, db, actor.districtId, period, ids);
    const changed = await changedSinceReturn(services, db, actor.districtId, period, ids);
    const standing = await standingOf(context, period);
    const items = [];
    for (const community of communities) items.push(await queued(context, { form, period, compare, changed, standing }, community));
    return { period, dueAt: standing.dueAt, items };
  },
});

interface Standing {
  readonly dueAt: string | null;
  readonly submissions: ReadonlyMap<
    string,
    { readonly state: 'open' | 'submitted' | 'returned' | 'approved' | 'locked'; readonly version: number; readonly submittedAt: string | null }
  >;
  readonly remarks: readonly { readonly communityId: string; readonly item: string | null; readonly at: string }[];
}

async function standingOf({ db, actor }: ActorContext, period: string): Promise<Standing> {
  const { districtId } = actor;
  const due = await dueOf(db, districtId, period);
  const submissions = await db
    .selectFrom('submission')
    .select(['communityId', 'state', 'version', 'submittedAt'])
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('communityId', 'in', communityIds(actor))
    .execute();
  const remarks = await db
    .selectFrom('remark')
    .select(['communityId', 'item', 'at'])
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('communityId', 'in', communityIds(actor))
    .where('resolvedAt', 'is', null)
    .orderBy('at')
    .execute();
  return { dueAt: due?.dueAt ?? null, submissions: new Map(submissions.map((each) => [each.communityId, each])), remarks };
}

interface Queue {
  readonly form: Published;
  readonly period: string;
  readonly compare: Compare;
  readonly changed: Awaited<ReturnType<typeof changedSinceReturn>>;
  readonly standing: Standing;
}

async function queued(context: ActorContext, { form, period, compare, changed, standing }: Queue, { unitId: communityId, code, name }: Community) {
  const { state, version, submittedAt } = standing.submissions.get(communityId) ?? { state: 'open' as const, version: 0, submittedAt: null };
  const answers = compare.answers.get(period)?.get(communityId);
  const touched = changed.get(communityId);
  const sections = sectionsFor(form, period).map((section) => {
    const cells = reviewSection(compare, communityId, section);
    return {
      code: section.code,
      title: section.title,
      asked: cells.length,
      answered: cells.filter(({ value }) => value !== null).length,
      outliers: cells.filter((cell) => cell.outlier !== null).length,
      changed: cells.filter(({ item }) => touched?.has(item)).length,
    };
  });
  const outliers = sections.reduce((sum, section) => sum + section.outliers, 0);
  const { items, zeroed } =
    state === 'open' && version === 0
      ? { items: [], zeroed: [] }
      : await obstaclesOf(context, { districtId: context.actor.districtId, communityId, period, form });
  const checks = countsOf(items);
  const remarks = standing.remarks.filter((each) => each.communityId === communityId);
  const due = standing.dueAt;
  return {
    communityId,
    code,
    name,
    state,
    version,
    submittedAt,
    late: isLate(state, submittedAt, due, context.now),
    ...answeredIn(form, period, answers),
    changed: touched ? touched.size : null,
    outliers,
    zeroed: zeroed.length,
    checks,
    remarks: remarks.filter(({ item }) => item !== null).length,
    nudgedAt: remarks.filter(({ item }) => item === null).at(-1)?.at ?? null,
    quiet:
      state === 'submitted' &&
      outliers === 0 &&
      zeroed.length === 0 &&
      checks.must + checks.unexplained + checks.explained === 0 &&
      !remarks.some(({ item }) => item !== null),
    sections,
  };
}

function countsOf(items: readonly Obstacle[]) {
  const wanting = items.filter(({ severity }) => severity === 'B' || severity === 'C');
  return {
    must: items.filter(({ severity }) => severity === 'A').length,
    unexplained: wanting.filter(({ explained }) => explained === null).length,
    explained: wanting.filter(({ explained }) => explained !== null).length,
    hints: items.filter(({ severity }) => severity === 'D').length,
  };
}

const ByPlace = closed({ communityId: Id, period: Period });

export const reviewSubmission = operation({
  id: 'submission.review',
  method: 'GET',
  path: '/submissions/:communityId/:period/review',
  zh: '审核一份填报单:每格的上期值、邻近社区中位数、异常、退回后的改动',
  en: 'A submission for review: beside each answer last period’s, the neighbours’ middle, and what is out of the ordinary',
  who: REVIEWERS,
  params: ByPlace,
  reply: closed({
    communityId: Id,
    name: Type.String(),
    period: Type.String(),
    /** The period that "last" means. */
    before: Type.String(),
    sections: Type.Array(
      closed({
        code: Type.String(),
        title: Type.String(),
        cells: Type.Array(
          closed({
            item: Type.String(),
            title: Type.String(),
            answers: oneOf(['count', 'decimal', 'date', 'text', 'any']),
            value: Value,
            last: Value,
            middle: orNull(Type.String()),
            neighbours: Type.Integer(),
            outlier: orNull(OutlierReply),
            /** What it was when the submission was returned; left out where that is the same. */
            was: Type.Optional(Value),
          }),
        ),
      }),
    ),
  }),
  run: async (context, { params }) => {
    const { db, actor, services } = context;
    const place = await visit(context, params);
    const { communityId, period, form } = place;
    const communities = await communitiesSeen(db, actor, period);
    const compare = await readCompare(
      services,
      db,
      actor.districtId,
      period,
      communities.map(({ unitId }) => unitId),
    );
    const touched = (await changedSinceReturn(services, db, actor.districtId, period, [communityId])).get(communityId);
    const sections = sectionsFor(form, period).map((section) => ({
      code: section.code,
      title: section.title,
      cells: reviewSection(compare, communityId, section).map((cell) => {
        const was = touched?.get(cell.item);
        return was === undefined ? cell : { ...cell, was };
      }),
    }));
    const name = communities.find(({ unitId }) => unitId === communityId)?.name ?? '';
    return { communityId, name, period, before: compare.periods[1] ?? '', sections };
  },
});

const RemarkReply = closed({ remarkId: Id, item: orNull(Type.String()), words: Type.String(), at: Type.String() });
const RemarkWords = Type.String({ minLength: 1, maxLength: 2000 });

export const addRemark = operation({
  id: 'remark.create',
  method: 'POST',
  path: '/submissions/:communityId/:period/remarks',
  zh: '给已上报填报单的一格写批注(社区看得到;重新上报或通过后了结)',
  en: 'Remark on a cell of a submission that was handed in',
  who: ['street'],
  params: ByPlace,
  body: closed({ item: Line, words: RemarkWords }),
  reply: RemarkReply,
  status: 201,
  run: async (context, { params, body }) => {
    const place = await visit(context, params);
    requireAsked(place, body.item);
    requireState(place.submission.state, ['submitted'], params.period);
    return keepRemark(context, params, body.item, body.words);
  },
});

export const removeRemark = operation({
  id: 'remark.remove',
  method: 'DELETE',
  path: '/submissions/:communityId/:period/remarks/:remarkId',
  zh: '撤回还没有了结的批注',
  en: 'Take back a remark that still stands',
  who: ['street'],
  params: closed({ communityId: Id, period: Period, remarkId: Id }),
  reply: Nothing,
  run: async (context, { params }) => {
    await visit(context, params);
    const { db, actor, about } = context;
    const done = await db
      .deleteFrom('remark')
      .where('districtId', '=', actor.districtId)
      .where('period', '=', params.period)
      .where('communityId', '=', params.communityId)
      .where('remarkId', '=', params.remarkId)
      .where('resolvedAt', 'is', null)
      .executeTakeFirst();
    if (Number(done.numDeletedRows) === 0) throw refused('request.notFound', { what: '批注 / remark' });
    about(`submission/${params.communityId}/${params.period}`, { remarkId: params.remarkId });
    return {};
  },
});

export const nudge = operation({
  id: 'submission.nudge',
  method: 'POST',
  path: '/submissions/:communityId/:period/nudge',
  zh: '催办:社区在填报单上看到,上报后了结;每天至多一次',
  en: 'Nudge a community that has not handed in: shown with its submission, at most once a day',
  who: ['street', 'coordinator'],
  params: ByPlace,
  body: closed({ words: RemarkWords }),
  reply: RemarkReply,
  status: 201,
  run: async (context, { params, body }) => {
    const { submission } = await visit(context, params);
    requireState(submission.state, ['open', 'returned'], params.period);
    const { db, actor, now } = context;
    const today = await db
      .selectFrom('remark')
      .select('at')
      .where('districtId', '=', actor.districtId)
      .where('period', '=', params.period)
      .where('communityId', '=', params.communityId)
      .where('item', 'is', null)
      .where('at', '>=', startOf(dayIn(now)))
      .executeTakeFirst();
    if (today) throw refused('submission.nudged', {});
    return keepRemark(context, params, null, body.words);
  },
});

function requireState(is: keyof typeof SUBMISSION_STATE_NAMES, needed: readonly (keyof typeof SUBMISSION_STATE_NAMES)[], period: string): void {
  if (needed.includes(is)) return;
  const needs = needed.map((state) => SUBMISSION_STATE_NAMES[state]).join('、');
  throw refused('state.wrong', { what: `${period} 填报单 / submission`, is: SUBMISSION_STATE_NAMES[is], needs });
}

async function keepRemark(
  { db, actor, now, newId, about }: ActorContext,
  { communityId, period }: { readonly communityId: string; readonly period: string },
  item: string | null,
  words: string,
) {
  const remark = { remarkId: newId(), item, words: words.trim(), at: now };
  if (remark.words === '') throw refused('state.reasonNeeded', {});
  await db
    .insertInto('remark')
    .values({ districtId: actor.districtId, period, communityId, ...remark, accountId: actor.accountId, resolvedAt: null })
    .execute();
  about(`submission/${communityId}/${period}`, { remarkId: remark.remarkId, item });
  return remark;
}
