// Register rows: encrypted at rest, found again by a keyed index of the identity number.
import type { Scalar } from '../../engine/model/sheet.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';

export interface RegisterPlace {
  readonly districtId: string;
  readonly communityId: string;
  readonly register: string;
}

/** Column → value, and membership → true or false. */
export type RowValues = ReadonlyMap<string, Scalar>;

/** The rows that stand, decrypted, in the order of their ids. */
export async function registerRows(services: Services, db: Db, { districtId, communityId, register }: RegisterPlace): Promise<RowValues[]> {
  const rows = await db
    .selectFrom('registerRow')
    .select(['rowId', 'rowValues'])
    .where('districtId', '=', districtId)
    .where('communityId', '=', communityId)
    .where('register', '=', register)
    .where('removedAt', 'is', null)
    .orderBy('rowId')
    .execute();
  return rows.map(({ rowId, rowValues }) => openRow(services, rowId, rowValues));
}

export function sealRow({ vault }: Services, rowId: string, values: RowValues): string {
  return vault.seal(JSON.stringify(Object.fromEntries(values)), `row/${rowId}`);
}

export function openRow({ vault }: Services, rowId: string, sealed: string): RowValues {
  return new Map(Object.entries(JSON.parse(vault.open(sealed, `row/${rowId}`)) as Record<string, Scalar>));
}

/** What is shown of a value that names a person: 430***********0012, 138****1234. */
export function masked(value: Scalar, attribute: string | null): Scalar {
  if (value === null || attribute === null || !PERSONAL.has(attribute)) return value;
  const text = String(value);
  return text.length <= 7 ? '*'.repeat(text.length) : `${text.slice(0, 3)}${'*'.repeat(text.length - 7)}${text.slice(-4)}`;
}

/** Attributes that name a person; shown whole only to those whose form asks for them. */
export const PERSONAL: ReadonlySet<string> = new Set(['idCard', 'phone']);
