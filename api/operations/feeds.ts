// Feeds: a department gives values, a community sees them beside its cells and confirms them; nothing is filled in over a person's head.
import { Type } from 'typebox';
import { currentForm, yearOf, type Published } from '../annual/published.ts';
import { besideSection, type Beside } from '../feeds/beside.ts';
import { acceptFeed, type Given as FeedLine } from '../feeds/feed.ts';
import { feedFromTable } from '../feeds/table.ts';
import type { UploadedFile } from '../http/asked.ts';
import { pageAsked, pageFrom } from '../http/page.ts';
import { closed, Id, Line, Nothing, oneOf, operation, orNull, Period, type ActorContext, pageOf, PageQuery } from '../http/operation.ts';
import { stoodIn } from '../outputs/places.ts';
import { hidden, refused } from '../problem.ts';
import { readSection, saveCells, type CellChange, type Kept, type SectionAnswers } from '../submissions/section.ts';
import { readTable } from '../table.ts';
import { BySection, layoutIn, openSubmission, requireWritable, Value, visit } from './submissions.ts';

const Feed = closed({
  feedId: Id,
  departmentId: Id,
  note: Type.String(),
  givenAt: Type.String(),
  withdrawnAt: orNull(Type.String()),
  values: Type.Integer(),
});

const Given = closed({
  /** Code of the community. */
  community: Line,
  item: Type.Optional(Line),
  field: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  value: Type.Union([Type.Number(), Type.String({ maxLength: 2000 })]),
});

const MOST_VALUES = 5000;

export const giveFeed = operation({
  id: 'feed.create',
  method: 'POST',
  path: '/feeds',
  zh: '部门返还数据:按社区给出填报项(或本部门报表填报字段)的值,供基层核对',
  en: 'A department gives values for communities, by item or by a blank of its own form',
  who: ['department'],
  body: closed({ period: Period, note: Type.Optional(Type.String({ maxLength: 500 })), values: Type.Array(Given, { minItems: 1, maxItems: MOST_VALUES }) }),
  reply: Feed,
  status: 201,
  run: async (context, { body }) => {
    for (const [index, { item, field }] of body.values.entries())
      if ((item === undefined) === (field === undefined))
        throw refused('request.invalid', { at: `body/values/${index}`, why: 'item 与 field 须且只须给一个 / exactly one of item and field' });
    return keepFeed(context, body.period, body.note ?? '', body.values);
  },
});

export const importFeed = operation({
  id: 'feed.import',
  method: 'POST',
  path: '/feeds/import',
  zh: '以表格返还数据(CSV 或 Excel:社区编码一列,其余各列为填报项、本部门报表的填报字段或填报项名称)',
  en: 'Give values as a table: a column of community codes, the others headed by items, own blanks or the words of the question',
  who: ['department'],
  query: closed({ period: Period, note: Type.Optional(Type.String({ maxLength: 500 })) }),
  upload: true,
  reply: Feed,
  status: 201,
  prepare: ({ services, db, actor }, { file, query }) => {
    if (!file) throw refused('upload.noFile', {});
    return readFeed(file, () => currentForm(services, db, actor.districtId, yearOf(query.period)), query.period);
  },
  run: (context, { query }, values) => keepFeed(context, query.period, query.note ?? '', values),
});

async function readFeed({ name, bytes }: UploadedFile, form: () => Promise<Published>, period: string): Promise<readonly FeedLine[]> {
  const values = feedFromTable(name, await readTable(name, bytes), await form(), period);
  if (values.length === 0) throw refused('request.invalid', { at: name, why: '没有数据 / no values' });
  if (values.length > MOST_IMPORTED)
    throw refused('request.invalid', {
      at: name,
      why: `有 ${values.length} 个值,一次最多 ${MOST_IMPORTED} 个,请拆成几个文件 / ${values.length} values, at most ${MOST_IMPORTED} at once: split the file`,
    });
  return values;
}

const MOST_IMPORTED = 100_000;

async function keepFeed(context: ActorContext, period: string, note: string, values: readonly FeedLine[]) {
  const { db, actor, services, now, newId, about, language } = context;
  const { districtId } = actor;
  const form = await currentForm(services, db, districtId, yearOf(period));
  const department = await db
    .selectFrom('orgUnit')
    .select(['unitId', 'code'])
    .where('districtId', '=', districtId)
    .where('unitId', '=', actor.unitId ?? '')
    .executeTakeFirstOrThrow();
  const fed = acceptFeed(form, period, department.code, values, language);
  const communities = await communitiesByCode(context, period);
  const feed = {
    districtId,
    feedId: newId(),
    departmentId: department.unitId,
    note,
    givenBy: actor.accountId,
    givenAt: now,
    withdrawnAt: null,
  };
  const byPlace = new Map<string, Kept>();
  const rows = fed.map(({ community, element, kept }) => {
    const communityId = communities.get(community);
    if (communityId === undefined) throw refused('feed.unknown', { what: community });
    if (byPlace.has(`${communityId}/${element}`)) throw refused('state.taken', { what: '社区和填报项 / community and item', value: `${community} ${element}` });
    byPlace.set(`${communityId}/${element}`, kept);
    return { districtId, period, communityId, element, feedId: feed.feedId, departmentId: department.unitId, kept: JSON.stringify(kept) };
  });
  await db.insertInto('feed').values(feed).execute();
  for (let at = 0; at < rows.length; at += BATCH)
    await db
      .insertInto('feedValue')
      .values(rows.slice(at, at + BATCH))
      .execute();
  about(`feed/${feed.feedId}`, { period: period, values: rows.length });
  return { feedId: feed.feedId, departmentId: feed.departmentId, note: feed.note, givenAt: now, withdrawnAt: null, values: rows.length };
}

