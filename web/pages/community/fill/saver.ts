// Sends what was typed in one section, cell by cell in batches, each against the version that its writer had before the eyes; keeps it on this machine until the
// server has it; tries again by itself; and brings what others changed meanwhile beside what stands here, never over it.
import { reactive } from 'vue';
import { call, newKey, Refusal, type Reply } from '../../../client/client.ts';
import { forgetWaiting, isKept, keepWaiting, waitingAt, type Waiting } from './outbox.ts';
import { take, type Answers, type Cell, type Origin, type Sheet } from './sheet.ts';
import { textOf, type Kept } from './values.ts';

export interface Where {
  readonly communityId: string;
  readonly period: string;
  readonly section: string;
}

export interface SaveState {
  waiting: number;
  faulty: number;
  conflicts: number;
  sending: boolean;
  /** The server cannot be reached; it is tried again. */
  offline: boolean;
  /** Why nothing can be saved at all: the submission was handed in meanwhile, or the form is another. */
  stopped: string;
  /** Kept on this machine until it is saved? */
  kept: boolean;
  savedAt: Date | null;
}

export interface Saver {
  readonly state: SaveState;
  /** What was typed so far in a cell; kept at once, sent in a moment. */
  readonly edit: (cell: Cell, text: string, origin?: Origin) => void;
  /** Several cells at once: what was pasted, taken over or set to 0. */
  readonly editAll: (edits: readonly { readonly cell: Cell; readonly text: string; readonly origin?: Origin }[]) => void;
  readonly flush: () => Promise<void>;
  /** Looks at what others changed meanwhile. */
  readonly refresh: () => Promise<void>;
  readonly keepMine: (cell: Cell) => void;
  readonly takeTheirs: (cell: Cell) => void;
  /** Cells as they wait here, to be put into a file. */
  readonly unsaved: () => readonly Cell[];
  readonly close: () => void;
}

/** While somebody types, and the longest pause between two tries. */
const PAUSE = 500;
const MOST_PAUSE = 15_000;
const MOST_CELLS = 500;
const FRESH = 1500;

interface Conflict {
  readonly item: string;
  readonly theirs: Kept;
  readonly at: string;
  readonly who: string;
}

