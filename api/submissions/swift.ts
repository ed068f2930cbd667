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
import { groupsOf, type Group } from '../storage/group.ts';
import type { CellOrigin, Changed, Kept } from './section.ts';
import { memoryOf, type Key, type SectionContent } from './standing.ts';
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
  if (body.origin === 'p') return null;
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

function saveIn(services: Services, group: Group, save: Save): { version: number; changed: number } | null {
  const { token, communityId, period, section, now, formVersionId, baseVersion } = save;
  const key = { districtId: districtOfToken(token), sessionId: tokenHash(token), communityId, period, year: yearOf(period), sectionCode: section.code };
  const memory = memoryOf(group);
  const stands = memory.standing(key);
  if (!stands || !isLive(services, stands.seat, now) || !isWritable(stands.seat.state)) return null;
  const { seat, content } = stands;
  if (seat.current !== formVersionId || content.formVersionId !== formVersionId || content.version !== baseVersion) return null;
  const { changes, origins } = laidOver(content, save);
  const result = { version: baseVersion + (changes.length > 0 ? 1 : 0), changed: changes.length };
  if (changes.length > 0) write(group.sqlite, key, seat.accountId, save, { ...result, changes, origins: origins === content.origins ? null : origins });
  chainOf(group, key.districtId).record({
    at: now,
    accountId: seat.accountId,
    role: 'community',
    act: 'section.replace',
    target: `section/${communityId}/${period}/${section.code}`,
    outcome: 'done',
    detail: result,
  });
  if (changes.length > 0) memory.keep(key, { version: result.version, formVersionId, answers: save.values, origins });
  return result;
}

/** What changed, and the origins afterwards: the very same array when none of them did. */
function laidOver({ answers, origins }: SectionContent, { values, section, origin }: Save): { changes: Changed[]; origins: readonly string[] } {
  const changes: Changed[] = [];
  let after: string[] | null = null;
  for (let at = 0; at < values.length; at++) {
    const [old, value, question] = [answers[at] ?? null, values[at] ?? null, section.questions[at]];
    if (old === value || !question) continue;
    changes.push([question.item, old, value, origin]);
    const mark = value === null ? '' : origin;
    if (origins[at] !== mark) (after ??= [...origins])[at] = mark;
  }
  return { changes, origins: after ?? origins };
}

interface Written {
  readonly version: number;
  readonly changes: readonly Changed[];
  /** null: as they were. */
  readonly origins: readonly string[] | null;
}

function write(
  sqlite: Library.Database,
  { districtId, period, communityId, sectionCode }: Key,
  accountId: string,
  { values, now }: Save,
  { version, changes, origins }: Written,
): void {
  const statements = statementsOf(sqlite);
  const place = [districtId, period, communityId, sectionCode];
  const answers = JSON.stringify(values);
  if (origins) statements.sectionWithOrigins.run(version, answers, accountId, now, JSON.stringify(origins), ...place);
  else statements.section.run(version, answers, accountId, now, ...place);
  statements.change.run(...place, version, now, accountId, JSON.stringify(changes));
}

interface Statements {
  readonly section: Library.Statement;
  readonly sectionWithOrigins: Library.Statement;
  readonly change: Library.Statement;
}

const prepared = new WeakMap<Library.Database, Statements>();

function statementsOf(sqlite: Library.Database): Statements {
  const known = prepared.get(sqlite) ?? prepare(sqlite);
  prepared.set(sqlite, known);
  return known;
}

function prepare(sqlite: Library.Database): Statements {
  const place = 'district_id = ? and period = ? and community_id = ? and section_code = ?';
  return {
    section: sqlite.prepare(`update section set version = ?, answers = ?, updated_by = ?, updated_at = ? where ${place}`),
    sectionWithOrigins: sqlite.prepare(`update section set version = ?, answers = ?, updated_by = ?, updated_at = ?, origins = ? where ${place}`),
    change: sqlite.prepare(
      'insert into section_change (district_id, period, community_id, section_code, version, at, account_id, changes) values (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
  };
}
