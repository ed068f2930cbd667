// The way that most requests take: a community saves a section of its own, nobody else did meanwhile, every value is an answer. On
// SQLite all of it — who asks, may they, the save, its history, its audit entry — is a handful of prepared statements in a group commit.
// Anything out of the ordinary is left to the operation itself, which knows the words; so this may only be quicker, never different.
import type Library from 'better-sqlite3';
import Type, { type Static } from 'typebox';
import { describe } from '../../engine/problem/index.ts';
import { chainOf } from '../audit/chain.ts';
import { formById, frequencyOf, yearOf, type SectionLayout } from '../annual/published.ts';
import type { Answer, Asked } from '../http/asked.ts';
import { closed, Id, oneOf } from '../http/operation.ts';
import { districtOfToken, tokenHash } from '../people/secrets.ts';
import { isLive } from '../people/sessions.ts';
import type { Services } from '../services.ts';
import type { SubmissionState } from '../storage/schema.ts';
import { groupsOf, type Group } from '../storage/group.ts';
import type { CellOrigin, Changed, Kept } from './section.ts';
import { isWritable } from './states.ts';
import { validatorOf } from './validator.ts';

export const SectionBody = closed({
  formVersionId: Id,
  baseVersion: Type.Integer({ minimum: 0 }),
  /** One value for each question, in the order of `items`; null is a blank. What each must be is the form's own schema. */
  answers: Type.Unsafe<(number | string | null)[]>({ type: 'array', maxItems: 2000, items: { type: ['number', 'string', 'null'] } }),
  origin: Type.Optional(oneOf(['t', 'i', 'p'])),
});

interface Place {
  readonly communityId: string;
  readonly period: string;
  readonly section: string;
}

/** The operation's effect and answer, or null. */
export async function swiftSave(services: Services, asked: Asked, now: string): Promise<Answer | null> {
  const { sqlite } = services.store;
  const { token, ifMatch, idempotencyKey, language } = asked;
  if (!sqlite || token === null || ifMatch !== null || idempotencyKey !== null) return null;
  const [params, body] = [asked.params as Place, asked.body as Static<typeof SectionBody>];
  const section = await layoutOf(services, districtOfToken(token), body.formVersionId, params);
  const judged = section ? validatorOf(section)(body.answers, language) : null;
  if (!section || judged?.kind !== 'taken') return null;
  const { baseVersion, origin = 't', formVersionId } = body;
  const save: Save = { ...params, section, token, now, formVersionId, baseVersion, values: judged.values, origin };
  const saved = await groupsOf(services.store, sqlite).join((group) => saveIn(services, group, save));
  if (!saved) return null;
  return { status: 200, body: { ...saved, hints: judged.hints.map((each) => describe(each, language)) }, headers: [['etag', `"${saved.version}"`]] };
}

async function layoutOf(services: Services, districtId: string, formVersionId: string, { period, section }: Place): Promise<SectionLayout | null> {
  const form = await formById(services, services.store.db, districtId, formVersionId).catch(() => null);
  const frequency = frequencyOf(period);
  return form?.row.year === yearOf(period) ? (form.sections.find((each) => each.code === section && each.frequency === frequency) ?? null) : null;
}

interface Save {
  readonly communityId: string;
  readonly period: string;
  readonly section: SectionLayout;
  readonly token: string;
  readonly now: string;
  readonly formVersionId: string;
  readonly baseVersion: number;
  readonly values: readonly Kept[];
  readonly origin: CellOrigin;
}

/** The account, if it may save here, with the section as it stands. */
interface Found {
  readonly accountId: string;
  readonly seenAt: string;
  readonly expiresAt: string;
  readonly state: SubmissionState;
  readonly current: string;
  readonly version: number;
  readonly formVersionId: string;
  readonly answers: string;
  readonly origins: string;
}

