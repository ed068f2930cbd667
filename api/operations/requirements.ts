// Requirements: a department registers its form, the engine reads it, the coordinating office admits, returns or refuses it.
import { sql, type RawBuilder } from 'kysely';
import Type from 'typebox';
import { describe, type Problem } from '../../engine/problem/index.ts';
import { FREQUENCIES } from '../../engine/model/period.ts';
import { paperOf, teach, type Registered } from '../annual/draft.ts';
import { declarationWindow, isOpen, windowIn } from '../calendar/window.ts';
import { dayIn } from '../calendar/workdays.ts';
import { workdays } from '../calendar/years.ts';
import { pageAsked, pageFrom } from '../http/page.ts';
import { closed, Day, Id, Line, oneOf, operation, orNull, Words, type ActorContext, Download, pageOf, PageQuery } from '../http/operation.ts';
import type { UploadedFile } from '../http/asked.ts';
import { districtTerms } from '../lexicon/words.ts';
import { contentHash } from '../people/secrets.ts';
import { requirementCondition } from '../people/scope.ts';
import { refused } from '../problem.ts';
import { inspected, InspectedShape } from '../requirements/inspected.ts';
import { requirementSeen } from '../requirements/seen.ts';
import { particularsOf, standingOf } from '../requirements/standing.ts';
import { STATE_NAMES, STEPS, type Step, type StepName } from '../requirements/states.ts';
import { blob, keepBlob } from '../storage/blobs.ts';
import type { Db } from '../storage/database.ts';
import type { RequirementRow, SourceKind } from '../storage/schema.ts';
import { announce } from '../jobs/webhooks.ts';

export const State = oneOf(['draft', 'submitted', 'underReview', 'admitted', 'returned', 'refused', 'retired']);
const Code = Type.String({ pattern: '^[0-9A-Za-z_-]{1,40}$' });
const Frequency = oneOf(FREQUENCIES);

const About = {
  title: Line,
  frequency: Frequency,
  legalBasis: Type.Optional(orNull(Type.String({ maxLength: 500 }))),
  validUntil: Type.Optional(orNull(Day)),
  description: Type.Optional(orNull(Words)),
  dueDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 366 })),
  recipients: Type.Optional(Type.String({ maxLength: 500 })),
};

const Requirement = closed({
  requirementId: Id,
  code: Code,
  departmentId: Id,
  title: Type.String(),
  frequency: Frequency,
  legalBasis: orNull(Type.String()),
  validUntil: orNull(Day),
  description: orNull(Type.String()),
  dueDays: Type.Integer(),
  recipients: Type.String(),
  state: State,
  /** The workbook that counts now; 0: none yet. */
  revisionNo: Type.Integer(),
  /** The workbook that was admitted last; another than `revisionNo` while a revision is under way, null when nothing was admitted. */
  admittedRevisionNo: orNull(Type.Integer()),
  /** Was it last handed in outside the declaration window (集中申报期)? */
  outsideWindow: Type.Boolean(),
  updatedAt: Type.String(),
  version: Type.Integer(),
});

function shown(row: RequirementRow) {
  const { districtId: _district, createdBy: _by, createdAt: _at, standing: _standing, outsideWindow, ...rest } = row;
  return {
    ...(rest as typeof rest & { frequency: (typeof FREQUENCIES)[number] }),
    admittedRevisionNo: standingOf(row)?.revisionNo ?? null,
    outsideWindow: outsideWindow === 1,
  };
}

/** Those who wrote it and those who judge it see what is under way; all others what was admitted. */
function seesUnderWay({ role }: ActorContext['actor']): boolean {
  return role === 'coordinator' || role === 'department';
}

function asSeen(actor: ActorContext['actor'], row: RequirementRow): RequirementRow {
  if (seesUnderWay(actor)) return row;
  return { ...row, ...standingOf(row), state: row.state === 'retired' ? 'retired' : 'admitted' };
}

function inState({ actor }: ActorContext, state: RequirementRow['state']): RawBuilder<boolean> {
  if (seesUnderWay(actor)) return sql<boolean>`state = ${state}`;
  return state === 'admitted' ? sql<boolean>`state <> 'retired'` : sql<boolean>`state = ${state} and state = 'retired'`;
}

