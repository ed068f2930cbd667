// A pack: the folder with what a district's departments hand in. In: the folder. Out: departments, requirements and their workbooks;
// whatever cannot be used comes back as a problem, and the rest goes through.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, normalize, relative, sep } from 'node:path';
import type { Department, Pack, Requirement } from '../../engine/model/pack.ts';
import type { Workbook } from '../../engine/model/sheet.ts';
import { problem, type Problem } from '../../engine/problem/index.ts';
import { readWorkbooks } from '../excel/guard.ts';
import { fileProblem, inPack } from '../files.ts';
import { checked, readJson, schemaOf } from '../json.ts';
import { loadLearning, readTerms, withTerms, type Learning } from '../lexicon/load.ts';
import { sameName } from '../name.ts';

export interface LoadedPack {
  readonly pack: Pack;
  /** By requirement; those whose workbook could not be used are left out. */
  readonly books: ReadonlyMap<string, Workbook>;
  /** Words and knowledge, with the pack's own words in it. */
  readonly learning: Learning;
  readonly problems: readonly Problem[];
}

export interface LoadResult {
  /** null when there is no pack.json to go by. */
  readonly loaded: LoadedPack | null;
  readonly problems: readonly Problem[];
}

/** pack.json with the requirements that could be followed. */
export interface PackFile {
  readonly pack: Pack | null;
  readonly problems: readonly Problem[];
}

interface PackJson {
  readonly name: string;
  readonly district?: string;
  readonly year?: number;
  readonly departments: readonly Department[];
  readonly requirements: readonly unknown[];
}

type RequirementJson = Omit<Requirement, 'legalBasis' | 'description'> & { readonly legalBasis?: string | null; readonly description?: string | null };

/** Reads pack.json, the pack's own words and every workbook, or those of `only` some requirements. `onFile` is called as workbooks are done. */
export async function loadPack(
  dir: string,
  onFile: (done: number, total: number) => void = () => undefined,
  only: ReadonlySet<string> | null = null,
): Promise<LoadResult> {
  const { pack, problems } = readPackFile(dir);
  if (!pack) return { loaded: null, problems };
  const learning = learningFor(dir);
  const wanted = only ? pack.requirements.filter(({ id }) => only.has(id)) : pack.requirements;
  const books = await readBooks(dir, wanted, onFile);
  const all = [...problems, ...learning.problems, ...books.problems];
  return { loaded: { pack, books: books.books, learning: learning.learning, problems: all }, problems: all };
}

const DEFAULT_YEAR = 2026;

/** Parses and checks pack.json. A requirement that is not as it should be is left out, with a problem that says where and why. */
export function readPackFile(dir: string): PackFile {
  const file = 'pack.json';
  const json = readJson(join(dir, file), join(dir, file));
  if (json.value === null) return { pack: null, problems: json.problems.map(inPack) };
  const parsed = checked(json.value, schemaOf<PackJson>('pack'), file);
  if (parsed.value === null) return { pack: null, problems: parsed.problems };
  const { name, district, year, departments } = parsed.value;
  const requirements = readRequirements(parsed.value, file);
  const pack = { name, district: district ?? name, year: year ?? DEFAULT_YEAR, departments, requirements: requirements.requirements };
  return { pack, problems: [...duplicateDepartments(departments, file), ...requirements.problems] };
}

function duplicateDepartments(departments: readonly Department[], file: string): Problem[] {
  return departments.flatMap(({ id }, index) =>
    departments.findIndex((other) => other.id === id) < index ? [problem('pack.duplicateId', { at: `/departments/${index}`, id }, { file })] : [],
  );
}

function readRequirements({ requirements, departments }: PackJson, file: string): { requirements: Requirement[]; problems: Problem[] } {
  const schema = schemaOf<RequirementJson>('requirement');
  const known = new Set(departments.map(({ id }) => id));
  const seen = new Set<string>();
  const result: { requirements: Requirement[]; problems: Problem[] } = { requirements: [], problems: [] };
  for (const [index, json] of requirements.entries()) {
    const at = `/requirements/${index}`;
    const { value, problems } = checked(json, schema, file, at);
    result.problems.push(...problems);
    if (value === null) continue;
    if (seen.has(sameName(value.id))) result.problems.push(problem('pack.duplicateId', { at, id: value.id }, { file, requirement: value.id }));
    else if (!known.has(value.department))
      result.problems.push(problem('pack.unknownDepartment', { at, id: value.department }, { file, requirement: value.id }));
    else result.requirements.push({ ...value, legalBasis: value.legalBasis ?? null, description: value.description ?? null });
    seen.add(sameName(value.id));
  }
  return result;
}

function learningFor(dir: string): { learning: Learning; problems: readonly Problem[] } {
  const learning = loadLearning();
  const path = join(dir, 'lexicon', 'terms.json');
  if (!existsSync(path)) return { learning, problems: [] };
  const { terms, problems } = readTerms(path, 'lexicon/terms.json', learning);
  return { learning: withTerms(learning, terms), problems };
}

interface Books {
  readonly books: Map<string, Workbook>;
  readonly problems: Problem[];
}

async function readBooks(dir: string, requirements: readonly Requirement[], onFile: (done: number, total: number) => void): Promise<Books> {
  const result: Books = { books: new Map(), problems: [] };
  for (let from = 0; from < requirements.length; from += BATCH) {
    const batch = requirements.slice(from, from + BATCH);
    await readBatch(dir, batch, result);
    onFile(Math.min(from + BATCH, requirements.length), requirements.length);
  }
  return result;
}

/** Few enough to show progress, and to hold the bytes of no more than these at once. */
const BATCH = 40;

async function readBatch(dir: string, batch: readonly Requirement[], { books, problems }: Books): Promise<void> {
  const files = batch.flatMap((requirement) => {
    const { bytes, problems: found } = readFormBytes(dir, requirement);
    problems.push(...found);
    return bytes ? [{ requirement, file: requirement.file, bytes }] : [];
  });
  const results = await readWorkbooks(files.map(({ file, bytes }) => ({ file, bytes })));
  for (const [index, { workbook, problems: found }] of results.entries()) {
    const requirement = files[index]?.requirement;
    if (!requirement) continue;
    problems.push(...found.map((each) => ({ ...each, origin: { ...each.origin, requirement: requirement.id } })));
    if (workbook) books.set(requirement.id, workbook);
  }
}

/** The bytes of a requirement's blank form; never from outside the pack's folder. */
export function readFormBytes(dir: string, { file, id }: Requirement): { bytes: Uint8Array | null; problems: Problem[] } {
  const origin = { file, requirement: id };
  if (isOutside(normalize(file))) return { bytes: null, problems: [problem('pack.outside', { path: file }, origin)] };
  try {
    const path = realpathSync(join(dir, file));
    if (isOutside(relative(realpathSync(dir), path))) return { bytes: null, problems: [problem('pack.outside', { path: file }, origin)] };
    return { bytes: readFileSync(path), problems: [] };
  } catch (error) {
    const found = fileProblem(error, file);
    if (!found) throw error;
    return { bytes: null, problems: [{ ...inPack(found), origin }] };
  }
}

/** Does a path relative to a folder lead out of it? A name may well begin with two dots. */
function isOutside(path: string): boolean {
  return isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`);
}
