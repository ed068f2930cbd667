// What the log says of a request and of an error.
import type { FastifyRequest } from 'fastify';
import pg from 'pg';

/** Without what was searched for: that may be somebody's name. */
export function logRequest(request: Pick<FastifyRequest, 'method' | 'url'>): { method: string; url: string } {
  return { method: request.method, url: request.url.split('?')[0] ?? '' };
}

/** PostgreSQL's errors carry the values that it refused, in their words too; of those nothing goes into the log but the code and what was broken. */
export function logError(error: Error): { type: string; code: string; message: string; stack: string } {
  const message = error instanceof pg.DatabaseError ? [error.code, error.table, error.constraint, error.routine].filter(Boolean).join(' ') : error.message;
  const stack = (error.stack ?? '').replace(error.message, () => message);
  return { type: error.name, code: 'code' in error ? String(error.code) : '', message, stack };
}
