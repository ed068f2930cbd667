// One answer to "may this account see that?", used by lists, items, exports and aggregates alike: as a condition on a query, or asked of one thing.
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../storage/database.ts';
import type { Actor } from './roles.ts';

/**
 * The ids of the communities whose answers an account may see, as a subquery: coordinator and departments all (departments only by
 * their outputs), a street its own, a community itself, a grid worker the community of the grid; the three powers none.
 */
export function communityIds(actor: Actor): RawBuilder<string> {
  const { districtId, role, unitId } = actor;
  const ofKind = sql`select unit_id from org_unit where district_id = ${districtId} and kind = 'community'`;
  switch (role) {
    case 'coordinator':
    case 'department':
      return sql`(${ofKind})`;
    case 'street':
      return sql`(${ofKind} and parent_id = ${unitId})`;
    case 'community':
      return sql`(${ofKind} and unit_id = ${unitId})`;
    case 'gridWorker':
      return sql`(select parent_id from org_unit where district_id = ${districtId} and kind = 'grid' and unit_id = ${unitId})`;
    case 'administrator':
    case 'securityOfficer':
    case 'auditor':
      return sql`(${ofKind} and 1 = 0)`;
  }
}

/** May the account see this community's answers? */
export async function seesCommunity(db: Db, actor: Actor, communityId: string): Promise<boolean> {
  const found = await sql<{ seen: number }>`select 1 as seen where ${communityId} in ${communityIds(actor)}`.execute(db);
  return found.rows.length > 0;
}

/** Requirements: the coordinator all, a department its own, communities and streets what was admitted (they may have answered it), the three powers none. */
export function requirementCondition(actor: Actor): RawBuilder<boolean> {
  switch (actor.role) {
    case 'coordinator':
      return sql<boolean>`1 = 1`;
    case 'department':
      return sql<boolean>`department_id = ${actor.unitId}`;
    case 'street':
    case 'community':
    case 'gridWorker':
      return sql<boolean>`standing is not null`;
    case 'administrator':
    case 'securityOfficer':
    case 'auditor':
      return sql<boolean>`1 = 0`;
  }
}

/**
 * Rows of registers: a community its own, a grid worker those of the grid, a street those of its communities (shown masked); nobody else
 * by this way — departments get their rosters as outputs.
 */
export function registerRowCondition(actor: Actor): RawBuilder<boolean> {
  switch (actor.role) {
    case 'street':
    case 'community':
      return sql<boolean>`community_id in ${communityIds(actor)}`;
    case 'gridWorker':
      return sql<boolean>`community_id in ${communityIds(actor)} and grid_id = ${actor.unitId}`;
    case 'coordinator':
    case 'department':
    case 'administrator':
    case 'securityOfficer':
    case 'auditor':
      return sql<boolean>`1 = 0`;
  }
}
