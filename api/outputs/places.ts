// The places that outputs are made for: a community, a street or the whole district — if the caller may see them — with the communities in them.
import { sql, type RawBuilder } from 'kysely';
import { lastMonthOf } from '../../engine/model/period.ts';
import type { Actor } from '../people/roles.ts';
import { communityIds, seesCommunity } from '../people/scope.ts';
import { hidden } from '../problem.ts';
import type { Db } from '../storage/database.ts';
import type { OrgUnitRow } from '../storage/schema.ts';
import type { Community } from '../submissions/values.ts';

/** The word that stands for the whole district where the id of a unit is expected. */
export const DISTRICT = 'district';

export interface PlacedCommunity extends Community {
  readonly streetId: string | null;
}

export interface OutputPlace {
  readonly kind: 'community' | 'street' | 'district';
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** By code; one for a community. */
  readonly communities: readonly PlacedCommunity[];
}

/** The place by the id of its unit, or DISTRICT; hidden from those who may not see all of it. */
export async function outputPlace(db: Db, actor: Actor, placeId: string, period: string): Promise<OutputPlace> {
  if (placeId === DISTRICT) return wholeDistrict(db, actor, period);
  const { districtId, role, unitId } = actor;
  const unit = await db.selectFrom('orgUnit').selectAll().where('districtId', '=', districtId).where('unitId', '=', placeId).executeTakeFirst();
  if (unit?.kind === 'street' && (role === 'coordinator' || role === 'department' || (role === 'street' && unitId === placeId)))
    return { ...named(unit, 'street'), communities: (await communitiesSeen(db, actor, period)).filter(({ streetId }) => streetId === placeId) };
  if (unit?.kind === 'community' && (await seesCommunity(db, actor, placeId)))
    return { ...named(unit, 'community'), communities: [{ unitId: unit.unitId, code: unit.code, name: unit.name, streetId: unit.parentId }] };
  throw hidden('地方 / place');
}

async function wholeDistrict(db: Db, actor: Actor, period: string): Promise<OutputPlace> {
  if (actor.role !== 'coordinator' && actor.role !== 'department') throw hidden('地方 / place');
  const { code, name } = await db.selectFrom('district').selectAll().where('districtId', '=', actor.districtId).executeTakeFirstOrThrow();
  return { kind: 'district', id: DISTRICT, code, name, communities: await communitiesSeen(db, actor, period) };
}

function named({ unitId, code, name }: OrgUnitRow, kind: OutputPlace['kind']): Omit<OutputPlace, 'communities'> {
  return { kind, id: unitId, code, name };
}

/** The communities that this account may see and that stood at the period's end, by code. */
export async function communitiesSeen(db: Db, actor: Actor, period: string): Promise<readonly PlacedCommunity[]> {
  const { rows } = await sql<{ unit_id: string; code: string; name: string; parent_id: string | null }>`
    select unit_id, code, name, parent_id from org_unit
    where district_id = ${actor.districtId} and kind = 'community' and unit_id in ${communityIds(actor)} and ${stoodIn(actor.districtId, period)}`.execute(
    db.withoutPlugins(),
  );
  // Each database has its own order of texts; whoever goes on after a code must find the same one.
  return rows.sort((a, b) => (a.code < b.code ? -1 : 1)).map(({ unit_id: unitId, code, name, parent_id: streetId }) => ({ unitId, code, name, streetId }));
}

/**
 * The condition that a unit stood at the period's end: then it answers for the period, is counted and told. The tree as it was first set up
 * is held to have stood before, for its days of foundation are not known. `units`: the name by which the query knows the table.
 */
export function stoodIn(districtId: string, period: string, units = 'org_unit'): RawBuilder<boolean> {
  const [from, to, last] = [sql.ref(`${units}.valid_from`), sql.ref(`${units}.valid_to`), lastDayOf(period)];
  const first = sql`(select min(o.valid_from) from org_unit o where o.district_id = ${districtId})`;
  return sql<boolean>`((${from} <= ${last} or ${from} = ${first}) and (${to} is null or ${to} > ${last}))`;
}

/** Did the unit stand at the period's end? */
export async function stood(db: Db, districtId: string, unitId: string, period: string): Promise<boolean> {
  const units = db.selectFrom('orgUnit').select('unitId').where('districtId', '=', districtId).where('unitId', '=', unitId);
  return (await units.where(stoodIn(districtId, period)).executeTakeFirst()) !== undefined;
}

/** "2026-Q1" → "2026-03-31"; longer than any month where it is shorter, which compares alike. */
export function lastDayOf(period: string): string {
  return `${lastMonthOf(period)}-31`;
}
