// What the coordinating office goes by when it admits: words that may not be asked of communities (负面清单), and how long an answer takes.
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { normalise } from '../../engine/interpret/index.ts';
import type { Db } from '../storage/database.ts';

export interface AdmissionRules {
  /** How long a community needs for one value, for telling minutes; an assumption that the district makes. */
  readonly secondsPerValue: number;
  readonly negativeList: readonly NegativeEntry[];
}

export interface NegativeEntry {
  /** What may not be asked, as it would stand in a title or label. */
  readonly words: string;
  /** Where that is laid down. */
  readonly why: string;
}

const KEY = 'admission';
const NONE: AdmissionRules = { secondsPerValue: 30, negativeList: [] };

export async function admissionRules(db: Db, districtId: string): Promise<AdmissionRules> {
  const row = await db.selectFrom('setting').select('value').where('districtId', '=', districtId).where('key', '=', KEY).executeTakeFirst();
  return row ? (JSON.parse(row.value) as AdmissionRules) : NONE;
}

export async function setAdmissionRules(db: Db, districtId: string, rules: AdmissionRules): Promise<void> {
  const value = JSON.stringify(rules);
  await db
    .insertInto('setting')
    .values({ districtId, key: KEY, value })
    .onConflict((conflict) => conflict.columns(['districtId', 'key']).doUpdateSet({ value }))
    .execute();
}

export interface NegativeHit extends NegativeEntry {
  /** The title or label in which the words stand. */
  readonly label: string;
  /** null: the title of the requirement. */
  readonly sheet: string | null;
  readonly cell: string | null;
}

/** Where a requirement says what may not be asked: in its title, the labels of its blanks, the heads of its rosters. */
export function negativeHits({ pack, fields }: Consolidation, requirement: string, list: readonly NegativeEntry[]): NegativeHit[] {
  const title = pack.requirements.find(({ id }) => id === requirement)?.title ?? '';
  const places = [
    { label: title, sheet: null, cell: null },
    ...fields.filter((field) => field.requirement === requirement).map(({ label, sheet, cell }) => ({ label: label.join(' › '), sheet, cell })),
  ];
  return list.flatMap((entry) => {
    const words = normalise(entry.words);
    return places.filter(({ label }) => normalise(label).includes(words)).map((place) => ({ ...entry, ...place }));
  });
}
