// A community's answers of a year, put together from its sections and registers, as the engine takes them.
import type { CommunityValues } from '../../engine/model/values.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { placesOf, type Published } from '../annual/published.ts';
import { registerRows } from '../registers/rows.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { Kept } from './section.ts';

export interface Community {
  readonly unitId: string;
  readonly code: string;
  readonly name: string;
}

/** Item → period → answer for each community; communities that answered nothing have empty maps. */
export async function itemsOfYear(
  services: Services,
  db: Db,
  districtId: string,
  form: Published,
  communities: readonly Community[],
): Promise<Map<string, Map<string, Map<string, Scalar>>>> {
  const year = form.row.year;
  const wanted = new Set(communities.map(({ unitId }) => unitId));
  let rows = db
    .selectFrom('section')
    .select(['communityId', 'period', 'sectionCode', 'formVersionId', 'answers'])
    .where('districtId', '=', districtId)
    .where('period', '>=', String(year))
    .where('period', '<', String(year + 1));
  const [only] = communities;
  if (communities.length === 1 && only) rows = rows.where('communityId', '=', only.unitId);
  const found = new Map<string, Map<string, Map<string, Scalar>>>(communities.map(({ unitId }) => [unitId, new Map()]));
  for (const { communityId, period, sectionCode, formVersionId, answers } of await rows.execute()) {
    if (!wanted.has(communityId)) continue;
    const places = await placesOf(services, db, { districtId, formVersionId, sectionCode, period });
    const byItem = found.get(communityId);
    for (const [position, value] of (JSON.parse(answers) as Kept[]).entries()) {
      const item = places?.items[position];
      if (item === undefined || value === null || !byItem) continue;
      const byPeriod = byItem.get(item) ?? new Map<string, Scalar>();
      byItem.set(item, byPeriod.set(period, value));
    }
  }
  return found;
}

/** Everything that one community told in a form's year. */
export async function communityValues(services: Services, db: Db, districtId: string, form: Published, community: Community): Promise<CommunityValues> {
  const items = (await itemsOfYear(services, db, districtId, form, [community])).get(community.unitId) ?? new Map<string, Map<string, Scalar>>();
  const registers = new Map<string, readonly ReadonlyMap<string, Scalar>[]>();
  const yearEnd = `${form.row.year}-12`;
  for (const { id } of form.consolidation.registers) {
    const rows = await registerRows(services, db, { districtId, communityId: community.unitId, register: id }, yearEnd);
    if (rows !== null) registers.set(id, rows);
  }
  return { code: community.code, name: community.name, items, registers };
}
