// Backups of an SQLite store: taken while it is used, believed only after a second look, and put back only where nobody is at work.
import Library from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { verifyChain } from '../audit/verify.ts';
import { openStore, type Store } from './database.ts';
import { pendingMigrations } from './migrate.ts';

/** What a second look at a file found; `fault` null: sound. */
export interface Verified {
  readonly fault: string | null;
  readonly auditEntries: number;
  /** Migrations that the file has not had yet: it is from an older version. */
  readonly pending: readonly string[];
}

/** Copies the store as it is at the start of the copying, without stopping anybody else, and looks at the copy. */
export async function backUp({ sqlite }: Store, file: string): Promise<Verified> {
  if (!sqlite) throw new TypeError('Only SQLite stores are backed up from here.');
  if (existsSync(file)) return { fault: `${file} 已存在 / is there already`, auditEntries: 0, pending: [] };
  const part = `${file}.part`;
  rmSync(part, { force: true });
  // One read of a snapshot: SQLite's page-by-page backup begins anew whenever another process commits, and so never ends beside people who save.
  sqlite.prepare('vacuum into ?').run(part);
  const verified = await verifyBackup(part);
  if (verified.fault === null) renameSync(part, file);
  for (const rest of [part, `${part}-wal`, `${part}-shm`]) rmSync(rest, { force: true });
  return verified;
}

/** SQLite's own integrity check, and every district's audit chain. */
export async function verifyBackup(file: string): Promise<Verified> {
  const broken = integrityFault(file);
  if (broken !== null) return { fault: broken, auditEntries: 0, pending: [] };
  const store = openStore(file);
  try {
    return await chainsIn(store);
  } finally {
    store.sqlite?.pragma('journal_mode = DELETE');
    await store.close();
  }
}

function integrityFault(file: string): string | null {
  if (!existsSync(file)) return `${file} 不存在 / is not there`;
  try {
    const db = new Library(file, { fileMustExist: true });
    const found = db.pragma('integrity_check', { simple: true });
    const tables = db.prepare("select count(*) as n from sqlite_master where name in ('district', 'audit_entry')").pluck().get();
    db.close();
    if (found !== 'ok') return String(found);
    return tables === 2 ? null : '不是一表通的数据库 / not a onetable store';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function chainsIn(store: Store): Promise<Verified> {
  let auditEntries = 0;
  for (const { districtId } of await store.db.selectFrom('district').select('districtId').execute()) {
    const { entries, broken } = await verifyChain(store.db, districtId);
    if (broken) return { fault: `审计链在第 ${broken.seq} 条断开 / the audit chain breaks at ${broken.seq} (${broken.why})`, auditEntries, pending: [] };
    auditEntries += entries;
  }
  return { fault: null, auditEntries, pending: await pendingMigrations(store) };
}

/** Puts a sound backup in the store's place; what was there is kept beside it. Gives the fault, or where the old store went. */
export async function restore(file: string, target: string, stamp: string): Promise<Verified & { readonly kept: string | null }> {
  const verified = await verifyBackup(file);
  if (verified.fault !== null) return { ...verified, kept: null };
  if (existsSync(target) && isInUse(target)) return { ...verified, fault: `${target} 正在使用,请先停止服务 / is in use: stop the server first`, kept: null };
  const part = `${target}.part`;
  rmSync(part, { force: true });
  const source = new Library(file, { fileMustExist: true });
  await source.backup(part);
  source.close();
  const kept = existsSync(target) ? `${target}.before-${stamp}` : null;
  if (kept !== null) renameSync(target, kept);
  for (const rest of [`${target}-wal`, `${target}-shm`]) rmSync(rest, { force: true });
  renameSync(part, target);
  return { ...verified, kept };
}

/** Another process that has the store open holds a shared lock on it; taking it for ourselves alone then fails. What was in the log goes into the file. */
function isInUse(file: string): boolean {
  const db = new Library(file, { timeout: 500 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('begin exclusive; commit');
    db.pragma('wal_checkpoint(TRUNCATE)');
    return false;
  } catch (error) {
    if (error instanceof Library.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    throw error;
  } finally {
    db.close();
  }
}
