// Published versions of the annual form: immutable, so each is read from the store once and kept, those used last as far as there is room.
import type { AnnualForm, FormQuestion } from '../../engine/model/annual.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { FREQUENCIES, type Frequency } from '../../engine/model/period.ts';
import { questionsIn } from '../../engine/compile/index.ts';
import { refused } from '../problem.ts';
import { Recent } from '../recent.ts';
import type { Services } from '../services.ts';
import { blob } from '../storage/blobs.ts';
import type { Db } from '../storage/database.ts';
import type { FormVersionRow, SectionRow } from '../storage/schema.ts';

/** Where the answers of a section stand. */
export interface SectionPlaces {
  readonly code: string;
  readonly frequency: Frequency;
  /** By position, as answers are stored. */
  readonly items: readonly string[];
  /** Item → position. */
  readonly positions: ReadonlyMap<string, number>;
}

/** A section of one part: its questions by position. */
export interface SectionLayout extends SectionPlaces {
  readonly title: string;
  readonly questions: readonly FormQuestion[];
}

export interface Published {
  readonly row: FormVersionRow;
  readonly form: AnnualForm;
  readonly consolidation: Consolidation;
  readonly sections: readonly SectionLayout[];
  /** Item → its section. */
  readonly sectionOf: ReadonlyMap<string, SectionLayout>;
}

/** Versions read whole, by the bytes of their JSON: in memory they take some five times as much. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Where answers stand in versions that count no more: so many items. */
const MOST_ITEMS = 500_000;

interface Kept {
  readonly reading: Map<string, Promise<Published>>;
  readonly forms: Recent<Published>;
  readonly places: Recent<readonly SectionPlaces[]>;
}

const kept = new WeakMap<Services, Kept>();

function keptOf(services: Services): Kept {
  const known = kept.get(services) ?? { reading: new Map(), forms: new Recent(MOST_BYTES), places: new Recent(MOST_ITEMS) };
  kept.set(services, known);
  return known;
}

/** The version that counts for a year: the last one published; throws Refused when there is none. */
export async function currentForm(services: Services, db: Db, districtId: string, year: number): Promise<Published> {
  const row = await lastVersion(db, districtId, year);
  if (!row) throw refused('form.notPublished', { year });
  return published(services, db, row);
}

/** The version of a year that was published last. */
export function lastVersion(db: Db, districtId: string, year: number): Promise<FormVersionRow | undefined> {
  return db.selectFrom('formVersion').selectAll().where('districtId', '=', districtId).where('year', '=', year).orderBy('versionNo', 'desc').executeTakeFirst();
}

/** The years for which a form was published, in order. */
export async function publishedYears(db: Db, districtId: string): Promise<number[]> {
  const rows = await db.selectFrom('formVersion').select('year').distinct().where('districtId', '=', districtId).orderBy('year').execute();
  return rows.map(({ year }) => year);
}

/** The version published last, of the year or, while it has none, of those before. */
export function lastUntil(db: Db, districtId: string, year: number): Promise<FormVersionRow | undefined> {
  const until = db.selectFrom('formVersion').selectAll().where('districtId', '=', districtId).where('year', '<=', year);
  return until.orderBy('year', 'desc').orderBy('versionNo', 'desc').executeTakeFirst();
}

/** Where answers stand that were given under a version: of one that counts no more only this is kept. */
export async function placesIn(services: Services, db: Db, districtId: string, formVersionId: string): Promise<readonly SectionPlaces[]> {
  const form = readyForm(services, districtId, formVersionId);
  if (form) return form.sections;
  const { places } = keptOf(services);
  const known = places.get(`${districtId}/${formVersionId}`);
  if (known) return known;
  const row = await db
    .selectFrom('formVersion')
    .select('formHash')
    .where('districtId', '=', districtId)
    .where('formVersionId', '=', formVersionId)
    .executeTakeFirstOrThrow();
  const { json } = await readJson<AnnualForm>(db, districtId, row.formHash);
  const found = layoutsOf(json).map(({ code, frequency, items, positions }) => ({ code, frequency, items, positions }));
  places.keep(
    `${districtId}/${formVersionId}`,
    found,
    found.reduce((sum, { items }) => sum + items.length, 0),
  );
  return found;
}

