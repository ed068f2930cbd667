// Finding rows: those an account may see, and those of one identity number within the district.
import { sql, type SelectQueryBuilder } from 'kysely';
import type { Actor } from '../people/roles.ts';
import { registerRowCondition } from '../people/scope.ts';
import type { Db } from '../storage/database.ts';
import type { RegisterRowRow, Tables } from '../storage/schema.ts';

/** The rows of a register that this account may see, those that left included. */
export function rowsFor(db: Db, actor: Actor, register: string): SelectQueryBuilder<Tables, 'registerRow', RegisterRowRow> {
  return db
    .selectFrom('registerRow')
    .selectAll()
    .where('districtId', '=', actor.districtId)
    .where('register', '=', register)
    .where(registerRowCondition(actor));
}

/** Another standing row of the same person, anywhere in the district; its community is told, nothing else of it. */
export interface SameIdentity {
  readonly rowId: string;
  readonly communityId: string;
  readonly communityName: string;
}

export async function sameIdentity(db: Db, districtId: string, register: string, identityIndex: string | null, except = ''): Promise<readonly SameIdentity[]> {
  if (identityIndex === null) return [];
  return db
    .selectFrom('registerRow as r')
    .innerJoin('orgUnit as u', (join) => join.onRef('u.districtId', '=', 'r.districtId').onRef('u.unitId', '=', 'r.communityId'))
    .select(['r.rowId', 'r.communityId', 'u.name as communityName'])
    .where('r.districtId', '=', districtId)
    .where('r.register', '=', register)
    .where('r.identityIndex', '=', identityIndex)
    .where('r.removedAt', 'is', null)
    .where('r.rowId', '!=', except)
    .execute();
}

/** Rows this account may see whose identity number stands more than once in the district. */
export function duplicatedRows(db: Db, actor: Actor, register: string, communityId: string): SelectQueryBuilder<Tables, 'registerRow', RegisterRowRow> {
  const twice = db
    .selectFrom('registerRow')
    .select('identityIndex')
    .where('districtId', '=', actor.districtId)
    .where('register', '=', register)
    .where('removedAt', 'is', null)
    .where('identityIndex', 'is not', null)
    .groupBy('identityIndex')
    .having(sql<number>`count(*)`, '>', 1);
  return rowsFor(db, actor, register).where('communityId', '=', communityId).where('removedAt', 'is', null).where('identityIndex', 'in', twice);
}
