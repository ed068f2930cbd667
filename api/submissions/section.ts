// One section's answers of one community and period: read as the current version lays them out, changed cell by cell against a base
// version, so that two people who type in different cells do not disturb each other and nobody overwrites unseen.
import type { FormQuestion } from '../../engine/model/annual.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { describe, type Language, type Problem } from '../../engine/problem/index.ts';
import { loadCheckValue } from '../../forms/lexicon/form.ts';
import { placesOf, type Published, type SectionLayout } from '../annual/published.ts';
import { refused } from '../problem.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { SectionRow } from '../storage/schema.ts';
import { changesIn, changesText } from './changes.ts';
import { originsIn, packedOrigins } from './origins.ts';

/** t typed · i imported · p prefilled and confirmed; a blank has none (''). */
export type CellOrigin = 't' | 'i' | 'p';

/** What is kept of an answer: a whole number, exact decimal text, words, or null for a blank. */
export type Kept = number | string | null;

export interface SectionAnswers {
  /** 0: never saved. */
  readonly version: number;
  readonly answers: readonly Kept[];
  readonly origins: readonly string[];
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
  /** The row as an older version of the form laid it out, where some of its answers have no place in the current one. */
  readonly askedBefore?: SectionRow;
}

export interface Where {
  readonly districtId: string;
  readonly communityId: string;
  readonly period: string;
}

export interface CellChange {
  readonly item: string;
  readonly value: Scalar;
  readonly origin: CellOrigin;
}

/** The answers of a section by position in the current version; those of an older version are carried over by item. */
export async function readSection(services: Services, db: Db, where: Where, form: Published, section: SectionLayout): Promise<SectionAnswers> {
  const row = await rowOf(db, where, section.code);
  return row
    ? answersOf(services, db, row, form, section)
    : { version: 0, answers: section.questions.map(() => null), origins: section.questions.map(() => ''), updatedBy: null, updatedAt: null };
}

/** 0: never saved. */
export async function sectionVersion(db: Db, where: Where, code: string): Promise<number> {
  return (await rowOf(db, where, code))?.version ?? 0;
}

function rowOf(db: Db, { districtId, communityId, period }: Where, code: string): Promise<SectionRow | undefined> {
  return db
    .selectFrom('section')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('period', '=', period)
    .where('communityId', '=', communityId)
    .where('sectionCode', '=', code)
    .executeTakeFirst();
}

async function answersOf(services: Services, db: Db, row: SectionRow, form: Published, section: SectionLayout): Promise<SectionAnswers> {
  const answers = JSON.parse(row.answers) as Kept[];
  const origins = originsIn(row.origins);
  const { version, updatedBy, updatedAt } = row;
  if (row.formVersionId === form.row.formVersionId) return { version, answers, origins, updatedBy, updatedAt };
  const from = await placesOf(services, db, row);
  const at = section.questions.map(({ item }) => from?.positions.get(item) ?? -1);
  const taken = new Set(at);
  const hasMore = answers.some((answer, position) => answer !== null && !taken.has(position));
  return {
    version,
    answers: at.map((position) => answers[position] ?? null),
    origins: at.map((position) => origins[position] ?? ''),
    updatedBy,
    updatedAt,
    ...(hasMore ? { askedBefore: row } : {}),
  };
}

export interface Save {
  readonly accountId: string;
  readonly now: string;
  readonly language: Language;
  readonly baseVersion: number;
  readonly cells: readonly CellChange[];
}

export interface Saved {
  readonly version: number;
  /** The cells as they were taken in, one for each that was sent. */
  readonly cells: readonly Accepted[];
  readonly hints: readonly Problem[];
}

/** Saves cells; throws Refused for values that are no answers and for cells that somebody else changed since the base version. */
export async function saveCells(services: Services, db: Db, where: Where, form: Published, section: SectionLayout, save: Save): Promise<Saved> {
  const before = await readSection(services, db, where, form, section);
  if (save.baseVersion > before.version) throw refused('state.changed', { what: section.title }, { version: before.version });
  const { cells, hints } = acceptAll(section, save);
  refuseConflicts(section, before, await since(services, db, where, section, before, save.baseVersion), cells);
  const { version } = await keep(db, where, form, section, before, cells, save);
  return { version, cells, hints };
}

/** A whole section as its writer sees it, against the version that the writer began with. */
export interface Replacement extends Pick<Save, 'accountId' | 'now' | 'baseVersion'> {
  readonly values: readonly Kept[];
  readonly origin: CellOrigin;
}

