// What a grid worker's phone keeps, in the browser's own store: the rows of the grid as the server shows them (identity numbers and phones masked), and changes
// that have not been sent. Taken away at sign-out and when somebody else signs in; after a week without use the rows are, what was not sent stays.
import Dexie, { type Table } from 'dexie';
import { call, callAll, newKey, Refusal, SAVE_WITHIN_MS, type Reply } from '../../client/client.ts';
import { rowOf, rowsOf, type Register, type RegisterRow } from '../registers/model.ts';
import { isOfOneRow, keptBeside, laidTogether, type Change, type KeptRow } from './changes.ts';

interface About {
  readonly key: 'about';
  readonly accountId: string;
  readonly communityId: string;
  readonly registers: readonly Register[];
  readonly at: string;
}

const NAME = 'onetable-grid';
const WEEK = 7 * 24 * 3_600_000;

class Phone extends Dexie {
  declare about: Table<About, string>;
  declare rows: Table<KeptRow, [string, string]>;
  declare changes: Table<Change, number>;

  constructor() {
    super(NAME);
    this.version(1).stores({ about: 'key', rows: '[register+id], register', changes: '++order' });
  }
}

let phone = new Phone();

/** What was kept for this account; anything of another account, and rows older than a week, are taken away first. */
export async function keptFor(accountId: string): Promise<About | null> {
  const about = (await phone.about.get('about')) ?? null;
  if (about === null) return null;
  if (about.accountId !== accountId) {
    await forgetPhone();
    return null;
  }
  if (Date.now() - Date.parse(about.at) >= WEEK) await phone.rows.clear();
  return about;
}

/** Everything of the grid, fetched anew. Changes that wait stay. */
export async function fetchGrid(accountId: string, gridId: string): Promise<About> {
  const grids = await callAll('unit.list', { query: { kind: 'grid' } });
  const communityId = grids.find(({ unitId }) => unitId === gridId)?.parentId ?? '';
  const { items: registers } = await call('register.list', { params: { communityId } });
  const rows: KeptRow[] = [];
  for (const { register } of registers)
    rows.push(...rowsOf(await call('register.table', { params: { communityId, register } })).map((row) => keptOf(register, row)));
  const about: About = { key: 'about', accountId, communityId, registers: JSON.parse(JSON.stringify(registers)) as Register[], at: new Date().toISOString() };
  await phone.transaction('rw', phone.about, phone.rows, async () => {
    await phone.rows.clear();
    await phone.rows.bulkPut(rows);
    await phone.about.put(about);
  });
  return about;
}

export function keptOf(register: string, { values, ...row }: RegisterRow): KeptRow {
  return { ...row, register, values: Object.fromEntries(values) };
}

export function rowsKept(register: string): Promise<KeptRow[]> {
  return phone.rows.where('register').equals(register).toArray();
}

export function changesKept(): Promise<Change[]> {
  return phone.changes.orderBy('order').toArray();
}

/** Keeps a change to be sent; one to the same row that waits and was never sent is laid under it. */
export async function keepChange(change: Omit<Change, 'order' | 'key' | 'sent' | 'trouble' | 'theirs'>): Promise<void> {
  const fresh: Change = { ...change, key: newKey(), sent: false, trouble: null, theirs: null };
  await phone.transaction('rw', phone.changes, async () => {
    const { put, drop } = keptBeside(await changesKept(), fresh);
    if (drop) await dropChange(drop);
    if (put) await phone.changes.put(put);
  });
}

export async function dropChange({ order }: Change): Promise<void> {
  await phone.changes.delete(order ?? -1);
}

export type Sent = 'all' | 'some' | 'unreachable';

let sending: Promise<Sent> | null = null;

/** Told of a row that was kept, though somebody should look at it. */
type Tell = (hint: string, name: string) => void;