function saveIn(services: Services, { sqlite, atEnd }: Group, save: Save): { version: number; changed: number } | null {
  const { token, communityId, period, section, now, formVersionId, baseVersion } = save;
  const districtId = districtOfToken(token);
  const statements = statementsOf(sqlite);
  const found = statements.find.get({ districtId, sessionId: tokenHash(token), communityId, period, year: yearOf(period), sectionCode: section.code }) as
    Found | undefined;
  if (!found || !isLive(services, found, now) || !isWritable(found.state)) return null;
  if (found.current !== formVersionId || found.formVersionId !== formVersionId || found.version !== baseVersion) return null;
  const { accountId } = found;
  const { changes, answers, origins } = laidOver(found, save);
  const version = baseVersion + (changes.length > 0 ? 1 : 0);
  const key = { districtId, period, communityId, sectionCode: section.code };
  if (changes.length > 0) {
    statements.section.run({ ...key, version, answers, origins, accountId, now });
    statements.change.run({ ...key, version, now, accountId, changes: JSON.stringify(changes) });
  }
  const result = { version, changed: changes.length };
  const chain = chainOf(sqlite, districtId, atEnd);
  chain.record({
    at: now,
    accountId,
    role: 'community',
    act: 'section.replace',
    target: `section/${communityId}/${period}/${section.code}`,
    outcome: 'done',
    detail: result,
  });
  return result;
}

/** What changed, and both arrays as they are kept afterwards. */
function laidOver(found: Found, { values, section, origin }: Save): { changes: Changed[]; answers: string; origins: string } {
  const answers = JSON.stringify(values);
  const changes: Changed[] = [];
  if (answers === found.answers) return { changes, answers, origins: found.origins };
  const before = JSON.parse(found.answers) as Kept[];
  const origins = JSON.parse(found.origins) as string[];
  for (let at = 0; at < values.length; at++) {
    const [old, value, question] = [before[at] ?? null, values[at] ?? null, section.questions[at]];
    if (old === value || !question) continue;
    changes.push([question.item, old, value, origin]);
    origins[at] = value === null ? '' : origin;
  }
  return { changes, answers, origins: JSON.stringify(origins) };
}

interface Statements {
  readonly find: Library.Statement;
  readonly section: Library.Statement;
  readonly change: Library.Statement;
}

const prepared = new WeakMap<Library.Database, Statements>();

function statementsOf(sqlite: Library.Database): Statements {
  const known = prepared.get(sqlite) ?? prepare(sqlite);
  prepared.set(sqlite, known);
  return known;
}

/** A community account sees the community that it acts for: `communityIds` of people/scope.ts, for that role. */
function prepare(sqlite: Library.Database): Statements {
  return {
    find: sqlite.prepare(`
      select a.account_id as accountId, s.seen_at as seenAt, s.expires_at as expiresAt, m.state, c.version, c.form_version_id as formVersionId, c.answers, c.origins,
        (select f.form_version_id from form_version f where f.district_id = @districtId and f.year = @year order by f.version_no desc limit 1) as current
      from account_session s
      join account a on a.district_id = s.district_id and a.account_id = s.account_id
      join org_unit u on u.district_id = a.district_id and u.unit_id = a.unit_id and u.kind = 'community'
      join submission m on m.district_id = u.district_id and m.period = @period and m.community_id = u.unit_id
      join section c on c.district_id = m.district_id and c.period = m.period and c.community_id = m.community_id and c.section_code = @sectionCode
      where s.district_id = @districtId and s.session_id = @sessionId and s.stage = 'full' and a.role = 'community' and a.disabled_at is null and u.unit_id = @communityId`),
    section: sqlite.prepare(`
      update section set version = @version, answers = @answers, origins = @origins, updated_by = @accountId, updated_at = @now
      where district_id = @districtId and period = @period and community_id = @communityId and section_code = @sectionCode`),
    change: sqlite.prepare(`
      insert into section_change (district_id, period, community_id, section_code, version, at, account_id, changes)
      values (@districtId, @period, @communityId, @sectionCode, @version, @now, @accountId, @changes)`),
  };
}
