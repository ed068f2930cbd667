// A section's answers of many communities. Reading and parsing them is nearly all that a roll-up costs, and from one roll-up to the next
// few change: so they are kept, parsed, and only those are read again whose version is another now.
import { sql } from 'kysely';
import type { Scalar } from '../../engine/model/sheet.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { Community } from '../submissions/values.ts';
import { yieldTurn } from '../turn.ts';

/** What a community answered in a section, by position as that version of the form lays it out. */
export interface SectionValues {
  readonly version: number;
  readonly formVersionId: string;
  readonly values: readonly Scalar[];
}

interface SectionKey {
  readonly districtId: string;
  readonly period: string;
  readonly section: string;
}

/** Up to so many communities are read by name, and not kept. */
const MOST_NAMED = 200;
/** Kept at most: about 50 MB. */
const MOST_VALUES = 5_000_000;

/** How many rows there were and what their versions added up to: no save leaves both as they are. */
interface Mark {
  readonly saved: number;
  readonly versions: number;
}

/** Never changed once it is kept: another request may be reading it. The values are those of the mark, or newer. */
interface Kept {
  readonly mark: Mark;
  readonly byCommunity: ReadonlyMap<string, SectionValues>;
}

const kept = new WeakMap<Services, Map<string, Kept>>();

/** Community → its answers. `db` must not be a transaction that has changed something: what is read is kept for others. */
export async function sectionValues(
  services: Services,
  db: Db,
  key: SectionKey,
  communities: readonly Community[],
): Promise<ReadonlyMap<string, SectionValues>> {
  const ids = communities.map(({ unitId }) => unitId);
  if (ids.length === 0) return new Map();
  if (ids.length <= MOST_NAMED) return new Map((await readRows(db, key, ids)).map(parsed));
  const known = recall(services, key);
  const mark = await markOf(db, key);
  if (known.mark.saved === mark.saved && known.mark.versions === mark.versions) return known.byCommunity;
  const byCommunity = await refreshed(db, key, known, mark);
  keep(services, key, { mark, byCommunity });
  return byCommunity;
}

/** Reads what was saved since, or everything where that is most of it. */
async function refreshed(db: Db, key: SectionKey, { mark, byCommunity }: Kept, now: Mark): Promise<ReadonlyMap<string, SectionValues>> {
  const isMost = now.versions - mark.versions > now.saved / 2;
  const { stale, standing } = isMost ? { stale: [], standing: new Map<string, SectionValues>() } : await changed(db, key, byCommunity);
  const chunks = isMost ? [null] : chunked(stale, MOST_NAMED);
  for (const chunk of chunks) {
    const rows = await readRows(db, key, chunk);
    await yieldTurn();
    for (const [id, values] of rows.map(parsed)) standing.set(id, values);
  }
  return standing;
}

function chunked(ids: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, chunk) => ids.slice(chunk * size, (chunk + 1) * size));
}

const NOTHING: Kept = { mark: { saved: 0, versions: 0 }, byCommunity: new Map() };

function nameOf({ districtId, period, section }: SectionKey): string {
  return `${districtId}/${period}/${section}`;
}

/** What was read last comes last. */
function recall(services: Services, key: SectionKey): Kept {
  const all = kept.get(services);
  const known = all?.get(nameOf(key));
  if (!all || !known) return NOTHING;
  all.delete(nameOf(key));
  all.set(nameOf(key), known);
  return known;
}

function keep(services: Services, key: SectionKey, known: Kept): void {
  const all = kept.get(services) ?? new Map<string, Kept>();
  kept.set(services, all);
  all.delete(nameOf(key));
  all.set(nameOf(key), known);
  forgetOldest(all);
}

function forgetOldest(all: Map<string, Kept>): void {
  let total = 0;
  for (const [name, { byCommunity }] of [...all].reverse()) {
    const [first] = byCommunity.values();
    total += byCommunity.size * (first?.values.length ?? 0);
    if (total > MOST_VALUES) all.delete(name);
  }
}

async function markOf(db: Db, { districtId, period, section }: SectionKey): Promise<Mark> {
  const { rows } = await sql<{ saved: number; versions: number | null }>`select count(*) as saved, cast(sum(version) as bigint) as versions from section
    where district_id = ${districtId} and period = ${period} and section_code = ${section}`.execute(db.withoutPlugins());
  const [found] = rows;
  return { saved: found?.saved ?? 0, versions: found?.versions ?? 0 };
}

/** Those whose version is not the one that is kept, and what is kept of the others. */
async function changed(
  db: Db,
  { districtId, period, section }: SectionKey,
  known: Kept['byCommunity'],
): Promise<{ stale: string[]; standing: Map<string, SectionValues> }> {
  const { rows } = await sql<{ community_id: string; version: number }>`select community_id, version from section
    where district_id = ${districtId} and period = ${period} and section_code = ${section}`.execute(db.withoutPlugins());
  const stale: string[] = [];
  const standing = new Map<string, SectionValues>();
  for (const { community_id: id, version } of rows) {
    const before = known.get(id);
    if (before?.version === version) standing.set(id, before);
    else stale.push(id);
  }
  return { stale, standing };
}

/**
 * Answers to what the section was asked before and is asked no more, as they lay when it was saved under a later version: for each older version the
 * community → its answers, the oldest first.
 */
export async function askedBefore(db: Db, { districtId, period, section }: SectionKey): Promise<readonly ReadonlyMap<string, SectionValues>[]> {
  const rows = await db
    .selectFrom('sectionAskedBefore')
    .select(['communityId', 'formVersionId', 'answers'])
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('sectionCode', '=', section)
    .orderBy('formVersionId')
    .execute();
  const versions = new Map<string, Map<string, SectionValues>>();
  for (const { communityId, formVersionId, answers } of rows) {
    const values = { version: 0, formVersionId, values: JSON.parse(answers) as Scalar[] };
    versions.set(formVersionId, (versions.get(formVersionId) ?? new Map<string, SectionValues>()).set(communityId, values));
  }
  return [...versions.values()];
}

interface Line {
  readonly community_id: string;
  readonly version: number;
  readonly form_version_id: string;
  readonly answers: string;
}

/** null: of all communities. */
async function readRows(db: Db, { districtId, period, section }: SectionKey, communities: readonly string[] | null): Promise<readonly Line[]> {
  const named = communities === null ? sql`` : sql`and community_id in (${sql.join(communities)})`;
  const { rows } = await sql<Line>`select community_id, version, form_version_id, answers from section
    where district_id = ${districtId} and period = ${period} and section_code = ${section} ${named}`.execute(db.withoutPlugins());
  return rows;
}

function parsed({ community_id: id, version, form_version_id: formVersionId, answers }: Line): [string, SectionValues] {
  return [id, { version, formVersionId, values: JSON.parse(answers) as Scalar[] }];
}
