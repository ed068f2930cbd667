// Jobs: claimed once, worked under a lease, tried again later, cancelled, fetched, forgotten in time.
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifyChain } from '../../../api/audit/verify.ts';
import { claim, enqueue, LEASE_MS, LeaseLost, release, renew } from '../../../api/jobs/queue.ts';
import { OwnAddress, send } from '../../../api/jobs/receiver.ts';
import { readResult, removeResult, writeResult } from '../../../api/jobs/results.ts';
import { JOB_KINDS, type JobKind } from '../../../api/jobs/kinds.ts';
import { createWorker } from '../../../api/jobs/worker.ts';
import { timeText } from '../../../api/services.ts';
import { DISTRICT, type Rig } from '../rig.ts';
import { hasPostgres, onPostgres, onSqlite } from '../stores.ts';
import { place, type Place } from './place.ts';
import { reported, type Reported } from './reported.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe.each([onSqlite, onPostgres])('jobs on $name', (under) => {
  const there = under.kind === 'sqlite' || hasPostgres;
  const errors: unknown[] = [];
  let on: Reported;
  const zip = (login: Parameters<Rig['ask']>[0], body: object) => on.ask(login, '/jobs/output-zip', { method: 'POST', body });
  const workAll = async (): Promise<void> => {
    const worker = createWorker(on.services, (error) => errors.push(error));
    while (await worker.workOnce());
  };
  const queue = (kind: string, jobId?: string) =>
    enqueue(
      on.services.store.db,
      { newId: on.services.newId, now: timeText(on.services.clock()) },
      { districtId: DISTRICT, kind, params: {}, createdBy: '', ...(jobId === undefined ? {} : { jobId }) },
    );
  const jobOf = (jobId: string) => on.services.store.db.selectFrom('job').selectAll().where('jobId', '=', jobId).executeTakeFirstOrThrow();

  beforeAll(async () => {
    if (!there) return;
    on = await reported(under, ['mz-01', 'mz-02', 'wj-01']);
    await on.tell('community1', '001001', '2026', { 男性: 10, 女性: 12, 办公地址: '=HYPERLINK("x")', 绿地: 5 });
    await on.tell('community3', '002001', '2026', { 男性: 1, 女性: 2 });
    await on.approve('001001', '2026');
  }, 120_000);
  beforeEach(async () => {
    errors.length = 0;
    if (there) await workAll();
  });
  afterAll(() => on?.close());

  it.skipIf(!there)('all workbooks of a requirement: asked for, watched, fetched', async () => {
    const reply = await zip('mz', { requirementId: on.requirement('mz-01'), period: '2026' });
    expect([reply.statusCode, reply.json()]).toMatchObject([202, { state: 'waiting', ready: false }]);
    const { jobId } = reply.json() as { jobId: string };
    expect((await on.ask('mz', `/jobs/${jobId}/result`)).statusCode).toBe(409);
    await workAll();
    expect(errors).toEqual([]);
    expect(await on.done('mz', `/jobs/${jobId}`)).toMatchObject({ state: 'done', progress: 3, total: 3, ready: true, resultName: 'mz-01报表-2026.zip' });
    expect((await on.done('mz', '/jobs'))['items']).toMatchObject([{ jobId }]);
    const files = unzipSync((await on.ask('mz', `/jobs/${jobId}/result`)).rawPayload);
    expect(await on.services.store.db.selectFrom('outputTaken').select(['requirementId', 'period']).execute()).toEqual([
      { requirementId: on.requirement('mz-01'), period: '2026' },
    ]);
    expect(Object.keys(files).sort()).toEqual([
      'mz-01 mz-01报表/城东街道/002001-mz-01报表-梅园社区-2026-暂定-不完整.xlsx',
      'mz-01 mz-01报表/望江街道/001001-mz-01报表-柳岸社区-2026.xlsx',
      'mz-01 mz-01报表/望江街道/001002-mz-01报表-书院社区-2026-暂定-不完整.xlsx',
      '目录.csv',
    ]);
    expect(new TextDecoder().decode(files['目录.csv'])).toContain('柳岸社区,001001,2026,已审核,完整');
  });
  it.skipIf(!there)('all requirements of a department, each for its periods within the one asked for', async () => {
    const { jobId } = (await zip('mz', { departmentId: on.unit('mz'), period: '2026-Q1', per: 'district' })).json() as { jobId: string };
    await workAll();
    const files = unzipSync((await on.ask('mz', `/jobs/${jobId}/result`)).rawPayload);
    expect(Object.keys(files).filter((name) => name.endsWith('.xlsx'))).toHaveLength(3);
    const year = (await zip('coordinator', { departmentId: on.unit('mz'), period: '2026', per: 'street' })).json() as { jobId: string };
    await workAll();
    expect(await on.done('coordinator', `/jobs/${year.jobId}`)).toMatchObject({ state: 'done', total: 2 * 13 });
  });
  it.skipIf(!there)('nobody gets more by a job than by hand', async () => {
    expect((await zip('wj', { requirementId: on.requirement('mz-01'), period: '2026' })).statusCode).toBe(404);
    expect((await zip('wj', { departmentId: on.unit('mz'), period: '2026' })).statusCode).toBe(404);
    expect((await zip('street1', { requirementId: on.requirement('mz-01'), period: '2026', per: 'district' })).statusCode).toBe(404);
    expect((await zip('community1', { requirementId: on.requirement('mz-01'), period: '2026' })).statusCode).toBe(403);
    expect((await zip('mz', { requirementId: on.requirement('mz-01'), period: '2025' })).statusCode).toBe(404);
    expect((await zip('mz', { requirementId: on.requirement('mz-01'), period: '2026-Q1' })).json()).toMatchObject({ code: 'job.nothing' });
    expect((await zip('mz', { period: '2026' })).statusCode).toBe(400);
    const { jobId } = (await zip('street1', { requirementId: on.requirement('mz-01'), period: '2026' })).json() as { jobId: string };
    for (const path of [`/jobs/${jobId}`, `/jobs/${jobId}/result`]) expect((await on.ask('coordinator', path)).statusCode).toBe(404);
    await workAll();
    const files = Object.keys(unzipSync((await on.ask('street1', `/jobs/${jobId}/result`)).rawPayload));
    expect(files.filter((name) => name.endsWith('.xlsx')).every((name) => name.includes('望江街道'))).toBe(true);
  });
  it.skipIf(!there)('whose account was closed meanwhile gets nothing', async () => {
    const { jobId } = (await zip('wj', { requirementId: on.requirement('wj-01'), period: '2026' })).json() as { jobId: string };
    const accounts = on.services.store.db.updateTable('account').where('accountId', '=', on.accountIds.get('wj') ?? '');
    await accounts.set({ disabledAt: timeText(on.services.clock()) }).execute();
    await workAll();
    expect(await jobOf(jobId)).toMatchObject({ state: 'failed', problem: expect.stringContaining('停用'), attempts: 1 });
    // The administrator sees whose it was and what became of it, before the jobs that went well.
    const { jobs } = (await on.ask('administrator', '/system')).json() as { jobs: { latest: { state: string }[] } };
    expect(jobs.latest[0]).toMatchObject({
      jobId,
      kind: 'output.zip',
      who: expect.stringMatching(/./),
      state: 'failed',
      problem: expect.stringContaining('停用'),
    });
    expect(jobs.latest.map(({ state }) => state)).toContain('done');
    await accounts.set({ disabledAt: null }).execute();
  });
  it.skipIf(!there)('a job is cancelled before and while it is worked on', async () => {
    const ask = async (): Promise<string> => ((await zip('mz', { requirementId: on.requirement('mz-01'), period: '2026' })).json() as { jobId: string }).jobId;
    const before = await ask();
    expect(await on.done('mz', `/jobs/${before}/cancel`, { method: 'POST', body: {} })).toMatchObject({ state: 'cancelled' });
    const during = await ask();
    const lease = await claim(on.services, DISTRICT, 'work');
    await on.done('mz', `/jobs/${during}/cancel`, { method: 'POST', body: {} });
    expect(lease && (await renew(on.services, lease, 1, 3))).toBe('cancel');
    on.pass(LEASE_MS + 1000);
    await workAll();
    expect(await on.done('mz', `/jobs/${during}`)).toMatchObject({ state: 'cancelled', ready: false });
  });
  it.skipIf(!there)('only one of many workers gets a job', async () => {
    const jobId = await queue('nothing.at.all');
    const leases = await Promise.all(Array.from({ length: 8 }, () => claim(on.services, DISTRICT, 'work')));
    expect(leases.filter((lease) => lease?.job.jobId === jobId)).toHaveLength(1);
    expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
    on.pass(LEASE_MS + 1000);
    await workAll();
    expect(await jobOf(jobId)).toMatchObject({ state: 'failed' });
  });
  it.skipIf(!there)('a lease that is not renewed passes on, and its holder can end nothing any more', async () => {
    const jobId = await queue('nothing.at.all');
    const first = await claim(on.services, DISTRICT, 'work');
    expect(await claim(on.services, DISTRICT, 'work')).toBeNull();
    on.pass(LEASE_MS + 1000);
    const second = await claim(on.services, DISTRICT, 'work');
    expect(second?.job).toMatchObject({ jobId, attempts: 2 });
    expect(first && (await renew(on.services, first, 1, 1))).toBe('gone');
    expect(first && (await release(on.services.store.db, first, timeText(on.services.clock()), { state: 'done' }))).toBe(false);
    expect(second && (await renew(on.services, second, 1, 1))).toBe('go');
    expect(second && (await release(on.services.store.db, second, timeText(on.services.clock()), { state: 'done' }))).toBe(true);
  });
  it.skipIf(!there)('who lost the lease neither adds to what another writes nor removes it', async () => {
    await queue('nothing.at.all');
    const first = await claim(on.services, DISTRICT, 'work');
    if (!first) throw new Error('There is a job.');
    const slow = await writeResult(on.services, first);
    await slow.write(Buffer.from('part of'));
    on.pass(LEASE_MS + 1000);
    const second = await claim(on.services, DISTRICT, 'work');
    if (!second) throw new Error('It is free again.');
    const writer = await writeResult(on.services, second);
    await writer.write(Buffer.from('身份证号 110101199003070011'));
    const resultHash = await writer.end();
    await expect(slow.end()).rejects.toThrow(LeaseLost);
    await expect(removeResult(on.services, first)).rejects.toThrow(LeaseLost);
    const { db } = on.services.store;
    expect(String(await readResult(on.services, db, { ...second.job, resultHash }))).toBe('身份证号 110101199003070011');
    expect(await readResult(on.services, db, { ...second.job, resultHash: 'another' })).toBeNull();
    const parts = await db.selectFrom('jobPart').select('bytes').where('jobId', '=', second.job.jobId).execute();
    expect(parts.map(({ bytes }) => Buffer.from(bytes).includes('110101199003070011'))).toEqual([false]);
    await removeResult(on.services, second);
    await release(db, second, timeText(on.services.clock()), { state: 'cancelled' });
  });
  it.skipIf(!there)('what is queued under the same name is queued once', async () => {
    await queue('nothing.at.all', 'the-day');
    await queue('nothing.at.all', 'the-day');
    await workAll();
    expect(await jobOf('the-day')).toMatchObject({ state: 'failed', attempts: 1 });
  });
  it.skipIf(!there)('a worker that is told to stop gives back what it has begun', async () => {
    const { jobId } = (await zip('mz', { departmentId: on.unit('mz'), period: '2026' })).json() as { jobId: string };
    const worker = createWorker(on.services, (error) => errors.push(error));
    worker.start();
    while ((await jobOf(jobId)).state !== 'running') await new Promise((resolve) => setTimeout(resolve, 5));
    await worker.stop();
    expect(await jobOf(jobId)).toMatchObject({ state: 'waiting', leaseOwner: null, attempts: 0 });
    await workAll();
    expect(await jobOf(jobId)).toMatchObject({ state: 'done' });
  });
  it.skipIf(!there)('messages go out while a long zip is made', async () => {
    const receiver = await listen();
    const body = { url: receiver.url, events: ['output.ready'] };
    const { webhook } = await on.done<{ webhook: { webhookId: string } }>('administrator', '/webhooks', { method: 'POST', body });
    let finish = (): void => undefined;
    const long = new Promise<null>((resolve) => (finish = () => resolve(null)));
    const zips = vi.spyOn(JOB_KINDS['output.zip'] as JobKind, 'run').mockReturnValue(long);
    const { jobId } = (await zip('mz', { departmentId: on.unit('mz'), period: '2026' })).json() as { jobId: string };
    const worker = createWorker(on.services, (error) => errors.push(error));
    worker.start();
    await vi.waitUntil(async () => (await jobOf(jobId)).state === 'running', 5000);
    await on.done('administrator', `/webhooks/${webhook.webhookId}/test`, { method: 'POST', body: {} });
    await vi.waitUntil(() => receiver.received.length === 1, 5000);
    expect(await jobOf(jobId)).toMatchObject({ state: 'running' });
    finish();
    await worker.stop();
    zips.mockRestore();
    await on.done('administrator', `/webhooks/${webhook.webhookId}`, { method: 'DELETE' });
    await receiver.close();
  });
  it.skipIf(!there)('other systems are told when a result is ready, signed; when they do not take it, again and again, later each time', async () => {
    const receiver = await listen();
    const body = { url: receiver.url, events: ['output.ready'] };
    const { secret, webhook } = await on.done<{ secret: string; webhook: { webhookId: string } }>('administrator', '/webhooks', { method: 'POST', body });
    receiver.status = 503;
    await zip('mz', { requirementId: on.requirement('mz-01'), period: '2026', per: 'district' });
    await workAll();
    expect(receiver.received).toHaveLength(1);
    await workAll();
    expect(receiver.received).toHaveLength(1);
    receiver.status = 204;
    on.pass(2 * MINUTE + 1000);
    await workAll();
    expect(receiver.received).toHaveLength(2);
    const [, last] = receiver.received;
    expect(last?.signature).toBe(
      `sha256=${createHmac('sha256', secret)
        .update(last?.body ?? '')
        .digest('hex')}`,
    );
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ event: 'output.ready', about: { jobId: expect.any(String) } });
    on.pass(DAY);
    await workAll();
    expect(receiver.received).toHaveLength(2);
    await on.done('administrator', `/webhooks/${webhook.webhookId}`, { method: 'DELETE' });
    await receiver.close();
  });
  it.skipIf(!there)(
    'an administrator sends a test message, sees what became of it, and changes the secret: the next attempt is signed with the new one',
    async () => {
      const receiver = await listen();
      receiver.status = 503;
      const { secret, webhook } = await on.done<{ secret: string; webhook: { webhookId: string } }>('administrator', '/webhooks', {
        method: 'POST',
        body: { url: receiver.url, events: ['output.ready'] },
      });
      const at = `/webhooks/${webhook.webhookId}`;
      const deliveries = async (): Promise<unknown[]> => (await on.done<{ items: unknown[] }>('administrator', `${at}/deliveries`)).items;
      const { deliveryId } = await on.done<{ deliveryId: string }>('administrator', `${at}/test`, { method: 'POST', body: {} });
      await workAll();
      const next = timeText(on.services.clock() + 2 * MINUTE);
      expect(await deliveries()).toEqual([
        expect.objectContaining({ deliveryId, event: 'webhook.test', state: 'waiting', attempts: 1, lastStatus: 503, nextAttemptAt: next, deliveredAt: null }),
      ]);
      const rotated = await on.done<{ secret: string }>('administrator', `${at}/secret`, { method: 'POST', body: {} });
      expect(rotated.secret).not.toBe(secret);
      receiver.status = 204;
      on.pass(2 * MINUTE + 1000);
      await workAll();
      const [first, second] = receiver.received;
      const signed = (key: string, content = ''): string => `sha256=${createHmac('sha256', key).update(content).digest('hex')}`;
      expect(first?.signature).toBe(signed(secret, first?.body));
      expect(second?.signature).toBe(signed(rotated.secret, second?.body));
      expect(await deliveries()).toEqual([expect.objectContaining({ deliveryId, state: 'taken', attempts: 2, lastStatus: 204, nextAttemptAt: null })]);
      receiver.status = 500;
      await on.done('administrator', `${at}/test`, { method: 'POST', body: {} });
      for (let attempt = 0; attempt < 8; attempt++) {
        await workAll();
        on.pass(DAY / 4);
      }
      expect((await deliveries())[0]).toMatchObject({ state: 'givenUp', attempts: 8, lastStatus: 500, nextAttemptAt: null });
      await on.done('administrator', at, { method: 'DELETE' });
      expect((await on.ask('administrator', `${at}/test`, { method: 'POST', body: {} })).statusCode).toBe(404);
      await receiver.close();
    },
  );
  it.skipIf(!there)('a receiver that does not answer is asked once at a time: its other messages wait, and were not tried', async () => {
    const receiver = await listen();
    await receiver.close();
    const { webhook } = await on.done<{ webhook: { webhookId: string } }>('administrator', '/webhooks', {
      method: 'POST',
      body: { url: receiver.url, events: ['output.ready'] },
    });
    const at = `/webhooks/${webhook.webhookId}`;
    const attempts = async (): Promise<number[]> =>
      (await on.done<{ items: { attempts: number }[] }>('administrator', `${at}/deliveries`)).items.map((each) => each.attempts).sort();
    for (let sent = 0; sent < 3; sent++) await on.done('administrator', `${at}/test`, { method: 'POST', body: {} });
    await workAll();
    expect(await attempts()).toEqual([0, 0, 1]);
    on.pass(2 * MINUTE + 1000);
    await workAll();
    expect((await attempts()).reduce((sum, each) => sum + each)).toBe(2);
    await on.done('administrator', at, { method: 'DELETE' });
  });
  it.skipIf(!there)('results, sessions, keys and old audit entries go when their time is over; the audit chain still holds', async () => {
    const { jobId } = (await zip('mz', { requirementId: on.requirement('mz-01'), period: '2026' })).json() as { jobId: string };
    await on.ask('mz', '/jobs/output-zip', {
      method: 'POST',
      body: { requirementId: on.requirement('mz-01'), period: '2026' },
      headers: { 'idempotency-key': 'once' },
    });
    await workAll();
    const { db } = on.services.store;
    const count = async (table: 'jobPart' | 'accountSession' | 'idempotency' | 'auditEntry'): Promise<number> =>
      Number(
        (
          await db
            .selectFrom(table)
            .select(({ fn }) => fn.countAll().as('count'))
            .executeTakeFirstOrThrow()
        ).count,
      );
    expect(await count('jobPart')).toBeGreaterThan(0);
    on.pass(8 * DAY);
    await workAll();
    expect([await count('jobPart'), await count('accountSession'), await count('idempotency')]).toEqual([0, 0, 0]);
    expect((await on.ask('mz', `/jobs/${jobId}/result`)).statusCode).toBe(410);
    const before = await verifyChain(db, DISTRICT);
    expect(before.broken).toBeNull();
    on.pass(175 * DAY);
    let isTrimming = true;
    const meanwhile: unknown[] = [];
    const watch = async (): Promise<void> => {
      while (isTrimming) {
        meanwhile.push((await verifyChain(db, DISTRICT)).broken);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const watching = watch();
    await workAll();
    isTrimming = false;
    await watching;
    expect(new Set(meanwhile)).toEqual(new Set([null]));
    const after = await verifyChain(db, DISTRICT);
    expect(after).toMatchObject({ broken: null });
    expect(after.entries).toBeLessThan(before.entries);
    expect(await on.ask('mz', `/jobs/${jobId}`)).toMatchObject({ statusCode: 404 });
    await db
      .updateTable('setting')
      .set({ value: JSON.stringify({ seq: 1, hash: 'x' }) })
      .where('key', '=', 'audit.anchor')
      .execute();
    expect((await verifyChain(db, DISTRICT)).broken).not.toBeNull();
  });
});

