// A section made ready to be filled: how it is drawn, what stands in it, and what waits on this machine.
import { call, Refusal } from '../../../client/client.ts';
import { frequencyOf, yearOf } from '../../../pieces/period.ts';
import { waitingAt, waitingOf, type Waiting } from './outbox.ts';
import { createSaver, placeOf, type Saver, type Where } from './saver.ts';
import { createSheet, type Sheet } from './sheet.ts';

export interface Loaded {
  readonly sheet: Sheet;
  readonly saver: Saver;
}

export async function loadSection(accountId: string, where: Where): Promise<Loaded> {
  const { period, section } = where;
  const [form, answers, waited] = await Promise.all([
    call('section.form', { params: { year: yearOf(period), frequency: frequencyOf(period), section } }),
    call('section.read', { params: { ...where } }),
    waitingAt(accountId, placeOf(where)),
  ]);
  const sheet = createSheet(form, answers);
  return { sheet, saver: createSaver(accountId, where, sheet, answers, waited) };
}

/** What could not be saved without a person; `gone`: the form does not ask for it any more, so that it can only be put into a file or discarded. */
export interface Unsent extends Waiting {
  readonly gone: boolean;
}

/** Sends what an earlier visit left on this machine, section by section; gives what remains. */
export async function sendWaiting(accountId: string, communityId: string): Promise<readonly Unsent[]> {
  const places = new Set((await waitingOf(accountId)).map(({ place }) => place));
  /** Place → the fields that there are. */
  const asked = new Map<string, ReadonlySet<string>>();
  for (const place of places) {
    const [unit, period = '', section = ''] = place.split('/');
    if (unit !== communityId) continue;
    try {
      const { sheet, saver } = await loadSection(accountId, { communityId, period, section });
      asked.set(place, new Set(sheet.byItem.keys()));
      await saver.flush();
      saver.close();
    } catch (error) {
      // Without network it stays where it is and is told.
      if (error instanceof Refusal && error.code === 'request.notFound') asked.set(place, new Set());
    }
  }
  return (await waitingOf(accountId)).map((record) => ({ ...record, gone: asked.get(record.place)?.has(record.item) === false }));
}