/** Where the answers of a section stand that were given for a period under a version; null where that version has no such section. */
export async function placesOf(
  services: Services,
  db: Db,
  { districtId, formVersionId, sectionCode, period }: Pick<SectionRow, 'districtId' | 'formVersionId' | 'sectionCode' | 'period'>,
): Promise<SectionPlaces | null> {
  const frequency = frequencyOf(period);
  const sections = await placesIn(services, db, districtId, formVersionId);
  return sections.find((each) => each.code === sectionCode && each.frequency === frequency) ?? null;
}

/** `db` is the caller's own transaction: waiting for another connection inside one would be waiting for oneself. */
export async function published(services: Services, db: Db, row: FormVersionRow): Promise<Published> {
  const { forms, reading } = keptOf(services);
  const known = forms.get(row.formVersionId) ?? reading.get(row.formVersionId);
  if (known) return known;
  const made = load(db, row)
    .then(({ form, bytes }) => {
      forms.keep(row.formVersionId, form, bytes);
      return form;
    })
    .finally(() => reading.delete(row.formVersionId));
  reading.set(row.formVersionId, made);
  return made;
}

/** A form that has been read before, for those who cannot wait. */
export function readyForm(services: Services, districtId: string, formVersionId: string): Published | null {
  const form = keptOf(services).forms.get(formVersionId);
  return form?.row.districtId === districtId ? form : null;
}

async function load(db: Db, row: FormVersionRow): Promise<{ readonly form: Published; readonly bytes: number }> {
  const [form, consolidation] = await Promise.all([
    readJson<AnnualForm>(db, row.districtId, row.formHash),
    readJson<Consolidation>(db, row.districtId, row.consolidationHash),
  ]);
  const sections = layoutsOf(form.json);
  const sectionOf = new Map(sections.flatMap((section) => section.items.map((item) => [item, section] as const)));
  return { form: { row, form: form.json, consolidation: consolidation.json, sections, sectionOf }, bytes: form.bytes + consolidation.bytes };
}

function layoutsOf({ parts }: AnnualForm): SectionLayout[] {
  return parts.flatMap((part) => part.sections.map((section) => layoutOf(part.frequency, section.code, section.title, questionsIn(section))));
}

function layoutOf(frequency: Frequency, code: string, title: string, questions: readonly FormQuestion[]): SectionLayout {
  const items = questions.map(({ item }) => item);
  return { code, title, frequency, questions, items, positions: new Map(items.map((item, index) => [item, index])) };
}

/** What we wrote ourselves and is named by its hash needs no second look. */
async function readJson<T>(db: Db, districtId: string, hash: string): Promise<{ readonly json: T; readonly bytes: number }> {
  const bytes = await blob(db, districtId, hash);
  return { json: JSON.parse(Buffer.from(bytes).toString('utf8')) as T, bytes: bytes.length };
}

/** How often something is reported whose period has this name. */
export function frequencyOf(period: string): Frequency {
  if (period.includes('H')) return 'half-yearly';
  if (period.includes('Q')) return 'quarterly';
  return period.includes('-') ? 'monthly' : 'annual';
}

export function yearOf(period: string): number {
  return Number(period.slice(0, 4));
}

/** The sections to be answered for a period. */
export function sectionsFor({ sections }: Published, period: string): readonly SectionLayout[] {
  const frequency = frequencyOf(period);
  return sections.filter((section) => section.frequency === frequency);
}

/** Frequencies at which the form asks something, coarsest first. */
export function frequenciesIn({ form }: Published): readonly Frequency[] {
  return FREQUENCIES.toReversed().filter((frequency) => form.parts.some((part) => part.frequency === frequency));
}
