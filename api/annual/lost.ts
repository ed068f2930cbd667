// What publishing would take off departments' forms: numbers of periods that were approved, whose blank is on the form no more or asks something else now. What is
// merely asked more or less often stays (engine/view/earlier.ts) and is not among them.
import { isFrequency, periodsOf } from '../../engine/model/period.ts';
import type { PlannedCell } from '../../engine/view/index.ts';
import { periodsNeeded } from '../outputs/columns.ts';
import { placeViewOf } from '../outputs/output.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import { FINAL } from '../submissions/states.ts';
import type { Draft } from '../thinking/thinker.ts';
import type { Published } from './published.ts';

export interface LostNumbers {
  readonly requirement: string;
  readonly title: string;
  /** Periods of which something would go, in order. */
  readonly periods: readonly string[];
  /** Numbers that would go: a blank of two periods counts twice. */
  readonly cells: number;
}

/** By form, in the order of the form that is published now. */
export async function numbersLost(
  services: Services,
  db: Db,
  before: Published,
  { consolidation: after }: Pick<Draft, 'consolidation'>,
): Promise<LostNumbers[]> {
  const { districtId, year } = before.row;
  const approved = await approvedPeriods(db, districtId, year);
  const view = await placeViewOf(services, db, before);
  const kept = new Set(after.fields.map(({ requirement, element, frequency }) => `${requirement}\n${element}@${frequency}`));
  return before.consolidation.pack.requirements.flatMap(({ id, title, frequency }) => {
    const gone = view.cells(id).filter(({ field }) => !kept.has(`${id}\n${field.element}@${field.frequency}`));
    if (gone.length === 0 || !isFrequency(frequency)) return [];
    const isApproved = (planned: PlannedCell, period: string): boolean => {
      const drawn = [...periodsNeeded(view.cellNeeds(planned, period), period)];
      const older = [...periodsNeeded(view.earlierNeeds([planned], period), period)];
      return (drawn.length > 0 && drawn.every((each) => approved.has(each))) || older.some((each) => approved.has(each));
    };
    const lost = periodsOf(year, frequency).map((period) => ({ period, cells: gone.filter((planned) => isApproved(planned, period)).length }));
    const periods = lost.filter(({ cells }) => cells > 0).map(({ period }) => period);
    return periods.length > 0 ? [{ requirement: id, title, periods, cells: lost.reduce((sum, { cells }) => sum + cells, 0) }] : [];
  });
}

/** The periods of the year that were approved for a community at least. */
async function approvedPeriods(db: Db, districtId: string, year: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('submission')
    .select('period')
    .distinct()
    .where('districtId', '=', districtId)
    .where('period', '>=', String(year))
    .where('period', '<', String(year + 1))
    .where('state', 'in', FINAL)
    .execute();
  return new Set(rows.map(({ period }) => period));
}
