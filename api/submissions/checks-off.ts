// Rules that the coordinator has switched off for a year: they are not applied, at once and for everybody.
import type { Db } from '../storage/database.ts';

export async function checksOff(db: Db, districtId: string, year: number): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('checkSwitch').select('checkId').where('districtId', '=', districtId).where('year', '=', year).execute();
  return new Set(rows.map(({ checkId }) => checkId));
}
