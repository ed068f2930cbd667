// The demo's year as it would be on the day that the demo is started: what was due is in and approved but for a few, one came back, what is due soon is begun.
// The answers are made up, alike for all parts of one community, so that its numbers hold together.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { periodsOf } from '../engine/model/period.ts';
import type { Scalar } from '../engine/model/sheet.ts';
import type { CommunityValues } from '../engine/model/values.ts';
import { simulate, type Habits } from '../engine/simulate/index.ts';
import { loadVocabulary } from '../forms/lexicon/form.ts';
import { loadLearning } from '../forms/lexicon/load.ts';
import { currentForm, frequenciesIn, sectionsFor, type Published, type SectionLayout } from './annual/published.ts';
import { duesOf } from './calendar/due.ts';
import { timeText, type Services } from './services.ts';
import type { Db } from './storage/database.ts';
import { acceptCells } from './registers/accept.ts';
import { addRows, laidOver, type Doing } from './registers/changes.ts';
import { registerTables } from './registers/table.ts';
import type { SubmissionState } from './storage/schema.ts';
import { inTransaction } from './storage/transaction.ts';
import { acceptValue, replaceSection, type Kept } from './submissions/section.ts';

const DAY_MS = 86_400_000;
const LATELY_MS = 35 * DAY_MS;

/** How far a community has come with a period; `share` of its sections are answered. */
export interface Stand {
  readonly state: SubmissionState;
  readonly share: number;
}

/** What was due some time ago is approved everywhere; of what was due lately, one came back, one is late and the others wait or are through. */
const LATELY: readonly Stand[] = [
  { state: 'returned', share: 1 },
  { state: 'open', share: 0.4 },
  { state: 'submitted', share: 1 },
  { state: 'approved', share: 1 },
  { state: 'submitted', share: 1 },
  { state: 'open', share: 0 },
];
/** Of what is due soon the beginnings are there. */
const SOON: readonly number[] = [0.6, 0.3, 0.8, 0.5, 0.2, 0];

/** Answers the year of all communities up to now, but for those that have begun: each community's is one transaction. */
export async function liveYear(services: Services, districtId: string, year: number, sample: string): Promise<void> {
  const { store, clock } = services;
  const form = await currentForm(services, store.db, districtId, year);
  const periods = frequenciesIn(form).flatMap((frequency) => periodsOf(year, frequency));
  const dues = await duesOf(store.db, districtId, periods);
  const now = clock();
  const habits = JSON.parse(readFileSync(join(sample, '../population.json'), 'utf8')) as Habits;
  const knowledge = { consolidation: form.consolidation, vocabulary: loadVocabulary(), spellings: loadLearning().spellings, habits };
  const begun = new Set(
    (await store.db.selectFrom('submission').select('communityId').where('districtId', '=', districtId).distinct().execute()).map((row) => row.communityId),
  );
  for (const [index, community] of (await communitiesOf(store.db, districtId)).entries()) {
    if (begun.has(community.unitId)) continue;
    const { items, registers } = simulate({ ...knowledge, community, seed: year + index });
    await inTransaction(store, districtId, async (db) => {
      if (KEEPING.has(community.code))
        await keepRegisters({ services, db, accountId: community.filler, now: timeText(now), month: `${year}-01` }, { districtId, ...community }, registers);
      for (const period of periods) {
        const dueAt = Date.parse(dues.get(period)?.dueAt ?? '');
        const stand = standOf(index, period, dueAt, now);
        if (stand && stand.share > 0) await answer({ services, db, districtId, form, now, dueAt, ...community }, period, stand, items);
      }
    });
  }
}

/** The communities whose registers are filled in; the others' are still empty. */
const KEEPING = new Set(['001001', '002001']);
/** One row in so many was forgotten, so that some counts differ from what was answered. */
const FORGOTTEN = 120;

/** The people, places … that the answers were counted among, as rows; as a community keeps them that has forgotten one here and there. */
async function keepRegisters(
  doing: Doing,
  { districtId, unitId: communityId }: Community & { readonly districtId: string },
  registers: CommunityValues['registers'],
): Promise<void> {
  const grid = await doing.db
    .selectFrom('orgUnit')
    .select('unitId')
    .where('districtId', '=', districtId)
    .where('parentId', '=', communityId)
    .where('kind', '=', 'grid')
    .executeTakeFirst();
  for (const table of await registerTables(doing.services, doing.db, districtId)) {
    const rows = (registers.get(table.register) ?? []).filter((_row, index) => index % FORGOTTEN !== FORGOTTEN - 1);
    const known = rows.map((row) => ({ gridId: grid?.unitId ?? null, values: laidOver(new Map(), acceptCells(table, row).values) }));
    await addRows(doing, { districtId, communityId, register: table.register }, table, known);
  }
}

