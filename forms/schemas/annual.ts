// The annual form's JSON Schema, proved to be one by ajv, and the TypeScript types generated from it.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { compile as typesFrom } from 'json-schema-to-typescript';
import { NAME, schemaOf, type SchemaNode } from '../../engine/compile/index.ts';
import type { AnnualForm } from '../../engine/model/annual.ts';

/** Says whether answers fit the form; the first few faults in words with their place. */
export type AnswersCheck = (answers: unknown) => { readonly fits: boolean; readonly faults: readonly string[] };

/** The schema, and a validator compiled from it in strict mode: a schema that is not sound throws here, before anybody uses it. */
export function annualSchema(form: AnnualForm): { readonly schema: SchemaNode; readonly validate: AnswersCheck } {
  const schema = schemaOf(form);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, ownProperties: true });
  ajv.addKeyword(NAME);
  const validate = ajv.compile(schema);
  return {
    schema,
    validate: (answers) => {
      const fits = validate(answers);
      return { fits, faults: (validate.errors ?? []).slice(0, 10).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`) };
    },
  };
}

/** TypeScript types: names are ASCII, titles are doc comments. Nothing outside the schema is read. */
export async function annualTypes(schema: SchemaNode): Promise<string> {
  return typesFrom(Object(withoutTitles(schema)), 'AnnualForm', {
    additionalProperties: false,
    bannerComment: '// Generated from the annual form; do not edit. A blank is null, never 0.',
    customName: (node) => nameOf(node),
    style: { singleQuote: true, printWidth: 160 },
    $refOptions: { resolve: { external: false, file: false, http: false } },
  });
}

/** A title makes the generator invent a named type, and a Chinese one makes it "NoName1"; descriptions say the same and stay. */
function withoutTitles(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutTitles);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key, value]) => key !== 'title' || typeof value !== 'string');
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutTitles(value)]));
}

function nameOf(node: object): string | undefined {
  const name: unknown = Reflect.get(node, NAME);
  return typeof name === 'string' ? name : undefined;
}
