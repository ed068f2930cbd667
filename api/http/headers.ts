// What every answer of the API carries for browsers: it is data, never a page. Set at once, for helmet builds its headers anew each time,
// which costs as much as everything else that a small answer needs.
import type { FastifyInstance } from 'fastify';

const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
} as const;

const TRANSPORT = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** For a scope whose routes say `helmet: false`. */
export function protectAnswers(server: FastifyInstance, https: boolean): void {
  const headers = https ? { ...HEADERS, ...TRANSPORT } : HEADERS;
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}

/** Numbers of requests, as logs and refusals name them: one random name for this start of the process, then counted. */
export function requestNumbers(start: string): () => string {
  let last = 0;
  return () => `${start}-${(++last).toString(36)}`;
}
