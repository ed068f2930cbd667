// What a grid worker's phone keeps, in the browser's own store: the rows of the grid as the server shows them (identity numbers and phones masked), and changes
// that have not been sent. Taken away at sign-out, when somebody else signs in, and after a week without use.
import Dexie, { type Table } from 'dexie';
import { call, newKey, Refusal, type Reply } from '../../client/client.ts';
import { rowOf, rowsOf, type Reason, type Register, type RegisterRow, type Scalar } from '../registers/model.ts';

export type Values = Readonly<Record<string, string | boolean | null>>;

/** One change, in the order in which it was made. `rowId` of an added row is the phone's own until the server gives it one. */
export interface Change {
  readonly order?: number;
  readonly kind: 'add' | 'change' | 'remove';
  readonly register: string;
  readonly rowId: string;
  readonly name: string;
  readonly baseVersion: number;
  readonly values: Values;
  readonly month: string;
  readonly reason: Reason | null;
  /** The same change has the same key, however often it is sent. */
  readonly key: string;
  /** Why the server did not take it; it waits for the person then. */
  readonly trouble: string | null;
  /** The row as somebody else has changed it. */
  readonly theirs: KeptRow | null;
}

export interface KeptRow {
  readonly register: string;
  readonly id: string;
  readonly version: number;
  readonly grid: string | null;
  readonly month: string;
  readonly removed: string | null;
  readonly values: Readonly<Record<string, Scalar>>;
}

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

/** What was kept for this account; anything of another account, or older than a week, is taken away first. */
export async function keptFor(accountId: string): Promise<About | null> {
  const about = (await phone.about.get('about')) ?? null;
  if (about && about.accountId === accountId && Date.now() - Date.parse(about.at) < WEEK) return about;
  if (about) await forgetPhone();
  return null;
}

/** Everything of the grid, fetched anew. Changes that wait stay. */
export async function fetchGrid(accountId: string, gridId: string): Promise<About> {
  const { items: grids } = await call('unit.list', { query: { kind: 'grid' } });
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

/** Keeps a change to be sent; a later one to the same row that waits is laid over it. */
export async function keepChange(change: Omit<Change, 'order' | 'key' | 'trouble' | 'theirs'>): Promise<void> {
  const fresh = { ...change, key: newKey(), trouble: null, theirs: null };
  const waiting = (await changesKept()).find((each) => each.rowId === change.rowId && each.register === change.register);
  if (!waiting) await phone.changes.add(fresh);
  else if (change.kind === 'remove' && waiting.kind === 'add') await phone.changes.delete(waiting.order ?? -1);
  else
    await phone.changes.put({
      ...fresh,
      kind: waiting.kind === 'add' ? 'add' : change.kind,
      values: { ...waiting.values, ...change.values },
      order: waiting.order ?? 0,
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
  for (const change of await changesKept()) {
    if (change.trouble !== null) continue;
    try {
      const { row, hints } = await send(communityId, change);
      for (const hint of hints) tell(hint, change.name);
      await phone.transaction('rw', phone.rows, phone.changes, async () => {
        if (row.removed === null) await phone.rows.put(keptOf(change.register, row));
        else await phone.rows.delete([change.register, row.id]);
        // A change laid over it meanwhile has another key and is still to be sent.
        const now = await phone.changes.get(change.order ?? -1);
        if (now?.key === change.key) await phone.changes.delete(change.order ?? -1);
        else if (now) await phone.changes.put({ ...now, kind: now.kind === 'add' ? 'change' : now.kind, rowId: row.id, baseVersion: row.version });
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.unreachable || error.status === 401 || error.status >= 500) return 'unreachable';
      await phone.changes.update(change.order ?? -1, { trouble: error.message, theirs: error.status === 412 ? await theirsOf(communityId, change) : null });
    }
  }
  return (await phone.changes.count()) === 0 ? 'all' : 'some';
}

interface Saved {
  readonly row: RegisterRow;
  readonly hints: readonly string[];
}

async function send(communityId: string, { kind, register, rowId, baseVersion, values, month, reason, key }: Change): Promise<Saved> {
  const place = { communityId, register };
  switch (kind) {
    case 'add':
      return savedAs(await call('register.add', { params: place, body: { values, month }, key }));
    case 'change':
      return savedAs(await call('register.change', { params: { ...place, rowId }, body: { values, month }, ifMatch: baseVersion, key }));
    case 'remove': {
      const body = { reason: reason ?? 'other', month };
      return { row: rowOf(await call('register.remove', { params: { ...place, rowId }, body, ifMatch: baseVersion, key })), hints: [] };
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
