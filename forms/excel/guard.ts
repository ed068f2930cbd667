// Many files read without one of them being able to hang or exhaust the rest. In: files. Out: one ReadResult per file, in order.
//
// A pack of a few dozen ordinary forms is read in less time than it takes to start a worker, so files that cannot do harm are
// read right here: zips that come to little once inflated, whatever their entries are called. Everything else — large sheets, .xls (another library's parser) — goes to a
// worker with a heap limit and a deadline; when it runs out of either, that file gets a problem and the others a fresh worker.
import { Worker } from 'node:worker_threads';
import { problem, type Problem } from '../../engine/problem/index.ts';
import { fileKind } from './kind.ts';
import { readWorkbook, type ReadOptions, type ReadResult } from './read.ts';
import { openZip } from './zip.ts';

/** A file handed in. */
export interface FileBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface GuardOptions extends ReadOptions {
  /** Time for one file, once the worker is up. */
  readonly secondsPerFile?: number;
  /** Heap of the worker. */
  readonly heapMebibytes?: number;
  /** Files that are no larger than this once inflated are read without a worker. */
  readonly inlineBytes?: number;
  /** What a worker does for one file; another entry is for tests. */
  readonly worker?: URL;
}

/** What the guard and the worker say to each other. */
export interface WorkerTask {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly filled: boolean;
}

/** Reads all files. Never rejects for what is in them, only for a fault of the reader itself. */
export async function readWorkbooks(files: readonly FileBytes[], options: GuardOptions = {}): Promise<ReadResult[]> {
  const limits = { ...DEFAULTS, ...(options.filled ? FILLED : {}), ...options };
  const crew: Crew = { worker: null };
  const results: ReadResult[] = [];
  try {
    for (const { file, bytes } of files) {
      results.push(
        isHarmless(bytes, limits.inlineBytes) ? readWorkbook(bytes, file, limits) : await readGuarded(crew, { file, bytes, filled: limits.filled }, limits),
      );
    }
  } finally {
    await dismiss(crew);
  }
  return results;
}

type Limits = Required<GuardOptions>;

const DEFAULTS: Limits = {
  filled: false,
  secondsPerFile: 5,
  heapMebibytes: 512,
  inlineBytes: 2 * 1024 * 1024,
  worker: new URL('./worker.mjs', import.meta.url),
};

/** What people filled may be five times as much. */
const FILLED = { secondsPerFile: 25, heapMebibytes: 1024 };

/** A worker takes this long at most to start; it is not the file's fault when it does not. */
const STARTING_SECONDS = 30;

/** The worker of one call, if one is up. */
interface Crew {
  worker: Worker | null;
}

function isHarmless(bytes: Uint8Array, inlineBytes: number): boolean {
  const kind = fileKind(bytes);
  if (kind === 'biff') return false;
  if (kind !== 'zip') return true;
  const { zip } = openZip(bytes);
  if (!zip) return true;
  return zip.entries.reduce((sum, entry) => sum + entry.bytes, 0) <= inlineBytes;
}

async function readGuarded(crew: Crew, task: WorkerTask, limits: Limits): Promise<ReadResult> {
  const worker = (crew.worker ??= await started(limits));
  const outcome = await outcomeOf(worker, task, limits.secondsPerFile);
  if (outcome.kind === 'read') return outcome.result;
  await dismiss(crew);
  return { workbook: null, problems: [failure(outcome.kind, task.file, limits)] };
}

type Outcome = { readonly kind: 'read'; readonly result: ReadResult } | { readonly kind: 'late' } | { readonly kind: 'dead' };

/** Only dying of the heap limit is the file's doing; any other end of a worker is a fault of ours and thrown on. */
function outcomeOf(worker: Worker, task: WorkerTask, seconds: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle({ kind: 'late' }), seconds * 1000);
    const onMessage = (result: ReadResult): void => settle({ kind: 'read', result });
    const onError = (error: Error): void => (isOutOfMemory(error) ? settle({ kind: 'dead' }) : fail(error));
    const onExit = (): void => fail(new Error('The worker that reads workbooks ended by itself.'));
    const settle = (outcome: Outcome): void => {
      release();
      resolve(outcome);
    };
    const fail = (error: Error): void => {
      release();
      reject(error);
    };
    const release = (): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}

const isOutOfMemory = (error: Error): boolean => 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** A worker that has said it is ready. */
function started({ heapMebibytes, worker: entry }: Limits): Promise<Worker> {
  const worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: heapMebibytes }, stderr: true });
  worker.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error('The worker that reads workbooks did not start.'));
    const timer = setTimeout(fail, STARTING_SECONDS * 1000);
    worker.once('exit', fail);
    worker.once('message', () => {
      clearTimeout(timer);
      worker.off('exit', fail);
      resolve(worker);
    });
  });
}

async function dismiss(crew: Crew): Promise<void> {
  const { worker } = crew;
  crew.worker = null;
  await worker?.terminate();
}

function failure(kind: 'late' | 'dead', file: string, { secondsPerFile, heapMebibytes }: Limits): Problem {
  return kind === 'late'
    ? problem('workbook.tooSlow', { seconds: secondsPerFile }, { file })
    : problem('workbook.outOfMemory', { mebibytes: heapMebibytes }, { file });
}
