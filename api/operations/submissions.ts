// Submissions: cells saved on their own as they are typed, then the way from the community over the street to the coordinator.
import Type, { type Static } from 'typebox';
import { describe } from '../../engine/problem/index.ts';
import { currentForm, sectionsFor, yearOf, type Published, type SectionLayout } from '../annual/published.ts';
import { dueOf, onWorkday } from '../calendar/due.ts';
import { dayIn } from '../calendar/workdays.ts';
import { workdays } from '../calendar/years.ts';
import { pageAsked, pageFrom } from '../http/page.ts';
import { closed, Day, Id, Line, oneOf, operation, orNull, Period, Words, type ActorContext, pageOf, PageQuery } from '../http/operation.ts';
import { besideSection, requireOffered } from '../feeds/beside.ts';
import { announce } from '../jobs/webhooks.ts';
import { stood, stoodIn } from '../outputs/places.ts';
import { communityIds, seesCommunity } from '../people/scope.ts';
import { hidden, refused, type Refused } from '../problem.ts';
import { obstaclesOf } from '../submissions/obstacles.ts';
import { lastReturn } from '../submissions/returned.ts';
import { changesIn, type Changed } from '../submissions/changes.ts';
import { readSection, replaceSection, saveCells, sectionVersion, type Where } from '../submissions/section.ts';
import { CellsBody, rewritten, SectionBody, swiftCells, swiftReplace } from '../submissions/swift.ts';
import { moveTo } from '../submissions/steps.ts';
import { validatorOf, type ValueFault } from '../submissions/validator.ts';
import { isLate, isWritable, SUBMISSION_STATE_NAMES, SUBMISSION_STEPS, type SubmissionStepName } from '../submissions/states.ts';
import type { Db } from '../storage/database.ts';
import type { SubmissionRow, SubmissionState } from '../storage/schema.ts';

export const State = oneOf(['open', 'submitted', 'returned', 'approved', 'locked']);
const ByPlace = closed({ communityId: Id, period: Period });
export const BySection = closed({ communityId: Id, period: Period, section: Type.String({ pattern: '^[0-9A-Za-z_-]{1,60}$' }) });
const READERS = ['coordinator', 'street', 'community'] as const;
export const Value = Type.Union([Type.Number(), Type.String({ maxLength: 4000 }), Type.Null()]);

export interface Visit extends Where {
  readonly form: Published;
  readonly submission: SubmissionRow;
}

/** The place, if this account may see it, with the form that counts there and the submission as it stands. */
export async function visit(context: ActorContext, { communityId, period }: { readonly communityId: string; readonly period: string }): Promise<Visit> {
  const { db, actor, services } = context;
  if (!(await seesCommunity(db, actor, communityId))) throw hidden('社区 / community');
  const form = await currentForm(services, db, actor.districtId, yearOf(period));
  if (sectionsFor(form, period).length === 0) throw refused('request.notFound', { what: `${period} 的填报内容 / anything asked for ${period}` });
  const { districtId } = actor;
  const row = await db
    .selectFrom('submission')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('communityId', '=', communityId)
    .executeTakeFirst();
  const submission = row ?? {
    districtId,
    year: yearOf(period),
    period,
    communityId,
    state: 'open' as const,
    submittedAt: null,
    approvedAt: null,
    lockedAt: null,
    version: 0,
  };
  return { districtId, communityId, period, form, submission };
}

/** Refuses what the community may not change: what is with the street, and what is no longer, or not yet, its own to answer. */
export async function requireWritable({ db }: ActorContext, { districtId, communityId, period, submission }: Visit): Promise<void> {
  if (!isWritable(submission.state)) throw refused('section.closed', { is: SUBMISSION_STATE_NAMES[submission.state] });
  await requireStood(db, { districtId, communityId, period });
}

async function requireStood(db: Db, { districtId, communityId, period }: Where): Promise<void> {
  if (!(await stood(db, districtId, communityId, period))) throw refused('section.notStanding', { period });
}

/** Refuses an item that is not asked in this period. */
export function requireAsked({ form, period }: Visit, item: string): void {
  if (!sectionsFor(form, period).some(({ positions }) => positions.has(item))) throw refused('request.notFound', { what: `填报项 ${item} / item` });
}

