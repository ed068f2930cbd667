// Made-up, consistent answers put into a running site by the requests that a person makes, so that there is something to review.
import type { AnnualForm, FormQuestion } from '../../engine/model/annual.ts';
import { questionsIn } from '../../engine/compile/index.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import type { APIRequestContext } from 'playwright-core';
import type { Site } from './site.ts';

/** Somebody signed in, asking without a page. */
export interface Hand {
  readonly get: (path: string) => Promise<Json>;
  readonly send: (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown) => Promise<Json>;
  readonly upload: (path: string, name: string, bytes: Uint8Array) => Promise<Json>;
  readonly unitId: string;
  readonly close: () => Promise<void>;
}

export type Json = ReturnType<typeof JSON.parse>;

export async function handOf(site: Site, login: string, password = 'onetable-demo'): Promise<Hand> {
  const context = await site.browser.newContext({ baseURL: site.url });
  const { request } = context;
  const { unitId } = await (async () => {
    await answered(request, 'POST', '/session', { login, password });
    return answered(request, 'GET', '/session');
  })();
  return {
    get: (path) => answered(request, 'GET', path),
    send: (method, path, body) => answered(request, method, path, body),
    upload: async (path, name, bytes) => {
      const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
      const response = await request.fetch(`/api/v1${path}`, { method: 'POST', multipart: { file } });
      if (!response.ok()) throw new Error(`POST ${path}: ${response.status()} ${await response.text()}`);
      return response.json();
    },
    unitId: String(unitId ?? ''),
    close: () => context.close(),
  };
}

async function answered(request: APIRequestContext, method: string, path: string, body?: unknown): Promise<Json> {
  const response = await request.fetch(`/api/v1${path}`, { method, ...(body === undefined ? {} : { data: body }) });
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
  return response.json();
}

/** Saves a community's whole period; `taken` gives each answer. */
export async function fillPeriod(hand: Hand, form: AnnualForm, period: string, taken: (question: FormQuestion) => Scalar): Promise<void> {
  const frequency = period.includes('Q') ? 'quarterly' : period.includes('H') ? 'half-yearly' : period.includes('-') ? 'monthly' : 'annual';
  for (const section of form.parts.find((part) => part.frequency === frequency)?.sections ?? []) {
    const path = `/submissions/${hand.unitId}/${period}/sections/${section.code}`;
    const { version } = await hand.get(path);
    const cells = questionsIn(section).map((question) => ({ item: question.item, value: taken(question) }));
    await hand.send('PATCH', path, { baseVersion: version, cells });
  }
}

/** An answer of a made-up community, a mark where it has none. */
export function answerIn({ items }: CommunityValues, item: string, period: string): Scalar {
  const value = items.get(item)?.get(period) ?? null;
  return value === null ? '不适用' : value;
}
