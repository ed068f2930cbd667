// Brings what was typed in one section to the server: cell by cell in batches, each against the version that its writer had before the eyes, tried again by itself until it is
// there. What waits is in the queue (queue.ts) and on this machine (outbox.ts); when the next try takes place is the pace's (pace.ts).
import { reactive } from 'vue';
import { call, newKey, Refusal, SAVE_WITHIN_MS } from '../../../client/client.ts';
import type { Cell, Origin } from './cell.ts';
import { forgetWaiting, isKept, keepSoon, keepWaiting, type Waiting } from './outbox.ts';
import { createPace } from './pace.ts';
import * as queues from './queue.ts';
import type { Contested, Edit, Step } from './queue.ts';
import type { Sheet } from './sheet.ts';
import type { Answers } from './values.ts';

export interface Where {
  readonly communityId: string;
  readonly period: string;
  readonly section: string;
}

export interface SaveState {
  /**
   * calm: all is well · offline: the server cannot be reached (or `why`: the sign-in is over, or it fails), it is tried again ·
   * stopped: it takes nothing of this section any more; `why` says it, 'form' where the form is another.
   */
  phase: 'calm' | 'offline' | 'stopped';
  why: string;
  /** Kept on this machine until it is saved? */
  kept: boolean;
  savedAt: Date | null;
}

export interface Saver {
  readonly state: SaveState;
  /** What was typed so far in a cell; kept at once, sent in a moment. */
  readonly edit: (cell: Cell, text: string, origin?: Origin) => void;
  /** Several cells at once: what was pasted, taken over or set to 0. */
  readonly editAll: (edits: readonly Edit[]) => void;
  /** Sends what waits; resolves when a try is over. */
  readonly flush: () => Promise<void>;
  readonly keepMine: (cell: Cell) => void;
  readonly takeTheirs: (cell: Cell) => void;
  /** What waits here, to be put into a file. */
  readonly unsaved: () => readonly Waiting[];
  readonly close: () => void;
}

const FRESH = 1500;
/** Tries in a row that ended in an error of the server, before it is looked for the cell that causes it. */
const PATIENT_TRIES = 3;
/** Cells that fail one after the other with none saved: then it is the server and not a cell. */
const MOST_SUSPECTS = 3;

export function placeOf({ communityId, period, section }: Where): string {
  return `${communityId}/${period}/${section}`;
}

