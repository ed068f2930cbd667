// The requirement's own workbook with an output's values in it. Small ones are filled at once; long rosters, and everything that jobs make,
// in a thread of its own, so that nobody waits for it.
import type { SheetEdit } from '../../engine/model/edits.ts';
import type { Problem } from '../../engine/problem/index.ts';
import { prepareTemplate, type FillResult, type Template } from '../../forms/excel/fill.ts';
import type { Services } from '../services.ts';
import { blob } from '../storage/blobs.ts';
import type { Db } from '../storage/database.ts';
import type { RevisionRow } from '../storage/schema.ts';
import { fillerOf } from './filler.ts';

const MOST_AT_ONCE = 3000;

export type Where = 'here' | 'thread';

/** The workbook filled; null with the reasons when the blank form cannot be filled at all. */
export async function filledWorkbook(services: Services, db: Db, revision: RevisionRow, edits: readonly SheetEdit[], where?: Where): Promise<FillResult> {
  const { districtId, contentHash: hash, fileName } = revision;
  const bytes = (): Promise<Uint8Array> => blob(db, districtId, hash);
  if ((where ?? placeFor(edits)) === 'thread') return fillerOf(services).fill(hash, fileName, bytes, edits);
  const { template, problems } = await templateOf(hash, fileName, bytes);
  return template ? template.fill(edits) : { bytes: null, problems };
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
