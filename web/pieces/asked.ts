// What a page asks of the server: the answer, whether it is still coming, what went wrong, and a way to ask again. Asked again in another language.
import { ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue';
import { onSpoken } from '../words/index.ts';

export interface AskedFor<Value> {
  readonly value: ShallowRef<Value | null>;
  readonly error: ShallowRef<unknown>;
  readonly busy: Ref<boolean>;
  /** Asks (again). The old answer stays while the new one comes; of several, the last asked counts. */
  readonly ask: () => Promise<void>;
}

/** Asks at once; `ask` asks again. When what the question is `about` becomes another, the old answer and fault go at once — they are about something else — and it is asked anew. */
export function useAsked<Value>(question: () => Promise<Value>, about?: WatchSource | WatchSource[]): AskedFor<Value> {
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
  if (about !== undefined)
    watch(about, () => {
      value.value = null;
      error.value = null;
      void ask();
    });
  void ask();
  return { value, error, busy, ask };
}
