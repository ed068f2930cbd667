// From what a request names to the output it means — if the caller may see it. Every way to an output goes through here: pages, files, lineage, jobs.
import { isFrequency, monthsOf, periodsWithin } from '../../engine/model/period.ts';
import { currentForm, frequencyOf, yearOf, type Published } from '../annual/published.ts';
import type { Actor } from '../people/roles.ts';
import { requirementCondition } from '../people/scope.ts';
import { hidden, refused } from '../problem.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { RequirementRow, RevisionRow } from '../storage/schema.ts';
import type { OutputWanted } from './output.ts';
import { outputPlace } from './places.ts';

export interface OutputNamed {
  readonly requirementId: string;
  readonly period: string;
  /** Id of a community or street, or DISTRICT. */
  readonly placeId: string;
}

/** A department sees the outputs of its own requirements; the coordinator all; a street and a community what became of their own answers. */
export async function outputWanted(services: Services, db: Db, actor: Actor, { requirementId, period, placeId }: OutputNamed): Promise<OutputWanted> {
  const requirement = await requirementSeen(db, actor, requirementId);
  const place = await outputPlace(db, actor, placeId, period);
  if (!isFrequency(requirement.frequency) || frequencyOf(period) !== requirement.frequency)
    throw refused('request.notFound', { what: `${period}(${requirement.title})` });
  const form = await currentForm(services, db, actor.districtId, yearOf(period));
  if (!isIn(form, requirement)) throw refused('request.notFound', { what: `${requirement.title}(${form.row.year})` });
  return { actor, requirement, revision: await revisionIn(db, form, requirement), form, period, place };
}

/** The requirement, if this account sees it. */
export async function requirementSeen(db: Db, actor: Actor, requirementId: string): Promise<RequirementRow> {
  const found = await db
    .selectFrom('requirement')
    .selectAll()
    .where('districtId', '=', actor.districtId)
    .where('requirementId', '=', requirementId)
    .where(requirementCondition(actor))
    .executeTakeFirst();
  if (!found) throw hidden('报表 / output');
  return found;
}

export function isIn({ consolidation }: Published, { code }: RequirementRow): boolean {
  return consolidation.pack.requirements.some(({ id }) => id === code);
}

/** The workbook that the form was made from: the last one uploaded before the form was published. */
async function revisionIn(db: Db, { row }: Published, { districtId, requirementId }: RequirementRow): Promise<RevisionRow> {
  const revisions = await db
    .selectFrom('requirementRevision')
    .selectAll()
    .where('districtId', '=', districtId)
    .where('requirementId', '=', requirementId)
    .orderBy('revisionNo', 'desc')
    .execute();
  const found = revisions.find(({ uploadedAt }) => uploadedAt <= row.publishedAt) ?? revisions.at(-1);
  if (!found) throw refused('request.notFound', { what: '表样 / workbook' });
  return found;
}

/** The periods for which a requirement is reported within a longer or equal one: a quarter's three months. */
export function periodsReported({ frequency }: RequirementRow, within: string): readonly string[] {
  const months = monthsOf(within);
  return months && isFrequency(frequency) ? periodsWithin(months.year, frequency, months.first, months.last) : [];
}
