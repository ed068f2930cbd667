// The one way to the server: `call('requirement.read', { params: { requirementId } })`, typed by the list of operations. Every change carries an idempotency key, so that
// it may be sent again; a sign-in that has expired is asked for again and the call repeated; a refusal is thrown as Refusal with the server's words.
import { ADDRESSES, type Operations } from './operations.ts';
import { language, words } from '../words/index.ts';

export type OperationId = keyof Operations;
export type Reply<Id extends OperationId> = Operations[Id]['reply'];
export type Body<Id extends OperationId> = Operations[Id]['body'];

type Part<Name extends string, Value> = object extends Value ? { readonly [Key in Name]?: Value } : { readonly [Key in Name]: Value };
export type Input<Id extends OperationId> = Part<'params', Operations[Id]['params']> &
  Part<'query', Operations[Id]['query']> &
  Part<'body', Operations[Id]['body']> & {
    /** For operations that take a workbook. */
    readonly file?: File;
    /** The version that the change starts from. */
    readonly ifMatch?: number;
    /** Given when a change may have been sent before: the same change has the same key. */
    readonly key?: string;
    readonly signal?: AbortSignal;
    /** Given up as unreachable after so long: on a network that is dead without saying so, nothing else ends. */
    readonly withinMs?: number;
  };

/** A change that a person waits for, or that is sent again by itself. */
export const SAVE_WITHIN_MS = 20_000;

type InputArguments<Id extends OperationId> = object extends Input<Id> ? [input?: Input<Id>] : [input: Input<Id>];

/** What the server refused, in its words. `status` 0: it could not be reached. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  get unreachable(): boolean {
    return this.status === 0;
  }
}

/** Who asks for the sign-in again when it has expired; true: signed in, repeat the call. */
let signInAgain: (() => Promise<boolean>) | null = null;
export function onExpired(ask: () => Promise<boolean>): void {
  signInAgain = ask;
}

/** Told whether the last call reached the server. */
let heard: (reached: boolean) => void = () => undefined;
export function onReached(listener: (reached: boolean) => void): void {
  heard = listener;
}

/** Calls an operation that answers in JSON; throws Refusal. */
export async function call<Id extends OperationId>(id: Id, ...[input]: InputArguments<Id>): Promise<Reply<Id>> {
  return (await ask(id, (input ?? {}) as LooseInput, inJson)) as Reply<Id>;
}

type ListId = { [Id in OperationId]: Reply<Id> extends { items: readonly unknown[]; next: string | null } ? Id : never }[OperationId];

/** Calls a list for all its pages. */
export async function callAll<Id extends ListId>(id: Id, ...[input]: InputArguments<Id>): Promise<Reply<Id>['items']> {
  const items: unknown[] = [];
  let after: string | undefined;
  do {
    const asked = (input ?? {}) as LooseInput;
    const page = (await ask(id, after === undefined ? asked : { ...asked, query: { ...asked.query, after } }, inJson)) as {
      items: unknown[];
      next: string | null;
    };
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return items as Reply<Id>['items'];
}

/** Calls an operation that answers with a file. */
export async function fetchFile<Id extends OperationId>(id: Id, ...[input]: InputArguments<Id>): Promise<{ name: string; blob: Blob; headers: Headers }> {
  return ask(id, (input ?? {}) as LooseInput, async (response) => ({ name: nameIn(response.headers), blob: await response.blob(), headers: response.headers }));
}

/** Saves what an operation answers as a file, under the name that the server gives it. */
export async function download<Id extends OperationId>(id: Id, ...input: InputArguments<Id>): Promise<void> {
  const { name, blob } = await fetchFile(id, ...input);
  saveBlob(name, blob);
}

export function saveBlob(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Of 128 random bits; crypto.randomUUID is missing where the intranet speaks plain http. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface LooseInput {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly file?: File;
  readonly ifMatch?: number;
  readonly key?: string;
  readonly signal?: AbortSignal;
  readonly withinMs?: number;
}

type Read<Result> = (response: Response) => Promise<Result>;
const inJson: Read<unknown> = (response) => response.json();

async function ask<Result>(id: OperationId, input: LooseInput, read: Read<Result>): Promise<Result> {
  const { method } = ADDRESSES[id];
  const key = method === 'GET' ? null : (input.key ?? newKey());
  const answer = await send(id, input, key, read);
  if (!(answer instanceof Refusal)) return answer;
  if (answer.code !== 'auth.signIn' || !signInAgain || !(await signInAgain())) throw answer;
  const again = await send(id, input, key, read);
  if (again instanceof Refusal) throw again;
  return again;
}

/** What the server answers, read to its end: an answer that is cut off, or comes from somebody between, is none. */
async function send<Result>(
  id: OperationId,
  { params, query, body, file, ifMatch, signal, withinMs }: LooseInput,
  key: string | null,
  read: Read<Result>,
): Promise<Result | Refusal> {
  const { method, path, upload } = ADDRESSES[id];
  const headers: Record<string, string> = { 'accept-language': language() };
  if (key !== null) headers['idempotency-key'] = key;
  if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`;
  let content: BodyInit | null = null;
  if (upload && file) {
    content = new FormData();
    content.append('file', file, file.name);
  } else if (method !== 'GET' && method !== 'DELETE') {
    headers['content-type'] = 'application/json';
    content = JSON.stringify(body ?? {});
  }
  const giveUp = new AbortController();
  const abort = (): void => giveUp.abort();
  signal?.addEventListener('abort', abort);
  const timer = withinMs === undefined ? undefined : setTimeout(abort, withinMs);
  try {
    const response = await fetch(addressOf(path, params ?? {}, query ?? {}), {
      method,
      headers,
      body: content,
      credentials: 'same-origin',
      signal: giveUp.signal,
    });
    const answer = response.ok ? await read(response) : await refusalOf(response);
    heard(true);
    return answer;
  } catch (error) {
    if (signal?.aborted) throw error;
    heard(false);
    throw new Refusal(0, 'unreachable', words.global.t('common.unreachable'));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function addressOf(path: string, params: Readonly<Record<string, string | number>>, query: Readonly<Record<string, string | number | undefined>>): string {
  const filled = path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(params[name] ?? '')));
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]));
  return `/api/v1${filled}${asked.length > 0 ? `?${new URLSearchParams(asked).toString()}` : ''}`;
}

async function refusalOf(response: Response): Promise<Refusal> {
  const told = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const text = [told['detail'], told['title']].find((words) => typeof words === 'string' && words !== '') ?? `HTTP ${response.status}`;
  return new Refusal(response.status, String(told['code'] ?? ''), String(text), told);
}

function nameIn(headers: Headers): string {
  const name = /filename\*=UTF-8''([^;]+)/.exec(headers.get('content-disposition') ?? '')?.[1];
  return name === undefined ? 'download' : decodeURIComponent(name);
}
