// How long nobody else is heard while something is done.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

const TICK_MS = 50;
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

export interface Timed<Result> {
  readonly result: Result;
  readonly spentMs: number;
  readonly longestStallMs: number;
}

/** The delay is counted from tick to tick, so there must be one before the work and one after it. */
export async function timed<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  delay.reset();
  await setTimeout(TICK_MS);
  const begun = performance.now();
  const result = await work();
  const spentMs = performance.now() - begun;
  await setTimeout(TICK_MS);
  return { result, spentMs, longestStallMs: delay.max / 1e6 };
}
