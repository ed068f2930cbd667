// What a job is given to work with, and how it says that it cannot go on.
import type { Services } from '../services.ts';
import type { JobRow } from '../storage/schema.ts';
import type { Lease } from './queue.ts';

export interface Task {
  readonly services: Services;
  readonly job: JobRow;
  /** Under which it is worked on. */
  readonly lease: Lease;
  /** Says how far it is, and keeps the lease. Throws what must be let through: the work ends there. */
  readonly progress: (done: number, total: number) => Promise<void>;
}

/** What came of it: a file to download, or nothing. */
export type Result = { readonly name: string; readonly hash: string } | null;

/** Thrown inside a job where trying again would come to the same; its words are kept with the job. */
export class Hopeless extends Error {}

/** Thrown where trying again later may help; its words are kept until then. */
export class NotNow extends Error {}

/** It was not tried: it is to wait until then, and this was no attempt. */
export class NotBefore extends Error {
  readonly time: string;
  constructor(time: string) {
    super(time);
    this.time = time;
  }
}