/** `waited`: what an earlier visit left on this machine. */
export function createSaver(accountId: string, where: Where, sheet: Sheet, read: Answers, waited: readonly Waiting[]): Saver {
  const queue = queues.createQueue(sheet, accountId, placeOf(where), read.version);
  const state = reactive<SaveState>({ phase: 'calm', why: '', kept: true, savedAt: read.updatedAt === null ? null : new Date(read.updatedAt) });
  const stamp = (): { at: string; stamp: string } => ({ at: new Date().toISOString(), stamp: newKey() });
  let sending: Promise<void> | null = null;
  let failedTries = 0;

  void forgetWaiting(queues.resumeWith(queue, waited));
  const pace = createPace(() => void flush(), look);
  if (queue.records.size > 0) pace.soon();
  return { state, edit: (cell, text, origin = 't') => editAll([{ cell, text, origin }]), editAll, flush, keepMine, takeTheirs, unsaved, close };

  function editAll(edits: readonly Edit[]): void {
    keepStep(queues.put(queue, edits, stamp));
    if (state.phase !== 'stopped') pace.soon();
  }

  function keepStep({ keep, forget }: Step): void {
    if (keep.length > 0) void keepSoon(keep).then(() => (state.kept = isKept()));
    if (forget.length > 0) void forgetWaiting(forget);
  }

  /** One try at a time; what is typed meanwhile is in it or in the next one. */
  function flush(): Promise<void> {
    sending ??= tryAll().finally(() => {
      sending = null;
      if (state.phase === 'calm' && queues.batchOf(queue).length > 0) pace.soon();
    });
    return sending;
  }

  async function tryAll(): Promise<void> {
    try {
      for (let batch = queues.batchOf(queue); batch.length > 0 && state.phase !== 'stopped'; batch = queues.batchOf(queue))
        await (failedTries < PATIENT_TRIES ? sendHalves(batch) : sendAround(batch));
      failedTries = 0;
      if (state.phase === 'offline') state.phase = 'calm';
      pace.calm();
    } catch (error) {
      if (!(error instanceof Refusal) || !isPassing(error)) throw error;
      if (isFault(error)) failedTries += 1;
      state.phase = 'offline';
      state.why = error.code === 'auth.signIn' || isFault(error) ? error.message : '';
      pace.later();
    }
  }

  /** A batch that is refused is sent in halves, until what cannot be taken is found. */
  async function sendHalves(batch: readonly Waiting[]): Promise<void> {
    try {
      await send(batch);
    } catch (error) {
      if (!(error instanceof Refusal) || isPassing(error)) throw error;
      if (error.code === 'section.conflict') return queues.contested(queue, contestedIn(error), Number(error.details['version']));
      if (error.code === 'state.changed') return refresh();
      if (isFinal(error)) return stop(error.message);
      const [only] = batch;
      if (batch.length === 1 && only) return keepStep(queues.refused(queue, only, error.message));
      await sendHalves(batch.slice(0, batch.length >> 1));
      await sendHalves(batch.slice(batch.length >> 1));
    }
  }

  /** Where the server fails again and again, what can be saved is saved in smaller parts; a cell that fails alone while others are saved waits for its writer. */
  async function sendAround(batch: readonly Waiting[]): Promise<void> {
    const suspects: { readonly record: Waiting; readonly why: Refusal }[] = [];
    let isSaved = false;
    const parts = [batch];
    for (let part = parts.shift(); part; part = parts.shift()) {
      try {
        await sendHalves(part);
        isSaved = true;
      } catch (error) {
        if (!(error instanceof Refusal) || !isFault(error)) throw error;
        const [only] = part;
        if (part.length > 1) parts.unshift(part.slice(0, part.length >> 1), part.slice(part.length >> 1));
        else if (only) suspects.push({ record: only, why: error });
        if (!isSaved && (suspects.length > MOST_SUSPECTS || parts.length === 0)) throw error;
      }
    }
    for (const { record, why } of suspects) keepStep(queues.refused(queue, record, why.message));
  }

  async function send(batch: readonly Waiting[]): Promise<void> {
    const base = batch[0]?.base ?? queue.seen;
    await keepWaiting(queues.leaving(queue, batch));
    const [first, ...rest] = batch.map(({ item, value, origin }) => ({ item, value, origin: value === null ? ('t' as const) : origin }));
    if (!first) return;
    const { version } = await call('section.save', { params: where, body: { baseVersion: base, cells: [first, ...rest] }, withinMs: SAVE_WITHIN_MS });
    for (const cell of queues.arrived(queue, batch, version)) showFresh(cell);
    await forgetWaiting(batch);
    state.phase = 'calm';
    state.savedAt = new Date();
    if (base === queue.seen && version <= queue.seen + 1) queue.seen = version;
    else if (version > queue.seen) await refresh();
  }

  function showFresh(cell: Cell): void {
    cell.fresh = true;
    setTimeout(() => (cell.fresh = false), FRESH);
  }

  function stop(why: string): void {
    state.phase = 'stopped';
    state.why = why;
  }

  /** What others changed meanwhile is shown. */
  async function refresh(): Promise<void> {
    const fresh = await call('section.read', { params: where, withinMs: SAVE_WITHIN_MS });
    if (fresh.formVersionId !== sheet.form.formVersionId) return stop('form');
    queues.readAgain(queue, fresh);
    if (fresh.updatedAt !== null) state.savedAt = new Date(fresh.updatedAt);
  }

  function keepMine(cell: Cell): void {
    keepStep(queues.keptMine(queue, cell, stamp()));
    pace.soon();
  }

  function takeTheirs(cell: Cell): void {
    keepStep(queues.tookTheirs(queue, cell));
  }

  function unsaved(): readonly Waiting[] {
    return [...queue.records.values()];
  }

  /** What stopped it may be over: a period that was handed in may have been returned. */
  function look(): void {
    if (state.phase === 'stopped' && state.why !== 'form') state.phase = 'calm';
    if (queue.records.size > 0) pace.soon();
    else void refresh().catch(() => undefined);
  }

  function close(): void {
    pace.stop();
    // What is still waiting goes now; should it not arrive, it is kept here.
    if (queues.batchOf(queue).length > 0) void flush().catch(() => undefined);
  }
}

function contestedIn({ details }: Refusal): readonly Contested[] {
  return (details['conflicts'] ?? []) as readonly Contested[];
}

/** Does it pass by itself or by signing in: the network, a server that starts again, too many requests, a session that is over? */
function isPassing({ status, code }: Refusal): boolean {
  return status === 0 || status >= 500 || status === 429 || code === 'auth.signIn';
}

/** An error of the server itself, which one value may cause. */
function isFault({ status }: Refusal): boolean {
  return status === 500;
}

/** Does it concern the section as a whole? */
function isFinal({ code, status }: Refusal): boolean {
  return code === 'section.closed' || code === 'section.notStanding' || status === 403 || status === 404;
}
