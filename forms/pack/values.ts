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
    readonly items?: Readonly<Record<string, Readonly<Record<string, Scalar>>>>;
    readonly registers?: Readonly<Record<string, readonly Readonly<Record<string, Scalar>>[]>>;
  }[];
}

export function readValues(path: string): Parsed<readonly CommunityValues[]> {
  const json = readJson(path, path);
  if (json.value === null) return { value: null, problems: json.problems };
  const parsed = checked(json.value, schemaOf<ValuesJson>('values'), path);
  if (parsed.value === null) return { value: null, problems: parsed.problems };
  const twice = duplicateCodes(parsed.value, path);
  return twice.length > 0 ? { value: null, problems: twice } : { value: parsed.value.communities.map(communityOf), problems: [] };
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

function communityOf({ code, name, items = {}, registers = {} }: ValuesJson['communities'][number]): CommunityValues {
  return {
    code,
    name,
    items: new Map(Object.entries(items).map(([item, answers]) => [item, new Map(Object.entries(answers))])),
    registers: new Map(Object.entries(registers).map(([register, rows]) => [register, rows.map((row) => new Map(Object.entries(row)))])),
  };
}

/** The same as text for a file, as `readValues` takes it. */
export function valuesText(communities: readonly CommunityValues[]): string {
  const json: ValuesJson = {
    communities: communities.map(({ code, name, items, registers }) => ({
      code,
      name,
      items: Object.fromEntries([...items].map(([item, answers]) => [item, Object.fromEntries(answers)])),
      registers: Object.fromEntries([...registers].map(([register, rows]) => [register, rows.map((row) => Object.fromEntries(row))])),
    })),
  };
  return `${JSON.stringify(json, null, 1)}\n`;
}
