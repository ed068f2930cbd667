// What the annual form would be: the requirements chosen, read, understood and planned with all rulings that stand.
import type { Decision } from '../../engine/model/decision.ts';
import type { Pack, Requirement } from '../../engine/model/pack.ts';
import { isFrequency } from '../../engine/model/period.ts';
import type { Language } from '../../engine/problem/index.ts';
import type { Term } from '../../forms/lexicon/load.ts';
import { decisionsFrom } from '../../forms/pack/decisions.ts';
import { dayIn } from '../calendar/workdays.ts';
import { districtTerms } from '../lexicon/words.ts';
import { contentHash } from '../people/secrets.ts';
import type { Tried } from '../requirements/reach.ts';
import { inForce } from '../requirements/standing.ts';
import type { Services } from '../services.ts';
import { blob } from '../storage/blobs.ts';
import type { Db } from '../storage/database.ts';
import type { RequirementRow, RevisionRow } from '../storage/schema.ts';
import type { AskedUnits, Draft, Paper } from '../thinking/thinker.ts';
import { lastUntil, published } from './published.ts';
import { arranged, arrangementOf, isUntouched, type Arrangement } from './arrangement.ts';

/** A requirement with the workbook that counts now. */
export interface Registered {
  readonly row: RequirementRow;
  readonly revision: RevisionRow;
}

/** Everything that a draft follows from. */
export interface DraftInput {
  readonly districtId: string;
  readonly pack: Pack;
  readonly papers: readonly Paper[];
  readonly decisions: readonly Decision[];
  readonly arrangement: Arrangement;
  /** Units that questions were asked in before: what was answered in them stays right. */
  readonly units: AskedUnits;
  /** Equal keys make equal drafts. */
  readonly key: string;
  /** Stands for what the engine makes the draft from: all but the arrangement. */
  readonly engineKey: string;
}

/** Which requirements a draft is made from, besides what is admitted. */
export interface Change {
  /** As they are now, admitted or not. */
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  readonly decisions?: readonly Decision[];
  /** Rulings, by id, that are left out. */
  readonly revoked?: readonly string[];
}

export async function draftInput(services: Services, db: Db, districtId: string, year: number, change: Change = {}): Promise<DraftInput> {
  const registered = await registeredIn(db, districtId, change);
  const district = await db.selectFrom('district').selectAll().where('districtId', '=', districtId).executeTakeFirstOrThrow();
  const departments = await db
    .selectFrom('orgUnit')
    .select(['unitId', 'code', 'name'])
    .where('districtId', '=', districtId)
    .where('kind', '=', 'department')
    .orderBy('code')
    .execute();
  const codes = new Map(departments.map(({ unitId, code }) => [unitId, code]));
  const terms = await districtTerms(db, districtId);
  const papers = registered.map(({ row, revision }) => paperOf(row, revision, codes.get(row.departmentId) ?? row.departmentId, terms));
  const pack: Pack = {
    name: district.name,
    district: district.name,
    year,
    departments: departments.map(({ code, name }) => ({ id: code, name })),
    requirements: papers.map(({ requirement }) => requirement),
  };
  const decisions = [...(await standingDecisions(db, districtId, change.revoked)), ...(change.decisions ?? [])];
  const arrangement = await arrangementOf(db, districtId, year);
  const units = await unitsAskedIn(services, db, districtId, year);
  const engineKey = contentHash(JSON.stringify([pack, papers, decisions, units]));
  const key = isUntouched(arrangement) ? engineKey : contentHash(JSON.stringify([engineKey, arrangement]));
  return { districtId, pack, papers, decisions, arrangement, units, key, engineKey };
}

/** The units of the form published last, this year or before. */
async function unitsAskedIn(services: Services, db: Db, districtId: string, year: number): Promise<AskedUnits> {
  const row = await lastUntil(db, districtId, year);
  if (!row) return {};
  const { consolidation } = await published(services, db, row);
  return Object.fromEntries(consolidation.items.map(({ id, unit, factor }) => [id, { unit, factor }]));
}

/** Which workbook of each requirement a draft is made from, as a published form keeps it. */
export function papersOf({ papers }: Pick<DraftInput, 'papers'>): string {
  return JSON.stringify(Object.fromEntries(papers.map(({ requirement, hash }) => [requirement.id, hash])));
}

/** A revision as the engine reads it, with the district's own words. */
export function paperOf(row: RequirementRow, revision: RevisionRow, department: string, terms: readonly Term[]): Paper {
  return { requirement: requirementOf(row, revision, department), year: Number(dayIn(revision.uploadedAt).slice(0, 4)), hash: revision.contentHash, terms };
}

