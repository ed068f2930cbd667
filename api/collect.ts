// Filled annual workbooks, and answers as JSON, from files and folders: read, judged, and merged with what was collected before.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AnnualForm } from '../engine/model/annual.ts';
import type { CommunityValues } from '../engine/model/values.ts';
import { problem, type Problem } from '../engine/problem/index.ts';
import { mergeValues, readAnnualWorkbook, valuesOfAnswers, type AnnualAnswers, type FileValues } from '../forms/annual/index.ts';
import { fileProblem } from '../forms/files.ts';
import { readJson } from '../forms/json.ts';
import { loadCheckValue } from '../forms/lexicon/form.ts';
import { annualSchema } from '../forms/schemas/annual.ts';

export interface Collected {
  readonly values: readonly CommunityValues[];
  /** Files that could be used, answers and register rows in them, and cells that were left blank. */
  readonly used: number;
  readonly taken: number;
  readonly rows: number;
  readonly blank: number;
  readonly problems: readonly Problem[];
}

/** Reads every file; one that cannot be used is told and the others go through. */
export async function collect(paths: readonly string[], form: AnnualForm, before: readonly CommunityValues[]): Promise<Collected> {
  const read: FileValues[] = [];
  const problems: Problem[] = [];
  let blank = 0;
  for (const file of paths.flatMap((path) => filesIn(path, problems))) {
    const found = file.toLowerCase().endsWith('.json') ? readAnswers(file, form) : await readBook(file, form);
    problems.push(...found.problems);
    blank += found.blank;
    read.push(...found.values.map((values) => ({ file, values })));
  }
  const merged = mergeValues(before, read, form);
  const count = (each: (values: CommunityValues) => number): number => read.reduce((sum, { values }) => sum + each(values), 0);
  return {
    values: merged.values,
    used: read.length,
    taken: count(({ items }) => [...items.values()].reduce((sum, answers) => sum + answers.size, 0)),
    rows: count(({ registers }) => [...registers.values()].reduce((sum, rows) => sum + rows.length, 0)),
    blank,
    problems: [...(read.length > 0 ? problems.filter((found) => !isBlankForm(found)) : problems), ...merged.problems],
  };
}

/** `onetable form` writes a blank form of nobody beside those of the communities: where others are used it is nothing to speak of. */
function isBlankForm({ code, severity }: Problem): boolean {
  return code === 'annual.noCommunity' && severity === 'hint';
}

/** A folder stands for what is in it; files that Excel keeps beside an open workbook (~$…) are none. */
function filesIn(path: string, problems: Problem[]): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    const names = entries.map(({ name }) => name).filter((name) => /\.(?:xlsx|xls|json)$/iu.test(name) && !/^[~.]/u.test(name));
    return names.sort().map((name) => join(path, name));
  } catch (error) {
    const found = fileProblem(error, path);
    if (!found) throw error;
    problems.push(found);
    return [];
  }
}

interface Found {
  readonly values: readonly CommunityValues[];
  readonly blank: number;
  readonly problems: readonly Problem[];
}

async function readBook(file: string, form: AnnualForm): Promise<Found> {
  const { values, blank, problems } = await readAnnualWorkbook(readFileSync(file), { form, checkValue: loadCheckValue(), file });
  return { values: values ? [values] : [], blank: values ? blank : 0, problems };
}

/** One community's answers, or a list of several communities', by the form's JSON Schema. */
function readAnswers(file: string, form: AnnualForm): Found {
  const json = readJson(file, file);
  const { validate } = annualSchema(form);
  const all: readonly unknown[] = Array.isArray(json.value) ? json.value : json.value === null ? [] : [json.value];
  const judged = all.map((answers) => ({ answers, ...validate(answers) }));
  return {
    values: judged.flatMap(({ answers, fits }) => (fits ? [valuesOfAnswers(form, answers as AnnualAnswers)] : [])),
    blank: 0,
    problems: [...json.problems, ...judged.flatMap(({ fits, faults }) => (fits ? [] : [problem('collect.notTheForm', { faults }, { file })]))],
  };
}
