// The way that most requests take: a community saves a section of its own, nobody else did meanwhile, every value is an answer. On
// SQLite all of it — who asks, may they, the save, its history, its audit entry — is a handful of prepared statements in a group commit.
// Anything out of the ordinary is left to the operation itself, which knows the words; so this may only be quicker, never different.
import type Library from 'better-sqlite3';
import Type, { type Static } from 'typebox';
import { describe, type Language, type Problem } from '../../engine/problem/index.ts';
import { chainOf } from '../audit/chain.ts';
import { frequencyOf, readyForm, yearOf, type SectionLayout } from '../annual/published.ts';
import type { Answer, Asked } from '../http/asked.ts';
import { closed, Id, oneOf } from '../http/operation.ts';
import { districtOfToken, tokenHash } from '../people/secrets.ts';
import { isLive } from '../people/sessions.ts';
import type { Services } from '../services.ts';
import { groupsOf } from '../storage/group.ts';
import { changesText, type Laid } from './changes.ts';
import { packedOrigins } from './origins.ts';
import { acceptAll, type Accepted, type CellOrigin, type Kept } from './section.ts';
import { memoryOf, type Key, type SectionContent, type Standing } from './standing.ts';
import { isWritable } from './states.ts';
import { validatorOf } from './validator.ts';

export const SectionBody = closed({
  formVersionId: Id,
  baseVersion: Type.Integer({ minimum: 0 }),
  /** One value for each question, in the order of `items`; null is a blank. What each must be is the form's own schema. */
  answers: Type.Unsafe<(number | string | null)[]>({ type: 'array', maxItems: 2000, items: { type: ['number', 'string', 'null'] } }),
  origin: Type.Optional(oneOf(['t', 'i', 'p'])),
});

/** Said as one type of many, not as a union, of which ajv would try one after the other for each value. */
const Answered = Type.Unsafe<number | string | null>({ type: ['number', 'string', 'null'], maxLength: 4000 });

/** At most a whole section pasted at once. */
export const CellsBody = closed({
  baseVersion: Type.Integer({ minimum: 0 }),
  cells: Type.Array(closed({ item: Type.String(), value: Answered, origin: Type.Optional(oneOf(['t', 'i', 'p'])) }), { minItems: 1, maxItems: 2000 }),
});

/** The effect of section.replace and its answer, or null. */
export async function swiftReplace(services: Services, asked: Asked, now: string): Promise<Answer | null> {
  const { formVersionId, answers, baseVersion, origin = 't' } = asked.body as Static<typeof SectionBody>;
  if (origin === 'p') return null;
  return swiftSave(
    services,
    asked,
    now,
    'section.replace',
    baseVersion,
    (layout, { content, seat }) => {
      if (seat.current !== formVersionId) return null;
      const judged = validatorOf(layout)(answers, asked.language);
      return judged.kind === 'taken' ? { after: replaced(layout, content, judged.values, origin), taken: [], hints: judged.hints } : null;
    },
    (version, { after, hints }) => ({
      body: { version, changed: after.changed.length, hints: described(hints, asked.language) },
      detail: { version, changed: after.changed.length },
    }),
  );
}

/** The cells that are kept otherwise than they were sent: 1,234 as 1234. `taken`: one for each of `sent`, in order. */
export function rewritten(sent: readonly { readonly value: Kept }[], taken: readonly Accepted[]): { item: string; value: Kept }[] {
  const otherwise: { item: string; value: Kept }[] = [];
  for (let index = 0; index < taken.length; index++) {
    const cell = taken[index];
    if (cell && cell.value !== sent[index]?.value) otherwise.push({ item: cell.item, value: cell.value });
  }
  return otherwise;
}

/** The effect of section.save and its answer, or null. */
export async function swiftCells(services: Services, asked: Asked, now: string): Promise<Answer | null> {
  const { cells, baseVersion } = asked.body as Static<typeof CellsBody>;
  if (cells.some(({ origin }) => origin === 'p')) return null;
  return swiftSave(
    services,
    asked,
    now,
    'section.save',
    baseVersion,
    (layout, { content }) => {
      const { cells: taken, hints } = acceptAll(layout, { cells, language: asked.language });
      return { after: laidOver(content, taken), taken, hints };
    },
    (version, { taken, hints }) => ({
      body: { version, cells: rewritten(cells, taken), hints: described(hints, asked.language) },
      detail: { version, cells: taken.length },
    }),
  );
}

function described(hints: readonly Problem[], language: Language): string[] {
  return hints.map((each) => describe(each, language));
}

interface Judged {
  readonly after: Overlaid;
  /** The cells that were sent, as they are kept; none of a whole section. */
  readonly taken: readonly Accepted[];
  readonly hints: readonly Problem[];
}

/** What is sent, laid over what stands; null or thrown: not by this way. Writes nothing. */
type Judge = (layout: SectionLayout, stands: Standing) => Judged | null;

