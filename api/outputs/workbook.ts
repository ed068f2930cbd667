// The requirement's own form with an output's values in it. Small ones are filled at once; long rosters, and everything that jobs make,
// in a thread of its own, so that nobody waits for it.
import type { SheetEdit } from '../../engine/model/edits.ts';
import type { Problem } from '../../engine/problem/index.ts';
import { prepareTemplate, type Template } from '../../forms/excel/fill.ts';
import type { Services } from '../services.ts';
import { blob } from '../storage/blobs.ts';
import type { Db } from '../storage/database.ts';
import type { RevisionRow } from '../storage/schema.ts';
import { filledAs, type Filled, type Filling, type Shape } from './filled.ts';
import { fillerOf } from './filler.ts';

const MOST_AT_ONCE = 3000;

export type Where = 'here' | 'thread';

/** The requirement's own form filled, in the shape that is wanted. */
export async function filledForm<As extends Shape>(
  as: As,
  services: Services,
  db: Db,
  { districtId, contentHash: hash, fileName }: RevisionRow,
  filling: Filling,
  where: Where = placeFor(filling.edits),
): Promise<Filled<As>> {
  const bytes = (): Promise<Uint8Array> => blob(db, districtId, hash);
  if (where === 'thread') return fillerOf(services).fill(as, hash, fileName, bytes, filling);
  const { template, problems } = await templateOf(hash, fileName, bytes);
  return template ? filledAs(as, template, fileName, filling) : { made: null, problems };
}

function placeFor(edits: readonly SheetEdit[]): Where {
  const values = edits.reduce(
    (sum, { cells, rosters }) => sum + cells.length + rosters.reduce((of, { rows, columns }) => of + rows.length * columns.length, 0),
    0,
  );
  return values > MOST_AT_ONCE ? 'thread' : 'here';
}

const MOST_TEMPLATES = 200;
const templates = new Map<string, Template>();

async function templateOf(hash: string, file: string, bytes: () => Promise<Uint8Array>): Promise<{ template: Template | null; problems: readonly Problem[] }> {
  const known = templates.get(hash);
  if (known) return { template: known, problems: [] };
  const { template, problems } = prepareTemplate(await bytes(), file);
  if (template) templates.set(hash, template);
  for (const oldest of [...templates.keys()].slice(0, -MOST_TEMPLATES)) templates.delete(oldest);
  return { template, problems };
}