const READERS = ['coordinator', 'department', 'street', 'community', 'gridWorker'] as const;
export const ById = closed({ requirementId: Id });
export const OfRevision = closed({ revision: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })) });

/** A requirement as this account sees it. */
export async function visible(context: ActorContext, requirementId: string): Promise<RequirementRow> {
  return asSeen(context.actor, await requirementSeen(context.db, context.actor, requirementId));
}

/** A requirement with its workbook: the one named, or the one that counts for this account. */
export async function registered(context: ActorContext, requirementId: string, revisionNo?: string): Promise<Registered> {
  const { db, actor } = context;
  const row = await visible(context, requirementId);
  const wanted = revisionNo !== undefined && seesUnderWay(actor) ? Number(revisionNo) : row.revisionNo;
  const revision = await db
    .selectFrom('requirementRevision')
    .selectAll()
    .where('districtId', '=', actor.districtId)
    .where('requirementId', '=', row.requirementId)
    .where('revisionNo', '=', wanted)
    .executeTakeFirst();
  if (revision) return { row, revision };
  if (wanted !== row.revisionNo) throw refused('request.notFound', { what: `第 ${wanted} 版表样 / revision ${wanted}` });
  throw refused('state.wrong', { what: row.title, is: '没有表样 / no workbook', needs: '已上传表样 / a workbook' });
}

export const listRequirements = operation({
  id: 'requirement.list',
  method: 'GET',
  path: '/requirements',
  zh: '报表需求列表',
  en: 'Requirements',
  who: READERS,
  query: closed({ ...PageQuery, state: Type.Optional(State) }),
  reply: pageOf(Requirement),
  run: async (context, { query }) => {
    const { db, actor } = context;
    const { limit, unseen } = pageAsked(query, { columns: ['code'], way: 'up' });
    let rows = db.selectFrom('requirement').selectAll().where('districtId', '=', actor.districtId).where(requirementCondition(actor)).where(unseen);
    if (query.state !== undefined) rows = rows.where(inState(context, query.state));
    const { lines, next } = pageFrom(
      await rows
        .orderBy('code')
        .limit(limit + 1)
        .execute(),
      limit,
      ({ code }) => [code],
    );
    return { items: lines.map((row) => shown(asSeen(actor, row))), next };
  },
});

export const readRequirement = operation({
  id: 'requirement.read',
  method: 'GET',
  path: '/requirements/:requirementId',
  zh: '一项报表需求',
  en: 'One requirement',
  who: READERS,
  params: ById,
  reply: Requirement,
  run: async (context, { params }) => {
    const row = await visible(context, params.requirementId);
    context.header('etag', `"${row.version}"`);
    return shown(row);
  },
});

export const createRequirement = operation({
  id: 'requirement.create',
  method: 'POST',
  path: '/requirements',
  zh: '登记报表需求',
  en: 'Register a requirement',
  who: ['department'],
  body: closed({ code: Code, ...About }),
  reply: Requirement,
  status: 201,
  run: async (context, { body }) => shown(await begun(context, body)),
});

type Begun = Pick<RequirementRow, 'code' | 'title' | 'frequency'> &
  Partial<Pick<RequirementRow, 'legalBasis' | 'validUntil' | 'description' | 'dueDays' | 'recipients'>>;

/** A draft of the caller's department. */
async function begun({ db, actor, now, newId, about }: ActorContext, asked: Begun): Promise<RequirementRow> {
  await requireFree(db, actor.districtId, asked.code);
  const row: RequirementRow = {
    districtId: actor.districtId,
    requirementId: newId(),
    code: asked.code,
    departmentId: actor.unitId ?? '',
    title: asked.title,
    frequency: asked.frequency,
    legalBasis: asked.legalBasis ?? null,
    validUntil: asked.validUntil ?? null,
    description: asked.description ?? null,
    dueDays: asked.dueDays ?? 15,
    recipients: asked.recipients ?? '',
    state: 'draft',
    revisionNo: 0,
    createdBy: actor.accountId,
    createdAt: now,
    updatedAt: now,
    version: 1,
    standing: null,
    outsideWindow: 0,
  };
  await db.insertInto('requirement').values(row).execute();
  about(`requirement/${row.requirementId}`, { code: row.code });
  return row;
}

