// The Fastify server, made from the list of operations: nothing coerced, nothing dropped, every answer that is a refusal in RFC 9457's form.
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifySchema } from 'fastify';
import type { Language } from '../../engine/problem/index.ts';
import { inChinese } from '../../forms/json.ts';
import { atMost } from '../at-most.ts';
import { OPERATIONS } from '../operations/index.ts';
import { problemDetails, Refused, refused } from '../problem.ts';
import type { Services } from '../services.ts';
import { plainCells } from '../submissions/plain-cells.ts';
import { perform } from './act.ts';
import type { Asked } from './asked.ts';
import { documented, withContents } from './document.ts';
import { protectAnswers, requestNumbers } from './headers.ts';
import { logError, logRequest } from './log.ts';
import { NotJson, parseStrict, refuseUnstorable } from './json.ts';
import { addHealth } from './health.ts';
import { addOidc } from './oidc.ts';
import { changes, Download, type AnyOperation } from './operation.ts';
import { addPages } from './pages.ts';

export const BASE = '/api/v1';
const JSON_BODY_BYTES = 4 * 1024 * 1024;

/** A server that is ready to listen, or to be asked by tests. */
export async function createServer(services: Services): Promise<FastifyInstance> {
  const { config } = services;
  const server: FastifyInstance = Fastify({
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel, redact: REDACTED, serializers: { req: logRequest, err: logError } },
    bodyLimit: JSON_BODY_BYTES,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    requestTimeout: 60_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 30_000,
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: (error, request, reply) => void tell(services, error, request, reply),
    genReqId: requestNumbers(services.newId()),
  });
  server.server.headersTimeout = 20_000;
  server.setValidatorCompiler(({ schema }) => validators.compile(schema as object));
  server.setSerializerCompiler(() => (data) => JSON.stringify(data));
  acceptJson(server);
  server.setErrorHandler((error, request, reply) => tell(services, error, request, reply));
  await server.register(helmet, { contentSecurityPolicy: POLICY, hsts: config.publicUrl.startsWith('https:') });
  await server.register(cookie);
  await server.register(multipart, { limits: { files: 1, fields: 0, fileSize: config.uploadMebibytes * 1024 * 1024 } });
  await server.register(rateLimit, { global: false });
  await describeApi(server);
  await addPages(server, (request, reply) => tell(services, refused('request.notFound', { what: request.url.split('?')[0] ?? '' }), request, reply));
  addHealth(server, services);
  addOidc(server, services, BASE, (request, reply, token, seconds) => void reply.setCookie(SESSION_COOKIE, token, sessionCookie(services, request, seconds)));
  await server.register(
    (scope, _options, done) => {
      protectAnswers(scope, config.publicUrl.startsWith('https:'));
      const inTurn = atMost(FILES_AT_ONCE);
      for (const each of OPERATIONS) addRoute(scope, services, each, inTurn);
      done();
    },
    { prefix: BASE },
  );
  return server;
}

const validators = new Ajv2020({
  strict: true,
  strictTypes: false,
  allErrors: false,
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
});
addFormats.default(validators);
// TypeBox marks schemas with symbols only; OpenAPI's own keywords mean nothing to a validator.
validators.addVocabulary(['example']);

const REDACTED = ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'];

const POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
};

function acceptJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, body.length === 0 ? undefined : parseStrict(typeof body === 'string' ? Buffer.from(body) : body, plainCells));
    } catch (error) {
      done(error instanceof NotJson ? refused('request.invalid', { at: `body${error.at}`, why: error.message }) : (error as Error), undefined);
    }
  });
}

async function describeApi(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    transform: documented,
    transformObject: withContents,
    openapi: {
      openapi: '3.1.0',
      info: { title: '一表通 / one table', version: '1', description: '各部门的表,基层只填一次 / communities are asked once' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } } },
    },
  });
  await server.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true });
}

export const SESSION_COOKIE = 'onetable_session';

/** A file is in memory as a whole while it is read, up to 20 MB of it unless set otherwise. */
const FILES_AT_ONCE = 4;
type InTurn = ReturnType<typeof atMost>;

function addRoute(server: FastifyInstance, services: Services, described: AnyOperation, inTurn: InTurn): void {
  server.route({
    method: described.method,
    url: described.path,
    schema: schemaOf(described),
    helmet: false,
    ...(described.who === 'anyone' && described.method === 'POST' ? { config: { rateLimit: SIGN_IN_RATE } } : {}),
    handler: async (request, reply) => {
      const asked = askedOf(services, described, request, reply, inTurn);
      const answer = await perform(services, described, asked);
      for (const [name, value] of answer.headers) void reply.header(name, value);
      if (answer.body instanceof Download) return sendDownload(reply, answer.body);
      return reply.code(answer.status).send(answer.body);
    },
  });
}

const SIGN_IN_RATE = {
  max: 20,
  timeWindow: '1 minute',
  errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) => refused('auth.tooMany', { seconds: Math.ceil(ttl / 1000) }),
};

function schemaOf({ id, zh, en, params, query, body, reply, status = 200, who, upload, download, path }: AnyOperation): FastifySchema {
  return {
    operationId: id,
    summary: `${zh} / ${en}`,
    tags: [path.split('/')[1] ?? ''],
    ...(who === 'anyone' ? {} : { description: `可用角色 / roles: ${who.join(', ')}`, security: [{ session: [] }] }),
    ...(upload ? { consumes: ['multipart/form-data'] } : {}),
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : { querystring: { type: 'object', additionalProperties: false } }),
    ...(body ? { body } : {}),
    response: { [status]: download ? { type: 'string', format: 'binary' } : reply },
  } as FastifySchema;
}

