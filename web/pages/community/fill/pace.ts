// When the next try takes place: a moment after something was typed; after a failure at growing pauses; at once when the network is back or the page is looked at again.
export interface Pace {
  /** In a moment. */
  readonly soon: () => void;
  /** After a failure: each pause is twice the one before. */
  readonly later: () => void;
  /** It worked: the pauses are short again. */
  readonly calm: () => void;
  readonly stop: () => void;
}

const PAUSE = 500;
const MOST_PAUSE = 15_000;

/** `act` is tried; `look`: the page is looked at again. */
export function createPace(act: () => void, look: () => void): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = PAUSE;
  let stopped = false;
  const onLook = (): void => void (document.visibilityState === 'visible' && look());
  window.addEventListener('online', act);
  document.addEventListener('visibilitychange', onLook);

  function after(wait: number): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(act, wait);
  }

  return {
    soon: () => after((pause = PAUSE)),
    later: () => after((pause = Math.min(pause * 2, MOST_PAUSE))),
    calm: () => {
      clearTimeout(timer);
      pause = PAUSE;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      window.removeEventListener('online', act);
      document.removeEventListener('visibilitychange', onLook);
    },
  };
}
