// When departments last took their filled forms, as a workbook, as CSV or in a zip. What coordinators and communities look at is not counted: it is not the department's.
import type { Actor } from '../people/roles.ts';
import type { Db } from '../storage/database.ts';

/** A requirement's output of a period, of whatever place. */
export interface OutputOf {
  readonly requirementId: string;
  readonly period: string;
}

export interface Taken {
  readonly period: string;
  readonly at: string;
}

/** Notes it when a department takes them. */
export async function noteTaken(db: Db, { districtId, accountId, role }: Actor, outputs: readonly OutputOf[], at: string): Promise<void> {
  if (role !== 'department') return;
  const once = new Map(outputs.map(({ requirementId, period }) => [`${requirementId} ${period}`, { districtId, requirementId, period, at, accountId }]));
  for (const row of once.values())
    await db
      .insertInto('outputTaken')
      .values(row)
      .onConflict((conflict) => conflict.columns(['districtId', 'requirementId', 'period']).doUpdateSet({ at, accountId }))
      .execute();
}

/** Requirement code → when its output of any period of the year was last taken. */
export async function lastTaken(db: Db, districtId: string, codes: readonly string[], year: string): Promise<ReadonlyMap<string, Taken>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('outputTaken as t')
    .innerJoin('requirement as r', (join) => join.onRef('r.districtId', '=', 't.districtId').onRef('r.requirementId', '=', 't.requirementId'))
    .select(['r.code', 't.period', 't.at'])
    .where('t.districtId', '=', districtId)
    .where('r.code', 'in', codes)
    .where('t.period', '>=', year)
    .where('t.period', '<', `${Number(year) + 1}`)
    .orderBy('t.at')
    .execute();
  return new Map(rows.map(({ code, period, at }) => [code, { period, at }]));
}
