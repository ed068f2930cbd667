// JSON from files: parsed, checked against a schema, and typed; whatever is wrong with it comes back as problems with their place.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Localize } from 'ajv-i18n/localize/types.js';
import { problem, type InWords, type Problem } from '../engine/problem/index.ts';
import { fileProblem } from './files.ts';
import { FILE_NAME_WORDS, isFileName } from './name.ts';

export type Parsed<T> = { readonly value: T; readonly problems: readonly Problem[] } | { readonly value: null; readonly problems: readonly Problem[] };

/** Reads and parses a file; `file` is what it is called in problems. */
export function readJson(path: string, file: string): Parsed<unknown> {
  try {
    return parseJson(readFileSync(path, 'utf8'), file);
  } catch (error) {
    const found = fileProblem(error, file);
    if (!found) throw error;
    return { value: null, problems: [found] };
  }
}

function parseJson(text: string, file: string): Parsed<unknown> {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')), problems: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { value: null, problems: [problem('pack.notJson', { line: lineOf(error, text) }, { file })] };
  }
}

/** The line that the parser stopped at; 0 when it does not say. */
function lineOf({ message }: SyntaxError, text: string): number {
  const position = /at position (\d+)/u.exec(message)?.[1];
  return position === undefined ? 0 : text.slice(0, Number(position)).split('\n').length;
}

/** Compiles a JSON Schema (2020-12) shipped in forms/schemas; the schema vouches for the type. */
export function schemaOf<T>(name: string): ValidateFunction<T> {
  const schema: object = JSON.parse(readFileSync(new URL(`./schemas/${name}.schema.json`, import.meta.url), 'utf8'));
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, ownProperties: true });
  return ajv.addFormat('fileName', { type: 'string', validate: isFileName }).compile<T>(schema);
}

/** The value as its type, or what is wrong with it. `at` is where it stands in the file. */
export function checked<T>(value: unknown, schema: ValidateFunction<T>, file: string, at = ''): Parsed<T> {
  if (schema(value)) return { value, problems: [] };
  const faults = (schema.errors ?? []).filter(({ keyword }) => keyword !== 'if').slice(0, MOST_ERRORS);
  return {
    value: null,
    problems: faults.map((fault) => problem('pack.invalid', { at: placeIn(value, at, fault.instancePath), why: whyOf(fault) }, { file })),
  };
}

const MOST_ERRORS = 10;

/** "/requirements/13/frequency" as "/requirements/13(mz-01)/frequency": what stands in a list is known by its id or code. */
function placeIn(value: unknown, at: string, pointer: string): string {
  let inner = value;
  const within = pointer.replace(/\/([^/]+)/gu, (segment, name: string) => {
    inner = partOf(inner, name);
    return segment + nameOf(inner, segment);
  });
  return at + nameOf(value, at) + within;
}

function nameOf(thing: unknown, place: string): string {
  const name = partOf(thing, 'id') ?? partOf(thing, 'code');
  return typeof name === 'string' && /\/\d+$/u.test(place) ? `(${name})` : '';
}

function partOf(thing: unknown, name: string): unknown {
  return typeof thing === 'object' && thing !== null ? Reflect.get(thing, name) : undefined;
}

/** What a schema found wrong, in both languages, with what would have been right where the schema lists it. */
export function whyOf(fault: ErrorObject): InWords {
  if (fault.keyword === 'format' && fault.params['format'] === 'fileName') return FILE_NAME_WORDS;
  const allowed: unknown = fault.params['allowedValues'] ?? fault.params['additionalProperty'];
  const rest = allowed === undefined ? '' : `: ${Array.isArray(allowed) ? allowed.join(', ') : String(allowed)}`;
  return { zh: inChinese(fault) + rest, en: (fault.message ?? fault.keyword) + rest };
}

/** ajv's Chinese words; they are loaded when first needed, since most files are right. */
export function inChinese(fault: ErrorObject): string {
  const zh: Localize = createRequire(import.meta.url)('ajv-i18n/localize/zh');
  const copy = { ...fault };
  zh([copy]);
  return copy.message ?? fault.keyword;
}
