// Sends what becomes of one row, so that an answer lost on the way never makes a second row or a conflict with oneself: what was sent without an answer is sent again
// as it was, before anything else.
import { call, newKey, Refusal, SAVE_WITHIN_MS, type Body, type Reply } from '../../client/client.ts';

export interface Place {
  readonly communityId: string;
  readonly register: string;
}

/** The row and the version that a change starts from; null: a new one. */
export type Base = { readonly rowId: string; readonly version: number } | null;
export type Written = Body<'register.add'>;
type Saved = Reply<'register.add'>;

export interface Sender {
  readonly save: (base: Base, written: Written) => Promise<Saved>;
  readonly remove: (base: NonNullable<Base>, why: Body<'register.remove'>) => Promise<void>;
}

export function sender(place: Place): Sender {
  let unanswered: { readonly base: Base; readonly what: string; readonly key: string; readonly again: () => Promise<Base> } | null = null;
  return { save, remove };

  async function save(base: Base, written: Written): Promise<Saved> {
    const what = JSON.stringify(written);
    const { from, key } = await goOn(base, what);
    return answered(
      from,
      what,
      key,
      () => put(from, written, key),
      ({ row: { rowId, version } }) => ({ rowId, version }),
    );
  }

  async function remove(base: NonNullable<Base>, why: Body<'register.remove'>): Promise<void> {
    const what = JSON.stringify(why);
    const { from, key } = await goOn(base, what);
    const { rowId, version } = from ?? base;
    const gone = () => call('register.remove', { params: { ...place, rowId }, body: why, ifMatch: version, key, withinMs: SAVE_WITHIN_MS });
    await answered(from, what, key, gone, () => from);
  }

  /** Where to go on from: the same once more has the same key; something else goes behind what had no answer. */
  async function goOn(base: Base, what: string): Promise<{ from: Base; key: string }> {
    if (!unanswered) return { from: base, key: newKey() };
    const { base: from, what: before, key, again } = unanswered;
    if (before === what) return { from, key };
    const reached = await again().catch((error: unknown) => {
      if (!isAnswer(error)) throw error;
      // It was not taken then, nor is it now.
      return base;
    });
    unanswered = null;
    return { from: reached, key: newKey() };
  }

  async function answered<Result>(base: Base, what: string, key: string, act: () => Promise<Result>, reached: (result: Result) => Base): Promise<Result> {
    unanswered = { base, what, key, again: async () => reached(await act()) };
    try {
      const result = await act();
      unanswered = null;
      return result;
    } catch (error) {
      if (isAnswer(error)) unanswered = null;
      throw error;
    }
  }

  function put(base: Base, body: Written, key: string): Promise<Saved> {
    const how = { body, key, withinMs: SAVE_WITHIN_MS };
    return base === null
      ? call('register.add', { params: place, ...how })
      : call('register.change', { params: { ...place, rowId: base.rowId }, ifMatch: base.version, ...how });
  }
}

/** Did the server refuse it? Otherwise nobody knows whether it has it. */
function isAnswer(error: unknown): boolean {
  return error instanceof Refusal && !error.unreachable && error.status < 500;
}
