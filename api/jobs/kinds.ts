// The kinds of jobs: what each does, how often it is tried, and how long to wait between.
import { cleanUp } from './cleanup.ts';
import { MESSAGE } from './queue.ts';
import type { Result, Task } from './task.ts';
import { deliverOne } from './webhooks.ts';
import { zipOutputs } from './zip.ts';

export interface JobKind {
  readonly mostAttempts: number;
  /** Wait before the next attempt, by how many there were. */
  readonly backOffMs: (attempts: number) => number;
  readonly run: (task: Task) => Promise<Result>;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const JOB_KINDS: Readonly<Record<string, JobKind>> = {
  'output.zip': { mostAttempts: 3, backOffMs: (attempts) => 5 * SECOND * 4 ** attempts, run: zipOutputs },
  [MESSAGE]: { mostAttempts: 8, backOffMs: (attempts) => MINUTE * 2 ** attempts, run: deliverOne },
  'clean.up': { mostAttempts: 5, backOffMs: (attempts) => MINUTE * 4 ** attempts, run: cleanUp },
};
