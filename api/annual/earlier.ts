// What the older versions of a year's form came by otherwise than the one in force, so that what was accepted under them still tells its periods.
import { earlierPlan, type EarlierPlan } from '../../engine/view/index.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import { lastDayOf } from '../outputs/places.ts';
import { placesIn, published, type Published } from './published.ts';
import type { Frequency } from '../../engine/model/period.ts';

export interface EarlierForm extends EarlierPlan {
  /** Item → code of the section in which it was asked. */
  readonly sectionOf: ReadonlyMap<string, string>;
}

const kept = new WeakMap<Published, Promise<readonly EarlierForm[]>>();

/** The older versions of the form's year, the newest first, as far as anything in them differs. Versions never change, so they are looked through once. */
export function earlierForms(services: Services, db: Db, form: Published): Promise<readonly EarlierForm[]> {
  const known = kept.get(form) ?? readEarlier(services, db, form);
  kept.set(form, known);
  known.catch(() => kept.delete(form));
  return known;
}

async function readEarlier(services: Services, db: Db, form: Published): Promise<readonly EarlierForm[]> {
  const { districtId, year, versionNo } = form.row;
  const rows = await db
    .selectFrom('formVersion')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('year', '=', year)
    .where('versionNo', '<', versionNo)
    .orderBy('versionNo', 'desc')
    .execute();
  const found: EarlierForm[] = [];
  for (const row of rows) {
    const older = await published(services, db, row);
    const plan = earlierPlan(form, older);
    const sectionOf = new Map(plan.items.flatMap(({ id }) => [[id, older.sectionOf.get(id)?.code ?? ''] as const]));
    if (plan.derivations.length > 0) found.push({ ...plan, sectionOf });
  }
  return found;
}

/**
 * How often the form asked when the period ended: by the last version published until then, or, for periods that had ended before the year's form was first
 * published, by the first. A later version that asks by the month, too, leaves nothing open of a quarter that is past.
 */
export async function frequenciesAtEnd(services: Services, db: Db, { row }: Published, period: string): Promise<ReadonlySet<Frequency>> {
  const { districtId, year } = row;
  const versions = await db
    .selectFrom('formVersion')
    .select(['formVersionId', 'publishedAt'])
    .where('districtId', '=', districtId)
    .where('year', '=', year)
    .where('versionNo', '<=', row.versionNo)
    .orderBy('versionNo')
    .execute();
  const then = versions.findLast(({ publishedAt }) => publishedAt.slice(0, 10) <= lastDayOf(period)) ?? versions[0];
  const sections = await placesIn(services, db, districtId, then?.formVersionId ?? row.formVersionId);
  return new Set(sections.map(({ frequency }) => frequency));
}
