// Jobs: what takes longer than a person waits is asked for, watched, and fetched when it is done. Everybody sees their own.
import { Type, type Static } from 'typebox';
import { pageAsked, pageFrom } from '../http/page.ts';
import { closed, Download, Id, oneOf, operation, orNull, pageOf, PageQuery, Period, type ActorContext } from '../http/operation.ts';
import { enqueue } from '../jobs/queue.ts';
import { readResult } from '../jobs/results.ts';
import { outputsAsked, type ZipParams } from '../jobs/zip.ts';
import { noteTaken, type OutputOf } from '../outputs/taken.ts';
import { hidden, refused } from '../problem.ts';
import type { JobRow, JobState } from '../storage/schema.ts';

const STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const satisfies readonly JobState[];
const WHO = ['coordinator', 'department', 'street'] as const;
const ById = closed({ jobId: Id });

/** What a zip was asked for. */
const Params = Type.Partial(closed({ requirementId: Id, departmentId: Id, period: Type.String(), per: oneOf(['community', 'street', 'district']) }), {
  additionalProperties: false,
});

const Job = closed({
  jobId: Id,
  kind: Type.String(),
  params: Params,
  state: oneOf(STATES),
  progress: Type.Integer(),
  total: Type.Integer(),
  attempts: Type.Integer(),
  problem: orNull(Type.String()),
  resultName: orNull(Type.String()),
  /** Can the result be fetched? */
  ready: Type.Boolean(),
  createdAt: Type.String(),
  finishedAt: orNull(Type.String()),
  expiresAt: orNull(Type.String()),
});

function shown({ jobId, kind, params, state, progress, total, attempts, problem, resultName, resultHash, createdAt, finishedAt, expiresAt }: JobRow) {
  const told = {
    jobId,
    kind,
    params: JSON.parse(params) as Static<typeof Params>,
    state,
    progress,
    total,
    attempts,
    problem,
    resultName,
    createdAt,
    finishedAt,
    expiresAt,
  };
  return { ...told, ready: resultHash !== null };
}

async function ownJob({ db, actor }: ActorContext, jobId: string): Promise<JobRow> {
  const { districtId, accountId } = actor;
  const row = await db
    .selectFrom('job')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('jobId', '=', jobId)
    .where('createdBy', '=', accountId)
    .executeTakeFirst();
  if (!row) throw hidden('任务 / job');
  return row;
}

export const startZip = operation({
  id: 'job.zipOutputs',
  method: 'POST',
  path: '/jobs/output-zip',
  zh: '把一份报表(或本部门全部报表)各社区的工作簿打成一个压缩包',
  en: 'Zip the workbooks of a requirement, or of all of a department, for every community',
  who: WHO,
  body: closed({
    requirementId: Type.Optional(Id),
    departmentId: Type.Optional(Id),
    period: Period,
    per: Type.Optional(oneOf(['community', 'street', 'district'])),
  }),
  reply: Job,
  status: 202,
  run: async (context, { body }) => {
    const { db, services, actor, about } = context;
    const { requirementId, departmentId, period, per = 'community' } = body;
    if ((requirementId === undefined) === (departmentId === undefined))
      throw refused('request.invalid', { at: 'body', why: 'requirementId 或 departmentId 二选一 / give one of requirementId and departmentId' });
    if (departmentId !== undefined && actor.role === 'department' && departmentId !== actor.unitId) throw hidden('部门 / department');
    const params = { requirementId, departmentId, period, per };
    await outputsAsked(services, db, actor, params);
    const jobId = await enqueue(db, context, { districtId: actor.districtId, kind: 'output.zip', params, createdBy: actor.accountId });
    about(`job/${jobId}`, params);
    return shown(await ownJob(context, jobId));
  },
});

export const listJobs = operation({
  id: 'job.list',
  method: 'GET',
  path: '/jobs',
  zh: '我的任务',
  en: 'My jobs',
  who: WHO,
  query: closed(PageQuery),
  reply: pageOf(Job),
  run: async ({ db, actor }, { query }) => {
    const { limit, unseen } = pageAsked(query, { columns: ['jobId'], way: 'down' });
    const rows = db.selectFrom('job').selectAll().where('districtId', '=', actor.districtId).where('createdBy', '=', actor.accountId).where(unseen);
    const { lines, next } = pageFrom(
      await rows
        .orderBy('jobId', 'desc')
        .limit(limit + 1)
        .execute(),
      limit,
      ({ jobId }) => [jobId],
    );
    return { items: lines.map(shown), next };
  },
});

export const readJob = operation({
  id: 'job.read',
  method: 'GET',
  path: '/jobs/:jobId',
  zh: '一个任务的进度',
  en: 'How far a job is',
  who: WHO,
  params: ById,
  reply: Job,
  run: async (context, { params }) => shown(await ownJob(context, params.jobId)),
});

export const cancelJob = operation({
  id: 'job.cancel',
  method: 'POST',
  path: '/jobs/:jobId/cancel',
  zh: '取消任务',
  en: 'Cancel a job',
  who: WHO,
  params: ById,
  body: closed({}),
  reply: Job,
  run: async (context, { params }) => {
    const { db, actor, now, about } = context;
    const job = await ownJob(context, params.jobId);
    const mine = db.updateTable('job').where('districtId', '=', actor.districtId).where('jobId', '=', job.jobId);
    await mine.set({ state: 'cancelled', finishedAt: now, cancelRequested: 1 }).where('state', '=', 'waiting').execute();
    await mine.set({ cancelRequested: 1 }).where('state', '=', 'running').execute();
    about(`job/${job.jobId}`);
    return shown(await ownJob(context, job.jobId));
  },
});

/** What the zip is of; nothing where that is no longer to be told. */
function outputsIn({ services, db, actor }: ActorContext, { kind, params }: JobRow): Promise<readonly OutputOf[]> {
  if (kind !== 'output.zip') return Promise.resolve([]);
  return outputsAsked(services, db, actor, JSON.parse(params) as ZipParams).catch(() => []);
}

export const downloadResult = operation({
  id: 'job.result',
  method: 'GET',
  path: '/jobs/:jobId/result',
  zh: '下载任务的结果',
  en: 'Download a job’s result',
  who: WHO,
  params: ById,
  reply: Type.Unknown(),
  download: true,
  exports: true,
  prepare: async (context, { params }) => {
    const job = await ownJob(context, params.jobId);
    if (job.state !== 'done') throw refused('job.unfinished', { is: STATE_NAMES[job.state] });
    const bytes = job.resultHash === null ? null : await readResult(context.services, context.db, job);
    if (!bytes || (job.expiresAt !== null && job.expiresAt < context.now)) throw refused('job.expired', {});
    return { job, bytes, outputs: await outputsIn(context, job) };
  },
  run: async ({ db, actor, now, about }, _input, { job, bytes, outputs }) => {
    about(`job/${job.jobId}`, { hash: job.resultHash });
    await noteTaken(db, actor, outputs, now);
    return new Download(job.resultName ?? 'result.zip', 'application/zip', bytes);
  },
});

const STATE_NAMES: Record<JobState, string> = {
  waiting: '等待中 / waiting',
  running: '进行中 / running',
  done: '已完成 / done',
  failed: '失败 / failed',
  cancelled: '已取消 / cancelled',
};