function askedOf(services: Services, described: AnyOperation, request: FastifyRequest, reply: FastifyReply, inTurn: InTurn): Asked {
  if (described.method !== 'GET') refuseOtherSites(services, request);
  if (request.url.includes('%')) refuseBadAddress(request);
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    file: null,
    withFile: (work) => inTurn(async () => work(await uploaded(services, request))),
    token: request.cookies[SESSION_COOKIE] ?? null,
    address: request.ip,
    language: languageOf(request),
    ifMatch: headerOf(request, 'if-match'),
    idempotencyKey: headerOf(request, 'idempotency-key'),
    setCookie: (token, seconds) =>
      void (token === null
        ? reply.clearCookie(SESSION_COOKIE, { path: '/' })
        : reply.setCookie(SESSION_COOKIE, token, sessionCookie(services, request, seconds))),
  };
}

/** Percent signs that spell no UTF-8 would be taken as they stand, and what they spell may be more than can be kept. */
function refuseBadAddress({ url, params, query }: FastifyRequest): void {
  try {
    decodeURIComponent(url);
  } catch {
    throw new NotJson('地址不是有效的 UTF-8 / the address is not valid UTF-8', 'url');
  }
  refuseUnstorable({ params, query }, '');
}

function sessionCookie({ config }: Services, { protocol }: FastifyRequest, seconds: number) {
  const secure = protocol === 'https' || config.publicUrl.startsWith('https:');
  return { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: seconds } as const;
}

/** A browser tells where a change comes from; programs that say nothing hold no cookie of a person. */
function refuseOtherSites({ config }: Services, request: FastifyRequest): void {
  const site = headerOf(request, 'sec-fetch-site');
  if (site === 'cross-site') throw refused('auth.origin', {});
  const origin = headerOf(request, 'origin');
  if (origin === null) return;
  const own = config.publicUrl === '' ? `${request.protocol}://${request.host}` : new URL(config.publicUrl).origin;
  if (origin !== own) throw refused('auth.origin', {});
}

async function uploaded({ config }: Services, request: FastifyRequest): Promise<{ name: string; bytes: Uint8Array }> {
  if (!request.isMultipart()) throw refused('request.mediaType', { wanted: 'multipart/form-data' });
  // Whoever hung up while waiting sends nothing any more.
  if (request.raw.destroyed) throw refused('upload.noFile', {});
  const part = await request.file();
  if (!part) throw refused('upload.noFile', {});
  const bytes = await part.toBuffer().catch(() => null);
  if (bytes === null || part.file.truncated) throw refused('upload.tooLarge', { mebibytes: config.uploadMebibytes });
  return { name: fileName(part.filename), bytes };
}

/** The last part of a path, without what a file system or a header would trip over. */
function fileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/[\p{Cc}<>:"|?*]/gu, '_').slice(-120) || 'workbook.xlsx';
}

function languageOf(request: FastifyRequest): Language {
  return /^\s*en\b/i.test(headerOf(request, 'accept-language') ?? '') ? 'en' : 'zh';
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

function sendDownload(reply: FastifyReply, { name, type, bytes }: Download): FastifyReply {
  return reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'no-store')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** Every refusal in one form; what nobody foresaw is a 500 that tells the caller nothing but its number in the log. */
function tell(services: Services, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(services, error, languageOf(request));
  if (!refusal) {
    request.log.error({ err: error }, 'unforeseen');
    return reply
      .code(500)
      .type('application/problem+json')
      .send({ type: 'about:blank', title: INTERNAL[languageOf(request)], status: 500, instance: request.id });
  }
  return reply
    .code(refusal.status)
    .type('application/problem+json')
    .send(problemDetails(refusal, languageOf(request), request.id));
}

const INTERNAL = {
  zh: '系统内部出错,已记录。请稍后再试;仍不行请把编号告诉管理员。',
  en: 'Something went wrong inside; it is on record. Try again later, or give the number to the administrator.',
};

interface FastifyFault {
  readonly statusCode?: number;
  readonly code?: string;
  readonly message?: string;
  readonly validation?: readonly ErrorObject<string, Record<string, unknown>>[];
  readonly validationContext?: string;
}

function refusalOf({ config }: Services, error: unknown, language: Language): Refused | null {
  if (error instanceof Refused) return error;
  if (error instanceof NotJson) return refused('request.invalid', { at: error.at, why: error.message });
  const { statusCode, code, message = '', validation, validationContext = '' } = error as FastifyFault;
  const first = validation?.[0];
  if (first) {
    const extra = first.params?.['additionalProperty'];
    return refused('request.invalid', {
      at: `${validationContext}${first.instancePath}`,
      why: `${(language === 'zh' ? inChinese(first) : first.message) ?? ''}${typeof extra === 'string' ? `: ${extra.slice(0, 60)}` : ''}`,
    });
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return refused('request.mediaType', { wanted: 'application/json' });
  if (statusCode === 413)
    return code === 'FST_ERR_CTP_BODY_TOO_LARGE'
      ? refused('request.tooLarge', { mebibytes: JSON_BODY_BYTES / 1024 / 1024 })
      : refused('upload.tooLarge', { mebibytes: config.uploadMebibytes });
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? refused('request.invalid', { at: '', why: message }) : null;
}

/** For the OpenAPI document and the generated client. */
export function isChange(described: AnyOperation): boolean {
  return changes(described);
}