export function layoutIn({ form, period }: Visit, code: string): SectionLayout {
  const found = sectionsFor(form, period).find((section) => section.code === code);
  if (!found) throw refused('request.notFound', { what: `章节 ${code} / section` });
  return found;
}

const Submission = closed({
  communityId: Id,
  period: Type.String(),
  state: State,
  submittedAt: orNull(Type.String()),
  approvedAt: orNull(Type.String()),
  lockedAt: orNull(Type.String()),
  version: Type.Integer(),
});

function shown({ communityId, period, state, submittedAt, approvedAt, lockedAt, version }: SubmissionRow) {
  return { communityId, period, state, submittedAt, approvedAt, lockedAt, version };
}

/** When it is due, the holiday from which that was moved, and why it was set where it was. */
const Due = closed({ dueAt: Type.String(), movedFrom: orNull(Day), reason: orNull(Type.String()), provisional: Type.Boolean() });

export const readSubmission = operation({
  id: 'submission.read',
  method: 'GET',
  path: '/submissions/:communityId/:period',
  zh: '一份填报单:状态、各章节进度、批注',
  en: 'One submission: state, progress by section, remarks',
  who: READERS,
  params: ByPlace,
  reply: closed({
    submission: Submission,
    sections: Type.Array(closed({ code: Type.String(), title: Type.String(), asked: Type.Integer(), answered: Type.Integer(), version: Type.Integer() })),
    remarks: Type.Array(
      closed({
        remarkId: Id,
        item: orNull(Type.String()),
        /** What the item asks and its section; null for a remark on the whole. */
        title: orNull(Type.String()),
        section: orNull(Type.String()),
        words: Type.String(),
        accountId: Type.String(),
        who: Type.String(),
        at: Type.String(),
        resolvedAt: orNull(Type.String()),
      }),
    ),
    dueAt: orNull(Type.String()),
    due: orNull(Due),
    /** Of one that came back: why, from whom, and how many answers are others since. */
    returned: orNull(closed({ reason: Type.String(), who: Type.String(), at: Type.String(), changed: Type.Integer() })),
  }),
  run: async (context, { params }) => {
    const { db, services } = context;
    const place = await visit(context, params);
    const { districtId, communityId, period, form, submission } = place;
    const sections = [];
    for (const section of sectionsFor(form, period)) {
      const { version, answers } = await readSection(services, db, place, form, section);
      sections.push({
        code: section.code,
        title: section.title,
        asked: section.questions.length,
        answered: answers.filter((value) => value !== null).length,
        version,
      });
    }
    const remarks = await db
      .selectFrom('remark as r')
      .leftJoin('account as a', (join) => join.onRef('a.districtId', '=', 'r.districtId').onRef('a.accountId', '=', 'r.accountId'))
      .select(['r.remarkId', 'r.item', 'r.words', 'r.accountId', 'a.name as who', 'r.at', 'r.resolvedAt'])
      .where('r.districtId', '=', districtId)
      .where('r.period', '=', period)
      .where('r.communityId', '=', communityId)
      .orderBy('r.remarkId')
      .execute();
    const due = await dueOf(db, districtId, period);
    context.header('etag', `"${submission.version}"`);
    const placed = remarks.map((remark) => ({ ...remark, who: remark.who ?? '', ...asked(form, remark.item) }));
    const returned = submission.state === 'returned' ? await lastReturn(services, db, place) : null;
    return { submission: shown(submission), sections, remarks: placed, dueAt: due?.dueAt ?? null, due, returned };
  },
});

/** Where an item stands on the form, for those who read a remark on it. */
function asked({ sectionOf }: Published, item: string | null): { title: string | null; section: string | null } {
  const section = item === null ? undefined : sectionOf.get(item);
  return section ? { title: section.questions[section.positions.get(item ?? '') ?? -1]?.title ?? item, section: section.code } : { title: item, section: null };
}

const BesideCell = closed({
  fed: Type.Array(closed({ value: Value, department: Type.String(), at: Type.String() })),
  /** What a register of the community counts at the end of the period. */
  counted: orNull(closed({ value: Value, register: Type.String(), month: Type.String() })),
  /** `again`: it may hold still; what happened in a period is counted anew. */
  last: orNull(closed({ period: Type.String(), value: Value, again: Type.Boolean() })),
});

