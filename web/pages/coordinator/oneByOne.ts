// One act on several things: each gets its turn, and those that are refused are told by name.
import { Refusal } from '../../client/client.ts';
import { words } from '../../words/index.ts';

export interface Outcome {
  /** How many were done; they stay so. */
  readonly done: number;
  /** Whose was refused and why, all in one; null: nobody's. */
  readonly refusal: Refusal | null;
}

/** One after the other; only when the server cannot be reached, those that are left are not tried. */
export async function oneByOne<Thing>(things: readonly Thing[], nameOf: (thing: Thing) => string, act: (thing: Thing) => Promise<unknown>): Promise<Outcome> {
  const refused: { readonly name: string; readonly refusal: Refusal }[] = [];
  let done = 0;
  for (const thing of things) {
    try {
      await act(thing);
      done += 1;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      refused.push({ name: nameOf(thing), refusal });
      if (refusal.unreachable) break;
    }
  }
  const [first] = refused;
  if (!first) return { done, refusal: null };
  const problems = refused.map(({ name, refusal }) => ({ words: words.global.t('coordinator.refusedOf', { name, why: refusal.message }) }));
  const title = words.global.t('coordinator.refusedSome', { count: refused.length });
  return { done, refusal: new Refusal(first.refusal.status, first.refusal.code, title, { problems }) };
}
