// values.json: what communities answered. In: the file. Out: typed values, or problems that say where the file is wrong.
import type { Scalar } from '../../engine/model/sheet.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import { checked, readJson, schemaOf, type Parsed } from '../json.ts';

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
  return { value: parsed.value.communities.map(communityOf), problems: [] };
}

function communityOf({ code, name, items = {}, registers = {} }: ValuesJson['communities'][number]): CommunityValues {
  return {
    code,
    name,
    items: new Map(Object.entries(items).map(([item, answers]) => [item, new Map(Object.entries(answers))])),
    registers: new Map(Object.entries(registers).map(([register, rows]) => [register, rows.map((row) => new Map(Object.entries(row)))])),
  };
}