async function requireFree(db: Db, districtId: string, code: string): Promise<void> {
  const taken = await db.selectFrom('requirement').select('requirementId').where('districtId', '=', districtId).where('code', '=', code).executeTakeFirst();
  if (taken) throw refused('state.taken', { what: '报表编号 / code', value: code });
}

/** Before a form is read: is it this account's to hand in? */
export async function requireOwn(context: ActorContext, requirementId: string): Promise<void> {
  requireEditable(await visible(context, requirementId));
}

/** Words and frequency may change as long as nobody has agreed to them. */
function requireEditable({ state, title }: RequirementRow): void {
  if (state === 'draft' || state === 'returned') return;
  throw refused('state.wrong', { what: title, is: STATE_NAMES[state], needs: FIRST[state] ?? '草稿、已退回 / draft, returned' });
}

/** What has to be done before it can be changed. */
const FIRST: Partial<Record<RequirementRow['state'], string>> = {
  admitted: '草稿,请先开始修订 / draft: begin a revision first',
  submitted: '草稿,请先撤回 / draft: withdraw it first',
};

export const changeRequirement = operation({
  id: 'requirement.change',
  method: 'PATCH',
  path: '/requirements/:requirementId',
  zh: '修改报表需求的说明',
  en: 'Change what is said of a requirement',
  who: ['department'],
  params: ById,
  body: Type.Partial(Type.Object(About), { additionalProperties: false }),
  reply: Requirement,
  run: async (context, { params, body }) => {
    const { db, actor, now, ifMatch, about } = context;
    const row = await visible(context, params.requirementId);
    requireEditable(row);
    ifMatch(row.version, row.title);
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const changed = { ...row, ...given, updatedAt: now, version: row.version + 1 } as RequirementRow;
    await db.updateTable('requirement').set(changed).where('districtId', '=', actor.districtId).where('requirementId', '=', row.requirementId).execute();
    about(`requirement/${row.requirementId}`, { changed: Object.keys(given) });
    return shown(changed);
  },
});

const Told = closed({ severity: Type.String(), words: Type.String() });

/** What every way of handing in a form answers. */
export const Taken = closed({ requirement: Requirement, contentHash: Type.String(), unchanged: Type.Boolean(), problems: Type.Array(Told) });

/** A workbook that was read and can be used; `source` is what it was made from, when it is not what was handed in. */
export interface ReadForm {
  readonly file: UploadedFile;
  readonly hash: string;
  readonly problems: readonly Problem[];
  readonly source: { readonly kind: SourceKind; readonly bytes: Uint8Array } | null;
}

/** Has the engine read it; throws Refused when it is no workbook that can be used. */
export async function readForm({ services, language }: ActorContext, file: UploadedFile, source: ReadForm['source'] = null): Promise<ReadForm> {
  const hash = contentHash(file.bytes);
  const { usable, problems } = await services.reader.know(hash, file.name, file.bytes);
  if (!usable)
    throw refused('request.invalid', { at: file.name, why: problems.map((each) => describe(each, language)).join(' ') || 'unreadable' }, {}, problems);
  return { file, hash, problems, source };
}

/** Keeps a form as the requirement's next revision; the same again is no revision. */
export async function keepRevision(context: ActorContext, requirementId: string, { file, hash, problems, source }: ReadForm) {
  const { db, actor, now, about, language } = context;
  const { districtId } = actor;
  const row = await visible(context, requirementId);
  requireEditable(row);
  const told = problems.map((each) => ({ severity: each.severity, words: describe(each, language) }));
  const sourceHash = source === null ? null : contentHash(source.bytes);
  const last = await db
    .selectFrom('requirementRevision')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('requirementId', '=', row.requirementId)
    .where('revisionNo', '=', row.revisionNo)
    .executeTakeFirst();
  about(`requirement/${row.requirementId}`, { contentHash: hash });
  const same = last !== undefined && (sourceHash === null ? last.contentHash === hash : last.sourceHash === sourceHash);
  if (same) return { requirement: shown(row), contentHash: last.contentHash, unchanged: true, problems: told };
  await keepBlob(db, districtId, file.bytes, now);
  if (source !== null) await keepBlob(db, districtId, source.bytes, now);
  const changed = { ...row, revisionNo: (await lastRevision(context, row.requirementId)) + 1, updatedAt: now, version: row.version + 1 };
  const revision = { fileName: file.name, contentHash: hash, sourceKind: source?.kind ?? ('workbook' as const), sourceHash };
  await db
    .insertInto('requirementRevision')
    .values({ districtId, requirementId: row.requirementId, revisionNo: changed.revisionNo, ...revision, uploadedBy: actor.accountId, uploadedAt: now })
    .execute();
  await db.updateTable('requirement').set(changed).where('districtId', '=', districtId).where('requirementId', '=', row.requirementId).execute();
  return { requirement: shown(changed), contentHash: hash, unchanged: false, problems: told };
}

