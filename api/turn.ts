// Long work in the server's own thread is done in pieces: between two of them, requests that wait get their turn.
import { setImmediate } from 'node:timers/promises';

/** Lets everything that waits go first. */
export async function yieldTurn(): Promise<void> {
  await setImmediate();
}
