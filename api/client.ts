// Writes the typed client of the pages from the list of operations: run by `npm run client` (and so by every build), its result is not kept in git.
// In: nothing. Out: web/client/operations.ts with one interface of all operations and the address of each.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import type { AnyOperation } from './http/operation.ts';
import { OPERATIONS } from './operations/index.ts';

const FILE = fileURLToPath(new URL('../web/client/operations.ts', import.meta.url));

/** The text of the client's types: `Operations['requirement.read']` has `params`, `query`, `body` and `reply`; `ADDRESSES` has method and path. */
export async function clientText(operations: readonly AnyOperation[]): Promise<string> {
  const schema = objectOf(Object.fromEntries(operations.map((each) => [each.id, objectOf(partsOf(each))])));
  const types = await compile(schema as Parameters<typeof compile>[0], 'Operations', {
    bannerComment: '// Made from the list of operations by `npm run client`; not to be changed by hand.\n// oxlint-disable',
    additionalProperties: false,
    format: false,
    unknownAny: true,
    ignoreMinAndMaxItems: true,
    $refOptions: { resolve: { external: false } },
  });
  const addresses = operations.map(({ id, method, path, upload, download }) => {
    const answer = download ? 'file' : 'json';
    return `  ${JSON.stringify(id)}: { method: '${method}', path: ${JSON.stringify(path)}, upload: ${String(upload === true)}, answer: '${answer}' },`;
  });
  return `${types}\nexport const ADDRESSES = {\n${addresses.join('\n')}\n} as const;\n`;
}

const NONE = { type: 'object', additionalProperties: false, properties: {} };

function partsOf({ params, query, body, reply }: AnyOperation): Record<string, object> {
  const parts = { params: params ?? NONE, query: query ?? NONE, body: body ?? NONE, reply };
  return JSON.parse(JSON.stringify(parts)) as Record<string, object>;
}

function objectOf(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await clientText(OPERATIONS);
  mkdirSync(fileURLToPath(new URL('../web/client', import.meta.url)), { recursive: true });
  // Left alone when nothing changed, so that what is built from it stays fresh.
  if (current() !== text) writeFileSync(FILE, text);
}

function current(): string | null {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return null;
  }
}