/** Numbers are never used again, not even those of revisions that were given up. */
async function lastRevision({ db, actor }: ActorContext, requirementId: string): Promise<number> {
  const { last } = await db
    .selectFrom('requirementRevision')
    .select((eb) => eb.fn.max('revisionNo').as('last'))
    .where('districtId', '=', actor.districtId)
    .where('requirementId', '=', requirementId)
    .executeTakeFirstOrThrow();
  return Number(last ?? 0);
}

export const uploadWorkbook = operation({
  id: 'requirement.upload',
  method: 'PUT',
  path: '/requirements/:requirementId/workbook',
  zh: '上传空白表样(.xlsx/.xls),立即识读',
  en: 'Upload the blank form; it is read at once',
  who: ['department'],
  params: ById,
  upload: true,
  reply: Taken,
  prepare: async (context, { params, file }) => {
    if (!file) throw refused('upload.noFile', {});
    await requireOwn(context, params.requirementId);
    return readForm(context, file);
  },
  run: (context, { params }, form) => keepRevision(context, params.requirementId, form),
});

/** Beginning and form as one act: a form that cannot be read leaves no draft behind, and no number used up. */
export const createFromWorkbook = operation({
  id: 'requirement.createFrom',
  method: 'POST',
  path: '/requirements/workbook',
  zh: '用空白表样登记报表需求:表样读不了就什么也不留下',
  en: 'Register a requirement by its blank form; a form that cannot be read leaves nothing',
  who: ['department'],
  query: closed({ code: Code, title: Line, frequency: Frequency }),
  upload: true,
  reply: Taken,
  status: 201,
  prepare: async (context, { query, file }) => {
    if (!file) throw refused('upload.noFile', {});
    await requireFree(context.db, context.actor.districtId, query.code);
    return readForm(context, file);
  },
  run: async (context, { query }, form) => {
    const { requirementId } = await begun(context, query);
    return keepRevision(context, requirementId, form);
  },
});

export const downloadWorkbook = operation({
  id: 'requirement.workbook',
  method: 'GET',
  path: '/requirements/:requirementId/workbook',
  zh: '下载空白表样(可指定版本)',
  en: 'Download the blank form, now or of a revision',
  who: READERS,
  params: ById,
  query: OfRevision,
  reply: Type.Unknown(),
  download: true,
  exports: true,
  run: async (context, { params, query }) => {
    const { revision } = await registered(context, params.requirementId, query.revision);
    context.about(`requirement/${params.requirementId}`, { revision: revision.revisionNo, hash: revision.contentHash });
    return new Download(revision.fileName, XLSX, await blob(context.db, context.actor.districtId, revision.contentHash));
  },
});

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const inspectRequirement = operation({
  id: 'requirement.inspect',
  method: 'GET',
  path: '/requirements/:requirementId/reading',
  zh: '识读结果:每个填报字段问的是什么',
  en: 'What the engine sees: every blank and what it asks',
  who: ['coordinator', 'department'],
  params: ById,
  query: OfRevision,
  reply: InspectedShape,
  run: async (context, { params, query }) => {
    const { row, revision } = await registered(context, params.requirementId, query.revision);
    const terms = await districtTerms(context.db, context.actor.districtId);
    const paper = paperOf(row, revision, row.departmentId, terms);
    await teach(context.services, context.actor.districtId, [paper], 'reader');
    return inspected(await context.services.reader.inspect(paper, context.language));
  },
});

