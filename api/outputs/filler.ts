// Filling workbooks in a thread of its own. It keeps the forms it has seen, so that each crosses over once.
import { Worker } from 'node:worker_threads';
import type { SheetEdit } from '../../engine/model/edits.ts';
import type { FillResult } from '../../forms/excel/fill.ts';
import type { Services } from '../services.ts';

export interface Filler {
  /** `bytes` is asked for the blank form where the thread does not have it yet. */
  readonly fill: (hash: string, file: string, bytes: () => Promise<Uint8Array>, edits: readonly SheetEdit[]) => Promise<FillResult>;
}

/** What crosses over. */
export interface FillQuestion {
  readonly hash: string;
  readonly file: string;
  /** null: the thread has it. */
  readonly bytes: Uint8Array | null;
  readonly edits: readonly SheetEdit[];
}

interface Waiting {
  readonly resolve: (answer: FillResult) => void;
  readonly reject: (error: Error) => void;
}

const HEAP_MEBIBYTES = 1024;
const fillers = new WeakMap<Services, Filler>();

/** The filler of a process. Its thread starts with the first workbook and never keeps the process alive. */
export function fillerOf(services: Services): Filler {
  const known = fillers.get(services) ?? createFiller();
  fillers.set(services, known);
  return known;
}

function createFiller(): Filler {
  const waiting = new Map<number, Waiting>();
  const sent = new Set<string>();
  let thread: Worker | null = null;
  let last = 0;
  const fall = (error: Error): void => {
    thread = null;
    sent.clear();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const made = new Worker(new URL('./filler-thread.mjs', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MEBIBYTES } });
    made.on('message', ({ id, answer, error }: { id: number; answer: FillResult; error?: string }) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) made.unref();
      if (error === undefined) one?.resolve(answer);
      else one?.reject(new Error(error));
    });
    made.on('error', (error) => fall(error instanceof Error ? error : new Error(String(error))));
    made.on('exit', () => made === thread && fall(new Error('The filling thread ended.')));
    return made;
  };
  return {
    fill: async (hash, file, bytes, edits) => {
      const given = sent.has(hash) ? null : await bytes();
      thread ??= start();
      const question: FillQuestion = { hash, file, bytes: sent.has(hash) ? null : given, edits };
      sent.add(hash);
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        thread?.ref();
        thread?.postMessage({ id, question });
      });
    },
  };
}