export async function createSaver(accountId: string, where: Where, sheet: Sheet, read: Answers): Promise<Saver> {
  const place = `${where.communityId}/${where.period}/${where.section}`;
  const state = reactive<SaveState>({
    waiting: 0,
    faulty: 0,
    conflicts: 0,
    sending: false,
    offline: false,
    stopped: '',
    kept: true,
    savedAt: read.updatedAt === null ? null : new Date(read.updatedAt),
  });
  const records = new Map<string, Waiting>();
  /** The version up to which everything on this page is known, and for cells saved since, the version that holds them. */
  let seen = read.version;
  const own = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = PAUSE;
  let closed = false;
  let again = false;

  await resume();
  window.addEventListener('online', soon);
  document.addEventListener('visibilitychange', look);

  return { state, edit: (cell, text, origin = 't') => editAll([{ cell, text, origin }]), editAll, flush, refresh, keepMine, takeTheirs, unsaved, close };

  /** What waited here when the page was left. */
  async function resume(): Promise<void> {
    for (const record of await waitingAt(accountId, place)) {
      const cell = sheet.byItem.get(record.item);
      if (!cell) continue;
      if (!record.faulty && record.value === cell.seen) {
        await forgetWaiting([record]);
        continue;
      }
      records.set(cell.item, record);
      const judged = sheet.judge(cell.question, record.text);
      cell.text = record.text;
      cell.origin = record.origin;
      cell.fault = judged.kind === 'refused' ? judged.why : '';
      if (judged.kind === 'taken') cell.value = judged.value;
      cell.mark = judged.kind === 'refused' ? 'faulty' : 'waiting';
    }
    count();
    if (records.size > 0) soon();
  }

  function editAll(edits: readonly { readonly cell: Cell; readonly text: string; readonly origin?: Origin }[]): void {
    const kept: Waiting[] = [];
    const gone: Waiting[] = [];
    for (const { cell, text, origin = 't' } of edits) {
      const before = records.get(cell.item);
      const judged = sheet.judge(cell.question, text);
      cell.text = text;
      cell.fault = judged.kind === 'refused' ? judged.why : '';
      cell.hint = judged.kind === 'taken' ? judged.hint : '';
      if (judged.kind === 'taken') cell.value = judged.value;
      if (cell.mark === 'conflict') {
        // Still to be decided; what is typed on is mine.
      } else if (judged.kind === 'taken' && judged.value === cell.seen && (!before || before.sent.length === 0) && (origin === 't' || cell.origin === origin)) {
        // Typed back to what the server has: nothing to send.
        cell.mark = 'kept';
        if (before) gone.push(before);
        records.delete(cell.item);
        continue;
      } else cell.mark = judged.kind === 'refused' ? 'faulty' : 'waiting';
      const record: Waiting = {
        key: `${accountId}/${place}/${cell.item}`,
        accountId,
        place,
        item: cell.item,
        title: cell.question.title,
        text,
        value: cell.value,
        faulty: judged.kind === 'refused',
        origin,
        base: before?.base ?? Math.max(seen, own.get(cell.item) ?? 0),
        sent: before?.sent ?? [],
        at: new Date().toISOString(),
        stamp: newKey(),
      };
      cell.origin = origin;
      records.set(cell.item, record);
      kept.push(record);
    }
    if (kept.length > 0) void keepWaiting(kept).then(() => (state.kept = isKept()));
    if (gone.length > 0) void forgetWaiting(gone);
    count();
    pause = PAUSE;
    soon();
  }

  function soon(): void {
    clearTimeout(timer);
    if (!closed && state.stopped === '') timer = setTimeout(() => void flush(), pause);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (state.sending) {
      again = true;
      return;
    }
    state.sending = true;
    try {
      for (let batch = nextBatch(); batch.length > 0 && state.stopped === ''; batch = nextBatch()) await sendAll(batch);
      state.offline = false;
      pause = PAUSE;
    } catch (error) {
      if (!isPassing(error)) throw error;
      state.offline = true;
      pause = Math.min(pause * 2, MOST_PAUSE);
      soon();
    } finally {
      state.sending = false;
      count();
      if (again) {
        again = false;
        soon();
      }
    }
  }

  /** Cells of one base version that can be sent. */
  function nextBatch(): Waiting[] {
    const able = [...records.values()].filter(({ item, faulty }) => !faulty && sheet.byItem.get(item)?.mark === 'waiting');
    const base = able[0]?.base;
    return able.filter((record) => record.base === base).slice(0, MOST_CELLS);
  }

  /** A batch that is refused is sent in halves, until what cannot be taken is found. */
  async function sendAll(batch: readonly Waiting[]): Promise<void> {
    try {
      await send(batch);
    } catch (error) {
      if (!(error instanceof Refusal) || isPassing(error)) throw error;
      if (error.code === 'section.conflict') return told(error);
      if (error.code === 'state.changed') return refresh();
      if (error.code === 'section.closed' || error.status === 403 || error.status === 404 || error.code === 'auth.signIn') {
        state.stopped = error.message;
        return undefined;
      }
      const [only] = batch;
      if (batch.length === 1 && only) return refuse(only, error.message);
      await sendAll(batch.slice(0, batch.length >> 1));
      await sendAll(batch.slice(batch.length >> 1));
    }
  }

  async function send(batch: readonly Waiting[]): Promise<void> {
    const base = batch[0]?.base ?? seen;
    // Until the answer is there nobody knows whether this is what the server has.
    const marked = batch.map((record) => ({ ...record, sent: [...record.sent.filter((value) => value !== record.value), record.value].slice(-8) }));
    for (const record of marked) if (records.get(record.item)?.stamp === record.stamp) records.set(record.item, record);
    await keepWaiting(marked.filter(({ item, stamp }) => records.get(item)?.stamp === stamp));
    const [first, ...rest] = batch.map(({ item, value, origin }) => ({ item, value, origin: value === null ? ('t' as const) : origin }));
    if (!first) return;
    const { version } = await call('section.save', { params: where, body: { baseVersion: base, cells: [first, ...rest] } });
    await saved(marked, base, version);
  }

  async function saved(batch: readonly Waiting[], base: number, version: number): Promise<void> {
    for (const record of batch) {
      const cell = sheet.byItem.get(record.item);
      if (!cell) continue;
      own.set(record.item, version);
      cell.seen = record.value;
      const now = records.get(record.item);
      if (now && now.stamp === record.stamp) {
        records.delete(record.item);
        if (cell.mark === 'waiting') cell.mark = 'kept';
        cell.fresh = true;
        setTimeout(() => (cell.fresh = false), FRESH);
      } else if (now) records.set(record.item, { ...now, base: version, sent: [] });
    }
    await forgetWaiting(batch);
    state.offline = false;
    state.savedAt = new Date();
    count();
    if (base === seen && version <= seen + 1) seen = version;
    else if (version > seen) await refresh();
  }

  /** Somebody changed some of them too: both stand side by side until it is decided here. */
  function told({ details }: Refusal): void {
    const version = Number(details['version']);
    for (const { item, theirs, at, who } of (details['conflicts'] ?? []) as readonly Conflict[]) {
      const [cell, record] = [sheet.byItem.get(item), records.get(item)];
      if (!cell || !record) continue;
      cell.seen = theirs;
      if (record.sent.slice(0, -1).includes(theirs)) {
        // An earlier value of one's own whose answer was lost on the way.
        records.set(item, { ...record, base: version, sent: [] });
        continue;
      }
      cell.theirs = { value: theirs, at, who, version };
      cell.mark = 'conflict';
    }
    count();
  }

  function refuse(record: Waiting, why: string): void {
    const cell = sheet.byItem.get(record.item);
    if (!cell) return;
    cell.fault = why;
    cell.mark = 'faulty';
    const kept = { ...record, faulty: true };
    records.set(record.item, kept);
    void keepWaiting([kept]);
  }

  async function refresh(): Promise<void> {
    const fresh: Reply<'section.read'> = await call('section.read', { params: where });
    if (fresh.formVersionId !== sheet.form.formVersionId) {
      state.stopped = 'form';
      return;
    }
    for (const [position, item] of fresh.items.entries()) {
      const cell = sheet.byItem.get(item);
      if (!cell) continue;
      const value = fresh.answers[position] ?? null;
      const record = records.get(item);
      if (!record) take(cell, value, fresh.origins[position] ?? '', fresh.beside[position]);
      else if (record.base > fresh.version) {
        // The server was set back to an earlier state: what was typed here goes on from what it has.
        records.set(item, { ...record, base: fresh.version });
      }
    }
    seen = fresh.version;
    for (const [item, version] of own) if (version <= seen || version > fresh.version) own.delete(item);
    if (fresh.updatedAt !== null) state.savedAt = new Date(fresh.updatedAt);
    count();
  }

  function keepMine(cell: Cell): void {
    const record = records.get(cell.item);
    if (!record || !cell.theirs) return;
    const kept = { ...record, base: cell.theirs.version, sent: [], stamp: newKey() };
    records.set(cell.item, kept);
    void keepWaiting([kept]);
    cell.theirs = null;
    cell.mark = record.faulty ? 'faulty' : 'waiting';
    count();
    soon();
  }

  function takeTheirs(cell: Cell): void {
    const record = records.get(cell.item);
    if (!cell.theirs) return;
    own.set(cell.item, cell.theirs.version);
    take(cell, cell.theirs.value, 't');
    records.delete(cell.item);
    if (record) void forgetWaiting([record]);
    count();
  }

  function count(): void {
    const cells = [...records.keys()].flatMap((item) => sheet.byItem.get(item) ?? []);
    state.waiting = cells.filter(({ mark }) => mark === 'waiting').length;
    state.faulty = cells.filter(({ mark }) => mark === 'faulty').length;
    state.conflicts = cells.filter(({ mark }) => mark === 'conflict').length;
  }

  function unsaved(): readonly Cell[] {
    return [...records.keys()].flatMap((item) => sheet.byItem.get(item) ?? []);
  }

  function look(): void {
    if (document.visibilityState !== 'visible' || closed) return;
    if (records.size > 0) soon();
    else void refresh().catch(() => undefined);
  }

  function close(): void {
    closed = true;
    clearTimeout(timer);
    window.removeEventListener('online', soon);
    document.removeEventListener('visibilitychange', look);
    // What is still waiting goes now; should it not arrive, it is kept here.
    if (records.size > 0 && !state.sending) void flush().catch(() => undefined);
  }
}

/** Does it pass by itself: the network, a server that starts again, too many requests? */
function isPassing(error: unknown): boolean {
  return error instanceof Refusal && (error.status === 0 || error.status >= 500 || error.status === 429);
}

export function shownKept(value: Kept, blank: string): string {
  return value === null ? blank : textOf(value);
}
