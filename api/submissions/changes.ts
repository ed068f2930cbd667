// What a save changed, as it is kept: cell by cell, or — where most of a section changed — the answers whole, before and after, which is
// shorter and is in hand already. Read back, both are the same list.
import { placesOf } from '../annual/published.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { CellOrigin, Kept } from './section.ts';

/** [item, before, after, origin]. */
export type Changed = readonly [string, Kept, Kept, CellOrigin];

/** A section's answers by position, and the same as JSON. */
export interface Laid {
  readonly answers: readonly Kept[];
  readonly text: string;
}

/** Every value that differs between the two was changed, all by one origin. */
interface Whole {
  readonly form: string;
  readonly origin: CellOrigin;
  readonly before: readonly Kept[];
  readonly after: readonly Kept[];
}

interface Cell {
  readonly position: number;
  readonly item: string;
  readonly origin: CellOrigin;
}

/** Where fewer than one value in so many changed, the cells alone are shorter. */
const MOST = 8;

/** `changed`: the cells whose value or mark of origin is another in `after`; both laid out as `formVersionId` says. */
export function changesText(formVersionId: string, before: Laid, after: Laid, changed: readonly Cell[]): string {
  const [first] = changed;
  const isWhole =
    first &&
    changed.length * MOST >= after.answers.length &&
    changed.every(({ position, origin }) => origin === first.origin && (before.answers[position] ?? null) !== (after.answers[position] ?? null));
  if (isWhole) return `{"form":${JSON.stringify(formVersionId)},"origin":"${first.origin}","before":${before.text},"after":${after.text}}`;
  return JSON.stringify(
    changed.map(({ position, item, origin }): Changed => [item, before.answers[position] ?? null, after.answers[position] ?? null, origin]),
  );
}

/** `kept` as `changesText` wrote it, of a section and a period. */
export async function changesIn(
  services: Services,
  db: Db,
  { districtId, period, sectionCode }: { readonly districtId: string; readonly period: string; readonly sectionCode: string },
  kept: string,
): Promise<readonly Changed[]> {
  const change = JSON.parse(kept) as readonly Changed[] | Whole;
  if (!('form' in change)) return change;
  const { origin, before, after } = change;
  const places = await placesOf(services, db, { districtId, formVersionId: change.form, sectionCode, period });
  return (places?.items ?? []).flatMap((item, position): Changed[] => {
    const [old, value] = [before[position] ?? null, after[position] ?? null];
    return old === value ? [] : [[item, old, value, origin]];
  });
}