export const readSectionAnswers = operation({
  id: 'section.read',
  method: 'GET',
  path: '/submissions/:communityId/:period/sections/:section',
  zh: '一个章节的填报值',
  en: 'A section’s answers, by position',
  who: READERS,
  params: BySection,
  reply: closed({
    version: Type.Integer(),
    formVersionId: Id,
    items: Type.Array(Type.String()),
    answers: Type.Array(Value),
    origins: Type.Array(Type.String()),
    /** What departments gave and what was answered last period, by position: for the eye, never taken over by itself. */
    beside: Type.Array(BesideCell),
    /** What the community says beside its cells (备注). */
    notes: Type.Array(closed({ item: Type.String(), words: Type.String(), at: Type.String() })),
    updatedBy: orNull(Type.String()),
    updatedAt: orNull(Type.String()),
  }),
  run: async (context, { params }) => {
    const place = await visit(context, params);
    const section = layoutIn(place, params.section);
    const { version, answers, origins, updatedBy, updatedAt } = await readSection(context.services, context.db, place, place.form, section);
    const beside = await besideSection(context.services, context.db, place, place.form, section);
    context.header('etag', `"${version}"`);
    return {
      version,
      formVersionId: place.form.row.formVersionId,
      items: section.questions.map(({ item }) => item),
      answers: [...answers],
      origins: [...origins],
      beside: beside.map(({ fed, counted, last }) => ({ fed: [...fed], counted, last })),
      notes: await notesIn(context, place, section),
      updatedBy,
      updatedAt,
    };
  },
});

async function notesIn({ db }: ActorContext, { districtId, communityId, period }: Visit, { positions }: SectionLayout) {
  const rows = await db
    .selectFrom('cellNote')
    .select(['item', 'words', 'at'])
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('communityId', '=', communityId)
    .orderBy('item')
    .execute();
  return rows.filter(({ item }) => positions.has(item));
}

export const noteCell = operation({
  id: 'cell.note',
  method: 'PUT',
  path: '/submissions/:communityId/:period/notes',
  zh: '给一个单元格写备注(空串即删除)',
  en: 'Write a note beside a cell; an empty one is removed',
  who: ['community'],
  params: ByPlace,
  /** `was`: what the writer saw there; where it is given, nobody else's words are written over. */
  body: closed({ item: Line, words: Type.String({ maxLength: 1000 }), was: Type.Optional(Type.String({ maxLength: 1000 })) }),
  reply: closed({ item: Type.String(), words: Type.String() }),
  run: async (context, { params, body }) => {
    const { db, actor, now, about } = context;
    const place = await visit(context, params);
    const { districtId, communityId, period } = place;
    await requireWritable(context, place);
    requireAsked(place, body.item);
    const words = body.words.trim();
    if (body.was !== undefined) await refuseUnseen(context, { ...params, item: body.item }, [body.was, words]);
    const content = { words, accountId: actor.accountId, at: now };
    const notes = db.deleteFrom('cellNote').where('districtId', '=', districtId).where('period', '=', period).where('communityId', '=', communityId);
    if (words === '') await notes.where('item', '=', body.item).execute();
    else
      await db
        .insertInto('cellNote')
        .values({ districtId, period, communityId, item: body.item, ...content })
        .onConflict((conflict) => conflict.columns(['districtId', 'period', 'communityId', 'item']).doUpdateSet(content))
        .execute();
    about(`submission/${communityId}/${period}`, { item: body.item });
    return { item: body.item, words };
  },
});

/** Refuses to write over a note that is neither of `known`. */
async function refuseUnseen(
  { db, actor }: ActorContext,
  at: { readonly communityId: string; readonly period: string; readonly item: string },
  known: readonly string[],
): Promise<void> {
  const { districtId } = actor;
  const stands = await db
    .selectFrom('cellNote')
    .innerJoin('account', (join) => join.onRef('account.accountId', '=', 'cellNote.accountId').onRef('account.districtId', '=', 'cellNote.districtId'))
    .select(['cellNote.words', 'account.name'])
    .where('cellNote.districtId', '=', districtId)
    .where('cellNote.period', '=', at.period)
    .where('cellNote.communityId', '=', at.communityId)
    .where('cellNote.item', '=', at.item)
    .executeTakeFirst();
  if (stands && !known.includes(stands.words)) throw refused('note.changed', { words: stands.words, who: stands.name });
}

