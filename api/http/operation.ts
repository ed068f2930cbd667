// One operation of the API: a route with its words, who may call it, its schemas, and what it does. From the list of operations come the
// routes, the OpenAPI document, the typed client, and the test that tries every operation as every role.
import Type, { type Static, type TSchema } from 'typebox';
import type { Language } from '../../engine/problem/index.ts';
import type { Actor, Role } from '../people/roles.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { Answer, Asked, UploadedFile } from './asked.ts';

/** What an operation may use. `db` is the transaction of an operation that changes something. */
export interface Context {
  readonly services: Services;
  readonly db: Db;
  /** ISO 8601, UTC: the same throughout the request. */
  readonly now: string;
  readonly language: Language;
  readonly newId: () => string;
  /** Says in the audit log what it was done to. Never personal data. */
  readonly about: (target: string, detail?: Readonly<Record<string, unknown>>) => void;
  /** Refuses with 412 when the caller's If-Match names another version of what is about to change. */
  readonly ifMatch: (version: number, what: string) => void;
  /** Sets a header of the reply. */
  readonly header: (name: string, value: string) => void;
  readonly request: { readonly address: string; readonly token: string | null; readonly setCookie: (token: string | null, seconds: number) => void };
}

/** A context with somebody signed in. */
export interface ActorContext extends Context {
  readonly actor: Actor;
}

export interface Input<Params extends TSchema, Query extends TSchema, Body extends TSchema> {
  readonly params: Static<Params>;
  readonly query: Static<Query>;
  readonly body: Static<Body>;
  /** The uploaded file of an operation with `upload`. */
  readonly file: UploadedFile | null;
}

/** Bytes to download instead of JSON. */
export class Download {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;

  constructor(name: string, type: string, bytes: Uint8Array) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
  }
}

interface Description<Params extends TSchema, Query extends TSchema, Body extends TSchema, Reply extends TSchema> {
  /** "requirement.admit": unique; names the act in the audit log and the function of the typed client. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v1, with :parameters. */
  readonly path: string;
  readonly zh: string;
  readonly en: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly reply: Reply;
  readonly status?: 200 | 201 | 202;
  /** A workbook comes as multipart/form-data, field "file". */
  readonly upload?: boolean;
  /** Its reply is bytes. */
  readonly download?: boolean;
  /** What it reads leaves the system, so that it is recorded like a change. */
  readonly exports?: boolean;
  /** Changes nothing that is kept, although it is a POST: a preview, a check. */
  readonly pure?: boolean;
}

/** `prepare` does what takes long, before the transaction and without one; its result is given to `run`. */
export interface Operation<
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Reply extends TSchema = TSchema,
  Prepared = unknown,
> extends Description<Params, Query, Body, Reply> {
  readonly who: readonly Role[];
  readonly prepare?: (context: ActorContext, input: Input<Params, Query, Body>) => Promise<Prepared>;
  readonly run: (context: ActorContext, input: Input<Params, Query, Body>, prepared: Prepared) => Promise<Static<Reply> | Download>;
  /** A shorter way to the very same effect and answer, for what comes most often; null where anything is out of the ordinary: `run` then does it. */
  readonly swift?: (services: Services, asked: Asked, now: string) => Promise<Answer | null>;
}

/** An operation for people who are not signed in yet. */
export interface OpenOperation<
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Reply extends TSchema = TSchema,
> extends Description<Params, Query, Body, Reply> {
  readonly who: 'anyone';
  readonly run: (context: Context, input: Input<Params, Query, Body>) => Promise<Static<Reply> | Download>;
}

export type AnyOperation = Operation | OpenOperation;

/** Lets the compiler work out the types of one operation. */
export function operation<Params extends TSchema, Query extends TSchema, Body extends TSchema, Reply extends TSchema, Prepared = undefined>(
  described: Operation<Params, Query, Body, Reply, Prepared>,
): Operation {
  return described as unknown as Operation;
}

export function openOperation<Params extends TSchema, Query extends TSchema, Body extends TSchema, Reply extends TSchema>(
  described: OpenOperation<Params, Query, Body, Reply>,
): OpenOperation {
  return described as unknown as OpenOperation;
}

/** Does it change what is kept? Then it runs in a transaction with its audit entry. */
export function changes({ method, pure = false }: AnyOperation): boolean {
  return method !== 'GET' && !pure;
}

/** An object that takes these keys and no others. */
export function closed<Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}

export const Id = Type.String({ minLength: 1, maxLength: 40, pattern: '^[0-9A-Za-z-]+$' });
export const Time = Type.String({ format: 'date-time' });
export const Day = Type.String({ format: 'date' });
export const Line = Type.String({ minLength: 1, maxLength: 200 });
export const Words = Type.String({ maxLength: 4000 });
export const Period = Type.String({ pattern: '^[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$' });
export const Year = Type.Integer({ minimum: 2000, maximum: 2200 });
export const YearText = Type.String({ pattern: '^2[01][0-9]{2}$' });
export const Nothing = closed({});

/** Something that may be absent, said as null. */
export function orNull<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** Texts as a closed list of values. */
export function oneOf<const Values extends readonly string[]>(values: Values) {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] });
}

/** Two of a kind, in an array: JSON Schema 2020-12 has no `items` array, which is how TypeBox writes a tuple. */
export function pairOf<Item extends TSchema>(item: Item) {
  return Type.Unsafe<[Static<Item>, Static<Item>]>({ type: 'array', items: item, minItems: 2, maxItems: 2 });
}

/** A page of a list; `next` fetches the following one. */
export function pageOf<Item extends TSchema>(item: Item) {
  return closed({ items: Type.Array(item), next: orNull(Type.String()) });
}

export const PageQuery = { after: Type.Optional(Type.String({ maxLength: 200 })), limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$' })) };
