// Every department's workbooks, filled and written: DIR/<requirement>/<community code>/<period>.xlsx.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AnnualForm } from '../engine/model/annual.ts';
import type { Consolidation } from '../engine/model/consolidation.ts';
import type { Requirement } from '../engine/model/pack.ts';
import { periodsOf } from '../engine/model/period.ts';
import type { CommunityValues } from '../engine/model/values.ts';
import type { CheckSeverity } from '../engine/model/check.ts';
import { printOf, paperOf } from '../engine/decide/index.ts';
import { problem, type Problem } from '../engine/problem/index.ts';
import { tally, type Tallied } from '../engine/check/index.ts';
import { createView, type CommunityView } from '../engine/index.ts';
import { prepareTemplate, type Template } from '../forms/excel/fill.ts';
import { readWorkbooks } from '../forms/excel/guard.ts';
import { loadCheckValue } from '../forms/lexicon/form.ts';
import { loadLearning } from '../forms/lexicon/load.ts';
import { readFormBytes, readPackFile } from '../forms/pack/load.ts';
import type { Progress } from './progress.ts';

export interface GenerateInput {
  /** Folder of the pack. */
  readonly pack: string;
  readonly consolidation: Consolidation;
  /** Its annual form; the checks' words are in its language. */
  readonly form: AnnualForm;
  /** Ids of checks that are not applied. */
  readonly off?: ReadonlySet<string>;
  readonly communities: readonly CommunityValues[];
  /** Folder to write to. */
  readonly out: string;
  readonly onForm?: Progress;
}

export interface Generated {
  readonly files: number;
  readonly problems: readonly Problem[];
  /** What became of the form's checks in each community, by severity. */
  readonly checks: readonly { readonly code: string; readonly name: string; readonly checks: Readonly<Record<CheckSeverity, Tallied>> }[];
  /** Checks that fail, by the id with which they are switched off, and in which communities; the most often failing first. */
  readonly failing: readonly { readonly id: string; readonly severity: CheckSeverity; readonly words: string; readonly communities: readonly string[] }[];
}

/** Checks every community's answers and fills every requirement's form for every community and period of the year. */
export async function generateForms(input: GenerateInput): Promise<Generated> {
  const { pack: dir, consolidation, communities, out, off = new Set<string>(), onForm = () => undefined } = input;
  const form = { ...input.form, checks: input.form.checks.filter(({ id }) => !off.has(id)) };
  const view = createView({ consolidation, form, spellings: loadLearning().spellings, checkValue: loadCheckValue() });
  const views = communities.map((values) => ({ values, view: view.community(values) }));
  const problems: Problem[] = views.flatMap(({ view: each }) => each.problems);
  const writer = createWriter();
  const { requirements, year } = consolidation.pack;
  const files = new Map(readPackFile(dir).pack?.requirements.map(({ id, file }) => [id, file]));
  for (const [index, requirement] of requirements.entries()) {
    const { template, problems: found } = await templateOf(dir, { ...requirement, file: files.get(requirement.id) ?? requirement.file }, consolidation);
    problems.push(...found);
    if (template) for (const each of views) await fillYear(requirement, year, template, each, out, writer, problems);
    onForm(index + 1, requirements.length);
  }
  await writer.flush();
  const checks = views.map(({ values: { code, name }, view: { findings } }) => ({ code, name, checks: tally(findings) }));
  return { files: writer.files(), problems, checks, failing: failingIn(views) };
}

function failingIn(views: readonly OneCommunity[]): Generated['failing'] {
  const found = new Map<string, { id: string; severity: CheckSeverity; words: string; communities: Set<string> }>();
  for (const { values, view } of views)
    for (const { check, outcome } of view.findings)
      if (outcome === 'fails') {
        const { id, severity, words } = check;
        const known = found.get(id) ?? { id, severity, words, communities: new Set<string>() };
        found.set(id, known);
        known.communities.add(values.code);
      }
  const all = [...found.values()].map((each) => ({ ...each, communities: [...each.communities] }));
  return all.toSorted((a, b) => b.communities.length - a.communities.length || (a.id < b.id ? -1 : 1));
}

/** The blank form, if it is still the one that the plan was made from: every place in the plan is one of that form. */
async function templateOf(dir: string, requirement: Requirement, { prints = [] }: Consolidation): Promise<Prepared> {
  const { bytes, problems } = readFormBytes(dir, requirement);
  if (!bytes) return { template: null, problems };
  const { file, id } = requirement;
  const [read] = await readWorkbooks([{ file, bytes }]);
  const made = prints.find((each) => each.requirement === id)?.print;
  if (read?.workbook && printOf(read.workbook.sheets.map(paperOf)) !== made)
    return { template: null, problems: [problem('consolidation.otherForm', {}, { requirement: id, file })] };
  return prepareTemplate(bytes, file);
}

interface Prepared {
  readonly template: Template | null;
  readonly problems: readonly Problem[];
}

interface OneCommunity {
  readonly values: CommunityValues;
  readonly view: CommunityView;
}

async function fillYear(
  requirement: Requirement,
  year: number,
  template: Template,
  { values, view }: OneCommunity,
  out: string,
  writer: Writer,
  problems: Problem[],
): Promise<void> {
  for (const period of periodsOf(year, requirement.frequency)) {
    const form = view.form(requirement.id, period);
    const filled = template.fill(form.edits);
    const place = { community: values.name || values.code, period };
    problems.push(...form.problems, ...filled.problems.map((found) => ({ ...found, origin: { ...place, ...found.origin } })));
    if (filled.bytes) await writer.write(join(out, requirement.id, values.code, `${period}.xlsx`), filled.bytes);
  }
}

interface Writer {
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly flush: () => Promise<void>;
  readonly files: () => number;
}

/** Writes go on while the next forms are filled; no more than a batch of them wait at a time. */
function createWriter(): Writer {
  const made = new Map<string, Promise<unknown>>();
  let waiting: Promise<unknown>[] = [];
  let count = 0;
  const folder = (path: string): Promise<unknown> => {
    const known = made.get(path) ?? mkdir(path, { recursive: true });
    made.set(path, known);
    return known;
  };
  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    await Promise.all(batch);
  };
  const write = async (path: string, bytes: Uint8Array): Promise<void> => {
    count += 1;
    waiting.push(folder(dirname(path)).then(() => writeFile(path, bytes)));
    if (waiting.length >= BATCH) await flush();
  };
  return { write, flush, files: () => count };
}

const BATCH = 64;