/** Saves what differs from the base version: what others changed meanwhile stays, and where both changed a cell it is refused. */
export async function replaceSection(
  services: Services,
  db: Db,
  where: Where,
  form: Published,
  section: SectionLayout,
  save: Replacement,
): Promise<{ version: number; changed: number }> {
  const before = await readSection(services, db, where, form, section);
  if (save.baseVersion > before.version) throw refused('state.changed', { what: section.title }, { version: before.version });
  const theirs = await since(services, db, where, section, before, save.baseVersion);
  const base = before.answers.map((now, at) => {
    const change = theirs.get(section.questions[at]?.item ?? '');
    return change ? change.first : now;
  });
  const cells = section.questions.flatMap(({ item }, position) => {
    const value = save.values[position] ?? null;
    return value === base[position] ? [] : [{ position, item, value, origin: save.origin }];
  });
  refuseConflicts(section, before, theirs, cells);
  return keep(db, where, form, section, before, cells, save);
}

/** Lays cells over what was there and writes it, if that makes a difference. */
async function keep(
  db: Db,
  where: Where,
  form: Published,
  section: SectionLayout,
  before: SectionAnswers,
  cells: readonly Accepted[],
  by: Pick<Save, 'accountId' | 'now'>,
): Promise<{ version: number; changed: number }> {
  const [answers, origins] = [[...before.answers], [...before.origins]];
  const changed: Accepted[] = [];
  for (const cell of cells) {
    const { position, value, origin } = cell;
    const old = answers[position] ?? null;
    if (old === value && origins[position] === (value === null ? '' : origin)) continue;
    changed.push(cell);
    answers[position] = value;
    origins[position] = value === null ? '' : origin;
  }
  if (changed.length === 0) return { version: before.version, changed: 0 };
  const version = before.version + 1;
  if (before.askedBefore) await keepAskedBefore(db, before.askedBefore);
  await write(db, where, section.code, form.row.formVersionId, before.answers, { version, answers, origins }, changed, by);
  return { version, changed: changed.length };
}

/** The row is about to be laid out anew: what is asked no more stays as it was. */
async function keepAskedBefore(db: Db, { districtId, period, communityId, sectionCode, formVersionId, answers }: SectionRow): Promise<void> {
  await db
    .insertInto('sectionAskedBefore')
    .values({ districtId, period, communityId, sectionCode, formVersionId, answers })
    .onConflict((conflict) => conflict.columns(['districtId', 'period', 'communityId', 'sectionCode', 'formVersionId']).doUpdateSet({ answers }))
    .execute();
}

/** A cell as it will be kept, at its place in the section. */
export interface Accepted {
  readonly position: number;
  readonly item: string;
  readonly value: Kept;
  readonly origin: CellOrigin;
}

/** A cell as it is sent; typed, unless it says otherwise. */
interface Given {
  readonly item: string;
  readonly value: Scalar;
  readonly origin?: CellOrigin;
}

/** Below it a count and a decimal are within the limits of `checkValue`, and a double shows all its digits. */
export const PLAIN = 1e12;

/** Most of what is ever answered: kept as it is, by any rule. */
function isPlainAnswer({ answers }: FormQuestion, value: Scalar): value is number {
  return typeof value === 'number' && value >= 0 && value < PLAIN && Number.isInteger(value) && answers !== 'text' && answers !== 'date';
}

/** Throws Refused for values that are no answers. */
export function acceptAll(
  section: SectionLayout,
  { cells, language }: { readonly cells: readonly Given[]; readonly language: Language },
): { cells: Accepted[]; hints: Problem[] } {
  const accepted: Accepted[] = [];
  const [faults, hints]: [Problem[], Problem[]] = [[], []];
  let next = 0;
  for (const { item, value, origin = 't' } of cells) {
    // Many cells mostly come in the form's own order.
    const position = section.questions[next]?.item === item ? next : section.positions.get(item);
    next = (position ?? 0) + 1;
    const question = position === undefined ? undefined : section.questions[position];
    if (position === undefined || !question) throw refused('request.notFound', { what: `${section.title} · ${item.slice(0, 60)}` });
    if (isPlainAnswer(question, value)) {
      accepted.push({ position, item, value: value === 0 ? 0 : value, origin });
      continue;
    }
    const checked = acceptValue(value, question, section);
    if (checked.kind === 'refused') faults.push(checked.problem);
    else {
      if (checked.hint) hints.push(checked.hint);
      accepted.push({ position, item, value: checked.value, origin });
    }
  }
  if (faults.length > 0) throw refused('request.invalid', { at: section.title, why: faults.map((fault) => describe(fault, language)).join(' ') }, {}, faults);
  return { cells: accepted, hints };
}

