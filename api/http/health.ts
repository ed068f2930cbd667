// For those who keep the server running: is it alive, is it ready, how much does it do. None of it tells anything about anybody.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { Services } from '../services.ts';
import { pendingMigrations } from '../storage/migrate.ts';

const NOT_LOGGED = { logLevel: 'warn' } as const;

/** GET /health/live, /health/ready and /metrics. */
export function addHealth(server: FastifyInstance, services: Services): void {
  let stopping = false;
  server.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  server.get('/health/live', { ...NOT_LOGGED, schema: { hide: true } }, () => ({ status: 'ok' }));
  server.get('/health/ready', { ...NOT_LOGGED, schema: { hide: true } }, async (_request, reply) => {
    const ready = !stopping && (await isReady(services));
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'not ready' });
  });
  addMetrics(server, services);
}

/** The store answers and its schema is the one that this program was made for. */
async function isReady({ store }: Services): Promise<boolean> {
  try {
    return (await pendingMigrations(store)).length === 0;
  } catch {
    return false;
  }
}

function addMetrics(server: FastifyInstance, { config }: Services): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'onetable_' });
  const requests = new Counter({
    name: 'onetable_requests_total',
    help: 'Requests by operation and status',
    labelNames: ['operation', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'onetable_request_seconds',
    help: 'Time to answer, by operation',
    labelNames: ['operation'],
    buckets: [0.005, 0.02, 0.1, 0.25, 1, 5, 30],
    registers: [registry],
  });
  server.addHook('onResponse', (request, reply, done) => {
    const operation = operationOf(request);
    requests.inc({ operation, status: `${Math.floor(reply.statusCode / 100)}xx` });
    seconds.observe({ operation }, reply.elapsedTime / 1000);
    done();
  });
  server.addHook('onClose', (_server, done) => {
    registry.clear();
    done();
  });
  server.get('/metrics', { ...NOT_LOGGED, schema: { hide: true } }, async (request, reply) => {
    if (!mayMeasure(request, config.metricsToken ?? '')) return denied(reply);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/** The operation's id; never the address itself, which names communities and rows. */
function operationOf({ routeOptions }: FastifyRequest): string {
  const { operationId } = (routeOptions.schema ?? {}) as { readonly operationId?: string };
  return operationId ?? routeOptions.url ?? 'none';
}

/** From this machine itself — not through a proxy on it, whose callers may be anybody —, or with the token. */
function mayMeasure({ headers, socket }: FastifyRequest, token: string): boolean {
  if (token !== '' && isEqual(headers.authorization ?? '', `Bearer ${token}`)) return true;
  const proxied = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined || headers['x-real-ip'] !== undefined;
  return token === '' && !proxied && /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/u.test(socket.remoteAddress ?? '');
}

function isEqual(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function denied(reply: FastifyReply): FastifyReply {
  return reply
    .code(403)
    .type('application/problem+json')
    .send({ type: 'about:blank', status: 403, title: '只能从本机或持令牌读取 / from this machine, or with the token' });
}