/** Sends what waits, in order; what is refused is marked and left for the person, the others go on. One at a time. */
export function sendChanges(communityId: string, tell: Tell = () => {}): Promise<Sent> {
  sending ??= sendAll(communityId, tell).finally(() => (sending = null));
  return sending;
}

async function sendAll(communityId: string, tell: Tell): Promise<Sent> {
  if (!navigator.onLine) return 'unreachable';
  // Read anew each time: what was sent gives its row and version to what follows on the same row.
  for (let change = await nextAfter(-1); change; change = await nextAfter(change.order)) {
    try {
      const { row, hints } = await send(communityId, change);
      for (const hint of hints) tell(hint, change.name);
      await arrived(change, row);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.unreachable || error.status === 401 || error.status >= 500) return 'unreachable';
      await refused(change, error.message, error.status === 412 ? await theirsOf(communityId, change) : null);
    }
  }
  return (await phone.changes.count()) === 0 ? 'all' : 'some';
}

type Ordered = Change & { readonly order: number };

/** The next to be sent, marked as such: from then on nothing is laid over it. */
function nextAfter(order: number): Promise<Ordered | undefined> {
  return phone.transaction('rw', phone.changes, async () => {
    const next = await phone.changes
      .where('order')
      .above(order)
      .filter(({ trouble }) => trouble === null)
      .first();
    if (!next) return undefined;
    await phone.changes.put({ ...next, sent: true });
    return { ...next, order: next.order ?? 0 };
  });
}

async function arrived(change: Ordered, row: RegisterRow): Promise<void> {
  await phone.transaction('rw', phone.rows, phone.changes, async () => {
    if (row.removed === null) await phone.rows.put(keptOf(change.register, row));
    else await phone.rows.delete([change.register, row.id]);
    await phone.changes.delete(change.order);
    await phone.changes.filter((each) => isOfOneRow(each, change)).modify({ rowId: row.id, baseVersion: row.version });
  });
}

/** What follows on the same row cannot stand without it: both wait for the person as one. */
async function refused(change: Ordered, trouble: string, theirs: KeptRow | null): Promise<void> {
  await phone.transaction('rw', phone.changes, async () => {
    const followers = await phone.changes.filter((each) => isOfOneRow(each, change) && each.order !== change.order).sortBy('order');
    const together = followers.reduce<Change | null>((earlier, later) => earlier && laidTogether(earlier, later), change);
    for (const each of [change, ...followers]) await dropChange(each);
    if (together) await phone.changes.put({ ...together, order: change.order, baseVersion: change.baseVersion, trouble, theirs });
  });
}

interface Saved {
  readonly row: RegisterRow;
  readonly hints: readonly string[];
}

async function send(communityId: string, { kind, register, rowId, baseVersion, values, month, reason, key }: Change): Promise<Saved> {
  const place = { communityId, register };
  const withinMs = SAVE_WITHIN_MS;
  switch (kind) {
    case 'add':
      return savedAs(await call('register.add', { params: place, body: { values, month }, key, withinMs }));
    case 'change':
      return savedAs(await call('register.change', { params: { ...place, rowId }, body: { values, month }, ifMatch: baseVersion, key, withinMs }));
    case 'remove': {
      const body = { reason: reason ?? 'other', month };
      return { row: rowOf(await call('register.remove', { params: { ...place, rowId }, body, ifMatch: baseVersion, key, withinMs })), hints: [] };
    }
  }
}

function savedAs({ row, hints }: Reply<'register.add'>): Saved {
  return { row: rowOf(row), hints };
}

async function theirsOf(communityId: string, { register, rowId }: Change): Promise<KeptRow | null> {
  const row = await call('register.look', { params: { communityId, register, rowId } }).then(rowOf, () => null);
  return row && keptOf(register, row);
}

/** How many changes have not reached the server. */
export function unsent(): Promise<number> {
  return phone.changes.count();
}

/** Takes away all that the phone keeps. */
export async function forgetPhone(): Promise<void> {
  await phone.delete();
  phone = new Phone();
}