/** One operation for each step of a requirement's life. */
function step(name: StepName) {
  const { from, to, who, reason, zh, en, standing: wantsStanding }: Step = STEPS[name];
  return operation({
    id: `requirement.${name}`,
    method: 'POST',
    path: `/requirements/:requirementId/${name}`,
    zh,
    en,
    who,
    params: ById,
    body: closed({ remarks: Type.Optional(Words) }),
    reply: Requirement,
    run: async (context, { params, body }) => {
      const { db, actor, now, newId, ifMatch, about } = context;
      const row = await visible(context, params.requirementId);
      ifMatch(row.version, row.title);
      const standing = standingOf(row);
      if (wantsStanding === true && standing === null)
        throw refused('state.wrong', { what: row.title, is: STATE_NAMES[row.state], needs: STATE_NAMES.admitted });
      if (!from.includes(row.state))
        throw refused('state.wrong', { what: row.title, is: STATE_NAMES[row.state], needs: from.map((state) => STATE_NAMES[state]).join('、') });
      const remarks = body.remarks?.trim() ?? '';
      if (reason && remarks === '') throw refused('state.reasonNeeded', {});
      if (row.revisionNo === 0) await registered(context, row.requirementId);
      if (name === 'admit' && (row.legalBasis ?? '').trim() === '') throw refused('requirement.noBasis', {});
      const outsideWindow = name === 'submit' ? await declaredOutside(context, remarks) : row.outsideWindow;
      const kept = name === 'admit' ? { standing: JSON.stringify(particularsOf(row)) } : name === 'abandon' ? standing : {};
      const changed: RequirementRow = { ...row, ...kept, outsideWindow, state: to, updatedAt: now, version: row.version + 1 };
      await db.updateTable('requirement').set(changed).where('districtId', '=', actor.districtId).where('requirementId', '=', row.requirementId).execute();
      await db
        .insertInto('requirementEvent')
        .values({
          districtId: actor.districtId,
          requirementId: row.requirementId,
          eventId: newId(),
          at: now,
          accountId: actor.accountId,
          fromState: row.state,
          toState: to,
          remarks,
        })
        .execute();
      about(`requirement/${row.requirementId}`, { from: row.state, to });
      if (name === 'admit') await announce(context, 'requirement.admitted', { requirementId: row.requirementId, code: row.code });
      return shown(changed);
    },
  });
}

/** 1 outside the declaration window; throws Refused where that wants a reason and none is given. */
async function declaredOutside({ db, actor, now }: ActorContext, remarks: string): Promise<number> {
  const [window, days] = [await declarationWindow(db, actor.districtId), await workdays(db, actor.districtId)];
  if (isOpen(window, now, days)) return 0;
  if (window.strict && remarks === '') throw refused('requirement.outsideWindow', windowIn(window, Number(dayIn(now).slice(0, 4)), days));
  return 1;
}

export const requirementSteps = (Object.keys(STEPS) as StepName[]).map(step);

export const requirementHistory = operation({
  id: 'requirement.history',
  method: 'GET',
  path: '/requirements/:requirementId/history',
  zh: '办理过程',
  en: 'What became of it, step by step',
  who: ['coordinator', 'department'],
  params: ById,
  reply: closed({
    items: Type.Array(
      closed({ at: Type.String(), accountId: Type.String(), who: Type.String(), fromState: orNull(State), toState: State, remarks: Type.String() }),
    ),
  }),
  run: async (context, { params }) => {
    const row = await visible(context, params.requirementId);
    const events = await context.db
      .selectFrom('requirementEvent as e')
      .leftJoin('account as a', (join) => join.onRef('a.districtId', '=', 'e.districtId').onRef('a.accountId', '=', 'e.accountId'))
      .select(['e.at', 'e.accountId', 'a.name as who', 'e.fromState', 'e.toState', 'e.remarks'])
      .where('e.districtId', '=', context.actor.districtId)
      .where('e.requirementId', '=', row.requirementId)
      .orderBy('e.eventId')
      .execute();
    return { items: events.map(({ who, ...event }) => ({ ...event, who: who ?? '' })) };
  },
});
