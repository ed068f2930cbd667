// What the commands that work on the store have in common: its settings, its opening, and how wrong settings end.
import { existsSync, mkdirSync } from 'node:fs';
import { BadConfig, readConfig, type Config } from '../config.ts';
import { finish, UNUSABLE } from '../outcome.ts';
import { requireKey } from '../people/key.ts';
import { createServices, type Services } from '../services.ts';
import { isFile, openStore, type Store } from '../storage/database.ts';
import { pendingMigrations } from '../storage/migrate.ts';
import type { Thinker } from '../thinking/thinker.ts';

/** Settings as `serve` reads them; null, and said, when something is wrong. With `overrides` of the key none is made. */
export function settings(overrides: Partial<Config> = {}): Config | null {
  try {
    return readConfig(process.env, overrides);
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    return refuse(error.message);
  }
}

/** Says why and ends with 2. */
export function refuse(words: string): null {
  process.stderr.write(`${words}\n`);
  finish(UNUSABLE);
  return null;
}

/** Opens a store that is there already, to look at what needs no key; makes nothing. */
export async function withExistingStore(work: (store: Store) => Promise<unknown>): Promise<void> {
  const config = settings({ key: new Uint8Array(32) });
  if (!config) return;
  if (isFile(config.database) && !existsSync(config.database)) {
    refuse(
      `还没有数据库 ${config.database}。请核对 ONETABLE_DATA 或 DATABASE_URL,或先用 onetable serve 启动一次。\nThere is no database ${config.database} yet: check ONETABLE_DATA or DATABASE_URL, or start onetable serve first.`,
    );
    return;
  }
  const store = openStore(config.database);
  try {
    if (await isCurrent(store)) await work(store);
  } finally {
    await store.close();
  }
}

/** Is the schema up to date? Said when not. */
async function isCurrent(store: Store): Promise<boolean> {
  const pending = await pendingMigrations(store);
  if (pending.length > 0) refuse(`数据库结构不是最新,请先运行 onetable migrate / run onetable migrate first: ${pending.join(', ')}`);
  return pending.length === 0;
}

/** Opens the store of the settings for `work`, and closes it. Commands that read and write need its schema up to date and its own key. */
export async function withStore(work: (services: Services) => Promise<unknown>, needsSchema = true): Promise<void> {
  const config = settings();
  if (!config) return;
  mkdirSync(config.dataDir, { recursive: true });
  const store = openStore(config.database);
  try {
    const services = createServices(config, store, NO_THINKER);
    if (needsSchema && !(await isCurrent(store))) return;
    if (needsSchema) for (const { districtId } of await store.db.selectFrom('district').select('districtId').execute()) await requireKey(services, districtId);
    await work(services);
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    refuse(error.message);
  } finally {
    await store.close();
  }
}

const never = (): Promise<never> => Promise.reject(new Error('This command does not read forms.'));
const NO_THINKER: Thinker = {
  know: never,
  knows: () => false,
  draw: never,
  inspect: never,
  draft: never,
  blanks: never,
  reach: never,
  compare: never,
  certify: never,
  close: () => Promise.resolve(),
};
