// A request as it arrived and the answer to it, before HTTP dresses them.
import type { Language } from '../../engine/problem/index.ts';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A request, parsed and shaped as its schemas want. */
export interface Asked {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** null until it is received. */
  readonly file: UploadedFile | null;
  /** Receives the file of an operation with `upload` and has `work` done with it, in turn with others: files take much room. */
  readonly withFile: <Result>(work: (file: UploadedFile) => Promise<Result>) => Promise<Result>;
  readonly token: string | null;
  readonly address: string;
  readonly language: Language;
  readonly ifMatch: string | null;
  readonly idempotencyKey: string | null;
  readonly setCookie: (token: string | null, seconds: number) => void;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: readonly (readonly [string, string])[];
}
