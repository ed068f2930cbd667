// Questions of meaning (口径待确认) that the coordinating office has sent to the departments concerned, with its note. Kept as a setting of the year.
import type { Db } from '../storage/database.ts';

export interface Routed {
  readonly at: string;
  readonly note: string;
}

function keyOf(year: number): string {
  return `routedQuestions/${year}`;
}

/** Question → when it was sent, and with what words. */
export async function routedQuestions(db: Db, districtId: string, year: number): Promise<Readonly<Record<string, Routed>>> {
  const row = await db.selectFrom('setting').select('value').where('districtId', '=', districtId).where('key', '=', keyOf(year)).executeTakeFirst();
  return row ? (JSON.parse(row.value) as Record<string, Routed>) : {};
}

/** null takes it back. */
export async function routeQuestion(db: Db, districtId: string, year: number, question: string, routed: Routed | null): Promise<void> {
  const { [question]: _before, ...others } = await routedQuestions(db, districtId, year);
  const value = JSON.stringify(routed === null ? others : { ...others, [question]: routed });
  await db
    .insertInto('setting')
    .values({ districtId, key: keyOf(year), value })
    .onConflict((conflict) => conflict.columns(['districtId', 'key']).doUpdateSet({ value }))
    .execute();
}
