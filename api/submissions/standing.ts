// What stands before a save — who may save where, and the section's content — read in one statement and remembered as long as nobody
// but the groups themselves has written: SQLite tells, by its count of changes on this connection and its version for all others. So a
// session that is ended, an account disabled or a cell saved another way is seen at the next request, in this process and any other.
import type Library from 'better-sqlite3';
import { lastDayOf } from '../outputs/places.ts';
import type { SubmissionState } from '../storage/schema.ts';
import type { Group } from '../storage/group.ts';
import type { Laid } from './changes.ts';
import { originsIn } from './origins.ts';
import type { Kept } from './section.ts';

export interface Key {
  readonly districtId: string;
  readonly sessionId: string;
  readonly communityId: string;
  readonly period: string;
  readonly year: number;
  readonly sectionCode: string;
}

/** A community account in its own community, with the state of its submission and the form that counts. */
export interface Seat {
  readonly accountId: string;
  readonly seenAt: string;
  readonly expiresAt: string;
  readonly state: SubmissionState;
  readonly current: string;
}

export interface SectionContent extends Laid {
  readonly version: number;
  readonly formVersionId: string;
  readonly origins: readonly string[];
}

export interface Standing {
  readonly seat: Seat;
  readonly content: SectionContent;
}

export interface Memory {
  /** null: not a community account in its own community, or nothing was saved there yet. */
  readonly standing: (key: Key) => Standing | null;
  /** What this group has written, for those who come after. */
  readonly keep: (key: Key, content: SectionContent) => void;
}

const MOST_KEPT = 5000;

interface Remembered extends Memory {
  readonly seats: Map<string, Seat>;
  readonly contents: Map<string, SectionContent>;
  readonly find: Library.Statement;
  readonly written: Library.Statement;
  readonly others: Library.Statement;
  readonly groups: WeakSet<Group>;
  mark: string;
}

const memories = new WeakMap<Library.Database, Remembered>();

/** The memory as it holds in this group's transaction. */
export function memoryOf(group: Group): Memory {
  const memory = memories.get(group.sqlite) ?? prepare(group.sqlite);
  memories.set(group.sqlite, memory);
  if (!memory.groups.has(group)) begin(memory, group);
  return memory;
}

function begin(memory: Remembered, group: Group): void {
  memory.groups.add(group);
  if (memory.mark !== markOf(memory) || memory.contents.size > MOST_KEPT || memory.seats.size > MOST_KEPT) {
    memory.seats.clear();
    memory.contents.clear();
  }
  // Until the commit nothing of this group is certain.
  memory.mark = '';
  group.afterCommit('memory', () => (memory.mark = markOf(memory)));
}

function markOf({ written, others }: Remembered): string {
  return `${String(written.get())}/${String(others.get())}`;
}

function standing({ seats, contents, find }: Remembered, key: Key): Standing | null {
  const [seatKey, placeKey] = [`${key.sessionId}/${key.communityId}/${key.period}`, contentKey(key)];
  const [seat, content] = [seats.get(seatKey), contents.get(placeKey)];
  if (seat && content) return { seat, content };
  const found = find.get({ ...key, lastDay: lastDayOf(key.period) }) as
    (Seat & { version: number; formVersionId: string; answers: string; origins: string }) | undefined;
  if (!found) return null;
  const { version, formVersionId, answers, origins, ...sits } = found;
  const stands = { version, formVersionId, answers: JSON.parse(answers) as Kept[], text: answers, origins: originsIn(origins) };
  seats.set(seatKey, sits);
  contents.set(placeKey, stands);
  return { seat: sits, content: stands };
}

function contentKey({ districtId, period, communityId, sectionCode }: Key): string {
  return `${districtId}/${period}/${communityId}/${sectionCode}`;
}

/** A community account sees the community that it acts for: `communityIds` of people/scope.ts, for that role; `stoodIn` of outputs/places.ts. */
function prepare(sqlite: Library.Database): Remembered {
  const memory: Remembered = {
    standing: (key) => standing(memory, key),
    keep: (key, content) => void memory.contents.set(contentKey(key), content),
    seats: new Map(),
    contents: new Map(),
    groups: new WeakSet(),
    mark: '',
    written: sqlite.prepare('select total_changes()').pluck(),
    others: sqlite.prepare('pragma data_version').pluck(),
    find: sqlite.prepare(`
      select a.account_id as accountId, s.seen_at as seenAt, s.expires_at as expiresAt, m.state, c.version, c.form_version_id as formVersionId, c.answers, c.origins,
        (select f.form_version_id from form_version f where f.district_id = @districtId and f.year = @year order by f.version_no desc limit 1) as current
      from account_session s
      join account a on a.district_id = s.district_id and a.account_id = s.account_id
      join org_unit u on u.district_id = a.district_id and u.unit_id = a.unit_id and u.kind = 'community'
      join submission m on m.district_id = u.district_id and m.period = @period and m.community_id = u.unit_id
      join section c on c.district_id = m.district_id and c.period = m.period and c.community_id = m.community_id and c.section_code = @sectionCode
      where s.district_id = @districtId and s.session_id = @sessionId and s.stage = 'full' and a.role = 'community' and a.disabled_at is null and u.unit_id = @communityId
        and (u.valid_from <= @lastDay or u.valid_from = (select min(o.valid_from) from org_unit o where o.district_id = @districtId))
        and (u.valid_to is null or u.valid_to > @lastDay)`),
  };
  return memory;
}
