// A section made ready to be filled: how it is drawn, what stands in it, and what waits on this machine.
import { call } from '../../../client/client.ts';
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

/** Sends what an earlier visit left on this machine, section by section; gives what could not be saved without a person. */
export async function sendWaiting(accountId: string, communityId: string): Promise<readonly Waiting[]> {
  const places = new Set((await waitingOf(accountId)).map(({ place }) => place));
  for (const place of places) {
    const [unit, period = '', section = ''] = place.split('/');
    if (unit !== communityId) continue;
    try {
      const { saver } = await loadSection(accountId, { communityId, period, section });
      await saver.flush();
      saver.close();
    } catch {
      // No network, or a section that is no more: it stays where it is and is told.
    }
  }
  return waitingOf(accountId);
}
