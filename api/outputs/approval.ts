// Which communities' answers a department may take as final: all that the form draws on is approved.
import { monthsOf, periodsOf } from '../../engine/model/period.ts';
import { sql } from 'kysely';
import type { Needs } from '../../engine/view/index.ts';
import { frequenciesIn, yearOf, type Published } from '../annual/published.ts';
import type { Db } from '../storage/database.ts';
import type { SubmissionState } from '../storage/schema.ts';
import { isFinal } from '../submissions/states.ts';
import type { Community } from '../submissions/values.ts';
import { periodsNeeded } from './columns.ts';

export interface Approval<Place> {
  /** The communities with something that is not approved yet, of what the form for this period draws on. */
  readonly unapproved: readonly Place[];
  /** The periods that are waited for, with how many communities each. A quarterly form may draw on what is asked once a year. */
  readonly waitingFor: readonly { readonly period: string; readonly communities: number }[];
}

export async function approvalOf<Place extends Community>(
  db: Db,
  districtId: string,
  form: Published,
  needs: Needs,
  period: string,
  communities: readonly Place[],
): Promise<Approval<Place>> {
  const periods = new Set(periodsNeeded(needs.values, period));
  if (needs.rosters.length > 0 || needs.values.some(({ source }) => source.kind === 'free')) for (const each of endingWith(form, period)) periods.add(each);
  if (periods.size === 0) return { unapproved: [], waitingFor: [] };
  const { rows } = await sql<{ period: string; community_id: string; state: SubmissionState }>`
    select period, community_id, state from submission where district_id = ${districtId} and period in (${sql.join([...periods])})
    ${communities.length === 1 ? sql`and community_id = ${communities[0]?.unitId ?? ''}` : sql``}`.execute(db.withoutPlugins());
  const here = new Set(communities.map(({ unitId }) => unitId));
  const final = rows.filter(({ community_id: id, state }) => here.has(id) && isFinal(state));
  const approved = counts(final.map(({ community_id: id }) => id));
  const finished = counts(final.map(({ period: of }) => of));
  return {
    unapproved: communities.filter(({ unitId }) => approved.get(unitId) !== periods.size),
    waitingFor: [...periods]
      .map((each) => ({ period: each, communities: communities.length - (finished.get(each) ?? 0) }))
      .filter((each) => each.communities > 0)
      .sort((a, b) => (a.period < b.period ? -1 : 1)),
  };
}

function counts(names: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

/** Registers are approved with the submissions that end when the period ends. */
function endingWith(form: Published, period: string): readonly string[] {
  const last = monthsOf(period)?.last;
  return frequenciesIn(form).flatMap((frequency) => periodsOf(yearOf(period), frequency).filter((each) => monthsOf(each)?.last === last));
}
