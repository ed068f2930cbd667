// Filling forms in a thread of its own. It keeps the departments' forms that it has seen, so that each crosses over once.
import { Worker } from 'node:worker_threads';
import type { AnnualForm } from '../../engine/model/annual.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import type { Language } from '../../engine/problem/index.ts';
import type { Services } from '../services.ts';
import type { Filled, Filling, Shape } from './filled.ts';

export interface Filler {
  /** `bytes` is asked for the blank form where the thread does not have it yet. */
  readonly fill: <As extends Shape>(as: As, hash: string, file: string, bytes: () => Promise<Uint8Array>, filling: Filling) => Promise<Filled<As>>;
  /** A community's year as a workbook. */
  readonly year: (form: AnnualForm, language: Language, values: CommunityValues) => Promise<Uint8Array>;
}

/** What crosses over. */
type Question =
  | {
      readonly kind: 'form';
      readonly as: Shape;
      readonly hash: string;
      readonly file: string;
      /** null: the thread has it. */
      readonly bytes: Uint8Array | null;
      readonly filling: Filling;
    }
  | { readonly kind: 'year'; readonly form: AnnualForm; readonly language: Language; readonly values: CommunityValues };

interface Waiting {
  readonly resolve: (answer: never) => void;
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
    made.on('message', ({ id, answer, error }: { id: number; answer: never; error?: string }) => {
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
  const ask = <Answer>(question: Question): Promise<Answer> =>
    new Promise((resolve, reject) => {
      thread ??= start();
      const id = ++last;
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      thread.ref();
      thread.postMessage({ id, question });
    });
  return {
    fill: async (as, hash, file, bytes, filling) => {
      const given = sent.has(hash) ? null : await bytes();
      const question: Question = { kind: 'form', as, hash, file, bytes: sent.has(hash) ? null : given, filling };
      sent.add(hash);
      return ask(question);
    },
    year: (form, language, values) => ask({ kind: 'year', form, language, values }),
  };
}
