// The declaration window: the weeks of a year in which departments hand in what they want to ask (集中申报). What is handed in at another time
// is marked, or — where the district is strict — wants words that say why it cannot wait.
import type { Db } from '../storage/database.ts';
import { dayIn, type Workdays } from './workdays.ts';

export interface DeclarationWindow {
  /** "03-01": month and day, both included. */
  readonly from: string;
  readonly to: string;
  readonly strict: boolean;
}

const KEY = 'declarationWindow';
const MARCH: DeclarationWindow = { from: '03-01', to: '03-31', strict: false };

export async function declarationWindow(db: Db, districtId: string): Promise<DeclarationWindow> {
  const row = await db.selectFrom('setting').select('value').where('districtId', '=', districtId).where('key', '=', KEY).executeTakeFirst();
  return row ? (JSON.parse(row.value) as DeclarationWindow) : MARCH;
}

export async function setDeclarationWindow(db: Db, districtId: string, window: DeclarationWindow): Promise<void> {
  const value = JSON.stringify(window);
  await db
    .insertInto('setting')
    .values({ districtId, key: KEY, value })
    .onConflict((conflict) => conflict.columns(['districtId', 'key']).doUpdateSet({ value }))
    .execute();
}

/** First and last day in a year; a last day that is not worked moves on. */
export function windowIn({ from, to }: DeclarationWindow, year: number, days: Workdays): { readonly from: string; readonly to: string } {
  return { from: `${year}-${from}`, to: days.onOrAfter(`${year}-${to}`) };
}

export function isOpen(window: DeclarationWindow, now: string, days: Workdays): boolean {
  const today = dayIn(now);
  const { from, to } = windowIn(window, Number(today.slice(0, 4)), days);
  return from <= today && today <= to;
}
