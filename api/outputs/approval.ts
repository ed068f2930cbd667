// Which communities' answers a department may take as final: all that the form draws on is approved.
import { monthsOf, periodsOf, type Frequency } from '../../engine/model/period.ts';
import { sql } from 'kysely';
import type { Needs } from '../../engine/view/index.ts';
import { frequenciesAtEnd } from '../annual/earlier.ts';
import { yearOf, type Published } from '../annual/published.ts';
import type { Services } from '../services.ts';
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

/** What is to be approved for an output. */
export interface Drawn {
  readonly form: Published;
  readonly needs: Needs;
  readonly period: string;
  /** Place of a community → the periods it draws on, where it draws on others than the version in force does. */
  readonly otherwise?: ReadonlyMap<number, ReadonlySet<string>>;
}

export async function approvalOf<Place extends Community>(
  services: Services,
  db: Db,
  districtId: string,
  { form, needs, period, otherwise = new Map() }: Drawn,
  communities: readonly Place[],
): Promise<Approval<Place>> {
  const drawsOnRegisters = needs.rosters.length > 0 || needs.values.some(({ source }) => source.kind === 'free');
  const ends = drawsOnRegisters ? endingWith(await frequenciesAtEnd(services, db, form, period), period) : [];
  const periods = new Set([...periodsNeeded(needs.values, period), ...ends]);
  const wanted = communities.map((_, place) => {
    const own = otherwise.get(place);
    return own ? new Set([...own, ...ends]) : periods;
  });
  const all = new Set([...periods, ...[...otherwise.values()].flatMap((each) => [...each])]);
  if (all.size === 0) return { unapproved: [], waitingFor: [] };
  const approved = await approvedPeriods(db, districtId, all, communities);
  const open = communities.map(({ unitId }, place) => [...(wanted[place] ?? [])].filter((each) => !approved.get(unitId)?.has(each)));
  const waiting = counts(open.flat());
  return {
    unapproved: communities.filter((_, place) => (open[place]?.length ?? 0) > 0),
    waitingFor: [...waiting].map(([each, number]) => ({ period: each, communities: number })).sort((a, b) => (a.period < b.period ? -1 : 1)),
  };
}

/** Community → those of the periods that are approved for it. */
export async function approvedPeriods(
  db: Db,
  districtId: string,
  periods: ReadonlySet<string>,
  communities: readonly Community[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const approved = new Map<string, Set<string>>();
  if (periods.size === 0) return approved;
  const { rows } = await sql<{ period: string; community_id: string; state: SubmissionState }>`
    select period, community_id, state from submission where district_id = ${districtId} and period in (${sql.join([...periods])})
    ${communities.length === 1 ? sql`and community_id = ${communities[0]?.unitId ?? ''}` : sql``}`.execute(db.withoutPlugins());
  for (const { period, community_id: id, state } of rows) if (isFinal(state)) approved.set(id, (approved.get(id) ?? new Set()).add(period));
  return approved;
}

function counts(names: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

/** Registers are approved with the submissions that end when the period ends. */
function endingWith(frequencies: ReadonlySet<Frequency>, period: string): readonly string[] {
  const last = monthsOf(period)?.last;
  return [...frequencies].flatMap((frequency) => periodsOf(yearOf(period), frequency).filter((each) => monthsOf(each)?.last === last));
}
