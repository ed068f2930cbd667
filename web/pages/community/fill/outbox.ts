// What was typed and has not reached the server yet, kept on this machine (IndexedDB) until it has: a closed lid, a killed tab or a restarted server lose nothing.
// One record for each cell, under the account that typed it; a later value replaces the earlier one. Where the browser keeps nothing, the page says so.
// Writing takes longer than painting a letter, so what is typed is written a moment after it was painted, and at once when the page is put away.
import Dexie, { type Table } from 'dexie';
import type { Origin } from './cell.ts';
import type { Kept } from './values.ts';

export interface Waiting {
  /** account/community/period/section/item */
  readonly key: string;
  readonly accountId: string;
  /** community/period/section */
  readonly place: string;
  readonly item: string;
  readonly title: string;
  /** What stands in the field, whether it can be kept or not. */
  readonly text: string;
  readonly value: Kept;
  readonly faulty: boolean;
  readonly origin: Origin;
  /** The version of the section that the writer had before the eyes. */
  readonly base: number;
  /** What was sent last, if an answer to it may be missing: it is no conflict with oneself. */
  readonly sent: readonly Kept[];
  readonly at: string;
  /** Tells this record from a later one for the same cell. */
  readonly stamp: string;
}

class Outbox extends Dexie {
  waiting!: Table<Waiting, string>;

  constructor() {
    super('onetable');
    this.version(1).stores({ waiting: '&key, [accountId+place], accountId' });
  }
}

/** After the next picture of the page; at the latest, where none is painted. */
const MOMENT = 40;
const MOST_WAIT = 500;
/** Records written at a stretch, so that the keys typed after a large block was pasted are not kept waiting. */
const PORTION = 50;

let outbox: Outbox | null = null;
const memory = new Map<string, Waiting>();
/** Not written yet, newest of each cell. */
const unwritten = new Map<string, Waiting>();
let writing: { readonly done: Promise<void>; readonly now: () => void } | null = null;
let keeps = true;

/** Is what waits kept on this machine? False where the browser refuses: then it lives as long as the page. */
export function isKept(): boolean {
  return keeps;
}

/** In a moment; resolves when it is written. */
export function keepSoon(records: readonly Waiting[]): Promise<void> {
  for (const record of records) {
    memory.set(record.key, record);
    unwritten.set(record.key, record);
  }
  writing ??= beginWriting();
  return writing.done;
}

/** Now. */
export function keepWaiting(records: readonly Waiting[]): Promise<void> {
  const done = keepSoon(records);
  writing?.now();
  return done;
}

function beginWriting(): NonNullable<typeof writing> {
  let now = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const done = new Promise<void>((resolve) => {
    now = () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      window.removeEventListener('pagehide', now);
      document.removeEventListener('visibilitychange', now);
      writing = null;
      resolve(write());
    };
  });
  timer = setTimeout(now, MOST_WAIT);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(now, MOMENT);
  });
  window.addEventListener('pagehide', now);
  document.addEventListener('visibilitychange', now);
  return { done, now };
}

async function write(): Promise<void> {
  const records = [...unwritten.values()];
  unwritten.clear();
  for (let from = 0; from < records.length; from += PORTION)
    await store(
      async (table) => void (await table.bulkPut(records.slice(from, from + PORTION))),
      () => undefined,
    );
}

async function store<Result>(act: (table: Table<Waiting, string>) => Promise<Result>, instead: () => Result): Promise<Result> {
  if (!keeps) return instead();
  try {
    outbox ??= new Outbox();
    return await act(outbox.waiting);
  } catch {
    keeps = false;
    return instead();
  }
}

export async function waitingAt(accountId: string, place: string): Promise<readonly Waiting[]> {
  writing?.now();
  return store(
    (table) => table.where({ accountId, place }).toArray(),
    () => [...memory.values()].filter((each) => each.accountId === accountId && each.place === place),
  );
}

export async function waitingOf(accountId: string): Promise<readonly Waiting[]> {
  writing?.now();
  return store(
    (table) => table.where({ accountId }).toArray(),
    () => [...memory.values()].filter((each) => each.accountId === accountId),
  );
}

/** Forgets records, unless something newer has taken their place meanwhile. */
export async function forgetWaiting(records: readonly Pick<Waiting, 'key' | 'stamp'>[]): Promise<void> {
  if (records.length === 0) return;
  for (const { key, stamp } of records) for (const place of [memory, unwritten]) if (place.get(key)?.stamp === stamp) place.delete(key);
  await store(
    (table) =>
      table.db.transaction('rw', table, async () => {
        const stand = await table.bulkGet(records.map(({ key }) => key));
        await table.bulkDelete(records.filter(({ stamp }, index) => stand[index]?.stamp === stamp).map(({ key }) => key));
      }),
    () => undefined,
  );
}
