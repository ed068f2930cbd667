// As much of a browser as the pages' own code needs where no page is drawn; and a server that answers as a test says.
import { vi } from 'vitest';

type Answer = (path: string, body: unknown, method: string, key: string) => Response | Promise<Response>;

/** Window, document, the next picture of the page, and `fetch`. Nothing is kept on the machine: there is no IndexedDB. */
export function asBrowser(answer: Answer): void {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => setTimeout(then, 1));
  vi.stubGlobal('cancelAnimationFrame', (timer: ReturnType<typeof setTimeout>) => clearTimeout(timer));
  vi.stubGlobal('fetch', (address: string, { method, body, headers, signal }: RequestInit) => {
    const aborted = new Promise<Response>((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    const read: unknown = typeof body === 'string' ? JSON.parse(body) : null;
    return Promise.race([
      aborted,
      Promise.resolve().then(() => answer(address.replace('/api/v1', ''), read, method ?? 'GET', new Headers(headers).get('idempotency-key') ?? '')),
    ]);
  });
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

/** As the server refuses. */
export function problem(status: number, code: string, detail: string): Response {
  return json({ status, code, detail }, status);
}
