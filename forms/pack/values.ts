// values.json: what communities answered. In: the file. Out: typed values, or problems that say where the file is wrong.
import type { Scalar } from '../../engine/model/sheet.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import { problem, type Problem } from '../../engine/problem/index.ts';
import { checked, readJson, schemaOf, type Parsed } from '../json.ts';
import { sameName } from '../name.ts';

interface ValuesJson {
  readonly communities: readonly {
    readonly code: string;
    readonly name: string;
    readonly items?: Readonly<Record<string, unknown>>;
    readonly registers?: Readonly<Record<string, readonly unknown[]>>;
  }[];
}

/** What people call an item, for problems. */
export type NameOf = (item: string) => string;

/** A value that is an object or a list is refused by itself, and named; the rest of the file is taken. */
export function readValues(path: string, nameOf: NameOf = (item) => item): Parsed<readonly CommunityValues[]> {
  const json = readJson(path, path);
  if (json.value === null) return { value: null, problems: json.problems };
  const parsed = checked(json.value, schemaOf<ValuesJson>('values'), path);
  if (parsed.value === null) return { value: null, problems: parsed.problems };
  const twice = duplicateCodes(parsed.value, path);
  if (twice.length > 0) return { value: null, problems: twice };
  const problems: Problem[] = [];
  const value = parsed.value.communities.map((community) => communityOf(community, { file: path, nameOf, problems }));
  return { value, problems };
}

/** Codes name folders, where capitals may not count. */
function duplicateCodes({ communities }: ValuesJson, file: string): Problem[] {
  const first = new Map<string, number>();
  return communities.flatMap(({ code }, index) => {
    const before = first.get(sameName(code));
    if (before === undefined) first.set(sameName(code), index);
    return before === undefined ? [] : [problem('values.duplicateCommunity', { at: `/communities/${index}`, code, first: `/communities/${before}` }, { file })];
  });
}

interface Taking {
  readonly file: string;
  readonly nameOf: NameOf;
  readonly problems: Problem[];
}

function communityOf({ code, name, items = {}, registers = {} }: ValuesJson['communities'][number], { file, nameOf, problems }: Taking): CommunityValues {
  const refuse = (what: string, value: unknown, period?: string): void =>
    void problems.push(
      problem('values.notScalar', { name: what, value: shown(value) }, { community: name || code, file, ...(period === undefined ? {} : { period }) }),
    );
  return {
    code,
    name,
    items: new Map(
      Object.entries(items).map(([item, answers]) => [
        item,
        scalarsIn(answers, nameOf(item), (what, value, period) => refuse(nameOf(item) || what, value, period)),
      ]),
    ),
    registers: new Map(
      Object.entries(registers).map(([register, rows]) => [
        register,
        rows.map((row, index) =>
          scalarsIn(row, `${register} › ${index + 1}`, (what, value, column) => refuse(column === undefined ? what : `${what} › ${column}`, value)),
        ),
      ]),
    ),
  };
}

/** The entries that are single values; each of the others, or the whole when it is no object, is refused. */
function scalarsIn(value: unknown, what: string, refuse: (what: string, value: unknown, key?: string) => void): Map<string, Scalar> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(what, value);
    return new Map();
  }
  const entries = Object.entries(value).filter((entry: [string, unknown]): entry is [string, Scalar] => {
    const isOne = entry[1] === null || typeof entry[1] !== 'object';
    if (!isOne) refuse(what, entry[1], entry[0]);
    return isOne;
  });
  return new Map(entries);
}

/** The beginning of it, as it stands in the file. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The same as text for a file, as `readValues` takes it. */
export function valuesText(communities: readonly CommunityValues[]): string {
  const json = {
    communities: communities.map(({ code, name, items, registers }) => ({
      code,
      name,
      items: Object.fromEntries([...items].map(([item, answers]) => [item, Object.fromEntries(answers)])),
      registers: Object.fromEntries([...registers].map(([register, rows]) => [register, rows.map((row) => Object.fromEntries(row))])),
    })),
  };
  return `${JSON.stringify(json, null, 1)}\n`;
}
