// How the system is doing, for the administrator: what runs, on which store, under which settings; how many sit at it; what work waits. No secrets, no personal data.
import { readFileSync } from 'node:fs';
import Type from 'typebox';
import { closed, oneOf, operation, orNull } from '../http/operation.ts';
import { pendingMigrations } from '../storage/migrate.ts';

const JOB_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
const JOBS_SHOWN = 20;

export const systemState = operation({
  id: 'system.state',
  method: 'GET',
  path: '/system',
  zh: '系统状态:版本、存储、登录策略、任务',
  en: 'How the system is doing: version, store, sign-in policy, jobs',
  who: ['administrator', 'securityOfficer'],
  reply: closed({
    version: Type.String(),
    node: Type.String(),
    /** Seconds since this process began. */
    upSeconds: Type.Integer(),
    /** MiB that this process holds. */
    memoryMebibytes: Type.Integer(),
    store: closed({ kind: oneOf(['sqlite', 'postgres']), schemaCurrent: Type.Boolean() }),
    demo: Type.Boolean(),
    /** Changed in the server's settings, and in force from its next start. */
    policy: Type.Array(closed({ setting: Type.String(), value: Type.String() })),
    sessions: Type.Integer(),
    accounts: closed({ active: Type.Integer(), locked: Type.Integer(), disabled: Type.Integer(), withoutPassword: Type.Integer() }),
    jobs: closed({
      counts: Type.Array(closed({ state: oneOf(JOB_STATES), number: Type.Integer() })),
      /** Those that failed before the others, of each the latest first. */
      latest: Type.Array(
        closed({
          jobId: Type.String(),
          kind: Type.String(),
          /** Whose it is; null: the system’s own. */
          who: orNull(Type.String()),
          state: oneOf(JOB_STATES),
          problem: orNull(Type.String()),
          createdAt: Type.String(),
          finishedAt: orNull(Type.String()),
        }),
      ),
    }),
  }),
  run: async ({ db, actor, services, now }) => {
    const { config, store, clock } = services;
    const { districtId } = actor;
    const idleSince = new Date(clock() - config.idleMinutes * 60_000).toISOString();
    const [sessions, accounts, counts, latest, pending] = await Promise.all([
      db
        .selectFrom('accountSession')
        .select(({ fn }) => fn.countAll().as('number'))
        .where('districtId', '=', districtId)
        .where('expiresAt', '>', now)
        .where('seenAt', '>', idleSince)
        .executeTakeFirstOrThrow(),
      db.selectFrom('account').select(['lockedUntil', 'disabledAt', 'passwordHash']).where('districtId', '=', districtId).execute(),
      db
        .selectFrom('job')
        .select(({ fn }) => ['state', fn.countAll().as('number')])
        .where('districtId', '=', districtId)
        .groupBy('state')
        .execute(),
      db
        .selectFrom('job')
        .leftJoin('account', (join) => join.onRef('account.districtId', '=', 'job.districtId').onRef('account.accountId', '=', 'job.createdBy'))
        .select(['job.jobId', 'job.kind', 'account.name as who', 'job.state', 'job.problem', 'job.createdAt', 'job.finishedAt'])
        .where('job.districtId', '=', districtId)
        .orderBy((eb) => eb.case().when('job.state', '=', 'failed').then(0).else(1).end())
        .orderBy('job.createdAt', 'desc')
        .limit(JOBS_SHOWN)
        .execute(),
      pendingMigrations(store),
    ]);
    const active = accounts.filter(({ disabledAt }) => disabledAt === null);
    return {
      version: VERSION,
      node: process.version,
      upSeconds: Math.round(process.uptime()),
      memoryMebibytes: Math.round(process.memoryUsage.rss() / 1024 / 1024),
      store: { kind: store.kind, schemaCurrent: pending.length === 0 },
      demo: config.demo,
      policy: POLICY.map((setting) => ({ setting, value: String(config[setting] ?? '') })),
      sessions: Number(sessions.number),
      accounts: {
        active: active.length,
        locked: active.filter(({ lockedUntil }) => lockedUntil !== null && lockedUntil > now).length,
        disabled: accounts.length - active.length,
        withoutPassword: active.filter(({ passwordHash }) => passwordHash === null).length,
      },
      jobs: { counts: counts.map(({ state, number }) => ({ state, number: Number(number) })), latest },
    };
  },
});

const VERSION = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;

const POLICY = ['passwordLeast', 'idleMinutes', 'sessionHours', 'requireTotp', 'uploadMebibytes', 'resultDays', 'auditDays'] as const;