export const saveSection = operation({
  id: 'section.save',
  method: 'PATCH',
  path: '/submissions/:communityId/:period/sections/:section',
  zh: '保存单元格(自动保存),带基准版本',
  en: 'Save cells against a base version',
  who: ['community'],
  params: BySection,
  body: CellsBody,
  reply: closed({
    version: Type.Integer(),
    /** Those that are kept otherwise than they were sent. */
    cells: Type.Array(closed({ item: Type.String(), value: Value })),
    hints: Type.Array(Type.String()),
  }),
  swift: swiftCells,
  run: async (context, { params, body }) => {
    const { db, services, actor, now, language, about } = context;
    const place = await visit(context, params);
    const section = layoutIn(place, params.section);
    await requireWritable(context, place);
    await matchSection(context, place, section);
    const cells = body.cells.map(({ item, value, origin = 't' }) => ({ item, value, origin }));
    await requireOffered(services, db, place, place.form, section, cells);
    const saved = await saveCells(services, db, place, place.form, section, {
      accountId: actor.accountId,
      now,
      language,
      baseVersion: body.baseVersion,
      cells,
    });
    if (place.submission.version === 0) await openSubmission(context, place);
    about(`section/${params.communityId}/${params.period}/${params.section}`, { version: saved.version, cells: cells.length });
    context.header('etag', `"${saved.version}"`);
    return { version: saved.version, cells: rewritten(body.cells, saved.cells), hints: saved.hints.map((each) => describe(each, language)) };
  },
});

export const replaceSectionAnswers = operation({
  id: 'section.replace',
  method: 'PUT',
  path: '/submissions/:communityId/:period/sections/:section',
  zh: '保存整个章节(按位置的数组),带基准版本和表版本',
  en: 'Save a whole section as one positional array against a base version',
  who: ['community'],
  params: BySection,
  body: SectionBody,
  reply: closed({ version: Type.Integer(), changed: Type.Integer(), hints: Type.Array(Type.String()) }),
  swift: swiftReplace,
  run: async (context, { params, body }) => {
    const { db, services, actor, now, language, about, header } = context;
    const place = await visit(context, params);
    const section = layoutIn(place, params.section);
    await requireWritable(context, place);
    const { formVersionId } = place.form.row;
    if (body.formVersionId !== formVersionId) throw refused('state.changed', { what: '一张表的版本 / the form’s version' }, { formVersionId });
    const judged = validatorOf(section)(body.answers, language);
    if (judged.kind === 'refused') throw faulty(section, judged.faults);
    const { baseVersion, origin = 't' } = body;
    await matchSection(context, place, section);
    const cells = section.questions.map(({ item }, position) => ({ item, value: judged.values[position] ?? null, origin }));
    await requireOffered(services, db, place, place.form, section, cells);
    const saved = await replaceSection(services, db, place, place.form, section, {
      accountId: actor.accountId,
      now,
      baseVersion,
      values: judged.values,
      origin,
    });
    if (place.submission.version === 0) await openSubmission(context, place);
    about(`section/${params.communityId}/${params.period}/${params.section}`, saved);
    header('etag', `"${saved.version}"`);
    return { ...saved, hints: judged.hints.map((each) => describe(each, language)) };
  },
});

/** If-Match is about the section as it stands; what the caller began with, and may merge with, is `baseVersion`. */
async function matchSection({ db, ifMatch }: ActorContext, place: Visit, { code, title }: SectionLayout): Promise<void> {
  ifMatch(await sectionVersion(db, place, code), title);
}

function faulty({ title }: SectionLayout, faults: readonly ValueFault[]): Refused {
  const [first] = faults;
  const at = `body/answers/${first?.position ?? 0}(${title} · ${first?.title ?? ''})`;
  const told = faults.slice(0, 50).map((fault) => ({ position: fault.position, title: fault.title, why: fault.why }));
  return refused('request.invalid', { at, why: first?.why ?? '' }, { faults: told }, faults.flatMap(({ problems }) => problems).slice(0, 50));
}

