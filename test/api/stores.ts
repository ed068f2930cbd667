// The stores that the server is tested on: SQLite always, PostgreSQL where one is up. Every opening is a store of its own, empty.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openStore, type Store, type StoreKind } from '../../api/storage/database.ts';
import { migrate } from '../../api/storage/migrate.ts';

export interface StoreUnderTest {
  readonly name: string;
  readonly kind: StoreKind;
  readonly open: () => Promise<Store>;
}

const server = process.env['DATABASE_URL_TEST'];

export const onSqlite: StoreUnderTest = { name: 'SQLite', kind: 'sqlite', open: () => migrated(openStore(':memory:')) };

export const onPostgres: StoreUnderTest = {
  name: 'PostgreSQL',
  kind: 'postgres',
  open: async () => {
    const { url, drop } = await newDatabase();
    const store = await migrated(openStore(url));
    return { ...store, close: () => store.close().then(drop) };
  },
};

/** A test takes those that are there and says which is not. */
export const hasPostgres = server !== undefined;

async function migrated(store: Store): Promise<Store> {
  await migrate(store);
  return store;
}

/** A database of its own on the test server, and how to be rid of it. */
export async function newDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  if (server === undefined) throw new Error('There is no PostgreSQL to test on.');
  const name = `onetable_${randomUUID().replaceAll('-', '')}`;
  await tell(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => tell(server, `drop database if exists ${name} with (force)`) };
}

async function tell(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
