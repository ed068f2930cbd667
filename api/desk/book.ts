// The form that a page of the coordinating office is about: the draft as it stands, or a published version.
import type { AnnualForm } from '../../engine/model/annual.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import { draftInput, draftOf } from '../annual/draft.ts';
import { published } from '../annual/published.ts';
import type { ActorContext } from '../http/operation.ts';
import { refused } from '../problem.ts';

export interface Book {
  readonly consolidation: Consolidation;
  readonly form: AnnualForm;
  /** null: the draft. */
  readonly versionNo: number | null;
  /** What the draft follows from; null for versions. */
  readonly key: string | null;
}

/** `version` absent: the draft. Throws Refused when there is nothing to ask, or no such version. */
export async function bookOf(context: ActorContext, year: number, version?: string): Promise<Book> {
  return version === undefined ? draftBook(context, year) : versionBook(context, year, Number(version));
}

async function draftBook({ db, actor, services }: ActorContext, year: number): Promise<Book> {
  const input = await draftInput(services, db, actor.districtId, year);
  if (input.papers.length === 0) throw refused('form.nothing', {});
  const { consolidation, form } = await draftOf(services, input);
  return { consolidation, form, versionNo: null, key: input.key };
}

async function versionBook({ db, actor, services }: ActorContext, year: number, versionNo: number): Promise<Book> {
  const row = await db
    .selectFrom('formVersion')
    .selectAll()
    .where('districtId', '=', actor.districtId)
    .where('year', '=', year)
    .where('versionNo', '=', versionNo)
    .executeTakeFirst();
  if (!row) throw refused('request.notFound', { what: `第 ${versionNo} 版 / version ${versionNo}` });
  const { consolidation, form } = await published(services, db, row);
  return { consolidation, form, versionNo, key: null };
}
