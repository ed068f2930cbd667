// JSON from files: parsed, checked against a schema, and typed; whatever is wrong with it comes back as problems with their place.
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { problem, type Problem } from '../engine/problem/index.ts';

export type Parsed<T> = { readonly value: T; readonly problems: readonly Problem[] } | { readonly value: null; readonly problems: readonly Problem[] };

/** Reads and parses a file; `file` is what it is called in problems. */
export function readJson(path: string, file: string): Parsed<unknown> {
  const text = readText(path);
  if (text === null) return { value: null, problems: [problem('pack.notThere', {}, { file })] };
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')), problems: [] };
  } catch (error) {
    return { value: null, problems: [problem('pack.notJson', { why: error instanceof Error ? error.message : String(error) }, { file })] };
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Compiles a JSON Schema (2020-12) shipped in forms/schemas; the schema vouches for the type. */
export function schemaOf<T>(name: string): ValidateFunction<T> {
  const schema: object = JSON.parse(readFileSync(new URL(`./schemas/${name}.schema.json`, import.meta.url), 'utf8'));
  return new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }).compile<T>(schema);
}

/** The value as its type, or what is wrong with it. `at` is where it stands in the file. */
export function checked<T>(value: unknown, schema: ValidateFunction<T>, file: string, at = ''): Parsed<T> {
  if (schema(value)) return { value, problems: [] };
  return {
    value: null,
    problems: (schema.errors ?? []).slice(0, MOST_ERRORS).map((error) => problem('pack.invalid', { at: at + error.instancePath, why: whyOf(error) }, { file })),
  };
}

const MOST_ERRORS = 10;

/** ajv's words, with what would have been right where the schema lists it. */
function whyOf({ message, params, keyword }: ErrorObject): string {
  const allowed: unknown = params['allowedValues'];
  if (keyword === 'enum' && Array.isArray(allowed)) return `${message ?? ''}: ${allowed.join(', ')}`;
  const extra: unknown = params['additionalProperty'];
  return typeof extra === 'string' ? `${message ?? ''}: ${extra}` : (message ?? keyword);
}
