// A requirement's own workbook for one community and period, filled on demand from what is stored.
import { createView, type FilledForm, type View } from '../../engine/view/index.ts';
import type { Problem } from '../../engine/problem/index.ts';
import { prepareTemplate, type Template } from '../../forms/excel/fill.ts';
import { loadCheckValue } from '../../forms/lexicon/form.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import type { Published } from '../annual/published.ts';
import type { Services } from '../services.ts';
import { blob } from '../storage/blobs.ts';
import type { Db } from '../storage/database.ts';
import type { RevisionRow } from '../storage/schema.ts';
import { communityValues, type Community } from '../submissions/values.ts';

const views = new WeakMap<Published, View>();

/** The view of a published form: its derivations are prepared once. */
export function viewOf(form: Published): View {
  const known =
    views.get(form) ?? createView({ consolidation: form.consolidation, form: form.form, spellings: loadLearning().spellings, checkValue: loadCheckValue() });
  views.set(form, known);
  return known;
}

/** What every cell of a requirement's form holds for one community and period. */
export async function filledForm(
  services: Services,
  db: Db,
  districtId: string,
  form: Published,
  code: string,
  community: Community,
  period: string,
): Promise<FilledForm> {
  const values = await communityValues(services, db, districtId, form, community);
  const view = viewOf(form).community(values);
  const filled = view.form(code, period);
  return { edits: filled.edits, problems: [...view.problems, ...filled.problems] };
}

const MOST_TEMPLATES = 200;
const templates = new Map<string, Template | null>();

/** The workbook filled; null with the reasons when the blank form cannot be filled at all. */
export async function filledWorkbook(
  db: Db,
  districtId: string,
  revision: RevisionRow,
  filled: FilledForm,
): Promise<{ bytes: Uint8Array | null; problems: readonly Problem[] }> {
  const template = await templateOf(db, districtId, revision);
  if (!template.template) return { bytes: null, problems: template.problems };
  const { bytes, problems } = template.template.fill(filled.edits);
  return { bytes, problems: [...filled.problems, ...problems] };
}

async function templateOf(
  db: Db,
  districtId: string,
  { contentHash, fileName }: RevisionRow,
): Promise<{ template: Template | null; problems: readonly Problem[] }> {
  const known = templates.get(contentHash);
  if (known) return { template: known, problems: [] };
  const { template, problems } = prepareTemplate(await blob(db, districtId, contentHash), fileName);
  templates.set(contentHash, template);
  for (const oldest of [...templates.keys()].slice(0, -MOST_TEMPLATES)) templates.delete(oldest);
  return { template, problems };
}
