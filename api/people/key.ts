// Is the key at hand the one under which this store is sealed? With another, nothing sealed before would open and whatever is sealed from
// now on would be lost to the right one. A word sealed at the first start tells; a store from before that is asked by what it holds.
import { BadConfig } from '../config.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';

const KEY = 'key.check';

/** Throws BadConfig when the key does not open what the district has sealed. */
export async function requireKey({ store, vault }: Services, districtId: string): Promise<void> {
  const kept = await store.db.selectFrom('setting').select('value').where('districtId', '=', districtId).where('key', '=', KEY).executeTakeFirst();
  const [sealed, about] = kept ? [kept.value, aboutKey(districtId)] : await somethingSealed(store.db, districtId);
  if (sealed !== null && !opens(() => vault.open(sealed, about)))
    throw new BadConfig(
      '密钥不对:这个数据库是用另一把密钥加密的。请把原来的 secret.key 放回数据文件夹,或把 ONETABLE_KEY 设为原来的值。\n' +
        'The key is wrong: this store was sealed under another one. Put the former secret.key back into the data folder, or set ONETABLE_KEY to what it was.',
    );
  if (kept) return;
  await store.db
    .insertInto('setting')
    .values({ districtId, key: KEY, value: vault.seal('onetable', aboutKey(districtId)) })
    .onConflict((conflict) => conflict.columns(['districtId', 'key']).doNothing())
    .execute();
}

function aboutKey(districtId: string): string {
  return `key/${districtId}`;
}

/** A sealed text with its place, of whatever kind there is; null when nothing is sealed yet. */
async function somethingSealed(db: Db, districtId: string): Promise<readonly [string | null, string]> {
  const row = await db.selectFrom('registerRow').select(['rowId', 'rowValues']).where('districtId', '=', districtId).limit(1).executeTakeFirst();
  if (row) return [row.rowValues, `row/${row.rowId}`];
  const account = await db
    .selectFrom('account')
    .select(['accountId', 'totpSecret'])
    .where('districtId', '=', districtId)
    .where('totpSecret', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (account) return [account.totpSecret, `totp/${account.accountId}`];
  const hook = await db.selectFrom('webhook').select(['webhookId', 'secret']).where('districtId', '=', districtId).limit(1).executeTakeFirst();
  return hook ? [hook.secret, `webhook/${hook.webhookId}`] : [null, ''];
}

function opens(open: () => unknown): boolean {
  try {
    open();
    return true;
  } catch {
    return false;
  }
}
