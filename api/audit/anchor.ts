// Where the kept part of the audit log begins, once its oldest entries were removed when their time was over. The log itself tells of the
// removal, so that nobody can move the beginning unseen.
import type { Db } from '../storage/database.ts';
import { GENESIS } from './record.ts';

/** The act by which a removal stands in the log. */
export const TRIM = 'audit.trim';

const KEY = 'audit.anchor';

/** The last entry that was removed. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

export const START: Anchor = { seq: 0, hash: GENESIS };

export async function anchorOf(db: Db, districtId: string): Promise<Anchor> {
  const row = await db.selectFrom('setting').select('value').where('districtId', '=', districtId).where('key', '=', KEY).executeTakeFirst();
  return row ? (JSON.parse(row.value) as Anchor) : START;
}

export async function setAnchor(db: Db, districtId: string, { seq, hash }: Anchor): Promise<void> {
  const value = JSON.stringify({ seq, hash });
  await db
    .insertInto('setting')
    .values({ districtId, key: KEY, value })
    .onConflict((conflict) => conflict.columns(['districtId', 'key']).doUpdateSet({ value }))
    .execute();
}