/** Notes that somebody has begun. */
export async function openSubmission({ db }: ActorContext, { submission }: Visit): Promise<void> {
  await db
    .insertInto('submission')
    .values({ ...submission, version: 1 })
    .onConflict((conflict) => conflict.columns(['districtId', 'period', 'communityId']).doNothing())
    .execute();
}

const Change = closed({ item: Type.String(), from: Value, to: Value, origin: oneOf(['t', 'i', 'p']) });

const change = ([item, from, to, origin]: Changed): Static<typeof Change> => ({ item, from, to, origin });

export const sectionHistory = operation({
  id: 'section.history',
  method: 'GET',
  path: '/submissions/:communityId/:period/sections/:section/history',
  zh: '一个章节的修改历史',
  en: 'Who changed what in a section, and when',
  who: READERS,
  params: BySection,
  query: closed(PageQuery),
  reply: pageOf(closed({ version: Type.Integer(), at: Type.String(), accountId: Type.String(), name: Type.String(), changes: Type.Array(Change) })),
  run: async (context, { params, query }) => {
    const { limit, unseen } = pageAsked(query, { columns: ['c.version'], way: 'down', keys: 'number' });
    const place = await visit(context, params);
    const section = layoutIn(place, params.section);
    const rows = await context.db
      .selectFrom('sectionChange as c')
      .innerJoin('account as a', (join) => join.onRef('a.districtId', '=', 'c.districtId').onRef('a.accountId', '=', 'c.accountId'))
      .select(['c.version', 'c.at', 'c.accountId', 'a.name', 'c.changes'])
      .where('c.districtId', '=', place.districtId)
      .where('c.period', '=', place.period)
      .where('c.communityId', '=', place.communityId)
      .where('c.sectionCode', '=', section.code)
      .where(unseen)
      .orderBy('c.version', 'desc')
      .limit(limit + 1)
      .execute();
    const { lines, next } = pageFrom(rows, limit, ({ version }) => [Number(version)]);
    const items = [];
    for (const { changes, ...row } of lines)
      items.push({ ...row, changes: (await changesIn(context.services, context.db, { ...place, sectionCode: section.code }, changes)).map(change) });
    return { items, next };
  },
});

const Obstacle = closed({
  severity: Type.String(),
  checkId: orNull(Type.String()),
  items: Type.Array(Type.String()),
  places: Type.Array(closed({ item: Type.String(), title: Type.String(), section: orNull(Type.String()), value: Type.String() })),
  words: Type.String(),
  owner: Type.String(),
  sides: orNull(closed({ left: Type.String(), right: Type.String() })),
  explained: orNull(Type.String()),
});

export const readChecks = operation({
  id: 'submission.checks',
  method: 'GET',
  path: '/submissions/:communityId/:period/checks',
  zh: '审核结果(A 必改、B 说明、C 核实、D 提示)',
  en: 'What the checks find',
  who: READERS,
  params: ByPlace,
  reply: closed({
    items: Type.Array(Obstacle),
    blank: Type.Integer(),
    /** All 0 where the period before had numbers: the whole period, or sections of it. */
    zeroed: Type.Array(closed({ section: orNull(Type.String()), title: Type.String(), had: Type.Integer() })),
  }),
  run: async (context, { params }) => obstaclesOf(context, await visit(context, params)),
});

export const explainCheck = operation({
  id: 'submission.explain',
  method: 'PUT',
  path: '/submissions/:communityId/:period/explanations',
  zh: '对一条审核结果作说明',
  en: 'Explain what a check found',
  who: ['community'],
  params: ByPlace,
  body: closed({ checkId: Type.String({ minLength: 1, maxLength: 300 }), words: Type.String({ minLength: 1, maxLength: 2000 }) }),
  reply: closed({ checkId: Type.String(), words: Type.String() }),
  run: async (context, { params, body }) => {
    const { db, actor, now, about } = context;
    const place = await visit(context, params);
    await requireWritable(context, place);
    const { districtId, communityId, period, form } = place;
    if (!form.form.checks.some(({ id }) => id === body.checkId)) throw refused('request.notFound', { what: '审核规则 / check' });
    const content = { words: body.words, accountId: actor.accountId, at: now };
    await db
      .insertInto('explanation')
      .values({ districtId, period, communityId, checkId: body.checkId, ...content })
      .onConflict((conflict) => conflict.columns(['districtId', 'period', 'communityId', 'checkId']).doUpdateSet(content))
      .execute();
    about(`submission/${communityId}/${period}`, { checkId: body.checkId });
    return body;
  },
});