describe('where messages may go', () => {
  let at: Place;
  beforeAll(async () => (at = await place()));
  afterAll(() => at.close());
  const add = (url: string) => at.ask('admin', 'POST /webhooks', { body: { url, events: ['output.ready'] } });

  it.each([
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest',
    'http://0x7f000001/',
  ])('not to this machine: %s', async (url) => expect((await add(url)).json()).toMatchObject({ status: 422, code: 'webhook.ownAddress' }));

  it('to the intranet, without a password in the address', async () => {
    expect((await add('http://10.1.2.3/news')).statusCode).toBe(201);
    expect((await add('http://user:pw@10.1.2.3/news')).json()).toMatchObject({ status: 422, code: 'webhook.credentials' });
  });

  it('nothing is sent where a name leads to this machine by the time of sending', async () => {
    const receiver = await listen();
    const message = { headers: {}, body: '{}', patienceMs: 1000, ownAllowed: false };
    for (const host of ['localhost', '127.0.0.1']) await expect(send(new URL(receiver.url.replace('127.0.0.1', host)), message)).rejects.toThrow(OwnAddress);
    expect(receiver.received).toEqual([]);
    expect(await send(new URL(receiver.url), { ...message, ownAllowed: true })).toBe(200);
    await receiver.close();
  });
});

interface Receiver {
  readonly url: string;
  readonly received: { readonly body: string; readonly signature: string }[];
  status: number;
  readonly close: () => Promise<void>;
}

async function listen(): Promise<Receiver> {
  const received: Receiver['received'] = [];
  const receiver = { received, status: 200 };
  const server: Server = createServer((request, reply) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ body: Buffer.concat(parts).toString(), signature: String(request.headers['x-onetable-signature']) });
      reply.writeHead(receiver.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, { url: `http://127.0.0.1:${port}/`, close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
}
