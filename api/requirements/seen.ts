// One requirement by its id, if the account may see it: what every operation on a requirement, and every output, asks first.
import type { Actor } from '../people/roles.ts';
import { requirementCondition } from '../people/scope.ts';
import { hidden } from '../problem.ts';
import type { Db } from '../storage/database.ts';
import type { RequirementRow } from '../storage/schema.ts';

/** Throws Refused (404, on record) for one that is not there or not for this account; `what` is what the caller asked for, in words. */
export async function requirementSeen(db: Db, actor: Actor, requirementId: string, what = '报表需求 / requirement'): Promise<RequirementRow> {
  const found = await db
    .selectFrom('requirement')
    .selectAll()
    .where('districtId', '=', actor.districtId)
    .where('requirementId', '=', requirementId)
    .where(requirementCondition(actor))
    .executeTakeFirst();
  if (!found) throw hidden(what);
  return found;
}
