// What every operation and job is handed: the store, the clock, ids, secrets. Tests give their own.
import { uuidv7 } from 'uuidv7';
import type { Config } from './config.ts';
import { createVault, type Vault } from './people/secrets.ts';
import type { Store } from './storage/database.ts';
import type { Thinker } from './thinking/thinker.ts';

export interface Services {
  readonly config: Config;
  readonly store: Store;
  readonly vault: Vault;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** UUIDv7. */
  readonly newId: () => string;
  /** The engine, in a thread of its own. */
  readonly thinker: Thinker;
  /** The engine once more, for reading single forms: nobody who looks at one waits while a year is planned. */
  readonly reader: Thinker;
}

export function createServices(config: Config, store: Store, thinker: Thinker, clock: () => number = Date.now, reader: Thinker = thinker): Services {
  return { config, store, vault: createVault(config.key), clock, newId: uuidv7, thinker, reader };
}

/** A time as it is stored. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
