// The OpenAPI document, said from the list of operations: to what a route validates by, it adds examples, uploaded files, the headers that every change takes, and
// what a refusal looks like. Nothing of this is used when a request is judged.
import type { FastifySchema } from 'fastify';
import { OPERATIONS } from '../operations/index.ts';
import { problemDetails, refused } from '../problem.ts';
import { exampleOf, withExamples } from './examples.ts';
import { changes, type AnyOperation } from './operation.ts';

const BY_ID = new Map(OPERATIONS.map((each) => [each.id, each]));

/** For @fastify/swagger: what a route takes in its address and headers, with examples. */
export function documented<Schema extends FastifySchema>({ schema, url }: { readonly schema: Schema; readonly url: string }): { schema: Schema; url: string } {
  const { operationId } = (schema ?? {}) as { operationId?: string };
  const described = BY_ID.get(operationId ?? '');
  return { schema: described ? ({ ...schema, ...parametersOf(described) } as Schema) : schema, url };
}

function parametersOf(described: AnyOperation): object {
  const { id, params, query } = described;
  return {
    ...(params ? { params: withExamples(id, params) } : {}),
    querystring: query ? withExamples(id, query) : undefined,
    headers: changes(described) ? HEADERS : undefined,
  };
}

interface Route {
  readonly operationId?: string;
}

/**
 * For @fastify/swagger: the finished document, with what every operation takes and answers as it was written; left to itself, that package takes a property that is
 * called "definitions" for a keyword and drops it.
 */
export function withContents<Document>(given: { readonly openapiObject: Document } | { readonly swaggerObject: unknown }): Document {
  const { openapiObject } = given as { openapiObject: Document & { paths?: Readonly<Record<string, Readonly<Record<string, Route>>>> } };
  for (const path of Object.values(openapiObject.paths ?? {}))
    for (const route of Object.values(path)) {
      const described = BY_ID.get(route.operationId ?? '');
      if (described) Object.assign(route, contentsOf(described));
    }
  return openapiObject;
}

function contentsOf({ id, body, reply, status = 200, upload, download, zh, en }: AnyOperation): object {
  const requestBody = body ? json(body, exampleOf(id, body)) : upload ? UPLOAD : undefined;
  const good = { description: `${zh} / ${en}`, ...(download ? FILE : json(reply, exampleOf(id, reply))) };
  return { ...(requestBody ? { requestBody: { required: true, ...requestBody } } : {}), responses: { [status]: good, '4XX': REFUSAL } };
}

function json(schema: object, example: unknown): object {
  return { content: { 'application/json': { schema, example } } };
}

const BYTES = { type: 'string', contentMediaType: 'application/octet-stream' };

const UPLOAD = {
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        additionalProperties: false,
        required: ['file'],
        properties: { file: { ...BYTES, description: 'curl -F file=@表样.xlsx' } },
      },
    },
  },
};

const FILE = { content: { 'application/octet-stream': { schema: BYTES } } };

const HEADERS = {
  type: 'object',
  properties: {
    'Idempotency-Key': { type: 'string', description: '同一个键的请求只做一次,重发得到同样的答复 / done once, however often it is sent' },
    'If-Match': { type: 'string', description: '所依据的版本(ETag);已变则 412 / the version that the change starts from' },
  },
};

/** RFC 9457, as every refusal is told; the words are in the caller's language (Accept-Language). */
const REFUSAL = {
  description: '拒绝:哪里、为什么、怎么办 / refused: where, why, what to do',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          code: { type: 'string' },
          params: { type: 'object' },
          instance: { type: 'string' },
        },
        examples: [problemDetails(refused('state.reasonNeeded', {}), 'zh', '0198f2b9-31c6-7a0f-b8d5-7e42c1906fa3-4')],
      },
    },
  },
};
