// What was typed in a section and is not on the server yet: one record a cell, each with the version of the section that its writer had before the eyes. A record is
//   waiting   until it is sent, while it is sent, and when the answer was lost on the way: then it is sent again;
//   faulty    when it cannot be kept as it stands: it waits for its writer;
//   conflict  when somebody else changed the cell too: both stand side by side until it is decided here.
// It knows no network, no clock and no storing: every step says what is to be kept on this machine and what may be forgotten.
import { take, type Cell, type Origin } from './cell.ts';
import type { Waiting } from './outbox.ts';
import type { Sheet } from './sheet.ts';
import type { Answers, Judged, Kept } from './values.ts';

export interface Queue {
  readonly sheet: Sheet;
  readonly accountId: string;
  /** community/period/section */
  readonly place: string;
  readonly records: Map<string, Waiting>;
  /** The version up to which everything on this page is known … */
  seen: number;
  /** … and for cells saved since, the version that holds them. */
  readonly own: Map<string, number>;
}

export interface Edit {
  readonly cell: Cell;
  readonly text: string;
  readonly origin?: Origin;
}

/** What a step means for what this machine keeps. */
export interface Step {
  readonly keep: readonly Waiting[];
  readonly forget: readonly Waiting[];
}

/** What somebody else has in a cell, as the server tells it. */
export interface Contested {
  readonly item: string;
  readonly theirs: Kept;
  readonly at: string;
  readonly who: string;
}

/** When, and a stamp that no other record has. */
export type Stamp = () => { readonly at: string; readonly stamp: string };

const MOST_CELLS = 500;
/** Values of one cell whose answers may have been lost. */
const MOST_SENT = 8;

export function createQueue(sheet: Sheet, accountId: string, place: string, version: number): Queue {
  return { sheet, accountId, place, records: new Map(), seen: version, own: new Map() };
}

/** What waited here when the page was left is put back into its cells; gives what the server has meanwhile. */
export function resumeWith({ sheet, records }: Queue, waited: readonly Waiting[]): readonly Waiting[] {
  const arrived: Waiting[] = [];
  for (const record of waited) {
    const cell = sheet.byItem.get(record.item);
    if (!cell) continue;
    if (!record.faulty && record.value === cell.seen) {
      arrived.push(record);
      continue;
    }
    const judged = sheet.judge(cell.question, record.text);
    // What the server would not take then, it is asked again.
    records.set(cell.item, { ...record, faulty: judged.kind === 'refused' });
    show(cell, record.text, judged);
    cell.origin = record.origin;
  }
  return arrived;
}

export function put(queue: Queue, edits: readonly Edit[], stamp: Stamp): Step {
  const [keep, forget]: [Waiting[], Waiting[]] = [[], []];
  for (const edit of edits) {
    const before = queue.records.get(edit.cell.item);
    const record = putOne(queue, edit, before, stamp);
    if (record) keep.push(record);
    else if (before) forget.push(before);
  }
  return { keep, forget };
}

/** The record of a cell; null where it was typed back to what the server has: nothing is to be sent. */
function putOne(queue: Queue, { cell, text, origin = 't' }: Edit, before: Waiting | undefined, stamp: Stamp): Waiting | null {
  const judged = queue.sheet.judge(cell.question, text);
  const isUnsent = !before || before.sent.length === 0;
  const isBack = judged.kind === 'taken' && judged.value === cell.seen && isUnsent && (origin === 't' || cell.origin === origin);
  const isContested = cell.mark === 'conflict';
  show(cell, text, judged);
  if (isBack && !isContested) {
    cell.mark = 'kept';
    queue.records.delete(cell.item);
    return null;
  }
  // Still to be decided; what is typed on is mine.
  if (isContested) cell.mark = 'conflict';
  cell.origin = origin;
  const record: Waiting = {
    key: `${queue.accountId}/${queue.place}/${cell.item}`,
    accountId: queue.accountId,
    place: queue.place,
    item: cell.item,
    title: cell.question.title,
    text,
    value: cell.value,
    faulty: judged.kind === 'refused',
    origin,
    base: before?.base ?? Math.max(queue.seen, queue.own.get(cell.item) ?? 0),
    sent: before?.sent ?? [],
    ...stamp(),
  };
  queue.records.set(cell.item, record);
  return record;
}

function show(cell: Cell, text: string, judged: Judged): void {
  cell.text = text;
  cell.fault = judged.kind === 'refused' ? judged.why : '';
  cell.hint = judged.kind === 'taken' ? judged.hint : '';
  // On the way to 12人 stood 12: nobody meant it.
  cell.value = judged.kind === 'taken' ? judged.value : cell.seen;
  cell.mark = judged.kind === 'refused' ? 'faulty' : 'waiting';
}

