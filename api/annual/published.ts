// Published versions of the annual form: immutable, so each is read from the store once and kept.
import type { AnnualForm, FormQuestion } from '../../engine/model/annual.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { FREQUENCIES, type Frequency } from '../../engine/model/period.ts';
import { questionsIn } from '../../engine/compile/index.ts';
import { refused } from '../problem.ts';
import type { Services } from '../services.ts';
import { blob } from '../storage/blobs.ts';
import type { Db } from '../storage/database.ts';
import type { FormVersionRow } from '../storage/schema.ts';

/** A section of one part: its questions by position, as answers are stored. */
export interface SectionLayout {
  readonly code: string;
  readonly title: string;
  readonly frequency: Frequency;
  readonly questions: readonly FormQuestion[];
  /** Item → position. */
  readonly positions: ReadonlyMap<string, number>;
}

export interface Published {
  readonly row: FormVersionRow;
  readonly form: AnnualForm;
  readonly consolidation: Consolidation;
  readonly sections: readonly SectionLayout[];
  /** Item → its section. */
  readonly sectionOf: ReadonlyMap<string, SectionLayout>;
}

const MOST_KEPT = 8;
const kept = new WeakMap<Services, Map<string, Promise<Published>>>();

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

export async function formById(services: Services, db: Db, districtId: string, formVersionId: string): Promise<Published> {
  const known = await kept.get(services)?.get(formVersionId);
  if (known?.row.districtId === districtId) return known;
  const row = await db
    .selectFrom('formVersion')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('formVersionId', '=', formVersionId)
    .executeTakeFirstOrThrow();
  return published(services, db, row);
}

/** `db` is the caller's own transaction: waiting for another connection inside one would be waiting for oneself. */
export function published(services: Services, db: Db, row: FormVersionRow): Promise<Published> {
  const forms = kept.get(services) ?? new Map<string, Promise<Published>>();
  kept.set(services, forms);
  const known = forms.get(row.formVersionId);
  if (known) return known;
  const made = load(db, row);
  forms.set(row.formVersionId, made);
  made.catch(() => forms.delete(row.formVersionId));
  const there = ready.get(services) ?? new Map<string, Published>();
  ready.set(services, there);
  void made.then((form) => there.set(row.formVersionId, form)).catch(() => undefined);
  for (const known of [forms, there]) for (const oldest of [...known.keys()].slice(0, -MOST_KEPT)) known.delete(oldest);
  return made;
}

const ready = new WeakMap<Services, Map<string, Published>>();

/** A form that has been read before, for those who cannot wait. */
export function readyForm(services: Services, districtId: string, formVersionId: string): Published | null {
  const form = ready.get(services)?.get(formVersionId);
  return form?.row.districtId === districtId ? form : null;
}

async function load(db: Db, row: FormVersionRow): Promise<Published> {
  const [form, consolidation] = await Promise.all([
    readJson<AnnualForm>(db, row.districtId, row.formHash),
    readJson<Consolidation>(db, row.districtId, row.consolidationHash),
  ]);
  const sections = form.parts.flatMap((part) => part.sections.map((section) => layoutOf(part.frequency, section.code, section.title, questionsIn(section))));
  return {
    row,
    form,
    consolidation,
    sections,
    sectionOf: new Map(sections.flatMap((section) => section.questions.map(({ item }) => [item, section] as const))),
  };
}

function layoutOf(frequency: Frequency, code: string, title: string, questions: readonly FormQuestion[]): SectionLayout {
  return { code, title, frequency, questions, positions: new Map(questions.map(({ item }, index) => [item, index])) };
}

/** What we wrote ourselves and is named by its hash needs no second look. */
async function readJson<T>(db: Db, districtId: string, hash: string): Promise<T> {
  return JSON.parse(Buffer.from(await blob(db, districtId, hash)).toString('utf8')) as T;
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