/** With the reason for which a submission goes back go remarks on the cells to look at. */
const Back = closed({
  reason: Type.Optional(Words),
  remarks: Type.Optional(Type.Array(closed({ item: Line, words: Type.String({ minLength: 1, maxLength: 2000 }) }), { maxItems: 500 })),
});
/** Handing in and approving settle what was remarked, so they take no remarks. */
const Onward = Type.Unsafe<Static<typeof Back>>(closed({ reason: Type.Optional(Words) }));

/** One operation for each step of a submission's life. */
function step(name: SubmissionStepName) {
  const { from, to, who, reason, zh, en } = SUBMISSION_STEPS[name];
  return operation({
    id: `submission.${name}`,
    method: 'POST',
    path: `/submissions/:communityId/:period/${name}`,
    zh,
    en,
    who,
    params: ByPlace,
    body: reason ? Back : Onward,
    reply: Submission,
    run: async (context, { params, body }) => {
      const { db, actor, now, newId, ifMatch, about } = context;
      const place = await visit(context, params);
      const { submission, districtId, communityId, period } = place;
      ifMatch(submission.version, period);
      const what = `${period} 填报单 / submission`;
      if (!(from as readonly string[]).includes(submission.state))
        throw refused('state.wrong', {
          what,
          is: SUBMISSION_STATE_NAMES[submission.state],
          needs: from.map((state) => SUBMISSION_STATE_NAMES[state]).join('、'),
        });
      const words = body.reason?.trim() ?? '';
      if (reason && words === '') throw refused('state.reasonNeeded', {});
      if (name === 'submit') {
        await requireStood(db, place);
        await requireFinished(context, place);
      }
      const remarks = body.remarks ?? [];
      for (const { item } of remarks) requireAsked(place, item);
      const changed = await moveTo(context, submission, to, words);
      if (!changed) throw refused('state.changed', { what });
      for (const remark of remarks)
        await db
          .insertInto('remark')
          .values({
            districtId,
            period,
            communityId,
            remarkId: newId(),
            item: remark.item,
            words: remark.words,
            accountId: actor.accountId,
            at: now,
            resolvedAt: null,
          })
          .execute();
      if (name === 'submit' || name === 'approve')
        await db
          .updateTable('remark')
          .set({ resolvedAt: now })
          .where('districtId', '=', districtId)
          .where('period', '=', period)
          .where('communityId', '=', communityId)
          .where('resolvedAt', 'is', null)
          .execute();
      about(`submission/${communityId}/${period}`, { from: submission.state, to });
      if (name === 'approve') await announce(context, 'submission.approved', { communityId, period });
      return shown(changed);
    },
  });
}

/** Blanks, rules that must hold, and rules that want an explanation and have none, stand in the way of submitting. */
async function requireFinished(context: ActorContext, place: Visit): Promise<void> {
  const { items, blank } = await obstaclesOf(context, place);
  const standing = items.filter(({ severity, explained }) => severity === 'A' || (severity !== 'D' && explained === null));
  const count = standing.length + blank;
  if (count === 0) return;
  const first = standing[0]?.words ?? (context.language === 'zh' ? `还有 ${blank} 项没有填` : `${blank} blanks are still empty`);
  throw refused('submission.unfinished', { count, first }, { obstacles: standing.slice(0, 50), blank });
}

export const submissionSteps = (Object.keys(SUBMISSION_STEPS) as SubmissionStepName[]).map(step);