/** Of the community at this place in the list; null: nothing is there yet. */
export function standOf(index: number, period: string, dueAt: number, now: number): Stand | null {
  if (Number.isNaN(dueAt) || firstMoment(period) > now) return null;
  if (dueAt + LATELY_MS < now) return { state: 'approved', share: 1 };
  if (dueAt < now) return LATELY[index % LATELY.length] ?? null;
  return { state: 'open', share: SOON[index % SOON.length] ?? 0 };
}

/** When its first month begins. */
function firstMoment(period: string): number {
  const [year = '', part = ''] = period.split('-');
  const number = Number(part.replace(/\D/g, ''));
  const month = part.startsWith('Q') ? number * 3 - 2 : part.startsWith('H') ? number * 6 - 5 : part === '' ? 1 : number;
  return Date.UTC(Number(year), month - 1, 1);
}

interface Community {
  readonly unitId: string;
  readonly code: string;
  readonly name: string;
  /** Who fills and who reviews it. */
  readonly filler: string;
  readonly reviewer: string;
}

/** By code; where nobody has an account of the community, its street does the work. */
async function communitiesOf(db: Db, districtId: string): Promise<Community[]> {
  const units = await db
    .selectFrom('orgUnit')
    .select(['unitId', 'code', 'name', 'parentId'])
    .where('districtId', '=', districtId)
    .where('kind', '=', 'community')
    .orderBy('code')
    .execute();
  const accounts = await db.selectFrom('account').select(['accountId', 'unitId']).where('districtId', '=', districtId).execute();
  const accountOf = (unitId: string | null): string | undefined => accounts.find((each) => each.unitId === unitId)?.accountId;
  return units.map(({ unitId, code, name, parentId }) => {
    const reviewer = accountOf(parentId) ?? '';
    return { unitId, code, name, filler: accountOf(unitId) ?? reviewer, reviewer };
  });
}

interface Place extends Community {
  readonly services: Services;
  readonly db: Db;
  readonly districtId: string;
  readonly form: Published;
  readonly now: number;
  readonly dueAt: number;
}

async function answer(place: Place, period: string, { state, share }: Stand, items: ReadonlyMap<string, ReadonlyMap<string, Scalar>>): Promise<void> {
  const { services, db, districtId, form, unitId: communityId, filler, now, dueAt } = place;
  const sections = sectionsFor(form, period);
  const filledAt = timeText(Math.min(dueAt - 3 * DAY_MS, now - 3 * DAY_MS));
  for (const section of sections.slice(0, Math.ceil(sections.length * share))) {
    const values = section.questions.map((question) => keptOf(items.get(question.item)?.get(period) ?? null, question, section));
    const save = { accountId: filler, now: filledAt, baseVersion: 0, origin: 't' as const, values };
    await replaceSection(services, db, { districtId, communityId, period }, form, section, save);
  }
  if (state !== 'open') await handIn(place, period, state);
}

/** As it would be kept had somebody typed it. */
function keptOf(value: Scalar, question: SectionLayout['questions'][number], section: SectionLayout): Kept {
  const judged = acceptValue(value, question, section);
  return judged.kind === 'taken' ? judged.value : null;
}

async function handIn(
  { services, db, districtId, unitId: communityId, filler, reviewer, now, dueAt }: Place,
  period: string,
  state: SubmissionState,
): Promise<void> {
  const submittedAt = timeText(Math.min(dueAt, now) - 2 * DAY_MS);
  const judgedAt = timeText(Math.min(dueAt, now) - DAY_MS);
  const steps: readonly (readonly [SubmissionState, SubmissionState, string, string, string])[] = [
    ['open', 'submitted', submittedAt, filler, ''],
    ...(state === 'submitted' ? [] : [['submitted', state, judgedAt, reviewer, state === 'returned' ? RETURNED : ''] as const]),
  ];
  const approvedAt = state === 'approved' ? judgedAt : null;
  await db
    .insertInto('submission')
    .values({ districtId, year: Number(period.slice(0, 4)), period, communityId, state, submittedAt, approvedAt, lockedAt: null, version: steps.length })
    .execute();
  for (const [fromState, toState, at, accountId, reason] of steps)
    await db
      .insertInto('submissionEvent')
      .values({ districtId, period, communityId, eventId: services.newId(), at, accountId, fromState, toState, reason })
      .execute();
}

const RETURNED = '有几个数和上月完全一样,请核对后再报。';
