// Opens the store: SQLite in a file by default, PostgreSQL by its URL. Both behave alike: in a district one writer at a time, every
// acknowledged change on disk.
import Library from 'better-sqlite3';
import {
  CamelCasePlugin,
  CompiledQuery,
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
} from 'kysely';
import pg from 'pg';
import type { Tables } from './schema.ts';

export type StoreKind = 'sqlite' | 'postgres';

/** Kysely with our tables; inside a transaction or outside. */
export type Db = Kysely<Tables>;

export interface Store {
  readonly kind: StoreKind;
  readonly db: Db;
  /** SQLite's own handle, for what must not wait for Kysely: backups and the busiest path. */
  readonly sqlite: Library.Database | null;
  readonly close: () => Promise<void>;
}

/** `url`: "postgres://…", or a path to an SQLite file (":memory:" for tests). */
export function openStore(url: string): Store {
  return isFile(url) ? openSqlite(url) : openPostgres(url);
}

/** Is it a path to an SQLite file? */
export function isFile(url: string): boolean {
  return !/^postgres(ql)?:/.test(url);
}

const PLUGINS = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];

function openSqlite(file: string): Store {
  const sqlite = new Library(file);
  // WAL keeps synchronous only per connection: it must be set at every start, or a power cut loses what was acknowledged.
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('foreign_keys = ON');
  // Room for the pages that every save touches, and a log long enough that a page changed often is copied back seldom.
  sqlite.pragma('cache_size = -65536');
  // What is longer than a page lies on overflow pages, which SQLite reads past its cache: from a map it reads them in a third of the time.
  sqlite.pragma('mmap_size = 1073741824');
  sqlite.pragma('temp_store = MEMORY');
  sqlite.pragma('wal_autocheckpoint = 8000');
  const db = new Kysely<Tables>({ dialect: immediateDialect(sqlite), plugins: PLUGINS });
  return { kind: 'sqlite', db, sqlite, close: () => db.destroy() };
}

/** A transaction that means to write takes its lock at the start: two processes then wait for each other instead of failing half-way. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite changes its schema in transactions like any other row; Kysely's adapter says that it does not. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function immediateDialect(database: Library.Database): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new ImmediateDriver({ database }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

const INT8 = 20;

function openPostgres(url: string): Store {
  const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? wholeNumber : pg.types.getTypeParser(oid, format)) };
  const pool = new pg.Pool({ connectionString: url, max: 10, types: types as pg.CustomTypesConfig });
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: PLUGINS });
  return { kind: 'postgres', db, sqlite: null, close: () => db.destroy() };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is beyond what a number holds exactly.`);
  return number;
}
