// What registers contribute to outputs: rows for the rosters of a form, and counts of every community. Rows of one community at a time, so
// that a district's registers are never all in memory.
import { lastMonthOf } from '../../engine/model/period.ts';
import type { Register, RegisterCount } from '../../engine/model/register.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { createDistinct, isMember, tallies, type RegisterRow } from '../../engine/register/index.ts';
import type { Needs } from '../../engine/view/index.ts';
import { problem, type Problem } from '../../engine/problem/index.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import type { Published } from '../annual/published.ts';
import { refused } from '../problem.ts';
import { noneSaid, saysNone } from '../registers/none.ts';
import { registerRows } from '../registers/rows.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { Community } from '../submissions/values.ts';
import { yieldTurn } from '../turn.ts';

/** Reference of a count → an exact decimal for each community; null where a row cannot be followed, or nothing was ever entered nor said to be none. */
export type Counted = ReadonlyMap<string, readonly Scalar[]>;

export interface RegisterContribution {
  readonly counted: Counted;
  /** Register → the rows of the requirement's rosters, community by community. */
  readonly rosters: ReadonlyMap<string, readonly RegisterRow[]>;
  /** Register → ids of the communities that had never entered anything in it: what it would tell of them is missing, not zero. */
  readonly unkept: ReadonlyMap<string, ReadonlySet<string>>;
  readonly problems: readonly Problem[];
}

/** The attribute by which persons are told apart. */
const IDENTITY = 'idCard';

export const MOST_ROSTER_ROWS = 20_000;

/** Reads what a requirement's form needs of the registers, as they stood when the period ended. */
export async function registerContribution(
  services: Services,
  db: Db,
  {
    districtId,
    form,
    requirement,
    period,
    needs,
    communities,
  }: {
    readonly districtId: string;
    readonly form: Published;
    readonly requirement: string;
    readonly period: string;
    readonly needs: Needs;
    readonly communities: readonly Community[];
  },
): Promise<RegisterContribution> {
  const { consolidation } = form;
  const references = new Set(needs.values.flatMap(({ source }) => (source.kind === 'free' ? [source.reference] : [])));
  const counts = consolidation.counts.filter(({ reference }) => references.has(reference));
  const counted = new Map(counts.map(({ reference }): [string, Scalar[]] => [reference, []]));
  const rosters = new Map<string, RegisterRow[]>();
  const unkept = new Map<string, ReadonlySet<string>>();
  const problems: Problem[] = [];
  const used = consolidation.registers.filter(({ id }) => needs.rosters.includes(id) || counts.some(({ register }) => register === id));
  for (const register of used) {
    const own = counts.filter((count) => count.register === register.id);
    const listed: RegisterRow[] = [];
    const without: Community[] = [];
    const distinct = createDistinct(register, IDENTITY);
    for (const community of communities) {
      const place = { districtId, communityId: community.unitId, register: register.id };
      const rows = await registerRows(services, db, place, lastMonthOf(period));
      if (rows === null) {
        const none = await noneSaid(db, place, lastMonthOf(period));
        if (rostersOf(register, requirement, own, needs).some((membership) => !saysNone(none, membership))) without.push(community);
        for (const { reference, membership } of own) counted.get(reference)?.push(saysNone(none, membership) ? '0' : null);
        continue;
      }
      if (needs.rosters.includes(register.id)) listed.push(...membersOf(register, requirement, rows));
      if (listed.length > MOST_ROSTER_ROWS) throw refused('output.tooLong', { rows: MOST_ROSTER_ROWS });
      for (const [reference, tally] of tallies(register, own, rows, loadLearning().spellings, distinct.mayCount)) {
        counted.get(reference)?.push(tally.kind === 'counted' ? tally.value : null);
        if (tally.kind === 'unreadable') problems.push(unreadable(register, tally, community));
        else distinct.placed(reference);
      }
      await yieldTurn();
    }
    rosters.set(register.id, listed);
    unkept.set(register.id, new Set(without.map(({ unitId }) => unitId)));
    if (without.length > 0) problems.push(noEntries(register, without));
    if (distinct.repeated() > 0) problems.push(problem('register.countedOnce', { register: register.title, persons: distinct.repeated() }, {}, 'hint'));
  }
  return { counted, rosters, unkept, problems };
}

/** The rosters that the form counts or lists. */
function rostersOf({ id, memberships }: Register, requirement: string, counts: readonly RegisterCount[], { rosters }: Needs): string[] {
  const listed = rosters.includes(id) ? memberships.filter((membership) => membership.requirement === requirement) : [];
  return [...counts.map(({ membership }) => membership), ...listed.map((membership) => membership.id)];
}

function membersOf({ memberships }: Register, requirement: string, rows: readonly RegisterRow[]): RegisterRow[] {
  const own = memberships.filter((membership) => membership.requirement === requirement);
  return rows.filter((row) => own.some(({ id }) => isMember(row, id)));
}

const MOST_NAMED = 5;

function noEntries({ title }: Register, communities: readonly Community[]): Problem {
  const places = communities.slice(0, MOST_NAMED).map(({ name }) => name);
  return problem('register.noEntries', { register: title, places, communities: communities.length }, {}, 'hint');
}

/** Where a row cannot be followed; not what stands there, which may name a person. */
function unreadable({ title, columns }: Register, { row, column }: { readonly row: number; readonly column: string }, { name }: Community): Problem {
  return problem(
    'register.unreadable',
    { register: title, row, column: columns.find(({ id }) => id === column)?.title ?? '', value: '…' },
    { community: name },
  );
}