type Acceptance = { readonly kind: 'taken'; readonly value: Kept; readonly hint: Problem | null } | { readonly kind: 'refused'; readonly problem: Problem };

/** A value as it is kept, by the rules that hold for every way in. */
export function acceptValue(value: Scalar, question: FormQuestion, { title }: Pick<SectionLayout, 'title'>): Acceptance {
  const checked = loadCheckValue()(question, value, { sheet: title });
  if (checked.kind === 'refused') return checked;
  if (checked.kind === 'blank') return { kind: 'taken', value: null, hint: null };
  const { answer, hint } = checked;
  switch (answer.kind) {
    case 'number':
      return { kind: 'taken', value: keptNumber(String(answer.value)), hint };
    case 'text':
      return { kind: 'taken', value: answer.text, hint };
    case 'notApplicable':
      return { kind: 'taken', value: NOT_APPLICABLE, hint };
    case 'notAsked':
      return { kind: 'taken', value: null, hint };
  }
}

export const NOT_APPLICABLE = '不适用';

/** Whole numbers that a double holds as a number, everything else as its exact digits. */
function keptNumber(digits: string): Kept {
  const number = Number(digits);
  return /^\d{1,15}$/.test(digits) && String(number) === digits ? number : digits;
}

/** What became of an item since the base version: what it was then, and who changed it last. */
interface Meanwhile {
  readonly first: Kept;
  readonly at: string;
  readonly who: string;
}

async function since(
  services: Services,
  db: Db,
  where: Where,
  section: SectionLayout,
  before: SectionAnswers,
  baseVersion: number,
): Promise<ReadonlyMap<string, Meanwhile>> {
  const theirs = new Map<string, Meanwhile>();
  if (baseVersion === before.version) return theirs;
  const saves = await db
    .selectFrom('sectionChange as c')
    .innerJoin('account as a', (join) => join.onRef('a.districtId', '=', 'c.districtId').onRef('a.accountId', '=', 'c.accountId'))
    .select(['c.version', 'c.at', 'c.changes', 'a.name'])
    .where('c.districtId', '=', where.districtId)
    .where('c.period', '=', where.period)
    .where('c.communityId', '=', where.communityId)
    .where('c.sectionCode', '=', section.code)
    .where('c.version', '>', baseVersion)
    .orderBy('c.version')
    .execute();
  for (const { at, name, changes } of saves)
    for (const [item, old] of await changesIn(services, db, { ...where, sectionCode: section.code }, changes))
      theirs.set(item, { first: theirs.has(item) ? (theirs.get(item)?.first ?? null) : old, at, who: name });
  return theirs;
}

function refuseConflicts(section: SectionLayout, before: SectionAnswers, theirs: ReadonlyMap<string, Meanwhile>, cells: readonly Accepted[]): void {
  const conflicts = cells.flatMap(({ item, value, position }) => {
    const found = theirs.get(item);
    const now = before.answers[position] ?? null;
    return found && now !== value ? [{ item, title: section.questions[position]?.title ?? item, yours: value, theirs: now, at: found.at, who: found.who }] : [];
  });
  if (conflicts.length === 0) return;
  throw refused(
    'section.conflict',
    { items: conflicts.map(({ title }) => title), who: [...new Set(conflicts.map(({ who }) => who))].join('、') },
    { version: before.version, conflicts },
  );
}

async function write(
  db: Db,
  { districtId, communityId, period }: Where,
  sectionCode: string,
  formVersionId: string,
  before: readonly Kept[],
  { version, answers, origins }: { readonly version: number; readonly answers: readonly Kept[]; readonly origins: readonly string[] },
  changed: readonly Accepted[],
  { accountId, now }: Pick<Save, 'accountId' | 'now'>,
): Promise<void> {
  const text = JSON.stringify(answers);
  const content = { formVersionId, version, answers: text, origins: packedOrigins(origins), updatedBy: accountId, updatedAt: now };
  await db
    .insertInto('section')
    .values({ districtId, period, communityId, sectionCode, ...content })
    .onConflict((conflict) => conflict.columns(['districtId', 'period', 'communityId', 'sectionCode']).doUpdateSet(content))
    .execute();
  const changes = changesText(formVersionId, { answers: before, text: JSON.stringify(before) }, { answers, text }, changed);
  await db.insertInto('sectionChange').values({ districtId, period, communityId, sectionCode, version, at: now, accountId, changes }).execute();
}
