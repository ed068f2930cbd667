// The words that a district has taught the engine besides the shipped ones, in the notation of docs/lexicon.md.
import type { Term } from '../../forms/lexicon/load.ts';
import type { Db } from '../storage/database.ts';

/** Those in use, in the order in which they were added. */
export async function districtTerms(db: Db, districtId: string): Promise<readonly Term[]> {
  const rows = await db
    .selectFrom('districtWord')
    .select(['words', 'means'])
    .where('districtId', '=', districtId)
    .where('removedAt', 'is', null)
    .orderBy('wordId')
    .execute();
  return rows.map(({ words, means }) => ({ words: JSON.parse(words) as string[], means }));
}