const BATCH = 500;

async function communitiesByCode({ db, actor }: ActorContext, period: string): Promise<ReadonlyMap<string, string>> {
  const units = await db
    .selectFrom('orgUnit')
    .select(['unitId', 'code'])
    .where('districtId', '=', actor.districtId)
    .where('kind', '=', 'community')
    .where(stoodIn(actor.districtId, period))
    .execute();
  return new Map(units.map(({ unitId, code }) => [code, unitId]));
}

export const listFeeds = operation({
  id: 'feed.list',
  method: 'GET',
  path: '/feeds',
  zh: '返还过的数据',
  en: 'Feeds given',
  who: ['coordinator', 'department'],
  query: closed(PageQuery),
  reply: pageOf(Feed),
  run: async ({ db, actor }, { query }) => {
    const { limit, unseen } = pageAsked(query, { columns: ['f.feedId'], way: 'down' });
    let feeds = db
      .selectFrom('feed as f')
      .leftJoin('feedValue as v', (join) => join.onRef('v.districtId', '=', 'f.districtId').onRef('v.feedId', '=', 'f.feedId'))
      .select((eb) => ['f.feedId', 'f.departmentId', 'f.note', 'f.givenAt', 'f.withdrawnAt', eb.fn.count<number>('v.element').as('values')])
      .where('f.districtId', '=', actor.districtId)
      .where(unseen)
      .groupBy(['f.feedId', 'f.departmentId', 'f.note', 'f.givenAt', 'f.withdrawnAt']);
    if (actor.role === 'department') feeds = feeds.where('f.departmentId', '=', actor.unitId ?? '');
    const { lines, next } = pageFrom(
      await feeds
        .orderBy('f.feedId', 'desc')
        .limit(limit + 1)
        .execute(),
      limit,
      ({ feedId }) => [feedId],
    );
    return { items: lines.map((row) => ({ ...row, values: Number(row.values) })), next };
  },
});

export const withdrawFeed = operation({
  id: 'feed.withdraw',
  method: 'DELETE',
  path: '/feeds/:feedId',
  zh: '撤回一批返还数据(已确认的填报值不变)',
  en: 'Withdraw a feed; answers confirmed from it stay',
  who: ['department'],
  params: closed({ feedId: Id }),
  reply: Nothing,
  run: async ({ db, actor, now, about }, { params }) => {
    const done = await db
      .updateTable('feed')
      .set({ withdrawnAt: now })
      .where('districtId', '=', actor.districtId)
      .where('feedId', '=', params.feedId)
      .where('departmentId', '=', actor.unitId ?? '')
      .where('withdrawnAt', 'is', null)
      .executeTakeFirst();
    if (Number(done.numUpdatedRows) === 0) throw hidden('返还数据 / feed');
    about(`feed/${params.feedId}`);
    return {};
  },
});

export const prefillSection = operation({
  id: 'section.prefill',
  method: 'POST',
  path: '/submissions/:communityId/:period/sections/:section/prefill',
  zh: '确认预填:把部门返还或上期的值填入没有填的填报项(不动已填的)',
  en: 'Confirm fed or last-period values for cells that are blank; what a person typed stays',
  who: ['community'],
  params: BySection,
  body: closed({ baseVersion: Type.Integer({ minimum: 0 }), from: oneOf(['fed', 'last']), items: Type.Optional(Type.Array(Line, { maxItems: 2000 })) }),
  reply: closed({ version: Type.Integer(), cells: Type.Array(closed({ item: Type.String(), value: Value })) }),
  run: async (context, { params, body }) => {
    const { db, services, actor, now, language, about, header } = context;
    const place = await visit(context, params);
    const section = layoutIn(place, params.section);
    await requireWritable(context, place);
    const before = await readSection(services, db, place, place.form, section);
    if (before.version !== body.baseVersion) throw refused('state.changed', { what: section.title }, { version: before.version });
    const beside = await besideSection(services, db, place, place.form, section);
    const wanted = body.items === undefined ? null : new Set(body.items);
    const cells = confirmed(
      before,
      beside,
      body.from,
      section.questions.map(({ item }) => item),
      wanted,
    );
    if (cells.length === 0) return { version: before.version, cells: [] };
    const saved = await saveCells(services, db, place, place.form, section, { accountId: actor.accountId, now, language, baseVersion: before.version, cells });
    await openSubmission(context, place);
    about(`section/${params.communityId}/${params.period}/${params.section}`, { version: saved.version, cells: cells.length, from: body.from });
    header('etag', `"${saved.version}"`);
    return { version: saved.version, cells: saved.cells.map(({ item, value }) => ({ item, value })) };
  },
});

/**
 * Blank cells for which there is one value and no other; two departments that differ are for a person to choose between. What happened last period
 * is taken over only where the cell is named (`wanted`).
 */
function confirmed(
  { answers }: SectionAnswers,
  beside: readonly Beside[],
  from: 'fed' | 'last',
  items: readonly string[],
  wanted: ReadonlySet<string> | null,
): CellChange[] {
  return items.flatMap((item, position) => {
    if (wanted !== null && !wanted.has(item)) return [];
    const { fed = [], last = null } = beside[position] ?? {};
    const again = last !== null && (last.again || wanted !== null) ? [last.value] : [];
    const offered = from === 'last' ? again : [...new Set(fed.map(({ value }) => value))];
    const [value] = offered;
    return (answers[position] ?? null) === null && offered.length === 1 && value !== undefined ? [{ item, value, origin: 'p' as const }] : [];
  });
}
