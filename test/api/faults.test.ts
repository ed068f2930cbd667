// The process is killed in the middle of its work, and two processes share one store: what was acknowledged is there, whole and once.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../api/audit/verify.ts';
import { openStore, type Store } from '../../api/storage/database.ts';
import type { Ready } from '../bench/serving.ts';
import { DISTRICT } from './rig.ts';
import { hasPostgres, newDatabase } from './stores.ts';

const QUESTIONS = 40;
const SERVING = fileURLToPath(new URL('../bench/serving.ts', import.meta.url));

const children: ChildProcess[] = [];
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const each of undo.splice(0).toReversed()) await each();
});

interface Served extends Ready {
  readonly kill: () => Promise<void>;
}

/** A server process of its own on the store. */
async function served(database: string, communities: number): Promise<Served> {
  const child = spawn(process.execPath, ['--import', 'tsx', SERVING, database, '0', String(QUESTIONS), String(communities)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout }))
    return {
      ...(JSON.parse(line) as Ready),
      kill: () => {
        child.kill('SIGKILL');
        return ended;
      },
    };
  throw new Error('The server ended before it was ready.');
}

interface Reply {
  readonly status: number;
  readonly body: { readonly version?: number; readonly answers?: readonly unknown[] };
}

async function ask({ url, section, places }: Ready, client: number, method: string, body?: unknown): Promise<Reply> {
  const place = places[client];
  const reply = await fetch(`${url}/api/v1/submissions/${place?.communityId}/2026/sections/${section}`, {
    method,
    headers: { cookie: place?.cookie ?? '', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, body: (await reply.json()) as Reply['body'] };
}

function save(on: Ready, client: number, baseVersion: number, value: number): Promise<Reply> {
  return ask(on, client, 'PUT', { formVersionId: on.formVersionId, baseVersion, answers: on.items.map(() => value) });
}

/** Sends saves one after the other until the server is gone; gives the last version that was acknowledged. */
async function stream(on: Ready, client: number, from: number): Promise<{ acknowledged: number }> {
  let acknowledged = from;
  for (;;) {
    const reply = await save(on, client, acknowledged, acknowledged + 1).catch(() => null);
    if (reply === null) return { acknowledged };
    expect(reply.status).toBe(200);
    acknowledged = reply.body.version ?? 0;
  }
}

/** The kept section agrees with its history, version by version, and the audit chain holds. */
async function expectWhole(store: Store, acknowledged: readonly number[], { places }: Ready): Promise<void> {
  for (const [client, last] of acknowledged.entries()) {
    const communityId = places[client]?.communityId ?? '';
    const section = await store.db
      .selectFrom('section')
      .selectAll()
      .where('districtId', '=', DISTRICT)
      .where('communityId', '=', communityId)
      .executeTakeFirstOrThrow();
    const changes = await store.db
      .selectFrom('sectionChange')
      .selectAll()
      .where('districtId', '=', DISTRICT)
      .where('communityId', '=', communityId)
      .orderBy('version')
      .execute();
    // One save may have been on its way: it is there as a whole or not at all.
    expect([last, last + 1]).toContain(section.version);
    expect(changes.map(({ version }) => version)).toEqual(Array.from({ length: section.version }, (_, index) => index + 1));
    expect(new Set(JSON.parse(section.answers) as number[])).toEqual(new Set([section.version]));
    const acts = await store.db
      .selectFrom('auditEntry')
      .select('seq')
      .where('districtId', '=', DISTRICT)
      .where('act', '=', 'section.replace')
      .where('target', 'like', `%${communityId}%`)
      .execute();
    expect(acts).toHaveLength(section.version);
  }
  expect((await verifyChain(store.db, DISTRICT)).broken).toBeNull();
}

describe.each([
  { name: 'SQLite', there: true },
  { name: 'PostgreSQL', there: hasPostgres },
])('killed in the middle of saving ($name)', ({ name, there }) => {
  it.skipIf(!there)(
    'no acknowledged save is lost, none is half there, none is there twice',
    async () => {
      const database = name === 'SQLite' ? join(folder(), 'test.db') : await postgresUrl();
      let acknowledged: readonly number[] = [0, 0, 0];
      for (let life = 0; life < 3; life++) {
        const started = performance.now();
        const on = await served(database, acknowledged.length);
        expect(performance.now() - started).toBeLessThan(30_000);
        const versions = await Promise.all(acknowledged.map(async (_last, client) => (await ask(on, client, 'GET')).body.version ?? 0));
        for (const [client, version] of versions.entries()) expect(version).toBeGreaterThanOrEqual(acknowledged[client] ?? 0);
        const streams = versions.map((version, client) => stream(on, client, version));
        await new Promise((resolve) => setTimeout(resolve, 700 + life * 300));
        await on.kill();
        acknowledged = (await Promise.all(streams)).map((each) => each.acknowledged);
        const store = openStore(database);
        await expectWhole(store, acknowledged, on).finally(() => store.close());
      }
      expect(Math.min(...acknowledged)).toBeGreaterThan(3);
    },
    180_000,
  );
});

describe('two server processes on one PostgreSQL', () => {
  it.skipIf(!hasPostgres)(
    'lose no update: of two saves on one version one stands and the other is told',
    async () => {
      const database = await postgresUrl();
      const [here, there] = [await served(database, 1), await served(database, 1)];
      let version = 0;
      for (let turn = 1; turn <= 25; turn++) {
        const replies = await Promise.all([save(here, 0, version, turn * 2), save(there, 0, version, turn * 2 + 1)]);
        expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
        const stands = replies[0]?.status === 200 ? turn * 2 : turn * 2 + 1;
        const seen = await Promise.all([ask(here, 0, 'GET'), ask(there, 0, 'GET')]);
        for (const { body } of seen) expect(new Set(body.answers)).toEqual(new Set([stands]));
        version = seen[0]?.body.version ?? 0;
        expect(version).toBe(turn);
      }
      const store = openStore(database);
      await expectChain(store).finally(() => store.close());
    },
    120_000,
  );
});

async function expectChain(store: Store): Promise<void> {
  expect((await verifyChain(store.db, DISTRICT)).broken).toBeNull();
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'onetable-faults-'));
  undo.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function postgresUrl(): Promise<string> {
  const { url, drop } = await newDatabase();
  undo.push(drop);
  return url;
}
