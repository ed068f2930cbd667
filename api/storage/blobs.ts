// Bytes by their content: written once, never changed, shared by whoever has the same.
import { contentHash } from '../people/secrets.ts';
import type { Db } from './database.ts';

/** Keeps the bytes and gives their hash. */
export async function keepBlob(db: Db, districtId: string, bytes: Uint8Array, now: string): Promise<string> {
  const hash = contentHash(bytes);
  await db
    .insertInto('blob')
    .values({ districtId, hash, bytes: Buffer.from(bytes), createdAt: now })
    .onConflict((conflict) => conflict.columns(['districtId', 'hash']).doNothing())
    .execute();
  return hash;
}

/** Throws when it is not there: hashes are only ever handed out by keepBlob. */
export async function blob(db: Db, districtId: string, hash: string): Promise<Uint8Array> {
  const found = await db.selectFrom('blob').select('bytes').where('districtId', '=', districtId).where('hash', '=', hash).executeTakeFirstOrThrow();
  return found.bytes;
}
