// From what a request names to the output it means — if the caller may see it. Every way to an output goes through here: pages, files, lineage, jobs.
import { isFrequency, monthsOf, periodsWithin } from '../../engine/model/period.ts';
import { currentForm, frequencyOf, yearOf, type Published } from '../annual/published.ts';
import type { Actor } from '../people/roles.ts';
import { refused } from '../problem.ts';
import { requirementSeen } from '../requirements/seen.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { RequirementRow, RevisionRow } from '../storage/schema.ts';
import type { OutputWanted } from './output.ts';
import { outputPlace } from './places.ts';

/** What is not there, in words, when an output is asked for. */
export const OUTPUT = '报表 / output';

export interface OutputNamed {
  readonly requirementId: string;
  readonly period: string;
  /** Id of a community or street, or DISTRICT. */
  readonly placeId: string;
}

/** A department sees the outputs of its own requirements; the coordinator all; a street and a community what became of their own answers. */
export async function outputWanted(services: Services, db: Db, actor: Actor, { requirementId, period, placeId }: OutputNamed): Promise<OutputWanted> {
  const seen = await requirementSeen(db, actor, requirementId, OUTPUT);
  const place = await outputPlace(db, actor, placeId, period);
  const form = await currentForm(services, db, actor.districtId, yearOf(period));
  const requirement = asPublished(form, seen);
  if (!requirement) throw refused('request.notFound', { what: `${seen.title}(${form.row.year})` });
  if (frequencyOf(period) !== requirement.frequency) throw refused('request.notFound', { what: `${period}(${requirement.title})` });
  return { actor, requirement, revision: await revisionIn(db, form, requirement), form, period, place };
}

/** The requirement as the form asks it — under the title and as often as then, whatever was revised since; null when it is not in the form. */
export function asPublished({ consolidation }: Published, requirement: RequirementRow): RequirementRow | null {
  const found = consolidation.pack.requirements.find(({ id }) => id === requirement.code);
  return found ? { ...requirement, title: found.title, frequency: found.frequency } : null;
}

/** The workbook that the form was made from; of a form that does not say, the last one uploaded before it was published. */
async function revisionIn(db: Db, { row }: Published, { districtId, requirementId, code }: RequirementRow): Promise<RevisionRow> {
  const revisions = await db
    .selectFrom('requirementRevision')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('requirementId', '=', requirementId)
    .orderBy('revisionNo', 'desc')
    .execute();
  const hash = (JSON.parse(row.papers) as Readonly<Record<string, string>>)[code];
  const found =
    revisions.find(({ contentHash }) => contentHash === hash) ?? revisions.find(({ uploadedAt }) => uploadedAt <= row.publishedAt) ?? revisions.at(-1);
  if (!found) throw refused('request.notFound', { what: '表样 / workbook' });
  return found;
}

/** The periods for which a requirement is reported within a longer or equal one: a quarter's three months. */
export function periodsReported({ frequency }: RequirementRow, within: string): readonly string[] {
  const months = monthsOf(within);
  return months && isFrequency(frequency) ? periodsWithin(months.year, frequency, months.first, months.last) : [];
}
