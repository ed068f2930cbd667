// What the commands that work on the store have in common: its settings, its opening, and how wrong settings end.
import { mkdirSync } from 'node:fs';
import { BadConfig, readConfig, type Config } from '../config.ts';
import { finish, UNUSABLE } from '../outcome.ts';
import { createServices, type Services } from '../services.ts';
import { openStore } from '../storage/database.ts';
import { pendingMigrations } from '../storage/migrate.ts';
import type { Thinker } from '../thinking/thinker.ts';

/** Settings as `serve` reads them; null, and said, when something is wrong. */
export function settings(): Config | null {
  try {
    return readConfig(process.env);
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

/** Opens the store of the settings for `work`, and closes it. Commands that read and write need its schema up to date. */
export async function withStore(work: (services: Services) => Promise<unknown>, needsSchema = true): Promise<void> {
  const config = settings();
  if (!config) return;
  mkdirSync(config.dataDir, { recursive: true });
  const store = openStore(config.database);
  try {
    const pending = needsSchema ? await pendingMigrations(store) : [];
    if (pending.length > 0) refuse(`数据库结构不是最新,请先运行 onetable migrate / run onetable migrate first: ${pending.join(', ')}`);
    else await work(createServices(config, store, NO_THINKER));
  } finally {
    await store.close();
  }
}

const never = (): Promise<never> => Promise.reject(new Error('This command does not read forms.'));
const NO_THINKER: Thinker = {
  know: never,
  knows: () => false,
  inspect: never,
  draft: never,
  blanks: never,
  compare: never,
  certify: never,
  close: () => Promise.resolve(),
};
