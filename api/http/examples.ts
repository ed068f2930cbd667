// Examples for the API document, made from the schemas: every request body and reply, every parameter. What a property is called says what stands in it
// (`example-values.ts`), so a new operation has an example at once; a name that is not known there is shown as UNKNOWN, which a test refuses.
import type { TSchema } from 'typebox';
import { LEFT_OUT, VALUES } from './example-values.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Stands where nobody has said what a property looks like. */
export const UNKNOWN = '…';

/** JSON Schema as far as our schemas use it. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly pattern?: string;
  readonly required?: readonly string[];
}

/** Where a value stands: the operation, the names above it, its own name. */
interface Place {
  readonly operation: string;
  readonly parent: string;
  readonly name: string;
}

/** A value of this schema as it might come in the operation's body or reply. */
export function exampleOf(operation: string, schema: TSchema): Json {
  return valueOf(schema as Schema, { operation, parent: '', name: '' });
}

/** Each property of path or query with its example. */
export function withExamples(operation: string, schema: TSchema): TSchema {
  const { properties = {} } = schema as Schema;
  const shown = Object.entries(properties).map(([name, each]) => [name, { ...each, examples: [valueOf(each, { operation, parent: '', name })] }]);
  return { ...schema, properties: Object.fromEntries(shown) } as TSchema;
}

function valueOf(schema: Schema, place: Place): Json {
  const said = sayings(place).find((value) => fits(schema, value));
  if (said !== undefined) return said;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0] ?? null;
  if (schema.anyOf) return valueOf(schema.anyOf.find(({ type }) => type !== 'null') ?? {}, place);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, place);
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => valueOf(schema.items ?? {}, { ...place, name: `${place.name}[]` }));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, 3);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return UNKNOWN;
  }
}

function objectOf({ properties = {}, patternProperties = {} }: Schema, { operation, name }: Place): Json {
  const parent = name.replaceAll('[]', '');
  const named = Object.entries(properties)
    .filter(([key]) => !LEFT_OUT.has(`${operation}.${key}`))
    .map(([key, each]): [string, Json] => [key, valueOf(each, { operation, parent, name: key })]);
  const open = Object.values(patternProperties).map((each): [string, Json] => [UNKNOWN, valueOf(each, { operation, parent, name: `${name}{}` })]);
  return Object.fromEntries([...named, ...open]);
}

/** What the list has for this place, the most particular first: the operation's, what it stands in, the operation's group, anybody's. */
function sayings({ operation, parent, name }: Place): Json[] {
  const group = operation.split('.')[0] ?? '';
  return [`${operation}.${name}`, `${parent}.${name}`, `${group}.${name}`, name].flatMap((key) => {
    const value = VALUES[key];
    return value === undefined ? [] : Array.isArray(value) ? [value, ...value] : [value];
  });
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fits(schema: Schema, value: Json): boolean {
  if (schema.anyOf) return schema.anyOf.some((each) => fits(each, value));
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum) return schema.enum.includes(value);
  if (schema.pattern !== undefined && !(typeof value === 'string' && new RegExp(schema.pattern, 'u').test(value))) return false;
  if (Array.isArray(schema.type)) return schema.type.some((type: string) => fits({ type }, value));
  switch (schema.type) {
    case 'integer':
      return Number.isInteger(value) && Number(value) >= (schema.minimum ?? Number(value));
    case 'array':
      return Array.isArray(value) && value.every((each) => fits(schema.items ?? {}, each));
    case 'object':
      return isObject(value) && (schema.required ?? []).every((name) => name in value);
    case 'null':
      return value === null;
    case undefined:
      return true;
    default:
      return typeof value === schema.type;
  }
}
