// The result of a job, written piece by piece and read back the same way.
import { createHash } from 'node:crypto';
import type { Db } from '../storage/database.ts';
import type { JobRow } from '../storage/schema.ts';
import { yieldTurn } from '../turn.ts';

const PART_BYTES = 1024 * 1024;
export const MOST_BYTES = 512 * 1024 * 1024;

type Key = Pick<JobRow, 'districtId' | 'jobId'>;

export interface ResultWriter {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** SHA-256 of the whole. */
  readonly end: () => Promise<string>;
}

export class ResultTooLarge extends Error {}

/** Begins a result anew: what an earlier attempt wrote is removed. */
export async function writeResult(db: Db, key: Key): Promise<ResultWriter> {
  await removeResult(db, key);
  const hash = createHash('sha256');
  let [partNo, size, total]: [number, number, number] = [0, 0, 0];
  let pieces: Uint8Array[] = [];
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    await db
      .insertInto('jobPart')
      .values({ ...keyOf(key), partNo: partNo++, bytes: Buffer.concat(pieces) })
      .execute();
    [pieces, size] = [[], 0];
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

/** The whole result; null when it is gone. */
export async function readResult(db: Db, key: Key): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const part = await db
      .selectFrom('jobPart')
      .select('bytes')
      .where('districtId', '=', key.districtId)
      .where('jobId', '=', key.jobId)
      .where('partNo', '=', parts.length)
      .executeTakeFirst();
    if (!part) break;
    parts.push(part.bytes);
    await yieldTurn();
  }
  return parts.length > 0 ? Buffer.concat(parts) : null;
}

export async function removeResult(db: Db, { districtId, jobId }: Key): Promise<void> {
  await db.deleteFrom('jobPart').where('districtId', '=', districtId).where('jobId', '=', jobId).execute();
}

function keyOf({ districtId, jobId }: Key): Key {
  return { districtId, jobId };
}