/** As the engine knows a requirement: by its department's own number. */
function requirementOf(row: RequirementRow, { fileName }: RevisionRow, department: string): Requirement {
  if (!isFrequency(row.frequency)) throw new TypeError(`${row.frequency} is no frequency.`);
  return { id: row.code, department, title: row.title, file: fileName, frequency: row.frequency, legalBasis: row.legalBasis, description: row.description };
}

/** Requirements as they are in force — or, where the change says so, as they are now — each with its workbook, by code. */
async function registeredIn(db: Db, districtId: string, change: Change): Promise<readonly Registered[]> {
  const rows = await db.selectFrom('requirement').selectAll().where('districtId', '=', districtId).orderBy('code').execute();
  const revisions = await db.selectFrom('requirementRevision').selectAll().where('districtId', '=', districtId).execute();
  const byKey = new Map(revisions.map((revision) => [`${revision.requirementId}/${revision.revisionNo}`, revision]));
  return rows.flatMap((each) => {
    if (change.without?.includes(each.requirementId)) return [];
    const row = change.with?.includes(each.requirementId) ? each : inForce(each);
    const revision = byKey.get(`${row?.requirementId}/${row?.revisionNo}`);
    return row && revision ? [{ row, revision }] : [];
  });
}

/** Rulings that were not revoked, in the order in which they were made. */
export async function standingDecisions(db: Db, districtId: string, revoked: readonly string[] = []): Promise<readonly Decision[]> {
  const found = await db
    .selectFrom('decision')
    .select(['decisionId', 'ruling'])
    .where('districtId', '=', districtId)
    .where('revokedAt', 'is', null)
    .orderBy('decisionId')
    .execute();
  const rows = found.filter(({ decisionId }) => !revoked.includes(decisionId));
  const { value } = decisionsFrom(
    rows.map(({ ruling }) => JSON.parse(ruling) as unknown),
    'decision',
  );
  if (!value) throw new Error('A ruling in the store is not as it was taken in.');
  return value;
}

/** Are both one form, made from the same? The units of the version before are what a draft begins from; what came of them stands with its items. */
export function isSameForm(a: Pick<Draft, 'consolidation' | 'form'>, b: Pick<Draft, 'consolidation' | 'form'>): boolean {
  const told = ({ consolidation, form }: typeof a): string => JSON.stringify([{ ...consolidation, policy: { ...consolidation.policy, units: {} } }, form]);
  return told(a) === told(b);
}

/** What a published version is known by, from the hashes of its two parts as they are kept: two of the same are equal. */
export function hashOfParts({ consolidationHash, formHash }: { readonly consolidationHash: string; readonly formHash: string }): string {
  return contentHash(consolidationHash + formHash);
}

const MOST_KEPT = 8;
const kept = new WeakMap<Services, Map<string, Promise<Draft>>>();

/** Makes the draft, or gives the one made before from the same. Takes the workbooks to the engine's thread first. */
export async function draftOf(services: Services, input: DraftInput): Promise<Draft> {
  const draft = await engineDraft(services, input);
  const elements = new Map(draft.consolidation.items.map(({ id, element }) => [id, element]));
  return { ...draft, form: arranged(draft.form, input.arrangement, (item) => elements.get(item)) };
}

function engineDraft(services: Services, input: DraftInput): Promise<Draft> {
  const drafts = kept.get(services) ?? new Map<string, Promise<Draft>>();
  kept.set(services, drafts);
  const known = drafts.get(input.engineKey);
  if (known) return known;
  const made = makeDraft(services, input);
  drafts.set(input.engineKey, made);
  made.catch(() => drafts.delete(input.engineKey));
  for (const oldest of [...drafts.keys()].slice(0, -MOST_KEPT)) drafts.delete(oldest);
  return made;
}

async function makeDraft(services: Services, { districtId, pack, papers, decisions, units }: DraftInput): Promise<Draft> {
  await teach(services, districtId, papers);
  return services.thinker.draft(pack, papers, decisions, units);
}

/** The blanks of these forms that would read otherwise by what is tried, each with the title of its form. */
export async function reachIn(services: Services, { districtId, papers, decisions }: DraftInput, tried: Tried, language: Language) {
  await teach(services, districtId, papers);
  const titles = new Map(papers.map(({ requirement }) => [requirement.id, requirement.title]));
  const reached = await services.thinker.reach(papers, decisions, tried, language);
  return reached.map((each) => ({ ...each, label: [...each.label], form: titles.get(each.requirement) ?? each.requirement }));
}

/** Sees that the engine's thread — or the one that reads single forms — has read these workbooks. */
export async function teach(
  { store, ...services }: Services,
  districtId: string,
  papers: readonly Paper[],
  who: 'thinker' | 'reader' = 'thinker',
): Promise<void> {
  const thinker = services[who];
  for (const { hash, requirement } of papers) if (!thinker.knows(hash)) await thinker.know(hash, requirement.file, await blob(store.db, districtId, hash));
}
