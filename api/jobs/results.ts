// The result of a job, written piece by piece, each sealed, and read back the same way. It may hold whole rosters.
import { createHash } from 'node:crypto';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { JobRow } from '../storage/schema.ts';
import { yieldTurn } from '../turn.ts';
import { underLease, type Lease } from './queue.ts';

const PART_BYTES = 1024 * 1024;
export const MOST_BYTES = 512 * 1024 * 1024;

export interface ResultWriter {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** SHA-256 of the whole. */
  readonly end: () => Promise<string>;
}

export class ResultTooLarge extends Error {}

/** Begins a result anew: what an earlier attempt wrote is removed. Throws LeaseLost as soon as somebody else has the job. */
export async function writeResult(services: Services, lease: Lease): Promise<ResultWriter> {
  await removeResult(services, lease);
  const { districtId, jobId } = lease.job;
  const hash = createHash('sha256');
  let [partNo, size, total]: [number, number, number] = [0, 0, 0];
  let pieces: Uint8Array[] = [];
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    const part = { districtId, jobId, partNo, bytes: services.vault.sealBytes(Buffer.concat(pieces), aboutPart(jobId, partNo)) };
    await underLease(services, lease, (db) => db.insertInto('jobPart').values(part).execute());
    [pieces, size, partNo] = [[], 0, partNo + 1];
    await yieldTurn();
  };
  return {
    write: async (bytes) => {
      hash.update(bytes);
      total += bytes.length;
      if (total > MOST_BYTES) throw new ResultTooLarge();
      for (let at = 0; at < bytes.length; at += PART_BYTES) {
        const piece = bytes.subarray(at, at + PART_BYTES);
        pieces.push(piece);
        size += piece.length;
        if (size >= PART_BYTES) await flush();
      }
    },
    end: async () => {
      await flush();
      return hash.digest('hex');
    },
  };
}

/** The whole result; null when it is gone, or is not what the job wrote. */
export async function readResult({ vault }: Services, db: Db, { districtId, jobId, resultHash }: JobRow): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  const hash = createHash('sha256');
  for (;;) {
    const part = await db
      .selectFrom('jobPart')
      .select('bytes')
      .where('districtId', '=', districtId)
      .where('jobId', '=', jobId)
      .where('partNo', '=', parts.length)
      .executeTakeFirst();
    if (!part) break;
    const bytes = vault.openBytes(part.bytes, aboutPart(jobId, parts.length));
    hash.update(bytes);
    parts.push(bytes);
    await yieldTurn();
  }
  return parts.length > 0 && hash.digest('hex') === resultHash ? Buffer.concat(parts) : null;
}

export function removeResult(services: Services, lease: Lease): Promise<void> {
  const { districtId, jobId } = lease.job;
  return underLease(services, lease, (db) => db.deleteFrom('jobPart').where('districtId', '=', districtId).where('jobId', '=', jobId).execute());
}

/** To what a piece is bound: it opens in no other place. */
function aboutPart(jobId: string, partNo: number): string {
  return `job/${jobId}/${partNo}`;
}