interface Told {
  readonly body: object;
  readonly detail: Readonly<Record<string, unknown>>;
}

async function swiftSave(
  services: Services,
  { params, token, ifMatch, idempotencyKey }: Asked,
  now: string,
  act: string,
  baseVersion: number,
  judge: Judge,
  tell: (version: number, judged: Judged) => Told,
): Promise<Answer | null> {
  const { sqlite } = services.store;
  if (!sqlite || token === null || ifMatch !== null || idempotencyKey !== null) return null;
  const { communityId, period, section } = params as { readonly communityId: string; readonly period: string; readonly section: string };
  const key: Key = { districtId: districtOfToken(token), sessionId: tokenHash(token), communityId, period, year: yearOf(period), sectionCode: section };
  return groupsOf(services.store, sqlite).join((group) => {
    const memory = memoryOf(group);
    const stands = memory.standing(key);
    if (!stands || !isLive(services, stands.seat, now) || !isWritable(stands.seat.state) || stands.content.version !== baseVersion) return null;
    const layout = layoutOf(services, key, stands);
    const judged = layout && attempt(() => judge(layout, stands));
    if (!judged) return null;
    const { after } = judged;
    const version = baseVersion + (after.changed.length > 0 ? 1 : 0);
    const { body, detail } = tell(version, judged);
    if (after.changed.length > 0) write(group.sqlite, key, stands, now, version, after);
    chainOf(group, key.districtId).record({
      at: now,
      accountId: stands.seat.accountId,
      role: 'community',
      act,
      target: `section/${communityId}/${period}/${section}`,
      outcome: 'done',
      detail,
    });
    const { answers, text, origins } = after;
    if (after.changed.length > 0) memory.keep(key, { version, formVersionId: stands.content.formVersionId, answers, text, origins });
    return { status: 200, body, headers: [['etag', `"${version}"`]] };
  });
}

/** What is refused is refused by the ordinary way, in words. */
function attempt(judge: () => Judged | null): Judged | null {
  try {
    return judge();
  } catch {
    return null;
  }
}

/** The section in the form that counts, if its answers were kept under that very form. */
function layoutOf(services: Services, { districtId, period, sectionCode }: Key, { seat, content }: Standing): SectionLayout | null {
  if (content.formVersionId !== seat.current) return null;
  const frequency = frequencyOf(period);
  return readyForm(services, districtId, seat.current)?.sections.find((each) => each.code === sectionCode && each.frequency === frequency) ?? null;
}

interface Overlaid extends Laid {
  readonly changed: readonly Accepted[];
  /** The very same array when none of them changed. */
  readonly origins: readonly string[];
}

/** As `replaceSection` of section.ts: what differs from what was there is changed. */
function replaced(
  { questions }: SectionLayout,
  { answers: before, text, origins: marks }: SectionContent,
  answers: readonly Kept[],
  origin: CellOrigin,
): Overlaid {
  const changed: Accepted[] = [];
  let origins: string[] | null = null;
  for (let position = 0; position < answers.length; position++) {
    const value = answers[position] ?? null;
    const question = questions[position];
    if (value === (before[position] ?? null) || !question) continue;
    changed.push({ position, item: question.item, value, origin });
    const mark = value === null ? '' : origin;
    if (marks[position] !== mark) (origins ??= marks.slice())[position] = mark;
  }
  return { changed, answers, text: changed.length > 0 ? JSON.stringify(answers) : text, origins: origins ?? marks };
}

/** As `keep` of section.ts lays cells over what was there. */
function laidOver({ answers: before, text, origins: marks }: SectionContent, cells: readonly Accepted[]): Overlaid {
  const changed: Accepted[] = [];
  const answers = before.slice();
  let origins: string[] | null = null;
  for (const cell of cells) {
    const { position, value, origin } = cell;
    const old = answers[position] ?? null;
    const mark = value === null ? '' : origin;
    const unmarked = (origins ?? marks)[position] !== mark;
    if (old === value && !unmarked) continue;
    changed.push(cell);
    answers[position] = value;
    if (unmarked) (origins ??= marks.slice())[position] = mark;
  }
  return { changed, answers, text: changed.length > 0 ? JSON.stringify(answers) : text, origins: origins ?? marks };
}

function write(
  sqlite: Library.Database,
  { districtId, period, communityId, sectionCode }: Key,
  { seat, content }: Standing,
  now: string,
  version: number,
  after: Overlaid,
): void {
  const statements = statementsOf(sqlite);
  const place = [districtId, period, communityId, sectionCode];
  if (after.origins === content.origins) statements.section.run(version, after.text, seat.accountId, now, ...place);
  else statements.sectionWithOrigins.run(version, after.text, seat.accountId, now, packedOrigins(after.origins), ...place);
  statements.change.run(...place, version, now, seat.accountId, changesText(content.formVersionId, content, after, after.changed));
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
