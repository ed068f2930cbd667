// What a page asks of the server: the answer, whether it is still coming, what went wrong, and a way to ask again. Asked again in another language.
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { onSpoken } from '../words/index.ts';

export interface AskedFor<Value> {
  readonly value: ShallowRef<Value | null>;
  readonly error: ShallowRef<unknown>;
  readonly busy: Ref<boolean>;
  /** Asks (again). The old answer stays while the new one comes; of several, the last asked counts. */
  readonly ask: () => Promise<void>;
}

/** Asks at once; `ask` asks again. */
export function useAsked<Value>(question: () => Promise<Value>): AskedFor<Value> {
  const value = shallowRef<Value | null>(null);
  const error = shallowRef<unknown>(null);
  const busy = ref(false);
  let last = 0;
  onSpoken(ask);
  async function ask(): Promise<void> {
    const mine = ++last;
    busy.value = true;
    try {
      const answer = await question();
      if (mine !== last) return;
      value.value = answer;
      error.value = null;
    } catch (refusal) {
      if (mine === last) error.value = refusal;
    } finally {
      if (mine === last) busy.value = false;
    }
  }
  void ask();
  return { value, error, busy, ask };
}
