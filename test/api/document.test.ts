// The OpenAPI document: every operation is in it, with an example of what it takes and of what it answers that fit their own schemas; and what the server really answers
// fits them too.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNKNOWN } from '../../api/http/examples.ts';
import type { AnyOperation } from '../../api/http/operation.ts';
import { OPERATIONS } from '../../api/operations/index.ts';
import { populated, type Populated } from './populated.ts';
import { PEOPLE, type Login } from './rig.ts';
import { onSqlite } from './stores.ts';
import { TRIALS } from './trials.ts';

interface Content {
  readonly schema: object;
  readonly example?: unknown;
}
interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: unknown; readonly example?: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
}

const ajv = new Ajv2020({ strict: true, strictTypes: false, ownProperties: true });
addFormats.default(ajv);

let on: Populated;
let document: { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> };
const described = new Map<string, Described>();
beforeAll(async () => {
  on = await populated(onSqlite);
  document = (await on.server.inject('/api/docs/json')).json();
  for (const path of Object.values(document.paths)) for (const each of Object.values(path)) if (each.operationId) described.set(each.operationId, each);
});
afterAll(() => on.close());

/** What is wrong with a value, in ajv's words; '' when it fits. */
function faultOf(schema: object, value: unknown): string {
  return ajv.validate(schema, value) ? '' : ajv.errorsText();
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]) : [];
}

function goodReply({ responses }: Described): Content | undefined {
  return Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content?.['application/json'];
}

it('is OpenAPI 3.1 and leaves no operation out', () => {
  expect(document.openapi).toBe('3.1.0');
  expect([...described.keys()].toSorted()).toEqual(OPERATIONS.map(({ id }) => id).toSorted());
});

describe.each(OPERATIONS.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  it('has examples that fit and look real', () => {
    const each = described.get(id);
    if (!each) throw new Error('It is not in the document.');
    const examples: unknown[] = [];
    for (const { schema, example, in: where } of each.parameters ?? []) {
      expect(schema).toBeTypeOf('object');
      if (where === 'header') continue;
      expect(faultOf(schema as object, example)).toBe('');
      examples.push(example);
    }
    const asked = each.requestBody?.content['application/json'];
    expect(asked !== undefined).toBe(operation.body !== undefined);
    expect(each.requestBody?.content['multipart/form-data'] !== undefined).toBe(operation.upload === true);
    const answered = goodReply(each);
    expect(answered !== undefined).toBe(operation.download !== true);
    for (const content of [asked, answered]) {
      if (!content) continue;
      expect(content.example).toBeDefined();
      expect(faultOf(content.schema, content.example)).toBe('');
      examples.push(content.example);
    }
    const texts = examples.flatMap(textsIn);
    expect(
      texts.filter((text) => text === UNKNOWN || text === 'string'),
      'say in api/http/example-values.ts what it looks like',
    ).toEqual([]);
    expect(each.responses['4XX']?.content?.['application/problem+json']).toBeDefined();
  });
});

// Those that end the session or change what the following ones need come last.
const LAST = ['session.end', 'password.change', 'section.save', 'section.replace', 'submission.submit', 'form.publish', 'register.remove'];

it('says of every reply what it is', { timeout: 120_000 }, async () => {
  const order = (id: string): number => LAST.indexOf(id);
  let answered = 0;
  for (const operation of OPERATIONS.toSorted((a, b) => order(a.id) - order(b.id))) {
    const reply = goodReply(described.get(operation.id) as Described);
    const body = reply && (await tried(operation));
    if (!reply || body === undefined) continue;
    answered += 1;
    expect(faultOf(reply.schema, body), operation.id).toBe('');
  }
  expect(answered).toBeGreaterThan(100);
});

/** What the operation answers to the first who may; undefined when the trial is one that is refused. */
async function tried(operation: AnyOperation): Promise<unknown> {
  const trial = TRIALS[operation.id];
  const { who } = operation;
  const login = who === 'anyone' ? null : (Object.keys(PEOPLE) as Login[]).find((each) => who.includes(PEOPLE[each][0]));
  if (!trial || login === undefined) throw new Error(`Nobody may try ${operation.id}.`);
  const whose = trial.of === 'place' ? 'community1' : 'mz';
  const { statusCode, body } = await on.ask(login, trial.path(on, whose), { method: operation.method, ...trial.wish?.(on, whose) });
  return statusCode < 300 ? JSON.parse(body) : undefined;
}