/** Records of one base version that can be sent. */
export function batchOf({ sheet, records }: Queue): readonly Waiting[] {
  const able = [...records.values()].filter(({ item, faulty }) => !faulty && sheet.byItem.get(item)?.mark === 'waiting');
  const base = able[0]?.base;
  return able.filter((record) => record.base === base).slice(0, MOST_CELLS);
}

/** They are about to be sent: until the answer is there nobody knows whether this is what the server has. */
export function leaving({ records }: Queue, batch: readonly Waiting[]): readonly Waiting[] {
  const marked = batch.map((record) => ({ ...record, sent: [...record.sent.filter((value) => value !== record.value), record.value].slice(-MOST_SENT) }));
  const standing = marked.filter(({ item, stamp }) => records.get(item)?.stamp === stamp);
  for (const record of standing) records.set(record.item, record);
  return standing;
}

/** The server has them; gives the cells in which nothing newer stands. */
export function arrived({ sheet, records, own }: Queue, batch: readonly Waiting[], version: number): readonly Cell[] {
  return batch.flatMap(({ item, stamp, value }) => {
    const cell = sheet.byItem.get(item);
    const now = records.get(item);
    if (!cell) return [];
    own.set(item, version);
    cell.seen = value;
    if (now?.stamp === stamp) {
      records.delete(item);
      if (cell.mark === 'waiting') cell.mark = 'kept';
      return [cell];
    }
    if (cell.mark === 'faulty') cell.value = value;
    // Typed on while it was on its way.
    if (now) records.set(item, { ...now, base: version, sent: [] });
    return [];
  });
}

/** Somebody changed some of them too. */
export function contested({ sheet, records }: Queue, conflicts: readonly Contested[], version: number): void {
  for (const { item, theirs, at, who } of conflicts) {
    const [cell, record] = [sheet.byItem.get(item), records.get(item)];
    if (!cell || !record) continue;
    cell.seen = theirs;
    // An earlier value of one's own, whose answer was lost on the way, is nobody else's.
    if (record.sent.slice(0, -1).includes(theirs)) records.set(item, { ...record, base: version, sent: [] });
    else {
      cell.theirs = { value: theirs, at, who, version };
      cell.mark = 'conflict';
    }
  }
}

/** The server cannot take it as it stands. */
export function refused({ sheet, records }: Queue, record: Waiting, why: string): Step {
  const cell = sheet.byItem.get(record.item);
  if (!cell || records.get(record.item)?.stamp !== record.stamp) return { keep: [], forget: [] };
  cell.fault = why;
  cell.mark = 'faulty';
  const kept = { ...record, faulty: true };
  records.set(record.item, kept);
  return { keep: [kept], forget: [] };
}

/** The section as the server has it now: what others changed is shown, what waits here stays. */
export function readAgain(queue: Queue, fresh: Answers): void {
  const { sheet, records } = queue;
  for (const [position, item] of fresh.items.entries()) {
    const [cell, record] = [sheet.byItem.get(item), records.get(item)];
    if (!cell) continue;
    if (!record) take(cell, fresh.answers[position] ?? null, fresh.origins[position] ?? '', fresh.beside[position]);
    // The server was set back to an earlier state: what was typed here goes on from what it has.
    else if (record.base > fresh.version) records.set(item, { ...record, base: fresh.version });
  }
  const notes = new Map(fresh.notes.map(({ item, words }) => [item, words]));
  for (const cell of sheet.cells) cell.note = notes.get(cell.item) ?? '';
  queue.seen = fresh.version;
  queue.own.clear();
}

/** Of two values mine is to stand. */
export function keptMine({ records }: Queue, cell: Cell, { stamp }: ReturnType<Stamp>): Step {
  const record = records.get(cell.item);
  if (!record || !cell.theirs) return { keep: [], forget: [] };
  const kept = { ...record, base: cell.theirs.version, sent: [], stamp };
  records.set(cell.item, kept);
  cell.theirs = null;
  cell.mark = record.faulty ? 'faulty' : 'waiting';
  return { keep: [kept], forget: [] };
}

/** Of two values theirs is to stand. */
export function tookTheirs({ records, own }: Queue, cell: Cell): Step {
  const record = records.get(cell.item);
  if (!cell.theirs) return { keep: [], forget: [] };
  own.set(cell.item, cell.theirs.version);
  take(cell, cell.theirs.value, 't');
  records.delete(cell.item);
  return { keep: [], forget: record ? [record] : [] };
}