export const extendDeadline = operation({
  id: 'deadline.set',
  method: 'PUT',
  path: '/deadlines/:period',
  zh: '设定或顺延一期的截止时间(对所有社区生效;逢节假日顺延到下一个工作日)',
  en: 'Set or extend a period’s deadline for all communities; off a holiday it moves to the next working day',
  who: ['coordinator'],
  params: closed({ period: Period }),
  body: closed({ dueAt: Type.String({ format: 'date-time' }), reason: Type.String({ minLength: 1, maxLength: 2000 }) }),
  reply: closed({ period: Type.String(), dueAt: Type.String(), movedFrom: orNull(Day), reason: Type.String() }),
  run: async ({ db, actor, now, about }, { params, body }) => {
    const time = Date.parse(body.dueAt);
    if (Number.isNaN(time))
      throw refused('request.invalid', { at: 'body/dueAt', why: '没有这个时刻,秒应为 00–59 / there is no such moment; seconds are 00–59' });
    const wanted = new Date(time).toISOString();
    if (dayIn(wanted) < dayIn(now))
      throw refused('request.invalid', { at: 'body/dueAt', why: '这一天已经过去,请选今天或以后的日期 / that day is past: choose today or a later day' });
    const { dueAt, movedFrom } = onWorkday(wanted, await workdays(db, actor.districtId));
    await db
      .insertInto('deadline')
      .values({ districtId: actor.districtId, period: params.period, dueAt, reason: body.reason })
      .onConflict((conflict) => conflict.columns(['districtId', 'period']).doUpdateSet({ dueAt, reason: body.reason }))
      .execute();
    about(`deadline/${params.period}`, { dueAt });
    return { period: params.period, dueAt, movedFrom, reason: body.reason };
  },
});

const Progress = closed({
  communityId: Id,
  code: Type.String(),
  name: Type.String(),
  streetId: orNull(Type.String()),
  state: State,
  submittedAt: orNull(Type.String()),
  late: Type.Boolean(),
});

export const listProgress = operation({
  id: 'submission.progress',
  method: 'GET',
  path: '/progress/:period',
  zh: '一期的填报进度:完整率、及时率,按街道和社区',
  en: 'Progress of a period: completeness and timeliness',
  who: ['coordinator', 'street', 'community', 'department'],
  params: closed({ period: Period }),
  query: closed(PageQuery),
  reply: closed({
    ...pageOf(Progress).properties,
    dueAt: orNull(Type.String()),
    counts: closed({ communities: Type.Integer(), submitted: Type.Integer(), approved: Type.Integer(), late: Type.Integer() }),
  }),
  run: async ({ db, actor, now }, { params, query }) => {
    const { limit, unseen } = pageAsked(query, { columns: ['u.code', 'u.unitId'], way: 'up' });
    const due = (await dueOf(db, actor.districtId, params.period))?.dueAt ?? null;
    const all = db
      .selectFrom('orgUnit as u')
      .leftJoin('submission as s', (join) =>
        join.onRef('s.districtId', '=', 'u.districtId').onRef('s.communityId', '=', 'u.unitId').on('s.period', '=', params.period),
      )
      .where('u.districtId', '=', actor.districtId)
      .where('u.kind', '=', 'community')
      .where(stoodIn(actor.districtId, params.period, 'u'))
      .where('u.unitId', 'in', communityIds(actor));
    const rows = await all
      .select(['u.unitId', 'u.code', 'u.name', 'u.parentId', 's.state', 's.submittedAt'])
      .where(unseen)
      .orderBy('u.code')
      .orderBy('u.unitId')
      .limit(limit + 1)
      .execute();
    const { lines, next } = pageFrom(rows, limit, ({ code, unitId }) => [code, unitId]);
    const items = lines.map(({ unitId, code, name, parentId, state, submittedAt }) => ({
      communityId: unitId,
      code,
      name,
      streetId: parentId,
      state: state ?? ('open' as const),
      submittedAt,
      late: isLate(state ?? 'open', submittedAt, due, now),
    }));
    const states = await all.select(['s.state', 's.submittedAt']).execute();
    const count = (...wanted: readonly SubmissionState[]): number => states.filter(({ state }) => wanted.includes(state ?? 'open')).length;
    const counts = {
      communities: states.length,
      submitted: count('submitted', 'approved', 'locked'),
      approved: count('approved', 'locked'),
      late: states.filter(({ state, submittedAt }) => isLate(state ?? 'open', submittedAt, due, now)).length,
    };
    return { items, next, dueAt: due, counts };
  },
});
