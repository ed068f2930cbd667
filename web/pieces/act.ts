// An act that a dialog or a form sends: is it on its way, and what went wrong. The words typed stay for another try.
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';

export interface Act {
  readonly busy: Ref<boolean>;
  readonly error: ShallowRef<unknown>;
  /** Sends it; while it is on its way it is not sent again. Never throws. */
  readonly go: () => Promise<void>;
}

export function useAct(act: () => Promise<void>): Act {
  const busy = ref(false);
  const error = shallowRef<unknown>(null);
  async function go(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    error.value = null;
    try {
      await act();
    } catch (refusal) {
      error.value = refusal;
    } finally {
      busy.value = false;
    }
  }
  return { busy, error, go };
}
