// What happens to a request, whatever the operation: who asks, may they (only then is a file taken in), is it a replay, the act itself, its audit entry — in one transaction.
import { record } from '../audit/record.ts';
import { actorOf, type SignedIn } from '../people/sessions.ts';
import type { Actor } from '../people/roles.ts';
import { contentHash } from '../people/secrets.ts';
import { Refused, refused } from '../problem.ts';
import { timeText, type Services } from '../services.ts';
import { inTransaction } from '../storage/transaction.ts';
import type { Db } from '../storage/database.ts';
import type { Answer, Asked } from './asked.ts';
import { changes, Download, type ActorContext, type AnyOperation, type Context, type Input } from './operation.ts';

/** Runs one operation for one request; throws Refused. */
export async function perform(services: Services, described: AnyOperation, asked: Asked): Promise<Answer> {
  const now = timeText(services.clock());
  if (described.who === 'anyone') return performOpen(services, described, asked, now);
  const swift = described.swift ? await described.swift(services, asked, now) : null;
  if (swift) return swift;
  const signedIn = await actorOf(services, asked.token, now);
  if (!signedIn) throw refused('auth.signIn', {});
  try {
    return await performSignedIn(services, described, asked, signedIn, now);
  } catch (error) {
    if (error instanceof Refused && isDenial(error)) await recordDenial(services, described, signedIn.actor, error, now);
    throw error;
  }
}

async function performOpen(services: Services, described: Extract<AnyOperation, { who: 'anyone' }>, asked: Asked, now: string): Promise<Answer> {
  const frame = frameOf(services, asked, now, null);
  const body = await described.run(frame.context(services.store.db), inputOf(asked));
  return { status: described.status ?? 200, body, headers: frame.headers };
}

async function performSignedIn(
  services: Services,
  described: Exclude<AnyOperation, { who: 'anyone' }>,
  asked: Asked,
  { actor, stage }: SignedIn,
  now: string,
): Promise<Answer> {
  if (stage === 'enrol' && !ENROLMENT.has(described.id)) throw refused('auth.enrol', {});
  if (!described.who.includes(actor.role)) throw refused('auth.role', { act: described.id });
  if (!described.upload) return carryOut(services, described, asked, actor, now);
  return asked.withFile((file) => carryOut(services, described, { ...asked, file }, actor, now));
}

async function carryOut(services: Services, described: Exclude<AnyOperation, { who: 'anyone' }>, asked: Asked, actor: Actor, now: string): Promise<Answer> {
  const frame = frameOf(services, asked, now, actor);
  const input = inputOf(asked);
  const outside: ActorContext = { ...frame.context(services.store.db), actor };
  if (!changes(described) && !described.exports) {
    const prepared = await described.prepare?.(outside, input);
    return { status: described.status ?? 200, body: await described.run(outside, input, prepared), headers: frame.headers };
  }
  const replayed = await replay(services, services.store.db, described, asked, actor);
  if (replayed) return replayed;
  const prepared = await described.prepare?.(outside, input);
  return inTransaction(services.store, actor.districtId, async (db) => {
    const again = await replay(services, db, described, asked, actor);
    if (again) return again;
    const body = await described.run({ ...frame.context(db), actor }, input, prepared);
    const answer: Answer = { status: described.status ?? 200, body, headers: frame.headers };
    await record(db, actor.districtId, { at: now, accountId: actor.accountId, role: actor.role, act: described.id, outcome: 'done', ...frame.told() });
    await remember(services, db, described, asked, actor, answer, now);
    return answer;
  });
}

/** What a session that still has to set up its second factor may do. */
const ENROLMENT = new Set(['session.read', 'session.end', 'totp.start', 'totp.confirm']);

function inputOf(asked: Asked): Input<never, never, never> {
  return { params: asked.params as never, query: asked.query as never, body: asked.body as never, file: asked.file };
}

interface Frame {
  readonly context: (db: Db) => Context;
  readonly headers: [string, string][];
  readonly told: () => { target: string; detail: Readonly<Record<string, unknown>> };
}

function frameOf(services: Services, asked: Asked, now: string, actor: Actor | null): Frame {
  const headers: [string, string][] = [];
  let told: { target: string; detail: Readonly<Record<string, unknown>> } = { target: actor ? `account/${actor.accountId}` : '', detail: {} };
  return {
    headers,
    told: () => told,
    context: (db) => ({
      services,
      db,
      now,
      language: asked.language,
      newId: services.newId,
      about: (target, detail = {}) => (told = { target, detail }),
      ifMatch: (version, what) => {
        if (asked.ifMatch !== null && asked.ifMatch !== '*' && asked.ifMatch !== `"${version}"`) throw refused('state.changed', { what }, { version });
      },
      header: (name, value) => void headers.push([name, value]),
      request: { address: asked.address, token: asked.token, setCookie: asked.setCookie },
    }),
  };
}

function isDenial({ status, denied }: Refused): boolean {
  return status === 403 || denied;
}

async function recordDenial(services: Services, described: AnyOperation, actor: Actor, { problem }: Refused, at: string): Promise<void> {
  const { districtId, accountId, role } = actor;
  await inTransaction(services.store, districtId, (db) =>
    record(db, districtId, {
      at,
      accountId,
      role,
      act: described.id,
      target: `account/${accountId}`,
      outcome: 'denied',
      detail: { code: problem.code, ...problem.params },
    }),
  );
}

/** The answer given before to the same key, or null. The same key with another request is refused. */
async function replay(services: Services, db: Db, described: AnyOperation, asked: Asked, actor: Actor): Promise<Answer | null> {
  const { idempotencyKey: key } = asked;
  if (key === null || !changes(described)) return null;
  if (!/^[\x21-\x7e]{1,100}$/.test(key))
    throw refused('request.invalid', { at: 'Idempotency-Key', why: '应为 1–100 个可见的 ASCII 字符 / 1–100 visible ASCII characters' });
  const { districtId, accountId } = actor;
  const known = await db
    .selectFrom('idempotency')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('accountId', '=', accountId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!known) return null;
  if (known.requestHash !== requestHash(described, asked)) throw refused('request.replayed', {});
  return { status: known.status, body: JSON.parse(services.vault.open(known.response, `${accountId}/${key}`)), headers: [['idempotency-replayed', 'true']] };
}

async function remember(
  services: Services,
  db: Db,
  described: AnyOperation,
  asked: Asked,
  { districtId, accountId }: Actor,
  answer: Answer,
  now: string,
): Promise<void> {
  const { idempotencyKey: key } = asked;
  if (key === null || answer.body instanceof Download) return;
  const response = services.vault.seal(JSON.stringify(answer.body ?? null), `${accountId}/${key}`);
  await db
    .insertInto('idempotency')
    .values({ districtId, accountId, key, requestHash: requestHash(described, asked), status: answer.status, response, createdAt: now })
    .execute();
}

function requestHash({ id }: AnyOperation, { params, query, body, file }: Asked): string {
  return contentHash(JSON.stringify([id, params, query, body ?? null, file ? [file.name, contentHash(file.bytes)] : null]));
}
